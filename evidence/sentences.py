"""The statements of a text: the spans a reader would quote, one at a time.

A statement is a sentence of prose, a list item, a heading, or a table row. Lines that a page or
an editor wrapped belong together; lines that were ended on purpose do not. Spans are exact,
ascending, without white space or list marks at their ends, and never cross a blank line.

Sentence ends within a paragraph are found by nupunkt (Punkt, Kiss and Strunk 2006), which is
imported on first use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from evidence.dates import MONTH_NUMBERS
from evidence.model import Span

if TYPE_CHECKING:
    from nupunkt import PunktSentenceTokenizer

_WHOLE_ITEM = 240  # characters up to which a list item is one statement, however many full stops it has
_FIT = 0.75  # a line this much shorter than the measure, next word included, was ended on purpose
_MEASURE_REACH = 3_000  # characters around the text from which the width of its lines is learnt
_NARROW = 40  # lines all shorter than this are no wrapped text
_LEAST_MEASURE = 60
_LEAD_WORDS = 2  # an opening of so few words ("Scope.", "Yes.") stays with what follows it
_HEADING_WORDS = 10
_HEADING_LENGTH = 150
_REACH_BACK = 40  # characters before a line or sentence end that are looked at

_RULE = re.compile(r"[\s>]*(?:(?:[-*_=~+`|:#.·•—–]\s*){3,}|(?:`{3,}|~{3,})\s*[\w+-]*)\s*$")
_MARK = re.compile(r"[\s>]*(?:(?:[-*+•‣◦▪▫●○■□–—·∙⁃➢➤✓✔❖\uf0b7\uf0a7\uf076]\s+|o(?:\t|[ ]{2,}))+|<!--\s*|>\s*)?")
_ITEM = re.compile(
    r"[\s>]*(?:(?:[-*+•‣◦▪▫●○■□–—·∙⁃➢➤✓✔❖\uf0b7\uf0a7\uf076]\s|o(?:\t|[ ]{2,}))\s*\S"
    r"|(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]|\((?:\d{1,3}|[A-Za-z]|[ivxl]{1,5})\)|(?:[A-Za-z]|[ivxl]{2,5})\))\s+[^\s\da-z])"
    r"|[\s>]*<!--|[\s>]*(?:\((?:\d{1,3}|[a-z]|[ivxl]{1,5})\)|[a-z]\)|\d{1,3}\))\s+\S"
)
_HASH_HEADING = re.compile(r"[\s>]*#{1,6}\s+\S")
_NUMBERED_HEADING = re.compile(
    r"\s*(?:\d{1,3}(?:\.\d{1,3}){1,4}\.?|[A-Z]\.\d{1,3}(?:\.\d{1,3})*|"
    r"(?:Annex|Appendix|Clause|Section|Article|Chapter|Part|Anhang|Abschnitt|Annexe|Kapitel)\s+[A-Z\d][\w.]*:?|\d{1,2})"
    r"\s+[^\W\d_].*[^\s.;,:!?]\s*$"
)
_LABEL = re.compile(r"[\s>*_]*[A-Z][^\n:|]{0,40}:[*_]{0,2}\s+\S")
_OPENING = re.compile(r"[\s>]*[\"'“‘(\[*_«]*(?:[^\W\d_a-zà-öø-ÿ]|\d)")
_GOES_ON = re.compile(
    r"(?:[,\-–—/(&:]|\b(?:a|an|and|as|at|by|for|from|in|into|is|of|on|or|that|the|to|was|were|with|"
    r"de|des|du|et|la|le|les|der|die|das|und|von|zu|el|los|y|di|del|e|il|en|het|van)[*_]*)\s*$",
    re.IGNORECASE,
)
_HARD_BREAK = re.compile(r"(?:\S {2,}|\\|<br\s*/?>)$")
_CELLS = re.compile(r"\s*\|.*\||.*\S\t+ *\S|.*\S \| ")
_TAIL = re.compile(r"(?:\s|-->|(?<=\s)#+\s*$|\|(?=\s*$))+$")
_PIPES = re.compile(r"[\s>]*\|\s*")
_HASHES = re.compile(r"#{1,6}\s+")
_DAY_AT_END = re.compile(r"(?<![\w.])\d{1,2}\.$")
_NEEDS_MORE = re.compile(r"(?:\b(?:St|No|Nr|Nos|Rs|Art|Ref|cf|ca|approx|Approx|Rev|Ver|cl|Cl|bzw|vgl|inkl|zzgl)\.)$")
_MISSED = re.compile(r"(?<=[a-z]{2}[.!?])(?:\d{1,2}(?=\s+[A-Z\[])|(?=\s+\[))\s+")


class _Line(NamedTuple):
    """A line's span without its line end, its kind, and whether it begins a unit whatever stood before."""

    start: int
    end: int
    kind: str  # blank | rule | heading | row | item | prose


@dataclass(frozen=True, slots=True)
class _Unit:
    """Lines that read as one: a paragraph, an item with its continuation lines, a heading, a row."""

    start: int
    end: int
    kind: str


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The statements of ``text[start:end]``, as spans of ``text``.

    How lines are wrapped is learnt from up to 3,000 characters on either side of the range.
    """
    end = len(text) if end is None else end
    measure = _measure(text[max(0, start - _MEASURE_REACH) : end + _MEASURE_REACH])
    spans: list[Span] = []
    for unit in _units(text, _lines(text, start, end), measure):
        spans += _statements(text, unit)
    return spans


def _lines(text: str, start: int, end: int) -> Iterator[_Line]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield _Line(start, stop, _kind(text[start:stop]))
        start = stop + 1


def _kind(line: str) -> str:
    if not line.strip(" \t\r\f\v>\u00a0"):
        return "blank"
    if not line[0].isalnum():
        if _RULE.match(line):
            return "rule"
        if _HASH_HEADING.match(line):
            return "heading"
    if ("|" in line or "\t" in line) and _CELLS.match(line) and not _ITEM.match(line):
        return "row"
    return "item" if _ITEM.match(line) else "prose"


def _measure(text: str) -> int:
    """The width to which lines are wrapped: that of the longest tenth."""
    lengths = sorted(len(line) for line in text.splitlines() if len(line) > _NARROW // 2)
    return max(_LEAST_MEASURE, lengths[len(lengths) * 9 // 10]) if lengths else _LEAST_MEASURE


def _units(text: str, lines: Iterator[_Line], measure: int) -> Iterator[_Unit]:
    block: list[_Line] = []
    for line in lines:
        if line.kind in ("item", "prose"):
            if line.kind == "item" and block:
                yield from _flow(text, block, measure)
                block = []
            block.append(line)
            continue
        yield from _flow(text, block, measure)
        block = []
        if line.kind in ("heading", "row"):
            yield _Unit(line.start, line.end, line.kind)
    yield from _flow(text, block, measure)


def _flow(text: str, block: list[_Line], measure: int) -> Iterator[_Unit]:
    """Cut consecutive lines (an item begins only the first) where a line was ended on purpose."""
    if not block:
        return
    longest = max(line.end - line.start for line in block)
    width = min(longest, measure) if len(block) > 2 and longest >= _NARROW else measure
    pairs = list(pairwise(block))
    short = [_ended_on_purpose(text, above, below, width) for above, below in pairs]
    listed = len(short) > 1 and 2 * sum(short) >= len(short)
    start, kind = block[0].start, block[0].kind
    for (above, below), ended in zip(pairs, short, strict=True):
        inside = kind == "item" and text[below.start : below.start + 2].isspace()  # an item's own, indented line
        if not inside and _breaks(text, above, below, ended, listed):
            yield _Unit(start, above.end, kind)
            start, kind = below.start, "prose"
    yield _Unit(start, block[-1].end, kind)


def _ended_on_purpose(text: str, above: _Line, below: _Line, width: int) -> bool:
    """Whether the first word of the line below would have fitted on the line above."""
    words = text[below.start : below.end].split(None, 1)
    return above.end - above.start + 1 + len(words[0]) < _FIT * width if words else True


def _breaks(text: str, above: _Line, below: _Line, ended: bool, listed: bool) -> bool:
    upper, lower = text[above.start : above.end], text[below.start : below.end]
    if upper.lstrip().startswith(">") != lower.lstrip().startswith(">") or upper.rstrip().endswith("-->"):
        return True
    if not _OPENING.match(lower):
        return False
    if _HARD_BREAK.search(upper[-_REACH_BACK:]) or _is_heading(upper, lower):
        return True
    if _GOES_ON.search(upper[-_REACH_BACK:]):
        return False
    return ended or listed or (bool(_LABEL.match(lower)) and bool(_LABEL.match(upper)))


def _is_heading(upper: str, lower: str) -> bool:
    if len(upper) > _HEADING_LENGTH:
        return False
    if _NUMBERED_HEADING.match(upper):
        return len(upper.split()) <= _HEADING_WORDS
    return upper.isupper() and not lower.isupper() and len(upper.strip()) > 3


def _statements(text: str, unit: _Unit) -> list[Span]:
    span = _trimmed(text, unit.start, unit.end)
    if span is None:
        return []
    if unit.kind in ("heading", "row") or (unit.kind == "item" and span.end - span.start <= _WHOLE_ITEM):
        return [span]
    pieces = _sentences(text[span.start : span.end])
    trimmed = (_trimmed(text, span.start + start, span.start + end) for start, end in pieces)
    return [piece for piece in trimmed if piece is not None]


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Without list marks, quote marks, heading marks, outer pipes and white space; None when nothing is left."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    for pattern in (_PIPES, _MARK, _HASHES):
        if match := pattern.match(text, start, end):
            start = match.end()
    tail = _TAIL.search(text[max(start, end - 200) : end])
    if tail:
        end -= tail.end() - tail.start()
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end) if any(map(str.isalnum, text[start:end])) else None


def _sentences(text: str) -> list[tuple[int, int]]:
    """Sentence spans of one paragraph; its line ends count as spaces."""
    pieces = _tokenizer().spans(text.replace("\n", " "))
    found: list[tuple[int, int]] = []
    for start, end in pieces:
        ends = [match.end() for match in _MISSED.finditer(text, start, end)]
        found += pairwise([start, *ends, end])
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and _belongs(text, joined, start, end):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _belongs(text: str, before: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether the sentence ``text[start:end]`` was cut off the one before it by mistake."""
    began, ended = before[-1]
    previous = text[max(began, ended - _REACH_BACK) : ended].rstrip()
    opening = (len(before) == 1 or previous.startswith("**")) and ended - began <= _REACH_BACK
    if opening and len(previous.split()) <= _LEAD_WORDS:
        return True
    if not any(map(str.isalnum, text[start:end])):
        return True
    first = re.match(r"\w+", text[start:end])
    if _DAY_AT_END.search(previous) and first and first[0].casefold() in MONTH_NUMBERS:
        return True
    return bool(_NEEDS_MORE.search(previous))


@cache
def _tokenizer() -> PunktSentenceTokenizer:
    from nupunkt import load

    return load("default")
