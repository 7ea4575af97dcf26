"""At which meetings somebody was, told by those present and not by those who sent apologies. A choir."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.register import engine
from assistant.understand import understand
from assistant.verify import verify
from evidence.view import View
from tests.support.asking import answered, view_of

TODAY = date(2031, 5, 20)


def _minutes(day: str, present: str, apologies: str) -> str:
    return (
        f"# Choir Committee – Minutes\n\nDate: {day}\n\nPresent: {present}\n\nApologies: {apologies}\n\n"
        "1. Decision: The autumn concert is in the old mill.\n"
    )


view = view_of(
    {
        "minutes/1.md": _minutes("3 March 2031", "Ada Krone (chair), Tor Lie, Mia Dahl, Ole Rud, Kai Holm", "none"),
        "minutes/2.md": _minutes("7 April 2031", "Ada Krone (chair), Mia Dahl, Ole Rud", "Tor Lie"),
        "minutes/3.md": _minutes("5 May 2031", "Mia Dahl (chair), Tor Lie, Ole Rud", "Ada Krone"),
    }
)


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("How many meetings did Tor Lie attend in 2031?", "2 meetings with Tor Lie present", "7 April"),
        ("Which meetings did Tor Lie attend?", "5 May 2031", "7 April"),
        ("Which meetings were attended by Ada Krone?", "7 April 2031", "5 May"),
        ("How many meetings has Tor Lie missed?", "1 meeting", "3 March"),
    ],
)
def test_who_sent_apologies_was_not_there(view: View, question: str, told: str, untold: str) -> None:
    said = answered(view, question, TODAY)
    assert told in said
    assert untold not in said


def test_the_words_cited_name_who_was_there(view: View) -> None:
    found = engine.find(understand("Which meetings did Kai Holm attend?"), view, TODAY)
    assert found is not None
    assert [all(verify(claim, view) for claim in found.claims), len(found.claims)] == [True, 1]
    assert any("Kai Holm" in each.quote for each in found.claims[0].citations)


def test_nobody_of_that_name_is_no_meeting_without_them(view: View) -> None:
    assert answered(view, "Which meetings did Zoe Falk attend?", TODAY) == ""
