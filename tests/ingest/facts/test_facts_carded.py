"""Risks and findings of which each has a heading and labels below it; organisations made up here."""

from __future__ import annotations

from ingest.facts import findings, risks
from tests.support.readings import found, of

_RISKS = """# Risks of the lantern project

### R-07 – Only one maker of lenses

- **Likelihood:** 4 (Likely)
- **Impact:** Moderate (3)
- **Score:** 12 (Amber)
- **Owner:** Petra Holm
- **Mitigation:** Find a second maker
- **Due:** 30 June 2031

### R-08 – Bench out of true

- **Likelihood:** 2
- **Impact:** 5
- **Owner:** Jonas Reed
- **Status:** Closed
"""
_FINDINGS = """# Internal audit report: gauges

Lead auditor: Hanne Bruun

## Findings

#### NC-01 (Minor) – Clause 7.1.5

- **Statement:** Two gauges were in use after their calibration had run out.
- **Owner:** Workshop Manager
- **Due:** 30 April 2031

### Finding 2: Late patching of the test bench

**Risk Rating:** LOW

**Condition:**
8 of 50 computers were patched late.

**Responsible Party:** Head of IT
**Target Completion Date:** 31 March 2031

### Observation 3: Cost of paper

**Category:** Economy
**Condition:**
The logs are printed twice.
"""


def test_risks_on_cards() -> None:
    every = found(risks.facts, _RISKS, "risks.md")
    assert of(every, "risk") == [
        {"number": "R-07", "text": "Only one maker of lenses", "likelihood": "4", "impact": "3", "score": "12",
         "owner": "Petra Holm", "treatment": "Find a second maker", "due": "2031-06-30"},
        {"number": "R-08", "text": "Bench out of true", "likelihood": "2", "impact": "5", "owner": "Jonas Reed",
         "status": "Closed"},
    ]  # fmt: skip
    assert [(each["risk"], each["due"]) for each in of(every, "treatment")] == [("R-07", "2031-06-30")]


def test_findings_under_their_headings() -> None:
    assert of(found(findings.facts, _FINDINGS, "report.md"), "finding") == [
        {"number": "NC-01", "text": "Two gauges were in use after their calibration had run out.", "grade": "Minor",
         "clause": "7.1.5", "owner": "Workshop Manager", "due": "2031-04-30"},
        {"number": "2", "text": "Late patching of the test bench", "grade": "LOW", "owner": "Head of IT",
         "due": "2031-03-31"},
        {"number": "3", "text": "Cost of paper", "grade": "observation"},
    ]  # fmt: skip


def test_a_plain_report_numbers_its_nonconformities() -> None:
    text = (
        "SURVEILLANCE AUDIT REPORT\n\nClient: Fenwick plc\n\n"
        "Nonconformity No. 1\nGrade: Minor\nClause: 8.5.1\nStatement: The sheet at furnace 3 was an old issue.\n"
        "Due date for response: 10 October 2031\n\n"
        "Nonconformity No. 2\nGrade: Major\nClause: 7.2\nStatement: No record of two crane drivers.\n"
    )
    assert [
        (each["number"], each["grade"], each["clause"]) for each in of(found(findings.facts, text, "r.txt"), "finding")
    ] == [("1", "Minor", "8.5.1"), ("2", "Major", "7.2")]


def test_templates_counts_and_other_headings_are_none() -> None:
    template = "# Audit report template\n\n### Finding 1: [Title]\n\n**Risk Rating:** [H/M/L]\n**Owner:** [Name]\n"
    assert not found(findings.facts, template, "audit-report.md")
    counts = "# Audit report\n\n| Finding type | Count |\n|---|---|\n| Minor nonconformity | 2 |\n| Observation | 1 |\n"
    assert not found(findings.facts, counts, "audit-report.md")
    task = "# Risk workshop\n\n### R-1 – Bring the list\n\n- **Owner:** Jonas Reed\n- **Due:** 3 May 2031\n"
    assert not found(risks.facts, task, "workshop.md")


_REPORT = """# Internal audit report

## Findings

| Ref | Clause | Finding type | Description |
|---|---|---|---|
| F-1 | 8.4 Purchasing | Minor | Two suppliers were not assessed |
| F-2 | A.5.7 | Observation | The feed is not read |

## Tracking

| Ref | Owner | Due date | Status |
|---|---|---|---|
| F-1 | Buyer | 31 March 2031 | Open |
| X-9 | Clerk | 30 April 2031 | Open |
"""


def test_a_table_that_follows_the_findings_up() -> None:
    told = of(found(findings.facts, _REPORT, "audit-report.md"), "finding")
    assert told[0] == {
        "number": "F-1", "text": "Two suppliers were not assessed", "grade": "Minor", "clause": "8.4",
    }  # fmt: skip
    assert told[2:] == [{"number": "F-1", "owner": "Buyer", "status": "Open", "due": "2031-03-31"}]
