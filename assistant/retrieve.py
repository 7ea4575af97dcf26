"""Question in, ranked passages of a view out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant import ranking
from assistant.ranking import Agreement, PassageTerms, Weights
from evidence.embedders import Embedder, question_of
from evidence.errors import QuestionError
from evidence.lexical import analyse
from evidence.model import Hit, StoredPassage
from evidence.view import View

_POOL = 40  # candidates taken by words and as many by meaning; more changed nothing (docs/decisions/0003-ranking.md)
_CLOSELY = 30  # of the best that are compared piece by piece
_DOUBLINGS = 5  # of the pool, where copies leave too few passages
_SAME = 20  # terms from which two equal passages are copies of each other
_UNITS = "corpus"  # the parser whose documents are labelled units, never taken for copies
_REMEMBERED = 8_192  # analysed texts kept, about 2 kB each


class Retriever:
    """Takes candidates by words and by meaning, then scores them together; see ``assistant.ranking``."""

    def __init__(self, weights: Weights = ranking.DEFAULT) -> None:
        """``weights`` of the parts of the score."""
        self._weights = weights

    def search(self, view: View, embedder: Embedder, question: str, k: int, *, copies: bool = False) -> list[Hit]:
        """The ``k`` passages of ``view`` that best answer ``question``, best first; fewer if there are no more.

        ``Hit.score`` is the weighted mean of its parts ``meaning``, ``words`` and ``phrases``, each about 0 to 1, plus
        the gain from a ``neighbour``. Where several passages say the same words (editions, copies), the best stands for
        all, and its part ``copies`` is how many others it stands for; with ``copies=True`` each is shown. The rows of a
        ``corpus.jsonl`` are always shown. Equal scores are ordered by document and place.

        Raises ``QuestionError`` if there is nothing to search for.
        """
        if not any(character.isalnum() for character in question):
            raise QuestionError("There is no question to search for.", remedy="Ask with at least one word or number.")
        if k < 1 or not view.counts.passages:
            return []
        wanted = _Wanted(view, embedder, question)
        shown: list[Hit] = []
        for doubling in range(_DOUBLINGS):
            pool = max(_POOL, k) * 2**doubling
            rowids = wanted.candidates(pool)
            hits = self._ranked(view, wanted, rowids)
            shown = hits if copies else _collapsed(view, hits)
            if len(shown) >= k or len(rowids) < pool:
                break  # else copies took the places: look further
        return [*self._looked_into(view, wanted, shown[:_CLOSELY]), *shown[_CLOSELY:]][:k]

    def _looked_into(self, view: View, wanted: _Wanted, hits: list[Hit]) -> list[Hit]:
        """The best hits compared piece by piece, where the archive holds pieces."""
        late = wanted.late([hit.passage.rowid for hit in hits]) if len(hits) > 1 else None
        if late is None:
            return hits
        scores = ranking.reordered(np.array([hit.score for hit in hits]), late, self._weights)
        seen = [
            Hit(hit.passage, float(score), {**hit.parts, "late": float(agreed)})
            for hit, score, agreed in zip(hits, scores, late, strict=True)
        ]
        return sorted(seen, key=lambda hit: (-hit.score, hit.passage.doc_id, hit.passage.ordinal))

    def _ranked(self, view: View, wanted: _Wanted, rowids: Sequence[int]) -> list[Hit]:
        passages = view.load(rowids)
        terms = [PassageTerms(_terms(passage.context), _terms(passage.body)) for passage in passages]
        cosines = view.similarity(wanted.vector, rowids)
        parts = ranking.agreement(wanted.terms, wanted.rarities, terms, cosines, self._weights)
        fused = ranking.fuse(parts, self._weights)
        places = [(passage.document, passage.ordinal) for passage in passages]
        raised = ranking.with_neighbours(fused, places, self._weights)
        hits = [
            Hit(passage, float(raised[place]), _explained(parts, place, float(raised[place] - fused[place])))
            for place, passage in enumerate(passages)
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage.doc_id, hit.passage.ordinal))


def piece_weights(text: str, spans: Sequence[tuple[int, int]], rarities: Mapping[str, float]) -> NDArray[np.float64]:
    """For each piece of ``text`` how rare the word is that it belongs to; nothing for marks and punctuation."""
    return np.array([_weight(text, start, end, rarities) for start, end in spans])


def _weight(text: str, start: int, end: int, rarities: Mapping[str, float]) -> float:
    if not any(character.isalnum() for character in text[start:end]):
        return 0.0
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return max((rarities.get(term, 0.0) for term in analyse(text[start:end])), default=0.0)


class _Wanted:
    """A question made ready: its vector, its terms, and how rare each is in the view."""

    def __init__(self, view: View, embedder: Embedder, question: str) -> None:
        self._view, self._text = view, question
        self._asked = question_of(embedder, question)
        self.vector = self._asked.vector if self._asked else embedder.embed_query(question)
        self.terms = analyse(question)
        total = view.counts.passages
        self.rarities = {term: ranking.rarity(total, view.frequency(term)) for term in set(self.terms)}

    def late(self, rowids: Sequence[int]) -> NDArray[np.float64] | None:
        """How far passages agree with the question piece by piece; ``None`` where there are no pieces to compare."""
        if self._asked is None:
            return None
        return self._view.late(self._asked.pieces, piece_weights(self._text, self._asked.spans, self.rarities), rowids)

    def candidates(self, count: int) -> list[int]:
        """The ``count`` best passages by words and the ``count`` best by meaning, by rowid."""
        rowids, scores = self._view.lexical(dict(Counter(self.terms)))
        by_words = rowids[np.argsort(-scores, kind="stable")[:count]]
        by_meaning, _ = self._view.dense(self.vector, count)
        return list(dict.fromkeys([*by_words.tolist(), *by_meaning.tolist()]))


def _explained(parts: Agreement, place: int, gain: float) -> dict[str, float]:
    return {name: float(values[place]) for name, values in parts._asdict().items()} | {"neighbour": gain}


def _collapsed(view: View, hits: Sequence[Hit]) -> list[Hit]:
    """``hits`` without the copies of better ones, which are counted where they went."""
    earlier = ranking.distinct([_terms(hit.passage.body) for hit in hits], _SAME)
    units = {place for place, first in enumerate(earlier) if first is not None and _is_unit(view, hits[place].passage)}
    counts = Counter(first for place, first in enumerate(earlier) if place not in units)
    return [
        Hit(hit.passage, hit.score, {**hit.parts, "copies": float(counts[place])}) if counts[place] else hit
        for place, hit in enumerate(hits)
        if earlier[place] is None or place in units
    ]


def _is_unit(view: View, passage: StoredPassage) -> bool:
    return view.document(passage.doc_id).parser.partition("/")[0] == _UNITS


@lru_cache(maxsize=_REMEMBERED)
def _terms(text: str) -> tuple[str, ...]:
    return tuple(analyse(text))
