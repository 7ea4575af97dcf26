"""Follow folders: synchronise whenever something in them changes."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from evidence.archive import Archive
from evidence.embedders import Embedder
from evidence.errors import VouchError
from ingest.progress import Progress
from ingest.sync import SyncOptions, SyncReport, synchronise

_RESCAN_SECONDS = 300.0  # network file systems announce no changes
_LOOK_MS = 1_000  # how soon a set stop flag is noticed


def watch(
    archive: Archive,
    embedder: Embedder,
    paths: Sequence[Path],
    options: SyncOptions,
    progress: Progress,
    *,
    stop: threading.Event,
    on_report: Callable[[SyncReport], None],
    on_error: Callable[[VouchError], None],
    debounce_ms: int = 1_600,
    rescan_seconds: float = _RESCAN_SECONDS,
) -> None:
    """Synchronise ``paths`` now and after every change, until ``stop`` is set.

    Files that disappear are withdrawn, as with ``--prune``. Changes are gathered for ``debounce_ms``; the whole
    of ``paths`` is then looked at (a ``stat`` a file), so that no missed event lasts. An error ends the
    round, is given to ``on_error``, and the next change or rescan tries again. The first error is raised:
    a path or access file that is wrong from the start is not worth waiting for.
    """
    options = replace(options, prune=True, stop=stop.is_set)
    on_report(synchronise(archive, embedder, paths, options, progress))
    last = 0.0  # what changed before the watcher listens is found by the first round
    for changed in _changes(paths, options.home, stop, debounce_ms):
        if changed or time.monotonic() - last > rescan_seconds:
            try:
                on_report(synchronise(archive, embedder, paths, options, progress))
            except VouchError as error:
                on_error(error)
            last = time.monotonic()


def _changes(paths: Sequence[Path], home: Path | None, stop: threading.Event, debounce_ms: int) -> Iterator[bool]:
    """Once a second, or sooner after a change: whether there was one. Ends when ``stop`` is set."""
    import watchfiles

    folders = sorted({path if path.is_dir() else path.parent for path in paths})
    try:
        for changes in watchfiles.watch(
            *folders,
            watch_filter=_relevant(home),
            debounce=debounce_ms,
            stop_event=stop,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            if stop.is_set():
                return
            yield bool(changes)
    except (OSError, RuntimeError) as error:
        remedy = "Check that the folders are there, and the system's limit of watched folders (inotify)."
        raise VouchError(f"the folders cannot be followed: {error}", remedy=remedy) from error


def _relevant(home: Path | None) -> Callable[[object, str], bool]:
    """Tells changes of documents from those of hidden files and of the archive itself."""
    own = os.path.join(os.path.realpath(home), "") if home else None

    def relevant(_: object, path: str) -> bool:
        if own and (os.path.realpath(path) + os.sep).startswith(own):
            return False
        return not os.path.basename(path).startswith((".", "~$"))

    return relevant
