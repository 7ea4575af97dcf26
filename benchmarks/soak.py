"""Thirty seeded kills of an ingestion; each is completed by a second run and must equal an undisturbed one.

python -m benchmarks.soak [--kills 30] [--files 60]
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from pathlib import Path

from tests.support.ingestion import Ingestion
from tests.support.kill import kill_at, make_corpus, run_to_its_end


def main() -> int:
    """Print one line a kill; the exit status tells whether all were survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--files", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lost = soak(Path(folder), options.kills, options.files)
    print(f"{options.kills} kills, {lost} archives that differ from an undisturbed run")
    return 1 if lost else 0


def soak(folder: Path, kills: int, files: int) -> int:
    """The number of kills that left something behind."""
    root = make_corpus(folder / "docs", seed=1, files=files)
    steps = run_to_its_end(root, folder / "undisturbed")
    expected = Ingestion(folder / "undisturbed").digest()
    lost = 0
    for seed in range(kills):
        home = folder / f"home-{seed}"
        dice = random.Random(seed)
        step = int(steps * (seed + dice.random()) / kills)
        killed = kill_at(root, home, step, dice.random() / 20)
        for _ in range(seed % 3):  # some are killed again while they recover
            kill_at(root, home, dice.randrange(steps // 2), dice.random() / 20)
        again = Ingestion(home)
        report = again.run(root)
        same = again.digest() == expected
        lost += not same
        what = "killed" if killed else "ended by itself"
        rest = f"then {report.added} added, {report.replaced} replaced, {report.skipped} skipped"
        print(
            f"{seed:3}  {what} after step {step:3} of {steps}, {rest}: {'equal' if same else 'DIFFERENT'}", flush=True
        )
        shutil.rmtree(home)
    return lost


if __name__ == "__main__":
    sys.exit(main())
