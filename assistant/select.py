"""Hits in, ranked candidate statements out, each with the features that explain its score."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from assistant.anchors import Match, match_anchors
from assistant.query import Query
from assistant.statements import Statement, statements
from assistant.synonyms import synonyms
from assistant.values import akin, typed
from evidence.lexical import analyse
from evidence.model import Hit, ParsedDocument

_FORM = 0.8  # owner for own, signatory for sign
_SYNONYM = 0.6
_EMBEDDED = 16  # statements whose similarity is computed; the rest cannot win on words alone


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the features in a candidate's score; docs/decisions/0004-answering.md tells how they were chosen."""

    similarity: float = 0.45
    stated: float = 0.20
    filed: float = 0.15
    around: float = 0.15
    passage: float = 0.50
    typed: float = 0.15
    anchored: float = 0.15
    length: float = 0.05
    title: float = 0.30


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement that may answer. All features are in [0, 1] but ``similarity`` in [-1, 1].

    ``stated`` is the share of the question's weighted terms in the statement's own words,
    ``filed`` the share in those or in section, title and path, ``around`` also in the passage; ``rarest``
    whether the question's rarest term is among the latter. ``passage`` is the passage's score relative to the best,
    ``closeness`` its cosine with the question, ``typed`` how surely it holds what was asked
    for, ``identified`` whether it names an identifier of the question itself.
    """

    statement: Statement
    match: Match
    similarity: float
    stated: float
    filed: float
    around: float
    rarest: float
    passage: float
    closeness: float
    identified: float
    typed: float
    score: float


def candidates(
    query: Query,
    hits: Sequence[Hit],
    document_frequency: Callable[[str], int],
    total: int,
    similarities: Callable[[Sequence[str]], Sequence[float]],
    closeness: Mapping[int, float],
    parsed: Callable[[int], ParsedDocument] | None = None,
    weights: Weights | None = None,
) -> list[Candidate]:
    """Statements of ``hits`` that hold every anchor of ``query``, best first.

    ``document_frequency`` gives the number of passages of the view (of ``total``) that hold an
    analysed term; ``similarities`` the cosine between the question and each reading; ``closeness``
    that of a passage, by rowid; ``parsed`` a document's structure.
    """
    weights = weights or Weights()
    rarity = {term: math.log(1 + total / (1 + document_frequency(term))) for term in query.terms}
    top = max((hit.score for hit in hits), default=1.0) or 1.0
    drafts: list[Candidate] = []
    for hit in hits:
        if not hit.passage.hidden:
            document = partial(parsed, hit.passage.document) if parsed else None
            found = statements(hit.passage, document)
            standing = (hit.score / top, closeness.get(hit.passage.rowid, 0.0))
            drafts.extend(_draft(query, statement, rarity, standing) for statement in found)
    drafts = _anchored([draft for draft in drafts if not draft.match.missing])
    drafts.sort(key=lambda draft: -_score(draft, weights))
    short = drafts[:_EMBEDDED]
    cosines = similarities([draft.statement.reading for draft in short]) if short else []
    scored = [_with_similarity(draft, float(cosine), weights) for draft, cosine in zip(short, cosines, strict=True)]
    return sorted(
        scored, key=lambda candidate: (-candidate.score, candidate.statement.passage.doc_id, candidate.statement.start)
    )


def _anchored(drafts: list[Candidate]) -> list[Candidate]:
    """Where some statements name an anchor themselves, those that only lie near it are left out."""
    most = max((len(draft.match.stated) for draft in drafts if draft.statement.kind == "row"), default=0)
    return [draft for draft in drafts if draft.statement.kind != "row" or len(draft.match.stated) >= most]


def _draft(query: Query, statement: Statement, rarity: Mapping[str, float], standing: tuple[float, float]) -> Candidate:
    match = match_anchors(query, statement)
    own = set(analyse(statement.plain))
    context = statement.passage
    filed = own | set(analyse(f"{context.context} {context.section or ''}"))
    around = filed if statement.kind == "row" else filed | set(analyse(context.text))
    rare = max(rarity, key=lambda term: rarity[term]) if rarity else ""
    return Candidate(
        statement=statement,
        match=match,
        similarity=0.0,
        stated=_share(own, rarity),
        filed=_share(filed, rarity),
        around=_share(around, rarity),
        rarest=_presence(rare, around) if rare else 1.0,
        passage=standing[0],
        closeness=standing[1],
        identified=1.0 if set(query.identifiers) & set(match.stated) else 0.0,
        typed=typed(query, statement),
        score=0.0,
    )


def _share(words: set[str], rarity: Mapping[str, float]) -> float:
    """The weighted share of the question's terms among ``words``; a form or a synonym counts for less."""
    total = sum(rarity.values())
    return sum(weight * _presence(term, words) for term, weight in rarity.items()) / total if total else 0.0


def _presence(term: str, words: set[str]) -> float:
    if term in words:
        return 1.0
    if any(akin(term, word) for word in words):
        return _FORM
    return _SYNONYM if synonyms(term) & words else 0.0


def _score(candidate: Candidate, weights: Weights) -> float:
    stated = len(candidate.match.stated)
    anchors = stated + len(candidate.match.around)
    length = len(candidate.statement.plain.split())
    return (
        weights.similarity * candidate.similarity
        + weights.stated * candidate.stated
        + weights.filed * candidate.filed
        + weights.around * candidate.around
        + weights.passage * candidate.passage
        + weights.typed * candidate.typed
        + weights.anchored * (stated / anchors if anchors else 0.0)
        - weights.length * (1.0 if length < 4 else 0.0)
        - weights.title * (1.0 if candidate.statement.kind == "title" else 0.0)
    )


def _with_similarity(draft: Candidate, similarity: float, weights: Weights) -> Candidate:
    values = {name: getattr(draft, name) for name in draft.__slots__ if name not in ("similarity", "score")}
    rated = Candidate(**values, similarity=similarity, score=0.0)
    return Candidate(**values, similarity=similarity, score=_score(rated, weights))


def cosine_of(question: np.ndarray, vectors: np.ndarray) -> list[float]:
    """Cosines between one unit vector and the rows of a matrix of unit vectors."""
    return [float(value) for value in vectors @ question]
