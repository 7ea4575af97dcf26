"""``archive.db``: the truth about what is live. Tables, the connection, and SQLite's errors in plain words.

Derived from the files and may be rebuilt from them. SQLAlchemy and its exceptions stay in this
package's files around ``archive.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects.sqlite import insert

from evidence.errors import ArchiveError
from evidence.migrations import migrate

_metadata = sa.MetaData()
_int = sa.Integer


class Words(sa.types.TypeDecorator[str]):
    """Text that may hold lone surrogates (undecodable file names, broken JSON): such a value is stored as bytes."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> Any:
        """Text as it is, or its bytes where UTF-8 has no form for it."""
        if value is None or value.isascii():
            return value
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-8", "surrogatepass")
        return value

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> str | None:
        """The text that was bound."""
        return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value


def _table(name: str, /, **columns: Any) -> sa.Table:
    return sa.Table(name, _metadata, *(sa.Column(key, kind) for key, kind in columns.items()))


# Mirrors of what migrations.py creates; constraints live there.
META = _table("meta", key=sa.Text, value=sa.Text)
SOURCE = _table("source", id=_int, name=Words, root=Words)
FILE = _table(
    "file",
    id=_int,
    source_id=_int,
    path=Words,
    size=_int,
    mtime_ns=_int,
    sha256=sa.Text,
    fingerprint=sa.Text,
    state=sa.Text,
    code=sa.Text,
    reason=Words,
    remedy=Words,
    documents=_int,
    passages=_int,
    warnings=sa.JSON,
)
LABEL_SET = _table("label_set", id=_int, labels=sa.JSON)
CONTENT = _table("content", id=_int, digest=sa.Text, parser=sa.Text, characters=_int, structure=sa.BLOB)
BLOCK = _table("block", content_id=_int, ordinal=_int, data=sa.BLOB)
DOCUMENT = _table(
    "document",
    id=_int,
    source_id=_int,
    path=Words,
    sha256=sa.Text,
    file_id=_int,
    content_id=_int,
    label_set_id=_int,
    parent=Words,
    title=Words,
    metadata=sa.Text,
    passages=_int,
    digest=sa.Text,
)
PASSAGE = _table(
    "passage",
    id=_int,
    document_id=_int,
    ordinal=_int,
    passage_id=sa.Text,
    start=_int,
    end=_int,
    context=Words,
    body=Words,
    page=_int,
    section=Words,
    sheet=Words,
    origin=sa.Text,
    hidden=sa.Boolean,
    context_terms=_int,
    body_terms=_int,
)
VECTOR = _table("vector", id=_int, name=sa.Text, data=sa.BLOB, pieces=sa.BLOB)
WINDOW = _table("window", passage_id=_int, ordinal=_int, vector_id=_int)
PLACED = _table("placed", label_set_id=_int, vector_id=_int)
FACT = _table("fact", id=_int, document_id=_int, ordinal=_int, name=sa.Text, kind=sa.Text, data=sa.Text)
TOMBSTONE = _table(
    "tombstone", source_id=_int, path=Words, sha256=sa.Text, title=Words, labels=sa.JSON, state=sa.Text, at=sa.Text
)

_REBUILD = "It is derived from your files: move the home away and ingest again, or restore it from a backup."
_REMEDIES = (
    ("database or disk is full", "the disk is full", "Free some space, then run the command again; nothing was lost."),
    ("readonly database", "the archive cannot be written", "Give write permission on the home, or choose another."),
    ("unable to open", "the archive cannot be opened", "Check the permissions of the home and the folders above it."),
    ("malformed", "the archive is damaged", _REBUILD),
    ("not a database", "the archive is damaged", _REBUILD),
    ("disk i/o error", "the disk failed while the archive was used", "Check the disk, then run `vouch doctor`."),
    ("database is locked", "another program has the archive's database open", "Close that program."),
)


class Catalogue:
    """The database at ``path``, created and migrated. Safe to use from several threads; one writes at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._closed = False
        self._engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)), pool_size=16, max_overflow=64)
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)
        try:
            with self.transaction() as connection:
                migrate(connection)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """All or nothing for what is written; one consistent state for what is read."""
        self.check_open()
        with self._translated(), self._engine.begin() as connection:
            yield connection

    def check_open(self) -> None:
        """Raise ``ArchiveError`` after ``close``."""
        if self._closed:
            raise ArchiveError("the archive is closed")

    def close(self) -> None:
        """Close every connection; SQLite folds its log into the database."""
        self._closed = True
        self._engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.DBAPIError as error:
            raise _plain(error, self._path) from error


def _plain(error: sa.exc.DBAPIError, path: Path) -> ArchiveError:
    cause = str(error.orig)
    for words, message, remedy in _REMEDIES:
        if words in cause.lower():
            return ArchiveError(f"{message}: {path} ({cause})", remedy=remedy)
    return ArchiveError(f"the archive's database failed: {path} ({cause})", remedy="Run `vouch doctor`.")


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says, DDL included
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def among(values: Iterable[int] | Iterable[str]) -> Any:
    """The right side of ``column.in_(...)`` for any number of plain values, as one bound parameter."""
    listed = sa.func.json_each(json.dumps(list(values))).table_valued("value")
    return sa.select(listed.c.value)


def get_meta(connection: sa.Connection, key: str) -> str | None:
    """A setting of the archive itself."""
    return connection.execute(sa.select(META.c.value).where(META.c.key == key)).scalar()


def set_meta(connection: sa.Connection, key: str, value: str) -> None:
    """Write a setting of the archive itself."""
    statement = insert(META).values(key=key, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def next_id(connection: sa.Connection, table: sa.Table) -> int:
    """The first rowid that was never used in a table whose rowids are not used twice."""
    query = "SELECT seq FROM sqlite_sequence WHERE name = ?"
    return int(connection.exec_driver_sql(query, (table.name,)).scalar() or 0) + 1
