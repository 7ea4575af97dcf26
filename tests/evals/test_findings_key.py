"""How findings are counted against the anomalies of a key."""

from __future__ import annotations

from typing import Any

from benchmarks.findings_key import score

_PLANTED = [
    {"type": "objective_without_kpi", "subject": "O-5 Suppliers", "summary": "No KPI.", "documents": ["aims.xlsx"]},
    {"type": "objective without KPI", "what": "O-7 has no measure", "docs": ["aims.xlsx"]},
    {"type": "no owner", "what": "R-3 and R-4 belong to nobody", "docs": ["risks.xlsx"]},
    {"type": "same_surname", "summary": "Two people are called Holm.", "documents": ["minutes.md"]},
]


def _finding(kind: str, subject: str, document: str) -> dict[str, Any]:
    summary = f"{subject} is found wanting."
    return {"type": kind, "subject": [subject], "summary": summary, "evidence": [{"doc_id": document}]}


def test_each_planted_anomaly_takes_the_finding_that_names_it() -> None:
    outcome = score(_PLANTED, [_finding("objective_without_kpi", "O-7", "aims.xlsx")])
    assert [row.get("what") for row in outcome.found] == ["O-7 has no measure"]
    assert len(outcome.missed) == 3
    assert outcome.others == ()


def test_one_finding_is_not_counted_for_two_anomalies() -> None:
    rows = [_finding("objective_without_kpi", name, "aims.xlsx") for name in ("O-5", "O-7", "O-9")]
    outcome = score(_PLANTED, rows)
    assert len(outcome.found) == 2
    assert [each["subject"] for each in outcome.others] == [["O-9"]]


def test_further_findings_of_what_an_anomaly_names_belong_to_it() -> None:
    outcome = score(_PLANTED, [_finding("risk_without_owner", name, "risks.xlsx") for name in ("R-3", "R-4", "R-9")])
    assert len(outcome.found) == 1
    assert [each["subject"] for each in outcome.others] == [["R-9"]]


def test_another_type_or_another_document_finds_nothing() -> None:
    rows = [_finding("risk_without_owner", "R-3", "other.xlsx"), _finding("owner_left", "R-3", "risks.xlsx")]
    outcome = score(_PLANTED, rows)
    assert outcome.found == ()
    assert len(outcome.others) == 2
