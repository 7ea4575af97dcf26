"""What a decision is tied to stands behind it: conditions, what may not be done, until when; not the talk around it."""

from __future__ import annotations

import pytest

from tests.support.made_up import told

_HEAD = "# Minutes of the Harbour Board, 12 March 2031\n\nPresent: Ana Roth (chair), Jo Dahl\n\n"


def terms(text: str) -> list[str]:
    return [row.get("terms", "") for row in told(f"{_HEAD}{text}\n", "minutes/board.md", "decision")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The Board approved the night ferry. It may not run in fog. Jo Dahl asked about the horn.",
            "It may not run in fog.",
        ),
        (
            "The Board deferred the new crane. The yard will report again in June.",
            "The yard will report again in June.",
        ),
        ("The Board approved the loan. To be repaid by the end of 2033.", "To be repaid by the end of 2033."),
        (
            "The Board agreed to the trial. Against: Mr Moe. Conditions:\n\n- a rope on every boat;\n- two people on watch.\n\nNothing else was raised.",
            "Conditions: a rope on every boat; two people on watch.",
        ),
    ],
)
def test_what_binds_is_kept_with_the_decision(text: str, wanted: str) -> None:
    assert terms(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "The Board approved the night ferry. Mr Moe asked whether it must run in winter.",
        "The Board approved the night ferry. The horn was loud last year.",
        "The Board approved the night ferry.\n\nBoats must be kept dry, as the yard wrote in May.",
        "The Board approved the night ferry. Should it be allowed to run in fog, and must it?",
    ],
)
def test_talk_and_other_matters_are_not(text: str) -> None:
    assert terms(text) == [""]


def test_another_decision_is_one_of_its_own() -> None:
    found = terms("The Board approved the night ferry. The Board decided that boats must carry two ropes.")
    assert found == ["", ""]
