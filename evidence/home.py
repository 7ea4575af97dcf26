"""An archive folder in use: lock, catalogue and dense index, and the care that the last two agree.

Chroma cannot join SQLite's transaction. So the catalogue notes "unclean" before the dense index is
first changed, and "clean" when the home is given back in order; an opening that finds the note
compares the two and repairs the dense index. Otherwise opening does not even import chromadb.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa

from evidence import lexical, upkeep
from evidence.catalogue import DOCUMENT, FILE, PLACED, VECTOR, WINDOW, Catalogue, get_meta, set_meta
from evidence.errors import ArchiveError, ArchiveMismatch
from evidence.lock import OwnerLock
from evidence.texts import Texts
from evidence.vectors import Labels, Vectors, as_matrix

Progress = Callable[[int, int], None]


class Home:
    """The folder at ``path``, owned and repaired; see ``Archive.open`` for what is raised."""

    def __init__(self, path: Path, embedder_id: str, dimensions: int, *, adopt: bool) -> None:
        self._folder = path / "chroma"
        self._dimensions = dimensions
        self._unclean = False  # the catalogue holds the note
        self._strayed = False  # the note must stay: a change broke off half way
        self.texts = Texts()
        _make(path)
        self._lock = OwnerLock(path / "owner.lock")
        try:
            self.catalogue = Catalogue(path / "archive.db")
            try:
                self._settle(embedder_id, adopt)
            except BaseException:
                self.catalogue.close()
                raise
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        """Give the folder back; harmless when done already."""
        try:
            self.vectors.close()
            if self._unclean and not self._strayed:
                self._note_clean()
        finally:
            self.catalogue.close()
            self._lock.release()

    # Changing the dense index ----------------------------------------------------------------

    @contextmanager
    def placing(self, rows: Mapping[Labels, Mapping[str, bytes]]) -> Iterator[None]:
        """Write vectors, then run the block that makes them live."""
        if not any(rows.values()):
            yield
            return
        with self._at_risk():
            for labels, vectors in rows.items():
                if vectors:
                    self.vectors.upsert(labels, list(vectors), as_matrix(list(vectors.values()), self._dimensions))
            yield

    def collect(self) -> int:
        """Delete one batch of vectors that no live passage uses; how many, 0 when there are none."""
        with self.catalogue.transaction() as connection:
            if get_meta(connection, "garbage") != "1":
                return 0
        with self._at_risk():
            with self.catalogue.transaction() as connection:
                found = upkeep.collect(connection)
            for labels, ids in found.items():
                self.vectors.delete(labels, ids)
        return sum(len(ids) for ids in found.values())

    def reindex(self, progress: Progress | None) -> None:
        """Build both indexes anew and switch to them in one transaction; the old folder goes afterwards."""
        with self._at_risk():  # rows that nothing uses leave the catalogue; the old folder still has them
            found = True
            while found:
                with self.catalogue.transaction() as connection:
                    found = bool(upkeep.collect(connection))
            self._rebuild(_counter(self.catalogue, progress), words=True)
        self._strayed = False

    def _rebuild(self, tick: upkeep.Tick | None, *, words: bool) -> None:
        folder = self._folder / _token()
        fresh = Vectors(folder)
        try:
            upkeep.reconcile(self.catalogue, fresh, self._dimensions, tick)
            fresh.close()
            with self.catalogue.transaction() as connection:
                if words:
                    upkeep.index_words(connection, self.texts, tick)
                set_meta(connection, "chroma", folder.name)
        except BaseException:
            fresh.close()
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self.vectors.move_to(folder)

    @contextmanager
    def _at_risk(self) -> Iterator[None]:
        if not self._unclean:
            with self.catalogue.transaction() as connection:
                set_meta(connection, "unclean", "1")
            self._unclean = True
        try:
            yield
        except BaseException:
            self._strayed = True
            raise

    def _note_clean(self) -> None:
        with self.catalogue.transaction() as connection:
            set_meta(connection, "unclean", "0")
        self._unclean = False

    # Opening ---------------------------------------------------------------------------------

    def _settle(self, embedder_id: str, adopt: bool) -> None:
        with self.catalogue.transaction() as connection:
            _check_embedder(connection, f"{embedder_id} ({self._dimensions})", adopt)
            token = get_meta(connection, "chroma") or _token()
            set_meta(connection, "chroma", token)
            if get_meta(connection, "analysis") != lexical.ANALYSIS:
                upkeep.index_words(connection, self.texts)
            self._unclean = get_meta(connection, "unclean") == "1"
            placed = connection.scalar(sa.select(sa.exists(sa.select(PLACED.c.vector_id))))
        self.vectors = Vectors(self._folder / token)
        _sweep(self._folder, token)
        if self._unclean or (placed and not self.vectors.folder.exists()):
            self._repair()
            self._note_clean()

    def _repair(self) -> None:
        try:
            try:
                upkeep.reconcile(self.catalogue, self.vectors, self._dimensions)
            except ArchiveError:  # the folder itself is damaged
                self.vectors.close()
                self._rebuild(None, words=False)
        finally:
            self.vectors.close()


def _make(path: Path) -> None:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(f"cannot make the folder {path}: {error.strerror}", remedy="Choose another home.") from error


def _check_embedder(connection: sa.Connection, embedder: str, adopt: bool) -> None:
    known = get_meta(connection, "embedder")
    if known == embedder:
        return
    if known is not None and not adopt:
        raise ArchiveMismatch(
            f"the archive's vectors are of {known}, not of {embedder}",
            remedy=f"Run `vouch reindex` to embed everything with {embedder}, or go back to {known} in the settings.",
        )
    set_meta(connection, "embedder", embedder)
    if known is not None:
        for table in (WINDOW, PLACED, VECTOR):
            connection.execute(sa.delete(table))
        connection.execute(sa.update(FILE).values(fingerprint=""))
        connection.execute(sa.update(DOCUMENT).values(digest=""))  # none is what its file would be written as
        set_meta(connection, "chroma", _token())
        grow(connection)


def grow(connection: sa.Connection) -> None:
    """Count a change that a view could show."""
    set_meta(connection, "generation", str(int(get_meta(connection, "generation") or 0) + 1))


def _counter(catalogue: Catalogue, progress: Progress | None) -> upkeep.Tick | None:
    if progress is None:
        return None
    with catalogue.transaction() as connection:
        total = upkeep.rows(connection)
    done = 0

    def tick(count: int) -> None:
        nonlocal done
        done += count
        progress(done, total)

    return tick


def _sweep(folder: Path, token: str) -> None:
    """Remove dense indexes that are not in use: left by an interruption, or by a catalogue that is no more."""
    with suppress(OSError):
        for child in folder.iterdir():
            if child.name != token and child.is_dir() and not child.is_symlink():
                shutil.rmtree(child, ignore_errors=True)


def _token() -> str:
    return secrets.token_hex(4)
