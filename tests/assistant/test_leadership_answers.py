from collections.abc import Iterator

import pytest

from assistant.clause_rules import CLAUSE_RULES
from assistant.leadership_answers import leadership_answer
from assistant.understand import understand
from evidence.view import View
from tests.support.harbour import TODAY, harbour
from tests.support.noted import shelf


@pytest.fixture(name="view", scope="module")
def _view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with shelf(tmp_path_factory.mktemp("leading"), *harbour()) as view:
        yield view


@pytest.mark.parametrize(
    "question", ["Summarise leadership activity for 2025.", "overview of what top management did in 2025 pls"]
)
def test_a_period_is_summed_up_from_the_register(view: View, question: str) -> None:
    answer = leadership_answer(understand(question), view, TODAY)
    assert answer is not None
    assert "EUR 5,000" in answer.text
    assert "Amara Diallo (Director) to all staff" in answer.text
    assert "2024-10-04" not in answer.text
    assert "secret" not in answer.model_dump_json()
    for claim in answer.claims:
        assert claim.citations
        rule = claim.derivation.rule.partition(":")[0] if claim.derivation else ""
        assert claim.basis == "quote" or CLAUSE_RULES[rule](claim, view)


@pytest.mark.parametrize(
    "question",
    [
        "Summarise the leadership training for 2025.",
        "Summarise the risk register.",
        "Who leads the harbour?",
        "Summarise leadership activity for 1998.",
    ],
)
def test_other_questions_and_empty_periods_are_left_to_others(view: View, question: str) -> None:
    assert leadership_answer(understand(question), view, TODAY) is None
