"""Findings: what the register shows when facts of several documents are laid side by side.

Each correlator is a pure function of a register and a day; none depends on the order of facts. A finding's id is made
of its rule and its subject alone, so that a person's decision about it (``evidence.record``) survives re-ingestion.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from importlib import import_module

from evidence.dates import find_dates
from evidence.entities import Entities, Register
from evidence.families import as_day
from evidence.finding_types import FINDING_TYPES, FindingType
from evidence.kinds import KINDS
from evidence.model import Span, StoredDocument, StoredFact, Strength

CORRELATORS = ("documents", "communications", "kpis", "risks", "lifecycle")
"""The modules of ``evidence.correlators`` in the order in which their findings are listed."""

_EVENTS = {
    "approval": ("approved",),
    "decision": ("held",),
    "attendance": ("held",),
    "acceptance": ("accepted",),
    "communication": ("sent",),
    "resource": ("approved",),
    "signature": ("signed",),
    "assessment": ("assessed",),
}
_STATES = frozenset(
    "risk treatment objective supplier applicability corrective_action finding action measurement".split()
)  # what a register says holds on the day it was written
_ORDER = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True, slots=True)
class Side:
    """Words on one side of a finding; ``says`` is what they say of its subject. ``fact`` is the fact's id or ""."""

    says: str
    document: int
    span: Span
    strength: Strength = Strength.UNKNOWN
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``subject`` are its keys; ``searched`` says, for an absence, how many facts of a kind there are."""

    type: str
    subject: tuple[str, ...]
    summary: str
    evidence: tuple[Side, ...]
    severity: str
    clause: str
    owner: str = ""
    searched: Mapping[str, int] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """``type`` and ``subject`` as 16 hexadecimal digits."""
        seed = "\0".join((self.type, *self.subject))
        return hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def rule(self) -> FindingType:
        """The finding's type: what it means, why it matters, what to do."""
        return FINDING_TYPES[self.type]


class Context:
    """What a correlator reads: facts, entities and the day."""

    def __init__(self, register: Register, today: date) -> None:
        self.register = register
        self.today = today
        self.entities = Entities(register)
        self.documents: dict[int, StoredDocument] = {each.rowid: each for each in register.documents()}
        self._texts: dict[int, str] = {}
        self._facts: dict[str, tuple[StoredFact, ...]] = {}

    def facts(self, kind: str) -> tuple[StoredFact, ...]:
        """Every fact of one kind as of the day: without what happened later, and without later states of registers."""
        if kind not in self._facts:
            when = (*_EVENTS.get(kind, ()), *(("written",) if kind in _STATES else ()))
            facts = self.register.facts(kind)
            self._facts[kind] = tuple(
                fact for fact in facts if all((day_of(fact, name) or self.today) <= self.today for name in when)
            )
        return self._facts[kind]

    @cached_property
    def spans(self) -> Mapping[str, tuple[Span, ...]]:
        """The spans of every fact, by its id."""
        return {fact.id: fact.fact.spans for kind in KINDS for fact in self.facts(kind)}

    def name(self, document: int) -> str:
        """What a finding's subject calls a document: the same for every reader, however many sources they see."""
        key = self.documents[document].key
        return f"{key.source}:{key.path}"

    def text(self, document: int) -> str:
        """A document's text."""
        if document not in self._texts:
            self._texts[document] = self.register.text(document)
        return self._texts[document]

    def written(self, document: int) -> date | None:
        """The day a document was written, as far as it says."""
        stated = self.documents[document].metadata.dates
        for kind in ("written", "issued", "effective", "approved", "unknown", "modified"):
            days = [each.value for each in stated if each.kind == kind and each.precision == "day"]
            if days:
                return max(days)
        return None


def side(fact: StoredFact, says: str, which: int = 0) -> Side:
    """A fact as one side of a finding."""
    return Side(says, fact.document, fact.fact.spans[which], fact.fact.strength, fact.id)


def finding(
    name: str,
    subject: Iterable[str],
    summary: str,
    evidence: Iterable[Side],
    *,
    owner: str = "",
    severity: str = "",
    clause: str = "",
    searched: Mapping[str, int] | None = None,
) -> Finding:
    """A finding of a type, with the type's severity and clause unless others are given. Equal sides are shown once."""
    kind = FINDING_TYPES[name]
    sides = tuple(dict.fromkeys(evidence))
    keys = tuple(subject)
    return Finding(name, keys, summary, sides, severity or kind.severity, clause or kind.clause, owner, searched or {})


def findings(register: Register, today: date) -> tuple[Finding, ...]:
    """Every finding on a day, the gravest first, then by type and subject. One id occurs once."""
    context = Context(register, today)
    found: dict[str, Finding] = {}
    for name in CORRELATORS:
        for each in _correlate(name, context):
            if each.id not in found:
                found[each.id] = _shown(context, each)
    return tuple(sorted(found.values(), key=lambda each: (_ORDER[each.severity], each.type, each.subject)))


def _correlate(name: str, context: Context) -> Iterator[Finding]:
    yield from import_module(f"evidence.correlators.{name}").correlate(context)


def digest(shown: Finding, words: Iterable[str]) -> str:
    """What a person saw of a finding: its severity and the words quoted, in any order, as 32 hexadecimal digits.

    A summary is left out: the days that it counts grow by themselves.
    """
    seed = "\0".join([shown.id, shown.severity, *sorted(words)])
    return hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _shown(context: Context, each: Finding) -> Finding:
    """A finding with its words told apart: each stretch once, on its most telling span; its owner by full name."""
    said: dict[tuple[int, Span], list[Side]] = {}
    for one in (_telling(context, side) for side in each.evidence):
        said.setdefault((one.document, one.span), []).append(one)
    sides = [replace(same[0], says="; ".join(dict.fromkeys(one.says for one in same))) for same in said.values()]
    who = context.entities.resolve(each.owner).person if each.owner else None
    gone = who is not None and context.entities.departure(who.key, context.today) is not None
    owner = "" if gone else who.name if who is not None else each.owner
    return replace(each, evidence=tuple(sides), owner=owner)


def _telling(context: Context, shown: Side) -> Side:
    """A side resting on the span of its fact that holds the day or the name that it says, where one does."""
    spans = context.spans.get(shown.fact, ())
    if len(spans) < 2:
        return shown
    days = {found.value for found in find_dates(shown.says)}
    name = shown.says.removeprefix("owner ").split()[-1:] if shown.says.startswith("owner ") else []
    text = context.text(shown.document)
    for span in spans:
        words = text[span.start : span.end]
        if days and any(found.value in days for found in find_dates(words, order="dmy")):
            return replace(shown, span=span)
        if name and name[0] in words:
            return replace(shown, span=span)
    return shown


def day_of(fact: StoredFact, *names: str) -> date | None:
    """The first of some dates that a fact has."""
    return next((day for name in names if (day := as_day(fact.get(name)))), None)


def dated(facts: Iterable[StoredFact], name: str) -> list[tuple[date, StoredFact]]:
    """Those of ``facts`` that have a day of that name, each behind its day."""
    return [(day, fact) for fact in facts if (day := day_of(fact, name))]


def by_day(pair: tuple[date, StoredFact]) -> tuple[date, str]:
    """What facts behind their days are put in order by."""
    return pair[0], pair[1].id


def spoken(day: date | None) -> str:
    """A day in words: "3 March 2025"."""
    return f"{day.day} {day:%B %Y}" if day else "no date"
