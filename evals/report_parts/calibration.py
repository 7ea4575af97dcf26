"""Does confidence mean what it says? Of the answers given with confidence 0.8, are eight in ten right?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from evals.abstention import Bin, reliability
from evals.report_parts.reading import Entry

_Z = 1.959964  # of the normal distribution, 95 %, two-sided
_FEWEST = 10  # answers, below which a diagram would show chance


@dataclass(frozen=True, slots=True)
class Calibration:
    """``error``: mean distance of confidence and share right over the answers (expected calibration error);
    ``brier``: mean squared distance of confidence and outcome. Both are best at 0.
    """

    bins: tuple[Bin, ...]
    answers: int
    error: float
    brier: float


def calibrate(entries: Sequence[Entry]) -> Calibration | None:
    """Confidence against the share right, in tenths; ``None`` with too few answers.

    Where the log says what the best candidate would have come to, refused questions count with it (else the
    lower end of the scale would stay empty); otherwise only answers given do.
    """
    known = [(entry.confidence, _right(entry)) for entry in entries]
    pairs = [(min(max(value, 0.0), 1.0), right) for value, right in known if value is not None and right is not None]
    if len(pairs) < _FEWEST:
        return None
    bins = reliability([value for value, _ in pairs], [right for _, right in pairs])
    return Calibration(
        bins,
        len(pairs),
        math.fsum(each.n * abs(each.confidence - each.right) for each in bins) / len(pairs),
        math.fsum((confidence - right) ** 2 for confidence, right in pairs) / len(pairs),
    )


def wilson(successes: int, count: int) -> tuple[float, float]:
    """The Wilson 95 % interval of a share (Wilson 1927); ``count`` is at least 1."""
    share, square = successes / count, _Z**2 / count
    centre = (share + square / 2) / (1 + square)
    half = _Z * math.sqrt(share * (1 - share) / count + square / (4 * count)) / (1 + square)
    return max(0.0, centre - half), min(1.0, centre + half)


def _right(entry: Entry) -> bool | None:
    if entry.verdict == "right":
        return True
    if entry.forced is not None:
        return entry.forced
    return False if entry.verdict == "wrong" else None
