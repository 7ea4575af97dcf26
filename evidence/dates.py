"""Finding calendar dates in text, with their offsets.

A date is returned only when it can be read in one way. ``03/04/2025`` is two dates, so it is
none, unless other dates of the same text show the order; 31 February and the year 3026 are
none either. Month names are read in English, German, French, Spanish, Italian, Dutch and
Portuguese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

Precision = Literal["day", "month"]
Order = Literal["dmy", "mdy"]

_MONTHS = (
    "january jan januar jänner janvier enero gennaio januari janeiro",
    "february feb februar février fevrier febrero febbraio februari fevereiro",
    "march mar märz mars marzo maart março",
    "april apr avril abril aprile",
    "may mai mayo maggio mei maio",
    "june jun juni juin junio giugno junho",
    "july jul juli juillet julio luglio julho",
    "august aug août aout agosto augustus",
    "september sep sept septembre septiembre setiembre settembre setembro",
    "october oct okt oktober octobre octubre ottobre outubro",
    "november nov novembre noviembre novembro",
    "december dec dez dezember décembre decembre diciembre dicembre dezembro",
)
MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
MONTH_NAMES = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
"""The names as alternatives of a pattern, longest first."""
_WORDS_TOO = frozenset({"may", "march", "mar", "mars"})  # lower-cased, these are words of their own

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_PIVOT = 50  # '49 is 2049, '50 is 1950

_GAP = r"(?:[^\S\n]{1,8}|[^\S\n]{0,8}\n[^\S\n]{0,8})"  # white space that may hold one line end, never a blank line
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = r"(?:st\b|nd\b|rd\b|th\b|er\b|[.ºª°])?"
_NAME = rf"(?P<month>{MONTH_NAMES})(?![^\W\d_])\.?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_RANGE = r"(?:-|–|—|/|to|and|&)"
_OF = r"(?:(?:of|de|del)" + _GAP + ")?"

_DAY_MONTH_YEAR = re.compile(
    rf"(?<![\w/.,])(?:(?P<first>{_DAY}){_ORDINAL}{_GAP}?{_RANGE}{_GAP}?)?(?P<day>{_DAY}){_ORDINAL}"
    rf"(?:{_GAP}{_OF}|[-/])?{_NAME},?(?:{_GAP}{_OF}|[-/])?(?:{_YEAR}|(?P<short>(?<=[-/])\d\d|['’]\d\d)(?![\w/-]))",
    re.IGNORECASE,
)
_MONTH_DAY_YEAR = re.compile(
    rf"(?<![^\W_]){_NAME}(?:{_GAP}|-)(?P<day>{_DAY})(?:st\b|nd\b|rd\b|th\b)?"
    rf"(?:{_GAP}?{_RANGE}{_GAP}?(?P<last>{_DAY})(?:st\b|nd\b|rd\b|th\b)?)?(?:,{_GAP}?|{_GAP}|-){_YEAR}",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(rf"(?<![^\W_]){_NAME}(?:,?{_GAP}{_OF}|[-/_]){_YEAR}", re.IGNORECASE)
_YEAR_NAME_DAY = re.compile(
    rf"(?<![\w.,/]){_YEAR}(?:{_GAP}|[-/]){_NAME}(?:{_GAP}|[-/])(?P<day>{_DAY})(?![\w])", re.IGNORECASE
)
_ISO = re.compile(
    r"(?<!\d)(?<!\d[-/.])(?P<year>\d{4})(?P<sep>[-/.\u2010\u2011])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d|\.\d)"
)
_ISO_MONTH = re.compile(r"(?<![\w./-])(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])(?![\w/-]|\.\d)")
_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
_NUMERIC = re.compile(
    r"(?<![\w])(?<!\d[-/.])(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})(?![\w/-]|\.\d)"
)


class FoundDate(NamedTuple):
    """A date at ``text[start:end]``; with month precision ``value`` is the first of the month."""

    start: int
    end: int
    value: date
    precision: Precision


def find_dates(text: str, *, order: Order | None = None, compact: bool = False) -> list[FoundDate]:
    """The dates in ``text`` in reading order; a range of days yields both its ends over one span.

    ``order`` reads numeric dates that could be read in two ways (and two-digit years); without it
    the unambiguous dates of ``text`` decide, and where there are none such dates are left out.
    ``compact`` also reads ``20260314``, which in prose is more often a number than a date.
    """
    if order is None:
        order = date_order(text)
    candidates = sorted(_candidates(text, order, compact), key=lambda item: (item[0], -item[1]))
    found: list[FoundDate] = []
    taken = 0
    for start, end, values, precision in candidates:
        if start >= taken:
            taken = end
            found += [FoundDate(start, end, value, precision) for value in values]
    return found


def without_dates(text: str, instead: str | None = None) -> str:
    """``text`` with each of its dates replaced by ``instead``, by as many blanks where that is ``None``."""
    for start, end in sorted({(found.start, found.end) for found in find_dates(text)}, reverse=True):
        text = f"{text[:start]}{' ' * (end - start) if instead is None else instead}{text[end:]}"
    return text


def date_order(text: str) -> Order | None:
    """Whether the numeric dates of ``text`` are written day first or month first; None when they do not say."""
    seen: set[Order] = set()
    for match in _NUMERIC.finditer(text):
        first, second = int(match["a"]), int(match["b"])
        if len(match["year"]) == 4 and first <= 31 and second <= 31 and (first > 12) != (second > 12):
            seen.add("dmy" if first > 12 else "mdy")
    return seen.pop() if len(seen) == 1 else None


def calendar_date(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has no such day or the year is absurd for a document."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


_Candidate = tuple[int, int, list[date], Precision]


def _candidates(text: str, order: Order | None, compact: bool) -> Iterator[_Candidate]:
    """Everything that looks like a date; one without values (31 February) keeps its words from being read in part."""
    if not any(character.isdigit() for character in text):
        return
    for pattern in (_ISO, _COMPACT) if compact else (_ISO,):
        for match in pattern.finditer(text):
            yield from _days(match, int(match["year"]), int(match["month"]), match["day"])
    for match in _DAY_MONTH_YEAR.finditer(text):
        yield from _days(match, _year(match), _month(match), match["first"], match["day"])
    for match in _MONTH_DAY_YEAR.finditer(text):
        yield from _days(match, int(match["year"]), _month(match), match["day"], match["last"])
    for match in _YEAR_NAME_DAY.finditer(text):
        yield from _days(match, int(match["year"]), _month(match), match["day"])
    for match in _NUMERIC.finditer(text):
        yield from _numeric(match, order)
    yield from _months(text, compact)


def _months(text: str, lower: bool) -> Iterator[_Candidate]:
    for match in _MONTH_YEAR.finditer(text):
        if lower or match["month"] not in _WORDS_TOO:
            yield from _first_of_month(match, _month(match))
    for match in _ISO_MONTH.finditer(text):
        # 2010-11 is two years of a financial year more often than a month
        if int(match["year"][2:]) + 1 != int(match["month"]):
            yield from _first_of_month(match, int(match["month"]))


def _first_of_month(match: re.Match[str], month: int) -> Iterator[_Candidate]:
    value = calendar_date(int(match["year"]), month, 1)
    if value is not None:
        yield match.start(), match.end(), [value], "month"


def _days(match: re.Match[str], year: int, month: int, *days: str | None) -> Iterator[_Candidate]:
    values = [calendar_date(year, month, int(day)) for day in days if day]
    yield match.start(), match.end(), sorted(value for value in values if value is not None), "day"


def _numeric(match: re.Match[str], order: Order | None) -> Iterator[_Candidate]:
    first, second = int(match["a"]), int(match["b"])
    if len(match["year"]) == 2 and order is None:
        return
    year = int(match["year"]) if len(match["year"]) == 4 else _century(int(match["year"]))
    readings = {"dmy": calendar_date(year, second, first), "mdy": calendar_date(year, first, second)}
    known = {value for value in readings.values() if value is not None}
    value = known.pop() if len(known) == 1 else readings[order] if order else None
    if value is not None:
        yield match.start(), match.end(), [value], "day"


def _year(match: re.Match[str]) -> int:
    return int(match["year"]) if match["year"] else _century(int(match["short"][-2:]))


def _century(year: int) -> int:
    return year + (2000 if year < _PIVOT else 1900)


def _month(match: re.Match[str]) -> int:
    return MONTH_NUMBERS[match["month"].casefold()]
