"""Minutes that tell in sentences who came and who does what, and those laid out as items with their outcomes."""

from __future__ import annotations

from tests.support.made_up import same, told

_PROSE = """> HARBOUR PANEL · third meeting · Thursday 19 June 2031 · Library

# Note of the meeting

Dr Lund was in the chair. Around the table were Dr Ana Roth, Dr Moe, Jo Dahl and
Nils Aas for the unions. Eva Krog had sent her regrets; her granddaughter was being christened. Kim Holt
took this note.

The Panel began with the crane. It asked Dr Moe to bring its figures every month from July, and he said that he would.

The Panel will meet again on 18 September, or sooner if something breaks.
"""


def test_attendance_told_in_sentences() -> None:
    wanted = [
        {"person": "Dr Lund", "part": "chair"},
        {"person": "Dr Ana Roth", "part": "present"},
        {"person": "Dr Moe", "part": "present"},
        {"person": "Jo Dahl", "part": "present"},
        {"person": "Nils Aas", "part": "present"},
        {"person": "Eva Krog", "part": "apologies"},
    ]
    same(_PROSE, "panel/panel-note-3.md", "attendance", wanted)


def test_a_note_of_a_meeting_is_one_and_says_when_the_next_is() -> None:
    found = told(_PROSE, "panel/panel-note-3.md", "meeting")
    assert [(row["state"], row["held"]) for row in found] == [("held", "2031-06-19"), ("planned", "2031-09-18")]


def test_whom_a_body_asked_to_do_something_has_an_action() -> None:
    same(_PROSE, "panel/panel-note-3.md", "action", [{"owner": "Dr Moe"}])


_JOINED = """Harbour Panel

Minutes of 17/04/2031, held by video from 12:00 to 13:15.

Dr Ana Roth presided in place of Dr Lund, who had asked to be excused (court). She was joined by J. Dahl, N. Aas and, for Sales, K. Holt in place of E. Krog. B. Vik was absent without word.

| # | Subject | What was said | Outcome |
| --- | --- | --- | --- |
| 1 | Crane drift | Error of nine metres in March, above the trigger for the second month. | Panel gave the nod to a new model on data up to March 2031. K. Holt, by 31 May 2031. |
| 2 | Crane paper | Workshops were held on 25 March and the draft is half written. | Panel to see it on 12 June 2031. |
| 3 | Gate upgrade | Version four is to go in on 28 April after the test set. | Endorsed. J. Dahl reports on 12 June. |
| 4 | Yard rules | The draft was read through and the costs are unknown. | Not ready. Back on 12 June 2031. |
| 5 | Note taker | No paper was there, and the recordings leave the country. | Refused. |

Actions carried: brake test for the crane (Aas, 30/09/2031); leaflet (Holt with Dahl, 31/07/2031).
"""


def test_who_joined_whom_and_who_was_excused() -> None:
    found = {row["person"]: row["part"] for row in told(_JOINED, "panel/minutes.md", "attendance")}
    assert found == {
        "Dr Ana Roth": "chair",
        "Dr Lund": "apologies",
        "J. Dahl": "present",
        "N. Aas": "present",
        "K. Holt": "present",
        "B. Vik": "apologies",
    }


def test_outcomes_of_items_are_decisions_with_the_number_of_the_item() -> None:
    wanted = [
        {"number": "1", "outcome": "approved"},
        {"number": "3", "outcome": "approved"},
        {"number": "4", "outcome": "deferred"},
        {"number": "5", "outcome": "rejected", "text": "Note taker: Refused"},
    ]
    same(_JOINED, "panel/minutes.md", "decision", wanted)


def test_what_falls_to_somebody_in_an_outcome_and_in_brackets_is_an_action() -> None:
    found = [(row["owner"], row.get("due")) for row in told(_JOINED, "panel/minutes.md", "action")]
    assert sorted(found, key=str) == [
        ("Aas", "2031-09-30"),
        ("Holt", "2031-07-31"),
        ("J. Dahl", "2031-06-12"),
        ("K. Holt", "2031-05-31"),
    ]


_DECIDED = """# Management review of the yard

Held: 11/02/2031

Chair: Ana Roth
Present: Jo Dahl, Nils Aas
Apologies: Eva Krog

Mr Aas, who is to retire on 1 March, thanked everybody.

| No. | Decision | Who sees to it | By |
| --- | --- | --- | --- |
| D1 | Replace the gate | Jo Dahl | 30/05/2031 |
| D2 | Write a rule for cranes | Nils Aas | 30/06/2031 |

The minutes of 20 November were corrected (page 3: "Naas" should read "Naul") and then agreed.

Decision 31/11. The crane is advisory only.

5. Lift

Noted. The sample was too small.
"""


def test_decisions_with_somebody_and_a_day_are_actions_too() -> None:
    wanted = [
        {"number": "D1", "owner": "Jo Dahl", "due": "2031-05-30"},
        {"number": "D2", "owner": "Nils Aas", "due": "2031-06-30"},
    ]
    same(_DECIDED, "minutes/review.md", "action", wanted)


def test_decisions_by_number_by_correction_and_in_one_word() -> None:
    found = {
        row.get("number") or row["text"][:12]: row["outcome"] for row in told(_DECIDED, "minutes/review.md", "decision")
    }
    assert found["D1"] == found["D2"] == found["31/11"] == "decided"
    assert found["The minutes "] == "decided"
    assert found["Lift: Noted."] == "noted"


def test_a_visit_that_is_put_off_is_no_decision() -> None:
    text = "# Minutes of the Board\n\nHeld: 3 May 2031\n\nPresent: Ana Roth, Jo Dahl\n\nThe Minister's visit is put off again.\n"
    assert told(text, "minutes/board.md", "decision") == []


def test_what_another_body_did_in_one_row_is_not_said_of_the_document_of_the_row_above() -> None:
    text = (
        "# Minutes of the Panel\n\nHeld: 17/04/2031\n\nPresent: Ana Roth, Jo Dahl\n\n| # | Subject | What was said | Outcome |\n"
        "| --- | --- | --- | --- |\n| 4 | Yard Policy v2.0 | The draft was read through and its costs are unknown. | Not ready. |\n"
        "| 6 | Second crane | Deferred by the Board on 23 March 2031. The tests are still planned. | Noted. |\n"
    )
    assert [row for row in told(text, "panel/minutes.md", "approval") if "Yard" in row["subject"]] == []


def test_an_opinion_that_all_share_is_no_decision() -> None:
    text = "# Minutes of the Board\n\nHeld: 3 May 2031\n\nPresent: Ana Roth, Jo Dahl\n\nEveryone agreed it was daft.\n"
    assert told(text, "minutes/board.md", "decision") == []


def test_a_year_that_a_narrow_column_broke_is_read_whole() -> None:
    text = (
        "# Minutes of the Board\n\nHeld: 3 May 2031\n\nPresent: Ana Roth, Jo Dahl\n\n| No | Action | Owner | Due |\n"
        "| --- | --- | --- | --- |\n| A-1 | Mend the gate | Ana Roth | 30/06/20 31 |\n"
    )
    same(text, "minutes/board.md", "action", [{"owner": "Ana Roth", "due": "2031-06-30"}])
