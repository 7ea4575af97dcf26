from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evals.checkout import Checkout
from evals.labels import LabelledQuestion, load_set
from evals.records import Scoring, build, comparison, scores_of
from evals.run import Runner
from evals.spans import locate
from evals.system import Confident, Turn, VouchSystem
from evals.workspace import Workspace, workspace
from evidence.embedders import MiniLM
from ingest.sync import SyncOptions
from tests.support.embedders import FakeEmbedder
from tests.support.labelled import Scripted, labelled_folder

CODE = Checkout("commit", False, "digest")
TODAY = date(2026, 6, 30)


@pytest.fixture(name="space", scope="module")
def _space(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    root = tmp_path_factory.mktemp("system")
    with workspace(labelled_folder(root / "small"), root / "home", MiniLM(), SyncOptions(workers=1)) as space:
        yield space


@pytest.fixture(name="system", scope="module")
def _system(space: Workspace) -> VouchSystem:
    return VouchSystem(MiniLM(), space.view_of, TODAY)


def asked(text: str, **fields: Any) -> LabelledQuestion:
    return LabelledQuestion("q", text, True, **fields)


def test_confidence_is_high_where_it_answers_and_low_where_it_refuses(system: VouchSystem) -> None:
    assert isinstance(system, Confident)
    answer, confidence = system.ask_scored(asked("Until when is risk R-14 accepted?"), ())
    assert (answer["status"], answer["value"]["value"]) == ("answered", "2026-12-31")
    nothing, doubt = system.ask_scored(asked("Who approved the whistleblowing policy?"), ())
    assert nothing["status"] == "not_found"
    assert 0 <= doubt < system.describe()["settings"]["acceptance"]["threshold"] <= confidence <= 1
    assert system.ask(asked("Until when is risk R-14 accepted?"), ())["text"] == answer["text"]


def test_forced_it_shows_the_best_it_has(system: VouchSystem) -> None:
    question = asked("Who approved the whistleblowing policy?")
    assert system.force(question, ())["status"] in ("answered", "partial")


def test_what_is_asked_about_an_answer_is_not_computed_anew(space: Workspace) -> None:
    embedder = FakeEmbedder(384)
    system = VouchSystem(embedder, space.view_of, TODAY)
    question = asked("When was a grievance raised against the head of lending?", groups=("hr",))
    answer = system.ask(question, ())
    computed = len(embedder.embedded)
    forced = system.force(question, ())
    assert len(embedder.embedded) == computed > 0
    assert (
        forced["claims"][0]["citations"]
        == VouchSystem(FakeEmbedder(384), space.view_of, TODAY).force(question, ())["claims"][0]["citations"]
    )
    assert system.ask(question, ())["text"] == answer["text"]


def test_the_asker_sees_what_the_groups_of_the_row_allow(system: VouchSystem) -> None:
    text = "When was a grievance raised against the head of lending?"
    assert "hr/case.md" not in str(system.ask(asked(text), ()))
    assert "hr/case.md" in str(system.ask(asked(text, groups=("hr",)), ()))
    assert [hit["doc_id"] for hit in system.search(asked(text, groups=("hr",)), (), 5)] == ["hr/case.md"]


def test_a_follow_up_is_searched_with_what_it_follows(system: VouchSystem) -> None:
    turn = Turn("Until when is risk R-14 accepted?")
    assert system.search(asked("And by whom?"), (turn,), 1)[0]["doc_id"] == "risks/register.md"


def test_a_question_that_cannot_be_asked_is_an_error_not_an_exception(system: VouchSystem) -> None:
    answer, confidence = system.ask_scored(asked("?!"), ())
    assert (answer["status"], confidence) == ("error", 0.0)
    assert system.search(asked("?!"), (), 5) == []


def run_log(space: Workspace, system: Any, tmp_path: Path) -> dict[str, Any]:
    labelled = load_set(tmp_path / "set" if (tmp_path / "set").exists() else labelled_folder(tmp_path / "set"))
    run = Runner(system, tmp_path / "a.jsonl", {}).run(labelled)
    scoring = Scoring(locate(labelled, space.archive.view()), space.text_of, space.visible_to)
    log, _ = build(system, run, labelled, scoring, CODE, {"split": None, "limit": None})
    return log


def test_two_runs_are_equal_but_for_time(space: Workspace, system: VouchSystem, tmp_path: Path) -> None:
    first = run_log(space, system, tmp_path)
    (tmp_path / "a.jsonl").unlink()
    second = run_log(space, system, tmp_path)
    assert first["deterministic_digest"] == second["deterministic_digest"]
    for log in (first, second):
        log["summary"]["overall"].pop("latency_ms")
    assert first["summary"]["overall"] == second["summary"]["overall"]
    assert first["retrieval"] == second["retrieval"]
    assert first["risk_curve"] == second["risk_curve"]
    found = comparison(first, second)
    assert (found["common"], found["better"], found["worse"]) == (len(first["records"]), [], [])


def test_every_question_is_a_record_and_what_is_refused_counts_with_what_would_have_been_said(
    space: Workspace, system: VouchSystem, tmp_path: Path
) -> None:
    log = run_log(space, system, tmp_path)
    labelled = load_set(tmp_path / "set")
    assert [row["id"] for row in log["records"]] == [question.id for question in labelled.questions]
    assert log["risk_curve"]["points"][-1]["coverage"] == 1.0
    rates = (log["summary"]["overall"][f"{each}_rate"]["mean"] for each in ("right", "wrong", "refused", "error"))
    assert sum(rates) == pytest.approx(1)
    assert log["retrieval"]["document_recall@10"]["n"] == sum(question.answerable for question in labelled.questions)
    assert [score.id for score in scores_of(log)] == [row["id"] for row in log["records"]]
    assert {score.outcome for score in scores_of(log)} == {row["score"]["outcome"] for row in log["records"]}
    assert log["timings"]["latency_ms"]["p50"] <= log["timings"]["latency_ms"]["p95"]


def test_a_system_without_confidence_has_no_curve(space: Workspace, tmp_path: Path) -> None:
    log = run_log(space, Scripted({"who": "Jane Okafor"}), tmp_path)
    assert log["risk_curve"] == {"points": [], "area": None, "best": None}
    outcomes = {row["id"]: row["score"]["outcome"] for row in log["records"]}
    assert outcomes == {
        "who": "wrong",  # it cites nothing
        "when": "refused",
        "risk": "refused",
        "budget": "refused",
        "absent": "refused",
        "closed": "refused",
    }
    worse = run_log(space, Scripted({"absent": "Nobody.", "who": "Jane Okafor"}, model="b"), tmp_path)
    found = comparison(log, worse)
    assert found["worse"] == [{"id": "absent", "before": "refused", "after": "wrong"}]
    assert found["differences"]["wrong_on_unanswerable"]["mean"] == 0.5
