"""The commands as a user runs them, on the sample organisation, with the real model."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from samples.build import handmade
from vouch.cli.main import app

ANSWER_KEYS = {
    "id", "question", "status", "text", "value", "as_of", "interpretation", "claims", "withheld", "conflicts",
    "searched", "nearest", "expected_evidence", "mode", "model", "prompt_sha256", "timings_ms",
}  # fmt: skip
CITATION_KEYS = {
    "doc_id", "title", "page", "section", "sheet", "cell", "origin", "start", "end", "quote", "sha256", "strength",
    "passage_id",
}  # fmt: skip


def run(*arguments: str, home: Path, code: int = 0) -> str:
    result = CliRunner().invoke(app, [*arguments, "--home", str(home)])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result.stdout if code == 0 else result.output


@pytest.fixture(name="samples", scope="module")
def _samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two dozen documents of the sample organisation that are built piece by piece: every format once."""
    folder = tmp_path_factory.mktemp("samples") / "organisation"
    for name, data in handmade():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.fixture(name="home", scope="module")
def _home(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    home = tmp_path_factory.mktemp("cli") / "home"
    run("ingest", str(samples), home=home)
    return home


def ask(home: Path, question: str, *flags: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run("ask", question, "--json", *flags, home=home))
    return answer


def test_an_answer_has_the_keys_of_the_contract(home: Path, samples: Path) -> None:
    answer = ask(home, "What budget was approved for bias testing?", "--as-of", "2026-06-30")
    assert set(answer) == ANSWER_KEYS
    assert (answer["status"], answer["as_of"], answer["id"]) == ("answered", "2026-06-30", "q1")
    assert answer["value"] == {"type": "amount", "value": "EUR 180,000"}
    assert answer["text"].startswith("EUR 180,000")
    (citation, *_) = answer["claims"][0]["citations"]
    assert set(citation) == CITATION_KEYS
    assert citation["doc_id"] == "minutes/2025-12-10-board.txt"
    text = (samples / citation["doc_id"]).read_text("utf-8")
    assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_a_scanned_letter_and_a_sheet_can_be_cited(home: Path) -> None:
    answer = ask(home, "When does the acceptance of risk R-14 expire?")
    cited = [citation for claim in answer["claims"] for citation in claim["citations"]]
    assert answer["value"]["value"] == "2026-12-31"
    assert {citation["origin"] for citation in cited} <= {"ocr", "cell"}
    assert any(c["page"] == 1 if c["origin"] == "ocr" else c["sheet"] == "Register" for c in cited)


def test_what_is_not_there_is_refused_with_a_trail(home: Path) -> None:
    answer = ask(home, "Who approved the whistleblowing policy?")
    assert (answer["status"], answer["claims"]) == ("not_found", [])
    assert answer["nearest"]
    told = run("ask", "Who approved the whistleblowing policy?", home=home)
    assert "Not found" in told
    assert "“" in told.partition("Nearest, not sure enough to be an answer:")[2].partition("What would count")[0]


def test_restricted_evidence_needs_its_group(home: Path) -> None:
    question = "When was a grievance raised against the head of a lending team?"
    assert "restricted" not in json.dumps(ask(home, question))
    allowed = ask(home, question, "--groups", "staff,hr")
    assert allowed["value"]["value"] == "2026-02-12"
    assert ask(home, question, "--groups", "nobody")["searched"]["documents"] == 0


def test_a_planted_instruction_is_content_and_hidden(home: Path) -> None:
    answer = ask(home, "Is every audit finding closed?")
    assert "Ignore all previous" not in json.dumps(answer)


def test_status_names_what_is_not_ingested(home: Path) -> None:
    report = json.loads(run("status", "--json", home=home))
    assert [(failure["path"], failure["code"]) for failure in report["failures"]] == [
        ("archive/ai-ethics-policy-v2.0.docx", "corrupt")
    ]
    assert all(failure["reason"] and failure["remedy"] for failure in report["failures"])
    assert "ai-ethics-policy-v2.0.docx" in run("status", home=home)


def test_batches_keep_order_and_ids(home: Path, tmp_path: Path) -> None:
    rows = [
        {"id": "z", "question": "What budget was approved for bias testing?", "extra": 1},
        {"id": "bad"},
        {"id": "a", "question": "Who approved the whistleblowing policy?"},
    ]
    questions, output = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text("".join(json.dumps(row) + "\n" for row in rows))
    run("ask", "--questions", str(questions), "--output", str(output), home=home)
    answers = [json.loads(line) for line in output.read_text().splitlines()]
    assert [(a["id"], a["status"]) for a in answers] == [("z", "answered"), ("bad", "error"), ("a", "not_found")]
    assert all(set(answer) == ANSWER_KEYS for answer in answers)
    run("search", "--questions", str(questions), "--output", str(output), "-k", "3", home=home)
    found = [json.loads(line) for line in output.read_text().splitlines()]
    assert [len(row["hits"]) for row in found] == [3, 0, 3]
    assert found[1]["status"] == "error"
    hit_keys = {"doc_id", "passage_id", "page", "start", "end", "score", "text"}
    assert set(found[0]) == {"id", "question", "hits"}
    assert all(set(hit) == hit_keys for hit in found[0]["hits"])


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", ""),
        ("ask", "Who?", "--as-of", "soon"),
        ("ask", "Who?", "--mode", "psychic"),
        ("ask", "--questions", "absent.jsonl"),
        ("search", "?"),
        ("ingest", "absent-folder"),
    ],
)
def test_wrong_input_is_one_plain_message(home: Path, arguments: tuple[str, ...]) -> None:
    message = run(*arguments, home=home, code=1)
    assert message.startswith("vouch: ")
    assert len(message.strip().splitlines()) <= 3


def test_the_home_may_stand_before_the_command(home: Path) -> None:
    before = CliRunner().invoke(app, ["--home", str(home), "status", "--json"])
    assert before.exit_code == 0, before.output
    assert json.loads(before.stdout) == json.loads(run("status", "--json", home=home))
    assert json.loads(before.stdout)["documents"] > 0


def test_the_home_after_the_command_is_the_one_that_counts(home: Path, tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["--home", str(tmp_path / "other"), "status", "--json", "--home", str(home)])
    assert json.loads(told.stdout)["documents"] > 0 and not (tmp_path / "other").exists()


def test_an_unchanged_second_run_reads_nothing_and_loads_no_model(home: Path, samples: Path) -> None:
    program = (
        "import sys\nfrom typer.testing import CliRunner\nfrom vouch.cli.main import app\n"
        f"result = CliRunner().invoke(app, ['ingest', {str(samples)!r}, '--json', '--home', {str(home)!r}])\n"
        "print(result.stdout)\nprint([name for name in ('onnxruntime', 'chromadb') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    report, loaded = done.stdout.rsplit("\n", 2)[0], done.stdout.strip().splitlines()[-1]
    counts = json.loads(report)
    assert (counts["added"], counts["replaced"], counts["withdrawn"]) == (0, 0, 0)
    assert counts["skipped"] >= 20
    assert loaded == "[]"


def test_a_second_process_is_told_who_owns_the_home(home: Path) -> None:
    program = (
        "import sys, time\nfrom pathlib import Path\n"
        "from vouch.app import App\nfrom vouch.settings import load_settings\n"
        f"with App(load_settings(Path({str(home)!r}))).archive():\n    print('owned', flush=True)\n    time.sleep(60)"
    )
    owner = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    try:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "owned\n"
        assert str(owner.pid) in run("ask", "Who owns risk R-07?", home=home, code=1)
    finally:
        owner.kill()
        owner.wait()
        owner.stdout.close()
    assert ask(home, "Who owns risk R-07?")["status"] == "answered"


def test_an_interrupt_ends_cleanly_and_the_next_run_goes_on(tmp_path: Path) -> None:
    folder, home = tmp_path / "many", tmp_path / "home"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number:03}.md").write_text(
            f"# Note {number}\n\n" + f"Valve {number} was closed on 4 May 2024. " * 3
        )
    command = [sys.executable, "-m", "vouch", "ingest", str(folder), "--json", "--home", str(home)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (home / "chroma").exists():
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    report = json.loads(out)
    assert report["interrupted"]
    assert 0 < report["added"] < 300
    finished = json.loads(run("ingest", str(folder), "--json", home=home))
    assert finished["added"] + report["added"] == 300
