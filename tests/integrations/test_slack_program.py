"""The Slack part in the program: the command, the ASGI door, the guide's rendering."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from slack_sdk.oauth.installation_store import Bot
from typer.testing import CliRunner

from assistant.api.parts import Auth
from evidence.record import Record
from integrations.slack.asgi import beside
from integrations.slack.bolt.installing import Installations
from integrations.slack.gallery import gallery
from integrations.slack.inbox import Inbox
from integrations.slack.part import OwnKeep, SlackPart
from tests.support import slack_server_people as do
from tests.support.api_server import make_home, served
from tests.support.fake_desk import FakeDesk
from tests.support.ingestion import write
from tests.support.slack_app import options
from tests.support.slack_server import SlackServer
from tests.support.slack_server_world import APP_TOKEN, SIGNING_SECRET, TEAM, TOKEN
from vouch.app import App
from vouch.cli.main import app
from vouch.settings import SlackSettings, load_settings
from vouch.slacking import on_its_own


def test_the_guide_shows_the_messages_as_they_are() -> None:
    page = Path(__file__).parents[2] / "docs" / "slack-messages.html"
    assert page.read_text("utf-8") == gallery(), "run: python -m integrations.slack.gallery > docs/slack-messages.html"


def test_requests_to_slack_go_to_the_part_and_others_on(slack: SlackServer, tmp_path: Path) -> None:
    async def web(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"the web page"})

    part = SlackPart(options(slack, mode="http"), FakeDesk(), tmp_path)
    listener = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(beside(part, web), log_level="warning", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    part.start()
    thread.start()
    try:
        with urllib.request.urlopen(f"{address}/anything", timeout=5) as reply:
            assert reply.read() == b"the web page"
        slack.events_url = f"{address}/slack/events"
        asked = do.mention(slack, "C1", "U1AMARA", "who approved the policy?")
        slack.world.wait(lambda: slack.world.posted("C1", asked["ts"]))
        request = urllib.request.Request(slack.events_url, b"x" * 1_100_000)
        with pytest.raises((urllib.error.HTTPError, OSError)):
            urllib.request.urlopen(request, timeout=5)
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
        part.stop()


def _settings(monkeypatch: pytest.MonkeyPatch, slack: SlackServer) -> None:
    for name, value in (
        ("BOT_TOKEN", TOKEN), ("APP_TOKEN", APP_TOKEN), ("SIGNING_SECRET", SIGNING_SECRET),
        ("API_URL", f"{slack.url}/api/"), ("GROUPS", '{"legal": ["legal"]}'),
    ):  # fmt: skip
        monkeypatch.setenv(f"VOUCH_SLACK__{name}", value)


def test_check_on_the_command_line(slack: SlackServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _settings(monkeypatch, slack)
    ran = CliRunner().invoke(app, ["slack", "check", "--home", str(tmp_path), "--json"])
    assert ran.exit_code == 0, ran.output
    found = json.loads(ran.output)
    assert all(each["ok"] for each in found) and TOKEN not in ran.output
    slack.world.usergroups.clear()
    ran = CliRunner().invoke(app, ["slack", "check", "--home", str(tmp_path)])
    assert ran.exit_code == 1 and "NO   user group: legal is not there" in ran.output


def test_check_finds_installations_in_the_record_and_in_slacks_own_file(
    slack: SlackServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    several = {"CLIENT_ID": "1.2", "CLIENT_SECRET": "the client's secret", "MODE": "http", "WORKSPACES": f'["{TEAM}"]',
               "API_URL": f"{slack.url}/api/", "SIGNING_SECRET": SIGNING_SECRET}  # fmt: skip
    for name, value in several.items():
        monkeypatch.setenv(f"VOUCH_SLACK__{name}", value)
    bot = Bot(bot_token=TOKEN, bot_id="B0", bot_user_id="U0VOUCH", team_id=TEAM, installed_at=0.0)
    with Record(tmp_path / "record") as record:
        Installations(record.settings, "the client's secret", (TEAM,)).save_bot(bot)
    inbox = Inbox(tmp_path / "own")
    Installations(OwnKeep(inbox), "the client's secret", (TEAM,)).save_bot(bot)
    for home, code in (("record", 0), ("own", 0), ("nowhere", 1)):
        ran = CliRunner().invoke(app, ["slack", "check", "--home", str(tmp_path / home)])
        assert ran.exit_code == code, ran.output
        assert ("ok   installation T0HOME: workspace Home (T0HOME)" in ran.output) == (code == 0)
        assert TOKEN not in ran.output
    assert not list((tmp_path / "nowhere").glob("*.db"))
    inbox.close()


def test_check_asks_the_server_that_slack_is_to_ask(
    slack: SlackServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(make_home(tmp_path), Auth("token")) as server:
        _settings(monkeypatch, slack)
        monkeypatch.setenv("VOUCH_SLACK__SERVER", server.url)
        for role, groups, said in (
            ("delegate", ("legal",), f"ok   server: {server.url} lets Slack ask for people"),
            ("admin", None, "NO   server: only the operator's own programs may ask for others"),
        ):
            monkeypatch.setenv("VOUCH_SLACK__SERVER_TOKEN", server.token("slack", groups, role))
            ran = CliRunner().invoke(app, ["slack", "check", "--home", str(tmp_path / "elsewhere")])
            assert said in ran.output


def test_without_an_app_or_a_server_the_command_says_so(
    slack: SlackServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = CliRunner().invoke(app, ["slack", "--home", str(tmp_path)])
    assert ran.exit_code == 1 and "no Slack app is set" in ran.output
    _settings(monkeypatch, slack)
    ran = CliRunner().invoke(app, ["slack", "--home", str(tmp_path)])
    assert ran.exit_code == 1 and "no server runs over" in ran.output


@contextmanager
def _serving(home: Path, slack: SlackServer, **settings: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``vouch serve`` over ``home`` with Slack set; the process, and where it answers."""
    usual = {"BOT_TOKEN": TOKEN, "APP_TOKEN": APP_TOKEN, "SIGNING_SECRET": SIGNING_SECRET,
             "API_URL": f"{slack.url}/api/", **settings}  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "vouch", "serve", "--port", "0", "--home", str(home)],
        env={**os.environ, "VOUCH_TODAY": "2026-06-15", **{f"VOUCH_SLACK__{name}": usual[name] for name in usual}},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    try:
        assert "Vouch answers at" in process.stdout.readline()
        yield process, json.loads((home / "serving.json").read_text())["address"]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture(name="home", scope="module")
def _home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one policy in it."""
    folder = tmp_path_factory.mktemp("slack")
    docs = write(
        folder / "docs",
        {
            "policy.md": "# AI Policy\n\nThe AI policy was approved by the Board of Directors on 3 May 2025.\n",
            "access.json": json.dumps({"default": ["staff"]}),
        },
    )
    ran = CliRunner().invoke(app, ["ingest", str(docs), "--home", str(folder / "home")])
    assert ran.exit_code == 0, ran.output
    return folder / "home"


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_the_server_answers_mentions_itself(slack: SlackServer, home: Path, tmp_path: Path, mode: str) -> None:
    own = Path(shutil.copytree(home, tmp_path / "home"))
    with _serving(own, slack, MODE=mode) as (process, address):
        if mode == "http":
            slack.events_url = f"{address}/slack/events"
        asked = do.mention(slack, "C1", "U2LEO", "who approved the AI policy?")
        answer = slack.world.wait(lambda: slack.world.posted("C1", asked["ts"]), 60)
        slack.world.wait(lambda: "Board of Directors" in json.dumps(slack.world.posted("C1", asked["ts"])), 60)
        assert answer
        with urllib.request.urlopen(f"{address}/readyz", timeout=30) as reply:
            assert reply.status == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert not list(own.glob("serving.*"))
    with Record(own) as record:
        assert [each.asker for each in record.ledger.entries(kind="answer")] == ["leo@home.example"]


def test_on_its_own_it_asks_through_the_server(slack: SlackServer, home: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(home, tmp_path / "home"))
    with _serving(own, slack, BOT_TOKEN="", APP_TOKEN="", SIGNING_SECRET=""):
        set_ = {"bot_token": TOKEN, "app_token": APP_TOKEN, "api_url": f"{slack.url}/api/"}
        settings = load_settings(own).model_copy(update={"slack": SlackSettings.model_validate(set_)})
        with on_its_own(App(settings)):
            asked = do.mention(slack, "C1", "U2LEO", "who approved the AI policy?")
            slack.world.wait(lambda: "Board of Directors" in json.dumps(slack.world.posted("C1", asked["ts"])), 60)
    with Record(own) as record:
        assert [each.asker for each in record.ledger.entries(kind="answer")] == ["leo@home.example"]
