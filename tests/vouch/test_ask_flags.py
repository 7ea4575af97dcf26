"""``vouch ask`` and its neighbours with days, frameworks and conversations; and a model's sentences on a terminal."""

from __future__ import annotations

import io
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from evidence.record import Record
from tests.support.chats import reply, spans
from tests.support.ingestion import write
from tests.support.ollama_server import OllamaServer, ollama_server
from vouch.cli.live import Live
from vouch.cli.main import app

LAMPS = "The north gate is closed at night because the lamps were removed in March 2026."
FILES = {
    "policies/ai-policy.md": "# AI Policy\n\nVersion 1.0. Approved by the Board of Directors on 3 May 2025.\n",
    "minutes/2026-05-20 board.md": "# Minutes of the Board\n\nDate: 20 May 2026\n\nPresent: Jun Park, Amara Diallo\n\n"
    "Decision: The Board approved EUR 40,000 for grading.\n",
    "gate.md": f"# North gate\n\n{LAMPS}\n\nThe south gate stays open.\n",
}
REVIEW = "# Management review\n\nDate: 12 March 2025\n\nPresent: Amara Diallo\n\nDecision: The targets are kept.\n"


@pytest.fixture(name="home", scope="module")
def _home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("flags")
    docs = write(root / "docs", FILES | {"minutes/2025-03-12 management review.md": REVIEW})
    done = CliRunner().invoke(app, ["ingest", str(docs), "--home", str(root / "home")])
    assert done.exit_code == 0, done.output
    return root / "home"


def run(home: Path, *command: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, [*command, "--home", str(home)], env={"VOUCH_TODAY": "2026-06-30"})
    assert done.exit_code == code, done.output
    return done.output


def told(home: Path, *command: str) -> Any:
    return json.loads(run(home, *command, "--json"))


def test_known_by_holds_for_every_command(home: Path) -> None:
    question, then = "How much did the Board approve for grading?", ("--known-by", "2026-05-19")
    assert told(home, "ask", question)["status"] == "answered"
    before = told(home, "ask", question, *then)
    assert before["searched"]["documents"] == 3
    assert not any("2026-05" in c["doc_id"] for claim in before["claims"] for c in claim["citations"])
    assert told(home, "ask", question, "--known-by", "2026-05-20")["status"] == "answered"
    with Record(home) as record:
        days = [(entry.content or {})["known_by"] for entry in record.ledger.entries(kind="answer")]
    assert days[-3:] == [None, "2026-05-19", "2026-05-20"]
    found = [{hit["doc_id"] for hit in told(home, "search", question, *flags)["hits"]} for flags in ((), then)]
    assert found[0] - found[1] == {"minutes/2026-05-20 board.md"}
    meetings = [len(told(home, "register", "meeting", *flags)) for flags in ((), then)]
    assert meetings[0] == meetings[1] + 1
    counts = [{row["kind"]: row["facts"] for row in told(home, "register", *flags)} for flags in ((), then)]
    assert counts[0]["meeting"] == counts[1]["meeting"] + 1
    reports = [json.dumps(told(home, "report", "traceability", *flags)) for flags in ((), then)]
    assert "2026-05-20 board" in reports[0]
    assert "2026-05-20 board" not in reports[1]
    assert "is not a date" in run(home, "ask", question, "--known-by", "soon", code=1)


def test_rows_of_a_batch_have_days_and_frameworks_of_their_own(home: Path, tmp_path: Path) -> None:
    question, clause = "How much did the Board approve for grading?", "What evidence do we have for clause 9.3?"
    rows = [
        {"id": "a", "question": question, "known_by": "2026-05-19"},
        {"id": "b", "question": question},
        {"id": "c", "question": question, "known_by": "soon"},
        {"id": "d", "question": clause, "framework": "iso14001"},
        {"id": "e", "question": clause},
        {"id": "f", "question": clause, "framework": "iso1"},
    ]
    file, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    flags = ("--known-by", "2026-06-01", "--framework", "iso9001")
    run(home, "ask", "--questions", str(file), "--output", str(out), *flags)
    answers = {row["id"]: row for row in map(json.loads, out.read_text("utf-8").splitlines())}
    assert [answers[name]["searched"]["documents"] for name in "ab"] == [3, 4]
    assert [answers[name]["status"] for name in ("line-3", "line-6")] == ["error", "error"]
    assert "14001" in answers["d"]["interpretation"]["subject"]
    assert "9001" in answers["e"]["interpretation"]["subject"]
    run(home, "search", "--questions", str(file), "--output", str(out))
    found = [{hit["doc_id"] for hit in json.loads(line)["hits"]} for line in out.read_text("utf-8").splitlines()[:2]]
    assert found[1] - found[0] == {"minutes/2026-05-20 board.md"}
    assert "conversation" in run(home, "ask", "--questions", str(file), "--conversation", "new", code=1)


def test_a_framework_is_meant_where_the_question_names_none(home: Path) -> None:
    asked = {
        ("What evidence do we have for clause 9.3?", "iso14001"): "14001",
        ("What evidence do we have for clause 9.3?", "ISO/IEC 42001:2023"): "42001",
        ("What evidence do we have for ISO 9001 clause 9.3?", "iso14001"): "9001",
    }
    for (question, framework), number in asked.items():
        subject = told(home, "ask", question, "--framework", framework)["interpretation"]["subject"]
        assert number in subject
        assert "no standard was named" not in subject
    assert "there is no framework" in run(home, "ask", "Why?", "--framework", "iso1", code=1)
    assert run(home, "ask", "Who approved the AI policy?", "--framework", "iso27001")


def test_a_conversation_is_continued(home: Path) -> None:
    first = told(home, "ask", "Who approved the AI policy?", "--conversation", "new")
    name = first["conversation"]
    second = told(home, "ask", "And when?", "--conversation", name)
    assert second["value"] == {"type": "date", "value": "2025-05-03"}
    assert (second["conversation"], second["ledger"]) == (name, first["ledger"] + 1)
    with Record(home) as record:
        turns = record.conversations.get(name, "operator").turns
        kept = len(record.conversations.of("operator"))
    assert [turn.question for turn in turns] == ["Who approved the AI policy?", "And when?"]
    assert name in run(home, "ask", "Who else?", "--conversation", name)
    assert "there is no conversation" in run(home, "ask", "And when?", "--conversation", "nobody's", code=1)
    plain = told(home, "ask", "Who approved the AI policy?")
    assert not {"conversation", "ledger"} & set(plain)
    with Record(home) as record:
        assert len(record.conversations.of("operator")) == kept


@pytest.fixture(name="server")
def _server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OllamaServer]:
    with ollama_server() as server:
        server.models["scripted:1b"] = "sha256:" + "ab" * 32
        server.context_tokens = 4_096
        monkeypatch.setenv("VOUCH_OLLAMA__URL", server.url)
        monkeypatch.setenv("VOUCH_OLLAMA__SECONDS", "30")
        monkeypatch.setenv("VOUCH_LLM__MODEL", "scripted:1b")
        yield server


@pytest.fixture(name="interruptible")
def _interruptible() -> Iterator[None]:
    """Ctrl-C reaches child processes also where this one was started in the background, with it switched off."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_a_models_sentence_is_on_the_terminal_before_the_answer_and_ctrl_c_leaves_it_there(
    home: Path, server: OllamaServer
) -> None:
    said = "The gate is closed at night because the lamps were removed in March 2026."

    def endless() -> Iterator[dict[str, Any]]:
        prompt = server.asked()[-1]
        key = next(key for key, words in spans(prompt).items() if "lamps" in words)
        text = reply((said, [key], [LAMPS]))
        while True:
            yield {"model": "scripted:1b", "message": {"role": "assistant", "content": text}, "done": False}
            text = " "
            time.sleep(0.01)

    server.override = lambda path: (200, endless()) if path == "/api/chat" else None
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "vouch", "ask", "Why is the north gate closed at night?", "--home", str(home)]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "200", "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(command, env=environment, stdout=theirs, stderr=subprocess.PIPE, text=True)
    os.close(theirs)
    shown = b""
    while said.encode() not in shown:
        shown += os.read(ours, 4_096)
    process.send_signal(signal.SIGINT)
    rest = _rest(ours)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "Interrupted. The ledger holds what was shown." in errors
    assert "Traceback" not in errors
    assert said.encode() in rest
    with Record(home) as record:
        last = record.ledger.entries(limit=1_000, kind="answer")[-1].content or {}
    assert last["interrupted"] is True
    assert [claim["text"] for claim in last["answer"]["claims"]] == [said]


def _rest(terminal: int) -> bytes:
    rest = b""
    try:
        while piece := os.read(terminal, 4_096):
            rest += piece
    except OSError:  # the other side is closed
        pass
    os.close(terminal)
    return rest


def test_what_was_shown_goes_when_the_answer_comes_and_stays_when_it_does_not() -> None:
    claim = {"number": 1, "text": "It is \x1b[31mclosed.", "verdict": "supported", "basis": "quote"}
    for error, stays in ((None, False), (RuntimeError("broken"), True)):
        out = io.StringIO()
        try:
            with Live(Console(file=out, force_terminal=True, width=80)) as shown:
                shown("understood", {"kind": "why", "subject": "gate", "period": None})
                shown("claim", claim)
                assert "It is \\x1b[31mclosed. [1]" in out.getvalue()
                if error:
                    raise error
        except RuntimeError:
            pass
        assert ("closed." in out.getvalue().rpartition("\x1b[2K")[2]) is stays
