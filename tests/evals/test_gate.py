from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from evals.errors import GateError
from evals.gate import accept, baseline_file, check, outcomes, read_accepted


def log(found: Mapping[str, str], *, model: str | None = None, **changes: Any) -> dict[str, Any]:
    rows = [
        {"id": name, "score": {"outcome": outcome, "cluster": ""}, "answer": {"model": model}}
        for name, outcome in found.items()
    ]
    about = {"name": "set", "split": "dev", "digest": "d", "limit": None} | changes
    return {"set": about, "withheld": None, "records": rows}


BEFORE = {"a": "right", "b": "refused", "c": "wrong", "d": "error"}


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    assert accept(log(BEFORE), "first baseline", tmp_path) == ()
    return tmp_path


def test_the_same_outcomes_pass(folder: Path) -> None:
    verdict = check(log(BEFORE), folder)
    assert verdict.passed
    assert (verdict.worse, verdict.better, verdict.new, verdict.difference) == ((), (), (), None)


@pytest.mark.parametrize(
    ("name", "outcome"),
    [("a", "wrong"), ("a", "refused"), ("a", "error"), ("b", "wrong"), ("b", "error"), ("d", "wrong")],
)
def test_one_question_that_turns_worse_fails(folder: Path, name: str, outcome: str) -> None:
    verdict = check(log({**BEFORE, name: outcome}), folder)
    assert not verdict.passed
    assert [(turn.id, turn.before, turn.after) for turn in verdict.worse] == [(name, BEFORE[name], outcome)]


@pytest.mark.parametrize(("name", "outcome"), [("b", "right"), ("c", "refused"), ("c", "error"), ("d", "right")])
def test_one_that_turns_better_passes_and_is_named(folder: Path, name: str, outcome: str) -> None:
    verdict = check(log({**BEFORE, name: outcome}), folder)
    assert verdict.passed
    assert [turn.id for turn in verdict.better] == [name]


def test_a_gain_does_not_make_up_for_a_loss(folder: Path) -> None:
    assert not check(log({"a": "refused", "b": "right", "c": "right", "d": "right"}), folder).passed


def test_a_question_that_is_gone_fails_and_a_new_one_is_named(folder: Path) -> None:
    verdict = check(log({"b": "refused", "c": "wrong", "d": "error", "e": "wrong"}), folder)
    assert [(turn.id, turn.after) for turn in verdict.worse] == [("a", "gone")]
    assert verdict.new == ("e",)


def test_what_is_accepted_is_listed_with_its_reason_and_excuses_only_that(folder: Path) -> None:
    file = baseline_file(log(BEFORE), folder)
    before = file.read_text()
    turned = log({**BEFORE, "a": "refused"})
    (turn,) = accept(turned, 'The label was "wrong".\nIt said 12 €.', folder)
    assert (turn.id, turn.after) == ("a", "refused")
    assert check(turned, folder).passed  # against the new baseline
    (entry,) = read_accepted(folder)
    assert entry.reason == 'The label was "wrong".\nIt said 12 €.'
    file.write_text(before)  # the old baseline with the entry: excused, and named
    verdict = check(turned, folder)
    assert verdict.passed
    assert [turn.reason for turn in verdict.accepted] == [entry.reason]
    assert not check(log({**BEFORE, "a": "wrong"}), folder).passed
    assert not check(log({**BEFORE, "b": "wrong"}), folder).passed


def test_accepting_an_improvement_lists_nothing_and_raises_the_bar(folder: Path) -> None:
    accept(log({**BEFORE, "c": "right"}), "better", folder)
    assert read_accepted(folder) == ()
    assert not check(log(BEFORE), folder).passed


def test_with_a_model_the_paired_interval_decides(tmp_path: Path) -> None:
    good = {f"q{n}": "right" for n in range(40)}
    accept(log(good, model="m"), "first", tmp_path)
    one = check(log({**good, "q0": "wrong"}, model="m"), tmp_path)
    assert one.passed
    assert one.difference is not None
    assert one.difference.mean == pytest.approx(-1 / 40)
    many = check(log({**good, **{f"q{n}": "wrong" for n in range(12)}}, model="m"), tmp_path)
    assert not many.passed


def test_splits_have_baselines_of_their_own(tmp_path: Path) -> None:
    accept(log(BEFORE), "dev", tmp_path)
    with pytest.raises(GateError, match="no baseline"):
        check(log(BEFORE, split="test"), tmp_path)


@pytest.mark.parametrize("part", [{"limit": 10}, None])
def test_a_partial_run_is_refused(folder: Path, part: dict[str, Any] | None) -> None:
    run = log(BEFORE, **part) if part else {**log(BEFORE), "withheld": {"share": 0.3}}
    for use in (lambda: check(run, folder), lambda: accept(run, "x", folder)):
        with pytest.raises(GateError, match="whole set"):
            use()


@pytest.mark.parametrize("text", ["{", "{}", '{"outcomes": {"a": "fine"}}', "[]"])
def test_a_broken_baseline_is_named(folder: Path, text: str) -> None:
    baseline_file(log(BEFORE), folder).write_text(text)
    with pytest.raises(GateError, match=r"set-dev\.json"):
        check(log(BEFORE), folder)


@pytest.mark.parametrize(
    "text",
    [
        "[[accepted]",
        '[[accepted]]\nset = "set-dev"\nid = "a"\nbefore = "right"\nafter = "wrong"\n',
        '[[accepted]]\nset = "set-dev"\nid = "a"\nbefore = "right"\nafter = "wrong"\nreason = " "\n',
        '[[accepted]]\nset = "set-dev"\nid = "a"\nbefore = "right"\nafter = "wrong"\nreason = 3\n',
        "accepted = 3",
        "accepted = [3]",
    ],
)
def test_an_entry_without_a_reason_is_refused(folder: Path, text: str) -> None:
    (folder / "accepted.toml").write_text(text)
    with pytest.raises(GateError, match=r"accepted\.toml"):
        check(log(BEFORE), folder)


def test_accepting_needs_a_reason(folder: Path) -> None:
    with pytest.raises(GateError, match="reason"):
        accept(log(BEFORE), "  ", folder)


def test_a_baseline_holds_outcomes_and_no_place(folder: Path) -> None:
    stored = json.loads(baseline_file(log(BEFORE), folder).read_text())
    assert stored == {"set": "set", "split": "dev", "digest": "d", "outcomes": outcomes(log(BEFORE))}
