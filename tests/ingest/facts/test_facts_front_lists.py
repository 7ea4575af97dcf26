"""Owners and approvers that front matter gives as lists; organisations made up here."""

from __future__ import annotations

from ingest.facts.approvals import facts as approvals
from ingest.facts.control import facts
from tests.support.readings import found, of

PAGE = (
    "---\ntitle: Care of Sails\ndoc_id: SOP-021\nversion: '2.0'\neffective_date: '2033-05-02'\nowner:\n- Rhea Lund\n"
    "approvers:\n  - name: Tomas Vey\n    role: Head of Rigging\n    date: '2033-04-20'\n  - name: Ida Moss\n    date:\n---\n\n# Care of Sails\n\nDry them.\n"
)


def test_a_list_of_owners_and_of_approvers() -> None:
    (document,) = of(found(facts, PAGE, "sails.md"), "document")
    assert (document["owner"], document["number"], document["effective"]) == ("Rhea Lund", "SOP-021", "2033-05-02")
    (approval,) = of(found(approvals, PAGE, "sails.md"), "approval")
    assert approval == {
        "subject": "Care of Sails", "version": "2.0", "decision": "approved", "approver": "Tomas Vey", "role": "Head of Rigging", "approved": "2033-04-20",
    }  # fmt: skip


def test_a_list_in_brackets() -> None:
    text = '---\ntitle: Rope Policy\nversion: 1.1\nowners: ["Rhea Lund", "Tomas Vey"]\nnext_review: 2034-02-01\n---\n\n# Rope Policy\n\nCoil it.\n'
    (document,) = of(found(facts, text, "rope.md"), "document")
    assert document["owner"] == "Rhea Lund"


def test_who_is_to_approve_has_not() -> None:
    text = PAGE.replace("    date: '2033-04-20'\n", "    status: pending\n")
    assert of(found(approvals, text, "sails.md"), "approval") == []
