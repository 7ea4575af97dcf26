"""Who was there, in minutes of organisations made up here: tables of the day, initials, first names, informal labels."""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, same, told

_TABLE_OF_THE_DAY = """# Reef Safety Panel, 4 November 2031

Session 12, Dock House, minutes taken by Lars Odde

| Short | Name | Post | {day} |
|---|---|---|---|
| MV | Dr Mia Vance | Diving Officer, chair | {here} |
| JB-K | Jon Berg-Kral | Skipper | {here} |
| TO | Tove Orr | Boat Manager | {away} |
| PQ | Per Quist | Insurer, observer | {here} |

**Winch**

- Much was said about the winch.

## Actions

| No. | What | Who | When | How far on 9 Nov |
|---|---|---|---|---|
| 1 | Grease the winch | JBK | 30/11/2031 | begun |
| 2 | Ring the yard | MV | 12/11/2031 | |
"""


@pytest.mark.parametrize(
    ("day", "here", "away", "note"),
    [
        ("4 Nov", "x", "-", ""),
        ("Tue 4 Nov", "yes", "no", ""),
        ("04/11/2031", "p", "apologies", ""),
        ("This time", "present", "absent", "absent"),
    ],
)
def test_a_column_named_by_the_day_or_filled_with_plain_words(day: str, here: str, away: str, note: str) -> None:
    text = _TABLE_OF_THE_DAY.format(day=day, here=here, away=away)
    wanted: list[Row] = [
        {"person": "Lars Odde", "part": "secretary"},
        {"person": "Dr Mia Vance", "part": "chair"},
        {"person": "Jon Berg-Kral", "part": "present"},
        {"person": "Tove Orr", "part": "apologies", "note": note},
        {"person": "Per Quist", "part": "in attendance"},
    ]
    same(text, "notes/reef.md", "attendance", wanted)


def test_a_column_of_another_day_says_nothing_of_this_one() -> None:
    text = _TABLE_OF_THE_DAY.format(day="2 Dec", here="x", away="-")
    assert {row["person"] for row in told(text, "notes/reef.md", "attendance")} <= {"Lars Odde"}


def test_initials_of_the_list_own_the_tasks() -> None:
    text = _TABLE_OF_THE_DAY.format(day="4 Nov", here="x", away="-")
    wanted = [
        {"text": "Grease the winch", "owner": "JBK", "due": "2031-11-30", "status": "begun"},
        {"text": "Ring the yard", "owner": "MV", "due": "2031-11-12", "status": ""},
    ]
    same(text, "notes/reef.md", "action", wanted)


_CHATTY = """# Crew circle notes, 9 June 2031

Here: Nora Falk (chair), Ben Ask, Ulla Reim
{away}: Otto Brandt
{keeper}
Quorum is 3 {dash} {quorum}.

**Paint**
- Agreed, all in favour.
"""


@pytest.mark.parametrize(
    "away", ["Sorry not to make it", "Not able to come", "Can't make it", "Sends apologies", "Sorry to miss this one"]
)
@pytest.mark.parametrize(
    ("keeper", "secretary"),
    [("Notes: Ulla", "Ulla Reim"), ("Minutes: BA", "Ben Ask"), ("Record: see the folder", "")],
)
def test_informal_labels_and_who_kept_the_notes(away: str, keeper: str, secretary: str) -> None:
    text = _CHATTY.format(away=away, keeper=keeper, dash="-", quorum="met")
    people = [
        {"person": "Nora Falk", "part": "chair"},
        {"person": "Ben Ask", "part": "present"},
        {"person": "Ulla Reim", "part": "present"},
        {"person": "Otto Brandt", "part": "apologies"},
    ]
    same(text, "notes/circle.md", "attendance", people)
    same(text, "notes/circle.md", "meeting", [{"secretary": secretary, "quorum": "quorate", "held": "2031-06-09"}])
    same(text, "notes/circle.md", "decision", [{"subject": "Paint", "vote": "all in favour"}])


@pytest.mark.parametrize(
    ("dash", "words", "quorum"), [("-", "not met", "not quorate"), (":", "reached", "quorate"), (",", "two came", "")]
)
def test_a_quorum_beside_its_number(dash: str, words: str, quorum: str) -> None:
    text = _CHATTY.format(away="Away", keeper="", dash=dash, quorum=words)
    assert told(text, "notes/circle.md", "meeting")[0].get("quorum", "") == quorum


def test_who_kept_the_minutes_was_there() -> None:
    text = "# Minutes of the Lamp Committee\n\nDate: 3 May 2031\nPresent: Ada Holm (chair), Kai Rust\nMinutes: Tom Birk\n\n1. Agreed to buy lamps.\n"
    wanted = [
        {"person": "Ada Holm", "part": "chair"},
        {"person": "Kai Rust", "part": "present"},
        {"person": "Tom Birk", "part": "secretary"},
    ]
    same(text, "minutes/lamps.md", "attendance", wanted)


_NARRATIVE = """Governing Body of Reef School

The Governing Body met in the library on Tuesday 25 March 2031. Dr Ada Holm was in the chair. Kai Rust, Tom Birk and Ulla Reim were present; Per Quist had sent his apologies. Nora Falk took the minutes.

After some discussion the Governing Body approved the budget by five votes to one. It was agreed to repair the roof; Mr Rust will see to it by 30 April 2031.

AP2: Tom Birk – draft the leaflet – 31.05.2031

Who does what:
- Ulla: new signs by 20 June 2031

The Governing Body meets again on 19 May 2031.
"""


def test_minutes_told_in_sentences() -> None:
    path = "minutes/narrative.txt"
    held = {"state": "held", "body": "Governing Body of Reef School", "secretary": "Nora Falk", "held": "2031-03-25"}
    same(_NARRATIVE, path, "meeting", [held, {"state": "planned", "held": "2031-05-19"}])
    same(_NARRATIVE, path, "decision", [{"outcome": "approved"}, {"outcome": "decided"}])
    wanted = [
        {"owner": "Mr Rust", "due": "2031-04-30"},
        {"owner": "Tom Birk", "due": "2031-05-31", "number": "2"},
        {"owner": "Ulla", "due": "2031-06-20"},
    ]
    same(_NARRATIVE, path, "action", wanted)
