"""``vouch models``: have Ollama fetch a model, and what ``vouch doctor`` says of those that the settings name."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

import typer

from evidence.errors import VouchError
from evidence.ollama_chat import OllamaModel
from vouch.cli.common import AsJson, Home, command, print_json

models = typer.Typer(help="Language models of the local Ollama server.", no_args_is_help=True)


SUGGESTED = (
    (8, "qwen3:4b-instruct"),
    (16, "granite3.3:8b"),
    (24, "gpt-oss:20b"),
    (96, "gpt-oss:120b"),
)
"""Models to begin with, by gigabytes of memory, smallest first; where they are from: docs/operations.md."""


@models.callback()
def _group() -> None:
    """Keep the command's name: with one command alone it would be left out."""


class ModelCheck(NamedTuple):
    """One line of ``vouch doctor``: its ``state`` is ``ok``, ``note`` or ``fail``."""

    name: str
    state: str
    detail: str
    remedy: str = ""


@models.command()
def pull(
    name: Annotated[str, typer.Argument(help="The model's name in Ollama's library, with its tag if it has one.")],
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Have the Ollama server of the settings fetch a model, and show how far it has come.

    The server opens the connection, not Vouch. A download that broke off goes on where it was.
    """
    with command(home) as app:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

        from vouch.cli.render import visible

        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
        model = OllamaModel(app.settings.ollama.url, name, timeout=app.settings.ollama.seconds)
        with Progress(*columns, console=Console(file=sys.stderr), transient=True) as bar:
            task = bar.add_task(name, total=None)
            for step in model.pull():
                bar.update(task, description=visible(step.status), completed=step.completed, total=step.total or None)
        digest = model.digest()
        if as_json:
            print_json({"model": name, "digest": digest})
        else:
            typer.echo(f"{name} is ready ({digest}).")


def model_checks(
    url: str,
    names: Sequence[str],
    seconds: float,
    what: str = "language",
    lost: str = "answers fall back to the documents' own words",
) -> Iterator[ModelCheck]:
    """What ``vouch doctor`` says of the models that the settings name (composer, checker; "" for none).

    ``what`` they are for, and ``lost``: what it is like without them.
    """
    wanted = [name for name in names if name]
    if not wanted:
        detail = "none configured; answers are composed from the documents' own words"
        yield ModelCheck("language model", "ok", detail, _suggestion(_memory()))
    for name in wanted:
        try:
            digest = OllamaModel(url, name, timeout=min(seconds, 5.0)).digest()
        except VouchError as error:
            detail = f"{error} {lost[0].upper()}{lost[1:]}."
            yield ModelCheck(f"{what} model {name}", "fail", detail, error.remedy)
            return
        if digest:
            yield ModelCheck(f"{what} model {name}", "ok", f"on {url}, digest {digest}")
        else:
            yield ModelCheck(
                f"{what} model {name}",
                "fail",
                f"not on the Ollama server at {url}; {lost}",
                f"Run `vouch models pull {name}`.",
            )


def _memory() -> int:
    """This machine's memory in whole gigabytes (1000³ bytes), 0 where it does not tell."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1000**3
    except (OSError, ValueError, AttributeError):
        return 0


def _suggestion(gigabytes: int) -> str:
    """The largest model that this much memory may hold, "" for none."""
    fitting = [name for needed, name in SUGGESTED if needed <= gigabytes]
    if not fitting:
        return ""
    return (
        f"Optional, for a machine of {gigabytes} GB: `vouch models pull {fitting[-1]}`, then set llm.model"
        " (by its maker's sheet, not measured with Vouch; docs/operations.md has others)."
    )
