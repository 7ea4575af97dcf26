"""``vouch``: the commands, tied together."""

from __future__ import annotations

from typing import Any

import typer

from vouch import __version__
from vouch.cli.ask import ask
from vouch.cli.common import Home
from vouch.cli.decide import decide
from vouch.cli.demo import demo
from vouch.cli.evaluate import evaluate
from vouch.cli.feedback import feedback
from vouch.cli.ingest import ingest
from vouch.cli.label import label
from vouch.cli.ledger import ledger
from vouch.cli.models import models
from vouch.cli.pack import pack
from vouch.cli.register import register
from vouch.cli.report import report
from vouch.cli.search import search
from vouch.cli.serve import serve
from vouch.cli.signoff import mapping, signoff
from vouch.cli.slack import slack
from vouch.cli.token import token
from vouch.cli.upkeep import doctor, reindex, status

app = typer.Typer(
    name="vouch",
    help="Answers about an organisation's management systems from its own documents, with the exact words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

for _function in (
    demo,
    ingest,
    ask,
    search,
    register,
    report,
    signoff,
    mapping,
    decide,
    label,
    serve,
    status,
    doctor,
    reindex,
):
    app.command()(_function)
app.command("eval")(evaluate)
app.add_typer(models, name="models")
app.add_typer(ledger, name="ledger")
app.add_typer(feedback, name="feedback")
app.add_typer(pack, name="pack")
app.add_typer(token, name="token")
app.add_typer(slack, name="slack")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"vouch {__version__}")
        raise typer.Exit


def _with_home(command: Any, home: str) -> dict[str, Any]:
    """Defaults for ``command`` and those below it that have ``--home``: a home given before the verb counts for all."""
    if below := getattr(command, "commands", None):
        return {name: _with_home(each, home) for name, each in below.items()}
    return {"home": home} if any(parameter.name == "home" for parameter in command.params) else {}


@app.callback()
def _root(
    context: typer.Context,
    home: Home = None,
    version: bool = typer.Option(False, "--version", callback=_print_version, is_eager=True, help="Print the version."),
) -> None:
    """The options of ``vouch`` itself."""
    if home is not None:
        context.default_map = _with_home(context.command, str(home))


def run() -> None:
    """The console script."""
    app()


if __name__ == "__main__":
    run()
