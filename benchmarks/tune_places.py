"""Fits when places are shown where no single statement is sure enough (``assistant.places.Likelihood``).

``python -m benchmarks.tune_places --set FOLDER HOME DAY [--set ...]``: FOLDER is a labelled set (its split ``dev`` is
used where it has one) with the home folder that ``vouch eval`` ingested it into and the day that stands for today.

A case is a question that neither the register nor a single statement answers. It is good when the places hold all that
its label demands and one of them stands in a document that may be cited. Questions that nothing answers weigh double:
a wrong answer there weighs more than one that is missing. Questions of the other sets, which hardly any document here
answers, count as bad ones of small weight. Printed are right and wrong ones with each organisation left out of
fitting, then the coefficients to be copied.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.accept import Acceptance
from assistant.ask import Assistant, Question
from assistant.places import FEATURES, Likelihood, as_claims, features_of, places
from assistant.query import Query
from assistant.retrieve import Retriever
from assistant.understand import understand
from benchmarks.tune_answers import development
from evals.labels import LabelledQuestion, load_set
from evals.spans import Labels, locate
from evals.values import states
from evals.workspace import Workspace, place
from evidence.archive import Archive
from evidence.embedders import MiniLM
from evidence.view import View
from ingest.remember import default_groups
from ingest.sync import SyncReport

_POOL = 20  # passages read for statements, as when asking
_FOREIGN = 12  # questions of each other set
_WEIGHTS = {"answerable": 1.0, "unanswerable": 2.0, "foreign": 0.3}
_RIDGE = 4.0
_CAUTION = 0.2  # of log odds: one half stands for 0.55 as fitted
_THRESHOLDS = (0.4, 0.45, 0.5, 0.55)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """One question left open: its features, whether the places hold the answer, and of what sort it is."""

    where: str
    sort: str
    features: tuple[float, ...]
    good: bool


class _Asker:
    def __init__(self, embedder: MiniLM) -> None:
        self.embedder, self.retriever, self.alone = embedder, Retriever(), Acceptance()
        self.assistant = Assistant(embedder, self.retriever, likelihood=Likelihood(threshold=2.0))  # shows no places

    def is_open(self, view: View, question: Question, today: date) -> bool:
        """Whether neither the register nor a single statement answers."""
        return self.assistant.ask(view, question, today).status == "not_found"

    def features(self, view: View, query: Query) -> tuple[dict[str, float], str, set[str]]:
        """The features, the words of the places, and their documents."""
        hits = self.retriever.search(view, self.embedder, query.search_text, _POOL)
        ranked = self.assistant.rank(view, query, hits)
        given = features_of(query, ranked, hits, self.alone.probability)
        claims = as_claims(view, places(view, ranked, hits)) if given else []
        return given, "\n".join(each.text for each in claims), {each.citations[0].doc_id for each in claims}


def of_set(folder: Path, home: Path, asker: _Asker, today: date, others: Sequence[Path]) -> Iterator[Case]:
    """The open questions of a labelled set, and of the ``others``' sets as foreign ones."""
    own = place(folder, home)
    with Archive.open(own, asker.embedder.id, asker.embedder.dimensions) as archive:
        space = Workspace(own, archive, tuple(default_groups(own)), SyncReport())
        labelled = development(folder)
        labels = locate(labelled, archive.view())
        for question in labelled.questions:
            view = space.view_of(question.groups, question.as_of)
            asked = Question(question.question, question.id, question.as_of, question.history)
            if not asker.is_open(view, asked, today):
                continue
            given, words, cited = asker.features(view, understand(question.question, question.history))
            if given:
                sort = "answerable" if question.answerable else "unanswerable"
                good = question.answerable and _told(question, labels, words, cited)
                yield Case(folder.name, sort, _row(given), good)
        view, dice = archive.view(), random.Random(7)
        for other in others:
            alone = [each for each in load_set(other).questions if not each.history]
            for each in dice.sample(alone, min(_FOREIGN, len(alone))):
                given, *_ = asker.features(view, understand(each.question))
                if given:
                    yield Case(folder.name, "foreign", _row(given), False)


def _told(question: LabelledQuestion, labels: Labels, words: str, cited: set[str]) -> bool:
    near = bool(cited & labels.allowed(question.id))
    return near and all(states(words, entry) for entry in question.facts)


def _row(given: dict[str, float]) -> tuple[float, ...]:
    return (1.0, *(given[name] for name in FEATURES))


def fit(cases: Sequence[Case]) -> Floats:
    """Penalised logistic regression by Newton's method, on features of equal spread: bias first, less caution."""
    x = np.array([case.features for case in cases])
    y = np.array([case.good for case in cases], float)
    weight = np.array([_WEIGHTS[case.sort] for case in cases])
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    mean[0], spread[0] = 0.0, 1.0
    x = (x - mean) / spread
    ridge = np.diag([1e-9, *[_RIDGE] * (x.shape[1] - 1)])
    beta = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (weight * (y - p)) - ridge @ beta
        beta += np.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + ridge, gradient)
    plain = beta / spread
    plain[0] = beta[0] - float((plain[1:] * mean[1:]).sum()) - _CAUTION
    return np.asarray(plain)


def report(cases: Sequence[Case]) -> None:
    """Right and wrong ones at several thresholds, by coefficients that never saw the organisation."""
    for threshold in _THRESHOLDS:
        told = []
        total = {"right": 0, "wrong": 0, "unanswerable": 0, "foreign": 0}
        for where in dict.fromkeys(case.where for case in cases):
            beta = fit([case for case in cases if case.where != where])
            mine = [case for case in cases if case.where == where]
            sure = 1 / (1 + np.exp(-np.array([case.features for case in mine]) @ beta))
            shown = [case for case, p in zip(mine, sure, strict=True) if p >= threshold]
            right = sum(case.good for case in shown)
            wrong = sum(not case.good and case.sort != "foreign" for case in shown)
            total["right"] += right
            total["wrong"] += wrong
            for sort in ("unanswerable", "foreign"):
                total[sort] += sum(case.sort == sort for case in shown)
            told.append(f"{where} {right}/{wrong}")
        print(f"p>={threshold:.2f}: {total} ({', '.join(told)}: right/wrong, left out of fitting)")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--set", nargs=3, action="append", required=True, metavar=("FOLDER", "HOME", "DAY"))
    arguments = parser.parse_args()
    asker, cases = _Asker(MiniLM()), []
    for folder, home, day in arguments.set:
        others = [Path(each) for each, _, _ in arguments.set if each != folder]
        cases += list(of_set(Path(folder), Path(home), asker, date.fromisoformat(day), others))
        print(f"{folder}: {len(cases)} cases so far", flush=True)
    sorts = {sort: sum(case.sort == sort for case in cases) for sort in _WEIGHTS}
    print(sorts, "good:", sum(case.good for case in cases))
    report(cases)
    names = ("bias", *FEATURES)
    print("Likelihood", {name: round(float(each), 2) for name, each in zip(names, fit(cases), strict=True)})


if __name__ == "__main__":
    main()
