"""A summary of one document without a model: the sentences that matter most in it, in its own words and order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from assistant import summarised
from assistant.answer import Answer, Claim, Interpretation, Searched
from assistant.compose import claim_at
from assistant.query import Query
from assistant.register.speak import day_words
from assistant.select import shown_statements
from assistant.statements import Statement
from evidence.dates import find_dates
from evidence.embedders import Embedder
from evidence.model import ParsedDocument, StoredPassage
from evidence.view import View

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FEWEST, _MOST = 3, 7  # statements shown
_OF = 3  # statements of the document for one that is shown
_SHORT, _LONG = 5, 60  # words of a statement that says something, and of one that is too long to be shown first
_READ = 400  # statements of a document that are weighed: its first
_ALIKE = 0.7  # taken off for each bit of likeness to one already chosen
_TOPIC = 2.0  # weight of the likeness to the one subject asked about
_ON_TOPIC = 0.25  # likeness below which a statement is on another subject
_CENTRAL = 1.0
_OPENS = 0.25  # the first sentence under a heading
_TOLD: dict[str, float] = {
    **dict.fromkeys(("decision", "finding"), 0.6),
    **dict.fromkeys(("acceptance", "incident", "validation"), 0.5),
    **dict.fromkeys(
        ("approval", "audit", "certificate", "resource", "corrective_action", "assessment", "objective"), 0.4
    ),
    **dict.fromkeys(("measurement", "test", "risk", "agreement"), 0.3),
    **dict.fromkeys(("action", "supplier", "system", "training"), 0.2),
}
"""What a fact adds to the statement that it rests on."""
_CUE = re.compile(
    r"\b(?:summary|conclu\w+|overall|opinion|results?|recommend\w*|outcomes?|decisions?|findings?|in short|verdict"
    r"|key (?:points|messages))\b",
    re.I,
)
_UNDER_CUE, _RULE, _ROW = 0.4, 0.2, -0.15
_RULES = re.compile(r"\b(?:must|shall|will|may not|is required|are required|never|only)\b", re.I)
_FORMAL = re.compile(
    r"^\W*(?:present|in attendance|attendees?|apologies|distribution|cc|copy|to|from|date|subject|version|owner|author"
    r"|approved by|reference|document (?:no|number|control|id)|classification|page|next (?:meeting|review)|circulation"
    r"|chair|minutes|secretary|signed|signature)\b[^.]{0,40}?[:|]"
    r"|\bpage \d+(?: of |/)\d+|\bminutes of .{0,60}\b(?:agreed|approved|accepted|confirmed|adopted|signed)\b",
    re.I,
)
"""Lines that say what a paper is and not what is in it."""


def summary(query: Query, view: View, today: date, embedder: Embedder) -> Answer | None:
    """The summary of the one document that ``query`` wants summarised; ``None`` for another question.

    ``Answer.id`` is left for the caller. Each claim is words of the document; what is hidden or addressed to a machine
    is none of them.
    """
    found = summarised.wanted(query, view, today)
    if found is None:
        return None
    parsed = view.parsed(found.document.rowid)
    stated = _stated(view.passages(found.document.rowid), parsed)
    chosen = _chosen(stated, found.document.rowid, parsed, view, embedder, found.topic)
    if not chosen:
        return None
    claims = tuple(claim_at(view, each.passage, each.start, each.end, "supported") for each in chosen)
    held = view.counts
    day = f", {day_words(found.held.isoformat())}" if found.held and not find_dates(found.document.title) else ""
    about = f" on {found.topic}" if found.topic else ""
    return Answer(
        id="",
        question=query.text,
        status="answered",
        text="\n".join([
            f"From {found.document.title}{day}{about}, in its own words ({len(chosen)} of {len(stated)} statements):",
            *(f"- {_line(claim)} [{number}]" for number, claim in enumerate(claims, 1)),
        ]),
        as_of=today.isoformat(),
        interpretation=Interpretation(kind="summary", subject=found.document.title),
        claims=claims,
        searched=Searched(documents=held.documents, passages=held.passages, facts=held.facts),
    )  # fmt: skip


def _line(claim: Claim) -> str:
    return " ".join(claim.text.split())


def _stated(passages: Sequence[StoredPassage], parsed: ParsedDocument) -> list[Statement]:
    """What the document states, each once, in its order."""
    found: dict[tuple[int, int], Statement] = {}
    for passage in passages:
        for each in shown_statements(passage, parsed) if not passage.hidden else ():
            if each.kind in ("sentence", "row") and _says(each, parsed):
                found.setdefault((each.start, each.end), each)
    return sorted(found.values(), key=lambda each: each.start)[:_READ]


def _says(statement: Statement, parsed: ParsedDocument) -> bool:
    words = parsed.text[statement.start : statement.end]
    return len(words.split()) >= _SHORT and not _FORMAL.search(words) and not _FORMAL.search(statement.plain)


def _chosen(
    stated: Sequence[Statement], document: int, parsed: ParsedDocument, view: View, embedder: Embedder, topic: str
) -> list[Statement]:
    """Those that matter most and repeat one another least, in the document's order."""
    if not stated:
        return []
    vectors = embedder.embed([each.reading for each in stated])
    like = vectors @ vectors.T
    weights = _CENTRAL * like.mean(axis=1) + _marked(stated, document, parsed, view)
    allowed = np.ones(len(stated), bool)
    if topic:
        near = vectors @ embedder.embed_query(topic)
        weights, allowed = weights + _TOPIC * near, near >= _ON_TOPIC
    most = min(_MOST, max(_FEWEST, len(stated) // _OF), int(allowed.sum()))
    return [stated[place] for place in sorted(_apart(weights, like, allowed, most))]


def _apart(weights: NDArray[np.float64], like: NDArray[np.float32], allowed: NDArray[np.bool_], most: int) -> list[int]:
    """The places of the ``most`` weightiest, each less the more it is like one already taken."""
    taken: list[int] = []
    left = np.where(allowed, weights, -np.inf)
    for _ in range(most):
        place = int(np.argmax(left))
        taken.append(place)
        left = np.where(allowed, weights - _ALIKE * like[:, taken].max(axis=1), -np.inf)
        left[taken] = -np.inf
    return taken


def _marked(stated: Sequence[Statement], document: int, parsed: ParsedDocument, view: View) -> NDArray[np.float64]:
    """What facts, headings, rules and length say of each statement's weight."""
    facts = [
        (span.start, span.end, weight)
        for kind, weight in _TOLD.items()
        for fact in view.facts(kind)
        if fact.document == document
        for span in fact.fact.spans[:1]
    ]
    opened: set[str] = set()
    marks = []
    for each in stated:
        section = each.passage.section or ""
        mark = max((weight for start, end, weight in facts if start < each.end and each.start < end), default=0.0)
        mark += _UNDER_CUE * bool(_CUE.search(section.split(" > ")[-1]) or _CUE.search(each.plain))
        mark += _RULE * bool(_RULES.search(each.plain)) + _ROW * (each.kind == "row")
        mark += _OPENS * (section not in opened) - 0.3 * (len(each.plain.split()) > _LONG)
        opened.add(section)
        marks.append(mark)
    return np.array(marks)
