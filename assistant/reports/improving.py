"""Reports on checking and improving: corrective actions, the management-review pack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.clauses import day_of
from assistant.events import together
from assistant.reports.report import EMPTY, Bar, Report, Request, Row, Section, Sentence, day
from assistant.wording import name_of, sentence, short
from evidence.frameworks.words import says
from evidence.model import StoredFact
from evidence.states import over

_REVIEW = ("management review",)
_SHOWN = 15


def corrective_actions(request: Request) -> Report:
    """Findings, corrective actions and actions: what is open, overdue, or closed without evidence of effect; ages."""
    findings = _section(request, "Findings", "finding")
    fixes = _section(request, "Corrective actions", "corrective_action")
    actions = _section(request, "Actions", "action")
    rows = [row for section in (findings, fixes, actions) for row in section.rows]
    states = ("open", "overdue", "no closure found", "closed", "closed without evidence of effect")
    bars = tuple(
        Bar(state, count, str(count)) for state in states if (count := sum(row.cells[-1] == state for row in rows))
    )
    first = Section(findings.title, findings.columns, findings.rows, bars=bars)
    notes = (
        "Age: days from being raised to its closure, or to the day of the report.",
        "“No closure found”: an action of minutes that no document reports as done; it may have been done.",
    )
    return Report("corrective-actions", "Corrective actions", request.today, (first, fixes, actions), notes)


def _section(request: Request, title: str, kind: str) -> Section:
    told: dict[object, list[StoredFact]] = defaultdict(list)
    for fact in request.facts(kind):
        told[_identity(fact)].append(fact)
    rows = [_task_row(request, _Task(request.newest(facts, lambda fact: fact.document))) for facts in told.values()]
    order = {"overdue": 0, "open": 1, "no closure found": 2, "closed without evidence of effect": 3, "closed": 4}
    rows.sort(key=lambda row: (order[row.cells[-1]], row.cells[5] or "9"))
    columns = ("Number", "What", "Clause or for", "Owner", "Raised", "Due", "Closed", "Age", "State")
    return Section(title, columns, tuple(rows))


def _identity(fact: StoredFact) -> object:
    return fact.get("number").upper() or (fact.get("text") or name_of(fact)).lower()


def _is_closed(fact: StoredFact) -> bool:
    return over(fact.get("status"), bool(fact.get("closed")))


@dataclass(frozen=True, slots=True)
class _Task:
    """What several documents say of one task."""

    facts: list[StoredFact]

    def get(self, *names: str) -> str:
        """The first of the fields that any document states, the fullest wording of it."""
        for name in names:
            known = [fact for fact in self.facts if fact.get(name)]
            if known and name == "text":
                return max(known, key=lambda fact: len(fact.fact.fields) + len(fact.fact.dates)).get(name)
            if known:
                return known[-1].get(name)
        return ""

    @property
    def closed(self) -> bool:
        """Whether any document says that it is closed."""
        return any(map(_is_closed, self.facts))

    @property
    def kind(self) -> str:
        """The kind of the facts."""
        return self.facts[0].kind


def _task_row(request: Request, task: _Task) -> Row:
    due, raised, closed_on = day(task.get("due")), day(task.get("raised")), day(task.get("closed"))
    if not task.closed and task.kind == "action" and not task.get("status"):
        state = "no closure found"
    elif not task.closed:
        state = "overdue" if due and due < request.today else "open"
    elif task.kind == "corrective_action" and not task.get("effectiveness"):
        state = "closed without evidence of effect"
    else:
        state = "closed"
    ends = closed_on or (None if task.closed else request.today)
    age = f"{(ends - raised).days} days" if ends and raised and ends >= raised else ""
    cells = (
        task.get("number"),
        short(task.get("text") or name_of(task.facts[0])),
        task.get("clause", "for"),
        task.get("owner") or EMPTY,
        task.get("raised"),
        task.get("due"),
        str(closed_on or ""),
        age,
        state,
    )
    tone = {"overdue": "bad", "closed": "good"}.get(state, "warn")
    return Row(cells, request.cite(*task.facts[:3]), tone)


def management_review(request: Request) -> Report:
    """Inputs gathered since the last review (9.3.2), and the decisions and actions found in reviews (9.3.3)."""
    meetings = [
        fact
        for fact in _distinct(request.facts("meeting"))
        if says(f"{name_of(fact)} {fact.get('body')} {request.title(fact)}", _REVIEW)
    ]
    held = sorted((fact for fact in meetings if _was_held(fact, request.today)), key=lambda fact: fact.get("held"))
    last = held[-1] if held else None
    since = request.period.first if request.period else (day(last.get("held")) if last else None)
    sections = [Section("Management reviews held", sentences=_told(request, held) or _nothing("management review"))]
    sections += [
        Section(f"Input: {title}", sentences=_told(request, facts) or _nothing(title))
        for title, facts in _inputs(request, since)
    ]
    documents = {fact.document for fact in held}
    for kind, title in (("decision", "Output: decisions"), ("action", "Output: actions")):
        facts = [fact for fact in request.facts(kind) if fact.document in documents]
        sections.append(Section(title, sentences=_told(request, facts) or _nothing(title.partition(": ")[2])))
    notes = (f"Inputs are those since {since}." if since else "No review was found; inputs are of all time.",)
    return Report(
        "management-review",
        "Management-review pack",
        request.today,
        tuple(sections),
        notes,
        period=request.period.text if request.period else "",
    )


def _was_held(fact: StoredFact, today: date) -> bool:
    on = day(fact.get("held"))
    return on is not None and on <= today and fact.get("state") not in ("cancelled", "planned", "postponed")


def _inputs(request: Request, since: date | None) -> Iterable[tuple[str, list[StoredFact]]]:
    def recent(kind: str, also_undated: bool = True) -> list[StoredFact]:
        kept = []
        for fact in _distinct(request.newest(request.facts(kind), lambda fact: fact.get("number").upper() or fact.id)):
            on = day_of(fact)
            if (on is None and also_undated) or (
                on is not None and (since is None or on >= since) and on <= request.today
            ):
                kept.append(fact)
        return kept

    open_actions = [fact for fact in request.newest(request.facts("action"), _identity) if not _is_closed(fact)]
    yield "status of earlier actions", open_actions
    yield (
        "nonconformities and corrective actions",
        [fact for fact in recent("finding") if not _is_closed(fact)]
        + [fact for fact in recent("corrective_action") if not _is_closed(fact)],
    )
    yield "results of monitoring and measurement", recent("measurement")
    yield "audit results", recent("audit", also_undated=False)
    yield "objectives", recent("objective")
    yield "risks accepted", recent("acceptance", also_undated=False)
    yield "incidents", recent("incident", also_undated=False)
    yield "adequacy of resources", recent("resource", also_undated=False)
    yield "communication with interested parties", recent("communication", also_undated=False)


def _told(request: Request, facts: list[StoredFact]) -> tuple[Sentence, ...]:
    told = [Sentence(sentence(fact), request.cite(fact)) for fact in facts[:_SHOWN]]
    if len(facts) > _SHOWN:
        told.append(Sentence(f"{len(facts) - _SHOWN} more in the register.", rule="count"))
    return tuple(told)


def _nothing(what: str) -> tuple[Sentence, ...]:
    return (Sentence(f"Nothing was found: {what}.", rule="absence"),)


def _distinct(facts: Iterable[StoredFact]) -> list[StoredFact]:
    return [event[0] for event in together(facts)]
