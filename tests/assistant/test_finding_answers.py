"""Questions after what is lacking, answered from findings, with the real embedder and a small invented register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.finding_answers import FindingAnswers
from assistant.understand import understand
from assistant.verify import verify
from evidence.embedders import MiniLM
from evidence.model import Strength
from evidence.view import View
from tests.support.archives import open_archive
from tests.support.made_facts import Paper, shelve

TODAY = date(2024, 9, 15)


@pytest.fixture(name="view", scope="module")
def _view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    risks = Paper("risks.csv", "Risk register", Strength.RECORD, "2024-09-01")
    risks.says(
        "B-1 | Crane fails | accepted until 2025-03-01", "risk", number="B-1", text="Crane fails", treatment="Accept"
    )
    risks.says("B-1 accepted until 1 March 2025", "acceptance", risk="B-1", text="Crane fails", until="2025-03-01")
    risks.says("B-2 | Fuel spill | reduce", "risk", number="B-2", text="Fuel spill", treatment="Reduce")
    goals = Paper("goals.csv", "Objectives", Strength.RECORD, "2024-08-01")
    goals.says(
        "G-1 | Quiet nights | Ilse Maar | no measure", "objective", number="G-1", text="Quiet nights", owner="Ilse Maar"
    )
    goals.says(
        "G-2 | Clean water | oil in mg/l",
        "objective",
        number="G-2",
        text="Clean water",
        owner="Tomo Reyes",
        kpi="Oil in mg/l",
    )
    rules = Paper("rules/lantern.md", "Lantern Policy", Strength.APPROVED, "2023-02-01")
    rules.says(
        "Version 2, approved by Tomo Reyes on 1 February 2023, in force from then on.",
        "document",
        title="Lantern Policy",
        version="2",
        status="in force",
        owner="Tomo Reyes",
        approver="Tomo Reyes",
        approved="2023-02-01",
        effective="2023-02-01",
    ).also(
        "approval",
        subject="Lantern Policy",
        version="2",
        approver="Tomo Reyes",
        decision="approved",
        approved="2023-02-01",
    )
    rules.says("Signature: ____________", "signature", subject="Lantern Policy", state="blank_line", field="Signature")
    with open_archive(tmp_path_factory.mktemp("findings")) as archive:
        yield shelve(archive, risks, goals, rules)


@pytest.fixture(name="answers", scope="module")
def _answers() -> FindingAnswers:
    return FindingAnswers(MiniLM())


def ask(answers: FindingAnswers, view: View, text: str) -> Answer | None:
    return answers.answer(understand(text), text, view, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "Which accepted risks have no management decision?",
        "any risk we just accept although nobody decided it",
        "List the risk acceptances without a decision behind them.",
    ],
)
def test_what_is_lacking_is_found_whatever_the_words(answers: FindingAnswers, view: View, text: str) -> None:
    answer = ask(answers, view, text)
    assert answer is not None
    assert [claim.derivation.rule.split()[1] for claim in answer.claims if claim.derivation] == [
        "acceptance_without_decision"
    ]
    assert "B-1" in answer.text
    assert "B-2" not in answer.text
    assert all(verify(claim, view) for claim in answer.claims)


def test_another_lack_gives_another_finding(answers: FindingAnswers, view: View) -> None:
    answer = ask(answers, view, "Which objectives have no KPI?")
    assert answer is not None
    assert "Quiet nights" in answer.text
    assert "Clean water" not in answer.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Which policies are approved but not signed?", "missing_signature"),
        ("Which policies have not been signed?", "missing_signature"),
    ],
)
def test_only_what_is_named_as_lacking_is_told(answers: FindingAnswers, view: View, text: str, told: str) -> None:
    answer = ask(answers, view, text)
    assert answer is not None and "Lantern Policy" in answer.text
    assert {claim.derivation.rule.split()[1] for claim in answer.claims if claim.derivation} == {told}


@pytest.mark.parametrize(
    "text",
    [
        "Who owns risk B-1?",
        "Which risks are accepted?",
        "Which bridges have never been painted?",
        "Which risks have not been reviewed?",
        "Which risks have no indicator?",
        "Which accepted risks had no decision in May 2019?",
        "Does risk B-9 have no decision behind its acceptance?",
    ],
)
def test_other_questions_are_left_alone(answers: FindingAnswers, view: View, text: str) -> None:
    assert ask(answers, view, text) is None


def test_a_finding_that_is_not_found_again_is_not_shown(answers: FindingAnswers, view: View) -> None:
    answer = ask(answers, view, "Which objectives have no KPI?")
    assert answer is not None
    claim = answer.claims[0]
    assert not verify(claim.model_copy(update={"text": "Objective G-2 has no indicator."}), view)
    assert not verify(claim.model_copy(update={"citations": claim.citations[:0]}), view)


def test_without_facts_nothing_is_said(answers: FindingAnswers, tmp_path: Path) -> None:
    with open_archive(tmp_path) as archive:
        assert ask(answers, archive.view(), "Which objectives have no KPI?") is None


def test_overdue_corrective_actions_are_left_to_their_own_log(tmp_path: Path) -> None:
    tasks = Paper("tasks.csv", "Actions", Strength.RECORD, "2024-08-01")
    tasks.says(
        "T-1 | Light the quay | Ilse Maar | open",
        "action",
        number="T-1",
        text="Light the quay",
        owner="Ilse Maar",
        status="open",
        due="2024-08-20",
    )
    log = Paper("log.csv", "Corrective actions", Strength.RECORD, "2024-08-01")
    log.says("C-1 | Mend the rope | done", "corrective_action", number="C-1", text="Mend the rope", status="closed")
    answers = FindingAnswers(MiniLM())
    with open_archive(tmp_path) as archive:
        view = shelve(archive, tasks, log)
        for text, told in (("Which actions are overdue?", True), ("Which corrective actions are overdue?", False)):
            assert (answers.answer(understand(text), text, view, TODAY) is not None) is told, text
