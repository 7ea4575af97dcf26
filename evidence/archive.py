"""The one door to what is known: everything is written through ``Archive``, and read through the views it gives."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType

import sqlalchemy as sa

from evidence import queries, upkeep, writing
from evidence.catalogue import DOCUMENT, FACT, FILE, SOURCE, VECTOR, among, get_meta
from evidence.home import Home, grow
from evidence.known import Dated
from evidence.known import read as read_days
from evidence.memo import Memo
from evidence.model import Fact, FileState, IndexedDocument
from evidence.structure import load_fact
from evidence.vectors import Labels
from evidence.view import Store, View
from evidence.world import World, load

_WORLDS = 8  # label-set combinations whose arrays are kept for the current generation
_READ = 48_000_000  # characters of what is kept ready of the documents read last: 80 MB, 150 MB of other scripts


class Archive:
    """An archive folder ("home"), owned by this process from ``open`` to ``close``.

    ``home`` holds ``archive.db`` (the truth), ``chroma/`` (the dense index, rebuildable) and
    ``owner.lock``. Commit order: vectors first, under content ids; then one transaction makes a
    file's documents live. What an interruption leaves in the dense index is invisible, because the
    catalogue does not know it as live, and is swept on the next opening.

    Reading is safe from several threads, also while one writes; writers take turns.
    """

    def __init__(self, home: Home, dimensions: int, exact_limit: int) -> None:
        """For ``open`` only."""
        self._home = home
        self._generation = -1
        self._store = Store(
            home.catalogue, home.texts, home.vectors, dimensions, exact_limit, Memo(_READ), lambda: self._generation
        )
        self._writing = threading.RLock()
        self._reading = threading.Lock()
        self._worlds: OrderedDict[tuple[int, frozenset[int], frozenset[int]], World] = OrderedDict()
        self._days: tuple[int, Dated] = (-1, Dated({}))
        self._label_sets: tuple[int, Mapping[int, Labels]] = (-1, {})
        self._refresh()

    @classmethod
    def open(
        cls, home: Path, embedder_id: str, dimensions: int, *, exact_limit: int = 5_000, adopt: bool = False
    ) -> Archive:
        """Own the archive in ``home``, made where there is none.

        Up to ``exact_limit`` vectors a view is searched by scanning them; above, Chroma proposes
        candidates. Raises ``ArchiveLocked`` (names the owner's pid) and ``ArchiveMismatch`` (a newer
        version wrote it, or it was written under another embedder and ``adopt`` is false). With
        ``adopt`` the vectors of another embedder are dropped and every file's fingerprint is emptied, so
        that the next synchronisation embeds again; until then search is lexical.
        """
        return cls(Home(home, embedder_id, dimensions, adopt=adopt), dimensions, exact_limit)

    def close(self) -> None:
        """Give the home back. A closed archive raises ``ArchiveError`` on use; closing twice is harmless."""
        with self._writing:
            self._home.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def generation(self) -> int:
        """Grows with every committed change that a view could show."""
        return self._generation

    # Sources and files -----------------------------------------------------------------------

    def add_source(self, root: Path) -> str:
        """The name of the source at ``root``: its base name, ``-2`` … where that is taken. Idempotent."""
        place = str(root.resolve())
        with self._changing() as connection:
            known = connection.execute(sa.select(SOURCE.c.root, SOURCE.c.name))
            names: dict[str, str] = {root: name for root, name in known}
            if place in names:
                return names[place]
            base = root.resolve().name or "root"
            name, n = base, 1
            while name in names.values():
                n += 1
                name = f"{base}-{n}"
            connection.execute(sa.insert(SOURCE).values(name=name, root=place))
            grow(connection)
            return name

    def sources(self) -> dict[str, Path]:
        """Every source by name."""
        with self._store.catalogue.transaction() as connection:
            rows = connection.execute(sa.select(SOURCE.c.name, SOURCE.c.root).order_by(SOURCE.c.name))
            return {name: Path(root) for name, root in rows}

    def files(self, source: str) -> dict[str, FileState]:
        """Every file known of a source, by path."""
        with self._store.catalogue.transaction() as connection:
            query = sa.select(*queries.FILE_COLUMNS).where(FILE.c.source_id == queries.source_id(connection, source))
            return {row.path: queries.file_state(row) for row in connection.execute(query.order_by(FILE.c.path))}

    def failures(self) -> list[tuple[str, FileState]]:
        """The files whose state is not ``ok``, each with its source's name."""
        query = sa.select(SOURCE.c.name.label("source"), *queries.FILE_COLUMNS).select_from(
            sa.join(FILE, SOURCE, SOURCE.c.id == FILE.c.source_id)
        )
        with self._store.catalogue.transaction() as connection:
            rows = connection.execute(query.where(FILE.c.state != "ok").order_by(SOURCE.c.name, FILE.c.path))
            return [(row.source, queries.file_state(row)) for row in rows]

    def known_vectors(self, ids: Collection[str], *, pieces: bool = False) -> dict[str, bytes]:
        """Those of ``ids`` whose vectors are stored, so that unchanged text is never embedded twice.

        With ``pieces``, those whose pieces are stored as well.
        """
        query = sa.select(VECTOR.c.name, VECTOR.c.data).where(VECTOR.c.name.in_(among(ids)))
        if pieces:
            query = query.where(VECTOR.c.pieces.is_not(None))
        with self._store.catalogue.transaction() as connection:
            return {name: data for name, data in connection.execute(query)}

    def known_facts(self, source: str, path: str) -> tuple[str, tuple[Fact, ...]] | None:
        """The text and facts stored of a document, so that unchanged text is never read twice by a model."""
        with self._store.catalogue.transaction() as connection:
            wanted = sa.select(DOCUMENT.c.id, DOCUMENT.c.content_id).where(
                DOCUMENT.c.source_id == queries.source_id(connection, source), DOCUMENT.c.path == path
            )
            row = connection.execute(wanted).first()
            if row is None:
                return None
            data = connection.scalars(
                sa.select(FACT.c.data).where(FACT.c.document_id == row.id).order_by(FACT.c.ordinal)
            )
            facts = tuple(load_fact(each) for each in data)
            return self._store.texts.whole(connection, row.content_id), facts

    # Writing ---------------------------------------------------------------------------------

    def replace(
        self, source: str, file: FileState, documents: Sequence[IndexedDocument], *, keep: Collection[str] = ()
    ) -> None:
        """Make ``documents`` (and those of the file whose path is in ``keep``) exactly what the file holds.

        Vectors first, then one transaction. A document that is the same in every respect keeps its
        rows; an earlier version with other bytes leaves a tombstone ("superseded"), a document that the
        file holds no longer another ("withdrawn"). The state's counts are set to what is live. Raises
        ``ArchiveError`` for a passage that does not quote its document, a vector of the wrong size, and
        an id that another file of the source holds already.
        """
        drafts = [writing.draft(source, document, self._store.dimensions) for document in documents]
        with self._writing:
            with self._store.catalogue.transaction() as connection:
                source_id = queries.source_id(connection, source)
                plan = writing.plan(connection, source_id, file.path, drafts, keep)
            with self._home.placing(plan.place), self._store.catalogue.transaction() as connection:
                rowid = writing.put_file(connection, source_id, file)
                writing.remove(connection, self._store.texts, plan.withdraw, "withdrawn")
                writing.remove(connection, self._store.texts, plan.supersede, "superseded")
                writing.write(connection, source_id, rowid, plan.write)
                writing.count_file(connection, rowid)
                if plan.withdraw or plan.supersede or plan.write:
                    grow(connection)
            self._refresh()
            self._forget({*plan.withdraw, *plan.supersede})

    def fail(self, source: str, file: FileState) -> None:
        """Record why a file cannot be read; the documents it held before are withdrawn."""
        with self._changing() as connection:
            rowid = writing.put_file(connection, queries.source_id(connection, source), file)
            gone = self._withdraw(connection, [rowid])
            writing.count_file(connection, rowid)
        self._forget(gone)

    def touch(self, source: str, file: FileState) -> None:
        """Record a new size and time of a file whose bytes did not change; no view shows a difference."""
        with self._changing() as connection:
            rowid = writing.put_file(connection, queries.source_id(connection, source), file)
            writing.count_file(connection, rowid)

    def withdraw(self, source: str, paths: Collection[str]) -> int:
        """Withdraw files that are gone, by file path; the number of documents withdrawn.

        Tombstones stay; text goes at once, vectors with ``collect_garbage``.
        """
        with self._changing() as connection:
            source_id = queries.source_id(connection, source)
            found = (writing.file_id(connection, source_id, path) for path in paths)
            files = [rowid for rowid in found if rowid is not None]
            gone = self._withdraw(connection, files)
            connection.execute(sa.delete(FILE).where(FILE.c.id.in_(among(files))))
        self._forget(gone)
        return len(gone)

    def _withdraw(self, connection: sa.Connection, files: Sequence[int]) -> set[int]:
        held = sa.select(DOCUMENT.c.id).where(DOCUMENT.c.file_id.in_(among(files)))
        documents = connection.scalars(held).all()
        writing.remove(connection, self._store.texts, documents, "withdrawn")
        if documents:
            grow(connection)
        return set(documents)

    def _forget(self, documents: Collection[int]) -> None:
        """Nothing of a document that is gone stays in memory for its own sake."""
        if documents:
            self._store.read.discard(lambda key: key[0] in documents)

    # Upkeep ----------------------------------------------------------------------------------

    def collect_garbage(self) -> int:
        """Delete vectors that no live passage uses, in batches; the number of rows deleted.

        Call it after a run. It costs one look when there is nothing to collect.
        """
        total = 0
        while True:
            with self._writing:
                deleted = self._home.collect()
            if not deleted:
                return total
            total += deleted

    def reindex(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Rebuild the dense and the lexical index from the catalogue; ``progress(done, total)`` counts rows.

        A fresh Chroma folder is filled first; the transaction that holds the new lexical index also
        switches to it, and the old folder is removed. Interrupted at any moment, the old indexes serve.
        """
        with self._writing:
            self._home.reindex(progress)

    def digest(self) -> str:
        """A digest of all that is live, whatever the order it was written in: equal archives have equal digests."""
        with self._writing:
            return upkeep.digest(self._store.catalogue, self._store.vectors, self._store.texts)

    # Reading ---------------------------------------------------------------------------------

    def view(
        self, groups: Collection[str] | None = None, as_of: date | None = None, known_by: date | None = None
    ) -> View:
        """What ``groups`` may read: documents with a label among them; ``None`` is the operator's view of all.

        ``as_of`` is carried for those who reason about time; it never hides a document. With ``known_by`` the view is
        that of an archive which never held a document whose own date is later (``evidence.known``); what has no date
        counts as known.
        """
        self._store.catalogue.check_open()
        with self._reading:
            seen = self._visible(groups)
            unknown = self._after(known_by) if known_by is not None else frozenset[int]()
            world = self._world(frozenset(seen), unknown)
        return View(self._store, world, seen, groups, as_of, known_by)

    def resolve(self, doc_id: str, sha256: str | None = None) -> str:
        """What became of a document version: ``live | superseded | withdrawn | unknown``.

        For the operator: it tells of every document. ``View.resolve`` tells a reader of his own.
        """
        with self._store.catalogue.transaction() as connection:
            return queries.resolve(connection, doc_id, sha256, None)

    def _visible(self, groups: Collection[str] | None) -> dict[int, Labels]:
        generation, sets = self._label_sets
        if generation != self._generation:
            generation = self._generation
            with self._store.catalogue.transaction() as connection:
                sets = upkeep.label_sets(connection)
            self._label_sets = (generation, sets)
        return {n: labels for n, labels in sets.items() if groups is None or not set(groups).isdisjoint(labels)}

    def _after(self, day: date) -> frozenset[int]:
        """The documents that were not known by a day; all days are read once a generation."""
        generation, dated = self._days
        if generation != self._generation:
            generation = self._generation
            with self._store.catalogue.transaction() as connection:
                dated = read_days(connection)
            self._days = (generation, dated)
        return dated.after(day)

    def _world(self, labels: frozenset[int], unknown: frozenset[int]) -> World:
        key = (self._generation, labels, unknown)
        world = self._worlds.get(key)
        if world is None:
            with self._store.catalogue.transaction() as connection:
                world = self._worlds[key] = load(connection, labels, unknown)
            for old in [each for each in self._worlds if each[0] != key[0]]:
                del self._worlds[old]
            while len(self._worlds) > _WORLDS:
                self._worlds.popitem(last=False)
        self._worlds.move_to_end(key)
        return world

    @contextmanager
    def _changing(self) -> Iterator[sa.Connection]:
        with self._writing:
            with self._store.catalogue.transaction() as connection:
                yield connection
            self._refresh()

    def _refresh(self) -> None:
        with self._store.catalogue.transaction() as connection:
            generation = int(get_meta(connection, "generation") or 0)
        if generation != self._generation:
            self._generation = generation
            with self._reading:  # what was worked out of earlier worlds goes with them
                for old in [each for each in self._worlds if each[0] != generation]:
                    self._worlds.pop(old).derived.discard(lambda _: True)  # these refer to their world in turn
