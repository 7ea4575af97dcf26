"""Registers whose columns have names of their own: what stands below them tells what they are. A lighthouse, a dairy."""

from __future__ import annotations

import pytest

from ingest.facts import (
    applicability,
    approvals,
    findings,
    meetings,
    objectives,
    risks,
    systems,
    training,
)
from tests.support.readings import found, of, table


def test_a_risk_register_in_plain_words() -> None:
    page = table(
        ["No.", "What might happen", "Tended by", "L", "I", "Score today", "Choice made", "Where recorded", "Look again by"],
        ["K-1", "The lamp fails in fog", "Orla Finch", "2", "5", "10", "Live with it", "Note of 3 May 2031", "2032-05-01"],
        ["K-2", "The boat is late with oil", "Keeper of Stores (A. Bann)", "3", "2", "6", "Fix it", "", "2031-12-01"],
        ["K-3", "Gulls nest in the vent", "", "1", "2", "2", "Live with it", "", "2031-12-01"],
        above="# Hazard log of the light",
    )  # fmt: skip
    facts = found(risks.facts, page, "log.md")
    assert [(risk["number"], risk.get("owner", ""), risk["treatment"]) for risk in of(facts, "risk")] == [
        ("K-1", "Orla Finch", "Live with it"),
        ("K-2", "Keeper of Stores (A. Bann)", "Fix it"),
        ("K-3", "", "Live with it"),
    ]
    assert all("due" not in fact for fact in of(facts, "risk"))  # the day to look again is no deadline
    assert [(each["risk"], each["accepted"]) for each in of(facts, "acceptance")] == [("K-1", "2031-05-03")]


def test_objectives_named_by_codes() -> None:
    page = table(
        ["Aim", "What we want", "How we'll know", "Goal", "By", "Lead"],
        ["M-1", "Milk that keeps", "Share of returns", "under 2%", "2031-12-31", "Pia Holm"],
        ["M-2", "Glad farmers", "", "", "2031-12-31", "Jon Aske"],
        above="# Objectives 2031",
    )
    first, second = of(found(objectives.facts, page, "aims.md"), "objective")
    assert (first["number"], first["text"], first["kpi"], first["target"]) == (
        "M-1",
        "Milk that keeps",
        "Share of returns",
        "under 2%",
    )
    assert second["text"] == "Glad farmers" and "kpi" not in second


def test_figures_are_no_objectives() -> None:
    page = table(
        ["Measure", "Goal", "Q1 2031", "Q2 2031"],
        ["Butter sold, tonnes", "90", "88", "91"],
        ["Calls answered", "85%", "80%", "86%"],
        above="# Scorecard",
    )
    assert not of(found(objectives.facts, page, "scorecard.md"), "objective")


def test_corrective_actions_and_controls_and_systems() -> None:
    actions = table(
        ["CA no.", "Comes from", "What is wrong", "Root cause", "What will be done", "Doer", "Due", "Finished", "Did it work?", "State"],
        ["CA-1", "NC-4", "No list", "Nobody asked", "Write the list", "Pia Holm", "2031-02-01", "2031-01-20", "Yes, looked at in May", "Closed"],
        ["CA-2", "NC-5", "Old forms", "No owner", "Burn the forms", "Jon Aske", "2031-09-01", "", "", "Open"],
        above="# Tracker of corrective actions",
    )  # fmt: skip
    first, second = of(found(findings.facts, actions, "tracker.md"), "corrective_action")
    assert (first["for"], first["text"], first["effectiveness"]) == ("NC-4", "Write the list", "Yes, looked at in May")
    assert (second["owner"], second["status"]) == ("Jon Aske", "Open")
    soa = table(
        ["Annex A", "Heading", "In?", "Why in or out", "State", "Who"],
        ["A.5.1", "Policies", "Yes", "Risk", "Done", "Pia Holm"],
        ["A.8.30", "Outsourced development", "No", "We build nothing", "", ""],
        above="# Statement of Applicability",
    )
    assert [each["applicable"] for each in of(found(applicability.facts, soa, "soa.md"), "applicability")] == [
        "yes",
        "no",
    ]
    register = table(
        ["Given name", "What it does in plain words", "Who made it", "Our part", "Person answerable", "Live since", "Impact assessment"],
        ["Churn", "Says when butter is done", "Whey Ltd", "User", "Pia Holm", "2030-01-02", "none, due 1 May 2031"],
        above="# Register of algorithms",
    )  # fmt: skip
    (system,) = of(found(systems.facts, register, "register.md"), "system")
    assert (system["owner"], system["supplier"], system["since"]) == ("Pia Holm", "Whey Ltd", "2030-01-02")
    assert "assessed" not in system  # what is still due was not done


def test_a_matrix_with_family_names_first_and_months_of_validity() -> None:
    page = table(
        ["Who", "Where", "First aid (24 months)", "Ladders, every 1 year"],
        ["Holm, Pia", "Dairy", "2030-01-31", ""],
        ["Aske, Jon", "Yard", "", "2028-02-29"],
        above="# Training matrix",
    )
    assert [(t["person"], t["course"], t["until"]) for t in of(found(training.facts, page, "m.md"), "training")] == [
        ("Holm, Pia", "First aid", "2032-01-31"),
        ("Aske, Jon", "Ladders", "2029-02-28"),
    ]


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (["Member", "Capacity", "Here", "Sent apologies"],
         [["Orla Finch", "Chairperson", "✓", ""], ["Ada Bann", "Treasurer; Chair, Oil Committee", "✓", ""], ["Per Lund", "Member", "", "✓"]]),
        (["Name", "Post", "At the meeting?"],
         [["Orla Finch", "Keeper", "Yes, chair"], ["Ada Bann", "Treasurer", "Yes, from 14:40"], ["Per Lund", "Member", "No (ill); A. Bann stood in"]]),
        (["Name", "Role on the Panel", "P/A"],
         [["Orla Finch", "Chair", "P"], ["Ada Bann", "Oil", "P"], ["Per Lund", "Boats", "A"]]),
    ],
)  # fmt: skip
def test_who_came_told_by_a_table(header: list[str], rows: list[list[str]]) -> None:
    page = table(header, *rows, above="# Minutes of the third meeting, 4 March 2031, Boardroom, Cliff House\n")
    page += "\n1. Oil. The Board noted the price of oil.\n"
    facts = found(meetings.facts, page, "minutes.md")
    parts = {each["person"]: each["part"] for each in of(facts, "attendance")}
    assert parts == {"Orla Finch": "chair", "Ada Bann": "present", "Per Lund": "apologies"}
    assert of(facts, "meeting")[0]["body"] == "Board"


def test_a_sign_off_table() -> None:
    page = "# Oil Policy\n\nOIL-POL-1 version 2.0\n\nOwner: Keeper of Stores\n\n" + table(
        ["Part", "Name", "Post", "Date"],
        ["Prepared", "Ada Bann", "Treasurer", "1 March 2031"],
        ["Approved for the Harbour Board", "Orla Finch", "Chief Keeper", "9 March 2031"],
    )
    (approval,) = of(found(approvals.facts, page, "oil.md"), "approval")
    assert (approval["approver"], approval["body"], approval["approved"]) == (
        "Orla Finch",
        "Harbour Board",
        "2031-03-09",
    )


def test_an_acceptance_form_in_pieces() -> None:
    page = "# Acceptance of risk, form F-3\n\n" + table(["Form no.", "F3-07"], ["Hazard log no.", "K-9"])
    page += "\n## 1. What is the risk?\n\nThe stairs are worn and somebody may fall.\n\n## 2. Decision\n\n"
    page += table(
        ["Accepted by (name and post)", "Orla Finch, Chief Keeper"],
        ["Date", "3 July 2031"],
        ["Runs out on", "30 June 2032"],
    )
    (acceptance,) = of(found(risks.facts, page, "form.md"), "acceptance")
    assert (acceptance["risk"], acceptance["accepted"], acceptance["until"]) == ("K-9", "2031-07-03", "2032-06-30")
    assert acceptance["text"].startswith("The stairs are worn")
