"""Who has the most of something: "Who owns the most risks?". The records are counted by owner, those of the first are shown."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from assistant.answer import Value
from assistant.query import Query
from assistant.register import choosing, people, sets
from assistant.register.match import Shelf
from assistant.register.result import Found
from assistant.register.selection import Condition, run
from assistant.understand import understand

_MOST = re.compile(
    r"^(?:(?:and|so|but)\b[\s,]*)?who (?:\w+ ){0,2}?(?:owns?|has|have|holds?|carries|is responsible for|answers for)"
    r"(?: got)? (?:the )?(?:most|largest number of|highest number of|greatest number of) (?P<what>[^?.!]+)",
    re.I,
)
_HALF = 0.5  # of the records that must name an owner


def answer(shelf: Shelf, query: Query, as_of: date) -> Found | None:
    """Who owns most of the records asked about; ``None`` where two own as many, or most records name nobody."""
    match = _MOST.match(query.text)
    asked = understand(f"How many {match['what']} are there?") if match else None
    wish = choosing.read(asked, as_of) if asked else None
    if wish is None or wish.absent:
        return None
    counted: dict[str, int] = {}
    records = run(shelf, wish.selection)
    for owner in (record.get("owner") for record in records):
        name = next((each for each in counted if people.same(each, owner)), owner)
        counted[name] = counted.get(name, 0) + 1
    unnamed = counted.pop("", 0)
    ranked = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    if len(ranked) < 2 or ranked[0][1] == ranked[1][1] or unnamed > _HALF * len(records):
        return None
    (first, _), (second, fewer) = ranked[:2]
    chosen = replace(wish.selection, conditions=(*wish.selection.conditions, Condition("owner", "same", first)))
    found = sets.answer(shelf, replace(wish, selection=chosen, count=True))
    if found is None or not found.complete or found.value is None or found.value.value != str(counted[first]):
        return None
    note = f"Next comes {second} with {fewer}." + (f" {unnamed} of {len(records)} name nobody." if unnamed else "")
    return replace(found, value=Value(type="name", value=first), lead=first, note=note)
