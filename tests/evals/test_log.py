from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from evals import log as logs
from evals.errors import RunError


def record(**changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": "a",
        "answer": {
            "status": "answered",
            "text": "Yes.",
            "claims": [{"citations": [{"doc_id": "d", "start": 0, "end": 3}]}],
            "timings_ms": {"retrieve": 3.0},
            "as_of": "2026-06-30",
        },
        "hits": [{"doc_id": "d", "start": 0, "end": 9, "score": 0.5}],
        "confidence": 0.7,
        "forced": None,
        "latency_ms": 3.0,
        "score": {"outcome": "right", "metrics": {"answer_correct": 1.0, "latency_ms": 3.0}},
        "retrieval": {"document_recall@1": 1.0},
        "withheld": False,
        "why": [],
    }
    return row | changes


def whole(**changes: Any) -> dict[str, Any]:
    return {"version": 1, "set": {}, "records": [record()], "summary": {}, "deterministic_digest": "x"} | changes


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "new" / "log.json"
    logs.save(whole(text="Zoë\n“x”"), file)
    assert logs.load(file) == whole(text="Zoë\n“x”")
    assert [each.name for each in file.parent.iterdir()] == ["log.json"]


def test_a_figure_that_is_no_number_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON"):
        logs.save(whole(x=float("nan")), tmp_path / "log.json")
    assert not (tmp_path / "log.json").exists()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "cannot be read"),
        ("[]", "not an object"),
        ('{"version": 1}', "without set"),
        (json.dumps(whole(version=99)), "version 99"),
    ],
)
def test_what_is_no_log_is_named(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "log.json"
    file.write_text(text)
    with pytest.raises(RunError, match=reason):
        logs.load(file)


def test_a_log_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="cannot be read"):
        logs.load(tmp_path / "none.json")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RunError, match="cannot be written"):
        logs.save(whole(), tmp_path / "file" / "log.json")


def test_times_and_the_clock_do_not_enter_the_digest() -> None:
    later = record(latency_ms=9.0)
    later["answer"] = later["answer"] | {"timings_ms": {"retrieve": 9.9}, "as_of": "2027-01-01"}
    later["score"] = {"outcome": "right", "metrics": {"latency_ms": 9.0, "answer_correct": 1.0}}
    assert logs.digest([later]) == logs.digest([record()])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("answer", "text"), "No."),
        (("answer", "claims", 0, "citations", 0, "start"), 1),
        (("hits", 0, "end"), 8),
        (("score", "outcome"), "wrong"),
        (("score", "metrics", "answer_correct"), 0.0),
        (("retrieval", "document_recall@1"), 0.5),
        (("forced",), "right"),
        (("withheld",), True),
    ],
)
def test_everything_else_does(path: tuple[str | int, ...], value: object) -> None:
    changed: Any = copy.deepcopy(record())
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    assert logs.digest([changed]) != logs.digest([record()])
