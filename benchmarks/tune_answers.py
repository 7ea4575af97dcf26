"""Fits what chooses statements (``assistant.select.Weights``).

``python -m benchmarks.tune_answers [--unread] --set FOLDER HOME [--set ...] HOME QUESTIONS...``: FOLDER is a labelled
set (of one with splits ``dev`` is used) with the home folder that ``vouch eval`` ingested it into; HOME holds the
shared corpora ingested, QUESTIONS are files of questions about them. Softmax over a question's candidates, so that
those that overlap the labelled words (of the corpora: stand in the labelled document) come first, with ``--unread``
before the cross-encoder reads any. Reported on the organisation that was left out of fitting (the sets, and the
corpora as one); prints the coefficients to be copied. What is shown or withheld is fitted by
``benchmarks.tune_acceptance``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import accept, select
from assistant.accept import Acceptance
from assistant.ask import Assistant
from assistant.query import Query
from assistant.retrieve import Retriever
from assistant.select import Candidate
from assistant.understand import understand
from benchmarks.reading import Unread
from evals.labels import LabelledSet, load_set
from evals.spans import Labels, locate
from evals.values import states
from evals.workspace import Workspace, place
from evidence.archive import Archive
from evidence.cross_encoder import CrossEncoder
from evidence.embedders import MiniLM
from evidence.view import View
from ingest.remember import default_groups
from ingest.sync import SyncReport

_POOL = 20  # passages read for statements, as when asking
_RIDGE_CHOOSING, _RIDGE_ACCEPTING = 3.0, 1.0
_STEPS, _STEP = 600, 0.05
_LISTED = 60  # candidates of a question
_PARTLY = 0.7  # a statement of an allowed document that states a fact, elsewhere than the labelled words
_WEIGHT = {"set": 1.0, "set withheld": 0.3, "foreign": 0.05, "corpora": 0.35, "corpora withheld": 0.12}
_FOREIGN = 50  # questions of each other set: hardly any can be answered, but which is not known
_CORPORA = "corpora"
_FITTED = tuple(name for name in accept.FEATURES if name != "behind")

Floats = NDArray[np.float64]
Label = Callable[[Candidate], float]


@dataclass(frozen=True)
class Listed:
    """A question's candidates as features, and how good each is, 0 to 1."""

    where: str
    features: Floats
    good: Floats


class Asker:
    """Ranks and asks as the assistant does, and shows whatever no rule refuses."""

    def __init__(self, embedder: MiniLM, cross_encoder: CrossEncoder | None = None) -> None:
        self.embedder = embedder
        self.retriever = Retriever()
        everything = replace(Acceptance(), threshold=0.0)
        self.assistant = Assistant(embedder, self.retriever, everything, cross_encoder=cross_encoder)

    def ranked(self, view: View, query: Query, as_of: date | None = None) -> list[Candidate]:
        """Candidate statements, best first."""
        hits = self.retriever.search(view, self.embedder, query.search_text, _POOL)
        return self.assistant.rank(view, query, hits, as_of)


def of_set(folder: Path, home: Path, embedder: MiniLM, cross_encoder: CrossEncoder | None = None) -> list[Listed]:
    """Candidates of a labelled set's development questions; ``Unread``: in the order before it reads them."""
    listed, asker = [], Asker(embedder, cross_encoder)
    with opened(folder, home, embedder) as space:
        labelled = development(folder)
        labels = locate(labelled, space.archive.view())
        for question in labelled.questions:
            if question.answerable:
                view = space.view_of(question.groups, question.as_of)
                ranked = asker.ranked(view, understand(question.question, question.history))
                listed.append(_listed(folder.name, ranked, _set_label(labels, question.id, question.facts)))
    return listed


def of_corpora(home: Path, files: Sequence[Path], embedder: MiniLM) -> list[Listed]:
    """Candidates of questions whose labels name documents only."""
    listed, asker = [], Asker(embedder)
    with Archive.open(home, embedder.id, embedder.dimensions, exact_limit=50_000) as archive:
        view = archive.view()
        for row in (json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()):
            if gold := frozenset(str(entry["doc_id"]) for entry in row.get("gold", [])):
                ranked = asker.ranked(view, understand(str(row["question"])))
                listed.append(_listed(_CORPORA, ranked, _document_label(gold)))
    return listed


def development(folder: Path) -> LabelledSet:
    """The questions of a set that may be fitted on: its split ``dev``, all of one without splits."""
    whole = load_set(folder)
    return load_set(folder, "dev") if any(question.split == "dev" for question in whole.questions) else whole


@contextmanager
def opened(folder: Path, home: Path, embedder: MiniLM) -> Iterator[Workspace]:
    """A labelled set as ``vouch eval`` ingested it into a home folder."""
    own = place(folder, home)
    with Archive.open(own, embedder.id, embedder.dimensions) as archive:
        yield Workspace(own, archive, tuple(default_groups(own)), SyncReport())


def _set_label(labels: Labels, name: str, facts: Sequence[Sequence[str]]) -> Label:
    spans = [span for entry in labels.gold.get(name, ()) for span in entry]
    telling = [entry for entry in facts if not {"yes", "no"} & {each.lower() for each in entry}]

    def label(candidate: Candidate) -> float:
        here = candidate.statement
        doc_id = here.passage.doc_id
        mine = (span for span in spans if span.doc_id == doc_id)
        if any(span.whole or (span.start < here.end and here.start < span.end) for span in mine):
            return 1.0
        allowed = doc_id in labels.allowed(name)
        return _PARTLY if allowed and any(states(here.plain, entry) for entry in telling) else 0.0

    return label


def _document_label(gold: frozenset[str]) -> Label:
    return lambda candidate: float(candidate.statement.passage.doc_id in gold)


def _listed(where: str, ranked: Sequence[Candidate], label: Label) -> Listed:
    features = [[candidate.features[name] for name in select.FEATURES] for candidate in ranked]
    return Listed(where, np.array(features), np.array([label(candidate) for candidate in ranked]))


def fit_choosing(listed: Sequence[Listed]) -> Floats:
    """Weights by which good candidates come first: penalised softmax likelihood, climbed by Adam."""
    useful = [each for each in listed if each.good.any()]
    weights, mean, square = (np.zeros(len(select.FEATURES)) for _ in range(3))
    for step in range(1, _STEPS + 1):
        gradient = -_RIDGE_CHOOSING * weights
        for each in useful:
            chances = _softmax(each.features @ weights)
            wished = chances * each.good
            gradient += each.features.T @ (wished / wished.sum() - chances)
        gradient /= len(useful)
        mean, square = 0.9 * mean + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        weights += _STEP * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def report_choosing(listed: Sequence[Listed]) -> None:
    """The share of questions whose best candidate is good, chosen by weights that never saw the organisation."""
    for where in _organisations(listed):
        weights = fit_choosing([each for each in listed if each.where != where])
        mine = [each for each in listed if each.where == where]
        good = sum(bool(each.good.size and each.good[np.argmax(each.features @ weights)]) for each in mine)
        read = sum(bool(np.any(each.good[np.argsort(-each.features @ weights)[: select.CROSSED]])) for each in mine)
        print(
            f"choosing, {where} left out: {good / max(1, len(mine)):.3f} of {len(mine)} have a good candidate first,"
            f" {read / max(1, len(mine)):.3f} one among those that are read"
        )


def _organisations(cases: Sequence[Listed]) -> list[str]:
    return list(dict.fromkeys(case.where for case in cases))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path, nargs="?")
    parser.add_argument("questions", type=Path, nargs="*")
    parser.add_argument("--set", nargs=2, action="append", default=[], metavar=("FOLDER", "HOME"))
    parser.add_argument("--unread", action="store_true")
    arguments = parser.parse_args()
    select.EMBEDDED = _LISTED
    embedder, cross_encoder = MiniLM(), Unread() if arguments.unread else None
    listed = of_corpora(arguments.home, arguments.questions, embedder) if arguments.home else []
    for folder, home in arguments.set:
        listed += of_set(Path(folder), Path(home), embedder, cross_encoder)
    report_choosing(listed)
    weights = zip(select.FEATURES, fit_choosing(listed), strict=True)
    print("Weights", {name: round(float(value), 2) for name, value in weights})
    print("After a change of Weights fit acceptance again: it sees the candidates that the present ones choose.")


if __name__ == "__main__":
    main()
