"""One file's documents, from parsed values to rows, inside the transactions that ``archive.py`` opens."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from evidence import lexical
from evidence.catalogue import (
    BLOCK,
    CONTENT,
    DOCUMENT,
    FACT,
    FILE,
    LABEL_SET,
    PASSAGE,
    PLACED,
    TOMBSTONE,
    VECTOR,
    WINDOW,
    among,
    next_id,
    set_meta,
)
from evidence.errors import ArchiveError
from evidence.model import DocumentKey, FileState, IndexedDocument, IndexedPassage, fact_id, passage_id
from evidence.structure import dump_fact, dump_metadata, dump_structure
from evidence.texts import Texts, cut

_CHUNK = 500  # values in one IN list; documents removed at a time

Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A document ready to become rows. ``digest`` covers all that a reader can see of it."""

    document: IndexedDocument
    labels: Labels
    metadata: str
    structure: bytes
    content: str
    digest: str
    passage_ids: tuple[str, ...]
    facts: tuple[tuple[str, str, str], ...] = ()  # id, kind, data


@dataclass(frozen=True, slots=True)
class Plan:
    """What a replacement changes: documents to write, to withdraw, to supersede (rowids), and vectors to place."""

    write: list[Draft]
    withdraw: list[int]
    supersede: list[int]
    place: dict[Labels, dict[str, bytes]]


def draft(source: str, document: IndexedDocument, dimensions: int) -> Draft:
    """Check a document and work out its ids. Raises ``ArchiveError`` where it breaks the contract."""
    labels = tuple(sorted(set(document.labels)))
    metadata = dump_metadata(document.parsed.metadata)
    structure = dump_structure(document.parsed)
    text = document.parsed.text.encode("utf-8", "surrogatepass")
    content = _sha256(document.sha256, document.parsed.parser, hashlib.sha256(text).hexdigest(), structure.hex())
    key = DocumentKey(source, document.path)
    ids = []
    for ordinal, indexed in enumerate(document.passages):
        _check(document, indexed, dimensions)
        ids.append(passage_id(key, document.sha256, ordinal, indexed.passage.start, indexed.passage.end))
    seen = [_seen(indexed) for indexed in document.passages]
    facts = _facts(key, document)
    shown = [labels, document.parent, content, metadata, ids, seen, facts]
    digest = _sha256(source, document.path, json.dumps(shown))
    return Draft(document, labels, metadata, structure, content, digest, tuple(ids), facts)


def _facts(key: DocumentKey, document: IndexedDocument) -> tuple[tuple[str, str, str], ...]:
    """Id, kind and data of every fact; of two that say the same of the same words the first stays."""
    rows: dict[str, tuple[str, str, str]] = {}
    for fact in document.facts:
        if not fact.spans or max(span.end for span in fact.spans) > len(document.parsed.text):
            raise ArchiveError(f"a fact of {document.path} ({fact.kind}) rests on no words of it")
        name = fact_id(key, fact)
        rows.setdefault(name, (name, fact.kind, dump_fact(fact)))
    return tuple(rows.values())


def _check(document: IndexedDocument, indexed: IndexedPassage, dimensions: int) -> None:
    passage = indexed.passage
    if document.parsed.text[passage.start : passage.end] != passage.text:
        raise ArchiveError(f"a passage of {document.path} does not quote it: [{passage.start}, {passage.end})")
    for vector in indexed.vectors:
        if len(vector.vector) != 4 * dimensions:
            raise ArchiveError(
                f"a vector of {document.path} has {len(vector.vector)} bytes; this archive's have {4 * dimensions}",
                remedy="Use the embedder that the archive was made with, or run `vouch reindex`.",
            )


def _seen(indexed: IndexedPassage) -> list[Any]:
    p = indexed.passage
    body = None if p.body == p.text else p.body
    place = [p.page, p.section, p.sheet, p.origin, p.hidden]
    return [p.context, body, *place, [vector.id for vector in indexed.vectors]]


def _sha256(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def plan(connection: sa.Connection, source_id: int, path: str, drafts: Sequence[Draft], keep: Collection[str]) -> Plan:
    """Compare drafts with what is live of a file. Raises ``ArchiveError`` for an id that is taken."""
    wanted = {each.document.path: each for each in drafts}
    if len(wanted) < len(drafts):
        raise ArchiveError(f"{path} names two documents alike", remedy="Give each of its documents an id of its own.")
    known = file_id(connection, source_id, path)
    live = sa.select(DOCUMENT.c.id, DOCUMENT.c.path, DOCUMENT.c.digest).where(DOCUMENT.c.file_id == known)
    withdraw, supersede, same = [], [], set()
    for rowid, name, digest in connection.execute(live):
        new = wanted.get(name)
        if new is None:
            withdraw += [rowid] if name not in keep else []
        elif new.digest == digest:
            same.add(name)
        else:
            supersede.append(rowid)
    write = [each for name, each in wanted.items() if name not in same]
    _check_free(connection, source_id, known, [each.document.path for each in write])
    return Plan(write, withdraw, supersede, _missing(connection, write))


def _check_free(connection: sa.Connection, source_id: int, known: int | None, paths: Sequence[str]) -> None:
    for some in _chunks(paths):
        taken = sa.select(DOCUMENT.c.path, FILE.c.path).join(FILE, FILE.c.id == DOCUMENT.c.file_id)
        taken = taken.where(DOCUMENT.c.source_id == source_id, DOCUMENT.c.path.in_(some), FILE.c.id != (known or 0))
        for name, other in connection.execute(taken):
            message = f"the document {name} is already there, from {other}"
            raise ArchiveError(message, remedy="Give one of the two another id, or withdraw the other file.")


def _missing(connection: sa.Connection, drafts: Sequence[Draft]) -> dict[Labels, dict[str, bytes]]:
    wanted: dict[Labels, dict[str, bytes]] = {}
    for each in drafts:
        vectors = wanted.setdefault(each.labels, {})
        vectors.update((v.id, v.vector) for indexed in each.document.passages for v in indexed.vectors)
    for labels, vectors in wanted.items():
        placed = sa.select(VECTOR.c.name).join(PLACED, PLACED.c.vector_id == VECTOR.c.id)
        placed = placed.join(LABEL_SET, LABEL_SET.c.id == PLACED.c.label_set_id)
        placed = placed.where(LABEL_SET.c.labels == list(labels), VECTOR.c.name.in_(among(vectors)))
        for name in connection.scalars(placed).all():
            del vectors[name]
    return wanted


def file_id(connection: sa.Connection, source_id: int, path: str) -> int | None:
    """The rowid of a file, if it is known."""
    return connection.scalar(sa.select(FILE.c.id).where(FILE.c.source_id == source_id, FILE.c.path == path))


def put_file(connection: sa.Connection, source_id: int, file: FileState) -> int:
    """Write a file's state; its rowid."""
    values = {"source_id": source_id, **asdict(file), "warnings": list(file.warnings)}
    statement = insert(FILE).values(values)
    updated = {name: value for name, value in values.items() if name not in ("source_id", "path")}
    upsert = statement.on_conflict_do_update(index_elements=["source_id", "path"], set_=updated)
    return int(connection.execute(upsert.returning(FILE.c.id)).scalar_one())


def count_file(connection: sa.Connection, file: int) -> None:
    """Set a file's number of documents and passages to those that are live."""
    held = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(DOCUMENT.c.passages), 0))
    documents, passages = connection.execute(held.where(DOCUMENT.c.file_id == file)).one()
    connection.execute(sa.update(FILE).where(FILE.c.id == file).values(documents=documents, passages=passages))


# Rows in -------------------------------------------------------------------------------------


def write(connection: sa.Connection, source_id: int, file: int, drafts: Sequence[Draft]) -> None:
    """Make drafts live. Their paths are free; their vectors are in the dense index."""
    if not drafts:
        return
    contents = _put_contents(connection, drafts)
    sets = {labels: _label_set(connection, labels) for labels in {each.labels for each in drafts}}
    first = next_id(connection, DOCUMENT)
    rows = [
        {
            "id": first + n,
            "source_id": source_id,
            "path": each.document.path,
            "sha256": each.document.sha256,
            "file_id": file,
            "content_id": contents[each.content],
            "label_set_id": sets[each.labels],
            "parent": each.document.parent,
            "title": each.document.parsed.metadata.title,
            "metadata": each.metadata,
            "passages": len(each.document.passages),
            "digest": each.digest,
        }
        for n, each in enumerate(drafts)
    ]
    connection.execute(sa.insert(DOCUMENT), rows)
    _put_passages(connection, first, drafts, sets)
    _put_facts(connection, first, drafts)
    _forget_tombstones(connection, source_id, drafts)


def _put_contents(connection: sa.Connection, drafts: Sequence[Draft]) -> dict[str, int]:
    wanted = {each.content: each for each in drafts}
    known = sa.select(CONTENT.c.digest, CONTENT.c.id).where(CONTENT.c.digest.in_(among(wanted)))
    ids = {digest: rowid for digest, rowid in connection.execute(known)}
    rows, blocks = [], []
    for rowid, (digest, each) in enumerate(
        ((digest, each) for digest, each in wanted.items() if digest not in ids), next_id(connection, CONTENT)
    ):
        parsed = each.document.parsed
        structure = {"structure": each.structure, "characters": len(parsed.text)}
        rows.append({"id": rowid, "digest": digest, "parser": parsed.parser, **structure})
        blocks += [{"content_id": rowid, "ordinal": n, "data": data} for n, data in enumerate(cut(parsed.text))]
        ids[digest] = rowid
    if rows:
        connection.execute(sa.insert(CONTENT), rows)
        connection.execute(sa.insert(BLOCK), blocks)
    return ids


def _label_set(connection: sa.Connection, labels: Labels) -> int:
    connection.execute(insert(LABEL_SET).values(labels=list(labels)).on_conflict_do_nothing())
    return int(connection.execute(sa.select(LABEL_SET.c.id).where(LABEL_SET.c.labels == list(labels))).scalar_one())


def _put_passages(
    connection: sa.Connection, first_document: int, drafts: Sequence[Draft], sets: dict[Labels, int]
) -> None:
    vectors = _put_vectors(connection, drafts)
    rowid = next_id(connection, PASSAGE)
    rows: list[dict[str, Any]] = []
    windows: list[dict[str, int]] = []
    placed: set[tuple[int, int]] = set()
    for document, each in enumerate(drafts, first_document):
        for ordinal, (name, indexed) in enumerate(zip(each.passage_ids, each.document.passages, strict=True)):
            rows.append(_passage_row(rowid, document, ordinal, name, indexed))
            for n, vector in enumerate(indexed.vectors):
                windows.append({"passage_id": rowid, "ordinal": n, "vector_id": vectors[vector.id]})
                placed.add((sets[each.labels], vectors[vector.id]))
            rowid += 1
    bodies = (indexed.passage.body for each in drafts for indexed in each.document.passages)
    entries = [(row["id"], row["context"], body) for row, body in zip(rows, bodies, strict=True)]
    for row, (_, context_terms, body_terms) in zip(rows, lexical.add(connection, entries), strict=True):
        row["context_terms"], row["body_terms"] = context_terms, body_terms
    if rows:
        connection.execute(sa.insert(PASSAGE), rows)
    if windows:
        connection.execute(sa.insert(WINDOW), windows)
        pairs = [{"label_set_id": labels, "vector_id": vector} for labels, vector in sorted(placed)]
        connection.execute(insert(PLACED).on_conflict_do_nothing(), pairs)


def _put_facts(connection: sa.Connection, first_document: int, drafts: Sequence[Draft]) -> None:
    rows = [
        {"document_id": document, "ordinal": ordinal, "name": name, "kind": kind, "data": data}
        for document, each in enumerate(drafts, first_document)
        for ordinal, (name, kind, data) in enumerate(each.facts)
    ]
    if rows:
        connection.execute(sa.insert(FACT), rows)


def _passage_row(rowid: int, document: int, ordinal: int, name: str, indexed: IndexedPassage) -> dict[str, Any]:
    p = indexed.passage
    return {
        "id": rowid,
        "document_id": document,
        "ordinal": ordinal,
        "passage_id": name,
        "start": p.start,
        "end": p.end,
        "context": p.context,
        "body": None if p.body == p.text else p.body,
        "page": p.page,
        "section": p.section,
        "sheet": p.sheet,
        "origin": p.origin.value,
        "hidden": p.hidden,
    }


def _put_vectors(connection: sa.Connection, drafts: Sequence[Draft]) -> dict[str, int]:
    wanted = {v.id: v for each in drafts for indexed in each.document.passages for v in indexed.vectors}
    known = sa.select(VECTOR.c.name, VECTOR.c.id).where(VECTOR.c.name.in_(among(wanted)))
    ids = {name: rowid for name, rowid in connection.execute(known)}
    for name, rowid in ids.items():
        if wanted[name].pieces:
            connection.execute(sa.update(VECTOR).where(VECTOR.c.id == rowid).values(pieces=wanted[name].pieces))
    fresh = [each for name, each in wanted.items() if name not in ids]
    first = next_id(connection, VECTOR)
    rows = [
        {"id": rowid, "name": each.id, "data": each.vector, "pieces": each.pieces or None}
        for rowid, each in enumerate(fresh, first)
    ]
    if rows:
        connection.execute(sa.insert(VECTOR), rows)
    return ids | {row["name"]: row["id"] for row in rows}


# Rows out ------------------------------------------------------------------------------------


def remove(connection: sa.Connection, texts: Texts, documents: Sequence[int], state: str) -> None:
    """Take documents out. Text, passages and words go, a tombstone stays; vectors wait for collection."""
    for some in _chunks(documents):
        _bury(connection, some, state)
        lexical.remove(connection, entries(connection, texts, some))
        contents = connection.scalars(sa.select(DOCUMENT.c.content_id).where(DOCUMENT.c.id.in_(among(some)))).all()
        connection.execute(sa.delete(DOCUMENT).where(DOCUMENT.c.id.in_(among(some))))
        unused = ~sa.exists().where(DOCUMENT.c.content_id == CONTENT.c.id)
        connection.execute(sa.delete(CONTENT).where(CONTENT.c.id.in_(among(contents)), unused))
    if documents:
        set_meta(connection, "garbage", "1")


def entries(connection: sa.Connection, texts: Texts, documents: Sequence[int]) -> Iterator[lexical.Entry]:
    """What the lexical index holds of documents: rowid, context and body of every passage."""
    columns = (PASSAGE.c.id, PASSAGE.c.context, PASSAGE.c.body, PASSAGE.c.start, PASSAGE.c.end, DOCUMENT.c.content_id)
    query = sa.select(*columns).join(DOCUMENT, DOCUMENT.c.id == PASSAGE.c.document_id)
    query = query.where(DOCUMENT.c.id.in_(among(documents)))
    rows = connection.execute(query.order_by(PASSAGE.c.document_id, PASSAGE.c.ordinal)).all()
    for some in _chunks(rows):
        slices = texts.slices(connection, [(content, start, end) for *_, start, end, content in some])
        for (rowid, context, body, *_), text in zip(some, slices, strict=True):
            yield rowid, context, text if body is None else body


def _bury(connection: sa.Connection, documents: Sequence[int], state: str) -> None:
    columns = (DOCUMENT.c.source_id, DOCUMENT.c.path, DOCUMENT.c.sha256, DOCUMENT.c.title, LABEL_SET.c.labels)
    gone = (
        sa.select(*columns)
        .join(LABEL_SET, LABEL_SET.c.id == DOCUMENT.c.label_set_id)
        .where(DOCUMENT.c.id.in_(among(documents)))
    )
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    rows = [{**row._mapping, "state": state, "at": at} for row in connection.execute(gone)]
    statement = insert(TOMBSTONE)
    updated = {name: statement.excluded[name] for name in ("title", "labels", "state", "at")}
    upsert = statement.on_conflict_do_update(index_elements=["source_id", "path", "sha256"], set_=updated)
    connection.execute(upsert, rows)


def _forget_tombstones(connection: sa.Connection, source_id: int, drafts: Sequence[Draft]) -> None:
    back = {each.document.path: each.document.sha256 for each in drafts}
    for some in _chunks(list(back)):
        here = (TOMBSTONE.c.source_id == source_id, TOMBSTONE.c.path.in_(some))
        for path, sha256 in connection.execute(sa.select(TOMBSTONE.c.path, TOMBSTONE.c.sha256).where(*here)).all():
            if back[path] == sha256:
                match = (TOMBSTONE.c.path == path, TOMBSTONE.c.sha256 == sha256)
                connection.execute(sa.delete(TOMBSTONE).where(TOMBSTONE.c.source_id == source_id, *match))


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK))
