"""How well passages are mapped to requirements, on passages of two sample organisations that were judged by hand.

    python -m benchmarks.clause_passages [SET ...]

The labels (``benchmarks/data/clause_passages.jsonl``) hold, for ten requirements on `foundry` and fifteen on
`hospital`, every passage that one of four rankings put among its first (near to the requirement, nearer to it than to
others, by its words, by its reference), and whether it speaks to the requirement. The coefficients were fitted on
`foundry`, some rules made after reading `hospital`. *Precision* is over the passages mapped that were judged;
*unjudged* says how many were not; *recall* is over those judged to speak, and so says nothing of passages that no
ranking found.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent
_LABELS = _HERE / "data" / "clause_passages.jsonl"
_SAMPLES = _HERE.parent / "samples"
_TODAY = date(2026, 7, 31)


def measure(name: str) -> dict[str, Any]:
    """Ingest the sample organisation ``name`` and hold its mapping against the labels."""
    from evidence.archive import Archive
    from evidence.embedders import MiniLM
    from ingest.sync import SyncOptions, synchronise

    embedder = MiniLM()
    judged = {key: speaks for key, speaks in _judged(name)}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with Archive.open(home, embedder.id, embedder.dimensions) as archive:
            synchronise(archive, embedder, [_SAMPLES / name / "docs"], SyncOptions(home=home))
            began = time.process_time()
            mapped = _mapped(archive.view(), embedder, {key[:2] for key in judged})
            seconds = time.process_time() - began
    right = sum(judged.get(key, False) for key in mapped)
    known = sum(key in judged for key in mapped)
    return {
        "set": name,
        "requirements": len({key[:2] for key in judged}),
        "mapped": len(mapped),
        "unjudged": len(mapped) - known,
        "precision": round(right / known, 3) if known else None,
        "recall": round(right / sum(judged.values()), 3),
        "processor_seconds": round(seconds, 2),
    }


_Key = tuple[str, str, str, int]


def _judged(name: str) -> Iterator[tuple[_Key, bool]]:
    for line in _LABELS.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["set"] == name:
            yield (row["framework"], row["ref"], row["doc_id"], row["start"]), row["speaks"]


def _mapped(view: Any, embedder: Any, wanted: set[tuple[str, str]]) -> set[_Key]:
    """The passages mapped, by framework, reference, document and where they begin."""
    from assistant.clause_passages import passages
    from assistant.clauses import Clauses
    from evidence.frameworks import load

    found: set[_Key] = set()
    for identity in sorted({framework for framework, _ in wanted}):
        framework = load(identity)
        clauses = Clauses(view, framework, _TODAY)
        for ref in sorted(ref for each, ref in wanted if each == identity):
            requirement = framework.get(ref)
            assert requirement is not None, ref
            for each in passages(clauses, requirement, embedder):
                assert each.statement is not None
                at = each.statement.start
                starts = [p.start for p in view.passages(each.document.rowid) if p.start <= at < p.end]
                found.add((identity, ref, each.document.doc_id, starts[0]))
    return found


if __name__ == "__main__":
    for wanted in sys.argv[1:] or ("foundry", "hospital"):
        print(json.dumps(measure(wanted)))
