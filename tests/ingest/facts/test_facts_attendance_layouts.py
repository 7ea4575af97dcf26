"""Who was there, in the layouts of houses unlike each other: any group before the label, entries, tables, sentences."""

from __future__ import annotations

import pytest

from evidence.model import Fact
from ingest.facts import meetings
from ingest.facts.reading import read
from ingest.limits import Limits
from ingest.metadata import describe
from ingest.parse import parse


def _facts(text: str, path: str = "minutes/notes.txt") -> list[Fact]:
    document = describe(parse(text.encode(), path.rpartition("/")[2], Limits()), path)
    return list(meetings.facts(read(document, path)))


def _people(text: str, path: str = "minutes/notes.txt") -> dict[str, str]:
    return {fact.fields["person"]: fact.fields["part"] for fact in _facts(text, path) if fact.kind == "attendance"}


GROUPS = """Harbour Board, 3 March 2031

COMMISSIONERS PRESENT: A. Holm, Berta Rust
Commissioners Excused: Carl Lund
PORT STAFF PRESENT: Dora Wick
Members Joining Late: Edda Sand
(2) Roll call
• Finn Moor
"""
SEDERUNT = """Harbour Court, 3 March 2031

Sederunt: Ada Holm (Convener), Berta Rust
With: Carl Lund
Not attending: Dora Wick
No apology received: Edda Sand
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            GROUPS,
            {
                "A. Holm": "present",
                "Berta Rust": "present",
                "Carl Lund": "apologies",
                "Dora Wick": "in attendance",
                "Edda Sand": "present",
                "Finn Moor": "present",
            },
        ),
        (
            SEDERUNT,
            {
                "Ada Holm": "chair",
                "Berta Rust": "present",
                "Carl Lund": "in attendance",
                "Dora Wick": "apologies",
                "Edda Sand": "apologies",
            },
        ),
    ],
)
def test_whatever_group_a_label_names_its_last_words_give_the_part(text: str, expected: dict[str, str]) -> None:
    assert _people(text) == expected


def test_how_an_absence_is_written_leaves_out_the_group() -> None:
    notes = {fact.fields["person"]: fact.fields.get("note", "") for fact in _facts(GROUPS) if fact.kind == "attendance"}
    assert notes["Carl Lund"] == "excused"


def test_a_line_that_says_that_some_were_present_begins_no_list() -> None:
    text = GROUPS + "\nThe chair asked whether members of the port were present:\nGreta Vang\n"
    assert "Greta Vang" not in _people(text)


ENTRIES = """Harbour Quality Committee, 3 March 2031

Present:
Ada Holm (AH): Non-Executive Director, Harbour Trust (Chair)
Berta Rust (BR): Director of Nursing, Quay Trust
Mr. Lund ........ Present
Dr. Wick ........ Absent
Sand, Edda, absent (approved)
Finn Moor - Chief Information Officer - sent apologies
For the Contractor: Greta Vang (Contract Manager), Hanno Beck
Estates – Ivo Tarn
"""


def test_a_line_of_a_list_names_one_person_and_what_is_said_of_them() -> None:
    assert _people(ENTRIES) == {
        "Ada Holm": "chair",
        "Berta Rust": "present",
        "Mr. Lund": "present",
        "Dr. Wick": "apologies",
        "Sand, Edda": "apologies",
        "Finn Moor": "apologies",
        "Greta Vang": "present",
        "Hanno Beck": "present",
        "Ivo Tarn": "present",
    }


def test_a_post_before_a_name_and_a_rank_after_it_are_no_names() -> None:
    text = "Harbour Commission minutes, 3 March 2031\n\nCommissioners present: Chair Ada Holm, Vice Chair Berta Rust\nStaff present: Carl Lund, Deputy Harbour Warden; Dora Wick, City Diver\n"
    assert _people(text) == {
        "Ada Holm": "chair",
        "Berta Rust": "present",
        "Carl Lund": "in attendance",
        "Dora Wick": "in attendance",
    }


def test_a_box_without_a_tick_is_an_absence_where_others_are_ticked() -> None:
    text = "# Change board 2031-03-03\n\n## Attendees\n\n- [x] Ada Holm (chair)\n- [ ] Berta Rust\n- [x] Carl Lund\n"
    assert _people(text, "cab/notes.md") == {"Ada Holm": "chair", "Berta Rust": "apologies", "Carl Lund": "present"}


def test_two_columns_of_names_are_two_people() -> None:
    text = "Joint committee, 3 March 2031\n\nPresent\nAda Holm (Chair)      Berta Rust (Union)\nCarl Lund             Dora Wick\n"
    assert _people(text) == {
        "Ada Holm": "chair",
        "Berta Rust": "present",
        "Carl Lund": "present",
        "Dora Wick": "present",
    }


TOLD = """Minutes of the Policy and Ports Committee, 3 March 2031

Vice President Ada Holm called the meeting to order at 9 am. In attendance were, in alphabetical order, Berta Rust
(Quality), Carl Lund (Docks), and Dora Wick. Mr Edvin Sand was on sick leave. Apologies were received from Lord Moor
and Mrs June Vang. The chair confirmed a quorum.
"""


def test_attendance_told_in_sentences() -> None:
    assert _people(TOLD) == {
        "Ada Holm": "chair",
        "Berta Rust": "present",
        "Carl Lund": "present",
        "Dora Wick": "present",
        "Mr Edvin Sand": "apologies",
        "Lord Moor": "apologies",
        "Mrs June Vang": "apologies",
    }


def test_a_committee_may_have_policy_in_its_name_and_a_quorum_may_be_confirmed() -> None:
    meeting = next(fact for fact in _facts(TOLD) if fact.kind == "meeting")
    assert (meeting.fields["body"], meeting.fields["quorum"]) == ("Policy and Ports Committee", "quorate")


def test_a_policy_is_no_meeting_and_a_quorum_that_is_asked_for_none() -> None:
    assert not _facts("Policy on ports\n\nPresent: Ada Holm, Berta Rust\n")
    asked = TOLD.replace(
        "The chair confirmed a quorum.", "The chair asked what would constitute a quorum of the board."
    )
    assert "quorum" not in next(fact for fact in _facts(asked) if fact.kind == "meeting").fields


def test_a_table_right_under_a_label_lists_those_whom_the_label_names() -> None:
    text = (
        "# Harbour forum\n\nDate: 27 February 2031\n\n### Participants\n\n| Role | Name |\n|---|---|\n"
        "| Harbour master (chair) | Ada Holm |\n| Diver | Berta Rust |\n\n### Not present\n\n| Role | Name |\n|---|---|\n"
        "| Pilot | Carl Lund |\n\n### Suppliers\n\n| Role | Name |\n|---|---|\n| Rope maker | Dora Wick |\n"
    )
    assert _people(text, "forum/2031.md") == {"Ada Holm": "chair", "Berta Rust": "present", "Carl Lund": "apologies"}


def test_a_table_whose_columns_are_lists_of_people() -> None:
    text = (
        "# Progress meeting 7\n\nDate: 9 June 2031\n\n| Present | Apologies | Distribution |\n|---|---|---|\n"
        "| Ada Holm | Carl Lund | Project file |\n| Berta Rust | | Dora Wick |\n"
    )
    assert _people(text, "pmo/7.md") == {"Ada Holm": "present", "Berta Rust": "present", "Carl Lund": "apologies"}


def test_a_list_of_posts_and_names_goes_on_after_its_chair() -> None:
    text = (
        "# Rowing committee – 12 January 2031\n\n## Present\n\nChair: Ada Holm\nTreasurer: Berta Rust\n"
        "Secretary: Carl Lund (minutes)\nBoatman: Dora Wick\n\nTreasurer elect: Edda Sand spoke of the accounts.\n"
    )
    assert _people(text, "club/12 jan.md") == {
        "Ada Holm": "chair",
        "Berta Rust": "present",
        "Carl Lund": "present",
        "Dora Wick": "present",
    }


def test_a_label_in_bold_needs_no_colon() -> None:
    text = "# General circle meeting\n\n2031-10-14\n\n**Facilitator** Ada Holm\n**Participants** Ada Holm, Berta Rust\n**Excused** Carl Lund\n"
    assert _people(text, "circle/1.md") == {"Ada Holm": "chair", "Berta Rust": "present", "Carl Lund": "apologies"}


def test_a_teleconference_is_no_part_of_a_bodys_name() -> None:
    text = "Harbour Group teleconference - 27 March 2031\n\nAttendees:\n• Ada Holm\n• Berta Rust\n"
    assert next(fact for fact in _facts(text)).fields["body"] == "Harbour Group"
