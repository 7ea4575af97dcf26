"""Intervals, summaries and comparisons of runs."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.scoring import Outcome, QuestionScore
from evals.summary import Change, bootstrap, compare, summarise

SHARES = st.floats(0, 1, allow_subnormal=False)


def score(
    name: str, outcome: Outcome, *, kind: str = "who", answerable: bool = True, **metrics: float
) -> QuestionScore:
    return QuestionScore(name, kind, answerable, outcome, metrics, ())


SCORES = (
    score("1", "right", answer_correct=1.0),
    score("2", "wrong", answer_correct=0.0),
    score("3", "refused", answer_correct=0.0, kind="when"),
    score("4", "refused", answerable=False, kind="unanswerable", abstained_rightly=1.0),
    score("5", "wrong", answerable=False, kind="unanswerable", abstained_rightly=0.0),
    score("6", "error", answerable=False, kind="unanswerable", abstained_rightly=0.0),
)


def test_the_interval_is_that_of_the_binomial_distribution() -> None:
    interval = bootstrap([1.0] * 300 + [0.0] * 100)
    half = 1.96 * (0.75 * 0.25 / 400) ** 0.5
    assert (interval.mean, interval.n) == (0.75, 400)
    assert interval.low == pytest.approx(0.75 - half, abs=0.01)
    assert interval.high == pytest.approx(0.75 + half, abs=0.01)


def test_few_and_many_different_values_are_drawn_alike() -> None:
    values = np.random.default_rng(3).random(500)
    fine, coarse = bootstrap(values.tolist()), bootstrap((np.round(values * 20) / 20).tolist())
    assert fine.low == pytest.approx(coarse.low, abs=0.01)
    assert fine.high == pytest.approx(coarse.high, abs=0.01)


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    rng = random.Random(7)
    samples = [[float(rng.random() < 0.6) for _ in range(120)] for _ in range(200)]
    covered = sum(one.low <= 0.6 <= one.high for one in (bootstrap(sample, rounds=500) for sample in samples))
    assert 0.88 <= covered / 200 <= 0.99


def test_phrasings_of_one_fact_do_not_narrow_the_interval() -> None:
    values = [1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0]
    facts = list(range(10))
    once = bootstrap(values, clusters=facts)
    thrice = bootstrap(values * 3, clusters=facts * 3)
    assert (once.mean, once.low, once.high) == (thrice.mean, thrice.low, thrice.high)
    assert bootstrap(values * 3).high - bootstrap(values * 3).low < thrice.high - thrice.low


def test_summaries_and_comparisons_draw_whole_clusters() -> None:
    first = [replace(score(str(n), "wrong", f=float(n % 2)), cluster=f"fact {n % 10}") for n in range(60)]
    second = [replace(each, metrics={"f": 0.5}) for each in first]
    once = summarise(first[:10]).overall["f"]
    assert summarise(first).overall["f"].low == once.low
    assert compare(first, second).differences["f"].low == compare(first[:10], second[:10]).differences["f"].low


@pytest.mark.parametrize("values", [[], [1.0, float("nan")], [float("inf")]])
def test_what_has_no_mean_is_refused(values: list[float]) -> None:
    with pytest.raises(ValueError, match=r"no mean|not a finite number"):
        bootstrap(values)


def test_clusters_are_one_a_value() -> None:
    with pytest.raises(ValueError, match="1 clusters for 2 values"):
        bootstrap([1, 0], clusters=["a"])


@given(st.lists(SHARES, min_size=1, max_size=80), st.integers(0, 9), st.randoms())
def test_intervals_are_ordered_and_do_not_depend_on_the_order(
    values: list[float], seed: int, rng: random.Random
) -> None:
    first = bootstrap(values, seed=seed, rounds=50)
    assert first.low <= first.mean <= first.high
    assert min(values) - 1e-9 <= first.low and first.high <= max(values) + 1e-9
    rng.shuffle(values)
    assert bootstrap(values, seed=seed, rounds=50) == first


def test_one_value_is_its_own_interval() -> None:
    interval = bootstrap([0.3])
    assert (interval.mean, interval.low, interval.high, interval.n) == (0.3, 0.3, 0.3, 1)


def test_rates_are_over_all_questions() -> None:
    overall = {name: (interval.mean, interval.n) for name, interval in summarise(SCORES).overall.items()}
    assert overall == {
        "right_rate": (pytest.approx(1 / 6), 6),
        "wrong_rate": (pytest.approx(2 / 6), 6),
        "refused_rate": (pytest.approx(2 / 6), 6),
        "error_rate": (pytest.approx(1 / 6), 6),
        "correct_rate": (pytest.approx(2 / 6), 6),
        "abstention_precision": (0.5, 2),
        "abstention_recall": (pytest.approx(1 / 3), 3),
        "wrong_on_unanswerable": (pytest.approx(1 / 3), 3),
        "right_on_answerable": (pytest.approx(1 / 3), 3),
        "refused_on_answerable": (pytest.approx(1 / 3), 3),
        "answer_correct": (pytest.approx(1 / 3), 3),
        "abstained_rightly": (pytest.approx(1 / 3), 3),
    }


def test_kinds_are_summed_up_by_themselves() -> None:
    kinds = summarise(SCORES).by_kind
    assert set(kinds) == {"who", "when", "unanswerable"}
    assert kinds["who"]["right_rate"].mean == 0.5
    assert "right_on_answerable" not in kinds["unanswerable"]


def test_no_scores_have_no_figures() -> None:
    summary = summarise([])
    assert (summary.overall, summary.by_kind) == ({}, {})


OUTCOMES: st.SearchStrategy[Outcome] = st.sampled_from(["right", "wrong", "refused", "error"])


@given(st.lists(st.tuples(OUTCOMES, st.booleans()), min_size=1, max_size=20))
def test_the_four_outcomes_add_up(drawn: Sequence[tuple[Outcome, bool]]) -> None:
    scores = [score(str(n), outcome, answerable=answerable) for n, (outcome, answerable) in enumerate(drawn)]
    overall = summarise(scores).overall
    rates = [overall[f"{outcome}_rate"].mean for outcome in ("right", "wrong", "refused", "error")]
    assert sum(rates) == pytest.approx(1)


def test_runs_are_compared_question_by_question() -> None:
    first = [score("a", "right", f=1.0), score("b", "wrong", f=0.2), score("c", "refused"), score("gone", "right")]
    second = [score("c", "wrong"), score("a", "right", f=1.0), score("b", "refused", f=0.4), score("new", "error")]
    found = compare(first, second)
    assert found.common == 3
    assert found.better == (Change("b", "wrong", "refused"),)
    assert found.worse == (Change("c", "refused", "wrong"),)
    assert (found.only_first, found.only_second) == (("gone",), ("new",))
    assert found.differences["f"].mean == pytest.approx(0.1)
    assert found.differences["f"].n == 2
    assert found.differences["right_rate"].mean == 0


def test_a_question_whose_label_changed_is_not_compared() -> None:
    found = compare([score("a", "refused", answerable=False)], [score("a", "right")])
    assert (found.common, found.better, found.differences) == (0, (), {})
    assert (found.only_first, found.only_second) == (("a",), ("a",))


def test_pairs_show_what_two_intervals_hide() -> None:
    hard = [0.0] * 100 + [1.0] * 100
    first = [score(str(n), "wrong", f=0.9 * value) for n, value in enumerate(hard)]
    second = [score(str(n), "wrong", f=0.9 * value + 0.02) for n, value in enumerate(hard)]
    one, other = summarise(first).overall["f"], summarise(second).overall["f"]
    assert one.high > other.low
    assert compare(first, second).differences["f"].excludes_zero


def test_a_run_does_not_differ_from_itself() -> None:
    found = compare(SCORES, SCORES)
    assert (found.better, found.worse, found.common) == ((), (), 6)
    assert all((each.mean, each.low, each.high) == (0, 0, 0) for each in found.differences.values())
    assert "right_rate" in found.differences
    assert "abstention_precision" not in found.differences  # the refusals of two runs are no pairs
