"""Decisions and tasks in the running words of minutes, and words beside them that decide nothing."""

from __future__ import annotations

import pytest

from tests.support.made_up import told

_MINUTES = """HARBOUR COMMITTEE - MINUTES - 6 May 2031

Present:   Ona Lund (Chair), Piet Voss, Berta Rust
Apologies: Arne Holm

1. Rope. {said}
"""


def _rows(said: str, kind: str) -> list[dict[str, str]]:
    return told(_MINUTES.format(said=said), "committee/minutes.txt", kind)


@pytest.mark.parametrize(
    "said",
    [
        "The committee cleared version 3 of the winch for use in all sheds.",
        "The committee kept the second inspection.",
        "The committee would not extend the lease on such terms.",
        "The panel set the removal aside.",
        "Rule agreed: nobody lifts alone.",
        "The chair decided to close the west gate from 1 June.",
        "The fee of Rust Brothers for 2032 was fixed at EUR 18,400.",
        "The Speak Up policy was renewed for two years.",
        "The committee's decision: no new rope until a certificate is shown.",
        "Piet would like two winches. Turned\n   down: the shed is too small.",
    ],
)
def test_running_words_that_decide(said: str) -> None:
    assert len(_rows(said, "decision")) == 1


@pytest.mark.parametrize(
    "said",
    [
        "Ona asked whether the committee cleared version 3.",
        "Access is down from 12 to 3 people.",
        "The lease would not extend to the shed.",
        "The policy might be renewed for two years.",
    ],
)
def test_words_beside_them_decide_nothing(said: str) -> None:
    assert _rows(said, "decision") == []


@pytest.mark.parametrize(
    ("said", "owner"),
    [
        ("Mr Voss spoke. Kari Berg to get three quotes by 31 May.", "Kari Berg"),
        ("Ona Lund was charged with setting up a panel before the end of June 2031.", "Ona Lund"),
    ],
)
def test_tasks_of_people_listed_or_not(said: str, owner: str) -> None:
    assert [row["owner"] for row in _rows(said, "action")] == [owner]


def test_who_is_not_listed_and_has_no_day_has_no_task() -> None:
    assert _rows("From Kari Berg to Mei Sato by 31 May. Kari Berg to everyone.", "action") == []


def test_a_closing_list_of_what_was_left_to_do() -> None:
    text = _MINUTES.format(said="Nothing new.") + "\nWhat was left to do:\nLund - plan of cover, before 15 July\n"
    rows = told(text, "committee/minutes.txt", "action")
    assert [(row["owner"], row["due"]) for row in rows] == [("Lund", "2031-07-15")]
