"""What a run has to do: add, replace, withdraw or skip, from one ``stat`` a file and what the catalogue knows.

A file is skipped while its size, time and fingerprint are those recorded. The fingerprint covers everything
else that its documents depend on: parsers, chunker, limits, embedder, label. Nothing is opened except to
compare SHA-256 where only the time changed, and where labels depend on which files are identical.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass, replace
from functools import cache
from pathlib import Path

from evidence.model import FileState
from ingest.access import AccessPolicy, Labels
from ingest.chunk import ChunkOptions
from ingest.limits import Limits
from ingest.sources import Listing, SourceFile, Target

CLASH = "archive"  # the archive refused the file: most often an id that another file holds
UNSETTLED = -1  # recorded instead of a time that a later change could share; such a file is hashed by the next run
_SETTLED_NS = 2_000_000_000  # the coarsest clock of a file system in use (FAT)
_MACHINERY = {
    "access",
    "completion",
    "memory",
    "plan",
    "progress",
    "remember",
    "serve",
    "sources",
    "sync",
    "watch",
    "workers",
    "writer",
}
_ROWS = (".jsonl", ".ndjson")
_LIBRARIES = (
    "lxml",
    "markdown-it-py",
    "nupunkt",
    "olefile",
    "pillow",
    "pypdfium2",
    "python-oxmsg",
    "tiktoken",
    "unstructured",
)

Hasher = Callable[[SourceFile], str | None]


@dataclass(frozen=True, slots=True)
class Work:
    """A file to read. ``previous`` is what is known of it; ``taken`` are other files' paths that begin with its own."""

    file: SourceFile
    labels: Labels
    fingerprint: str
    previous: FileState | None
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do with one source, in this order: withdraw, refuse, touch, work.

    ``gone`` are files that are no longer there and still answer, because nobody asked to prune; ``failing``
    counts those skipped that failed before and have not changed. What is touched only because its time could not
    be trusted before counts as skipped.
    """

    withdraw: tuple[str, ...] = ()
    refuse: tuple[FileState, ...] = ()
    touch: tuple[FileState, ...] = ()
    work: tuple[Work, ...] = ()
    gone: tuple[str, ...] = ()
    skipped: int = 0
    failing: int = 0
    warnings: tuple[str, ...] = ()
    touched: int = 0


def make_plan(
    target: Target,
    listing: Listing,
    states: Mapping[str, FileState],
    policy: AccessPolicy,
    base: str,
    *,
    prune: bool,
    hasher: Hasher,
    mark: str = "",
    absent: Callable[[], bool] = lambda: True,
    mended: Callable[[FileState], bool] = lambda _: False,
) -> Plan:
    """The plan for ``target``, whose ``listing`` is new and whose ``states`` the catalogue holds.

    ``base`` is the part of the fingerprint that all files share; ``hasher`` gives the SHA-256 of a file
    (``None`` where it cannot be read). With a ``mark`` the fingerprint of a file that a model has completed ends with
    it; one without it is read again, unless the model is ``absent``. So is one whose recorded lack is ``mended``.
    """
    hasher = cache(hasher)
    withdraw, gone, warnings = _gone(target, listing, states, prune)
    staying = {path: states[path] for path in states.keys() - set(withdraw)}
    labels = _effective_labels(listing, staying, policy, hasher)
    taken = _taken(listing.files)
    work, touch, failing, settling = [], [], 0, 0
    for path, file in sorted(listing.files.items()):
        print_ = _fingerprint(base, path, labels[path], policy, taken.get(path, ()))
        previous = states.get(path)
        if previous is None or mended(previous) or not _holds(previous, file, print_, hasher, mark, absent):
            work.append(Work(file, labels[path], print_, previous, taken.get(path, ())))
            continue
        failing += previous.state == "failed"
        if not _same_stat(previous, file):
            settling += previous.mtime_ns == UNSETTLED
            touch.append(replace(previous, size=file.size, mtime_ns=settled(file.mtime_ns)))
    refuse = tuple(state for state in _refusals(listing, base) if states.get(state.path) != state)
    failing += len(listing.refused) - len(refuse)
    # What only needs a new label or parser goes first: a restriction must not wait behind new files.
    work.sort(key=lambda item: (item.previous is None, _new_bytes(item), item.file.path))
    skipped = len(listing.files) - len(work) - len(touch) + settling
    return Plan(withdraw, refuse, tuple(touch), tuple(work), gone, skipped, failing, warnings, len(touch) - settling)


def base_fingerprint(limits: Limits, options: ChunkOptions, embedder_id: str) -> str:
    """The part of the fingerprint that all files share: code, libraries, limits, chunking and embedder."""
    return hashlib.sha256(repr((_code(), astuple(limits), options, embedder_id)).encode()).hexdigest()[:32]


def settled(mtime_ns: int) -> int:
    """``mtime_ns``, or ``UNSETTLED`` while a change in the same tick of the clock would go unnoticed."""
    return mtime_ns if time.time_ns() - mtime_ns > _SETTLED_NS else UNSETTLED


def hasher(limit: int) -> Hasher:
    """Hashes files of up to ``limit`` bytes."""

    def sha256(file: SourceFile) -> str | None:
        if file.size > limit:
            return None
        try:
            descriptor = os.open(file.location, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
            with open(descriptor, "rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return None

    return sha256


@cache
def _code() -> str:
    """A digest of what turns bytes into passages. Computed, because a version kept by hand is forgotten once."""
    from importlib.metadata import PackageNotFoundError, version

    here = Path(__file__).parent
    digest = hashlib.sha256()
    for file in sorted(here.rglob("*.py")):
        if file.stem not in _MACHINERY:
            digest.update(file.name.encode() + file.read_bytes())
    for library in _LIBRARIES:
        try:
            digest.update(f"{library}={version(library)}".encode())
        except PackageNotFoundError:
            continue
    return digest.hexdigest()


def has_rows(path: str) -> bool:
    """Whether the file may hold documents with ids, and so labels, of their own."""
    return path.lower().endswith(_ROWS)


def _fingerprint(base: str, path: str, labels: Labels, policy: AccessPolicy, taken: tuple[str, ...]) -> str:
    rows = policy.digest if has_rows(path) else ""
    seed = repr((base, labels, policy.default, rows, taken))
    return hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _effective_labels(
    listing: Listing, states: Mapping[str, FileState], policy: AccessPolicy, hasher: Hasher
) -> dict[str, Labels]:
    """The label of every file: its own, or the strictest of all files with the same bytes."""
    own = {path: policy.labels(path) for path in {*listing.files, *states}}
    if len(set(own.values())) < 2:
        return own
    sizes: dict[int, list[str]] = defaultdict(list)
    for path in own:
        file = listing.files.get(path)
        sizes[file.size if file else states[path].size].append(path)
    for paths in sizes.values():
        if len({own[path] for path in paths}) > 1:
            copies: dict[str, list[str]] = defaultdict(list)
            for path in paths:
                copies[_sha256(listing.files.get(path), states.get(path), hasher) or path].append(path)
            for same in copies.values():
                strictest = policy.strictest([own[path] for path in same])
                own.update(dict.fromkeys(same, strictest))
    return own


def _sha256(file: SourceFile | None, state: FileState | None, hasher: Hasher) -> str | None:
    if file is None or (state and state.sha256 and (state.size, state.mtime_ns) == (file.size, file.mtime_ns)):
        return state.sha256 if state else None
    return hasher(file)


def _taken(paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For a file, the files whose names look like documents inside it (``mail.eml#note.txt``)."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        for i, character in enumerate(path):
            if character == "#":
                found[path[:i]].append(path)
    return {path: tuple(sorted(others)) for path, others in found.items()}


def _holds(
    previous: FileState, file: SourceFile, fingerprint: str, hasher: Hasher, mark: str, absent: Callable[[], bool]
) -> bool:
    """Whether what is recorded of a file is still so."""
    if previous.state not in {"ok", "failed"}:
        return False
    wanted = fingerprint + mark if previous.state == "ok" else fingerprint
    if previous.fingerprint != wanted and not (previous.fingerprint == fingerprint and absent()):
        return False
    if previous.code == CLASH:  # another file had the same ids; it may be gone
        return False
    if previous.code == "unreadable" and os.access(file.location, os.R_OK):  # permissions leave no trace in the stat
        return False
    if _same_stat(previous, file):
        return True
    return bool(previous.sha256) and previous.size == file.size and previous.sha256 == hasher(file)


def _same_stat(previous: FileState, file: SourceFile) -> bool:
    return (previous.size, previous.mtime_ns) == (file.size, file.mtime_ns)


def _new_bytes(work: Work) -> bool:
    previous = work.previous
    return previous is None or not _same_stat(previous, work.file)


def _refusals(listing: Listing, base: str) -> Iterable[FileState]:
    for path, error in sorted(listing.refused.items()):
        yield FileState(path, 0, 0, "", base, "failed", error.code, str(error), error.remedy)


def _gone(
    target: Target, listing: Listing, states: Mapping[str, FileState], prune: bool
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What is no longer there: to be withdrawn, to be reported, and why some of it is kept."""
    seen = set(listing.paths)
    missing = [path for path in sorted(states) if target.covers(path) and path not in seen]
    kept = _doubtful(target, listing, states) if missing else {}
    withdraw, gone = [], []
    held: dict[str, int] = defaultdict(int)
    for path in missing:
        doubt = next((reason for folder, reason in kept.items() if _under(path, folder)), None)
        if doubt is None and (prune or not states[path].documents):
            withdraw.append(path)
        else:
            gone.append(path)
            if prune and doubt is not None:
                held[doubt] += 1
    warnings = [f"{count} missing files are kept: {reason}" for reason, count in held.items()]
    return tuple(withdraw), tuple(gone), tuple(warnings)


def _doubtful(target: Target, listing: Listing, states: Mapping[str, FileState]) -> dict[str, str]:
    """Folders of which it is not certain that their files are gone, each with the reason."""
    doubtful = dict(listing.unseen)
    seen = listing.paths
    for scope in target.scopes or {""}:
        was_folder = not scope or any(path.startswith(f"{scope}/") for path in states)
        if was_folder and not target.files_only and not any(_under(path, scope) for path in seen):
            where = f"{target.root}/{scope}".rstrip("/")
            doubtful.setdefault(scope, f"{where} is missing or empty; is it mounted?")
    return doubtful


def _under(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(f"{folder}/")
