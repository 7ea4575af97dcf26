"""Checkpoints of the ledger signed by themselves while a server runs, and written where the operator says."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import structlog

from evidence.errors import ArchiveError, SettingsError

if TYPE_CHECKING:
    from evidence.record import Checkpoint, Record
    from evidence.signing import Signer
    from vouch.settings import LedgerSettings

FILE = "checkpoints.jsonl"
"""The file in the operator's folder: a line a checkpoint, as ``vouch ledger verify --checkpoint`` takes it."""
KEY = "signing.pub"
"""The public key beside it; one that is there is left alone."""
_TICK = 2.0  # seconds between looks at the ledger
_log = structlog.get_logger("ledger")


def _now() -> datetime:
    return datetime.now(UTC)


class Checkpointing:
    """A thread that signs where the ledger stands, every so many entries and on every day that brought one.

    It goes on from the last line of the file. What cannot be written is logged, once, and tried again.
    """

    def __init__(
        self, record: Record, signer: Signer, wanted: LedgerSettings, clock: Callable[[], datetime] = _now
    ) -> None:
        """Raises ``SettingsError`` when the folder cannot be written, or its file holds something else."""
        self._record, self._signer, self._wanted, self._clock = record, signer, wanted, clock
        self._stopping = threading.Event()
        self._failing = False
        self._unwritten: Checkpoint | None = None
        self._thread = threading.Thread(target=self._run, name="checkpoints", daemon=True)
        self._folder = wanted.checkpoints
        if self._folder is not None:
            self._last = _begun(self._folder, signer)

    def __enter__(self) -> Checkpointing:
        if self._folder is not None:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        if self._folder is not None:
            self._thread.join()

    def look(self) -> Checkpoint | None:
        """Sign and write a checkpoint if one is due; what was written. Raises ``ArchiveError`` and ``OSError``."""
        if self._folder is None or not self._due(self._record.ledger.head()[0]):
            return None
        made = self._unwritten or self._record.ledger.checkpoint(self._signer)
        self._unwritten = made  # where it cannot be written, the same one is tried again
        append(self._folder / FILE, made)
        self._last, self._unwritten = made, None
        return made

    def _due(self, sequence: int) -> bool:
        """Whether enough entries came since the last one, or any on an earlier day."""
        last = self._last.sequence if self._last else 0
        if sequence <= last:
            return False
        every = self._wanted.checkpoint_entries
        another_day = self._last is None or self._last.at[:10] != self._clock().date().isoformat()
        return (every > 0 and sequence - last >= every) or (self._wanted.checkpoint_daily and another_day)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self.look()
                self._failing = False
            except (ArchiveError, OSError) as error:
                if not self._failing:
                    _log.warning("a checkpoint could not be written", error=str(error), folder=str(self._folder))
                self._failing = True
            self._stopping.wait(_TICK)


def append(file: Path, made: Checkpoint) -> None:
    """Add a checkpoint to a file, on the disk when this returns. Raises ``OSError``."""
    with file.open("a", encoding="utf-8") as out:
        out.write(made.line() + "\n")
        out.flush()
        os.fsync(out.fileno())


def _begun(folder: Path, signer: Signer) -> Checkpoint | None:
    """The last checkpoint of a folder that can be written; the key is put beside it."""
    from evidence.record import read_checkpoints

    file = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / KEY).exists():
            (folder / KEY).write_text(signer.public_pem, "ascii")
        file.touch()
        text = _whole_lines(file)
        return read_checkpoints(text)[-1] if text.strip() else None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"ledger.checkpoints: {folder} cannot be written: {error}", remedy="Name another folder."
        ) from error
    except ArchiveError as error:
        raise SettingsError(f"ledger.checkpoints: {file}: {error}", remedy="Name an empty folder.") from error


def _whole_lines(file: Path) -> str:
    """What the file holds; a last line that was cut off when power went is taken away."""
    text = file.read_text("utf-8")
    kept = text[: text.rfind("\n") + 1]
    if kept != text:
        with file.open("r+", encoding="utf-8") as out:
            out.truncate(len(kept.encode("utf-8")))
    return kept
