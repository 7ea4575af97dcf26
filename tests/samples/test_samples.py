"""The sample organisations: built as committed, labelled without holes, split by fact."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from evals.labels import load_set
from samples.build import TARGET, documents
from samples.labels import TARGET as QUESTIONS
from samples.labels import rows

SAMPLES = Path(__file__).parents[2] / "samples"
MAIN_KINDS = "who when what yesno list count missing multi asof conflict how clause unanswerable restricted".split()


def test_every_document_is_what_its_source_makes() -> None:
    made = dict(documents())
    there = {
        path.relative_to(TARGET / "docs").as_posix(): path for path in (TARGET / "docs").rglob("*") if path.is_file()
    }
    assert set(made) == set(there)
    drawn = (".pdf",)  # scans and compressed streams depend on the libraries of the machine
    different = [name for name, data in made.items() if not name.endswith(drawn) and there[name].read_bytes() != data]
    assert different == []


def test_the_organisation_is_as_large_and_as_mixed_as_it_says() -> None:
    files = [path for path in (TARGET / "docs").rglob("*") if path.is_file()]
    assert len(files) >= 200
    assert len({path.suffix for path in files}) >= 14
    assert sum(path.stat().st_size for path in files) < 15_000_000


@pytest.mark.parametrize("name", ["organisation", "blind"])
def test_the_key_names_documents_that_exist(name: str) -> None:
    key = json.loads((SAMPLES / name / "key.json").read_text("utf-8"))
    missing = [path for each in key["anomalies"] for path in each["documents"] if not _is_there(name, path)]
    assert missing == []
    assert key["today"]


def _is_there(name: str, path: str) -> bool:
    return (SAMPLES / name / "docs" / path.partition("#")[0]).is_file()


def test_the_questions_are_the_joined_ones() -> None:
    committed = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    assert committed == rows()


def test_every_main_kind_has_twenty_questions() -> None:
    kinds = Counter(question.kind for question in load_set(TARGET).questions)
    assert {kind: kinds[kind] for kind in MAIN_KINDS if kinds[kind] < 20} == {}
    assert len(load_set(TARGET).questions) >= 300


def test_a_fact_is_on_one_side_of_the_split_only() -> None:
    sides: dict[str, set[str]] = {}
    by_id = {row["id"]: row for row in rows()}
    for row in rows():
        sides.setdefault(row["fact"], set()).add(row["split"])
        if parent := row.get("follow_up_of"):
            assert by_id[parent]["split"] == row["split"]
    assert [fact for fact, splits in sides.items() if len(splits) > 1] == []


def test_the_blind_set_can_be_read() -> None:
    questions = load_set(SAMPLES / "blind").questions
    assert len(questions) >= 80
    assert sum(not question.answerable for question in questions) >= 12
