"""Claims against their own cited words, before anything is shown."""

from __future__ import annotations

import re

from assistant.answer import Citation, Claim
from assistant.clause_gaps import STATE
from assistant.clause_gaps import again as state_again
from assistant.clause_rules import CLAUSE_RULES
from assistant.decided import heading
from assistant.finding_answers import RULE as FINDING
from assistant.finding_answers import again as found_again
from assistant.register.cite import READ, SAID
from assistant.register.compute import RULES
from assistant.register.holding import holds
from assistant.register.speak import beside, field_of, sentence
from evidence.errors import UnknownDocument
from evidence.model import StoredFact
from evidence.view import View

_WORD = re.compile(r"[^\W_]+")


def verify(claim: Claim, view: View) -> bool:
    """Whether a claim stands in ``view``.

    Every citation must name a live document of the view in the cited version, and its quote must be exactly
    ``text[start:end]``. A quoted claim may hold no word that its quotes do not hold; the plain sentence of a fact must
    be the one that the fact gives, and its value stand in the quotes; a computed or absence claim is computed again.
    """
    if not all(_verbatim(citation, view) for citation in claim.citations):
        return False
    rule = claim.derivation.rule if claim.derivation else ""
    if rule.startswith(SAID):
        return bool(claim.citations) and _said(claim, view)
    again = {**RULES, **CLAUSE_RULES, FINDING: found_again, STATE: state_again}.get(rule.split(":")[0])
    if again is not None:
        return again(claim, view)
    quoted = set(_WORD.findall(" ".join(citation.quote for citation in claim.citations).lower()))
    return bool(claim.citations) and set(_WORD.findall(claim.text.lower())) <= quoted


def _verbatim(citation: Citation, view: View) -> bool:
    try:
        document = view.document(citation.doc_id)
    except UnknownDocument:
        return False
    text = view.text(document.rowid)
    return document.sha256 == citation.sha256 and text[citation.start : citation.end] == citation.quote != ""


def _said(claim: Claim, view: View) -> bool:
    """Whether the facts named make the claim's sentence, each from words that are cited and hold the value."""
    assert claim.derivation is not None
    kind, _, name = claim.derivation.rule.removeprefix(SAID).strip(": ").partition(".")
    wanted = set(claim.derivation.inputs)
    facts = [fact for fact in view.facts(kind) if fact.id in wanted]
    return len({fact.id for fact in facts}) == len(wanted) > 0 and all(
        _rests(claim, fact, name, view) for fact in facts
    )


def _rests(claim: Claim, fact: StoredFact, name: str, view: View) -> bool:
    document = view.document(fact.doc_id)
    quotes = [c.quote for c in claim.citations if c.doc_id == document.doc_id]
    if not any(_of(c, fact) for c in claim.citations) or sentence(fact, name, document.title) != claim.text:
        return False
    held = " \n ".join([*quotes, document.title, document.key.path])
    told = {heading(fact), *beside(fact, name).values()}
    name = field_of(name)
    return all(holds(held, each) for each in told) and (name in READ or holds(held, fact.get(name)))


def _of(citation: Citation, fact: StoredFact) -> bool:
    return any(span.start == citation.start and span.end == citation.end for span in fact.fact.spans)
