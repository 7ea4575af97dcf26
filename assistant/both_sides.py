"""A disagreement of two documents as an answer: each value with the document, its strength and its day."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Answer, Claim, Conflict, Side
from assistant.compose import answer_text, claim_of, strength_of
from assistant.disputed import Dispute
from assistant.query import Query
from assistant.register.speak import day_words
from assistant.standing import day_of
from evidence.model import Strength
from evidence.view import View


def claims_of(view: View, dispute: Dispute) -> tuple[Claim, ...]:
    """What each side says, in its document's own words."""
    return tuple(claim_of(each, view) for each in dispute.candidates)


def with_both(answer: Answer, view: View, query: Query, dispute: Dispute, claims: Sequence[Claim]) -> Answer:
    """``answer`` with both sides, neither of which is the value."""
    values = [reading.told for reading in dispute.readings]
    sides = tuple(Side(value=value, claim=place) for place, value in enumerate(values))
    told = " or ".join(
        f"{value} ({', '.join(_source(view, each.statement.passage.doc_id))})"
        for value, each in zip(values, dispute.candidates, strict=True)
    )
    changes = {
        "status": "conflict",
        "text": f"The documents disagree: {told}. {answer_text(None, claims)}",
        "value": None,
        "claims": tuple(claims),
        "conflicts": (Conflict(subject=query.subject, attribute=dispute.attribute, sides=sides),),
    }
    return answer.model_copy(update=changes)


def _source(view: View, doc_id: str) -> list[str]:
    """A document by its title, with the strength that it declares and the day it is of, where it says them."""
    document = view.document(doc_id)
    strength, day = strength_of(document), day_of(view.parsed(document.rowid))
    told = [document.title]
    if strength is not Strength.UNKNOWN:
        told.append(strength.value)
    if day is not None:
        told.append(day_words(day.isoformat()))
    return told
