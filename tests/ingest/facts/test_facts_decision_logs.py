"""Decisions in logs of many meetings, and in minutes that number them; all of organisations made up here."""

from __future__ import annotations

import pytest

from tests.support.made_up import same, told

_LOG = (
    "Ref;Date of meeting;Subject;What was agreed;Vote;For whom\n"
    "HB-31-04;4 Feb 2031;Crane lease;Approved as proposed;5:1;T. Orr\n"
    "HB-31-05;4 Feb 2031;Night lights;Paper 2 sent back, no prices;majority;M. Vance\n"
    "HB-31-09;6 May 2031;Deputy for the pilot;Ada Holm to stand in until July;unanimous;P. Quist\n"
)


def test_a_log_dates_each_decision_by_itself() -> None:
    wanted = [
        {
            "number": "HB-31-04",
            "held": "2031-02-04",
            "text": "Crane lease: Approved as proposed",
            "outcome": "approved",
            "vote": "5:1",
            "body": "Harbour Board",
        },
        {"number": "HB-31-05", "held": "2031-02-04", "outcome": "deferred", "subject": "Night lights"},
        {"number": "HB-31-09", "held": "2031-05-06", "outcome": "decided", "vote": "unanimous"},
    ]
    same(_LOG, "board/Harbour Board decisions.csv", "decision", wanted)


@pytest.mark.parametrize(
    ("text", "held", "body"),
    [
        (
            "# Book of resolutions\n\n| No | Meeting | Resolution | Result |\n|---|---|---|---|\n"
            "| 7 | Parish Council, 3 March 2031 | To buy the east meadow from the parish | Carried |\n",
            "2031-03-03",
            "Parish Council",
        ),
        (
            "# What we settled\n\n## Decisions 2031\n\n| Day | Committee | Topic | Decision taken |\n|---|---|---|---|\n"
            "| 23/04/2031 | Ferry Committee | Bikes | No bikes on the upper deck from June |\n",
            "2031-04-23",
            "Ferry Committee",
        ),
    ],
)
def test_logs_name_the_body_that_met(text: str, held: str, body: str) -> None:
    same(text, "papers/list.md", "decision", [{"held": held, "body": body}])


@pytest.mark.parametrize(
    "text",
    [
        "# Changes of the planner\n\n| Change | Date | Decision |\n|---|---|---|\n| Faster start | 3 May 2031 | accepted |\n",
        "# Risks\n\n| No | Risk | Decision | Date |\n|---|---|---|---|\n| R1 | Flood | accept | 3 May 2031 |\n",
    ],
)
def test_a_column_of_decisions_makes_no_log(text: str) -> None:
    assert told(text, "papers/list.md", "decision") == []


_NUMBERED = """# Kennel Board, 2 June 2031

Present: Ada Holm (chair), Kai Rust, Tom Birk
Apologies: Ulla Reim

1 Fence

KR asked who mends it. The rules say the board decides.

D-31-07: The fence is mended before the summer fair.

2 Vet

{vet}
"""


def test_minutes_that_number_their_decisions() -> None:
    text = _NUMBERED.format(vet="DEC 8 – Cats may stay in the old barn until October.")
    wanted = [
        {"number": "D-31-07", "text": "The fence is mended before the summer fair", "subject": "Fence"},
        {"number": "DEC 8", "subject": "Vet"},
    ]
    same(text, "minutes/kennel.md", "decision", wanted)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("The board was not convinced and asked for a second price.", "rejected"),
        ("The board was NOT CONVINCED and wants a second price.", "rejected"),
        ("The proposal was sent back for figures.", "deferred"),
        ("The question of the cats was left open.", "deferred"),
        ("The board was not satisfied that all cats are fed.", ""),
        ("The gate was left open on Sunday.", ""),
        ("Dec 8 – the vet comes for the cats.", ""),
        ("The parcel was sent back to the shop.", ""),
    ],
)
def test_decisions_that_put_off_or_refuse(words: str, outcome: str) -> None:
    rows = told(_NUMBERED.format(vet=words), "minutes/kennel.md", "decision")
    assert [row["outcome"] for row in rows[1:]] == ([outcome] if outcome else [])
