"""Reviews in a month, bodies with commas in their names, who moved a motion and who signed: papers made up here."""

from __future__ import annotations

import pytest

from evidence.titles import title_words
from ingest.facts import approvals, signatures
from ingest.facts.control import facts
from ingest.facts.mentions import document_in
from tests.support.readings import found, of


@pytest.mark.parametrize(
    ("words", "month"),
    [
        ("Next review: June 2032.", "June 2032"),
        ("Next look: June 2032.", "June 2032"),
        ("To be looked at again in September 2032.", "September 2032"),
        ("Review by October 2032.", "October 2032"),
        ("Next review: 31 June 2032.", None),
        ("Next review: 2032.", None),
    ],
)
def test_a_month_of_the_next_review_is_kept_as_written(words: str, month: str | None) -> None:
    page = f"# Fettling policy\n\nVersion 4. Owner: Ida Falk. {words}\n\n## Before\n\nLook at the casting.\n"
    reviews = of(found(facts, page, "policies/fettling.md"), "review")
    assert [each.get("next") for each in reviews] == ([month] if month else [])
    assert not any("due" in each for each in reviews)


def test_a_review_every_year_in_a_month() -> None:
    page = (
        "# Fettling policy\n\nVersion 4. Owner: Ida Falk.\n\n1. Look.\n\nReview of this policy: every year in April.\n"
    )
    (review,) = of(found(facts, page, "policies/fettling.md"), "review")
    assert review["cadence"] == "every year in April"


@pytest.mark.parametrize(
    ("value", "approver"),
    [
        ("Board Risk, Audit and Technology Committee, 14 May 2031", "Board Risk, Audit and Technology Committee"),
        ("Audit, Risk & Ethics Committee, 14 May 2031", "Audit, Risk & Ethics Committee"),
        ("Ida Falk, Safety and Works Committee, 14 May 2031", "Ida Falk"),
        ("Safety Board, 14 May 2031", "Safety Board"),
    ],
)
def test_a_committee_with_commas_in_its_name_is_one(value: str, approver: str) -> None:
    page = f"---\ntitle: Fettling Policy\nversion: 4\nowner: Ida Falk\napproved: {value}\n---\n# Fettling Policy\n\nLook.\n"
    (document,) = of(found(facts, page, "policies/fettling.md"), "document")
    assert (document["approver"], document["approved"]) == (approver, "2031-05-14")


_MINUTES = "# Works Board, 3 May 2031\n\nPresent: Ida Falk (chair), Jo Day\n\n3. **Casting.**\n{item}\n"


@pytest.mark.parametrize(
    ("item", "version"),
    [
        ("   3.2 RESOLVED, on the proposal of Mr Day, seconded by Ms Falk, that the fettling policy be adopted.", None),
        ("The Board adopted the fettling policy version 2.0, proposed by the CRO.", "2.0"),
        ("The fettling policy was approved on a motion by Mr Day, seconded by Ms Falk.", None),
        ("Ms Falk presented the fettling policy. Mr Day moved adoption, Ms Falk seconded. Adopted 4-0.", None),
    ],
)
def test_who_moved_or_wrote_it_did_not_approve_it(item: str, version: str | None) -> None:
    (approval,) = of(found(approvals.facts, _MINUTES.format(item=item), "minutes/board.md"), "approval")
    assert approval["subject"].lower() == "fettling policy" and approval["decision"] == "approved"
    assert approval.get("body") in ("Works Board", "Board") and "approver" not in approval and "role" not in approval
    assert approval.get("version") == version


def test_who_approved_stands_behind_by() -> None:
    (approval,) = of(
        found(
            approvals.facts, _MINUTES.format(item="The fettling policy was approved by Ida Falk."), "minutes/board.md"
        ),
        "approval",
    )
    assert approval["approver"] == "Ida Falk"


def test_who_signed_a_policy_in_its_opening_and_when() -> None:
    page = (
        "# Fettling policy (POL-7)\n\n> Version 2.0. Endorsed by the Works Board 9 December 2031, signed by Ida Falk 16 January"
        " 2032, in force from 2 February 2032.\n\n## Why\n\nLook.\n"
    )
    (signature,) = of(found(signatures.facts, page, "policies/fettling.md"), "signature")
    assert (signature["signer"], signature["signed"]) == ("Ida Falk", "2032-01-16")
    assert signature["subject"].startswith("Fettling policy")


def test_artificial_intelligence_is_ai_in_a_title() -> None:
    assert title_words("Artificial Intelligence Policy") == title_words("AI Policy v2.0")


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("The Works Manager keeps the risk register and brings it up to date.", [("risk register", "Works Manager")]),
        (
            "Ida Falk keeps this policy, the AI register and the supplier register.",
            [("AI register", "Ida Falk"), ("supplier register", "Ida Falk")],
        ),
        ("Each owner keeps the risk register of his site.", []),
        ("The Works Manager keeps the keys beside the risk register.", []),
        ("If asked, Ida Falk keeps the risk register.", []),
        ("Ida Falk keeps the risk register entry up to date.", []),
    ],
)
def test_who_keeps_which_registers(words: str, kept: list[tuple[str, str]]) -> None:
    page = f"# Fettling policy\n\nVersion 4. Approved by the Works Board on 3 May 2031.\n\n## Who\n\n{words}\n"
    owned = of(found(facts, page, "policies/fettling.md"), "ownership")
    assert [(each["subject"], each["owner"]) for each in owned if each["subject"] != "Fettling policy"] == kept


def test_a_title_is_told_without_the_state_behind_it() -> None:
    page = "# AI policy (v1.1) - SUPERSEDED, kept for the file\n\nDocument no. POL-7 | Version 1.1\nOwner: Ida Falk\n\n1. Look.\n"
    (document,) = of(found(facts, page, "policies/POL-7 old.md"), "document")
    assert document["title"] == "AI policy"


@pytest.mark.parametrize(
    ("text", "start", "version"),
    [
        ("4.0 Crane Policy, first edition.", 0, ""),
        ("Present: all.\n**3.2 Crane Policy.** Approved.", 0, ""),
        ("Crane Policy 4.0 was approved.", 0, "4.0"),
        ("version 4.0 of the Crane Policy", 0, "4.0"),
        ("The board approved 4.0 of the Crane Policy.", 18, "4.0"),
    ],
)
def test_the_number_of_an_item_is_no_version(text: str, start: int, version: str) -> None:
    mention = document_in(text, start, len(text))
    assert mention is not None
    assert (mention.subject, mention.version) == ("Crane Policy", version)
