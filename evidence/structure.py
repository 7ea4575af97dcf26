"""What a parsed document holds besides its text, as bytes: compact, versioned, read back field by field.

Values are JSON arrays in the order of the dataclass's fields, with trailing defaults left off, so a
field that the model gains later (with a default) reads from what was written before it existed.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Hashable, Iterable
from dataclasses import MISSING, fields
from datetime import date, datetime
from functools import cache
from typing import Any, cast

from evidence.errors import ArchiveError, ArchiveMismatch
from evidence.model import (
    Annotation,
    Cell,
    DocumentDate,
    Fact,
    Heading,
    Mark,
    Metadata,
    Origin,
    Page,
    ParsedDocument,
    Row,
    Span,
    Strength,
    Table,
)

VERSION = 1


def dump_structure(document: ParsedDocument) -> bytes:
    """Pages, headings, tables, annotations and warnings; the text and the metadata are kept apart."""
    parts = [
        VERSION,
        [_short(page) for page in document.pages],
        [_short(heading) for heading in document.headings],
        [_table(table) for table in document.tables],
        [_short(annotation) for annotation in document.annotations],
        list(document.warnings),
    ]
    return zlib.compress(json.dumps(parts, separators=(",", ":")).encode("ascii"))


def load_structure(data: bytes, text: str, parser: str, metadata: Metadata) -> ParsedDocument:
    """The document that ``dump_structure`` was given, without its attachments and parts."""
    try:
        version, pages, headings, tables, annotations, warnings = json.loads(zlib.decompress(data))
    except (zlib.error, ValueError) as error:
        raise ArchiveError("the stored structure of a document is damaged", remedy="Ingest its file again.") from error
    if version != VERSION:
        raise ArchiveMismatch(f"a document's structure is in form {version}; this version reads form {VERSION}")
    return ParsedDocument(
        text=text,
        parser=parser,
        metadata=metadata,
        pages=tuple(Page(*page) for page in pages),
        headings=tuple(Heading(*heading) for heading in headings),
        tables=tuple(_read_table(table) for table in tables),
        annotations=tuple(Annotation(start, end, Mark(mark), *rest) for start, end, mark, *rest in annotations),
        warnings=tuple(warnings),
    )


def dump_metadata(metadata: Metadata) -> str:
    """Metadata as JSON, unknown fields left out, the same text for equal metadata."""
    known: dict[str, Any] = {
        "title": metadata.title,
        "author": metadata.author,
        "version": metadata.version,
        "language": metadata.language,
        "created": metadata.created and metadata.created.isoformat(),
        "modified": metadata.modified and metadata.modified.isoformat(),
        "dates": [_date(each) for each in metadata.dates],
        "properties": dict(sorted(metadata.properties.items())),
    }
    return json.dumps({name: value for name, value in known.items() if value}, separators=(",", ":"))


def load_metadata(data: str) -> Metadata:
    """The metadata that ``dump_metadata`` was given."""
    known = json.loads(data)
    for name in ("created", "modified"):
        if name in known:
            known[name] = datetime.fromisoformat(known[name])
    dates = known.pop("dates", ())
    return Metadata(
        dates=tuple(
            DocumentDate(kind, date.fromisoformat(day), Origin(origin), *rest) for kind, day, origin, *rest in dates
        ),
        **known,
    )


def dump_fact(fact: Fact) -> str:
    """A fact as JSON, the same text for equal facts; its kind and spans included."""
    spans = [[span.start, span.end] for span in fact.spans]
    fields, dates = dict(sorted(fact.fields.items())), dict(sorted(fact.dates.items()))
    values = [fact.kind, fields, spans, fact.strength.value, dates, fact.date_origin, fact.extractor]
    return json.dumps(values, separators=(",", ":"))


def load_fact(data: str) -> Fact:
    """The fact that ``dump_fact`` was given."""
    kind, fields, spans, strength, *rest = json.loads(data)
    return Fact(kind, fields, tuple(Span(start, end) for start, end in spans), Strength(strength), *rest)


def _date(stated: DocumentDate) -> list[Any]:
    kind, day, *rest = _short(stated)
    return [kind, day.isoformat(), *rest]


def _table(table: Table) -> list[Any]:
    rows = [[row.start, row.end, [_short(cell) for cell in row.cells], int(row.hidden)] for row in table.rows]
    tail = (table.header_start, table.header_end, table.caption, table.sheet, table.hidden)
    return [table.start, table.end, table.header, rows, *tail]


def _read_table(values: list[Any]) -> Table:
    start, end, header, rows, *tail = values
    read = (
        Row(row_start, row_end, tuple(Cell(*cell) for cell in cells), bool(hidden))
        for row_start, row_end, cells, hidden in rows
    )
    return Table(start, end, tuple(header), tuple(read), *tail)


def _short(value: Any) -> list[Any]:
    names, defaults = _layout(cast(Hashable, type(value)))
    values = [getattr(value, name) for name in names]
    while values and values[-1] == defaults[len(values) - 1]:
        values.pop()
    return values


@cache
def _layout(kind: Hashable) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    described = fields(cast(Any, kind))
    return tuple(field.name for field in described), tuple(_defaults(field.default for field in described))


def _defaults(values: Iterable[Any]) -> Iterable[Any]:
    return (object() if value is MISSING else value for value in values)
