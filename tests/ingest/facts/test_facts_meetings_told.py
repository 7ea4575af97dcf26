"""Meetings that notes, mails and notices tell of, and tasks told in the present; of organisations made up here."""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, same, told

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
