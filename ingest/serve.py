"""What runs inside a parser process; see ``ingest.workers``."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection

from evidence.errors import Corrupt, IngestError, SettingsError, TooLarge, Unreadable
from evidence.model import content_sha256
from ingest.facts import load_families
from ingest.limits import Limits
from ingest.loading import on_loading
from ingest.pipeline import Preparation, PreparedDocument
from ingest.tokens import count_tokens
from ingest.workers import At, Batch, Failed, Job, Loading, Read, Ready

_BATCH_DOCUMENTS = 400  # of one file that are written at a time
_BATCH_CHARACTERS = 2_000_000
_WARNINGS = 100  # kept of one file
_PR_SET_PDEATHSIG = 1


def serve(descriptor: int, parent: int) -> None:
    """Prepare files until the other end of the socket ``descriptor`` closes or ``parent`` dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with(parent)
    load_families()  # before the first file's clock runs
    with contextlib.suppress(SettingsError):  # a file whose tokens are counted will say so
        count_tokens("any")
    with Connection(descriptor) as link, contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        on_loading(lambda begins: link.send(Loading(begins)))
        while True:
            link.send(Ready(_resident()))
            work(link.recv(), link.send)


def work(job: Job, send: Callable[[object], None]) -> None:
    """Do one job, within its memory limit, and ``send`` every result."""
    began = time.perf_counter()
    read = Read()
    try:
        with memory_limit(job.limits.memory):
            data, read = read_file(job.location, job.limits)
            preparation = Preparation(
                job.path,
                job.limits,
                job.options,
                taken=job.taken,
                avoid=job.avoid,
                at=lambda path: send(At(path)),
            )
            for documents, first, final in _batches(preparation.documents(data)):
                warnings = _bounded(preparation.warnings) if final else ()
                seconds = time.perf_counter() - began if final else 0.0
                send(Batch(job.number, read, documents, first, final, warnings, seconds))
    except (BrokenPipeError, ConnectionResetError):
        raise
    except Exception as error:
        send(Failed(job.number, read, _translated(error), time.perf_counter() - began))


def _bounded(warnings: Sequence[str]) -> tuple[str, ...]:
    """At most ``_WARNINGS``: a mailbox may hold a thousand broken attachments."""
    more = len(warnings) - _WARNINGS
    return (*warnings[:_WARNINGS], f"and {more} more") if more > 0 else tuple(warnings)


def _translated(error: Exception) -> IngestError:
    """What stopped a file, as one of our errors."""
    if isinstance(error, IngestError):
        return error
    if isinstance(error, MemoryError):
        return TooLarge("reading it needs more memory than one file may use")
    if isinstance(error, RecursionError):
        return TooLarge("its structure is nested too deeply to read")
    return Corrupt(f"it cannot be read: {type(error).__name__}: {error}"[:300])


def read_file(location: str, limits: Limits) -> tuple[bytes, Read]:
    """The bytes of a regular file. Never waits on a pipe or device, never follows a link at the end of ``location``."""
    try:
        descriptor = os.open(location, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise Unreadable(f"it cannot be opened: {error.strerror}") from error
    with open(descriptor, "rb") as stream:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise Unreadable("it is no longer a file")
        if before.st_size > limits.bytes:
            raise TooLarge(f"{before.st_size:,} bytes; the limit is {limits.bytes:,}")
        try:
            data = stream.read(limits.bytes + 1)
        except OSError as error:
            raise Unreadable(f"it cannot be read: {error.strerror}") from error
        after = os.fstat(descriptor)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        raise Unreadable(
            "it changed while it was read", remedy="Ingest again when it is no longer written.", retry=True
        )
    return data, Read(after.st_size, after.st_mtime_ns, content_sha256(data))


@contextlib.contextmanager
def memory_limit(bytes_: int) -> Iterator[None]:
    """Bound the address space to what the process has now and ``bytes_`` more."""
    before, now = resource.getrlimit(resource.RLIMIT_AS), _statm(0)
    if not now:  # a system that does not tell what a process uses: the time limit alone must do
        yield
        return
    limit = now + bytes_
    if before[1] != resource.RLIM_INFINITY:
        limit = min(limit, before[1])
    resource.setrlimit(resource.RLIMIT_AS, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _batches(
    documents: Iterable[PreparedDocument],
) -> Iterator[tuple[tuple[PreparedDocument, ...], bool, bool]]:
    """``documents`` in batches, each with whether it is the first and the last."""
    held: list[PreparedDocument] = []
    characters, first = 0, True
    for document in documents:
        if len(held) >= _BATCH_DOCUMENTS or characters >= _BATCH_CHARACTERS:
            yield tuple(held), first, False
            held, characters, first = [], 0, False
        held.append(document)
        characters += len(document.parsed.text)
    yield tuple(held), first, True


def _statm(field: int) -> int:
    """Bytes of address space (field 0) or resident (1) of this process; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as stream:
            return int(stream.read().split()[field]) * resource.getpagesize()
    except OSError:
        return 0


def _resident() -> int:
    return _statm(1)


def _die_with(parent: int) -> None:
    """Have the kernel end this process when its parent dies, even by ``kill -9`` (Linux)."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
