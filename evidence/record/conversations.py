"""What a person asked and was shown, in order, for that person. The ledger has a copy of its own."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from evidence.record.chain import canonical
from evidence.record.failures import Missing
from evidence.record.store import Store

_TITLE = 80  # characters


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer as it was shown; ``answer`` is ``None`` and ``question`` "" once they are erased."""

    at: str
    question: str
    answer: Mapping[str, Any] | None
    sequence: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation; lists leave ``turns`` empty. ``created`` is an ISO moment in UTC."""

    id: str
    title: str
    created: str
    turns: tuple[Turn, ...] = ()


class Conversations:
    """Conversations by their owner. One of somebody else is ``Missing``, as if it did not exist."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def start(self, owner: str, title: str = "") -> str:
        """Begin a conversation; its id. Without a title the first question will be it."""
        name = secrets.token_urlsafe(12)

        def work(connection: sa.Connection) -> str:
            values = (name, owner, short(title), self._store.moment())
            query = "INSERT INTO conversation (id, owner, title, created) VALUES (?, ?, ?, ?)"
            connection.exec_driver_sql(query, values)
            return name

        return self._store.write(work)

    def add(self, id: str, owner: str, question: str, answer: Mapping[str, Any], sequence: int) -> None:
        """Add a turn: the answer's JSON as shown, and the ledger's number of it. Raises ``Missing``."""
        shown = canonical(answer)

        def work(connection: sa.Connection) -> None:
            number, title, _ = _own(connection, id, owner)
            if not title:
                query = "UPDATE conversation SET title = ? WHERE number = ?"
                connection.exec_driver_sql(query, (short(question), number))
            query = 'INSERT INTO turn (conversation, "at", question, answer, sequence) VALUES (?, ?, ?, ?, ?)'
            connection.exec_driver_sql(query, (number, self._store.moment(), question, shown, sequence))

        self._store.write(work)

    def of(self, owner: str, limit: int = 50, before: str | None = None) -> list[Conversation]:
        """The owner's conversations without their turns, newest first; ``before`` is the last id of the page before.

        Raises ``Missing`` for a ``before`` that is not the owner's.
        """
        with self._store.read() as connection:
            query, values = _LISTED, [owner]  # type: tuple[str, list[Any]]
            if before is not None:
                row = connection.exec_driver_sql(_NUMBER, (before, owner)).first()  # it may be deleted since
                if row is None:
                    raise _missing(before)
                query, values = f"{query} AND number < ?", [owner, row.number]
            rows = connection.exec_driver_sql(f"{query} ORDER BY number DESC LIMIT ?", (*values, max(limit, 0)))
            return [Conversation(*row) for row in rows]

    def get(self, id: str, owner: str) -> Conversation:
        """A conversation with its turns. Raises ``Missing``."""
        with self._store.read() as connection:
            number, title, created = _own(connection, id, owner)
            query = 'SELECT "at", question, answer, sequence FROM turn WHERE conversation = ? ORDER BY number'
            turns = tuple(
                Turn(at, question, None if answer is None else json.loads(answer), sequence)
                for at, question, answer, sequence in connection.exec_driver_sql(query, (number,))
            )
        return Conversation(id, title, created, turns)

    def rename(self, id: str, owner: str, title: str) -> None:
        """Give it another title. Raises ``Missing``."""

        def work(connection: sa.Connection) -> None:
            number, _, _ = _own(connection, id, owner)
            query = "UPDATE conversation SET title = ? WHERE number = ?"
            connection.exec_driver_sql(query, (short(title), number))

        self._store.write(work)

    def delete(self, id: str, owner: str) -> None:
        """Take it out of the owner's list with its turns; a stone without words stays. Raises ``Missing``."""

        def work(connection: sa.Connection) -> None:
            number, _, _ = _own(connection, id, owner)
            connection.exec_driver_sql("DELETE FROM turn WHERE conversation = ?", (number,))
            query = "UPDATE conversation SET title = '', deleted = ? WHERE number = ?"
            connection.exec_driver_sql(query, (self._store.moment(), number))

        self._store.write(work)


_LISTED = "SELECT id, title, created FROM conversation WHERE owner = ? AND deleted IS NULL"
_NUMBER = "SELECT number FROM conversation WHERE id = ? AND owner = ?"


def short(question: str) -> str:
    """A title from a question: one line, cut at a word."""
    line = " ".join(question.split())
    if len(line) <= _TITLE:
        return line
    return line[: _TITLE - 1].rsplit(" ", 1)[0] + "…"


def _own(connection: sa.Connection, id: str, owner: str) -> tuple[int, str, str]:
    query = "SELECT number, title, created FROM conversation WHERE id = ? AND owner = ? AND deleted IS NULL"
    row = connection.exec_driver_sql(query, (id, owner)).first()
    if row is None:
        raise _missing(id)
    return row.number, row.title, row.created


def _missing(id: str) -> Missing:
    return Missing(f"there is no conversation {id}", remedy="List yours to see those that are there.")
