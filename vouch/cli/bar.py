"""The progress of a synchronisation: a bar on a terminal, a line now and then in a log."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from ingest.progress import Snapshot
from vouch.cli.render import visible

_NAME = 40
_EVERY = 15.0  # seconds between the lines of a log


def progress(console: Console) -> Bar | Lines:
    """What shows the progress of a run on ``console``."""
    return Bar(console) if console.is_terminal else Lines(console)


class Bar:
    """Implements ``ingest.progress.Progress`` on a terminal; shows nothing while there is nothing to do."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.fields[name]}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[detail]}"),
            console=console,
            transient=True,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._task is not None:
            self._progress.stop()

    def planned(self, snapshot: Snapshot, skipped: int) -> None:
        """Open the bar when there are files to read."""
        if snapshot.total_files:
            if self._task is not None:
                self._progress.remove_task(self._task)
            self._task = self._progress.add_task("ingest", total=snapshot.total_files, name="reading", detail="")
            self._progress.start()

    def began(self, path: str) -> None:
        """Name the file in hand."""
        if self._task is not None:
            name = visible(path)
            self._progress.update(self._task, name=name if len(name) <= _NAME else "…" + name[1 - _NAME :])

    def advanced(self, snapshot: Snapshot) -> None:
        """Show passages, rate and time left."""
        if self._task is None:
            return
        left = "" if snapshot.seconds_left is None else f", {_clock(snapshot.seconds_left)} left"
        detail = f"{snapshot.passages:,} passages, {snapshot.rate:,.0f}/s{left}"
        self._progress.update(self._task, completed=snapshot.files, detail=detail)

    def state(self, told: Mapping[str, Any]) -> None:
        """Show how far an ingestion is that a server does, as its API tells it."""
        if not told["total"]:
            return
        if self._task is None:
            self._task = self._progress.add_task("ingest", total=told["total"], name="reading", detail="")
            self._progress.start()
        self.began(str(told["current"]) or "reading")
        left = "" if told["seconds_left"] is None else f", {_clock(told['seconds_left'])} left"
        detail = f"{told['passages']:,} passages{left}"
        self._progress.update(self._task, completed=told["files"], total=told["total"], detail=detail)

    def finished(self, path: str, state: str, reason: str) -> None:
        """Count the file."""
        if self._task is not None:
            self._progress.advance(self._task)


class Lines:
    """Implements ``ingest.progress.Progress`` where nothing can be drawn over: in a log or a pipe."""

    def __init__(self, console: Console, clock: Callable[[], float] = time.monotonic) -> None:
        self._console, self._clock = console, clock
        self._told = clock()

    def __enter__(self) -> Lines:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to take away."""

    def planned(self, snapshot: Snapshot, skipped: int) -> None:
        """Nothing: a short run prints its result alone."""

    def began(self, path: str) -> None:
        """Nothing: a line for each file would fill a log."""

    def advanced(self, snapshot: Snapshot) -> None:
        """Say how far it is, if nothing was said for a while."""
        self._now_and_then(snapshot.files, snapshot.total_files, snapshot.passages, snapshot.seconds_left)

    def state(self, told: Mapping[str, Any]) -> None:
        """Say how far an ingestion is that a server does, as its API tells it."""
        if told["total"]:
            self._now_and_then(told["files"], told["total"], told["passages"], told["seconds_left"])

    def finished(self, path: str, state: str, reason: str) -> None:
        """Nothing: failures are listed at the end."""

    def _now_and_then(self, files: int, total: int, passages: int, seconds_left: float | None) -> None:
        if self._clock() - self._told < _EVERY:
            return
        left = "" if seconds_left is None else f", {_clock(seconds_left)} left"
        line = f"{files:,} of {total:,} files, {passages:,} passages{left}"
        self._told = self._clock()
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"
