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
from evidence.titles import Bodies, Roles, numbers_in

_JOINED = re.compile(r"[,/()]|\s(?:and|&|with)\s")
_TOGETHER = re.compile(r"[;,/()&]|\b(?:and|with|then|from|since|until)\b")
_QUOTED = re.compile(r"[\"“”‘]([^\"“”‘’]{2,40})[\"“”’]")
_COINED = re.compile(r"[^\W\d_]{2}-?\d|[a-zà-öø-ÿ][^\W\d_a-zà-öø-ÿ]")  # VIS-2, PlanMate; but not AI or 2nd
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
    def roles(self) -> Roles:
        """Every role that any fact names, beside a person or in a person's place."""
        fields = [("role", "role"), ("ownership", "owner"), *((kind, "role") for kind, _, _ in _PAIRS)]
        named = (fact.get(name) for kind, name in fields for fact in self.register.facts(kind))
        return Roles(each.strip() for mention in named for each in mention.split(";") if each.strip())

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
        """The one system that a mention names: by number, by the longest name that stands in it, or by a byname."""
        numbers, words = numbers_in(mention), f" {_spaced(mention)} "
        by_number = [each for each in self.systems if each.number and each.number.upper() in numbers]
        if len(by_number) == 1:
            return by_number[0]
        held = [each for each in self.systems if f" {_spaced(each.key)} " in words]
        held.sort(key=lambda each: -len(each.key))
        if held:
            return held[0] if len(held) == 1 or len(held[0].key) > len(held[1].key) else None
        named = {each.key: each for name, each in self._bynames.items() if f" {name} " in words}
        return next(iter(named.values())) if len(named) == 1 else None

    @cached_property
    def _bynames(self) -> dict[str, System]:
        """What only one system is called besides: a nickname in quotation marks, a coined word that begins its name."""
        called: dict[str, list[System]] = defaultdict(list)
        for each in self.systems:
            first = each.name.split()[0]
            names = {*_QUOTED.findall(each.name), *([first] if _COINED.search(first) else [])}
            for name in {re.sub(r"^(?:the|our) ", "", _spaced(name)) for name in names}:
                called[name].append(each)
        return {name: systems[0] for name, systems in called.items() if len(systems) == 1 and name}

    # People and roles ------------------------------------------------------------------------

    def actor(
        self, person: str = "", role: str = "", body: str = "", day: date | None = None, document: int | None = None
    ) -> Actor | None:
        """Who acts, from a fact's mentions: the person where one is named, else the body, else the role's holder.

        ``document`` (a rowid) is where the mentions stand: of two whom initials fit, the one who is named there.
        """
        if person:
            found = self._named(person, document)
            if found is not None:
                return found
        if body:
            holder = self.holder(body, day)
            return holder or Actor("body", self.bodies.key(body), body)
        return self._titled(role or person, day)

    def _titled(self, title: str, day: date | None) -> Actor | None:
        if not title or (holder := self.holder(title, day)) is not None:
            return holder if title else None
        if self.bodies.is_body(title):
            return Actor("body", self.bodies.key(title), title)
        return Actor("role", self.roles.key(title), title)

    def _named(self, mention: str, document: int | None) -> Actor | None:
        resolved = self.resolve(mention, document)
        if resolved.person is not None:
            return Actor("person", resolved.person.key, resolved.person.name, resolved.reason)
        first = _first(mention)
        unknown = is_name(first) and not self.roles.is_short(first)
        return Actor("person", f"?{fold(first)}", first, resolved.reason) if unknown else None

    def holder(self, role: str, day: date | None) -> Actor | None:
        """Who was last seen in a role by a day (else first after it); None when nobody was, or the tenure had ended."""
        seen = self._seats.get(self.roles.key(role))
        if not seen:
            return self._undated.get(self.roles.key(role))
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
    def _undated(self) -> dict[str, Actor]:
        """Who holds a role by a chart without a day, where that is one person; it counts only where no day is known."""
        seen: dict[str, dict[str, Person]] = defaultdict(dict)
        for fact in self.register.facts("role"):
            who = self.resolve(fact.get("person"), fact.document).person if not as_day(fact.get("written")) else None
            if who is not None and fact.get("role") and not fact.get("from") and not fact.get("until"):
                seen[self.roles.key(fact.get("role"))][who.key] = who
        return {
            role: Actor("person", who.key, who.name, f"{role} is {who.name}, as a document without a day has it")
            for role, people in seen.items()
            if len(people) == 1
            for who in people.values()
        }

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

    def left(self, mention: str, day: date, document: int | None = None) -> tuple[Person, StoredFact] | None:
        """Who is named and had left by a day, with the proof; None while anybody else who is named had not."""
        who = self.resolve(mention, document).person
        named = self.people_in(mention) or ((who,) if who is not None else ())
        gone = [(each, self.departure(each.key, day)) for each in named]
        proven = [(each, proof) for each, proof in gone if proof is not None]
        return proven[0] if proven and len(proven) == len(named) else None

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
        key = self.roles.key(role)
        for fact in self.register.facts("role"):
            until = as_day(fact.get("until"))
            if fact.get("person") or until is None or until >= day or self.roles.key(fact.get("role")) != key:
                continue
            if not any(each.role == key and each.begins > until for each in self.tenures):
                return fact
        return None

    def resolve(self, mention: str, document: int | None = None) -> Resolved:
        """Who a mention of a person is; what follows a comma or stands in brackets is left out.

        A post with a name in brackets is that person. Where several fit, the one who is named unmistakably in the same
        ``document`` (a rowid) is meant; where two of them are, or none is given, it stays ambiguous.
        """
        whole = self.people.resolve(mention)
        first = _first(mention)
        found = whole if whole.person is not None or first == mention.strip() else self.people.resolve(first)
        if found.person is None and found.candidates and document is not None:
            here = [each for each in found.candidates if each.key in self._named_in[document]]
            return Resolved(mention, here[0], f"{found.reason}, named here") if len(here) == 1 else found
        if found.person is None and not found.candidates and len(inside := self.people_in(mention)) == 1:
            return Resolved(mention, inside[0], "the name beside a title")
        return found

    def people_in(self, mention: str) -> tuple[Person, ...]:
        """Everybody whom a mention names, in its order: "Ann Lund, then Bo Holm", "AL / BH"."""
        whole = self.people.resolve(mention).person
        if whole is not None:
            return (whole,)
        parts = (self.people.resolve(part.strip()).person for part in _TOGETHER.split(mention) if part.strip())
        return tuple(dict.fromkeys(who for who in parts if who is not None))

    @cached_property
    def _named_in(self) -> dict[int, set[str]]:
        """The persons (by key) whom the facts of each document name unmistakably."""
        found: dict[int, set[str]] = defaultdict(set)
        for kind in KINDS.values():
            for fact in self.register.facts(kind.name) if kind.people else ():
                for mention in ";".join(fact.get(name) for name in kind.people).split(";"):
                    found[fact.document].update(who.key for who in self.people_in(mention))
        return found

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
        who = self.resolve(person, fact.document).person if person and role else None
        if who is not None and begins is not None:
            for each in role.split(";"):
                yield Tenure(who, self.roles.key(each), begins, ends, fact)


def _spaced(words: str) -> str:
    """Folded words with a blank for every sign between them; hyphens stay."""
    return " ".join(re.sub(r"[^\w\s'.+-]|[.](?!\w)", " ", fold(words)).split())


def _first(mention: str) -> str:
    """A mention without what follows a comma or stands in brackets."""
    return re.split(r"[,(]", mention, maxsplit=1)[0].strip()
