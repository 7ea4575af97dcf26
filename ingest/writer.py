"""The last stage of ingestion: documents with passages in, embedded and written file by file.

Windows of several files are embedded in one call, because a call with one short text leaves cores idle;
each file is still written by itself, atomically.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from evidence.archive import Archive
from evidence.embedders import Embedder, pieces_of
from evidence.errors import ArchiveError
from evidence.model import (
    Embedded,
    FileState,
    IndexedDocument,
    IndexedPassage,
    Passage,
    vector_id,
)
from ingest.access import AccessPolicy, Labels
from ingest.memory import give_back
from ingest.pipeline import PreparedDocument, is_corpus
from ingest.plan import Work, settled
from ingest.workers import Batch

_GIVE_BACK = 500  # windows embedded between two calls of ``give_back``
_SLICE = 64  # windows embedded between two reports of progress


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be read for a source, under its policy."""

    source: str
    work: Work
    policy: AccessPolicy

    def labels(self, document: PreparedDocument) -> Labels:
        """Who may read ``document``: the file's label (for a row of a corpus, its id's), narrowed by front matter."""
        labels, path = self.work.labels, self.work.file.path
        if document.parent and is_corpus(document.parsed) and self.policy.matching(document.path):
            own = self.policy.labels(document.path)
            undecided = not self.policy.matching(path) and labels == self.policy.labels(path)
            labels = own if undecided else self.policy.strictest([labels, own])
        for wish in document.wishes:
            labels = self.policy.narrow(labels, wish)
        return labels


@dataclass(slots=True)
class _Open:
    """A file of which some batches are written."""

    written: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)  # documents of an earlier run, kept until the last batch
    passages: int = 0


@dataclass(frozen=True, slots=True)
class _Unit:
    """One batch of a file and, for every passage of every document, its windows."""

    task: Task
    batch: Batch
    windows: list[list[list[tuple[str, str]]]]


class Writer:
    """Collects batches, embeds what is not stored yet, and writes. ``on_windows`` is told how many were embedded."""

    def __init__(
        self,
        archive: Archive,
        embedder: Embedder,
        *,
        on_windows: Callable[[int], None],
        on_written: Callable[[Task, Batch], None],
        on_refused: Callable[[Task, Batch, ArchiveError], None],
        windows_per_call: int,
    ) -> None:
        self.embed_seconds = 0.0
        self.embedded = 0
        self._archive, self._embedder, self._pieces = archive, embedder, pieces_of(embedder)
        self._on_windows, self._on_written, self._on_refused = on_windows, on_written, on_refused
        self._windows_per_call = windows_per_call
        self._give_back_at = _GIVE_BACK
        self._waiting: list[_Unit] = []
        self._windows = 0
        self._open: dict[int, _Open] = {}
        self._refused: set[int] = set()

    @property
    def full(self) -> bool:
        """Whether enough is waiting for one call of the embedder."""
        return self._windows >= self._windows_per_call

    @property
    def empty(self) -> bool:
        """Whether nothing is waiting."""
        return not self._waiting

    def add(self, task: Task, batch: Batch) -> None:
        """Take a batch in; written by the next ``flush``."""
        windows = [[self._cut(passage) for passage in document.passages] for document in batch.documents]
        self._waiting.append(_Unit(task, batch, windows))
        self._windows += sum(len(cut) for document in windows for cut in document)

    def flush(self) -> None:
        """Embed and write everything that is waiting."""
        texts = {id_: text for unit in self._waiting for id_, text in _all(unit)}
        known = self._archive.known_vectors(texts.keys(), pieces=self._pieces is not None) if texts else {}
        vectors = {id_: Embedded(id_, vector) for id_, vector in known.items()}
        vectors.update(self._embed({id_: text for id_, text in texts.items() if id_ not in vectors}))
        for unit in self._waiting:
            if unit.batch.number not in self._refused:
                self._write(unit, vectors)
        self._waiting, self._windows = [], 0
        if self.embedded >= self._give_back_at:
            self._give_back_at = self.embedded + _GIVE_BACK
            give_back()

    def _cut(self, passage: Passage) -> list[tuple[str, str]]:
        text = embedding_text(passage)
        return [(vector_id(self._embedder.id, window), window) for window in self._embedder.windows(text)]

    def _embed(self, texts: dict[str, str]) -> dict[str, Embedded]:
        ids: list[str] = list(texts)
        vectors: dict[str, Embedded] = {}
        for start in range(0, len(ids), _SLICE):
            some = ids[start : start + _SLICE]
            began = time.perf_counter()
            made = self._computed([texts[id_] for id_ in some])
            self.embed_seconds += time.perf_counter() - began
            self.embedded += len(some)
            vectors.update({id_: Embedded(id_, *each) for id_, each in zip(some, made, strict=True)})
            self._on_windows(len(some))
        return vectors

    def _computed(self, texts: list[str]) -> list[tuple[bytes, bytes]]:
        """Each text's vector and pieces, as they are stored."""
        if self._pieces is None:
            return [(row.tobytes(), b"") for row in np.asarray(self._embedder.embed(texts), "<f4")]
        return [(np.asarray(vector, "<f4").tobytes(), pieces) for vector, pieces in self._pieces(texts)]

    def _write(self, unit: _Unit, vectors: dict[str, Embedded]) -> None:
        task, batch = unit.task, unit.batch
        if batch.first:
            before = self._open.get(batch.number, _Open())  # not empty when the file is read again
            self._open[batch.number] = _Open(held=before.written | (set() if batch.final else self._held(task)))
        state = self._open[batch.number]
        documents = [
            IndexedDocument(
                path=document.path,
                sha256=document.sha256,
                parsed=document.parsed,
                passages=tuple(
                    IndexedPassage(passage, tuple(vectors[id_] for id_, _ in windows))
                    for passage, windows in zip(document.passages, cut, strict=True)
                ),
                labels=task.labels(document),
                parent=document.parent,
                facts=document.facts,
            )
            for document, cut in zip(batch.documents, unit.windows, strict=True)
        ]
        new = {document.path for document in documents}
        keep = (state.written if batch.final else state.written | state.held) - new
        state.written |= new
        state.passages += sum(len(document.passages) for document in documents)
        try:
            self._archive.replace(task.source, _file_state(task, batch, state), documents, keep=keep)
        except ArchiveError as error:  # most often an id that another file holds: this file fails, the others do not
            self._refused.add(batch.number)
            self._on_refused(task, batch, error)
        else:
            self._on_written(task, batch)
        if batch.final:
            del self._open[batch.number]

    def _held(self, task: Task) -> set[str]:
        """Documents that an earlier run wrote of this file: kept, with their vectors, until all are written again."""
        previous = task.work.previous
        if previous is None or not previous.documents:
            return set()
        path, held = task.work.file.path, {task.work.file.path}
        for stored in self._archive.view().documents():  # by path, but a row's id may sort before its file's
            if stored.key.source == task.source and (stored.parent == path or stored.key.path.startswith(f"{path}#")):
                held.add(stored.key.path)
        return held


def embedding_text(passage: Passage) -> str:
    """What a passage's vector is made of: its context (path, title, date, headings) and its words."""
    return f"{passage.context}\n{passage.body}" if passage.context else passage.body


def _all(unit: _Unit) -> Iterable[tuple[str, str]]:
    return (pair for document in unit.windows for cut in document for pair in cut)


def _file_state(task: Task, batch: Batch, state: _Open) -> FileState:
    partial = not batch.final
    return FileState(
        path=task.work.file.path,
        size=batch.read.size,
        mtime_ns=settled(batch.read.mtime_ns),
        sha256=batch.read.sha256,
        fingerprint=task.work.fingerprint + batch.mark,
        state="partial" if partial else "ok",
        code="partial" if partial else "",
        reason="only part of it is written so far" if partial else "",
        remedy="Ingest again; what is written is not embedded twice." if partial else "",
        documents=len(state.written),
        passages=state.passages,
        warnings=batch.warnings,
    )
