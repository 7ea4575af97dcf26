"""``record.db``: what people and time made and no file can restore. Never deleted; back it up.

Decisions, the ledger of questions and answers, conversations, tokens, feedback, and what the service remembers.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from evidence.record.checkpoints import Checkpoint, read_checkpoints
from evidence.record.conversations import Conversation, Conversations, Turn
from evidence.record.decisions import VERDICTS, Decision, Decisions
from evidence.record.failures import Conflict, Missing
from evidence.record.feedback import SAID, Feedback, Feedbacks, Source
from evidence.record.ledger import KINDS, Entry, Ledger
from evidence.record.remembered import Remembered
from evidence.record.schema import APPLICATION, FILE
from evidence.record.settings import Settings
from evidence.record.store import Store
from evidence.record.tokens import ROLES, Token, Tokens
from evidence.record.verification import Problem, Verification

__all__ = [
    "APPLICATION",
    "FILE",
    "KINDS",
    "ROLES",
    "SAID",
    "VERDICTS",
    "Checkpoint",
    "Conflict",
    "Conversation",
    "Decision",
    "Entry",
    "Feedback",
    "Ledger",
    "Missing",
    "Problem",
    "Record",
    "Source",
    "Token",
    "Turn",
    "Verification",
    "read_checkpoints",
]


class Record:
    """The record at ``home``, created and migrated. Safe from several threads; several processes may have it open.

    ``clock`` gives the moment, for tests. Raises ``ArchiveError`` or ``ArchiveMismatch`` for a file that is damaged,
    of a newer version or of another program, and for a home that cannot be written.
    """

    def __init__(self, home: Path, *, clock: Callable[[], datetime] | None = None) -> None:
        self._store = Store(home / FILE, clock)
        self._decisions = Decisions(self._store)
        self.ledger = Ledger(self._store)
        self.conversations = Conversations(self._store)
        self.tokens = Tokens(self._store)
        self.feedback = Feedbacks(self._store)
        self.remembered = Remembered(self._store)
        self.settings = Settings(self._store)

    def close(self) -> None:
        """Close every connection."""
        self._store.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def decide(self, decision: Decision) -> None:
        """Add a decision. Raises ``QuestionError`` for an unknown kind or verdict, or when nobody decides."""
        self._decisions.decide(decision)

    def history(self, kind: str, subject: str | None = None) -> list[Decision]:
        """All decisions of a kind (about one subject), oldest first."""
        return self._decisions.history(kind, subject)

    def current(self, kind: str) -> dict[str, Decision]:
        """The decision in force about each subject of a kind."""
        return {decision.subject: decision for decision in self.history(kind)}

    def broken(self) -> int | None:
        """The place (from 1) of the first decision that is not as it was written, or ``None``."""
        return self._decisions.broken()
