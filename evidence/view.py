"""What one reader may see: every read goes through a ``View``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from evidence import lexical
from evidence.catalogue import CONTENT, DOCUMENT, FACT, PASSAGE, Catalogue, among
from evidence.errors import ArchiveError, UnknownDocument
from evidence.model import Counts, DocumentKey, Origin, ParsedDocument, StoredDocument, StoredFact, StoredPassage
from evidence.queries import DOCUMENTS, FACTS, PASSAGES, first, gone, named, passages_with, resolve
from evidence.structure import load_fact, load_metadata, load_structure
from evidence.texts import Texts
from evidence.vectors import Labels, Vectors
from evidence.world import Matrix, World

_CANDIDATES = 4  # times k: asked of each collection, for passages that share a vector and rows waiting for deletion
_LEAST = 256  # candidates asked for at least: below it Chroma's recall suffers


@dataclass(frozen=True, slots=True)
class Store:
    """The parts of an open archive that its views read from."""

    catalogue: Catalogue
    texts: Texts
    vectors: Vectors
    dimensions: int
    exact_limit: int


class View:
    """One reader's archive at one generation, as if nothing else existed.

    Safe to use from several threads. A document that is replaced while a view is held is no longer
    readable through it: ``ArchiveError`` with ``retry`` set; take a new view. A ``rowid`` is never
    used again for something else.
    """

    def __init__(
        self,
        store: Store,
        world: World,
        label_sets: Mapping[int, Labels],
        groups: Collection[str] | None,
        as_of: date | None,
    ) -> None:
        self._store = store
        self._world = world
        self._label_sets = label_sets
        self._groups = None if groups is None else frozenset(groups)
        self.as_of = as_of
        self.generation = world.generation
        self.counts = Counts(documents=len(world.documents), passages=len(world.rowids), facts=world.facts)

    # Documents -------------------------------------------------------------------------------

    def documents(self) -> list[StoredDocument]:
        """Every document of the view, by source and path."""
        with self._store.catalogue.transaction() as connection:
            rows = connection.execute(DOCUMENTS.where(DOCUMENT.c.label_set_id.in_(among(self._world.labels)))).all()
        return [self._document(row) for row in rows if self._world.sees(row.id)]

    def document(self, doc_id: str) -> StoredDocument:
        """The live document of that id (``path`` or ``source:path`` where unambiguous), or ``UnknownDocument``."""
        with self._store.catalogue.transaction() as connection:
            rows = connection.execute(DOCUMENTS.where(named(doc_id, DOCUMENT.c.path))).all()
        found = [self._document(row) for row in rows if self._world.sees(row.id)]
        exact = [each for each in found if each.doc_id == doc_id] or found
        if not exact:
            raise UnknownDocument(f"there is no document {doc_id}")
        if len(exact) > 1:
            names = ", ".join(each.doc_id for each in exact)
            raise UnknownDocument(f"{doc_id} may be any of {names}", remedy="Name the source too: `source:path`.")
        return exact[0]

    def resolve(self, doc_id: str, sha256: str | None = None) -> str:
        """As ``Archive.resolve``, for what this view may see: the rest is ``unknown``."""
        with self._store.catalogue.transaction() as connection:
            return resolve(connection, doc_id, sha256, self._groups)

    def text(self, document: int) -> str:
        """The canonical text of a document, by ``StoredDocument.rowid``."""
        with self._store.catalogue.transaction() as connection:
            row = self._row(connection, document)
            return self._store.texts.whole(connection, row.content_id)

    def parsed(self, document: int) -> ParsedDocument:
        """A document with its whole structure; attachments and parts are documents of their own and left empty."""
        with self._store.catalogue.transaction() as connection:
            row = self._row(connection, document)
            query = sa.select(CONTENT.c.structure).where(CONTENT.c.id == row.content_id)
            structure = connection.execute(query).scalar_one()
            text = self._store.texts.whole(connection, row.content_id)
        return load_structure(structure, text, row.parser, load_metadata(row.metadata))

    def _row(self, connection: sa.Connection, document: int) -> Any:
        if not self._world.sees(document):
            raise UnknownDocument(f"there is no document with rowid {document} in this view")
        return first(connection.execute(DOCUMENTS.where(DOCUMENT.c.id == document)).first())

    def _document(self, row: Any) -> StoredDocument:
        return StoredDocument(
            doc_id=f"{row.source}:{row.path}" if self._world.prefixed else row.path,
            key=DocumentKey(row.source, row.path),
            title=row.title,
            sha256=row.sha256,
            parser=row.parser,
            characters=row.characters,
            passages=row.passages,
            metadata=load_metadata(row.metadata),
            labels=self._label_sets[row.label_set_id],
            parent=row.parent,
            rowid=row.id,
        )

    # Passages --------------------------------------------------------------------------------

    def passages(self, document: int) -> list[StoredPassage]:
        """The passages of a document in reading order."""
        with self._store.catalogue.transaction() as connection:
            self._row(connection, document)
            query = PASSAGES.where(PASSAGE.c.document_id == document).order_by(PASSAGE.c.ordinal)
            return self._read(connection, query)

    def load(self, rowids: Sequence[int]) -> list[StoredPassage]:
        """Passages by rowid, in the order given."""
        wanted = [int(rowid) for rowid in rowids]
        _, here = self._world.ranking.positions(np.array(wanted, dtype=np.int64))
        if not here.all():
            raise ArchiveError("a passage asked for is not in this view")
        with self._store.catalogue.transaction() as connection:
            found = self._read(connection, PASSAGES.where(PASSAGE.c.id.in_(among(wanted))))
        read = {each.rowid: each for each in found}
        if not read.keys() >= set(wanted):
            raise gone()
        return [read[rowid] for rowid in wanted]

    def _read(self, connection: sa.Connection, query: sa.Select[Any]) -> list[StoredPassage]:
        rows = connection.execute(query).all()
        texts = self._store.texts.slices(connection, [(row.content_id, row.start, row.end) for row in rows])
        return [self._passage(row, text) for row, text in zip(rows, texts, strict=True)]

    def _passage(self, row: Any, text: str) -> StoredPassage:
        return StoredPassage(
            rowid=row.id,
            passage_id=row.passage_id,
            doc_id=f"{row.source}:{row.path}" if self._world.prefixed else row.path,
            document=row.document_id,
            ordinal=row.ordinal,
            start=row.start,
            end=row.end,
            text=text,
            context=row.context,
            body=text if row.body is None else row.body,
            page=row.page,
            section=row.section,
            sheet=row.sheet,
            origin=Origin(row.origin),
            hidden=row.hidden,
        )

    # Facts -----------------------------------------------------------------------------------

    def facts(self, kind: str) -> tuple[StoredFact, ...]:
        """Every fact of one kind, by source, path and place in the document. Read once a view's generation."""
        held: tuple[StoredFact, ...] | None = self._world.register.get(kind)
        if held is None:
            query = FACTS.where(FACT.c.kind == kind, DOCUMENT.c.label_set_id.in_(among(self._world.labels)))
            with self._store.catalogue.transaction() as connection:
                rows = connection.execute(query).all()
            held = tuple(self._fact(row) for row in rows if self._world.sees(row.document_id))
            self._world.register[kind] = held
        return held

    def fact_kinds(self) -> dict[str, int]:
        """How many facts of each kind there are."""
        query = sa.select(FACT.c.kind, sa.func.count()).join(DOCUMENT, DOCUMENT.c.id == FACT.c.document_id)
        query = query.where(DOCUMENT.c.label_set_id.in_(among(self._world.labels))).group_by(FACT.c.kind)
        with self._store.catalogue.transaction() as connection:
            return {kind: count for kind, count in connection.execute(query.order_by(FACT.c.kind))}

    def _fact(self, row: Any) -> StoredFact:
        doc_id = f"{row.source}:{row.path}" if self._world.prefixed else row.path
        return StoredFact(row.name, doc_id, row.document_id, row.ordinal, load_fact(row.data))

    # Ranking ---------------------------------------------------------------------------------

    def lexical(self, terms: Mapping[str, float]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """BM25 of every passage that holds one of ``terms`` (term -> weight): passage rowids and scores.

        ``terms`` come from ``evidence.lexical.analyse``. N, df and average lengths are those of this view.
        Ordered by source, path and place, not by score.
        """
        with self._store.catalogue.transaction() as connection:
            places, scores = self._world.ranking.score(terms, lambda term: lexical.postings(connection, term))
        return self._world.rowids[places], scores

    def dense(self, vector: NDArray[np.float32], k: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The ``k`` passages nearest to ``vector``, best first: rowids and exact cosines (a passage's best window)."""
        with self._store.catalogue.transaction() as connection:
            matrix = self._world.matrix(connection, self._store.dimensions, self._store.exact_limit)
            if matrix is None:
                matrix = self._candidates(connection, vector, k)
        scores = matrix.best(vector)
        best = _best(scores, matrix.places, k)
        return self._world.rowids[matrix.places[best]], scores[best]

    def similarity(self, vector: NDArray[np.float32], rowids: Sequence[int]) -> NDArray[np.float64]:
        """The exact cosine of each given passage's best window; 0 for a passage without vectors."""
        wanted = np.array(rowids, dtype=np.int64)
        places, here = self._world.ranking.positions(wanted)
        if not here.all():
            raise ArchiveError("a passage asked for is not in this view")
        with self._store.catalogue.transaction() as connection:
            matrix = self._world.matrix(connection, self._store.dimensions, self._store.exact_limit)
            if matrix is None:
                matrix = self._world.some(connection, self._store.dimensions, wanted.tolist())
        scores = np.zeros(len(self._world.rowids))
        scores[matrix.places] = matrix.best(vector)
        return np.asarray(scores[places])

    def _candidates(self, connection: sa.Connection, vector: NDArray[np.float32], k: int) -> Matrix:
        """The vectors of some passages nearest to ``vector``: at least ``k`` of them where the view has as many."""
        asked = max(_LEAST, _CANDIDATES * k)
        while True:
            answers = [self._store.vectors.nearest(labels, vector, asked) for labels in self._label_sets.values()]
            names = {name for answer in answers for name in answer}
            owners = list(connection.scalars(passages_with(names)))
            matrix = self._world.some(connection, self._store.dimensions, owners)
            if len(matrix.places) >= k or all(len(answer) < asked for answer in answers):
                return matrix
            asked *= 4


def _best(scores: NDArray[np.float64], places: NDArray[np.int64], k: int) -> NDArray[np.int64]:
    """Indices of the ``k`` best scores, best first; ties by place."""
    if 0 < k < len(scores):
        least = np.partition(scores, len(scores) - k)[len(scores) - k]
        among_best = np.flatnonzero(scores >= least)
    else:
        among_best = np.arange(len(scores))
    order = np.lexsort((places[among_best], -scores[among_best]))
    return np.asarray(among_best[order][: max(k, 0)])
