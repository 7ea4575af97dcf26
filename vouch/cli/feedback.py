"""``vouch feedback``: what people said of answers, out of the record."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evidence.errors import ArchiveError, SettingsError
from vouch.cli.common import AsJson, Home, command, print_json

if TYPE_CHECKING:
    from evidence.record import Feedback

feedback = typer.Typer(help="What people said of answers.", no_args_is_help=True)

_Out = Annotated[Path | None, typer.Option("--output", help="File to write (default: standard output).")]


@feedback.callback()
def _group() -> None:
    """Keep the command's name: with one command alone it would be left out."""


@feedback.command()
def export(output: _Out = None, home: Home = None, as_json: AsJson = False) -> None:
    """Write feedback as labelled questions, a line each, for `vouch label FOLDER --import FILE`.

    Answers that are wrong or lack evidence, where nobody marked what is right, come last: without a label.
    """
    from evidence.record import FILE

    with command(home) as app:
        if not (app.settings.home / FILE).exists():
            raise ArchiveError(
                f"there is no record at {app.settings.home / FILE}", remedy="Name the home: --home DIR or $VOUCH_HOME."
            )
        with app.record() as record:
            labelled, unlabelled = record.feedback.labelled(), _without(record.feedback.unlabelled())
        lines = [json.dumps(row, ensure_ascii=False) for row in (*labelled, *unlabelled)]
        if output is None:
            for line in lines:
                typer.echo(line)
            return
        _write(output, lines)
        if as_json:
            print_json({"file": str(output), "labelled": len(labelled), "unlabelled": len(unlabelled)})
        else:
            typer.echo(f"{len(labelled)} labelled and {len(unlabelled)} unlabelled questions written to {output}.")


def _without(said: list[Feedback]) -> list[dict[str, Any]]:
    """A row for each answer that nobody labelled: the question, and what was said of the answer."""
    rows: dict[int, dict[str, Any]] = {}
    for each in said:
        row = rows.setdefault(each.sequence, {"id": f"feedback-{each.sequence}", "question": each.question, "said": []})
        row["said"].append({"verdict": each.verdict, "note": each.note})
    return list(rows.values())


def _write(file: Path, lines: list[str]) -> None:
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False, suffix=".part") as part:
            part.writelines(f"{line}\n" for line in lines)
        os.replace(part.name, file)
    except OSError as error:
        raise SettingsError(f"{file} cannot be written: {error.strerror}", remedy="Give another --output.") from error
