"""Which documents in force are overdue for review: from the day or month that each gives for its next one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.answer import Claim, Value
from assistant.periods import joined_periods
from assistant.query import Query
from assistant.register.cite import claim, stands
from assistant.register.match import Shelf, iso
from assistant.register.result import Found
from evidence.entities import Entities
from evidence.families import Edition
from evidence.model import StoredFact

_SORT = r"(?:documents?|papers|polic(?:y|ies)|procedures?|standards?|guidelines?|handbooks?|manuals?)"
_ASKED = re.compile(
    r"^(?:(?:and|so|please|ok)\W+)*(?:(?P<count>how many)|which|what|list|show (?:me|us)|(?P<whether>are there any|do we have any|have any|are any|is any)|name)\b"
    rf"(?: (?:all|of|our|the|any|controlled|of the|of our))* (?P<sort>{_SORT})\b(?: and (?:{_SORT})\b)?(?: do we have| that)?"
    r"(?: (?:are|is|were|have|has|currently|now|still|already))*"
    r" (?:overdue|past due|late|behind|due) (?:for |with |on )?(?:an? |the |their |its )?(?:\w+ )?(?:review|revision)s?(?: date)?"
    r"[\s?.!]*$"
    r"|^(?:(?:and|so|please|ok)\W+)*(?:(?P<count2>how many)|which|what|(?P<whether2>are (?:there )?any|do we have any))\b(?: (?:of|our|the))* (?P<sort2>document|policy)? ?reviews (?:are |have )?(?:overdue|late|past due)[\s?.!]*$"
    rf"|^(?:(?:and|so|please|ok)\W+)*(?:(?P<count3>how many)|which|what)\b(?: (?:of|our|the))* (?P<sort3>{_SORT}) (?:have |has |are |were )?"
    r"(?:passed|missed|past|beyond) (?:their|its|the) (?:next )?(?:review|revision)(?: date| day)?[\s?.!]*$",
    re.I,
)
_LATE = re.compile(r"\b(?:overdue|past|late|behind|passed|missed|beyond)\b", re.I)
_MOST = 30  # documents told


def answer(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """The documents in force whose next review should have been before ``as_of``; ``None`` where none tells its next one.

    A month is over with its last day. Where none is overdue, the next review of each that tells it.
    """
    match = _ASKED.match(query.text)
    if match is None or query.periods or not _LATE.search(query.text):
        return None
    sort = (match["sort"] or match["sort2"] or match["sort3"] or "document").lower()
    told, silent = [], 0
    for edition in _in_force(shelf, sort, as_of):
        found = _next(shelf, edition, as_of)
        if found is None:
            silent += 1
        else:
            told.append((*found, edition))
    if not told or len(told) > _MOST:
        return None
    told.sort(key=lambda each: each[0])
    late = [each for each in told if each[0] < as_of]
    note = (
        f"{silent} other{'s' if silent > 1 else ''} in force tell{'' if silent > 1 else 's'} no day of the next review."
        if silent
        else ""
    )
    counted = bool(match["count"] or match["count2"] or match["count3"])
    whether = bool(match["whether"] or match["whether2"])
    value, lead = _value([edition.title for _, _, edition in late], counted=counted, whether=whether)
    claims = tuple({each[1].text: each[1] for each in late or told}.values())
    return Found(claims, value, lead, 0.9, complete=not silent, note=note)


def _in_force(shelf: Shelf, sort: str, as_of: date) -> Iterator[Edition]:
    stem = "" if sort.startswith(("document", "paper")) else sort.rstrip("s").removesuffix("ie").removesuffix("y")
    for family in shelf.view.derived("entities", Entities).families.all():
        edition = family.current(as_of)
        if edition is not None and edition.own and stem in edition.title.lower():
            yield edition


def _next(shelf: Shelf, edition: Edition, as_of: date) -> tuple[date, Claim] | None:
    """The last day on which the next review is in time, and the claim that tells it."""
    for fact in edition.facts:
        for name in ("due", "review", "next"):
            day = _day(fact, name, as_of)
            if day is not None and stands(shelf, fact, name):
                return day, claim(shelf, fact, name)
    return None


def _day(fact: StoredFact, name: str, as_of: date) -> date | None:
    if (name == "review") != (fact.kind == "document"):
        return None
    said = fact.get(name)
    if not said or name != "next":
        return iso(said)
    spans = joined_periods(said, as_of)
    return spans[0].last if len(spans) == 1 else None


def _value(late: list[str], *, counted: bool, whether: bool) -> tuple[Value, str]:
    if counted:
        return Value(type="count", value=str(len(late))), str(len(late))
    if whether:
        return Value(type="yesno", value="yes" if late else "no"), "Yes" if late else "No"
    return Value(type="list", value="; ".join(late) or "none"), "" if late else "None"
