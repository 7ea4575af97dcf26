"""Whether something was done in time: the day on which it was closed beside the day on which it was due, both told."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Value
from assistant.query import Query
from assistant.register.cite import claim, merged, stands
from assistant.register.conditions import CLOSABLE
from assistant.register.match import Match, Shelf, iso
from assistant.register.numbering import namesakes
from assistant.register.result import Found
from assistant.understand import content_terms
from evidence.states import state

_LIMIT = r"(?:due(?: date)?|deadline|target date|due day)"
_LATE = rf"(?:too )?late|after (?:it was |they were |its |the |their )?{_LIMIT}|behind schedule|past (?:its|the|their) {_LIMIT}"
_TIMELY = re.compile(
    rf"\b(?:(?:in|on) time|on schedule|punctually|timely|(?:within|by|before) (?:it was |they were |its |the |their )?{_LIMIT}"
    rf"|(?P<late>{_LATE}))\b",
    re.I,
)
"""What asks of a deed whether it was done in time, or late; "is it late?" asks of what is open."""
_DEED = re.compile(r"\b(?:closed|complete[d]?|finished|resolved|done|settled|implemented|fixed|carried out)\b", re.I)


def asked(query: Query) -> bool:
    """Whether a question asks how a deed lay to its date."""
    return query.kind == "yesno" and bool(_TIMELY.search(query.text) and _DEED.search(query.text))


def plain(query: Query) -> Query:
    """The question without the words for its date and the deed: the thing that is meant."""
    text = " ".join(_DEED.sub(" ", _TIMELY.sub(" ", query.search_text)).split())
    return replace(query, search_text=text, terms=content_terms(text))


def answer(shelf: Shelf, query: Query, find: Callable[[Query, Sequence[str]], list[Match]]) -> Found | None:
    """Yes or no with both days, or ``None`` where one of them is not told or several things may be meant."""
    matches = [m for m in find(plain(query), CLOSABLE) if iso(m.fact.get("closed")) and iso(m.fact.get("due"))]
    if not matches or any(namesakes(m.fact, matches[0].fact) for m in matches[1:]):
        return None
    fact = matches[0].fact
    closed, due = iso(fact.get("closed")), iso(fact.get("due"))
    if closed is None or due is None or state(fact.get("status")) not in ("", "done"):
        return None  # what was opened again was not done then
    if not all(stands(shelf, fact, name) for name in ("closed", "due")):
        return None
    asks = _TIMELY.search(query.text)
    word = "yes" if (closed > due) == bool(asks and asks["late"]) else "no"
    claims = merged([claim(shelf, fact, name) for name in ("closed", "due")])
    return Found(claims, Value(type="yesno", value=word), word.capitalize(), matches[0].covered)
