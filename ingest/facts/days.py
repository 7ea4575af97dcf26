"""Days that a document gives without their year, read by a day that it gives in full."""

from __future__ import annotations

import re
from datetime import date, timedelta

from evidence.dates import MONTH_NAMES, MONTH_NUMBERS, Order, calendar_date

_NEAR_DAYS = 183  # a day without a year is the one within half a year, or it stays unknown
_MONTH = rf"(?:{MONTH_NAMES})(?![^\W\d_])"
PARTIAL = re.compile(
    rf"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?P<month>{_MONTH})\.?|\b(?P<month2>{_MONTH})\.?\s+(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\b(?![:.]\d)",
    re.I,
)
"""A day and a month in words: "31 Mar", "June 3rd"."""
NUMERIC = re.compile(r"(?<![\d./])[0-3]?\d([./])[01]?\d\1(?:20)?\d\d(?![\d./])")
"""A day in figures, whichever of them is the month: "3/4/31"."""
_MONTH_ONLY = re.compile(
    rf"(?:\b(?P<end>end|close|late)(?:[ -]of)?\s+|\b(?P<by>by|before|in|during|mid)\s+)?(?<![\w/.-])(?P<month>{_MONTH})\b\.?(?:[ '’]+(?P<year>(?:20)?\d\d)\b(?![:./]))?",
    re.I,
)
_FIGURES = re.compile(
    r"(?:\b(?:by|before|until|due)\s+(?:\w+day\s+)?|^\W*(?:\w+day\s+)?(?=\d{1,2}/\d{1,2}\W*$))([0-3]?\d)[/.]([01]?\d)\b(?![/.]\d)",
    re.I,
)
_FEAST = re.compile(r"\b(?:x-?mas|christmas)\b", re.I)
_SHORT = 4  # words in which a month alone says when
_YEARS_AHEAD = 3  # "Jan 26" is a month of a year that is near, in a document that writes days first


def nearest(words: str, reference: str, *, ahead: bool) -> str:
    """A day without a year ("31 Mar") as ISO: the one within half a year after (or before) ``reference``; else ""."""
    if not reference:
        return ""
    base = date.fromisoformat(reference)
    for match in PARTIAL.finditer(words):
        month = MONTH_NUMBERS[(match["month"] or match["month2"]).casefold()]
        days = [calendar_date(base.year + shift, month, int(match["day"] or match["day2"])) for shift in (-1, 0, 1)]
        wanted = [
            day
            for day in days
            if day
            and (base <= day <= base + timedelta(_NEAR_DAYS) if ahead else base - timedelta(_NEAR_DAYS) <= day <= base)
        ]
        return wanted[0].isoformat() if len(wanted) == 1 else ""
    return ""


def day_month(words: str, reference: str, order: Order | None) -> str:
    """A day in figures without a year after "by" or alone ("by 7/11"), the next after ``reference``; "" where the order is unknown."""
    match = _FIGURES.search(words)
    if match is None or order is None or not reference:
        return ""
    day, month = (int(match[1]), int(match[2])) if order == "dmy" else (int(match[2]), int(match[1]))
    base = date.fromisoformat(reference)
    days = [
        found for year in (base.year, base.year + 1) if (found := calendar_date(year, month, day)) and found >= base
    ]
    return days[0].isoformat() if days and days[0] <= base + timedelta(_NEAR_DAYS) else ""


def month_end(words: str, reference: str, *, day_first: bool) -> str:
    """The last day of a month that ends a task ("end Feb", "DK Jan 26", "by Christmas"), the next after ``reference``; or ""."""
    if not reference:
        return ""
    base = date.fromisoformat(reference)
    if _FEAST.search(words):
        return date(base.year + (base > date(base.year, 12, 25)), 12, 25).isoformat()
    for match in _MONTH_ONLY.finditer(words):
        if re.search(r"\d(?:st|nd|rd|th)?\.?\s*(?:of\s+)?$", words[: match.start("month")]):
            continue  # a day of a month, which ``nearest`` reads or nobody can
        if not match["month"][0].isupper() or (match["by"] or "").lower() == "mid":
            continue
        if not (match["end"] or match["by"] or len(words.split()) <= _SHORT):
            continue  # "the May meeting"
        stated = int(match["year"]) % 100 + 2000 if match["year"] else None
        if (
            stated is not None
            and len(match["year"]) == 2
            and not (day_first and base.year <= stated <= base.year + _YEARS_AHEAD)
        ):
            continue
        month = MONTH_NUMBERS[match["month"].casefold()]
        year = stated or (base.year if _last(base.year, month) >= base else base.year + 1)
        return _last(year, month).isoformat()
    return ""


def last_day(first: date) -> date:
    """The last day of the month that a day is in."""
    return _last(first.year, first.month)


def _last(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
