"""What the extraction of facts adds to the ingestion of a folder, in processor time.

    python -m benchmarks.facts_speed [FOLDER] [--no-embed] [--limit 1.30]

Every file is prepared (parsed, described, cut into passages) twice without the step and twice with it, by turns, and
the shorter time of each counts. *Ratio*: with the step, divided by without. Then the passages are embedded, for the
ratio of the whole, which is what somebody who waits notices; ``--no-embed`` leaves that out. Last come the families,
and the files, that take longest. Ends with 1 where the last ratio printed is over the limit.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from evidence.errors import IngestError
from evidence.model import Fact, ParsedDocument
from ingest.chunk import ChunkOptions
from ingest.facts import FAMILIES, load_families
from ingest.facts.reading import read
from ingest.limits import Limits
from ingest.pipeline import Prepared, prepare
from ingest.writer import embedding_text

_FOLDER = Path("samples/organisation/docs")
_SHOWN = 6  # families and files listed


def main() -> int:
    """Print the ratio and what takes longest; 1 where it is over the limit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", type=Path, default=_FOLDER)
    parser.add_argument("--no-embed", action="store_true", help="without embedding the passages (saves half a minute)")
    parser.add_argument("--limit", type=float, default=1.30)
    options = parser.parse_args()
    load_families()
    without, added, files, prepared = _measure(options.folder)
    facts = sum(len(document.facts) for each in prepared for document in each.documents)
    print(f"{len(prepared)} files, {facts:,} facts")
    ratio = (without + added) / without
    print(f"{'parsed and cut':30} {without:8.2f} s\n{'facts':30} {added:8.2f} s\n{'ratio':30} {ratio:8.2f}")
    if not options.no_embed:
        embedding = _embedding(prepared)
        ratio = (without + embedding + added) / (without + embedding)
        print(f"{'embedding':30} {embedding:8.2f} s\n{'ratio of the whole':30} {ratio:8.2f}")
    for name, seconds in (*_longest(_families(prepared)), *_longest(files)):
        print(f"  {name[-60:]:60} {1e3 * seconds:8.0f} ms")
    return int(ratio > options.limit)


def _measure(folder: Path) -> tuple[float, float, dict[str, float], list[Prepared]]:
    """Seconds without the step, seconds that it adds, those it adds to each file, and what was prepared."""
    without, files, made = 0.0, dict[str, float](), []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        data, name = path.read_bytes(), path.relative_to(folder).as_posix()
        try:
            done = prepare(data, name, Limits(), ChunkOptions())
        except IngestError:
            continue
        bare, full = [], []
        for _ in range(2):
            with patch("ingest.facts.extract", _nothing):
                bare.append(_seconds(lambda: prepare(data, name, Limits(), ChunkOptions())))  # noqa: B023
            full.append(_seconds(lambda: prepare(data, name, Limits(), ChunkOptions())))  # noqa: B023
        without += min(bare)
        files[name] = min(full) - min(bare)
        made.append(done)
    return without, sum(files.values()), files, made


def _longest(spent: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(spent.items(), key=lambda each: -each[1])[:_SHOWN]


def _nothing(document: ParsedDocument, path: str) -> tuple[Fact, ...]:
    return ()


def _families(prepared: list[Prepared]) -> dict[str, float]:
    """Seconds a family, and of the reading that they share (which does some of its work when first asked)."""
    spent: dict[str, float] = defaultdict(float)
    for document in (document for each in prepared for document in each.documents):
        began = time.process_time()
        reading = read(document.parsed, document.path)
        spent["(shared)"] += time.process_time() - began
        for name, family in zip(FAMILIES, load_families(), strict=True):
            spent[name] += _seconds(lambda: list(family(reading)))  # noqa: B023
    return spent


def _embedding(prepared: list[Prepared]) -> float:
    from evidence.embedders import MiniLM

    model = MiniLM()
    texts = [
        window
        for each in prepared
        for document in each.documents
        for passage in document.passages
        for window in model.windows(embedding_text(passage))
    ]
    model.embed(texts[:8])
    return _seconds(lambda: [model.embed(texts[at : at + 64]) for at in range(0, len(texts), 64)])


def _seconds(call: Callable[[], object]) -> float:
    """Processor seconds of a call, in all threads."""
    began = time.process_time()
    call()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
