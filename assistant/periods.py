# ruff: noqa: E501 - vocabularies: one meaning a line
"""The spans of days that a question names: dates, months, quarters and years, and those told from today ("last autumn")."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from assistant.query import Period
from evidence.dates import MONTH_NUMBERS, find_dates
from evidence.numerals import number_in

_QUARTER = re.compile(r"\bQ([1-4])[ /-]?((?:19|20)\d{2})\b|\b((?:19|20)\d{2})[ /-]?Q([1-4])\b", re.I)
_ORDINAL_QUARTER = re.compile(
    r"\b(?:the )?(first|second|third|fourth|last|1st|2nd|3rd|4th) quarter(?: of)?,? (?:(?P<year>(?:19|20)\d{2})|(?P<this>this year|last year))?",
    re.I,
)
_BARE_QUARTER = re.compile(r"\bQ([1-4])\b(?![ /-]?\d{2,4})(?: (this|last) year)?", re.I)
_HALF = re.compile(r"\bH([12])[ /-]?((?:19|20)\d{2})\b|\b(first|second) half of ((?:19|20)\d{2})\b", re.I)
_YEAR = re.compile(r"(?<![\d.-])((?:19|20)\d{2})(?![\d-]|\.\d)")
_ENGLISH = "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_MONTH_SHORT_YEAR = re.compile(
    rf"\b(?:in|of|for|since|until|the|from) ({_ENGLISH})\.? ['’]?(\d{{2}})\b(?!\d|[:.,]\d)", re.I
)
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_ENGLISH})\b(?!\.?,? ?\d{{4}})|\b({_ENGLISH}) (\d{{1,2}})(?:st|nd|rd|th)\b(?!,? ?\d{{4}})",
    re.I,
)
_BARE_MONTH = re.compile(
    rf"\b(?P<last>(?:in|of|for|since|by|until|the|last|this|during|from|end of|early|late|mid) )(?P<month>{_ENGLISH})\b(?!\.?,? ?['’]?\d)"
    rf"|(?<!\d )\b(?P<alone>{_ENGLISH.replace('|may|', '|').replace('|march|', '|').replace('|mar|', '|').replace('|dec', '|dec')})\b(?!\.?,? ?['’]?\d)"
    rf"|(?<=\w )(?P<ending>march|may)(?=\s*[?.!]*$)|(?<=\b)(?P<named>March|May)(?= (?:meeting|review|board|minutes|session|report|audit|decision))",
    re.I,
)
_SEASON = re.compile(
    r"\b(?P<last>last |this |in (?:the )?|the )?(?P<season>spring|summer|autumn|fall|winter)(?: (?:of )?(?P<year>(?:19|20)\d{2}))?\b",
    re.I,
)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_RELATIVE = re.compile(
    r"\b(?P<which>this|last|previous|current|past)(?: calendar)? (?P<unit>year|quarter|month|week)(?:'s|’s)?\b|\b(?P<word>today|yesterday|year to date|ytd)\b",
    re.I,
)
_PAST = re.compile(
    r"\b(?:last|past|previous) (\d{1,3}|two|three|four|six|nine|twelve) (day|week|month|quarter|year)s?\b", re.I
)
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}
_OPEN = re.compile(r"\b(?P<word>since|after|from)\s+(?:the )?$", re.I)
_BEFORE = re.compile(r"\b(?P<word>before|until|up to|prior to|by)\s+(?:the )?(?:end of )?$", re.I)
MAY = r"(?:^\W*[Mm]ay|(?<!\d )(?-i:may))(?! \d)"
"""The verb, as part of a pattern that is put in any case, and not the month."""
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
"""The first and last day of a span that has no beginning ("until May") or no end ("since May")."""


def stated_periods(text: str) -> tuple[Period, ...]:
    """The days, months, quarters and years that ``text`` writes out; none that needs today's date."""
    found = [
        (start, Period(*_bounds(day, precision), text[start:end])) for start, end, day, precision in find_dates(text)
    ]
    taken = [(start, end) for start, end, _, _ in find_dates(text)]
    for match in _QUARTER.finditer(text):
        quarter, year = (match[1], match[2]) if match[1] else (match[4], match[3])
        found.append((match.start(), _quarter(int(year), int(quarter), match[0])))
        taken.append(match.span())
    for match in _YEAR.finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            found.append((match.start(), _year(int(match[1]), match[1])))
    return tuple(period for _, period in found)


def periods(text: str, today: date) -> tuple[Period, ...]:
    """As ``stated_periods``, and those told from ``today``: "last autumn", "Q1 this year", "in May", "the last 6 months".

    A month or day without a year is the last one that has begun. "Since", "after" and "before" open a side.
    """
    found: list[tuple[int, int, Period]] = []
    for start, end, period in _all(text, today):
        if not any(begin < end and start < stop for begin, stop, _ in found):
            found.append((start, end, _opened(text[:start], period)))
    return tuple(period for _, _, period in sorted(found, key=lambda each: each[0]))


def joined_periods(text: str, today: date) -> tuple[Period, ...]:
    """As ``periods``; a month without a year beside a year alone is the month of that year ("the April board 2026")."""
    found = periods(text, today)
    months = [p for p in found if not any(c.isdigit() for c in p.text) and (p.last - p.first).days <= 31]
    years = [p for p in found if p.text.strip().isdigit() and len(p.text.strip()) == 4]
    if len(months) != 1 or len(years) != 1:
        return found
    month, year = months[0], years[0].first.year
    joined = Period(date(year, month.first.month, 1), month_end(year, month.first.month), f"{month.text} {year}")
    return (*(p for p in found if p is not month and p is not years[0]), joined)


def _all(text: str, today: date) -> Iterator[tuple[int, int, Period]]:
    for start, end, day, precision in find_dates(text):
        yield start, end, Period(*_bounds(day, precision), text[start:end])
    for match in _QUARTER.finditer(text):
        quarter, year = (match[1], match[2]) if match[1] else (match[4], match[3])
        yield *match.span(), _quarter(int(year), int(quarter), match[0])
    for match in _HALF.finditer(text):
        half = int(match[1]) if match[1] else _ORDINALS[match[3].lower()]
        year = int(match[2] or match[4])
        yield *match.span(), Period(date(year, 6 * half - 5, 1), month_end(year, 6 * half), match[0])
    yield from _counted(text, today)
    yield from _months(text, today)
    for match in _SEASON.finditer(text):
        if match["last"] or match["year"]:
            yield *match.span(), _season(match, today)
    for match in _YEAR.finditer(text):
        yield *match.span(), _year(int(match[1]), match[1])
    yield from _relative(text, today)


def _counted(text: str, today: date) -> Iterator[tuple[int, int, Period]]:
    for match in _ORDINAL_QUARTER.finditer(text):
        if match["year"] or match["this"]:
            year = int(match["year"]) if match["year"] else today.year - (match["this"].lower() == "last year")
            yield *match.span(), _quarter(year, _ORDINALS[match[1].lower()], match[0].strip())
    for match in _BARE_QUARTER.finditer(text):
        year = today.year - (1 if (match[2] or "").lower() == "last" else 0)
        quarter = int(match[1])
        if not match[2] and date(year, 3 * quarter - 2, 1) > today:
            year -= 1
        yield *match.span(), _quarter(year, quarter, match[0])
    for match in _PAST.finditer(text):
        number = number_in(match[1]) or 0
        days = {"day": 1, "week": 7, "month": 30.44, "quarter": 91.3, "year": 365.25}[match[2].lower()] * number
        yield *match.span(), Period(today - timedelta(days=min(int(days), 36_000)), today, match[0])


def _months(text: str, today: date) -> Iterator[tuple[int, int, Period]]:
    for match in _MONTH_SHORT_YEAR.finditer(text):
        month, year = MONTH_NUMBERS[match[1].lower()], 2000 + int(match[2])
        if 2000 <= year <= today.year + 5:
            yield match.start(1), match.end(), _month(year, month, text[match.start(1) : match.end()])
    for match in _DAY_MONTH.finditer(text):
        month, day = MONTH_NUMBERS[(match[2] or match[3]).lower()], int(match[1] or match[4])
        found = _last_day(month, day, today)
        if found:
            yield *match.span(), Period(found, found, match[0])
    for match in _BARE_MONTH.finditer(text):
        group = next(name for name in ("month", "alone", "ending", "named") if match[name])
        month = MONTH_NUMBERS[match[group].lower()]
        year = today.year - (date(today.year, month, 1) > today)
        yield match.start(group), match.end(group), _month(year, month, match[group])


def _relative(text: str, today: date) -> Iterator[tuple[int, int, Period]]:
    for match in _RELATIVE.finditer(text):
        word, unit = (match["word"] or "").lower(), (match["unit"] or "").lower()
        back = 0 if (match["which"] or "this").lower() in ("this", "current") else 1
        if word in ("today", "yesterday"):
            day = today - timedelta(days=word == "yesterday")
            yield *match.span(), Period(day, day, match[0])
        elif word or unit == "year":
            yield *match.span(), _year(today.year - back, match[0])
        elif unit == "quarter":
            index = today.year * 4 + (today.month - 1) // 3 - back
            yield *match.span(), _quarter(index // 4, index % 4 + 1, match[0])
        elif unit == "month":
            index = today.year * 12 + today.month - 1 - back
            yield *match.span(), _month(index // 12, index % 12 + 1, match[0])
        else:
            monday = today - timedelta(days=today.weekday() + 7 * back)
            yield *match.span(), Period(monday, monday + timedelta(days=6), match[0])


def _opened(before: str, period: Period) -> Period:
    match = _OPEN.search(before)
    if match:
        first = period.last + timedelta(days=1) if match["word"].lower() == "after" else period.first
        return Period(first, LATEST, f"{match[0].strip()} {period.text}")
    if match := _BEFORE.search(before):
        if match["word"].lower() in ("before", "prior to") and "end of" not in match[0].lower():
            return Period(EARLIEST, period.first - timedelta(days=1), f"{match[0].strip()} {period.text}")
        return Period(EARLIEST, period.last, f"until {period.text}")
    return period


def _season(match: re.Match[str], today: date) -> Period:
    year = int(match["year"]) if match["year"] else today.year
    period = _season_of(match, year)
    last = (match["last"] or "").lower() == "last "
    if not match["year"] and (period.first > today or (last and period.last >= today)):
        return _season_of(match, year - 1)
    return period


def _season_of(match: re.Match[str], year: int) -> Period:
    month = _SEASONS[match["season"].lower()]
    ends = month + 2
    return Period(date(year, month, 1), month_end(year + (ends > 12), (ends - 1) % 12 + 1), match[0])


def _last_day(month: int, day: int, today: date) -> date | None:
    for year in (today.year, today.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    return None


def _bounds(day: date, precision: str) -> tuple[date, date]:
    return (day, day) if precision == "day" else (day.replace(day=1), month_end(day.year, day.month))


def _year(year: int, text: str) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), text)


def _quarter(year: int, quarter: int, text: str) -> Period:
    return Period(date(year, 3 * quarter - 2, 1), month_end(year, 3 * quarter), text)


def _month(year: int, month: int, text: str) -> Period:
    return Period(date(year, month, 1), month_end(year, month), text)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])
