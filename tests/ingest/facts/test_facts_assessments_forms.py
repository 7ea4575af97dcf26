"""Assessments on the forms of councils, hospitals and regulators, of organisations made up here."""

from __future__ import annotations

from ingest.facts.assessments import facts
from tests.support.readings import found, of, table


def test_a_sign_off_in_rows_of_three() -> None:
    page = (
        "# Data Protection Impact Assessment\n\n"
        + table(["", ""], ["Project title", "Quay cameras"], ["DPIA completed by", "Mina Sato"], ["Date of completion", "22 August 2031"])
        + "\n## Sign off\n\n"
        + table(
            ["Item", "Name/position/date", "Notes"],
            ["Measures approved by:", "Olu Adeyinka, Head of Estates, 4 September 2031", "in the plan"],
            ["Residual risks approved by:", "", ""],
        )
    )  # fmt: skip
    (fact,) = of(found(facts, page, "dpia.md"), "assessment")
    assert fact == {
        "subject": "Quay cameras",
        "type": "dpia",
        "assessor": "Mina Sato",
        "assessed": "2031-08-22",
        "approver": "Olu Adeyinka",
        "approved": "2031-09-04",
    }


def test_labels_in_bold_that_share_a_line() -> None:
    page = "# Supplier assessment\n\n**Supplier:** Quay Voice Ltd\n**Assessor:** Ria Costa **Date:** 16 April 2031\n"
    (fact,) = of(found(facts, page, "supplier.md"), "assessment")
    assert (fact["assessor"], fact["assessed"]) == ("Ria Costa", "2031-04-16")


def test_an_equality_impact_assessment() -> None:
    page = (
        "# Equality Impact Assessment\n\nPolicy or service being assessed: Home working\nLead officer: Ria Costa, HR Partner\n"
        "Date of EIA: 6 March 2031\nOutcome: No adverse impact\nSigned off by: Nils Aune, Director\n"
    )
    (fact,) = of(found(facts, page, "eia.md"), "assessment")
    assert (fact["subject"], fact["assessor"], fact["assessed"], fact["outcome"], fact["approver"]) == (
        "Home working",
        "Ria Costa",
        "2031-03-06",
        "No adverse impact",
        "Nils Aune",
    )


def test_a_form_that_nobody_filled_in() -> None:
    page = "# Equality Impact Assessment\n\nPolicy or service being assessed:\nLead officer:\nDate of EIA:\nSigned off by:\n"
    assert of(found(facts, page, "eia.md"), "assessment") == []


def test_the_guide_to_the_form() -> None:
    page = "# Guide to the equality impact assessment\n\nLead officer: the person who leads\n\nDate of EIA: the day\n"
    assert of(found(facts, page, "guide.md"), "assessment") == []
