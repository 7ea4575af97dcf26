"""RTF tables: rows of cells whose columns are known only by the positions of their right edges."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.parse.assemble import TextBuilder
from ingest.parse.grids import GridCell, GridRow, add_grid_table
from ingest.parse.marked import Marked, Piece, marked
from ingest.parse.prose import Paragraph

_SAME = 30  # twips (1/20 point) by which edges of one column differ between rows
_WIDEST = 1_000


@dataclass(frozen=True, slots=True)
class CellShape:
    """How a row says that a cell looks: right edge in twips, background, whether another cell covers it."""

    edge: int
    fill: str | None = None
    covered: bool = False


@dataclass(frozen=True, slots=True)
class RtfCell:
    """The paragraphs of a cell that hold characters."""

    paragraphs: tuple[Paragraph, ...]

    @property
    def content(self) -> Marked:
        """All its characters, in one line."""
        return marked([piece for p in self.paragraphs for piece in (*p.pieces, Piece("\n"))], flat=True)

    @property
    def emphasised(self) -> bool:
        """Whether all of it is bold."""
        return bool(self.paragraphs) and all(paragraph.emphasised for paragraph in self.paragraphs)


@dataclass(slots=True)
class RtfRow:
    """A row: its cells' contents and shapes, which files may give in different numbers."""

    cells: list[RtfCell] = field(default_factory=list)
    shapes: list[CellShape] = field(default_factory=list)
    header: bool = False


def is_layout_table(rows: Sequence[RtfRow]) -> bool:
    """Whether the table has one column and only frames text."""
    return all(len(row.cells) <= 1 for row in rows)


def add_rtf_table(builder: TextBuilder, rows: Sequence[RtfRow], caption: str = "") -> None:
    """Add a table of at least one row to ``builder``."""
    edges = _columns(rows)
    declared = 0
    while declared < len(rows) and rows[declared].header:
        declared += 1
    add_grid_table(builder, [_grid_row(row, edges) for row in rows], declared=range(declared), caption=caption)


def _columns(rows: Sequence[RtfRow]) -> list[int]:
    """The right edges of the table's columns, from left to right; edges that nearly meet are one."""
    edges: list[int] = []
    for edge in sorted({shape.edge for row in rows for shape in row.shapes}):
        if not edges or edge - edges[-1] > _SAME:
            edges.append(edge)
    return edges[:_WIDEST]


def _grid_row(row: RtfRow, edges: Sequence[int]) -> GridRow:
    found: list[GridCell] = []
    column = 0
    for index, cell in enumerate(row.cells[:_WIDEST]):
        shape = row.shapes[index] if index < len(row.shapes) else None
        last = column if shape is None else max(column, min(bisect_left(edges, shape.edge - _SAME), len(edges) - 1))
        content = cell.content
        if content.text and column < _WIDEST:
            strong = cell.emphasised or bool(shape and shape.fill is not None)
            found.append(GridCell(column, content, strong, last - column + 1))
        column = last + 1
    return GridRow(tuple(found))
