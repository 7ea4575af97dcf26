"""The register, findings and reports of a view, with what people decided about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from assistant.clause_decisions import corrections, signed
from assistant.clauses import Correction
from assistant.periods import periods
from assistant.query import Period
from assistant.reports import Report, Request, make
from assistant.reports.findings import found
from assistant.service.deciding import framework_of
from assistant.service.identity import Identity
from evidence.citing import Citer
from evidence.errors import QuestionError
from evidence.frameworks import load
from evidence.model import StoredFact
from evidence.record import Decision, Missing, Record
from evidence.register import kind_named, parse_filter, rows
from evidence.view import View


def report(
    record: Record,
    view: View,
    who: Identity,
    name: str,
    frameworks: Iterable[str],
    period: str | None,
    today: date,
) -> Report:
    """A report; an auditor limited to frameworks gets those when none is named."""
    chosen = [framework_of(who, each) for each in frameworks] or [load(each) for each in who.frameworks]
    request = Request(
        view,
        today,
        tuple(chosen),
        period_of(period, today),
        corrections_of(record, view.known_by),
        signed(decided(record, "signoff", view.known_by)),
        decisions=decided(record, "finding", view.known_by),
    )
    return make(name, request)


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
    last = known_by.isoformat()
    return {each.subject: each for each in record.history(kind) if each.at[:10] <= last}


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
