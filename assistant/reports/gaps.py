"""Reports on what is not there: gap analysis, backlog, statement of applicability, readiness by stage."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.clause_decisions import STATUSES, is_stale
from assistant.clauses import Clauses, Mapped, is_established
from assistant.reports.report import EMPTY, Bar, Report, Request, Row, Section, Sentence, day
from assistant.wording import sentence, short
from evidence.closing import closed_numbers
from evidence.frameworks import Framework, Requirement, normal_ref
from evidence.frameworks.words import says
from evidence.model import StoredFact
from evidence.record import Decision
from evidence.states import over

_STATUS = {
    "evidence": "Compliant",
    "partly": "Partially compliant",
    "documents only": "Partially compliant",
    "none": "Not assessed",
}
_TONE = {"Compliant": "good", "Partially compliant": "warn", "Not compliant": "bad", "Not assessed": "bad"}
_MAJOR = re.compile(r"\b(?:major|critical|high)\b", re.I)
_DAYS = {"high": 30, "medium": 90, "low": 180}
_LEADING = ("5.", "6.", "8.", "9.2", "9.3", "10.2")  # clauses that a certification stands or falls with
_STAGES = (
    ("1 Scope and sponsor", ("4.1", "4.2", "4.3", "4.4", "5.1", "5.3")),
    ("2 Gap analysis and risks", ("6.1", "6.1.1", "6.1.2", "6.1.3", "6.2", "8.2", "8.4")),
    ("3 Policies and controls", ("5.2", "7.1", "7.2", "7.3", "7.4", "7.5.1", "7.5.2", "7.5.3", "8.1", "8.3", "A.")),
    ("4 Internal audit and review", ("9.1", "9.2", "9.3", "10.1", "10.2")),
    ("5 Certification and monitoring", ()),
)


@dataclass(frozen=True, slots=True)
class Gap:
    """A requirement's proposed status, why, and what is proposed."""

    mapped: Mapped
    status: str
    why: str
    priority: str
    owner: str
    due: date | None
    findings: tuple[StoredFact, ...]
    signed: str = ""

    @property
    def action(self) -> str:
        """The task that would close the gap."""
        if self.status == "Compliant":
            return ""
        wanted = [each.what for each in self.mapped.missing]
        if self.findings:
            return "Close " + ", ".join(fact.get("number") or short(fact.get("text"), 60) for fact in self.findings)
        return "Provide " + ("; ".join(wanted) if wanted else "evidence of operation")


def gaps(request: Request, framework: Framework) -> list[Gap]:
    """Every assessable requirement with its proposed status, in printed order."""
    clauses = request.clauses(framework)
    closed = closed_numbers(request.facts("finding"))
    found = [_gap(request, framework, mapped, closed) for mapped in clauses.all()]
    if is_established(request.view, framework):
        return found
    return [_general(request, framework, gap) for gap in found]


def _general(request: Request, framework: Framework, gap: Gap) -> Gap:
    """A gap where the archive shows no such management system: general records make no requirement compliant."""
    if gap.signed or gap.status not in ("Compliant", "Partially compliant"):
        return gap
    status = "Not assessed"
    priority = _priority(gap.mapped.requirement, status, gap.findings)
    why = f"nothing here names {framework.name} or is on its field; what was found is of general records: {gap.why}"
    return replace(gap, status=status, why=why, priority=priority, due=request.today + timedelta(_DAYS[priority]))


def _gap(request: Request, framework: Framework, mapped: Mapped, closed: frozenset[str]) -> Gap:
    open_findings = _open_findings(mapped, closed)
    excluded = _exclusion(mapped)
    status = _STATUS[mapped.state]
    if excluded is not None:
        status = "Not applicable"
    elif any(_MAJOR.search(fact.get("grade")) for fact in open_findings):
        status = "Not compliant"
    elif open_findings and status == "Compliant":
        status = "Partially compliant"
    priority = _priority(mapped.requirement, status, open_findings)
    due = min((on for fact in open_findings if (on := day(fact.get("due")))), default=None)
    if due is None and priority:
        due = request.today + timedelta(_DAYS[priority])
    signed = request.signed.get((framework.id, normal_ref(mapped.requirement.ref)))
    owner = _owner(mapped, open_findings)
    if signed:
        status, owner = STATUSES[signed.verdict], signed.owner or owner
        due = day(signed.due) or due
    return Gap(
        mapped,
        status,
        _why(mapped, open_findings, excluded),
        priority,
        owner,
        None if status in ("Compliant", "Not applicable") else due,
        open_findings,
        _signature(signed, mapped) if signed else "",
    )


def _signature(signed: Decision, mapped: Mapped) -> str:
    changed = " (the evidence has changed since)" if is_stale(signed, mapped) else ""
    return f"{signed.by}, {signed.at[:10]}{changed}"


def _open_findings(mapped: Mapped, closed: frozenset[str]) -> tuple[StoredFact, ...]:
    """Findings that name the requirement and are not closed anywhere, each number once."""
    found: dict[str, StoredFact] = {}
    for each in mapped.evidence:
        fact = each.fact
        if fact is None or fact.kind != "finding" or each.expectation is not None or _closed(fact):
            continue
        number = fact.get("number")
        if not number or number not in closed:
            found.setdefault(number or fact.id, fact)
    return tuple(found.values())


def _closed(fact: StoredFact) -> bool:
    return over(fact.get("status"), bool(fact.get("closed")))


def _exclusion(mapped: Mapped) -> StoredFact | None:
    for each in mapped.evidence:
        stated = each.fact is not None and each.fact.kind == "applicability" and each.expectation is None
        if stated and each.fact and says(each.fact.get("applicable"), ("no", "not", "excluded", "false", "n/a")):
            return each.fact
    return None


def _why(mapped: Mapped, findings: tuple[StoredFact, ...], excluded: StoredFact | None) -> str:
    if excluded is not None:
        return "excluded: " + (excluded.get("justification") or "no justification is given")
    parts = [f"open finding: {short(sentence(fact), 120)}" for fact in findings[:2]]
    if mapped.missing:
        parts.append("not found: " + "; ".join(each.what for each in mapped.missing))
    if mapped.state == "none":
        parts.append("no evidence found")
    elif mapped.state == "documents only":
        parts.append("documents state it, but no record shows it")
    pieces, documents = len(mapped.evidence), len(mapped.documents)
    plural = "s" if pieces > 1 else ""
    return (
        "; ".join(parts) or f"{pieces} piece{plural} of evidence in {documents} document{'s' if documents > 1 else ''}"
    )


def _priority(requirement: Requirement, status: str, findings: tuple[StoredFact, ...]) -> str:
    if status in ("Compliant", "Not applicable"):
        return ""
    if status == "Not compliant" or (findings and requirement.ref.startswith(_LEADING)):
        return "high"
    leading = requirement.ref.startswith(_LEADING)
    if status == "Not assessed":
        return "high" if leading else "medium"
    return "medium" if leading or findings else "low"


def _owner(mapped: Mapped, findings: tuple[StoredFact, ...]) -> str:
    """The owner that findings, applicability statements or documents of the requirement name most."""
    for facts in (findings, [each.fact for each in mapped.evidence if each.fact and each.fact.kind == "applicability"]):
        owner = next((fact.get("owner") for fact in facts if fact and fact.get("owner")), "")
        if owner:
            return owner
    named = Counter(each.fact.get("owner") for each in mapped.evidence if each.fact and each.fact.get("owner"))
    return named.most_common(1)[0][0] if named else ""


def gap_analysis(request: Request) -> Report:
    """Proposed status of each requirement, why, priority, owner and due date; people sign each."""
    framework = request.framework
    found = gaps(request, framework)
    columns = ("Ref", "Requirement", "Proposed status", "Why", "Priority", "Owner", "Due", "Signed off")
    rows = tuple(
        Row(
            (
                gap.mapped.requirement.ref,
                gap.mapped.requirement.title,
                gap.status,
                gap.why,
                gap.priority,
                gap.owner or EMPTY,
                str(gap.due or ""),
                gap.signed or EMPTY,
            ),
            request.cite(*gap.findings[:2], *[each.fact for each in gap.mapped.evidence[:2] if each.fact]),
            _TONE.get(gap.status, ""),
        )
        for gap in found
    )
    counts = Counter(gap.status for gap in found)
    bars = tuple(Bar(status, count, str(count), _TONE.get(status, "")) for status, count in counts.most_common())
    notes = (
        "Statuses are proposed by rules from the evidence found; each holds only when a person has signed it.",
        "“Not assessed”: nothing was found, which may mean that the document was not ingested.",
        "Where no due date is on file, one is proposed from the priority (30, 90 or 180 days).",
    )
    section = Section("", columns, rows, bars=bars)
    return Report("gap-analysis", f"Gap analysis: {framework.name}", request.today, (section,), notes, framework.name)


def backlog(request: Request) -> Report:
    """The open gaps as tasks, most urgent first."""
    framework = request.framework
    order = {"high": 0, "medium": 1, "low": 2, "": 3}
    todo = [gap for gap in gaps(request, framework) if gap.status not in ("Compliant", "Not applicable")]
    todo.sort(key=lambda gap: (order[gap.priority], gap.due or date.max))
    columns = ("Task", "Ref", "Requirement", "Priority", "Owner", "Due", "Status")
    rows = tuple(
        Row(
            (
                gap.action,
                gap.mapped.requirement.ref,
                gap.mapped.requirement.title,
                gap.priority,
                gap.owner or EMPTY,
                str(gap.due or ""),
                gap.status,
            ),
            request.cite(*gap.findings[:2]),
            "bad" if gap.priority == "high" else "warn",
        )
        for gap in todo
    )
    section = Section("", columns, rows)
    return Report("backlog", f"Backlog: {framework.name}", request.today, (section,), framework=framework.name)


def statement_of_applicability(request: Request) -> Report:
    """Each control: what the existing statement says, the evidence found, and what is left to a person."""
    framework = request.framework
    columns = ("Control", "Title", "Applicable", "Justification", "Owner", "Status", "Evidence found")
    controls = [each for each in framework.assessable if each.kind == "control"] or list(framework.assessable)
    clauses = request.clauses(framework)
    rows = tuple(_control(request, clauses, control) for control in controls)
    decided = sum(row.cells[2] != EMPTY for row in rows)
    notes = (f"{decided} of {len(rows)} controls are decided in the documents; the rest is for a person to decide.",)
    section = Section("", columns, rows)
    title = f"Statement of applicability (draft): {framework.name}"
    return Report("soa", title, request.today, (section,), notes, framework.name)


def _control(request: Request, clauses: Clauses, control: Requirement) -> Row:
    mapped = clauses.of(control)
    said = [
        each.fact
        for each in mapped.evidence
        if each.fact and each.fact.kind == "applicability" and not each.expectation
    ]
    fact = next(iter(said), None)
    documents = [each.document for each in mapped.evidence if each.fact is None or each.fact not in said]
    names = list(dict.fromkeys(document.title for document in documents))
    cells = [fact.get(name) if fact else "" for name in ("applicable", "justification", "owner", "status")]
    tone = "" if fact and cells[1] and cells[2] else "warn"
    evidence = short("; ".join(names[:4]), 200) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
    return Row(
        (control.ref, control.title, *(cell or EMPTY for cell in cells), evidence or EMPTY),
        request.cite(*said[:1]),
        tone,
    )


def readiness(request: Request) -> Report:
    """The five stages to certification: the share of requirements with evidence, and what is open."""
    framework = request.framework
    found = gaps(request, framework)
    rows, bars = [], []
    for title, refs in _STAGES[:4]:
        of_stage = [gap for gap in found if _belongs(gap.mapped.requirement, refs)]
        if not of_stage:
            continue
        done = sum(gap.status in ("Compliant", "Not applicable") for gap in of_stage)
        partly = sum(gap.status == "Partially compliant" for gap in of_stage)
        share = (done + 0.5 * partly) / len(of_stage)
        open_refs = ", ".join(
            gap.mapped.requirement.ref for gap in of_stage if gap.status in ("Not assessed", "Not compliant")
        )
        tone = "good" if share >= 0.8 else "warn" if share >= 0.5 else "bad"
        rows.append(
            Row(
                (title, str(len(of_stage)), str(done), str(partly), f"{share:.0%}", short(open_refs, 200) or EMPTY),
                (),
                tone,
            )
        )
        bars.append(Bar(title, round(100 * share), f"{share:.0%}", tone))
    sentences = _certification(request, framework)
    columns = ("Stage", "Requirements", "With evidence", "Partly", "Share", "Without evidence or not compliant")
    table = Section("", columns, tuple(rows), bars=tuple(bars))
    last = Section(
        _STAGES[4][0], sentences=sentences or (Sentence("No certificate or external audit was found.", rule="absence"),)
    )
    notes = (
        "A partly shown requirement counts half. Shares are proposals from the documents, no certification verdict.",
    )
    return Report(
        "readiness", f"Readiness by stage: {framework.name}", request.today, (table, last), notes, framework.name
    )


def _belongs(requirement: Requirement, refs: tuple[str, ...]) -> bool:
    ref = normal_ref(requirement.ref)
    return any(ref == each or ref.startswith(each if each.endswith(".") else f"{each}.") for each in refs)


def _certification(request: Request, framework: Framework) -> tuple[Sentence, ...]:
    facts = [
        fact
        for fact in (*request.facts("certificate"), *request.facts("audit"))
        if (fact.kind == "certificate" or says(fact.get("type"), ("external",)))
        and (
            not framework.aliases
            or says(f"{' '.join(fact.fact.fields.values())} {request.title(fact)}", framework.aliases)
        )
    ]
    return tuple(Sentence(sentence(fact), request.cite(fact)) for fact in facts[:8])
