"""Cards: a heading that names one risk or finding, and below it labels with values, paragraphs and shorter headings.

"### R-07 – Loss of the only supplier", then "Likelihood: 4", "Owner: A. Roth"; "Finding 2: Late patching", then
"Condition:" above a paragraph of its own. ``cards`` gives what stands under each such heading, ``whole`` the document
itself as one card, ``line`` what a card says about one subject, by the names that registers use for their columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evidence.model import Span
from ingest.facts.cells import Value, filled
from ingest.facts.labels import first_sentence, unmarked
from ingest.facts.reading import Reading
from ingest.facts.registers import Line, fitting
from ingest.facts.shapes import SHAPES

_KIND = (
    r"(?:audit )?findings?|non-?conformit(?:y|ies)|non-?conformances?|NC|observation|OFI|opportunity for improvement|"
    r"area of concern|recommendation|weakness|gap|risk|hazard"
)
_ID = r"(?=[^\s]*\d)[A-Z][A-Za-z]{0,7}[-–/.]?\d{1,6}(?:[-–/.]\d{1,6}){0,3}"
_NAMED = re.compile(
    rf"(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}[.)]?\s+)?(?:(?P<grade>(?i:minor|major|critical|high|medium|low))\s+)?"
    rf"(?:(?P<kind>(?i:{_KIND}))\s*(?:(?i:no|nr)\.?\s*|#\s*)?(?P<either>{_ID}|\d{{1,3}})|(?P<number>{_ID}))"
    r"\s*(?:[(\[](?P<note>[^)\]]{1,60})[)\]])?\s*(?:(?:[:–—|]|-(?=\s))\s*(?P<text>\S.*))?"
)
_BELOW = re.compile(
    r"^[ \t>*_-]*(?P<label>[^\W\d_][^\n:|*]{1,40}?)[*_]{0,2}:[*_]{0,2}[ \t]*\n{1,2}(?P<value>(?![#|])(?![ \t>*_-]*[A-Z][^\n:|]{1,40}:)[^\n]{3,600})",
    re.M,
)
_STEP = re.compile(r"(?:(?:section|part|step)\s+\d{1,2}|D\d|\d{1,2}(?:\.\d{1,2})*)[:.)]?\s+(?:[–—-]\s+)?", re.I)
_HEAD_LINE = re.compile(r"^[ \t]*(?P<mark>[*_]{0,2})(?P<title>[^\n|*_]{4,120}?)(?P=mark)[ \t]*$", re.M)
_CONDITION = re.compile(r"(?i)condition\W*")  # what an audit found, and no state
_CLOSED_BY = re.compile(r"(?i)(?:closed|completed|signed off) by\W*")
_LONGEST = 6_000  # characters under one heading


@dataclass(frozen=True, slots=True)
class Card:
    """What a heading names, and the labels with values below it. ``number`` and ``text`` may be ""."""

    number: str
    text: str
    kind: str
    note: str
    head: Span
    end: int
    values: tuple[tuple[str, Value], ...]


def cards(reading: Reading) -> list[Card]:
    """Every card with two labels or more, in reading order; worked out once a reading."""
    known = reading.shared.get(__name__)
    if known is None:
        known = list(_cards(reading)) if reading.kind not in ("policy", "agenda", "agreement") else []
        reading.shared[__name__] = known
    found: list[Card] = known
    return found


def whole(reading: Reading) -> Card:
    """The document as a card of its own: all of its labels, and what stands under its headings."""
    head = reading.line(len(reading.text) - len(reading.text.lstrip()))
    return Card("", "", "", "", head, len(reading.text), _values(reading, 0, len(reading.text), 0))


def record(reading: Reading, card: Card, subject: str) -> Line:
    """What a card says about ``subject``; number and words of the heading go before those of labels."""
    shape = SHAPES[subject]
    values: dict[str, Value] = {}
    if card.number:
        values["number"] = Value(card.number, card.head)
    if len(card.text.split()) > 1:
        values["text"] = Value(card.text, card.head)
    for label, value in card.values:
        name = next((name for name in shape.fields if name not in values and fitting(label, shape, name)), "")
        if name == "due" and _CLOSED_BY.fullmatch(label) and not value.text[:1].isdecimal():
            name = "closed"  # "Closed by: A. Roth, 8 May 2031"
        if name and not (name == "status" and _CONDITION.fullmatch(label)):
            values.setdefault(name, value)
    return Line(reading, subject, values, _spans(card, values))


def _spans(card: Card, values: Mapping[str, Value]) -> tuple[Span, ...]:
    rest = sorted({value.span for value in values.values()} - {card.head}, key=lambda span: span.start)
    return (card.head, *rest)


def _cards(reading: Reading) -> Iterator[Card]:
    heads = sorted(_heads(reading), key=lambda each: each[0].start)
    for at, (span, level, title) in enumerate(heads):
        match = _NAMED.fullmatch(title)
        if match is None or not reading.visible(span):
            continue
        end = next((each.start for each, deep, _ in heads[at + 1 :] if deep <= level), len(reading.text))
        end = min(end, span.end + _LONGEST)
        values = _values(reading, span.end, end, level)
        if len(values) > 1:
            kind, number = (match["kind"] or "").casefold(), match["either"] or match["number"]
            note = match["note"] or match["grade"] or ""
            yield Card(number, " ".join((match["text"] or "").split()), kind, note, span, end, values)


def _heads(reading: Reading) -> Iterator[tuple[Span, int, str]]:
    """Headings, and lines of their own that name a record as a heading does, with their level and words."""
    known = set()
    for heading in reading.document.headings:
        span = reading.trimmed(Span(heading.start, heading.end))
        known.add(reading.line(span.start).start)
        yield span, heading.level, unmarked(heading.title)
    for match in _HEAD_LINE.finditer(reading.text):
        title = match["title"].strip()
        named = _NAMED.fullmatch(title)
        alone = named is not None and (named["kind"] or match["mark"]) and not title.endswith((".", ";", ","))
        if alone and reading.line(match.start("title")).start not in known:
            yield reading.trimmed(Span(match.start(), match.end())), 9, title


def _values(reading: Reading, start: int, end: int, level: int) -> tuple[tuple[str, Value], ...]:
    """Labels on lines and in tables of two columns, labels above a paragraph, and headings of a lower level with theirs."""
    found = [
        (each.label, Value(each.value, each.value_span))
        for each in reading.pairs
        if start <= each.span.start < end and reading.visible(each.span)
    ]
    for match in _BELOW.finditer(reading.text, start, end):
        span = reading.trimmed(Span(match.start("value"), match.end("value")))
        if reading.visible(span):
            found.append((match["label"].strip(), Value(unmarked(match["value"]), span)))
    headings = [each for each in reading.document.headings if start <= each.start < end and each.level > level]
    for at, heading in enumerate(headings):
        stop = headings[at + 1].start if at + 1 < len(headings) else end
        said = first_sentence(reading, heading.end, stop)
        if said is not None:
            found.append((_STEP.sub("", unmarked(heading.title), count=1), Value(reading.quote(said), said)))
    kept = (each for each in found if filled(each[1].text) and not each[1].text.startswith("["))
    return tuple(sorted(kept, key=lambda each: each[1].span.start))
