"""The executive summary: what leaders of one audience need of a period, every line from another report, cited there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from assistant.reports.findings import found
from assistant.reports.gaps import gaps, readiness
from assistant.reports.leading import leadership
from assistant.reports.registers import kpi_board
from assistant.reports.report import Bar, Report, Request, Row, Section, Sentence
from assistant.reports.risks import risk_board
from assistant.reports.since import ACTIVITY, STANDING, Shown, marks_of, since
from assistant.wording import short
from evidence.errors import QuestionError

AUDIENCES = {
    "board": "Board",
    "management": "Management",
    "auditor": "Auditor",
    "staff": "All staff",
}
"""For whom a summary can be made."""

_CALLED = {"board": "the board", "management": "management", "auditor": "the auditor", "staff": "all staff"}

_MOST = 10
_PENDING = ("open", "stale")
_DONE = ("Compliant", "Not applicable")
_SEVERITY = {"high": 0, "medium": 1, "low": 2}
_FOR_STAFF = ("Policies", "Messages", "Meetings")  # beginnings of the titles of what everybody is told


def executive(request: Request) -> Report:
    """What leadership did, what changed, and what is open, for one of ``AUDIENCES`` (the board where none is named).

    A board reads of decisions, risks and what is grave; management also of indicators and tasks; an auditor of every
    requirement's standing; staff of policies, meetings and messages alone. With ``request.last`` it says what is new
    since that summary. Raises ``QuestionError`` for no audience.
    """
    audience = request.audience or "board"
    if audience not in AUDIENCES:
        raise QuestionError(f"there is no audience {audience!r}", remedy=f"One of: {', '.join(AUDIENCES)}.")
    led = leadership(request)
    opening, changed, activity, closing = _apart(led)
    parts: dict[str, tuple[Callable[[], list[Section]], ...]] = {
        "board": (lambda: [_readiness(request)], lambda: _risks(request), lambda: [_findings(request)]),
        "management": (
            lambda: [_readiness(request)],
            lambda: _risks(request),
            lambda: _indicators(request),
            lambda: [_findings(request), _tasks(request)],
        ),
        "auditor": (lambda: [_readiness(request), _standing(request)], lambda: [_findings(request)]),
        "staff": (),
    }
    if audience == "staff":
        activity = [each for each in activity if each.title.startswith(_FOR_STAFF)]
        kept = [bar for bar in opening.bars if bar.label.startswith(_FOR_STAFF)]
        opening = Section(
            opening.title,
            sentences=tuple(each for each in opening.sentences if each.text.startswith(_FOR_STAFF)),
            bars=tuple(kept),
        )
        changed, closing = [], []
    more = [section for make in parts[audience] for section in make()]
    name = f"{request.framework.name}, " if audience != "staff" else ""
    period = request.period.text if request.period else "all time"
    kinds = {ACTIVITY: activity, STANDING: [*more, *closing]}
    new = [since(request.last, period, kinds, _settled(request))] if request.last else []
    return Report(
        "executive",
        f"Executive summary for {_CALLED[audience]}: {name}{period}",
        request.today,
        (opening, *new, *changed, *activity, *more, *closing),
        (*led.notes, "Statuses are proposed by rules from the documents; a person decides."),
        request.framework.name if audience != "staff" else "",
        request.period.text if request.period else "",
        shown=Shown(audience, request.framework.id, period, marks_of(kinds)),
    )


def _settled(request: Request) -> dict[str, Sentence]:
    """The findings that people accepted or resolved, by id."""
    made = found(request.view, request.today, request.citer, request.decisions)
    return {
        each["id"]: Sentence(f"No longer open: {each['summary']}", tuple(each["words"]), each["id"])
        for each in made
        if each["state"] not in _PENDING
    }


def _apart(led: Report) -> tuple[Section, list[Section], list[Section], list[Section]]:
    """The leadership report's sections: at a glance, compared, what was done, the gaps."""
    opening, *others = led.sections
    changed = [each for each in others if each.title.startswith("Compared with")]
    closing = [each for each in others if each.title == "Gaps"]
    return opening, changed, [each for each in others if each not in changed and each not in closing], closing


def _readiness(request: Request) -> Section:
    table = readiness(request).sections[0]
    return replace(table, title=f"Evidence by stage, {request.framework.name}")


def _standing(request: Request) -> Section:
    """Every requirement that is not shown, with why."""
    rows = tuple(
        Row(
            (gap.mapped.requirement.ref, gap.mapped.requirement.title, gap.status, gap.why, gap.signed),
            request.cite(*gap.findings[:2]),
            "bad" if gap.status in ("Not compliant", "Not assessed") else "warn",
        )
        for gap in gaps(request, request.framework)
        if gap.status not in _DONE
    )
    return Section("Requirements not fully shown", ("Ref", "Requirement", "Status", "Why", "Signed off"), rows)


def _tasks(request: Request) -> Section:
    order = {"high": 0, "medium": 1, "low": 2, "": 3}
    todo = [gap for gap in gaps(request, request.framework) if gap.status not in _DONE]
    todo.sort(key=lambda gap: (order[gap.priority], str(gap.due)))
    rows = tuple(
        Row(
            (gap.mapped.requirement.ref, gap.action, gap.priority, gap.owner, str(gap.due or "")),
            request.cite(*gap.findings[:2]),
            "bad" if gap.priority == "high" else "warn",
        )
        for gap in todo[:_MOST]
    )
    return Section(f"Most urgent tasks ({len(rows)} of {len(todo)})", ("Ref", "Task", "Priority", "Owner", "Due"), rows)


def _findings(request: Request) -> Section:
    """The open findings, gravest first, each with the words of its sides."""
    made = [each for each in found(request.view, request.today, request.citer, request.decisions)]
    pending = [each for each in made if each["state"] in _PENDING]
    pending.sort(key=lambda each: _SEVERITY[each["severity"]])
    counts = Counter(each["severity"] for each in pending)
    tones = {"high": "bad", "medium": "warn", "low": ""}
    bars = tuple(Bar(level.capitalize(), counts[level], str(counts[level]), tones[level]) for level in tones)
    told = tuple(Sentence(each["summary"], tuple(each["words"]), each["id"]) for each in pending[:_MOST])
    return Section(f"Open findings ({len(pending)})", sentences=told, bars=bars)


def _risks(request: Request) -> list[Section]:
    """Risks with something to be done about, most severe first."""
    table = risk_board(request).sections[0]
    at = {name: place for place, name in enumerate(table.columns)}
    wanted = ("Risk", "What", "Owner", "Score", "Acceptance", "Remarks")
    rows = tuple(
        Row(tuple(short(row.cells[at[name]], 120) for name in wanted), row.citations, row.tone)
        for row in table.rows
        if row.cells[at["Remarks"]]
    )
    return [Section("Risks that need a decision", wanted, rows[:_MOST])] if rows else []


def _indicators(request: Request) -> list[Section]:
    table = kpi_board(request).sections[0]
    return [replace(table, title="Indicators")] if table.rows else []
