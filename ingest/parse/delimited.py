"""Delimited text (CSV, TSV): the canonical text is the decoded source, and cells are spans of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from evidence.errors import TooLarge
from evidence.model import Cell, ParsedDocument, Row, Table
from ingest.limits import Limits
from ingest.parse.decode import decode
from ingest.parse.header_blocks import Block, Line, find_blocks
from ingest.parse.header_row import Kind, kind_of

_DELIMITERS = "\t;|,"  # in order of preference: the comma is the one that prose and numbers have too
_SAMPLE_CHARACTERS = 20_000
_SAMPLE_RECORDS = 100
_DIRECTIVE = re.compile(r'"?sep=([^\w\s"]|\t)"?\n', re.I)
_MISTAKES = 50  # quotes that never close and are read as plain characters; beyond, as the csv module does


class Field(NamedTuple):
    """A field: ``text[start:end]`` without its quotes; ``value`` has doubled quotes resolved."""

    start: int
    end: int
    value: str


class Probed(NamedTuple):
    """A filled field as header detection sees it."""

    column: int
    start: int
    end: int
    text: str
    altered: bool  # text differs from the characters of the source: doubled quotes

    @property
    def kind(self) -> Kind:
        """What the characters look like."""
        return kind_of(self.text)

    @property
    def strong(self) -> bool:
        """Plain text has no emphasis."""
        return False

    @property
    def across(self) -> int:
        """Plain text has no merged cells."""
        return 1

    @property
    def down(self) -> int:
        """Plain text has no merged cells."""
        return 1


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its span without the line break, and its fields (none for a blank line)."""

    start: int
    end: int
    fields: tuple[Field, ...]


def parse_csv(data: bytes, name: str, limits: Limits) -> ParsedDocument:
    """Delimited text as tables of records. The delimiter is recognised, ragged records are kept as they are.

    Raises ``TooLarge`` beyond ``limits.cells`` fields or ``limits.characters``.
    """
    decoded = decode(data)
    text = decoded.text
    if len(text) > limits.characters:
        raise TooLarge(f"{len(text):,} characters; the limit is {limits.characters:,}")
    directive = _DIRECTIVE.match(text)
    expected = "\t" if name.lower().endswith((".tsv", ".tab")) else ""
    delimiter = directive.group(1) if directive else sniff(text, expected)
    lines: list[Line[Probed]] = []
    bounds: dict[int, Record] = {}
    fields = 0
    for number, record in enumerate(records(text, delimiter, directive.end() if directive else 0)):
        fields += len(record.fields)
        if fields > limits.cells:
            raise TooLarge(f"more than {limits.cells:,} cells, which is the limit")
        cells = [_probed(text, column, field) for column, field in enumerate(record.fields) if field.value.strip()]
        if cells:
            lines.append(Line(number, cells))
            bounds[number] = Record(record.start, record.end, ())
    tables = [_table(block, bounds) for block in find_blocks(lines, lenient=True) if _is_table(block)]
    warnings = (decoded.warning,) if decoded.warning else ()
    return ParsedDocument(text, "csv/1", tables=tuple(tables), warnings=warnings)


def records(text: str, delimiter: str, start: int = 0) -> Iterator[Record]:
    """The records of ``text`` from ``start``, as the csv module reads them, with offsets.

    ``text`` has ``\\n`` newlines. A quote that is opened and never closed is read as a plain character,
    so that one mistake does not swallow the rest of the file.
    """
    plain = re.compile(rf"[^{re.escape(delimiter)}\n]*")
    mistakes = 0
    position = start
    while position < len(text):
        begin, fields = position, []
        while True:
            closing = _closing_quote(text, position) if text.startswith('"', position) else None
            if closing == len(text) and mistakes < _MISTAKES:
                mistakes += 1
                closing = None
            field, position = _field(text, position, closing, plain)
            fields.append(field)
            if not text.startswith(delimiter, position):
                break
            position += 1
        blank = len(fields) == 1 and position == begin
        yield Record(begin, position, () if blank else tuple(fields))
        position += 1


def _closing_quote(text: str, opening: int) -> int:
    """Where the quote opened at ``opening`` closes; ``len(text)`` when it never does."""
    position = opening + 1
    while (found := text.find('"', position)) >= 0:
        if not text.startswith('"', found + 1):
            return found
        position = found + 2
    return len(text)


def _field(text: str, position: int, closing: int | None, plain: re.Pattern[str]) -> tuple[Field, int]:
    """The field at ``position`` and where it ends; ``closing`` is its closing quote, None for a plain field."""
    if closing is None:
        end = _stretch(plain, text, position)
        return Field(position, end, text[position:end]), end
    value = text[position + 1 : closing].replace('""', '"')
    end = _stretch(plain, text, closing + 1) if closing < len(text) else closing
    # characters between the closing quote and the delimiter belong to the value, as in the csv module
    tail = text[closing + 1 : end]
    return Field(position + 1, end if tail else closing, value + tail), end


def _stretch(plain: re.Pattern[str], text: str, position: int) -> int:
    match = plain.match(text, position)
    return match.end() if match else position


def sniff(text: str, expected: str = "") -> str:
    """The delimiter of ``text``: the one that gives most records the width of the first, ``expected`` if it does."""
    best, best_share = ",", 0.0
    sample = text[:_SAMPLE_CHARACTERS]
    for delimiter in dict.fromkeys((*expected, *_DELIMITERS)):
        share = _regularity(sample, delimiter, complete=len(sample) == len(text))
        if share > best_share + 0.05:
            best, best_share = delimiter, share
    return best


def _regularity(sample: str, delimiter: str, complete: bool) -> float:
    """The share of records whose width is the commonest one; 0 when that is a single field."""
    widths: list[int] = []
    for record in records(sample, delimiter):
        if record.fields and (complete or record.end < len(sample)):
            widths.append(len(record.fields))
        if len(widths) == _SAMPLE_RECORDS:
            break
    if not widths:
        return 0.0
    width, count = Counter(widths).most_common(1)[0]
    return count / len(widths) if width > 1 else 0.0


def _probed(text: str, column: int, field: Field) -> Probed:
    start, end, value = field
    if len(value) != end - start or text[start:end] != value:
        return Probed(column, start, end, value, True)
    # blanks around a value align it or follow a delimiter
    start += len(value) - len(value.lstrip())
    value = value.strip()
    return Probed(column, start, start + len(value), value, False)


def _is_table(block: Block[Probed]) -> bool:
    return block.names is not None or len(block.columns) > 1


def _table(block: Block[Probed], bounds: dict[int, Record]) -> Table:
    first = (block.header or block.body)[0].number
    last = (block.body or block.header)[-1].number
    columns = block.columns
    header_end = bounds[block.header[-1].number].end if block.header else bounds[first].start
    rows = [_row(line, bounds, columns.start) for line in block.body if line.number not in block.repeats]
    titles = [line.cells[0].text for line in block.titles if len(line.cells) == 1]
    return Table(
        start=bounds[first].start,
        end=bounds[last].end,
        header=tuple((block.names or {}).get(column, "") for column in columns),
        rows=tuple(rows),
        header_start=bounds[first].start,
        header_end=header_end,
        caption=titles[-1].strip()[:200] if titles else "",
    )


def _row(line: Line[Probed], bounds: dict[int, Record], first_column: int) -> Row:
    record = bounds[line.number]
    return Row(record.start, record.end, tuple(_cell(cell, first_column) for cell in line.cells))


def _cell(cell: Probed, first_column: int) -> Cell:
    return Cell(cell.start, cell.end, cell.column - first_column, stored=cell.text if cell.altered else None)
