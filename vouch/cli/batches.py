"""What commands that take a file of questions share: the arguments, views made once, and results a line each."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evidence.errors import QuestionError, SettingsError

if TYPE_CHECKING:
    from datetime import date

    from evidence.archive import Archive
    from evidence.view import View
    from vouch.app import App

Text = Annotated[str | None, typer.Argument(metavar="QUESTION", help="The question, in quotation marks.")]
In = Annotated[Path | None, typer.Option("--questions", help="A JSON-lines file of questions: a batch.")]
Out = Annotated[Path | None, typer.Option("--output", help="Where the batch's answers go (default: standard output).")]


def given(question: str | None) -> str:
    """The question. Raises ``QuestionError`` where there is none."""
    if question is None:
        raise QuestionError("no question was given", remedy='Write it in quotation marks: vouch ask "Who …?"')
    return question


def one_or_the_other(question: str | None) -> None:
    """Raise ``QuestionError`` for a question beside a file of them."""
    if question is not None:
        raise QuestionError("a question and a file of questions were given", remedy="Give one of the two.")


def views(app: App, archive: Archive) -> Callable[[tuple[str, ...] | None, date | None], View]:
    """Views by groups and the day by which something is known, each made once while the archive does not change."""
    made: dict[tuple[tuple[str, ...], date | None], View] = {}

    def view_of(groups: tuple[str, ...] | None, known_by: date | None) -> View:
        key = tuple(sorted(groups if groups is not None else app.default_groups())), known_by
        if key not in made or made[key].generation != archive.generation:
            made[key] = archive.view(key[0], known_by=known_by)
        return made[key]

    return view_of


def write(results: Iterable[dict[str, Any]], output: Path | None, total: int, noun: str) -> None:
    """Write a batch's results a line each; the output file appears only when it is complete."""
    if output is None:
        for result in results:
            typer.echo(json.dumps(result, ensure_ascii=False))
        return
    from rich.console import Console
    from rich.progress import track

    console = Console(file=sys.stderr)
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=output.parent, delete=False, suffix=".part"
        ) as part:
            for result in track(results, description=noun, total=total, console=console, transient=True):
                part.write(json.dumps(result, ensure_ascii=False) + "\n")
        Path(part.name).replace(output)
    except OSError as error:
        raise SettingsError(f"{output} cannot be written: {error}", remedy="Choose a folder that exists.") from error
