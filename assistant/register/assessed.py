"""Whether something has been assessed, reviewed or validated: yes, on the day that the register gives; due again or not.

A task to do it tells neither that it was done nor that it was not, and a day that no register gives proves no "no".
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from assistant.answer import Value
from assistant.periods import joined_periods
from assistant.query import Query
from assistant.register import single
from assistant.register.match import Shelf, iso
from assistant.register.request import read
from assistant.register.result import Found
from assistant.understand import understand

_IMPACT = r"(?:(?:ai |ai system |system )?impact assess(?:ment|ed)|aiia|dpia|data protection impact assessment)"
_DEED = r"(?:done|made|written|carried out|completed|conducted|performed|finished|drawn up|prepared)"
_IT = r"(?:the |our )?(?P<it>[^?.,;]{2,80}?)"
_ADVERBS = r"(?:(?:already|ever|yet|also|formally|properly|recently|even|now) )*"
_HAD = rf"(?:had|undergone|got|been through|gone through|received) {_ADVERBS}(?:an? |its |the |any )?"
_WAS = r"(?:has|have|was|were)"
_A = r"(?:the |an? |any |there (?:been )?an? )?"
_THERE = r"(?:is there|do we have|have we (?:got|done|made|written)|did we (?:do|make|carry out|write))"
_EXAMINED = r"(?:reviewed|assessed|evaluated|audited|vetted|checked)"
_ON = r"(?: on (?:the |our )?[\w-]+(?: [\w-]+)?)?"
_FIRM = r"(?:supplier|vendor|provider)"
_TAIL = r"(?P<when>(?: (?:in|during|since|this|last) [\w ]{3,24})?)(?: yet| already| so far)?\W*"
_OPEN = r"(?:(?:and|so|but) )*"
_FORMS: dict[str, tuple[str, ...]] = {
    "When was {it} last assessed for impact{when}?": (
        rf"(?:has|have) {_IT} {_ADVERBS}{_HAD}{_IMPACT}",
        rf"{_WAS} {_IT} (?:been )?{_ADVERBS}(?:impact[- ]assessed|assessed for (?:its |their |the |any )?impacts?{_ON})",
        rf"{_WAS} {_A}{_IMPACT} (?:been )?(?:{_DEED} )?(?:of|for|on) {_IT}(?: (?:been )?{_ADVERBS}{_DEED})?",
        rf"{_WAS} {_A}{_IMPACT} (?:been )?{_ADVERBS}{_DEED} (?:of|for|on) {_IT}",
        rf"{_THERE} (?:an? |the |any )?{_IMPACT} (?:of|for|on) {_IT}",
    ),
    "When was the supplier {it} last reviewed{when}?": (
        rf"{_WAS} (?:the )?{_FIRM} (?!of\b){_IT} (?:been )?{_ADVERBS}{_EXAMINED}",
        rf"{_WAS} {_IT} (?:been )?{_ADVERBS}{_EXAMINED} as (?:an? |our |an ai )?{_FIRM}",
    ),
    "When was {it} last validated{when}?": (rf"{_WAS} {_IT} (?:been )?{_ADVERBS}(?:independently )?validated",),
}
"""The question for a day -> the ways to ask whether it was done at all."""
_ASKED = tuple(
    (said, re.compile(_OPEN + pattern + _TAIL, re.I)) for said, patterns in _FORMS.items() for pattern in patterns
)
_STANDS = re.compile(
    rf"{_OPEN}(?:is|are) (?:the |our )?{_IMPACT} (?:of|for|on) {_IT} "
    r"(?:still )?(?P<state>up[- ]to[- ]date|current|valid|overdue|out of date|outdated)(?: now| today)?\W*",
    re.I,
)
_ELSE = re.compile(
    r"\b(?:not|never|before|after|who|by|and|or|every|all|each|any|both|why|version)\b|n['’]t\b|\bthe suppliers?\b",
    re.I,
)
"""Who did it, in which order, of which of several: more is asked than whether it was done."""


def answer(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """Yes where a register or report gives the day; how an assessment stands where it gives the day of the next one."""
    if query.kind != "yesno" or query.search_text != query.text:
        return None
    if stands := _STANDS.fullmatch(query.text.strip()):
        return _up_to_date(shelf, query, stands, as_of)
    for said, pattern in _ASKED:
        asked = pattern.fullmatch(query.text.strip())
        if asked is None or _ELSE.search(asked["it"]):
            continue
        found = _told(shelf, query, said.format(it=asked["it"], when=asked["when"] or ""), as_of)
        day = iso(found.value.value) if found is not None and found.value is not None else None
        if found is None or day is None or day > as_of or found.conflicts or not _within(query, day, as_of):
            return None
        return replace(found, value=Value(type="yesno", value="yes"), lead="Yes")
    return None


def _within(query: Query, day: date, as_of: date) -> bool:
    """Whether a day lies in the time that is asked about: one outside it does not say that there was no later one."""
    return all(span.first <= day <= span.last for span in joined_periods(query.text, as_of))


def _up_to_date(shelf: Shelf, query: Query, stands: re.Match[str], as_of: date) -> Found | None:
    """Whether the day of the next assessment is still to come."""
    found = _told(shelf, query, f"When is the next impact assessment of {stands['it']}?", as_of)
    day = iso(found.value.value) if found is not None and found.value is not None else None
    if found is None or day is None or found.conflicts:
        return None
    over = stands["state"].lower() in ("overdue", "out of date", "outdated")
    word = "yes" if (day < as_of) == over else "no"
    return replace(found, value=Value(type="yesno", value=word), lead=word.capitalize())


def _told(shelf: Shelf, query: Query, text: str, as_of: date) -> Found | None:
    """What the register says to ``text``, the same as a question for a day."""
    asked = understand(text)
    request = read(replace(asked, identifiers=query.identifiers, numbers=query.numbers), as_of)
    return single.answer(shelf, request) if request else None
