"""The file of labels: checked before it is written, written whole, and never over another program's changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.errors import EvaluationError, LabelError
from evals.label_file import LabelFile
from evals.labels import load_set


def row(identity: str, **more: Any) -> dict[str, Any]:
    return {"id": identity, "question": f"What is {identity}?", "answerable": False, **more}


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    return tmp_path / "set" / "questions.jsonl"


def ids(path: Path) -> list[str]:
    return [question.id for question in load_set(path.parent).questions]


def test_rows_are_appended_replaced_and_removed(path: Path) -> None:
    file = LabelFile(path)
    assert (file.rows, file.next_id()) == ([], "q001")
    for identity in ("q001", "q002", "q003"):
        file.save(row(identity))
    file.save(row("q002", question="Another?"), replaces="q002")
    assert ids(path) == ["q001", "q002", "q003"]
    assert file.row("q002") == row("q002", question="Another?")
    assert file.next_id() == "q004"
    file.remove("q003")
    assert ids(path) == ["q001", "q002"]
    assert LabelFile(path).rows == file.rows
    file.remove("q001")
    file.remove("q002")
    assert path.read_bytes() == b""
    assert LabelFile(path).rows == []


def test_rows_that_are_not_touched_keep_their_bytes_and_unknown_keys(path: Path) -> None:
    path.parent.mkdir()
    odd = '{"question" :  "Quoi?", "answerable": false, "id": 7, "note": "caf\\u00e9"}'
    path.write_text(f"{odd}\n\n")
    file = LabelFile(path)
    file.save(row("a", mine=[]))
    assert path.read_text().splitlines()[0] == odd
    assert json.loads(path.read_text().splitlines()[1])["mine"] == []
    file.save({**(file.row("7") or {}), "id": "7", "kind": "what"}, replaces="7")
    assert file.row("7") == {"id": "7", "question": "Quoi?", "kind": "what", "answerable": False, "note": "café"}


@pytest.mark.parametrize(
    "bad",
    [
        row("q001"),
        row("x", answerable=True),
        row("x", follow_up_of="nothing"),
        row("x", question=" "),
        row("x", gold=[{"doc_id": "a", "quote": " "}]),
        row("x", as_of="soon"),
        row("x", question="half \ud800"),
    ],
)
def test_a_row_that_would_spoil_the_set_is_not_written(path: Path, bad: dict[str, Any]) -> None:
    file = LabelFile(path)
    file.save(row("q001"))
    before = path.read_bytes()
    with pytest.raises(LabelError) as caught:
        file.save(bad)
    assert {problem.line for problem in caught.value.problems} == {2}
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
    assert file.rows == [row("q001")]


def test_a_row_that_others_follow_up_stays(path: Path) -> None:
    file = LabelFile(path)
    file.save(row("a"))
    file.save(row("b", follow_up_of="a"))
    with pytest.raises(LabelError, match="follow_up_of"):
        file.remove("a")
    assert ids(path) == ["a", "b"]


def test_another_program_s_changes_are_not_lost(path: Path) -> None:
    file = LabelFile(path)
    file.save(row("a"))
    with path.open("a") as stream:
        stream.write(json.dumps(row("theirs")) + "\n")
    with pytest.raises(EvaluationError, match="changed by another program") as caught:
        file.save(row("mine"))
    assert caught.value.remedy
    assert ids(path) == ["a", "theirs"]
    file.save(row("mine"))
    assert ids(path) == ["a", "theirs", "mine"]


def test_a_faulty_file_is_refused_by_line(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps(row("a")) + "\n{\n" + json.dumps(row("a")) + "\n")
    with pytest.raises(LabelError) as caught:
        LabelFile(path)
    assert [problem.line for problem in caught.value.problems] == [2, 3]


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EvaluationError, match="cannot be written"):
        LabelFile(tmp_path / "file" / "questions.jsonl").save(row("a"))


def test_a_draft_is_kept_beside_and_forgotten(path: Path) -> None:
    file = LabelFile(path)
    assert file.draft() is None
    file.keep_draft({"row": row("a"), "replaces": None})
    assert LabelFile(path).draft() == {"row": row("a"), "replaces": None}
    file.keep_draft(None)
    file.keep_draft(None)
    assert LabelFile(path).draft() is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"row": 1}', '{"row": {"id": 1, "question": "x"}}', "[" * 100_000])
def test_a_draft_that_cannot_be_read_is_none(path: Path, text: str) -> None:
    file = LabelFile(path)
    path.parent.mkdir()
    path.with_name("questions.jsonl.draft").write_text(text)
    assert file.draft() is None
