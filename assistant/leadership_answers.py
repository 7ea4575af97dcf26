"""Answers to "summarise leadership activity for Q1 2026": what the register holds of a period, by kind of action."""

from __future__ import annotations

import re
from datetime import date, timedelta

from assistant.answer import Answer, Claim, Interpretation, Searched
from assistant.clause_rules import told
from assistant.query import Period, Query
from assistant.reports.leading import PARTS, activity
from assistant.reports.report import Request
from evidence.view import View

_SUMMARY = re.compile(
    r"\b(?:summar\w+|overview|recap|tl;?dr|brief(?:ing)?|in a few (?:lines|words)|report on|what (?:did|has|have))\b",
    re.I,
)
_LEADERS = re.compile(
    r"\b(?:leadership|leaders|top management|senior management|upper management|management team|executives|executive"
    r" (?:activity|actions|team)|c-suite|the management (?:did|has done))\b",
    re.I,
)
_ONE_THING = re.compile(r"\b(?:minutes|meeting of|this meeting|dashboard|review of|training)\b", re.I)
_EACH = {"resource": 10, "acceptance": 8, "approval": 8, "decision": 8, "meeting": 6, "communication": 6}
_ORDER = ("approval", "resource", "acceptance", "decision", "meeting", "communication")
_YEAR = timedelta(days=365)


def leadership_answer(query: Query, view: View, today: date) -> Answer | None:
    """The summary of a period's leadership activity; ``None`` for another question, or when nothing was found.

    Without a period it is of the twelve months to ``today``, and says so. ``Answer.id`` is left for the caller.
    """
    asked = _SUMMARY.search(query.text) and _LEADERS.search(query.text)
    if not asked or _ONE_THING.search(query.text):
        return None
    period = query.periods[0] if query.periods else Period(today - _YEAR, today, "the twelve months to today")
    request = Request(view, today, period=period)
    titles = dict((kind, title) for title, kind in PARTS)
    claims: list[Claim] = []
    lines, counts = [], []
    events_of = activity(request)
    for kind in _ORDER:
        events = events_of[kind]
        counts.append(f"{titles[kind].lower()}: {len(events)}")
        if not events:
            continue
        first = len(claims) + 1
        for event in events[: _EACH[kind]]:
            claims.append(told(request.citer, request.title(event[0]), event[:2], "leadership"))
        said = " ".join(f"{claim.text} [{number}]" for number, claim in enumerate(claims[first - 1 :], first))
        more = len(events) - _EACH[kind]
        lines.append(f"- {titles[kind]}: {said}" + (f" And {more} more." if more > 0 else ""))
    if not claims:
        return None
    held = view.counts
    return Answer(
        id="",
        question=query.text,
        status="answered",
        text="\n".join([f"Leadership activity, {period.text} ({'; '.join(counts)}).", *lines]),
        as_of=today.isoformat(),
        interpretation=Interpretation(kind="summary", subject="leadership activity", period=period.text),
        claims=tuple(claims),
        searched=Searched(documents=held.documents, passages=held.passages, facts=held.facts),
        mode="register",
    )
