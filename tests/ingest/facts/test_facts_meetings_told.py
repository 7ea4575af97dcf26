"""Meetings that notes, mails and notices tell of, and tasks told in the present; of organisations made up here."""

from __future__ import annotations

import pytest

from ingest.facts.meetings import facts as meetings
from tests.support.made_up import Row, same, told
from tests.support.readings import found

_NOTE = """Note for the file, 19 August 2031, Tove Orr

Subject: the broken boom

1. The boom broke on 6 May because nobody had looked at the bolt.
2. {told}
3. Outcome: written warning, valid for twelve months.
4. Mr Quist {does} the rigging course by 30 September 2031.
"""


@pytest.mark.parametrize(
    "words",
    [
        "Hearing held on 12 August 2031. Present: A. Holm, K. Rust, Mr Quist with a friend of his choice.",
        "A hearing was held on 12 August 2031. Present: A. Holm, K. Rust and Mr Quist.",
        "Hearing of 12 August 2031. Those present: A. Holm, K. Rust, Mr Quist with\n   his daughter.",
    ],
)
def test_a_note_tells_of_one_meeting(words: str) -> None:
    text = _NOTE.format(told=words, does="completes")
    day = {"held": "2031-08-12"}
    path = "personnel/boom.txt"
    same(text, path, "meeting", [{"state": "held", "attendees": "A. Holm; K. Rust; Mr Quist"} | day])
    people: list[Row] = [{"person": name} | day for name in ("A. Holm", "K. Rust", "Mr Quist")]
    same(text, path, "attendance", people)
    same(text, path, "decision", [{"text": "written warning, valid for twelve months"} | day])
    same(text, path, "action", [{"owner": "Mr Quist", "due": "2031-09-30"}])


@pytest.mark.parametrize("does", ["expects", "leaves", "is in"])
def test_what_somebody_thinks_or_does_anyway_is_no_task(does: str) -> None:
    words = "Hearing held on 12 August 2031. Present: A. Holm, K. Rust, Mr Quist."
    assert told(_NOTE.format(told=words, does=does), "personnel/boom.txt", "action") == []


@pytest.mark.parametrize(
    "words",
    [
        "Hearing held on 12 August 2031. Present: nobody but the dog.",
        "A hearing may be held on 12 August 2031 if he wishes.",
        "First hearing of 12 August 2031. Present: A. Holm, K. Rust. Second hearing of 14 August 2031. Present: A. Holm.",
    ],
)
def test_a_note_that_tells_of_none_or_of_several(words: str) -> None:
    assert told(_NOTE.format(told=words, does="completes"), "personnel/boom.txt", "meeting") == []


_MAIL = """From: Nora Falk <n.falk@reef.example>
To: divers@reef.example
Subject: dates
Date: Thu, 12 Mar 2031 15:20:03 +0000

Hi all,

{words}

Nora
"""


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "the RSP meeting of 17 March is cancelled. The next one is on 25 August.",
            {("planned", "2031-08-25"), ("cancelled", "2031-03-17")},
        ),
        (
            "Harbour review: the office has moved it from 31 March to 30 June.",
            {("postponed", "2031-03-31"), ("planned", "2031-06-30")},
        ),
        ("We have postponed the board meeting of 31 March to 30 June.", {("postponed", "2031-03-31"), ("planned", "2031-06-30")}),
        ("We have cancelled the committee meeting of 31 March.", {("cancelled", "2031-03-31")}),
        ("We might have cancelled the committee meeting of 31 March.", set()),
        ("We have moved the fridge from 31 March on to the cellar.", set()),
    ],
)  # fmt: skip
def test_who_moves_or_calls_off_a_meeting(words: str, wanted: set[tuple[str, str]]) -> None:
    rows = told(_MAIL.format(words=words), "mail/rsp.eml", "meeting")
    assert {(row["state"], row["held"]) for row in rows} == wanted


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("REEF WORKS OÜ - Minutes of the Supervisory board", "Supervisory board"),
        ("REEF GROUP - LAMP STEERING GROUP", "LAMP STEERING GROUP"),
        ("Divers' Panel - Wed 6 August 2031 - Quay Lane canteen", "Divers' Panel"),
        ("Lamp panel – constituting meeting", "Lamp panel"),
        ("BOARD RISK, AUDIT AND TECHNOLOGY COMMITTEE", "BOARD RISK, AUDIT AND TECHNOLOGY COMMITTEE"),
        ("Minutes of the meeting of directors held at Quay Lane", "Directors"),
        ("Reef Works Ltd. – Minutes of the 58th Board Meeting", "Board"),
    ],
)
def test_a_body_among_the_parts_of_a_title(title: str, body: str) -> None:
    text = f"{title}\n\nHeld on 6 August 2031\nPresent: A. Holm (chair), K. Rust, T. Quist\n\n1. Lamps. Agreed to buy ten.\n"
    (row,) = told(text, "minutes/a.txt", "meeting")
    assert row["body"] == body


def test_somebody_who_holds_an_office_is_no_body() -> None:
    text = "Lamps\n\nMinutes of 6 August 2031\nPresent: A. Holm (chair), Karl Rust, Tove Orr (Chief Executive)\n\n1. Agreed to buy ten.\n"
    assert "Orr" not in "".join(row.get("body", "") for row in told(text, "minutes/a.txt", "meeting"))


def test_the_heading_of_an_item_is_no_part_of_who_decides_under_it() -> None:
    text = """# Board, 6 August 2031

Present: A. Holm (chair), K. Rust, T. Quist

7. **Lamp matters.** The Board adopted the Lamp Policy version 2.0, proposed by the keeper.
"""
    (row,) = told(text, "minutes/b.md", "approval")
    assert (row["subject"], row["body"]) == ("Lamp Policy", "Board")


_REVIEW = """MANAGEMENT REVIEW OF THE SECURITY AND LAMP PROGRAM
January 28, 2031, Harbour Master's office
O. Lund (lead), P. Voss, B. Rust; by phone A. Holm. K. Orr was ill.

a) Old actions. 9 of 11 done.
b) What changed around us. SNAP work rules change on October 1, 2031.
g) Resources. One more analyst is needed.

Decided:
  1. Ms. Lund cleared the program for the audit in April.
  2. Tests every two months instead of twice a year.

Next review: July 2031.
"""


def test_a_review_with_a_bare_line_of_names_and_a_list_of_what_was_decided() -> None:
    (row,) = told(_REVIEW, "reports/management-review.txt", "meeting")
    assert (row["chair"], row["attendees"], row["apologies"]) == (
        "O. Lund",
        "O. Lund; P. Voss; B. Rust; A. Holm",
        "K. Orr",
    )
    decided = told(_REVIEW, "reports/management-review.txt", "decision")
    assert [each["text"] for each in decided] == [
        "Ms. Lund cleared the program for the audit in April",
        "Tests every two months instead of twice a year",
    ]
    assert not any(each.get("subject") for each in decided)
    assert told(_REVIEW, "reports/management-review.txt", "approval") == []


def test_what_is_resolved_in_the_present_tense_is_approved() -> None:
    text = """HARBOUR COUNTY BOARD OF COMMISSIONERS
Regular Meeting - Tuesday, October 8, 2031, 9:00 a.m.

Present: Chair Ona Lund, Commissioners Piet Voss, Berta Rust

4. Lamps in county services.
   4a. CIO Holm presented the first edition of the Lamp Use Policy.
       RESOLVED (Motion Voss, second Rust): the Lamp Use Policy, edition 1, is adopted. Ayes 3, Nays 1 (Rust).
       Every lamp policy is adopted by the Board once a year.
"""
    (row,) = told(text, "board/b.txt", "approval")
    assert (row["subject"], row["version"], row["body"]) == (
        "Lamp Use Policy", "1", "HARBOUR COUNTY BOARD OF COMMISSIONERS",
    )  # fmt: skip


def test_who_stands_above_a_label_is_not_who_did_what_it_says() -> None:
    text = "---\ntitle: Lamp Use Policy\nedition: 1\nauthor: Ona Lund\nadopted: 2031-10-08\n---\n# Lamp Use Policy\n\n## Why\nLight.\n"
    (row,) = told(text, "policies/l.md", "approval")
    assert row["approved"] == "2031-10-08"
    assert "approver" not in row


def test_a_place_in_a_line_of_capitals_is_no_body() -> None:
    text = "DRILL AT THE SECOND LAMP SITE, DELMAR - October 7, 2031\n\nPresent: A. Holm (chair), K. Rust, T. Quist\n\n1. Agreed to buy ten.\n"
    assert "DELMAR" not in [row.get("body") for row in told(text, "reports/drill.txt", "meeting")]


def test_a_paragraph_that_opens_with_the_day_dates_the_review() -> None:
    text = (
        "# Management review 2031 (ISO 9001 and ISO 14001 together)\n\n5 May 2031, Tarholm. Led by Ann Orme. There: Lund,"
        " Brandl, Quill, Oyelowo, Penn, Ferr, Drum. Last held: 14 May 2030.\n\n**Decided**\n- A second winch is bought.\n"
    )
    (meeting,) = [fact for fact in found(meetings, text, "reports/review.md") if fact.kind == "meeting"]
    assert meeting.dates["held"] == "2031-05-05"
