"""Questions after what is wrong or missing, answered from the findings: "Which accepted risks have no decision?"

A question is matched with the types of findings by meaning (the embedder's), and only where it asks for something to
be lacking, late or over. What it names exactly must be in a finding's own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Answer, Citation, Claim, Derivation, Interpretation, Searched, Value
from assistant.query import Query
from evidence.citing import Citer
from evidence.embedders import Embedder
from evidence.finding_types import FINDING_TYPES
from evidence.findings import Finding, findings
from evidence.lexical import analyse
from evidence.view import View

RULE = "finding"
_KINDS = ("missing", "list", "count")
_OPEN = re.compile(
    r"^(?:so |and |ok |hi |hello |please )*(?:are|is|was|were|do|does|did|have|has) "
    r"(?:there|any\w*|we have|we still)\b|^any\b",
    re.I,
)
_LACKING = re.compile(
    r"\b(?:no|none|not|never|without|neither|nor|nobody\w*|nothing|missing|lack\w*|lapsed?|expired?|run out|ran out|"
    r"overdue|late|unsigned|blank|empty|outdated|obsolete|unknown|over|past|unjustified|unapproved|uncommunicated|"
    r"inquorate|gaps?|tampered|altered|changed after|\w+n't)\b",
    re.I,
)
_LIKE = 0.5  # least cosine between a question and the meaning of a type
_CUED = 0.25  # the same where the question names what is lacking
_MOST = 25  # findings told
_OWNERLESS = (
    "document_without_owner objective_without_owner treatment_without_owner risk_without_owner control_without_owner"
    " owner_left obsolete_role"
)
_CUES: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(rf"\b(?:{words})", re.I), frozenset(types.split()))
    for words, types in (
        (r"(?:un)?sign(?:ed|s|ature)", "missing_signature"),
        (r"tamper|altered|changed after", "tampered_signature"),
        (r"(?:un)?(?:announc|communicat)|inform|told\b", "never_communicated late_communication communication_gap"),
        (r"owner|owned|responsib|in charge", _OWNERLESS),
        (
            r"kpis?\b|indicators?\b",
            "objective_without_kpi kpi_without_objective kpi_conflict target_missed_without_decision",
        ),
        (r"justif|reasons?\b", "exclusion_unjustified"),
        (r"(?:in)?quor", "inquorate_decision"),
        (r"train|competen|qualif|courses?\b", "competence_expired competence_missing"),
        (r"certificat", "certificate_expired competence_expired"),
        (r"(?:un)?assess", "missing_assessment assessment_after_use supplier_not_assessed"),
        (r"review", "overdue_review late_review meeting_missing"),
        (r"suppliers?\b|vendors?\b", "supplier_not_assessed agreement_lapsed"),
        (r"contracts?\b|agreements?\b", "agreement_lapsed"),
    )
)
"""Words that say what is lacking -> the types of findings that are about it."""
_CORRECTIVE = re.compile(r"\bcorrective (?:and preventive )?actions?\b|\bcapas?\b", re.I)
_LAPSED = re.compile(
    r"\b(?:laps\w+|expir\w+|r[au]n out|running|ended|over|out of date|outdated|no longer|overdue|valid"
    r"|current(?:ly)?|still|up to date|in force|renew\w*)\b",
    re.I,
)
_SAID_TO_BE = {
    **dict.fromkeys(("agreement_lapsed", "certificate_expired", "competence_expired", "acceptance_expired"), _LAPSED),
    "exclusion_unjustified": re.compile(r"\b(?:exclu\w+|not applicable|left out|omit\w*|out of scope)\b", re.I),
}
"""What ran out is not what never was: types that a question must name in such words."""
_DOCUMENTS = (
    "missing_signature tampered_signature approver_mismatch approval_date_mismatch published_before_approved"
    " overdue_review late_review obsolete_role owner_left superseded_still_linked document_without_owner"
    " never_communicated late_communication"
)
_SUBJECTS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(rf"^\W*(?:[\w'’-]+\W+){{0,4}}?(?:{words})\b", re.I), frozenset(types.split()))
    for words, types in (
        (
            r"risks?",
            "risk_without_owner acceptance_without_decision acceptance_without_authority acceptance_expired"
            " treatment_overdue treatment_without_owner",
        ),
        (r"objectives?|goals?", "objective_without_kpi objective_without_owner target_missed_without_decision"),
        (r"suppliers?|vendors?", "supplier_not_assessed agreement_lapsed"),
        (
            r"(?:ai )?systems?|models?|algorithms?",
            "assessment_after_use missing_assessment system_not_in_inventory monitoring_gap agreement_lapsed",
        ),
        (r"controls?", "exclusion_unjustified control_without_owner"),
        (r"polic(?:y|ies)|documents?|procedures?|standards?", _DOCUMENTS),
        (r"meetings?", "meeting_missing inquorate_decision"),
        (r"staff|employees|people|colleagues|trainings?", "competence_expired competence_missing owner_left"),
    )
)
"""What a question is after, named among its first words -> the types of findings that are about such things."""


def made(view: View, day: date) -> tuple[Finding, ...]:
    """The findings of a view on a day, computed once while the archive does not change."""
    return view.derived(("findings", day), lambda world: findings(world, day))


class FindingAnswers:
    """Answers from findings; holds the vectors of what each type means."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def answer(self, query: Query, text: str, view: View, day: date) -> Answer | None:
        """The findings asked for, or ``None`` where the question asks for something else or nothing was found."""
        if not view.counts.facts or query.periods or not _asks(query, text):
            return None
        wanted = self._type(text)
        if wanted == "action_overdue" and _CORRECTIVE.search(text) and view.facts("corrective_action"):
            return None  # their own log tells of each whether it is late; findings are of any task
        told = [each for each in made(view, day) if each.type == wanted and _names(each, query)][:_MOST]
        if not told:
            return None
        claims = _claims(told, view, day)
        value = _value(query, told)
        numbered = " ".join(f"{claim.text.rstrip('.')}. [{number}]" for number, claim in enumerate(claims, 1))
        return Answer(
            id="",
            question=text,
            status="answered",
            text=f"{value.value}. {numbered}" if value and value.type != "list" else numbered,
            value=value,
            as_of=day.isoformat(),
            interpretation=Interpretation(kind=query.kind, subject=query.subject),
            claims=claims,
            searched=Searched(documents=view.counts.documents, passages=view.counts.passages, facts=view.counts.facts),
            mode="register",
        )

    def _type(self, text: str) -> str:
        """The type whose meaning is nearest to the question, "" where none is near."""
        likeness = self._meanings @ self._embedder.embed_query(text)
        named = [types for words, types in _CUES if words.search(text)]
        subjects = [(match.end(), types) for words, types in _SUBJECTS if (match := words.search(text))]
        after = min(subjects, key=lambda each: each[0])[1] if subjects else frozenset(FINDING_TYPES)
        meant = frozenset(FINDING_TYPES).intersection(after, *named)
        meant -= {name for name, words in _SAID_TO_BE.items() if not words.search(text)}
        if not meant:
            return ""
        like, best = max(
            (float(each), name) for name, each in zip(FINDING_TYPES, likeness, strict=True) if name in meant
        )
        return best if like >= (_CUED if named else _LIKE) else ""

    @cached_property
    def _meanings(self) -> NDArray[np.float32]:
        words = [f"{name.replace('_', ' ')}: {kind.meaning}" for name, kind in FINDING_TYPES.items()]
        return np.asarray(self._embedder.embed(words))


def _asks(query: Query, text: str) -> bool:
    wanted = query.kind in _KINDS or bool(_OPEN.search(text.strip()))
    return wanted and bool(_LACKING.search(text))


def _names(each: Finding, query: Query) -> bool:
    """Whether a finding holds every identifier that the question names."""
    said = set(analyse(f"{each.summary} {' '.join(each.subject)}"))
    return all(set(analyse(name)) <= said for name in query.identifiers)


def _claims(told: Sequence[Finding], view: View, day: date) -> tuple[Claim, ...]:
    citer = Citer(view)
    claims = []
    for each in told:
        words = [citer.span(side.document, side.span, side.strength) for side in each.evidence]
        rule = f"{RULE}: {each.type} on {day.isoformat()}"
        derivation = Derivation(rule=rule, inputs=(each.id,), searched=dict(each.searched))
        basis: Literal["absence", "computed"] = "absence" if each.searched else "computed"
        citations = tuple(Citation(**one.as_json()) for one in words)
        claims.append(Claim(text=each.summary, basis=basis, derivation=derivation, citations=citations))
    return tuple(claims)


def _value(query: Query, told: Sequence[Finding]) -> Value | None:
    if query.kind == "count":
        return Value(type="count", value=str(len(told)))
    if query.kind == "yesno":
        return Value(type="yesno", value="Yes")
    return Value(type="list", value="; ".join(" ".join(each.subject[:1]) for each in told))


def again(claim: Claim, view: View) -> bool:
    """Whether the finding that a claim tells is found again, with the same words on its sides."""
    assert claim.derivation is not None
    day = date.fromisoformat(claim.derivation.rule.rpartition(" ")[2])
    found = next((each for each in made(view, day) if each.id in claim.derivation.inputs), None)
    if found is None or found.summary != claim.text:
        return False
    sides = {(side.span.start, side.span.end) for side in found.evidence}
    return {(citation.start, citation.end) for citation in claim.citations} == sides
