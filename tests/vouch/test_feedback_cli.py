"""What readers said of answers becomes labels: exported from a record, merged into a set."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from evidence.record import Feedback, Record, Source
from tests.support.ingestion import write
from vouch.cli.main import app

FILES = {
    "docs/log.md": "# Log\n\nThe boiler was inspected by Amara Diallo on 4 May 2024.\n",
    "docs/gate.md": "# Gate\n\nThe gate is closed at night.\n",
}


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    return write(tmp_path / "set", FILES)


@pytest.fixture(name="exported")
def _exported(tmp_path: Path) -> Path:
    """Feedback on four answers: a source marked, one marked that is gone, a right refusal, and nothing marked."""
    home = tmp_path / "home"
    home.mkdir()
    with Record(home) as record:
        said = (
            ("Who inspected the boiler?", "wrong", "Amara", (Source("log.md", 0, 9, "inspected by Amara Diallo"),)),
            ("When is the gate closed?", "missing", "", (Source("gate.md", 0, 9, "The kettle is closed"),)),
            ("Who owns the moon?", "helpful", "", ()),
            ("How warm is it?", "wrong", "it is \x1b[31mcold", ()),
        )
        for question, verdict, note, sources in said:
            content = {"question": question, "answer": {"status": "not_found", "claims": []}}
            entry = record.ledger.append("answer", "ana", ("staff",), content)
            record.feedback.add(Feedback("ana", entry.sequence, verdict, note, sources, ("staff",), question))
    out = tmp_path / "feedback.jsonl"
    done = CliRunner().invoke(app, ["feedback", "export", "--output", str(out), "--home", str(home), "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == {"file": str(out), "labelled": 3, "unlabelled": 1}
    return out


def label(folder: Path, file: Path, *flags: str, code: int) -> str:
    command = ["label", str(folder), "--import", str(file), "--home", str(folder.parent / "home"), *flags]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == code, done.output
    return done.output


def rows_of(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "questions.jsonl").read_text("utf-8").splitlines()]


def test_labels_are_merged_that_the_documents_bear_out(folder: Path, exported: Path) -> None:
    told = json.loads(label(folder, exported, "--json", code=1))
    assert (told["added"], told["known"]) == (["feedback-1", "feedback-5"], [])
    assert [each["id"] for each in told["refused"]] == ["feedback-3"]
    assert told["unlabelled"] == [{"id": "feedback-7", "question": "How warm is it?"}]
    rows = rows_of(folder)
    assert [(row["id"], row["answerable"]) for row in rows] == [("feedback-1", True), ("feedback-5", False)]
    assert rows[0]["gold"] == [{"doc_id": "log.md", "quote": "inspected by Amara Diallo"}]
    assert rows[0]["groups"] == ["staff"]
    verified = CliRunner().invoke(app, ["label", str(folder), "--verify", "--home", str(folder.parent / "home")])
    assert verified.exit_code == 0, verified.output


def test_what_stands_in_the_file_is_never_changed(folder: Path, exported: Path) -> None:
    mine = {"id": "feedback-1", "question": "Who looked at the boiler?", "answerable": False, "note": "mine"}
    line = json.dumps(mine)
    (folder / "questions.jsonl").write_text(f"{line}\n", "utf-8")
    shown = label(folder, exported, code=1)
    assert "1 added" in shown and "1 stand there already" in shown and "1 without a label" in shown
    assert "no label: feedback-7: How warm is it?" in shown
    assert rows_of(folder)[0] == mine
    label(folder, exported, code=1)
    assert len(rows_of(folder)) == 2


@pytest.mark.parametrize("text", ["{\n", "[]\n", '{"id": 7, "question": "x"}\n', '{"id": "a"}\n'])
def test_a_file_that_is_none_is_refused_whole(folder: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text('{"id": "a", "question": "b", "answerable": false}\n' + text, "utf-8")
    assert "line 2" in label(folder, file, code=1)
    assert not (folder / "questions.jsonl").exists()


def test_a_home_without_a_record_is_not_given_one(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["feedback", "export", "--home", str(tmp_path / "none")])
    assert done.exit_code == 1
    assert "there is no record" in done.output
    assert not (tmp_path / "none").exists()
