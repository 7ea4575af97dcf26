"""Whether the best candidate is good enough to be shown: a few refusals by rule, a small logistic model, or silence."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from assistant.select import Candidate

_NAMED = 0.5


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Coefficients of the logistic model and the probability from which a candidate is shown.

    Fitted by ``benchmarks/tune_answers.py`` on development questions with and without their evidence in the
    archive, and reported on organisations left out; docs/decisions/0004-answering.md gives data and figures. The
    features are those of ``Candidate``. ``behind`` is no fitted one: it keeps what stands far below the best from
    being shown in its stead.
    """

    bias: float = -2.75
    similarity: float = 0.66
    telling: float = 1.34
    named: float = 0.42
    stale: float = 0.46
    older: float = -0.70
    valued: float = 0.15
    passage: float = 0.85
    late: float = 0.96
    behind: float = -1.0
    threshold: float = 0.36

    def probability(self, candidate: Candidate) -> float:
        """The modelled probability that the candidate answers; 0 where a rule refuses it."""
        if refused(candidate):
            return 0.0
        z = self.bias + sum(getattr(self, name) * candidate.features.get(name, 0.0) for name in FEATURES)
        return 1.0 / (1.0 + math.exp(-z))

    def accepts(self, candidate: Candidate) -> bool:
        """Whether the candidate is shown rather than withheld."""
        return self.probability(candidate) >= self.threshold


def refused(candidate: Candidate) -> bool:
    """Whether words of one place cannot answer such a question, however near they come.

    Two questions in one (``several``); all of several things, where it is no list and no number (``complete``
    without ``whole``); a person, day or amount beside words that say nothing of what relates it to its subject
    (``unrelated``), or that tell of a plan or the contrary (``unmet``); words around which less than half of the names
    and numbers of the question stand.
    """
    said = candidate.features
    if said.get("named", 1.0) < _NAMED:
        return True
    part = said.get("complete", 0.0) and not said.get("whole", 0.0)
    return bool(said.get("several", 0.0) or part or said.get("unrelated", 0.0) or said.get("unmet", 0.0))


FEATURES = tuple(each.name for each in fields(Acceptance) if each.name not in ("bias", "threshold"))
"""The names of the features, in the order of the model."""
