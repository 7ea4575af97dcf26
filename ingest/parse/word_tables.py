"""Word tables as rows of cells: merged cells once, in their first place, layout tables recognised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.parse.colour import WHITE
from ingest.parse.numbers import whole_number
from ingest.parse.package import Node, local
from ingest.parse.word_styles import Styles, W, read_fill, switch, value

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})
_WIDEST = 1_000  # columns; Word itself ends at 63


@dataclass(frozen=True, slots=True)
class WordCell:
    """A ``w:tc`` at its 0-based column. ``fill`` is its background, ``coloured`` when that is its own."""

    node: Node
    column: int
    across: int
    down: int
    fill: str | None
    coloured: bool


@dataclass(frozen=True, slots=True)
class WordRow:
    """A ``w:tr``: ``header`` when the file says that it repeats on every page."""

    cells: tuple[WordCell, ...]
    header: bool
    hidden: bool


def read_table(node: Node, styles: Styles, background: str | None) -> list[WordRow]:
    """The rows of a ``w:tbl`` without those deleted by a tracked change."""
    properties = node.find(W + "tblPr")
    style_fill = styles.table_fill(value(None if properties is None else properties.find(W + "tblStyle")))
    own_fill = read_fill(properties)
    fill = next((fill for fill in (own_fill, style_fill) if fill is not None), background)
    rows = [_row(row, fill) for row in _inside(node, "tr") if not _deleted(row)]
    return [_merged(rows, index) for index in range(len(rows))]


def is_layout(rows: list[WordRow], styles: Styles) -> bool:
    """Whether the table only places text: one column, or cells that hold headings above other paragraphs."""
    if all(len(row.cells) <= 1 for row in rows):
        return True
    return any(_has_sections(cell.node, styles) for row in rows for cell in row.cells)


def _has_sections(cell: Node, styles: Styles) -> bool:
    filled = [p for p in cell.iter(W + "p") if any(t.text and t.text.strip() for t in p.iter(W + "t"))]
    return len(filled) > 1 and any(styles.heading_level(p.find(W + "pPr")) is not None for p in filled)


def _inside(node: Node, name: str) -> Iterator[Node]:
    """The rows of a table or cells of a row, through content controls and tracked insertions."""
    for child in node:
        if local(child) == name:
            yield child
        elif local(child) in _WRAPPERS:
            yield from _inside(child, name)


def _deleted(row: Node) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _row(node: Node, fill: str | None) -> WordRow:
    properties = node.find(W + "trPr")
    column = _count(None if properties is None else properties.find(W + "gridBefore"), 0)
    cells: list[WordCell] = []
    for cell in _inside(node, "tc"):
        cell_properties = cell.find(W + "tcPr")
        across = max(1, _count(None if cell_properties is None else cell_properties.find(W + "gridSpan"), 1))
        own = read_fill(cell_properties)
        coloured = own is not None and own != WHITE
        if column < _WIDEST:
            cells.append(WordCell(cell, column, across, 1, fill if own is None else own, coloured))
        column += across
    return WordRow(tuple(cells), bool(switch(properties, "tblHeader")), bool(switch(properties, "hidden")))


def _merged(rows: list[WordRow], index: int) -> WordRow:
    """The row with the height of its vertically merged cells, which are empty in the rows below."""
    row = rows[index]
    return WordRow(tuple(_tall(cell, rows[index + 1 :]) for cell in row.cells), row.header, row.hidden)


def _tall(cell: WordCell, below: list[WordRow]) -> WordCell:
    if _merge(cell) != "restart":
        return cell
    down = 1
    for row in below:
        if not any(other.column == cell.column and _merge(other) == "continue" for other in row.cells):
            break
        down += 1
    return WordCell(cell.node, cell.column, cell.across, down, cell.fill, cell.coloured)


def _merge(cell: WordCell) -> str:
    node = cell.node.find(f"{W}tcPr/{W}vMerge")
    return "" if node is None else value(node) or "continue"


def _count(node: Node | None, otherwise: int) -> int:
    return min(whole_number(value(node), otherwise), _WIDEST)
