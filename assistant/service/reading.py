"""The register, findings and reports of a view, with what people decided about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.clause_decisions import corrections, signed
from assistant.clauses import Correction
from assistant.periods import periods
from assistant.query import Period
from assistant.reports import Report, Request, make
from assistant.reports.findings import found
from assistant.reports.since import Last
from assistant.service.deciding import framework_of
from assistant.service.identity import Identity
from evidence.citing import Citer
from evidence.embedders import Embedder
from evidence.errors import QuestionError
from evidence.frameworks import load
from evidence.model import StoredFact
from evidence.record import Decision, Missing, Record
from evidence.register import kind_named, parse_filter, rows
from evidence.view import View

SUMMARY = "executive"
"""The report that is made for an audience, and compared with the one before."""
_LOOKED_AT = 1_000  # newest exports of a person among which the last summary is sought


def report(
    record: Record,
    view: View,
    who: Identity,
    name: str,
    frameworks: Iterable[str],
    period: str | None,
    today: date,
    audience: str = "",
    compare: bool = True,
    embed: Callable[[], Embedder] | None = None,
) -> Report:
    """A report; an auditor limited to frameworks gets those when none is named.

    An executive summary for an ``audience`` says what is new since the asker's last one.
    """
    chosen = [framework_of(who, each) for each in frameworks] or [load(each) for each in who.frameworks]
    request = Request(
        view,
        today,
        tuple(chosen),
        period_of(period, today),
        corrections_of(record, view.known_by),
        signed(decided(record, "signoff", view.known_by)),
        decisions=decided(record, "finding", view.known_by),
        audience=audience,
        embed=embed,
    )
    if name == SUMMARY and compare:
        request = replace(request, last=last_summary(record, who, audience or "board", request.framework.id))
    elif audience and name != SUMMARY:
        raise QuestionError(f"{name} has no audience", remedy=f"Only the report {SUMMARY} is made for one.")
    return make(name, request)


def noted(report: Report) -> dict[str, Any]:
    """What the ledger holds of an executive summary besides, so that the next can be compared with it."""
    shown = report.shown
    if shown is None:
        return {}
    marks = {kind: list(found) for kind, found in shown.marks.items()}
    about = {"audience": shown.audience, "framework": shown.framework, "period": shown.period}
    return {"audience": shown.audience, "summary": {**about, "marks": marks}}


def last_summary(record: Record, who: Identity, audience: str, framework: str) -> Last | None:
    """The asker's own last summary for an audience and framework that was taken away with the groups of now."""
    groups = None if who.groups is None else set(who.groups)
    for entry in record.ledger.entries(0, _LOOKED_AT, "export", who.person, newest_first=True):
        said = dict(entry.content or {}).get("summary")
        same = (None if entry.groups is None else set(entry.groups)) == groups
        if said and same and (said["audience"], said["framework"]) == (audience, framework):
            day = date.fromisoformat(str(dict(entry.content or {})["as_of"]))
            marks = {kind: frozenset(found) for kind, found in said["marks"].items()}
            return Last(entry.sequence, day, str(said["period"]), marks)
    return None


def register(view: View, kind: str, filters: Iterable[str], as_of: date | None) -> list[StoredFact]:
    """Facts of a kind that pass every filter. Raises ``QuestionError`` for no such kind, field or comparison."""
    wanted = kind_named(kind)
    return rows(view, wanted, [parse_filter(each, wanted) for each in filters], as_of)


def findings(record: Record, view: View, today: date) -> list[dict[str, Any]]:
    """The findings with their state; ``words`` (citations as values) is left out."""
    told = found(view, today, Citer(view), decided(record, "finding", view.known_by))
    return [{name: value for name, value in each.items() if name != "words"} for each in told]


def corrections_of(record: Record, known_by: date | None = None) -> tuple[Correction, ...]:
    """The corrections of mappings in force (by a day)."""
    return corrections(decided(record, "mapping", known_by).values())


def decided(record: Record, kind: str, known_by: date | None = None) -> dict[str, Decision]:
    """The decision in force about each subject of a kind; with ``known_by`` of those that were made by then."""
    if known_by is None:
        return record.current(kind)
    return {each.subject: each for each in record.history(kind) if made_by(each, known_by)}


def made_by(decision: Decision, known_by: date | None) -> bool:
    """Whether a decision was made by a day; without one every decision was."""
    return known_by is None or decision.at[:10] <= known_by.isoformat()


def answer_entry(record: Record, who: Identity, sequence: int) -> Mapping[str, Any]:
    """What the ledger holds of an answer. Others' answers are for who may audit. Raises ``Missing``."""
    entry = record.ledger.entry(sequence)
    theirs = entry.asker == who.person or who.may("audit")
    if entry.kind != "answer" or entry.content is None or not theirs:
        raise Missing(f"there is no answer {sequence}")
    return entry.content


def period_of(text: str | None, today: date) -> Period | None:
    """A period as people write it: 2026, Q1 2026, March 2026, 2026-01-01..2026-03-31. Raises ``QuestionError``."""
    if not text:
        return None
    first, dots, last = text.partition("..")
    try:
        if dots:
            begin, end = date.fromisoformat(first.strip()), date.fromisoformat(last.strip())
            if begin <= end:
                return Period(begin, end, text)
    except ValueError:
        pass
    read = [] if dots else periods(text, today)
    if read:
        return read[0]
    raise QuestionError(
        f"{text!r} is not a period", remedy="Write 2026, Q1 2026, March 2026 or 2026-01-01..2026-03-31."
    )
