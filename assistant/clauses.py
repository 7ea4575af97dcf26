"""Facts and documents mapped to the requirements that they are evidence for, each with a reason and a score.

A fact counts for a requirement when the requirement's subject expects facts of its kind and it is about the subject
(``evidence/frameworks/expectations.csv``), or when it names the requirement itself ("clause 9.3", a control of a
statement of applicability). A document counts by its title. What is about the field of another standard counts for
less or not at all; what is superseded, withdrawn, a draft or a plan counts for less.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from assistant.document_state import state_of
from evidence.errors import UnknownDocument
from evidence.frameworks import BUNDLED, Condition, Expectation, Framework, Requirement, normal_ref
from evidence.frameworks.words import says
from evidence.kinds import KINDS
from evidence.model import Span, StoredDocument, StoredFact, Strength
from evidence.view import View

LEAST = 0.4
"""The score from which something counts as evidence."""

STRENGTHS = {
    Strength.VALIDLY_SIGNED: 1.0,
    Strength.SIGNED: 1.0,
    Strength.APPROVED: 1.0,
    Strength.RECORD: 1.0,
    Strength.PUBLISHED: 0.95,
    Strength.UNKNOWN: 0.9,
    Strength.DRAFT: 0.6,
    Strength.PLAN: 0.6,
    Strength.SUPERSEDED: 0.55,
    Strength.WITHDRAWN: 0.5,
}
_OTHER_FIELD = {"strict": 0.3, "shared": 0.6, "own": 1.0}  # evidence that is about another standard's field
_NO_FIELD = {"strict": 0.7, "shared": 0.95, "own": 1.0}  # evidence that tells no field
_POLICY = ("policy",)
_NAMES = ("title", "subject", "topic")
_ON_A_MATTER = re.compile(
    r"(?P<before>(?:[^\W_][\w&'’-]*[ ,]+){0,6})\bpolic(?:y|ies)\b(?:\s+(?:on|for|about|regarding|of)\s+(?P<after>.+))?",
    re.I,
)
_NO_MATTER = frozenset(
    "the a an and of our your company corporate group organisation organization organisational organizational"
    " management system systems integrated general overall main top approved new draft updated revised version board"
    " s".split()
)
_KEPT_BESIDE = re.compile(
    r"\b(?:register|list|log|record|request|exceptions?|summary|minutes|training|quiz)\b[^|]*\bpolic(?:y|ies)\b", re.I
)  # of exceptions to the policy, of who has read it
_REVIEWS = ("management review",)
_SYSTEMATIC = ("document", "system", "objective", "risk", "audit", "assessment", "certificate", "applicability")
"""Kinds of facts that show that a management system is kept."""
_REF = re.compile(r"(?<![\w.])(?:[A-Z]\.?\s?)?\d{1,2}(?:\.\d{1,2}){0,3}(?![\w%]|\.\d)")
_NAMED = 1.0
_REQUIRED, _HELPFUL, _TITLED = 0.95, 0.8, 0.85
_PASSAGE, _KEPT_WORDS = "passage", 40


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence for one requirement: a fact, a ``statement``, else the document itself, by its title."""

    requirement: Requirement
    document: StoredDocument
    score: float
    reason: str
    fact: StoredFact | None = None
    expectation: Expectation | None = None
    statement: Span | None = None

    @property
    def key(self) -> str:
        """What a correction of this mapping names: it stays the same when the document is ingested again."""
        what = "document" if self.fact is None else self.fact.kind
        return f"{self.document.doc_id}|{what}"


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's word on a mapping: ``counts`` or not, for a requirement and what it is mapped to.

    ``key`` is a document id, an ``Evidence.key``, or a ``passage_key``.
    """

    framework: str
    ref: str
    key: str
    counts: bool
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mapped:
    """A requirement with its evidence, best first, and what is expected and was not found."""

    requirement: Requirement
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[Expectation, ...] = ()

    @property
    def documents(self) -> tuple[StoredDocument, ...]:
        """The documents of the evidence, each once, best first."""
        return tuple({each.document.doc_id: each.document for each in self.evidence}.values())

    def of(self, expectation: Expectation) -> tuple[Evidence, ...]:
        """The evidence that fulfils an expectation."""
        return tuple(each for each in self.evidence if each.expectation == expectation)

    @property
    def state(self) -> str:
        """What the evidence alone suggests; a person decides: ``evidence``, ``partly``, ``documents only``, ``none``.

        A statement of applicability claims, and a finding criticises: neither shows that a requirement is met.
        """
        if not self.evidence:
            return "none"
        if not any(each.fact is not None and each.expectation is not None for each in self.evidence):
            return "documents only"
        return "partly" if self.missing else "evidence"


@dataclass
class Clauses:
    """The mapping of one view to one framework on a day. Each requirement is mapped on demand and remembered."""

    view: View
    framework: Framework
    day: date
    corrections: Sequence[Correction] = ()
    _mapped: dict[str, Mapped] = field(default_factory=dict)
    _facts: dict[str, list[StoredFact]] = field(default_factory=dict)
    _words: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    lines: dict[str, Any] = field(default_factory=dict)  # kept by ``assistant.clause_lines``
    spoken: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)  # kept by ``assistant.clause_passages``

    def of(self, requirement: Requirement) -> Mapped:
        """The evidence for a requirement."""
        if requirement.ref not in self._mapped:
            self._mapped[requirement.ref] = self._map(requirement)
        return self._mapped[requirement.ref]

    def all(self) -> tuple[Mapped, ...]:
        """Every assessable requirement, in printed order."""
        return tuple(self.of(requirement) for requirement in self.framework.assessable)

    @cached_property
    def documents(self) -> dict[int, StoredDocument]:
        """The view's documents by rowid."""
        return {document.rowid: document for document in self.view.documents()}

    @cached_property
    def _titled(self) -> list[tuple[StoredDocument, str, frozenset[str], Strength]]:
        return [
            (document, full_title(document), fields_of(full_title(document)), state_of(document))
            for document in self.documents.values()
        ]

    def _map(self, requirement: Requirement) -> Mapped:
        found = [*self._expected(requirement), *self._named(requirement), *self._by_title(requirement)]
        kept = self._corrected(requirement, (each for each in found if each.score >= LEAST))
        best: dict[tuple[int, str], Evidence] = {}
        for each in sorted(kept, key=_order):
            what = each.fact.id if each.fact else f"{each.statement.start}" if each.statement else ""
            best.setdefault((each.document.rowid, what), each)
        evidence = _of_own_field(tuple(best.values()), self._told)
        held = {each.expectation for each in evidence}
        missing = tuple(each for each in requirement.expects if each.required and each not in held)
        return Mapped(requirement, evidence, missing)

    def _expected(self, requirement: Requirement) -> Iterable[Evidence]:
        for expectation in requirement.expects:
            domain = requirement.domain_of(expectation)
            for fact in self._begun(expectation.kind):
                document = self.documents[fact.document]
                words, told = self._said(fact)
                about = _about(expectation, fact, words, full_title(document))
                if about is None:
                    continue
                title = full_title(document)
                told |= fields_of(title)
                named = next(filter(None, map(fact.get, _NAMES)), "") or title
                own = in_field(self.framework, told, domain, another_policy(named) and _of_policy(expectation))
                weight = (_REQUIRED if expectation.required else _HELPFUL) * own * self._weight(fact)
                reason = expectation.what + (f", for it says “{about}”" if about else "")
                yield Evidence(requirement, document, round(weight, 3), reason, fact, expectation)

    def _named(self, requirement: Requirement) -> Iterable[Evidence]:
        """Findings and applicability statements that name the requirement."""
        for kind, name in (("finding", "clause"), ("applicability", "control")):
            for fact in self._begun(kind):
                said = fact.get(name)
                if not said or not self._names(requirement, said, fact):
                    continue
                document = self.documents[fact.document]
                reason = f"it names {requirement.ref}"
                yield Evidence(requirement, document, _NAMED * self._weight(fact), reason, fact)

    def _names(self, requirement: Requirement, said: str, fact: StoredFact) -> bool:
        refs = {normal_ref(match) for match in _REF.findall(said)}
        ref = requirement.ref.upper()
        bare = fact.kind == "applicability" and requirement.kind == "control" and ref.removeprefix("A.") in refs
        if ref not in refs and not bare:
            return False
        named = frameworks_named(f"{said} {full_title(self.documents[fact.document])}")
        if named:
            return self.framework.id in named
        title = fact.get("title")
        return not title or _alike(title, requirement.title)

    def _by_title(self, requirement: Requirement) -> Iterable[Evidence]:
        own = [(requirement.documents, "own")]
        shared = [(topic.documents, topic.domain) for topic in requirement.topics]
        shared += [(_minuted(each), requirement.domain_of(each)) for each in requirement.expects]
        for document, title, told, strength in self._titled:
            for phrases, domain in own + shared:
                about = says(title, phrases)
                if about:
                    own_field = in_field(self.framework, told, domain, another_policy(title) and says(about, _POLICY))
                    weight = _TITLED * own_field * STRENGTHS[strength]
                    yield Evidence(requirement, document, round(weight, 3), f"its title says “{about}”")
                    break

    def _corrected(self, requirement: Requirement, found: Iterable[Evidence]) -> list[Evidence]:
        said = self.said_of(requirement)
        if not said:
            return list(found)
        kept = []
        for each in found:
            correction = said.get(each.key) or said.get(each.document.doc_id)
            if correction is None or correction.counts:
                kept.append(each)
        present = {each.document.doc_id for each in kept}
        for document in self.documents.values():
            correction = said.get(document.doc_id)
            if correction is not None and correction.counts and document.doc_id not in present:
                kept.append(Evidence(requirement, document, 1.0, f"{correction.by or 'a person'} says that it counts"))
        return [*kept, *self._added(requirement, said)]

    def said_of(self, requirement: Requirement) -> dict[str, Correction]:
        """The corrections of a requirement by key, with documents' ids as they are in this view."""
        return {
            self._here(each.key): each
            for each in self.corrections
            if each.framework == self.framework.id and normal_ref(each.ref) == requirement.ref.upper()
        }

    def _added(self, requirement: Requirement, said: Mapping[str, Correction]) -> Iterator[Evidence]:
        """The passages that people say count, as far as their words still stand in the document."""
        here = {document.doc_id: document for document in self.documents.values()}
        for key, correction in said.items():
            quoted = passage_words(key)
            document = here.get(quoted[0]) if quoted else None
            if quoted is None or document is None or not correction.counts:
                continue
            statement = place_of(self.view.text(document.rowid), quoted[1])
            if statement is not None:
                reason = f"{correction.by or 'a person'} says that it counts"
                yield Evidence(requirement, document, 1.0, reason, statement=statement)

    def _here(self, key: str) -> str:
        """A correction's key with the document's id as it is in this view; people who see other sources name it so."""
        name, between, what = key.partition("|")
        try:
            return f"{self.view.document(name).doc_id}{between}{what}"
        except UnknownDocument:
            return key

    def _begun(self, kind: str) -> list[StoredFact]:
        """The facts of a kind that are not of a later day."""
        if kind not in self._facts:
            self._facts[kind] = [fact for fact in self.view.facts(kind) if (day_of(fact) or self.day) <= self.day]
        return self._facts[kind]

    def _said(self, fact: StoredFact) -> tuple[str, frozenset[str]]:
        if fact.id not in self._words:
            words = " | ".join(fact.fact.fields.values())
            self._words[fact.id] = words, fields_of(words)
        return self._words[fact.id]

    def _told(self, evidence: Evidence) -> bool:
        """Whether evidence for a strict topic is expressly about the standard's own field."""
        told = fields_of(full_title(evidence.document))
        if evidence.fact is not None:
            told |= self._said(evidence.fact)[1]
        return self.framework.id in told or not self.framework.field

    def _weight(self, fact: StoredFact) -> float:
        document = self.documents[fact.document]
        return min(STRENGTHS[fact.fact.strength], max(STRENGTHS[state_of(document)], 0.5))


def clauses_of(view: View, framework: Framework, day: date, corrections: Sequence[Correction] = ()) -> Clauses:
    """The mapping of a view, kept for the next question while the archive does not change; not with corrections."""
    if corrections:
        return Clauses(view, framework, day, corrections)
    # A kept mapping holds its framework, so the number stands for no other meanwhile.
    return view.derived(("clauses", id(framework), day), lambda world: Clauses(world, framework, day))


def plain_words(text: str) -> str:
    """A text as its words are compared after it was ingested again: lower case, without markup and white space runs."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def passage_key(doc_id: str, words: str) -> str:
    """What a correction of a passage names: the document and some words of it, not where they stand.

    So it holds after the document was ingested again, or cut otherwise, as long as it says these words.
    """
    return f"{doc_id}|{_PASSAGE}|{' '.join(plain_words(words).split()[:_KEPT_WORDS])}"


def passage_words(key: str) -> tuple[str, str] | None:
    """The document and the words of a ``passage_key``; ``None`` for another key."""
    doc_id, _, rest = key.partition("|")
    kind, _, words = rest.partition("|")
    return (doc_id, words) if kind == _PASSAGE and words else None


def place_of(text: str, words: str) -> Span | None:
    """Where words (as ``plain_words``) stand in a text first."""
    match = re.search(r"(?<!\w)" + r"\W+".join(map(re.escape, words.split())) + r"(?!\w)", text, re.I)
    return Span(match.start(), match.end()) if match and words else None


def day_of(fact: StoredFact) -> date | None:
    """The day that a fact is of: when it began, else when it was written; ``None`` where neither is said."""
    return begun_on(fact) or _first_day(fact, ("raised", "closed", "last", "reviewed", "written"))


def begun_on(fact: StoredFact) -> date | None:
    """The day from which a fact holds or on which it happened, where it is said."""
    kind = KINDS.get(fact.kind)
    return _first_day(fact, kind.begins if kind else ())


def _first_day(fact: StoredFact, names: Sequence[str]) -> date | None:
    for name in names:
        try:
            return date.fromisoformat(fact.fact.dates[name])
        except (KeyError, ValueError):
            continue
    return None


def frameworks_named(text: str) -> frozenset[str]:
    """Our frameworks that a text names, by number or name."""
    return frozenset(identity for identity, (_, _, aliases, _) in BUNDLED.items() if says(text, aliases))


@lru_cache(maxsize=16_384)
def fields_of(text: str) -> frozenset[str]:
    """Our frameworks whose field a text speaks of."""
    return frozenset(identity for identity, (_, _, _, words) in BUNDLED.items() if says(text, words))


def _of_own_field(evidence: tuple[Evidence, ...], told: Callable[[Evidence], bool]) -> tuple[Evidence, ...]:
    """Without what tells no field, where a strict topic has evidence of its own: an AI policy hides a lease policy."""
    strict = {
        each.expectation for each in evidence if each.requirement.domain_of_evidence(each.expectation) == "strict"
    }
    own = {each.expectation for each in evidence if each.expectation in strict and told(each)}
    return tuple(each for each in evidence if each.expectation not in own or told(each))


def in_field(framework: Framework, told: frozenset[str], domain: str, another: object = False) -> float:
    """How far evidence that speaks of the fields ``told`` counts for a framework, under the rule of a topic.

    ``another``: it is a policy on a matter of its own.
    """
    if framework.id in told or not framework.field:
        return 1.0
    return (_OTHER_FIELD if told or another else _NO_FIELD)[domain]


def another_policy(name: str) -> bool:
    """Whether a name is that of a policy on a certain matter ("Refund policy"), and not of the policy as such."""
    match = _ON_A_MATTER.search(re.sub(r"[_-]+", " ", name))
    matter = f"{match['before'] or ''} {match['after'] or ''}" if match else ""
    return any(word.lower() not in _NO_MATTER and not word.isdigit() for word in re.findall(r"[^\W_]+", matter))


def _of_policy(expectation: Expectation) -> bool:
    """Whether an expectation is of the policy itself: the document, its approval, its review, its announcement."""
    asked = [*expectation.about, *(phrase for condition in expectation.where for phrase in condition.phrases)]
    return bool(asked) and all(phrase in _POLICY for phrase in asked)


def _about(expectation: Expectation, fact: StoredFact, words: str, title: str) -> str | None:
    """What a fact says that the expectation asks for ("" where it asks for nothing more), or ``None``."""
    if not all(_fulfils(condition, fact, words) for condition in expectation.where):
        return None
    if not expectation.about:
        return ""
    if _of_policy(expectation) and fact.kind == "document" and _KEPT_BESIDE.search(fact.get("title") or title):
        return None
    by_title = [phrase[1:] for phrase in expectation.about if phrase.startswith("@")]
    anywhere = [phrase for phrase in expectation.about if not phrase.startswith("@")]
    return says(title, by_title) or says(words, anywhere) or says(title, anywhere) or None


def _minuted(expectation: Expectation) -> tuple[str, ...]:
    """Titles of minutes that show a meeting which no fact may tell of."""
    wanted = expectation.about if expectation.kind == "meeting" else ()
    return tuple(phrase.removeprefix("@") for phrase in wanted)


def _fulfils(condition: Condition, fact: StoredFact, words: str) -> bool:
    said = words if condition.field == "*" else fact.get(condition.field)
    if not condition.phrases:
        return bool(said) != condition.negative
    return bool(says(said, condition.phrases)) != condition.negative


def full_title(document: StoredDocument) -> str:
    """A document's title, with its file's name where that says more."""
    path = document.key.path.rpartition("/")[2]
    stem = path.rpartition(".")[0] or path
    return document.title if stem.lower() in document.title.lower() else f"{document.title} | {stem}"


def _alike(one: str, other: str) -> bool:
    left, right = (set(re.findall(r"[^\W\d_]{3,}", text.lower())) for text in (one, other))
    return bool(left & right) and len(left & right) >= 0.5 * min(len(left), len(right))


def _order(evidence: Evidence) -> tuple[float, int, str, int]:
    day = day_of(evidence.fact) if evidence.fact else None
    ordinal = evidence.fact.ordinal if evidence.fact else -1
    return -evidence.score, -(day.toordinal() if day else 0), evidence.document.doc_id, ordinal


def is_established(view: View, framework: Framework) -> bool:
    """Whether an archive shows the management system that a framework is about.

    So where some passage names its number, where management holds reviews, or where a controlled document or a
    record of such a system (an AI system, an objective, a risk, an audit) is of its field. Minutes and handbooks of
    anything else are evidence of no such system.
    """
    if not framework.field or framework.id not in BUNDLED or in_use(view)[framework.id]:
        return True
    if any(says(f"{each.get('title')} {each.get('body')}", _REVIEWS) for each in view.facts("meeting")):
        return True
    titles = {document.rowid: full_title(document) for document in view.documents()}
    told = (
        f"{' | '.join(fact.fact.fields.values())} | {titles[fact.document]}"
        for kind in _SYSTEMATIC
        for fact in view.facts(kind)
        if kind != "document" or fact.get("approver") or fact.get("owner") or fact.get("number")
    )
    return any(framework.id in fields_of(words) for words in told)


def in_use(view: View) -> Mapping[str, int]:
    """How many passages name each of our frameworks by its number: what the organisation works by."""
    found = {}
    for identity in BUNDLED:
        found[identity] = view.frequency(identity.removeprefix("iso"))
    return found
