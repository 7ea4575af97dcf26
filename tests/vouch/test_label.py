"""``vouch label`` as a person runs it, with the real model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.support.ingestion import write
from vouch.cli.main import app

FILES = {
    "log.md": "# Log\n\nThe boiler was inspected by Amara Diallo on 4 May 2024.\n",
    "gate.txt": "The gate is closed at \x1b[31mnight\x1b[0m.\n",
}
TYPED = "Who inspected the boiler?\nq inspected by Amara Diallo\n\nAmara Diallo\nAmara Diallo\n\n/quit\n"


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    return write(tmp_path / "set" / "docs", FILES).parent


def run(*arguments: str, folder: Path, typed: str = "", code: int = 0) -> str:
    home = folder.parent / "home"
    result = CliRunner().invoke(app, ["label", *arguments, "--home", str(home)], input=typed)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result.output


def test_a_set_is_labelled_and_verified(folder: Path) -> None:
    shown = run(str(folder), folder=folder, typed=TYPED)
    assert "Saved q001" in shown
    (row,) = [json.loads(line) for line in (folder / "questions.jsonl").read_text().splitlines()]
    assert row["gold"] == [{"doc_id": "log.md", "quote": "inspected by Amara Diallo"}]
    assert "1 questions" in run(str(folder), "--verify", folder=folder)
    assert "1 labelled questions" in run(str(folder), folder=folder, typed="/quit\n")


def test_control_characters_of_a_document_are_shown_not_obeyed(folder: Path) -> None:
    shown = run(str(folder), folder=folder, typed="When is the gate closed?\n")  # ends with the input
    assert "\x1b[31m" not in shown
    assert "night" in shown
    assert "is kept" in shown
    assert (folder / "questions.jsonl.draft").exists()


def test_problems_are_named_by_line(folder: Path) -> None:
    rows = [
        {"id": "a", "question": "a?", "answerable": True, "gold": [{"doc_id": "log.md", "quote": "The boiler"}]},
        {"id": "b", "question": "b?", "answerable": True, "gold": [{"doc_id": "log.md", "quote": "The kettle"}]},
        {"id": "c", "question": "c?", "answerable": True, "gold": [{"doc_id": "gone.md"}]},
    ]
    (folder / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = json.loads(run(str(folder), "--verify", "--json", folder=folder, code=1))
    assert [problem["line"] for problem in found["problems"]] == [2, 3]
    assert found["questions"] == 3
    (folder / "questions.jsonl").write_text("{\n")
    assert "line 1" in run(str(folder), "--verify", folder=folder, code=1)
    assert "line 1" in run(str(folder), folder=folder, typed=TYPED, code=1)
    (folder / "questions.jsonl").unlink()
    assert "no question" in run(str(folder), "--verify", folder=folder, code=1)


def test_a_plain_folder_becomes_the_documents_of_a_new_set(folder: Path) -> None:
    docs, made = folder / "docs", folder.parent / "made"
    assert "--output" in run(str(docs), folder=folder, code=1)
    assert "among the documents" in run(str(docs), "--output", str(docs / "q.jsonl"), folder=folder, code=1)
    assert "is no folder" in run(str(docs / "log.md"), folder=folder, code=1)
    output = str(made / "questions.jsonl")
    for typed in (TYPED, "/quit\n"):
        run(str(docs), "--output", output, folder=folder, typed=typed)
    assert (made / "docs").resolve() == docs.resolve()
    assert "1 questions" in run(str(made), "--verify", folder=folder)
    (folder / "other").mkdir()
    assert "cannot be made a link" in run(str(folder / "other"), "--output", output, folder=folder, code=1)
