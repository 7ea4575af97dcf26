"""Trains the cross-encoder further to tell what answers a question over evidence from what is about the same.

``python -m benchmarks.fit_reader FILE... [--minutes 60] [--rate 4e-5] [--onward FILE] [--check FILE...]``, FILEs made
by ``benchmarks.reading``; ``--onward`` goes on from what was learnt before instead of the published weights.
Needs ``torch`` and ``onnx`` (``benchmarks.trainable``). Writes ``evidence/data/reader.npz``.

The loss of a question is that of choosing the statement that answers among others that the assistant found (softmax)
and three quarters of that of saying of each by itself whether it answers (logistic; of those that do not, the mean and
the worst); where nothing answers, the latter only. The steps become shorter to the end, be that of the data or of the
time; ``--rate`` is the longest of them.
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

_PIECES = 128
_NEAREST, _OTHERS, _UNANSWERED = 3, 2, 4  # statements beside the one that answers; those of a question without one
_AMONG = 14  # the best of those found
_BATCH, _RATE = 8, 4e-5
_ALONE = 0.75  # weight of what each statement is by itself
_OUTPUT = Path(cross_encoder.__file__).parent / "data" / "reader.npz"


class Example(NamedTuple):
    """A question's pairs as word pieces and segments; whether the first of them answers."""

    pairs: list[Pair]
    answered: bool


def examples(rows: Sequence[dict[str, Any]], tokenizer: Tokenizer, dice: random.Random) -> list[Example]:
    """One example a question: a statement that answers, if any does, and others that do not."""
    found = []
    for row in rows:
        good = [text for text, label in row["texts"] if label == 1]
        others = [text for text, label in row["texts"] if label == 0][:_AMONG]
        near, far = others[:_NEAREST], others[_NEAREST:]
        dice.shuffle(far)
        texts = [dice.choice(good), *near, *far[:_OTHERS]] if good else [*near, *far][:_UNANSWERED]
        if texts:
            encoded = [tokenizer.encode(row["question"], text) for text in texts]
            found.append(Example([(each.ids, each.type_ids) for each in encoded], bool(good)))
    return found


def loss_of(odds: Any, example: Example) -> Any:
    """The loss of one question's pairs."""
    apart = functional.softplus(odds[1:] if example.answered else odds)
    if not example.answered:
        return 0.7 * _ALONE * (apart.max() + apart.mean())
    each = _ALONE * functional.softplus(-odds[0]) - functional.log_softmax(odds, 0)[0]
    return each + 0.5 * _ALONE * (apart.mean() + apart.max()) if len(odds) > 1 else each


def check(reader: Reader, rows: Sequence[dict[str, Any]], tokenizer: Tokenizer, among: int = 12) -> str:
    """How often the statement put first answers, of the questions that something listed answers."""
    first = there = 0
    with torch.no_grad():
        for row in rows:
            texts = row["texts"][:among]
            if not any(label == 1 for _, label in texts):
                continue
            encoded = [tokenizer.encode(row["question"], text) for text, _ in texts]
            odds = reader([(each.ids, each.type_ids) for each in encoded])
            there += 1
            first += texts[int(odds.argmax())][1] == 1
    return f"{first} of {there} first"


def main() -> None:
    """Train, write and check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--check", nargs="*", type=Path, default=[])
    parser.add_argument("--onward", type=Path, help="what was learnt before")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=_RATE)
    parser.add_argument("--output", type=Path, default=_OUTPUT)
    chosen = parser.parse_args()
    dice = random.Random(1)
    reader, tokenizer = opened(_PIECES, chosen.onward)
    found = examples(rows_of(chosen.files), tokenizer, dice)
    train(reader, in_batches(found, dice, _BATCH), loss_of, chosen.minutes, chosen.rate)
    np.savez_compressed(chosen.output, **reader.additions())
    for file in chosen.check:
        print(file.stem, check(reader, rows_of([file]), tokenizer))


if __name__ == "__main__":
    main()
