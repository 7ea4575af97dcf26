"""Findings that are one graded paragraph each; organisations made up here."""

from __future__ import annotations

from ingest.facts.findings import facts
from tests.support.readings import found, of


def test_bold_numbers_with_a_grade_and_who_answers() -> None:
    text = (
        "# Internal audit report IA-31-04: ticketing\n\n### Findings\n\n"
        "**1 (High) – Refunds.** Of 40 refunds 12 had no reason. Management will make the field mandatory by 30 April 2031 (Ann Orme).\n\n"
        "**2 (Low) – Minutes.** Votes are not recorded. Promised by 31 March 2031 (Per Lund).\n"
    )
    assert of(found(facts, text, "audit/ia-31-04.md"), "finding") == [
        {"number": "1", "text": "Refunds. Of 40 refunds 12 had no reason.", "grade": "High", "owner": "Ann Orme",
         "due": "2031-04-30"},
        {"number": "2", "text": "Minutes. Votes are not recorded.", "grade": "Low", "owner": "Per Lund",
         "due": "2031-03-31"},
    ]  # fmt: skip


def test_other_ways_to_number_and_grade() -> None:
    dashed = "# Internal audit IA-2: pilots\n\n**F1 – Major.** Three pilots sailed without a licence.\n\n**F2 – Minor.** No log was kept.\n"
    assert of(found(facts, dashed, "a.md"), "finding") == [
        {"number": "F1", "text": "Three pilots sailed without a licence.", "grade": "Major"},
        {"number": "F2", "text": "No log was kept.", "grade": "Minor"},
    ]
    listed = "INTERNAL AUDIT IA-3 PILOTS\nAuditor: Ann Orme\n\nFindings\n1. (minor) Five files had no\nsigned plan.\n2. (observation) Notes are short.\n\nAnswers are due in May.\n"
    assert of(found(facts, listed, "a.txt"), "finding") == [
        {"number": "1", "text": "Five files had no signed plan.", "grade": "minor"},
        {"number": "2", "text": "Notes are short.", "grade": "observation"},
    ]
    told = (
        "INTERNAL AUDIT IA-4 PILOTS\n\nFinding 1 (high). Nineteen people have keys. Management: keys cut back, A. Orme. Done.\n"
        "Finding 2 (medium). The lamp is not tested. Management: test by P. Lund, 31 August 2031.\n"
    )
    assert of(found(facts, told, "a.txt"), "finding") == [
        {"number": "1", "text": "Nineteen people have keys.", "grade": "high", "owner": "A. Orme"},
        {"number": "2", "text": "The lamp is not tested.", "grade": "medium", "owner": "P. Lund", "due": "2031-08-31"},
    ]
    claused = (
        "NORTH CERT AS\nSurveillance audit, ISO/IEC 27001:2022\n\nNonconformities: 0 major, 2 minor\n"
        " m1  A.8.3   Eleven accounts were still active.   Closed 12 January 2031\n"
        " m2  A.5.23  No exit plan.                        Closed 28 November 2030\n"
    )
    assert of(found(facts, claused, "audit.txt"), "finding") == [
        {"number": "m1", "text": "Eleven accounts were still active.", "clause": "A.8.3", "status": "closed",
         "closed": "2031-01-12"},
        {"number": "m2", "text": "No exit plan.", "clause": "A.5.23", "status": "closed", "closed": "2030-11-28"},
    ]  # fmt: skip


def test_graded_words_elsewhere_are_no_findings() -> None:
    chores = "# Chores of the week\n\n1. (high) Paint the boat.\n2. (low) Sweep the quay.\n"
    assert not of(found(facts, chores, "chores.md"), "finding")
    alone = "# Audit of the pilots\n\n1. (low tide) The quay was dry.\n"
    assert not of(found(facts, alone, "a.md"), "finding")
    policy = "# Audit procedure\n\n1. (major) A finding that stops work.\n2. (minor) A finding that does not.\n"
    assert not of(found(facts, policy, "audit-procedure.md"), "finding")
