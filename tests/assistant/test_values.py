from dataclasses import replace

import pytest

from assistant.understand import understand
from assistant.values import has_value, value_of
from tests.support.passages import statement


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("When was the pump inspected?", "The pump was inspected on 4 May 2024.", "2024-05-04"),
        ("When was the pump inspected?", "Inspected on 4 May 2024, repaired on 6 May 2024.", None),
        ("Who inspected the pump?", "The pump was inspected by Amara Diallo.", "Amara Diallo"),
        ("Who inspected the pump?", "Amara Diallo and Jun Park inspected the pump.", None),
        ("Who inspected the pump?", "The pump was inspected under the Water Supply Regulations.", None),
        ("Who inspected the pump?", "Pumps sold in the European Union were inspected.", None),
        ("How many complaints were upheld?", "Of these, seven complaints were upheld in 2024.", "7"),
        ("What did the pump cost?", "The pump cost EUR 1,250.", "EUR 1,250"),
        ("Was the pump inspected?", "The pump was inspected in May.", "yes"),
        ("Was the pump inspected?", "The pump was not inspected in May.", "no"),
        ("Was the pump inspected?", "The pump will be inspected in May.", None),
        ("Was the pump inspected?", "The pump must be inspected every May.", None),
        ("Was the pump inspected?", "The boiler was replaced.", None),
    ],
)
def test_a_value_is_read_only_when_it_is_plain(question: str, text: str, value: str | None) -> None:
    found = value_of(understand(question), statement(text))
    assert (found.value if found else None) == value


def test_in_a_row_the_asked_column_decides() -> None:
    row = statement("R-1 | Jun Park | Eva Novak", "Risk: R-1; Owner: Jun Park; Reviewer: Eva Novak")
    found = value_of(understand("Who owns R-1?"), row)
    assert found is not None
    assert found.value == "Jun Park"


@pytest.mark.parametrize(
    ("question", "text", "held"),
    [
        ("How long does the loan of a boat take?", "State for how long the boat is lent? (6 months or 1 year)", False),
        ("How long does the loan of a boat take?", "How long is the boat lent? A loan takes two weeks.", True),
        ("Who may lend a boat?", "Which of these lends it, Jun Park or Ada Krone?", False),
    ],
)
def test_a_question_within_a_statement_holds_no_value(question: str, text: str, held: bool) -> None:
    assert has_value(understand(question), replace(statement(text), plain=text)) is held
