"""Answers on a whole standard: "what gaps do we have?", "are we ready for it?", "which clauses lack evidence?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.answer import Answer, Claim, Derivation, Interpretation, Searched, Value
from assistant.clause_rules import told
from assistant.clauses import (
    Clauses,
    Correction,
    Mapped,
    clauses_of,
    fields_of,
    frameworks_named,
    in_use,
    is_established,
)
from assistant.events import event_key
from assistant.query import Query
from evidence.citing import Citer
from evidence.closing import closed_numbers
from evidence.errors import VouchError
from evidence.frameworks import Framework, Requirement, bundled, load
from evidence.lexical import analyse
from evidence.model import StoredFact
from evidence.states import over
from evidence.view import View

STATE = "clause state"
_OPENING = r"^(?:(?:and|so|but|ok|please|now|tell me|show me)\W+)*"
_US = r"(?:we|the (?:company|organi[sz]ation|firm)|our (?:\w+ ){1,3}?)"
_READY = re.compile(
    rf"{_OPENING}(?:(?:are|is) {_US}\s*(?:\w+ )?(?:ready|prepared|fit|compliant|conformant)\b"
    rf"|(?:do|does) {_US}\s*(?:\w+ )?(?:comply|conform)\b|(?:could|would) we (?:pass|get through)\b"
    r"|how (?:ready|far|close) are we\b)(?P<rest>[^?]*)[\s?.!]*$",
    re.I,
)
_GAPS = re.compile(
    rf"{_OPENING}(?:(?:what|which|where|how many)\b[^?]{{0,30}}?\bgaps\b|(?:list|give me|name)\b[^?]{{0,20}}?\bgaps\b"
    r"|(?:do we have|are there) (?:any |still )*gaps\b"
    r"|what(?:[’']s| is| are we| do we)(?: still)? (?:missing|lack(?:ing)?)(?: (?:for|to|before|in))?\b"
    r"|(?:which|what|how many) (?:clauses?|controls?|requirements?)\b(?=[^?]*\b(?:no|without|lack\w*|miss\w*|not)\b)"
    r"(?=[^?]*\b(?:evidence|evidenced|covered|met|fulfilled|proof|missing)\b))(?P<rest>[^?]*)[\s?.!]*$",
    re.I,
)
_PLAIN = frozenset(
    analyse(
        "the a an of and or for to in on at by with from against towards our we us you your its their has "
        "have had is are was were be been do does did that this which there any some all ai artificial "
        "intelligence system systems management organisation organization company next coming upcoming first "
        "external internal certification certified certificate certifying audit audits auditor auditors "
        "assessment stage one two 1 2 surveillance recertification visit iso iec standard standards clause "
        "clauses requirement requirements control controls annex evidence evidenced no not without lack lacks "
        "lacking missing miss covered met fulfilled proof still yet now today currently get pass body meet "
        "comply compliance compliant ready being audited be have left open remain remaining main biggest "
        "exist identified"
    )
)
_BARE = re.compile(r"\b(?:no|without|lack\w*|any) evidence\b|\bnot (?:yet )?evidenced\b", re.I)
_UNMET = re.compile(
    r"(?:not|un)[- ]?(?:yet )?(?:met|fulfilled|implemented|done|compliant)\b|(?:no|missing|open|gap)\b", re.I
)
_TELLING = {"none": "No evidence is on file for", "partly": "Only a part of what is usually expected is on file for"}
_SHOWN = 12  # requirements named of each state
_FINDINGS = 6  # open findings told
_STATES = {"none": ("none",), "partly": ("partly", "documents only")}


def gaps_answer(query: Query, view: View, today: date, corrections: Sequence[Correction] = ()) -> Answer | None:
    """What is missing against a whole standard; ``None`` for another question, or where no such system is kept.

    The evidence alone is counted: whether a requirement is met a person decides. ``Answer.id`` is left to the caller.
    """
    text = query.text.strip()
    ready = _READY.match(text)
    match = ready or _GAPS.match(text)
    if (
        match is None
        or query.periods
        or any(term not in _PLAIN and not term.isdigit() for term in analyse(match["rest"].replace("/", " ")))
    ):
        return None
    if ready and not (
        frameworks_named(text) or query.framework or re.search(r"\b(?:audit|certifi|stage|assess)", text, re.I)
    ):
        return None  # ready for what is not said
    framework = _framework(query, view)
    if framework is None or not is_established(view, framework):
        return None
    clauses = clauses_of(view, framework, today, corrections)
    bare = bool(_BARE.search(text))
    states = (_state(clauses, state) for state in _STATES if not (bare and state == "partly"))
    claims = [*([] if bare else _open(clauses, view)), *filter(None, states)]
    return _answer(query, framework, clauses, claims, yesno=bool(ready) and query.kind == "yesno")


def _answer(
    query: Query, framework: Framework, clauses: Clauses, claims: Sequence[Claim], *, yesno: bool
) -> Answer | None:
    if not claims:
        return None
    every, counts = clauses.all(), clauses.view.counts
    held = sum(each.state == "evidence" for each in every)
    opening = (
        f"{framework.name}: what is usually expected is on file for {held} of {len(every)} requirements. "
        "Whether they are met, a person has to judge."
    )
    lead = "Not by what is on file. " if yesno else ""
    return Answer(
        id="",
        question=query.text,
        status="answered",
        text="\n".join([lead + opening, *(f"- {each.text} [{number}]" for number, each in enumerate(claims, 1))]),
        value=Value(type="yesno", value="no") if yesno else None,
        as_of=clauses.day.isoformat(),
        interpretation=Interpretation(kind="clause", subject=f"gaps against {framework.name}"),
        claims=tuple(claims),
        searched=Searched(documents=counts.documents, passages=counts.passages, facts=counts.facts),
        mode="register",
    )


def _framework(query: Query, view: View) -> Framework | None:
    """The standard that is named or meant, else that of the field named, else the one that the documents name most.

    Of those named in them first the ones that no certificate is held for: what is missing is asked before it is.
    """
    named = frameworks_named(query.text)
    if len(named) == 1:
        return load(next(iter(named)))
    if named or query.framework:
        return query.framework
    told, counts = fields_of(query.text), in_use(view)
    ours = list(bundled())
    held = " ".join(fact.get("standard") for fact in view.facts("certificate") if fact.get("until"))
    used = [each for each in ours if each.id in told or counts.get(each.id)]

    def rank(each: Framework) -> tuple[bool, bool, int, int]:
        certified = each.id.removeprefix("iso") in held
        return each.id in told, not certified, counts.get(each.id, 0), -ours.index(each)

    return max(used, key=rank, default=None)


def _open(clauses: Clauses, view: View) -> list[Claim]:
    """Findings that are not closed: those that name a requirement, and those of the reports of audits."""
    closed, seen, claims = closed_numbers(view.facts("finding")), set(), []
    audits = {fact.document for fact in view.facts("audit")}
    for mapped in clauses.all():
        for each in mapped.evidence:
            fact = each.fact
            if fact is None or fact.kind != "finding" or event_key(fact) in seen or not _is_open(fact, closed):
                continue
            if each.expectation is not None and fact.document not in audits and not fact.get("source"):
                continue  # of a test, of a review of one thing
            seen.add(event_key(fact))
            claims.append(told(Citer(view), clauses.documents[fact.document].title, (fact,), mapped.requirement.ref))
    return claims[:_FINDINGS]


def _is_open(fact: StoredFact, closed: frozenset[str] | set[str]) -> bool:
    """Whether a finding is known to be open: it has a day ahead of it or says so, and nothing closes it."""
    known = bool(fact.get("due") or fact.get("status") or _UNMET.match(fact.get("grade")))
    return known and not over(fact.get("status"), bool(fact.get("closed"))) and fact.get("number") not in closed


def _state(clauses: Clauses, state: str) -> Claim | None:
    """The requirements in a state of evidence, the first of them named."""
    text = _words(clauses, state)
    searched = {"documents": clauses.view.counts.documents, "requirements": len(clauses.all())}
    inputs = (clauses.framework.id, clauses.day.isoformat())
    derivation = Derivation(rule=f"{STATE}: {state}", inputs=inputs, searched=searched)
    return Claim(text=text, basis="absence", derivation=derivation) if text else None


def _words(clauses: Clauses, state: str) -> str:
    found = [each for each in clauses.all() if each.state in _STATES[state]]
    named = "; ".join(_named(each, state) for each in found[:_SHOWN])
    more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return f"{_TELLING[state]} {len(found)} of {len(clauses.all())}: {named}{more}." if found else ""


def _named(mapped: Mapped, state: str) -> str:
    requirement: Requirement = mapped.requirement
    wanting = ", ".join(each.what for each in mapped.missing) if state == "partly" else ""
    return f"{requirement.ref} {requirement.title}" + (f" (not found: {wanting})" if wanting else "")


def again(claim: Claim, view: View) -> bool:
    """Whether the requirements in the state that a claim tells of are the same when they are mapped again."""
    assert claim.derivation is not None
    state = claim.derivation.rule.partition(": ")[2]
    try:
        identity, day = claim.derivation.inputs
        clauses = clauses_of(view, load(identity), date.fromisoformat(day))
    except (ValueError, VouchError):
        return False
    return state in _STATES and claim.text == _words(clauses, state)
