"""Checking the ledger row by row against its own hashes, and against checkpoints."""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from evidence.record import chain as hashes
from evidence.record.checkpoints import Checkpoint

_QUERY = 'SELECT sequence, "at", kind, asker, "groups", salt, body, digest, chain FROM entry ORDER BY sequence'


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What does not hold, and at which entry it shows."""

    sequence: int
    what: str


@dataclass(frozen=True, slots=True)
class Verification:
    """The number of entries and the chain of the newest, and what does not hold.

    ``problems`` are in the order of the entries; erasures that nothing explains come last, as they often follow.
    """

    entries: int
    head: str
    problems: tuple[Problem, ...]
    checkpoints: int = 0
    """How many checkpoints the entries were held against."""

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


@dataclass(slots=True)
class _Walk:
    """What was seen on the way through the entries."""

    sequence: int = 0
    chain: str = hashes.GENESIS
    count: int = 0
    emptied: set[int] = field(default_factory=set)
    explained: list[tuple[int, int, int]] = field(default_factory=list)  # first, last, by the entry
    awaited: dict[int, set[str]] = field(default_factory=dict)  # chains that checkpoints name
    problems: list[Problem] = field(default_factory=list)
    unexplained: list[Problem] = field(default_factory=list)  # often follow from the others, so they come last

    def add(self, sequence: int, what: str) -> None:
        self.problems.append(Problem(sequence, what))


def verify(connection: sa.Connection, given: Sequence[Checkpoint], keys: Collection[bytes | str]) -> Verification:
    """See ``Ledger.verify``."""
    walk = _Walk()
    kept = _kept_checkpoints(connection, walk)
    trusted = _trusted(keys)
    for checkpoint, where in (*((each, "kept here") for each in kept), *((each, "given") for each in given)):
        _take(walk, checkpoint, where, trusted)
    _meet(walk, 0, hashes.GENESIS)
    for row in connection.exec_driver_sql(_QUERY):
        _step(walk, tuple(row))
    last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'entry'").scalar()
    if walk.sequence != (last or 0):
        walk.add(walk.sequence + 1, f"the file once held entries up to {last or 0}, now up to {walk.sequence}")
    for sequence in walk.awaited:
        walk.add(sequence, "a checkpoint names this entry, which is missing")
    _account(walk)
    problems = (*sorted(set(walk.problems)), *sorted(walk.unexplained))
    return Verification(walk.count, walk.chain, problems, len(kept) + len(given))


def _step(walk: _Walk, row: tuple[Any, ...]) -> None:
    """Check one entry, given what came before it."""
    sequence, at, kind, asker, groups, salt, body, digest, chain = row
    if sequence != walk.sequence + 1:
        missing = range(walk.sequence + 1, sequence)
        walk.add(walk.sequence + 1, f"{len(missing)} entries are missing here" if missing else "is out of order")
    if chain != _expected(walk.chain, sequence, at, kind, groups, digest):
        walk.add(sequence, "was changed, moved or put in: its chain does not follow from the entry before")
    held = _content(walk, sequence, asker, salt, body, digest)
    if held is not None and kind in {"redaction", "retention"}:
        for first, last in _stretches(held):
            walk.explained.append((first, last, sequence))
    walk.sequence, walk.chain, walk.count = sequence, chain if isinstance(chain, str) else "", walk.count + 1
    _meet(walk, sequence, chain)


def _expected(previous: str, sequence: int, at: Any, kind: Any, groups: Any, digest: Any) -> str | None:
    """The chain that the entry should have; ``None`` for values that the ledger never writes."""
    if not all(isinstance(each, str) for each in (at, kind, groups, digest)):
        return None
    try:
        named = json.loads(groups)
        if hashes.canonical(named) != groups:
            return None
        return hashes.link(previous, sequence, at, kind, named, digest)
    except (ValueError, TypeError):
        return None


def _content(walk: _Walk, sequence: int, asker: Any, salt: Any, body: Any, digest: Any) -> Mapping[str, Any] | None:
    """The content when it is as it was written."""
    if asker is None and salt is None and body is None:
        walk.emptied.add(sequence)
        return None
    if not isinstance(salt, bytes) or not isinstance(body, str) or not body.isascii():
        walk.add(sequence, "its content is not as it was written")
        return None
    if len(salt) != hashes.SALT_BYTES or hashes.seal(salt, body) != digest:
        walk.add(sequence, "its content is not as it was written")
        return None
    try:
        held = json.loads(body)
        named, content = held["asker"], dict(held["content"])
    except (ValueError, KeyError, TypeError):
        walk.add(sequence, "its content is not what the ledger writes")
        return None
    if named != asker:
        walk.add(sequence, "its asker is not as it was written")
    return content


def _stretches(content: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    for stretch in content.get("sequences") or ():
        match stretch:
            case [int(first), int(last)]:
                yield max(first, 1), last


def _account(walk: _Walk) -> None:
    """Contents may only be missing where a later entry says so, and must be missing there."""
    explained: set[int] = set()
    for first, last, by in walk.explained:
        explained.update(range(first, min(last, by - 1, walk.sequence) + 1))
    for sequence in walk.emptied - explained:
        what = "its content was erased, and no later entry says by whom and why"
        walk.unexplained.append(Problem(sequence, what))
    for sequence in explained - walk.emptied:
        walk.unexplained.append(Problem(sequence, "its content was erased, and is there again"))


def _kept_checkpoints(connection: sa.Connection, walk: _Walk) -> list[Checkpoint]:
    query = 'SELECT id, sequence, chain, "at", "key", signature FROM checkpoint ORDER BY id'
    ids, kept = [], []
    for id, *row in connection.exec_driver_sql(query):
        ids.append(id)
        kept.append(Checkpoint(*row))
    last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'checkpoint'").scalar() or 0
    if ids != list(range(1, last + 1)):
        walk.add(walk.sequence, f"of the checkpoints kept here some are missing: {last} were written")
    return kept


def _take(walk: _Walk, checkpoint: Checkpoint, where: str, trusted: frozenset[str]) -> None:
    """Note what a checkpoint names, unless its signature is worth nothing."""
    sequence = checkpoint.sequence if isinstance(checkpoint.sequence, int) else 0
    if not checkpoint.holds():
        walk.add(sequence, f"the checkpoint {where} for this entry has a wrong signature")
    elif trusted and checkpoint.key not in trusted:
        walk.add(sequence, f"the checkpoint {where} for this entry is signed by a key that is not among those given")
    else:
        walk.awaited.setdefault(sequence, set()).add(checkpoint.chain)


def _meet(walk: _Walk, sequence: int, chain: Any) -> None:
    """Hold an entry against the checkpoints that name it."""
    if walk.awaited.pop(sequence, {chain}) != {chain}:
        walk.add(sequence, "the chain up to here is not the one of a checkpoint: it was written anew")


def _trusted(keys: Iterable[bytes | str]) -> frozenset[str]:
    from evidence.signing import read_public

    return frozenset(base64.b64encode(read_public(key)).decode("ascii") for key in keys)
