"""Which body words are about."""

from __future__ import annotations

import pytest

from assistant.named_bodies import of_another_body
from tests.assistant.test_accept import page, ranked, read_with, refused


@pytest.mark.parametrize(
    ("question", "words", "another"),
    [
        ("How often does the board meet?", "The committee meets monthly.", True),
        ("How often does the board meet?", "The harbour safety committee meets monthly.", True),
        ("How often does the board meet?", "The committee meets monthly and reports to the Board.", False),
        ("How often does the board meet?", "It meets monthly.", False),
        ("How often does the board meet?", "The board meets monthly.", False),
        ("How often does the board meet?", "The committee members were told of its quarterly meetings.", False),
        ("How often does the committee report to the board?", "The panel reports monthly.", False),
        ("How often is the crew drilled?", "The committee drills the crew monthly.", False),
    ],
)
def test_what_a_body_of_another_kind_does_is_told_apart(question: str, words: str, another: bool) -> None:
    assert of_another_body(question, words) is another


@pytest.mark.parametrize(
    ("question", "words", "filed", "another"),
    [
        ("How often does the board meet?", "Every second month, on a Tuesday.", "lamp group/terms.md Lamp Group", True),
        ("How often does the board meet?", "It meets monthly.", "terms.md Lamp Committee", True),
        ("How often does the board meet?", "Every second month, on a Tuesday.", "Board and committees", False),
        ("How often does the board meet?", "Every second month, on a Tuesday.", "calendar.md Calendar", False),
        ("How often does the board meet?", "The board meets monthly.", "Lamp Group minutes", False),
        ("How often does the board pay the keeper?", "Every second month.", "Lamp Group", False),
    ],
)
def test_meetings_are_those_of_the_body_that_their_paper_is_of(
    question: str, words: str, filed: str, another: bool
) -> None:
    assert of_another_body(question, words, filed) is another


@pytest.mark.parametrize(
    ("text", "rule"), [("The committee meets monthly.", True), ("The board meets monthly.", False)]
)
def test_what_another_body_does_is_no_answer(text: str, rule: bool) -> None:
    question = "How often does the orchard board meet?"
    (candidate,) = ranked(question, page(text), crossed=read_with(question))
    assert refused(candidate) is rule
