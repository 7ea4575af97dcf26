"""Whether the best candidate is good enough to be shown: a few refusals by rule, a small logistic model, or silence."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from assistant.select import Candidate

_FIRM = ("unmet", "untimely", "another", "astray", "pending")
_OF_WORDS = ("unrelated", "apart", "unnamed")
"""Rules that miss other words for the same thing: not held against what is surely read as an answer."""
_SURELY = 0.2  # of log odds in tens, by the cross-encoder
_UNHEARD = 0.6
_VERDICT_BIAS = -0.4
VERDICT = (("cross", 1.48), ("borne", 0.41), ("parted", 0.94))
"""Where yes or no is asked for: how well it answers, and is borne out, as models read it (``assistant.read_verdicts``).
Fitted with the other coefficients, on 219 questions of seven organisations; 0.3 is taken off, since yes or no is said.
With each left out, before that is taken off, from .55 on 83 are right and 36 wrong, 66 and 24 from .60, 52 and 14 from
.65."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Coefficients of the logistic model and the probability from which a candidate is shown.

    Fitted on the questions of seven organisations that the register leaves to words, and reported on organisations left
    out, by the regression of ``benchmarks/tune_acceptance.py`` (docs/decisions/0019-a-reader-of-evidence.md). The
    features are those of ``Candidate``. ``behind`` is no fitted one: it keeps what stands far below the best from
    being shown in its stead. What is shown is more likely right than wrong: a wrong answer weighs more than one that
    is missing.
    """

    bias: float = -1.24
    cross: float = 3.43
    untyped: float = -0.68
    undecided: float = -0.30
    passage: float = 1.28
    late: float = 0.10
    agreed: float = 0.39
    anchored: float = -0.48
    part: float = -0.09
    several: float = -0.36
    behind: float = -1.0
    threshold: float = 0.6

    def probability(self, candidate: Candidate) -> float:
        """The modelled probability that an answer headed by the candidate is right; 0 where a rule refuses it."""
        if refused(candidate):
            return 0.0
        told = candidate.features
        if "borne" in told:
            z = sum(weight * told[name] for name, weight in VERDICT) + _VERDICT_BIAS
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

    Whoever asks in other words than the document's breaks the first, the third and ``unnamed``. These give way
    where the cross-encoder is sure that it is answered (docs/decisions/0019-a-reader-of-evidence.md).
    """
    told = candidate.features
    if unheard(candidate) or any(told.get(name) for name in _FIRM):
        return True
    return told.get("cross", 0.0) < _SURELY and any(told.get(name) for name in _OF_WORDS)


def unheard(candidate: Candidate) -> bool:
    """Whether most of what is asked about stands in no document that the asker may see."""
    return candidate.features.get("unheard", 0.0) >= _UNHEARD


FEATURES = tuple(each.name for each in fields(Acceptance) if each.name not in ("bias", "threshold"))
"""The names of the features, in the order of the model."""
