"""Whether the best candidate is good enough to be shown: a small logistic model, or silence."""

from __future__ import annotations

import math
from dataclasses import dataclass

from assistant.select import Candidate


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Coefficients of the logistic model and the probability from which a candidate is shown.

    Fitted by ``benchmarks/tune_answers.py`` on development questions with and without their
    evidence in the archive; docs/decisions/0004-answering.md gives data, figures and intervals.
    """

    bias: float = -4.76
    similarity: float = 3.90
    closeness: float = 3.02
    stated: float = 0.55
    around: float = 1.14
    threshold: float = 0.30

    def probability(self, candidate: Candidate) -> float:
        """The modelled probability that the candidate answers."""
        z = (
            self.bias
            + self.similarity * candidate.similarity
            + self.closeness * candidate.closeness
            + self.stated * candidate.stated
            + self.around * candidate.around
        )
        return 1.0 / (1.0 + math.exp(-z))

    def accepts(self, candidate: Candidate) -> bool:
        """Whether the candidate is shown rather than withheld."""
        return self.probability(candidate) >= self.threshold
