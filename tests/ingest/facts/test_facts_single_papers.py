"""Trackers of audit recommendations, logs of CAPAs, and papers about one matter each; organisations made up here."""

from __future__ import annotations

from ingest.facts.findings import facts
from tests.support.readings import found, of

_CAPA = """# Corrective and Preventive Action (CAPA) Form

## Section 1: Identification

**CAPA Number:** CAPA-31-14
**Type:** [x] Corrective Action [ ] Preventive Action
**CAPA Owner:** Sofia Brandt
**Target Completion Date:** 30 June 2031
**Source:** NCR-31-09

## Section 4: Root Cause

The form takes the day of printing.

## Section 5: Corrective Action

Take the day from the batch record.

**Status:** Closed
**Date Closed:** 3 September 2031
"""


def test_a_tracker_of_audit_recommendations() -> None:
    text = (
        "Audit,Rec No,Recommendation,Priority,Responsible Officer,Original Due Date,Revised Due Date,Status\n"
        "Payroll,P1,Starters should be checked,High,Payroll Manager,31/03/2031,30/06/2031,In progress\n"
        "Payroll,P2,Overtime should be countersigned,Low,Head of Yard,30/04/2031,,Implemented\n"
    )
    assert of(found(facts, text, "audit/recommendation-tracker.csv"), "finding") == [
        {"number": "P1", "text": "Starters should be checked", "grade": "High", "owner": "Payroll Manager",
         "status": "In progress", "source": "Payroll", "due": "2031-06-30"},
        {"number": "P2", "text": "Overtime should be countersigned", "grade": "Low", "owner": "Head of Yard",
         "status": "Implemented", "source": "Payroll", "due": "2031-04-30"},
    ]  # fmt: skip


def test_a_log_of_capas_that_says_how_severe_each_was() -> None:
    text = (
        "CAPA #,Date,Source,Description,Severity,Root Cause,Corrective Action,Owner,Due,Status\n"
        "CA-1,2031-01-10,Audit,Old sheet,Minor,Sheets are not recalled,Screens,Engineering,2031-04-30,Closed\n"
        "CA-2,2031-02-14,Complaint,Scratches,Major,Liner worn,New liners,Production,2031-03-31,Open\n"
    )
    assert [
        (each["number"], each["text"], each["cause"], each["owner"])
        for each in of(found(facts, text, "capa-log.csv"), "corrective_action")
    ] == [
        ("CA-1", "Screens", "Sheets are not recalled", "Engineering"),
        ("CA-2", "New liners", "Liner worn", "Production"),
    ]


def test_a_filled_form_of_one_capa() -> None:
    assert of(found(facts, _CAPA, "capa-31-14.md"), "corrective_action") == [
        {"number": "CAPA-31-14", "for": "NCR-31-09", "text": "Take the day from the batch record.",
         "cause": "The form takes the day of printing.", "owner": "Sofia Brandt", "status": "Closed",
         "due": "2031-06-30", "closed": "2031-09-03"},
    ]  # fmt: skip


def test_an_eight_d_report() -> None:
    text = (
        "# 8D Report\n\n**Report Number:** 8D-31-7\n**Problem Owner:** Lina Fisch\n**Status:** Open\n\n"
        "## D2: Problem Description\n\nSeals leak.\n\n## D4: Root Cause\n\nThe groove is too deep.\n\n"
        "## D5: Permanent Corrective Action\n\nCorrect the tool.\n"
    )
    assert of(found(facts, text, "8d.md"), "corrective_action") == [
        {"number": "8D-31-7", "text": "Correct the tool.", "cause": "The groove is too deep.", "owner": "Lina Fisch",
         "status": "Open"},
    ]  # fmt: skip


def test_the_report_of_one_nonconformance() -> None:
    text = (
        "NONCONFORMANCE REPORT NCR-31-412\nLine 3. Raised 2031-08-19 by K. Osegh.\n\n"
        "Three of twelve valves came with papers of another batch.\n\n"
        "Applicable requirement: ISO 9001:2015 Clause 8.7\nStatus: Open\n"
    )
    assert of(found(facts, text, "ncr.txt"), "finding") == [
        {"number": "NCR-31-412", "text": "Three of twelve valves came with papers of another batch.", "clause": "8.7",
         "status": "Open", "raised": "2031-08-19"},
    ]  # fmt: skip


def test_blank_forms_and_procedures_are_none() -> None:
    blank = "# CAPA form\n\n**CAPA Number:** ______\n**Root cause:** ______\n**Corrective action:** ______\n"
    assert not found(facts, blank, "capa-form.md")
    rules = "# Corrective action procedure\n\n## Root cause\n\nThe owner finds the cause.\n\n## Corrective action\n\nThe owner plans it.\n"
    assert not found(facts, rules, "procedure.md")
