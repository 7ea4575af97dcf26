"""What every command shares: the flags, the JSON form, and errors without tracebacks."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evidence.errors import SettingsError, VouchError
from vouch.app import App
from vouch.log import configure_logging
from vouch.settings import load_settings

if TYPE_CHECKING:
    from evidence.archive import Archive
    from vouch.remote import Remote

Home = Annotated[Path | None, typer.Option("--home", help="Folder of the archive (default: $VOUCH_HOME, else .vouch).")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the JSON form instead of text.")]
Groups = Annotated[str | None, typer.Option("--groups", help="Groups of the asker, comma-separated.")]
Token = Annotated[
    str | None, typer.Option("--token", help="Access token for a server that owns the archive (default: $VOUCH_TOKEN).")
]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Answer for the state on this day (YYYY-MM-DD).")]
KnownBy = Annotated[
    str | None,
    typer.Option("--known-by", help="Only from documents whose own date is not after this day (YYYY-MM-DD)."),
]


@contextmanager
def command(home: Path | None) -> Iterator[App]:
    """An ``App`` for one command; a ``VouchError`` ends it with one plain message and exit code 1."""
    try:
        settings = load_settings(home)
        configure_logging(settings.log)
        yield App(settings)
    except VouchError as error:
        typer.echo(f"vouch: {error}" + (f"\n       {error.remedy}" if error.remedy else ""), err=True)
        raise typer.Exit(1) from error
    except BrokenPipeError as error:  # the reader of a pipe has gone; nothing to say to it
        sys.stdout = None
        raise typer.Exit(0) from error


@contextmanager
def archive_or_server(app: App, token: str | None = None) -> Iterator[Archive | Remote]:
    """The archive; where a running server owns it, that server."""
    from evidence.errors import ArchiveLocked
    from vouch.remote import Remote

    with ExitStack() as stack:
        try:
            found: Archive | Remote = stack.enter_context(app.archive())
        except ArchiveLocked:
            server = Remote.of(app.settings.home, token)
            if server is None:
                raise
            found = server
        yield found


def print_json(value: Any) -> None:
    """Print ``value`` as one JSON document on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def parse_day(text: str | None) -> date | None:
    """A date flag's value; raises ``SettingsError`` for anything but YYYY-MM-DD."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise SettingsError(f"{text!r} is not a date", remedy="Write it as YYYY-MM-DD.") from error


def parse_groups(text: str | None) -> tuple[str, ...] | None:
    """The groups named, or ``None`` when the flag was not given (the default groups apply)."""
    return None if text is None else tuple(part.strip() for part in text.split(",") if part.strip())
