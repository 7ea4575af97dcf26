"""``vouch eval`` as a user runs it, on a small set, with the real model."""

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

from evals.log import load, untimed
from tests.support.labelled import QUESTIONS, labelled_folder, write_rows
from vouch.cli.main import app


class Desk:
    """A set, a home and a folder of reports."""

    def __init__(self, root: Path, shared: Path) -> None:
        self.folder, self.home = labelled_folder(shared / "small"), shared / "home"
        self.reports, self.baselines = root / "reports", root / "baselines"

    def run(self, *flags: str, code: int = 0) -> str:
        """Run ``vouch eval`` with ``flags``; what it printed."""
        places = ["--home", str(self.home), "--output", str(self.reports), "--baselines", str(self.baselines)]
        result = CliRunner().invoke(app, ["eval", str(self.folder), *places, *flags], env={"VOUCH_TODAY": "2026-06-30"})
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result.stdout if code == 0 else result.output

    def json(self, *flags: str) -> dict[str, Any]:
        """The same with ``--json``."""
        brief: dict[str, Any] = json.loads(self.run(*flags, "--json"))
        return brief


@pytest.fixture(name="shared", scope="module")
def _shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shared")


@pytest.fixture(name="desk")
def _desk(tmp_path: Path, shared: Path) -> Desk:
    return Desk(tmp_path, shared)


def test_it_prints_the_headline_and_writes_log_and_report(desk: Desk) -> None:
    printed = desk.run("--split", "dev")
    assert "small, dev" in printed
    assert "recall@10 1.000" in printed
    log = load(desk.reports / "small-dev.json")
    assert [row["id"] for row in log["records"]] == ["who", "when", "risk", "absent", "closed"]
    assert log["set"]["documents"] == 5
    assert (log["commit"], log["models"][0]["role"]) != ("", "")
    assert "<html" in (desk.reports / "small-dev.html").read_text("utf-8")
    assert sorted(each.name for each in desk.reports.iterdir()) == ["small-dev.html", "small-dev.json"]


def test_run_again_its_figures_are_the_same_and_can_be_compared(desk: Desk) -> None:
    first, second = desk.json(), desk.json("--compare", str(desk.reports / "small.json"))
    assert first["deterministic_digest"] == second["deterministic_digest"]
    for key in ("summary", "retrieval"):
        assert untimed(first[key]) == untimed(second[key])
    assert (second["comparison"]["common"], second["comparison"]["worse"]) == (len(QUESTIONS), [])
    earlier = load(desk.reports / "small.previous.json")
    assert earlier["started"] == first["started"]


def test_a_share_of_the_questions_loses_its_evidence(desk: Desk) -> None:
    brief = desk.json("--withhold", "0.5", "--seed", "1")
    withheld = brief["withheld"]
    assert len(withheld["made_unanswerable"]) >= 2
    log = load(Path(brief["log"]))
    rows = {row["id"]: row for row in log["records"]}
    assert set(rows) == {row["id"] for row in QUESTIONS} - set(withheld["excluded"])
    for name, row in rows.items():
        assert row["withheld"] == (name in withheld["made_unanswerable"])
        cited = {c["doc_id"] for claim in row["answer"]["claims"] for c in claim["citations"]}
        assert not cited & set(withheld["documents"])
    again = desk.json("--withhold", "0.5", "--seed", "1")
    assert again["deterministic_digest"] == brief["deterministic_digest"]
    assert desk.json()["set"]["documents"] == 5  # the archive itself has lost nothing


def test_the_gate_holds_a_run_against_its_baseline(desk: Desk) -> None:
    assert "no baseline" in desk.run("--gate", code=1)
    desk.run("--accept", "first baseline")
    assert "Gate passed" in desk.run("--gate")
    file = desk.baselines / "small.json"
    baseline = json.loads(file.read_text())
    baseline["outcomes"]["absent"] = "right"
    file.write_text(json.dumps(baseline))
    printed = desk.run("--gate", code=1)
    assert "Gate failed" in printed
    assert "absent: right → refused" in printed
    assert load(desk.reports / "small.json")["gate"]["worse"][0]["id"] == "absent"
    desk.run("--accept", "it was never right")
    assert "it was never right" in (desk.baselines / "accepted.toml").read_text()
    desk.run("--gate")


@pytest.mark.parametrize(
    ("flags", "reason"),
    [
        (("--gate", "--limit", "2"), "whole set"),
        (("--accept", "x", "--withhold", "0.5"), "whole set"),
        (("--withhold", "2"), "share of 2"),
        (("--accept", " "), "reason"),
        (("--mode", "magic"), "mode 'magic'"),
        (("--split", "none"), "split 'none'"),
        (("--compare", "/nowhere.json"), "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said_at_once(tmp_path: Path, flags: tuple[str, ...], reason: str) -> None:
    desk = Desk(tmp_path, tmp_path)
    assert reason in desk.run(*flags, code=1)
    assert not desk.home.exists()


def test_faulty_labels_are_named_by_line_and_nothing_is_scored(desk: Desk) -> None:
    faults = [
        {"id": "a", "question": "A?", "answerable": True, "gold": [{"doc_id": "nowhere.md"}]},
        {"id": "b", "question": "B?", "answerable": True, "gold": [{"doc_id": "budget/2026.md", "quote": "EUR 9"}]},
        {"id": "c", "question": "C?", "answerable": False},
    ]
    write_rows(desk.folder, faults)
    printed = desk.run(code=1)
    assert "line 1" in printed
    assert "nowhere.md" in printed
    assert "line 2" in printed
    assert "line 3" not in printed
    assert not desk.reports.exists()


def test_a_gold_document_that_cannot_be_ingested_is_blamed_on_its_file(tmp_path: Path) -> None:
    desk = Desk(tmp_path, tmp_path)
    (desk.folder / "docs" / "broken.docx").write_bytes(b"PK\x03\x04 no package")
    write_rows(desk.folder, [{"id": "a", "question": "A?", "answerable": True, "gold": [{"doc_id": "broken.docx"}]}])
    printed = desk.run(code=1)
    assert "line 1" in printed
    assert "1 file(s) could not be ingested:\n  broken.docx: " in printed


def test_interrupted_it_goes_on_where_it_stood(desk: Desk) -> None:
    asked, gold = "When was a grievance raised against the head of lending", [{"doc_id": "hr/case.md"}]
    row = {"answerable": True, "groups": ["hr"], "gold": gold}
    rows = [{"id": f"r{n}", "question": f"{asked}, {n}?", **row} for n in range(200)]
    write_rows(desk.folder, rows)
    answers = desk.reports / "small.answers.jsonl"
    command = ["-m", "vouch", "eval", str(desk.folder), "--home", str(desk.home), "--output", str(desk.reports)]
    environment = {**os.environ, "VOUCH_TODAY": "2026-06-30", "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(
        [sys.executable, *command], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 240
    while process.poll() is None and time.monotonic() < deadline:
        if answers.exists() and answers.read_text("utf-8").count("\n") > 5:
            process.send_signal(signal.SIGINT)
            break
        time.sleep(0.01)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "run it again to go on" in errors
    assert "Traceback" not in errors
    log = load(Path(desk.json()["log"]))
    assert 5 <= log["timings"]["resumed"] < 200
    assert [row["id"] for row in log["records"]] == [row["id"] for row in rows]
    assert not answers.exists()
