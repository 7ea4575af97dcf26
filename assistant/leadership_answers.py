"""Answers to "summarise leadership activity for Q1 2026": what the register holds of a period, day by day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from assistant.answer import Answer, Citation, Claim, Interpretation, Searched
from assistant.clause_lines import shown
from assistant.clause_rules import told
from assistant.clauses import begun_on
from assistant.periods import periods
from assistant.query import Period, Query
from assistant.reports.leading import PARTS, activity
from assistant.reports.report import Request
from evidence.entities import Entities
from evidence.model import Span, StoredFact
from evidence.view import View

_SUMMARY = re.compile(
    r"\b(?:summar\w+|overview|recap|tl;?dr|brief(?:ing)?|in a few (?:lines|words)|report on|what (?:did|has|have))\b",
    re.I,
)
_LEADERS = re.compile(
    r"\b(?:leadership|leaders|top management|senior management|upper management|management team|executives|executive"
    r" (?:activity|actions|team)|c-suite|(?:the )?management (?:did|has done|decided))\b",
    re.I,
)
_EXECUTIVE = re.compile(r"\b(?:executive|management|leadership) (?:summary|brief(?:ing)?|overview)\b", re.I)
_ONE_THING = re.compile(r"\b(?:minutes|meeting of|this meeting|dashboard|review of|training)\b", re.I)
_OF_A_PAPER = re.compile(
    r"\b(?:polic(?:y|ies)|procedures?|reports?|audits?|assessments?|incidents?|registers?|standards?|plans?|certificates?|"
    r"contracts?|agreements?|mails?|letters?|documents?|risks?|suppliers?|findings|complaints)\b",
    re.I,
)
_EACH = {"resource": 8, "acceptance": 6, "approval": 6, "decision": 10, "meeting": 8, "communication": 5}
_A_MEETING = 4  # decisions told of one meeting
_WEIGHT = {
    "approved": 0,
    "accepted": 0,
    "rejected": 0,
    "deferred": 0,
    "decided": 1,
}  # what was merely noted is not told
_ORDER = ("approval", "resource", "acceptance", "decision", "meeting", "communication")
_RESOLVED = re.compile(r"(?m)^(?:Decision|Resolution|Decided|Resolved)\b[ (:]{0,3}\d[\w/-]*[).:]{1,3} +[^\n.]{8,240}\.")
_YEAR = timedelta(days=365)


def leadership_answer(query: Query, view: View, today: date) -> Answer | None:
    """The summary of a period's leadership activity; ``None`` for another question, or when nothing was found.

    Without a period it is of the twelve months to ``today``, and says so. ``Answer.id`` is left for the caller.
    """
    led = bool(_SUMMARY.search(query.text) and _LEADERS.search(query.text))
    executive = bool(_EXECUTIVE.search(query.text)) and not _OF_A_PAPER.search(query.text)
    if not (led or executive) or _ONE_THING.search(query.text):
        return None
    narrowest = sorted(periods(query.text, today) or query.periods, key=lambda each: each.last - each.first)
    period = narrowest[0] if narrowest else Period(today - _YEAR, today, "the twelve months to today")
    request = Request(view, today, period=period)
    titles = dict((kind, title) for title, kind in PARTS)
    counts, told_events, entities = [], [], Entities(view)
    events_of = activity(request)
    for kind in _ORDER:
        events = events_of[kind]
        if kind == "decision":
            events = _decided(events)
        elif kind == "communication":
            events = _to_many(events, entities)
        counts.append(f"{titles[kind].lower()}: {len(events)}")
        kept = _foremost(events) if kind == "decision" else events
        told_events += kept[: _EACH[kind]]
    told_events.sort(key=lambda event: str(begun_on(event[0])))
    years = {day.year for event in told_events if (day := begun_on(event[0]))}
    claims: list[Claim] = []
    lines: list[str] = []
    for day, on_it in groupby(told_events, key=lambda event: begun_on(event[0])):
        first = len(claims) + 1
        for event in on_it:
            claims.append(told(request.citer, request.title(event[0]), event[:2], "leadership"))
            if event[0].kind == "meeting":
                claims += _resolved(request, event[0])
        said = " ".join(f"{claim.text} [{number}]" for number, claim in enumerate(claims[first - 1 :], first))
        lines.append(f"- {_spoken(day, years)}: {said}")
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


def _spoken(day: date | None, years: set[int]) -> str:
    """A day in words, with its year where the days are of several."""
    return "Undated" if day is None else f"{day.day} {day:%B}" + (f" {day.year}" if len(years) > 1 else "")


def _decided(events: Sequence[list[StoredFact]]) -> list[list[StoredFact]]:
    """Decisions that decide something: what was noted is left out, also beside a decision of the same matter."""
    kept = ([fact for fact in event if fact.get("outcome") in ("", *_WEIGHT)] for event in events)
    return [event for event in kept if event]


def _to_many(events: Sequence[list[StoredFact]], entities: Entities) -> list[list[StoredFact]]:
    """Messages to more than one person: what a leader writes to a colleague leads nobody else."""
    return [event for event in events if not _is_letter(event[0].get("audience"), entities)]


def _is_letter(audience: str, entities: Entities) -> bool:
    named = [each.strip() for each in audience.split(";") if each.strip()]
    return len(named) == 1 and entities.resolve(named[0]).person is not None


def _foremost(events: Sequence[list[StoredFact]]) -> list[list[StoredFact]]:
    """Of each meeting the weightiest decisions, in the order in which they were taken."""
    kept: list[list[StoredFact]] = []
    for _, meeting in groupby(events, key=lambda event: (event[0].get("held"), event[0].document)):
        kept += sorted(meeting, key=lambda event: _WEIGHT.get(event[0].get("outcome"), 2))[:_A_MEETING]
    return kept


def _resolved(request: Request, meeting: StoredFact) -> list[Claim]:
    """Numbered decisions of a meeting's minutes of which no fact tells, by their first sentence, word for word."""
    known = [
        span for fact in request.facts("decision") if fact.document == meeting.document for span in fact.fact.spans
    ]
    parsed, found = request.view.parsed(meeting.document), []
    for match in _RESOLVED.finditer(parsed.text):
        span = Span(*match.span())
        if shown(parsed, span) and not any(each.start < span.end and span.start < each.end for each in known):
            citation = Citation(**request.citer.span(meeting.document, span, meeting.fact.strength).as_json())
            found.append(Claim(text=" ".join(citation.quote.split()), citations=(citation,)))
    return found[:_A_MEETING]
