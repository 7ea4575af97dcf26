"""How well and how fast passages are found: ObliQA's development questions, through the archive and the search.

    python -m benchmarks.obliqa [--set ../shared/benchmarks/obliqa-dev] [--home DIR] [--questions N] [--json FILE]

What ``vouch ingest corpus.jsonl`` and ``vouch search --questions`` do, in one process: 13,732 passages, 2,788
questions. Plain BM25 and plain cosine are measured on the same archive in the same run. *Latency* is a single
question's, embedding included, after one that loads the model; *processor* is the same in processor time, which
other work on the machine does not disturb. With ``--home`` an ingested archive is kept and used again.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from assistant.retrieve import Retriever
from evals.retrieval_metrics import RetrievalScores, score
from evidence.archive import Archive
from evidence.embedders import MiniLM
from evidence.lexical import analyse
from evidence.view import View

os.environ.update(SCARF_NO_ANALYTICS="1", DO_NOT_TRACK="1", HF_HUB_OFFLINE="1", TOKENIZERS_PARALLELISM="false")

DEPTH = 10
Ranker = Callable[[str], list[str]]


@dataclass(frozen=True)
class Labelled:
    """A question and the documents that answer it; any of them will do for ``found``."""

    identity: str
    question: str
    relevant: frozenset[str]


@dataclass(frozen=True)
class Outcome:
    """A method's scores, and its milliseconds a question."""

    method: str
    scores: RetrievalScores
    p50: float
    p95: float
    processor: float
    per_second: float


def read_labelled(path: Path) -> list[Labelled]:
    """The rows of a ``questions.jsonl``: what is relevant is its ``gold`` and its ``also``."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [
        Labelled(
            str(row["id"]),
            str(row["question"]),
            frozenset(str(entry["doc_id"]) for entry in [*row.get("gold", []), *row.get("also", [])]),
        )
        for row in rows
    ]


@contextmanager
def ingested(paths: Sequence[Path], embedder: MiniLM, home: Path | None) -> Iterator[View]:
    """A view of everything in an archive of ``paths``, kept in ``home`` if it is given."""
    from ingest.sync import SyncOptions, synchronise

    with tempfile.TemporaryDirectory() as folder:
        place = home or Path(folder)
        with Archive.open(place, embedder.id, embedder.dimensions) as archive:
            report = synchronise(archive, embedder, [path.resolve() for path in paths], SyncOptions(home=place))
            if report.embedded:
                print(f"ingested {report.passages:,} passages in {report.seconds:.0f} s", flush=True)
            yield archive.view()


def by_words(view: View) -> Ranker:
    """Plain BM25."""

    def rank(question: str) -> list[str]:
        rowids, scores = view.lexical(dict(Counter(analyse(question))))
        best = rowids[np.argsort(-scores, kind="stable")[:DEPTH]]
        return [passage.doc_id for passage in view.load(best.tolist())]

    return rank


def by_meaning(view: View, embedder: MiniLM) -> Ranker:
    """Plain cosine."""

    def rank(question: str) -> list[str]:
        rowids, _ = view.dense(embedder.embed_query(question), DEPTH)
        return [passage.doc_id for passage in view.load(rowids.tolist())]

    return rank


def by_search(view: View, embedder: MiniLM) -> Ranker:
    """The product's search."""
    retriever = Retriever()
    return lambda question: [hit.passage.doc_id for hit in retriever.search(view, embedder, question, DEPTH)]


def measure(method: str, rank: Ranker, questions: Sequence[Labelled]) -> Outcome:
    """Ask every question once, in order."""
    rank(questions[0].question)
    rankings, walls = [], []
    began, worked = time.perf_counter(), time.process_time()
    for each in questions:
        start = time.perf_counter()
        rankings.append((rank(each.question), each.relevant))
        walls.append(1_000 * (time.perf_counter() - start))
    seconds, processor = time.perf_counter() - began, time.process_time() - worked
    p50, p95 = np.percentile(walls, [50, 95]).tolist()
    count = len(questions)
    return Outcome(method, score(rankings, DEPTH), p50, p95, 1_000 * processor / count, count / seconds)


def show(outcome: Outcome) -> None:
    scores = outcome.scores
    print(
        f"{outcome.method:<12} Recall@10 {scores.recall:.4f}  MAP@10 {scores.average_precision:.4f}"
        f"  nDCG@10 {scores.ndcg:.4f}  MRR@10 {scores.reciprocal_rank:.4f}"
        f"   p50 {outcome.p50:5.1f} ms  p95 {outcome.p95:5.1f} ms  processor {outcome.processor:5.1f} ms"
        f"  {outcome.per_second:5.1f} questions/s",
        flush=True,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--set", type=Path, default=Path("../shared/benchmarks/obliqa-dev"))
    parser.add_argument("--home", type=Path, help="keep the archive here")
    parser.add_argument("--questions", type=int, help="only the first so many")
    parser.add_argument("--json", type=Path, help="write the figures here")
    arguments = parser.parse_args()
    if not (arguments.set / "corpus.jsonl").is_file():
        print(f"skipped: there is no {arguments.set / 'corpus.jsonl'}")
        return 0
    questions = read_labelled(arguments.set / "questions.jsonl")[: arguments.questions]
    embedder = MiniLM()
    with ingested([arguments.set / "corpus.jsonl"], embedder, arguments.home) as view:
        print(f"{len(questions):,} questions, {view.counts.passages:,} passages with words")
        methods = {"search": by_search(view, embedder), "BM25": by_words(view), "cosine": by_meaning(view, embedder)}
        outcomes = []
        for name, rank in methods.items():
            outcomes.append(measure(name, rank, questions))
            show(outcomes[-1])
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(outcome) for outcome in outcomes], indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
