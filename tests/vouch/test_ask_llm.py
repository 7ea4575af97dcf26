"""``vouch ask`` with a language model: the real command and client, against a server that speaks Ollama's protocol."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.support.chats import reply, spans
from tests.support.ollama_server import OllamaServer, Said, ollama_server
from vouch.cli.main import app

QUESTION = "Why is the north gate closed at night?"
WORDS = "The north gate is closed at night because the lamps were removed in March 2026."


@pytest.fixture(name="home", scope="module")
def _home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("llm")
    (root / "docs").mkdir()
    (root / "docs" / "gate.md").write_text(f"# North gate\n\n{WORDS}\n\nThe south gate stays open.\n", "utf-8")
    done = CliRunner().invoke(app, ["ingest", str(root / "docs"), "--home", str(root / "home")])
    assert done.exit_code == 0, done.output
    return root / "home"


@pytest.fixture(name="server")
def _server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OllamaServer]:
    with ollama_server() as server:
        server.models["scripted:1b"] = "sha256:" + "ab" * 32
        server.context_tokens = 4_096
        monkeypatch.setenv("VOUCH_OLLAMA__URL", server.url)
        monkeypatch.setenv("VOUCH_OLLAMA__SECONDS", "5")
        monkeypatch.setenv("VOUCH_LLM__MODEL", "scripted:1b")
        yield server


def ask(home: Path, *flags: str) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["ask", QUESTION, "--json", "--home", str(home), *flags])
    assert done.exit_code == 0, done.output
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def key_of(prompt: str) -> str:
    return next(key for key, words in spans(prompt).items() if "lamps" in words)


def test_a_models_sentence_is_shown_with_the_words_it_rests_on(home: Path, server: OllamaServer) -> None:
    said = "The gate is closed at night because the lamps were removed in March 2026."
    server.chat = lambda prompt, schema: reply((said, [key_of(prompt)], [WORDS]))
    answer = ask(home)
    assert (answer["mode"], answer["withheld"]) == ("llm", 0)
    assert answer["model"] == "ollama/scripted:1b@abababababab"
    assert answer["prompt_sha256"]
    assert [claim["text"] for claim in answer["claims"]] == [said]
    assert answer["claims"][0]["citations"][0]["quote"] == WORDS


def test_an_invented_figure_is_withheld_and_the_documents_words_are_shown(home: Path, server: OllamaServer) -> None:
    said = "The gate is closed at night because the lamps were removed in March 2024."
    server.chat = lambda prompt, schema: reply((said, [key_of(prompt)], [WORDS]))
    answer = ask(home)
    assert (answer["mode"], answer["withheld"]) == ("extractive", 1)
    assert "2024" not in answer["text"]
    assert WORDS in answer["text"]


@pytest.mark.parametrize("said", [Said("no JSON at all"), Said(error="out of memory"), Said("", parts=0)])
def test_a_server_that_fails_costs_no_answer(home: Path, server: OllamaServer, said: Said) -> None:
    server.chat = lambda prompt, schema: said
    answer = ask(home)
    assert (answer["mode"], answer["model"]) == ("extractive", None)
    assert WORDS in answer["text"]


def test_without_a_model_none_is_asked(home: Path, server: OllamaServer) -> None:
    server.chat = lambda prompt, schema: pytest.fail("a model was asked")
    assert ask(home, "--mode", "extractive")["mode"] == "extractive"


def test_the_mode_llm_needs_a_model(home: Path) -> None:
    done = CliRunner().invoke(app, ["ask", QUESTION, "--mode", "llm", "--home", str(home)])
    assert done.exit_code == 1
    assert "no language model is set" in done.output
