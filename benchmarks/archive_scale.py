"""The archive with 14,000 passages: writing, lexical and dense search, recovery. Bounded to about a minute.

Words follow Zipf's law; vectors stand in clusters, as those of texts do (on unclustered ones no
approximate index has good recall). Every document holds one passage and all are of one file, written in
batches: the shape of a ``corpus.jsonl``.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evidence.archive import Archive
from evidence.model import (
    Embedded,
    FileState,
    IndexedDocument,
    IndexedPassage,
    Metadata,
    ParsedDocument,
    Passage,
    content_sha256,
    vector_id,
)

DOCUMENTS, WORDS, DIMENSIONS, BATCH, QUERIES = 14_000, 70, 384, 500, 100


def main() -> None:
    random = np.random.default_rng(7)
    vectors = _vectors(random)
    documents = _documents(random, vectors)
    home = Path(tempfile.mkdtemp(prefix="vouch-bench-"))
    try:
        with Archive.open(home, "bench/1", DIMENSIONS, exact_limit=DOCUMENTS) as archive:
            _write(archive, documents)
            _timed("collect garbage (none)", archive.collect_garbage)
            _timed("first view", archive.view)
            _lexical(archive, random)
            exact = _dense("dense, exact scan", archive, vectors)
        size = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
        print(f"{'size on disk':32} {size / 1e6:8.1f} MB, of which archive.db {_size(home / 'archive.db'):.1f} MB")
        _timed("open (clean)", lambda: Archive.open(home, "bench/1", DIMENSIONS).close())
        with Archive.open(home, "bench/1", DIMENSIONS, exact_limit=0) as archive:
            proposed = _dense("dense, Chroma and rescoring", archive, vectors)
            _timed("reindex", archive.reindex)
        same = statistics.mean(len(set(a) & set(b)) / len(a) for a, b in zip(exact, proposed, strict=True))
        print(f"{'overlap of the two top tens':32} {same:8.3f}")
    finally:
        shutil.rmtree(home)


def _write(archive: Archive, documents: list[IndexedDocument]) -> None:
    source = archive.add_source(Path(tempfile.gettempdir()))
    spent = _dense_time(archive)
    began = time.perf_counter()
    for start in range(0, len(documents), BATCH):
        batch = documents[start : start + BATCH]
        keep = {document.path for document in documents[:start]}
        state = FileState("corpus.jsonl", 1, 1, "0" * 64, "bench", "ok")
        archive.replace(source, state, batch, keep=keep)
    seconds = time.perf_counter() - began
    catalogue = len(documents) / (seconds - spent[0])
    print(f"{'write':32} {len(documents) / seconds:8.0f} documents/s; without Chroma {catalogue:.0f} documents/s")


def _dense_time(archive: Archive) -> list[float]:
    """Seconds spent in the dense index, added up while it runs."""
    spent, vectors = [0.0], archive._home.vectors
    upsert = vectors.upsert

    def timed(*arguments: object) -> None:
        began = time.perf_counter()
        upsert(*arguments)  # type: ignore[arg-type]
        spent[0] += time.perf_counter() - began

    vectors.upsert = timed  # type: ignore[method-assign,assignment]
    return spent


def _lexical(archive: Archive, random: np.random.Generator) -> None:
    view = archive.view()
    queries = [{f"w{word}": 1.0 for word in _words(random, 15)} for _ in range(QUERIES)]
    _spread("lexical, cold terms", [_seconds(partial(view.lexical, query)) for query in queries])
    _spread("lexical, warm", [_seconds(partial(view.lexical, query)) for query in queries])


def _dense(name: str, archive: Archive, vectors: NDArray[np.float32]) -> list[list[int]]:
    view = archive.view()
    chosen = np.random.default_rng(9).integers(0, len(vectors), QUERIES)
    queries = vectors[chosen] + 0.02 * np.random.default_rng(10).standard_normal((QUERIES, DIMENSIONS))
    queries = queries.astype(np.float32)
    print(f"{name + ', first':32} {1e3 * _seconds(lambda: view.dense(queries[0], 10)):8.1f} ms")
    _spread(name, [_seconds(partial(view.dense, query, 10)) for query in queries])
    rowids = view.dense(queries[0], 200)[0].tolist()
    _spread("  similarity of 200 passages", [_seconds(lambda: view.similarity(queries[0], rowids)) for _ in range(20)])
    _spread("  load of 10 passages", [_seconds(lambda: view.load(rowids[:10])) for _ in range(20)])
    return [view.dense(query, 10)[0].tolist() for query in queries]


def _documents(random: np.random.Generator, vectors: NDArray[np.float32]) -> list[IndexedDocument]:
    made = []
    for n in range(DOCUMENTS):
        text = " ".join(f"w{word}" for word in _words(random, WORDS))
        passage = Passage(0, len(text), text, f"corpus row {n}", text)
        indexed = IndexedPassage(passage, (Embedded(vector_id("bench/1", str(n)), vectors[n].tobytes()),))
        parsed = ParsedDocument(text, "corpus/1", metadata=Metadata(title=f"Row {n}"))
        made.append(IndexedDocument(f"row-{n}", content_sha256(text.encode()), parsed, (indexed,), ("everyone",)))
    return made


_RANKS = 1 / np.arange(1, 20_001)


def _words(random: np.random.Generator, count: int) -> list[int]:
    return [int(word) for word in random.choice(len(_RANKS), count, p=_RANKS / _RANKS.sum())]


def _vectors(random: np.random.Generator) -> NDArray[np.float32]:
    centres = random.standard_normal((DOCUMENTS // 20, DIMENSIONS))
    rows = centres[random.integers(0, len(centres), DOCUMENTS)] + 0.6 * random.standard_normal((DOCUMENTS, DIMENSIONS))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def _seconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _timed(name: str, call: Callable[[], object]) -> None:
    print(f"{name:32} {1e3 * _seconds(call):8.1f} ms")


def _spread(name: str, seconds: list[float]) -> None:
    p50, p95 = np.percentile(seconds, [50, 95])
    print(f"{name:32} {1e3 * p50:8.1f} ms p50 {1e3 * p95:8.1f} ms p95")


def _size(path: Path) -> float:
    return path.stat().st_size / 1e6


if __name__ == "__main__":
    main()
