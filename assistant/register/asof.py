"""What held on a day: the edition in force, the holder of a role. Both are told by the dates that facts give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answer import Value
from assistant.register import people
from assistant.register.cite import claim, merged, stands
from assistant.register.match import Match, Shelf, find, iso
from assistant.register.request import NOISE, Request
from assistant.register.result import Found
from assistant.register.speak import left_out
from evidence.lexical import analyse
from evidence.model import StoredFact

_COVERED = 0.8
_WHOLE = 0.9  # share of a role's own words that are asked for: the deputy is another role
_NEAR = 0.12
_RECENT = 92  # days for which somebody who was named with a role is taken to hold it
_TAIL = re.compile(r",.*$|\(.*$")  # "Company Secretary, taking the minutes"
_NAMED_WITH = {
    "attendance": ("person", "held", "role"),
    "approval": ("approver", "approved", "approver"),
    "signature": ("signer", "signed", "signer"),
    "communication": ("sender", "sent", "sender"),
}
"""Kinds of facts that name people with their roles: who, when, and the field that tells it."""


@dataclass(frozen=True, slots=True)
class _Named:
    """Somebody whom a fact names with a role on a day; ``field`` is the one whose sentence tells it."""

    day: date
    who: str
    fact: StoredFact
    field: str


def edition(shelf: Shelf, request: Request) -> Found | None:
    """The edition of a document that was in force on the day asked about, and what came after it."""
    days = days_asked(request)
    if days is None or (request.relation is not None and request.relation.name == "start"):
        return None  # the version of a thing in use is no edition of a document
    targets = [("approval@approved", ("version",)), ("document", ("version",))]
    matches = [
        m for m in _about(shelf, request, targets) if m.exact >= 0.4 and "draft" not in m.fact.get("status").lower()
    ]
    if not matches:
        return None
    starts = _starts(matches, _name(matches[0].fact))
    chosen = {_on(starts, day) for day in days}
    if len(chosen) != 1 or (version := chosen.pop()) is None:
        return None
    later = sorted((start, other) for other, (start, _) in starts.items() if start > starts[version][0])
    told = [starts[version][1], *(starts[other][1] for _, other in later[:1])]
    claims = merged([claim(shelf, fact, "approved" if fact.get("approved") else "effective") for fact in told])
    return Found(claims, Value(type="text", value=version), f"Version {version}", matches[0].covered)


def _starts(matches: Sequence[Match], name: str) -> dict[str, tuple[date, StoredFact]]:
    """When each version of one document began to hold: its effective day, else its approval."""
    starts: dict[str, tuple[date, StoredFact]] = {}
    for match in matches:
        fact = match.fact
        begun = iso(fact.get("effective")) or iso(fact.get("approved"))
        version = fact.get("version").lower().lstrip("v. ")
        if begun and _name(fact) == name and (version not in starts or begun < starts[version][0]):
            starts[version] = (begun, fact)
    return starts


def _on(starts: dict[str, tuple[date, StoredFact]], day: date) -> str | None:
    begun = [(start, version) for version, (start, _) in starts.items() if start <= day]
    return max(begun)[1] if begun else None


def _name(fact: StoredFact) -> str:
    words = fact.get("subject") or fact.get("title")
    return " ".join(
        re.findall(
            r"\w+", re.sub(r"\b(?:v|version|edition|issue)?\s*\d+(?:\.\d+)+\b|^[A-Z]{2,5}-?\d+\b", " ", words).lower()
        )
    )


def holder(shelf: Shelf, request: Request) -> Found | None:
    """Who held a role on the day asked about: the last who took it up by then and had not given it up.

    Over a long span, everybody who held it, one after the other.
    """
    days = days_asked(request)
    if days is None:
        return _holders(shelf, request) if len(request.periods) == 1 else None
    matches = [m for m in _about(shelf, request, [("role", ("person",))]) if m.exact >= 0.3]
    matches = [m for m in matches if m.exact >= max(each.exact for each in matches) - 0.15]
    holders = {_holder(shelf, matches, day) for day in days} - {None}
    chosen = next(iter(holders), None)
    if chosen is None:
        return _mentioned(shelf, request, days)
    if any(other and not people.same(other, chosen) for other in holders):
        return None
    same = [
        m
        for m in matches
        if people.same(m.values[0], chosen) and (begun := _begun(shelf, m.fact, max(days))) and begun <= max(days)
    ]
    first = max(same, key=lambda m: (m.exact, _begun(shelf, m.fact, max(days)) or date.min))
    value = people.plain(first.values[0])
    rest = [m for m in same if m is not first and m.exact >= first.exact - 0.05 and m.fact.doc_id != first.fact.doc_id]
    told = [m for m in (first, *rest[:1]) if stands(shelf, m.fact, "person")]
    if not told:
        return None
    return Found(
        merged([claim(shelf, m.fact, "person") for m in told]), Value(type="name", value=value), value, first.covered
    )


def _mentioned(shelf: Shelf, request: Request, days: Sequence[date]) -> Found | None:
    """Who is named with a role where no record says who holds it: shortly before the day, or before and after it."""
    asked = frozenset(analyse(request.role)) - NOISE
    named: list[_Named] = []
    for kind, (who, when, told) in _NAMED_WITH.items():
        for fact in shelf.facts(kind):
            day, role = iso(fact.get(when)), frozenset(analyse(_TAIL.sub("", fact.get("role"))))
            if day and fact.get(who) and asked and role == asked:
                named.append(_Named(day, fact.get(who), fact, told))
    chosen: list[_Named] = []
    for each_day in days:
        around = _around(named, each_day)
        if not around:
            return None
        chosen += [each for each in around if each not in chosen]
    if any(not people.same(each.who, chosen[0].who) for each in chosen):
        return None
    claims = [claim(shelf, each.fact, each.field) for each in chosen if stands(shelf, each.fact, each.field)]
    shown = merged([each for each in claims if each.derivation and "role" not in left_out(each.derivation.rule)])
    who = people.plain(max((each.who for each in chosen), key=len))
    return Found(shown, Value(type="name", value=who), who, _COVERED) if shown else None


def _around(named: Sequence[_Named], day: date) -> list[_Named]:
    """Who is named last before a day, if that was not long ago, else with the first after it where it is the same person."""
    last = max((each for each in named if each.day <= day), key=lambda each: each.day, default=None)
    first = min((each for each in named if each.day > day), key=lambda each: each.day, default=None)
    if last is None:
        return []
    kept = [last]
    if (day - last.day).days > _RECENT:
        if first is None or not people.same(first.who, last.who):
            return []
        kept.append(first)
    near = [each for each in named if min(abs((each.day - other.day).days) for other in kept) <= _RECENT]
    return kept if all(people.same(each.who, last.who) for each in near) else []


def _holders(shelf: Shelf, request: Request) -> Found | None:
    """Everybody who held a role in a span of time, in the order in which they took it up; each until the next did.

    Who is still named in it by a paper later than that held it beside the next.
    """
    (period,) = request.periods
    last = min(period.last, request.as_of)
    matches = [m for m in _about(shelf, request, [("role", ("person",))]) if m.exact >= _WHOLE]
    begun = sorted(
        ((day, m) for m in matches if (day := _begun(shelf, m.fact, last)) and day <= last), key=lambda each: each[0]
    )
    held: list[tuple[date, Match]] = []
    for day, match in begun:
        if held and people.same(held[-1][1].values[0], match.values[0]):
            continue
        held.append((day, match))
    ends = [*(day for day, _ in held[1:]), date.max][: len(held)]
    beside = any(_named_after(shelf, matches, match, end) for (_, match), end in zip(held, ends, strict=True))
    lists = [match.fact.document for _, match in held if not match.fact.get("until")]
    beside = beside or len(set(lists)) < len(lists)  # one list names both, and none of them as gone
    ends = [date.max] * len(held) if beside else ends
    told = [m for (_, m), end in zip(held, ends, strict=True) if end > period.first and not _left(m.fact, period.first)]
    told = [m for m in told if stands(shelf, m.fact, "person")]
    names = [people.plain(m.values[0]) for m in told]
    if not told or len({day for day, _ in held}) < len(held):
        return None  # two who began on one day: nothing tells who it was
    value = Value(type="name", value=names[0]) if len(names) == 1 else Value(type="list", value="; ".join(names))
    claims = merged([claim(shelf, m.fact, "person") for m in told])
    return Found(claims, value, (" and " if beside else ", then ").join(names), told[0].covered)


def _named_after(shelf: Shelf, matches: Sequence[Match], holder: Match, day: date) -> bool:
    """Whether a paper written after ``day`` still names somebody as holder."""
    same = (m for m in matches if people.same(m.values[0], holder.values[0]))
    return any((written := shelf.stated_day(m.fact)) and written > day and not _left(m.fact, day) for m in same)


def _holder(shelf: Shelf, matches: Sequence[Match], day: date) -> str | None:
    """The one person; ``None`` where nobody or more than one is named with equal right."""
    held = [m for m in matches if (begun := _begun(shelf, m.fact, day)) and begun <= day and not _left(m.fact, day)]
    if not held:
        return None
    newest = max(_begun(shelf, m.fact, day) or date.min for m in held)
    names = [m.values[0] for m in held if _begun(shelf, m.fact, day) == newest]
    return names[0] if all(people.same(name, names[0]) for name in names) else None


def _begun(shelf: Shelf, fact: StoredFact, by: date) -> date | None:
    """Since when a fact holds: stated, else since its document; a file that was only copied after ``by`` tells nothing of it."""
    begun = iso(fact.get("from")) or iso(fact.get("written"))
    copied = begun is not None and begun > by and not fact.get("from") and shelf.stated_day(fact) is None
    return date.min if copied else begun


def _left(fact: StoredFact, day: date) -> bool:
    until = iso(fact.get("until"))
    return bool(until and until < day)


def _about(shelf: Shelf, request: Request, targets: Sequence[tuple[str, tuple[str, ...]]]) -> list[Match]:
    open_request = replace(request, periods=())
    found = [m for m in find(shelf, open_request, targets) if m.covered >= _COVERED and m.own >= 0.5]
    return [m for m in found if m.score >= found[0].score - 4 * _NEAR]


def days_asked(request: Request) -> tuple[date, ...] | None:
    """The day asked about, or the ends of a short span, over which one answer must hold; ``None`` for long spans."""
    if not request.periods:
        return (request.as_of,)
    if len(request.periods) > 1 or (request.periods[0].last - request.periods[0].first).days > 92:
        return None
    period = request.periods[0]
    return (
        (period.first, period.last) if period.last <= request.as_of or period.first > request.as_of else (period.last,)
    )
