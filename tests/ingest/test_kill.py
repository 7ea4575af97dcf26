"""``kill -9`` at any moment, then run again: equal to an undisturbed run."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.support.ingestion import Ingestion
from tests.support.kill import kill_at, make_corpus, run_to_its_end

KILLS = 5


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, int]:
    """A folder, the digest of its ingestion, and in how many steps a process of its own does it."""
    folder = tmp_path_factory.mktemp("kill")
    root = make_corpus(folder / "docs", seed=1, files=15, rows=500)
    steps = run_to_its_end(root, folder / "home")
    return root, Ingestion(folder / "home").digest(), steps


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_ingestion_is_completed_by_the_next(
    undisturbed: tuple[Path, str, int], tmp_path: Path, seed: int
) -> None:
    root, digest, steps = undisturbed
    home = tmp_path / "home"
    dice = random.Random(seed)
    # One moment in each fifth of the run, so that the stages are all met.
    step = int(steps * (seed + dice.random()) / KILLS)
    assert kill_at(root, home, step, dice.random() / 20) or step > steps - 5
    again = Ingestion(home)
    report = again.run(root)
    assert len(report.failed) + report.failing == 2
    assert again.digest() == digest
    assert again.run(root).skipped == 19
