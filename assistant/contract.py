"""Passages and facts in the JSON of ``docs/contracts.md``, one form for the command line, the API and evaluations."""

from __future__ import annotations

from typing import Any

from evidence.citing import Citer
from evidence.model import Hit, StoredFact


def hit_json(hit: Hit) -> dict[str, Any]:
    """A passage that a search found."""
    passage = hit.passage
    return {
        "doc_id": passage.doc_id,
        "passage_id": passage.passage_id,
        "page": passage.page,
        "start": passage.start,
        "end": passage.end,
        "score": round(hit.score, 6),
        "text": passage.text,
    }


def fact_json(fact: StoredFact, citer: Citer) -> dict[str, Any]:
    """A fact with the words it rests on; ``extractor`` where a model found it."""
    words = citer.fact(fact)
    return {
        "id": fact.id,
        "kind": fact.kind,
        "doc_id": fact.doc_id,
        "start": words.start,
        "end": words.end,
        "quote": words.quote,
        "page": words.page,
        "fields": dict(fact.fact.fields),
        "strength": fact.fact.strength.value,
        "dates": dict(fact.fact.dates),
        "date_origin": fact.fact.date_origin,
    } | ({"extractor": fact.fact.extractor} if fact.fact.by_model else {})
