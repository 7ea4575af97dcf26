"""Means with their intervals over many questions, and two runs compared question by question.

Intervals are 95 % percentile bootstrap intervals (Efron and Tibshirani 1993). Questions about the same evidence
(phrasings of one fact, follow-ups) are one observation, not several: where ``QuestionScore.cluster`` says so, whole
clusters are drawn; otherwise the interval would be narrower than the evidence allows. Results do not depend on the
order of the questions.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.scoring import Outcome, QuestionScore

_BLOCK = 1_000_000  # clusters drawn at a time
_ALIKE = 64  # different clusters at most that are drawn as outcomes of a multinomial


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over ``n`` questions and the ends of its 95 % interval."""

    mean: float
    low: float
    high: float
    n: int

    @property
    def excludes_zero(self) -> bool:
        """For a difference: whether it is beyond chance."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Summary:
    """Every metric and rate over all questions and by kind. What applies to no question is absent.

    Rates over all questions: ``right_rate``, ``wrong_rate``, ``refused_rate``, ``error_rate`` (they add up to 1) and
    ``correct_rate`` (right, or rightly refused). Over some: ``abstention_precision`` (of the refusals, those where the
    evidence is absent), ``abstention_recall`` and ``wrong_on_unanswerable`` (of the unanswerable questions),
    ``refused_on_answerable`` (of the answerable ones), ``right_on_answerable``.
    """

    overall: Mapping[str, Interval]
    by_kind: Mapping[str, Mapping[str, Interval]]


@dataclass(frozen=True, slots=True)
class Change:
    """A question that came out differently in the second run."""

    id: str
    before: Outcome
    after: Outcome


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs over the ``common`` questions that both answered.

    ``differences``: per metric and rate the paired difference, second less first, over the questions it applies to
    in both. ``better`` and ``worse``: outcomes that changed, each way. ``only_first``, ``only_second``: ids that were
    left out.
    """

    common: int
    differences: Mapping[str, Interval]
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    only_first: tuple[str, ...] = ()
    only_second: tuple[str, ...] = ()


def bootstrap(
    values: Sequence[float], *, seed: int = 0, rounds: int = 2000, clusters: Sequence[Hashable] | None = None
) -> Interval:
    """The mean of ``values`` and its interval. ``clusters`` names the cluster of each value.

    Raises ``ValueError`` for no value, or one that is no number.
    """
    numbers = np.asarray(values, dtype=np.float64)
    if not numbers.size:
        raise ValueError("no values: they have no mean")
    if not np.isfinite(numbers).all():
        raise ValueError("a value is not a finite number")
    sums, counts = _clustered(numbers, clusters)
    mean = float(sums.sum() / counts.sum())
    means = _resampled(sums, counts, np.random.default_rng(seed), rounds)
    low, high = np.percentile(means, (2.5, 97.5))
    return Interval(mean, min(float(low), mean), max(float(high), mean), int(numbers.size))


def summarise(scores: Sequence[QuestionScore]) -> Summary:
    """Every metric of ``scores`` and the rates, over all and by kind."""
    kinds = sorted({score.kind for score in scores} - {""})
    return Summary(
        overall=_intervals(scores),
        by_kind={kind: _intervals([score for score in scores if score.kind == kind]) for kind in kinds},
    )


def compare(first: Sequence[QuestionScore], second: Sequence[QuestionScore]) -> Comparison:
    """The second run against the first. Only ids with the same label (answerable or not) in both are compared."""
    before, after = {score.id: score for score in first}, {score.id: score for score in second}
    common = [name for name in before if name in after and before[name].answerable == after[name].answerable]
    pairs, compared = [(before[name], after[name]) for name in common], set(common)
    changes = [(_worth(one, other), Change(one.id, one.outcome, other.outcome)) for one, other in pairs]
    return Comparison(
        common=len(common),
        differences=_differences(pairs),
        better=tuple(change for gain, change in changes if gain > 0),
        worse=tuple(change for gain, change in changes if gain < 0),
        only_first=tuple(name for name in before if name not in compared),
        only_second=tuple(name for name in after if name not in compared),
    )


# Figures of a question -----------------------------------------------------------------------------

_Figure = Callable[[QuestionScore], float | None]


def _share(of: Callable[[QuestionScore], bool], among: Callable[[QuestionScore], bool] | None = None) -> _Figure:
    """The share of those ``of`` which it is true ``among`` some, or among all."""
    return lambda score: float(of(score)) if among is None or among(score) else None


_RATES: dict[str, _Figure] = {
    "right_rate": _share(lambda score: score.outcome == "right"),
    "wrong_rate": _share(lambda score: score.outcome == "wrong"),
    "refused_rate": _share(lambda score: score.outcome == "refused"),
    "error_rate": _share(lambda score: score.outcome == "error"),
    "correct_rate": _share(lambda score: score.outcome == ("right" if score.answerable else "refused")),
    "abstention_precision": _share(lambda score: not score.answerable, lambda score: score.outcome == "refused"),
    "abstention_recall": _share(lambda score: score.outcome == "refused", lambda score: not score.answerable),
    "wrong_on_unanswerable": _share(lambda score: score.outcome == "wrong", lambda score: not score.answerable),
    "right_on_answerable": _share(lambda score: score.outcome == "right", lambda score: score.answerable),
    "refused_on_answerable": _share(lambda score: score.outcome == "refused", lambda score: score.answerable),
}


def _figures(score: QuestionScore) -> dict[str, float]:
    rates = {name: figure(score) for name, figure in _RATES.items()}
    return {**{name: rate for name, rate in rates.items() if rate is not None}, **score.metrics}


def _intervals(scores: Sequence[QuestionScore]) -> dict[str, Interval]:
    figures = [(_cluster(score), _figures(score)) for score in scores]
    return _by_name(figures)


def _differences(pairs: Sequence[tuple[QuestionScore, QuestionScore]]) -> dict[str, Interval]:
    """Paired differences. The share of the refusals that are right has no pairs: each run refuses other questions."""
    rows = []
    for one, other in pairs:
        then, now = _figures(one), _figures(other)
        paired = (then.keys() & now.keys()) - {"abstention_precision"}
        rows.append((_cluster(one), {name: now[name] - then[name] for name in paired}))
    return _by_name(rows)


def _by_name(rows: Sequence[tuple[str, Mapping[str, float]]]) -> dict[str, Interval]:
    names = sorted({name for _, figures in rows for name in figures})
    found = {}
    for name in names:
        held = [(cluster, figures[name]) for cluster, figures in rows if name in figures]
        found[name] = bootstrap([value for _, value in held], clusters=[cluster for cluster, _ in held])
    return found


def _cluster(score: QuestionScore) -> str:
    return score.cluster or f"id {score.id}"


def _worth(before: QuestionScore, after: QuestionScore) -> int:
    """How much better the outcome became. Silence is worse than a right answer and better than a wrong one."""
    order = ("wrong", "error", "refused", "right")
    return order.index(after.outcome) - order.index(before.outcome)


# Drawing -------------------------------------------------------------------------------------------


def _clustered(
    values: NDArray[np.float64], clusters: Sequence[Hashable] | None
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The sum and the number of values of each cluster, in an order that does not depend on that of the values."""
    if clusters is None:
        return np.sort(values), np.ones(len(values), dtype=np.int64)
    if len(clusters) != len(values):
        raise ValueError(f"{len(clusters)} clusters for {len(values)} values")
    members: dict[Hashable, list[float]] = {}
    for cluster, value in zip(clusters, values.tolist(), strict=True):
        members.setdefault(cluster, []).append(value)
    pairs = sorted((float(np.sum(np.sort(held))), len(held)) for held in members.values())
    return np.array([total for total, _ in pairs]), np.array([count for _, count in pairs], dtype=np.int64)


def _resampled(
    sums: NDArray[np.float64], counts: NDArray[np.int64], rng: np.random.Generator, rounds: int
) -> NDArray[np.float64]:
    """Means of ``rounds`` samples of as many clusters as there are, drawn with replacement.

    Few different clusters are drawn as outcomes of a multinomial: the same distribution, much faster for shares.
    """
    alike, numbers = np.unique(np.stack([sums, counts.astype(np.float64)]), axis=1, return_counts=True)
    size, kinds = len(sums), alike.shape[1]
    by_kind = kinds <= _ALIKE
    means = np.empty(rounds)
    step = max(1, _BLOCK // size)
    for start in range(0, rounds, step):
        drawing = min(step, rounds - start)
        if by_kind:
            drawn = rng.multinomial(size, numbers / size, size=drawing)
            means[start : start + step] = (drawn @ alike[0]) / (drawn @ alike[1])
        else:
            places = rng.integers(size, size=(drawing, size))
            means[start : start + step] = sums[places].sum(axis=1) / counts[places].sum(axis=1)
    return means
