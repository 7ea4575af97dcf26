"""The register: facts of one kind, filtered. ``rows`` is exact: every fact of the view is looked at, none is ranked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import ge, gt, le, lt
from typing import Protocol

from evidence.errors import QuestionError
from evidence.kinds import COMMON_DATES, KINDS, Kind, holds
from evidence.lexical import analyse
from evidence.model import StoredFact


class Facts(Protocol):
    """What has facts by kind: a ``View``, or a register made by hand."""

    def facts(self, kind: str) -> tuple[StoredFact, ...]:
        """Every fact of one kind."""


_FILTER = re.compile(r"\s*(?P<name>[\w.]+)\s*(?P<test>!=|>=|<=|!~|=|~|>|<)(?P<value>.*)", re.S)
_IRREGULAR = frozenset({"die", "lie", "tie"})  # stems that do not begin as their words do ("dying")
_OWN = ("id", "doc_id", "strength")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_ORDER: dict[str, Callable[[object, object], bool]] = {">": gt, "<": lt, ">=": ge, "<=": le}  # type: ignore[dict-item]


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition on a field or a date.

    ``test``: ``=`` and ``!=`` compare without regard to case (an empty value asks for facts without the field), ``~``
    and ``!~`` ask whether all words of the value stand in it, ``< <= > >=`` compare dates and numbers.
    """

    name: str
    test: str
    value: str

    def keeps(self, fact: StoredFact) -> bool:
        """Whether a fact fulfils the condition. What is not said fulfils only ``name=``, ``!=`` and ``!~``."""
        said = _said(fact, self.name)
        if self.test in ("=", "!="):
            return (_folded(said) == _folded(self.value)) == (self.test == "=")
        if self.test in ("~", "!~"):
            return _has_words(said, self.value) == (self.test == "~")
        return _ordered(self.test, said, self.value)


def parse_filter(text: str, kind: Kind) -> Filter:
    """``field=value`` and the like. Raises ``QuestionError`` for another form or a field that the kind has not."""
    match = _FILTER.fullmatch(text)
    if match is None:
        raise QuestionError(f"{text!r} is not a filter", remedy="Write field=value; also != ~ !~ < <= > >=.")
    known = (*kind.fields, *kind.dates, *COMMON_DATES, *_OWN)
    if match["name"] not in known:
        raise QuestionError(f"{kind.name} has no field {match['name']!r}", remedy=f"Its fields: {', '.join(known)}.")
    return Filter(match["name"], match["test"], match["value"].strip())


def kind_named(name: str) -> Kind:
    """The kind of that name (a plural and a hyphen are understood). Raises ``QuestionError`` for none."""
    wanted = name.strip().lower().replace("-", "_")
    for form in (wanted, wanted.removesuffix("s"), wanted.removesuffix("ies") + "y", wanted.removesuffix("es")):
        if form in KINDS:
            return KINDS[form]
    raise QuestionError(f"there is no kind of facts {name!r}", remedy=f"The kinds: {', '.join(KINDS)}.")


def rows(view: Facts, kind: Kind, filters: Iterable[Filter] = (), as_of: date | None = None) -> list[StoredFact]:
    """Every fact of a kind that fulfils all filters (and, given a day, holds on it), in the order of the documents."""
    tests = sorted(filters, key=lambda each: each.test in ("~", "!~"))  # what costs more is asked of fewer
    found = (fact for fact in view.facts(kind.name) if all(test.keeps(fact) for test in tests))
    return [fact for fact in found if as_of is None or holds(fact, as_of)]


def _said(fact: StoredFact, name: str) -> str:
    if name == "strength":
        return fact.fact.strength.value
    return getattr(fact, name) if name in _OWN else fact.get(name)


def _has_words(said: str, wanted: str) -> bool:
    """Whether all words of ``wanted`` stand in ``said``, by their stems. What cannot match is not analysed."""
    terms = _terms(wanted)
    if not said or not terms:
        return False
    plain = said.casefold()
    if plain.isascii() and any(term[:2] not in plain and term not in _IRREGULAR for term in terms):
        return False
    return terms <= _terms(said)


@lru_cache(maxsize=65_536)
def _terms(words: str) -> frozenset[str]:
    return frozenset(analyse(words))


@lru_cache(maxsize=65_536)
def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()


def _ordered(test: str, said: str, wanted: str) -> bool:
    """Dates as dates, numbers as numbers, and nothing else: "high" is not more than "12"."""
    for read in (_as_day, _as_number):
        one, other = read(said), read(wanted)
        if one is not None and other is not None:
            return _ORDER[test](one, other)
    return False


def _as_day(words: str) -> date | None:
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        return None


def _as_number(words: str) -> float | None:
    match = _NUMBER.search(words.replace(" ", "").replace(" ", ""))
    if match is None:
        return None
    digits = match[0]
    plain = re.sub(r",(?=\d{3}(?:\D|$))", "", words.replace(" ", ""))
    match = _NUMBER.search(plain)
    return float((match[0] if match else digits).replace(",", "."))
