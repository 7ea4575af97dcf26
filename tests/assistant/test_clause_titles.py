"""Evidence asked for by what a requirement is called, and what is missing against a whole standard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answer import Answer
from assistant.clause_answers import clause_answer
from assistant.clause_gaps import gaps_answer
from assistant.clause_titles import asked_by_title, titled
from assistant.understand import understand
from assistant.verify import verify
from evidence.frameworks import load
from evidence.view import View
from tests.support.harbour import TODAY, harbour
from tests.support.noted import note, noted, shelf

REFUSED = noted(
    "minutes/board-2026-02.md",
    "Harbour Board",
    ["The board turned down the AI policy of the tug pilots on 4 February 2026."],
    [
        note(
            "approval",
            "turned down the AI policy of the tug pilots on 4 February 2026",
            subject="AI policy of the tug pilots",
            decision="rejected",
            approved="2026-02-04",
        )
    ],
)


@pytest.fixture(name="view", scope="module")
def _view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with shelf(tmp_path_factory.mktemp("titles"), *harbour(), REFUSED) as view:
        yield view


def by_title(view: View, question: str) -> Answer:
    answer = clause_answer(understand(question), view, TODAY)
    assert answer is not None
    assert all(verify(claim, view) for claim in answer.claims)
    return answer


@pytest.mark.parametrize(
    ("about", "refs"),
    [
        ("leadership commitment", ["5.1"]),
        ("internal audits", ["9.2"]),
        ("continual improvement", ["10.1"]),
        ("the AI policy", ["5.2", "A.2.2"]),
        ("staff are trained on AI", ["7.2"]),
        ("management reviews", ["9.3"]),
        ("the weather", []),
        ("our AI", []),
        ("leadership of the tug crews", []),
    ],
)
def test_words_of_a_title_name_its_requirement(about: str, refs: list[str]) -> None:
    assert [each.ref for each in titled(about, load("iso42001"))] == refs


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Show me evidence of leadership commitment.", "leadership commitment"),
        ("What evidence is there of internal audits?", "internal audits"),
        ("How do we demonstrate continual improvement?", "continual improvement"),
        ("Please show us the evidence for management review", "management review"),
        ("Who gave evidence of leadership commitment?", ""),
        ("Is there a management review?", ""),
        ("When was the evidence for the internal audit collected?", ""),
    ],
)
def test_evidence_must_be_asked_for(question: str, about: str) -> None:
    assert asked_by_title(question) == about


def test_evidence_is_told_where_the_title_alone_is_said(view: View) -> None:
    answer = by_title(view, "Show me evidence of management reviews")
    assert "9.3 Management review" in answer.text
    assert "2 October 2025" in answer.text


def test_what_was_turned_down_is_no_approval(view: View) -> None:
    answer = by_title(view, "What evidence do we have for the AI policy?")
    assert "Harbour Board on 3 May 2025" in answer.text
    assert "tug pilots" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "What gaps do we have against ISO 42001?",
        "Where are our gaps for ISO/IEC 42001?",
        "What is still missing for ISO 42001 certification?",
        "Are we ready for the ISO 42001 audit?",
        "Do we comply with ISO 42001?",
    ],
)
def test_what_is_missing_against_a_standard_is_counted_and_named(view: View, question: str) -> None:
    answer = gaps_answer(understand(question), view, TODAY)
    assert answer is not None
    assert all(verify(claim, view) for claim in answer.claims)
    assert "ISO/IEC 42001:2023" in answer.text
    assert "4.1 Understanding the organization and its context" in answer.text
    assert "a person has to judge" in answer.text


def test_ready_is_never_said_yes(view: View) -> None:
    answer = gaps_answer(understand("Are we ready for the ISO 42001 audit?"), view, TODAY)
    assert answer is not None and answer.value is not None
    assert answer.value.value == "no"


def test_where_no_evidence_is_asked_for_nothing_else_is_told(view: View) -> None:
    answer = gaps_answer(understand("Which clauses of ISO 42001 have no evidence?"), view, TODAY)
    assert answer is not None
    assert len(answer.claims) == 1
    assert answer.claims[0].text.startswith("No evidence is on file for")


def test_a_count_that_is_not_so_does_not_stand(view: View) -> None:
    answer = gaps_answer(understand("Which clauses of ISO 42001 have no evidence?"), view, TODAY)
    assert answer is not None
    claim = answer.claims[0]
    assert not verify(claim.model_copy(update={"text": claim.text.replace("4.1", "4.2")}), view)


@pytest.mark.parametrize(
    "question",
    [
        "Are we ready for the move to the new quay?",
        "Are we ready?",
        "What gaps did the diver find in the quay wall?",
        "Which controls did the auditor test?",
        "What is missing from the tool room?",
        "Do we comply with the speed limit in the harbour?",
    ],
)
def test_other_things_are_left_to_others(view: View, question: str) -> None:
    assert gaps_answer(understand(question), view, TODAY) is None
