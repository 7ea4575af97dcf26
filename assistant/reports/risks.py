"""The risk board: each risk with its treatment, acceptance, and the decisions and resources that name it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from assistant.reports.registers import value_of
from assistant.reports.report import EMPTY, Bar, Report, Request, Row, Section, day
from assistant.wording import name_of, short
from evidence.frameworks.words import says
from evidence.model import StoredFact
from evidence.states import state

_COLUMNS = (
    "Risk",
    "What",
    "Owner",
    "Score",
    "Level",
    "Status",
    "Treatment",
    "Acceptance",
    "Decision or resource",
    "Remarks",
)
_DONE = ("done", "complete", "closed", "implemented")


def risk_board(request: Request) -> Report:
    """Each risk of the newest register with treatment, acceptance and resources; what has run out or is open."""
    risks = request.newest(request.facts("risk"), lambda fact: fact.get("number").upper() or name_of(fact).lower())
    treatments, acceptances = (_by_risk(request.facts(kind)) for kind in ("treatment", "acceptance"))
    rows = []
    for fact in risks:
        number = fact.get("number").upper()
        rows.append(_risk_row(request, fact, treatments.get(number, []), acceptances.get(number, [])))
    rows.sort(key=lambda row: -value_of(row.cells[3]))
    levels = Counter(row.cells[4].lower() for row in rows if row.cells[4])
    bars = tuple(Bar(level, count, str(count)) for level, count in levels.most_common())
    notes = () if rows else ("No risks were read from the documents.",)
    return Report("risks", "Risk board", request.today, (Section("", _COLUMNS, tuple(rows), bars=bars),), notes)


def _risk_row(request: Request, fact: StoredFact, treatments: list[StoredFact], acceptances: list[StoredFact]) -> Row:
    treatment = treatments[-1] if treatments else None
    acceptance = max(acceptances, key=lambda each: each.get("accepted") or each.get("until"), default=None)
    backing = _backing(request, fact.get("number"))
    remarks = [] if fact.get("owner") or is_closed(fact) else ["no owner"]
    remarks += _accepted(request, fact, acceptances, acceptance) + _treated(request, treatment)
    names = dict.fromkeys(short(name_of(each) or each.get("text"), 60) for each in backing)
    cells = (
        fact.get("number"),
        short(fact.get("text")),
        fact.get("owner") or EMPTY,
        fact.get("score"),
        fact.get("level"),
        fact.get("status"),
        _treatment(fact, treatment) or EMPTY,
        _acceptance(acceptance),
        "; ".join(names) or EMPTY,
        "; ".join(remarks),
    )
    cited = [fact, *(each for each in (treatment, acceptance) if each), *backing[:1]]
    grave = any(word in remark for remark in remarks for word in ("expired", "no acceptance"))
    return Row(cells, request.cite(*cited), "bad" if grave else "warn" if remarks else "good")


def _backing(request: Request, number: str) -> list[StoredFact]:
    """Resources and decisions that name the risk by its number; at most three."""
    if not number:
        return []
    facts = (*request.facts("resource"), *request.facts("decision"))
    return [fact for fact in facts if says(" ".join(fact.fact.fields.values()), (number,))][:3]


def _accepted(
    request: Request, fact: StoredFact, acceptances: list[StoredFact], latest: StoredFact | None
) -> list[str]:
    remarks = []
    until = day(latest.get("until")) if latest else None
    if until and until < request.today and not is_closed(fact):
        remarks.append(f"acceptance expired on {until}")
    if says(f"{fact.get('treatment')} {fact.get('status')}", ("accept",)):
        if latest is None:
            remarks.append("accepted, no acceptance found")
        elif not any(each.get("by") for each in acceptances):
            remarks.append("accepted, by whom is not found")
    return remarks


def _treated(request: Request, treatment: StoredFact | None) -> list[str]:
    if treatment is None:
        return []
    due = day(treatment.get("due"))
    late = due is not None and due < request.today and not says(treatment.get("status"), _DONE)
    remarks = [f"treatment overdue since {due}"] if late else []
    return remarks if treatment.get("owner") else [*remarks, "treatment without owner"]


def _treatment(fact: StoredFact, treatment: StoredFact | None) -> str:
    if treatment is None:
        return fact.get("treatment")
    return f"{short(treatment.get('text') or treatment.get('status'), 80)} {treatment.get('due')}".strip()


def _acceptance(fact: StoredFact | None) -> str:
    if fact is None:
        return EMPTY
    return " ".join(filter(None, [fact.get("by"), fact.get("accepted"), "until", fact.get("until") or EMPTY]))


def is_closed(fact: StoredFact) -> bool:
    """Whether a risk is closed or retired, and not opened again."""
    return bool(says(fact.get("status"), ("closed", "retired"))) and state(fact.get("status")) != "open"


def _by_risk(facts: Iterable[StoredFact]) -> dict[str, list[StoredFact]]:
    found: dict[str, list[StoredFact]] = defaultdict(list)
    for fact in facts:
        found[fact.get("risk").upper()].append(fact)
    return found
