"""How fast the embedded model is, what it costs in memory, and whether batches would help.

    python -m benchmarks.embedding_speed [--texts 300] [--json FILE]

*Alone*: as the product does it, every text by itself on one thread, as many at a time as there are cores.
*Padded batches*: eight texts of like length in one call on all threads, as is usual. *Identical* says whether both
give the same vectors bit for bit. *Query* is one short question on all threads. *Memory* is the peak of a process
that embeds texts of full length, Python and libraries included.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evidence import embedders
from evidence.embedders import MiniLM

_WORDS = (
    "the management review of risk R-14 was approved by the board and its owner must record evidence for each control "
    "before the surveillance audit on 30 June 2026 so that supplier contracts, budgets and training stay in force"
).split()
_BATCH = 8
_MEMORY = """
import resource, sys
from evidence.embedders import MiniLM
model, text = MiniLM(), "the management review approved the policy " * 60
for turn in range(4):
    model.embed([f"{turn} {number} {text}" for number in range(20)])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def texts(count: int) -> list[str]:
    """Passages of 10 to 180 words, the same in every run."""
    dice = random.Random(11)
    return [" ".join(dice.choices(_WORDS, k=dice.randint(10, 180))) for _ in range(count)]


def padded(some: list[str]) -> NDArray[np.float32]:
    """The same model in padded batches of texts of like length."""
    model = MiniLM(threads=1)
    session = embedders._load_session(os.cpu_count() or 1)
    pieces = [model._encode(text, special=True).ids[:256] for text in some]
    order = sorted(range(len(some)), key=lambda place: len(pieces[place]))
    vectors = np.zeros((len(some), MiniLM.dimensions), np.float32)
    for start in range(0, len(order), _BATCH):
        batch = order[start : start + _BATCH]
        width = max(len(pieces[place]) for place in batch)
        ids, mask = np.zeros((len(batch), width), np.int64), np.zeros((len(batch), width), np.int64)
        for row, place in enumerate(batch):
            ids[row, : len(pieces[place])] = pieces[place]
            mask[row, : len(pieces[place])] = 1
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = session.run(None, feeds)[0]
        for row, place in enumerate(batch):
            mean = states[row, : len(pieces[place])].mean(axis=0)
            vectors[place] = mean / np.linalg.norm(mean)
    return vectors


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--texts", type=int, default=300)
    parser.add_argument("--json", type=Path, help="write the figures here")
    arguments = parser.parse_args()
    some = texts(arguments.texts)
    model = MiniLM()
    began = time.perf_counter()
    model.embed(["load", "the model"])
    figures: dict[str, float] = {"load_s": time.perf_counter() - began}
    began = time.perf_counter()
    alone = model.embed(some)
    figures["alone_per_s"] = len(some) / (time.perf_counter() - began)
    began = time.perf_counter()
    together = padded(some)
    figures["padded_per_s"] = len(some) / (time.perf_counter() - began)
    figures["identical"] = float(np.array_equal(alone, together))
    asking, walls = MiniLM(), []
    asking.embed_query("load the model")
    for number in range(100):
        began = time.perf_counter()
        asking.embed_query(f"Who approved the AI policy, version {number}, and when is the next review?")
        walls.append(1_000 * (time.perf_counter() - began))
    figures["query_p50_ms"], figures["query_p95_ms"] = np.percentile(walls, [50, 95]).tolist()
    done = subprocess.run([sys.executable, "-c", _MEMORY], check=True, capture_output=True, text=True)
    figures["peak_memory_mib"] = float(done.stdout)
    for name, value in figures.items():
        print(f"{name:<18}{value:10.2f}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
