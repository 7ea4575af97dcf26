"""What one question leaves unsaid of the occasion that the one before it names."""

from __future__ import annotations

import pytest

from assistant.follow_ups import at_the_occasion
from assistant.understand import questions, understand


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        ("When was the last management review?", "what was decided?", "what was decided at the last management review"),
        ("When was our last internal audit?", "what did it find", "what did our last internal audit find"),
        ("When was the audit of the mill?", "what was found?", "what was found in the audit of the mill"),
        ("When did the lamp board have the last meeting?", "who attended?", "who attended the last meeting"),
        ("When was the fire drill?", "what were the results?", "what were the results of the fire drill"),
        ("When was the last internal audit?", "who carried it out?", "who carried out the last internal audit"),
        ("Who owns the risk register?", "what was decided?", None),
        ("Was the audit before the review?", "what was decided?", None),
        ("When was the last internal audit?", "who owns the risk register?", None),
    ],
)  # fmt: skip
def test_the_occasion_is_put_back(before: str, text: str, whole: str | None) -> None:
    assert at_the_occasion(text, before) == whole


def test_the_second_of_two_questions_in_one_names_it() -> None:
    assert questions("When was the last internal audit and what did it find?") == (
        "When was the last internal audit",
        "what did the last internal audit find",
    )


def test_a_question_that_follows_names_it() -> None:
    asked = understand("and what was decided?", ["When was the last management review?"])
    assert asked.text == "what was decided at the last management review"
