"""Whether the best candidate is good enough to be shown: a small logistic model, or silence."""

from __future__ import annotations

import math
from dataclasses import dataclass

from assistant.select import Candidate


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Coefficients of the logistic model and the probability from which a candidate is shown.

    Fitted by ``benchmarks/tune_answers.py`` on development questions with and without their evidence in the
    archive; docs/decisions/0004-answering.md gives data and figures. ``identified``, for a statement that itself
    holds an identifier of the question, is a prior: those questions name none, so they could not fit it.
    """

    bias: float = -4.73
    similarity: float = 3.60
    closeness: float = 2.58
    stated: float = 0.62
    around: float = 1.15
    identified: float = 1.0
    threshold: float = 0.35

    def probability(self, candidate: Candidate) -> float:
        """The modelled probability that the candidate answers."""
        z = (
            self.bias
            + self.similarity * candidate.similarity
            + self.closeness * candidate.closeness
            + self.stated * candidate.stated
            + self.around * candidate.around
            + self.identified * candidate.identified
        )
        return 1.0 / (1.0 + math.exp(-z))

    def accepts(self, candidate: Candidate) -> bool:
        """Whether the candidate is shown rather than withheld."""
        return self.probability(candidate) >= self.threshold
