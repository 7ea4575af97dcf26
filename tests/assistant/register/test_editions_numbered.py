"""Editions that are told apart by a whole number, dates of effect still to come, and people who share a surname."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.register.people import named_in
from evidence.view import View
from tests.support.asking import answered, view_of

TODAY = date(2026, 11, 2)


def _edition(number: int, by: str, approved: str, begins: str) -> str:
    return (
        f"# Q-07 Laboratory Rules\n\n| Edition | {number} |\n| --- | --- |\n| Approved by | {by}, {approved} |\n"
        f"| In force from | {begins} |\n| Replaces | Edition {number - 1} |\n\nGoggles are worn in every room.\n"
    )


FILES = {
    "rules/Q-07 Laboratory Rules edition 4.md": _edition(4, "Dr. Ivo Rask", "3 March 2025", "1 April 2025"),
    "rules/Q-07 Laboratory Rules edition 5.md": _edition(5, "Dr. Ulla Rask", "1 September 2026", "1 January 2027"),
    "rules/Waste Policy.md": (
        "---\ntitle: Waste Policy\nversion: 2\nstatus: approved, not yet effective\napproved: 2026-10-01\n"
        "effective: 2027-02-01\nowner: Ivo Rask\n---\n\nGlass is kept apart.\n"
    ),
    "registers/Risks.csv": (
        "No.,Risk,Owner,Likelihood,Impact,Score\n"
        "R-1,Acid leaks,Ulla Rask,2,4,8\nR-2,Mice escape,Per Lund,2,2,4\nR-3,Gas,Ulla Rask,2,5,10\n"
    ),
}
view = view_of(FILES)


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Who approved edition 4 of Q-07?", "Ivo Rask", "Ulla"),
        ("Who approved edition 5 of Q-07?", "Ulla Rask", "Ivo"),
        ("Is edition 5 of Q-07 in force?", "No.", "Yes"),
        ("Is edition 4 of Q-07 in force?", "Yes.", "2027"),
        ("Is the Waste Policy in force?", "No.", "Yes"),
        ("Did Ulla Rask approve edition 5 of Q-07?", "Yes.", "Ivo"),
        ("Which risks does Ulla Rask own?", "Acid leaks", "Mice"),
        ("Who owns the most risks?", "Ulla Rask. 2 risks", "Mice"),
    ],
)
def test_the_edition_and_the_person_who_are_named(view: View, question: str, told: str, untold: str) -> None:
    said = answered(view, question, TODAY)
    assert told in said
    assert untold not in said


@pytest.mark.parametrize(
    "question", ["Did Ivo Rask approve edition 5 of Q-07?", "Did Ulla Rask approve edition 4 of Q-07?"]
)
def test_another_who_approved_is_no_yes(view: View, question: str) -> None:
    assert "Yes" not in answered(view, question, TODAY)


@pytest.mark.parametrize(
    ("mention", "text", "named"),
    [
        ("Dr. U. Beck", "Did Dr. T. Beck approve it?", False),
        ("Hana Wirth", "What does Dario Wirth own?", False),
        ("H. Wirth", "What does Hana Wirth own?", True),
        ("Hana Wirth", "Does Wirth own it?", True),
        ("Petra Szalai", "Did Mrs Szalai sign?", True),
    ],
)
def test_a_surname_behind_another_given_name_is_somebody_else(mention: str, text: str, named: bool) -> None:
    assert named_in(mention, text) is named
