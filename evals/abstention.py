"""Wrong answers against refusals: what a system would be worth if it were bolder or more cautious.

A *risk–coverage curve* (El-Yaniv and Wiener 2010) answers, for every threshold of confidence, which share of the
questions would be answered (coverage) and which share of those answers would be wrong (risk).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """What happens when everything with at least ``threshold`` of confidence is answered.

    ``coverage``: the share answered; ``risk``: of those, the share that is wrong; ``refused``: the rest.
    """

    threshold: float
    coverage: float
    risk: float
    refused: float


@dataclass(frozen=True, slots=True)
class RiskCurve:
    """The points from the most cautious threshold to the boldest.

    ``area``: the mean risk over the coverage that is reached, 0 at best; ``best``: the area of the same answers had
    confidence put every right one before every wrong one. What lies between them is due to confidence alone.
    """

    points: tuple[RiskPoint, ...]
    area: float
    best: float = 0.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like confidence: the mean they claim, and the share that is right."""

    low: float
    high: float
    confidence: float
    right: float
    n: int


def risk_coverage(confidences: Sequence[float | None], right: Sequence[bool]) -> RiskCurve:
    """The curve of answers with these confidences; ``right``: whether each is right if it is given.

    A confidence of ``None`` is a question that is never answered. Answers of the same confidence stand or fall
    together: one point. An answer to an unanswerable question is never right. No answers give an empty curve.
    """
    if len(confidences) != len(right):
        raise ValueError(f"{len(confidences)} confidences for {len(right)} answers")
    given = [(value, bool(good)) for value, good in zip(confidences, right, strict=True) if value is not None]
    if any(math.isnan(value) for value, _ in given):
        raise ValueError("a confidence is not a number")
    given.sort(key=lambda pair: -pair[0])
    points: list[RiskPoint] = []
    answered = wrong = 0
    for threshold, group in groupby(given, key=lambda pair: pair[0]):
        members = list(group)
        answered += len(members)
        wrong += sum(not good for _, good in members)
        coverage = answered / len(confidences)
        points.append(RiskPoint(threshold, coverage, wrong / answered, 1 - coverage))
    return RiskCurve(tuple(points), _area(points), _best([good for _, good in given]))


def reliability(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> tuple[Bin, ...]:
    """Confidence against the share that is right, in ``bins`` equal stretches from 0 to 1; empty ones left out."""
    if len(confidences) != len(right):
        raise ValueError(f"{len(confidences)} confidences for {len(right)} answers")
    held: dict[int, list[tuple[float, bool]]] = {}
    for value, good in zip(confidences, right, strict=True):
        if not 0 <= value <= 1:
            raise ValueError(f"a confidence is not between 0 and 1: {value}")
        held.setdefault(min(int(value * bins), bins - 1), []).append((value, bool(good)))
    return tuple(
        Bin(
            low=place / bins,
            high=(place + 1) / bins,
            confidence=math.fsum(value for value, _ in members) / len(members),
            right=sum(good for _, good in members) / len(members),
            n=len(members),
        )
        for place, members in sorted(held.items())
    )


def _area(points: Sequence[RiskPoint]) -> float:
    """Risk weighted by the coverage that each point adds, over the coverage reached."""
    if not points:
        return 0.0
    before = [0.0, *(point.coverage for point in points)]
    total = math.fsum(point.risk * (point.coverage - start) for point, start in zip(points, before, strict=False))
    return total / points[-1].coverage


def _best(right: Sequence[bool]) -> float:
    """The area had every right answer been given before every wrong one."""
    good, size = sum(right), len(right)
    return math.fsum((place - good) / place for place in range(good + 1, size + 1)) / size if size else 0.0
