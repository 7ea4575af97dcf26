"""The verdict on a claim by rules and an entailment reader together (docs/decisions/0021-entailment.md).

Rules see that a figure, an identifier, a name or a role is not in the words, and what they forbid for that stays
forbidden. Whether other words say the same, they can only guess at; a model that was trained to tell claims that are
borne out from claims that are subtly not has a say in that, in both directions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Protocol

from assistant.llm.check import Level, Reason, Verdict, check
from assistant.llm.entailed import premise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FIRM = frozenset({"empty", "quote", "question", "blank", "figure", "identifier", "name", "role"})
"""Codes of reasons that no likeness outweighs."""

_TENS = 10.0  # log odds reach from about -11 to 11


class Reader(Protocol):
    """``evidence.cross_encoder.CrossEncoder`` with what it learnt about entailment."""

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """The log odds that each text bears out the claim."""
        ...


@dataclass(frozen=True, slots=True)
class Weights:
    """Coefficients of the logistic model: ``odds`` in tens, ``coverage`` 0 to 1, the others 1 for each hard reason.

    Fitted by ``benchmarks.fit_weighing`` on claims that the reader did not learn from. ``shown`` and ``sure`` are the
    probabilities from which a claim is shown at all, and counts as supported.
    """

    bias: float = -0.19
    odds: float = 4.73
    coverage: float = 0.56
    word: float = -0.73
    deed: float = -0.41
    negation: float = -0.02
    modality: float = -0.35
    quantity: float = -1.05
    frequency: float = -0.56
    order: float = -0.48
    shown: float = 0.6
    sure: float = 0.8


FEATURES = tuple(each.name for each in fields(Weights) if each.name not in ("bias", "shown", "sure"))
"""The features in the order of the model."""


def features(verdict: Verdict, odds: float) -> dict[str, float]:
    """The features of a claim: what rules said of it, and what the reader did."""
    hard = {reason.code for reason in verdict.reasons if not reason.soft}
    said = {"odds": odds / _TENS, "coverage": verdict.coverage}
    return {name: said[name] if name in said else float(name in hard) for name in FEATURES}


def probability(told: dict[str, float], weights: Weights) -> float:
    """The modelled probability that a claim of these features is borne out."""
    z = weights.bias + sum(getattr(weights, name) * told[name] for name in FEATURES)
    return 1.0 / (1.0 + math.exp(-z))


def judged(
    claim: str,
    words: Sequence[str],
    *,
    labels: str = "",
    context: str = "",
    asked: str = "",
    reader: Reader | None = None,
    weights: Weights | None = None,
) -> Verdict:
    """As ``check``, and weighed with what ``reader`` says; without a reader what rules say alone."""
    verdict = check(claim, words, labels=labels, context=context, asked=asked)
    if reader is None or (verdict.coverage >= 1.0 and not verdict.reasons and claim in " ".join(words)):
        return verdict
    if any(reason.code in FIRM and not reason.soft for reason in verdict.reasons):
        return verdict
    odds = float(reader.scores(claim, [premise(words, labels, context)])[0])
    weights = weights or Weights()
    return _weighed(verdict, probability(features(verdict, odds), weights), weights)


def _weighed(verdict: Verdict, sure: float, weights: Weights) -> Verdict:
    if sure < weights.shown:
        reasons = (
            verdict.reasons
            if verdict.level == "unsupported"
            else (*verdict.reasons, Reason("entailment", f"{sure:.2f}"))
        )
        return Verdict("unsupported", reasons, verdict.coverage)
    soft = tuple(reason for reason in verdict.reasons if reason.soft)
    level: Level = "supported" if sure >= weights.sure and not soft else "partial"
    return Verdict(level, soft, verdict.coverage)
