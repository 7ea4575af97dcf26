"""Fits what chooses statements (``assistant.select.Weights``) and what shows or withholds them (``assistant.accept``).

``python -m benchmarks.tune_answers --set FOLDER HOME DAY [--set ...] HOME QUESTIONS...``: FOLDER is a labelled set (of
one with splits ``dev`` is used) with the home folder that ``vouch eval`` ingested it into and the day that stands for
today; HOME holds the shared corpora ingested, QUESTIONS are files of questions about them. Two steps, each reported on
the organisation that was left out of fitting (the sets, and the corpora as one):

*choosing*: softmax over a question's candidates, so that those that overlap the labelled words (of the corpora: stand
in the labelled document) come first, with ``--unread`` before the cross-encoder reads any, and nothing else is fitted;
*accepting*: logistic regression of whether the answer in words came out right, asked as it is and with its labelled
documents withheld, where the register is silent, and of questions of the other sets, which hardly any document here
answers. Both print figures and the coefficients to be copied.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import accept, select
from assistant.accept import Acceptance, refused
from assistant.ask import Assistant, Question
from assistant.query import Query
from assistant.retrieve import Retriever
from assistant.select import Candidate
from assistant.understand import understand
from benchmarks.reading import Unread
from evals.labels import LabelledSet, load_set
from evals.scoring import score_answer
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


@dataclass(frozen=True)
class Case:
    """One asking: the best candidate's features (``None`` without any), and whether its answer is right.

    ``where`` is the organisation; ``silent`` whether the register leaves it to words; ``ruled`` whether a rule
    refuses the candidate.
    """

    where: str
    source: str
    features: tuple[float, ...] | None
    right: bool
    answerable: bool
    silent: bool = True
    ruled: bool = False


class _Asker:
    def __init__(self, embedder: MiniLM, cross_encoder: CrossEncoder | None = None) -> None:
        self.embedder = embedder
        self.retriever = Retriever()
        everything = replace(Acceptance(), threshold=0.0)
        self.assistant = Assistant(embedder, self.retriever, everything, cross_encoder=cross_encoder)

    def ranked(self, view: View, query: Query, without: frozenset[str] = frozenset()) -> list[Candidate]:
        hits = self.retriever.search(view, self.embedder, query.search_text, 3 * _POOL)
        return self.assistant.rank(view, query, [hit for hit in hits if hit.passage.doc_id not in without][:_POOL])


def of_set(folder: Path, home: Path, embedder: MiniLM, today: date) -> tuple[list[Listed], list[Case]]:
    """Candidates and cases of a labelled set's development questions."""
    listed, found, asker, where = [], [], _Asker(embedder), folder.name
    with _opened(folder, home, embedder) as space:
        labelled = development(folder)
        labels = locate(labelled, space.archive.view())
        for question in labelled.questions:
            view = space.view_of(question.groups, question.as_of)
            query = understand(question.question, question.history)
            ranked = asker.ranked(view, query)
            asked = Question(question.question, question.id, question.as_of, question.history)
            answer = asker.assistant.ask(view, asked, today).as_json()
            visible = space.visible_to(question.groups).__contains__
            right = score_answer(question, answer, labels, space.text_of, visible).outcome == "right"
            case = _case(where, "set", ranked, right=right, answerable=question.answerable)
            found.append(replace(case, silent=answer["mode"] == "extractive"))
            if question.answerable:
                listed.append(_listed(where, ranked, _set_label(labels, question.id, question.facts)))
                rest = asker.ranked(view, query, labels.allowed(question.id))
                withheld = _case(where, "set withheld", rest, right=False, answerable=False)
                found.append(replace(withheld, silent=answer["mode"] == "extractive"))
    return listed, found


def unread(folder: Path, home: Path, embedder: MiniLM) -> list[Listed]:
    """Candidates of a labelled set's development questions, in the order before the cross-encoder reads them."""
    listed, asker = [], _Asker(embedder, Unread())
    with _opened(folder, home, embedder) as space:
        labelled = development(folder)
        labels = locate(labelled, space.archive.view())
        for question in labelled.questions:
            if question.answerable:
                view = space.view_of(question.groups, question.as_of)
                ranked = asker.ranked(view, understand(question.question, question.history))
                listed.append(_listed(folder.name, ranked, _set_label(labels, question.id, question.facts)))
    return listed


def of_foreign(folder: Path, home: Path, embedder: MiniLM, today: date, others: Sequence[Path]) -> list[Case]:
    """Cases of other organisations' questions: their subjects stand nowhere here."""
    found, asker, dice = [], _Asker(embedder), random.Random(7)
    with _opened(folder, home, embedder) as space:
        view = space.archive.view()
        for other in others:
            asked = [each for each in development(other).questions if not each.history]
            for each in dice.sample(asked, min(_FOREIGN, len(asked))):
                ranked = asker.ranked(view, understand(each.question))
                case = _case(folder.name, "foreign", ranked, right=False, answerable=False)
                answer = asker.assistant.ask(view, Question(each.question), today)
                found.append(replace(case, silent=answer.mode == "extractive"))
    return found


def of_corpora(home: Path, files: Sequence[Path], embedder: MiniLM) -> tuple[list[Listed], list[Case]]:
    """Candidates and cases of questions whose labels name documents only."""
    listed, found, asker = [], [], _Asker(embedder)
    with Archive.open(home, embedder.id, embedder.dimensions, exact_limit=50_000) as archive:
        view = archive.view()
        for row in (json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()):
            gold = frozenset(str(entry["doc_id"]) for entry in row.get("gold", []))
            query = understand(str(row["question"]))
            ranked = asker.ranked(view, query)
            right = bool(ranked) and ranked[0].statement.passage.doc_id in gold
            found.append(_case(_CORPORA, "corpora", ranked, right=right, answerable=bool(gold)))
            if gold:
                listed.append(_listed(_CORPORA, ranked, _document_label(gold)))
                rest = asker.ranked(view, query, gold)
                found.append(_case(_CORPORA, "corpora withheld", rest, right=False, answerable=False))
    return listed, found


def development(folder: Path) -> LabelledSet:
    """The questions of a set that may be fitted on: its split ``dev``, all of one without splits."""
    whole = load_set(folder)
    return load_set(folder, "dev") if any(question.split == "dev" for question in whole.questions) else whole


@contextmanager
def _opened(folder: Path, home: Path, embedder: MiniLM) -> Iterator[Workspace]:
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


def _case(where: str, source: str, ranked: Sequence[Candidate], *, right: bool, answerable: bool) -> Case:
    features = tuple(ranked[0].features[name] for name in _FITTED) if ranked else None
    return Case(where, source, features, right, answerable, ruled=bool(ranked) and refused(ranked[0]))


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


def fit_accepting(found: Sequence[Case]) -> Floats:
    """Penalised logistic regression by Newton's method: bias first, then the features."""
    asked = [case for case in found if case.features is not None and not case.ruled and case.silent]
    x = np.array([(1.0, *(case.features or ())) for case in asked])
    y = np.array([case.right for case in asked], float)
    weight = np.array([_WEIGHT[case.source] for case in asked])
    ridge = np.diag([1e-6, *[_RIDGE_ACCEPTING] * len(_FITTED)])
    beta = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (weight * (y - p)) - ridge @ beta
        beta += np.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + ridge, gradient)
    return beta


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


def report_accepting(found: Sequence[Case]) -> None:
    """Answers in words at several thresholds, by coefficients that never saw the organisation: right ones, wrong ones,
    and those to questions that nothing answers, whose evidence was withheld or that another organisation's set asks."""
    for where in _organisations(found):
        beta = fit_accepting([case for case in found if case.where != where])
        mine = [case for case in found if case.where == where and case.silent]
        sure = np.array([_probability(beta, case) for case in mine])
        can, right = (np.array([getattr(case, name) for case in mine]) for name in ("answerable", "right"))
        asked = np.array([case.source in ("set", "corpora") for case in mine])
        foreign = np.array([case.source == "foreign" for case in mine])
        without = ~asked & ~foreign
        for threshold in (0.3, 0.33, 0.35, 0.38, 0.4, 0.45, 0.5):
            shown = sure >= threshold
            print(
                f"accepting, {where} left out, p>={threshold:.2f}: right {(shown & right).sum()}"
                f" wrong {(shown & asked & can & ~right).sum()} not answerable {(shown & asked & ~can).sum()}"
                f" of {asked.sum()}; evidence withheld {(shown & without).sum()} of {without.sum()},"
                f" foreign {(shown & foreign).sum()} of {foreign.sum()}"
            )


def _organisations(cases: Sequence[Listed] | Sequence[Case]) -> list[str]:
    return list(dict.fromkeys(case.where for case in cases))


def _probability(beta: Floats, case: Case) -> float:
    if case.features is None or case.ruled:
        return 0.0
    return float(1 / (1 + np.exp(-np.dot(beta, (1.0, *case.features)))))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path, nargs="?")
    parser.add_argument("questions", type=Path, nargs="*")
    parser.add_argument("--set", nargs=3, action="append", default=[], metavar=("FOLDER", "HOME", "DAY"))
    parser.add_argument("--unread", action="store_true")
    arguments = parser.parse_args()
    select.EMBEDDED = _LISTED
    embedder = MiniLM()
    if arguments.unread:
        listed = [each for folder, home, _ in arguments.set for each in unread(Path(folder), Path(home), embedder)]
        report_choosing(listed)
        _print("Weights", zip(select.FEATURES, fit_choosing(listed), strict=True))
        return
    listed, found = of_corpora(arguments.home, arguments.questions, embedder) if arguments.home else ([], [])
    for folder, home, day in arguments.set:
        more, others = of_set(Path(folder), Path(home), embedder, date.fromisoformat(day))
        rest = [Path(each) for each, _, _ in arguments.set if each != folder]
        foreign = of_foreign(Path(folder), Path(home), embedder, date.fromisoformat(day), rest)
        listed, found = [*listed, *more], [*found, *others, *foreign]
    report_choosing(listed)
    _print("Weights", zip(select.FEATURES, fit_choosing(listed), strict=True))
    print("After a change of Weights, run it again: acceptance sees the candidates that the present ones choose.")
    report_accepting(found)
    _print("Acceptance", zip(("bias", *_FITTED), fit_accepting(found), strict=True))


def _print(name: str, values: Iterator[tuple[str, float]]) -> None:
    print(name, {key: round(float(value), 2) for key, value in values})


if __name__ == "__main__":
    main()
