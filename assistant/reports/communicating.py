"""The communication report: who wrote to whom, how often, and how soon after an approval."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from assistant.events import together
from assistant.reports.report import EMPTY, Bar, Report, Request, Row, Section, day
from assistant.wording import name_of, short
from evidence.frameworks.words import says
from evidence.model import StoredFact

LEADER = re.compile(
    r"\b(?:chief|ceo|cfo|coo|cto|cio|ciso|cro|president|chair\w*|director|managing|executive|head of|board|partner|dean"
    r"|mayor|secretary general)\b",
    re.I,
)
"""Roles that lead."""

_QUARTERS = 8
_WORD = re.compile(r"[^\W_]+")


def communication(request: Request) -> Report:
    """Who wrote to whom, a quarter, leaders first; the quarters without a message; days from approval to message."""
    every = [event[0] for event in together(request.facts("communication"))]
    messages = [fact for fact in every if day(fact.get("sent")) and request.within(day(fact.get("sent")))]
    messages.sort(key=lambda fact: fact.get("sent"))
    listed = tuple(_message_row(request, fact) for fact in messages)
    sections = (
        _cadence(request, messages),
        _reached(request),
        Section("Messages", ("Sent", "Sender", "Audience", "Channel", "Topic"), listed),
    )
    notes = () if messages else ("No messages were read from the documents.",)
    period = request.period.text if request.period else ""
    return Report("communication", "Communication cadence", request.today, sections, notes, period=period)


def _cadence(request: Request, messages: list[StoredFact]) -> Section:
    quarters = _quarters([day(fact.get("sent")) for fact in messages], request.today)
    senders: dict[str, list[StoredFact]] = defaultdict(list)
    for fact in messages:
        senders[fact.get("sender")].append(fact)
    roles = {
        name: next((fact.get("role") for fact in facts if fact.get("role")), "") for name, facts in senders.items()
    }
    order = sorted(senders, key=lambda name: (not LEADER.search(roles[name]), -len(senders[name])))
    rows = tuple(_sender_row(request, name, roles[name], senders[name], quarters) for name in order)
    totals = Counter(_quarter(day(fact.get("sent"))) for fact in messages)
    bars = tuple(Bar(quarter, totals[quarter], str(totals[quarter])) for quarter in quarters)
    return Section("Messages a quarter", ("Sender", *quarters, "Quarters without"), rows, bars=bars)


def _sender_row(request: Request, name: str, role: str, facts: list[StoredFact], quarters: list[str]) -> Row:
    """One sender's messages a quarter. Gaps are told of those who wrote in two quarters or more."""
    counts = Counter(_quarter(day(fact.get("sent"))) for fact in facts)
    cells = [str(counts[quarter]) if counts[quarter] else EMPTY for quarter in quarters]
    active = [place for place, cell in enumerate(cells) if cell != EMPTY]
    regular = bool(name) and len(active) > 1
    gaps = [quarters[place] for place in range(active[0], len(quarters)) if cells[place] == EMPTY] if regular else []
    sender = (name or "not said") + (f" ({role})" if role else "")
    return Row((sender, *cells, ", ".join(gaps)), request.cite(*facts[:3]), "warn" if gaps else "")


def _reached(request: Request) -> Section:
    approvals = [event[0] for event in together(request.facts("approval"))]
    approved = [fact for fact in approvals if fact.get("decision") in ("", "approved")]
    rows = []
    for approval, days, message in followed(request, approved):
        first = (message.get("sent"), str(days), _sender(message)) if message else (EMPTY, EMPTY, EMPTY)
        cited = request.cite(approval, *([message] if message else []))
        cells = (name_of(approval), approval.get("approved"), *first)
        rows.append(Row(cells, cited, "good" if message else "bad"))
    return Section("From approval to message", ("Policy", "Approved", "First message", "Days", "Sender"), tuple(rows))


def _message_row(request: Request, fact: StoredFact) -> Row:
    to = (fact.get("audience") or EMPTY, fact.get("channel") or EMPTY)
    return Row((fact.get("sent"), _sender(fact), *to, short(fact.get("topic"))), request.cite(fact))


def followed(
    request: Request, approvals: Iterable[StoredFact]
) -> list[tuple[StoredFact, int | None, StoredFact | None]]:
    """Each approval of a policy with the days to the first message that names it, and that message."""
    messages = sorted(request.facts("communication"), key=lambda fact: fact.get("sent"))
    found = []
    listed = sorted(approvals, key=lambda fact: fact.get("approved"))
    for place, approval in enumerate(listed):
        on, title = day(approval.get("approved")), _plain(name_of(approval))
        later = [day(each.get("approved")) for each in listed[place + 1 :] if _plain(name_of(each)) == title]
        next_edition = next((each for each in later if each and on and each > on), request.today)
        if (
            on is None
            or not title
            or not says(title, ("policy", "procedure", "standard", "charter", "framework", "code"))
        ):
            continue
        first = next(
            (
                each
                for each in messages
                if (sent := day(each.get("sent"))) and on <= sent <= next_edition and _names(request, each, title)
            ),
            None,
        )
        sent = day(first.get("sent")) if first else None
        found.append((approval, (sent - on).days if sent else None, first))
    return found


def _plain(title: str) -> str:
    return " ".join(
        word for word in _WORD.findall(title) if not any(character.isdigit() for character in word) and len(word) > 1
    )


def _names(request: Request, message: StoredFact, title: str) -> bool:
    return bool(says(f"{message.get('topic')} {request.title(message)}", (title,)))


def _sender(fact: StoredFact) -> str:
    role = fact.get("role")
    return (fact.get("sender") or EMPTY) + (f" ({role})" if role else "")


def _quarters(days: list[date | None], today: date) -> list[str]:
    known = sorted(each for each in days if each)
    if not known:
        return []
    year, number = known[0].year, (known[0].month + 2) // 3
    names = []
    while (year, number) <= (today.year, (today.month + 2) // 3):
        names.append(f"{year} Q{number}")
        year, number = (year, number + 1) if number < 4 else (year + 1, 1)
    return names[-_QUARTERS:]


def _quarter(on: date | None) -> str:
    return f"{on.year} Q{(on.month + 2) // 3}" if on else ""
