"""Exact matching: what a question names must be named where the answer stands.

Identifiers, numbers, dates, names and quoted phrases are *anchors*. A statement is accepted only
when its own words, or what its passage is filed under (section, title, path, date), hold each of
them. Similarity never stands in for an anchor: R-41 is not R-14, and 2023 is not 2024.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial

from assistant.query import Period, Query
from assistant.statements import Statement
from assistant.words import stems
from evidence.dates import find_dates
from evidence.lexical import analyse

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_TOKEN = re.compile(r"[^\W_]+(?:[./_-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Match:
    """Which anchors are named: in the statement's own words, only around it, or not at all."""

    stated: tuple[str, ...]
    around: tuple[str, ...]
    missing: tuple[str, ...]


def match_anchors(query: Query, statement: Statement) -> Match:
    """Look for every anchor of ``query`` in a statement, then in what surrounds it.

    A row is surrounded by its table's context only: the next row is about something else.
    """
    own = _scope(f"{statement.plain} {statement.reading}")
    passage = statement.passage
    filed = f"{passage.context} {passage.section or ''} {passage.doc_id}"
    near = _scope(filed if statement.kind == "row" else f"{filed} {passage.text}")
    stated: list[str] = []
    around: list[str] = []
    missing: list[str] = []
    for anchor, holds in _anchors(query):
        target = stated if holds(own) else around if holds(near) else missing
        target.append(anchor)
    return Match(tuple(stated), tuple(around), tuple(missing))


def missing_from(query: Query, text: str) -> tuple[str, ...]:
    """The identifiers, numbers, names and phrases of ``query`` that ``text`` does not hold; days are no part of it."""
    days = {period.text for period in query.periods}
    scope = _scope(text)
    return tuple(anchor for anchor, holds in _anchors(query) if anchor not in days and not holds(scope))


class _Scope:
    """Words prepared for looking anchors up."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lowered = " ".join(text.lower().split())
        self.stems = stems(text)
        self.tokens = {token.lower() for token in _TOKEN.findall(text)}
        self._first_letters: str | None = None
        self._days: list[tuple[int, int, int | None]] | None = None

    def days(self) -> list[tuple[int, int, int | None]]:
        """Dates as (year, month, day or None for a month)."""
        if self._days is None:
            dates = ((d, p) for _, _, d, p in find_dates(self.text.replace("_", " ")))
            self._days = [(d.year, d.month, d.day if p == "day" else None) for d, p in dates]
        return self._days

    def has_identifier(self, identifier: str) -> bool:
        measure = _MEASURE.fullmatch(identifier)
        if measure and self._has_measure(measure["number"], measure["unit"].lower()):
            return True
        pattern = r"[\s._/-]*".join(re.escape(part) for part in _parts(identifier))
        return bool(re.search(rf"(?<![\w.]){pattern}(?![\w]|[.-]\d)", self.lowered))

    def has_number(self, number: str) -> bool:
        plain = re.escape(number.replace(",", ""))
        return bool(re.search(rf"(?<![\d.]){plain}(?![\d]|\.\d)", self.lowered.replace(",", "")))

    def _has_measure(self, number: str, unit: str) -> bool:
        """24k is 24,000 and 72h is 72 hours, however written."""
        if unit in _THOUSANDS:
            return self.has_number(str(int(float(number) * _THOUSANDS[unit])))
        return bool(re.search(rf"(?<![\d.]){re.escape(number)}[ -]?(?:{_UNITS[unit]})", self.lowered))

    def has_name(self, name: str) -> bool:
        return bool(set(analyse(name)) & self.stems) or name.lower() in self.tokens or self._initials(name)

    def has_phrase(self, phrase: str) -> bool:
        return " ".join(phrase.lower().split()) in self.lowered

    def has_period(self, period: Period) -> bool:
        for year, month, day in self.days():
            first = (year, month, day or 1)
            last = (year, month, day or 31)
            if first <= _key(period.last) and last >= _key(period.first):
                return True
        return any(period.first.year <= int(y) <= period.last.year for y in _YEAR.findall(self.text)) and _is_years(
            period
        )

    def _initials(self, name: str) -> bool:
        """An acronym is also named by a phrase with those initials."""
        if not (name.isupper() and 2 < len(name) <= 6):
            return False
        if self._first_letters is None:
            words = (word for word in re.findall(r"[^\W\d_]+", self.text) if word.lower() not in _SMALL)
            self._first_letters = "".join(word[0] for word in words).lower()
        return name.lower() in self._first_letters


@lru_cache(maxsize=2_048)
def _scope(text: str) -> _Scope:
    """The words around a passage's statements are the same for each of them: prepared once."""
    return _Scope(text)


_MEASURE = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>k|m|bn|h|hrs?|d|w|y|yrs?|mins?)", re.I)
_THOUSANDS = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
_UNITS = {
    **dict.fromkeys(("h", "hr", "hrs"), "hours?|hrs?|h\\b"),
    "d": "days?|d\\b",
    "w": "weeks?|w\\b",
    **dict.fromkeys(("y", "yr", "yrs"), "years?|yrs?"),
    **dict.fromkeys(("min", "mins"), "minutes?|mins?"),
}
_Test = Callable[[_Scope], bool]
_SMALL = frozenset(["of", "and", "the", "for", "to", "in", "on", "a", "an", "by", "with"])


def _parts(identifier: str) -> list[str]:
    """``ISO27001`` and ``ISO 27001``, ``R14`` and ``R-14`` are one identifier."""
    return re.findall(r"[a-z]+|\d+(?:\.\d+)*", identifier.lower())


def _anchors(query: Query) -> Iterable[tuple[str, _Test]]:
    for identifier in query.identifiers:
        yield identifier, partial(_Scope.has_identifier, identifier=identifier)
    for number in query.numbers:
        yield number, partial(_Scope.has_number, number=number)
    for period in query.periods:
        yield period.text, partial(_Scope.has_period, period=period)
    for name in query.names:
        yield name, partial(_Scope.has_name, name=name)
    for phrase in query.phrases:
        yield phrase, partial(_Scope.has_phrase, phrase=phrase)


def _key(day: date) -> tuple[int, int, int]:
    return (day.year, day.month, day.day)


def _is_years(period: Period) -> bool:
    return (period.first.month, period.first.day, period.last.month, period.last.day) == (1, 1, 12, 31)
