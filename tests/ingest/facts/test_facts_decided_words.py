"""Which way a decision went, by words that formal minutes use; organisations made up here."""

from __future__ import annotations

from tests.support.made_up import same

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
