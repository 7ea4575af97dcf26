"""Who approved, as facts of approval say it, and when two of them name different approvers."""

from __future__ import annotations

import re
from datetime import date

from evidence.entities import Actor, Entities
from evidence.families import as_day
from evidence.model import StoredFact

Approval = tuple[StoredFact, Actor]


def approver_of(entities: Entities, fact: StoredFact) -> Actor | None:
    """The person, body or role that an approval names, as of its day."""
    return entities.actor(fact.get("approver"), fact.get("role"), fact.get("body"), as_day(fact.get("approved")))


def disagree(entities: Entities, one: Approval, other: Approval) -> bool:
    """Whether two approvals name different approvers. Somebody who chaired the body that day speaks for it."""
    (a, first), (b, second) = one, other
    if first.kind == second.kind:
        return first.key != second.key and not (first.kind == "body" and _of(first.key) == _of(second.key))
    if "role" in (first.kind, second.kind):
        return False  # nobody is known in the role: undecided, not different
    person, body = (first, second) if first.kind == "person" else (second, first)
    days = {fact.get("approved") for fact in (a, b) if fact.get("approved")}
    return not (len(days) <= 1 and _speaks_for(entities, person, body, days))


def _of(body: str) -> str:
    """A governing body as compared: "Board of Trustees" and "Trustees" are one."""
    return re.sub(r"^(?:the )?board of (?=(?:trustees|directors|governors)\b)", "", body)


def _speaks_for(entities: Entities, person: Actor, body: Actor, days: set[str]) -> bool:
    for meeting in entities.register.facts("meeting"):
        if entities.bodies.key(meeting.get("body")) == body.key and (not days or meeting.get("held") in days):
            chair = entities.resolve(meeting.get("chair")).person
            if chair is not None and chair.key == person.key:
                return True
    return any(body.key.split(" ")[0] in role and "chair" in role for role in entities.roles_of(person.key, date.max))
