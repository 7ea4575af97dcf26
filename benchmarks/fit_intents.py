"""Fits the model that reads what a question asks for (``assistant.intents``), and says how well it reads.

    python -m benchmarks.fit_intents [OUTPUT.npz]

Three authors, who saw neither each other's questions nor any code, wrote questions of every intent and marked what each
is about in square brackets. Printed is how the model of the others reads an author's questions: right at all, and,
above each probability, the share of the questions that have an intent that is read, how many of those rightly, and how
many that have none are taken for one. The shipped model is fitted on all.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.intents import NONE, counted, features, frame, grams, matter, subject
from assistant.understand import content_terms
from evidence.embedders import Embedder, MiniLM

_DATA = Path(__file__).parent / "data"
_AUTHORS = ("asked_first_author.jsonl", "asked_second_author.jsonl", "asked_third_author.jsonl")
_RIDGE, _STEPS = 0.1, 150
_LEVELS = (0.5, 0.6, 0.7, 0.8)
_MARKED = re.compile(r"\[([^\]]*)\]")
Questions = list[tuple[str, str]]


def questions(path: Path) -> Questions:
    """(intent, text with brackets) of each line."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [(row["intent"], row["q"]) for row in rows]


def plain(text: str) -> str:
    """A question as it is put."""
    return text.replace("[", "").replace("]", "")


class Fitted:
    """The model of some questions."""

    def __init__(self, told: Questions, embedder: Embedder) -> None:
        """Fit it."""
        self.names = sorted({name for name, _ in told})
        self.vocabulary = counted(told)
        said = Counter(gram for _, text in told for gram in grams(_MARKED.sub(" ", text)))
        self.grams = {gram: place for place, gram in enumerate(sorted(g for g, n in said.items() if n > 1))}
        self.embedder = embedder
        wanted = np.array([self.names.index(name) for name, _ in told])
        self.weights = _softmax(self.rows(told), wanted, len(self.names))

    def rows(self, told: Questions) -> NDArray[np.float32]:
        """The model's input for questions."""
        texts = [plain(text) for _, text in told]
        return features(texts, [frame(text, self.vocabulary) for text in texts], self.embedder, self.grams)

    def report(self, told: Questions) -> str:
        """How well it reads other questions."""
        odds = self.rows(told) @ self.weights
        shares = np.exp(odds - odds.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        read, sure = [self.names[n] for n in shares.argmax(1)], shares.max(1)
        right = np.array([name == got for (name, _), got in zip(told, read, strict=True)])
        asks = np.array([name != NONE for name, _ in told])
        lines = [f"right {right.mean():.3f} of {len(told)}"]
        for level in _LEVELS:
            taken = (sure >= level) & np.array([got != NONE for got in read])
            lines.append(
                f"  at {level}: {taken[asks].mean():.2f} read, {right[taken].mean():.2f} of these rightly;"
                f" {int((taken & ~asks).sum())} of {int((~asks).sum())} without an intent taken for one"
            )
        about = [(text, subject(plain(text), name, self.vocabulary)) for name, text in told if name != NONE]
        same = [set(content_terms(" ".join(_MARKED.findall(text)))) == set(content_terms(got)) for text, got in about]
        return "\n".join(
            [*lines, f"  what it is about, given the intent: {np.mean(same):.2f} of {len(same)} word for word"]
        )

    def write(self, path: Path) -> None:
        """The weights as ``assistant.intents`` reads them."""
        known = self.vocabulary
        words = sorted({*known.frames, *known.subjects})
        matters = sorted({matter(name) for name in self.names})
        np.savez_compressed(
            path,
            embedder=np.array(self.embedder.id),
            names=np.array(self.names),
            grams=np.array(list(self.grams)),
            weights=self.weights.astype(np.float16),
            words=np.array(words),
            frames=np.array([known.frames.get(word, 0) for word in words], np.int32),
            beside=np.array([known.beside.get(word, 0) for word in words], np.int32),
            subjects=np.array([known.subjects.get(word, 0) for word in words], np.int32),
            matters=np.array(matters),
            held=np.array([[name in known.matters.get(word, ()) for name in matters] for word in words]),
        )


def _softmax(rows: NDArray[np.float32], wanted: NDArray[np.int64], classes: int) -> NDArray[np.float32]:
    """Weights of a softmax regression with a ridge penalty."""
    count, width = rows.shape
    truth = np.eye(classes, dtype=np.float32)[wanted]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(width, classes).astype(np.float32)
        odds = rows @ weights
        odds -= odds.max(1, keepdims=True)
        shares = np.exp(odds)
        shares /= shares.sum(1, keepdims=True)
        value = -np.log(shares[np.arange(count), wanted] + 1e-9).sum() + 0.5 * _RIDGE * float((weights**2).sum())
        return float(value), (rows.T @ (shares - truth) + _RIDGE * weights).ravel().astype(np.float64)

    begin = np.zeros(width * classes)
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    fitted: NDArray[np.float32] = found.x.reshape(width, classes).astype(np.float32)
    return fitted


def main() -> None:
    """Print how each author's questions are read by the model of the others'; fit and write that of all."""
    embedder = MiniLM()
    told = {name: questions(_DATA / name) for name in _AUTHORS}
    for name, own in told.items():
        others = [each for other, theirs in told.items() if other != name for each in theirs]
        print(f"{name}, read by the model of the others:", Fitted(others, embedder).report(own), flush=True)
    every = Fitted([each for theirs in told.values() for each in theirs], embedder)
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("assistant/data/intents.npz")
    every.write(path)
    print(f"{len(every.names)} intents, {len(every.grams):,} words and pairs: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
