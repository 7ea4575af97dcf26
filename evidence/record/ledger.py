"""The ledger: what was asked, shown, decided and taken out, in order, and in a form that shows every later change.

Entries are only added. Their contents can be erased (``redact``, ``retain``): the hashes stay, so that the chain can
still be checked, and who erased them and why is an entry itself, which cannot be erased.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import sqlalchemy as sa

from evidence.errors import ArchiveError, QuestionError
from evidence.record import chain as hashes
from evidence.record.checkpoints import Checkpoint, Signs
from evidence.record.erasing import erase, ranges
from evidence.record.failures import Missing
from evidence.record.store import Store, written
from evidence.record.verification import Verification, verify

KINDS = ("answer", "feedback", "decision", "export", "access", "redaction", "retention")
"""What entries are about. Another lower-case word may be used; the last two are the ledger's own."""
_OWN = frozenset({"redaction", "retention"})
_COLUMNS = 'sequence, "at", kind, asker, "groups", salt, body, digest, chain'


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``content`` and ``salt`` (hex) are ``None`` and ``asker`` is "" once they are erased.

    ``groups`` are those of the asker, ``None`` for somebody who sees everything. ``at`` is an ISO moment in UTC.
    """

    sequence: int
    at: str
    kind: str
    asker: str
    groups: tuple[str, ...] | None
    content: Mapping[str, Any] | None
    digest: str
    chain: str
    salt: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The entry as JSON; ``chain.py`` says how to recompute ``digest`` and ``chain`` from it."""
        return {
            "sequence": self.sequence,
            "at": self.at,
            "kind": self.kind,
            "asker": self.asker,
            "groups": None if self.groups is None else list(self.groups),
            "content": self.content,
            "salt": self.salt,
            "digest": self.digest,
            "chain": self.chain,
        }


class Ledger:
    """The entries, numbered from 1 without gaps."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def append(self, kind: str, asker: str, groups: Sequence[str] | None, content: Mapping[str, Any]) -> Entry:
        """Add an entry; it is on the disk when this returns. ``content`` must be JSON.

        Raises ``QuestionError`` without an asker, or for a kind that is the ledger's own.
        """
        if kind in _OWN or not re.fullmatch("[a-z][a-z_]*", kind):
            raise QuestionError(f"{kind!r} is no kind of entry", remedy=f"One of: {', '.join(KINDS[:5])}.")
        if not asker.strip():
            raise QuestionError("an entry of the ledger needs a person", remedy="Say who asks.")
        body = hashes.body_of(asker, content)  # may fail, and takes time: not while others wait
        return self._store.write(lambda connection: _append(connection, self._store, kind, asker, groups, body))

    def entry(self, sequence: int) -> Entry:
        """One entry. Raises ``Missing``."""
        with self._store.read() as connection:
            row = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM entry WHERE sequence = ?", (sequence,)).first()
        if row is None:
            raise Missing(f"the ledger has no entry {sequence}", remedy="`vouch ledger show` lists them.")
        return _entry(row)

    def entries(
        self,
        after: int = 0,
        limit: int = 100,
        kind: str | None = None,
        asker: str | None = None,
        *,
        before: int | None = None,
        newest_first: bool = False,
    ) -> list[Entry]:
        """Entries with ``after`` < sequence (< ``before``), oldest first unless ``newest_first``."""
        wanted, values = ["sequence > ?"], [after]  # type: tuple[list[str], list[Any]]
        for condition, value in (("kind = ?", kind), ("asker = ?", asker), ("sequence < ?", before)):
            if value is not None:
                wanted.append(condition)
                values.append(value)
        order = "DESC" if newest_first else "ASC"
        query = f"SELECT {_COLUMNS} FROM entry WHERE {' AND '.join(wanted)} ORDER BY sequence {order} LIMIT ?"
        with self._store.read() as connection:
            return [_entry(row) for row in connection.exec_driver_sql(query, (*values, max(limit, 0)))]

    def head(self) -> tuple[int, str]:
        """Number and chain of the newest entry; 0 and ``GENESIS`` without one."""
        with self._store.read() as connection:
            return _head(connection)

    def verify(self, checkpoints: Iterable[Checkpoint] = (), keys: Collection[bytes | str] = ()) -> Verification:
        """Check every entry, the checkpoints kept here and those given.

        Somebody who can write the file can also write a new chain that holds together, or cut off the end: only
        checkpoints kept elsewhere show that. With ``keys`` (public keys) all checkpoints must be signed by one of them.
        """
        with self._store.read() as connection:
            return verify(connection, tuple(checkpoints), keys)

    def redact(self, sequence: int | Sequence[int], by: str, reason: str) -> Entry:
        """Erase content and asker of one or several entries, with the feedback about them and all copies.

        Returns the entry that says so. Raises ``Missing``, or ``QuestionError`` for an entry that tells of an erasure,
        when all are erased already, or without a person and a reason.
        """
        if not by.strip() or not reason.strip():
            raise QuestionError("a redaction needs a person and a reason", remedy="Give --by NAME and --reason TEXT.")
        wanted = sorted({sequence} if isinstance(sequence, int) else set(sequence))

        def work(connection: sa.Connection) -> Entry:
            kept = _states(connection, wanted)
            done = erase(connection, [each for each in wanted if kept[each]], self._store.now())
            if not done:
                raise QuestionError(
                    "nothing is left to erase there", remedy="`vouch ledger show` tells what was erased, and by whom."
                )
            content = {"by": by, "reason": reason, "sequences": ranges(done)}
            return append(connection, self._store, "redaction", by, None, content)

        entry = self._store.write(work)
        self._store.flush()
        return entry

    def retain(self, before: date, by: str) -> int:
        """Erase contents from before that day (UTC), as ``redact`` does; the number of entries erased."""
        if not by.strip():
            raise QuestionError("retention needs a person", remedy="Give --by NAME.")
        end = written(datetime.combine(before, time(), UTC))

        def work(connection: sa.Connection) -> int:
            query = """SELECT sequence FROM entry WHERE "at" < ? AND body IS NOT NULL
                AND kind NOT IN ('redaction', 'retention') ORDER BY sequence"""
            old = [row.sequence for row in connection.exec_driver_sql(query, (end,))]
            done = erase(connection, old, self._store.now())
            if done:
                content = {"by": by, "before": before.isoformat(), "sequences": ranges(done)}
                append(connection, self._store, "retention", by, None, content)
            return len(done)

        number = self._store.write(work)
        if number:
            self._store.flush()
        return number

    def checkpoint(self, signer: Signs) -> Checkpoint:
        """Sign the newest entry's number and chain, and keep that here; keep a copy elsewhere."""

        def work(connection: sa.Connection) -> Checkpoint:
            made = Checkpoint.signed(*_head(connection), self._store.moment(), signer)
            connection.exec_driver_sql(
                'INSERT INTO checkpoint (sequence, chain, "at", "key", signature) VALUES (?, ?, ?, ?, ?)',
                (made.sequence, made.chain, made.at, made.key, made.signature),
            )
            return made

        return self._store.write(work)

    def checkpoints(self) -> list[Checkpoint]:
        """The checkpoints kept here, oldest first."""
        with self._store.read() as connection:
            query = 'SELECT sequence, chain, "at", "key", signature FROM checkpoint ORDER BY id'
            return [Checkpoint(*row) for row in connection.exec_driver_sql(query)]


def append(
    connection: sa.Connection,
    store: Store,
    kind: str,
    asker: str,
    groups: Sequence[str] | None,
    content: Mapping[str, Any],
) -> Entry:
    """Add an entry in a transaction that does more than that."""
    return _append(connection, store, kind, asker, groups, hashes.body_of(asker, content))


def _append(
    connection: sa.Connection, store: Store, kind: str, asker: str, groups: Sequence[str] | None, body: str
) -> Entry:
    last, previous = _head(connection)
    sequence, at, salt = last + 1, store.moment(), hashes.new_salt()
    named = None if groups is None else list(groups)
    digest = hashes.seal(salt, body)
    chain = hashes.link(previous, sequence, at, kind, named, digest)
    row = (sequence, at, kind, asker, hashes.canonical(named), salt, body, digest, chain)
    connection.exec_driver_sql(f"INSERT INTO entry ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    return _entry(row)


def read_entry(connection: sa.Connection, sequence: int) -> Entry | None:
    """One entry in a transaction that reads more than that."""
    row = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM entry WHERE sequence = ?", (sequence,)).first()
    return None if row is None else _entry(row)


def _states(connection: sa.Connection, wanted: Sequence[int]) -> dict[int, bool]:
    """Whether each entry still has its content; raises for those that have none to erase."""
    states: dict[int, bool] = {}
    for sequence in wanted:
        query = "SELECT kind, body IS NOT NULL AS kept FROM entry WHERE sequence = ?"
        row = connection.exec_driver_sql(query, (sequence,)).first()
        if row is None:
            raise Missing(f"the ledger has no entry {sequence}", remedy="`vouch ledger show` lists them.")
        if row.kind in _OWN:
            raise QuestionError(f"entry {sequence} tells of an erasure and stays", remedy="Name another entry.")
        states[sequence] = bool(row.kept)
    return states


def _head(connection: sa.Connection) -> tuple[int, str]:
    row = connection.exec_driver_sql("SELECT sequence, chain FROM entry ORDER BY sequence DESC LIMIT 1").first()
    return (row.sequence, row.chain) if row else (0, hashes.GENESIS)


def _entry(row: Sequence[Any]) -> Entry:
    sequence, at, kind, asker, groups, salt, body, digest, chain = row
    try:
        named = json.loads(groups)
        content = None if body is None else json.loads(body)["content"]
        seen = None if named is None else tuple(named)
        return Entry(sequence, at, kind, asker or "", seen, content, digest, chain, salt and salt.hex())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"entry {sequence} of the ledger is not as it was written"
        raise ArchiveError(message, remedy="`vouch ledger verify` tells what was changed.") from error
