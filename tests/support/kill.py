"""Killing an ingestion at a random moment, for the tests and for ``make soak``.

Run as a program it is the victim: it ingests a folder with the fake embedder.
"""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
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
    """An ingestion in a process of its own; it writes a byte for every step that it has made."""
    environment = {**os.environ, "PYTHONPATH": os.fspath(_ROOT)}
    command = [sys.executable, "-m", "tests.support.kill", os.fspath(root), os.fspath(home)]
    return subprocess.Popen(command, cwd=_ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)


def run_to_its_end(root: Path, home: Path) -> int:
    """An undisturbed run in a process of its own; the number of its steps."""
    steps, _ = start(root, home).communicate()
    return len(steps)


def kill_at(root: Path, home: Path, step: int, seconds: float) -> bool:
    """A run that is ended by ``kill -9`` so long after ``step``; whether it was still running."""
    with start(root, home) as process:
        assert process.stdout is not None
        process.stdout.read(step)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
            return False
        process.kill()
    return True


def main(root: Path, home: Path) -> None:
    """The victim. The first step is that the archive is open."""
    from ingest.progress import Silent, Snapshot
    from tests.support.ingestion import Ingestion

    class Telling(Silent):
        """Writes a byte for every event."""

        def planned(self, snapshot: Snapshot, skipped: int) -> None:
            os.write(1, b".")

        def advanced(self, snapshot: Snapshot) -> None:
            os.write(1, b".")

    Ingestion(home).run(root, progress=Telling())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
