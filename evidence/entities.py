"""Who and what the facts speak of: people, bodies, roles over time, works and their editions, systems.

Facts store mentions as written; here they become entities. Everything is a pure function of a view's facts and does not
depend on their order. A mention that might mean two things means neither, and both are named.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from evidence.families import Families, as_day
from evidence.kinds import KINDS
from evidence.model import StoredDocument, StoredFact
from evidence.people import People, Person, Resolved, fold, is_name
from evidence.titles import Bodies, numbers_in, role_key

_JOINED = re.compile(r"[,/(]|\s(?:and|&|with)\s")
_LEAVING = re.compile(
    r"(?i)\b(?:left|leaves|leaving|resign(?:s|ed)|retire[sd]|depart(?:s|ed))\b"
    r"(?! (?:(?:the|this|that|her|his|their|its) )?(?:\w+ )?"
    r"(?:role|post|position|chair|committee|board|group|team|panel|project|department)\b)"
)
"""Words of one who leaves, and not only a post or a body."""
_PAIRS = (
    ("approval", "approver", "approved"),
    ("signature", "signer", "signed"),
    ("attendance", "person", "held"),
    ("ownership", "owner", "written"),
    ("training", "person", "written"),
    ("communication", "sender", "sent"),
)
"""Kinds whose ``role`` is that of the person in the named field, and the day on which it was."""


class Register(Protocol):
    """What entities and findings read: a ``View``, or facts made by hand."""

    def facts(self, kind: str) -> tuple[StoredFact, ...]:
        """Every fact of one kind."""

    def documents(self) -> list[StoredDocument]:
        """Every document."""

    def text(self, document: int) -> str:
        """A document's text, by rowid."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person seen in a role: ``begins`` is the day of the sight (or the stated beginning), ``ends`` a stated end."""

    person: Person
    role: str
    begins: date
    ends: date | None
    fact: StoredFact


@dataclass(frozen=True, slots=True)
class Actor:
    """One that acts: ``kind`` is ``person``, ``body`` or ``role`` (nobody known in it); ``key`` compares."""

    kind: str
    key: str
    name: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class System:
    """A system as inventories have it."""

    key: str
    name: str
    number: str
    facts: tuple[StoredFact, ...]


class Entities:
    """The entities of one register."""

    def __init__(self, register: Register) -> None:
        self.register = register

    @cached_property
    def people(self) -> People:
        """Every person that any fact names in full."""
        return People(mention for kind in KINDS.values() for mention in self._mentions(kind.name, kind.people))

    @cached_property
    def bodies(self) -> Bodies:
        """Every body that any fact names."""
        named = (mention for kind in KINDS.values() for mention in self._mentions(kind.name, kind.bodies))
        return Bodies((*named, *(fact.get("approver") for fact in self.register.facts("document"))))

    @cached_property
    def families(self) -> Families:
        """Controlled documents as works with editions."""
        facts = self.register.facts
        return Families(facts("document"), facts("approval"), (*facts("review"), *facts("ownership")))

    @cached_property
    def tenures(self) -> tuple[Tenure, ...]:
        """Every sight of a person in a role, oldest first."""
        return tuple(sorted(self._tenures(), key=lambda each: (each.begins, each.role, each.person.key, each.fact.id)))

    @cached_property
    def systems(self) -> tuple[System, ...]:
        """The systems of inventories, by key."""
        found: dict[str, list[StoredFact]] = defaultdict(list)
        for fact in self.register.facts("system"):
            if name := fact.get("name") or fact.get("number"):
                found[fold(_first(name)) or fold(name)].append(fact)
        return tuple(
            System(key, facts[0].get("name") or facts[0].get("number"), facts[0].get("number"), tuple(facts))
            for key, facts in sorted(found.items())
        )

    def system(self, mention: str) -> System | None:
        """The one system that a mention names, by number or by name; the longest name that stands in it."""
        numbers, words = numbers_in(mention), f" {fold(mention)} "
        by_number = [each for each in self.systems if each.number and each.number.upper() in numbers]
        if len(by_number) == 1:
            return by_number[0]
        held = [each for each in self.systems if f" {each.key} " in words.replace(",", " ").replace(":", " ")]
        held.sort(key=lambda each: -len(each.key))
        return held[0] if held and (len(held) == 1 or len(held[0].key) > len(held[1].key)) else None

    # People and roles ------------------------------------------------------------------------

    def actor(self, person: str = "", role: str = "", body: str = "", day: date | None = None) -> Actor | None:
        """Who acts, from a fact's mentions: the person where one is named, else the body, else the role's holder."""
        if person:
            found = self._named(person)
            if found is not None:
                return found
        if body:
            holder = self.holder(body, day)
            return holder or Actor("body", self.bodies.key(body), body)
        title = role or person
        return self.holder(title, day) or (Actor("role", role_key(title), title) if title else None)

    def _named(self, mention: str) -> Actor | None:
        first = _first(mention)
        for words in (mention, first):
            resolved = self.people.resolve(words)
            if resolved.person is not None:
                return Actor("person", resolved.person.key, resolved.person.name, resolved.reason)
        return Actor("person", f"?{fold(first)}", first, resolved.reason) if is_name(first) else None

    def holder(self, role: str, day: date | None) -> Actor | None:
        """Who was last seen in a role by a day (else first after it); None when nobody was, or the tenure had ended."""
        seen = self._seats.get(role_key(role))
        if not seen:
            return None
        when = day or date.max
        before = [tenure for tenure in seen if tenure.begins <= when]
        tenure = before[-1] if before else seen[0]
        if before and tenure.ends is not None and tenure.ends < when and day is not None:
            return None
        if any(each.begins == tenure.begins and each.person.key != tenure.person.key for each in seen):
            return None  # several hold it at once: members, directors
        reason = f"{role} was {tenure.person.name}" + ("" if before else ", as later documents have it")
        return Actor("person", tenure.person.key, tenure.person.name, reason)

    @cached_property
    def _seats(self) -> dict[str, list[Tenure]]:
        seats: dict[str, list[Tenure]] = defaultdict(list)
        for tenure in self.tenures:
            seats[tenure.role].append(tenure)
        return dict(seats)

    @cached_property
    def _departures(self) -> dict[str, list[tuple[date, StoredFact]]]:
        """Stated departures by person, oldest first: an end without a role, or one whose words say that they left."""
        found: dict[str, list[tuple[date, StoredFact]]] = defaultdict(list)
        for fact in self.register.facts("role"):
            until = as_day(fact.get("until"))
            who = self.resolve(fact.get("person")).person if until and self._leaves(fact) else None
            if who is not None and until is not None:
                found[who.key].append((until, fact))
        for facts in found.values():
            facts.sort(key=lambda pair: (pair[0], pair[1].id))
        return dict(found)

    def _leaves(self, fact: StoredFact) -> bool:
        text = self.register.text(fact.document)
        return not fact.get("role") or any(_LEAVING.search(text[span.start : span.end]) for span in fact.fact.spans)

    def roles_of(self, person: str, day: date) -> set[str]:
        """The roles in which a person (by key) was seen up to a day."""
        return {each.role for each in self.tenures if each.person.key == person and each.begins <= day}

    def departure(self, person: str, day: date) -> StoredFact | None:
        """The fact that a person (by key) left by a day, unless they were seen in a role that began afterwards."""
        for until, fact in self._departures.get(person, ()):
            if until < day and not self._returned(person, until):
                return fact
        return None

    def _returned(self, person: str, until: date) -> bool:
        return any(each.person.key == person and each.begins > until for each in self.tenures)

    def ended_role(self, role: str, day: date) -> StoredFact | None:
        """The fact that a role ended by a day, unless somebody was seen in it afterwards."""
        key = role_key(role)
        for fact in self.register.facts("role"):
            until = as_day(fact.get("until"))
            if fact.get("person") or until is None or until >= day or role_key(fact.get("role")) != key:
                continue
            if not any(each.role == key and each.begins > until for each in self.tenures):
                return fact
        return None

    def resolve(self, mention: str) -> Resolved:
        """Who a mention of a person is; what follows a comma or stands in brackets is left out."""
        whole = self.people.resolve(mention)
        first = _first(mention)
        return whole if whole.person is not None or first == mention.strip() else self.people.resolve(first)

    # Reading ---------------------------------------------------------------------------------

    def _mentions(self, kind: str, names: Iterable[str]) -> Iterator[str]:
        listed = tuple(names)
        if not listed:
            return
        for fact in self.register.facts(kind):
            for name in listed:
                for mention in fact.get(name).split(";"):
                    if mention.strip():
                        yield mention.strip()
                        yield from (part.strip() for part in _JOINED.split(mention))

    def _tenures(self) -> Iterator[Tenure]:
        for fact in self.register.facts("role"):
            if fact.get("person") and fact.get("role"):
                begins = as_day(fact.get("from")) or as_day(fact.get("written"))
                yield from self._tenure(fact, fact.get("person"), fact.get("role"), begins, as_day(fact.get("until")))
        for kind, name, when in _PAIRS:
            for fact in self.register.facts(kind):
                begins = as_day(fact.get(when)) or as_day(fact.get("written"))
                yield from self._tenure(fact, fact.get(name), fact.get("role"), begins, None)

    def _tenure(
        self, fact: StoredFact, person: str, role: str, begins: date | None, ends: date | None
    ) -> Iterator[Tenure]:
        who = self.resolve(person).person if person and role else None
        if who is not None and begins is not None:
            for each in role.split(";"):
                yield Tenure(who, role_key(each), begins, ends, fact)


def _first(mention: str) -> str:
    """A mention without what follows a comma or stands in brackets."""
    return re.split(r"[,(]", mention, maxsplit=1)[0].strip()
