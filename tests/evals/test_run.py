from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evals.labels import LabelledSet, load_set
from evals.run import Runner
from tests.support.labelled import Scripted, labelled_folder

TEXTS = {"who": "Jane Okafor.", "when": "On 14 March 2026.", "risk": "Until 31 December 2026."}
IDENTITY = {"code": "1"}


@pytest.fixture(name="labelled")
def _labelled(tmp_path: Path) -> LabelledSet:
    return load_set(labelled_folder(tmp_path / "small"), "dev")


def test_every_question_is_asked_once_in_order_and_progress_is_told(labelled: LabelledSet, tmp_path: Path) -> None:
    system, told = Scripted(TEXTS), []
    run = Runner(system, tmp_path / "a.jsonl", IDENTITY).run(labelled, lambda done, total: told.append((done, total)))
    ids = [question.id for question in labelled.questions]
    assert [name for name, _ in system.asked] == [asked.id for asked in run.asked] == ids
    assert told == [(number, len(ids)) for number in range(len(ids) + 1)]
    assert run.resumed == 0
    assert [asked.answer["status"] for asked in run.asked] == ["answered"] * 3 + ["not_found"] * 2


def test_a_follow_up_is_asked_with_the_earlier_question_and_our_answer(labelled: LabelledSet, tmp_path: Path) -> None:
    system = Scripted(TEXTS)
    Runner(system, tmp_path / "a.jsonl", IDENTITY).run(labelled)
    (turn,) = dict(system.asked)["when"]
    assert turn.question == "Who approved the AI policy?"
    assert turn.answer is not None
    assert turn.answer["text"] == "Jane Okafor."


def test_an_earlier_question_that_was_left_out_is_history_without_an_answer(
    labelled: LabelledSet, tmp_path: Path
) -> None:
    system = Scripted(TEXTS)
    Runner(system, tmp_path / "a.jsonl", IDENTITY).run(replace(labelled, questions=labelled.questions[1:]))
    (turn,) = dict(system.asked)["when"]
    assert (turn.question, turn.answer) == ("Who approved the AI policy?", None)


def test_an_interrupted_run_goes_on_where_it_stood(labelled: LabelledSet, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    with pytest.raises(KeyboardInterrupt):
        Runner(Scripted(TEXTS, fail_at="risk"), file, IDENTITY).run(labelled)
    with file.open("a") as stream:
        stream.write('{"id": "risk", "answ')  # killed while it wrote
    system = Scripted(TEXTS)
    run = Runner(system, file, IDENTITY).run(labelled)
    assert [name for name, _ in system.asked] == ["risk", "absent", "closed"]
    assert run.resumed == 2
    undisturbed = Runner(Scripted(TEXTS), tmp_path / "b.jsonl", IDENTITY).run(labelled)
    assert [(a.id, a.answer) for a in run.asked] == [(a.id, a.answer) for a in undisturbed.asked]


def test_a_resumed_follow_up_knows_the_answer_that_was_given_before(labelled: LabelledSet, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    with pytest.raises(KeyboardInterrupt):
        Runner(Scripted(TEXTS, fail_at="when"), file, IDENTITY).run(labelled)
    system = Scripted(TEXTS)
    Runner(system, file, IDENTITY).run(labelled)
    (turn,) = dict(system.asked)["when"]
    assert turn.answer is not None
    assert turn.answer["text"] == "Jane Okafor."


@pytest.mark.parametrize("change", ["code", "model", "labels", "answerable"])
def test_answers_of_another_run_are_not_used(labelled: LabelledSet, tmp_path: Path, change: str) -> None:
    file = tmp_path / "a.jsonl"
    with pytest.raises(KeyboardInterrupt):
        Runner(Scripted(TEXTS, fail_at="risk"), file, IDENTITY).run(labelled)
    identity = {"code": "2"} if change == "code" else IDENTITY
    if change == "labels":
        labelled = replace(labelled, digest="other")
    if change == "answerable":
        first = replace(labelled.questions[0], answerable=False)
        labelled = replace(labelled, questions=(first, *labelled.questions[1:]))
    system = Scripted(TEXTS, model="b" if change == "model" else "a")
    run = Runner(system, file, identity).run(labelled)
    assert run.resumed == 0
    assert len(system.asked) == len(labelled.questions)


def test_a_file_that_is_no_journal_is_written_over(labelled: LabelledSet, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"\xff\xfe nothing of ours\n[1]\n")
    assert Runner(Scripted(), file, IDENTITY).run(labelled).resumed == 0
    assert json.loads(file.read_text().splitlines()[1])["id"] == "who"


def test_until_its_file_is_removed_a_run_that_is_complete_is_not_asked_again(
    labelled: LabelledSet, tmp_path: Path
) -> None:
    file = tmp_path / "a.jsonl"
    runner = Runner(Scripted(), file, IDENTITY)
    runner.run(labelled)
    assert runner.run(labelled).resumed == len(labelled.questions)
    file.unlink()
    assert runner.run(labelled).resumed == 0
