"""Measures of rankings whose units differ in length: characters, as LegalBench-RAG counts them.

A ranking of long chunks touches more gold spans than one of short passages and shows more that is beside the point;
recall@k alone rewards the first and hides the second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evals.spans import GoldSpan

_DEPTH = 5


def character_scores(hits: Sequence[Mapping[str, Any]], gold: Sequence[Sequence[GoldSpan]]) -> dict[str, float]:
    """Over the first 5 hits: ``characters_shown@5`` and, where there are gold spans, character precision and recall.

    ``gold`` has for each piece of evidence all places where its words stand; the place that is shown best counts.
    A hit that could not be located shows its characters and finds none.
    """
    first = hits[:_DEPTH]
    shown = _shown(first)
    scores = {"characters_shown@5": float(shown)}
    pieces = [[place for place in places if place.end > place.start] for places in gold]
    pieces = [places for places in pieces if places]
    if not pieces:
        return scores
    found, wanted, taken = 0, 0, []
    for places in pieces:
        best = max(places, key=lambda place: _overlap(place, first) / (place.end - place.start))
        taken.append(best)
        wanted += best.end - best.start
        found += _overlap(best, first)
    right = _union_by_document([(each.doc_id, each.start, each.end) for each in _parts(taken, first)])
    scores["character_recall@5"] = found / wanted
    scores["character_precision@5"] = right / shown if shown else 0.0
    return scores


def _shown(hits: Sequence[Mapping[str, Any]]) -> int:
    located = [(str(hit["doc_id"]), int(hit["start"]), int(hit["end"])) for hit in hits if hit["start"] >= 0]
    return _union_by_document(located) + sum(len(str(hit["text"])) for hit in hits if hit["start"] < 0)


def _parts(gold: Sequence[GoldSpan], hits: Sequence[Mapping[str, Any]]) -> list[GoldSpan]:
    """The stretches of gold that hits show."""
    return [
        GoldSpan(place.doc_id, max(place.start, int(hit["start"])), min(place.end, int(hit["end"])))
        for place in gold
        for hit in hits
        if hit["doc_id"] == place.doc_id and max(place.start, hit["start"]) < min(place.end, hit["end"])
    ]


def _overlap(place: GoldSpan, hits: Sequence[Mapping[str, Any]]) -> int:
    return _union([(part.start, part.end) for part in _parts([place], hits)])


def _union_by_document(spans: Sequence[tuple[str, int, int]]) -> int:
    documents = {doc_id for doc_id, _, _ in spans}
    return sum(_union([(start, end) for doc_id, start, end in spans if doc_id == each]) for each in documents)


def _union(spans: Sequence[tuple[int, int]]) -> int:
    total, reached = 0, -1
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total
