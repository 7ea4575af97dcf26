"""Whether the best candidate is good enough to be shown: a small logistic model, or silence."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from assistant.select import Candidate


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Coefficients of the logistic model and the probability from which a candidate is shown.

    Fitted by ``benchmarks/tune_answers.py`` on development questions with and without their evidence in the
    archive; docs/decisions/0004-answering.md gives data and figures. The features are those of ``Candidate``.
    ``behind`` is no fitted one: it keeps what stands far below the best from being shown in its stead.
    """

    bias: float = -3.10
    similarity: float = 0.85
    closeness: float = 1.20
    around: float = 1.03
    named: float = 0.83
    valued: float = 0.76
    silent: float = -0.92
    verdict: float = -0.45
    complete: float = -0.70
    several: float = -0.41
    margin: float = 0.22
    mass: float = 0.76
    stale: float = -0.81
    behind: float = -1.0
    threshold: float = 0.30

    def probability(self, candidate: Candidate) -> float:
        """The modelled probability that the candidate answers."""
        z = self.bias + sum(getattr(self, name) * candidate.features.get(name, 0.0) for name in FEATURES)
        return 1.0 / (1.0 + math.exp(-z))

    def accepts(self, candidate: Candidate) -> bool:
        """Whether the candidate is shown rather than withheld."""
        return self.probability(candidate) >= self.threshold


FEATURES = tuple(each.name for each in fields(Acceptance) if each.name not in ("bias", "threshold"))
"""The names of the features, in the order of the model."""
