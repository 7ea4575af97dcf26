"""Trains the cross-encoder to tell whether a statement bears out a claim (docs/decisions/0021-entailment.md).

``python -m benchmarks.fit_entailment FILE... [--passes 3] [--minutes 60] [--onward FILE] [--check FILE...]``, FILEs
made by ``benchmarks.entailing``. Needs ``torch`` and ``onnx`` (``benchmarks.trainable``). Writes
``evidence/data/entailment.npz``.

The loss of a statement is that of saying of each of its claims by itself whether it is borne out (logistic), and of
telling each that is from each that is not (logistic, of the difference): so nothing is learnt from what a statement is
about. Pairs are read claim first.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch  # type: ignore[import-not-found]
from tokenizers import Tokenizer
from torch import nn

from benchmarks.trainable import Pair, Reader
from benchmarks.training import in_batches, opened, rows_of, train
from evidence import cross_encoder

functional = nn.functional

_PIECES = 160
_BATCH, _RATE = 6, 5e-5
_OUTPUT = Path(cross_encoder.__file__).parent / "data" / "entailment.npz"


class Lesson(NamedTuple):
    """A statement's claims as word pieces and segments; the first ``good`` of them are borne out."""

    pairs: list[Pair]
    good: int


def lessons(rows: Sequence[dict[str, Any]], tokenizer: Tokenizer) -> list[Lesson]:
    """One lesson a statement."""
    found = []
    for row in rows:
        read = [tokenizer.encode(claim, row["text"]) for claim in (*row["good"], *row["wrong"])]
        found.append(Lesson([(each.ids, each.type_ids) for each in read], len(row["good"])))
    return found


def loss_of(odds: Any, lesson: Lesson) -> Any:
    """The loss of one statement's claims."""
    right, wrong = odds[: lesson.good], odds[lesson.good :]
    each = torch.cat([functional.softplus(-right), functional.softplus(wrong)]).mean()
    if not len(right) or not len(wrong):
        return each
    return each + functional.softplus(wrong[None, :] - right[:, None]).mean()


def check(reader: Reader, found: Sequence[Lesson]) -> str:
    """How well the odds tell claims borne out from the others: of all pairs of them, and of those of one statement."""
    right: list[float] = []
    wrong: list[float] = []
    own: list[float] = []
    with torch.no_grad():
        for lesson in found:
            odds = reader(lesson.pairs).float().numpy()
            right += odds[: lesson.good].tolist()
            wrong += odds[lesson.good :].tolist()
            own += (odds[: lesson.good, None] > odds[None, lesson.good :]).ravel().tolist()
    told = (np.array(right)[:, None] > np.array(wrong)[None, :]).mean() if right and wrong else 0
    return f"{told:.3f} of all pairs told apart, {np.mean(own) if own else 0:.3f} of a statement's own"


def main() -> None:
    """Train, write and check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--check", nargs="*", type=Path, default=[])
    parser.add_argument("--onward", type=Path, help="what was learnt before, also by the reader")
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=_RATE)
    parser.add_argument("--output", type=Path, default=_OUTPUT)
    chosen = parser.parse_args()
    dice = random.Random(1)
    reader, tokenizer = opened(_PIECES, chosen.onward)
    found = lessons(rows_of(chosen.files), tokenizer)
    batches = [batch for _ in range(chosen.passes) for batch in in_batches(found, dice, _BATCH)]
    train(reader, batches, loss_of, chosen.minutes, chosen.rate)
    np.savez_compressed(chosen.output, **reader.additions())
    for file in chosen.check:
        print(file.stem, check(reader, lessons(rows_of([file]), tokenizer)))


if __name__ == "__main__":
    main()
