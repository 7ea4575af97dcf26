"""Motions with who moved and seconded them and how they went, in minutes made up here."""

from __future__ import annotations

import pytest

from tests.support.made_up import same, told

_HEAD = "# Quay Theatre Society – Board minutes\n\nDate: 4 May 2031\nPresent: Ada Holm, Ben Orr, Cleo Vance\n\n"


@pytest.mark.parametrize(
    ("words", "text", "outcome", "vote"),
    [
        (
            "Motion by Holm, second by Orr, to approve the lighting hire. Yes: Holm, Orr. No: none. Motion carried.",
            "Motion by Holm, second by Orr, to approve the lighting hire",
            "approved",
            "",
        ),
        (
            "It was moved by Orr and seconded by Vance to table the bar lease until June. Motion passed 2-1.",
            "It was moved by Orr and seconded by Vance to table the bar lease until June",
            "deferred",
            "passed 2-1",
        ),
        (
            "Ms. Vance moved to adopt the new programme. Mr. Orr seconded. The motion passed unanimously.",
            "Ms. Vance moved to adopt the new programme",
            "approved",
            "unanimously",
        ),
        (
            "Motion, made by Ada Holm, seconded by Ben Orr and carried to repaint the foyer.",
            "Motion, made by Ada Holm, seconded by Ben Orr and carried to repaint the foyer",
            "approved",
            "",
        ),
        (
            "Ben Orr moved that a second piano be bought. Seconded by Ada Holm. Motion failed 1-2.",
            "Ben Orr moved that a second piano be bought",
            "rejected",
            "",
        ),
    ],
)
def test_a_motion_told_in_sentences_is_one_decision(words: str, text: str, outcome: str, vote: str) -> None:
    wanted = {"text": text, "outcome": outcome, "held": "2031-05-04"} | ({"vote": vote} if vote else {})
    same(f"{_HEAD}## Business\n\n{words}\n", "board/minutes.md", "decision", [wanted])


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        ("**MOTION:** To buy a second van.\n\nMoved by: Ben Orr\nSeconded by: Ada Holm\n**DEFEATED**\n", "rejected"),
        ("**Motion (Ada)**: Buy a second van\n**Second (Ben)**\n**Vote**: Yes 1, No 2, Abstain 0\n", "rejected"),
        ("**Motion:** To buy a second van.\n- **Moved by:** Ben Orr\n- **Vote:** 2 in favor, 1 opposed\n- **Result:** PASSED\n", "approved"),
    ],
)  # fmt: skip
def test_the_lines_below_a_motion_say_how_it_went(lines: str, outcome: str) -> None:
    found = told(f"{_HEAD}## Van\n\n{lines}\n## Next meeting\n\n3 June 2031\n", "board/minutes.md", "decision")
    assert [(row["outcome"], "second van" in row["text"]) for row in found] == [(outcome, True)]


@pytest.mark.parametrize(
    "words",
    [
        "Ms Vance asked whether the board would move to approve a mascot. Mr Orr seconded the thanks to the cast.",
        "Ben Orr moved to the north office in April. All present congratulated him.",
        "Ada Holm proposed to look at other halls and will report in June.",
        "A motion to sell the van will be put in June. Ben Orr will second it.",
    ],
)
def test_what_nobody_voted_on_is_no_motion(words: str) -> None:
    same(f"{_HEAD}## Business\n\n{words}\n", "board/minutes.md", "decision", [])
