"""Decisions written up one by one: a heading with its status, context and decision below it (an "ADR"), or a log of such.

Only what is settled counts: a record that is proposed, in draft, or whose status nobody stated is no decision.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Fact, Heading, Span
from ingest.facts.deciding import outcome_of
from ingest.facts.parties import is_body
from ingest.facts.reading import Reading
from ingest.facts.statements import numbered, tidy

NAME = "decision_records/1"
_PARTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "decision",
        re.compile(
            r"(?:the )?decisions?(?: outcome| made| taken| statement| text)?|what (?:we|was) decided|resolution|chosen option",
            re.I,
        ),
    ),
    ("status", re.compile(r"(?:decision )?(?:status|state)", re.I)),
    (
        "held",
        re.compile(r"(?:decision )?date(?: decided| of decision)?|decided(?: on)?|approved on|accepted on|day", re.I),
    ),
    ("body", re.compile(r"(?:decided|approved|made|taken) by|decision[- ]makers?|deciders?|body", re.I)),
    (
        "why",
        re.compile(
            r"(?:context|consequences|rationale|reasons?|background|alternatives|(?:considered )?options|drivers|problem|impact|justification)\b.*",
            re.I,
        ),
    ),
)
_LINE = re.compile(
    r"^[ \t>]*(?:[-*+•][ \t]+)?[*_]{0,3}(?P<label>[A-Za-z][A-Za-z() -]{2,30}?)[*_]{0,3}[ \t]*:[*_ \t]*(?P<value>\S[^\n]*)$",
    re.M,
)
_SETTLED = re.compile(
    r"\W*(?:accepted|approved|decided|adopted|agreed|implemented|active|final|done|ratified|in force|superseded|deprecated|rejected|declined|withdrawn)\b(?!\s*[|/])",
    re.I,
)
_NUMBER = re.compile(
    r"\W*(?P<number>(?:ADR|D|DEC|DR|RFC)?[-# ]?\d{1,4}(?:[-.]\d{1,4})?)[.:)]?\s*(?:[–—:-]\s+)?(?=[^\W\d_])", re.I
)
_LEAST = 3  # words of a decision


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a record: its words, and where they stand."""

    words: str
    span: Span


def recorded(reading: Reading) -> Iterator[Fact]:
    """The settled decisions of a document of such records."""
    if reading.kind in ("policy", "agenda", "mail") or re.search(r"\btemplate\b", reading.title, re.I):
        return
    taken: list[Span] = []
    front = _front(reading)
    for heading, block in reversed(list(_blocks(reading))):
        if (taken and taken[-1].start < block.end) or _part(heading.title):
            continue
        parts = front | _parts(reading, block)
        fact = _fact(reading, heading, parts)
        if fact is not None:
            taken.append(block)
            yield fact


def _front(reading: Reading) -> dict[str, _Part]:
    """The state, the day and the body that front matter gives for the whole document."""
    start = reading.document.headings[0].start if reading.document.headings else 0
    named = ((_part(pair.label), pair) for pair in reading.pairs if pair.value_span.start < start)
    return {name: _Part(pair.value, pair.value_span) for name, pair in named if name in ("status", "held", "body")}


def _blocks(reading: Reading) -> Iterator[tuple[Heading, Span]]:
    """Each heading with what stands below it, up to the next one of its level or above."""
    headings = reading.document.headings
    for at, one in enumerate(headings):
        end = next((other.start for other in headings[at + 1 :] if other.level <= one.level), len(reading.text))
        yield one, Span(one.end, end)


def _part(label: str) -> str:
    words = tidy(label)
    return next((name for name, pattern in _PARTS if pattern.fullmatch(words)), "")


def _parts(reading: Reading, block: Span) -> dict[str, _Part]:
    """The parts that headings and labelled lines of a block name."""
    found: dict[str, _Part] = {}
    every = reading.document.headings
    first = bisect_left(every, block.start, key=lambda one: one.start)
    headings = every[first : bisect_left(every, block.end, key=lambda one: one.start)]
    ends = [*(one.start for one in headings[1:]), block.end]
    for one, end in zip(headings, ends, strict=False):
        span = reading.trimmed(Span(one.end, end))
        if (name := _part(one.title)) and span.end > span.start:
            found.setdefault(name, _first(reading, span))
    for match in _LINE.finditer(reading.text, block.start, block.end):
        if name := _part(match["label"]):
            found.setdefault(name, _Part(match["value"], Span(match.start("value"), match.end("value"))))
    return found


def _first(reading: Reading, span: Span) -> _Part:
    """The first sentence below a heading, or its first line where it is no sentence."""
    at = bisect_left(reading.sentences, span.start, key=lambda each: each.start)
    inside = reading.sentences[at] if at < len(reading.sentences) and reading.sentences[at].start < span.end else None
    whole = inside if inside else reading.line(span.start)
    return _Part(" ".join(reading.quote(whole).split()), whole)


def _fact(reading: Reading, heading: Heading, parts: dict[str, _Part]) -> Fact | None:
    decision, status, held, body = (parts.get(name) for name in ("decision", "status", "held", "body"))
    if decision is None or status is None or not (held or "why" in parts):
        return None
    text = tidy(decision.words)
    if not _SETTLED.match(status.words) or len(text.split()) < _LEAST or text.startswith("["):
        return None
    spans = [part.span for part in (decision, status, held, body) if part]
    if not all(reading.visible(span) for span in spans):
        return None
    title = tidy(heading.title)
    led = _NUMBER.match(heading.title)
    number = led["number"].strip() if led else numbered(title)[0]
    fields = {
        "text": text,
        "number": number,
        "outcome": outcome_of(status.words),
        "subject": title[led.end() :] if led and not title[:1].isalpha() else title,
        "body": tidy(body.words) if body and is_body(tidy(body.words)) else "",
    }
    day = reading.day_of(held.words) if held else reading.day_of(status.words)
    return reading.fact("decision", fields, spans, extractor=NAME, dates={"held": day})
