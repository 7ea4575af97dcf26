"""Claims of clause answers, and each computed again from its facts: ``CLAUSE_RULES`` for ``assistant.verify``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from assistant.answer import Citation, Claim, Derivation
from assistant.clauses import clauses_of
from assistant.events import event_key
from assistant.wording import NOUNS, name_of, sentence
from evidence.citing import Citer
from evidence.errors import VouchError
from evidence.frameworks import Expectation, Framework, Requirement, load
from evidence.model import StoredFact
from evidence.view import View

EVIDENCE, COUNT, GAP, NAMED = "clause evidence", "clause count", "clause gap", "clause document"
UNOWNED = "clause without owner"
_WORD = re.compile(r"\w+")
_UNNAMED = frozenset(("provenance", "event_log"))  # their sentences tell no name that a reader knows
_NAMES = 3  # examples told, and rows cited, of a count


def told(citer: Citer, title: str, event: Sequence[StoredFact], ref: str) -> Claim:
    """An event in the plain sentence of its first fact; the others, of other documents, are cited beside it.

    A quote where every word of the sentence stands in the words cited, else computed from the fact's fields.
    """
    text, citations = said(event[0], title), _cited(citer, event)
    words = set(_WORD.findall(" ".join(citation.quote for citation in citations).lower()))
    if set(_WORD.findall(text.lower())) <= words:
        return Claim(text=text, citations=citations)
    derivation = Derivation(rule=f"{EVIDENCE}: {ref}", inputs=tuple(fact.id for fact in event))
    return Claim(text=text, basis="computed", derivation=derivation, citations=citations)


def said(fact: StoredFact, title: str) -> str:
    """The sentence of a fact, under its document's title where the fact itself names nothing."""
    return (
        sentence(fact)
        if name_of(fact) and fact.kind not in _UNNAMED
        else f"{' '.join(title.split())}: {sentence(fact)}"
    )


def counted(citer: Citer, title: str, facts: Sequence[StoredFact]) -> Claim:
    """How many facts of a kind a document has, the first of them named and cited."""
    derivation = Derivation(rule=f"{COUNT}: {facts[0].kind}", inputs=tuple(fact.id for fact in facts))
    return Claim(
        text=_count(facts, title), basis="computed", derivation=derivation, citations=_cited(citer, facts[:_NAMES])
    )


def absent(view: View, framework: Framework, requirement: Requirement, expectation: Expectation, day: date) -> Claim:
    """That no fact fulfils an expectation of a requirement, and how much was looked at."""
    searched = {"documents": view.counts.documents, f"{expectation.kind} facts": len(view.facts(expectation.kind))}
    inputs = (framework.id, requirement.ref, day.isoformat())
    derivation = Derivation(rule=f"{GAP}: {expectation.what}", inputs=inputs, searched=searched)
    return Claim(text=_gap(expectation.what), basis="absence", derivation=derivation)


def named(citation: Citation) -> Claim:
    """A document that is evidence by the name of its file."""
    return Claim(
        text=_file(citation.doc_id), basis="computed", derivation=Derivation(rule=NAMED), citations=(citation,)
    )


def unowned(citer: Citer, fact: StoredFact) -> Claim:
    """That a row of a statement of applicability names no owner, where others of the same statement do."""
    derivation = Derivation(rule=UNOWNED, inputs=(fact.id,))
    return Claim(text=_no_owner(fact), basis="absence", derivation=derivation, citations=_cited(citer, (fact,)))


def owners_are_named(view: View, fact: StoredFact) -> bool:
    """Whether most rows beside a fact have an owner: an empty cell then says that there is none."""
    beside = [each for each in view.facts(fact.kind) if each.document == fact.document]
    return sum(bool(each.get("owner")) for each in beside) >= max(2, len(beside) / 2)


def _no_owner(fact: StoredFact) -> str:
    return f"No owner is named for {fact.get('control')}."


def _cited(citer: Citer, facts: Sequence[StoredFact]) -> tuple[Citation, ...]:
    return tuple(Citation(**citer.fact(fact).as_json()) for fact in facts)


def _count(facts: Sequence[StoredFact], title: str) -> str:
    noun = NOUNS.get(facts[0].kind, facts[0].kind)
    names = list(dict.fromkeys(filter(None, (name_of(fact) for fact in facts[:_NAMES]))))
    examples = f" ({', '.join(names)}{', …' if len(facts) > _NAMES else ''})" if names else ""
    return f"{' '.join(title.split())}: {len(facts)} {noun}{examples}."


def _gap(what: str) -> str:
    return f"Not found in the register of facts: {what}."


def _file(doc_id: str) -> str:
    """A document's file name as words: "data_sheet_4.3.xlsx" is "data sheet 4.3"."""
    name = doc_id.rpartition("/")[2].rpartition("#")[2]
    stem, dot, ending = name.rpartition(".")
    return (stem if dot and 1 < len(ending) <= 5 else name).replace("_", " ").strip() or doc_id


# Computed again ----------------------------------------------------------------------------------


def _facts(claim: Claim, view: View, kinds: Sequence[str]) -> list[StoredFact]:
    wanted = {name: place for place, name in enumerate(claim.derivation.inputs)} if claim.derivation else {}
    found = [fact for kind in kinds for fact in view.facts(kind) if fact.id in wanted]
    unique = {fact.id: fact for fact in found}
    return sorted(unique.values(), key=lambda fact: wanted[fact.id]) if len(unique) == len(wanted) else []


def _rests(claim: Claim, facts: Sequence[StoredFact]) -> bool:
    """Whether every citation is of one of the facts' own words."""
    spans = {(fact.doc_id, span.start, span.end) for fact in facts for span in fact.fact.spans}
    return bool(claim.citations) and all((c.doc_id, c.start, c.end) in spans for c in claim.citations)


def _again_told(claim: Claim, view: View) -> bool:
    facts = _facts(claim, view, tuple(NOUNS))
    if not facts or not _rests(claim, facts) or len({event_key(fact) for fact in facts}) != 1:
        return False
    return claim.text == said(facts[0], view.document(facts[0].doc_id).title)


def _again_counted(claim: Claim, view: View) -> bool:
    assert claim.derivation is not None
    facts = _facts(claim, view, (claim.derivation.rule.partition(": ")[2],))
    one_document = len({fact.document for fact in facts}) == 1
    return one_document and _rests(claim, facts) and claim.text == _count(facts, view.document(facts[0].doc_id).title)


def _again_absent(claim: Claim, view: View) -> bool:
    assert claim.derivation is not None
    what = claim.derivation.rule.partition(": ")[2]
    try:
        identity, ref, day = claim.derivation.inputs
        framework = load(identity)
        requirement = framework.get(ref)
        if requirement is None:
            return False
        missing = clauses_of(view, framework, date.fromisoformat(day)).of(requirement).missing
    except (ValueError, VouchError):
        return False
    return claim.text == _gap(what) and what in {each.what for each in missing}


def _again_named(claim: Claim, view: View) -> bool:
    return len(claim.citations) == 1 and claim.text == _file(claim.citations[0].doc_id)


def _again_unowned(claim: Claim, view: View) -> bool:
    facts = _facts(claim, view, ("applicability",))
    if len(facts) != 1 or facts[0].get("owner") or not _rests(claim, facts):
        return False
    return owners_are_named(view, facts[0]) and claim.text == _no_owner(facts[0])


CLAUSE_RULES: dict[str, Callable[[Claim, View], bool]] = {
    EVIDENCE: _again_told,
    COUNT: _again_counted,
    GAP: _again_absent,
    NAMED: _again_named,
    UNOWNED: _again_unowned,
}
"""By the words of a derivation's rule before its colon. Citations are checked verbatim elsewhere."""
