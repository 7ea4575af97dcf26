"""What it costs Vouch and LlamaIndex to take in real folders, and what each finds in a labelled set.

    python -m benchmarks.peers [--corpora ../shared/corpora] [--set FOLDER] [--systems vouch,llamaindex-usual]
                               [--limit SECONDS] [--json FILE]

Each folder below ``--corpora`` is ingested by each system in a process of its own, with the same embedded model:
wall time from nothing to ready, files that could not be read, peak memory of the process and its children, size on
disk. There are no questions for a corpus, so nothing is said of quality; ``--set`` measures that on a labelled set,
with plain BM25 as well. The LlamaIndex peers need ``.venv-peers`` (requirements/peers.lock).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.labels import load_set
from evals.peers import PeerResult, compare_peers
from evals.peers.compare import SYSTEMS, measure_ingestion
from evidence.embedders import MiniLM

os.environ.update(SCARF_NO_ANALYTICS="1", DO_NOT_TRACK="1", HF_HUB_OFFLINE="1", TOKENIZERS_PARALLELISM="false")

_SHOWN = ("document_recall@5", "document_recall@10", "span_recall@10", "document_mrr@10", "character_precision@5")


def show(results: Sequence[PeerResult]) -> None:
    for each in results:
        if each.status != "measured":
            print(f"  {each.name:18} {each.status}: {each.reason}")
            continue
        taken = f"{each.ingest_seconds:7.1f} s  {each.ingest_processor_seconds:7.1f} s processor"
        read = f"{each.files:5} files  {len(each.unreadable):3} unreadable  {len(each.raw):3} raw  {each.units:6} units"
        size = f"{(each.peak_rss_bytes or 0) / 1e6:6.0f} MB memory  {(each.index_bytes or 0) / 1e6:6.1f} MB index"
        print(f"  {each.name:18} {taken}  {read}  {size}")
        if each.questions:
            quality = "  ".join(
                f"{name} {each.retrieval[name]['mean']:.3f}" for name in _SHOWN if name in each.retrieval
            )
            print(f"  {'':18} {quality}  p50 {each.query_p50_ms:.1f} ms  p95 {each.query_p95_ms:.1f} ms")
            print(f"  {'':18} placed: {dict(each.located)}")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"), help="a folder of folders")
    parser.add_argument("--set", type=Path, help="a labelled set, measured instead of the corpora")
    parser.add_argument("--systems", default="", help="comma-separated; all that apply by default")
    parser.add_argument("--limit", type=float, default=1_800.0, help="seconds for one system on one folder")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    chosen = tuple(filter(None, options.systems.split(",")))
    figures: dict[str, list[dict[str, Any]]] = {}
    if options.set:
        labelled = load_set(options.set)
        systems = chosen or tuple(SYSTEMS)
        found = compare_peers(labelled, options.set, MiniLM, print, systems=systems, limit_seconds=options.limit)
        show(found)
        figures[options.set.name] = [each.as_json() for each in found]
    elif not options.corpora.is_dir():
        print(f"skipped: there is no {options.corpora}")
    else:
        systems = chosen or tuple(name for name in SYSTEMS if not name.startswith("bm25-"))
        for folder in sorted(path for path in options.corpora.iterdir() if path.is_dir()):
            print(folder.name, flush=True)
            found = measure_ingestion(folder, MiniLM, systems=systems, limit_seconds=options.limit)
            show(found)
            figures[folder.name] = [each.as_json() for each in found]
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
