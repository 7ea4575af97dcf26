"""How fast a folder of real documents is ingested, with the real models, against the embedder alone.

    python -m benchmarks.ingest_speed [--corpora ../shared/corpora] [--sample 2000] [--json FILE]

*Ratio*: windows a second of the whole ingestion (listing, parsing, chunking, embedding, writing), divided by windows
a second of the embedder alone on a random sample of the same windows, in the same process right afterwards.
*Processor ratio*: the same in processor seconds, which other work on the machine does not disturb.
*Memory*: the sum over the process and its parsers, as resident size (shared pages counted in each) and as
proportional size (shared pages divided), sampled twice a second. *Second run*: a new process, nothing changed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import psutil
from numpy.typing import NDArray

_QUIET = {"SCARF_NO_ANALYTICS": "1", "DO_NOT_TRACK": "1", "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
_AGAIN = """
import sys, time
from pathlib import Path
from evidence.archive import Archive
from evidence.embedders import MiniLM
from ingest.sync import SyncOptions, synchronise
home, root = map(Path, sys.argv[1:])
with Archive.open(home, MiniLM.id, MiniLM.dimensions) as archive:
    report = synchronise(archive, MiniLM(), [root], SyncOptions(home=home))
    assert report.added == report.replaced == report.embedded == 0, report
"""


class Sampling:
    """The embedder, keeping a seeded random sample of what it was given (reservoir sampling)."""

    def __init__(self, size: int) -> None:
        from evidence.embedders import MiniLM

        self._model, self._size, self._dice = MiniLM(), size, random.Random(7)
        self.id, self.dimensions = self._model.id, self._model.dimensions
        self.windows, self.embed_query = self._model.windows, self._model.embed_query
        self.sample: list[str] = []
        self.seen = 0

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As the model's."""
        for text in texts:
            self.seen += 1
            if len(self.sample) < self._size:
                self.sample.append(text)
            elif (place := self._dice.randrange(self.seen)) < self._size:
                self.sample[place] = text
        return self._model.embed(texts)

    def alone(self, per_call: int) -> tuple[float, float]:
        """The model on the sample: wall and processor seconds a window."""
        began, used = time.perf_counter(), _processor_seconds()
        for start in range(0, len(self.sample), per_call):
            self._model.embed(self.sample[start : start + per_call])
        count = max(1, len(self.sample))
        return (time.perf_counter() - began) / count, (_processor_seconds() - used) / count


class Memory(threading.Thread):
    """Peak memory of this process and its children, in bytes."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.resident = self.proportional = 0
        self._ended = threading.Event()

    def run(self) -> None:
        """Look twice a second."""
        me = psutil.Process()
        while not self._ended.wait(0.5):
            resident = proportional = 0
            for process in [me, *me.children(recursive=True)]:
                with contextlib.suppress(psutil.Error, FileNotFoundError):
                    found = process.memory_full_info()
                    resident += found.rss
                    proportional += found.pss
            self.resident = max(self.resident, resident)
            self.proportional = max(self.proportional, proportional)

    def end(self) -> None:
        """Stop looking."""
        self._ended.set()
        self.join()


def measure(root: Path, home: Path, sample: int, workers: int) -> dict[str, object]:
    """One ingestion of ``root`` and what it took."""
    from evidence.archive import Archive
    from ingest.progress import Silent, Snapshot
    from ingest.sync import SyncOptions, synchronise

    class Telling(Silent):
        """One line a minute."""

        last = time.monotonic()

        def advanced(self, snapshot: Snapshot) -> None:
            if time.monotonic() - self.last > 60:
                self.last = time.monotonic()
                left = f"{snapshot.seconds_left:.0f} s left" if snapshot.seconds_left is not None else ""
                print(
                    f"  {snapshot.files}/{snapshot.total_files} files, {snapshot.rate:.1f} windows/s {left}", flush=True
                )

    embedder, memory = Sampling(sample), Memory()
    options = SyncOptions(home=home, workers=workers)
    memory.start()
    used = _processor_seconds()
    with Archive.open(home, embedder.id, embedder.dimensions) as archive:
        report = synchronise(archive, embedder, [root], options, Telling())
        failures = archive.failures()
    used = _processor_seconds() - used
    memory.end()
    wall_alone, used_alone = embedder.alone(options.windows_per_call)
    files = report.added + len(report.failed)
    return {
        "files": files,
        "failed": len(report.failed),
        "documents": report.documents,
        "passages": report.passages,
        "windows": embedder.seen,
        "seconds": round(report.seconds, 1),
        "files_per_second": round(files / report.seconds, 2),
        "windows_per_second": round(embedder.seen / report.seconds, 2),
        "alone_windows_per_second": round(1 / wall_alone, 2),
        "ratio": round(wall_alone * embedder.seen / report.seconds, 3),
        "processor_seconds": round(used, 1),
        "processor_ratio": round(used_alone * embedder.seen / used, 3),
        "parse_seconds": round(report.parse_seconds, 1),
        "embed_seconds": round(report.embed_seconds, 1),
        "peak_resident_mb": round(memory.resident / 1e6),
        "peak_proportional_mb": round(memory.proportional / 1e6),
        "second_run_seconds": round(_second_run(root, home), 2),
        "failures": [f"{state.path}: {state.reason}" for _, state in failures],
        "warnings": len(report.warnings),
        "hidden": report.hidden,
        "instructions": report.instructions,
    }


def _processor_seconds() -> float:
    """Processor time of this process and of those that it has ended, in all their threads."""
    return sum(os.times()[:4])


def _second_run(root: Path, home: Path) -> float:
    """Wall time of a whole new process that finds nothing to do."""
    began = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    subprocess.run([sys.executable, "-c", _AGAIN, os.fspath(home), os.fspath(root)], check=True, env=environment)
    return time.perf_counter() - began


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"), help="the folder to ingest")
    parser.add_argument("--sample", type=int, default=2_000, help="windows embedded alone afterwards")
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    os.environ.update(_QUIET)
    if not options.corpora.is_dir():
        print(f"{options.corpora} is not there; nothing measured")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(options.corpora.resolve(), Path(folder) / "home", options.sample, options.workers)
    for name, value in figures.items():
        lines = value if isinstance(value, list) else [value]
        print(f"{name:26} {lines[0] if lines else '-'}", *(f"{'':26} {line}" for line in lines[1:]), sep="\n")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
