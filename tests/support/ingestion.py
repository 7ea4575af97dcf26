"""Ingesting in tests: a folder, a home, a fake embedder."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from evidence.archive import Archive
from ingest.progress import Progress
from ingest.serve import work
from ingest.sync import SyncOptions, SyncReport, synchronise
from ingest.workers import Batch, Failed, Job, Result
from tests.support.embedders import FakeEmbedder

_T = TypeVar("_T")


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write ``files`` (path to content) below ``root``."""
    for name, content in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


class Ingestion:
    """A home beside a folder; every ``run`` opens the archive anew, as a command does."""

    def __init__(self, home: Path, *, options: SyncOptions | None = None) -> None:
        self.home = home
        self.embedder = FakeEmbedder()
        self.options = replace(options or SyncOptions(workers=1), home=home)

    def run(
        self, *paths: Path, prune: bool = False, access: Path | None = None, progress: Progress | None = None
    ) -> SyncReport:
        """Synchronise ``paths``."""
        options = replace(self.options, prune=prune, access=access)
        return self.ask(lambda archive: synchronise(archive, self.embedder, paths, options, progress))

    def ask(self, question: Callable[[Archive], _T]) -> _T:
        """Open the archive, ask it something, close it."""
        with Archive.open(self.home, self.embedder.id, self.embedder.dimensions) as archive:
            return question(archive)

    def digest(self) -> str:
        """What the archive holds, as one value."""
        return self.ask(lambda archive: archive.digest())

    def labels(self) -> dict[str, tuple[str, ...]]:
        """Every document and who may read it."""
        return self.ask(lambda archive: {doc.doc_id: doc.labels for doc in archive.view().documents()})


class InlinePool:
    """Stands in for ``ingest.workers.Pool`` where processes are not what is tested: parses in this process."""

    def __init__(self, jobs: Iterable[Job], count: int) -> None:
        self._jobs = deque(jobs)
        self._results: deque[Result] = deque()

    def __enter__(self) -> InlinePool:
        return self

    def __exit__(self, *_: object) -> None:
        self._jobs.clear()

    @property
    def finished(self) -> bool:
        """Whether every result was taken."""
        return not self._jobs and not self._results

    def take(self, seconds: float) -> Result | None:
        """The next result."""
        if not self._results and self._jobs:
            work(self._jobs.popleft(), self._hear)
        return self._results.popleft() if self._results else None

    def _hear(self, message: object) -> None:
        if isinstance(message, Batch | Failed):
            self._results.append(message)
