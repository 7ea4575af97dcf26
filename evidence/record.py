"""``record.db``: what people decided, which no file can restore. Never deleted; back it up.

Rows are only added: a later decision about the same subject replaces the earlier one in force and leaves it in the
history, and the database itself refuses changes. Each row's ``chain`` is a hash over the row and the one before, so
that an edit from outside shows (``Record.broken``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from evidence.errors import ArchiveError, ArchiveMismatch, QuestionError

APPLICATION = 0x566F5263  # "VoRc" in the SQLite header: this file is one of ours
FILE = "record.db"
VERDICTS = {
    "finding": ("open", "accepted", "resolved"),
    "signoff": ("compliant", "partial", "not_compliant", "not_assessed"),
    "mapping": ("yes", "no"),
}
"""What may be decided about each kind of subject: a finding, a requirement's status, a clause mapping."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person decided. ``evidence`` is the digest of the words they saw; ``at`` is an ISO moment in UTC."""

    kind: str
    subject: str
    verdict: str
    by: str
    at: str
    reason: str = ""
    evidence: str = ""
    owner: str = ""
    due: str = ""


class Record:
    """The record at ``home``, created and migrated. Several processes may read; SQLite lets one write at a time."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE
        try:
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveError(f"cannot make the folder {home}: {error.strerror}") from error
        self._engine = sa.create_engine(sa.URL.create("sqlite", database=str(self._path)))
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)
        try:
            with self._transaction() as connection:
                _migrate(connection)
        except BaseException:
            self._engine.dispose()
            raise

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def decide(self, decision: Decision) -> None:
        """Add a decision. Raises ``QuestionError`` for an unknown kind or verdict, or when nobody decides."""
        allowed = VERDICTS.get(decision.kind)
        if allowed is None or decision.verdict not in allowed:
            raise QuestionError(
                f"{decision.verdict!r} is no decision about a {decision.kind}",
                remedy=f"One of: {', '.join(allowed or VERDICTS)}.",
            )
        if not decision.by.strip() or not decision.subject.strip():
            raise QuestionError("a decision needs a person and a subject", remedy="Name who decides: --by NAME.")
        with self._transaction() as connection:
            last = connection.exec_driver_sql("SELECT chain FROM decision ORDER BY id DESC LIMIT 1").scalar() or ""
            values = (*astuple(decision), _link(last, decision))
            marks = ", ".join("?" * len(values))
            connection.exec_driver_sql(f"INSERT INTO decision ({_COLUMNS}, chain) VALUES ({marks})", values)

    def history(self, kind: str, subject: str | None = None) -> list[Decision]:
        """All decisions of a kind (about one subject), oldest first."""
        query, values = f"SELECT {_COLUMNS} FROM decision WHERE kind = ?", [kind]
        if subject is not None:
            query, values = f"{query} AND subject = ?", [kind, subject]
        with self._transaction() as connection:
            return [Decision(*row) for row in connection.exec_driver_sql(f"{query} ORDER BY id", tuple(values))]

    def current(self, kind: str) -> dict[str, Decision]:
        """The decision in force about each subject of a kind."""
        return {decision.subject: decision for decision in self.history(kind)}

    def broken(self) -> int | None:
        """The place (from 1) of the first row that is not as it was written, or ``None``."""
        last = ""
        with self._transaction() as connection:
            rows = connection.exec_driver_sql(f"SELECT {_COLUMNS}, chain FROM decision ORDER BY id").all()
        for place, (*values, chain) in enumerate(rows, 1):
            if chain != _link(last, Decision(*values)):
                return place
            last = chain
        return None

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            raise ArchiveError(
                f"the record failed: {self._path} ({error.orig})", remedy="Restore it from a backup, or free the disk."
            ) from error


_COLUMNS = '"kind", subject, verdict, "by", "at", reason, evidence, owner, due'


def _link(last: str, decision: Decision) -> str:
    said = json.dumps([last, *astuple(decision)], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(said.encode("ascii")).hexdigest()


def _migrate(connection: sa.Connection) -> None:
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if version > len(_STEPS):
        raise ArchiveMismatch(f"the record has schema {version}; this version knows schemas up to {len(_STEPS)}")
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if tables and connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION:
        raise ArchiveMismatch(f"{FILE} is a database of another program", remedy="Choose another home.")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
    for step in _STEPS[version:]:
        step(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {len(_STEPS)}")


def _1_decisions(connection: sa.Connection) -> None:
    """Decisions of people, which are only ever added."""
    for statement in (
        """CREATE TABLE decision (
            id INTEGER PRIMARY KEY AUTOINCREMENT, "kind" TEXT NOT NULL, subject TEXT NOT NULL, verdict TEXT NOT NULL,
            "by" TEXT NOT NULL, "at" TEXT NOT NULL, reason TEXT NOT NULL, evidence TEXT NOT NULL, owner TEXT NOT NULL,
            due TEXT NOT NULL, chain TEXT NOT NULL UNIQUE)""",
        'CREATE INDEX decision_subject ON decision ("kind", subject)',
        """CREATE TRIGGER decision_kept BEFORE UPDATE ON decision
            BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END""",
        """CREATE TRIGGER decision_stays BEFORE DELETE ON decision
            BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END""",
    ):
        connection.exec_driver_sql(statement)


_STEPS = (_1_decisions,)


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says, DDL included
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "busy_timeout = 5000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
