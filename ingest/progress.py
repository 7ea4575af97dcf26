"""What a run tells while it works. The terminal's bar lives in the program; this is what it is told."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How far a run is. ``rate`` is passages a second; ``seconds_left`` is unknown until something is done."""

    files: int
    total_files: int
    passages: int
    seconds: float
    rate: float
    seconds_left: float | None


class Progress(Protocol):
    """Told by the thread that runs the synchronisation."""

    def planned(self, snapshot: Snapshot, skipped: int) -> None:
        """The plan is ready: ``snapshot.total_files`` to read, ``skipped`` unchanged."""

    def began(self, path: str) -> None:
        """The first documents of a file are at hand and being embedded."""

    def advanced(self, snapshot: Snapshot) -> None:
        """Passages were embedded."""

    def finished(self, path: str, state: str, reason: str) -> None:
        """A file is done: ``added | replaced | failed`` and, where it failed, why."""


class Silent:
    """Tells nobody."""

    def planned(self, snapshot: Snapshot, skipped: int) -> None:
        """Nothing."""

    def began(self, path: str) -> None:
        """Nothing."""

    def advanced(self, snapshot: Snapshot) -> None:
        """Nothing."""

    def finished(self, path: str, state: str, reason: str) -> None:
        """Nothing."""


_TEXT = (".md", ".txt", ".csv", ".html", ".htm", ".json", ".jsonl", ".eml", ".mbox", ".markdown", ".xml", ".rst")
_THIN = 15  # a PDF or office file has so many times the bytes for a passage (measured: 18 and 40)


def weight(path: str, size: int) -> int:
    """How much of a run's time a file may take, in bytes of plain text."""
    return size if path.lower().endswith(_TEXT) else size // _THIN


class Meter:
    """Counts a run and estimates what is left, by the weights of its files."""

    def __init__(self, total_files: int, total_weight: int) -> None:
        self._total_files, self._total_weight = total_files, max(1, total_weight)
        self._files = self._weight = self._passages = 0
        self._began = time.monotonic()

    def file(self, weight: int) -> None:
        """A file is done."""
        self._files += 1
        self._weight += weight

    def passages(self, count: int) -> None:
        """``count`` passages were embedded."""
        self._passages += count

    def snapshot(self) -> Snapshot:
        """How far the run is now."""
        seconds = max(1e-6, time.monotonic() - self._began)
        done = min(1.0, self._weight / self._total_weight) if self._files < self._total_files else 1.0
        return Snapshot(
            files=self._files,
            total_files=self._total_files,
            passages=self._passages,
            seconds=seconds,
            rate=self._passages / seconds,
            seconds_left=seconds * (1 - done) / done if done else None,
        )
