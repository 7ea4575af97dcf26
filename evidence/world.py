"""The arrays of one view: which passages there are, their lengths and their vectors, and nothing else.

A world holds what some label sets make visible at one generation. Every statistic of ranking is taken
from it, so that a reader's results are those of an archive that never held the rest. Documents are in
the order of source and path, passages in reading order within; ties are broken by that order, which
does not depend on when anything was written.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from evidence.catalogue import DOCUMENT, FACT, PASSAGE, SOURCE, VECTOR, WINDOW, among, get_meta
from evidence.lexical import Ranking
from evidence.vectors import as_matrix

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The vectors of some passages: ``owners[i]`` is the position of the passage whose window has ``rows[i]``.

    ``owners`` ascend; ``starts`` are where each passage's windows begin, ``places`` those passages.
    """

    vectors: NDArray[np.float32]
    rows: Ints
    starts: Ints
    places: Ints

    def best(self, query: NDArray[np.float32]) -> Floats:
        """For each of ``places``, the exact cosine of its best window.

        Row by row in one order of addition (``einsum``, not BLAS), so that a passage's score does
        not depend on which other passages are scored with it.
        """
        if not len(self.places):
            return np.empty(0)
        cosines = np.einsum("ij,j->i", self.vectors, _unit(query)).astype(np.float64)
        return np.asarray(np.maximum.reduceat(cosines[self.rows], self.starts))


class World:
    """What the label sets ``labels`` (rowids) make visible; see ``load``."""

    def __init__(
        self, generation: int, labels: frozenset[int], prefixed: bool, documents: Ints, passages: Ints, facts: int
    ) -> None:
        self.generation = generation
        self.labels = labels
        self.prefixed = prefixed  # the archive has several sources: ids name theirs
        self.documents = documents
        self.rowids = passages[:, 0].copy()
        self.facts = facts
        self.register: dict[str, Any] = {}  # facts by kind, read on first use (see ``View.facts``)
        self.ranking = Ranking(self.rowids, passages[:, 3], passages[:, 4])
        self._matrix: Matrix | None = None
        self._windows: int | None = None
        self._lock = threading.Lock()
        self._seen = frozenset(documents.tolist())

    def sees(self, document: int) -> bool:
        """Whether a document, by rowid, is visible."""
        return document in self._seen

    def matrix(self, connection: sa.Connection, dimensions: int, limit: int) -> Matrix | None:
        """All the vectors, read once; none when there are more than ``limit`` windows."""
        with self._lock:
            if self._windows is None:
                windows = _visible(sa.select(WINDOW.c.vector_id), self.labels).limit(limit + 1).subquery()
                self._windows = connection.execute(sa.select(sa.func.count()).select_from(windows)).scalar_one()
            if self._windows > limit:
                return None
            if self._matrix is None:
                self._matrix = self.some(connection, dimensions)
            return self._matrix

    def some(self, connection: sa.Connection, dimensions: int, passages: Sequence[int] | None = None) -> Matrix:
        """The vectors of passages given by rowid, or of all; those that are not visible are left out."""
        query: sa.Select[Any] = sa.select(WINDOW.c.passage_id, WINDOW.c.vector_id)
        if passages is not None:
            query = query.where(WINDOW.c.passage_id.in_(among(passages)))
        else:
            query = _visible(query, self.labels)
        windows = _array(connection, query, 2)
        owners, here = self.ranking.positions(windows[:, 0])
        vectors = windows[here, 1]
        order = np.lexsort((vectors, owners))
        owners, vectors = owners[order], vectors[order]
        ids, rows = np.unique(vectors, return_inverse=True)
        places, starts = np.unique(owners, return_index=True)
        return Matrix(_vectors(connection, ids, dimensions), rows.astype(np.int64), starts.astype(np.int64), places)


def load(connection: sa.Connection, labels: frozenset[int]) -> World:
    """Read the world that label sets make visible, in one consistent state."""
    sources = connection.execute(sa.select(sa.func.count()).select_from(SOURCE)).scalar_one()
    documents = sa.select(DOCUMENT.c.id).join(SOURCE, SOURCE.c.id == DOCUMENT.c.source_id)
    documents = documents.where(DOCUMENT.c.label_set_id.in_(among(labels))).order_by(SOURCE.c.name, DOCUMENT.c.path)
    ids = _array(connection, documents, 1)[:, 0]
    columns = (PASSAGE.c.id, PASSAGE.c.document_id, PASSAGE.c.ordinal, PASSAGE.c.context_terms, PASSAGE.c.body_terms)
    query = sa.select(*columns).join(DOCUMENT, DOCUMENT.c.id == PASSAGE.c.document_id)
    passages = _array(connection, query.where(DOCUMENT.c.label_set_id.in_(among(labels))), len(columns))
    facts = sa.select(sa.func.count(FACT.c.id)).join(DOCUMENT, DOCUMENT.c.id == FACT.c.document_id)
    held = connection.execute(facts.where(DOCUMENT.c.label_set_id.in_(among(labels)))).scalar_one()
    generation = int(get_meta(connection, "generation") or 0)
    return World(generation, labels, sources > 1, ids, _arranged(ids, passages), held)


def _arranged(documents: Ints, passages: Ints) -> Ints:
    order = np.argsort(documents)
    place = order[np.searchsorted(documents, passages[:, 1], sorter=order)] if len(documents) else passages[:, 1]
    return passages[np.lexsort((passages[:, 2], place))]


def _visible(query: sa.Select[Any], labels: frozenset[int]) -> sa.Select[Any]:
    joined = query.join(PASSAGE, PASSAGE.c.id == WINDOW.c.passage_id)
    joined = joined.join(DOCUMENT, DOCUMENT.c.id == PASSAGE.c.document_id)
    return joined.where(DOCUMENT.c.label_set_id.in_(among(labels)))


def _array(connection: sa.Connection, query: sa.Select[Any], width: int) -> Ints:
    rows = [tuple(row) for row in connection.execute(query).fetchall()]
    return np.array(rows, dtype=np.int64).reshape(-1, width)


def _vectors(connection: sa.Connection, ids: Ints, dimensions: int) -> NDArray[np.float32]:
    query = sa.select(VECTOR.c.data).where(VECTOR.c.id.in_(among(ids.tolist()))).order_by(VECTOR.c.id)
    return as_matrix([row[0] for row in connection.execute(query).fetchall()], dimensions)


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length if length else vector, dtype=np.float32)
