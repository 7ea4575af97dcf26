"""Retrieval measures against values worked out by hand, and the properties that they must have."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.retrieval_metrics import average_precision, ndcg, recall, reciprocal_rank, score

MEASURES = (recall, average_precision, ndcg, reciprocal_rank)
IDS = st.text(alphabet="abcdefgh", min_size=1, max_size=1)


def test_worked_example() -> None:
    ranked, relevant = ["x", "a", "y", "b", "z"], {"a", "b", "c"}
    assert recall(ranked, relevant, 5) == pytest.approx(2 / 3)
    assert average_precision(ranked, relevant, 5) == pytest.approx((1 / 2 + 2 / 4) / 3)
    best = 1 + 1 / math.log2(3) + 1 / 2
    assert ndcg(ranked, relevant, 5) == pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / best)
    assert reciprocal_rank(ranked, relevant, 5) == pytest.approx(1 / 2)


def test_nothing_beyond_the_cut_counts() -> None:
    assert [measure(["x", "y", "a"], {"a"}, 2) for measure in MEASURES] == [0, 0, 0, 0]


def test_recall_divides_by_all_relevant_even_when_the_cut_is_smaller() -> None:
    assert recall(["a", "b"], {"a", "b", "c", "d"}, 2) == pytest.approx(0.5)
    assert ndcg(["a", "b"], {"a", "b", "c", "d"}, 2) == pytest.approx(1.0)


def test_an_id_shown_twice_counts_once() -> None:
    assert recall(["a", "a"], {"a", "b"}, 2) == pytest.approx(0.5)
    assert average_precision(["a", "a"], {"a"}, 2) == pytest.approx(1.0)


def test_the_mean_is_over_all_questions() -> None:
    scores = score([(["a"], {"a"}), ([], {"b"}), (["x"], {"c"}), (["x"], set())], 10)
    assert (scores.questions, scores.unlabelled) == (3, 1)
    assert scores.recall == scores.average_precision == scores.ndcg == scores.reciprocal_rank == pytest.approx(1 / 3)


def test_no_questions_score_zero() -> None:
    assert score([], 10).recall == 0


@pytest.mark.parametrize("measure", MEASURES)
def test_what_cannot_be_scored_is_refused(measure: object) -> None:
    assert callable(measure)
    with pytest.raises(ValueError, match="cut-off"):
        measure(["a"], {"a"}, 0)
    with pytest.raises(ValueError, match="nothing is relevant"):
        measure(["a"], set(), 5)


@given(st.lists(IDS, max_size=10), st.sets(IDS, min_size=1), st.integers(1, 12))
def test_measures_are_shares(ranked: list[str], relevant: set[str], k: int) -> None:
    for measure in MEASURES:
        assert 0 <= measure(ranked, relevant, k) <= 1 + 1e-12


@given(st.sets(IDS, min_size=1), st.integers(1, 12))
def test_the_right_ranking_is_best(relevant: set[str], k: int) -> None:
    ranked = sorted(relevant)
    assert ndcg(ranked, relevant, k) == pytest.approx(1)
    assert reciprocal_rank(ranked, relevant, k) == 1
    assert average_precision(ranked, relevant, k) == pytest.approx(min(k, len(relevant)) / len(relevant))


@given(st.lists(IDS, max_size=8, unique=True), st.sets(IDS, min_size=1), st.integers(1, 8), st.integers(0, 6))
def test_moving_a_relevant_id_up_never_costs(ranked: list[str], relevant: set[str], k: int, place: int) -> None:
    if place + 1 >= len(ranked) or ranked[place + 1] not in relevant:
        return
    better = ranked.copy()
    better[place], better[place + 1] = better[place + 1], better[place]
    for measure in MEASURES:
        assert measure(better, relevant, k) >= measure(ranked, relevant, k) - 1e-12
