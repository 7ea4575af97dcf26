"""What leadership did, as pages show it: events, comparison, indicators, risks and messages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.clauses import begun_on, day_of
from assistant.periods import stated_periods
from assistant.reports import Request
from assistant.reports.comparing import earlier
from assistant.reports.leading import PARTS, activity
from assistant.reports.risks import is_closed
from assistant.web import charts
from assistant.web.answers import Source
from assistant.web.reported import facts_of, source_of
from assistant.web.text import day as day_words
from assistant.wording import name_of, sentence, short
from evidence.frameworks.words import says
from evidence.model import StoredFact

KINDS = {
    "approval": "Approval",
    "meeting": "Meeting",
    "decision": "Decision",
    "resource": "Resource",
    "acceptance": "Risk accepted",
    "communication": "Message",
}
"""What an event of each kind is called."""

_WORD = re.compile(r"[^\W_]+")
_GRADES = 6  # most steps of a scale of likelihood or impact
_GRAVE = ("low", "middle", "high")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that leadership did, on its day; ``sources`` are all documents that tell of it."""

    kind: str
    day: date
    says: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Events of a kind, now and in the period before (``None``: no period)."""

    title: str
    kind: str
    now: int
    before: int | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A KPI with its values, oldest first."""

    name: str
    latest: str
    target: str
    owner: str
    objective: str
    line: charts.Line | None
    values: tuple[tuple[str, str, Source], ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """Risks by likelihood and impact: rows from the highest likelihood; cells hold risks, and how grave they are."""

    impacts: tuple[int, ...]
    rows: tuple[tuple[int, tuple[tuple[str, tuple[tuple[str, str, Source], ...]], ...]], ...]
    counted: int
    left: int


def events(asking: Request) -> tuple[list[Event], list[Compared], str]:
    """The events of the period, newest first; counts by kind; and what the period before is called."""
    now = activity(asking)
    then = earlier(asking)
    before = activity(then) if then else {}
    compared = [Compared(title, kind, len(now[kind]), len(before[kind]) if then else None) for title, kind in PARTS]
    found = []
    for _, kind in PARTS:
        for event in now[kind]:
            day = begun_on(event[0])
            if day is not None:
                found.append(Event(kind, day, short(sentence(event[0]), 260), facts_of(asking.citer, event)))
    found.sort(key=lambda each: (each.day, each.kind), reverse=True)
    return (
        found,
        compared,
        f"{day_words(then.period.first)} to {day_words(then.period.last)}" if then and then.period else "",
    )


def newest(asking: Request) -> date | None:
    """The day of the newest event up to the request's own, whatever its period; ``None`` where there is none."""
    found = activity(replace(asking, period=None))
    days = (begun_on(event[0]) for _, kind in PARTS for event in found[kind])
    return max((day for day in days if day is not None and day <= asking.today), default=None)


def lanes(found: Sequence[Event]) -> list[tuple[str, list[tuple[date, str]]]]:
    """The events by lane of the timeline."""
    by_kind: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for each in found:
        by_kind[each.kind].append((each.day, f"{each.day}: {each.says}"))
    return [(title, by_kind[kind]) for title, kind in PARTS]


def indicators(asking: Request) -> list[Indicator]:
    """Every indicator with a value by the day asked for."""
    series: dict[str, list[StoredFact]] = defaultdict(list)
    for fact in asking.facts("measurement"):
        if fact.get("kpi") and fact.get("value"):
            series[" ".join(_WORD.findall(fact.get("kpi").lower()))].append(fact)
    aims = {" ".join(_WORD.findall(fact.get("kpi").lower())): fact for fact in asking.facts("objective")}
    found = []
    for key, facts in series.items():
        known = asking.newest(facts, lambda fact: fact.get("period") or str(day_of(fact)))
        kept = [fact for fact in known if (_end(fact) or asking.today) <= asking.today]
        kept.sort(key=lambda fact: (_end(fact) or date.min, fact.id))
        if kept:
            found.append(_indicator(asking, kept, aims.get(key)))
    return sorted(found, key=lambda each: (each.line is None, each.name.casefold()))


def _end(fact: StoredFact) -> date | None:
    read = stated_periods(fact.get("period"))
    return min(read[-1].last, day_of(fact) or read[-1].last) if read else day_of(fact)


def _indicator(asking: Request, facts: list[StoredFact], aim: StoredFact | None) -> Indicator:
    def last(name: str) -> str:
        said = [*(fact.get(name) for fact in reversed(facts)), aim.get(name) if aim else ""]
        return next(filter(None, said), "")

    values = [
        (fact.get("period") or str(day_of(fact) or ""), f"{fact.get('value')} {fact.get('unit')}".strip())
        for fact in facts
    ]
    target = last("target")
    objective = facts[-1].get("objective") or (name_of(aim) if aim else "")
    told = tuple((*each, source_of(asking.citer, fact)) for each, fact in zip(values, facts, strict=True))
    name = short(facts[-1].get("kpi"), 90)
    return Indicator(
        name, values[-1][1], target, last("owner"), short(objective, 120), charts.line(values, target), told
    )


def risks(asking: Request) -> tuple[Heat | None, list[tuple[str, int, str]]]:
    """Open risks by likelihood and impact, where both are numbers; and how the accepted ones stand, with a tone."""
    known = asking.newest(asking.facts("risk"), lambda fact: fact.get("number").upper() or name_of(fact).lower())
    held = [fact for fact in known if not is_closed(fact)]
    return _heat(asking, held), _acceptances(asking, held)


def _heat(asking: Request, held: list[StoredFact]) -> Heat | None:
    placed: dict[tuple[int, int], list[StoredFact]] = defaultdict(list)
    for fact in held:
        likely, impact = _grade(fact.get("likelihood")), _grade(fact.get("impact"))
        if likely and impact:
            placed[likely, impact].append(fact)
    if not placed:
        return None
    most = max(5, *(max(pair) for pair in placed))
    rows = []
    for likely in range(most, 0, -1):
        cells = []
        for impact in range(1, most + 1):
            share = likely * impact / most**2
            grave = _GRAVE[0 if share <= 0.2 else 1 if share < 0.5 else 2]
            told = [(_label(fact), name_of(fact), source_of(asking.citer, fact)) for fact in placed[likely, impact]]
            cells.append((grave, tuple(sorted(told, key=lambda each: each[0]))))
        rows.append((likely, tuple(cells)))
    counted = sum(map(len, placed.values()))
    return Heat(tuple(range(1, most + 1)), tuple(rows), counted, len(held) - counted)


def _label(fact: StoredFact) -> str:
    return fact.get("number") or short(name_of(fact), 18)


def _grade(text: str) -> int | None:
    match = re.match(r"\s*(\d)\b", text)
    return int(match[1]) if match and 1 <= int(match[1]) <= _GRADES else None


def _acceptances(asking: Request, held: list[StoredFact]) -> list[tuple[str, int, str]]:
    until: dict[str, str] = {}
    for fact in asking.facts("acceptance"):
        number = fact.get("risk").upper()
        until[number] = max(until.get(number, ""), fact.get("until") or "-")
    counts: Counter[str] = Counter()
    for fact in held:
        ends = until.get(fact.get("number").upper())
        if ends and ends != "-":
            counts["accepted" if ends >= asking.today.isoformat() else "expired"] += 1
        elif ends:
            counts["endless"] += 1
        elif says(f"{fact.get('treatment')} {fact.get('status')}", ("accept",)):
            counts["undecided"] += 1
        else:
            counts["treated"] += 1
    told = (
        ("Accepted, still in force", "accepted", "good"),
        ("Accepted without an end", "endless", "warn"),
        ("Acceptance has expired", "expired", "bad"),
        ("Accepted in the register, no decision found", "undecided", "bad"),
        ("Treated, or not decided", "treated", ""),
    )
    return [(words, counts[name], tone) for words, name, tone in told if counts[name]]
