"""Which indicators missed, or met, what they were to reach: the newest value of each one, or those of the period named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.answer import Value
from assistant.periods import joined_periods
from assistant.query import Query
from assistant.register.cite import claim, merged, stands
from assistant.register.figures import MET, MISSED, Figure, figure, good, good_above
from assistant.register.match import Shelf
from assistant.register.measured import plain, span_of
from assistant.register.request import NOISE
from assistant.register.result import Found
from assistant.register.words import stems
from evidence.lexical import analyse
from evidence.model import StoredFact
from evidence.targets import direction, misses

_NOUN = r"(?:k\.?p\.?i\.?s?|(?:key )?(?:performance )?indicators?|targets?|metrics?|measures?|measurements?|limits?|thresholds?)"
_MISS = (
    r"miss(?:ed|es|ing)?|(?:fell|fall|falling|fallen|were|are|was|is|came|come)? ?(?:short(?: of)?|below|off|outside|under|beyond|behind)"
    r"|(?:not|n['’]t|never|failed? to|fail(?:ed|ing)? to) (?:yet )?(?:been |being )?(?:meet(?:ing)?|met|reach(?:ed|ing)?|achiev(?:ed?|ing)|hit|attain(?:ed)?|on|within|fulfil(?:led)?)"
    r"|(?:in |at )?red|failed|failing|breach(?:ed)?|underperform\w*"
)
_MEET = (
    r"met|meet(?:ing)?|reach(?:ed|ing)?|achiev(?:ed?|ing)|hit|attain(?:ed)?|on|within|fulfil(?:led)?|(?:in |at )?green"
)
_ASKED = re.compile(
    rf"^(?:(?:and|so|but)\s+)?(?:(?P<count>how many)|which|what|list(?: (?:all|the))*|show (?:me |us )?(?:all |the )*|(?:are|were) there any) (?:of )?(?:the |our )*"
    rf"(?P<before>(?:[\w-]+ ){{0,3}}?){_NOUN}\b(?P<rest>[^?]*?)[?.!]*$",
    re.I,
)
_DONE = re.compile(
    rf"^ ?(?:(?:of|for|in) (?:the |our )?(?P<of>(?:[\w-]+ ?){{1,4}}?) )?(?:that |which )?(?:(?:are|were|was|is|has|have|had|did|do|does|been|being|currently|still|now|we|did we|have we|do we|are we) ?)*"
    rf"(?:(?P<miss>{_MISS})|(?P<meet>{_MEET}))\b(?P<tail>[^?]*)$",
    re.I,
)
_TAIL = frozenset(
    analyse(
        "target targets goal goals threshold limit limits kpi kpis indicator value values their its the our our last latest current month"
        " quarter year of in for time today now so far moment at this track on period newest most recent"
    )
)
_LATER = re.compile(r"\b(?:by|until|before|end of)\b", re.I)  # not yet to be reached, for all that is known
_TOPICS = frozenset(analyse("key performance quality main important our own of the all ai"))
_MOST = 14
_LEAST = 2


@dataclass(frozen=True, slots=True)
class _Asked:
    """``topics`` are the words that narrow what indicators are meant."""

    missed: bool
    count: bool
    topics: frozenset[str]


def answer(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """The indicators whose value missed (or met) the target; ``None`` where something else is asked or nothing was measured."""
    spans = joined_periods(query.text, as_of)
    text = query.text
    for period in spans:
        text = text.replace(period.text, " ")
    asked = _read(" ".join(text.split()), query)
    if asked is None or len(spans) > 1 or query.numbers:
        return None
    within = (spans[0].first, spans[0].last) if spans else None
    told: dict[Literal["missed", "met", "unknown"], list[StoredFact]] = defaultdict(list)
    for fact, verdict in _judged(shelf, asked.topics, within, as_of):
        told["unknown" if verdict is None else "met" if verdict else "missed"].append(fact)
    if not told["missed"] and not told["met"]:
        return None
    return _told(shelf, asked, told["missed"] if asked.missed else told["met"], told)


def _read(text: str, query: Query) -> _Asked | None:
    match = _ASKED.match(text)
    done = _DONE.match(match["rest"].rstrip()) if match else None
    if match is None or done is None:
        return None
    tail = [term for term in analyse(done["tail"]) if term not in NOISE and term not in _TAIL]
    topics = frozenset(analyse(f"{match['before']} {done['of'] or ''}")) - NOISE - _TOPICS
    if tail or "average" in query.terms:
        return None
    return _Asked(missed=bool(done["miss"]), count=bool(match["count"]), topics=topics)


def _judged(
    shelf: Shelf, topics: frozenset[str], within: tuple[date, date] | None, as_of: date
) -> Iterator[tuple[StoredFact, bool | None]]:
    """The last value of each indicator and whether it met its target (``None``: nothing tells); of days given, every miss."""
    for facts in _series(shelf, topics, as_of):
        spans = [(span, fact) for fact in facts if (span := span_of(fact, as_of)) and _inside(span, within)]
        if not spans:
            continue
        newest = max(span[1] for span, _ in spans)
        by_span: dict[tuple[date, date], list[StoredFact]] = defaultdict(list)
        for span, fact in spans:
            if within or span[1] == newest:
                by_span[span].append(fact)
        verdicts = [(told[0], _verdict_of(told, facts)) for _, told in sorted(by_span.items())]
        missed = [pair for pair in verdicts if pair[1] is False]
        unknown = [pair for pair in verdicts if pair[1] is None]
        yield from missed or unknown[-1:] or verdicts[-1:]


def _verdict_of(told: Sequence[StoredFact], facts: Sequence[StoredFact]) -> bool | None:
    """What all reports of one period say; where they differ, ``None``."""
    verdicts = {_verdict(fact, facts) for fact in told}
    return verdicts.pop() if len(verdicts) == 1 else None


def _series(shelf: Shelf, topics: frozenset[str], as_of: date) -> list[list[StoredFact]]:
    """The values measured so far that have a target, by indicator and its system."""
    found: dict[tuple[str, str], list[StoredFact]] = defaultdict(list)
    for fact in shelf.facts("measurement"):
        span = span_of(fact, as_of)
        own = stems(f"{fact.get('kpi')} . {fact.get('objective')} . {fact.get('system')}") | shelf.filed(fact)
        known = fact.get("value") and fact.get("kpi") and (fact.get("target") or fact.get("status"))
        if span and span[1] <= as_of and known and topics <= own and stands(shelf, fact, "value"):
            found[plain(fact.get("kpi")), plain(fact.get("system"))].append(fact)
    return list(found.values())


def _inside(span: tuple[date, date], within: tuple[date, date] | None) -> bool:
    return within is None or (within[0] <= span[0] and span[1] <= within[1])


def _verdict(fact: StoredFact, facts: Sequence[StoredFact]) -> bool | None:
    """Whether one value met its target: as its report says, as its target says, else as the whole series tells which way is good."""
    status, target, unit = fact.get("status"), fact.get("target"), fact.get("unit")
    if re.search(MET, status, re.I) or re.search(MISSED, status, re.I):
        return bool(re.search(MET, status, re.I))
    value, aim = figure(fact.get("value"), unit), figure(target, unit)
    told = good(value, target, unit)
    if told is None and value is not None and aim is not None:
        told = _by_direction(fact, facts, value, aim)
    return None if told is False and _LATER.search(target) else told


def _by_direction(fact: StoredFact, facts: Sequence[StoredFact], value: Figure, aim: Figure) -> bool | None:
    if value.value == aim.value and (not value.unit or not aim.unit or value.unit == aim.unit):
        return True if good_above(fact.get("target")) is None else None
    sign = direction(facts)
    return not misses(fact, (), sign) if sign else None


def _told(
    shelf: Shelf,
    asked: _Asked,
    facts: Sequence[StoredFact],
    every: dict[Literal["missed", "met", "unknown"], list[StoredFact]],
) -> Found | None:
    unknown = every["unknown"]
    note = ""
    if unknown:
        undecided = "; ".join(fact.get("kpi") for fact in unknown[:4]) + (" and others" if len(unknown) > 4 else "")
        note = f"Of {len(unknown)} the records do not say whether the target was met: {undecided}."
    deed = "missed" if asked.missed else "met"
    if not facts:
        others = every["met"] if asked.missed else every["missed"]
        if unknown or len(others) < _LEAST:
            return None
        claims = merged([claim(shelf, fact, "value") for fact in others[:_MOST]])
        value = Value(type="count", value="0") if asked.count else Value(type="list", value="")
        return Found(claims, value, f"None {deed} its target", 0.85, complete=len(others) <= _MOST)
    claims = merged([claim(shelf, fact, "value") for fact in facts[:_MOST]])
    names = [fact.get("kpi") for fact in facts]
    value = Value(type="count", value=str(len(facts))) if asked.count else Value(type="list", value="; ".join(names))
    lead = str(len(facts)) if asked.count else ""
    return Found(claims, value, lead, 0.9, complete=not unknown and len(facts) <= _MOST, note=note)
