"""Facts completed by a model as a part of ingestion: asked once, never in the way, and made good when it comes back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from evidence.archive import Archive
from evidence.model import FileState, StoredFact
from evidence.ollama_chat import OllamaChat
from ingest.facts.completing import Completer
from ingest.sync import SyncOptions
from prompts import load
from tests.support.ingestion import Ingestion, InlinePool, write
from tests.support.ollama_server import OllamaServer, Said, ollama_server
from vouch.cli.main import app

KEEPER = "Mara Voss was named keeper of the pumps from 1 April 2026"
LETTER = f"# Letter to the crew\n\n{KEEPER}.\n"
NOTE = "# Note\n\nThe Board of Directors approved the Fuel Policy on 4 May 2026.\n"
REPLY = json.dumps(
    {
        "facts": [
            {
                "kind": "role",
                "values": [
                    {"name": "person", "value": "Mara Voss", "quote": KEEPER},
                    {"name": "role", "value": "keeper of the pumps", "quote": KEEPER},
                ],
            }
        ]
    }
)


@pytest.fixture(name="server")
def _server() -> Iterator[OllamaServer]:
    with ollama_server() as server:
        server.context_tokens = 16_000
        server.chat = lambda prompt, schema: REPLY
        yield server


@pytest.fixture(autouse=True)
def _inline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.sync.Pool", InlinePool)


@pytest.fixture(name="docs")
def _docs(tmp_path: Path) -> Path:
    return write(tmp_path / "docs", {"letter.md": LETTER, "note.md": NOTE})


def completer(server: OllamaServer, name: str = "fake-chat") -> Completer:
    return Completer(OllamaChat(server.url, name, timeout=5.0), name, load("facts"))


def ingestion(home: Path, server: OllamaServer | None, **options: Any) -> Ingestion:
    return Ingestion(home, options=SyncOptions(workers=1, completer=completer(server) if server else None, **options))


def roles(room: Ingestion) -> list[StoredFact]:
    return room.ask(lambda archive: list(archive.view().facts("role")))


def approvals(room: Ingestion) -> int:
    return room.ask(lambda archive: len(archive.view().facts("approval")))


def states(room: Ingestion) -> dict[str, FileState]:
    def look(archive: Archive) -> dict[str, FileState]:
        return {path: state for source in archive.sources() for path, state in archive.files(source).items()}

    return room.ask(look)


def test_facts_are_completed_and_the_model_is_asked_once_for_a_text(
    tmp_path: Path, docs: Path, server: OllamaServer
) -> None:
    room = ingestion(tmp_path / "home", server)
    report = room.run(docs)
    assert [fact.get("person") for fact in roles(room)] == ["Mara Voss"]
    assert approvals(room) == 1
    assert len(server.asked()) == 2
    assert "the model fake-chat added 1 fact" in report.warnings
    server.requests.clear()
    again = ingestion(tmp_path / "home", server)
    assert again.run(docs).skipped == 2
    assert not server.requests  # not even to look whether it is there


def test_a_document_that_is_read_again_for_another_reason_is_not_sent_again(
    tmp_path: Path, docs: Path, server: OllamaServer
) -> None:
    ingestion(tmp_path / "home", server).run(docs)
    write(
        docs, {"access.json": json.dumps({"default": ["staff"], "rules": [{"path": "letter.md", "groups": ["crew"]}]})}
    )
    room = ingestion(tmp_path / "home", server)
    server.requests.clear()
    assert room.run(docs).replaced == 2
    assert not server.asked()
    assert [fact.get("person") for fact in roles(room)] == ["Mara Voss"]
    assert room.labels()["letter.md"] == ("crew",)


def test_a_changed_document_is_sent_again_and_its_facts_are_replaced(
    tmp_path: Path, docs: Path, server: OllamaServer
) -> None:
    room = ingestion(tmp_path / "home", server)
    room.run(docs)
    write(docs, {"letter.md": LETTER.replace("Mara Voss", "Olaf Brandt")})
    server.requests.clear()
    room.run(docs)
    assert len(server.asked()) == 1
    assert roles(room) == []  # the script still says Mara Voss, who is in the text no more


def test_another_model_reads_everything_again_and_none_takes_its_facts_away(
    tmp_path: Path, docs: Path, server: OllamaServer
) -> None:
    room = ingestion(tmp_path / "home", server)
    room.run(docs)
    server.models["other:latest"] = "ef" * 32
    other = Ingestion(tmp_path / "home", options=SyncOptions(workers=1, completer=completer(server, "other")))
    assert other.run(docs).replaced == 2
    assert [fact.fact.extractor.partition("+")[2].partition("@")[0] for fact in roles(other)] == ["other"]
    plain = ingestion(tmp_path / "home", None)
    assert plain.run(docs).replaced == 2
    assert roles(plain) == [] and approvals(plain) == 1


def test_what_a_model_that_is_down_missed_is_completed_when_it_is_back(
    tmp_path: Path, docs: Path, server: OllamaServer
) -> None:
    def down(path: str) -> tuple[int, Any]:
        return 503, {"error": "loading"}

    server.override = down
    room = ingestion(tmp_path / "home", server)
    report = room.run(docs)
    assert (report.added, report.failed, approvals(room), roles(room)) == (2, [], 1, [])
    assert any("rules alone" in warning for warning in report.warnings)
    assert all("rules alone" in state.warnings[0] for state in states(room).values())
    before = len(server.requests)
    still = ingestion(tmp_path / "home", server).run(docs)  # still down: asked once, and nothing is read again
    assert (still.skipped, len(server.requests)) == (2, before + 1)
    server.override = lambda path: None
    back = ingestion(tmp_path / "home", server)
    assert back.run(docs).replaced == 2
    assert len(roles(back)) == 1
    assert not any(state.warnings for state in states(back).values())


def test_a_missing_model_is_said_once_a_run_and_costs_nothing(tmp_path: Path, docs: Path, server: OllamaServer) -> None:
    server.models.clear()
    room = ingestion(tmp_path / "home", server)
    report = room.run(docs)
    assert not server.asked() and approvals(room) == 1
    (said,) = [warning for warning in report.warnings if warning.startswith("facts are those of the rules alone")]
    assert "ollama pull fake-chat" in said


def test_a_model_that_fails_twice_in_a_row_is_asked_no_more(tmp_path: Path, server: OllamaServer) -> None:
    docs = write(tmp_path / "docs", {f"{number}.md": LETTER for number in range(5)})
    server.chat = lambda prompt, schema: Said("{", error="crashed", parts=1)
    room = ingestion(tmp_path / "home", server)
    report = room.run(docs)
    assert len(server.asked()) == 2
    assert report.added == 5
    assert any("asked no more" in warning for warning in report.warnings)


def test_nonsense_is_said_beside_the_document_and_is_not_asked_for_again(
    tmp_path: Path, docs: Path, server: OllamaServer
) -> None:
    server.chat = lambda prompt, schema: "Well, let me think."
    room = ingestion(tmp_path / "home", server)
    room.run(docs)
    assert {path: state.warnings for path, state in states(room).items()} == dict.fromkeys(
        ("letter.md", "note.md"), ("the model's reply to stretch 1 was no list of facts",)
    )
    assert approvals(room) == 1
    server.requests.clear()
    assert ingestion(tmp_path / "home", server).run(docs).skipped == 2
    assert not server.requests


def test_an_interruption_leaves_whole_documents_and_the_next_run_goes_on(
    tmp_path: Path, docs: Path, server: OllamaServer
) -> None:
    stopped = False

    def chat(prompt: str, schema: Any) -> str | Said:
        nonlocal stopped
        stopped = "Fuel Policy" in prompt  # somebody presses Ctrl-C while the second document is being read
        return Said(REPLY)

    server.chat = chat
    room = ingestion(tmp_path / "home", server, stop=lambda: stopped)
    report = room.run(docs)
    assert report.interrupted
    assert set(states(room)) == {"letter.md"}
    stopped = False
    server.chat = lambda prompt, schema: REPLY
    assert room.run(docs).added == 1
    assert len(roles(room)) == 1 and approvals(room) == 1


def test_what_is_inside_a_file_is_completed_too(tmp_path: Path, server: OllamaServer) -> None:
    mail = (
        "From ana@works.example Mon Mar  2 10:00:00 2026\nFrom: ana@works.example\n"
        "Date: Mon, 2 Mar 2026 10:00:00 +0000\n"
        f"Message-ID: <1@works.example>\nSubject: Pumps\nContent-Type: text/plain\n\n{KEEPER}.\n\n"
    )
    docs = write(tmp_path / "docs", {"box.mbox": mail})
    room = ingestion(tmp_path / "home", server)
    room.run(docs)
    assert [fact.doc_id.partition("#")[0] for fact in roles(room)] == ["box.mbox"]
    room.options = replace(room.options, chunking=replace(room.options.chunking, budget=100))
    server.requests.clear()
    assert room.run(docs).replaced == 1
    assert not server.asked() and len(roles(room)) == 1


def test_the_settings_turn_it_on_and_the_register_says_what_a_model_read(
    tmp_path: Path, docs: Path, server: OllamaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*arguments: str, code: int = 0) -> str:
        result = CliRunner().invoke(app, [*arguments, "--home", str(tmp_path / "home")])
        assert result.exit_code == code, result.output
        return result.stdout

    monkeypatch.setenv("VOUCH_OLLAMA__URL", server.url)
    monkeypatch.setenv("VOUCH_FACTS__MODEL", "fake-chat")
    run("ingest", str(docs))
    (row,) = json.loads(run("register", "role", "--json"))
    assert row["extractor"].startswith("model/1+fake-chat@")
    assert "by a model" in run("register", "role")
    assert len(json.loads(run("register", "role", "--filter", "extractor~model", "--json"))) == 1
    (ruled,) = json.loads(run("register", "approval", "--json"))
    assert "extractor" not in ruled
    monkeypatch.setenv("VOUCH_FACTS__MODEL", "absent")
    checks = json.loads(run("doctor", "--json", code=1))
    (check,) = [each for each in checks if each["name"] == "facts model absent"]
    assert check["state"] == "fail" and check["remedy"] == "Run `vouch models pull absent`."
    run("ingest", str(docs))
    told = json.loads(run("status", "--json"))["warnings"]
    assert {row["path"] for row in told} == {"letter.md", "note.md"}
    assert "absent" in told[0]["warnings"][0]
