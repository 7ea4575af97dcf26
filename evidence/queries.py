"""Selections that several readers share: documents, passages, and what became of a document."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa

from evidence.catalogue import (
    CONTENT,
    DOCUMENT,
    FACT,
    FILE,
    LABEL_SET,
    PASSAGE,
    SOURCE,
    TOMBSTONE,
    VECTOR,
    WINDOW,
    among,
)
from evidence.errors import ArchiveError
from evidence.model import FileState

_document = sa.join(DOCUMENT, SOURCE, SOURCE.c.id == DOCUMENT.c.source_id)

DOCUMENTS = (
    sa.select(
        *(column for column in DOCUMENT.c if column.name != "digest"),
        SOURCE.c.name.label("source"),
        CONTENT.c.parser,
        CONTENT.c.characters,
    )
    .select_from(_document.join(CONTENT, CONTENT.c.id == DOCUMENT.c.content_id))
    .order_by(SOURCE.c.name, DOCUMENT.c.path)
)
"""Documents with their source's name, parser and length, by source and path."""

PASSAGES = sa.select(*PASSAGE.c, DOCUMENT.c.path, DOCUMENT.c.content_id, SOURCE.c.name.label("source")).select_from(
    sa.join(PASSAGE, _document, DOCUMENT.c.id == PASSAGE.c.document_id)
)
"""Passages with their document's path, source and content."""

FACTS = (
    sa.select(*FACT.c, DOCUMENT.c.path, DOCUMENT.c.label_set_id, SOURCE.c.name.label("source"))
    .select_from(sa.join(FACT, _document, DOCUMENT.c.id == FACT.c.document_id))
    .order_by(SOURCE.c.name, DOCUMENT.c.path, FACT.c.ordinal)
)
"""Facts with their document's path and source, by source, path and place."""

FILE_COLUMNS = tuple(column for column in FILE.c if column.name not in ("id", "source_id"))


def file_state(row: Any) -> FileState:
    """A row of ``FILE_COLUMNS`` as the catalogue's callers know it."""
    values = {column.name: getattr(row, column.name) for column in FILE_COLUMNS}
    return FileState(**{**values, "warnings": tuple(row.warnings)})


def source_id(connection: sa.Connection, name: str) -> int:
    """The rowid of a source. Raises ``ArchiveError`` for a name that is not one."""
    found: int | None = connection.scalar(sa.select(SOURCE.c.id).where(SOURCE.c.name == name))
    if found is None:
        raise ArchiveError(f"there is no source {name}", remedy="`vouch status` lists the sources.")
    return found


def named(doc_id: str, path: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Whether ``path`` (joined with ``source``) goes by ``doc_id``: as ``path``, or as ``source:path``."""
    cuts = [i for i, character in enumerate(doc_id) if character == ":"]
    split = (sa.and_(SOURCE.c.name == doc_id[:i], path == doc_id[i + 1 :]) for i in cuts)
    return sa.or_(path == doc_id, *split)


def passages_with(names: Iterable[str]) -> sa.Select[int]:
    """The rowids of all passages that have a vector of these content ids."""
    query = sa.select(WINDOW.c.passage_id).join(VECTOR, VECTOR.c.id == WINDOW.c.vector_id)
    return query.where(VECTOR.c.name.in_(among(names)))


def resolve(connection: sa.Connection, doc_id: str, sha256: str | None, groups: Collection[str] | None) -> str:
    """What became of a document version among those that ``groups`` may know of (``None``: all of them)."""
    live = sa.select(DOCUMENT.c.sha256, LABEL_SET.c.labels).select_from(
        _document.join(LABEL_SET, LABEL_SET.c.id == DOCUMENT.c.label_set_id)
    )
    for known, labels in connection.execute(live.where(named(doc_id, DOCUMENT.c.path))):
        if sha256 in (None, known) and _may(labels, groups):
            return "live"
    gone = sa.select(TOMBSTONE.c.sha256, TOMBSTONE.c.labels, TOMBSTONE.c.state).join(
        SOURCE, SOURCE.c.id == TOMBSTONE.c.source_id
    )
    for known, labels, state in connection.execute(
        gone.where(named(doc_id, TOMBSTONE.c.path)).order_by(TOMBSTONE.c.at.desc())
    ):
        if sha256 in (None, known) and _may(labels, groups):
            return str(state)
    return "unknown"


def _may(labels: Iterable[str], groups: Collection[str] | None) -> bool:
    return groups is None or not set(groups).isdisjoint(labels)


def gone() -> ArchiveError:
    """The error for what was replaced while a view of it was held."""
    return ArchiveError("the archive changed while it was read", remedy="Ask again.", retry=True)


def first(row: Any) -> Any:
    """A row that a view promised, or the error that it is gone."""
    if row is None:
        raise gone()
    return row
