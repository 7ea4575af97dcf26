"""Notes that somebody took in a hurry: names without a label, marks for who does what, a meeting told as a story.

The firm and its documents are made up; beside each layout stands one that looks alike and says nothing of the kind.
"""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, hold

_UNLABELLED = """BOATYARD GROUP  4 May 2033, upper loft
Piet Okonjo, Ona Lind, Rafe (paint shop), Mirre from Tarn on the phone

Slip rails are worn through. [Piet: order new sleepers, 20 May]
Paint store is full again [Mirre - hire a skip, 3 June]
Key to the loft is lost [see the book]
next time: 8th June
"""
_PLACES = """BOATYARD GROUP  4 May 2033, upper loft
Tarn, Holm, Westerby

The berths at all three harbours were counted.
"""
_MARKED = """CRG 9.3.33

There: Ona L, Piet, Mirre. Sorry: Rafe, Bo. Chair was Ona.

The winch slips under load → Piet, done the same day

Insurer has not answered → Tilde to ring, by 28 March

Agreed: ropes to be checked monthly → Mirre from April

Old winch -> new winch was shown on the slide.
"""
_STORY = """# Harbour Committee, 11 February 2033: note for the file

We met at nine, Dr Okonjo in the chair, with Mrs Lind and Mr Rask; Tilde Bruun attended, and Hanne Vik of Skagen Surveyors joined for the first hour.

After some talk about whether the slip should be mended before the winter the Committee approved the repair of the slip.

The Committee turned down the second crane.
"""
_CELLS = """| Present | Dr Ona Lind (Chair) Piet Okonjo (Harbour Master) Rafe Bruun (Treasurer) Mrs Tilde Vik Prof. Mirre Rask |
|---|---|
| Apologies | A Holm |

Minutes of the Board of Directors held on 7 April 2033

## 1 Actions from earlier meetings

1.1 B32/A4, sleepers: Ms Lind asked for more time. The Board extended the date to 1 June 2033.

## 2 Actions

B33/A1  Letter to the insurer – P Okonjo – 10 May 2033

B33/A2  Count of berths – T Vik – 24 May 2033
"""


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        pytest.param(
            _UNLABELLED,
            "notes/boatyard 4 may.txt",
            {
                "meeting": [
                    {"held": "2033-05-04", "state": "held"},
                    {"held": "2033-06-08", "state": "planned"},
                ],
                "attendance": [
                    {"person": name, "part": "present"} for name in ("Piet Okonjo", "Ona Lind", "Rafe", "Mirre")
                ],
                "action": [
                    {"owner": "Piet", "text": "~order new sleepers", "due": "2033-05-20"},
                    {"owner": "Mirre", "text": "~hire a skip", "due": "2033-06-03"},
                ],
            },
            id="names below the day",
        ),
        pytest.param(
            _MARKED,
            "notes/crg.txt",
            {
                "attendance": [
                    {"person": "Piet", "part": "present"},
                    {"person": "Mirre", "part": "present"},
                    {"person": "Ona|Ona L", "part": "chair"},
                    {"person": "Rafe", "part": "apologies"},
                    {"person": "Bo", "part": "apologies"},
                ],
                "action": [
                    {"owner": "Piet", "text": "~winch slips", "status": "done"},
                    {"owner": "Tilde", "text": "~to ring", "due": "2033-03-28"},
                    {"owner": "Mirre", "text": "~checked monthly", "due": ""},
                ],
            },
            id="arrows",
        ),
        pytest.param(
            _STORY,
            "notes/harbour committee.md",
            {
                "meeting": [{"held": "2033-02-11", "state": "held", "body": "Harbour Committee"}],
                "attendance": [
                    {"person": "Dr Okonjo", "part": "chair"},
                    {"person": "Mrs Lind", "part": "present"},
                    {"person": "Mr Rask", "part": "present"},
                    {"person": "Tilde Bruun", "part": "in attendance"},
                    {"person": "Hanne Vik", "part": "in attendance"},
                ],
                "decision": [
                    {"text": "~repair of the slip", "outcome": "approved"},
                    {"text": "~second crane", "outcome": "rejected"},
                ],
            },
            id="a meeting told",
        ),
        pytest.param(
            _CELLS,
            "board/minutes 7 april.md",
            {
                "attendance": [
                    {"person": "Dr Ona Lind", "part": "chair"},
                    {"person": "Piet Okonjo", "role": "Harbour Master", "part": "present"},
                    {"person": "Rafe Bruun", "role": "Treasurer", "part": "present"},
                    {"person": "Mrs Tilde Vik", "part": "present"},
                    {"person": "Prof. Mirre Rask", "part": "present"},
                    {"person": "A Holm", "part": "apologies"},
                ],
                "action": [
                    {"number": "B32/A4", "owner": ""},
                    {"number": "B33/A1", "owner": "P Okonjo", "due": "2033-05-10"},
                    {"number": "B33/A2", "owner": "T Vik", "due": "2033-05-24"},
                ],
            },
            id="a cell of names",
        ),
    ],
)
def test_quick_notes(text: str, path: str, wanted: dict[str, list[Row]]) -> None:
    hold(text, path, wanted)


def test_a_line_of_places_is_no_list_of_people_where_nothing_met() -> None:
    hold(_PLACES.replace("GROUP", "SURVEY"), "notes/survey.txt", {"attendance": [], "meeting": []})


def test_an_arrow_between_two_things_is_no_task() -> None:
    hold("CRG 9.3.33\n\nThere: Ona, Piet. Sorry: Bo.\n\nOld winch -> New Winch\n", "notes/crg.txt", {"action": []})


_SUMMARY = """Meeting summary (made from a recording)
Digital Steering Group
28 July 2033, 10:02 - 10:51
Participants: Ona Lind, Piet Okonjo, Rafe Bruun
Not present: Mirre Rask

Decisions
1. Release of Tidal 2.1 is postponed to 1 September.
2. The supplier will be asked for a refund.

Action items
- Piet: send the test report to the group (by 4 August)
"""


def test_a_list_below_a_bare_word_is_one_of_decisions() -> None:
    wanted = [{"text": "~Tidal 2.1", "outcome": "deferred"}, {"text": "~asked for a refund"}]
    hold(_SUMMARY, "notes/summary.txt", {"decision": wanted})
    said = _SUMMARY.replace("Decisions\n", "Talked about\n").replace("is postponed to", "may wait until")
    hold(said, "notes/summary.txt", {"decision": []})


def test_what_somebody_promised_by_a_day_is_a_task_and_what_he_promised_once_is_none() -> None:
    said = _STORY + "\nTilde promised a list of the berths by 31 March 2033.\n\nMrs Lind promised a good summer.\n"
    wanted = [{"owner": "Tilde", "text": "~list of the berths", "due": "2033-03-31"}]
    hold(said, "notes/harbour committee.md", {"action": wanted})
