"""``vouch ingest``: documents in, with a bar, clear failures, and a clean stop on Ctrl-C."""

from __future__ import annotations

import dataclasses
import signal
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from evidence.errors import SettingsError
from vouch.cli.bar import progress
from vouch.cli.common import AsJson, Home, Token, command, print_json
from vouch.cli.render import visible

if TYPE_CHECKING:
    from evidence.errors import VouchError
    from ingest.sync import SyncOptions, SyncReport
    from vouch.app import App

_INTERRUPTED = 130
_SHOWN = 20  # failures and remarks listed after a run; `vouch status` has all

_Paths = Annotated[list[Path], typer.Argument(help="Folders or files to ingest.")]


def ingest(
    paths: _Paths,
    prune: Annotated[bool, typer.Option("--prune", help="Withdraw documents whose files are gone.")] = False,
    follow: Annotated[bool, typer.Option("--watch", help="Keep following the folders until interrupted.")] = False,
    access: Annotated[
        Path | None, typer.Option("--access", help="Access labels (default: access.json in the folder).")
    ] = None,
    home: Home = None,
    token: Token = None,
    printed: AsJson = False,
) -> None:
    """Add and replace documents; a file that cannot be read is listed and costs no other."""
    with command(home) as app:
        if follow:
            _watch(app, paths, access)
            return
        told = _ingested(app, paths, prune, access, token)
        if printed:
            print_json(told)
        else:
            print_report(Console(highlight=False), told)
        if told["interrupted"]:
            raise typer.Exit(_INTERRUPTED)


def _ingested(app: App, paths: Sequence[Path], prune: bool, access: Path | None, token: str | None) -> dict[str, Any]:
    """What a run did; through the server that owns the archive, where one does."""
    from evidence.errors import ArchiveLocked
    from vouch.remote import Remote

    try:
        return as_json(run_ingest(app, paths, prune=prune, access=access, quiet=True))
    except ArchiveLocked:
        server = Remote.of(app.settings.home, token)
        if server is None:
            raise
    if access is not None:
        raise SettingsError(
            "a running server takes access labels from the folder alone",
            remedy="Name the file access.json and put it into the folder, or stop `vouch serve` first.",
        )
    stop = threading.Event()
    with interruptible(stop), progress(Console(file=sys.stderr)) as bar:
        return server.ingest(paths, prune, stop.is_set, bar.state)


def run_ingest(
    app: App, paths: Sequence[Path], *, prune: bool = False, access: Path | None = None, quiet: bool = False
) -> SyncReport:
    """Synchronise once, with a bar on standard error; prints what was done unless ``quiet``."""
    from ingest.sync import synchronise

    stop = threading.Event()
    with app.archive() as archive, interruptible(stop), progress(Console(file=sys.stderr)) as bar:
        options = sync_options(app, prune=prune, access=access, stop=stop)
        report = synchronise(archive, app.embedder, paths, options, bar)
    if not quiet:
        print_report(Console(highlight=False), as_json(report))
    return report


def _watch(app: App, paths: Sequence[Path], access: Path | None) -> None:
    from ingest.watch import watch

    stop = threading.Event()
    console = Console(highlight=False)

    def tell(report: SyncReport) -> None:
        print_report(console, as_json(report))
        console.print("[dim]Following; Ctrl-C stops.[/]")

    def complain(error: VouchError) -> None:
        console.print(f"[red]{escape(visible(str(error)))}[/] {escape(error.remedy)}")

    with app.archive() as archive, interruptible(stop), progress(Console(file=sys.stderr)) as bar:
        options = sync_options(app, prune=True, access=access, stop=stop)
        watch(archive, app.embedder, paths, options, bar, stop=stop, on_report=tell, on_error=complain)


def sync_options(app: App, *, stop: threading.Event, prune: bool = False, access: Path | None = None) -> SyncOptions:
    """How the settings say that documents are ingested; ``stop`` ends it after the document in hand."""
    from ingest.chunk import ChunkOptions
    from ingest.sync import SyncOptions

    return SyncOptions(
        limits=app.limits(),
        chunking=dataclasses.replace(ChunkOptions(), budget=app.settings.ingest.passage_tokens),
        workers=app.settings.ingest.workers,
        prune=prune,
        access=access,
        home=app.settings.home,
        stop=stop.is_set,
        completer=app.completer(),
    )


@contextmanager
def interruptible(stop: threading.Event, what: str = "document") -> Iterator[None]:
    """The first Ctrl-C (or SIGTERM) lets the document (or other thing) in hand be finished; the second ends at once."""

    def handle(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        print(f"\nFinishing the {what} in hand; once more stops at once.", file=sys.stderr)

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def print_report(console: Console, told: Mapping[str, Any]) -> None:
    """What a run did, as ``as_json`` has it: its failures with their remedies, and what it found hidden."""
    done = [(told["added"], "added"), (told["replaced"], "replaced"), (told["withdrawn"], "withdrawn")]
    done += [(told["touched"] + told["skipped"], "unchanged"), (told["failing"], "still failing")]
    words = ", ".join(f"{count:,} {name}" for count, name in done if count) or "nothing to do"
    console.print(f"Files: {words}; {told['passages']:,} passages in {told['seconds']:,.1f} s.")
    if told["failed"]:
        console.print(f"[bold]{len(told['failed'])} could not be ingested[/] (`vouch status` lists them):")
    for file in told["failed"][:_SHOWN]:
        reason = f"{escape(visible(file['path']))}: {escape(visible(file['reason']))}. {escape(file['remedy'])}"
        console.print(f"  [red]{file['code']}[/]  {reason}")
    for warning in told["warnings"][:_SHOWN]:
        console.print(f"  [yellow]note[/]  {escape(visible(warning))}")
    for gone in told["gone"][:_SHOWN]:
        console.print(f"  [yellow]gone[/]  {escape(visible(gone['path']))}: still answers; `--prune` withdraws it.")
    for flag in told["flagged"][:_SHOWN]:
        found = [f"{flag['hidden']} hidden span(s)"] * bool(flag["hidden"])
        found += [f"{flag['instructions']} span(s) that address a machine reader"] * bool(flag["instructions"])
        path = escape(visible(flag["path"]))
        console.print(f"  [yellow]look[/]  {path}: {', '.join(found)}; not used as instructions.")
    if told["interrupted"]:
        console.print("[yellow]Interrupted: what is listed is ingested whole; run it again to go on.[/]")


def as_json(report: SyncReport) -> dict[str, Any]:
    """A report as ``vouch ingest --json`` prints it."""
    counts = ("added", "replaced", "touched", "skipped", "withdrawn", "failing", "documents", "passages", "embedded")
    return {name: getattr(report, name) for name in counts} | {
        "failed": [
            {"source": source, "path": file.path, "code": file.code, "reason": file.reason, "remedy": file.remedy}
            for source, file in report.failed
        ],
        "warnings": list(report.warnings),
        "gone": [{"source": source, "path": path} for source, path in report.gone],
        "flagged": [dataclasses.asdict(flag) for flag in report.flagged],
        "seconds": round(report.seconds, 2),
        "interrupted": report.interrupted,
    }
