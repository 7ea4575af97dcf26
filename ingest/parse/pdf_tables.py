"""Ruled tables as records: which row names the columns, which cell stands in which, and their text.

A table is written into the canonical text in place of its loose words: cells joined by ``CELL_BREAK``,
rows by line ends, lines wrapped inside a cell by a blank. Its offsets are known because they are made here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from evidence.model import Cell, Row, Table
from ingest.parse.pdf_grids import SNAP, Grid, GridCell
from ingest.parse.pdf_layout import join_lines
from ingest.parse.pdf_text import CELL_BREAK, Hyphenation, TextBuilder

_LABEL = 60  # characters: a longer cell is no column name
_TITLE = 200  # characters
_FIGURES = re.compile(r"\d")

GridRow = list[GridCell]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: their extents in points and their names ("" where there is none)."""

    extents: tuple[tuple[float, float], ...]
    names: tuple[str, ...] = ()

    def place(self, grid: Grid, cell: GridCell) -> int:
        """The column that a cell stands in: the one it shares most of its width with, the first of equals."""
        x0, x1 = grid.xs[cell.column], grid.xs[cell.beyond]
        shares = [round(min(x1, right) - max(x0, left)) for left, right in self.extents]
        return shares.index(max(shares))

    def fits(self, grid: Grid) -> bool:
        """Whether ``grid`` has its column lines where this table has them."""
        edges = {edge for extent in self.extents for edge in extent}
        return all(any(abs(edge - x) <= SNAP for x in grid.xs) for edge in edges) and all(
            any(abs(edge - x) <= SNAP for edge in edges) for x in grid.xs
        )


class TableWriter:
    """Writes grids into one canonical text."""

    def __init__(self, builder: TextBuilder, hyphenation: Hyphenation) -> None:
        self._builder = builder
        self._hyphenation = hyphenation

    def write(self, grid: Grid, caption: str, before: Columns | None) -> tuple[Table, Columns]:
        """Write ``grid`` where the text ends now; the table, and its columns for the page after.

        ``before`` are the columns of a table that may go on here: one that ended the page before.
        """
        rows = grid.rows()
        start = self._builder.length
        if len(rows) > 1 and _is_title(grid, rows[0]):
            caption = self._text(rows[0][0])
            self._write_row([caption])
            del rows[0]
        if before is not None and before.fits(grid):
            columns = before
            depth = int(bool(rows) and any(before.names) and self._names(grid, rows[:1], before) == before.names)
        else:
            depth = _header_depth(grid, rows)
            columns = self._columns(grid, rows, depth)
        written = [self._write_row(self._in_columns(row, columns, grid), start) for row in rows]
        header_start = written[0].start if written else start
        header_end = written[depth - 1].end if depth else header_start
        end = self._builder.length
        return Table(start, end, columns.names, tuple(written[depth:]), header_start, header_end, caption), columns

    def _columns(self, grid: Grid, rows: Sequence[GridRow], depth: int) -> Columns:
        """The columns by the header's cells, else by where cells with words begin."""
        covered = [(grid.xs[cell.column], grid.xs[cell.beyond]) for cell in (rows[depth - 1] if depth else [])]
        used = sorted({cell.column for row in rows for cell in row})
        slots = [(grid.xs[a], grid.xs[b]) for a, b in pairwise([*used, len(grid.xs) - 1])]
        loose = [slot for slot in slots if not any(left < sum(slot) / 2 < right for left, right in covered)]
        columns = Columns(tuple(sorted([*covered, *loose])))
        if any(len({columns.place(grid, cell) for cell in row}) < len(row) for row in rows):
            columns = Columns(tuple(slots))
        return replace(columns, names=self._names(grid, rows[:depth], columns))

    def _names(self, grid: Grid, header: Sequence[GridRow], columns: Columns) -> tuple[str, ...]:
        names = []
        for left, right in columns.extents:
            middle = (left + right) / 2
            above = [cell for row in header for cell in row if grid.xs[cell.column] < middle < grid.xs[cell.beyond]]
            names.append(" / ".join(text for cell in above if len(text := self._text(cell)) <= _LABEL))
        return tuple(names)

    def _text(self, cell: GridCell) -> str:
        return join_lines([line.text for line in cell.lines], self._hyphenation)

    def _in_columns(self, row: GridRow, columns: Columns, grid: Grid) -> list[str]:
        """The texts of a row, one a column, up to the last that is filled."""
        places = [columns.place(grid, cell) for cell in row]
        texts = [""] * (max(places) + 1)
        for place, cell in zip(places, row, strict=True):
            texts[place] = f"{texts[place]} {self._text(cell)}".strip()
        return texts

    def _write_row(self, texts: Sequence[str], start: int = -1) -> Row:
        """Write one row on a line of its own; ``start`` is where its table begins."""
        if self._builder.length != start and start >= 0:
            self._builder.add("\n")
        begin = self._builder.length
        cells = []
        for column, text in enumerate(texts):
            if column:
                self._builder.add(CELL_BREAK)
            at = self._builder.add(text)
            if text:
                cells.append(Cell(at, at + len(text), column))
        return Row(begin, self._builder.length, tuple(cells))


def _is_title(grid: Grid, row: GridRow) -> bool:
    """Whether a row is one short cell across all columns."""
    whole = len(row) == 1 and row[0].beyond - row[0].column == len(grid.xs) - 1
    return whole and len(_plain(row[0])) <= _TITLE


def _header_depth(grid: Grid, rows: Sequence[GridRow]) -> int:
    """How many first rows name the columns: 0, 1, or 2 when the first groups the second."""
    if len(rows) == 1 and len(rows[0]) > 1 and len(grid.ys) > 2:
        return int(_all_bold(rows[0]))  # a form of which nothing is filled in yet
    if len(rows) < 2 or len(rows[0]) < 2:
        return 0
    grouped = (
        len(rows) > 2
        and len(rows[1]) + sum(cell.below - cell.row > 1 for cell in rows[0]) > len(rows[0])
        and any(cell.beyond - cell.column > 1 for cell in rows[0])
        and 2 * sum(_all_bold([cell]) for cell in rows[0]) > len(rows[0])
    )
    bold = [_all_bold(row) for row in rows[:3]]
    if grouped and _are_labels(rows[1]) and (grid.shaded == 2 or bold[1:] == [True, False]):
        return 2
    if not _are_labels(rows[0]):
        return 0
    return int((bold[0] and not bold[1]) or grid.shaded == 1 or _reads_as_names(rows))


def _are_labels(row: GridRow) -> bool:
    return all(len(_plain(cell)) <= _LABEL for cell in row)


def _reads_as_names(rows: Sequence[GridRow]) -> bool:
    """Whether an undecorated first row can only be names: three or more, all different, no figure, figures below."""
    texts = [_plain(cell) for cell in rows[0]]
    widest = max(len(row) for row in rows)
    if len(texts) < 3 or len(texts) < widest or len(set(texts)) < len(texts):
        return False
    below = [_plain(cell) for row in rows[1:] for cell in row]
    return not any(_FIGURES.search(text) for text in texts) and any(_FIGURES.search(text) for text in below)


def _plain(cell: GridCell) -> str:
    return " ".join(line.text for line in cell.lines)


def _all_bold(row: GridRow) -> bool:
    return all(line.bold for cell in row for line in cell.lines)
