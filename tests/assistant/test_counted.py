"""Figures told only of the very thing, time and case that a question asks for."""

from datetime import date
from pathlib import Path

import pytest

from assistant.accept import Acceptance
from assistant.ask import Assistant, Question
from assistant.counted import counted, parted
from assistant.retrieve import Retriever
from assistant.sections import exemplary
from assistant.statements import statements
from assistant.timing import elsewhen
from assistant.understand import understand
from tests.support.asking import ingested
from tests.support.embedders import FakeEmbedder
from tests.support.passages import passage

TODAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("How many leaks were there?", "There were 6 leaks.", "6"),
        ("How many leaks were there?", "Leaks: at most 12 leaks a year.", None),
        ("How many leaks were there?", "The target was 3 leaks, there were 5 leaks.", "5"),
        ("How many divers are certified?", "Divers: 11 of 14 certified.", "11"),
        ("How many divers are there?", "Divers: 11 of 14 certified.", None),
        ("How many small leaks have been repaired?", "Small leaks: two of five repaired.", "2"),
        ("How many leaks did the survey find?", "The survey found 1 large and 4 small leaks.", None),
        ("How many large leaks did the survey find?", "The survey found 1 large and 4 small leaks.", "1"),
        ("How many small leaks did the survey find?", "The survey found 1 large and 4 small leaks.", "4"),
        ("How many leaks did the survey find?", "The survey found 4 small leaks.", None),
        ("How many leaks were repaired?", "7 Leaks", None),
        ("How many boats were inspected?", "Of 40 boats in the yard, nine were inspected.", None),
        ("How many boats were inspected?", "40 boats lie in the yard.", None),
        ("How many boats were inspected?", "12 boats were not inspected.", None),
        ("How many boats were inspected in 2024?", "In 2023, 12 boats were inspected.", None),
        ("How many boats were inspected in 2024?", "In 2024, 15 boats were inspected; in 2023, 12 boats were.", "15"),
        ("How many days of shore leave do I get?", "Crew get 3 days of unpaid shore leave.", "3"),
        ("How many days of sick leave do I get?", "Crew get 3 days of sick child leave.", None),
        ("How many working days does the yard need?", "The yard needs 10 working days.", "10"),
        ("How many days does the yard need?", "The yard needs 10 working days.", "10"),
        ("How many crew work on ferries?", "42 crew work on ferries.", "42"),
        ("How many small leaks reported?", "Reported: 4 small leaks.", "4"),
        ("How many leaks are allowed?", "At most 12 leaks are allowed a year.", "12"),
    ],
)
def test_a_number_counts_only_what_is_asked_for(question: str, words: str, expected: str | None) -> None:
    assert counted(understand(question), words) == expected


def test_words_that_stand_together_in_the_question_are_not_parted() -> None:
    assert parted("How long is sick leave?", "Sick child leave lasts 3 days.")
    assert not parted("How long is sick leave?", "Sick leave lasts 3 days, sick child leave 2.")
    assert not parted("How long is sick leave?", "The sick have leave of 3 days.")


def test_a_figure_of_another_year_is_of_another_time() -> None:
    asked = understand("What was spent on rope in 2024?").periods
    assert elsewhen(asked, "In 2023 EUR 900 was spent on rope.")
    assert elsewhen(asked, "On 3 May 2023 EUR 900 was spent on rope.")
    assert not elsewhen(asked, "EUR 900 was spent on rope on 3 May 2024.")
    assert not elsewhen(asked, "EUR 900 was spent on rope under ISO 9001:2015.")
    assert not elsewhen((), "In 2023 EUR 900 was spent on rope.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("For example, a cook gets 4 days.", True),
        ("Example: a cook with 2 years of service. The cook gets 4 days.", True),
        ("For example, a cook has 2 years. Therefore the cook gets 4 days.", True),
        ("For example, a cook has 2 years. Stewards get 4 days.", False),
        ("Example: a cook with 2 years of service.\n\nStewards get 4 days.", False),
        ("Stewards, e.g. on ferries, get 4 days.", False),
    ],
)
def test_what_an_example_says_is_no_rule(text: str, expected: bool) -> None:
    assert exemplary(statements(passage(text))[-1]) is expected


FILES = {
    "rules/leave.md": (
        "# Leave on board\n\n"
        "A cook may be advanced shore leave.\n\n"
        "Example: a cook earns 4 hours of shore leave a week. With 26 weeks left, the cook can be advanced 104 hours of"
        " shore leave.\n"
    ),
    "notes/rope.md": "# Rope\n\nIn 2023 EUR 900 was spent on rope for the ferries.\n",
    "notes/divers.md": "# Divers\n\n- May: 11 of 14 divers certified.\n- June: 13 of 14 divers certified.\n",
}


def test_no_figure_of_an_example_or_another_year_is_told(tmp_path: Path) -> None:
    embedder = FakeEmbedder()
    with ingested(tmp_path, FILES) as view:

        def told(text: str) -> str:
            anything = Acceptance(bias=100.0)
            return Assistant(embedder, Retriever(), anything).ask(view, Question(text, "x"), TODAY).text

        assert not told("How many hours of shore leave can a cook be advanced?").startswith("104")
        assert "900" in told("How much was spent on rope in 2023?")
        assert "900" not in told("How much was spent on rope in 2024?")
        both = told("How many divers are certified?")
        assert "11 of 14" in both
        assert "13 of 14" in both
        assert not both.startswith(("11.", "13."))
