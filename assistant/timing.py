"""The next and the last of what recurs, and figures of another time: which days can be meant by a question."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from assistant.query import Period
from evidence.dates import MONTH_NAMES, FoundDate, find_dates, without_dates

_NEXT = re.compile(r"\b(?:next|upcoming|coming|forthcoming)\b", re.I)
_YEAR = re.compile(r"(?<![\w:/.,-])(?:19|20)\d\d(?![\w/-]|[.,]\d)")
_LAST = re.compile(r"\b(?:(?:is|was|the|our|its|their) (?:last|latest)|most recent(?:ly)?|lately)\b", re.I)
_YEARLESS = re.compile(
    rf"\b(?:{MONTH_NAMES})\.? \d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{MONTH_NAMES})\b", re.I
)
_RECURS = re.compile(r"\b(?:every|each|annual(?:ly)?|yearly|per year|once a year|always)\b", re.I)
_FIGURE = re.compile(
    r"\b(?:values?|figures?|rates?|ratios?|scores?|index|indices|percentages?|per cent|shares?|averages?|amounts?"
    r"|totals?|kpis?|psi|accuracy|availability|uptime|how (?:much|many|high|low|large|big|far|long))\b",
    re.I,
)
_MONTHS = calendar.month_name[1:]
_NUMBERED = re.compile(r"(?<!\d)20\d\d[-_.](0[1-9]|1[0-2])(?!\d)")  # 2026-05, as files are named
_A_YEAR = timedelta(days=366)


def in_time(question: str, day: date, as_of: date) -> bool:
    """Whether ``day`` may be the next, or the last, where ``question`` asks for such a one; so where it does not."""
    return not ((day < as_of and _NEXT.search(question)) or (day > as_of and _LAST.search(question)))


def untimely(question: str, words: str, as_of: date, written: date | None = None) -> bool:
    """Whether ``words`` give days, and none that may be the next, or the last, that ``question`` asks for.

    A month is taken at the end that speaks for it. A day without its year lies within a year of the day on which it was
    ``written``, unless it recurs. Words without a day that can be read are never untimely.
    """
    if not (_NEXT.search(question) or _LAST.search(question)):
        return False
    days = find_dates(words)
    if not days and written is not None and _NEXT.search(question) and written + _A_YEAR < as_of:
        return bool(_YEARLESS.search(words)) and not _RECURS.search(words)
    return bool(days) and not any(in_time(question, day, as_of) for found in days for day in _ends(found))


def elsewhen(periods: Sequence[Period], words: str) -> bool:
    """Whether ``words`` name days or years, and none that lies in ``periods``; never where those are none."""
    found = find_dates(words)
    spans = [(min(_ends(each)), max(_ends(each))) for each in found]
    years = [int(year) for year in _YEAR.findall(without_dates(words))]
    spans += [(date(year, 1, 1), date(year, 12, 31)) for year in years]
    if not periods or not spans:
        return False
    return not any(each.first <= last and first <= each.last for each in periods for first, last in spans)


def of_another_month(question: str, periods: Sequence[Period], told: str) -> bool:
    """Whether a figure of one month is asked for, and ``told``, with its title and headings, names others only."""
    months = [each for each in periods if each.first.day == 1 and (each.last - each.first).days in range(27, 31)]
    if len(months) != 1 or len(periods) != 1 or not _FIGURE.search(question):
        return False
    named = {
        number for number, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name[:3]}(?:t|{name[3:]})?\b", told, re.I)
    }
    named |= {day.month for found in find_dates(told) for day in _ends(found)}
    named |= {int(match[1]) for match in _NUMBERED.finditer(told)}
    return bool(named) and months[0].first.month not in named


def _ends(found: FoundDate) -> Iterable[date]:
    if found.precision == "day":
        return (found.value,)
    last = calendar.monthrange(found.value.year, found.value.month)[1]
    return found.value, found.value.replace(day=last)
