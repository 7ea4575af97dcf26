"""``vouch slack``: the assistant in Slack on its own, and ``vouch slack check``."""

from __future__ import annotations

import signal
import threading
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from evidence.errors import SettingsError
from vouch.cli.common import AsJson, Home, command, print_json

if TYPE_CHECKING:
    from integrations.slack.part import SlackPart

slack = typer.Typer(help="The assistant in Slack.", invoke_without_command=True)


@slack.callback()
def run(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", help="Address to listen on (slack.mode = http).")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65_535, help="Port (slack.mode = http).")] = 8322,
    home: Home = None,
) -> None:
    """Serve Slack until Ctrl-C, through the `vouch serve` that owns the home."""
    if context.invoked_subcommand is not None:
        return
    with command(home) as app:
        from vouch.slacking import is_set, on_its_own

        if not is_set(app.settings):
            raise SettingsError("no Slack app is set", remedy="docs/slack.md says how to make one, and what to set.")
        with on_its_own(app) as part:
            if app.settings.slack.mode == "http":
                _listen(part, host, port)
            else:
                typer.echo("Slack is served. Ctrl-C stops it.")
                _wait()


@slack.command("check")
def check(home: Home = None, as_json: AsJson = False) -> None:
    """Say whether tokens, scopes, groups and the ways in are right; nothing is posted."""
    with command(home) as app:
        from vouch.slacking import looked_at

        found = list(looked_at(app))
        if as_json:
            print_json([asdict(each) for each in found])
        else:
            for each in found:
                remedy = f"\n       {each.remedy}" if each.remedy and not each.ok else ""
                typer.echo(f"{'ok ' if each.ok else 'NO '}  {each.what}: {each.said}{remedy}")
    if not all(each.ok for each in found):
        raise typer.Exit(1)


def _wait() -> None:
    """Until SIGTERM or Ctrl-C."""
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: ended.set())
    ended.wait()


def _listen(part: SlackPart, host: str, port: int) -> None:
    import uvicorn

    from integrations.slack.asgi import beside

    typer.echo(f"Slack's requests are taken at http://{host}:{port}/slack/events. Ctrl-C stops it.")
    uvicorn.run(beside(part), host=host, port=port, log_level="warning", access_log=False)
