"""What the Slack part asks of the program: a ``Service`` in the same process, or the API of another one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from assistant.reports import Report
from assistant.service import Asked, Identity, Listener, Told


class Row(Protocol):
    """A fact of the register: its document and fields as written."""

    @property
    def doc_id(self) -> str:
        """The document's id."""

    def get(self, name: str) -> str:
        """A field or date, "" where the document does not say."""


class Desk(Protocol):
    """Answers, the register and feedback, each as one person may have it. ``assistant.service.Service`` is one."""

    def public(self, who: Identity) -> Identity:
        """``who`` with the groups that everybody has."""

    def ask(self, who: Identity, asked: Asked, listener: Listener | None = None) -> Told:
        """Answer a question and enter it in the ledger."""

    def feedback(
        self, who: Identity, sequence: int, verdict: str, note: str = "", sources: Sequence[Mapping[str, Any]] = ()
    ) -> int:
        """Keep what a reader says of an answer of theirs."""

    def register(
        self, who: Identity, kind: str, filters: Iterable[str] = (), as_of: date | None = None
    ) -> Sequence[Row]:
        """The facts of a kind that pass the filters."""

    def findings(self, who: Identity, as_of: date | None = None) -> list[dict[str, Any]]:
        """The findings in the asker's world."""

    def report(
        self,
        who: Identity,
        name: str,
        frameworks: Iterable[str] = (),
        period: str | None = None,
        as_of: date | None = None,
    ) -> Report:
        """A report by name."""
