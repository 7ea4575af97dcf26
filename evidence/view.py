"""What one reader may see: every read goes through a ``View``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from evidence import lexical
from evidence.catalogue import CONTENT, DOCUMENT, FACT, FILE, PASSAGE, Catalogue, among, get_meta
from evidence.errors import ArchiveError, UnknownDocument
from evidence.late import agreement
from evidence.lexical import Postings
from evidence.memo import Memo
from evidence.model import (
    Counts,
    DocumentKey,
    Holder,
    Origin,
    ParsedDocument,
    StoredDocument,
    StoredFact,
    StoredPassage,
)
from evidence.queries import DOCUMENTS, FACTS, PASSAGES, first, gone, named, passages_with, resolve
from evidence.structure import load_fact, load_metadata, load_structure
from evidence.texts import Texts
from evidence.vectors import Labels, Vectors
from evidence.world import Matrix, World, pieces

_CANDIDATES = 4  # times k: asked of each collection, for passages that share a vector and rows waiting for deletion
_LEAST = 256  # candidates asked for at least: below it Chroma's recall suffers
_OBJECT = 400  # characters that a passage weighs beside its words

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Store:
    """The parts of an open archive that its views read from.

    ``read`` keeps what was read of documents last, for all views: its keys begin with a document's rowid, its values
    depend on that document alone, and every view asks whether it may see the document first. ``generation`` is the
    archive's own.
    """

    catalogue: Catalogue
    texts: Texts
    vectors: Vectors
    dimensions: int
    exact_limit: int
    read: Memo
    generation: Callable[[], int]


class _Listed:
    """The documents of a world, and where each is found."""

    def __init__(self, documents: Sequence[StoredDocument]) -> None:
        self.all = tuple(documents)
        self.named: dict[str, list[StoredDocument]] = defaultdict(list)
        for each in documents:
            for name in {each.key.path, f"{each.key.source}:{each.key.path}"}:
                self.named[name].append(each)


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
        known_by: date | None = None,
    ) -> None:
        self._store = store
        self._world = world
        self._label_sets = label_sets
        self._groups = None if groups is None else frozenset(groups)
        self.as_of = as_of
        self.known_by = known_by
        self.generation = world.generation
        self.counts = Counts(documents=len(world.documents), passages=len(world.rowids), facts=world.facts)

    # Documents -------------------------------------------------------------------------------

    def documents(self) -> list[StoredDocument]:
        """Every document of the view, by source and path."""
        return list(self._listed().all)

    def _listed(self) -> _Listed:
        """Read once while the archive does not change; ``ArchiveError`` with ``retry`` where one of them is gone."""
        world = self._world
        held: _Listed | None = world.listed
        if held is not None and self._current:
            return held
        with world.reading:
            if world.listed is None or not self._current:
                query = DOCUMENTS.where(world.holds)
                with self._store.catalogue.transaction() as connection:
                    rows = connection.execute(query).all()
                found = [self._document(row) for row in rows if world.sees(row.id)]
                if len(found) < len(world.documents):
                    raise gone()
                world.listed = _Listed(found)
            listed: _Listed = world.listed
            return listed

    @property
    def _current(self) -> bool:
        """Whether the archive is open and nothing changed since this view was taken."""
        self._store.catalogue.check_open()
        return self._store.generation() == self.generation

    def document(self, doc_id: str) -> StoredDocument:
        """The live document of that id (``path`` or ``source:path`` where unambiguous), or ``UnknownDocument``."""
        if self._current:
            found = self._listed().named.get(doc_id, [])
        else:
            with self._store.catalogue.transaction() as connection:
                rows = connection.execute(DOCUMENTS.where(named(doc_id, DOCUMENT.c.path))).all()
            found = [self._document(row) for row in rows if self._world.sees(row.id)]
            if not found and self._world.listed is not None and doc_id in self._world.listed.named:
                raise gone()
        exact = [each for each in found if each.doc_id == doc_id] or found
        if not exact:
            raise UnknownDocument(f"there is no document {doc_id}")
        if len(exact) > 1:
            names = ", ".join(each.doc_id for each in exact)
            raise UnknownDocument(f"{doc_id} may be any of {names}", remedy="Name the source too: `source:path`.")
        return exact[0]

    def resolve(self, doc_id: str, sha256: str | None = None) -> str:
        """As ``Archive.resolve``, for what this view may see: the rest is ``unknown``."""
        if self._world.unknown:
            return self._resolved(doc_id, sha256)
        with self._store.catalogue.transaction() as connection:
            return resolve(connection, doc_id, sha256, self._groups)

    def _resolved(self, doc_id: str, sha256: str | None) -> str:
        """As ``resolve`` where some live documents are not known yet: of those nothing is told."""
        try:
            if sha256 in (None, self.document(doc_id).sha256):
                return "live"
        except UnknownDocument:
            pass
        with self._store.catalogue.transaction() as connection:
            found = resolve(connection, doc_id, sha256, self._groups)
        return "unknown" if found == "live" else found

    def text(self, document: int) -> str:
        """The canonical text of a document, by ``StoredDocument.rowid``."""
        return self.about(document, "text", lambda: self._text(document), len)

    def _text(self, document: int) -> str:
        with self._store.catalogue.transaction() as connection:
            row = self._row(connection, document)
            return self._store.texts.whole(connection, row.content_id)

    def parsed(self, document: int) -> ParsedDocument:
        """A document with its whole structure; attachments and parts are documents of their own and left empty."""
        return self.about(document, "parsed", lambda: self._parsed(document), _extent)

    def _parsed(self, document: int) -> ParsedDocument:
        text = self.text(document)
        with self._store.catalogue.transaction() as connection:
            row = self._row(connection, document)
            query = sa.select(CONTENT.c.structure).where(CONTENT.c.id == row.content_id)
            structure = first(connection.execute(query).first())[0]
        return load_structure(structure, text, row.parser, load_metadata(row.metadata))

    def about(self, document: int, key: Hashable, make: Callable[[], T], weigh: Callable[[T], int]) -> T:
        """What ``make`` gives of a document by rowid, kept for every view that sees it; ``weigh`` in characters.

        It may depend on the words and structure of that document alone. Raises as ``text`` for a document that this
        view does not show or that is gone.
        """
        if not (self._current and self._world.sees(document)):
            with self._store.catalogue.transaction() as connection:
                self._row(connection, document)
        return self._store.read.get((document, key, self._world.prefixed), make, weigh)

    def holder(self, document: int) -> Holder:
        """The file that a document stands in, by rowid; for an attachment or a message the file around it."""
        with self._store.catalogue.transaction() as connection:
            row = self._row(connection, document)
            file = first(
                connection.execute(sa.select(FILE.c.path, FILE.c.sha256).where(FILE.c.id == row.file_id)).first()
            )
            others = connection.scalars(sa.select(DOCUMENT.c.id).where(DOCUMENT.c.file_id == row.file_id))
            return Holder(file.path, file.sha256, all(self._world.sees(each) for each in others))

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
        return list(self.about(document, "passages", lambda: self._passages(document), _weight_of_passages))

    def _passages(self, document: int) -> tuple[StoredPassage, ...]:
        with self._store.catalogue.transaction() as connection:
            self._row(connection, document)
            query = PASSAGES.where(PASSAGE.c.document_id == document).order_by(PASSAGE.c.ordinal)
            return tuple(self._read(connection, query))

    def load(self, rowids: Sequence[int]) -> list[StoredPassage]:
        """Passages by rowid, in the order given."""
        wanted = [int(rowid) for rowid in rowids]
        places, here = self._world.ranking.positions(np.array(wanted, dtype=np.int64))
        if not here.all():
            raise ArchiveError("a passage asked for is not in this view")
        held = self._world.owners[places].tolist()
        keys = {rowid: (owner, rowid, self._world.prefixed) for rowid, owner in zip(wanted, held, strict=True)}
        kept = self._store.read.known(keys.values()) if self._current else {}
        read: dict[int, StoredPassage] = {key[1]: passage for key, passage in kept.items()}
        missing = [rowid for rowid in keys if rowid not in read]
        if missing:
            with self._store.catalogue.transaction() as connection:
                found = self._read(connection, PASSAGES.where(PASSAGE.c.id.in_(among(missing))))
            if len(found) < len(missing):
                raise gone()
            self._store.read.keep({keys[each.rowid]: each for each in found}, _weight_of_passage)
            read |= {each.rowid: each for each in found}
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
        world = self._world
        if kind not in world.register:
            with world.reading:
                if kind not in world.register:
                    query = FACTS.where(FACT.c.kind == kind, world.holds)
                    with self._store.catalogue.transaction() as connection:
                        rows = connection.execute(query).all()
                        self._check_whole(connection)
                    world.register[kind] = tuple(self._fact(row) for row in rows if world.sees(row.document_id))
        held: tuple[StoredFact, ...] = world.register[kind]
        return held

    def _check_whole(self, connection: sa.Connection) -> None:
        """Raise ``ArchiveError`` with ``retry`` where a document of this view is gone: its rows would be missing."""
        if int(get_meta(connection, "generation") or 0) != self.generation:
            there = sa.select(sa.func.count()).where(DOCUMENT.c.id.in_(among(self._world.documents.tolist())))
            if connection.execute(there).scalar_one() < len(self._world.documents):
                raise gone()

    def fact_kinds(self) -> dict[str, int]:
        """How many facts of each kind there are."""
        query = sa.select(FACT.c.kind, sa.func.count()).join(DOCUMENT, DOCUMENT.c.id == FACT.c.document_id)
        query = query.where(self._world.holds).group_by(FACT.c.kind)
        with self._store.catalogue.transaction() as connection:
            return {kind: count for kind, count in connection.execute(query.order_by(FACT.c.kind))}

    def _fact(self, row: Any) -> StoredFact:
        doc_id = f"{row.source}:{row.path}" if self._world.prefixed else row.path
        return StoredFact(row.name, doc_id, row.document_id, row.ordinal, load_fact(row.data))

    # What is worked out of a view --------------------------------------------------------------

    def derived(self, key: Hashable, make: Callable[[View], T]) -> T:
        """What ``make`` works out of this world, once while the archive does not change: for all readers of this world.

        ``make`` is given a view that shows the same and knows neither its reader's groups nor a day: what it makes may
        depend on the world and on ``key`` alone, and is shared between threads. Few are kept, those wanted last.
        """
        self._store.catalogue.check_open()
        return self._world.derived.get(key, lambda: make(self._anyone))

    @cached_property
    def _anyone(self) -> View:
        return View(self._store, self._world, self._label_sets, (), None, self.known_by)

    # Ranking ---------------------------------------------------------------------------------

    def lexical(self, terms: Mapping[str, float]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """BM25 of every passage that holds one of ``terms`` (term -> weight): passage rowids and scores.

        ``terms`` come from ``evidence.lexical.analyse``. N, df and average lengths are those of this view.
        Ordered by source, path and place, not by score.
        """
        with self._lookup() as lookup:
            places, scores = self._world.ranking.score(terms, lookup)
        return self._world.rowids[places], scores

    def frequency(self, term: str) -> int:
        """How many passages of this view hold a term of ``evidence.lexical.analyse``."""
        with self._lookup() as lookup:
            return self._world.ranking.frequency(term, lookup)

    def holding(self, terms: Iterable[str]) -> frozenset[int]:
        """The documents, by rowid, of which a passage (or what it is filed under) holds one of ``terms``."""
        owners = self._world.owners
        with self._lookup() as lookup:
            places = [self._world.ranking.places(term, lookup) for term in sorted(set(terms))]
        return frozenset(np.unique(owners[np.concatenate(places)]).tolist()) if places else frozenset()

    @contextmanager
    def _lookup(self) -> Iterator[Callable[[str], Postings]]:
        """Where terms stand; the database is opened for the first that the view has not met."""
        self._store.catalogue.check_open()
        with ExitStack() as stack:
            opened: list[sa.Connection] = []

            def lookup(term: str) -> Postings:
                if not opened:
                    opened.append(stack.enter_context(self._store.catalogue.transaction()))
                return lexical.postings(opened[0], term)

            yield lookup

    def dense(self, vector: NDArray[np.float32], k: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The ``k`` passages nearest to ``vector``, best first: rowids and exact cosines (a passage's best window)."""
        matrix = self._matrix()
        if matrix is None:
            with self._store.catalogue.transaction() as connection:
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
        matrix = self._matrix()
        if matrix is None:
            with self._store.catalogue.transaction() as connection:
                matrix = self._world.some(connection, self._store.dimensions, wanted.tolist())
        scores = np.zeros(len(self._world.rowids))
        scores[matrix.places] = matrix.best(vector)
        return np.asarray(scores[places])

    def similarities(self, vectors: NDArray[np.float32], rowids: Sequence[int]) -> NDArray[np.float64]:
        """As ``similarity`` for several vectors, ``(vectors, width)``: the cosines, ``(vectors, passages)``."""
        wanted = np.array(rowids, dtype=np.int64)
        places, here = self._world.ranking.positions(wanted)
        if not here.all():
            raise ArchiveError("a passage asked for is not in this view")
        with self._store.catalogue.transaction() as connection:
            matrix = self._world.some(connection, self._store.dimensions, wanted.tolist())
        found = np.zeros((len(vectors), len(wanted)))
        at = np.searchsorted(matrix.places, places)
        known = np.isin(places, matrix.places)  # a passage without vectors is like nothing
        for row, vector in enumerate(vectors):
            found[row, known] = matrix.best(vector)[at[known]]
        return found

    def late(
        self, question: NDArray[np.float32], weights: NDArray[np.float64], rowids: Sequence[int]
    ) -> NDArray[np.float64] | None:
        """How far given passages agree with a question piece by piece (``evidence.late``), by their best window.

        ``question`` is (pieces, width), ``weights`` one a piece. ``None`` where a passage has no pieces: it was
        embedded by a model that gives none, or before they were kept.
        """
        if not self._world.ranking.positions(np.array(rowids, dtype=np.int64))[1].all():
            raise ArchiveError("a passage asked for is not in this view")
        with self._store.catalogue.transaction() as connection:
            kept = pieces(connection, rowids)
        if len(kept) < len(set(rowids)):
            return None
        return np.array([max(agreement(question, weights, each) for each in kept[rowid]) for rowid in rowids])

    def _matrix(self) -> Matrix | None:
        """All the vectors, or none where there are too many of them."""
        self._store.catalogue.check_open()
        if self._world.held is not None:
            return self._world.held
        with self._store.catalogue.transaction() as connection:
            return self._world.matrix(connection, self._store.dimensions, self._store.exact_limit)

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


def _extent(document: ParsedDocument) -> int:
    """About how many characters' room a document's structure takes; its text is kept beside it."""
    cells = sum(len(row.cells) for table in document.tables for row in table.rows)
    return 150 * (cells + len(document.headings) + len(document.annotations) + len(document.pages)) + _OBJECT


def _weight_of_passage(passage: StoredPassage) -> int:
    body = 0 if passage.body is passage.text else len(passage.body)
    return _OBJECT + len(passage.text) + len(passage.context) + body


def _weight_of_passages(passages: Iterable[StoredPassage]) -> int:
    return sum(map(_weight_of_passage, passages))
