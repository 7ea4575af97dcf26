"""Minute books: several minutes one behind the other in a file, each under the same head with a day of its own.

"Quay Group 3 May 2031 ... Quay Group 7 June 2031 ...": the head of the document comes again, and a list of who came
follows it each time. Each of the minutes is then read as a document of its own. Notes that give the body once and have
only days as headings are read by ``sittings``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from evidence.dates import find_dates
from evidence.model import Annotation, Cell, Fact, Heading, ParsedDocument, Row, Span, Table
from ingest.facts.attendance_labels import FIRST, LATER
from ingest.facts.reading import Reading
from ingest.metadata import describe

_HEAD_LINES = 3  # lines at the top of which one may come again, and lines below it in which the day stands
_ATTENDANCE = 700  # characters behind a head in which somebody is said to have come or to be away
_LEAST_WORD = 4  # letters of a word that a head has
_MOST = 120  # minutes of one book
_LINE = re.compile(r"[^\n]+")
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?", re.I)
_PARTED = re.compile(r"\s[–—-]|[,:;(]")  # "Quay Group - first meeting", "Quay Group, 3 May"
_MARKUP = re.compile(r"[#*_>|=~]+")
_OTHER = re.compile(
    r"\b(?:diary|shift|incident|change ?log|release|chat|channel|export|calendar|agenda|template)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Volume:
    """One of the minutes of a book: read on its own, and where it begins in the document."""

    reading: Reading
    start: int


def volumes(reading: Reading) -> tuple[Volume, ...]:
    """The minutes that a document holds one behind the other; () where its head does not come again."""
    name = reading.path.rpartition("/")[2].replace("_", " ").replace("-", " ")
    if reading.kind not in ("minutes", "other") or _OTHER.search(f"{reading.title} {name}"):
        return ()
    lines = [span for span in _lines(reading) if reading.visible(span)]
    for head in lines[:_HEAD_LINES]:
        heads = _again(reading, lines, head)
        if len(heads) > 1:
            ends = [*(span.start for span in heads), len(reading.text)]
            return tuple(_volume(reading, start, end) for start, end in islice(pairwise(ends), _MOST))
    return ()


def _lines(reading: Reading) -> Iterator[Span]:
    for match in _LINE.finditer(reading.text):
        span = reading.trimmed(Span(match.start(), match.end()))
        if any(map(str.isalnum, reading.quote(span))):
            yield span


def _again(reading: Reading, lines: list[Span], head: Span) -> list[Span]:
    """The lines that say the same as ``head`` but for the day, if each begins minutes; else none."""
    said = _named(reading.quote(head))
    if not any(len(word) >= _LEAST_WORD for word in said.split()):
        return []
    found = [(at, span) for at, span in enumerate(lines) if _named(reading.quote(span)) == said]
    days = [_day(reading, lines[at : at + _HEAD_LINES + 1]) for at, _ in found]
    if not all(days) or len(set(days)) < len(days) or days not in (sorted(days), sorted(days, reverse=True)):
        return []
    listed = all(_lists(reading.text[span.end : span.end + _ATTENDANCE]) for _, span in found)
    return [span for _, span in found] if listed else []


def _named(line: str) -> str:
    """A line without its day and what follows it, as plain words in lower case."""
    plain = _MARKUP.sub(" ", line)
    cuts = [found.start for found in find_dates(plain)] + [match.start() for match in _WEEKDAY.finditer(plain)]
    cuts += [match.start() for match in _PARTED.finditer(plain)]
    cut = min((at for at in cuts if plain[:at].strip(" \t-–—,:·")), default=len(plain))
    return " ".join(re.findall(r"[^\W\d_]+", plain[:cut].casefold()))


def _day(reading: Reading, lines: list[Span]) -> str:
    return next((day for span in lines if (day := reading.day(span))), "")


def _lists(words: str) -> bool:
    return bool(FIRST.search(words) or LATER.search(words))


def _volume(reading: Reading, start: int, end: int) -> Volume:
    whole = reading.document
    title = _MARKUP.sub("", whole.text[start:end].strip().split("\n", 1)[0]).strip()
    kept = replace(
        whole,
        text=whole.text[start:end],
        metadata=replace(whole.metadata, title=title, dates=()),
        pages=(),
        headings=tuple(
            Heading(each.start - start, each.end - start, each.level, each.title)
            for each in whole.headings
            if start <= each.start < end
        ),
        tables=tuple(_table(each, start) for each in whole.tables if start <= each.start < end),
        annotations=tuple(
            Annotation(max(0, each.start - start), each.end - start, each.mark, each.detail)
            for each in whole.annotations
            if each.start < end and each.end > start
        ),
    )
    return Volume(Reading(_described(kept, reading.path), reading.path), start)


def _described(document: ParsedDocument, path: str) -> ParsedDocument:
    """The minutes with what they say of themselves; their title is their own head, whatever the file is called."""
    known = describe(document, path)
    return replace(known, metadata=replace(known.metadata, title=document.metadata.title))


def _table(table: Table, start: int) -> Table:
    rows = tuple(
        Row(row.start - start, row.end - start, tuple(_cell(each, start) for each in row.cells), row.hidden)
        for row in table.rows
    )
    return replace(
        table,
        start=table.start - start,
        end=table.end - start,
        rows=rows,
        header_start=table.header_start - start,
        header_end=table.header_end - start,
    )


def _cell(cell: Cell, start: int) -> Cell:
    return replace(cell, start=cell.start - start, end=cell.end - start)


def placed(fact: Fact, start: int) -> Fact:
    """A fact of minutes that begin at ``start`` of their document, with its words where they stand there."""
    return replace(fact, spans=tuple(Span(span.start + start, span.end + start) for span in fact.spans))
