"""How things hang together: who approves what, what measures what, who bears which risk; from facts, each with words.

A pure function of a view: nodes are people, bodies, documents, objectives, indicators, risks, decisions, resources,
systems, suppliers and findings; an edge reads "source verb target" and rests on the facts that say so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from assistant.clauses import begun_on, day_of
from assistant.decided import decided
from assistant.wording import name_of, short
from evidence.entities import Entities
from evidence.model import StoredFact
from evidence.people import fold
from evidence.view import View

KINDS = {
    "person": "People",
    "body": "Bodies",
    "role": "Roles",
    "document": "Documents",
    "objective": "Objectives",
    "kpi": "Indicators",
    "risk": "Risks",
    "decision": "Decisions",
    "resource": "Resources",
    "system": "Systems",
    "supplier": "Suppliers",
    "finding": "Audit findings",
    "action": "Actions",
}
"""Kinds of nodes, and what a list of them is called."""

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\b[A-Z]{1,4}\d{0,3}-\d{1,4}\b")
_SUM = re.compile(r"\d[\d,. ]*\d")
_ACCEPTS = re.compile(r"\baccept(?:s|ed)\b", re.I)
_VERBS = {"rejected": "rejects", "endorsed": "endorses", "deferred": "defers"}
_TOGETHER = re.compile(r"\s*(?:/|&|\bwith\b|\band\b)\s*")
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Node:
    """A thing: ``key`` compares, ``name`` is how documents write it."""

    kind: str
    key: str
    name: str

    @property
    def id(self) -> str:
        """For addresses."""
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True)
class Edge:
    """``source`` ``verb`` ``target``, and the facts that say so, oldest first."""

    source: str
    verb: str
    target: str
    facts: tuple[StoredFact, ...]

    @property
    def day(self) -> str:
        """The newest day on which it was."""
        return max((str(on) for fact in self.facts if (on := begun_on(fact) or day_of(fact))), default="")


@dataclass
class Relations:
    """Every node and edge of a view."""

    nodes: dict[str, Node]
    edges: tuple[Edge, ...]
    out: dict[str, list[Edge]] = field(default_factory=lambda: defaultdict(list))
    into: dict[str, list[Edge]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for edge in self.edges:
            self.out[edge.source].append(edge)
            self.into[edge.target].append(edge)

    def degree(self, node: str) -> int:
        """How many edges a node has."""
        return len(self.out.get(node, ())) + len(self.into.get(node, ()))


_Found = Iterator[tuple[Node | None, str, Node | None, StoredFact]]


def relations(view: View) -> Relations:
    """The relations of a view, kept while the archive does not change."""
    return view.derived(("web.relations",), lambda world: _Reader(world).read())


class _Reader:
    """Reads nodes and edges out of the facts of one view."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._entities = Entities(view)
        self._risks = {fact.get("number").upper() for fact in view.facts("risk") if fact.get("number")}
        self._titles: dict[str, str] = {}
        self._bodies = {
            key: fact.get("body")
            for kind in ("meeting", "decision", "approval", "resource")
            for fact in view.facts(kind)
            if fact.get("body") and (key := self._entities.bodies.key(fact.get("body")))
        }
        self._sums = {digits: fact for fact in view.facts("resource") if len(digits := _digits(fact.get("amount"))) > 3}
        readers: tuple[tuple[str, Callable[[StoredFact], _Found]], ...] = (
            ("document", self._document),
            ("approval", self._approval),
            ("signature", self._signature),
            ("ownership", self._ownership),
            ("role", self._role),
            ("decision", self._decision),
            ("resource", self._resource),
            ("objective", self._objective),
            ("measurement", self._measurement),
            ("risk", self._risk),
            ("treatment", self._treatment),
            ("acceptance", self._acceptance),
            ("system", self._system),
            ("assessment", self._assessed),
            ("validation", self._validated),
            ("supplier", self._supplier),
            ("agreement", self._agreement),
            ("finding", self._finding),
            ("corrective_action", self._corrective),
        )
        self._readers = readers

    def read(self) -> Relations:
        """Everything."""
        nodes: dict[str, Node] = {}
        edges: dict[tuple[str, str, str], list[StoredFact]] = defaultdict(list)
        for kind, reader in self._readers:
            for fact in self._view.facts(kind):
                for source, verb, target, said in reader(fact):
                    if source is None or target is None or source.id == target.id:
                        continue
                    for node in (source, target):
                        held = nodes.get(node.id)
                        if held is None or len(node.name) > len(held.name):
                            nodes[node.id] = node
                    edges[source.id, verb, target.id].append(said)
        made = tuple(Edge(*key, tuple(sorted(facts, key=_age))) for key, facts in sorted(edges.items()))
        return Relations(nodes, made)

    # Nodes -------------------------------------------------------------------------------------

    def _actor(self, person: str = "", body: str = "", role: str = "") -> Node | None:
        """Who acts: the person who is named, else the body, else the role."""
        first = person.partition(";")[0].strip()
        if first:
            for mention in (first, _TOGETHER.split(first)[0]):  # of several, the one who is named first
                resolved = self._entities.resolve(mention).person
                if resolved is not None:
                    return Node("person", resolved.key, resolved.name)
            if (known := self._known_body(first)) is not None:
                return known
        elif body:
            key = self._entities.bodies.key(body)
            return Node("body", key, short(body, _LONGEST)) if key else None
        if role and not first and (known := self._known_body(role)) is not None:
            return known
        actor = self._entities.actor(person=first, role=role, body=body)
        return Node(actor.kind, actor.key, short(actor.name, _LONGEST)) if actor and actor.key else None

    def _known_body(self, mention: str) -> Node | None:
        """The body of that name, where some fact names it as a body."""
        key = self._entities.bodies.key(mention)
        return Node("body", key, self._bodies[key]) if key in self._bodies else None

    def _work(self, title: str) -> Node | None:
        """A controlled document, whatever its version."""
        plain = " ".join(
            word for word in _WORD.findall(title.lower()) if not any(map(str.isdigit, word)) and word not in _NOISE
        )
        return Node("document", plain, short(_versionless(title), _LONGEST)) if plain else None

    def _numbered(self, kind: str, number: str, words: str) -> Node | None:
        if number:
            name = f"{number} {words}".strip() if not words.startswith(number) else words
            return Node(kind, number.casefold(), short(name, _LONGEST))
        return Node(kind, fold(words)[:120], short(words, _LONGEST)) if words else None

    def _risks_in(self, fact: StoredFact) -> list[Node]:
        """The risks of the register that a fact names by number."""
        said = " ".join(fact.fact.fields.values())
        return [
            Node("risk", number.casefold(), number)
            for number in dict.fromkeys(_NUMBER.findall(said.upper()))
            if number in self._risks
        ]

    def _decided(self, fact: StoredFact) -> Node | None:
        words = short(fact.get("text") or fact.get("subject"), _LONGEST)
        day = fact.get("held")
        key = f"{day} {fold(fact.get('number') or words)}"[:120]
        words = short(decided(fact) or words, _LONGEST)
        return Node("decision", key, words) if words else None

    def _granted(self, fact: StoredFact) -> Node | None:
        words = fact.get("purpose")
        sum_ = f"{fact.get('currency')} {_thousands(fact.get('amount'))}".strip()
        name = short(f"{sum_} for {words}" if sum_ and words else sum_ or words, _LONGEST)
        key = _digits(fact.get("amount")) + fact.get("currency").casefold() or fold(words)[:120]
        return Node("resource", key, name) if name else None

    # Edges -------------------------------------------------------------------------------------

    def _document(self, fact: StoredFact) -> _Found:
        work = self._work(fact.get("title") or fact.get("number"))
        yield self._actor(fact.get("owner")), "owns", work, fact
        yield self._actor(fact.get("approver")), "approves", work, fact
        if fact.get("supersedes"):
            yield work, "replaces", self._work(fact.get("supersedes")), fact

    def _approval(self, fact: StoredFact) -> _Found:
        verb = _VERBS.get(fact.get("decision"), "approves")
        actor = self._actor(fact.get("approver"), fact.get("body"), fact.get("role"))
        yield actor, verb, self._work(fact.get("subject")), fact

    def _signature(self, fact: StoredFact) -> _Found:
        if fact.get("signer") and fact.get("state") in ("valid", "filled", "written", "signed", ""):
            subject = fact.get("subject") or self._title(fact)
            yield self._actor(fact.get("signer")), "signs", self._work(subject), fact

    def _ownership(self, fact: StoredFact) -> _Found:
        yield self._actor(fact.get("owner"), role=fact.get("role")), "owns", self._work(fact.get("subject")), fact

    def _role(self, fact: StoredFact) -> _Found:
        if fact.get("person") and fact.get("role"):
            role = Node("role", fold(fact.get("role")), fact.get("role"))
            yield self._actor(fact.get("person")), "is", role, fact
        if fact.get("person") and fact.get("reports_to"):
            yield self._actor(fact.get("person")), "reports to", self._actor(fact.get("reports_to")), fact

    def _decision(self, fact: StoredFact) -> _Found:
        decision = self._decided(fact)
        yield self._actor(body=fact.get("body")), "decides", decision, fact
        accepting = _ACCEPTS.search(f"{fact.get('text')} {fact.get('outcome')}")
        for risk in self._risks_in(fact):
            yield (risk, "is accepted by", decision, fact) if accepting else (decision, "is about", risk, fact)
        for sum_ in _SUM.findall(fact.get("text")):
            granted = self._sums.get(_digits(sum_))
            if granted is not None:
                yield decision, "grants", self._granted(granted), fact

    def _resource(self, fact: StoredFact) -> _Found:
        granted = self._granted(fact)
        yield self._actor(fact.get("approver"), fact.get("body")), "grants", granted, fact
        for risk in self._risks_in(fact):
            yield granted, "serves to treat", risk, fact

    def _objective(self, fact: StoredFact) -> _Found:
        objective = self._numbered("objective", fact.get("number"), fact.get("text"))
        yield self._actor(fact.get("owner")), "answers for", objective, fact
        if fact.get("kpi"):
            yield _kpi(fact.get("kpi")), "measures", objective, fact

    def _measurement(self, fact: StoredFact) -> _Found:
        kpi = _kpi(fact.get("kpi"))
        aim = fact.get("objective")
        if aim:
            number = _NUMBER.search(aim) or re.match(r"O\d*-\d+", aim)
            yield kpi, "measures", self._numbered("objective", number[0] if number else "", aim), fact
        yield self._actor(fact.get("owner")), "answers for", kpi, fact
        if fact.get("system"):
            yield kpi, "watches", self._named_system(fact.get("system")), fact

    def _risk(self, fact: StoredFact) -> _Found:
        risk = self._numbered("risk", fact.get("number"), name_of(fact))
        yield self._actor(fact.get("owner")), "owns", risk, fact

    def _treatment(self, fact: StoredFact) -> _Found:
        risk = self._of_risk(fact)
        action = self._numbered("action", "", fact.get("text"))
        yield action, "treats", risk, fact
        yield self._actor(fact.get("owner")), "carries out", action, fact

    def _acceptance(self, fact: StoredFact) -> _Found:
        yield self._of_risk(fact), "is accepted by", self._actor(fact.get("by")), fact

    def _of_risk(self, fact: StoredFact) -> Node | None:
        number = fact.get("risk")
        return Node("risk", number.casefold(), number) if number else None

    def _system(self, fact: StoredFact) -> _Found:
        system = self._named_system(fact.get("name") or fact.get("number"))
        yield self._actor(fact.get("owner")), "owns", system, fact
        if fact.get("supplier"):
            yield _supplier(fact.get("supplier")), "supplies", system, fact

    def _assessed(self, fact: StoredFact) -> _Found:
        subject = self._named_system(fact.get("subject"))
        yield self._actor(fact.get("assessor")), "assesses", subject, fact
        yield self._actor(fact.get("approver")), "approves the assessment of", subject, fact

    def _validated(self, fact: StoredFact) -> _Found:
        yield self._actor(fact.get("validator")), "validates", self._named_system(fact.get("system")), fact

    def _supplier(self, fact: StoredFact) -> _Found:
        supplier = _supplier(fact.get("name"))
        yield self._actor(fact.get("owner")), "owns", supplier, fact
        known = self._entities.system(fact.get("service"))
        if known is not None:
            yield supplier, "supplies", Node("system", known.key, known.name), fact

    def _agreement(self, fact: StoredFact) -> _Found:
        yield self._actor(fact.get("signatory")), "signs the agreement with", _supplier(fact.get("supplier")), fact

    def _finding(self, fact: StoredFact) -> _Found:
        finding = self._numbered("finding", fact.get("number"), fact.get("text"))
        yield self._actor(fact.get("owner")), "closes", finding, fact

    def _corrective(self, fact: StoredFact) -> _Found:
        action = self._numbered("action", fact.get("number"), fact.get("text"))
        if fact.get("for"):
            yield action, "corrects", self._numbered("finding", fact.get("for"), ""), fact
        yield self._actor(fact.get("owner")), "carries out", action, fact

    def _named_system(self, mention: str) -> Node | None:
        if not mention:
            return None
        known = self._entities.system(mention)
        return Node("system", known.key, known.name) if known else Node("system", fold(mention), short(mention, 60))

    def _title(self, fact: StoredFact) -> str:
        if not self._titles:
            self._titles = {each.doc_id: each.title for each in self._view.documents()}
        return self._titles.get(fact.doc_id, "")


_NOISE = frozenset(("the", "version", "v", "pol", "approved", "draft"))


def _kpi(words: str) -> Node | None:
    return Node("kpi", fold(words), short(words, _LONGEST)) if words else None


def _supplier(name: str) -> Node | None:
    return Node("supplier", fold(name), short(name, 60)) if name else None


def _versionless(title: str) -> str:
    plain = re.sub(r"(?i)[\s,(]*\bv?(?:ersion\s*)?\d+(?:\.\d+)+\)?\s*$", "", title).strip()
    return plain or title


def _digits(amount: str) -> str:
    return re.sub(r"\D", "", re.sub(r"[.,]00?$", "", amount))


def _thousands(amount: str) -> str:
    digits = re.sub(r"[^\d.]", "", amount)
    try:
        return f"{float(digits):,.0f}"
    except ValueError:
        return amount


def _age(fact: StoredFact) -> tuple[str, str]:
    on = begun_on(fact) or day_of(fact)
    return str(on or ""), fact.id
