"""Fits what shows or withholds the best statement (``assistant.accept``).

``python -m benchmarks.tune_acceptance [--set FOLDER HOME DAY ...] [--cases FILE ...] [--keep FILE]``: FOLDER is a
labelled set (of one with splits ``dev`` is used) with the home folder that ``vouch eval`` ingested it into and the day
that stands for today. Its questions are asked with everything shown; of those that the register leaves to words the
features of the best statement are kept, and whether the answer came out right. ``--keep`` writes these cases,
``--cases`` reads them, so that several processes can ask.

Two logistic regressions, of answers of yes or no that models read (``VERDICT``) and of all others (``Acceptance``);
what a rule refuses takes no part. Both are reported on the organisation left out of fitting, and printed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.accept import FEATURES, VERDICT, refused
from assistant.ask import Question
from assistant.understand import understand
from benchmarks.tune_answers import Asker, development, opened
from evals.scoring import score_answer
from evals.spans import locate
from evidence.cross_encoder import shared
from evidence.embedders import MiniLM

_RIDGE = 2.0
_THRESHOLDS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
_OTHERS = tuple(name for name in FEATURES if name != "behind")
_VERDICTS = tuple(name for name, _ in VERDICT)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A question that words answer: features of the best statement, whether the answer is right, and could be.

    ``where`` is the organisation; ``ruled``: a rule refuses the statement.
    """

    where: str
    told: Mapping[str, float]
    right: bool
    answerable: bool
    ruled: bool

    @property
    def verdict(self) -> bool:
        """Whether yes or no was read."""
        return "borne" in self.told


def of_set(folder: Path, home: Path, today: date, embedder: MiniLM) -> Iterator[Case]:
    """Cases of a labelled set's development questions; those without any statement are none."""
    asker = Asker(embedder, shared())
    with opened(folder, home, embedder) as space:
        labelled = development(folder)
        labels = locate(labelled, space.archive.view())
        for question in labelled.questions:
            view = space.view_of(question.groups, question.as_of)
            asked = Question(question.question, question.id, question.as_of, question.history)
            answer = asker.assistant.ask(view, asked, today).as_json()
            ranked = asker.ranked(view, understand(question.question, question.history), question.as_of or today)
            if answer["mode"] == "extractive" and ranked:
                visible = space.visible_to(question.groups).__contains__
                right = score_answer(question, answer, labels, space.text_of, visible).outcome == "right"
                told = {name: float(value) for name, value in ranked[0].features.items()}
                yield Case(folder.name, told, right, question.answerable, refused(ranked[0]))


def fit(cases: Sequence[Case], names: Sequence[str]) -> Floats:
    """Penalised logistic regression by Newton's method: bias first, then the features."""
    x = np.array([(1.0, *(case.told.get(name, 0.0) for name in names)) for case in cases])
    y = np.array([case.right for case in cases], float)
    ridge = np.diag([1e-6, *[_RIDGE] * len(names)])
    beta = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ beta))
        beta += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (y - p) - ridge @ beta)
    return beta


def fitted(cases: Sequence[Case]) -> tuple[Floats, Floats]:
    """The coefficients of verdicts and of all others."""
    free = [case for case in cases if not case.ruled]
    return fit([c for c in free if c.verdict], _VERDICTS), fit([c for c in free if not c.verdict], _OTHERS)


def probability(case: Case, verdicts: Floats, others: Floats) -> float:
    """The modelled probability that the answer is right; 0 where a rule refuses it."""
    if case.ruled:
        return 0.0
    beta, names = (verdicts, _VERDICTS) if case.verdict else (others, _OTHERS)
    return float(1 / (1 + np.exp(-np.dot(beta, [1.0, *(case.told.get(name, 0.0) for name in names)]))))


def report(cases: Sequence[Case]) -> None:
    """Right and wrong answers shown at several thresholds, by coefficients that never saw the organisation."""
    sure = np.zeros(len(cases))
    where = np.array([case.where for case in cases])
    for name in dict.fromkeys(where):
        models = fitted([case for case in cases if case.where != name])
        for number in np.flatnonzero(where == name).tolist():
            sure[number] = probability(cases[number], *models)
        _print_shown(f"{name} left out", [case for case in cases if case.where == name], sure[where == name])
    read = np.array([case.verdict for case in cases])
    for title, mine in (("yes or no", read), ("others", ~read), ("all", np.ones(len(cases), bool))):
        _print_shown(title, [case for case, own in zip(cases, mine, strict=True) if own], sure[mine])


def _print_shown(title: str, cases: Sequence[Case], sure: Floats) -> None:
    right = np.array([case.right for case in cases], bool)
    can = np.array([case.answerable for case in cases], bool)
    shown = [
        f"p>={each:.2f}: {(right & (sure >= each)).sum()} / {(~right & can & (sure >= each)).sum()}"
        f" / {(~can & (sure >= each)).sum()}"
        for each in _THRESHOLDS
    ]
    print(f"{title}, {len(cases)} questions, {right.sum()} right if all were shown; right / wrong / unanswerable shown")
    print("   ", ", ".join(shown))


def main() -> None:
    """Ask, fit, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", nargs=3, action="append", default=[], metavar=("FOLDER", "HOME", "DAY"))
    parser.add_argument("--cases", nargs="*", type=Path, default=[])
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    cases = [Case(**json.loads(line)) for file in chosen.cases for line in file.read_text("utf-8").splitlines()]
    embedder = MiniLM()
    for folder, home, day in chosen.set:
        cases += of_set(Path(folder), Path(home), date.fromisoformat(day), embedder)
        print(folder, len(cases), flush=True)
        if chosen.keep:  # after each: asking takes long
            chosen.keep.write_text("".join(json.dumps(asdict(case)) + "\n" for case in cases), "utf-8")
    report(cases)
    verdicts, others = fitted(cases)
    print("VERDICT", dict(zip(("bias", *_VERDICTS), verdicts.round(2).tolist(), strict=True)))
    print("Acceptance", dict(zip(("bias", *_OTHERS), others.round(2).tolist(), strict=True)))


if __name__ == "__main__":
    main()
