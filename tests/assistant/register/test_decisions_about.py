"""What was decided about a matter: every decision about it in order, with what it is tied to; not those beside it."""

from __future__ import annotations

from datetime import date

import pytest

from evidence.view import View
from tests.support.asking import answered, view_of

TODAY = date(2026, 9, 1)
FILES = {
    "minutes/Trustees 2026-03-04.md": (
        "# Minutes of the Board of Trustees, 4 March 2026\n\nPresent: Ines Ortega (chair), Tomas Brandt\n\n"
        "## 1. Glasshouse heating\n\nThe Board approved the new boiler for the palm house. It may not be lit before the"
        " chimney is swept. Mr Brandt asked about noise.\n\n"
        "## 2. Seed scanner\n\nThe Board deferred the purchase of the seed scanner to June.\n\n"
        "## 3. Second gate\n\nMotion A: to build a second gate at the pond. Rejected: one in favour, four against.\n\n"
        "Motion B: to widen the main gate by a metre. Carried: four in favour, one against.\n"
    ),
    "minutes/Trustees 2026-06-10.md": (
        "# Minutes of the Board of Trustees, 10 June 2026\n\nPresent: Ines Ortega (chair), Tomas Brandt\n\n"
        "## 1. Seed scanner\n\nThe Board approved the purchase of the seed scanner, subject to a trial of a month.\n\n"
        "## 2. Visitors\n\nThe Board noted the figures of visitors to the palm house.\n"
    ),
    "minutes/Science Committee 2026-05-06.md": (
        "# Science Committee, 6 May 2026\n\nPresent: Odile Marchetti (chair), Bo Lind\n\n"
        "The committee agreed to lend forty orchids to the museum.\n\n"
        "The committee decided that the seed scanner shall not be used on the wild collection.\n"
    ),
}
view = view_of(FILES)


def ask(view: View, text: str) -> str:
    return answered(view, text, TODAY)


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("What was decided about the palm house boiler?", "may not be lit before the chimney is swept", "noise"),
        ("What did the Board of Trustees decide about the boiler?", "4 March 2026", "seed"),
        ("What decision was taken on the main gate?", "Carried", "pond"),
        ("What happened to the motion for a second gate at the pond?", "Rejected", "metre"),
        ("What did the Science Committee decide about the seed scanner?", "wild collection", "purchase"),
        ("On what conditions was the seed scanner approved?", "a trial of a month", "deferred"),
        ("What conditions apply to the new boiler?", "chimney", "scanner"),
        ("How did the trustees vote on the second gate at the pond?", "four against", "one against"),
    ],
)
def test_every_decision_about_a_matter_and_no_other(view: View, question: str, told: str, untold: str) -> None:
    text = ask(view, question)
    assert told in text
    assert untold not in text


def test_decisions_of_several_days_are_told_in_their_order(view: View) -> None:
    text = ask(view, "What was decided about the seed scanner?")
    assert 0 < text.index("deferred") < text.index("wild collection") < text.index("trial of a month")


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("Was the new boiler approved?", "Yes."),
        ("Was the second gate at the pond rejected?", "Yes."),
        ("Was the loan of orchids to the museum agreed?", ""),
        ("Has the widening of the main gate been turned down?", "No."),
    ],
)
def test_whether_a_matter_was_agreed_to(view: View, question: str, opening: str) -> None:
    assert ask(view, question).startswith(opening)


def test_decisions_that_differ_are_told_without_a_yes_or_no(view: View) -> None:
    text = ask(view, "Was the purchase of the seed scanner approved?")
    assert "deferred" in text and "subject to a trial" in text
    assert not text.startswith(("Yes", "No"))


@pytest.mark.parametrize(
    "question",
    [
        "What was decided about the car park?",
        "What did the Science Committee decide about the boiler?",
        "On what conditions were the orchids lent?",
        "Was the car park approved?",
    ],
)
def test_what_no_decision_speaks_of_is_refused(view: View, question: str) -> None:
    assert ask(view, question) == ""


def test_what_was_decided_at_a_meeting_of_a_body_on_a_day(view: View) -> None:
    text = ask(view, "What was decided at the Science Committee meeting on 6 May 2026?")
    assert "orchids" in text and "wild collection" in text
    assert "boiler" not in text
