"""Tables that stand on their side: a column a record, the names of the fields down the left.

"No. | S-1 | S-2", then "Name | Alder | Birch": what a register has as rows. ``turned`` lays such a table down.
"""

from __future__ import annotations

import re
from dataclasses import replace

from evidence.model import Cell, Row, Span, Table

_LEAST_FIELDS, _LEAST_RECORDS, _MOST_RECORDS = 3, 2, 60
_LABEL = re.compile(r"(?=.*[^\W\d_])[^\n]{2,60}|#")
_FULL = 0.5  # share of the cells of a lying table that hold something


def turned(table: Table, text: str) -> Table | None:
    """``table`` with its first column as the header and its columns as rows; None where it can be no such table.

    The rows have no characters of their own (``start == end``): their cells stand apart.
    """
    lines = [*_header_line(table, text), *(row.cells for row in table.rows if not row.hidden)]
    while lines and len(lines[0]) == 1:
        lines = lines[1:]  # a title above
    width = max((cell.column for cells in lines for cell in cells), default=0)
    if len(lines) < _LEAST_FIELDS or not _LEAST_RECORDS <= width <= _MOST_RECORDS:
        return None
    if not all(cells and cells[0].column == 0 for cells in lines):
        return None
    names = [text[cells[0].start : cells[0].end].strip() for cells in lines]
    held = sum(len(cells) - 1 for cells in lines)
    if len(set(names)) < len(names) or not all(map(_LABEL.fullmatch, names)) or held < _FULL * width * len(lines):
        return None
    body = tuple(_record(lines, column) for column in range(1, width + 1))
    return replace(table, header=tuple(names), rows=tuple(row for row in body if row.cells))


def _record(lines: list[tuple[Cell, ...]], column: int) -> Row:
    cells = tuple(
        replace(cell, column=at) for at, line in enumerate(lines) for cell in line[1:] if cell.column == column
    )
    start = cells[0].start if cells else 0
    return Row(start, start, cells)


def _header_line(table: Table, text: str) -> list[tuple[Cell, ...]]:
    """The words of the header as cells, where it has characters of its own."""
    cells: list[Cell] = []
    at = table.header_start
    for column, name in enumerate(table.header):
        if not name:
            continue
        start = text.find(name, at, table.header_end)
        if start < 0:
            return []
        at = start + len(name)
        span = Span(start, at)
        cells.append(Cell(span.start, span.end, column))
    return [tuple(cells)] if cells else []
