"""Grants as councils, clubs and boards minute them: offers accepted, motions carried, requests answered in a word."""

from __future__ import annotations

import pytest

from ingest.facts.resources import facts
from tests.support.readings import found, of, table

MINUTES = "# Minutes of the Harbour Board\n\nDate: 4 March 2031\n\nPresent: Ana Roth (chair), Ben Okoye\n\n## Decisions\n\n{}\n"


def granted(words: str) -> list[tuple[str, str, str]]:
    return [
        (fact["amount"], fact.get("purpose", ""), fact["approved"])
        for fact in of(found(facts, MINUTES.format(words), "minutes.md"), "resource")
    ]


@pytest.mark.parametrize(
    ("words", "amount", "purpose"),
    [
        ("RESOLVED to accept the quotation from Quay Works Ltd in the sum of £4,860.00 plus VAT for a new fender.", "4860", "new fender"),
        ("The quotation of £1,200 from Quay Works for painting was accepted.", "1200", "painting"),
        ("It was agreed unanimously that the lowest tender of £675 for mowing should be accepted.", "675", "mowing"),
        ("The Board accepted the tender from Quay Works at £48,200 for the sea wall.", "48200", "sea wall"),
        ("- **Motion:** Approve up to $5,000 for the regatta. Moved by Ana, seconded by Ben. Motion passed.", "5000", "regatta"),
        ("Motion by Ana, seconded by Ben, to award the dredging contract to Quay Inc. in the amount of $11,840. Roll call: all ayes. Motion carried.", "11840", "dredging contract to Quay Inc."),
        ("RESOLVED, that the Board approves a budget of $42,000 for moorings.", "42000", "moorings"),
        ("The Board considered the paper of the Clerk (Works) and sanctioned Rs. 4,50,000/- (Rupees four lakh fifty thousand only) towards software.", "450000", "software"),
        ("Ben requests $60 for rope. APPROVED unanimously.", "60", "rope"),
        ("Ana asked for £90 for flags. The request was granted.", "90", "flags"),
        ("The Clerk was authorised to spend up to £500 on plants.", "500", "plants"),
        ("Delegated authority was given to the Clerk to spend up to £750 on signs.", "750", "signs"),
        ("It was agreed that £300 be donated to the lifeboat.", "300", "lifeboat"),
        ("Members agreed to the expenditure of £2,750 on the replacement crane.", "2750", "replacement crane"),
        ("The Board gave its approval for £800 to be spent on lamps.", "800", "lamps"),
    ],
)  # fmt: skip
def test_what_was_granted(words: str, amount: str, purpose: str) -> None:
    assert granted(words) == [(amount, purpose, "2031-03-04")]


@pytest.mark.parametrize(
    "words",
    [
        "The Clerk asked for £1,100 for a new cabinet. Deferred to the next meeting.",
        "Ana asked for £90 for flags. Agreed to defer.",
        "Ana asked for £90 for flags. Approved minutes of April were signed.",
        "It was proposed to spend £900 on shelves. The proposal was carried over to May.",
        "- **Motion:** Approve £900 for shelves. Moved by Ana. No second; the motion failed.\n- **Motion:** Approve the minutes. Carried.",
        "Motion by Ana to appropriate $15,000 for a study failed for lack of a second.",
        "The offer of £900 was not accepted.",
        "The tender of £900 was received; the tender from Hart was accepted.",
        "The Board accepted that £900 had been overspent.",
        "The Clerk was authorised to negotiate a price below £900.",
        "It was agreed that a quotation of £900 should be obtained.",
        "The scheme approves nothing above £900.",
    ],
)
def test_what_was_not(words: str) -> None:
    assert granted(words) == []


def test_the_day_in_a_log_of_requests() -> None:
    page = table(
        ["Request", "Description", "Amount requested", "Amount approved", "Approved by", "Date approved", "Status"],
        ["CX-1", "Label printer", "$12,000", "$10,500", "CFO", "12 February 2031", "Approved"],
        ["CX-2", "Van", "$48,000", "", "", "", "Rejected"],
        above="# Capital requests",
    )
    assert of(found(facts, page, "log.md"), "resource") == [
        {"amount": "10500", "currency": "$", "purpose": "Label printer", "approver": "CFO", "approved": "2031-02-12"}
    ]


def test_a_budget_that_says_above_who_approved_it() -> None:
    lines = table(
        ["Budget line", "2030 actual", "2031 approved"], ["Nets", "£18,200", "£20,000"], ["Total", "", "£20,000"]
    )
    page = f"# Budget 2031\n\nApproved by the Harbour Board on 12 December 2030.\n\n{lines}"
    assert of(found(facts, page, "budget.md"), "resource") == [
        {"amount": "20000", "currency": "GBP", "purpose": "Nets", "body": "Harbour Board", "approved": "2030-12-12"}
    ]
    pending = page.replace("Approved by", "To be approved by")
    assert [fact.get("approved") for fact in of(found(facts, pending, "budget.md"), "resource")] == [None]


def test_a_request_that_was_agreed_to() -> None:
    assert granted("The members were asked to release £15,000 for the roof survey. This was agreed.") == [
        ("15000", "roof survey", "2031-03-04")
    ]
    assert granted("The members were asked to release £15,000 for the roof survey. This was noted.") == []


def test_an_item_of_a_written_resolution() -> None:
    page = "# Written resolution of the directors\n\nThe directors hereby resolve:\n\n1. {} a budget of EUR 310,000 for the cold store; and\n"
    assert [fact["amount"] for fact in of(found(facts, page.format("to approve"), "r.md"), "resource")] == ["310000"]
    asked = page.replace("hereby resolve", "are asked to consider")
    assert of(found(facts, asked.format("to approve"), "r.md"), "resource") == []


def test_a_list_of_what_was_bought_with_who_approved_it() -> None:
    text = "Date,Item,Cost (EUR),Approved by\n2031-01-09,Diving test,14500,Board\n2031-02-22,Crane,8200,CFO\n"
    assert [(fact["amount"], fact["approved"]) for fact in of(found(facts, text, "buys.csv"), "resource")] == [
        ("14500", "2031-01-09"),
        ("8200", "2031-02-22"),
    ]
