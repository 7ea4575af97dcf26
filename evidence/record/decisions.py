"""What people decided about findings, requirements and mappings. Rows are only added; the latest is in force."""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple, dataclass

import sqlalchemy as sa

from evidence.errors import QuestionError
from evidence.record.store import Store

VERDICTS = {
    "finding": ("open", "accepted", "resolved"),
    "signoff": ("compliant", "partial", "not_compliant", "not_assessed"),
    "mapping": ("yes", "no"),
}
"""What may be decided about each kind of subject: a finding, a requirement's status, a clause mapping."""

_COLUMNS = '"kind", subject, verdict, "by", "at", reason, evidence, owner, due'


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


class Decisions:
    """The table of decisions; each row's ``chain`` is a hash over the row and the one before."""

    def __init__(self, store: Store) -> None:
        self._store = store

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

        def add(connection: sa.Connection) -> None:
            last = connection.exec_driver_sql("SELECT chain FROM decision ORDER BY id DESC LIMIT 1").scalar() or ""
            values = (*astuple(decision), _link(last, decision))
            marks = ", ".join("?" * len(values))
            connection.exec_driver_sql(f"INSERT INTO decision ({_COLUMNS}, chain) VALUES ({marks})", values)

        self._store.write(add)

    def history(self, kind: str, subject: str | None = None) -> list[Decision]:
        """All decisions of a kind (about one subject), oldest first."""
        query, values = f"SELECT {_COLUMNS} FROM decision WHERE kind = ?", [kind]
        if subject is not None:
            query, values = f"{query} AND subject = ?", [kind, subject]
        with self._store.read() as connection:
            return [Decision(*row) for row in connection.exec_driver_sql(f"{query} ORDER BY id", tuple(values))]

    def broken(self) -> int | None:
        """The place (from 1) of the first row that is not as it was written, or ``None``."""
        last = ""
        with self._store.read() as connection:
            rows = connection.exec_driver_sql(f"SELECT {_COLUMNS}, chain FROM decision ORDER BY id").all()
        for place, (*values, chain) in enumerate(rows, 1):
            if chain != _link(last, Decision(*values)):
                return place
            last = chain
        return None


def _link(last: str, decision: Decision) -> str:
    # `default` only serves a value that was changed from outside to bytes: any hash will do, as long as it differs
    said = json.dumps([last, *astuple(decision)], ensure_ascii=True, separators=(",", ":"), default=repr)
    return hashlib.sha256(said.encode("ascii")).hexdigest()
