"""Tables of prose documents: which row names the columns, which rows above are titles, what is written.

The decision is that of sheets (``header_row``): by form, never by words. A table of two columns whose first names
a property and whose second gives it has no header.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ingest.parse.assemble import TextBuilder
from ingest.parse.header_row import Kind, find_header, kind_of
from ingest.parse.marked import Marked, add_marked_block, add_marked_table


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell that holds characters, at its 0-based column. ``strong``: bold, or on a ground of its own."""

    column: int
    content: Marked
    strong: bool = False
    across: int = 1
    down: int = 1

    @property
    def text(self) -> str:
        """The characters."""
        return self.content.text

    @property
    def kind(self) -> Kind:
        """What the characters are: text, a number, a date."""
        return kind_of(self.content.text)


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a table: its filled cells from left to right."""

    cells: tuple[GridCell, ...]
    hidden: bool = False


def add_grid_table(
    builder: TextBuilder, rows: Sequence[GridRow], *, declared: Collection[int] = (), caption: str = ""
) -> None:
    """Add a table to ``builder``.

    ``declared`` are the positions of rows that the file itself marks as header. A row of one cell above the
    header is the table's title: it becomes a block, and the caption where there is none.
    """
    filled = [(position, row) for position, row in enumerate(rows) if row.cells]
    kept = [row for _, row in filled]
    marked_rows = {index for index, (position, _) in enumerate(filled) if position in declared}
    header = find_header([row.cells for row in kept], declared=marked_rows)
    first = header.first if header else _titles(kept)
    for row in kept[:first]:
        for cell in row.cells:
            add_marked_block(builder, cell.content)
            caption = caption or cell.text
    below = kept[header.last + 1 :] if header else kept[first:]
    names: list[Marked] = []
    if header:
        single = {cell.column: cell.content for cell in kept[first].cells} if header.first == header.last else {}
        width = max(header.names) + 1
        names = [single.get(column, Marked(header.names.get(column, ""))) for column in range(width)]
    add_marked_table(
        builder,
        names,
        [_line(row) for row in below],
        caption=caption,
        hidden_rows=frozenset(index for index, row in enumerate(below) if row.hidden),
    )


def _titles(rows: Sequence[GridRow]) -> int:
    """How many rows stand above a table without header: those of one cell that spans it."""
    width = max((cell.column + cell.across for row in rows for cell in row.cells), default=0)
    count = 0
    while count < len(rows) - 1 and len(rows[count].cells) == 1 and rows[count].cells[0].across == width > 1:
        count += 1
    return count


def _line(row: GridRow) -> list[Marked]:
    line = [Marked("")] * (row.cells[-1].column + 1)
    for cell in row.cells:
        line[cell.column] = cell.content
    return line
