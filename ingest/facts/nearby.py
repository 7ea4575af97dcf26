"""Days without a year in a document that has a date of its own: ``nearby_day``.

"Leaves on 31 October" in a notice of 27 October 2025 can be read in one way only. The year is the one that brings the day
nearest to the document's own date, and only when that is within four months; anything further could be meant otherwise.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from evidence.dates import MONTH_NAMES, MONTH_NUMBERS, calendar_date
from evidence.model import Origin, Span
from ingest.facts.reading import Reading

_REACH = timedelta(days=120)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEARLESS = re.compile(
    rf"(?<![\w/.,-])(?:(?P<day>{_DAY})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<month>{MONTH_NAMES})|(?P<first>{MONTH_NAMES})\s+(?P<second>{_DAY})(?:st|nd|rd|th)?)"
    r"(?![\w])(?!\.?,?\s+(?:of\s+)?\d{2,4}\b)(?!\s*[/-]\s*\d)",
    re.I,
)

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_NAME = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SPOKEN = re.compile(
    rf"\b(?:(?P<near>yesterday|today|this (?:morning|afternoon))|last (?P<last>{_DAY_NAME})|on (?P<on>{_DAY_NAME})(?!\s*,?\s*(?:\d|the\s+\d|{MONTH_NAMES})))\b",
    re.I,
)


def nearby_day(reading: Reading, span: Span, own_day: str = "") -> str:
    """The first day inside ``span`` as ISO: with its year, else nearest to ``own_day`` or the document's date; or ""."""
    if stated := reading.day(span):
        return stated
    own = date.fromisoformat(own_day) if own_day else _own_date(reading)
    if own is None:
        return ""
    for match in _YEARLESS.finditer(reading.quote(span)):
        month = match["month"] or match["first"]
        if not month[0].isupper():
            continue
        days = [
            found
            for year in (own.year - 1, own.year, own.year + 1)
            if (found := calendar_date(year, MONTH_NUMBERS[month.casefold()], int(match["day"] or match["second"])))
        ]
        near = [found for found in days if abs(found - own) <= _REACH]
        return near[0].isoformat() if len(near) == 1 else ""
    return ""


def spoken_day(reading: Reading, words: str) -> str:
    """The day that the first of "yesterday", "on Monday", "last Thursday" in ``words`` means, told of what is past.

    ISO, counted from the document's own day; "" where that is unknown, or where people differ about what it means.
    """
    match, own = _SPOKEN.search(words), _own_date(reading)
    if match is None or own is None:
        return ""
    if match["near"]:
        return (own - timedelta(days=match["near"].lower() == "yesterday")).isoformat()
    weekday = _WEEKDAYS.index((match["last"] or match["on"])[:3].lower())
    back = (own.weekday() - weekday) % 7
    if back == 0 or (match["last"] and weekday < own.weekday()):
        return ""  # of the same week: "last Tuesday" may mean this week's or that of the week before
    return (own - timedelta(days=back)).isoformat()


def _own_date(reading: Reading) -> date | None:
    """The day the document is filed under, when it or its name states it (a file's properties do not count)."""
    stated = any(
        found.origin is not Origin.PATH or found.precision == "day" for found in reading.document.metadata.dates
    )
    return date.fromisoformat(reading.written) if stated and reading.written else None
