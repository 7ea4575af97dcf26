"""The same event told by several documents: one key, and the fact that says most of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.clauses import day_of
from assistant.wording import name_of
from evidence.entities import Entities
from evidence.model import StoredFact

LISTED = frozenset(  # kinds whose facts are rows of a register: each row is a thing of its own
    "document ownership objective measurement risk treatment training system supplier applicability role action"
    " attendance test provenance event_log review".split()
)
"""Kinds that are counted a document, not told one by one."""

_NUMBERED = frozenset(("finding", "incident", "corrective_action"))
_WORD = re.compile(r"\w+")
_SAME_PEOPLE = 0.5  # share of the shorter list of those present
_FEW = 3  # so many present are needed before their names alone make two meetings one


def event_key(fact: StoredFact) -> object:
    """The same for facts that tell of the same event or thing. Rows of registers are never the same."""
    day = str(day_of(fact) or "")
    if fact.kind == "meeting" and fact.get("held"):
        body = fact.get("body") or fact.get("title")
        return fact.kind, fact.get("held"), " ".join(_WORD.findall(re.sub(r"\d+", "", body).lower()))
    if fact.kind == "resource" and fact.get("amount"):
        return fact.kind, re.sub(r"\D", "", fact.get("amount")), fact.get("currency").upper()
    if fact.kind == "acceptance" and fact.get("risk"):
        return fact.kind, fact.get("risk").casefold(), fact.get("until") or day
    if fact.kind in _NUMBERED and fact.get("number"):
        return fact.kind, fact.get("number").casefold()
    if fact.kind in LISTED:
        return fact.id
    return fact.kind, day, " ".join(_WORD.findall(name_of(fact).lower()))


def richness(fact: StoredFact) -> int:
    """How much a fact says."""
    return len(fact.fact.fields) + len(fact.fact.dates)


def together(facts: Iterable[StoredFact]) -> list[list[StoredFact]]:
    """Facts of the same event together, the one that says most first; events in the order of their first fact."""
    events: dict[object, list[StoredFact]] = {}
    for fact in facts:
        events.setdefault(event_key(fact), []).append(fact)
    return [sorted(event, key=lambda fact: -richness(fact)) for event in events.values()]


def distinct_meetings(events: Iterable[list[StoredFact]], entities: Entities) -> list[list[StoredFact]]:
    """Meetings, each once: what names the same body in other words, or the same chair and people that day, is one."""
    kept: list[list[StoredFact]] = []
    for event in events:
        place = next((at for at, other in enumerate(kept) if _same_meeting(event[0], other[0], entities)), None)
        if place is None:
            kept.append(event)
        elif richness(event[0]) > richness(kept[place][0]):
            kept[place] = event
    return kept


def _same_meeting(one: StoredFact, other: StoredFact, entities: Entities) -> bool:
    if not one.get("held") or one.get("held") != other.get("held") or one.document == other.document:
        return False
    names = [entities.bodies.key(fact.get("body") or fact.get("title")) for fact in (one, other)]
    if names[0] and names[0] == names[1]:
        return True
    chairs = [_people(fact.get("chair"), entities) for fact in (one, other)]
    if not (chairs[0] and chairs[0] == chairs[1]):
        return False
    here = [_people(fact.get("attendees"), entities) for fact in (one, other)]
    fewer = min(len(each) for each in here)
    return fewer >= _FEW and len(here[0] & here[1]) > _SAME_PEOPLE * fewer


def _people(mentions: str, entities: Entities) -> set[str]:
    who = (entities.resolve(each.strip()).person for each in mentions.split(";") if each.strip())
    return {person.key for person in who if person is not None}
