"""Approvals in the documents of organisations made up here, and what looks like one and is none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.model import Strength
from ingest.facts.approvals import facts
from tests.support.readings import found, of, table


def one(text: str, name: str = "page.md") -> dict[str, str]:
    (approval,) = of(found(facts, text, name), "approval")
    return approval


def some(approval: dict[str, str]) -> tuple[str, str, str, str]:
    who = approval.get("approver") or approval.get("body") or approval.get("role", "")
    return approval["subject"], approval.get("version", ""), who, approval.get("approved", "")


EXPECTED = ("Kelp Harvest Policy", "2.1", "Board of Trustees", "2031-05-03")


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Kelp Harvest Policy\nversion: 2.1\napproved_by: Board of Trustees\napproved: 2031-05-03\n---\n# Kelp Harvest Policy\n\nKelp.\n",
        table(
            ["Version", "2.1"],
            ["Owner", "Ida Ness"],
            ["Approved by", "Board of Trustees"],
            ["Approval date", "3 May 2031"],
            above="# Kelp Harvest Policy",
        ),
        "# Kelp Harvest Policy\n\nVersion 2.1, adopted by the Board of Trustees at its meeting of 3 May 2031. Owner: Ida Ness.\n\n## 1 Scope\n\nKelp.\n",
        "# Kelp Harvest Policy\n\nEdition 2.1. The Board of Trustees gave its approval on 3 May 2031.\n\n## 1 Scope\n\nKelp.\n",
        "# Kelp Harvest Policy\n\n## 1 Scope\n\nKelp.\n\n## 9 Approval\n\nVersion 2.1 of this policy was approved by the Board of Trustees on 3 May 2031.\n",
        "# Kelp Harvest Policy\n\nv2.1 | Released by the Board of Trustees, 3 May 2031 | Next review 3 May 2032\n\n## 1 Scope\n\nKelp.\n",
    ],
)
def test_a_policy_says_so_itself(text: str) -> None:
    assert some(one(text)) == EXPECTED


def test_who_prepared_checked_and_approved() -> None:
    rows = table(
        ["", "Name", "Function", "Date"],
        ["Prepared by", "Ole Moe", "Mate", "1 May 2031"],
        ["Approved by", "Ida Ness", "Harbour Director", "3 May 2031"],
        above="# Mooring Procedure\n\nVersion 1.1.",
    )
    approval = one(rows)
    assert some(approval) == ("Mooring Procedure", "1.1", "Ida Ness", "2031-05-03")
    assert approval["role"] == "Harbour Director"


def test_a_version_history() -> None:
    rows = table(
        ["Version", "Date", "Who", "What"],
        ["0.9", "2 May 2031", "O. Moe", "Draft for approval"],
        ["1.0", "5 June 2031", "I. Ness", "Approved for use"],
        ["1.1", "7 June 2032", "O. Moe", "Approved by the Safety Board"],
        ["1.2", "8 June 2033", "O. Moe", "To be approved by the Safety Board"],
        above="# Mooring Procedure\n\nVersion 1.1. Owner: Ole Moe.",
    )
    assert [some(each) for each in of(found(facts, rows), "approval")] == [
        ("Mooring Procedure", "1.1", "Safety Board", "2032-06-07"),
        ("Mooring Procedure", "1.0", "I. Ness", "2031-06-05"),
    ]


def test_a_register_of_documents() -> None:
    rows = table(
        ["No.", "Policy", "Edition", "Owner", "Approved on", "Approved by"],
        ["P-1", "Mooring Policy", "2", "Ole Moe", "2031-04-01", "ExCo"],
        ["P-2", "Ballast Policy", "1", "Ida Ness", "", "tbd"],
    )
    assert some(one(rows)) == ("Mooring Policy", "2", "ExCo", "2031-04-01")


def test_the_states_of_a_register_of_documents_are_no_decisions() -> None:
    rows = table(
        ["Title", "Version", "Owner", "Approved by", "Approved on", "Next review", "Status"],
        ["Mooring Policy", "2", "Ole Moe", "ExCo", "2031-04-01", "2032-04-01", "In force"],
        ["Ballast Policy", "3", "Ida Ness", "ExCo", "2031-05-01", "2032-05-01", "Current"],
    )
    assert [some(each) for each in of(found(facts, rows), "approval")] == [
        ("Mooring Policy", "2", "ExCo", "2031-04-01"),
        ("Ballast Policy", "3", "ExCo", "2031-05-01"),
    ]


def test_a_form() -> None:
    rows = table(
        ["Document", "HP-4 Ballast Water Standard"],
        ["Version submitted", "1.3"],
        ["Decision", "Rejected"],
        ["Decided by", "Safety Board"],
        ["Date of decision", "2031-04-09"],
        above="# Document approval form",
    )
    approval = one(rows)
    assert (
        some(approval) == ("Ballast Water Standard", "1.3", "Safety Board", "2031-04-09")
        and approval["decision"] == "rejected"
    )


MINUTES = "# Safety Board, minutes of 9 April 2031\n\nPresent: Ida Ness (chair), Ole Moe\n\n"


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("The Board approved version 1.3 of the Ballast Water Standard.", ("Ballast Water Standard", "1.3", "approved")),
        ("Ole Moe presented the Ballast Water Standard, version 1.3.\n\nApproved as amended.", ("Ballast Water Standard", "1.3", "approved")),
        ("Ole Moe presented version 1.3 of the Ballast Water Standard (HP-4).\n\nIt was adopted by five votes to one.", ("Ballast Water Standard", "1.3", "approved")),
        ("RESOLVED to adopt the Ballast Water Standard 1.3.", ("Ballast Water Standard", "1.3", "approved")),
        ("It was agreed that the Ballast Water Standard 1.3 be adopted.", ("Ballast Water Standard", "1.3", "approved")),
        ("Approval of the Ballast Water Standard was deferred to the May meeting.", ("Ballast Water Standard", "", "deferred")),
        ("The Ballast Water Standard 1.3 was rejected.", ("Ballast Water Standard", "1.3", "rejected")),
        ("The Board noted the Ballast Water Standard.", ("Ballast Water Standard", "", "noted")),
    ],
)  # fmt: skip
def test_minutes_give_the_body_and_the_day(item: str, expected: tuple[str, str, str]) -> None:
    approval = one(MINUTES + "## 3 Ballast\n\n" + item + "\n", "minutes/2031-04-09.md")
    assert (approval["subject"], approval.get("version", ""), approval["decision"]) == expected
    assert (approval["body"], approval["approved"]) == ("Safety Board", "2031-04-09")


def test_an_item_does_not_lend_its_document_to_the_next() -> None:
    text = MINUTES + "## 3 Ballast\n\nThe Ballast Water Standard 1.3 was discussed.\n\n## 4 Boat\n\nIt was approved.\n"
    assert found(facts, text, "minutes/2031-04-09.md") == []


def test_a_mail_that_approves() -> None:
    mail = "From: Ida Ness <ida@sea.example>\nTo: Ole Moe <ole@sea.example>\nDate: Wed, 02 Jul 2031 08:00:00 +0000\nSubject: Mooring Procedure 1.2\n\nDear Ole,\n\nI approve version 1.2 of the Mooring Procedure.\n\nIda Ness\nHarbour Director\n"
    assert some(one(mail, "a.eml")) == ("Mooring Procedure", "1.2", "Ida Ness", "2031-07-02")


def test_a_day_without_its_year_is_the_nearest() -> None:
    mail = "From: Ida Ness <ida@sea.example>\nTo: all@sea.example\nDate: Wed, 02 Jul 2031 08:00:00 +0000\nSubject: News\n\nThe Board of Trustees approved the Mooring Procedure 1.2 (25 June).\n"
    assert one(mail, "a.eml")["approved"] == "2031-06-25"


@pytest.mark.parametrize(
    "text",
    [
        "The Ballast Policy 1.3 will be approved by the Board on 3 May 2031.",
        "The Ballast Policy 1.3 has not yet been approved by the Board.",
        "The Board has not approved the Ballast Policy 1.3.",
        "The Ballast Policy 1.3 is awaiting approval by the Board.",
        "Ole Moe proposes to adopt the Ballast Policy 1.3.",
        "The Safety Board recommends that the Board adopt the Ballast Policy 1.3 on 3 May 2031.",
        "Every policy is approved by the Board every year.",
        "No policy may be used before it is approved by the Board.",
        "The Ballast Policy must be approved by the Board.",
        "If the Ballast Policy is approved by the Board, it applies from 3 May 2031.",
        "We use approved assistants only.",
        "The Board approved EUR 240,000 for the training programme on 3 May 2031.",
        "The Board resolved to seek a costed programme by 3 May 2031.",
        "The Board noted that the Ballast Policy will be amended on 3 May 2031.",
        "The approved policy is kept in the office.",
        "Approved by: tbd",
    ],
)
def test_no_approval(text: str) -> None:
    assert found(facts, f"Notes from the harbour\n\n{text}\n", "note.txt") == []
    assert found(facts, MINUTES + f"## 3 Ballast\n\n{text}\n", "minutes/2031-04-09.md") == []


def test_a_draft_is_not_approved() -> None:
    text = "# Mooring Policy\n\nVersion 0.4 (draft of 16 February 2031). Owner: Ole Moe. Not yet approved.\n"
    assert found(facts, text) == []


def test_an_agenda_decides_nothing() -> None:
    assert (
        found(
            facts,
            "# Agenda, Safety Board, 9 April 2031\n\n1. The Ballast Policy 1.3 was approved by the Board on 3 May 2030.\n",
        )
        == []
    )


def test_absurd_and_double_dates_are_left_out() -> None:
    text = "# Mooring Policy\n\nVersion 2.0. Approved by the Board of Trustees on 31 February 2031.\n\n## 1 Scope\n\nBoats.\n"
    approval = one(text)
    assert approval["body"] == "Board of Trustees" and "approved" not in approval
    twice = (
        "# Mooring Policy\n\nVersion 2.0. Approved by the Board of Trustees on 03/04/2031.\n\n## 1 Scope\n\nBoats.\n"
    )
    assert "approved" not in one(twice)


def test_hidden_words_and_words_to_a_machine_approve_nothing() -> None:
    page = "<h1>Mooring</h1><p style='display:none'>The Ballast Policy 1.3 was approved by the Board on 3 May 2031.</p><p>Boats.</p>"
    assert found(facts, page, "page.html") == []


def test_the_strength_follows_the_state() -> None:
    text = "# Mooring Policy\n\nVersion 1.0. Approved by the Board of Trustees on 3 May 2030. Superseded by version 2.0 on 3 May 2031.\n"
    (approval,) = found(facts, text)
    assert approval.strength is Strength.SUPERSEDED


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "The Board",
                "approved",
                "by",
                "the",
                "Mooring Policy",
                "2.0",
                "on 3 May 2031",
                ".",
                ",",
                "not",
                "Ida Ness",
                "was",
                "|",
                "\n",
                "\n\n",
                "Version",
                "and",
                "rejected",
                "it",
            ]
        ),
        max_size=30,
    )
)
def test_values_are_words_of_the_text(words: list[str]) -> None:
    text = "Harbour notes\n\n" + " ".join(words)
    flat = " ".join(text.split())
    for fact in found(facts, text, "note.txt"):
        assert all(value in flat for name, value in fact.fields.items() if name != "decision")


def test_long_input_is_read_once() -> None:
    text = "Harbour notes\n\n" + "was approved by the " * 20_000
    assert found(facts, text, "note.txt") == []


def test_thousands_of_labels_on_one_line_stop_nobody() -> None:
    front = "---\ntitle: Kelp Harvest Policy\nversion: 2.1\napproved_by: Board of Trustees\napproved: 2031-05-03\n---\n"
    assert some(one(front + "Yes: a, b. No: " * 5_000)) == EXPECTED
