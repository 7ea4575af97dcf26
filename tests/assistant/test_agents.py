"""Who did it, by the part that a name plays in its sentence."""

import pytest

from assistant.understand import understand
from assistant.values import people, value_of
from tests.support.passages import statement


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("Who appointed Kim Falk?", "Kim Falk was appointed Chief Safety Officer in May.", None),
        ("Who appointed Kim Falk?", "Kim Falk was appointed General Counsel in May.", None),
        ("Who appointed Kim Falk?", "Kim Falk was appointed Deputy Treasurer in May.", None),
        ("Who appointed Kim Falk?", "Kim Falk was appointed Board Chairwoman in May.", None),
        ("Who appointed Kim Falk?", "Kim Falk was appointed by Rosa Blum in May.", "Rosa Blum"),
        ("Who approved the dive plan?", "The port office approved the dive plan of Nord Havn, not ours.", None),
        ("Who approved the dive plan?", "The dive plan was written by Kim Falk and approved in May.", None),
        ("Who approved the dive plan?", "The dive plan was approved by Kim Falk in May.", "Kim Falk"),
        ("Who signed the dive plan?", "The dive plan was approved by Kim Falk and must be signed.", None),
        ("Who is the harbour master?", "Kim Falk is released from the office of harbour master in May.", None),
        ("Who is the harbour master?", "Kim Falk is harbour master.", "Kim Falk"),
        ("Who failed the exam?", "Exam passed: Kim Falk", None),
        ("Who failed the exam?", "Exam failed: Rosa Blum", "Rosa Blum"),
    ],
)
def test_a_name_answers_by_its_part(question: str, text: str, value: str | None) -> None:
    found = value_of(understand(question), statement(text))
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("question", "value"),
    [("Who approved the dive plan?", None), ("Who wrote the dive plan?", "K. Falk")],
)
def test_an_author_approves_nothing(question: str, value: str | None) -> None:
    row = statement(
        "P-2 | Dive plan | K. Falk |  | pending", "No: P-2; Title: Dive plan; Author: K. Falk; State: pending"
    )
    found = value_of(understand(question), row)
    assert (found.value if found else None) == value


def test_an_approver_beside_an_author_is_told() -> None:
    row = statement("P-2 | K. Falk | R. Blum", "No: P-2; Author: K. Falk; Approved by: R. Blum")
    found = value_of(understand("Who approved P-2?"), row)
    assert found is not None
    assert found.value == "R. Blum"


def test_the_office_that_somebody_is_given_is_no_person_that_gave_it() -> None:
    asked = understand("Who appointed Kim Falk?")
    assert people(asked, "Kim Falk is appointed acting Chief Safety Officer.") == []
    assert people(asked, "The Chief Safety Officer appointed Kim Falk.") == ["The Chief Safety Officer"]
