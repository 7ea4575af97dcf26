"""Fits how rules and the entailment reader are weighed together (``assistant.llm.weighing.Weights``).

``python -m benchmarks.fit_weighing FILE...``: FILEs made by ``benchmarks.entailing`` of statements that the reader did
not learn from. Logistic regression of whether a claim is borne out, on those that no firm reason forbids; reports, for
each file with the others fitted on, the share of good claims withheld and of wrong ones that pass at several
thresholds, and prints the coefficients to be copied.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.llm.check import check
from assistant.llm.weighing import FEATURES, FIRM, features
from evidence.cross_encoder import CrossEncoder, shared_entailing

_RIDGE = 0.5
_THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """A claim: whether it is borne out, whether a firm reason forbids it, and its features."""

    good: bool
    firm: bool
    told: tuple[float, ...]


def judged(file: Path, reader: CrossEncoder) -> list[Judged]:
    """Every claim of a file."""
    found = []
    for row in map(json.loads, file.read_text("utf-8").splitlines()):
        for good, claims in ((True, row["good"]), (False, row["wrong"])):
            found += [_judged(claim, row, reader, good=good) for claim in claims]
    return found


def _judged(claim: str, row: dict[str, Any], reader: CrossEncoder, *, good: bool) -> Judged:
    verdict = check(claim, row["words"], labels=row["labels"], context=row["context"])
    odds = float(reader.scores(claim, [row["text"]])[0])
    firm = any(reason.code in FIRM and not reason.soft for reason in verdict.reasons)
    told = features(verdict, odds)
    return Judged(good, firm, tuple(told[name] for name in FEATURES))


def fit(found: Sequence[Judged]) -> Floats:
    """Penalised logistic regression by Newton's method: bias first, then the features; both sorts weigh the same."""
    asked = [each for each in found if not each.firm]
    x = np.array([(1.0, *each.told) for each in asked])
    y = np.array([each.good for each in asked], float)
    weight = np.where(y == 1, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
    ridge = np.diag([1e-6, *[_RIDGE] * len(FEATURES)])
    beta = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (weight * (y - p)) - ridge @ beta
        beta += np.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + ridge, gradient)
    return beta


def report(name: str, beta: Floats, found: Sequence[Judged]) -> None:
    """What is withheld and what passes at several thresholds."""
    x = np.array([(1.0, *each.told) for each in found])
    sure = np.where([each.firm for each in found], 0.0, 1 / (1 + np.exp(-x @ beta)))
    good = np.array([each.good for each in found])
    for threshold in _THRESHOLDS:
        shown = sure >= threshold
        print(
            f"{name}, p>={threshold:.1f}: withheld {(good & ~shown).sum() / good.sum():.3f} of {good.sum()},"
            f" passed {(~good & shown).sum() / (~good).sum():.3f} of {(~good).sum()}"
        )


def main() -> None:
    """Judge, report each file with the others fitted on, and fit all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    reader = shared_entailing()
    found = {file.stem: judged(file, reader) for file in parser.parse_args().files}
    for name, mine in found.items():
        others = [each for other, rows in found.items() if other != name for each in rows]
        report(name, fit(others or mine), mine)
    beta = fit([each for rows in found.values() for each in rows])
    print("Weights", {key: round(float(value), 2) for key, value in zip(("bias", *FEATURES), beta, strict=True)})


if __name__ == "__main__":
    main()
