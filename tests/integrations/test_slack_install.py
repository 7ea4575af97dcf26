"""Installation: several workspaces by OAuth, the manifest, ``vouch slack check``, settings that cannot work."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from email.message import Message
from pathlib import Path

import pytest

from evidence.errors import ServiceError, SettingsError
from evidence.record import Record
from integrations.slack.bolt.door import SCOPES, manifest_scopes
from integrations.slack.check import check
from integrations.slack.part import SlackPart
from tests.support import slack_server_people as do
from tests.support.fake_desk import FakeDesk
from tests.support.slack_app import options, over_http, slack_part
from tests.support.slack_server import SlackServer
from tests.support.slack_server_world import SCOPES as GRANTED
from tests.support.slack_server_world import TEAM, TOKEN

OTHER = "xoxb-other-workspace-token"
SEVERAL = {"bot_token": "", "client_id": "1.2", "client_secret": "the client's secret", "workspaces": (TEAM,)}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def _lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _get(url: str, cookie: str = "") -> tuple[int, dict[str, str], str]:
    request = urllib.request.Request(url, headers={"Cookie": cookie} if cookie else {})
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=10) as reply:
            return reply.status, _lower(reply.headers), reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, _lower(error.headers), error.read().decode()


def _install(slack: SlackServer, team: str) -> int:
    return install(
        slack,
        {"access_token": OTHER, "bot_user_id": "U0VOUCH", "scope": GRANTED, "team": {"id": team, "name": "Home"},
         "authed_user": {"id": "U1AMARA"}, "enterprise": None, "is_enterprise_install": False},
    )  # fmt: skip


def install(slack: SlackServer, told: dict[str, object]) -> int:
    """Go through an installation as a browser does; ``told`` is what Slack tells of it."""
    root = slack.events_url.removesuffix("/slack/events")
    status, headers, _ = _get(f"{root}/slack/install")
    assert status == 302
    asked = urllib.parse.parse_qs(urllib.parse.urlsplit(headers["location"]).query)
    assert set(asked["scope"][0].split(",")) == set(SCOPES)
    slack.world.codes["code-1"] = told
    cookie = headers["set-cookie"].split(";")[0]
    status, _, _ = _get(f"{root}/slack/oauth_redirect?code=code-1&state={asked['state'][0]}", cookie)
    return status


def test_a_workspace_is_installed_by_oauth_and_answered(slack: SlackServer, tmp_path: Path) -> None:
    with Record(tmp_path) as record:
        part = SlackPart(options(slack, mode="http", **SEVERAL), FakeDesk(), tmp_path, record.settings)
        with over_http(slack, part):
            part.start()
            assert _install(slack, TEAM) == 200
            asked = do.mention(slack, "C1", "U1AMARA", "who approved the policy?")
            slack.world.wait(lambda: slack.world.posted("C1", asked["ts"]))
            assert {call.token for call in slack.world.called("chat.postMessage")} == {OTHER}
            do.event(slack, {"type": "app_uninstalled"}).taken()
            assert record.settings.get(f"slack.installation.{TEAM}") is None
            part.stop()
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert OTHER.encode() not in stored, "tokens are encrypted where they are kept"


def test_a_workspace_that_is_not_named_cannot_install(slack: SlackServer, tmp_path: Path) -> None:
    with slack_part(slack, FakeDesk(), tmp_path, mode="http", **{**SEVERAL, "workspaces": ("T5ELSE",)}) as part:
        assert _install(slack, TEAM) != 200
        assert part.inbox.value(f"slack.installation.{TEAM}") is None


def test_a_state_that_was_not_issued_installs_nothing(slack: SlackServer, tmp_path: Path) -> None:
    with slack_part(slack, FakeDesk(), tmp_path, mode="http", **SEVERAL) as part:
        root = slack.events_url.removesuffix("/slack/events")
        status, _, _ = _get(f"{root}/slack/oauth_redirect?code=code-1&state=made-up", "slack-app-oauth-state=made-up")
        assert status != 200 and part.inbox.value(f"slack.installation.{TEAM}") is None


def test_the_manifest_asks_for_what_is_used() -> None:
    folder = Path(__file__).parents[2] / "integrations" / "slack"
    assert sorted(manifest_scopes((folder / "manifest.yaml").read_text("utf-8"))) == sorted(SCOPES)
    assert set(SCOPES) <= set(GRANTED.split(","))


def test_check_says_what_is_right_and_what_is_not(slack: SlackServer) -> None:
    chosen = options(slack, groups={"legal": ("legal",), "board": ("board",)}, leaders=("nobody@home.example",),
                     digest_channel="C404")  # fmt: skip
    found = {(each.what, each.ok) for each in check(chosen)}
    assert {("bot token", True), ("user group", True), ("user group", False), ("person", False),
            ("digest channel", False), ("Socket Mode", True)} <= found  # fmt: skip
    wrong = list(check(options(slack, bot_token="xoxb-wrong", app_token="xoxb-not-an-app-token")))
    assert [(each.what, each.ok) for each in wrong] == [("bot token", False), ("Socket Mode", False)]
    assert all(TOKEN not in each.said for each in wrong)
    unmade = list(check(options(slack, mode="http", signing_secret="", **SEVERAL)))
    assert [(each.what, each.ok) for each in unmade] == [
        ("workspaces", True), ("installation", False), ("signing secret", False)
    ]  # fmt: skip
    assert "/slack/install" in unmade[1].remedy
    assert [each.ok for each in check(options(slack, bot_token="", mode="http"))] == [False, True]


@pytest.mark.parametrize(
    "more",
    [{"bot_token": ""}, {"app_token": ""}, {"mode": "http", "signing_secret": ""}, {**SEVERAL, "workspaces": ()}],
)
def test_settings_that_cannot_work_are_refused(slack: SlackServer, tmp_path: Path, more: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        SlackPart(options(slack, **more), FakeDesk(), tmp_path)


def test_a_wrong_token_is_said_so_and_nothing_is_left_locked(slack: SlackServer, tmp_path: Path) -> None:
    part = SlackPart(options(slack, bot_token="xoxb-wrong"), FakeDesk(), tmp_path)
    with pytest.raises(ServiceError) as raised:
        part.start()
    assert "invalid_auth" in str(raised.value) and "xoxb" not in json.dumps(str(raised.value))
    with slack_part(slack, FakeDesk(), tmp_path):
        pass
