"""Rows into tables: where one table ends and the next begins, its title rows, header and records.

Blank rows separate tables, unless what follows fits the columns of the table above: registers have
blank rows between groups. Shared by sheets and delimited text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import Generic, TypeVar

from ingest.parse.header_row import Header, Kind, Probe, find_header

C = TypeVar("C", bound=Probe)

_SPACER = 2  # blank rows that may stand between a header and its records
_HEAD = 8  # rows of a block that may be nothing but titles and a header
_SAMPLE = 20  # rows compared when a block may continue the table above
_FIT = 0.6  # share of cells that have the kind of their column above
_MOST_SIDES = 8  # empty columns beyond which a stretch is one sparse table


@dataclass(frozen=True, slots=True)
class Line(Generic[C]):
    """A row that holds something: its number in the file, its filled cells from left to right."""

    number: int
    cells: Sequence[C]
    hidden: bool = False


@dataclass(slots=True)
class Block(Generic[C]):
    """A table, or (``names is None``) rows under no header.

    ``titles`` stand above the header; ``names`` are by column; ``repeats`` are the numbers of rows in
    ``body`` that repeat the header.
    """

    titles: list[Line[C]]
    header: list[Line[C]]
    names: dict[int, str] | None
    body: list[Line[C]] = field(default_factory=list)
    repeats: set[int] = field(default_factory=set)
    columns: range = range(0)  # from the first to the last column that is named or filled
    _profile: tuple[float, dict[int, Kind]] | None = None

    def extend(self, lines: list[Line[C]]) -> None:
        """Add records."""
        self.body += lines
        used = [cell.column for line in lines for cell in (line.cells[0], line.cells[-1])]
        used += [*(self.names or {}), *self.columns[:1], *self.columns[-1:]]
        self.columns = range(min(used), max(used) + 1) if used else range(0)

    def profile(self) -> tuple[float, dict[int, Kind]]:
        """How many cells its first records fill, and the kind of each column in them."""
        if self._profile is None:
            first = self.body[:_SAMPLE]
            found = median(len(line.cells) for line in first), _kinds(first)
            if len(first) < _SAMPLE:
                return found
            self._profile = found
        return self._profile


def find_blocks(lines: Sequence[Line[C]], *, declared: Collection[int] = (), lenient: bool = False) -> list[Block[C]]:
    """The blocks of ``lines`` in order of reading.

    ``declared``: numbers of rows that the file says are headers; ``lenient``: see ``find_header``.
    """
    blocks: list[Block[C]] = []
    for stretch in _stretches(lines, declared, lenient):
        sides = _sides(stretch, declared)
        for side in sides:
            header = _header(side, declared, lenient)
            if len(sides) == 1 and blocks and _continues(blocks[-1], side, header, declared, lenient):
                blocks[-1].extend(side)
            else:
                blocks.append(_block(side, header))
    for block in blocks:
        _find_repeats(block)
    return blocks


def _header(lines: Sequence[Line[C]], declared: Collection[int], lenient: bool) -> Header | None:
    positions = {position for position, line in enumerate(lines) if line.number in declared} if declared else set()
    return find_header([line.cells for line in lines], declared=positions, lenient=lenient)


def _stretches(lines: Sequence[Line[C]], declared: Collection[int], lenient: bool) -> list[list[Line[C]]]:
    """``lines`` cut at blank rows; a header that a blank row parts from its records is joined to them."""
    found: list[list[Line[C]]] = []
    for line in lines:
        if found and line.number == found[-1][-1].number + 1:
            found[-1].append(line)
        else:
            found.append([line])
    joined: list[list[Line[C]]] = []
    for stretch in found:
        if joined and _is_head_of(joined[-1], stretch, declared, lenient):
            joined[-1] = joined[-1] + stretch
        else:
            joined.append(stretch)
    return joined


def _is_head_of(head: list[Line[C]], body: list[Line[C]], declared: Collection[int], lenient: bool) -> bool:
    if len(head) > _HEAD or len(head[-1].cells) < 2 or body[0].number - head[-1].number > _SPACER + 1:
        return False
    if _header(head, declared, lenient) is not None and len(head) > 2:
        return False
    below = body[:_SAMPLE]
    whole = _header(head + below, declared, lenient)
    own = _header(below, declared, lenient)
    return whole is not None and whole.last == len(head) - 1 and whole.sure and (own is None or not own.sure)


def _sides(stretch: list[Line[C]], declared: Collection[int]) -> list[list[Line[C]]]:
    """Tables that stand side by side: parted by an empty column, each with a header, of different rows."""
    used = sorted({cell.column for line in stretch for cell in line.cells})
    gaps = [right for left, right in pairwise(used) if right > left + 1]
    if len(gaps) > _MOST_SIDES:
        return [stretch]
    for start in gaps:
        left, right = _part(stretch, 0, start), _part(stretch, start, used[-1] + 1)
        if _independent(left, right, declared):
            return [left, *_sides(right, declared)]
    return [stretch]


def _part(lines: list[Line[C]], low: int, high: int) -> list[Line[C]]:
    """The cells in columns ``low`` to ``high`` (exclusive), and the lines that have any."""
    parts = ([cell for cell in line.cells if low <= cell.column < high] for line in lines)
    return [replace(line, cells=cells) for line, cells in zip(lines, parts, strict=True) if cells]


def _independent(left: list[Line[C]], right: list[Line[C]], declared: Collection[int]) -> bool:
    if left[0].number == right[0].number and left[-1].number == right[-1].number:
        return False
    headers = _header(left, declared, False), _header(right, declared, False)
    return all(header is not None and header.sure and len(header.names) > 1 for header in headers)


def _block(lines: list[Line[C]], header: Header | None) -> Block[C]:
    first, after = (header.first, header.last + 1) if header else (0, 0)
    block = Block(list(lines[:first]), list(lines[first:after]), header.names if header else None)
    block.extend(lines[after:])
    return block


def _continues(
    block: Block[C], lines: list[Line[C]], header: Header | None, declared: Collection[int], lenient: bool
) -> bool:
    """Whether ``lines``, after a blank row, are further records of ``block``."""
    if (block.names is None and not lenient) or not block.body or any(line.number in declared for line in lines):
        return False
    if header is not None and header.sure:
        return header.names == block.names
    filled, kinds = block.profile()
    below = lines[:_SAMPLE]
    columns = {cell.column for line in below for cell in line.cells}
    if len(columns) < 2 or min(columns) not in block.columns or max(columns) not in block.columns:
        return False
    if median(len(line.cells) for line in below) * 2 <= filled:
        return False
    cells = [cell for line in below[:5] for cell in line.cells]
    return sum(kinds.get(cell.column, cell.kind) == cell.kind for cell in cells) >= _FIT * len(cells)


def _kinds(lines: Sequence[Line[C]]) -> dict[int, Kind]:
    counts: dict[int, Counter[Kind]] = {}
    for line in lines:
        for cell in line.cells:
            counts.setdefault(cell.column, Counter())[cell.kind] += 1
    return {column: counter.most_common(1)[0][0] for column, counter in counts.items()}


def _find_repeats(block: Block[C]) -> None:
    """Headers printed again further down (at page breaks) are no records."""
    if not block.header:
        return
    header = [(cell.column, cell.text) for cell in block.header[-1].cells]
    for line in block.body:
        if len(line.cells) == len(header) and [(cell.column, cell.text) for cell in line.cells] == header:
            block.repeats.add(line.number)
