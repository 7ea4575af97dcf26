"""What leadership did in a period: prose whose every sentence is cited, with a chart and the gaps."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from assistant.clauses import begun_on
from assistant.events import distinct_meetings, together
from assistant.reports.communicating import LEADER, followed
from assistant.reports.comparing import compared, earlier
from assistant.reports.report import Bar, Report, Request, Section, Sentence
from assistant.wording import name_of, sentence
from evidence.correlators.communications import from_outside
from evidence.entities import Entities
from evidence.findings import findings as correlated
from evidence.model import StoredFact, Strength

PARTS = (
    ("Policies and other matters approved", "approval"),
    ("Meetings and reviews held", "meeting"),
    ("Decisions", "decision"),
    ("Resources granted", "resource"),
    ("Risks accepted", "acceptance"),
    ("Messages sent", "communication"),
)
"""What leadership does, and the kind of facts that shows it."""

_SHOWN = 12


def leadership(request: Request) -> Report:
    """What leadership did in a period: approvals, meetings, decisions, resources, risks accepted, messages; gaps."""
    sections, bars, gaps = [], [], []
    totals: dict[str, list[StoredFact]] = {}
    events = activity(request)
    for title, kind in PARTS:
        facts = [event[0] for event in events[kind]]
        totals[kind] = facts
        bars.append(Bar(title, len(facts), str(len(facts)), "" if facts else "bad"))
        if not facts:
            gaps.append(Sentence(f"None found: {title.lower()}.", rule="absence"))
            continue
        newest = facts[::-1][:_SHOWN]
        told = [Sentence(sentence(fact), request.cite(fact)) for fact in newest]
        if len(facts) > _SHOWN:
            told.append(Sentence(f"{len(facts) - _SHOWN} earlier ones in the register.", rule="count"))
        sections.append(Section(f"{title} ({len(facts)})", sentences=tuple(told)))
    opening = Section("At a glance", sentences=_glance(request, totals), bars=tuple(bars))
    sections += _changes(request, events)
    gaps += _uncommunicated(request, totals["approval"]) + _pressing(request)
    closing = Section(
        "Gaps", sentences=tuple(gaps) or (Sentence("No gap was found by the rules of this report.", rule="absence"),)
    )
    period = request.period.text if request.period else "all time"
    notes = (
        "Each sentence is worded from one fact of the register and cites its words; counts are of distinct events.",
    )
    return Report(
        "leadership",
        f"Leadership activity, {period}",
        request.today,
        (opening, *sections, closing),
        notes,
        period=period,
    )


def _changes(request: Request, events: Mapping[str, list[list[StoredFact]]]) -> list[Section]:
    then = earlier(request)
    if then is None or then.period is None:
        return []
    return [compared(request, PARTS, events, activity(then), then.period.text)]


def _pressing(request: Request) -> list[Sentence]:
    """The open findings of high severity, worded by their rules."""
    found = correlated(request.view, request.today)
    decided = {identity for identity, decision in request.decisions.items() if decision.verdict != "open"}
    return [
        Sentence(
            each.summary, tuple(request.citer.span(s.document, s.span, s.strength) for s in each.evidence), each.id
        )
        for each in found
        if each.severity == "high" and each.id not in decided
    ][:_SHOWN]


def activity(request: Request) -> dict[str, list[list[StoredFact]]]:
    """By kind, the events of the period in order of their days; each event's fullest fact first."""
    found, leading = {}, _leaders(request)
    for _, kind in PARTS:
        events = [event for event in together(request.facts(kind)) if _counts(request, event[0], leading)]
        if kind == "meeting":
            events = distinct_meetings(events, Entities(request.view))
        found[kind] = sorted(events, key=lambda event: str(begun_on(event[0])))
    return found


def _leaders(request: Request) -> frozenset[str]:
    """Who has a leading role anywhere in the documents, by name as written."""
    named = ("role", "person"), ("attendance", "person"), ("communication", "sender"), ("approval", "approver")
    return frozenset(
        fact.get(who).casefold()
        for kind, who in named
        for fact in request.facts(kind)
        if fact.get(who) and LEADER.search(fact.get("role"))
    )


def _counts(request: Request, fact: StoredFact, leading: frozenset[str]) -> bool:
    on = begun_on(fact)
    if on is None or not request.within(on) or fact.fact.strength in (Strength.PLAN, Strength.DRAFT):
        return False
    if fact.kind == "meeting":
        return fact.get("state") not in ("cancelled", "planned", "postponed")
    if fact.kind == "approval":
        return fact.get("decision") in ("", "approved", "endorsed")
    if fact.kind == "communication":
        if from_outside(fact):
            return False
        return fact.get("sender").casefold() in leading or LEADER.search(fact.get("role")) is not None
    return True


def _glance(request: Request, totals: dict[str, list[StoredFact]]) -> tuple[Sentence, ...]:
    """Counts and sums, each computed from the facts listed below it."""
    told = []
    for title, kind in PARTS:
        facts = totals[kind]
        if facts:
            told.append(Sentence(f"{title}: {len(facts)}.", request.cite(*facts[:5]), rule=f"count {kind}"))
    sums: dict[str, float] = defaultdict(float)
    for fact in totals["resource"]:
        value = _amount(fact.get("amount"))
        if value is not None and fact.get("currency"):
            sums[fact.get("currency").upper()] += value
    for currency, total in sorted(sums.items()):
        told.append(
            Sentence(
                f"Money granted: {currency} {total:,.0f}.",
                request.cite(*totals["resource"][:5]),
                rule=f"sum of amounts in {currency}",
            )
        )
    return tuple(told)


def _amount(text: str) -> float | None:
    digits = re.sub(r"[^\d.]", "", text.replace(",", ""))
    try:
        return float(digits)
    except ValueError:
        return None


def _uncommunicated(request: Request, approvals: list[StoredFact]) -> list[Sentence]:
    """Approved policies that no message of a later day names."""
    gaps = []
    for approval, days, _ in followed(request, approvals):
        if days is None:
            said = f"No message was found that makes {name_of(approval)} known, approved on {approval.get('approved')}."
            gaps.append(
                Sentence(
                    said,
                    request.cite(approval),
                    rule="absence",
                )
            )
    return gaps[:_SHOWN]
