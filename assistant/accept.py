"""Whether the best candidate is good enough to be shown: a few refusals by rule, a small logistic model, or silence."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from assistant.select import Candidate

_RULES = ("unrelated", "unmet", "apart", "unnamed", "untimely", "another", "astray", "pending")
_UNHEARD = 0.6
_VERDICT_BIAS = -0.99
_VERDICT = (("cross", 1.00), ("borne", 1.17), ("parted", 1.08))
"""Where yes or no is asked for: how well it answers, and is borne out, as models read it (``assistant.read_verdicts``).
Fitted on 77 questions of five organisations; with each left out 14 are right and 11 wrong, by the features above 6 and
8."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Coefficients of the logistic model and the probability from which a candidate is shown.

    Fitted on development questions of six organisations and reported on organisations left out, by the regression of
    ``benchmarks/tune_answers.py`` but with the cases and weights that docs/decisions/0019 tells. The features are
    those of ``Candidate``. ``behind`` is no fitted one: it keeps what stands far below the best from being shown in
    its stead. What is shown is more likely right than wrong: a wrong answer weighs more than one that is missing. The
    coefficients are those fitted to an earlier cross-encoder; fitted again they did no better, so only the threshold
    was raised (docs/decisions/0019-a-reader-of-evidence.md).
    """

    bias: float = -1.55
    cross: float = 3.83
    untyped: float = -0.82
    undecided: float = -1.46
    passage: float = 1.36
    late: float = 0.38
    agreed: float = 0.10
    anchored: float = -0.86
    part: float = -0.55
    several: float = -0.70
    behind: float = -1.0
    threshold: float = 0.55

    def probability(self, candidate: Candidate) -> float:
        """The modelled probability that an answer headed by the candidate is right; 0 where a rule refuses it."""
        if refused(candidate):
            return 0.0
        told = candidate.features
        if "borne" in told:
            z = sum(weight * told[name] for name, weight in _VERDICT) + _VERDICT_BIAS
        else:
            z = self.bias + sum(getattr(self, name) * told.get(name, 0.0) for name in FEATURES)
        return 1.0 / (1.0 + math.exp(-z))

    def accepts(self, candidate: Candidate) -> bool:
        """Whether the candidate is shown rather than withheld."""
        return self.probability(candidate) >= self.threshold


def refused(candidate: Candidate) -> bool:
    """Whether words of one place cannot answer such a question, however near they come.

    A person, day or amount beside words that say nothing of what relates it to its subject (``unrelated``), that tell
    of a plan or the contrary (``unmet``), or around which hardly any of the subject stands (``apart``); days that are
    past where the next is asked for, or to come where the last is (``untimely``); anything at
    all, where most of what is asked about stands in no document that the asker may see (``unheard``), or where the
    document holds no part of a name that the question gives (``unnamed``), or that speak of another policy or the like
    than the one named (``another``), or give the value of an example, another time or a narrower thing (``astray``),
    or are a rule of a draft or of an edition that is not yet in force (``pending``).
    """
    return unheard(candidate) or any(candidate.features.get(name) for name in _RULES)


def unheard(candidate: Candidate) -> bool:
    """Whether most of what is asked about stands in no document that the asker may see."""
    return candidate.features.get("unheard", 0.0) >= _UNHEARD


FEATURES = tuple(each.name for each in fields(Acceptance) if each.name not in ("bias", "threshold"))
"""The names of the features, in the order of the model."""
