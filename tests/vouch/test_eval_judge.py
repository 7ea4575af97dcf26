"""``vouch eval --judge``: a second opinion by a model of an Ollama server, beside the figures and never in them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from evals.judge import Case, JudgedScorer
from evals.judging import judge_answers
from evals.log import load
from tests.support.labelled import labelled_folder
from tests.support.ollama_server import OllamaServer, ollama_server
from vouch.cli.main import app


@pytest.fixture(name="server")
def _server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OllamaServer]:
    with ollama_server() as server:
        server.models["judge:1b"] = "sha256:" + "ef" * 32
        server.context_tokens = 8_192
        server.chat = agreeing
        monkeypatch.setenv("VOUCH_OLLAMA__URL", server.url)
        monkeypatch.setenv("VOUCH_OLLAMA__SECONDS", "5")
        monkeypatch.setenv("VOUCH_TODAY", "2026-06-30")
        yield server


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return labelled_folder(tmp_path_factory.mktemp("judged") / "small")


def agreeing(prompt: str, schema: Mapping[str, Any]) -> str:
    key, value = ("entailed", True) if "entailed" in schema["properties"] else ("support", "full")
    return json.dumps({"reason": "so it is", key: value})


def evaluate(folder: Path, reports: Path, *flags: str, code: int = 0) -> str:
    places = ["--home", str(folder.parent / "home"), "--output", str(reports), "--split", "dev"]
    done = CliRunner().invoke(app, ["eval", str(folder), *places, *flags])
    assert done.exit_code == code, done.output
    return done.output


def test_answers_are_judged_beside_their_score(folder: Path, tmp_path: Path, server: OllamaServer) -> None:
    printed = evaluate(folder, tmp_path, "--judge", "judge:1b")
    judged = load(tmp_path / "small-dev.json")["judged"]
    assert judged["model"]["model"] == "ollama/judge:1b@efefefefefef"
    assert judged["scored"] + judged["not_applicable"] == 5
    assert judged["scored"] >= 2
    assert judged["summary"]["alce_citation_recall"]["mean"] == 1.0
    assert judged["agreement"]["support"]["cases"] == judged["agreement"]["support"]["judged"] > 20
    assert judged["with_rules"]["judged"] == judged["scored"]
    assert "Judged by ollama/judge:1b" in printed
    assert "rule-based score" in printed


def test_a_run_is_the_same_with_a_judge_and_without(folder: Path, tmp_path: Path, server: OllamaServer) -> None:
    evaluate(folder, tmp_path / "a", "--judge", "judge:1b")
    asked = len(server.requests)
    evaluate(folder, tmp_path / "b")
    logs = [load(tmp_path / name / "small-dev.json") for name in "ab"]
    assert logs[0]["deterministic_digest"] == logs[1]["deterministic_digest"]
    assert logs[0]["settings"] == logs[1]["settings"]
    assert "judged" not in logs[1]
    assert len(server.requests) == asked


def test_a_model_that_is_not_there_is_said_before_anything_is_asked(
    folder: Path, tmp_path: Path, server: OllamaServer
) -> None:
    assert "has no model" in evaluate(folder, tmp_path, "--judge", "other:1b", code=1)
    assert not any(tmp_path.iterdir())


def test_a_judge_that_fails_leaves_answers_unscored(folder: Path, tmp_path: Path, server: OllamaServer) -> None:
    server.override = lambda path: (500, {"error": "out of memory"}) if path == "/api/chat" else None
    evaluate(folder, tmp_path, "--judge", "judge:1b")
    judged = load(tmp_path / "small-dev.json")["judged"]
    assert judged["failures"]["service"] == 5
    assert judged["agreement"]["entailed"]["judged"] == 0
    assert (judged["with_rules"]["exact"], judged["with_rules"]["judged"]) == (None, 0)


def test_agreement_with_the_rules_counts_answers_that_quote() -> None:
    class Judge:
        def complete(self, prompt: str, schema: Mapping[str, Any]) -> str:
            if "broken" in prompt.split("<statement>")[1]:
                return "no verdict"
            said = "good" in prompt.split("<statement>")[1]
            name, value = ("entailed", said) if "entailed" in schema["properties"] else ("support", "full")
            return json.dumps({"reason": "", name: value})

    def answer(text: str) -> dict[str, Any]:
        return {"claims": [{"text": text, "citations": [{"quote": "words"}]}]}

    answers = {"a": answer("good a"), "b": answer("good b"), "c": answer("poor"), "d": answer("broken"), "e": {}}
    outcomes = {"a": "right", "b": "wrong", "c": "wrong", "d": "right", "e": "refused"}
    case = Case("1", "good", ("words",), "full", "")
    found = judge_answers(JudgedScorer(Judge()), answers, cases=[case], outcomes=outcomes)["with_rules"]
    assert (found["cases"], found["judged"], found["unscored"]) == (4, 3, 1)
    assert found["exact"] == pytest.approx(2 / 3)
    assert {"label": "no", "judge": "yes", "count": 1} in found["confusion"]
