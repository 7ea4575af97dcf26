"""``slack.db``: what came in, what was shown for it, and what is still to be done. Durable before Slack is told so.

A job is one piece of work under a key of its own: a question's key is its message, so that the two events of one
mention, and every retry of them, are one job. An edit makes it ``waiting`` again with the new text; a deletion
withdraws it for good, even when it comes before the question. The file belongs to one process (``OwnerLock``).
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evidence.errors import ArchiveError
from evidence.lock import OwnerLock

FILE = "slack.db"
LOCK = "slack.lock"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS job (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, team TEXT NOT NULL,
    person TEXT NOT NULL, payload TEXT NOT NULL, version TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'waiting',
    withdrawn INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, not_before REAL NOT NULL DEFAULT 0,
    received REAL NOT NULL, done REAL, posted TEXT NOT NULL DEFAULT '[]', begun INTEGER NOT NULL DEFAULT 0,
    told TEXT, told_version TEXT, sequence INTEGER, note TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS job_waiting ON job (state, kind, person, seq);
CREATE TABLE IF NOT EXISTS message (channel TEXT NOT NULL, ts TEXT NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (channel, ts));
CREATE TABLE IF NOT EXISTS thread (team TEXT NOT NULL, channel TEXT NOT NULL, ts TEXT NOT NULL, person TEXT NOT NULL,
    conversation TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (team, channel, ts, person));
CREATE TABLE IF NOT EXISTS referral (id INTEGER PRIMARY KEY AUTOINCREMENT, team TEXT NOT NULL, key TEXT NOT NULL,
    asker TEXT NOT NULL, colleague TEXT NOT NULL, question TEXT NOT NULL, note TEXT NOT NULL, state TEXT NOT NULL,
    outcome TEXT NOT NULL DEFAULT '', at REAL NOT NULL, closed REAL, UNIQUE (key, colleague));
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_QUESTIONS = ("question",)


@dataclass(frozen=True, slots=True)
class New:
    """Work to do. ``version`` orders what is said of the same key: the later one counts."""

    kind: str
    key: str
    team: str
    person: str
    version: str = "0"
    payload: Mapping[str, Any] = field(default_factory=dict)
    again: bool = False
    """Whether a later version of a finished job is done again (an edit, an opened home)."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The message of a question was deleted, or no longer asks."""

    key: str
    team: str


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work in hand. ``posted`` are the messages shown for it: (channel, ts), in order."""

    key: str
    kind: str
    team: str
    person: str
    payload: Mapping[str, Any]
    version: str
    withdrawn: bool
    attempts: int
    posted: tuple[tuple[str, str], ...]
    begun: int
    told: Mapping[str, Any] | None
    sequence: int | None
    received: float


class Full(ArchiveError):
    """Too much is waiting; Slack is to try again later."""

    code = "busy"
    retry = True


class Inbox:
    """The table of jobs and what belongs to it. Safe from several threads; one process at a time."""

    def __init__(self, home: Path, waiting: int = 5_000) -> None:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._owner = OwnerLock(home / LOCK)
        self._lock = threading.RLock()
        self._most = waiting
        self._closed = False
        self._served: dict[str, float] = {}
        try:
            self._db = sqlite3.connect(home / FILE, check_same_thread=False, isolation_level=None)
            (home / FILE).chmod(0o600)
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
                self._db.execute(f"PRAGMA {pragma}")
            self._db.executescript(_SCHEMA)
            self._db.execute("UPDATE job SET state = 'waiting' WHERE state = 'running'")
        except sqlite3.Error as error:
            self._owner.release()
            raise ArchiveError(
                f"{home / FILE} cannot be used: {error}", remedy="Free the disk, or move it away."
            ) from (error)

    def close(self) -> None:
        """Close the file and let the next owner in."""
        with self._lock:
            self._closed = True
            self._db.close()
        self._owner.release()

    # Receiving ----------------------------------------------------------------------------------

    def receive(self, items: Sequence[New | Gone]) -> bool:
        """Keep what came in; durable when it returns. ``True`` when there is something new to do.

        Raises ``Full`` when too much waits already.
        """
        with self._transaction():
            return any([self._new(item) if isinstance(item, New) else self._gone(item) for item in items])

    def _new(self, item: New) -> bool:
        held = self._row("SELECT version, withdrawn FROM job WHERE key = ?", item.key)
        body = json.dumps(item.payload, ensure_ascii=False)
        if held is None:
            if int(self._db.execute("SELECT count(*) FROM job WHERE state = 'waiting'").fetchone()[0]) >= self._most:
                raise Full("too many questions are waiting")
            self._db.execute(
                "INSERT INTO job (key, kind, team, person, payload, version, received) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (item.key, item.kind, item.team, item.person, body, item.version, time.time()),
            )
            return True
        version, withdrawn = held
        if withdrawn or not item.again or _order(item.version) <= _order(version):
            return False
        self._db.execute(
            "UPDATE job SET payload = ?, version = ?, state = 'waiting', attempts = 0, not_before = 0, told = NULL "
            "WHERE key = ?",
            (body, item.version, item.key),
        )
        return True

    def _gone(self, item: Gone) -> bool:
        held = self._row("SELECT withdrawn FROM job WHERE key = ?", item.key)
        if held is None:
            self._db.execute(
                "INSERT INTO job (key, kind, team, person, payload, version, state, withdrawn, received, done) "
                "VALUES (?, 'question', ?, '', '{}', '0', 'done', 1, ?, ?)",
                (item.key, item.team, time.time(), time.time()),
            )
            return False
        if not held[0]:
            self._db.execute(
                "UPDATE job SET withdrawn = 1, state = 'waiting', attempts = 0, not_before = 0, payload = '{}', "
                "told = NULL, version = version || '!' WHERE key = ?",
                (item.key,),
            )
        return not held[0]

    # Working ------------------------------------------------------------------------------------

    def take(self, questions: bool, busy: Collection[str], running: Collection[str]) -> Job | None:
        """The next job, of the person who was served longest ago; ``None`` when nothing can be begun."""
        with self._transaction():
            found = self._db.execute(
                f"SELECT person, min(seq) FROM job WHERE state = 'waiting' AND not_before <= ? "
                f"AND kind {'' if questions else 'NOT'} IN ({', '.join('?' * len(_QUESTIONS))}) GROUP BY person",
                (time.time(), *_QUESTIONS),
            ).fetchall()
            open_to = [(self._served.get(person, 0.0), seq, person) for person, seq in found if person not in busy]
            for _, seq, person in sorted(open_to):
                job = self._job("seq = ?", seq)
                if job is None or job.key in running:
                    continue
                self._served[person] = time.monotonic()
                self._db.execute("UPDATE job SET state = 'running', attempts = attempts + 1 WHERE seq = ?", (seq,))
                return job
            return None

    def next_due(self) -> float | None:
        """Seconds until a postponed job may be taken again; ``None`` when none is postponed."""
        with self._lock:
            row = self._row("SELECT min(not_before) FROM job WHERE state = 'waiting' AND not_before > ?", time.time())
        return None if row is None or row[0] is None else max(0.0, float(row[0]) - time.time())

    def told(self, job: Job, told: Mapping[str, Any]) -> bool:
        """Keep an answer until it is shown. ``False``: the question has changed since, do not show it."""
        with self._transaction():
            changed = self._db.execute(
                "UPDATE job SET told = ?, sequence = ? WHERE key = ? AND version = ?",
                (json.dumps(told, ensure_ascii=False), told.get("ledger"), job.key, job.version),
            )
            return changed.rowcount == 1

    def begin(self, job: Job, part: int) -> None:
        """A message is about to be posted: after a crash it has to be looked for."""
        with self._transaction():
            self._db.execute("UPDATE job SET begun = ? WHERE key = ?", (part + 1, job.key))

    def posted(self, job: Job, messages: Sequence[tuple[str, str]]) -> None:
        """These messages are what is shown for a job now."""
        with self._transaction():
            self._db.execute(
                "UPDATE job SET posted = ?, begun = ? WHERE key = ?", (json.dumps(messages), len(messages), job.key)
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO message VALUES (?, ?, ?)", [(*each, job.key) for each in messages]
            )

    def done(self, job: Job, note: str = "") -> bool:
        """A job is finished; ``False`` when it changed meanwhile and waits again."""
        with self._transaction():
            changed = self._db.execute(
                "UPDATE job SET state = 'done', done = ?, told = NULL, note = ? WHERE key = ? AND version = ?",
                (time.time(), note, job.key, job.version),
            )
            if not changed.rowcount:
                self._db.execute("UPDATE job SET state = 'waiting' WHERE key = ? AND state = 'running'", (job.key,))
            return changed.rowcount == 1

    def postpone(self, job: Job, seconds: float) -> None:
        """Try a job again later."""
        with self._transaction():
            self._db.execute(
                "UPDATE job SET state = 'waiting', not_before = ? WHERE key = ? AND state = 'running'",
                (time.time() + seconds if seconds else 0, job.key),
            )

    # Looking ------------------------------------------------------------------------------------

    def get(self, key: str) -> Job | None:
        """A job by its key, in whatever state."""
        with self._lock:
            return self._job("key = ?", key)

    def of_message(self, channel: str, ts: str) -> Job | None:
        """The job that a message of ours was shown for."""
        with self._lock:
            row = self._row("SELECT key FROM message WHERE channel = ? AND ts = ?", channel, ts)
            return self._job("key = ?", row[0]) if row else None

    def recent(self, team: str, person: str, limit: int) -> list[str]:
        """What somebody asked last, newest first, as it was written."""
        with self._lock:
            found = self._db.execute(
                "SELECT payload FROM job WHERE kind = 'question' AND team = ? AND person = ? AND sequence IS NOT NULL "
                "AND withdrawn = 0 ORDER BY seq DESC LIMIT ?",
                (team, person, limit),
            ).fetchall()
        return [str(json.loads(payload).get("text", "")) for (payload,) in found]

    def counts(self) -> dict[str, int]:
        """Jobs by state."""
        with self._lock:
            return dict(self._db.execute("SELECT state, count(*) FROM job GROUP BY state").fetchall())

    def prune(self, days: int) -> int:
        """Forget what was finished so many days ago; how many jobs."""
        before = time.time() - 86_400 * days
        with self._transaction():
            self._db.execute(
                "DELETE FROM message WHERE key IN (SELECT key FROM job WHERE state = 'done' AND done < ?)", (before,)
            )
            self._db.execute("DELETE FROM thread WHERE at < ?", (before,))
            self._db.execute("DELETE FROM referral WHERE coalesce(closed, at) < ?", (before,))
            return self._db.execute("DELETE FROM job WHERE state = 'done' AND done < ?", (before,)).rowcount

    # Threads, referrals, small values -----------------------------------------------------------

    def conversation(self, team: str, channel: str, thread: str, person: str) -> str | None:
        """The conversation that a person's questions in a thread belong to."""
        with self._lock:
            row = self._row(
                "SELECT conversation FROM thread WHERE team = ? AND channel = ? AND ts = ? AND person = ?",
                team, channel, thread, person,
            )  # fmt: skip
        return str(row[0]) if row else None

    def keep_conversation(self, team: str, channel: str, thread: str, person: str, conversation: str) -> None:
        """Remember it."""
        with self._transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO thread VALUES (?, ?, ?, ?, ?, ?)",
                (team, channel, thread, person, conversation, time.time()),
            )

    def refer(self, team: str, key: str, asker: str, colleague: str, question: str, note: str) -> int | None:
        """A question goes to a colleague: the referral's number, ``None`` when it has gone to them already."""
        with self._transaction():
            made = self._db.execute(
                "INSERT OR IGNORE INTO referral (team, key, asker, colleague, question, note, state, at) "
                "VALUES (?, ?, ?, ?, ?, ?, 'open', ?)",
                (team, key, asker, colleague, question, note, time.time()),
            )
            return int(made.lastrowid or 0) if made.rowcount else None

    def referral(self, identity: int) -> dict[str, Any] | None:
        """A referral as a mapping of its columns."""
        with self._lock:
            cursor = self._db.execute("SELECT * FROM referral WHERE id = ?", (identity,))
            row = cursor.fetchone()
            return dict(zip([each[0] for each in cursor.description], row, strict=True)) if row else None

    def settle(self, identity: int, state: str, outcome: str) -> bool:
        """Record what came of a referral; ``False`` when that was recorded before."""
        with self._transaction():
            changed = self._db.execute(
                "UPDATE referral SET state = ?, outcome = ?, closed = ? WHERE id = ? AND state = 'open'",
                (state, outcome, time.time(), identity),
            )
            return changed.rowcount == 1

    def value(self, name: str) -> str | None:
        """A small value by name."""
        with self._lock:
            row = self._row("SELECT value FROM kept WHERE name = ?", name)
        return str(row[0]) if row else None

    def keep(self, name: str, value: str | None) -> None:
        """Keep a small value, or with ``None`` forget it."""
        with self._transaction():
            if value is None:
                self._db.execute("DELETE FROM kept WHERE name = ?", (name,))
            else:
                self._db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (name, value))

    # ----------------------------------------------------------------------------------------------

    def _row(self, query: str, *values: Any) -> tuple[Any, ...] | None:
        if self._closed:
            raise ArchiveError(f"{FILE} is closed")
        found: tuple[Any, ...] | None = self._db.execute(query, values).fetchone()
        return found

    def _job(self, where: str, value: Any) -> Job | None:
        row = self._row(
            "SELECT key, kind, team, person, payload, version, withdrawn, attempts, posted, begun, told, sequence, "
            f"received FROM job WHERE {where}",
            value,
        )
        if row is None:
            return None
        key, kind, team, person, payload, version, withdrawn, attempts, posted, begun, told, sequence, received = row
        messages = tuple((channel, ts) for channel, ts in json.loads(posted))
        answer = json.loads(told) if told else None
        return Job(
            key, kind, team, person, json.loads(payload), version, bool(withdrawn), attempts, messages, begun, answer,
            sequence, received,
        )  # fmt: skip

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock:
            if self._closed:
                raise ArchiveError(f"{FILE} is closed")
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield
                self._db.execute("COMMIT")
            except BaseException as error:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                if isinstance(error, sqlite3.Error):
                    raise ArchiveError(f"{FILE} failed: {error}", remedy="Free the disk.") from error
                raise


class Kept:
    """The small values of a home's ``slack.db``, for a look at them while another process owns the file."""

    def __init__(self, home: Path) -> None:
        self._file = home / FILE

    def get(self, name: str) -> str | None:
        """A value, ``None`` when there is none. Raises ``ArchiveError`` for a file that cannot be read."""
        if not self._file.exists():
            return None
        try:
            with closing(sqlite3.connect(f"{self._file.absolute().as_uri()}?mode=ro", uri=True)) as db:
                row = db.execute("SELECT value FROM kept WHERE name = ?", (name,)).fetchone()
        except sqlite3.Error as error:
            raise ArchiveError(f"{self._file} cannot be read: {error}") from error
        return str(row[0]) if row else None


def _order(version: str) -> tuple[int, ...]:
    """Slack's time stamps in order of time, whatever their length."""
    return tuple(int(part) for part in version.rstrip("!").split(".") if part.isdigit())
