"""Trains the cross-encoder to tell whether a statement bears out a claim (docs/decisions/0021-entailment.md).

``python -m benchmarks.fit_entailment FILE... [--passes 3] [--minutes 60] [--onward FILE] [--check FILE...]``, FILEs
made by ``benchmarks.entailing``. Needs ``torch`` and ``onnx``, as ``benchmarks.fit_reader`` does, whose model this is.
Writes ``evidence/data/entailment.npz``.

Every layer learns, by two narrow matrices beside each large one. The loss of a statement is that of saying of each of
its claims by itself whether it is borne out (logistic), and of telling each that is from each that is not (logistic,
of the difference): so nothing is learnt from what a statement is about. Pairs are read claim first.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch  # type: ignore[import-not-found]
from tokenizers import Tokenizer
from torch import nn

from benchmarks.fit_reader import Reader, in_batches
from evidence import cross_encoder

functional = nn.functional

_LAYERS = 12
_PIECES = 160
_BATCH, _RATE, _WARMING = 6, 5e-4, 60
_OUTPUT = Path(cross_encoder.__file__).parent / "data" / "entailment.npz"


class Lesson(NamedTuple):
    """A statement's claims as word pieces and segments; the first ``good`` of them are borne out."""

    pairs: list[tuple[list[int], list[int]]]
    good: int


def lessons(rows: Sequence[dict[str, Any]], tokenizer: Tokenizer) -> list[Lesson]:
    """One lesson a statement."""
    found = []
    for row in rows:
        read = [tokenizer.encode(claim, row["text"]) for claim in (*row["good"], *row["wrong"])]
        found.append(Lesson([(each.ids, each.type_ids) for each in read], len(row["good"])))
    return found


def loss_of(odds: Any, good: int) -> Any:
    """The loss of one statement's claims."""
    right, wrong = odds[:good], odds[good:]
    each = torch.cat([functional.softplus(-right), functional.softplus(wrong)]).mean()
    if not len(right) or not len(wrong):
        return each
    return each + functional.softplus(wrong[None, :] - right[:, None]).mean()


def train(reader: Reader, found: list[Lesson], passes: int, minutes: float, dice: random.Random) -> None:
    """So many passes, or as far as the time goes; the steps become shorter to the end."""
    learnt = [each for each in reader.parameters() if each.requires_grad]
    optimiser = torch.optim.AdamW(learnt, lr=_RATE, weight_decay=0.01)
    batches = [batch for _ in range(passes) for batch in in_batches(found, dice, _BATCH)]
    started, losses = time.monotonic(), []
    for step, batch in enumerate(batches):
        gone = max(step / len(batches), (time.monotonic() - started) / 60 / minutes)
        if gone >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = _RATE * min(1.0, (step + 1) / _WARMING) * (1 - gone)
        odds = reader([pair for lesson in batch for pair in lesson.pairs])
        parts = odds.split([len(lesson.pairs) for lesson in batch])
        loss = sum(loss_of(part, lesson.good) for part, lesson in zip(parts, batch, strict=True)) / len(batch)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(learnt, 1.0)
        optimiser.step()
        losses.append(loss.item())
        if step % 40 == 39:
            print(f"{step + 1} of {len(batches)} steps, loss {np.mean(losses[-40:]):.3f}", flush=True)


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
    parser.add_argument("--output", type=Path, default=_OUTPUT)
    chosen = parser.parse_args()
    torch.manual_seed(1)
    folder = cross_encoder.folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(_PIECES)
    tokenizer.no_padding()
    reader = Reader(folder / "model.onnx", _LAYERS)
    if chosen.onward:
        reader.adopt(dict(np.load(chosen.onward)))
    train(reader, lessons(_rows(chosen.files), tokenizer), chosen.passes, chosen.minutes, random.Random(1))
    np.savez_compressed(chosen.output, **reader.additions())
    for file in chosen.check:
        print(file.stem, check(reader, lessons(_rows([file]), tokenizer)))


def _rows(files: Sequence[Path]) -> list[dict[str, Any]]:
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


if __name__ == "__main__":
    main()
