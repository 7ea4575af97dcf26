"""Records that were left unsigned: minutes that nobody confirmed, and forms that some have signed and others have not.

Policies and other controlled editions are judged by ``documents``, which knows whether they are in force.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from evidence.findings import Context, Finding, day_of, finding, side, spoken
from evidence.model import StoredFact, Strength
from evidence.people import fold

BLANK = frozenset({"empty", "blank_line"})
"""The states of a place for a signature in which it is blank."""
SIGNED = frozenset({"filled", "valid", "untrusted", "written", "tampered"})
"""The states in which somebody has signed."""
_WAIT = timedelta(days=14)  # between the signatures of one form
_UNFINISHED = (Strength.DRAFT, Strength.SUPERSEDED)


def unsigned_records(context: Context) -> Iterator[Finding]:
    """Minutes and half-signed forms with a blank place, one finding a document."""
    places: dict[int, list[StoredFact]] = defaultdict(list)
    for fact in context.facts("signature"):
        places[fact.document].append(fact)
    held = _held(context)
    minutes = {fact.document: fact for fact in held}
    kept = _editions(context)
    for document, facts in sorted(places.items()):
        blank = [fact for fact in facts if fact.get("state") in BLANK]
        if not blank or document in kept or blank[0].fact.strength in _UNFINISHED:
            continue
        signed = [fact for fact in facts if fact.get("state") in SIGNED]
        if document in minutes and not signed:
            yield from _minutes(context, held, minutes[document], blank)
        elif signed and not any(same_place(fact, blank) for fact in signed):
            yield from _form(context, document, blank, signed)


def _editions(context: Context) -> frozenset[int]:
    """Documents that are editions of controlled works."""
    families = context.entities.families.all()
    return frozenset(
        document for family in families for edition in family.editions if edition.own for document in edition.documents
    )


def _held(context: Context) -> list[StoredFact]:
    """The meetings that documents are the minutes of, each document's latest last."""
    held = [fact for fact in context.facts("meeting") if fact.get("state") in ("", "held") and day_of(fact, "held")]
    return sorted(held, key=lambda fact: (fact.get("held"), fact.id))


def _minutes(
    context: Context, every: Sequence[StoredFact], meeting: StoredFact, blank: Sequence[StoredFact]
) -> Iterator[Finding]:
    """Minutes that a later one of ``every`` meeting of the same body could have confirmed."""
    held, body = day_of(meeting, "held"), fold(meeting.get("body") or meeting.get("title"))
    later = [
        fact
        for fact in every
        if fact.document != meeting.document and fold(fact.get("body") or fact.get("title")) == body
        and fact.get("held") > meeting.get("held") and (day_of(fact, "held") or date.max) <= context.today
    ]  # fmt: skip
    if later:
        yield finding(
            "missing_signature", (context.name(meeting.document),),
            f"The minutes of {meeting.get('body') or meeting.get('title')} of {spoken(held)} are not signed; it has met"
            f" again on {spoken(day_of(later[0], 'held'))}.",
            [*(side(fact, "blank") for fact in blank), side(later[0], "met again")],
            owner=meeting.get("chair"), severity="medium", clause="7.5.3",
        )  # fmt: skip


def same_place(fact: StoredFact, blank: Sequence[StoredFact]) -> bool:
    """Whether a place for a signature is, by role or label, one of the ``blank`` ones."""
    return (fact.get("role") or fact.get("field")) in {each.get("role") or each.get("field") for each in blank}


def _form(
    context: Context, document: int, blank: Sequence[StoredFact], signed: Sequence[StoredFact]
) -> Iterator[Finding]:
    days = [day for fact in signed if (day := day_of(fact, "signed", "written"))]
    if not days or max(days) + _WAIT >= context.today:
        return
    title = context.documents[document].title or context.documents[document].doc_id
    named = ", ".join(dict.fromkeys(_called(fact) for fact in blank))
    yield finding(
        "missing_signature", (context.name(document),),
        f"“{title}” was signed by some by {spoken(max(days))}, and a place for a signature is blank ({named}).",
        [*(side(fact, "blank") for fact in blank), *(side(fact, "signed") for fact in signed[:1])],
        severity="medium", clause="7.5.3",
    )  # fmt: skip


def _called(fact: StoredFact) -> str:
    return fact.get("field") or fact.get("role") or fact.get("signer") or "signature"
