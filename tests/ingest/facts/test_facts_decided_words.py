"""Which way a decision went, by words that formal minutes use; organisations made up here."""

from __future__ import annotations

import pytest

from tests.support.made_up import hold, same

_HEAD = "# Quay Theatre Society – Board minutes\n\nDate: 4 May 2031\nPresent: Ada Holm, Ben Orr, Cleo Vance\n\n"


def test_consent_that_is_accorded_approves() -> None:
    text = (
        "Minutes of the meeting of the Board of Directors of Teal Looms Limited held on 3 June 2031\n\nPresent: Mr. R. Das, Ms. S. Pillai\n\n"
        '"RESOLVED THAT consent of the Board be and is hereby accorded to open an account at Salem."\n'
        '"RESOLVED FURTHER THAT Ms. S. Pillai be and is hereby authorised to sign the forms."\n'
    )
    same(text, "board/minutes.txt", "decision", [{"outcome": "approved"}, {"outcome": "approved"}])


def test_of_two_verbs_in_an_item_the_first_says_how_it_went() -> None:
    text = f"{_HEAD}1. The board approved the accounts. It was agreed that the audit be earlier next year.\n"
    same(text, "board/minutes.md", "decision", [{"outcome": "approved"}])


@pytest.mark.parametrize(
    "words",
    [
        "The trustees gave their approval to the lighting plan.",
        "Approval was given to the lighting plan.",
        "M/S/C (Holm/Orr) to adopt the lighting plan.",
        "MOTION CARRIED: to adopt the lighting plan.",
    ],
)
def test_other_words_for_approval(words: str) -> None:
    hold(f"{_HEAD}## Lights\n\n{words}\n", "board/minutes.md", {"decision": [{"outcome": "approved"}], "action": []})


@pytest.mark.parametrize(
    "words",
    [
        "Approval was given by the fire office.",
        "Work starts once approval is given.",
        "The trustees will say in June if they give their approval.",
    ],
)
def test_approval_of_others_or_to_come_is_no_decision(words: str) -> None:
    same(f"{_HEAD}## Lights\n\n{words}\n", "board/minutes.md", "decision", [])
