"""``vouch demo``: the sample organisation ingested, and questions answered on screen."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from evidence.errors import Unreadable
from vouch.cli.common import Home, command
from vouch.cli.ingest import run_ingest

_SAMPLES = Path(__file__).resolve().parents[2] / "samples"


_Page = Annotated[
    bool | None,
    typer.Option("--serve/--no-serve", help="Open the web page at the end (default: only on a terminal)."),
]


def demo(page: _Page = None, home: Home = None) -> None:
    """Ingest the sample organisation, answer three questions and refuse one, then open the web page until Ctrl-C."""
    with command(home or Path(".vouch") / "demo") as app:
        from rich.console import Console
        from rich.rule import Rule

        from assistant.ask import Question
        from vouch.cli.render import print_answer

        folder, file = _SAMPLES / "organisation" / "docs", _SAMPLES / "demo.jsonl"
        if not folder.is_dir() or not file.is_file():
            raise Unreadable("the sample organisation is not there", remedy="Run `vouch demo` from a full clone.")
        run_ingest(app, [folder], prune=True)
        console = Console(highlight=False)
        with app.archive() as archive:
            view = archive.view(app.default_groups())
            assistant = app.assistant()
            for row in map(json.loads, file.read_text("utf-8").splitlines()):
                console.print()
                console.print(Rule(f"[bold]{row['question']}[/]", align="left", style="cyan"))
                print_answer(console, assistant.ask(view, Question(row["question"], row["id"]), app.today()))
        typer.echo(f'\nAsk more:  .venv/bin/vouch ask --home {app.settings.home} "…"')
        place = app.settings.serve
        if page if page is not None else sys.stdout.isatty():
            from vouch.serving import serve

            serve(app, place.host, place.port, lambda address: typer.echo(f"Web page:  {address}  (Ctrl-C stops it)"))
        else:
            typer.echo(f"Web page:  .venv/bin/vouch serve --home {app.settings.home}")
            typer.echo(f"           http://{place.host}:{place.port}")
