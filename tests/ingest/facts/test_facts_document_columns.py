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
