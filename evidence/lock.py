"""One process owns a home: two on one embedded Chroma folder corrupt it without an error.

The kernel's lock is the truth and ends with the process, however it ends; the words in the file only
say who holds it.
"""

from __future__ import annotations

import fcntl
import json
import os
import sys
import weakref
from datetime import datetime
from pathlib import Path

from evidence.errors import ArchiveError, ArchiveLocked

_LONGEST = 200  # characters of the command that are worth telling


class OwnerLock:
    """The lock file of a home, held from construction to ``release``.

    Raises ``ArchiveLocked`` with the owner's pid, also for a second owner in the same process.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            remedy = "Give write permission on the folder, or choose another home."
            raise ArchiveError(f"cannot write {path}: {error.strerror}", remedy=remedy) from error
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            owner = _owner(self._descriptor)
            os.close(self._descriptor)
            raise ArchiveLocked(f"{path.parent} is in use by {owner}") from error
        self._held = True
        _write(self._descriptor)
        _held.add(self)

    def release(self) -> None:
        """Let the next owner in; harmless when done already."""
        if self._held:
            self._held = False
            _held.discard(self)
            # The file stays: unlinking it would let two processes lock two files of one name.
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)

    def forget(self) -> None:
        """In a forked child: close the copy, so that the lock does not outlive the owner."""
        if self._held:
            self._held = False
            os.close(self._descriptor)


_held: weakref.WeakSet[OwnerLock] = weakref.WeakSet()


def _forget_all() -> None:
    for lock in list(_held):
        lock.forget()


os.register_at_fork(after_in_child=_forget_all)


def _write(descriptor: int) -> None:
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])[:_LONGEST]
    words = {
        "pid": os.getpid(),
        "started": datetime.now().astimezone().isoformat(timespec="seconds"),
        "command": command,
    }
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, json.dumps(words).encode("ascii"), 0)


def _owner(descriptor: int) -> str:
    try:
        words = json.loads(os.pread(descriptor, 4_096, 0))
        return f"process {words['pid']} ({words['command']}, since {words['started']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
