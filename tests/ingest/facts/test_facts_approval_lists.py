"""Several documents approved at once, re-adopted ones, and issues of a report; organisations made up here."""

from __future__ import annotations

import pytest

from ingest.facts.approvals import facts
from tests.support.readings import found, of

HEAD = "# Minutes of the Weir Council held on 12 May 2033\n\nPresent: Oda Finch (Chair), Karl Bremer\n\n## 33/7 Policies\n\n"


def _approved(text: str, path: str = "minutes.md") -> set[tuple[str, str, str]]:
    rows = of(found(facts, text, path), "approval")
    return {(each["subject"], each.get("version", ""), each["decision"]) for each in rows}


@pytest.mark.parametrize("verb", ["RATIFIED", "approved", "re-adopted"])
def test_a_list_of_policies(verb: str) -> None:
    text = HEAD + f"The Council {verb} the following:\n\n- Bridge Opening Policy (v4)\n- Speaking Up Policy (v7)\n"
    assert _approved(text) == {("Bridge Opening Policy", "4", "approved"), ("Speaking Up Policy", "7", "approved")}


@pytest.mark.parametrize(
    "lead",
    [
        "The Council will approve, if the auditor agrees, the following policies to be approved:",
        "Policies recommended to be adopted, the following:",
        "The Council noted that it should have approved the following:",
        "Approved minutes:",
    ],
)
def test_a_list_that_was_not_approved(lead: str) -> None:
    assert _approved(HEAD + f"{lead}\n\n- Bridge Opening Policy (v4)\n") == set()


def test_an_item_that_was_put_off() -> None:
    text = HEAD + "The Council approved the following policies:\n\n- Bridge Opening Policy, deferred to June\n"
    assert "approved" not in {each[2] for each in _approved(text)}


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("It was RESOLVED to re-adopt the Grant Giving Policy without change.", "Grant Giving Policy"),
        ("RESOLVED: that the revised Standing Orders be adopted.", "Standing Orders"),
        ("The Modern Slavery Statement was approved for publication.", "Modern Slavery Statement"),
    ],
)
def test_what_councils_adopt(sentence: str, subject: str) -> None:
    assert {each[0] for each in _approved(HEAD + sentence + "\n")} == {subject}


def test_the_issues_of_a_report() -> None:
    text = (
        "# Culvert Survey Report\n\n## Document history\n\n| Issue | Date | Description | Prepared by | Approved by |\n|---|---|---|---|---|\n"
        "| P01 | 14/03/2033 | For comment | K. Moe | T. Fenn |\n| P02 | 30/03/2033 | For planning | K. Moe | T. Fenn |\n| P03 | | In work | K. Moe | |\n"
    )
    rows = of(found(facts, text, "report.md"), "approval")
    assert [(each["version"], each["approver"], each["approved"]) for each in rows] == [
        ("P01", "T. Fenn", "2033-03-14"), ("P02", "T. Fenn", "2033-03-30"),
    ]  # fmt: skip


def test_my_approval_by_mail() -> None:
    mail = (
        "From: Femi Oak <femi@weir.example>\nTo: Carla Reed <carla@weir.example>\nSubject: Supplier Code\nDate: Thu, 12 May 2033 09:40:00 +0100\n\n"
        "Carla,\n\nI confirm my approval of the Supplier Code of Conduct, version 2.\n\nFemi Oak\n"
    )
    (row,) = of(found(facts, mail, "mail.eml"), "approval")
    assert (row["approver"], row["approved"], row["version"]) == ("Femi Oak", "2033-05-12", "2")
