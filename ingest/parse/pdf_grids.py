"""From the lines that a page draws to grids of cells with their words.

Own work on pdfium's path objects in place of pdfplumber, which reads 8 to 13 pages a second. The idea
(rules → intersections → cells) is that of Anssi Nurminen's thesis "Algorithmic Extraction of Data in
Tables in PDF Documents" (Tampere, 2013).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.parse.pdf_graphics import Graphics, Rule
from ingest.parse.pdf_layout import Line, make_lines
from ingest.parse.pdf_page import Word

SNAP = 3.0  # points: rules closer than this are one
_MOST_PAIRS = 100_000  # rules across × rules down: beyond, the page is a drawing
_MOST_SLOTS = 5_000
_LAYOUT = 1_500  # characters a cell on average: boxes around prose, not a table
_TOPMOST = 1 << 30  # later than anything painted
_ONE_ROW = 80  # characters a cell on average: a single row of longer ones is boxes side by side
_SPARSE = 0.12  # share of cells with words: below, a chart or a page frame


@dataclass(slots=True)
class GridCell:
    """One cell, merged ones whole: rows ``[row, below)`` and columns ``[column, beyond)`` of its grid."""

    row: int
    below: int
    column: int
    beyond: int
    words: list[Word] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """Crossing rules: the positions of its lines in points, and its cells.

    ``shaded`` counts the first rows (up to two) that stand on one ground, another than that of the row below.
    """

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    slots: list[list[GridCell]]
    shaded: int = 0

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.xs[0]

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.xs[-1]

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.ys[0]

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.ys[-1]

    def cell_at(self, x: float, y: float) -> GridCell | None:
        """The cell that holds a point."""
        if not (self.x0 <= x <= self.x1 and self.top <= y <= self.bottom):
            return None
        column = next(index for index, edge in enumerate(self.xs[1:]) if x <= edge)
        row = next(index for index, edge in enumerate(self.ys[1:]) if y <= edge)
        return self.slots[row][column]

    def rows(self) -> list[list[GridCell]]:
        """The cells with words, row by row, each row from left to right; rows without words left out."""
        found: dict[int, list[GridCell]] = {}
        for cell in self.cells:
            if cell.lines:
                found.setdefault(cell.row, []).append(cell)
        return [sorted(found[row], key=lambda cell: cell.column) for row in sorted(found)]


_NOWHERE = GridCell(0, 0, 0, 0)


def find_grids(graphics: Graphics) -> list[Grid]:
    """The grids that a page's rules form, at least two columns each, smallest first."""
    if not graphics.vertical or not graphics.horizontal:
        return []
    across, down = _merge(graphics.horizontal), _merge(graphics.vertical)
    if len(across) * len(down) > _MOST_PAIRS:
        return []
    grids = [_grid(*part) for part in _components(across, down)]
    found = [grid for grid in grids if grid is not None]
    return sorted(found, key=lambda grid: (grid.x1 - grid.x0) * (grid.bottom - grid.top))


def _merge(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one line that touch, as one; drawn twice or in pieces, as word processors do."""
    merged: list[Rule] = []
    for group in _clusters(sorted(rules)):
        at = sum(rule.at for rule in group) / len(group)
        start, end = None, 0.0
        for rule in sorted(group, key=lambda rule: rule.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + SNAP:
                end = max(end, rule.end)
            else:
                merged.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        merged.append(Rule(at, start or 0.0, end))
    return merged


def _clusters(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Sorted rules in groups that lie within ``SNAP`` of the group's first."""
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _components(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that cross or touch each other, directly or through others, together."""
    owner = _Owners(len(across) + len(down))
    for i, h in enumerate(across):
        for j, v in enumerate(down):
            if h.start - SNAP <= v.at <= h.end + SNAP and v.start - SNAP <= h.at <= v.end + SNAP:
                owner.unite(i, len(across) + j)
    parts: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, h in enumerate(across):
        parts.setdefault(owner.find(i), ([], []))[0].append(h)
    for j, v in enumerate(down):
        parts.setdefault(owner.find(len(across) + j), ([], []))[1].append(v)
    return list(parts.values())


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    """The grid of one component; None when it has fewer than two columns or is no grid at all."""
    if not across or not down:
        return None
    xs = _positions([rule.at for rule in down], (edge for rule in across for edge in (rule.start, rule.end)))
    ys = _positions([rule.at for rule in across], (edge for rule in down for edge in (rule.start, rule.end)))
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MOST_SLOTS:
        return None
    slots = _slots(xs, ys, across, down)
    cells = list({id(cell): cell for row in slots for cell in row}.values())
    return Grid(xs, ys, cells, slots) if len(cells) > 1 else None


def _positions(lines: Iterable[float], ends: Iterable[float]) -> list[float]:
    """Where lines run, and the outermost of where crossing lines end (a table may be open at its sides)."""
    ends = list(ends)
    positions: list[float] = []
    for position in sorted([*lines, min(ends), max(ends)]):
        if not positions or position - positions[-1] > SNAP:
            positions.append(position)
    return positions


def _slots(xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]) -> list[list[GridCell]]:
    """The cell of each slot between grid lines; slots with no rule between them are one cell."""
    width = len(xs) - 1
    owner = _Owners(width * (len(ys) - 1))
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            index = row * width + column
            if column and not _ruled(down, left, (top + bottom) / 2):
                owner.unite(index, index - 1)
            if row and not _ruled(across, top, (left + right) / 2):
                owner.unite(index, index - width)
    groups: dict[int, list[int]] = {}
    for index in range(width * (len(ys) - 1)):
        groups.setdefault(owner.find(index), []).append(index)
    slots: list[list[GridCell]] = [[_NOWHERE] * width for _ in ys[1:]]
    for group in groups.values():
        rows, columns = [index // width for index in group], [index % width for index in group]
        _fill(slots, GridCell(min(rows), max(rows) + 1, min(columns), max(columns) + 1))
    return slots


class _Owners:
    """Disjoint sets of indices."""

    def __init__(self, count: int) -> None:
        self._owner = list(range(count))

    def find(self, index: int) -> int:
        """The set of an index, by its representative."""
        owner = self._owner
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    def unite(self, one: int, other: int) -> None:
        """Make the sets of two indices one."""
        self._owner[self.find(one)] = self.find(other)


def _ruled(rules: list[Rule], at: float, point: float) -> bool:
    return any(abs(rule.at - at) <= SNAP and rule.start - 1 <= point <= rule.end + 1 for rule in rules)


def _fill(slots: list[list[GridCell]], cell: GridCell) -> None:
    """Put a cell into its slots; cells that it overlaps (rules were left out) become one rectangle with it."""
    while True:
        inside = [other for row in slots[cell.row : cell.below] for other in row[cell.column : cell.beyond]]
        others = [other for other in inside if other is not _NOWHERE]
        around = _around([cell, *others])
        if (around.row, around.below, around.column, around.beyond) == (cell.row, cell.below, cell.column, cell.beyond):
            break
        cell = around
    for row in slots[cell.row : cell.below]:
        row[cell.column : cell.beyond] = [cell] * (cell.beyond - cell.column)


def _around(cells: Sequence[GridCell]) -> GridCell:
    return GridCell(
        min(cell.row for cell in cells),
        max(cell.below for cell in cells),
        min(cell.column for cell in cells),
        max(cell.beyond for cell in cells),
    )


def claim_words(grids: list[Grid], words: list[Word], graphics: Graphics) -> tuple[list[Grid], list[Word]]:
    """The grids that are tables, with their words in their cells; and the words that stand in none."""
    tables = []
    for grid in grids:  # smallest first: a table inside a cell keeps its own words
        claims = [(word, grid.cell_at((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2)) for word in words]
        for word, cell in claims:
            if cell is not None:
                cell.words.append(word)
        for cell in grid.cells:
            cell.lines = make_lines(cell.words)
        if _is_table(grid) and not _cuts_lines(claims) and not _is_diagram(grid):
            words = _without(claims)
            grid.shaded = _shaded_rows(grid, graphics)
            tables.append(grid)
    return tables, words


def _without(claims: list[tuple[Word, GridCell | None]]) -> list[Word]:
    """The words that no cell has; one that follows a table begins a line."""
    loose: list[Word] = []
    after = False
    for word, cell in claims:
        if cell is None:
            if after:
                word.joint = "\n"
            loose.append(word)
        after = cell is not None
    return loose


def _is_table(grid: Grid) -> bool:
    """Words in two columns side by side, neither prose in boxes nor a chart."""
    filled = [cell for cell in grid.cells if cell.words]
    rows, columns = {cell.row for cell in filled}, {cell.column for cell in filled}
    characters = sum(len(word.text) for cell in filled for word in cell.words)
    if len(columns) < 2 or len(filled) < _SPARSE * len(grid.cells) or characters > _LAYOUT * len(filled):
        return False
    side_by_side = any(sum(cell.row == row for cell in filled) > 1 for row in rows)
    return side_by_side and (len(rows) > 1 or characters < _ONE_ROW * len(filled))


def _is_diagram(grid: Grid) -> bool:
    """Whether the cells hold labels strewn about, not lines that follow each other."""
    steps = [step for cell in grid.cells for step in pairwise(cell.lines)]
    strewn = sum(not -0.5 < (line.top - last.bottom) / last.height < 1.8 for last, line in steps)
    return strewn > 3 and strewn > 0.15 * len(steps)


def _cuts_lines(claims: list[tuple[Word, GridCell | None]]) -> bool:
    """Whether the rules run through lines of text, as frames and arrows do and the rules of a table never."""
    cuts, filled = 0, set()
    for (word, cell), (following, next_cell) in pairwise(claims):
        filled.add(id(cell))
        if cell is not next_cell and following.joint != "\n" and abs(word.bottom - following.bottom) < 1:
            cuts += -1 < following.x0 - word.x1 < 0.4 * word.style.size
    return cuts > 0.05 * len(filled)


def _shaded_rows(grid: Grid, graphics: Graphics) -> int:
    """How many first rows with words, one or two, share a ground that the row below does not have; 0 if none."""
    grounds = []
    for row in grid.rows()[:3]:
        points = [(grid.xs[cell.column] + 2.5, (grid.ys[cell.row] + grid.ys[cell.below]) / 2) for cell in row]
        grounds.append({graphics.ground_at(x, y, _TOPMOST) for x, y in points})
    for count in (1, 2):
        if len(grounds) > count and len(grounds[0]) == 1 and not grounds[0] & grounds[count]:
            return count
    return 0
