"""Fits the model that accepts or withholds the best statement (``assistant.accept.Acceptance``).

``python -m benchmarks.tune_answers HOME QUESTIONS...`` with a home that holds the shared corpora (or a labelled set)
ingested. Each answerable question is asked twice: as it is, and with its gold documents withheld. The best
candidate is right when it stands in a gold document. Half of the questions, by a hash of their ids, fit the
coefficients; the other half reports them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.ask import Assistant
from assistant.retrieve import Retriever
from assistant.select import Candidate
from assistant.understand import understand
from evidence.archive import Archive
from evidence.embedders import MiniLM
from evidence.view import View

FEATURES = ("similarity", "closeness", "stated", "around")
_POOL = 20
_PENALTY = 0.02  # of the squared coefficients, per case


@dataclass(frozen=True)
class Case:
    """One asking: its features, whether the best candidate is right, and whether it could be."""

    identity: str
    features: tuple[float, ...]
    right: bool
    answerable: bool


def cases(view: View, embedder: MiniLM, rows: Iterable[dict[str, object]]) -> list[Case]:
    """Ask every row as it is and, where it has gold, with the gold withheld."""
    assistant, retriever = Assistant(embedder, Retriever()), Retriever()
    found: list[Case] = []
    for row in rows:
        query = understand(str(row["question"]))
        gold = {str(g["doc_id"]).replace(":", "/", 1) for g in row.get("gold", [])} | {  # type: ignore[attr-defined]
            str(g["doc_id"])
            for g in row.get("gold", [])  # type: ignore[attr-defined]
        }
        hits = retriever.search(view, embedder, query.search_text, 2 * _POOL)
        identity = str(row["id"])
        if gold:
            best = _best(assistant, view, query, hits[:_POOL])
            right = bool(best) and best.statement.passage.doc_id in gold  # type: ignore[union-attr]
            found.append(_case(identity, best, right, True))
            hits = [hit for hit in hits if hit.passage.doc_id not in gold]
        found.append(_case(identity, _best(assistant, view, query, hits[:_POOL]), False, False))
    return found


def _best(assistant: Assistant, view: View, query, hits) -> Candidate | None:  # type: ignore[no-untyped-def]
    ranked = assistant.rank(view, query, hits)
    return ranked[0] if ranked else None


def _case(identity: str, best: Candidate | None, right: bool, answerable: bool) -> Case:
    values = tuple(float(getattr(best, name)) for name in FEATURES) if best else (0.0,) * len(FEATURES)
    return Case(identity, values, right, answerable)


def fit(found: Sequence[Case]) -> NDArray[np.float64]:
    """Penalised logistic regression by Newton's method: bias first, then ``FEATURES``."""
    x = np.array([(1.0, *case.features) for case in found])
    y = np.array([case.right for case in found], float)
    penalty = np.diag([0.0, *[_PENALTY * len(found)] * len(FEATURES)]) / 10
    beta = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (y - p) - penalty @ beta
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty
        beta += np.linalg.solve(hessian + 1e-9 * np.eye(len(beta)), gradient)
    return beta


def report(name: str, found: Sequence[Case], beta: NDArray[np.float64]) -> None:
    """Wrong answers against refusals at several thresholds; denominators are all cases of the kind."""
    scores = np.array([1 / (1 + np.exp(-np.dot(beta, (1.0, *case.features)))) for case in found])
    right = np.array([case.right for case in found])
    can = np.array([case.answerable for case in found])
    print(f"{name}: {can.sum()} answerable (best candidate right {right[can].mean():.3f}), {(~can).sum()} not")
    for threshold in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6):
        shown = scores >= threshold
        print(
            f"  p>={threshold:.2f}  answerable: right {(shown & right)[can].mean():.3f}"
            f" wrong {(shown & ~right)[can].mean():.3f} refused {(~shown)[can].mean():.3f}"
            f" | not answerable: answered {shown[~can].mean():.3f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--most", type=int, default=400, help="questions of each file, chosen by a hash of their ids")
    arguments = parser.parse_args()
    embedder = MiniLM()
    found: list[Case] = []
    with Archive.open(arguments.home, embedder.id, embedder.dimensions, exact_limit=50_000) as archive:
        view = archive.view()
        for file in arguments.questions:
            rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
            found += cases(view, embedder, sorted(rows, key=lambda row: _hash(row["id"]))[: arguments.most])
    half = [case for case in found if _hash(case.identity) % 2 == 0]
    other = [case for case in found if _hash(case.identity) % 2 == 1]
    beta = fit(half)
    report("fitted half", half, beta)
    report("other half", other, beta)
    beta = fit(found)
    print("all:", {name: round(float(value), 2) for name, value in zip(("bias", *FEATURES), beta, strict=True)})


def _hash(identity: object) -> int:
    return int(hashlib.sha256(str(identity).encode()).hexdigest(), 16)


if __name__ == "__main__":
    main()
