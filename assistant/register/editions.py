"""Who approved or owns a controlled document, and when it was approved, took effect or is due for review.

All that any document says of one edition is taken together: its own control table, a register of documents, minutes
and mails. What agrees is one answer with all its sources; where they differ, both sides are told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from assistant.answer import Conflict, Side, Value
from assistant.register import people, reviewing
from assistant.register.cite import CITED, claim, merged, of_each_document, stands
from assistant.register.match import Shelf, iso
from assistant.register.papers import asks_for_an_earlier, edition_of, family_of, is_all, version_asked
from assistant.register.request import Request
from assistant.register.result import Found
from assistant.register.speak import day_words, shown
from assistant.register.words import stems
from evidence.approvers import approver_of, disagree
from evidence.entities import Actor, Entities
from evidence.families import Edition, Family, as_day
from evidence.model import StoredFact

_T = TypeVar("_T")
BLANK = ("empty", "blank_line")
"""States of a place for a signature in which nobody has signed."""
_APPROVED = ("", "approved")
_UNSETTLED = re.compile(
    r"\b(?:draft|proposed|upcoming|planned|(?:new|next|revised|updated) (?:version|edition|issue|text))\b",
    re.I,
)
_BY = re.compile(r"\bby (?:the |our |an? )?[^\W\d]", re.I)  # who did it is asked of the facts
_DOER = re.compile(
    r"(?:\w+\W+){0,2}?(?:did|has|have|had) (?!any(?:one|body)\b|some(?:one|body)\b|we\b|they\b)"
    r"(?:(?!been\b|be\b)[\w.'’-]+ ){1,6}?(?<!been )(?:ever |already |formally )?"
    r"(?:approved?|adopt(?:ed)?|ratif(?:y|ied)|endorsed?|authori[sz]ed?|sign(?:ed)?(?: off)?|withdrawn?|withdrew)\b",
    re.I,
)
"""Somebody is named who is to have done it: "has the Board approved it", not "has it been approved"."""
_STATES = {
    "approved": re.compile(r"\b(?:approved|adopted|ratified|endorsed|authori[sz]ed|signed off)\b", re.I),
    "in force": re.compile(r"\b(?:in force|in effect|valid|current|applicable|effective)\b", re.I),
    "withdrawn": re.compile(r"\b(?:withdrawn|superseded|obsolete|repealed|revoked|replaced)\b", re.I),
}
_DAYS = {
    ("approve", "when"): ("approved",),
    ("effective", "when"): ("effective",),
    ("review", "next"): ("review", "due"),
    ("review", "when"): ("reviewed", "last"),
    ("withdraw", "when"): ("withdrawn",),
    ("sign", "when"): ("signed",),
}
_PARTIES = {
    ("approve", "who"): (("approval", ("approver", "body", "role")), ("document", ("approver",))),
    ("own", "who"): (("document", ("owner",)), ("ownership", ("owner", "role"))),
    ("sign", "who"): (("signature", ("signer",)),),
}
_REVIEWED = re.compile(
    r"\b(?:review(?:ed)?|revis(?:ed|ion)|re-?visited|look(?:ed)?|gone (?:over|through)|updated)\b", re.I
)
_AGAIN = stems("review reviewed revise revised revision revisited look looked gone over through updated")
_MADE = re.compile(r"\b(?:author|prepar|draft|writ|wrote|witness|review|check|translat)\w*", re.I)
"""What somebody signs as who does not stand for the document."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What one fact says of the edition: the value of a field, and for a party who that is."""

    fact: StoredFact
    field: str
    value: str
    actor: Actor | None = None


def answer(shelf: Shelf, request: Request) -> Found | None:
    """What is said of the one edition that is asked about; ``None`` where the question is about anything else."""
    asked = _asked(request)
    if asked not in _DAYS and asked not in _PARTIES:
        return None
    if request.body or _UNSETTLED.search(request.query.text):
        return None
    if asked == ("review", "next"):
        request = replace(request, terms=tuple(term for term in request.terms if term not in _AGAIN))
    entities = shelf.view.derived("entities", Entities)
    family = family_of(shelf, request)
    edition = edition_of(family, request) if family else None
    if family is None or edition is None or not is_all(shelf, request, edition):
        return None
    said = _said(shelf, entities, edition, asked)
    if asked[0] == "approve" and asked[1] == "when":
        said = [each for each in said if (day := as_day(each.value)) and day <= request.as_of]
    if not said:
        return reviewing.coming(shelf, request, edition) if asked == ("review", "next") else None
    alike = _same_day if asked in _DAYS else _same_party(entities, asked[0])
    sides = sides_of(said, alike)
    return _agreed(shelf, sides[0]) if len(sides) == 1 else _disputed(shelf, request, sides)


def _asked(request: Request) -> tuple[str, str]:
    """The relation and what is wanted of it; by when a document must be looked at again is its next review."""
    name = request.relation.name if request.relation else ""
    if (name, request.want) == ("due", "when") and _REVIEWED.search(request.query.text):
        return "review", "next"
    return name, request.want


def _said(shelf: Shelf, entities: Entities, edition: Edition, asked: tuple[str, str]) -> list[_Said]:
    """What is said of an edition; where it names nobody who approved it, those who signed it did."""
    if asked[0] == "sign":
        edition = _signed(shelf, edition)
    said = _days(edition, _DAYS[asked]) if asked in _DAYS else _parties(entities, edition, _PARTIES[asked])
    said = [each for each in said if stands(shelf, each.fact, each.field)]
    return _said(shelf, entities, edition, ("sign", asked[1])) if not said and asked[0] == "approve" else said


def _signed(shelf: Shelf, edition: Edition) -> Edition:
    """An edition with the signatures in its own papers, without places in which nobody has signed or only its author."""
    own = [fact for fact in shelf.facts("signature") if fact.document in edition.documents and fact.get("signer")]
    kept = [fact for fact in own if fact.get("state") not in BLANK and not _MADE.search(fact.get("field"))]
    return replace(edition, approvals=tuple(kept), reviews=())


def state(shelf: Shelf, request: Request, *, deed: bool) -> Found | None:
    """Whether the document that is asked about is approved, in force or withdrawn; ``None`` for any other question.

    A draft that is to replace the edition in force is told beside it, and so is a signature that is missing; where a
    ``deed`` is asked about ("has it been approved"), that is a disagreement.
    """
    text = request.query.text
    asked = next((name for name, words in _STATES.items() if words.search(text)), "")
    if not asked or request.periods or asks_for_an_earlier(request):
        return None
    if _UNSETTLED.search(text) or _BY.search(text) or _DOER.match(text):
        return None
    family = family_of(shelf, request)
    edition = edition_of(family, request) if family else None
    if edition is None and family is not None and family.editions and not version_asked(request):
        edition = family.editions[-1]
    if family is None or edition is None or not is_all(shelf, request, edition):
        return None
    verdict, told = _state_of(edition, asked, request.as_of)
    kept = [(fact, name) for fact, name in told if stands(shelf, fact, name)][:CITED]
    if verdict is None or not kept:
        return None
    if verdict != (asked == "withdrawn") and not version_asked(request) and (draft := _draft_after(family, edition)):
        kept = [*kept[: CITED - 1], *(each for each in draft[:1] if stands(shelf, *each))]
    if verdict and asked != "withdrawn" and (blank := blank_signatures(shelf, edition.documents)):
        if deed:
            return unsigned(shelf, kept[0], blank[0])
        kept = [*kept[: CITED - 1], (blank[0], "state")]
    word = "yes" if verdict else "no"
    claims = merged([claim(shelf, fact, name) for fact, name in kept])
    return Found(claims, Value(type="yesno", value=word), word.capitalize(), 1.0)


def in_force(shelf: Shelf, request: Request, days: Sequence[date]) -> Found | None:
    """The one edition of a document that was in force on each of some days, from all that documents say of its editions."""
    family = family_of(shelf, request)
    chosen = [family.current(day) for day in days] if family else []
    edition = chosen[0] if chosen else None
    if edition is None or any(each is not edition for each in chosen) or not edition.version:
        return None
    if not is_all(shelf, request, edition):
        return None
    told = [(fact, name) for fact in edition.facts for name in ("effective", "approved") if fact.get(name)]
    kept = [(fact, name) for fact, name in told if fact.get("version") and stands(shelf, fact, name)][:CITED]
    claims = merged([claim(shelf, fact, name) for fact, name in kept])
    value = Value(type="text", value=edition.version)
    return Found(claims, value, f"Version {edition.version}", 0.9) if claims else None


def blank_signatures(shelf: Shelf, documents: Collection[int]) -> list[StoredFact]:
    """The places for a signature of some documents, where every one of them is blank; else none."""
    places = [fact for fact in shelf.facts("signature") if fact.document in documents]
    blank = [fact for fact in places if fact.get("state") in BLANK]
    return blank if len(blank) == len(places) else []


def unsigned(shelf: Shelf, approval: tuple[StoredFact, str], blank: StoredFact) -> Found:
    """A document that says that it is approved, beside its empty signature line: the two disagree."""
    fact, name = approval
    sides = (Side(value="approved", claim=0), Side(value="not signed", claim=1))
    subject = fact.get("subject") or fact.get("title")
    conflict = Conflict(subject=subject, attribute="approval", sides=sides)
    return Found(
        (claim(shelf, fact, name), claim(shelf, blank, "state")), None, "The records disagree", 1.0, (conflict,)
    )


def _state_of(edition: Edition, asked: str, as_of: date) -> tuple[bool | None, list[tuple[StoredFact, str]]]:
    """Yes or no, and what says so: (fact, field). ``None`` where nothing tells."""
    status = [(fact, "status") for fact in edition.own if fact.get("status")]
    if edition.unfinished:
        return False, status
    if edition.withdrawn:
        return (None if asked == "approved" else asked == "withdrawn"), status
    approved = [each for each in _days(edition, ("approved",)) if (day := as_day(each.value)) and day <= as_of]
    said = [(each.fact, each.field) for each in approved]
    if asked == "approved":
        return (True if said else None), said
    effective = [(fact, "effective") for fact in edition.facts if as_day(fact.get("effective"))]
    if asked == "in force" and edition.begins and edition.begins > as_of:
        return (False if effective else None), effective
    begun = bool(edition.begins and edition.begins <= as_of)
    return (asked == "in force" if begun else None), [*status[:1], *effective, *said]


def _draft_after(family: Family, edition: Edition) -> list[tuple[StoredFact, str]]:
    later = family.editions[family.editions.index(edition) + 1 :]
    return [(fact, "status") for each in later if each.unfinished for fact in each.own[:1] if fact.get("status")]


def _days(edition: Edition, names: Sequence[str]) -> list[_Said]:
    found = []
    for fact in edition.facts:
        if fact.kind == "approval" and fact.get("decision") not in _APPROVED:
            continue
        name = next((name for name in names if iso(fact.get(name))), "")
        if name:
            found.append(_Said(fact, name, fact.get(name)[:10]))
    return found


def _parties(entities: Entities, edition: Edition, targets: Sequence[tuple[str, tuple[str, ...]]]) -> list[_Said]:
    found = []
    for kind, names in targets:
        for fact in (each for each in edition.facts if each.kind == kind):
            if fact.kind == "approval" and fact.get("decision") not in _APPROVED:
                continue
            name = next((name for name in names if fact.get(name)), "")
            if name:
                found.append(_Said(fact, name, fact.get(name), _actor(entities, fact, fact.get(name))))
    own = edition.documents
    return sorted(found, key=lambda each: each.fact.document not in own)


def _actor(entities: Entities, fact: StoredFact, mention: str) -> Actor | None:
    if fact.kind == "approval":
        return approver_of(entities, fact)
    day = as_day(fact.get("approved")) or as_day(fact.get("written"))
    if people.sort(mention) == "body":
        return entities.actor(body=mention, day=day)
    return entities.actor(mention, fact.get("role") if fact.kind == "ownership" else "", day=day)


def _same_day(one: _Said, other: _Said) -> bool:
    return one.value == other.value


def _same_party(entities: Entities, relation: str) -> Callable[[_Said, _Said], bool]:
    def same(one: _Said, other: _Said) -> bool:
        if people.same(one.value, other.value):
            return True
        if relation == "sign":
            return False
        if one.actor is None or other.actor is None or "role" in (one.actor.kind, other.actor.kind):
            return True  # nobody is known in the role: undecided, not different
        if relation == "approve":
            return not disagree(entities, (one.fact, one.actor), (other.fact, other.actor))
        return one.actor.kind != other.actor.kind or one.actor.key == other.actor.key

    return same


def sides_of(said: Iterable[_T], alike: Callable[[_T, _T], bool]) -> list[list[_T]]:
    """What says the same, together, in the order given; each is compared with the first of a side."""
    sides: list[list[_T]] = []
    for each in said:
        side = next((side for side in sides if alike(side[0], each)), None)
        if side is None:
            sides.append([each])
        else:
            side.append(each)
    return sides


def _agreed(shelf: Shelf, side: Sequence[_Said]) -> Found:
    told = of_each_document(side, lambda each: each.fact)
    claims = merged([claim(shelf, each.fact, each.field) for each in told])
    best = told[0] if iso(told[0].value) else max(side, key=lambda each: len(people.plain(each.value)))
    if iso(best.value):
        return Found(claims, Value(type="date", value=best.value), day_words(best.value), 1.0)
    words = shown("", best.value, best.fact)
    return Found(claims, Value(type="name", value=words), words, 1.0)


def _disputed(shelf: Shelf, request: Request, sides: Sequence[Sequence[_Said]]) -> Found:
    told = [side[0] for side in sides[:CITED]]
    values = [shown(each.field, each.value, each.fact) for each in told]
    conflict = Conflict(
        subject=request.query.subject,
        attribute=told[0].field,
        sides=tuple(Side(value=value, claim=place) for place, value in enumerate(values)),
    )
    claims = tuple(claim(shelf, each.fact, each.field) for each in told)
    lead = f"The documents disagree: {', '.join(values[:-1])} or {values[-1]}"
    return Found(claims, None, lead, 1.0, (conflict,))
