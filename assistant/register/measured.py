"""What was measured: the value of an indicator in a period, and whether its target was met, from every report of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer import Conflict, Side, Value
from assistant.periods import joined_periods, periods
from assistant.query import Period, Query
from assistant.register.cite import CITED, claim, merged, of_each_document, stands
from assistant.register.editions import sides_of
from assistant.register.figures import compared, figure, met
from assistant.register.match import Shelf, iso
from assistant.register.request import NOISE
from assistant.register.result import Found
from assistant.register.words import coverage, presence, stems
from evidence.lexical import analyse
from evidence.model import StoredFact

_ASKED = re.compile(
    r"^(?:(?:and|so|but)\s+)?(?:what (?:was|is|were|are|has been)|what['’]?s|how (?:high|low|big|large|much) (?:was|is|were|are)|how many|which value)\b",
    re.I,
)
_MET = re.compile(
    r"\b(?:meet|met|reach(?:ed)?|achiev(?:ed?|ing)|hit|miss(?:ed)?|attain(?:ed)?|on target|fulfil(?:led)?)\b",
    re.I,
)
_MISSED = re.compile(r"\bmiss(?:ed)?\b", re.I)
_WISHED = re.compile(r"\b(?:targets?|goals?|thresholds?|limits?|owners?|definitions?|formulas?|planned|aims?)\b", re.I)
_TARGET = re.compile(
    r"^(?:(?:and|so|but)\s+)?what(?:['’]s| is| was| are| were) (?:the |our )?(?:(?P<year>(?:19|20)\d\d) )?"
    r"(?:(?P<before>[^?]{3,60}?) )?(?:targets?|goals?)(?: value)?(?: (?:for|of|on) (?P<of>[^?]+?))?[?.!]*$",
    re.I,
)
_OTHER = re.compile(
    r"\b(?:why|not|never|difference|compared?|change[ds]?|trend|average|mean of|than|highest|lowest|most)\b|n['’]t\b",
    re.I,
)
_PADDING = frozenset(
    analyse(
        "value values figure figures result results level reading measured measurement kpi kpis indicator metric target targets goal"
        " our we meet met reach reached achieve achieved hit miss missed attain attained on did was were is the high low number how many much fulfil fulfilled"
    )
)
_GENERAL = stems(
    "rate share percentage percent proportion ratio index score level amount number average mean month quarter year time total"
)
_SHARES = stems("rate share percentage percent proportion ratio")
_LIGHT = 0.3
_UNIT = re.compile(r"\s*(?:[,(–:]\s*)?(?:%|\bper ?cent\b|\bper\b|\bin (?:hours|days|weeks|months|minutes)\b)|\s*[,(–:]")
_COVERED = 0.85  # share of what is asked about that the indicator, its objective and its report must hold
_NAMED = 0.45  # share of the indicator's own words, by rarity, that the question must name
_CLOSE = 0.05  # of the best: indicators named as well as it
_MONTH = 30.4  # days
_UNDECIDED = "The records do not say whether that meets the target."


@dataclass(frozen=True, slots=True)
class _Value:
    """One measured value: the fact, and the days that its period spans."""

    fact: StoredFact
    span: tuple[date, date]


def answer(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """The value that an indicator had in the period named, else its latest one; for a yes or no, whether it met its target."""
    whether = query.kind == "yesno"
    text = query.text
    if match := _TARGET.match(text):
        return _target(shelf, query, f"{match['before'] or ''} {match['of'] or ''}", as_of)
    if _OTHER.search(text) or not (_MET.search(text) if whether else _ASKED.match(text) and not _WISHED.search(text)):
        return None
    spans = joined_periods(query.search_text, as_of)
    if len(spans) > 1 or (whether and query.numbers):
        return None  # whether it met a figure of the question's own is not told
    found = _named(shelf, query, spans, as_of)
    if not found:
        return None
    if spans:
        found = [each for each in found if each.span == (spans[0].first, spans[0].last)]
    else:
        newest = max((each.span[1] for each in found), default=None)
        found = [each for each in found if each.span[1] == newest]
    if not found or len({each.span for each in found}) > 1:
        return None
    return _whether(shelf, found, missed=bool(_MISSED.search(text))) if whether else _value(shelf, query, found)


def _target(shelf: Shelf, query: Query, about: str, as_of: date) -> Found | None:
    """The target of the one indicator or objective that is named; in another year than that asked about, none."""
    spans = joined_periods(query.text, as_of)
    for period in spans:
        about = about.replace(period.text, " ")
    asked = [t for t in dict.fromkeys(analyse(about)) if t in query.terms and t not in NOISE and t not in _PADDING]
    years = {year for period in spans for year in (str(period.first.year), str(period.last.year))}
    weights = {term: _weight(shelf, term) for term in asked}
    rated: list[tuple[float, StoredFact]] = []
    for fact, name in [
        (f, n) for kind, n in (("objective", "text"), ("measurement", "kpi")) for f in shelf.facts(kind)
    ]:
        words = f"{fact.get(name)} . {fact.get('system')}"
        if not weights or not fact.get("target") or coverage(weights, stems(words)) < _COVERED:
            continue
        own = f"{shelf.title(fact)} {shelf.documents[fact.document].key.path} {fact.get('period')} {fact.get('due')}"
        if stands(shelf, fact, "target") and (not years or any(year in own for year in years)):
            rated.append((_share(shelf, fact.get(name), frozenset(asked)), fact))
    best = max((rank for rank, _ in rated), default=0.0)
    kept = [fact for rank, fact in rated if rank >= max(_NAMED, best - _CLOSE)]
    said = {plain(fact.get("target")) for fact in kept}
    if len(said) != 1:
        return None
    told = kept[0]
    return Found((claim(shelf, told, "target"),), Value(type="text", value=told.get("target")), _aimed(told), 0.85)


def _aimed(fact: StoredFact) -> str:
    unit, target = fact.get("unit"), fact.get("target")
    return f"{target} {unit}" if unit == "%" and "%" not in target else target


def series(shelf: Shelf, query: Query, what: str, within: tuple[date, date], as_of: date) -> list[StoredFact]:
    """The values of the one indicator that ``what`` names, one a period of one length, in their order; none of several."""
    found = _called(shelf, query, what, as_of)
    called = {(each.span, plain(each.fact.get("kpi"))) for each in found}
    if len(called) > len({span for span, _ in called}):
        return []  # two indicators side by side
    lengths = [round(((each.span[1] - each.span[0]).days + 1) / _MONTH) for each in found]
    usual = max(set(lengths), key=lengths.count) if lengths else 0
    newest: dict[tuple[date, date], StoredFact] = {}
    for each, length in sorted(zip(found, lengths, strict=True), key=lambda pair: pair[0].fact.get("written")):
        if length == usual and within[0] <= each.span[0] and each.span[1] <= within[1]:
            newest[each.span] = each.fact
    return [newest[span] for span in sorted(newest)]


def _named(shelf: Shelf, query: Query, spans: Sequence[Period], as_of: date) -> list[_Value]:
    """The values of the one indicator that the question names."""
    words = query.search_text
    for period in spans:
        words = words.replace(period.text, " ")
    return _called(shelf, query, words, as_of)


def _called(shelf: Shelf, query: Query, words: str, as_of: date) -> list[_Value]:
    """The values of the one indicator that ``words`` of the question name."""
    asked = [term for term in dict.fromkeys(analyse(words)) if term in query.terms and term not in NOISE]
    weights = {term: _weight(shelf, term) for term in asked if term not in _PADDING}
    if not weights:
        return []
    terms = frozenset(asked)
    rated: list[tuple[float, _Value]] = []
    for fact in shelf.facts("measurement"):
        span = span_of(fact, as_of)
        if span is None or span[0] > as_of or not fact.get("value"):
            continue
        own = stems(f"{fact.get('kpi')} . {fact.get('objective')} . {fact.get('system')}")
        own |= _SHARES if "%" in f"{fact.get('kpi')}{fact.get('value')}{fact.get('unit')}" else frozenset()
        named = _share(shelf, fact.get("kpi"), terms)
        if named >= _NAMED and coverage(weights, own | shelf.filed(fact)) >= _COVERED and stands(shelf, fact, "value"):
            rated.append((named + coverage(weights, own), _Value(fact, span)))
    best = max((rank for rank, _ in rated), default=0.0)
    return [each for rank, each in rated if rank >= best - 0.3]


def _share(shelf: Shelf, kpi: str, asked: frozenset[str]) -> float:
    """The share of an indicator's words that are asked for, of the whole or of what stands before its unit."""
    return max(_held(shelf, kpi, asked), _held(shelf, _UNIT.split(kpi, maxsplit=1)[0], asked))


def _held(shelf: Shelf, kpi: str, asked: frozenset[str]) -> float:
    words = [term for term in dict.fromkeys(analyse(kpi)) if not term.isdigit() and term not in NOISE]
    total = sum(_weight(shelf, term) for term in words)
    held = sum(_weight(shelf, term) * presence(term, asked) for term in words)
    return held / total if total else 0.0


def _weight(shelf: Shelf, term: str) -> float:
    """How much a word tells which indicator is meant: that it is a rate or a share says little."""
    return shelf.rarity.weight(term) * (_LIGHT if term in _GENERAL else 1.0)


def span_of(fact: StoredFact, as_of: date) -> tuple[date, date] | None:
    """The days that a value is of; where its period names no year, that of its report."""
    said = fact.get("period")
    written = iso(fact.get("written")) or as_of
    named = periods(f"in {said}" if re.fullmatch(r"[^\W\d]+", said) else said, written) if said else ()
    return (named[0].first, named[0].last) if len(named) == 1 else None


def _value(shelf: Shelf, query: Query, found: Sequence[_Value]) -> Found | None:
    sides = sides_of([each.fact for each in found], lambda one, other: _same(one.get("value"), other.get("value")))
    if len(sides) == 1:
        claims = merged([claim(shelf, fact, "value") for fact in of_each_document(sides[0], lambda fact: fact)])
        said = _shown(sides[0][0])
        return Found(claims, Value(type="text", value=said), said, 0.9)
    if len(sides) > CITED or len({plain(side[0].get("kpi")) for side in sides}) > 1:
        return None
    claims = tuple(claim(shelf, side[0], "value") for side in sides)
    told = tuple(Side(value=_shown(side[0]), claim=place) for place, side in enumerate(sides))
    conflict = Conflict(subject=query.subject, attribute="value", sides=told)
    return Found(claims, None, f"The documents disagree: {' or '.join(side.value for side in told)}", 0.9, (conflict,))


def _whether(shelf: Shelf, found: Sequence[_Value], *, missed: bool) -> Found | None:
    verdicts = {verdict for each in found if (verdict := _met(each.fact)) is not None}
    if not verdicts and all(each.fact.get("target") for each in found):
        told = merged(
            [claim(shelf, fact, "value") for fact in of_each_document([each.fact for each in found], lambda fact: fact)]
        )
        return Found(told, None, "", 0.9, complete=False, note=_UNDECIDED)
    if len(verdicts) != 1:
        return None
    reached = verdicts.pop()
    facts = of_each_document([each.fact for each in found if _met(each.fact) is not None], lambda fact: fact)
    said = "yes" if reached != missed else "no"
    claims = merged([claim(shelf, fact, "value") for fact in facts])
    return Found(claims, Value(type="yesno", value=said), said.capitalize(), 0.9)


def _met(fact: StoredFact) -> bool | None:
    """Whether a value met its target: as its report says, else where the target says which way is good."""
    unit = fact.get("unit")
    return met(fact.get("status"), figure(fact.get("value"), unit), fact.get("target"), unit)


def _same(one: str, other: str) -> bool:
    order = compared(figure(one), figure(other))
    return one.lower() == other.lower() if order is None else order == 0


def _shown(fact: StoredFact) -> str:
    unit = fact.get("unit")
    value = fact.get("value")
    return value if not unit or unit in value else f"{value} {unit}"


def plain(kpi: str) -> str:
    """The words of an indicator's name in lower case, by which its values are put together."""
    return " ".join(re.findall(r"\w+", kpi.lower()))
