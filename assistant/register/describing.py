"""What a numbered record is: "What happened in INC-2026-007?", "Tell me about R-14". All that documents say of it, cited."""

from __future__ import annotations

import re
from datetime import date

from assistant.query import Query
from assistant.register.cite import claim, merged, stands
from assistant.register.match import Shelf
from assistant.register.nouns import noun_words
from assistant.register.request import NOISE
from assistant.register.result import Found
from assistant.register.selection import Record, Selection, base
from evidence.lexical import analyse
from evidence.model import StoredFact

_ASKED = re.compile(
    r"^(?:(?:and|so|but|please|ok)\b[\s,]*)*(?:what(?:['’]?s| is| was| were| are)?(?: (?:happened|went wrong|occurred|took place))?"
    r"(?: (?:in|with|during|at|to|on|about))?|(?:tell (?:me|us)|what do (?:we|you) know|what can you (?:tell|say)(?: (?:me|us))?|information)(?: more)? (?:about|on|of)"
    r"|(?:describe|explain|summari[sz]e|show(?: me| us)?))\b",
    re.I,
)
_TOLD: dict[str, tuple[str, ...]] = {
    "incident": ("occurred", "reported", "severity", "cause", "status", "closed"),
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
_MOST = 7  # sentences


def answer(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """What the register says of the one record that is asked about by its number, and of nothing else."""
    opening = _ASKED.match(query.text)
    if opening is None or len(query.identifiers) != 1 or query.search_text != query.text:
        return None
    (number,) = query.identifiers
    if not _only(query.text[opening.end() :], number):
        return None
    for kind in _TOLD:
        record = _record(shelf, kind, number, as_of)
        if record is not None:
            return _told(shelf, record)
    return None


def _only(rest: str, number: str) -> bool:
    """Whether nothing but the number is asked about: besides it stand only padding and what sort of record it is."""
    rest = re.sub(rf"\b(?:about|{re.escape(number)})(?!\w)", " ", rest, flags=re.I)
    for kind in _TOLD:
        rest = noun_words(kind).sub(" ", rest)
    return all(term in NOISE for term in analyse(rest))


def _record(shelf: Shelf, kind: str, number: str, as_of: date) -> Record | None:
    name = _NUMBER.get(kind, "number")
    found = [
        record
        for record in base(shelf, Selection(kind, as_of))
        if any(_plain(fact.get(name)) == _plain(number) for fact in record.facts)
    ]
    return found[0] if len(found) == 1 else None


def _plain(number: str) -> str:
    return re.sub(r"[\W_]", "", number.lower())


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
    named = ("text", "title", "name")
    return next((fact for fact in record.facts if any(fact.get(name) for name in named)), record.fact)
