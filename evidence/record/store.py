"""The database file: connections, transactions that wait for each other in order, and errors in plain words."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy import event

from evidence.errors import ArchiveError
from evidence.record import schema

T = TypeVar("T")
_EMPTY_SECONDS = 2.0  # how long another process may take from creating the file to its first page
_HEADER = 100  # bytes: SQLite takes a file without a whole header for a new one
_BACKUP = "Restore it from a backup and check it: `vouch ledger verify --checkpoint FILE`."
_FAILURES = {
    "SQLITE_NOTADB": ("is damaged, or no database", _BACKUP),
    "SQLITE_CORRUPT": ("is damaged", _BACKUP),
    "SQLITE_READONLY": ("cannot be written", "Let this user write in the home and its files, or use another home."),
    "SQLITE_CANTOPEN": ("cannot be opened", "Let this user read and write in the home, or use another home."),
    "SQLITE_PERM": ("cannot be opened", "Let this user read and write in the home, or use another home."),
    "SQLITE_FULL": ("cannot grow: the disk is full", "Free space on the disk of the home, then try again."),
    "SQLITE_IOERR": ("cannot be read or written: the disk fails", "Check the disk of the home; keep a backup."),
    "SQLITE_BUSY": ("is in use by another process", "Try again; if it stays so, find what holds the file open."),
}


class _Job(Generic[T]):
    """One caller's share of a transaction."""

    def __init__(self, work: Callable[[sa.Connection], T]) -> None:
        self._work = work
        self._result: T | None = None
        self._error: BaseException | None = None
        self.done = False

    def run(self, connection: sa.Connection) -> None:
        """Do the work in a savepoint: what fails is undone alone."""
        connection.exec_driver_sql("SAVEPOINT job")
        try:
            self._result = self._work(connection)
        except Exception as error:
            try:
                connection.exec_driver_sql("ROLLBACK TO job")
            except sa.exc.DBAPIError:
                raise error from None  # SQLite has undone the whole transaction: a full disk, for one
            self._error = error
        connection.exec_driver_sql("RELEASE job")

    def finish(self, error: BaseException | None = None) -> None:
        """After the commit, or with what it failed of."""
        self._error = error or self._error
        self.done = True

    def outcome(self) -> T:
        """The result, once the transaction is on the disk; raises what went wrong."""
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]


class Store:
    """One database file. Safe from several threads; other processes may have it open too.

    Threads that write at the same moment share one transaction, so that they wait for the disk once. Raises
    ``ArchiveError`` with a remedy for whatever SQLite cannot do.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime] | None = None) -> None:
        self._path = path
        self._clock = clock or (lambda: datetime.now(UTC))
        self._queue: list[_Job[Any]] = []
        self._writing = False  # a thread is at it
        self._turn = threading.Condition()
        version = self._inspect()
        url = sa.URL.create("sqlite", database=str(path))
        self._engine = sa.create_engine(url, pool_size=8, max_overflow=64)
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)
        try:
            if version < schema.VERSION:
                with suppress(OSError):  # an earlier version left it readable to others; now it holds answers
                    path.chmod(0o600)
                self.write(schema.migrate)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def now(self) -> datetime:
        """The moment, in UTC."""
        return self._clock().astimezone(UTC)

    def moment(self) -> str:
        """The moment as the record writes it; later moments sort after earlier ones."""
        return written(self.now())

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A snapshot to read from. Never waits for a writer."""
        with self._told(), self._engine.connect().execution_options(reading=True) as connection, connection.begin():
            yield connection

    def write(self, work: Callable[[sa.Connection], T]) -> T:
        """Have ``work`` done in a transaction; what it gave is returned when it is on the disk.

        ``work`` may run in another thread that writes at the moment, and must not call ``write`` itself.
        """
        mine = _Job(work)
        with self._turn:
            self._queue.append(mine)
            self._turn.wait_for(lambda: mine.done or not self._writing)
            jobs, self._queue = ([], self._queue) if mine.done else (self._queue, [])
            self._writing = self._writing or bool(jobs)
        if jobs:  # all that gathered while another thread wrote
            self._commit(jobs)
        with self._told():
            return mine.outcome()

    def flush(self) -> None:
        """Move everything out of the write-ahead log and empty it, so that what was erased is in no file.

        Where another process reads for longer than five seconds, that is left to the next one who writes.
        """
        with self._told(), closing(self._engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _commit(self, jobs: list[_Job[Any]]) -> None:
        failed: BaseException | None = None
        try:
            with self._engine.begin() as connection:
                for job in jobs:
                    job.run(connection)
        except Exception as error:
            failed = error
        except BaseException:
            failed = ArchiveError("nothing was written: the program was interrupted", retry=True)
            raise
        finally:
            with self._turn:
                for job in jobs:
                    job.finish(failed)
                self._writing = False
                self._turn.notify_all()

    def _inspect(self) -> int:
        """The schema's number; refuses files that are not ours before anything in them is changed."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            made = self._make()
        except OSError as error:
            place = self._path.parent
            remedy = "Give another --home, or let this user write there."
            raise ArchiveError(f"cannot write in the folder {place}: {error.strerror}", remedy=remedy) from error
        with self._told(), closing(sqlite3.connect(self._path, timeout=5)) as connection:
            return 0 if made else schema.check(connection)

    def _make(self) -> bool:
        """Create the file for this user alone; whether it was not there. An emptied file is not taken for a new one."""
        try:
            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            end = time.monotonic() + _EMPTY_SECONDS
            while self._path.stat().st_size < _HEADER:
                if time.monotonic() > end:
                    raise ArchiveError(
                        f"the record {self._path} is empty: it was cut off, or never begun",
                        remedy=f"{_BACKUP} If nothing was ever recorded in this home, delete the empty file.",
                    ) from None
                time.sleep(0.05)
            return False
        return True

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Translate SQLite's errors."""
        try:
            yield
        except (sa.exc.DBAPIError, sqlite3.Error) as error:
            raise self._translated(error) from error

    def _translated(self, error: BaseException) -> ArchiveError:
        cause = getattr(error, "orig", None) or error
        name = getattr(cause, "sqlite_errorname", "")
        for prefix, (what, remedy) in _FAILURES.items():
            if name.startswith(prefix):
                message = f"the record {self._path} {what} ({cause})"
                return ArchiveError(message, remedy=remedy, retry=prefix == "SQLITE_BUSY")
        return ArchiveError(f"the record {self._path} failed: {cause}", remedy=_BACKUP)


def written(moment: datetime) -> str:
    """A moment as the record writes it: ISO 8601 in UTC, milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says, DDL included
    connection.text_factory = _text
    pragmas = ("busy_timeout = 5000", "journal_mode = WAL", "synchronous = FULL", "secure_delete = ON")
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


def _text(data: bytes) -> str:
    """Text that somebody damaged is read all the same, so that ``verify`` can tell where it is."""
    return data.decode("utf-8", "surrogateescape")


def _begin(connection: sa.Connection) -> None:
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
