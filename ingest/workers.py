"""Parser processes: one file at a time each, bounded in time and memory, expendable.

A worker is a fresh interpreter, not a fork: it has no lock, no database and no index of its parent's. It
reads jobs from one socket and answers with batches of documents; whatever happens to it (a segmentation fault,
``os._exit``, the kernel's out-of-memory killer, an endless loop) costs the file that it was reading, and only
the attachment where it was reading one: the file is then read again without it.

A thread in the parent feeds the workers and keeps a short queue of results, so that parsing runs ahead of
embedding, but never so far that the memory grows.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, Pipe, wait

from evidence.errors import Crashed, IngestError, TooSlow, VouchError
from ingest.chunk import ChunkOptions
from ingest.limits import Limits
from ingest.pipeline import PreparedDocument

_RECYCLE_BYTES = 350_000_000  # resident size above which an idle worker is replaced: libraries keep what they took
_ATTEMPTS = 4  # how often a file is read again without the attachment that killed its worker
_START_SECONDS = 120
_TICK = 0.2  # seconds between looks at the stop flag
_ENVIRONMENT = {
    "SCARF_NO_ANALYTICS": "1",
    "DO_NOT_TRACK": "1",
    "HF_HUB_OFFLINE": "1",
    "ORT_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "MALLOC_ARENA_MAX": "2",
    "OMP_NUM_THREADS": "1",
    "OMP_THREAD_LIMIT": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the bytes' size, time and SHA-256. Unknown (0, 0, "") when nothing could be."""

    size: int = 0
    mtime_ns: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to prepare. ``number`` is the caller's; ``avoid`` are attachments not to be parsed, and why."""

    number: int
    location: str
    path: str
    limits: Limits
    options: ChunkOptions
    taken: tuple[str, ...] = ()
    avoid: Mapping[str, IngestError] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some documents of a file, in order; ``first`` also when the file is read again from its beginning.

    ``mark`` is what the fingerprint of the file ends with once it is written (see ``ingest.completion``).
    """

    number: int
    read: Read
    documents: tuple[PreparedDocument, ...]
    first: bool
    final: bool
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that cannot be prepared, and why."""

    number: int
    read: Read
    error: IngestError
    seconds: float = 0.0


Result = Batch | Failed


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker is idle; ``resident`` is its size in bytes."""

    resident: int


@dataclass(frozen=True, slots=True)
class At:
    """A worker begins with the document ``path`` inside its file ("" when it has left it)."""

    path: str


@dataclass(frozen=True, slots=True)
class Loading:
    """A worker begins to import a library, or has done so: the clock of its file stands still meanwhile."""

    begins: bool


class _Worker:
    """A worker process and what it is doing."""

    def __init__(self, entry: str) -> None:
        self.link, child = Pipe()
        code = f"import sys; sys.path[:] = {[os.path.abspath(p) for p in sys.path]!r}; "
        code += f"from {entry} import serve; serve({child.fileno()}, {os.getpid()})"
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", code],
            pass_fds=(child.fileno(),),
            env={**os.environ, **_ENVIRONMENT},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # parsers chatter; what matters comes as a value
            start_new_session=True,  # its helpers (OCR) can be ended with it, and Ctrl-C does not reach it
        )
        child.close()
        self.job: Job | None = None
        self.at = ""
        self.deadline = 0.0
        self.loading_since = 0.0  # 0 when it is not loading a library
        self.started = time.monotonic()
        self.served = False

    def give(self, job: Job) -> None:
        """Hand over a job; the clock starts."""
        self.job, self.at, self.loading_since = job, "", 0.0
        self.started = time.monotonic()
        self.deadline = self.started + job.limits.seconds
        with contextlib.suppress(OSError):  # it has died: noticed by the next wait
            self.link.send(job)

    def load(self, begins: bool) -> None:
        """Stop the clock of its file while it loads a library, for as long as a worker may take to start."""
        now = time.monotonic()
        if begins:
            self.loading_since = now
            self.deadline += _START_SECONDS
        elif self.loading_since:
            self.deadline += now - self.loading_since - _START_SECONDS
            self.loading_since = 0.0

    def end(self) -> int:
        """Kill it with its helpers; the exit status (negative: the signal) that it had or now has."""
        status = self.process.poll()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.link.close()
        return self.process.returncode if status is None else status


class Pool:
    """``count`` worker processes that prepare ``jobs``; a context manager. Results come in the order of completion.

    Nothing is started before the first ``take``. ``entry`` is the module whose ``serve`` runs in a worker.
    """

    def __init__(self, jobs: Iterable[Job], count: int, *, entry: str = "ingest.serve") -> None:
        self._entry = entry
        self._jobs = deque(jobs)
        self._count = max(1, min(count, len(self._jobs)))
        self._results: queue.Queue[Result | VouchError | None] = queue.Queue(2 * self._count + 2)
        self._workers: list[_Worker] = []
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._supervise, name="parsers", daemon=True)
        self.finished = not self._jobs

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def take(self, seconds: float) -> Result | None:
        """The next result, or ``None`` when there is none within ``seconds`` or all are taken (``finished``)."""
        if self.finished:
            return None
        if self._thread.ident is None:
            self._thread.start()
        try:
            result = self._results.get(timeout=seconds) if seconds > 0 else self._results.get_nowait()
        except queue.Empty:
            return None
        if result is None:
            self.finished = True
        if isinstance(result, VouchError):
            raise result
        return result

    def close(self) -> None:
        """End every worker; results that were not taken are lost."""
        self._stopped.set()
        if self._thread.ident is not None:
            self._thread.join()

    # -------------------------------------------------------------- in the supervising thread

    def _supervise(self) -> None:
        try:
            while not self._stopped.is_set() and (self._jobs or any(worker.job for worker in self._workers)):
                self._hire()
                self._listen()
                self._enforce()
            self._put(None)
        except VouchError as error:
            self._put(error)
        except Exception as error:  # nobody waits for a thread: tell the one who takes results
            self._put(VouchError(f"the parser processes cannot be supervised: {error}"))
        finally:
            for worker in self._workers:
                worker.end()

    def _hire(self) -> None:
        """Start workers up to the count, one for each job that waits."""
        idle = sum(worker.job is None for worker in self._workers)
        while len(self._workers) < self._count and idle < len(self._jobs):
            try:
                self._workers.append(_Worker(self._entry))
            except OSError as error:
                raise VouchError(f"no parser process can be started: {error}") from error
            idle += 1

    def _listen(self) -> None:
        """Handle what the workers have to say, waiting a moment for it."""
        links = {worker.link: worker for worker in self._workers}
        for link in wait(list(links), timeout=_TICK):
            assert isinstance(link, Connection)
            worker = links[link]
            try:
                message = link.recv()
            except (EOFError, OSError):
                self._died(worker)
            else:
                self._heard(worker, message)

    def _heard(self, worker: _Worker, message: object) -> None:
        if isinstance(message, Ready):
            if message.resident > _RECYCLE_BYTES and worker.served:
                self._dismiss(worker)
            elif self._jobs:
                worker.served = True
                worker.give(self._jobs.popleft())
            else:
                self._dismiss(worker)  # nothing left for it: give its memory back
        elif isinstance(message, At):
            worker.at = message.path
        elif isinstance(message, Loading):
            worker.load(message.begins)
        elif isinstance(message, Batch | Failed):
            if isinstance(message, Failed) or message.final:
                worker.job = None
            self._put(message)

    def _enforce(self) -> None:
        """End workers that are beyond their time."""
        now = time.monotonic()
        if any(not worker.served and now > worker.started + _START_SECONDS for worker in self._workers):
            raise VouchError(f"a parser process was not ready within {_START_SECONDS} seconds")
        for worker in [worker for worker in self._workers if worker.job and now > worker.deadline]:
            job = worker.job
            assert job is not None
            self._dismiss(worker)
            self._lost(worker, job, TooSlow(f"reading it takes more than {job.limits.seconds:g} seconds"))

    def _died(self, worker: _Worker) -> None:
        job, served = worker.job, worker.served
        with contextlib.suppress(subprocess.TimeoutExpired):  # its socket closes a moment before it is gone
            worker.process.wait(1.0)
        status = self._dismiss(worker)
        if job is not None:
            self._lost(worker, job, Crashed(f"the parser process died while reading it ({_cause(status)})"))
        elif not served:
            raise VouchError(f"a parser process ended before it could work ({_cause(status)})")

    def _lost(self, worker: _Worker, job: Job, error: IngestError) -> None:
        """Read a file again without the attachment that killed its worker, or give it up."""
        if worker.at and worker.at not in job.avoid and len(job.avoid) < _ATTEMPTS:
            self._jobs.appendleft(replace(job, avoid={**job.avoid, worker.at: error}))
        else:
            self._put(Failed(job.number, Read(), error, time.monotonic() - worker.started))

    def _dismiss(self, worker: _Worker) -> int:
        self._workers.remove(worker)
        return worker.end()

    def _put(self, result: Result | VouchError | None) -> None:
        """Queue a result. Time spent waiting for room is nobody's: every worker gets it back."""
        began = time.monotonic()
        while not self._stopped.is_set():
            try:
                self._results.put(result, timeout=_TICK)
            except queue.Full:
                continue
            break
        waited = time.monotonic() - began
        for worker in self._workers:
            worker.deadline += waited


def _cause(status: int) -> str:
    """An exit status in words."""
    if status == -signal.SIGKILL:
        return "killed, most often for lack of memory"
    if status < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-status).name
    return f"exit status {status}"
