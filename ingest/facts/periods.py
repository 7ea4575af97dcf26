"""Periods as they sort: "2026-01", "2026-Q1", "2026-W07", "2026"; those of a financial year as written.

"Q1 2025/26" and "Q3 FY26" stay as they are: when such a year begins is not said, so that its quarters are no
quarters of the calendar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from evidence.dates import MONTH_NAMES, MONTH_NUMBERS

_PERIOD = re.compile(
    rf"(?P<iso>(?:19|20)\d\d)[-/.](?P<isom>0?[1-9]|1[0-2])|(?P<m2>0?[1-9]|1[0-2])[-/.](?P<y2>(?:19|20)\d\d)"
    rf"|(?P<name>{MONTH_NAMES})\.?(?:[ -/.'’]*(?P<y3>(?:19|20)\d\d|(?<=['’ -])\d\d))?|(?P<y8>(?:19|20)\d\d)[ -](?P<name2>{MONTH_NAMES})"
    r"|(?P<y4>(?:19|20)\d\d)[ -/]?(?:[QqT](?P<q4>[1-4])|[Hh](?P<h4>[12]))|(?:[QqT]|(?:quarter|qtr\.?) )(?P<q5>[1-4])(?:[ -/'’]*(?P<y5>(?:19|20)\d\d|(?<=['’ -])\d\d))?"
    r"|[Hh](?P<h5>[12])(?:[ -/'’]*(?P<y9>(?:19|20)\d\d))?|(?P<q6>[1-4])[Qq][ '’]?(?P<y10>(?:19|20)\d\d|\d\d)"
    r"|(?P<y6>(?:19|20)\d\d)(?:-?[Ww](?P<w6>\d\d?))?|(?:week|wk|cw|kw|w)\.? ?(?P<w7>\d{1,2})(?:[ /,-]+(?P<y7>(?:19|20)\d\d))?",
    re.I,
)
_TWO_YEARS = "|".join(  # a year and the next, of which no month has the look: "2031/32", "2031-2032"
    rf"20{tens}(?:{'|'.join(rf'{unit} ?[-/–] ?(?:20)?{tens}{unit + 1}' for unit in range(2 if tens == 1 else 0, 9))}|9 ?[-/–] ?(?:20)?{tens + 1}0)"
    for tens in range(1, 9)
)
_FISCAL_YEAR = (
    rf"(?:(?:FY|fiscal year|financial year) ?['’]?(?:20)?\d\d(?: ?[-/–] ?(?:20)?\d\d)?|(?:{_TWO_YEARS}))(?!\d)"
)
_FISCAL = re.compile(
    rf"(?:(?:[QqHh][1-4]|(?:quarter|qtr\.?) [1-4])[ ,:/-]*)?{_FISCAL_YEAR}(?:[ ,:/-]*(?:[QqHh][1-4]|(?:quarter|qtr\.?) [1-4]))?",
    re.I,
)
_IN_FISCAL = re.compile(rf"(?<![\d/]){_FISCAL.pattern}(?![\d/]|[.-]\d)", re.I)
_TO_DATE = re.compile(r"^(?:ytd|year to date)\W+(?=(?:19|20)\d\d$)|(?<=\d)\W+(?:(?:year )?to date|ytd|so far)$", re.I)
_YTD = re.compile(r"ytd|year[- ]to[- ]date|year so far", re.I)
_RANGE = re.compile(
    rf"(?:{MONTH_NAMES})\.? ?(?:[-–—]|to|till|until) ?(?:{MONTH_NAMES})\.?(?: (?P<year>(?:19|20)\d\d))?", re.I
)  # several months of one year, as written
_PART = re.compile(r"[QqHh][1-4]|(?:quarter|qtr\.?) [1-4]", re.I)
_ANY = re.compile(r"(?:19|20)\d\d|\bFY|(?:fiscal|financial) year", re.I)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_SPOKEN = re.compile(r"\b(first|second|third|fourth|[1-4](?:st|nd|rd|th)) quarter(?:(?: of)?,? ((?:19|20)\d\d))?", re.I)
_WITHIN = re.compile(
    rf"\b(?:(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?![-\d])|(?:{MONTH_NAMES})\.? (?:19|20)\d\d|[QT][1-4][ -/]*(?:19|20)\d\d|(?:19|20)\d\d[ -/]?Q[1-4]"
    r"|quarter [1-4],? (?:19|20)\d\d|(?:first|second|third|fourth) quarter(?: of)?,? (?:19|20)\d\d|H[12][ -/]*(?:19|20)\d\d"
    r"|(?:week|wk|w)\.? ?\d{1,2}[ /,]+(?:19|20)\d\d|(?:19|20)\d\d-?W\d\d)\b",
    re.I,
)
_DAYS = re.compile(
    rf"\b\d{{1,2}}(?:\.|st|nd|rd|th)? (?:{MONTH_NAMES})\.? (?:19|20)\d\d|(?:{MONTH_NAMES})\.? \d{{1,2}},? (?:19|20)\d\d",
    re.I,
)


def period_of(words: str, year: str = "") -> str:
    """A period as it sorts; "" where the words are none. One without a year takes ``year``, or stays as written.

    ``year`` may be a financial one: "Q1" of "2025/26" is "Q1 2025/26".
    """
    words = " ".join(words.strip(" :").split())
    words = _TO_DATE.sub("", words) or words
    if _YTD.fullmatch(words):
        return year or words
    if _FISCAL.fullmatch(words):
        return words
    if (several := _RANGE.fullmatch(words)) and (several["year"] or year):
        return words if several["year"] else f"{words} {year}"
    if _IN_FISCAL.fullmatch(year):
        return f"{words} {year}" if _PART.fullmatch(words) else _calendar(words, "")
    return _calendar(words, year)


def _calendar(words: str, year: str) -> str:
    match = _PERIOD.fullmatch(words)
    if match is None:
        return _spoken(words, year)
    given = match.groupdict()
    if given["iso"] or given["y2"]:
        return f"{given['iso'] or given['y2']}-{int(given['isom'] or given['m2']):02}"
    stated = next((given[f"y{at}"] for at in range(3, 11) if given[f"y{at}"]), year)
    stated = f"20{stated}" if len(stated) == 2 else stated
    part = _part(given)
    if not part:
        return stated
    return f"{stated}-{part}" if stated else words


def _part(given: dict[str, str]) -> str:
    """Which part of its year a period is: "03", "Q2", "H1", "W07"; "" for all of it."""
    if month := given["name"] or given["name2"]:
        return f"{MONTH_NUMBERS[month.casefold()]:02}"
    if quarter := given["q4"] or given["q5"] or given["q6"]:
        return f"Q{quarter}"
    if half := given["h4"] or given["h5"]:
        return f"H{half}"
    week = given["w6"] or given["w7"]
    return f"W{int(week):02}" if week else ""


def _spoken(words: str, year: str) -> str:
    match = _SPOKEN.fullmatch(words)
    stated = (match[2] or year) if match else ""
    return f"{stated}-Q{_QUARTERS[match[1].casefold()]}" if match and stated else ""


def periods_in(words: str) -> set[str]:
    """The periods that some words name; their one year where they name nothing finer, and no day."""
    if not _ANY.search(words):
        return set()
    fiscal = {" ".join(match[0].split()) for match in _IN_FISCAL.finditer(words)}
    without = _DAYS.sub(" ", _IN_FISCAL.sub(" ", words))
    found = {period_of(match[0]) for match in _WITHIN.finditer(without)} - {""} | fiscal
    if found:
        return found
    years = set(_YEAR.findall(without))
    return years if len(years) == 1 and not _DAYS.search(words) else set()


def first_period(places: Iterable[str]) -> str:
    """The period of the first of some words that name exactly one."""
    return next((found.pop() for words in places if len(found := periods_in(words)) == 1), "")


def only_year(words: str) -> str:
    """The one year, or financial year as written, that some words name."""
    fiscal = {match[0] for match in re.finditer(rf"(?<![\d/]){_FISCAL_YEAR}(?![\d/])", words, re.I)}
    found = fiscal or set(_YEAR.findall(words))
    return found.pop() if len(found) == 1 else ""
