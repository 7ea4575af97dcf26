"""One system in a process of its own: ``python -m evals.peers.worker JOB.json`` builds, asks, and writes what it found.

Imports little itself: the LlamaIndex peers run on an environment that lacks most of Vouch's packages.
"""

from __future__ import annotations

import base64
import importlib
import json
import os
import pickle
import resource
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.peers.material import Material
from evals.peers.protocol import Peer
from evidence.embedders import Embedder

_LLAMAINDEX = {
    "llamaindex-usual": ("evals.peers.llamaindex_usual", "Usual"),
    "llamaindex-fusion": ("evals.peers.llamaindex_fusion", "Fusion"),
}


@dataclass(frozen=True, slots=True)
class Job:
    """What one worker does. ``embedder`` is a pickled callable without arguments, in base64.

    ``index`` is the empty folder for the index, ``texts`` Vouch's texts (``plain_bm25.TEXTS``) where there are any,
    and ``result`` the JSON file to write.
    """

    system: str
    root: str
    access: str | None
    embedder: str
    index: str
    texts: str
    result: str
    questions: tuple[str, ...] = ()
    k: int = 10

    def save(self, file: Path) -> None:
        """Write the job down for a worker."""
        file.write_text(json.dumps(asdict(self)), encoding="utf-8")


def packed(factory: Callable[[], Embedder]) -> str:
    """A factory as a job carries it. It must be picklable: a class, a function of a module, or a partial of one."""
    return base64.b64encode(pickle.dumps(factory)).decode()


def perform(job: Job) -> Mapping[str, Any]:
    """Build and ask, with the clock."""
    material = Material(Path(job.root), Path(job.access) if job.access else None)
    index = Path(job.index)
    index.mkdir(parents=True, exist_ok=True)
    began, worked = time.perf_counter(), sum(os.times()[:4])
    peer = _peer(job)
    built = peer.build(material, index)
    seconds, processor = time.perf_counter() - began, sum(os.times()[:4]) - worked
    hits, walls = [], []
    if job.questions:
        peer.search(job.questions[0], job.k)  # what is loaded on first use is loaded
    for question in job.questions:
        start = time.perf_counter()
        found = peer.search(question, job.k)
        walls.append(1_000 * (time.perf_counter() - start))
        hits.append([asdict(each) for each in found])
    described = dict(peer.describe())
    peer.close()
    return {
        "files": built.files,
        "units": built.units,
        "unreadable": dict(built.unreadable),
        "raw": list(built.raw),
        "ingest_seconds": seconds,
        "ingest_processor_seconds": processor,
        "latencies_ms": walls,
        "hits": hits,
        "index_bytes": sum(path.stat().st_size for path in index.rglob("*") if path.is_file()),
        "peak_rss_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "settings": described,
    }


def _peer(job: Job) -> Peer:
    if job.system.startswith("bm25-"):
        from evals.peers.plain_bm25 import PlainBM25

        return PlainBM25(Path(job.texts), whole=job.system == "bm25-documents")
    embedder: Embedder = pickle.loads(base64.b64decode(job.embedder))()  # written by our own parent process
    if job.system == "vouch":
        from evals.peers.own import Own

        return Own(embedder)
    module, name = _LLAMAINDEX[job.system]
    peer: Peer = getattr(importlib.import_module(module), name)(embedder)
    return peer


def main() -> int:
    """Perform the job whose file is the only argument."""
    row = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    job = Job(**{**row, "questions": tuple(row["questions"])})
    try:
        found = perform(job)
    except ModuleNotFoundError as exc:
        found = {"missing": str(exc.name)}
    Path(job.result).write_text(json.dumps(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
