"""The Slack part over the local Slack server: in this process, or in one of its own that can be killed."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from integrations.slack.desk import Desk
from integrations.slack.options import Options
from integrations.slack.part import SlackPart
from tests.support.fake_desk import FakeDesk
from tests.support.slack_server import SlackServer, slack_server
from tests.support.slack_server_world import APP_TOKEN, SIGNING_SECRET, TOKEN

PUBLIC = "https://vouch.example"


def options(slack: SlackServer, **more: Any) -> Options:
    """Options for the local server."""
    usual: dict[str, Any] = {
        "bot_token": TOKEN, "app_token": APP_TOKEN, "signing_secret": SIGNING_SECRET, "public_url": PUBLIC,
        "api_url": f"{slack.url}/api/", "groups": {"legal": ("legal",)}, "patience": 30.0, "stop_seconds": 5.0,
    }  # fmt: skip
    return Options(**{**usual, **more})


def people(slack: SlackServer) -> None:
    """Amara of the legal group, Leo of none, and those who may not ask. Channel C1 is Amara's and Leo's."""
    world = slack.world
    world.person("U1AMARA", "amara@home.example", "Amara Diallo")
    world.person("U2LEO", "leo@home.example", "Leo Brandt")
    world.person("U3GUEST", "guest@else.example", "Gus Guest", is_restricted=True)
    world.person("U4STRANGE", "sam@other.example", "Sam Strange", team_id="T9OTHER", is_stranger=True)
    world.person("U5GONE", "gone@home.example", "Gone Girl", deleted=True)
    world.person("U6BOT", "", "Robo", is_bot=True)
    world.person("U7NOMAIL", "", "Nomail Ng")
    world.group("legal", "U1AMARA")
    world.channel("C1", "U1AMARA", "U2LEO")


@contextmanager
def slack_part(slack: SlackServer, desk: Desk, home: Path, **more: Any) -> Iterator[SlackPart]:
    """The part, running and connected (or, with ``mode="http"``, behind an HTTP server of its own)."""
    part = SlackPart(options(slack, **more), desk, home)
    with over_http(slack, part) if more.get("mode") == "http" else _nothing():
        part.start()
        try:
            yield part
        finally:
            with _stirred(slack, part):
                part.stop()


@contextmanager
def _stirred(slack: SlackServer, part: SlackPart) -> Iterator[None]:
    """Something to read for the library's threads, which else sit out reads of seconds before they see a stop."""
    over = threading.Event()
    handler = part.door._handler

    def stir() -> None:
        while not over.wait(0.02):
            slack.stir()
            if handler is not None:
                handler.client.message_queue.put("")  # a message that is none

    thread = threading.Thread(target=stir, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextmanager
def _nothing() -> Iterator[None]:
    yield


@contextmanager
def over_http(slack: SlackServer, part: SlackPart) -> Iterator[None]:
    """An HTTP server in front of the part, to which the local Slack sends its requests."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def do_GET(self) -> None:
            self._answer(b"")

        def _answer(self, body: bytes) -> None:
            path, _, query = self.path.partition("?")
            reply = part.http(self.command, path, query, dict(self.headers), body)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    slack.events_url = f"http://127.0.0.1:{server.server_port}/slack/events"
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@contextmanager
def local_slack() -> Iterator[SlackServer]:
    """The local server with its people."""
    with slack_server() as slack:
        people(slack)
        yield slack


def killable(slack: SlackServer, home: Path, seconds: float) -> subprocess.Popen[bytes]:
    """The part in a process of its own, whose desk takes ``seconds`` for a question. Returns when it is connected."""
    before = slack.connections
    process = begun(slack, home, seconds)
    slack.world.wait(lambda: slack.connections > before, 60)
    return process


def begun(slack: SlackServer, home: Path, seconds: float) -> subprocess.Popen[bytes]:
    """As ``killable``, without waiting for it."""
    return subprocess.Popen([sys.executable, "-m", "tests.support.slack_app", slack.url, str(home), str(seconds)])


class _SlackUrl:
    def __init__(self, url: str) -> None:
        self.url = url


def _main(url: str, home: str, seconds: str) -> None:
    desk = FakeDesk(before=lambda who, asked: time.sleep(float(seconds)))
    part = SlackPart(options(_SlackUrl(url)), desk, Path(home))  # type: ignore[arg-type]
    part.start()
    threading.Event().wait()


if __name__ == "__main__":
    _main(*sys.argv[1:])
