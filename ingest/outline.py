"""The heading path at any place of a document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from evidence.model import Heading, Mark, ParsedDocument

_ABOVE_TITLE = 300  # characters of letterhead that may stand above a title

HeadingPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its path of titles; ``top`` when no heading of the document ranks above it."""

    start: int
    end: int
    level: int
    path: HeadingPath
    top: bool


class Outline:
    """The headings of a document as a tree, looked up by offset.

    The title of the document, when it is a heading (the first one, and alone on its level), is
    left out of the paths: it is said once, by the document.
    """

    def __init__(self, document: ParsedDocument) -> None:
        headings = _usable(document)
        self.title = _title(document, headings)
        top = min((heading.level for heading in headings), default=0)
        self._sections: list[Section] = []
        stack: list[Heading] = []
        for heading in headings:
            while stack and stack[-1].level >= heading.level:
                stack.pop()
            stack.append(heading)
            path = tuple(item.title.strip() for item in stack if item is not self.title)
            self._sections.append(Section(heading.start, heading.end, heading.level, path, heading.level == top))
        self._starts = [section.start for section in self._sections]

    def path(self, offset: int) -> HeadingPath:
        """The titles above ``offset``, outermost first; empty before the first heading."""
        found = bisect_right(self._starts, offset) - 1
        return self._sections[found].path if found >= 0 else ()

    def sections(self, start: int, end: int) -> list[Section]:
        """The headings that begin in ``[start, end)``, in order."""
        return self._sections[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def _usable(document: ParsedDocument) -> list[Heading]:
    """Visible headings in order, one at a place."""
    unseen = [note for note in document.annotations if note.mark in (Mark.HIDDEN, Mark.COMMENT, Mark.FRONT_MATTER)]
    kept: list[Heading] = []
    for heading in sorted(document.headings, key=lambda item: (item.start, item.end)):
        inside = heading.end <= len(document.text) and heading.title.strip()
        if not inside or (kept and heading.start < kept[-1].end):
            continue
        if not any(note.start <= heading.start and heading.end <= note.end for note in unseen):
            kept.append(heading)
    return kept


def _title(document: ParsedDocument, headings: list[Heading]) -> Heading | None:
    if not headings:
        return None
    first = headings[0]
    above = first.start
    above -= sum(note.end - note.start for note in document.annotations if note.mark is Mark.FRONT_MATTER)
    alone = all(heading.level > first.level for heading in headings[1:])
    return first if alone and above <= _ABOVE_TITLE else None
