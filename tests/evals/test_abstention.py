"""Risk–coverage curves and the calibration of confidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.abstention import Bin, RiskPoint, reliability, risk_coverage

CASES = st.lists(st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.9, None]), st.booleans()), max_size=20)


def test_a_worked_curve() -> None:
    curve = risk_coverage([0.9, 0.8, 0.8, 0.2, None], [True, False, True, False, True])
    assert curve.points == (
        RiskPoint(0.9, 0.2, 0.0, 0.8),
        RiskPoint(0.8, pytest.approx(0.6), pytest.approx(1 / 3), pytest.approx(0.4)),
        RiskPoint(0.2, 0.8, 0.5, pytest.approx(0.2)),
    )
    assert curve.area == pytest.approx((0.2 * 0 + 0.4 / 3 + 0.2 / 2) / 0.8)
    assert curve.best == pytest.approx((1 / 3 + 2 / 4) / 4)


def test_confidence_that_knows_reaches_the_best_area() -> None:
    knowing = risk_coverage([0.9, 0.8, 0.3, 0.1], [True, True, False, False])
    wrong_way = risk_coverage([0.1, 0.3, 0.8, 0.9], [True, True, False, False])
    assert knowing.area == pytest.approx(knowing.best)
    assert wrong_way.area > wrong_way.best == knowing.best


def test_without_differences_in_confidence_there_is_one_point() -> None:
    assert risk_coverage([1.0, 1.0, None, 1.0], [True, False, True, True]).points == (
        RiskPoint(1.0, 0.75, pytest.approx(1 / 3), 0.25),
    )


@pytest.mark.parametrize("confidences", [[], [None, None]])
def test_no_answers_give_no_points(confidences: list[None]) -> None:
    curve = risk_coverage(confidences, [True] * len(confidences))
    assert (curve.points, curve.area, curve.best) == ((), 0, 0)


def test_what_is_no_confidence_is_refused() -> None:
    with pytest.raises(ValueError, match="1 confidences for 2 answers"):
        risk_coverage([0.5], [True, False])
    with pytest.raises(ValueError, match="not a number"):
        risk_coverage([float("nan")], [True])
    with pytest.raises(ValueError, match="1 confidences for 0 answers"):
        reliability([0.5], [])
    with pytest.raises(ValueError, match="between 0 and 1"):
        reliability([1.5], [True])


@given(CASES)
def test_bolder_is_more_coverage(cases: list[tuple[float | None, bool]]) -> None:
    curve = risk_coverage([confidence for confidence, _ in cases], [right for _, right in cases])
    assert [point.threshold for point in curve.points] == sorted(
        {confidence for confidence, _ in cases if confidence is not None}, reverse=True
    )
    coverages = [point.coverage for point in curve.points]
    assert coverages == sorted(set(coverages))
    assert all(point.coverage + point.refused == pytest.approx(1) for point in curve.points)
    assert 0 <= curve.best <= curve.area + 1e-9 <= 1 + 1e-8


@given(CASES, st.randoms())
def test_the_order_of_the_questions_does_not_matter(cases: list[tuple[float | None, bool]], rng: object) -> None:
    first = risk_coverage([confidence for confidence, _ in cases], [right for _, right in cases])
    rng.shuffle(cases)  # type: ignore[attr-defined]
    assert risk_coverage([confidence for confidence, _ in cases], [right for _, right in cases]).points == first.points


def test_reliability_holds_claims_against_what_is_right() -> None:
    assert reliability([0.0, 0.05, 0.55, 1.0], [False, True, True, True], bins=2) == (
        Bin(0.0, 0.5, pytest.approx(0.025), 0.5, 2),
        Bin(0.5, 1.0, pytest.approx(0.775), 1.0, 2),
    )
    assert [each.n for each in reliability([0.05, 0.95], [True, True])] == [1, 1]
