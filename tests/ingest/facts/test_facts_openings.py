"""Who made an assessment or a validation, when, and who approved it, told in running words under the title."""

from __future__ import annotations

import pytest

from tests.support.made_up import same, told

_BODY = "\n\n## What it does\n\nIt sorts parcels. Tested on 1 March 2031 by Uma Falk.\n"


@pytest.mark.parametrize(
    ("head", "assessor", "assessed", "approver", "approved"),
    [
        ("Written by Ana Roth with Jo Day. Version 2, 18 May 2031.", "Ana Roth", "2031-05-18", "", ""),
        ("Second edition, 13 May 2031. Led by Ana Roth with J. Day. First edition: 2 June 2030.", "Ana Roth", "2031-05-13", "", ""),
        ("Prepared by Ana Roth (independent) with Jo Day. Completed 3 May 2031. Next assessment: May 2032.", "Ana Roth", "2031-05-03", "", ""),
        ("Written by Ana Roth, finished 8 May 2031; countersigned Kim Ode 9 May 2031.", "Ana Roth", "2031-05-08", "Kim Ode", "2031-05-09"),
        ("Facilitator: Ana Roth\nWorkshop: 3 May 2031, seven people", "Ana Roth", "2031-05-03", "", ""),
        ("System owner and author: Ana Roth. Signed 23 May 2031\nby Kim Ode.\nReview date: 22 May 2032.", "Ana Roth", "2031-05-23", "", ""),
        ("Form 7 - assessed 12 May 2031 by Ana Roth - valid until 11 May 2032", "Ana Roth", "2031-05-12", "", ""),
    ],
)  # fmt: skip
def test_an_impact_assessment_says_so_in_its_first_lines(
    head: str, assessor: str, assessed: str, approver: str, approved: str
) -> None:
    wanted = {"subject": "Sorty", "type": "impact", "assessor": assessor, "assessed": assessed}
    wanted |= {"approver": approver, "approved": approved}
    same(f"# AI impact assessment: Sorty\n\n{head}{_BODY}", "impact/sorty.md", "assessment", [wanted])


def test_a_review_of_a_supplier_was_held_on_a_day() -> None:
    text = "Supplier review: Kelp Foods Ltd\nHeld 12 May 2031 by video. For us: Ana Roth, Jo Day.\n\n* Availability 99 %.\n"
    wanted = [{"subject": "Kelp Foods Ltd", "type": "supplier", "assessed": "2031-05-12", "assessor": ""}]
    same(text, "reports/kelp.md", "assessment", wanted)


def test_a_lower_case_word_before_a_colon_is_no_label_of_the_subject() -> None:
    text = (
        "SUPPLIER REVIEW - KELP FOODS LTD (catering)\nReviewer: Ana Roth. 30 May 2031\n\n"
        "Longest outage: two days. Reason given by supplier: a mast was moved.\nRating: D\n"
    )
    wanted = [
        {"subject": "KELP FOODS LTD (catering)", "assessor": "Ana Roth", "assessed": "2031-05-30", "outcome": "D"}
    ]
    same(text, "reports/kelp.txt", "assessment", wanted)


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Equality and AI impact assessment: Sorty", "Sorty"),
        ("AIIA-03 Sorty matcher: impact assessment", "Sorty matcher"),
        ("AIIA-2031/04 – Assessment of the impact of Sorty (S-4)", "Sorty (S-4)"),
    ],
)
def test_what_was_assessed_stands_in_the_title(title: str, subject: str) -> None:
    found = told(f"# {title}\n\nWritten by Ana Roth, 3 May 2031.{_BODY}", "a.md", "assessment")
    assert [each["subject"] for each in found] == [subject]


def test_emphasis_is_no_part_of_an_outcome() -> None:
    text = (
        "# Supplier assessment: Kelp Foods\n\nAssessed 3 May 2031 by Ana Roth\n\nResult: **rejected** (pass mark 65).\n"
    )
    same(text, "s.md", "assessment", [{"outcome": "rejected (pass mark 65).", "assessor": "Ana Roth"}])


@pytest.mark.parametrize("head", ["By Ana Roth, 17 May 2031. Owner Jo Day.", "Author: Ana Roth. Date: 17 May 2031."])
def test_a_validation_says_by_whom_and_when_in_its_first_lines(head: str) -> None:
    text = f"# Validation of Sorty 2.4\n\n{head}\n\n## Result\n\nApproved for use in all depots.\n"
    wanted = [{"system": "Sorty", "version": "2.4", "validator": "Ana Roth", "validated": "2031-05-17"}]
    same(text, "v.md", "validation", wanted)


@pytest.mark.parametrize(
    "head",
    [
        "It will be assessed on 3 May 2031 by Ana Roth.",
        "To be written by Ana Roth. Due by 3 May 2031.",
        "The next review is on 3 May 2031.",
        "Agreed with nobody so far.",
    ],
)
def test_what_is_planned_is_no_assessment(head: str) -> None:
    assert told(f"# AI impact assessment: Sorty\n\n{head}\n\n## Scope\n\nParcels.\n", "a.md", "assessment") == []


def test_a_procedure_about_reviewing_suppliers_is_no_review_of_one() -> None:
    text = "# Supplier due diligence (PRO-7)\n\nPrepared by Ana Roth, in force from 8 May 2031. Approved by Kim Ode.\n\n## 1 Scope\n\nAll.\n"
    assert told(text, "policies/supplier-due-diligence.md", "assessment") == []
