"""What a numbered record is: "What happened in INC-2026-007?", "Tell me about R-14". All that documents say of it, cited."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from assistant.query import Query
from assistant.register.cite import claim, merged, stands
from assistant.register.match import Shelf, same_number
from assistant.register.nouns import noun_words
from assistant.register.numbering import by_subject
from assistant.register.request import NOISE
from assistant.register.result import Found
from assistant.register.selection import Record, Selection, base
from evidence.lexical import analyse
from evidence.model import StoredFact

_ASKED = re.compile(
    r"^(?:(?:and|so|but|please|ok)\b[\s,]*)*(?:what(?:['’]?s| is| was| were| are)?(?: (?:happened|went wrong|occurred|took place))?"
    r"(?: (?:in|with|during|at|to|on|about))?|(?:tell (?:me|us)|what do (?:we|you) know|what can you (?:tell|say)(?: (?:me|us))?|information)(?: more)? (?:about|on|of)"
    r"|(?:where (?:do|are) we(?: stand| at| now)?|how far are we|how is|how are things|what(?:['’]s| is) (?:the )?(?:state|status|news|latest)|any (?:news|progress)|what came|what has come|what became)"
    r"(?: (?:with|on|of|about|going with|getting on with))?"
    r"|(?:describe|explain|summari[sz]e|show(?: me| us)?))\b",
    re.I,
)
_TOLD: dict[str, tuple[str, ...]] = {
    "incident": ("occurred", "detected", "reported", "severity", "cause", "status", "closed"),
    "risk": ("owner", "score", "level", "treatment", "status"),
    "acceptance": ("by", "until"),
    "finding": ("source", "grade", "owner", "due", "status", "closed"),
    "corrective_action": ("cause", "owner", "due", "status", "closed", "effectiveness"),
    "action": ("owner", "due", "status", "closed"),
    "objective": ("owner", "kpi", "target", "due", "status"),
    "system": ("purpose", "owner", "supplier", "stage", "since", "assessed"),
    "document": ("owner", "version", "status", "approved", "review"),
    "applicability": ("applicable", "status", "justification"),
}
"""What is told of a record of a kind, in this order."""
_NUMBER = {"applicability": "control", "acceptance": "risk"}
_NAMED = ("text", "title", "name")
_MOST = 7  # sentences of a record
_SIDES = 3  # records of one number


def answer(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """What the register says of the one record that is asked about by its number, and of nothing else."""
    opening = _ASKED.match(query.text)
    if opening is None or len(query.identifiers) != 1 or query.search_text != query.text:
        return None
    (number,) = query.identifiers
    if not _only(query.text[opening.end() :], number):
        return None
    for kind in _TOLD:
        records = [part for record in _records(shelf, kind, number, as_of) for part in _parts(record)]
        if records:
            told = [_told(shelf, record) for record in records[:_SIDES]]
            return _together([each for each in told if each]) if len(records) <= _SIDES else None
    return None


def _together(told: list[Found]) -> Found | None:
    """What several registers say under one number, one after the other."""
    return replace(told[0], claims=merged([each for found in told for each in found.claims])) if told else None


def _only(rest: str, number: str) -> bool:
    """Whether nothing but the number is asked about: besides it stand only padding and what sort of record it is."""
    rest = re.sub(rf"\b(?:about|{re.escape(number)})(?!\w)", " ", rest, flags=re.I)
    for kind in _TOLD:
        rest = noun_words(kind).sub(" ", rest)
    return all(term in NOISE for term in analyse(rest))


def _records(shelf: Shelf, kind: str, number: str, as_of: date) -> list[Record]:
    """The records with that number: more than one where registers number theirs alike."""
    name = _NUMBER.get(kind, "number")
    found = [
        record
        for record in base(shelf, Selection(kind, as_of))
        if any(same_number(fact.get(name), number) for fact in record.facts)
    ]
    return found if len({record.key[0] for record in found}) == 1 else []


def _parts(record: Record) -> list[Record]:
    return [replace(record, facts=tuple(group)) for group in by_subject(record.facts)]


def _told(shelf: Shelf, record: Record) -> Found | None:
    """What the record is, then each field as the newest document that has it says it."""
    said: list[tuple[StoredFact, str]] = [(_fullest(record), "")]
    for name in _TOLD[record.fact.kind]:
        fact = next((each for each in record.facts if each.get(name)), None)
        if fact is not None and stands(shelf, fact, name) and not (name == "status" and record.get("closed")):
            said.append((fact, name))
    if len(said) < 2:
        return None
    claims = merged([claim(shelf, fact, name) for fact, name in said[:_MOST]])
    return Found(claims, None, "", 0.9)


def _fullest(record: Record) -> StoredFact:
    """The fact that says most plainly what the record is: the newest with words of its own."""
    return next((fact for fact in record.facts if any(fact.get(name) for name in _NAMED)), record.fact)
