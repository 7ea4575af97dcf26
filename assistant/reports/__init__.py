"""Reports by name: ``make`` builds one from a view. To add a report, add a line to ``REPORTS``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from assistant.reports.report import Report, Request
from evidence.errors import QuestionError

__all__ = ["REPORTS", "Entry", "Report", "Request", "make"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One report: the function that makes it (``module:function``, taking a ``Request``), and what it is for."""

    maker: str
    about: str


REPORTS: Mapping[str, Entry] = {
    "findings": Entry(
        "assistant.reports.findings:findings", "What does not fit together, or is missing, and why it matters"
    ),
    "evidence-index": Entry("assistant.reports.clauses:evidence_index", "Evidence by clause: document, date, strength"),
    "traceability": Entry(
        "assistant.reports.clauses:traceability", "Requirement by kind of evidence, empty cells visible"
    ),
    "crosswalk": Entry("assistant.reports.clauses:crosswalk", "One piece of evidence, many clauses, across standards"),
    "gap-analysis": Entry(
        "assistant.reports.gaps:gap_analysis", "Proposed status of each requirement, why, priority, owner"
    ),
    "backlog": Entry("assistant.reports.gaps:backlog", "The gaps as tasks with priority, owner and due date"),
    "soa": Entry("assistant.reports.gaps:statement_of_applicability", "Statement of applicability, drafted"),
    "readiness": Entry("assistant.reports.gaps:readiness", "How far each of the five stages is shown by evidence"),
    "document-control": Entry("assistant.reports.registers:document_control", "Documents, versions, owners, reviews"),
    "signed-evidence": Entry(
        "assistant.reports.registers:signed_evidence", "Signatures and approvals with their state"
    ),
    "risks": Entry("assistant.reports.risks:risk_board", "Risks with treatment, acceptance and resources"),
    "kpis": Entry("assistant.reports.registers:kpi_board", "Indicators: latest value, target, trend, objective, owner"),
    "training": Entry("assistant.reports.registers:training_matrix", "Who has which course, and until when"),
    "corrective-actions": Entry(
        "assistant.reports.improving:corrective_actions", "Findings and actions: open, overdue, age"
    ),
    "audit-coverage": Entry("assistant.reports.auditing:audit_coverage", "Audits held, and clauses that they touched"),
    "management-review": Entry(
        "assistant.reports.improving:management_review", "Inputs gathered and outputs found (9.3)"
    ),
    "communication": Entry(
        "assistant.reports.communicating:communication", "Messages by topic and quarter, and the gaps"
    ),
    "leadership": Entry("assistant.reports.leading:leadership", "What leadership did in a period, with charts"),
    "anomalies": Entry(
        "assistant.reports.anomalies:anomalies",
        "Days out of order, numbers used twice, leaps, thin meetings",
    ),
    "executive": Entry(
        "assistant.reports.executive:executive", "Summary for a board, management, auditors or staff; what is new"
    ),
}
"""Every report, in the order of ``vouch report``'s list."""


def make(name: str, request: Request) -> Report:
    """The report of that name. Raises ``QuestionError`` for one that there is not."""
    entry = REPORTS.get(name.lower().replace("_", "-"))
    if entry is None:
        raise QuestionError(f"there is no report {name!r}", remedy=f"The reports: {', '.join(REPORTS)}.")
    module, _, function = entry.maker.partition(":")
    report: Report = getattr(import_module(module), function)(request)
    return report
