"""Records of a document: the rows of its tables, its forms, and runs of lines that put a label before a value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence.model import Mark, ParsedDocument, Table

_LABEL = re.compile(
    r"^(?P<lead>[ \t]*(?:[-*•▪]\s+)?)(?:\*\*|__)?(?P<label>[^\W\d_][^:|\n*]{0,44}?)(?:\*\*|__)?[ \t]*:(?:\*\*|__)?[ \t]+(?P<value>\S[^\n]*)$",
    re.M,
)
_WORDS = 6  # of a label at most
_COLUMNS = 2  # of a form


@dataclass(frozen=True, slots=True)
class Cell:
    """A value under a label; ``start:end`` is what is quoted for it: the row, the line."""

    label: str
    value: str
    start: int
    end: int
    column: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One record: ``cells`` in order, ``empty`` the labels without a value. ``table`` numbers the table of a row, else -1.

    ``heading`` is the caption, sheet or section it stands under.
    """

    start: int
    end: int
    cells: tuple[Cell, ...]
    empty: tuple[str, ...] = ()
    heading: str = ""
    table: int = -1

    def words(self) -> str:
        """Every value, in order."""
        return " . ".join(cell.value for cell in self.cells)


def records(document: ParsedDocument) -> tuple[Entry, ...]:
    """Every record of a document, in the order of its words. Hidden rows and words to machines are no records."""
    found = [entry for place, table in enumerate(document.tables) for entry in _of_table(document, table, place)]
    found += _of_lines(document)
    return tuple(sorted(found, key=lambda entry: (entry.start, entry.end)))


def headed(table: Table) -> bool:
    """Whether a table names its columns, and its first record does not stand there instead."""
    named = [name for name in table.header if name.strip()]
    return len(named) >= _COLUMNS and not any(re.fullmatch(r"[\d.,/ %£$€-]+", name.strip()) for name in named)


def _of_table(document: ParsedDocument, table: Table, place: int) -> Iterator[Entry]:
    if table.hidden:
        return
    rows = [row for row in table.rows if not row.hidden and row.cells]
    heading = table.sheet or table.caption or _section(document, table.start)
    if headed(table) and not _is_form(table):
        for row in rows:
            cells = tuple(
                Cell(
                    _name(table, cell.column),
                    document.text[cell.start : cell.end].strip(),
                    row.start,
                    row.end,
                    cell.column,
                )
                for cell in row.cells
            )
            held = {cell.column for cell in cells if cell.value}
            empty = tuple(name for n, name in enumerate(table.header) if name.strip() and n not in held)
            yield Entry(row.start, row.end, cells, empty, heading, place)
        return
    pairs = [
        (document.text[c.start : c.end].strip() for c in row.cells[:2]) for row in rows if len(row.cells) >= _COLUMNS
    ]
    spans = [(row.start, row.end) for row in rows if len(row.cells) >= _COLUMNS]
    cells = tuple(Cell(label.strip(" :"), value, *span) for (label, value), span in zip(pairs, spans, strict=True))
    if len(table.header) == _COLUMNS and table.header_end > table.header_start:
        cells = (Cell(table.header[0], table.header[1], table.header_start, table.header_end), *cells)
    if cells:
        yield Entry(cells[0].start, cells[-1].end, cells, (), heading)


def _is_form(table: Table) -> bool:
    """Two columns whose first names what the second gives, the "header" being one more such pair."""
    return len(table.header) == _COLUMNS and len(table.rows) > 0 and bool(re.search(r"\d", table.header[1]))


def _name(table: Table, column: int) -> str:
    return table.header[column].strip() if column < len(table.header) else ""


def _of_lines(document: ParsedDocument) -> list[Entry]:
    tables = [(table.start, table.end) for table in document.tables]
    unseen = [(n.start, n.end) for n in document.annotations if n.mark in (Mark.HIDDEN, Mark.INSTRUCTION)]
    found: list[Entry] = []
    run: list[tuple[re.Match[str], Cell]] = []
    for match in _LABEL.finditer(document.text):
        start, end = match.start("label"), match.end("value")
        if len(match["label"].split()) > _WORDS or any(a < end and start < b for a, b in (*tables, *unseen)):
            continue
        cell = Cell(match["label"].strip(), match["value"].strip().strip("\"'"), start, end)
        if run and not _goes_on(document.text, run, match):
            found.append(_entry(document, [each for _, each in run]))
            run = []
        run.append((match, cell))
    if run:
        found.append(_entry(document, [each for _, each in run]))
    return found


def _goes_on(text: str, run: Sequence[tuple[re.Match[str], Cell]], match: re.Match[str]) -> bool:
    """Whether a labelled line goes on with the record before it: right below, and no new item or label said already."""
    last = run[-1][0]
    between = text[last.end() : match.start()]
    again = any(cell.label == match["label"].strip() for _, cell in run)
    item = bool(match["lead"].strip()) and len(match["lead"]) <= len(run[0][0]["lead"])
    return between.count("\n") <= 1 and not between.strip() and not again and not item


def _entry(document: ParsedDocument, cells: Sequence[Cell]) -> Entry:
    return Entry(cells[0].start, cells[-1].end, tuple(cells), (), _section(document, cells[0].start))


def _section(document: ParsedDocument, offset: int) -> str:
    above = [heading for heading in document.headings if heading.start <= offset]
    return document.text[above[-1].start : above[-1].end].strip("# \n") if above else ""
