"""The columns that registers of documents have in other houses; organisations made up here."""

from __future__ import annotations

import pytest

from ingest.facts.approvals import facts as approvals
from ingest.facts.control import facts
from tests.support.readings import found, of

HEADS = [
    "Policy Name,Policy Owner,Approving Body,Date Approved,Next Review Date",
    "Document title,Doc owner,Approval authority,Last approved,Review due date",
    "Policies,Owner,Ratified by,Date ratified,Date of next review",
    "Title / Doc-ID,Process Owner,Approved by,Adopted on,Due for review",
]


@pytest.mark.parametrize("head", HEADS)
def test_a_register_of_documents(head: str) -> None:
    text = f"{head}\nLock Keeping Policy,Head of Locks,Canal Council,14 March 2033,14 March 2035\n"
    (approval,) = of(found(approvals, text, "register.csv"), "approval")
    assert (approval["subject"], approval["body"], approval["approved"]) == (
        "Lock Keeping Policy", "Canal Council", "2033-03-14",
    )  # fmt: skip
    rows = found(facts, text, "register.csv")
    assert [(row["subject"], row["owner"]) for row in of(rows, "ownership")] == [
        ("Lock Keeping Policy", "Head of Locks")
    ]
    assert [row["due"] for row in of(rows, "review")] == ["2035-03-14"]


def test_a_policy_that_nobody_approved_yet() -> None:
    text = f"{HEADS[0]}\nTow Path Policy,Head of Paths,Canal Council,,14 March 2035\n"
    assert [row.get("approved") for row in of(found(approvals, text, "register.csv"), "approval")] in ([], [None])


def test_a_row_of_a_register_describes_its_document() -> None:
    head = "No,Document,Version,Owner,Approved by,Approved on,Effective from,Next review,Status"
    row = "CAN-3,Lock Keeping Policy,2.1,Ida Falk,Per Holm,14 March 2033,1 April 2033,14 March 2035,in force"
    (document,) = of(found(facts, f"{head}\n{row}\n", "register.csv"), "document")
    assert document == {
        "number": "CAN-3", "title": "Lock Keeping Policy", "version": "2.1", "owner": "Ida Falk", "approver": "Per Holm",
        "status": "in force", "approved": "2033-03-14", "effective": "2033-04-01", "review": "2035-03-14",
    }  # fmt: skip


def test_a_number_before_the_title() -> None:
    head = "Policy,Owner,Approved on,Review due"
    (document,) = of(
        found(facts, f"{head}\nCAN-3 Lock Keeping Policy,Ida Falk,14 March 2033,14 March 2035\n", "register.csv"),
        "document",
    )
    assert (document["number"], document["title"]) == ("CAN-3", "Lock Keeping Policy")


@pytest.mark.parametrize(
    "text",
    [
        "Policy,Owner,Approved on,Review due\nTow Path Policy,,,\n",
        "Risk,Owner,Approved by,Version\nLocks stick,Ida Falk,Per Holm,2\n",
        "Version,Document,Approved by,Owner\n2,Lock Keeping Policy,Per Holm,Ida Falk\n",
    ],
)
def test_rows_of_other_tables_describe_no_document(text: str) -> None:
    assert not of(found(facts, text, "register.csv"), "document")
