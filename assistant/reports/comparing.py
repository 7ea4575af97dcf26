"""What is different from the period before: events of the same kinds counted in an earlier span of the same length."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.query import Period
from assistant.reports.report import Request, Row, Section
from evidence.model import StoredFact

_CITED = 3
_MONTHS = 12


def before(period: Period, today: date) -> Period:
    """The span of the same length that ends the day before ``period``; of one not over yet, as far as it has come.

    Whole months are followed by whole months: before Q1 comes the last quarter, before February January.
    """
    last = period.first - timedelta(days=1)
    if period.first.day == 1 and _ends_month(period.last):
        months = _count(period.last) - _count(period.first) + 1
        year, month = divmod(_count(period.first) - months, _MONTHS)
        first = date(year, month + 1, 1)
    else:
        first = period.first - (period.last - period.first) - timedelta(days=1)
    if period.last > today >= period.first:
        last = min(last, first + (today - period.first))
    return Period(first, last, f"{first.isoformat()} to {last.isoformat()}")


def _ends_month(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _count(day: date) -> int:
    return day.year * _MONTHS + day.month - 1


def earlier(request: Request) -> Request | None:
    """The same request for the period before; ``None`` where no period is asked for."""
    if request.period is None:
        return None
    return replace(request, period=before(request.period, request.today))


def compared(
    request: Request,
    parts: Sequence[tuple[str, str]],
    now: Mapping[str, Sequence[Sequence[StoredFact]]],
    then: Mapping[str, Sequence[Sequence[StoredFact]]],
    span: str,
) -> Section:
    """Counts of events by kind, now and in ``span`` before; each row cites the first events of both."""
    rows = []
    for title, kind in parts:
        new, old = now[kind], then[kind]
        facts = [event[0] for event in (*new[:_CITED], *old[:_CITED])]
        change = len(new) - len(old)
        tone = "" if not change else "good" if change > 0 else "warn"
        rows.append(Row((title, str(len(new)), str(len(old)), f"{change:+d}"), request.cite(*facts), tone))
    return Section(f"Compared with {span}", ("Leadership activity", "This period", "Before", "Change"), tuple(rows))
