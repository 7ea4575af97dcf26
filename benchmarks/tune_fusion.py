"""Chooses the weights of the search (``assistant.ranking.Weights``) on two unlike sets of questions.

    python -m benchmarks.tune_fusion [--shared ../shared] [--homes DIR]

ObliQA's questions repeat the wording of the rules they ask about; ``data/governance_questions.jsonl`` was written by
hand with other words than the documents'. Half of each set, by a hash of the question's id, chooses; the other half
is only reported. What is maximised is the sum of ObliQA's MAP@10 and the mean reciprocal rank of the first right
document among ten for the other, starting from BM25's usual parameters and trying every value of one weight at a time
until none helps.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import ranking
from assistant.ranking import PassageTerms, Weights
from benchmarks.obliqa import DEPTH, Labelled, ingested, read_labelled
from evals.retrieval_metrics import RetrievalScores, average_precision, reciprocal_rank, score
from evidence.embedders import MiniLM
from evidence.lexical import analyse
from evidence.view import View

_CORPORA = ("openjs-cpc", "18f-handbook", "basecamp-policies")
_POOL = 60
_ORDINARY = Weights(
    words=1.0, phrases=0.0, word_saturation=1.2, phrase_saturation=1.2, length=0.75, usual_length=100.0, context=0.5
)
_VALUES = {
    "words": (0.2, 0.3, 0.4, 0.5, 0.6, 0.75, 1.0),
    "phrases": (0.0, 0.25, 0.5, 0.75, 1.0),
    "word_saturation": (0.2, 0.4, 0.6, 0.9, 1.2),
    "phrase_saturation": (0.1, 0.3, 0.6, 1.2),
    "length": (0.5, 0.75, 0.9),
    "usual_length": (60.0, 80.0, 100.0, 130.0),
    "context": (0.0, 0.25, 0.5, 1.0),
}


@dataclass(frozen=True)
class Case:
    """A question with its candidates, ready to be scored under any weights."""

    labelled: Labelled
    terms: list[str]
    rarities: dict[str, float]
    passages: list[PassageTerms]
    meaning: NDArray[np.float64]
    documents: list[str]

    @property
    def tuning(self) -> bool:
        """Whether the question may choose weights; the others only report."""
        return hashlib.sha256(self.labelled.identity.encode()).digest()[0] % 2 == 0

    def ranked(self, weights: Weights) -> list[str]:
        """Documents in order of their best passage."""
        parts = ranking.agreement(self.terms, self.rarities, self.passages, self.meaning, weights)
        order = np.argsort(-ranking.fuse(parts, weights), kind="stable")
        return list(dict.fromkeys(self.documents[place] for place in order.tolist()))[:DEPTH]


def prepared(view: View, embedder: MiniLM, questions: Sequence[Labelled]) -> list[Case]:
    known: dict[int, tuple[str, PassageTerms]] = {}
    cases = []
    for each in questions:
        vector, terms = embedder.embed_query(each.question), analyse(each.question)
        rowids, scores = view.lexical({term: float(terms.count(term)) for term in terms})
        near, _ = view.dense(vector, _POOL)
        pool = list(dict.fromkeys([*rowids[np.argsort(-scores, kind="stable")[:_POOL]].tolist(), *near.tolist()]))
        for passage in view.load([rowid for rowid in pool if rowid not in known]):
            known[passage.rowid] = (passage.doc_id, PassageTerms(analyse(passage.context), analyse(passage.body)))
        total = view.counts.passages
        rarities = {term: ranking.rarity(total, len(view.lexical({term: 1.0})[0])) for term in set(terms)}
        documents, passages = [known[rowid][0] for rowid in pool], [known[rowid][1] for rowid in pool]
        cases.append(Case(each, terms, rarities, passages, view.similarity(vector, pool), documents))
    return cases


def value(obliqa: Sequence[Case], governance: Sequence[Case], weights: Weights) -> float:
    precision = np.mean([average_precision(c.ranked(weights), c.labelled.relevant, DEPTH) for c in obliqa])
    reciprocal = np.mean([reciprocal_rank(c.ranked(weights), c.labelled.relevant, DEPTH) for c in governance])
    return float(precision + reciprocal)


def chosen(obliqa: Sequence[Case], governance: Sequence[Case], start: Weights) -> Weights:
    """Coordinate ascent from ``start``; a value is changed for a gain of more than 0.0005."""
    best, reached, again = start, value(obliqa, governance, start), True
    while again:
        again = False
        for name, values in _VALUES.items():
            for number in values:
                if number == getattr(best, name):
                    continue
                tried = replace(best, **{name: number})
                gained = value(obliqa, governance, tried)
                if gained > reached + 0.0005:
                    best, reached, again = tried, gained, True
                    print(f"  {name} = {number}: {reached:.4f}", flush=True)
    return best


def report(name: str, cases: Sequence[Case], weights: Weights) -> None:
    for half, some in (("tuning", [c for c in cases if c.tuning]), ("held out", [c for c in cases if not c.tuning])):
        pairs = [(case.ranked(weights), case.labelled.relevant) for case in some]
        print(f"  {name:<11}{half:<9}({len(some):>4}) {_figures(score(pairs, DEPTH))}  {_found(pairs)}")


def _figures(scores: RetrievalScores) -> str:
    return f"Recall@10 {scores.recall:.4f}  MAP@10 {scores.average_precision:.4f}  MRR@10 {scores.reciprocal_rank:.4f}"


def _found(pairs: Sequence[tuple[list[str], frozenset[str]]]) -> str:
    shares = [np.mean([not relevant.isdisjoint(ranked[:k]) for ranked, relevant in pairs]) for k in (1, 5)]
    return f"one right among the first 1 / 5: {shares[0]:.3f} / {shares[1]:.3f}"


def _cases(paths: list[Path], questions: Path, home: Path | None) -> list[Case]:
    embedder = MiniLM()
    with ingested(paths, embedder, home) as view:
        return prepared(view, embedder, read_labelled(questions))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--homes", type=Path, help="keep the archives in this folder")
    parser.add_argument("--report", action="store_true", help="only report on the weights in force")
    arguments = parser.parse_args()
    rules, folders = arguments.shared / "benchmarks/obliqa-dev", [arguments.shared / "corpora" / c for c in _CORPORA]
    if not all(path.exists() for path in (rules, *folders)):
        print(f"skipped: {arguments.shared} lacks ObliQA or the corpora")
        return 0
    kept = [arguments.homes / name if arguments.homes else None for name in ("obliqa", "governance")]
    obliqa = _cases([rules / "corpus.jsonl"], rules / "questions.jsonl", kept[0])
    own = Path(__file__).parent / "data" / "governance_questions.jsonl"
    governance = _cases(folders, own, kept[1])
    weights = Weights()
    if not arguments.report:
        tuning = [case for case in obliqa if case.tuning], [case for case in governance if case.tuning]
        weights = chosen(*tuning, _ORDINARY)
    for name, each in (
        ("cosine alone", replace(weights, words=0.0, phrases=0.0)),
        ("words alone", replace(weights, meaning=0.0, phrases=0.0)),
        ("without phrases", replace(weights, phrases=0.0)),
        ("chosen", weights),
    ):
        print(name)
        report("ObliQA", obliqa, each)
        report("governance", governance, each)
    print({field.name: getattr(weights, field.name) for field in fields(weights)})
    return 0


if __name__ == "__main__":
    sys.exit(main())
