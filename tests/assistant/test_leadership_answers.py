from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.clause_rules import CLAUSE_RULES
from assistant.leadership_answers import leadership_answer
from assistant.understand import understand
from assistant.verify import verify
from evidence.view import View
from tests.support.harbour import TODAY, harbour
from tests.support.noted import note, noted, shelf


@pytest.fixture(name="view", scope="module")
def _view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with shelf(tmp_path_factory.mktemp("leading"), *harbour()) as view:
        yield view


@pytest.mark.parametrize(
    "question",
    [
        "Summarise leadership activity for 2025.",
        "overview of what top management did in 2025 pls",
        "Give me an executive summary of harbour governance in 2025",
        "Summarise what management did in 2025",
    ],
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
        "Give me an executive summary of the audit report of 2025",
        "Who leads the harbour?",
        "Summarise leadership activity for 1998.",
    ],
)
def test_other_questions_and_empty_periods_are_left_to_others(view: View, question: str) -> None:
    assert leadership_answer(understand(question), view, TODAY) is None


def test_the_weightiest_decisions_and_those_without_a_fact_are_told_and_letters_are_not(tmp_path: Path) -> None:
    words = [
        "Tarn Council, 4 March 2025",
        "Resolution 25/3. The weir stays shut in spring.",
        "The council approved a second boat.",
        "The report on eels was noted.",
    ]
    minutes = [
        note("meeting", words[0], body="Tarn Council", attendees="Ada Holm; Bo Lind", held="2025-03-04", state="held"),
        note(
            "decision",
            words[2],
            text="The council approved a second boat",
            outcome="approved",
            body="Tarn Council",
            held="2025-03-04",
        ),
        note(
            "decision",
            words[3],
            text="The report on eels was noted",
            outcome="noted",
            body="Tarn Council",
            held="2025-03-04",
        ),
    ]
    mail = ["Ada Holm, Director, to Bo Lind, 9 March 2025", "To all staff, 10 March 2025"]
    sent = [
        note("communication", mail[0], sender="Ada Holm", role="Director", audience="Bo Lind", sent="2025-03-09"),
        note("communication", mail[1], sender="Ada Holm", role="Director", audience="all staff", sent="2025-03-10"),
    ]
    with shelf(tmp_path, noted("minutes.md", "Minutes", words, minutes), noted("mail.md", "Mail", mail, sent)) as view:
        answer = leadership_answer(
            understand("Summarise leadership activity in the first quarter of 2025"), view, TODAY
        )
        assert answer is not None
        assert all(verify(claim, view) for claim in answer.claims)
    assert "Resolution 25/3. The weir stays shut in spring." in answer.text
    assert "second boat" in answer.text
    assert "eels" not in answer.text
    assert "- 4 March: " in answer.text
    assert "to all staff" in answer.text
    assert "Bo Lind" not in answer.text
