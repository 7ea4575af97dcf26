"""In which order a document writes its numeric dates ("03/06/26"): told by everything in it that gives the order away.

A date such as 25/09/26 can be read in one way; a weekday beside a date, the same day written out elsewhere, and the
habit of writing "10 March" or "March 10" tell the order of the others. Where nothing tells it, there is none, and such
dates stay unread (``evidence.dates``).
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import lru_cache

from evidence.dates import MONTH_NUMBERS, Order, calendar_date, date_order, find_dates

_NUMERIC = re.compile(
    r"(?<![\w/.-])(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})(?![\w/-]|\.\d)"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+$", re.I)
_MONTH = (
    "(?:"
    + "|".join(sorted((name for name in MONTH_NUMBERS if name != "may"), key=len, reverse=True))
    + r")(?![^\W\d_])"
)
_DAY_FIRST = re.compile(rf"(?<![\w/.,-])(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{_MONTH}", re.I)
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH}\.?\s+(?:0?[1-9]|[12]\d|3[01])(?:(?:st|nd|rd|th)\b|,?\s+(?:19|20)\d\d\b)", re.I
)  # "Jan 26" may be a month of a year
_DAY_FIRST_MONEY = re.compile(r"[£€]\s?\d|\d\s?€")  # where these are paid in, days are written first
_MONTHS, _CENTURY, _PIVOT = 12, 100, 50
_LEAD = 1.5  # one habit must be so much more frequent than the other


@lru_cache(maxsize=256)
def order_of(text: str) -> Order | None:
    """The order of numeric dates in ``text``, or None where it does not show one or contradicts itself."""
    if (stated := date_order(text)) is not None:
        return stated
    numeric = list(_NUMERIC.finditer(text))
    if not numeric:
        return None
    seen = Counter(order for match in numeric if (order := _by_calendar(match)))
    seen += Counter(order for match in numeric if (order := _by_weekday(text, match)))
    if not seen:
        seen = _by_same_day(text, numeric)
    if not seen:
        seen = Counter({"dmy": _habits(_DAY_FIRST, text), "mdy": _habits(_MONTH_FIRST, text)})
    best = _leading(seen)
    return best or ("dmy" if not seen.total() and _DAY_FIRST_MONEY.search(text) else None)


def _leading(seen: Counter[Order]) -> Order | None:
    """The order that is seen clearly more often than the other."""
    if seen["dmy"] > _LEAD * seen["mdy"]:
        return "dmy"
    return "mdy" if seen["mdy"] > _LEAD * seen["dmy"] else None


def _habits(pattern: re.Pattern[str], text: str) -> int:
    """How often days are written out in one way; a month in lower case that is also a word counts nothing."""
    return sum(any(word[:1].isupper() for word in match[0].split()) for match in pattern.finditer(text))


def _by_calendar(match: re.Match[str]) -> Order | None:
    """The one order in which the figures are a day; three pairs of figures with dashes may also begin with the year."""
    first, second = int(match["a"]), int(match["b"])
    if (first > _MONTHS) == (second > _MONTHS) or (len(match["year"]) == 2 and match["sep"] == "-"):
        return None
    return "dmy" if first > _MONTHS else "mdy"


def _by_weekday(text: str, match: re.Match[str]) -> Order | None:
    """The one order in which a date falls on the weekday before it."""
    named = _WEEKDAY.search(text, max(0, match.start() - 14), match.start())
    if named is None:
        return None
    wanted = _WEEKDAYS.index(named[1].lower())
    fitting = [order for order, day in _readings(match).items() if day is not None and day.weekday() == wanted]
    return fitting[0] if len(fitting) == 1 else None


def _by_same_day(text: str, numeric: list[re.Match[str]]) -> Counter[Order]:
    """Orders in which an ambiguous date is a day that the text also writes out."""
    written = {found.value for found in find_dates(text) if found.precision == "day"}
    seen: Counter[Order] = Counter()
    for match in numeric:
        readings = _readings(match)
        if readings["dmy"] != readings["mdy"]:
            seen.update(order for order, day in readings.items() if day in written)
    return seen


def _readings(match: re.Match[str]) -> dict[Order, date | None]:
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    if year < _CENTURY:
        year += 2000 if year < _PIVOT else 1900
    return {"dmy": calendar_date(year, second, first), "mdy": calendar_date(year, first, second)}
