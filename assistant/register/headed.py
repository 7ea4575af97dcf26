"""The list that stands under a heading of a document: its items or rows, each whole, all of them or none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from evidence.model import ParsedDocument

_MARK = re.compile(
    r"(?P<indent>[ \t>]*)(?:[-*•+–]|\(?[A-Za-z]{0,3}[- ]?\d{1,2}(?:\.\d{1,2})?[.):]?|\(?[a-z][.)])[ \t]+\S"
)
_PLAIN = re.compile(r"^[\W\d_]*(?:[A-Za-z][.)] )?|[\W_]+$")
_NUMBERED = re.compile(r"(?:\*\*|#{1,6}[ \t]+)?(\d{1,2})[.)]?[ \t]+\S")
_COLUMNS = re.compile(r"[ \t]+\S[^\n]*?\S {3,}\S")  # a row whose cells are set apart by blanks
_RUN_IN = re.compile(
    r"(?:\*\*|__)(?P<bold>[^*_\n]{3,60})(?:\*\*|__)[.:]?[ \t]+(?=\S)|(?P<label>[A-Z][A-Za-z ]{3,40}):[ \t]+(?=\S)"
)
_TAIL = re.compile(
    r"\W*(?:signed|minutes|confirmed|approved by|recorded|copy|copies|distribution|next (?:review|meeting)|the next|notes? by)\b",
    re.I,
)
_MOST, _LONGEST = 25, 4_000
_SHORT = 70  # characters of a line that is a heading


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text: ``text[start:end]`` without its break."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Headed:
    """A heading and the items under it, as spans of the document's text."""

    title: str
    start: int
    end: int
    items: tuple[tuple[int, int], ...]


def under(document: ParsedDocument, heading: re.Pattern[str]) -> list[Headed]:
    """Every list whose heading, without its number and markup, is ``heading`` from end to end."""
    lines = list(_lines(document.text))
    found = []
    for place, line in enumerate(lines):
        title = _PLAIN.sub("", line.words)
        if (label := _RUN_IN.match(line.words)) and heading.fullmatch(_PLAIN.sub("", label["bold"] or label["label"])):
            start, end = line.start + label.end(), _end_of_paragraph(lines, place)
            found.append(Headed(title, line.start, start, ((start, end),)))
        elif len(line.words) <= _SHORT and heading.fullmatch(title):
            stretch = _stretch(document, lines, place)
            items = _items(document, stretch)
            if 0 < len(items) <= _MOST and items[-1][1] - items[0][0] <= _LONGEST:
                found.append(Headed(title, line.start, line.end, items))
    return found


def _end_of_paragraph(lines: list[Line], place: int) -> int:
    """Where the paragraph that holds the line at ``place`` ends."""
    end = lines[place].end
    for line in lines[place + 1 :]:
        if not line.words.strip():
            break
        end = line.end
    return end


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for words in text.split("\n"):
        yield Line(start, start + len(words), words)
        start += len(words) + 1


def _stretch(document: ParsedDocument, lines: list[Line], place: int) -> list[Line]:
    """The lines under the heading at ``place``, up to the next heading of its rank."""
    own = lines[place]
    level = next((h.level for h in document.headings if h.start <= own.start < max(h.end, h.start + 1)), None)
    ranks = {h.start: h.level for h in document.headings if h.start > own.start}
    number = _NUMBERED.match(own.words)
    taken: list[Line] = []
    for line in lines[place + 1 :]:
        rank = next((ranks[at] for at in range(line.start, line.end + 1) if at in ranks), None) if ranks else None
        if rank is not None and (level is None or rank <= level):
            break
        if level is None and _follows(number, line, taken):
            break
        taken.append(line)
    return taken


def _follows(number: re.Match[str] | None, line: Line, taken: list[Line]) -> bool:
    """Whether a line is the next heading after one that is no marked heading: the next number, or bold words alone."""
    if number is not None:
        match = _NUMBERED.match(line.words)
        return match is not None and int(match[1]) == int(number[1]) + 1
    if re.fullmatch(r"\*\*[^*]{2,60}\*\*:?", line.words.strip()) or re.fullmatch(r"[-=_~]{4,}", line.words.strip()):
        return bool(taken)
    words = line.words.rstrip()
    if not words or len(words) > _SHORT or words.endswith((".", ";", ",", "!")) or _MARK.match(words):
        return False
    after_gap = bool(taken) and not taken[-1].words.strip() and any(each.words.strip() for each in taken)
    return after_gap and not words[:1].isspace()


def _items(document: ParsedDocument, lines: list[Line]) -> tuple[tuple[int, int], ...]:
    """The rows of a table, the marked items, or else the paragraphs or indented lines among ``lines``."""
    if not lines:
        return ()
    first, last = lines[0].start, lines[-1].end
    tables = [table for table in document.tables if first <= table.start and table.end <= last + 1 and not table.hidden]
    if tables:
        own = [row for table in tables for row in table.rows]
        return tuple((row.start, row.end) for row in own) if len(tables) == 1 else ()
    marked = [line for line in lines if _MARK.match(line.words)]
    return _marked(lines) if marked else _paragraphs(lines)


def _marked(lines: list[Line]) -> tuple[tuple[int, int], ...]:
    """The items of one list; what stands under an item is part of it. Nothing where words stand before or between."""
    depth = min(len(match["indent"]) for line in lines if (match := _MARK.match(line.words)))
    items: list[tuple[int, int]] = []
    gap = False
    for line in lines:
        match = _MARK.match(line.words)
        if not line.words.strip():
            gap = bool(items)
        elif match and len(match["indent"]) == depth:
            items.append((line.start + len(match["indent"]), line.end))
            gap = False
        elif not items:
            if not line.words.rstrip().endswith(":"):
                return ()
        elif gap and not line.words[:1].isspace():
            break
        else:
            items[-1] = (items[-1][0], line.end)
            gap = False
    return tuple(items)


def _paragraphs(lines: list[Line]) -> tuple[tuple[int, int], ...]:
    """Paragraphs; in one that is indented, each line that begins a sentence."""
    items: list[tuple[int, int]] = []
    aligned = all(_COLUMNS.match(line.words) for line in lines if line.words.strip())
    for before, line in pairwise([Line(0, 0, ""), *lines]):
        if not line.words.strip():
            continue
        start = line.start + len(line.words) - len(line.words.lstrip())
        begins = line.words[:1].isspace() and before.words.rstrip().endswith((".", ";", "!"))
        if not before.words.strip() or begins or aligned or not items:
            items.append((start, line.end))
        else:
            items[-1] = (items[-1][0], line.end)
    words = {line.start + len(line.words) - len(line.words.lstrip()): line.words for line in lines}
    while items and _TAIL.match(words.get(items[-1][0], "")):
        items.pop()
    return tuple(items)
