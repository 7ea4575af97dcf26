from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.clause_answers import clause_answer
from assistant.clause_rules import CLAUSE_RULES
from assistant.clauses import Clauses, Correction
from assistant.understand import understand
from evidence.frameworks import load
from evidence.view import View
from tests.support.harbour import TODAY, harbour
from tests.support.noted import note, noted, shelf


@pytest.fixture(name="view", scope="module")
def _view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with shelf(tmp_path_factory.mktemp("clauses"), *harbour()) as view:
        yield view


def ask(view: View, question: str) -> Answer | None:
    return clause_answer(understand(question), view, TODAY)


def told(view: View, question: str) -> Answer:
    answer = ask(view, question)
    assert answer is not None
    return answer


def cited(answer: Answer) -> set[str]:
    return {citation.doc_id for claim in answer.claims for citation in claim.citations}


@pytest.mark.parametrize(
    "question",
    [
        "What evidence do we have for clause 9.3 of ISO/IEC 42001?",
        "show me proof for iso 42001 9.3.1",
        "auditor wants 9.3 management review, what do we have",
        "what's on file for cl. 9.3?",
    ],
)
def test_the_reviews_that_were_held_are_listed_and_only_those(view: View, question: str) -> None:
    answer = told(view, question)
    assert "2 October 2025" in answer.text
    assert "4 October 2024" in answer.text
    assert "1 April 2026" not in answer.text
    assert {"minutes/review-2025.md", "minutes/review-2024.md"} <= cited(answer)
    assert "9.3" in answer.interpretation.subject


def test_what_a_reader_may_not_see_is_not_counted(view: View) -> None:
    answer = told(view, "What evidence do we have for clause 9.3 of ISO/IEC 42001?")
    assert not any(day in answer.model_dump_json() for day in ("2025-07-07", "7 July 2025"))


@pytest.mark.parametrize(
    "question",
    [
        "Who approved the AI policy under clause 5.2?",
        "A.10.3: which supplier has no assessment?",
        "When was the management review of clause 9.3 held?",
        "What is the budget of EUR 9.3 million for?",
        "Show the evidence that version 9.3 was released",
        "What evidence do we have about the lighthouse?",
        "How many findings are open for 9.3?",
    ],
)
def test_other_questions_are_left_to_others(view: View, question: str) -> None:
    assert ask(view, question) is None


def test_evidence_is_about_the_standards_own_field(view: View) -> None:
    ai = told(view, "Show the evidence for ISO 42001 clause 5.2")
    security = told(view, "Show the evidence for ISO 27001 clause 5.2")
    assert "policies/ai-policy.md" in cited(ai)
    assert "policies/security-policy.md" not in cited(ai)
    assert "policies/security-policy.md" in cited(security)
    assert "policies/ai-policy.md" not in cited(security)


def test_readiness_is_no_while_a_finding_is_open(view: View) -> None:
    answer = told(view, "Are we ready for A.10.3 of ISO 42001?")
    assert answer.value is not None
    assert answer.value.value == "no"
    assert answer.text.startswith("Partly, not fully")
    assert "NC-1" in answer.text
    assert "assessments of suppliers" in answer.expected_evidence


def test_a_closed_finding_is_not_open(view: View) -> None:
    answer = told(view, "Are we ready for clause 9.3 of ISO 42001?")
    assert "Open:" not in answer.text


def test_what_is_missing_is_said_with_what_was_searched(view: View) -> None:
    answer = told(view, "What evidence do we have for ISO 42001 clause 6.2?")
    absent = [claim for claim in answer.claims if claim.basis == "absence"]
    assert [claim.text for claim in absent] == ["Not found in the register of facts: objectives with owner and target."]
    assert absent[0].derivation is not None
    assert absent[0].derivation.searched["objective facts"] == 0


def test_a_period_keeps_out_what_is_not_of_it(view: View) -> None:
    answer = told(view, "What evidence do we have for clause 9.3 of ISO/IEC 42001:2023 in 2025?")
    assert "2 October 2025" in answer.text
    assert "2024-10-04" not in answer.text


def test_every_claim_is_computed_again_and_none_that_is_altered(view: View) -> None:
    checked = 0
    for question in (
        "evidence for ISO 42001 clause 9.3",
        "evidence for ISO 42001 clause 8.2",
        "proof of ISO 42001 6.2",
        "ready for A.10.3?",
    ):
        for claim in told(view, question).claims:
            rule = claim.derivation.rule.partition(":")[0] if claim.derivation else ""
            if rule not in CLAUSE_RULES:
                assert claim.basis == "quote"
                continue
            checked += 1
            assert CLAUSE_RULES[rule](claim, view), claim
            altered = claim.model_copy(update={"text": claim.text.replace(".", " in 2019.")})
            assert not CLAUSE_RULES[rule](altered, view)
    assert checked >= 6


def test_a_register_is_counted(view: View) -> None:
    answer = told(view, "evidence for ISO 42001 clause 8.2")
    assert "Risk register: 3 risks" in answer.text


def test_no_evidence_is_no_answer(tmp_path: Path) -> None:
    with shelf(tmp_path, noted("a.md", "Tides", ["The tide turns at noon."], [])) as view:
        assert ask(view, "What evidence do we have for clause 9.3 of ISO/IEC 42001?") is None


def test_a_plan_and_a_later_day_are_no_evidence(tmp_path: Path) -> None:
    later = noted(
        "m.md",
        "Minutes",
        ["The management review meets on 1 December 2026."],
        [note("meeting", "1 December 2026", title="Management review", state="held", held="2026-12-01")],
    )
    with shelf(tmp_path, later) as view:
        mapped = Clauses(view, load("iso42001"), TODAY).of(load("iso42001").by_ref["9.3.1"])
        assert mapped.state == "none"
        assert mapped.missing


def test_a_persons_word_outweighs_the_rules_and_survives(view: View) -> None:
    framework = load("iso42001")
    requirement = framework.by_ref["9.3.1"]
    corrections = (
        Correction("iso42001", "9.3.1", "minutes/review-2024.md", counts=False, by="Kofi Mensah"),
        Correction("iso42001", "9.3.1", "kpi.csv", counts=True, by="Kofi Mensah"),
    )
    mapped = Clauses(view, framework, TODAY, corrections).of(requirement)
    documents = {document.doc_id for document in mapped.documents}
    assert "minutes/review-2024.md" not in documents
    assert "kpi.csv" in documents
    assert next(each for each in mapped.evidence if each.document.doc_id == "kpi.csv").reason.startswith("Kofi Mensah")


def test_a_finding_for_a_clause_says_nothing_of_the_control_with_its_number(tmp_path: Path) -> None:
    audit = noted(
        "a.md",
        "Audit",
        ["OBS-1: records are thin (clause 7.2)."],
        [note("finding", "OBS-1: records are thin", number="OBS-1", text="records are thin", clause="7.2")],
    )
    framework = load("iso42001")
    with shelf(tmp_path, audit) as view:
        clauses = Clauses(view, framework, TODAY)
        assert [each.reason for each in clauses.of(framework.by_ref["7.2"]).evidence] == ["it names 7.2"]
        assert not clauses.of(framework.by_ref["A.7.2"]).evidence
