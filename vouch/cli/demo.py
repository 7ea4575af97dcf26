"""``vouch demo``: the sample organisation ingested, and questions answered on screen."""

from __future__ import annotations

import json
from pathlib import Path

import typer

from evidence.errors import Unreadable
from vouch.cli.common import Home, command
from vouch.cli.ingest import run_ingest

_SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def demo(home: Home = None) -> None:
    """Ingest the sample organisation and answer three questions, and one that it must refuse."""
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
