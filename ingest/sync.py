"""Synchronisation: make the archive hold exactly what the folders hold.

A plan first (``ingest.plan``), then a file at a time, atomically: parser processes run ahead
(``ingest.workers``), this process embeds and writes (``ingest.writer``). When nothing has changed, no process is
started and no model is loaded. An interrupted run leaves whole files; the next one goes on from there.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evidence.archive import Archive
from evidence.embedders import Embedder
from evidence.errors import SettingsError, VouchError
from evidence.model import FileState, Mark
from ingest.access import AccessPolicy
from ingest.chunk import ChunkOptions
from ingest.completion import CompletionRun
from ingest.facts.completing import Completer, Stopped
from ingest.limits import Limits
from ingest.memory import few_arenas
from ingest.parse.ocr import readable_now
from ingest.pipeline import marked
from ingest.plan import Plan, base_fingerprint, has_rows, hasher, make_plan, settled
from ingest.progress import Meter, Progress, Silent, weight
from ingest.remember import Memory, Remembered, policy_for
from ingest.sources import Target, list_target, printable, targets
from ingest.workers import Batch, Failed, Job, Pool, Read
from ingest.writer import Task, Writer

_WAIT = 0.2  # seconds to wait for a parser before looking at the stop flag


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class SyncOptions:
    """How to run. ``workers`` 0 means one less than the cores; ``stop`` is asked between documents.

    ``home`` is the archive's folder: never ingested itself, and where sources are remembered. ``access`` is
    ``--access FILE``; it holds for every path given, now and in later runs. ``completer`` adds the facts that a
    language model finds; nobody does by default.
    """

    limits: Limits = field(default_factory=Limits)
    chunking: ChunkOptions = field(default_factory=ChunkOptions)
    workers: int = 0
    prune: bool = False
    access: Path | None = None
    home: Path | None = None
    stop: Callable[[], bool] = _never
    windows_per_call: int = 64
    completer: Completer | None = None


@dataclass(frozen=True, slots=True)
class Flagged:
    """A document with hidden text or with words that address a machine reader: how many spans of each."""

    source: str
    path: str
    hidden: int
    instructions: int


@dataclass(slots=True)
class SyncReport:
    """What a run did, in files. ``failing`` failed before and are unchanged; ``gone`` are missing but still answer."""

    added: int = 0
    replaced: int = 0
    touched: int = 0
    skipped: int = 0
    withdrawn: int = 0
    failing: int = 0
    documents: int = 0
    passages: int = 0
    embedded: int = 0
    failed: list[tuple[str, FileState]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)
    flagged: list[Flagged] = field(default_factory=list)
    seconds: float = 0.0
    parse_seconds: float = 0.0
    embed_seconds: float = 0.0
    interrupted: bool = False

    @property
    def hidden(self) -> int:
        """Hidden spans found."""
        return sum(flag.hidden for flag in self.flagged)

    @property
    def instructions(self) -> int:
        """Spans found that address a machine reader."""
        return sum(flag.instructions for flag in self.flagged)


def synchronise(
    archive: Archive,
    embedder: Embedder,
    paths: Sequence[Path],
    options: SyncOptions | None = None,
    progress: Progress | None = None,
) -> SyncReport:
    """Bring ``archive`` up to date with ``paths`` (folders and files).

    What is wrong with one file is recorded with the archive and listed in the report. Raises ``SettingsError``
    before anything is written for a path that is not there or an access file that is not understood,
    and what the archive or the embedding service raises.
    """
    run = _Run(archive, embedder, options or SyncOptions(), progress or Silent())
    began = time.perf_counter()
    run.go(paths)
    run.report.seconds = time.perf_counter() - began
    return run.report


@dataclass(frozen=True, slots=True)
class _Source:
    """One source of this run and what is to be done with it."""

    name: str
    policy: AccessPolicy
    plan: Plan


class _Run:
    """One synchronisation."""

    def __init__(self, archive: Archive, embedder: Embedder, options: SyncOptions, progress: Progress) -> None:
        self.report = SyncReport()
        self._archive, self._embedder, self._options, self._progress = archive, embedder, options, progress
        self._meter = Meter(0, 0)
        self._completion = CompletionRun(
            self._options.completer,
            archive,
            self._options.stop,
            told=lambda: self._progress.advanced(self._meter.snapshot()),
        )

    def go(self, paths: Sequence[Path]) -> None:
        """Plan everything, then do it."""
        sources = self._plan(paths)
        tasks = [Task(source.name, work, source.policy) for source in sources for work in source.plan.work]
        self._meter = Meter(len(tasks), sum(weight(task.work.file.path, task.work.file.size) for task in tasks))
        self._progress.planned(self._meter.snapshot(), sum(source.plan.skipped for source in sources))
        for source in sources:
            self._settle(source)
        if tasks:
            self._work(tasks)
        self.report.warnings += self._completion.remarks()
        if not self.report.interrupted:
            self._archive.collect_garbage()

    # ------------------------------------------------------------------------------- planning

    def _plan(self, paths: Sequence[Path]) -> list[_Source]:
        """Plans of all sources. Every access file is read before anything is written: malformed, nothing happens."""
        memory = Memory(self._options.home)
        known = set(self._archive.sources().values())
        home = Path(os.path.realpath(self._options.home)) if self._options.home else None
        for path in map(Path, map(os.path.realpath, paths)):
            if home and (path == home or home in path.parents):
                raise SettingsError(f"{path} is in the archive's own folder", remedy="Ingest another folder.")
        found = targets(paths, known, memory)
        policies, holding = [], memory.access_files()
        for target in found:  # a folder comes before what is inside it
            policy, file = policy_for(target.root, self._options.access, memory, holding)
            holding[target.root] = file
            policies.append((policy, file))
        for target, (policy, file) in zip(found, policies, strict=True):
            memory.keep(target.root, Remembered(target.files_only, file, policy.default))
        return [
            self._plan_source(target, policy, memory, home) for target, (policy, _) in zip(found, policies, strict=True)
        ]

    def _plan_source(self, target: Target, policy: AccessPolicy, memory: Memory, home: Path | None) -> _Source:
        name = self._archive.add_source(target.root)
        states, scopes = self._archive.files(name), target.scopes
        if policy.rules and not target.files_only:
            target = Target(target.root)  # labels depend on copies elsewhere in the source: look at all of it
        listing = list_target(target, states.keys(), self._elsewhere(target, memory, home))
        for scope in scopes:
            if not any(path == scope or path.startswith(f"{scope}/") for path in [*listing.paths, *states]):
                shown = printable(f"{target.root}/{scope}")
                raise SettingsError(f"no such file, or nothing in the folder: {shown}", remedy="Check the path.")
        options = self._options
        plan = make_plan(
            target,
            listing,
            states,
            policy,
            base_fingerprint(options.limits, options.chunking, self._embedder.id),
            prune=options.prune,
            hasher=hasher(options.limits.bytes),
            mark=self._completion.mark,
            absent=self._completion.absent,
            mended=lambda state: readable_now((state.remedy, *state.warnings), options.limits.ocr_languages),
        )
        if not target.scopes and not any(has_rows(path) for path in listing.files):
            self.report.warnings += policy.unused(listing.files.keys())
        return _Source(name, policy, plan)

    def _elsewhere(self, target: Target, memory: Memory, home: Path | None) -> set[str]:
        """Folders and files below ``target`` that are not its own: the home and nested sources."""
        places = {os.fspath(home)} if home else set()
        if self._options.access:
            places.add(os.path.realpath(self._options.access))
        for name, root in self._archive.sources().items():
            if target.root in root.parents:
                nested = self._archive.files(name) if memory.files_only(root) else [""]
                places |= {os.path.join(root, path).rstrip("/") for path in nested}
        return places

    # ------------------------------------------------------------------------------- applying

    def _settle(self, source: _Source) -> None:
        """Everything of a plan that needs no file to be read."""
        plan, report = source.plan, self.report
        if plan.withdraw:
            self._archive.withdraw(source.name, plan.withdraw)
        for state in plan.refuse:
            self._archive.fail(source.name, state)
            report.failed.append((source.name, state))
        for state in plan.touch:
            self._archive.touch(source.name, state)
        report.withdrawn += len(plan.withdraw)
        report.touched += plan.touched
        report.skipped += plan.skipped
        report.failing += plan.failing
        report.gone += [(source.name, path) for path in plan.gone]
        report.warnings += plan.warnings

    def _work(self, tasks: Sequence[Task]) -> None:
        """Read, embed and write the files of ``tasks``."""
        few_arenas()
        options = self._options
        writer = Writer(
            self._archive,
            self._embedder,
            on_windows=self._embedded,
            on_written=self._written,
            on_refused=lambda task, batch, error: self._failed(task, batch.read, error, batch.seconds),
            windows_per_call=options.windows_per_call,
        )
        jobs = [_job(number, task, options) for number, task in enumerate(tasks)]
        with Pool(jobs, options.workers or max(1, (os.cpu_count() or 2) - 1)) as pool:
            while not pool.finished:
                if options.stop():
                    self.report.interrupted = True
                    break
                result = pool.take(_WAIT if writer.empty else 0.0)
                if isinstance(result, Failed):
                    writer.flush()
                    self._failed(tasks[result.number], result.read, result.error, result.seconds)
                elif result is not None:
                    if result.first:
                        self._progress.began(tasks[result.number].work.file.path)
                    try:
                        result = self._completion.batch(tasks[result.number], result)
                    except Stopped:  # of the file in hand nothing more is written; the next run reads it again
                        self.report.interrupted = True
                        break
                    writer.add(tasks[result.number], result)
                if writer.full or (result is None and not writer.empty):
                    writer.flush()
            writer.flush()
        self.report.embed_seconds += writer.embed_seconds
        self.report.embedded += writer.embedded

    def _embedded(self, windows: int) -> None:
        self._meter.passages(windows)
        self._progress.advanced(self._meter.snapshot())

    def _written(self, task: Task, batch: Batch) -> None:
        report, work = self.report, task.work
        report.documents += len(batch.documents)
        for document in batch.documents:
            report.passages += len(document.passages)
            hidden, instructions = marked(document.parsed, Mark.HIDDEN), marked(document.parsed, Mark.INSTRUCTION)
            if hidden or instructions:
                report.flagged.append(Flagged(task.source, document.path, hidden, instructions))
        if batch.final:
            report.added += work.previous is None
            report.replaced += work.previous is not None
            report.parse_seconds += batch.seconds
            report.warnings += [f"{work.file.path}: {warning}" for warning in batch.warnings]
            self._done(task, "added" if work.previous is None else "replaced")

    def _failed(self, task: Task, read: Read, error: VouchError, seconds: float) -> None:
        file = task.work.file
        state = FileState(
            path=file.path,
            size=read.size if read.sha256 else file.size,
            mtime_ns=settled(read.mtime_ns if read.sha256 else file.mtime_ns),
            sha256=read.sha256,
            fingerprint=task.work.fingerprint,
            state="failed",
            code=error.code,
            reason=str(error),
            remedy=error.remedy,
        )
        self._archive.fail(task.source, state)
        self.report.failed.append((task.source, state))
        self.report.parse_seconds += seconds
        self._done(task, "failed", state.reason)

    def _done(self, task: Task, state: str, reason: str = "") -> None:
        self._meter.file(weight(task.work.file.path, task.work.file.size))
        self._progress.finished(task.work.file.path, state, reason)
        self._progress.advanced(self._meter.snapshot())


def _job(number: int, task: Task, options: SyncOptions) -> Job:
    file = task.work.file
    return Job(number, file.location, file.path, options.limits, options.chunking, task.work.taken)
