"""Layouts met where nobody had read before: appointments, findings under a line of their own, money in a mail, lists."""

from __future__ import annotations

import pytest

from tests.support.made_up import told

_HEAD = "# Minutes of the Board, 22 January 2031\n\nPresent: Ana Roth (chair), Bo Lind\n\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "It was RESOLVED that Idris Penn be appointed Chief Executive from 1 February 2031.",
        "The Board resolved to appoint Idris Penn as Chief Executive from 1 February 2031.",
        "The Board appointed Idris Penn Chief Executive with effect from 1 February 2031.",
        "Idris Penn has been Chief Executive since 1 February 2031.",
    ],
)
def test_who_is_appointed_to_what(sentence: str) -> None:
    rows = told(f"{_HEAD}{sentence}\n", "minutes/board.md", "role")
    assert [(row["person"], row["role"], row["from"]) for row in rows] == [
        ("Idris Penn", "Chief Executive", "2031-02-01")
    ]


@pytest.mark.parametrize(
    "sentence", ["The Board appointed Nordcert to test Model 3.", "The Board named Ana Roth in a letter to Bo Lind."]
)
def test_a_task_or_a_mention_is_no_appointment(sentence: str) -> None:
    assert told(f"{_HEAD}{sentence}\n", "minutes/board.md", "role") == []


def test_findings_whose_number_and_grade_are_a_line_of_their_own() -> None:
    text = (
        "# Internal audit report IA-7\n\nAuditor: Ana Roth\nDate: 3 May 2031\n\n## Nonconformities\n\n"
        "N1 (major), A.10.3\n\nHalyard has not been checked since November 2029.\n\n"
        "N2 (minor), clause 7.5\n\nThe rope policy is in use with an empty signature block.\n\n"
        "## Observations\n\nOb1. The list of systems names an owner who has left. It is printed monthly.\n"
    )
    rows = told(text, "audit/IA-7.md", "finding")
    found = [(row.get("number"), row.get("grade"), row.get("clause", "")) for row in rows]
    assert found == [("N1", "major", "A.10.3"), ("N2", "minor", "7.5"), ("Ob1", "observation", "")]
    assert rows[2]["text"].startswith("The list of systems")


def test_money_approved_in_a_mail_was_approved_by_its_writer() -> None:
    mail = (
        "From: Idris Penn <i.penn@farm.example>\nTo: Petra Lind <p.lind@farm.example>\n"
        "Date: Fri, 10 Jul 2031 11:03:00 +0100\nSubject: RE: quote for the second test\n\n"
        "Petra,\n\nApproved, £3,900, out of the £14,000 that was set aside. Go ahead.\n\nIdris\n"
    )
    rows = told(mail, "mail/quote.eml", "resource")
    assert [(row["amount"], row["approver"], row["approved"]) for row in rows] == [("3900", "Idris Penn", "2031-07-10")]


def test_a_list_led_by_suppliers_may_name_the_systems_they_make() -> None:
    table = (
        "supplier,system,last F-22 check,grade,next check due,contract ends\n"
        "Halyard BV,GradeEye,14/11/2029,B,14/11/2030,31/07/2031\nTempora Ltd,RotaWise,,,,01/03/2033\n"
        "Skyhoe Ltd,DroneScout,20/01/2031,B,,31/03/2031\n"
    )
    rows = told(table, "suppliers/ai-suppliers.csv", "supplier")
    assert [(row["name"], row.get("assessed", ""), row["until"]) for row in rows] == [
        ("Halyard BV", "2029-11-14", "2031-07-31"),
        ("Tempora Ltd", "", "2033-03-01"),
        ("Skyhoe Ltd", "2031-01-20", "2031-03-31"),
    ]


def test_a_review_led_by_one_with_him_the_others_was_a_meeting() -> None:
    text = (
        "Management review of the environmental system\n\n26 March 2031, 9.30 to 12.15, boardroom. Led by Idris Penn."
        " With him: Tobias Renn, Joan Wick and Petra Lind.\n\nWhat we looked at\n\nThe figures.\n\n"
        "Agreed: Idris Penn, 2 April 2031\n"
    )
    meeting = told(text, "governance/Management review 2031.txt", "meeting")
    assert [(row["chair"], row["held"]) for row in meeting] == [("Idris Penn", "2031-03-26")]
    present = told(text, "governance/Management review 2031.txt", "attendance")
    assert [row["person"] for row in present] == ["Idris Penn", "Tobias Renn", "Joan Wick", "Petra Lind"]
    assert told(text, "governance/Management review 2031.txt", "decision") == []


def test_a_body_and_a_day_below_a_title_that_abbreviates_it() -> None:
    page = (
        "<html><head><title>MDG 7 July 2031</title></head><body><h1>Machine Decisions Group - 7 July 2031</h1>"
        "<p>Canteen. Chair: Tobias Renn. Also present: Joan Wick, Petra Lind. Apologies: Bo Sand.</p></body></html>"
    )
    rows = told(page, "governance/MDG_2031-07-07.html", "meeting")
    assert [(row["body"], row["chair"], row["held"]) for row in rows] == [("MDG", "Tobias Renn", "2031-07-07")]


def test_a_bare_tally_is_told_with_its_motion() -> None:
    text = f"{_HEAD}Motion B: to widen the gate by a metre. Carried: four in favour, one against.\n"
    assert [row["text"] for row in told(text, "minutes/board.md", "decision")] == [
        "Motion B: to widen the gate by a metre. Carried: four in favour, one against"
    ]
