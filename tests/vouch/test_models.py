"""``vouch models pull`` and what ``vouch doctor`` says of language models."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evidence.errors import ServiceError
from evidence.ollama_chat import OllamaModel
from tests.support.ollama_server import OllamaServer, ollama_server
from vouch.cli.models import SUGGESTED, _suggestion, model_checks, models


@pytest.fixture(name="server")
def _server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OllamaServer]:
    with ollama_server() as running:
        monkeypatch.setenv("VOUCH_OLLAMA__URL", running.url)
        yield running


def run(*arguments: str, home: Path, code: int = 0) -> str:
    result = CliRunner().invoke(models, [*arguments, "--home", str(home)])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result.stdout if code == 0 else result.output


def test_a_model_is_fetched_by_the_server(server: OllamaServer, tmp_path: Path) -> None:
    assert json.loads(run("pull", "new-chat", "--json", home=tmp_path)) == {"model": "new-chat", "digest": "ef" * 6}
    assert "new-chat:latest" in server.models
    assert "new-chat is ready" in run("pull", "new-chat", home=tmp_path)


def test_a_model_that_cannot_be_had_ends_in_one_plain_message(server: OllamaServer, tmp_path: Path) -> None:
    assert "file does not exist" in run("pull", "nosuch", home=tmp_path, code=1)
    server.unreliable.add("new-chat")
    assert "broke off" in run("pull", "new-chat", home=tmp_path, code=1)
    assert "new-chat:latest" not in server.models


def test_progress_is_told_in_bytes(server: OllamaServer) -> None:
    steps = list(OllamaModel(server.url, "new-chat").pull())
    assert [step.completed for step in steps if step.total] == [0, 512, 1_024]
    assert steps[-1].status == "success"


def test_leaving_a_download_closes_it(server: OllamaServer) -> None:
    progress = OllamaModel(server.url, "new-chat").pull()
    assert next(progress).status == "pulling manifest"
    progress.close()  # type: ignore[attr-defined]
    with pytest.raises(ServiceError):
        list(OllamaModel(server.url, "nosuch").pull())


def test_the_doctor_names_what_is_there_what_is_missing_and_how_to_get_it(server: OllamaServer) -> None:
    there, missing = model_checks(server.url, ["fake-chat", "", "other"], 5)
    assert (there.state, missing.state) == ("ok", "fail")
    assert "cd" * 6 in there.detail
    assert missing.remedy == "Run `vouch models pull other`."


def test_the_doctor_on_no_model_and_no_server() -> None:
    (none,) = model_checks("http://127.0.0.1:1", ["", ""], 5)
    assert none.state == "ok"
    assert not none.remedy or "vouch models pull" in none.remedy
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
    (down,) = model_checks(address, ["fake-chat", "checker"], 5)
    assert down.state == "fail"
    assert "ollama serve" in down.remedy


def test_a_model_is_suggested_by_memory_and_stands_in_the_documentation() -> None:
    assert _suggestion(0) == _suggestion(7) == ""
    assert [SUGGESTED[place][1] in _suggestion(gigabytes) for place, gigabytes in ((0, 8), (1, 23), (3, 500))] == [
        True
    ] * 3
    documented = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")
    assert all(f"`{name}`" in documented for _, name in SUGGESTED)
