"""``vouch status``, ``vouch doctor`` and ``vouch reindex``: what an operator looks at."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from evidence.errors import VouchError
from vouch.cli.common import AsJson, Home, Token, archive_or_server, command, print_json
from vouch.cli.ingest import run_ingest
from vouch.cli.models import model_checks
from vouch.remote import Remote

if TYPE_CHECKING:
    from evidence.archive import Archive
    from vouch.app import App


def status(home: Home = None, token: Token = None, as_json: AsJson = False) -> None:
    """Say what is ingested, and list every file that is not, with the reason and the remedy."""
    with command(home) as app, archive_or_server(app, token) as archive:
        report = archive.status() if isinstance(archive, Remote) else status_of(app, archive)
        if as_json:
            print_json(report)
        else:
            _print_status(report)


def status_of(app: App, archive: Archive) -> dict[str, Any]:
    """What is ingested, and what is not, as plain data."""
    counts = archive.view().counts
    warned = [
        {"source": source, "path": path, "warnings": list(file.warnings)}
        for source in archive.sources()
        for path, file in archive.files(source).items()
        if file.warnings and file.state == "ok"
    ]
    return {
        "home": str(app.settings.home),
        "sources": {name: str(root) for name, root in archive.sources().items()},
        "documents": counts.documents,
        "passages": counts.passages,
        "failures": [
            {
                "source": source,
                "path": file.path,
                "state": file.state,
                "code": file.code,
                "reason": file.reason,
                "remedy": file.remedy,
            }
            for source, file in archive.failures()
        ],
        "warnings": warned,
    }


def _print_status(report: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.markup import escape

    from vouch.cli.render import visible

    console = Console(highlight=False)
    console.print(
        f"Archive [bold]{escape(report['home'])}[/]: {report['documents']:,} documents, {report['passages']:,} passages"
    )
    for name, root in report["sources"].items():
        console.print(f"  source {escape(name)}: {escape(root)}")
    if report["failures"]:
        console.print(f"\n[bold]{len(report['failures'])} not ingested[/]")
    for failure in report["failures"]:
        console.print(f"  [red]{failure['code'] or failure['state']}[/]  {escape(visible(failure['path']))}")
        console.print(f"      {escape(visible(failure['reason']))}. {escape(failure['remedy'])}")
    if report["warnings"]:
        console.print(f"\n[bold]{len(report['warnings'])} ingested with remarks[/]")
    for row in report["warnings"]:
        console.print(f"  {escape(visible(row['path']))}")
        for warning in row["warnings"]:
            console.print(f"      {escape(visible(warning))}")


def reindex(home: Home = None, as_json: AsJson = False) -> None:
    """Rebuild the dense and the lexical index; after a change of embedding model, embed everything again."""
    with command(home) as app:
        from rich.console import Console
        from rich.progress import Progress

        with app.archive(adopt=True) as archive:
            roots = [root for name, root in archive.sources().items() if _emptied(archive, name)]
            with Progress(console=Console(file=sys.stderr), transient=True) as bar:
                task = bar.add_task("reindex", total=None)
                archive.reindex(lambda done, total: bar.update(task, completed=done, total=total))
        if roots:
            run_ingest(app, roots, quiet=True)
        with app.archive() as archive:
            counts = archive.view().counts
        if as_json:
            print_json({"documents": counts.documents, "passages": counts.passages})
        else:
            typer.echo(f"Reindexed {counts.documents:,} documents, {counts.passages:,} passages.")


def _emptied(archive: Archive, source: str) -> bool:
    """Whether the vectors of a source were dropped because they were another embedder's."""
    return any(not file.fingerprint for file in archive.files(source).values())


@dataclass(frozen=True, slots=True)
class _Check:
    """One line of ``vouch doctor``: state is ``ok``, ``note`` or ``fail``."""

    name: str
    state: str
    detail: str
    remedy: str = ""


def doctor(home: Home = None, as_json: AsJson = False) -> None:
    """Check what Vouch needs on this machine; exit code 1 when something must be mended."""
    with command(home) as app:
        checks = list(_checks(app))
    if as_json:
        print_json([{"name": c.name, "state": c.state, "detail": c.detail, "remedy": c.remedy} for c in checks])
    else:
        for check in checks:
            detail = _settings_lines(check.detail) if check.name == "settings" else check.detail
            typer.echo(f"{check.state:<5} {check.name}: {detail}" + (f"\n      {check.remedy}" if check.remedy else ""))
    if any(check.state == "fail" for check in checks):
        raise typer.Exit(1)


def _settings_lines(detail: str) -> str:
    """Settings as a person reads them: a line each, named as in the file of settings."""

    def told(value: Any, name: str) -> Iterator[str]:
        if isinstance(value, dict) and value:
            for each, held in value.items():
                yield from told(held, f"{name}.{each}" if name else each)
        else:
            yield f"\n      {name} = {json.dumps(value, ensure_ascii=False)}"

    return "".join(told(json.loads(detail), ""))


def _checks(app: App) -> Iterator[_Check]:
    yield _Check("python", "ok", f"{platform.python_version()} on {platform.system()} ({os.cpu_count()} cores)")
    yield _Check("settings", "ok", json.dumps(app.settings.model_dump(mode="json")))
    yield _tesseract()
    yield _guarded(
        "embedding model", lambda: f"{app.embedder.id}, {app.embedder.embed_query('ready').shape[0]} dimensions"
    )
    yield _guarded("cross-encoder", lambda: _cross_encoder_detail(app))
    yield _guarded("archive", lambda: _archive_detail(app))
    llm, ollama, reader = app.settings.llm, app.settings.ollama, app.settings.facts.model
    yield from (_Check(*check) for check in model_checks(ollama.url, [llm.model, llm.checker], ollama.seconds))
    if reader:
        lost = "facts are those of the rules alone"
        yield from (_Check(*check) for check in model_checks(ollama.url, [reader], ollama.seconds, "facts", lost))


def _cross_encoder_detail(app: App) -> str:
    app.cross_encoder.scores("ready", ["ready"])
    return app.cross_encoder.id


def _tesseract() -> _Check:
    program = shutil.which("tesseract")
    if program is None:
        remedy = "Install it (Debian: tesseract-ocr) to read scanned pages; everything else works without."
        return _Check("tesseract", "note", "not installed", remedy)
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    return _Check("tesseract", "ok", "languages " + ", ".join(listed.stdout.split("\n")[1:]).strip(", "))


def _guarded(name: str, look: Callable[[], str]) -> _Check:
    try:
        return _Check(name, "ok", look())
    except VouchError as error:
        return _Check(name, "fail", str(error), error.remedy)


def _archive_detail(app: App) -> str:
    if not app.settings.home.exists():
        return f"none yet at {app.settings.home}; `vouch ingest` makes it"
    with app.archive() as archive:
        counts = archive.view().counts
        return f"{counts.documents:,} documents, {counts.passages:,} passages, {len(archive.failures())} not ingested"
