"""Several meetings in one file: the notes of a quarter, with a heading for each day on which the body met.

A day is a heading that holds a date and hardly anything else. Its year may stand in the title. Diaries and logs have
such headings too: the title has to name a body or its meetings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.dates import find_dates
from evidence.model import Span
from ingest.facts.days import PARTIAL
from ingest.facts.reading import Reading

_LEAST = 2  # days, from which on a document holds several meetings
_DAY = re.compile(
    rf"[\W\d]{{0,4}}(?:(?:meeting|session|call|sitting|notes?|minutes)\b(?:\s+(?:of|on|no\.?\s*\d+|\d+))?[\s,:–—-]*)?"
    rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
    rf"(?P<when>(?:{PARTIAL.pattern})(?:,?\s+\d{{4}})?|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})(?:[\s,:(–—-][^\n]{{0,40}})?",
    re.I,
)
_NAMED = re.compile(r"\b(?:meetings?|minutes|notes|stand-?ups?|huddles?|check-?ins?|decisions)\b", re.I)
_BODY = re.compile(
    r"\b(?:board|committee|council|forum|panel|group|working party|task ?force|team|circle|cab|meetings?|stand-?ups?|huddles?)\b",
    re.I,
)
_OTHER = re.compile(
    r"\b(?:diary|shift|incident|change ?log|release|chat|channel|export|calendar|agenda|plan|schedule|programme|policy)\b",
    re.I,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Sitting:
    """One of several meetings: its day as ISO, the heading that says so, and the stretch of text that tells of it."""

    held: str
    head: Span
    span: Span


def sittings(reading: Reading) -> tuple[Sitting, ...]:
    """The meetings of a document that holds several, in its order; () for any other document."""
    known = reading.shared.get(__name__)
    if known is None:
        known = reading.shared[__name__] = tuple(_sittings(reading))
    found: tuple[Sitting, ...] = known
    return found


def sitting_at(reading: Reading, offset: int) -> Sitting | None:
    """The meeting of several that the words at ``offset`` tell of."""
    return next((each for each in sittings(reading) if each.span.start <= offset < each.span.end), None)


def _sittings(reading: Reading) -> Iterator[Sitting]:
    name = f"{reading.title} {reading.path.rpartition('/')[2]}".replace("_", " ").replace("-", " ")
    if reading.kind not in ("minutes", "other") or _OTHER.search(name):
        return
    if not (_NAMED.search(name) and _BODY.search(name)):
        return
    heads = [(day, span) for span in _headings(reading) if (day := _day(reading, span))]
    days = [day for day, _ in heads]
    if len(set(days)) < _LEAST or len(set(days)) < len(days) or days not in (sorted(days), sorted(days, reverse=True)):
        return
    ends = [*(span.start for _, span in heads), len(reading.text)][1:]
    for (day, span), end in zip(heads, ends, strict=True):
        yield Sitting(day, span, Span(span.start, end))


def _headings(reading: Reading) -> Iterator[Span]:
    """The visible headings below the title."""
    for heading in reading.document.headings:
        span = reading.trimmed(Span(heading.start, heading.end))
        if reading.visible(span) and reading.text[: heading.start].strip():
            yield span


def _day(reading: Reading, span: Span) -> str:
    """The day that a heading names, as ISO, with the year of the title where it has none; or ""."""
    match = _DAY.fullmatch(reading.quote(span))
    if match is None:
        return ""
    if day := reading.day_of(match["when"]):
        return day
    years = {found[0] for found in _YEAR.finditer(f"{reading.title} {reading.path}")}
    if len(years) != 1:
        return ""
    found = find_dates(f"{match['when']} {years.pop()}")
    return found[0].value.isoformat() if found and found[0].precision == "day" else ""
