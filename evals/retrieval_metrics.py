"""How good a ranking is: recall, average precision, nDCG and reciprocal rank, each at a cut-off.

Definitions are those of ``trec_eval`` (``recall_k``, ``map_cut_k``, ``ndcg_cut_k`` with binary gains,
``recip_rank``), which the published figures on ObliQA use. A ranking is the list of ids as shown, best first;
an id that is shown twice counts where it stands first.

The mean is always over all questions: one for which nothing was found, or that failed, counts as zero. Only
questions without a relevant id are left out, for they have no right ranking, and their number is reported.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

_Measure = Callable[[Sequence[str], Collection[str], int], float]


@dataclass(frozen=True, slots=True)
class RetrievalScores:
    """Means over ``questions`` questions, each between 0 and 1; ``unlabelled`` more had nothing relevant to find."""

    k: int
    questions: int
    unlabelled: int
    recall: float
    average_precision: float
    ndcg: float
    reciprocal_rank: float


def recall(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """The share of the relevant ids that are among the first ``k``."""
    return sum(_gains(ranked, relevant, k)) / len(set(relevant))


def average_precision(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Mean over all relevant ids of the precision at the place of each; 0 for one beyond place ``k``."""
    found, total = 0, 0.0
    for place, gain in enumerate(_gains(ranked, relevant, k), 1):
        found += gain
        total += gain * found / place
    return total / len(set(relevant))


def ndcg(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Discounted cumulative gain over the best that is possible (Järvelin and Kekäläinen 2002), binary gains."""
    best = sum(_discount(place) for place in range(1, min(k, len(set(relevant))) + 1))
    gains = enumerate(_gains(ranked, relevant, k), 1)
    return sum(gain * _discount(place) for place, gain in gains) / best


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """One over the place of the first relevant id, 0 if none is among the first ``k``."""
    gains = _gains(ranked, relevant, k)
    return 1 / (gains.index(1) + 1) if 1 in gains else 0.0


def score(rankings: Iterable[tuple[Sequence[str], Collection[str]]], k: int) -> RetrievalScores:
    """Score pairs of a ranking and its relevant ids. Pass an empty ranking for a question that failed."""
    pairs = list(rankings)
    labelled = [(ranked, relevant) for ranked, relevant in pairs if relevant]
    count = len(labelled)

    def mean(measure: _Measure) -> float:
        return math.fsum(measure(ranked, relevant, k) for ranked, relevant in labelled) / count if count else 0.0

    return RetrievalScores(
        k=k,
        questions=count,
        unlabelled=len(pairs) - count,
        recall=mean(recall),
        average_precision=mean(average_precision),
        ndcg=mean(ndcg),
        reciprocal_rank=mean(reciprocal_rank),
    )


def _gains(ranked: Sequence[str], relevant: Collection[str], k: int) -> list[int]:
    """1 for each place up to ``k`` that shows a relevant id for the first time, else 0."""
    if k < 1:
        raise ValueError(f"a cut-off is at least 1, not {k}")
    if not relevant:
        raise ValueError("nothing is relevant: no ranking is right or wrong")
    wanted = set(relevant)
    gains = []
    for item in ranked[:k]:
        gains.append(int(item in wanted))
        wanted.discard(item)
    return gains


def _discount(place: int) -> float:
    return 1 / math.log2(place + 1)
