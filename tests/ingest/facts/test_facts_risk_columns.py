"""Registers and sheets of risks whose columns and labels have the names of other houses; organisations made up here."""

from __future__ import annotations

from ingest.facts.risks import facts
from tests.support.readings import found, of, table


def test_what_is_still_to_be_done_is_the_treatment_and_not_what_is_in_place() -> None:
    page = table(
        ["Ref", "Risk Title", "Gross L", "Gross I", "Gross Score", "Controls in place", "Lead Director", "Further Action", "Action Date"],
        ["SR4", "Ferry berth silts up", "4", "3", "12", "Yearly soundings", "Harbour Director", "Order a dredger", "30 June 2031"],
        ["SR5", "Ticket hall floods", "2", "5", "10", "Sand bags", "Estates Director", "Raise the sills", "31 July 2031"],
        above="# Strategic risks",
    )  # fmt: skip
    every = found(facts, page, "strategic.md")
    assert of(every, "risk")[0] == {
        "number": "SR4", "text": "Ferry berth silts up", "likelihood": "4", "impact": "3", "score": "12",
        "owner": "Harbour Director", "treatment": "Order a dredger", "due": "2031-06-30",
    }  # fmt: skip
    assert [(each["risk"], each["text"], each["due"]) for each in of(every, "treatment")] == [
        ("SR4", "Order a dredger", "2031-06-30"),
        ("SR5", "Raise the sills", "2031-07-31"),
    ]


def test_a_register_without_numbers_as_charities_keep_it() -> None:
    text = (
        "Potential risk,Likelihood,Impact,Overall risk,Steps to mitigate risk,Responsible party,Timescale\n"
        "The van breaks down,3,2,6,Hire one at need,Transport lead,31 May 2031\n"
        "Gifts fall,2,4,8,Write to past donors,Fundraising lead,30 June 2031\n"
    )
    every = found(facts, text, "risk-register.csv")
    assert [(each["text"], each["score"], each["owner"]) for each in of(every, "risk")] == [
        ("The van breaks down", "6", "Transport lead"),
        ("Gifts fall", "8", "Fundraising lead"),
    ]
    assert [each["text"] for each in of(every, "treatment")] == ["Hire one at need", "Write to past donors"]


def test_a_plan_that_numbers_its_risks_with_a_sign() -> None:
    page = table(
        ["Risk #", "Treatment action", "Responsible", "Deadline"],
        ["3", "Fit a second lock", "Caretaker", "2031-04-30"],
        ["8", "Insure the organ", "Treasurer", "2031-05-31"],
        above="# Risk treatment plan",
    )
    assert [(each["risk"], each["text"], each["owner"]) for each in of(found(facts, page, "plan.md"), "treatment")] == [
        ("3", "Fit a second lock", "Caretaker"),
        ("8", "Insure the organ", "Treasurer"),
    ]


def test_a_sheet_of_one_risk() -> None:
    page = table(
        ["Risk reference", "AF2"],
        ["Principal risk", "The pool cannot be heated in winter"],
        ["Lead director", "Director of Leisure"],
        ["Initial risk score", "4 x 5 = 20"],
        ["Target risk score", "2 x 5 = 10"],
        above="# Assurance framework",
    )
    assert of(found(facts, page, "af2.md"), "risk") == [
        {"number": "AF2", "text": "The pool cannot be heated in winter", "owner": "Director of Leisure",
         "likelihood": "4", "impact": "5", "score": "20"},
    ]  # fmt: skip


def test_a_row_that_waits_for_its_risk_is_none() -> None:
    page = table(
        ["Risk ID", "Description", "Likelihood", "Impact", "Owner"],
        ["R1", "[Risk]", "[H/M/L]", "[H/M/L]", "[Who]"],
        above="# Risk register",
    )
    assert not found(facts, page, "register.md")


def test_a_category_is_no_level_where_another_column_is() -> None:
    page = table(
        ["ID", "Risk", "Category", "Likelihood", "Impact", "Residual risk", "Owner"],
        ["R-1", "Letters steer the model", "Input", "High", "Critical", "Low", "Dana Roth"],
        ["R-2", "Wrong case cited", "Accuracy", "Low", "High", "Medium", "Ole Kern"],
        above="# Risk register",
    )
    assert [each["level"] for each in of(found(facts, page, "register.md"), "risk")] == ["Low", "Medium"]
