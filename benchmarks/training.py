"""Training: batches of like length, steps that become shorter to the end, and the files that lessons are read from."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
import torch  # type: ignore[import-not-found]
from tokenizers import Tokenizer
from torch import nn

from benchmarks.trainable import LAYERS, Pair, Reader
from evidence import cross_encoder

_SORTED = 20  # batches of which those of like length come together
_WARMING = 40  # steps until the longest


class Lesson(Protocol):
    """What is learnt from at once."""

    @property
    def pairs(self) -> list[Pair]:
        """What the cross-encoder reads."""


L = TypeVar("L", bound=Lesson)


def opened(pieces: int, onward: Path | None, trained: int = LAYERS) -> tuple[Reader, Tokenizer]:
    """The cross-encoder, and what cuts texts to ``pieces`` for it; ``onward``: what was learnt before."""
    torch.manual_seed(1)
    folder = cross_encoder.folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(pieces)
    tokenizer.no_padding()
    reader = Reader(folder / "model.onnx", trained)
    if onward:
        reader.adopt(dict(np.load(onward)))
    return reader, tokenizer


def rows_of(files: Sequence[Path]) -> list[dict[str, Any]]:
    """The lines of the files, in order."""
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def in_batches(found: Sequence[L], dice: random.Random, size: int) -> list[list[L]]:
    """So many at a time, those of like length together, in no order."""
    shuffled = dice.sample(found, len(found))
    batches = []
    for start in range(0, len(shuffled), size * _SORTED):
        some = sorted(shuffled[start : start + size * _SORTED], key=lambda each: max(len(a) for a, _ in each.pairs))
        cut = [some[place : place + size] for place in range(0, len(some), size)]
        batches += dice.sample(cut, len(cut))
    return batches


def train(
    reader: Reader, batches: Sequence[list[L]], loss_of: Callable[[Any, L], Any], minutes: float, rate: float
) -> None:
    """Once through the batches, or as far as the time goes; ``rate`` is the longest step."""
    learnt = [each for each in reader.parameters() if each.requires_grad]
    optimiser = torch.optim.AdamW(learnt, lr=rate, weight_decay=0.01)
    started, losses = time.monotonic(), []
    for step, batch in enumerate(batches):
        gone = max(step / len(batches), (time.monotonic() - started) / 60 / minutes)
        if gone >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1.0, (step + 1) / _WARMING) * (1 - gone)
        odds = reader([pair for lesson in batch for pair in lesson.pairs])
        parts = odds.split([len(lesson.pairs) for lesson in batch])
        loss = sum(loss_of(part, lesson) for part, lesson in zip(parts, batch, strict=True)) / len(batch)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(learnt, 1.0)
        optimiser.step()
        losses.append(loss.item())
        if step % 40 == 39:
            print(f"{step + 1} of {len(batches)} steps, loss {np.mean(losses[-40:]):.3f}", flush=True)
