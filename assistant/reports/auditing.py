"""The audit report: which audits there were, and which requirements their scopes and findings name."""

from __future__ import annotations

import re

from assistant.clauses import Mapped, day_of, fields_of, frameworks_named
from assistant.events import together
from assistant.reports.report import EMPTY, Bar, Report, Request, Row, Section, day
from assistant.wording import name_of, short
from evidence.frameworks import Framework, Requirement
from evidence.frameworks.words import says
from evidence.model import StoredFact

_WHOLE = ("all clauses", "all requirements", "whole management system", "entire management system", "full scope")
_CLAUSES = re.compile(r"\bclauses?\s+(\d[\d.]*(?:\s*(?:,|;|and|&|to|-|–)\s*\d[\d.]*)*)", re.I)
_RANGE = re.compile(r"(\d{1,2})\s*(?:to|-|–)\s*(\d{1,2})(?![\d.]*\.\d)")
_COLUMNS = ("Audit", "Type", "By", "From", "To", "Scope", "Result")


def audit_coverage(request: Request) -> Report:
    """The audits held or planned, and for each requirement the findings and audits that name it."""
    framework = request.framework
    every = [event[0] for event in together(request.facts("audit"))]
    audits = [fact for fact in every if request.period is None or request.within(day_of(fact))]
    held = tuple(_audit_row(request, fact) for fact in sorted(audits, key=lambda fact: fact.get("from")))
    own = [fact for fact in audits if _is_of(request, framework, fact) and _was_held(request, fact)]
    rows = tuple(_coverage_row(request, mapped, own) for mapped in request.clauses(framework).all())
    named = sum(row.tone != "bad" for row in rows)
    bars = (
        Bar("named by an audit or a finding", named, str(named), "good"),
        Bar("not named", len(rows) - named, str(len(rows) - named), "bad"),
    )
    columns = ("Ref", "Requirement", "Audits whose scope names it", "Findings")
    sections = (Section("Audits", _COLUMNS, held), Section("Coverage by requirement", columns, rows, bars=bars))
    notes = (
        "An audit covers a requirement where its scope names it or names all clauses; what was audited without a"
        " finding and is not named in a scope is not seen.",
    )
    title = f"Internal-audit coverage: {framework.name}"
    return Report("audit-coverage", title, request.today, sections, notes, framework.name)


def _audit_row(request: Request, fact: StoredFact) -> Row:
    said = (fact.get("type"), fact.get("auditor") or EMPTY, fact.get("from"), fact.get("to"))
    return Row((name_of(fact), *said, short(fact.get("scope")), short(fact.get("result"))), request.cite(fact))


def _is_of(request: Request, framework: Framework, fact: StoredFact) -> bool:
    """Whether an audit is of this framework, or does not say of which."""
    words = f"{name_of(fact)} {fact.get('scope')} {request.title(fact)}"
    told = frameworks_named(words) or fields_of(words)
    return not told or framework.id in told


def _was_held(request: Request, fact: StoredFact) -> bool:
    """Whether an audit is not one that is still to come."""
    begins = day(fact.get("from"))
    return (begins is None or begins <= request.today) and not says(fact.get("result"), ("planned", "scheduled"))


def _coverage_row(request: Request, mapped: Mapped, audits: list[StoredFact]) -> Row:
    requirement = mapped.requirement
    naming = [
        each.fact for each in mapped.evidence if each.fact and each.fact.kind == "finding" and each.expectation is None
    ]
    covering = [fact for fact in audits if covers(fact.get("scope"), requirement)]
    named = ", ".join(dict.fromkeys(fact.get("number") or short(fact.get("text"), 40) for fact in naming))
    by = ", ".join(dict.fromkeys(f"{name_of(fact)} {fact.get('from')}".strip() for fact in covering))
    tone = "good" if covering else "warn" if naming else "bad"
    cells = (requirement.ref, requirement.title, short(by) or EMPTY, named or EMPTY)
    return Row(cells, request.cite(*covering[:1], *naming[:2]), tone)


def covers(scope: str, requirement: Requirement) -> bool:
    """Whether an audit's scope, in words, takes in a requirement: by its number, a range of clauses, or as a whole."""
    if says(scope, _WHOLE):
        return True
    if re.search(rf"(?<![\w.]){re.escape(requirement.ref)}(?![\w]|\.\d)", scope):
        return True
    if requirement.kind == "control":
        return bool(requirement.ref.startswith("A.") and says(scope, ("annex a",)))
    return any(requirement.ref == top or requirement.ref.startswith(f"{top}.") for top in _tops(scope))


def _tops(scope: str) -> set[str]:
    """The clauses that a scope names, ranges written out: "clauses 4 to 6, 8.1" are 4, 5, 6 and 8.1."""
    found: set[str] = set()
    for match in _CLAUSES.finditer(scope):
        found.update(number.strip(".") for number in re.findall(r"\d[\d.]*", match[1]))
        for first, last in _RANGE.findall(match[1]):
            found.update(str(number) for number in range(int(first), int(last) + 1))
    return found
