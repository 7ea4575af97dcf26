"""Killing an ingestion at a random moment, for the tests and for ``make soak``.

Run as a program it is the victim: it ingests a folder with the fake embedder.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_WORDS = "risk policy review audit approved owner control supplier incident model drift training record".split()


def make_corpus(root: Path, seed: int, files: int, rows: int = 900) -> Path:
    """Notes, registers, a mailbox and a corpus of rows: files of one document and of many."""
    dice = random.Random(seed)

    def prose(sentences: int) -> str:
        return " ".join(f"The {' '.join(dice.choices(_WORDS, k=8))} {dice.random():.6f}." for _ in range(sentences))

    root.mkdir(parents=True)
    for i in range(files):
        text = f"# Note {i}\n\n{prose(5)}\n\n## Decisions\n\n{prose(dice.randint(3, 8))}\n"
        (root / f"note-{i:03}.md").write_text(text)
    register = "".join(f"R-{i},{' '.join(dice.choices(_WORDS, k=5))},{dice.choice('ABC')}\n" for i in range(60))
    (root / "register.csv").write_text("id,risk,owner\n" + register)
    corpus = (f'{{"doc_id": "row-{i}", "text": "{prose(1)}"}}\n' for i in range(rows))
    (root / "corpus.jsonl").write_text("".join(corpus))
    (root / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    (root / "empty.md").touch()
    return root


def start(root: Path, home: Path) -> subprocess.Popen[bytes]:
    """An ingestion in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": os.fspath(_ROOT)}
    command = [sys.executable, "-m", "tests.support.kill", os.fspath(root), os.fspath(home)]
    return subprocess.Popen(command, cwd=_ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def run_to_its_end(root: Path, home: Path) -> float:
    """An undisturbed run in a process of its own; seconds from the moment that its archive is open."""
    process = start(root, home)
    _wait_for_work(process, home)
    began = time.monotonic()
    if process.wait() != 0:
        raise RuntimeError("the undisturbed run failed")
    return time.monotonic() - began


def kill_after(root: Path, home: Path, seconds: float) -> bool:
    """A run that is ended by ``kill -9`` so long after its archive is open; whether it was still running."""
    process = start(root, home)
    _wait_for_work(process, home)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def _wait_for_work(process: subprocess.Popen[bytes], home: Path) -> None:
    while process.poll() is None and not (home / "sources.json").exists():  # written when the archive is open
        time.sleep(0.01)


def main(root: Path, home: Path) -> None:
    """The victim."""
    from tests.support.ingestion import Ingestion

    Ingestion(home).run(root)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
