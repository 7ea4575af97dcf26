"""The register: facts of one kind, filtered. ``rows`` is exact: every fact of the view is looked at, none is ranked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
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
_OWN = ("id", "doc_id", "strength", "extractor")
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
        return self.judge()(_said(fact, self.name))

    def judge(self) -> Callable[[str], bool]:
        """Whether a field's value ("" where it is not said) fulfils the condition, as a function."""
        if self.test in ("=", "!="):
            wanted, equal = _folded(self.value), self.test == "="
            return lambda said: (_folded(said) == wanted) == equal
        if self.test in ("~", "!~"):
            words, within = _words_within(self.value), self.test == "~"
            return lambda said: words(said) == within
        return partial(_ordered, self.test, self.value)


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
    found: Iterable[StoredFact] = view.facts(kind.name)
    for test in sorted(filters, key=lambda each: each.test in ("~", "!~")):  # what costs more is asked of fewer
        found = _kept(test, found)
    return list(found) if as_of is None else _holding(kind, found, as_of)


def _kept(test: Filter, facts: Iterable[StoredFact]) -> list[StoredFact]:
    """The facts that a filter keeps. Values recur in a register, so each different one is judged once."""
    verdicts: dict[str, bool] = {}
    name, accepts, kept = test.name, test.judge(), []
    for fact in facts:
        said = _said(fact, name)
        verdict = verdicts.get(said)
        if verdict is None:
            verdict = verdicts[said] = accepts(said)
        if verdict:
            kept.append(fact)
    return kept


def _holding(kind: Kind, facts: Iterable[StoredFact], day: date) -> list[StoredFact]:
    """The facts of a kind that hold on a day; those with the same dates are judged once."""
    names = (*kind.begins, *kind.ends)
    verdicts: dict[tuple[str | None, ...], bool] = {}
    kept = []
    for fact in facts:
        dates = fact.fact.dates
        key = tuple([dates.get(name) for name in names])
        verdict = verdicts.get(key)
        if verdict is None:
            verdict = verdicts[key] = holds(fact, day)
        if verdict:
            kept.append(fact)
    return kept


def _said(fact: StoredFact, name: str) -> str:
    stated = fact.fact
    if name not in _OWN:  # as ``fact.get`` without its call: this runs for every fact of a kind
        return stated.fields.get(name) or stated.dates.get(name) or ""
    if name in ("strength", "extractor"):
        return stated.strength.value if name == "strength" else stated.extractor
    said: str = getattr(fact, name)
    return said


def _words_within(wanted: str) -> Callable[[str], bool]:
    """Whether all words of ``wanted`` stand in a value, by their stems. What cannot match is not analysed."""
    terms = _terms(wanted)
    heads = tuple(_head(term) for term in terms if term not in _IRREGULAR)

    def within(said: str) -> bool:
        plain = said.casefold()
        if plain.isascii():
            plain = plain.replace("'", "").replace(",", "")  # as terms are written: "o'clock", "1,250"
            for head in heads:
                if head not in plain:
                    return False
        return bool(terms) and terms <= _terms(said)

    return within


def _head(term: str) -> str:
    """What every word with this stem begins with: endings alter the last two letters of a stem at most."""
    return term[: max(2, min(4, len(term) - 2))]


@lru_cache(maxsize=65_536)
def _terms(words: str) -> frozenset[str]:
    return frozenset(analyse(words))


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()


def _ordered(test: str, wanted: str, said: str) -> bool:
    """Dates as dates, numbers as numbers, and nothing else: "high" is not more than "12"."""
    if not said:
        return False
    for read in (_as_day, _as_number):
        other = read(wanted)
        one = None if other is None else read(said)
        if one is not None:
            return _ORDER[test](one, other)
    return False


def _as_day(words: str) -> date | None:
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        return None


@lru_cache(maxsize=65_536)
def _as_number(words: str) -> float | None:
    match = _NUMBER.search(words.replace(" ", "").replace(" ", ""))
    if match is None:
        return None
    digits = match[0]
    plain = re.sub(r",(?=\d{3}(?:\D|$))", "", words.replace(" ", ""))
    match = _NUMBER.search(plain)
    return float((match[0] if match else digits).replace(",", "."))
