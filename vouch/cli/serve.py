"""``vouch serve``: the API and the web page, from the process that owns the archive."""

from __future__ import annotations

from typing import Annotated

import typer

from vouch.cli.common import Home, command


def serve(
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on (default: 127.0.0.1).")] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65_535, help="Port (default: 8321); 0 takes a free one.")
    ] = None,
    home: Home = None,
) -> None:
    """Answer in the browser and over HTTP until Ctrl-C. Other commands on this home go through it meanwhile."""
    with command(home) as app:
        from vouch.serving import serve as run

        settings = app.settings.serve

        def tell(address: str) -> None:
            typer.echo(f"Vouch answers at {settings.public_url or address}")
            if settings.auth == "none":
                typer.echo("No account is needed on this machine. Ctrl-C stops it.")
            else:
                typer.echo(f"People sign in ({settings.auth}). Ctrl-C stops it.")

        run(app, host or settings.host, settings.port if port is None else port, tell)
