"""Whether words give a value: a day, a period, a currency, a name, in whatever way they are written. Pure."""

from __future__ import annotations

import re
from datetime import date

from assistant.register import people
from evidence.dates import find_dates

_SMALL = frozenset("of the and for a an".split())
_WORD = re.compile(r"\w+")
_SHORT = 2  # characters of a word that is looked for only as a word
_EDITION = re.compile(r"[vr]\d+")
_SURE = re.compile(r"[^\W\d_]{3}|^\d{4}")  # a date that can be read in one way
_SHEET_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets, whose days may be shown as numbers
_PERIOD = re.compile(r"(?P<year>\d{4})-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2]))")
_QUARTERS = ("first|1st|Q1|1Q", "second|2nd|Q2|2Q", "third|3rd|Q3|3Q", "fourth|4th|last|Q4|4Q")
_SIGNS = {
    "EUR": r"€|\beuros?\b",
    "GBP": r"£|\bpounds?\b",
    "USD": r"\$|\bdollars?\b",
    "CHF": r"\bFr\.",
    "JPY": r"¥",
    "INR": r"₹",
    "e-mail": r"(?m)^(?:From|To|Subject):|\.eml\b|\.msg\b|\be-?mail",
}
"""Values that are names for a sign: the sign, or what shows it."""


def holds(words: str, value: str, *, whole: bool = False) -> bool:
    """Whether ``words`` give a value: a day of it written in any way (its year may stand elsewhere), or each of its words.

    A day that stands with another year is another day; a month alone gives its first day unless the ``whole`` day is
    wanted. A period is given by its month or quarter and its year.
    """
    try:
        return _day(words.replace("_", " "), date.fromisoformat(value), whole=whole)
    except ValueError:
        pass
    if (sign := _SIGNS.get(value)) and re.search(sign, words, re.I):
        return True
    return _named(words, value) or bool((period := _PERIOD.fullmatch(value)) and _spanned(words, period))


def _named(words: str, value: str) -> bool:
    said = {people.fold(word) for word in _WORD.findall(words)}
    said |= {word[1:] for word in said if _EDITION.fullmatch(word)}
    joined = people.fold("".join(_WORD.findall(words)))
    wanted = [people.fold(word) for word in _WORD.findall(value) if word.lower() not in _SMALL]
    held = [word for word in wanted if word in said or (len(word) > _SHORT and word in joined)]
    return len(held) == len(wanted) or (people.sort(value) == "body" and 2 * len(held) >= len(wanted) > 1)


def _day(words: str, day: date, *, whole: bool) -> bool:
    dates = find_dates(words, order="dmy")
    if any(found.value == day and (found.precision == "day" or not whole) for found in dates):
        return True
    for start, end in sorted({(found.start, found.end) for found in dates}, reverse=True):
        if _SURE.search(words[start:end]):
            words = f"{words[:start]} {words[end:]}"
    serial = (day - _SHEET_EPOCH).days
    if re.search(rf"(?<!\d){serial}(?!\d)", words):
        return True
    month = rf"{day:%b}|(?<!\d)0?{day.month}(?!\d)"
    return bool(re.search(rf"(?<!\d)0?{day.day}(?!\d)", words)) and bool(re.search(month, words, re.I))


def _spanned(words: str, period: re.Match[str]) -> bool:
    """Whether ``words`` name the month or quarter of a period, and its year."""
    year = period["year"]
    if not re.search(rf"(?<!\d)(?:{year}|['’]?{year[2:]})(?!\d)", words):
        return False
    if period["quarter"]:
        named = _QUARTERS[int(period["quarter"]) - 1]
        return bool(re.search(rf"(?<![^\W_])(?:{named})(?![^\W_])", words.replace("_", " "), re.I))
    first = date(int(year), int(period["month"]), 1)
    if any((found.value.year, found.value.month) == (first.year, first.month) for found in find_dates(words)):
        return True
    return bool(re.search(rf"(?<![^\W_]){first:%b}[a-z]*|{year}[-/]{first:%m}|{first:%m}[-/]{year}", words, re.I))
