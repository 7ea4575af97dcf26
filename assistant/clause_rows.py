"""Answers to "who owns A.7.14?" where the statement of applicability leaves the owner's cell empty."""

from __future__ import annotations

import re
from datetime import date

from assistant.answer import Answer, Interpretation, Searched
from assistant.clause_rules import owners_are_named, told, unowned
from assistant.clauses import frameworks_named
from assistant.query import Query
from evidence.citing import Citer
from evidence.frameworks import normal_ref
from evidence.model import StoredFact
from evidence.view import View

_REF = re.compile(r"(?<![\w.])A\.?\s?\d{1,2}(?:\.\d{1,2}){1,3}(?!\w|\.\d)", re.I)
_OWNER = re.compile(r"\b(?:owns?|owners?|owned|responsible|in charge|accountable|answers for|looks after)\b", re.I)


def control_answer(query: Query, view: View, today: date) -> Answer | None:
    """The row of a control that names no owner; ``None`` for other questions, and where an owner is named.

    ``Answer.id`` is left for the caller.
    """
    refs = {normal_ref(match) for match in _REF.findall(query.text)}
    if len(refs) != 1 or not _OWNER.search(query.text):
        return None
    rows = [fact for fact in view.facts("applicability") if normal_ref(fact.get("control")) in refs]
    named = frameworks_named(query.text) or {each.id for each in (query.framework,) if each}
    if len(rows) > 1 and named:
        rows = [fact for fact in rows if named & frameworks_named(_about(view, fact))]
    if len(rows) != 1 or rows[0].get("owner") or not owners_are_named(view, rows[0]):
        return None
    fact, citer, held = rows[0], Citer(view), view.counts
    title = view.document(fact.doc_id).title
    claims = (told(citer, title, (fact,), next(iter(refs))), unowned(citer, fact))
    return Answer(
        id="",
        question=query.text,
        status="answered",
        text="\n".join(f"{claim.text} [{number}]" for number, claim in enumerate(claims, 1)),
        as_of=today.isoformat(),
        interpretation=Interpretation(kind="clause", subject=next(iter(refs))),
        claims=claims,
        searched=Searched(documents=held.documents, passages=held.passages, facts=held.facts),
        mode="register",
    )


def _about(view: View, fact: StoredFact) -> str:
    """What tells the standard of a row: its document's title and the caption of its sheet or table."""
    document = view.document(fact.doc_id)
    start = fact.fact.spans[0].start
    captions = [t.caption for t in view.parsed(document.rowid).tables if t.start <= start < t.end]
    return " | ".join([document.title, *captions])
