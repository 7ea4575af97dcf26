"""Plain text: the canonical text is the decoded source; headings and pipe tables are found by their form.

A line is taken for a heading only when its layout says so: underlined, numbered, or in capitals, short, and set
apart by an empty line. In doubt it is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from evidence.dates import find_dates
from evidence.errors import TooLarge
from evidence.model import Heading, ParsedDocument, Table
from ingest.limits import Limits
from ingest.parse.decode import decode
from ingest.parse.pipes import pipe_table, split_row

_VERSION = "text/1"
_LONGEST = 90  # characters of a heading
_UNDERLINE = re.compile(r"[ \t]*(={3,}|-{3,}|~{3,}|\^{3,}|\*{3,}|#{3,}|\+{3,})[ \t]*\Z")
_NUMBERED = re.compile(r"[ \t]*(\d{1,3}(?:\.\d{1,3}){0,5})[.)]?[ \t]+(\S.*?)[ \t]*\Z")
_NAMED = re.compile(
    r"[ \t]*(?:section|clause|article|chapter|part|annex|appendix|schedule)[ \t]+"
    r"(?:\d{1,3}(?:\.\d{1,3})*|[A-Z]|[IVXL]+)(?:[ \t]*[:.–—-][ \t]*|[ \t]+|\Z)(.*?)[ \t]*\Z",
    re.I,
)
_STARS = re.compile(r"[ \t]*(?:\*{3,}|={3,}|-{3,}|#{3,})[ \t]+(\S.{0,80}?)[ \t]+(?:\*{3,}|={3,}|-{3,}|#{3,})[ \t]*\Z")
_EQUALS = re.compile(r"(={1,6})[ \t]+(\S.*?)(?:[ \t]+={1,6})?[ \t]*\Z")
_RULE_LINE = re.compile(r"[ \t]*[|+]?[ \t]*:?-{2,}:?[ \t]*(?:[|+][ \t]*:?-{2,}:?[ \t]*)*[|+]?[ \t]*\Z")
_COLUMNS = re.compile(r"\S(?: {2,}|\t)\S.*\S(?: {2,}|\t)\S|[^\W\d](?: {3,}|\t+)[^\W\d]")  # words set in columns
_LEVELS = {"=": 1, "#": 1, "*": 1, "-": 2, "~": 3, "^": 4, "+": 4}


def parse_text(data: bytes, name: str, limits: Limits) -> ParsedDocument:
    """Parse a plain text file in any encoding that ``decode`` knows."""
    decoded = decode(data)
    if len(decoded.text) > limits.characters:
        raise TooLarge(f"{len(decoded.text):,} characters; the limit is {limits.characters:,}")
    document = parse_plain(decoded.text)
    return ParsedDocument(
        text=document.text,
        parser=_VERSION,
        headings=document.headings,
        tables=document.tables,
        warnings=(decoded.warning,) if decoded.warning else (),
    )


def parse_plain(text: str) -> ParsedDocument:
    """The structure of a text that is already decoded, with ``\\n`` newlines; also for plain mail bodies."""
    lines = _Lines(text)
    tables = list(_tables(lines))
    taken = [(table.start, table.end) for table in tables]
    headings = [one for one in _headings(lines) if not any(low <= one.start < high for low, high in _near(taken, one))]
    return ParsedDocument(text=text, parser=_VERSION, headings=tuple(headings), tables=tuple(tables))


def _near(taken: list[tuple[int, int]], heading: Heading) -> list[tuple[int, int]]:
    """The tables that may hold ``heading``; those that end before it are dropped, headings come in order."""
    while taken and taken[0][1] <= heading.start:
        taken.pop(0)
    return taken[:1]


class _Lines:
    """The lines of a text with their offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.starts: list[int] = []
        position = 0
        for line in self.lines:
            self.starts.append(position)
            position += len(line) + 1

    def blank(self, number: int) -> bool:
        """Whether there is no such line or nothing in it."""
        return not 0 <= number < len(self.lines) or not self.lines[number].strip()

    def heading(self, number: int, level: int, title: str, *, last: int | None = None) -> Heading:
        end = number if last is None else last
        line = self.lines[number]
        start = self.starts[number] + len(line) - len(line.lstrip())
        return Heading(start, self.starts[end] + len(self.lines[end].rstrip()), level, title)


def _headings(lines: _Lines) -> Iterator[Heading]:
    number = 0
    while number < len(lines.lines):
        line = lines.lines[number]
        words = line.strip()
        if not words or len(words) > _LONGEST or _COLUMNS.search(words):
            number += 1
            continue
        underlined = _underlined(lines, number, words)
        if underlined:
            yield underlined
            number += 2
            continue
        found = _set_apart(lines, number, line, words)
        if found:
            yield found
        number += 1


def _underlined(lines: _Lines, number: int, words: str) -> Heading | None:
    """A line over a rule of about its own length; a rule between two blocks of text is none."""
    if number + 1 >= len(lines.lines) or not any(map(str.isalpha, words)):
        return None
    rule = _UNDERLINE.match(lines.lines[number + 1])
    above = number - 1
    alone = lines.blank(above) or _UNDERLINE.match(lines.lines[above]) is not None
    if rule is None or not alone or not 0.5 * len(words) <= len(rule[1]) <= 2 * len(words) + 10:
        return None
    return lines.heading(number, _LEVELS[rule[1][0]], words, last=number + 1)


def _set_apart(lines: _Lines, number: int, line: str, words: str) -> Heading | None:
    """A numbered line, a named one ("Annex A"), or one in capitals, between empty lines."""
    starred = _STARS.match(line) or _EQUALS.match(line)
    if starred:
        level = len(starred[1]) if starred.re is _EQUALS else 1
        return lines.heading(number, level, starred[starred.re.groups].strip())
    if not lines.blank(number - 1) or words[-1] in ".,;?!":
        return None
    named = _NAMED.match(line)
    if named and lines.blank(number + 1) and (not named[1] or _is_title(named[1])):
        return lines.heading(number, 1, words)
    numbered = _NUMBERED.match(line)
    if numbered and lines.blank(number + 1) and _is_title(numbered[2]) and not _is_item(lines, number, words):
        return lines.heading(number, min(6, numbered[1].count(".") + 1), words)
    if words.isupper() and _is_title(words) and sum(map(str.isalpha, words)) >= 4 and ":" not in words:
        return lines.heading(number, 1 if lines.blank(number + 1) else 2, words)
    return None


def _is_title(words: str) -> bool:
    """A few words that begin like a name: no sentence, no date, no sum of money."""
    first = words[0]
    return first.isalpha() and (first.isupper() or not first.islower()) and len(words.split()) <= 12


def _is_item(lines: _Lines, number: int, words: str) -> bool:
    """Whether a numbered line is a date, or one of several of its depth with nothing but blanks between."""
    if any(found.start == 0 for found in find_dates(words)):
        return True
    depth = _depth(lines.lines[number])
    for step in (-1, 1):
        other = number + step
        while lines.blank(other) and abs(other - number) < 4:
            other += step
        if 0 <= other < len(lines.lines) and _depth(lines.lines[other]) == depth:
            return True
    return False


def _depth(line: str) -> int:
    numbered = _NUMBERED.match(line)
    return numbered[1].count(".") if numbered else -1


def _tables(lines: _Lines) -> Iterator[Table]:
    """Runs of lines in pipes: a header, a rule below it, and records of as many cells."""
    number = 0
    while number + 2 < len(lines.lines):
        rule = lines.lines[number + 1]
        if "|" in lines.lines[number] and ("|" in rule or "+" in rule) and _RULE_LINE.match(rule):
            last = number + 2
            while last < len(lines.lines) and ("|" in lines.lines[last] or _bar(lines, last)):
                last += 1
            yield from _table(lines, [number, *range(number + 2, last)])
            number = last
        else:
            number += 1


def _bar(lines: _Lines, number: int) -> bool:
    line = lines.lines[number]
    return "+" in line and _RULE_LINE.match(line) is not None


def _table(lines: _Lines, numbers: Sequence[int]) -> Iterator[Table]:
    kept = [number for number in numbers if not _RULE_LINE.match(lines.lines[number])]
    rows = [
        split_row(lines.text, lines.starts[number], lines.starts[number] + len(lines.lines[number])) for number in kept
    ]
    if rows and kept[0] == numbers[0]:
        table = pipe_table(lines.text, rows)
        if table.rows:
            yield table
