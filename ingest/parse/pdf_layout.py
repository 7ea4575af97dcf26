"""Words to lines, and lines that run across two columns taken apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.parse.pdf_page import Word
from ingest.parse.pdf_text import Hyphenation

_BLANK = re.compile(r"_{4,}$|\.{8,}$|…{3,}$")
_WIDE_GAP = 1.2  # of the type size: wider than a blank, so perhaps the gutter between columns


@dataclass(slots=True)
class Line:
    """Words on one baseline. ``running`` marks a header ("top") or footer ("bottom") that recurs."""

    words: list[Word]
    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    size: float
    bold: bool
    running: str = ""

    @property
    def height(self) -> float:
        """Its height in points, at least that of its type."""
        return max(self.bottom - self.top, self.size, 1.0)

    @property
    def style(self) -> tuple[float, bool]:
        """What a reader tells apart at a glance: size to half a point, and weight."""
        return round(self.size * 2) / 2, self.bold


def join_lines(texts: Sequence[str], hyphenation: Hyphenation) -> str:
    """Wrapped lines as one."""
    parts: list[str] = []
    for text, following in zip(texts, (*texts[1:], ""), strict=True):
        parts.extend(hyphenation.join(text, following) if following else (text,))
    return "".join(parts)


def make_line(words: list[Word]) -> Line:
    """The line that ``words`` (not empty) form."""
    parts = [words[0].text]
    for word in words[1:]:
        parts.append(word.joint and " ")
        parts.append(word.text)
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[word.style.size] += len(word.text)
    letters = sum(sizes.values())
    return Line(
        words,
        min(word.x0 for word in words),
        min(word.top for word in words),
        max(word.x1 for word in words),
        max(word.bottom for word in words),
        "".join(parts),
        sizes.most_common(1)[0][0],
        sum(len(word.text) for word in words if word.style.bold) * 10 >= letters * 9,
    )


def make_lines(words: Iterable[Word]) -> list[Line]:
    """Words in stored order as lines; parts of one baseline that were stored apart are one line again."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and (word.joint != "\n" or _follows(runs[-1][-1], word)):
            if word.joint == "\n":
                word.joint = " "
            runs[-1].append(word)
        else:
            runs.append([word])
    return [make_line(run) for run in runs]


def _follows(word: Word, following: Word) -> bool:
    """Whether ``following`` stands close to the right on the same baseline."""
    size = max(word.style.size, following.style.size, 1.0)
    level = abs(word.bottom - following.bottom) < 0.3 * size
    return level and -0.5 * size < following.x0 - word.x1 < 3 * size


def fill_blanks(lines: list[Line]) -> list[Line]:
    """Lines with what was written onto their dotted or underscored blanks, which is stored apart, in its place."""
    blanks = [(line, word) for line in lines for word in line.words if _BLANK.search(word.text)]
    if not blanks:
        return lines
    moved: dict[int, list[Line]] = {}
    for line in lines:
        if any(_BLANK.search(word.text) for word in line.words):
            continue
        target = next((host for host, word in blanks if _stands_on(line, word)), None)
        if target is not None:
            moved.setdefault(id(target), []).append(line)
    gone = {id(line) for found in moved.values() for line in found}
    return [_filled(line, moved.get(id(line), [])) for line in lines if id(line) not in gone]


def _stands_on(line: Line, blank: Word) -> bool:
    shared = min(line.bottom, blank.bottom) - max(line.top, blank.top)
    return shared > 0.4 * line.height and blank.x0 - 3 <= line.x0 <= blank.x1 and line.x1 <= blank.x1 + 3 * line.size


def _filled(line: Line, written: list[Line]) -> Line:
    if not written:
        return line
    words = list(line.words)
    for value in written:
        blank = max((word for word in words if word.x0 <= value.x0 + 3), key=lambda word: word.x0, default=words[-1])
        place = next(index for index, word in enumerate(words) if word is blank) + 1
        value.words[0].joint = " "
        words[place:place] = value.words
    return make_line(words)


def split_columns(lines: list[Line], width: float) -> list[Line]:
    """Lines that run across the gutter between two columns, taken apart: left column, then right.

    Only a gutter shared by at least four lines, with much text on both sides, is one: rows of a table
    without rules stay whole.
    """
    result: list[Line] = []
    index = 0
    while index < len(lines):
        end, gutter = _gutter_run(lines, index)
        pairs = [_halves(line, gutter) for line in lines[index:end]] if gutter else []
        if _are_columns(pairs, width):
            result.extend(left for left, _ in pairs if left)
            result.extend(right for _, right in pairs if right)
            index = end
        else:
            result.append(lines[index])
            index += 1
    return result


def _gutter_run(lines: list[Line], start: int) -> tuple[int, tuple[float, float] | None]:
    """How far the lines from ``start`` on leave one vertical strip free, and that strip."""
    gutter = _only_gap(lines[start])
    if gutter is None:
        return start + 1, None
    index = start + 1
    while index < len(lines):
        line = lines[index]
        gap = _only_gap(line)
        if gap is not None:
            shared = max(gutter[0], gap[0]), min(gutter[1], gap[1])
            if shared[1] - shared[0] < 0.6 * line.size:
                break
            gutter = shared
        elif not (line.x1 <= gutter[0] + 1 or line.x0 >= gutter[1] - 1):
            break
        index += 1
    return index, gutter


def _only_gap(line: Line) -> tuple[float, float] | None:
    """The one wide gap between words of a line; None when there is none or more than one."""
    found = None
    for word, following in zip(line.words, line.words[1:], strict=False):
        if following.x0 - word.x1 > _WIDE_GAP * line.size:
            if found is not None:
                return None
            found = word.x1, following.x0
    return found


def _halves(line: Line, gutter: tuple[float, float]) -> tuple[Line | None, Line | None]:
    middle = (gutter[0] + gutter[1]) / 2
    left = [word for word in line.words if word.x1 <= middle]
    right = [word for word in line.words if word.x1 > middle]
    return make_line(left) if left else None, make_line(right) if right else None


def _are_columns(pairs: list[tuple[Line | None, Line | None]], width: float) -> bool:
    both = [(left, right) for left, right in pairs if left and right]
    if len(both) < 4:
        return False
    for side in zip(*both, strict=True):
        if median(line.x1 - line.x0 for line in side) < 0.22 * width or median(len(line.words) for line in side) < 4:
            return False
    return True
