"""Who chairs a body now: a paper that keeps its chair, else old minutes with their day and that nothing later says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.query import Query
from assistant.register import people
from assistant.register.match import Match, Shelf, iso
from assistant.register.records import lookup
from assistant.register.result import Found
from assistant.register.words import coverage, stems
from evidence.embedders import Embedder
from evidence.lexical import analyse
from evidence.model import StoredDocument, StoredFact

_PRESENT = re.compile(
    r"\bchairs\b|\bwho (?:leads|hosts|runs|heads)\b|\bwho(?:['’]?s| is) (?:now |currently )?(?:(?:the|our) )?(?:(?:\w+ ){0,3}chair|chairing)",
    re.I,
)
_CHAIR = re.compile(r"chair", re.I)
_LONG = timedelta(days=400)  # a body of yearly meetings may have met a year ago
_CALLED = 0.8  # share of the body's name that a paper's title must hold


def long_ago(query: Query, fact: StoredFact, as_of: date) -> bool:
    """Whether ``query`` asks who chairs now, and ``fact`` tells of a meeting more than a year before ``as_of``."""
    held = iso(fact.get("held"))
    now = bool(_PRESENT.search(query.text)) and not query.periods
    return now and fact.kind == "meeting" and held is not None and held + _LONG < as_of


def with_caveat(found: Found, fact: StoredFact) -> Found:
    """``found`` as an answer in part: that was so at a meeting long ago, and nothing here tells of a later one."""
    held = iso(fact.get("held"))
    assert held is not None
    return replace(
        found, complete=False, note=f"No later meeting here names who chaired it: this was so in {held.year}."
    )


def of_standing(shelf: Shelf, embedder: Embedder, query: Query, as_of: date) -> Found | None:
    """The chair as a paper on the body itself keeps it (its terms of reference), or ``None``."""
    if not _PRESENT.search(query.text):
        return None
    minutes = {fact.document for fact in shelf.facts("meeting") if fact.get("state") == "held"}
    papers = [each for rowid, each in shelf.documents.items() if rowid not in minutes and _on(shelf, query, each)]
    return lookup.find(shelf, embedder, query, as_of, papers) if papers else None


def usual(query: Query, dated: Sequence[tuple[date, Match]]) -> list[tuple[date, Match]]:
    """``dated`` without the newest meetings from which the one who chaired before sent apologies: a stand-in chaired."""
    if not _PRESENT.search(query.text):
        return list(dated)
    days = sorted({day for day, _ in dated}, reverse=True)
    for place, day in enumerate(days):
        on = [match for each, match in dated if each == day]
        away = [who for match in on for who in people.split(match.fact.get("apologies"))]
        before = [match.values[0] for each, match in dated if each in days[place + 1 : place + 2]]
        if not any(people.same(chair, who) for chair in before for who in away):
            return [(each, match) for each, match in dated if each <= day]
    return list(dated)


def _on(shelf: Shelf, query: Query, document: StoredDocument) -> bool:
    """Whether a document is called after the body that ``query`` names."""
    weights = {term: shelf.rarity.weight(term) for term in analyse(_CHAIR.sub(" ", " ".join(query.terms)))}
    return bool(weights) and coverage(weights, stems(document.title)) >= _CALLED
