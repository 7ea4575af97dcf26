"""What a question in a conversation takes over from those before it, and which questions take over nothing."""

import pytest

from assistant.follow_ups import completed, follows, pronouns
from assistant.understand import understand


@pytest.mark.parametrize(
    "question",
    [
        "Is there a plan for floods?",
        "Were there any complaints in May?",
        "Is there evidence that the board reviewed the dredging plan?",
        "Does the policy say that boats are insured?",
        "Which is the policy that covers boats?",
        "Which actions that are overdue have no owner?",
        "Who keeps the IT asset register?",
        "What was decided this year?",
        "Is it possible to appeal against a fine?",
    ],
)
def test_a_question_that_points_at_nothing_said_before_stands_alone(question: str) -> None:
    assert not follows(question)
    assert understand(question, ["When was permit P-9 renewed?"]).search_text == question


@pytest.mark.parametrize(
    ("question", "pointing"),
    [
        ("Is there evidence that the board reviewed it?", ("it",)),
        ("Who was there?", ("there",)),
        ("Who signed that?", ("that",)),
        ("Does that cover boats as well?", ("that",)),
        ("Which minutes record that decision?", ("that",)),
        ("what did that require", ("that",)),
        ("How many were sold that year?", ("that",)),
        ("Who are its members?", ("its",)),
        ("WHO SIGNED IT?", ("it",)),
    ],
)
def test_a_pronoun_points_back(question: str, pointing: tuple[str, ...]) -> None:
    assert pronouns(question) == pointing


@pytest.mark.parametrize(
    ("before", "fragment", "whole"),
    [
        ("Who approved the flood plan?", "and the fire plan?", "Who approved the fire plan?"),
        ("Who in the port approved the flood plan?", "what about fire plan", "Who in the port approved the fire plan?"),
        ("How many boats were sold in 2023?", "And in 2024?", "How many boats were sold in 2024?"),
        ("Who was pilot on 3 May 2024?", "and on 9 June that year?", "Who was pilot on 9 June 2024?"),
        ("How long does Alva keep the logs?", "What about Brent?", "How long does Brent keep the logs?"),
        ("And who are its pilots?", "What about Brent?", "who are Brent's pilots?"),
    ],
)
def test_a_fragment_takes_the_place_of_what_is_like_it(before: str, fragment: str, whole: str) -> None:
    assert completed(fragment, before) == whole


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("Who approved the flood plan?", "and when was it signed?"),
        ("Who approved the flood plan?", "and who signed the fire plan?"),
        ("Who approved the flood plan?", "and the harbour?"),
        ("Who approved the flood plan?", "and the flood plan?"),
        ("Did the port approve the flood plan and the fire plan?", "and the exit plan?"),
        ("Did Alva sell the boat to Brent?", "and Carrick?"),
        ("Who approved the flood plan?", "Who approved the fire plan?"),
        ("Who approved the flood plan?", "and in 2024?"),
    ],
)
def test_what_is_no_fragment_or_is_like_nothing_or_several_things_is_left_alone(before: str, question: str) -> None:
    assert completed(question, before) is None


def test_a_fragment_of_a_fragment_is_completed_too() -> None:
    earlier = ["Who approved the flood plan?", "and the fire plan?"]
    assert understand("and the exit plan?", earlier).text == "Who approved the exit plan?"


def test_the_same_pronoun_means_the_same_thing_all_along() -> None:
    earlier = ["What does the dredging contract promise?", "Who signed it?", "When was it renewed?"]
    query = understand("Is it insured?", earlier)
    assert query.search_text == "Is it insured? dredging contract promise"
    assert query.subject.count("(") <= 1


def test_another_pronoun_means_what_the_question_before_spoke_of() -> None:
    earlier = ["Who owns the dredger?", "Which faults did it have?"]
    assert {"fault", "dredger"} <= set(understand("Who mended them?", earlier).terms)


def test_a_question_before_that_could_not_be_read_says_nothing() -> None:
    assert understand("Who signed it?", ["?!"]).search_text == "Who signed it?"
