"""What administrators of a running server do to the archive: ingest, one run at a time, and look at its state."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from assistant.api.errors import Busy
from assistant.api.parts import IngestState
from evidence.errors import SettingsError, VouchError

if TYPE_CHECKING:
    from evidence.archive import Archive
    from ingest.progress import Snapshot
    from ingest.sync import SyncReport
    from vouch.app import App

_COUNTED = ("added", "replaced", "touched", "skipped", "withdrawn", "failing", "documents", "passages", "embedded")
_FOLDERS = 500
_LISTED = 1_000  # failures and remarks that the detail of a run lists; `vouch status` has all
_log = structlog.get_logger("ingest")


class Door:
    """``assistant.api.parts.AdminDoor`` for the archive that this process owns."""

    def __init__(self, app: App, archive: Archive) -> None:
        self._app, self._archive = app, archive
        self._ended: Callable[[], None] = lambda: None
        self._lock = threading.Lock()
        self._state = IngestState()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def ingest(self, paths: Sequence[str], prune: bool, by: str, *, anywhere: bool = False) -> IngestState:
        """Begin an ingestion in a thread of its own; see ``AdminDoor``."""
        wanted = self._allowed(paths, anywhere)
        with self._lock:
            if self._state.running:
                raise Busy("an ingestion is running", self._state.seconds_left or 10, remedy="Wait, or cancel it.")
            self._stop = threading.Event()
            self._state = IngestState(
                id=secrets.token_hex(6),
                state="running",
                paths=tuple(map(str, wanted)),
                prune=prune,
                by=by,
                started=_now(),
            )
            self._thread = threading.Thread(target=self._run, args=(wanted, prune, self._stop), name="ingest")
            self._thread.start()
            return self._state

    def on_end(self, ended: Callable[[], None]) -> None:
        """Have ``ended`` called after every ingestion, however it ended."""
        self._ended = ended

    def progress(self) -> IngestState:
        """The running ingestion, else the last."""
        with self._lock:
            return self._state

    def cancel(self) -> IngestState:
        """Stop after the document in hand."""
        with self._lock:
            if self._state.running:
                self._stop.set()
                self._state = replace(self._state, state="stopping")
            return self._state

    def sources(self) -> Mapping[str, str]:
        """Every source by name."""
        return {name: str(root) for name, root in self._archive.sources().items()}

    def status(self) -> Mapping[str, Any]:
        """What ``vouch status --json`` prints."""
        from vouch.cli.upkeep import status_of

        return status_of(self._app, self._archive)

    def folders(self, path: str | None = None) -> Sequence[str]:
        """The folders that the settings open, or those in one of them."""
        if path is None:
            return [str(each) for each in self._app.settings.serve.ingest_roots]
        (folder,) = self._allowed([path], False)
        try:
            found = [str(each) for each in folder.iterdir() if each.is_dir() and not each.name.startswith(".")]
        except OSError as error:
            raise SettingsError(f"{path} cannot be listed: {error.strerror}") from error
        return sorted(found)[:_FOLDERS]

    def close(self) -> None:
        """Stop what runs and wait for the document in hand."""
        self.cancel()
        if self._thread is not None:
            self._thread.join()

    # Running -----------------------------------------------------------------------------------

    def _run(self, paths: Sequence[Path], prune: bool, stop: threading.Event) -> None:
        from ingest.sync import synchronise
        from vouch.cli.ingest import sync_options

        try:
            options = sync_options(self._app, prune=prune, stop=stop)
            report = synchronise(self._archive, self._app.embedder, paths, options, _Progress(self))
        except VouchError as error:
            self._end("failed", error=f"{error}. {error.remedy}".strip())
        except Exception as error:
            _log.error("ingestion failed", exc_info=error)
            self._end("failed", error="Something went wrong inside; the server's log has it.")
        else:
            self._end("cancelled" if report.interrupted else "done", report)
        finally:
            self._ended()

    def _end(self, state: str, report: SyncReport | None = None, error: str = "") -> None:
        counts, detail = (_counts(report), _detail(report)) if report else ({}, {})
        self.change(state=state, ended=_now(), current="", seconds_left=None, error=error, report=counts, detail=detail)

    def change(self, **fields: Any) -> None:
        """Note how far the run is."""
        with self._lock:
            self._state = replace(self._state, **fields)

    # What may be ingested ----------------------------------------------------------------------

    def _allowed(self, paths: Sequence[str], anywhere: bool) -> list[Path]:
        """The real paths. Raises ``SettingsError`` for one that is not open, whether it is there or not."""
        known = list(self._archive.sources().values())
        if not paths:
            if not known:
                raise SettingsError("nothing was ingested yet", remedy="Name a folder.")
            return known
        roots = [root.resolve() for root in (*self._app.settings.serve.ingest_roots, *known)]
        found = []
        for text in paths:
            if "\0" in text:
                raise SettingsError("a path holds a character that paths cannot have")
            path = Path(text).expanduser().resolve() if anywhere else Path(text).resolve()
            if not anywhere and not any(path == root or root in path.parents for root in roots):
                raise SettingsError(
                    f"{text} is not in a folder that administrators may have ingested",
                    remedy="Add the folder to `serve.ingest_roots`, or run `vouch ingest` on the machine.",
                )
            found.append(path)
        return found


class _Progress:
    """``ingest.progress.Progress`` into the door's state."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def planned(self, snapshot: Snapshot, skipped: int) -> None:
        self._told(snapshot)

    def began(self, path: str) -> None:
        self._door.change(current=path)

    def advanced(self, snapshot: Snapshot) -> None:
        self._told(snapshot)

    def finished(self, path: str, state: str, reason: str) -> None:
        """Counted by ``advanced``, which follows."""

    def _told(self, snapshot: Snapshot) -> None:
        self._door.change(
            files=snapshot.files,
            total=snapshot.total_files,
            passages=snapshot.passages,
            seconds_left=snapshot.seconds_left,
        )


def _counts(report: SyncReport) -> dict[str, int]:
    return {name: getattr(report, name) for name in _COUNTED} | {"failed": len(report.failed)}


def _detail(report: SyncReport) -> dict[str, Any]:
    """The report as ``vouch ingest --json`` prints it, with lists of a bounded length."""
    from vouch.cli.ingest import as_json

    return {name: value[:_LISTED] if isinstance(value, list) else value for name, value in as_json(report).items()}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
