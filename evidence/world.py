"""The arrays of one view: which passages there are, their lengths and their vectors, and nothing else.

A world holds what some label sets make visible at one generation, less what was not known by some
day. Every statistic of ranking is taken from it, so that a reader's results are those of an archive
that never held the rest. Documents are in the order of source and path, passages in reading order
within; ties are broken by that order, which does not depend on when anything was written.
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
from evidence.memo import Memo
from evidence.vectors import as_matrix

_DERIVED = 24  # values worked out from one world that are kept: a register's tables, findings of a day, a mapping

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
        self,
        generation: int,
        labels: frozenset[int],
        prefixed: bool,
        documents: Ints,
        passages: Ints,
        facts: int,
        unknown: frozenset[int] = frozenset(),
    ) -> None:
        self.generation = generation
        self.labels = labels
        self.unknown = unknown  # documents of those labels that are left out all the same
        self.prefixed = prefixed  # it has documents of several sources: ids name theirs
        self.documents = documents
        self.rowids = passages[:, 0].copy()
        self.owners = passages[:, 1].copy()  # the document of each
        self.facts = facts
        self.register: dict[str, Any] = {}  # facts by kind, read on first use (see ``View.facts``)
        self.reading = threading.RLock()  # held while a table of the whole world is read
        self.listed: Any = None  # documents, read on first use (see ``View.documents``)
        self.derived = Memo(_DERIVED)  # what others work out of it (see ``View.derived``)
        self.ranking = Ranking(self.rowids, passages[:, 3], passages[:, 4])
        self._matrix: Matrix | None = None
        self._windows: int | None = None
        self._lock = threading.Lock()
        self._seen = frozenset(documents.tolist())

    def sees(self, document: int) -> bool:
        """Whether a document, by rowid, is visible."""
        return document in self._seen

    @property
    def holds(self) -> sa.ColumnElement[bool]:
        """The condition on ``DOCUMENT`` that this world's documents fulfil."""
        return _holds(self.labels, self.unknown)

    @property
    def held(self) -> Matrix | None:
        """All the vectors, where ``matrix`` has read them."""
        return self._matrix

    def matrix(self, connection: sa.Connection, dimensions: int, limit: int) -> Matrix | None:
        """All the vectors, read once; none when there are more than ``limit`` windows."""
        with self._lock:
            if self._windows is None:
                windows = self._visible(sa.select(WINDOW.c.vector_id)).limit(limit + 1).subquery()
                self._windows = connection.execute(sa.select(sa.func.count()).select_from(windows)).scalar_one()
            if self._windows > limit:
                return None
            if self._matrix is None:
                self._matrix = self.some(connection, dimensions)
            return self._matrix

    def some(self, connection: sa.Connection, dimensions: int, passages: Sequence[int] | None = None) -> Matrix:
        """The vectors of passages given by rowid, or of all; those that are not visible are left out."""
        query: sa.Select[Any] = sa.select(WINDOW.c.passage_id, WINDOW.c.vector_id)
        query = self._visible(query) if passages is None else query.where(WINDOW.c.passage_id.in_(among(passages)))
        windows = _array(connection, query, 2)
        owners, here = self.ranking.positions(windows[:, 0])
        vectors = windows[here, 1]
        order = np.lexsort((vectors, owners))
        owners, vectors = owners[order], vectors[order]
        ids, rows = np.unique(vectors, return_inverse=True)
        places, starts = np.unique(owners, return_index=True)
        return Matrix(_vectors(connection, ids, dimensions), rows.astype(np.int64), starts.astype(np.int64), places)

    def _visible(self, query: sa.Select[Any]) -> sa.Select[Any]:
        joined = query.join(PASSAGE, PASSAGE.c.id == WINDOW.c.passage_id)
        return joined.join(DOCUMENT, DOCUMENT.c.id == PASSAGE.c.document_id).where(self.holds)


def pieces(connection: sa.Connection, passages: Sequence[int]) -> dict[int, list[bytes]]:
    """The pieces of each passage's windows, by rowid; of those that have any."""
    query = sa.select(WINDOW.c.passage_id, VECTOR.c.pieces).join(VECTOR, VECTOR.c.id == WINDOW.c.vector_id)
    query = query.where(WINDOW.c.passage_id.in_(among(passages)), VECTOR.c.pieces.is_not(None))
    found: dict[int, list[bytes]] = {}
    for passage, kept in connection.execute(query.order_by(WINDOW.c.passage_id, WINDOW.c.ordinal)):
        found.setdefault(passage, []).append(kept)
    return found


def load(connection: sa.Connection, labels: frozenset[int], unknown: frozenset[int] = frozenset()) -> World:
    """Read the world that label sets make visible, without the documents ``unknown``, in one consistent state."""
    holds = _holds(labels, unknown)
    named = sa.select(sa.func.count(DOCUMENT.c.source_id.distinct())).where(_holds(labels, frozenset()))
    sources = connection.execute(named).scalar_one()  # of this world alone: others are not to be told by its ids
    documents = sa.select(DOCUMENT.c.id).join(SOURCE, SOURCE.c.id == DOCUMENT.c.source_id)
    documents = documents.where(holds).order_by(SOURCE.c.name, DOCUMENT.c.path)
    ids = _array(connection, documents, 1)[:, 0]
    columns = (PASSAGE.c.id, PASSAGE.c.document_id, PASSAGE.c.ordinal, PASSAGE.c.context_terms, PASSAGE.c.body_terms)
    query = sa.select(*columns).join(DOCUMENT, DOCUMENT.c.id == PASSAGE.c.document_id)
    passages = _array(connection, query.where(holds), len(columns))
    facts = sa.select(sa.func.count(FACT.c.id)).join(DOCUMENT, DOCUMENT.c.id == FACT.c.document_id)
    held = connection.execute(facts.where(holds)).scalar_one()
    generation = int(get_meta(connection, "generation") or 0)
    return World(generation, labels, sources > 1, ids, _arranged(ids, passages), held, unknown)


def _arranged(documents: Ints, passages: Ints) -> Ints:
    order = np.argsort(documents)
    place = order[np.searchsorted(documents, passages[:, 1], sorter=order)] if len(documents) else passages[:, 1]
    return passages[np.lexsort((passages[:, 2], place))]


def _holds(labels: frozenset[int], unknown: frozenset[int]) -> sa.ColumnElement[bool]:
    visible = DOCUMENT.c.label_set_id.in_(among(labels))
    return sa.and_(visible, DOCUMENT.c.id.not_in(among(unknown))) if unknown else visible


def _array(connection: sa.Connection, query: sa.Select[Any], width: int) -> Ints:
    rows = [tuple(row) for row in connection.execute(query).fetchall()]
    return np.array(rows, dtype=np.int64).reshape(-1, width)


def _vectors(connection: sa.Connection, ids: Ints, dimensions: int) -> NDArray[np.float32]:
    query = sa.select(VECTOR.c.data).where(VECTOR.c.id.in_(among(ids.tolist()))).order_by(VECTOR.c.id)
    return as_matrix([row[0] for row in connection.execute(query).fetchall()], dimensions)


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length if length else vector, dtype=np.float32)
