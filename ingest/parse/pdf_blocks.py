"""Lines to blocks in reading order, and blocks to paragraphs.

The stored order of a page is right far more often than any order guessed from geometry, so it is kept
inside a block (a run of lines that goes down the page); only blocks are put in order, by cutting the
page at its gaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.parse.pdf_grids import Grid
from ingest.parse.pdf_layout import Line, join_lines
from ingest.parse.pdf_text import Hyphenation

_MARKER = re.compile(
    r"(?:[•▪●○◦■□❖➢✓✗☐☑☒‣⁃–—·*+-]|o|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]|\d{1,3}(?:\.\d{1,3})+\.?|§+)$"
)
_BROKEN = re.compile(r"[^\W\d_]-[^\W\d_]$")
_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}")
_FORM_LINE = re.compile(r"_{4,}")
_LONG = 25  # characters: a line shorter than this was hardly wrapped
_WIDE = 0.55  # share of the page's width: a line that fills it is one of running text
_RAGGED = 0.15  # share of a block's width by which the ends of full lines differ
_MOST_BLOCKS = 400  # beyond, the stored order is kept


@dataclass(slots=True)
class Paragraph:
    """Lines that read on. ``gap`` tells that an empty line stands before it."""

    lines: list[Line]
    gap: bool

    def text(self, hyphenation: Hyphenation) -> str:
        """Its lines as one, wrapped words whole."""
        return join_lines([line.text for line in self.lines], hyphenation)


@dataclass(slots=True)
class Block:
    """Lines that go down the page together, or one table."""

    lines: list[Line] = field(default_factory=list)
    table: Grid | None = None
    x0: float = 0.0
    top: float = 0.0
    x1: float = 0.0
    bottom: float = 0.0

    def add(self, line: Line) -> None:
        """Append a line."""
        if not self.lines:
            self.x0, self.top, self.x1, self.bottom = line.x0, line.top, line.x1, line.bottom
        self.lines.append(line)
        self.x0, self.top = min(self.x0, line.x0), min(self.top, line.top)
        self.x1, self.bottom = max(self.x1, line.x1), max(self.bottom, line.bottom)


def make_blocks(lines: Iterable[Line], tables: Iterable[Grid]) -> list[Block]:
    """Lines and tables in reading order."""
    blocks: list[Block] = []
    barriers = [(grid.x0, grid.top, grid.x1) for grid in tables]
    for line in lines:
        if not (blocks and _goes_on(blocks[-1], line, barriers)):
            blocks.append(Block())
        blocks[-1].add(line)
    blocks.extend(Block([], grid, grid.x0, grid.top, grid.x1, grid.bottom) for grid in tables)
    return _cut(blocks, 0) if len(blocks) <= _MOST_BLOCKS else blocks


def _goes_on(block: Block, line: Line, barriers: list[tuple[float, float, float]]) -> bool:
    """Whether ``line`` stands below the block's last line, with no table (a barrier) between."""
    last = block.lines[-1]
    below = line.top > last.top + 0.3 * last.height and line.top - last.bottom < 4 * last.height
    if not below or line.x0 > block.x1 or line.x1 < block.x0:
        return False
    middle = (line.x0 + line.x1) / 2
    return not any(x0 <= middle <= x1 and last.top < top < line.top for x0, top, x1 in barriers)


def _cut(blocks: list[Block], depth: int) -> list[Block]:
    """The blocks in reading order: by gaps that cross all of them, horizontal before vertical ones."""
    if len(blocks) < 2 or depth > 40:
        return blocks
    for axis in ("down", "across"):
        groups = _groups(blocks, axis)
        if len(groups) > 1:
            return [block for group in groups for block in _cut(group, depth + 1)]
    return _by_stored_order(blocks)


def _groups(blocks: list[Block], axis: str) -> list[list[Block]]:
    """Blocks whose extents along an axis overlap, from first to last along it, stored order inside."""
    extents = [
        (block.top + 1, block.bottom - 1, index) if axis == "down" else (block.x0, block.x1, index)
        for index, block in enumerate(blocks)
    ]
    groups: list[list[int]] = []
    reach = 0.0
    for start, end, index in sorted(extents):
        if groups and start < reach:
            groups[-1].append(index)
        else:
            groups.append([index])
        reach = max(reach, end) if len(groups[-1]) > 1 else end
    return [[blocks[index] for index in sorted(group)] for group in groups]


def _by_stored_order(blocks: list[Block]) -> list[Block]:
    """Text as stored; a table, which has no stored place of its own, before the first text that is below it."""
    texts = [block for block in blocks if block.table is None]
    for table in sorted((block for block in blocks if block.table is not None), key=lambda block: block.top):
        place = next((index for index, block in enumerate(texts) if block.top >= table.top), len(texts))
        texts.insert(place, table)
    return texts


def make_paragraphs(block: Block, width: float) -> list[Paragraph]:
    """The lines of a block as paragraphs, in order; ``width`` is that of the page in points."""
    paragraphs: list[Paragraph] = []
    for stretch in _stretches(block.lines):
        near = stretch if len(stretch) > 2 else block.lines
        for index, line in enumerate(stretch):
            if index and _wraps(stretch[index - 1], line, near, width):
                paragraphs[-1].lines.append(line)
            else:
                paragraphs.append(Paragraph([line], gap=index == 0))
    return paragraphs


def _stretches(lines: list[Line]) -> list[list[Line]]:
    """Lines of one style at the usual distance from each other, together."""
    stretches: list[list[Line]] = []
    for line in lines:
        last = stretches[-1][-1] if stretches else None
        near = last is not None and line.top - last.bottom <= 0.45 * min(last.height, line.height)
        if near and last is not None and last.style == line.style:
            stretches[-1].append(line)
        else:
            stretches.append([line])
    return stretches


def _wraps(line: Line, following: Line, near: list[Line], width: float) -> bool:
    """Whether ``following`` goes on with the paragraph of ``line``."""
    if not _reads_on(line, following):
        return False
    return bool(_BROKEN.search(line.text + following.text[:1])) or _is_full(line, following, near, width)


def _reads_on(line: Line, following: Line) -> bool:
    """Whether ``following`` may belong to the paragraph of ``line``: the same type, on the next baseline."""
    size = max(line.size, following.size, 1.0)
    if abs(line.size - following.size) > 0.1 * size or following.top - line.bottom > 0.75 * size:
        return False
    if line.words[0].style.mono:
        return False
    if _FORM_LINE.search(line.text) and not following.text[:1].islower():
        return False
    return not _MARKER.match(following.words[0].text) and not _LEADER.search(line.text)


def _is_full(line: Line, following: Line, near: list[Line], width: float) -> bool:
    """Whether ``line`` ended for want of room: the first word of ``following`` would not have fitted.

    Where the room ends is seen from the lines ``near``. In a wide column one line shows it; in a narrow one
    three must agree, lest the longest line of an address or a list pass for a full one.
    """
    alike = [other for other in near if other.style[0] == line.style[0]]
    margin = max(other.x1 for other in alike)
    needed = following.words[0].x1 - following.words[0].x0 + 0.25 * line.size
    if len(line.text) < _LONG or line.x1 + needed <= margin - 0.5 * line.size:
        return False
    start = min(other.x0 for other in alike)
    agreeing = sum(other.x1 > margin - _RAGGED * (margin - start) for other in alike)
    return line.x1 - line.x0 > _WIDE * width or agreeing >= 3
