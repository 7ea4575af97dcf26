"""Scoring passages for a question: three kinds of agreement, added up. Pure: values in, values out.

``meaning``
    the cosine between the question's and the passage's vectors.
``words``
    the share of the question's words that the passage says, each weighted by its rarity: BM25 (Robertson and
    Zaragoza 2009) divided by what a passage that says every word once, at the usual length, would get.
``phrases``
    the same for pairs of neighbouring words, a sequential dependence (Metzler and Croft 2005).

Each is absolute, about 0 for none and 1 for full agreement, and not scaled to the best passage of the question:
where a question is phrased unlike the documents, words and phrases agree little with any passage and meaning
decides; where it repeats their wording, they decide. That is why one set of weights serves both.
docs/decisions/0003-ranking.md has the figures.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Weights:
    """How agreement is measured and weighed.

    Chosen by ``benchmarks/tune_fusion.py`` on half of ObliQA's development questions and half of
    ``benchmarks/data/governance_questions.jsonl``; the other halves were used to report, not to choose.

    ``meaning``, ``words``, ``phrases`` are relative to each other. ``word_saturation`` and ``phrase_saturation``
    are BM25's k1: low, so that the first mention counts almost fully. ``length`` is BM25's b and ``usual_length``
    the length in terms at which it neither favours nor hurts, a constant so that a passage's score does not depend
    on what else is in the view. ``context`` is what a mention in the title, path or headings counts.
    ``neighbour`` is the share that a passage gains of the better passage beside it in its document. ``late`` is what
    agreement piece by piece counts beside all that, both in standard deviations among the best passages.
    """

    meaning: float = 1.0
    words: float = 0.5
    phrases: float = 0.75
    word_saturation: float = 0.4
    phrase_saturation: float = 0.3
    length: float = 0.9
    usual_length: float = 80.0
    context: float = 0.25
    neighbour: float = 0.15
    late: float = 1.5


DEFAULT = Weights()


class PassageTerms(NamedTuple):
    """A passage as analysed: the terms of its context and of its body, in order."""

    context: Sequence[str]
    body: Sequence[str]


class Agreement(NamedTuple):
    """What a question and some passages share, one value a passage; see the module's text."""

    meaning: Floats
    words: Floats
    phrases: Floats


def rarity(passages: int, holding: int) -> float:
    """Inverse document frequency of a term that ``holding`` of ``passages`` hold, never negative."""
    return math.log1p((passages - holding + 0.5) / (holding + 0.5))


def agreement(
    question: Sequence[str],
    rarities: Mapping[str, float],
    passages: Sequence[PassageTerms],
    meaning: Floats,
    weights: Weights = DEFAULT,
) -> Agreement:
    """Compare a question, as analysed, with ``passages``.

    ``rarities`` has every term of the question, ``meaning`` the passages' cosines. A term that the
    question says twice weighs twice.
    """
    terms, pairs = Counter(question), Counter(pairwise(question))
    term_weights = np.array([count * rarities[term] for term, count in terms.items()])
    pair_weights = np.array([count * (rarities[a] + rarities[b]) / 2 for (a, b), count in pairs.items()])
    said, together = _mentions(list(terms), list(pairs), passages, weights.context)
    lengths = np.array([len(passage.body) for passage in passages], dtype=np.float64)
    norm = (1 - weights.length + weights.length * lengths / weights.usual_length)[:, np.newaxis]
    whole = float(term_weights.sum()) or 1.0
    return Agreement(
        meaning=np.maximum(meaning, 0.0),
        words=_weighted(_saturated(said, norm, weights.word_saturation), term_weights) / whole,
        phrases=_weighted(_saturated(together, norm, weights.phrase_saturation), pair_weights) / whole,
    )


def fuse(parts: Agreement, weights: Weights = DEFAULT) -> Floats:
    """One score a passage: the weighted mean of the parts."""
    total = weights.meaning + weights.words + weights.phrases
    mixed = weights.meaning * parts.meaning + weights.words * parts.words + weights.phrases * parts.phrases
    return np.asarray(mixed / total)


def reordered(scores: Floats, late: Floats, weights: Weights = DEFAULT) -> Floats:
    """``scores`` of the best passages in the light of how they agree piece by piece, within the range that they had."""
    low, high = float(scores.min()), float(scores.max())
    mixed = _standard(scores) + weights.late * _standard(late)
    spread = float(mixed.max() - mixed.min())
    if not spread:
        return scores
    return np.asarray(low + (high - low) * (mixed - mixed.min()) / spread)


def _standard(values: Floats) -> Floats:
    deviation = float(values.std())
    return (values - values.mean()) / deviation if deviation else np.zeros_like(values)


def with_neighbours(scores: Floats, places: Sequence[tuple[int, int]], weights: Weights = DEFAULT) -> Floats:
    """``scores`` raised by a share of the better passage right before or after; ``places`` are (document, ordinal).

    An answer is often surrounded by words about the same thing, which a passage that is hit by chance is not.
    """
    known = dict(zip(places, scores.tolist(), strict=True))
    beside = [max(known.get((d, n - 1), 0.0), known.get((d, n + 1), 0.0)) for d, n in places]
    return np.asarray(scores + weights.neighbour * np.array(beside, dtype=np.float64))


def distinct(texts: Sequence[Sequence[str]], least: int) -> list[int | None]:
    """For each analysed text, best first, the place of an earlier one that says the same, or ``None``.

    Texts of fewer than ``least`` terms never say the same: "Approved." in two minutes is two decisions.
    """
    first: dict[tuple[str, ...], int] = {}
    found: list[int | None] = []
    for place, text in enumerate(texts):
        earlier = first.setdefault(tuple(text), place) if len(text) >= least else place
        found.append(earlier if earlier != place else None)
    return found


def _mentions(
    terms: list[str], pairs: list[_Pair], passages: Sequence[PassageTerms], context: float
) -> tuple[Floats, Floats]:
    """How often each passage says each term and each pair; in the context it counts ``context``."""
    columns = {term: column for column, term in enumerate(terms)}
    neighbours = np.full((len(terms), len(terms)), -1)
    for column, (left, right) in enumerate(pairs):
        neighbours[columns[left], columns[right]] = column
    body = _counts(columns, neighbours, len(pairs), [passage.body for passage in passages])
    above = _counts(columns, neighbours, len(pairs), [passage.context for passage in passages])
    return body[0] + context * above[0], body[1] + context * above[1]


def _counts(
    columns: Mapping[str, int], neighbours: NDArray[np.int64], pairs: int, texts: list[Sequence[str]]
) -> tuple[Floats, Floats]:
    """Each text's number of mentions of each term and pair; all texts in one array, for speed."""
    rows = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    every = map(columns.get, chain.from_iterable(texts), repeat(-1))
    found = np.fromiter(every, np.int64, count=len(rows))
    said = _table(rows, found, (len(texts), len(columns)))
    left, right = found[:-1], found[1:]
    adjacent = (left >= 0) & (right >= 0) & (rows[:-1] == rows[1:])
    together = np.full(len(left), -1)
    together[adjacent] = neighbours[left[adjacent], right[adjacent]]
    return said, _table(rows[:-1], together, (len(texts), pairs))


def _table(rows: NDArray[np.int64], columns: NDArray[np.int64], shape: tuple[int, int]) -> Floats:
    """How often each row and column occur together; column -1 is none."""
    here = columns >= 0
    flat = np.bincount(rows[here] * shape[1] + columns[here], minlength=shape[0] * shape[1])
    return flat.reshape(shape).astype(np.float64)


def _saturated(counts: Floats, norm: Floats, saturation: float) -> Floats:
    return np.asarray((saturation + 1) * counts / (counts + saturation * norm))


def _weighted(rows: Floats, weights: Floats) -> Floats:
    # Row by row in one order of addition, so that a row's sum does not depend on the rows beside it.
    return np.asarray(np.einsum("ij,j->i", rows, weights))
