"""What one question costs, against one call of the embedder in the same run, on the larger sample organisation.

    python -m benchmarks.asking [--home HOME] [--questions 120] [--json FILE]

The organisation's documents are ingested into a folder of their own unless ``--home`` names an archive of them. Each
row is a process of its own. *Unwarmed*: after a server has started and answered other questions; *warmed*: after
``Assistant.warm`` as well. *Cold* is the first time that each question is asked, *again* the second. *Together* is
every question once more, at 15 a second from eight threads: how long each waited and took. Ratios are to the median
wall time of embedding one question. *Peak* is the resident memory of the whole process. The development half of the
questions alone is asked.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

_SAMPLE = Path(__file__).parents[1] / "samples" / "organisation"
_TODAY = date(2026, 6, 15)  # the day that the sample's questions are asked on
_RATE, _THREADS = 15.0, 8
_ROWS = ("cold", "again", "together")


class Asker:
    """The parts of a server that answers from ``home``."""

    def __init__(self, home: Path) -> None:
        from vouch.app import App
        from vouch.settings import load_settings

        app = App(load_settings(home))
        self.embedder, self.groups, self.assistant = app.embedder, app.default_groups(), app.assistant()
        self._open = app.archive()
        self.archive = self._open.__enter__()

    def close(self) -> None:
        """Give the archive back."""
        self._open.__exit__(None, None, None)

    def ask(self, text: str) -> float:
        """Milliseconds that one question takes."""
        from assistant.ask import Question

        began = time.perf_counter()
        self.assistant.ask(self.archive.view(self.groups), Question(text), _TODAY)
        return 1_000 * (time.perf_counter() - began)

    def together(self, texts: Sequence[str]) -> list[float]:
        """Milliseconds from the moment that each question comes in, ``_RATE`` a second, to its answer."""
        waiting: queue.Queue[tuple[float, str] | None] = queue.Queue()
        took: list[float] = []

        def work() -> None:
            while (item := waiting.get()) is not None:
                self.ask(item[1])
                took.append(1_000 * (time.perf_counter() - item[0]))

        threads = [threading.Thread(target=work) for _ in range(_THREADS)]
        for thread in threads:
            thread.start()
        began = time.perf_counter()
        for number, text in enumerate(texts):
            time.sleep(max(0.0, began + number / _RATE - time.perf_counter()))
            waiting.put((time.perf_counter(), text))
        for _ in threads:
            waiting.put(None)
        for thread in threads:
            thread.join()
        return took


def measure(home: Path, count: int, *, warmed: bool) -> dict[str, float]:
    """The figures of this process."""
    first, asked = _questions(count)
    asker = Asker(home)
    try:
        figures: dict[str, float] = {}
        if warmed:
            began = time.perf_counter()
            asker.assistant.warm(asker.archive.view(asker.groups), _TODAY)
            figures["warming_s"] = time.perf_counter() - began
        for text in first:
            asker.ask(text)
        figures["embedding_ms"] = _embedding(asker, first)
        for row in _ROWS:
            used = time.process_time()
            walls = asker.together(asked) if row == "together" else [asker.ask(text) for text in asked]
            figures[f"{row}_cpu_ms"] = 1_000 * (time.process_time() - used) / len(asked)
            figures[f"{row}_mean_ms"] = float(np.mean(walls))
            figures[f"{row}_p50_ms"], figures[f"{row}_p95_ms"] = np.percentile(walls, [50, 95]).tolist()
        figures["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return figures
    finally:
        asker.close()


def _questions(count: int) -> tuple[list[str], list[str]]:
    """Questions to begin with, and ``count`` others to measure, in an order that is the same in every run."""
    rows = [json.loads(line) for line in (_SAMPLE / "questions.jsonl").read_text().splitlines()]
    texts = [row["question"] for row in rows if row["split"] == "dev"]
    random.Random(1).shuffle(texts)
    return texts[count:], texts[:count]


def _embedding(asker: Asker, texts: Sequence[str]) -> float:
    walls = []
    for text in texts:
        began = time.perf_counter()
        asker.embedder.embed_query(text)
        walls.append(1_000 * (time.perf_counter() - began))
    return float(np.median(walls))


def _apart(home: Path, count: int, *, warmed: bool) -> dict[str, float]:
    """``measure`` in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.asking", "--home", str(home), "--questions", str(count)]
    done = subprocess.run(
        [*command, "--measure", "warmed" if warmed else "unwarmed"], check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _show(name: str, figures: dict[str, float]) -> None:
    warming = f", warming {figures['warming_s']:.1f} s" if "warming_s" in figures else ""
    print(f"{name}: embedding {figures['embedding_ms']:.1f} ms, peak {figures['peak_mib']:.0f} MiB{warming}")
    for row in _ROWS:
        walls = [figures[f"{row}_{each}_ms"] for each in ("mean", "p50", "p95", "cpu")]
        ratios = [wall / figures["embedding_ms"] for wall in walls]
        told = "  ".join(
            f"{each} {wall:6.1f} ms = {ratio:5.1f}"
            for each, wall, ratio in zip(("mean", "p50", "p95", "cpu"), walls, ratios, strict=True)
        )
        print(f"  {row:<9}{told}", flush=True)


def main() -> int:
    """Print the figures, or with ``--measure`` give those of one process as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--home", type=Path, help="an archive of the sample organisation")
    parser.add_argument("--questions", type=int, default=120)
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--measure", choices=("unwarmed", "warmed"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measure(arguments.home, arguments.questions, warmed=arguments.measure == "warmed")))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        home = arguments.home or Path(folder) / "home"
        if arguments.home is None:
            ingest = [sys.executable, "-m", "vouch", "ingest", str(_SAMPLE / "docs"), "--home", str(home)]
            subprocess.run(
                ingest, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "VOUCH_LOG__LEVEL": "error"}
            )
        figures = {name: _apart(home, arguments.questions, warmed=name == "warmed") for name in ("unwarmed", "warmed")}
    for name, found in figures.items():
        _show(name, found)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
