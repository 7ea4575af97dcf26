"""Who approved or owns a controlled document, and when it was approved, took effect or is due for review.

All that any document says of one edition is taken together: its own control table, a register of documents, minutes
and mails. What agrees is one answer with all its sources; where they differ, both sides are told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from assistant.answer import Conflict, Side, Value
from assistant.named_documents import named_by
from assistant.register import people
from assistant.register.cite import CITED, claim, merged, of_each_document, stands
from assistant.register.match import Shelf, iso, weights_of, words_of
from assistant.register.request import Request
from assistant.register.result import Found
from assistant.register.speak import day_words, shown
from assistant.register.words import coverage, stems
from evidence.approvers import approver_of, disagree
from evidence.entities import Actor, Entities
from evidence.families import Edition, Families, Family, as_day
from evidence.lexical import analyse
from evidence.model import StoredFact
from evidence.titles import same_version, title_words, version_in

_T = TypeVar("_T")
_COVERED = 0.8  # share of what is asked about that the facts of the edition and their documents must hold
_TOLD = 2  # words of a name, its sort among them
BLANK = ("empty", "blank_line")
"""States of a place for a signature in which nobody has signed."""
_APPROVED = ("", "approved")
_UNSETTLED = re.compile(
    r"\b(?:draft|proposed|upcoming|planned|previous|former|old|(?:new|next|revised|updated) (?:version|edition|issue|text))\b",
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
}
_PARTIES = {
    ("approve", "who"): (("approval", ("approver", "body", "role")), ("document", ("approver",))),
    ("own", "who"): (("document", ("owner",)), ("ownership", ("owner", "role"))),
}


@dataclass(frozen=True, slots=True)
class _Said:
    """What one fact says of the edition: the value of a field, and for a party who that is."""

    fact: StoredFact
    field: str
    value: str
    actor: Actor | None = None


def answer(shelf: Shelf, request: Request) -> Found | None:
    """What is said of the one edition that is asked about; ``None`` where the question is about anything else."""
    asked = (request.relation.name if request.relation else "", request.want)
    if asked not in _DAYS and asked not in _PARTIES:
        return None
    if request.periods or request.body or request.order == "first" or _UNSETTLED.search(request.query.text):
        return None
    entities = shelf.view.derived("entities", Entities)
    family = _family(entities, request)
    edition = _edition(family, request) if family else None
    if family is None or edition is None or not _is_all(shelf, request, edition):
        return None
    said = _days(edition, _DAYS[asked]) if asked in _DAYS else _parties(entities, edition, _PARTIES[asked])
    said = [each for each in said if stands(shelf, each.fact, each.field)]
    if asked[0] == "approve" and asked[1] == "when":
        said = [each for each in said if (day := as_day(each.value)) and day <= request.as_of]
    if not said:
        return None
    alike = _same_day if asked in _DAYS else _same_party(entities, asked[0])
    sides = sides_of(said, alike)
    return _agreed(shelf, sides[0]) if len(sides) == 1 else _disputed(shelf, request, sides)


def state(shelf: Shelf, request: Request, *, deed: bool) -> Found | None:
    """Whether the document that is asked about is approved, in force or withdrawn; ``None`` for any other question.

    A draft that is to replace the edition in force is told beside it, and so is a signature that is missing; where a
    ``deed`` is asked about ("has it been approved"), that is a disagreement.
    """
    text = request.query.text
    asked = next((name for name, words in _STATES.items() if words.search(text)), "")
    if not asked or request.periods or _UNSETTLED.search(text) or _BY.search(text) or _DOER.match(text):
        return None
    family = _family(shelf.view.derived("entities", Entities), request)
    if family is None or not family.editions:
        return None
    edition = _edition(family, request)
    if edition is None and not version_in(request.query.search_text):
        edition = family.editions[-1]
    if edition is None or not _is_all(shelf, request, edition):
        return None
    verdict, told = _state_of(edition, asked, request.as_of)
    kept = [(fact, name) for fact, name in told if stands(shelf, fact, name)][:CITED]
    if verdict is None or not kept:
        return None
    if verdict != (asked == "withdrawn") and not version_in(text) and (draft := _draft_after(family, edition)):
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
    family = _family(shelf.view.derived("entities", Entities), request)
    chosen = [family.current(day) for day in days] if family else []
    edition = chosen[0] if chosen else None
    if edition is None or any(each is not edition for each in chosen) or not edition.version:
        return None
    if not _is_all(shelf, request, edition):
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


def _family(entities: Entities, request: Request) -> Family | None:
    """The one document that the question names, by its number or by all words of a name that documents give it."""
    families, text = entities.families, request.query.text
    named = families.named_in(text) or families.named_in(request.query.search_text)
    if not named:
        words = _spread(title_words(text))
        fits: dict[str, int] = {}
        for family in families.all():
            held = [len(name) for name in _names(family) if len(name) > 1 and name <= words]
            if held:
                fits[family.key] = max(held)
        named = {key for key, size in fits.items() if size == max(fits.values())}
    return families.get(next(iter(named))) if len(named) == 1 else _shortened(families, request)


def _shortened(families: Families, request: Request) -> Family | None:
    """The one document whose name holds all that is asked about: "the AI policy" for the Responsible AI Policy."""
    text = request.query.text
    states = {term for words in _STATES.values() for match in words.finditer(text) for term in analyse(match[0])}
    asked = {term for term in request.terms if term not in request.light} - states
    if not named_by(text) or len(asked) < _TOLD:
        return None
    found = [each for each in families.all() if any(asked <= stems(" ".join(name)) for name in _names(each))]
    return found[0] if len(found) == 1 else None


def _names(family: Family) -> Iterator[frozenset[str]]:
    """The words of every name of a document: its titles, what registers and minutes call it, its files' names."""
    for edition in family.editions:
        for fact in edition.facts:
            yield title_words(fact.get("title") or fact.get("subject"))
        for fact in edition.own:
            yield title_words(fact.doc_id.rsplit("/", 1)[-1].replace("_", " "))


def _spread(words: frozenset[str]) -> frozenset[str]:
    """The words with an abbreviation beside its long form, and the other way round."""
    if "ai" in words:
        return words | {"artificial", "intelligence"}
    return words | {"ai"} if {"artificial", "intelligence"} <= words else words


def _edition(family: Family, request: Request) -> Edition | None:
    """The edition that is named, else the one in force; the only one where nothing tells since when it is.

    An owner and a day of review may be asked of one that is not in force yet.
    """
    version = version_in(request.query.text) or version_in(request.query.search_text)
    if version:
        return next((each for each in reversed(family.editions) if same_version(each.version, version)), None)
    current = family.current(request.as_of)
    if current is not None or len(family.editions) != 1:
        return current
    (only,) = family.editions
    lasting = request.relation is not None and (request.relation.name == "own" or request.want == "next")
    return only if lasting or not (only.begins or only.unfinished) else None


def _is_all(shelf: Shelf, request: Request, edition: Edition) -> bool:
    """Whether the edition is all that is asked about: facts about it and their documents hold nearly every word."""
    held = stems(edition.title).union(*(words_of(fact) | shelf.filed(fact) for fact in edition.facts))
    held |= _spread(held)
    named = {term: 1.0 for name in request.query.identifiers for term in stems(name)}
    named |= {term: 1.0 for term in stems("document policy procedure standard plan version edition issue revision")}
    return coverage(weights_of(request, shelf.rarity), held, named) >= _COVERED


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
