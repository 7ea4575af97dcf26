"""How something changed: a field of a numbered record from register to register, an indicator from period to period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.periods import joined_periods
from assistant.query import Query
from assistant.register import measured
from assistant.register.cite import claim, stands
from assistant.register.match import Shelf, iso, same_number
from assistant.register.nouns import noun_words
from assistant.register.numbering import by_subject
from assistant.register.result import Found
from assistant.register.speak import on_that_day
from evidence.model import StoredFact

_CHANGED = re.compile(
    r"^(?:(?:and|so|but)\s+)?(?:how (?:has|have|did|does) (?P<what>.{3,90}?) (?:chang(?:ed?|ing)|develop(?:ed)?|evol(?:ved?|ving)|mov(?:ed?|ing)|progress(?:ed)?)"
    r"|what (?:is|was) the (?:trend|development|history|course) (?:of|in|for) (?P<of>.{3,90}?)|show (?:me |us )?the (?:trend|history) of (?P<it>.{3,90}?))"
    r"(?P<when>(?:\s+(?:in|over|since|during|from|between|this|last)\b.{2,40}?)?)\s*[?.!]*$",
    re.I,
)
_FIELDS = {
    "score": "score", "rating": "score", "level": "level", "likelihood": "likelihood", "impact": "impact", "status": "status",
    "owner": "owner", "treatment": "treatment", "target": "target", "due date": "due", "deadline": "due", "stage": "stage",
}  # fmt: skip
_KINDS = ("risk", "action", "finding", "corrective_action", "objective", "treatment", "system", "incident")
_PADDING = frozenset("the our its of for in s a an".split())
_MOST = 13


def answer(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """What it was and became, each with its day or period; ``None`` for anything else, or where only one state is known."""
    match = _CHANGED.match(query.text)
    if match is None:
        return None
    what = match["what"] or match["of"] or match["it"]
    spans = joined_periods(match["when"], as_of) if match["when"] else ()
    if len(spans) > 1:
        return None
    within = (spans[0].first, spans[0].last) if spans else (date.min, date.max)
    if len(query.identifiers) == 1:
        field = _FIELDS.get(_asked(what, query.identifiers[0]), "")
        return _history(shelf, query.identifiers[0], field, within, as_of) if field else None
    values = measured.series(shelf, query, what, within, as_of)[-_MOST:]
    facts = [fact for fact in values if stands(shelf, fact, "value")]
    return _told(shelf, facts, "value") if len({fact.get("value") for fact in facts}) > 1 else None


def _asked(what: str, number: str) -> str:
    """What of the numbered record is asked about, in its own words: "the score of risk R-02" asks about the score."""
    words = re.sub(rf"(?i)(?<!\w){re.escape(number)}(?:['’]s?)?(?!\w)", " ", what)
    for kind in _KINDS:
        words = noun_words(kind).sub(" ", words)
    return " ".join(word for word in re.findall(r"\w+", words.lower()) if word not in _PADDING)


def _history(shelf: Shelf, number: str, field: str, within: tuple[date, date], as_of: date) -> Found | None:
    """A field of the record with that number, as the registers and minutes of different days give it."""
    for kind in _KINDS:
        named = [fact for fact in shelf.facts(kind) if same_number(fact.get("number"), number) and fact.get(field)]
        if len(by_subject(named)) > 1:
            return None  # registers that number their records alike
        dated = [
            (day, fact)
            for fact in named
            if (day := iso(fact.get("written"))) and within[0] <= day <= min(within[1], as_of)
        ]
        states: list[StoredFact] = []
        for _, fact in sorted(dated, key=lambda each: each[0]):
            if not states or states[-1].get(field).casefold() != fact.get(field).casefold():
                states.append(fact)
        if len(states) > 1 and all(stands(shelf, fact, field) for fact in states):
            return _told(shelf, states[-_MOST:], on_that_day(field))
        if named:
            return None
    return None


def _told(shelf: Shelf, facts: Sequence[StoredFact], name: str) -> Found:
    return Found(tuple(claim(shelf, fact, name) for fact in facts), None, "", 0.85)
