"""Passages of prose: sections of a region, cut within the budget and joined where they are tiny."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile, zip_longest

from evidence.model import Span
from ingest.chunk_regions import Region, has_words
from ingest.outline import HeadingPath, Outline
from ingest.sentences import cut, even_size
from ingest.tokens import count_tokens, fits

_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_LEADS_ON = re.compile(r":[*_\s]*$")
_HEADINGS = 60  # tokens of headings that a passage may open with


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:end]``, at most a passage.

    ``words`` is where its headings end; ``top`` when it opens a section of the highest level,
    ``bare`` when it is headings and nothing else.
    """

    start: int
    end: int
    path: HeadingPath = ()
    words: int = 0
    top: bool = False
    bare: bool = False


def pieces(text: str, region: Region, outline: Outline, budget: int, small: int) -> list[Piece]:
    """Cut a region of prose into pieces of at most ``budget`` tokens that cover its words.

    No piece crosses a top-level heading. Sections of fewer than ``small`` tokens are joined with
    a neighbour under the same parent; a heading stays with the text that follows it.
    """
    found: list[Piece] = []
    for section in _sections(text, region, outline):
        found += _cut_section(text, section, budget)
    return _joined(text, found, budget, small)


def _sections(text: str, region: Region, outline: Outline) -> Iterator[Piece]:
    """Stretches between headings; headings without text of their own go with the section below them."""
    marks = outline.sections(region.start, region.end)
    first = marks[0].start if marks else region.end
    if has_words(text, region.start, first):
        yield Piece(region.start, first, outline.path(region.start), region.start)
    else:
        first = region.start  # marks without words stay with what follows
    top = False
    for mark, after in zip_longest(marks, marks[1:]):
        stop, top = after.start if after else region.end, top or mark.top
        words = min(mark.end, stop)
        bare = not has_words(text, words, stop)
        if bare and after and after.level > mark.level and fits(text[first : after.end], _HEADINGS):
            continue
        yield Piece(first, stop, mark.path, words, top, bare)
        first, top = stop, False


def _cut_section(text: str, section: Piece, budget: int) -> list[Piece]:
    start, end = _strip(text, section.start, section.end)
    if fits(text[start:end], budget):
        return [replace(section, start=start, end=end)]
    size = even_size(count_tokens(text[start:end]), budget)
    atoms: list[Span] = []
    for block in _blocks(text, start, section.words, end):
        whole = fits(text[block.start : block.end], budget)
        atoms += [block] if whole else cut(text, block.start, block.end, budget)
    spans = _packed(text, atoms, size)
    return [replace(section, start=span.start, end=span.end, top=section.top and not n) for n, span in enumerate(spans)]


def _blocks(text: str, start: int, words: int, end: int) -> Iterator[Span]:
    """Paragraphs; a heading, or a line that ends with a colon, is one with the paragraph that it leads to."""
    bounds = [start]
    for gap in _BLANK_LINES.finditer(text, start, end):
        last_line = text[max(bounds[-1], gap.start() - 200) : gap.start()].rpartition("\n")[2]
        leads = gap.start() <= words or (_LEADS_ON.search(last_line) and has_words(text, gap.end(), end))
        if not leads and has_words(text, bounds[-1], gap.start()):
            bounds.append(gap.end())
    if len(bounds) > 1 and not has_words(text, bounds[-1], end):
        bounds.pop()  # a closing rule belongs to what it closes
    for first, last in pairwise([*bounds, end]):
        yield Span(*_strip(text, first, last))


def _packed(text: str, atoms: list[Span], size: int) -> list[Span]:
    """Neighbours put together while they are within ``size`` tokens."""
    packed: list[Span] = []
    for atom in atoms:
        if packed and fits(text[packed[-1].start : atom.end], size):
            packed[-1] = Span(packed[-1].start, atom.end)
        else:
            packed.append(atom)
    return packed


def _joined(text: str, found: list[Piece], budget: int, small: int) -> list[Piece]:
    joined: list[Piece] = []
    for piece in found:
        if joined and _may_join(text, joined[-1], piece, budget, small):
            joined[-1] = _join(joined[-1], piece)
        else:
            joined.append(piece)
    return joined


def _may_join(text: str, before: Piece, after: Piece, budget: int, small: int) -> bool:
    if after.top or not fits(text[before.start : after.end], budget):
        return False
    if not (fits(text[before.start : before.end], small) or fits(text[after.start : after.end], small)):
        return False
    if before.path == after.path or (before.bare and len(before.path) < len(after.path)):
        return True
    parent = after.path[:-1]
    return parent in (before.path, before.path[:-1]) and not after.bare


def _join(before: Piece, after: Piece) -> Piece:
    path = after.path if before.bare else _common(before.path, after.path)
    return replace(before, end=after.end, path=path, bare=before.bare and after.bare)


def _common(one: HeadingPath, other: HeadingPath) -> HeadingPath:
    shared = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return tuple(title for title, _ in shared)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())
