"""Keeping the indexes equal to the catalogue: collection, reconciliation, rebuilding, and the digest that tests it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa

from evidence import lexical
from evidence.catalogue import (
    CONTENT,
    DOCUMENT,
    FILE,
    LABEL_SET,
    PASSAGE,
    PLACED,
    SOURCE,
    VECTOR,
    WINDOW,
    Catalogue,
    among,
    set_meta,
)
from evidence.texts import Texts
from evidence.vectors import Labels, Vectors, as_matrix
from evidence.writing import entries

_BATCH = 5_000  # vectors moved or deleted at a time
_DOCUMENTS = 200  # documents indexed at a time

Tick = Callable[[int], None]  # told how many rows were done since the last call


def label_sets(connection: sa.Connection) -> dict[int, Labels]:
    """Every label set by rowid."""
    rows = connection.execute(sa.select(LABEL_SET.c.id, LABEL_SET.c.labels).order_by(LABEL_SET.c.id))
    return {rowid: tuple(labels) for rowid, labels in rows}


# Garbage -------------------------------------------------------------------------------------


def collect(connection: sa.Connection) -> dict[Labels, list[str]]:
    """Delete from the catalogue what no live passage uses, at most one batch; the rows to delete from the dense index.

    Empty when there is nothing left; that is noted, so that the next look is cheap.
    """
    used = (
        sa.select(sa.literal(1))
        .select_from(sa.join(WINDOW, PASSAGE, PASSAGE.c.id == WINDOW.c.passage_id))
        .join(DOCUMENT, DOCUMENT.c.id == PASSAGE.c.document_id)
        .where(WINDOW.c.vector_id == PLACED.c.vector_id, DOCUMENT.c.label_set_id == PLACED.c.label_set_id)
    )
    unused = sa.select(PLACED.c.label_set_id, PLACED.c.vector_id, VECTOR.c.name)
    unused = unused.join(VECTOR, VECTOR.c.id == PLACED.c.vector_id).where(~used.exists()).limit(_BATCH)
    rows = connection.execute(unused).all()
    sets = label_sets(connection)
    found: dict[Labels, list[str]] = {}
    for labels, _, name in rows:
        found.setdefault(sets[labels], []).append(name)
    for labels in {row.label_set_id for row in rows}:
        vectors = [row.vector_id for row in rows if row.label_set_id == labels]
        here = (PLACED.c.label_set_id == labels, PLACED.c.vector_id.in_(among(vectors)))
        connection.execute(sa.delete(PLACED).where(*here))
    placed = sa.exists().where(PLACED.c.vector_id == VECTOR.c.id)
    connection.execute(sa.delete(VECTOR).where(VECTOR.c.id.in_(among(row.vector_id for row in rows)), ~placed))
    if not rows:
        set_meta(connection, "garbage", "0")
    return found


def rows(connection: sa.Connection) -> int:
    """How many rows the two indexes have together."""
    counts = (sa.select(sa.func.count()).select_from(table) for table in (PLACED, PASSAGE))
    return sum(connection.execute(count).scalar_one() for count in counts)


# The dense index -----------------------------------------------------------------------------


def reconcile(catalogue: Catalogue, vectors: Vectors, dimensions: int, tick: Tick | None = None) -> None:
    """Make the dense index hold exactly what the catalogue placed: add what is missing, delete what strayed."""
    with catalogue.transaction() as connection:
        sets = label_sets(connection)
    vectors.keep_only(sets.values())
    for rowid, labels in sets.items():
        query = sa.select(VECTOR.c.name).join(PLACED, PLACED.c.vector_id == VECTOR.c.id)
        with catalogue.transaction() as connection:
            placed = set(connection.scalars(query.where(PLACED.c.label_set_id == rowid)))
        held = vectors.ids(labels)
        vectors.delete(labels, sorted(held - placed))
        missing = sorted(placed - held)
        for start in range(0, len(missing), _BATCH):
            some = sa.select(VECTOR.c.name, VECTOR.c.data)
            with catalogue.transaction() as connection:
                found = connection.execute(some.where(VECTOR.c.name.in_(among(missing[start : start + _BATCH])))).all()
            vectors.upsert(labels, [row.name for row in found], as_matrix([row.data for row in found], dimensions))
            if tick:
                tick(len(found))


# The lexical index ---------------------------------------------------------------------------


def index_words(connection: sa.Connection, texts: Texts, tick: Tick | None = None) -> None:
    """Write the lexical index anew from the stored passages."""
    lexical.clear(connection)
    documents = connection.scalars(sa.select(DOCUMENT.c.id).order_by(DOCUMENT.c.id)).all()
    update = "UPDATE passage SET context_terms = ?, body_terms = ? WHERE id = ?"
    for start in range(0, len(documents), _DOCUMENTS):
        lengths = lexical.add(connection, entries(connection, texts, documents[start : start + _DOCUMENTS]))
        if lengths:
            connection.exec_driver_sql(update, [(context, body, rowid) for rowid, context, body in lengths])
        if tick:
            tick(len(lengths))
    set_meta(connection, "analysis", lexical.ANALYSIS)


# The digest ----------------------------------------------------------------------------------


def digest(catalogue: Catalogue, vectors: Vectors, texts: Texts) -> str:
    """A digest of all that is live, the same for every order of writing.

    Each fact is hashed by itself and the hashes are added, so neither rowids nor history count; times
    and tombstones are left out.
    """
    total = 0
    with catalogue.transaction() as connection:
        for fact in _facts(connection, vectors, texts):
            total += int.from_bytes(hashlib.sha256(repr(fact).encode("utf-8", "surrogatepass")).digest())
    return f"{total % 2**256:064x}"


def _facts(connection: sa.Connection, vectors: Vectors, texts: Texts) -> Iterator[tuple[Any, ...]]:
    states = ("path", "size", "sha256", "fingerprint", "state", "code", "documents", "passages")
    files = sa.select(SOURCE.c.name, *(FILE.c[name] for name in states)).join(FILE, FILE.c.source_id == SOURCE.c.id)
    yield from (("file", *row) for row in connection.execute(files))
    yield from _document_facts(connection, texts)
    passages = sa.select(*(column for column in PASSAGE.c if column.name not in ("id", "document_id")))
    yield from (("passage", *row) for row in connection.execute(passages))
    windows = sa.select(PASSAGE.c.passage_id, WINDOW.c.ordinal, VECTOR.c.name, VECTOR.c.data).select_from(
        sa.join(PASSAGE, WINDOW, WINDOW.c.passage_id == PASSAGE.c.id).join(VECTOR, VECTOR.c.id == WINDOW.c.vector_id)
    )
    yield from (("window", *row) for row in connection.execute(windows))
    words = (
        "SELECT coalesce(p.passage_id, ''), w.term, w.col, w.offset"
        " FROM word_places AS w LEFT JOIN passage AS p ON p.id = w.doc"
    )
    yield from (("word", *row) for row in connection.exec_driver_sql(words))
    yield from _dense_facts(connection, vectors)


def _document_facts(connection: sa.Connection, texts: Texts) -> Iterator[tuple[Any, ...]]:
    known = ("path", "sha256", "parent", "title", "metadata", "passages", "digest", "content_id")
    documents = sa.select(
        *(DOCUMENT.c[name] for name in known),
        *(SOURCE.c.name.label("source"), LABEL_SET.c.labels, CONTENT.c.parser, CONTENT.c.structure),
    ).select_from(
        sa.join(DOCUMENT, SOURCE, SOURCE.c.id == DOCUMENT.c.source_id)
        .join(LABEL_SET, LABEL_SET.c.id == DOCUMENT.c.label_set_id)
        .join(CONTENT, CONTENT.c.id == DOCUMENT.c.content_id)
    )
    for row in connection.execute(documents).all():
        values = [value for name, value in row._mapping.items() if name != "content_id"]
        yield ("document", *values, texts.whole(connection, row.content_id))


def _dense_facts(connection: sa.Connection, vectors: Vectors) -> Iterator[tuple[Any, ...]]:
    """Rows of the dense index that a live passage uses; what waits for collection is not a fact."""
    live = (
        sa.select(VECTOR.c.name)
        .select_from(sa.join(WINDOW, PASSAGE, PASSAGE.c.id == WINDOW.c.passage_id))
        .join(DOCUMENT, DOCUMENT.c.id == PASSAGE.c.document_id)
        .join(VECTOR, VECTOR.c.id == WINDOW.c.vector_id)
        .distinct()
    )
    for rowid, labels in label_sets(connection).items():
        names = set(connection.scalars(live.where(DOCUMENT.c.label_set_id == rowid)))
        held = vectors.ids(labels) if names else set()
        yield from (("dense", labels, name) for name in names & held)
