"""A labelled set's documents as an archive, kept in the home folder and used again while they are unchanged."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from evals.errors import LabelError
from evidence.archive import Archive
from evidence.embedders import Embedder
from evidence.errors import ArchiveError, UnknownDocument
from evidence.lock import OwnerLock
from evidence.view import View
from ingest.progress import Progress
from ingest.remember import default_groups
from ingest.sync import SyncOptions, SyncReport, synchronise

_LOCK = "owner.lock"
_COPY = "-copy-"
_LEFT = 86_400  # seconds after which a copy that nobody holds was left by a process that was killed


@dataclass(slots=True)
class Workspace:
    """An open archive of a set's documents. ``groups`` are those of an asker who names none."""

    home: Path
    archive: Archive
    groups: tuple[str, ...]
    report: SyncReport
    _views: dict[tuple[tuple[str, ...], date | None], View] = field(default_factory=dict)
    _visible: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)
    _texts: dict[str, str | None] = field(default_factory=dict)

    def view_of(self, groups: tuple[str, ...] | None, day: date | None) -> View:
        """What an asker of ``groups`` may read (the set's default groups where none are named), each made once."""
        key = (tuple(sorted(self.groups if groups is None else groups)), day)
        if key not in self._views:
            self._views[key] = self.archive.view(*key)
        return self._views[key]

    def visible_to(self, groups: tuple[str, ...] | None) -> frozenset[str]:
        """The documents that an asker of ``groups`` may see."""
        key = tuple(sorted(self.groups if groups is None else groups))
        if key not in self._visible:
            self._visible[key] = frozenset(document.doc_id for document in self.archive.view(key).documents())
        return self._visible[key]

    def text_of(self, doc_id: str) -> str | None:
        """A document's canonical text, whoever may read it; ``None`` for an id that the archive does not know."""
        if doc_id not in self._texts:
            view = self.archive.view()
            try:
                self._texts[doc_id] = view.text(view.document(doc_id).rowid)
            except UnknownDocument:
                self._texts[doc_id] = None
        return self._texts[doc_id]


def place(folder: Path, home: Path) -> Path:
    """Where the archive of the set in ``folder`` is kept: by its name and place, below ``home``."""
    whole = folder.resolve()
    name = re.sub(r"[^\w.-]+", "-", whole.name).strip("-.")[:60] or "set"
    return home / "evals" / f"{name}-{hashlib.sha256(str(whole).encode()).hexdigest()[:8]}"


@contextmanager
def workspace(
    folder: Path,
    home: Path,
    embedder: Embedder,
    options: SyncOptions | None = None,
    progress: Progress | None = None,
    *,
    exact_limit: int = 5_000,
) -> Iterator[Workspace]:
    """The archive of ``folder``'s ``docs/`` or ``corpus.jsonl``, brought up to date, open until the block ends.

    ``report.interrupted`` tells that ``options.stop`` ended the ingestion before all was in. Raises
    ``LabelError`` for a folder that is no set, and what the archive and the ingestion raise.
    """
    documents, access = _documents(folder)
    own = place(folder, home)
    with Archive.open(own, embedder.id, embedder.dimensions, exact_limit=exact_limit, adopt=True) as archive:
        chosen = replace(options or SyncOptions(), home=own, prune=True, access=access)
        report = synchronise(archive, embedder, [documents], chosen, progress)
        yield Workspace(own, archive, tuple(default_groups(own)), report)


@contextmanager
def copied(original: Path, report: SyncReport, embedder: Embedder, *, exact_limit: int = 5_000) -> Iterator[Workspace]:
    """A copy of the archive in ``original``, to be changed at will; it goes when the block ends.

    The original must not be open. Raises ``ArchiveLocked`` where it is.
    """
    _sweep(original)
    with tempfile.TemporaryDirectory(prefix=f"{original.name}{_COPY}", dir=original.parent) as folder:
        copy = Path(folder) / "archive"
        lock = OwnerLock(original / _LOCK)
        try:
            shutil.copytree(original, copy, ignore=shutil.ignore_patterns(_LOCK))
        finally:
            lock.release()
        with Archive.open(copy, embedder.id, embedder.dimensions, exact_limit=exact_limit) as archive:
            yield Workspace(copy, archive, tuple(default_groups(copy)), report)


def _sweep(original: Path) -> None:
    """Remove old copies that a killed process left."""
    for left in original.parent.glob(f"{original.name}{_COPY}*"):
        with suppress(OSError, ArchiveError):
            if time.time() - left.stat().st_mtime > _LEFT:
                OwnerLock(left / "archive" / _LOCK).release()  # raises where it is held
                shutil.rmtree(left)


def _documents(folder: Path) -> tuple[Path, Path | None]:
    """What is ingested, and the access file beside it; one inside ``docs/`` is found by the ingestion itself."""
    docs, corpus, beside = folder / "docs", folder / "corpus.jsonl", folder / "access.json"
    found = [path for path in (docs, corpus) if path.exists()]
    if len(found) != 1:
        what = "holds neither docs/ nor corpus.jsonl" if not found else "holds both docs/ and corpus.jsonl"
        raise LabelError(f"{folder} {what}", remedy="A set has one of the two, and questions.jsonl.")
    inside = found[0] == docs and (docs / "access.json").exists()
    return found[0], beside if beside.exists() and not inside else None
