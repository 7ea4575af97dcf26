"""What a controlled document says of its own making and keeping: how often it is reviewed, in which month next, who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from assistant.answer import Value
from assistant.query import Query
from assistant.register.cite import CITED, claim, merged, stands
from assistant.register.match import Shelf
from assistant.register.papers import edition_of, family_of, is_all
from assistant.register.request import Request, read
from assistant.register.result import Found
from assistant.understand import content_terms
from evidence.dates import MONTH_NAMES
from evidence.families import Edition
from evidence.model import StoredFact

_SURE = 0.9
_THING = r"(?P<thing>(?:(?:the|our|your|a|an|this) )?[^?.!,;]{3,90}?)"
_LOOKED_OVER = r"(?:reviewed|revised|looked (?:at|over|through)|gone (?:over|through)|checked|updated|revisited|re-?assessed|refreshed|renewed)"
_OFTEN = re.compile(
    r"^(?:and |so )?(?:how (?:often|frequently|regularly)|at what intervals?) (?:is|are|must|should|does|do|has|have|will|shall|needs?)"
    rf"(?: (?:we|one|they)(?: (?:have|need) to)? (?:review|revise|look at|go over|check|update) {_THING.replace('thing', 'ours')}"
    rf"| {_THING}(?: (?:to|needs? to|ha(?:s|ve) to))?(?: be| get)? {_LOOKED_OVER})(?: again| over)*\W*$"
    rf"|^(?:and |so )?what(?:['’]s| is| was) the (?:review (?:cycle|interval|frequency|period)|frequency of review) (?:of|for) {_THING.replace('thing', 'cycle')}\W*$",
    re.I,
)
_MADE = r"(?:written|drafted|authored|prepared|composed|drawn up)"
_WROTE = re.compile(
    rf"^(?:and |so |but )?(?:who (?:wrote(?! to\b)|drafted|authored|prepared|has {_MADE}|(?:is|was) the (?:author|drafter|writer) of) {_THING}"
    rf"|by whom (?:was|is) {_THING.replace('thing', 'made')} {_MADE})\W*$",
    re.I,
)
_OBLIGED = re.compile(r"\b(?:must|should|shall|ha(?:s|ve) to|needs? to|is to)\b", re.I)
_IN_A_MONTH = re.compile(rf"\b(?:{MONTH_NAMES})\b", re.I)


def answer(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """How often the document that is asked about is reviewed, or who wrote it; ``None`` for any other question."""
    if asked := _OFTEN.match(query.text):
        thing, names = asked["thing"] or asked["ours"] or asked["cycle"], ("review", "cadence")
    elif asked := _WROTE.match(query.text):
        thing, names = asked["thing"] or asked["made"], ("document", "author")
    else:
        return None
    request = _about(query, thing, as_of)
    edition = _meant(shelf, request) if request is not None else None
    if edition is None:
        return None
    return _told(shelf, (fact for fact in edition.facts if fact.kind == names[0]), names[1])


def coming(shelf: Shelf, request: Request, edition: Edition) -> Found | None:
    """The month in which an edition is reviewed next, where it tells no day; else how often, where that answers."""
    found = _told(shelf, edition.reviews, "next")
    if found is not None:
        return found
    often = [fact for fact in edition.reviews if fact.get("cadence")]
    if not _OBLIGED.search(request.query.text):
        often = [fact for fact in often if _IN_A_MONTH.search(fact.get("cadence"))]
    return _told(shelf, often, "cadence")


def _about(query: Query, thing: str, as_of: date) -> Request | None:
    """The request for what is said of a thing, in the words of the register."""
    text = f"Who owns {thing}?"
    whole = f"{text}{query.search_text.removeprefix(query.text)}"
    return read(replace(query, text=text, search_text=whole, kind="who", terms=content_terms(whole)), as_of)


def _meant(shelf: Shelf, request: Request) -> Edition | None:
    family = family_of(shelf, request)
    edition = edition_of(family, request) if family is not None else None
    return edition if edition is not None and is_all(shelf, request, edition) else None


def _told(shelf: Shelf, facts: Iterable[StoredFact], name: str) -> Found | None:
    """The one thing that facts say of a field; ``None`` where they differ or nothing says it."""
    told = [fact for fact in facts if fact.get(name) and stands(shelf, fact, name)]
    if not told or len({_plain(fact.get(name)) for fact in told}) > 1:
        return None
    value = told[0].get(name)
    claims = merged([claim(shelf, fact, name) for fact in told[:CITED]])
    kind = "name" if name == "author" else "text"
    return Found(claims, Value(type=kind, value=value), value, _SURE)


def _plain(words: str) -> str:
    return " ".join(words.casefold().split()).strip(" .")
