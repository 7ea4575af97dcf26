"""Several workspaces and Enterprise Grid: whose token answers where, who is a member, whose digests are sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.oauth.installation_store import Bot

from evidence.errors import SettingsError
from evidence.record import Record
from integrations.slack import incoming
from integrations.slack.bolt.installing import Installations, States
from integrations.slack.check import check
from integrations.slack.options import Options
from integrations.slack.part import SlackPart
from tests.integrations.test_slack_install import install
from tests.support import slack_server_people as do
from tests.support.fake_desk import SECRET, FakeDesk
from tests.support.slack_app import local_slack, options, over_http
from tests.support.slack_server import Delivery, SlackServer
from tests.support.slack_server_world import APP, BOT, SCOPES, TEAM

ORG, SECOND, THIRD = "E0GROUP", "T2SECOND", "T3THIRD"
MONDAY = datetime(2026, 6, 15, 8, 30, tzinfo=UTC)
CLIENT = {"bot_token": "", "client_id": "1.2", "client_secret": "the client's secret", "mode": "http"}
ORG_TOKEN, HOME_TOKEN, SECOND_TOKEN = "xoxb-of-the-organisation", "xoxb-of-home", "xoxb-of-second"


@pytest.fixture(name="slack")
def _slack() -> Iterator[SlackServer]:
    """An organisation of three workspaces, two of which its installation reaches; Mia is in the second alone."""
    with local_slack() as slack:
        world = slack.world
        world.reach[ORG] = [TEAM, SECOND]
        for user in ("U1AMARA", "U2LEO"):
            world.users[user]["enterprise_user"] = {"enterprise_id": ORG, "teams": [TEAM]}
        of_second = {"team_id": SECOND, "enterprise_user": {"enterprise_id": ORG, "teams": [SECOND]}}
        world.person("W9MIA", "mia@home.example", "Mia Chen", **of_second)
        world.channel("C2", "W9MIA", context_team_id=SECOND)
        yield slack


def _home(slack: SlackServer, **more: Any) -> Options:
    return options(slack, **{**CLIENT, "workspaces": (ORG,), **more})


@contextmanager
def _running(slack: SlackServer, desk: FakeDesk, home: Path, chosen: Options, **more: Any) -> Iterator[SlackPart]:
    with Record(home) as record:
        part = SlackPart(chosen, desk, home, record.settings, **more)
        with over_http(slack, part):
            part.start()
            try:
                yield part
            finally:
                part.stop()


def _installed(slack: SlackServer, home: Path, chosen: Options, *kept: tuple[str, str]) -> None:
    """Installations as they were made before: (workspace or organisation, token)."""
    with Record(home) as record:
        store = Installations(record.settings, chosen.client_secret, chosen.workspaces)
        for where, token in kept:
            whole = where.startswith("E")
            slack.world.tokens[token] = {"team": where, "user": BOT, "bot": "B0", "scopes": SCOPES,
                                         "organisation": where if whole else ""}  # fmt: skip
            store.save_bot(
                Bot(bot_token=token, bot_id="B0", bot_user_id=BOT, team_id=None if whole else where,
                    enterprise_id=where if whole else None, is_enterprise_install=whole, installed_at=0.0)
            )  # fmt: skip


def _for_all(slack: SlackServer) -> dict[str, Any]:
    """What Slack tells of an installation in the whole organisation."""
    return {"access_token": ORG_TOKEN, "bot_user_id": BOT, "scope": SCOPES, "team": None,
            "enterprise": {"id": ORG, "name": "Group"}, "is_enterprise_install": True,
            "authed_user": {"id": "U1AMARA"}}  # fmt: skip


def _mention(slack: SlackServer, channel: str, user: str, text: str, team: str, organisation: str = ORG) -> Any:
    said = slack.world.say(channel, user, f"<@{BOT}> {text}")
    inner = {**said, "type": "app_mention", "channel": channel, "channel_type": "channel"}
    do.event(slack, inner, team=team, organisation=organisation).taken()
    return said


def _press(slack: SlackServer, user: str, team: str, message: dict[str, Any], action: str) -> Delivery:
    """A button as Slack sends it to an installation of a whole organisation: no workspace but the person's."""
    body = {
        "type": "block_actions", "user": {"id": user, "team_id": team}, "team": None, "api_app_id": APP,
        "enterprise": {"id": ORG, "name": "Group"}, "is_enterprise_install": True,
        "trigger_id": slack.world.trigger(), "channel": {"id": message["channel"]}, "message": message,
        "container": {"type": "message", "message_ts": message["ts"], "channel_id": message["channel"]},
        "actions": [{**do.button(message, action), "action_ts": slack.world.ts()}],
        "response_url": f"{slack.url}/response/{slack.world.response_url_id(user, message['channel'])}",
    }  # fmt: skip
    return slack.deliver("interactive", body)


def test_an_organisation_is_installed_once_and_answered_in_each_of_its_workspaces(
    slack: SlackServer, tmp_path: Path
) -> None:
    desk = FakeDesk()
    with _running(slack, desk, tmp_path, _home(slack)) as part:
        assert install(slack, _for_all(slack)) == 200
        home = _mention(slack, "C1", "U1AMARA", "who approved the policy?", TEAM)
        second = _mention(slack, "C2", "W9MIA", "who approved the policy?", SECOND)
        slack.world.wait(lambda: slack.world.posted("C1", home["ts"]))
        (answer,) = slack.world.wait(lambda: slack.world.posted("C2", second["ts"]))
        assert {call.token for call in slack.world.called("chat.postMessage")} == {ORG_TOKEN}
        _press(slack, "W9MIA", SECOND, answer, "feedback_helpful").taken()
        slack.world.wait(lambda: desk.said)
        assert desk.said[0][0].person == "mia@home.example"
        slack.world.wait(lambda: set(part.inbox.counts()) == {"done"})
        assert {call.args["team_id"] for call in slack.world.called("usergroups.list")} == {TEAM, SECOND}
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert ORG_TOKEN.encode() not in stored


def test_after_a_restart_the_organisations_token_is_read_from_the_record(slack: SlackServer, tmp_path: Path) -> None:
    chosen = _home(slack)
    _installed(slack, tmp_path, chosen, (ORG, ORG_TOKEN))
    with _running(slack, FakeDesk(), tmp_path, chosen):
        asked = _mention(slack, "C2", "W9MIA", "who approved the policy?", SECOND)
        slack.world.wait(lambda: slack.world.posted("C2", asked["ts"]))


def test_an_organisation_that_is_not_named_cannot_install(slack: SlackServer, tmp_path: Path) -> None:
    with _running(slack, FakeDesk(), tmp_path, _home(slack, workspaces=(TEAM, "E0OTHER"))):
        assert install(slack, _for_all(slack)) != 200
    with Record(tmp_path) as record:
        assert record.settings.get(f"slack.installation.{ORG}") is None


def test_a_workspace_that_the_installation_does_not_reach_is_not_answered(slack: SlackServer, tmp_path: Path) -> None:
    """A request says where it comes from; Slack says which workspaces the token is for."""
    desk, chosen = FakeDesk(), _home(slack)
    slack.world.channel("C3", "W9MIA", context_team_id=THIRD)
    _installed(slack, tmp_path, chosen, (ORG, ORG_TOKEN))
    with _running(slack, desk, tmp_path, chosen) as part:
        _mention(slack, "C3", "W9MIA", "who approved the policy?", THIRD)
        slack.world.wait(lambda: part.inbox.counts() == {"done": 1})
        assert desk.asked == [] and slack.world.posted() == []
        slack.world.reach[ORG].append(THIRD)
        slack.world.users["W9MIA"]["enterprise_user"]["teams"].append(THIRD)
        granted = {"type": "team_access_granted", "team_ids": [THIRD]}
        do.event(slack, granted, team="", organisation=ORG).taken()
        asked = _mention(slack, "C3", "W9MIA", "who approved the policy?", THIRD)
        slack.world.wait(lambda: slack.world.posted("C3", asked["ts"]))
        slack.world.reach[ORG].remove(THIRD)
        do.event(slack, {"type": "team_access_revoked", "team_ids": [THIRD]}, team="", organisation=ORG).taken()
        _mention(slack, "C3", "W9MIA", "which risk is accepted?", THIRD)
        slack.world.wait(lambda: part.inbox.counts() == {"done": 3})
    assert len(desk.asked) == 1


def test_another_organisation_is_not_served(slack: SlackServer, tmp_path: Path) -> None:
    chosen = _home(slack)
    _installed(slack, tmp_path, chosen, (ORG, ORG_TOKEN))
    with _running(slack, FakeDesk(), tmp_path, chosen) as part:
        _mention(slack, "C1", "U1AMARA", "who approved the policy?", TEAM, organisation="E0OTHER")
        assert part.inbox.counts() == {}


def test_members_of_other_workspaces_are_members_only_where_all_of_it_is_served(
    slack: SlackServer, tmp_path: Path
) -> None:
    """A channel of the organisation has members of two workspaces: with the first one's token Mia is a stranger."""
    slack.world.channel("C7", "U1AMARA", "W9MIA", is_org_shared=True)
    whole, alone = _home(slack), _home(slack, workspaces=(TEAM,))
    _installed(slack, tmp_path / "whole", whole, (ORG, ORG_TOKEN))
    _installed(slack, tmp_path / "alone", alone, (TEAM, HOME_TOKEN))
    with _running(slack, FakeDesk(), tmp_path / "alone", alone):
        _mention(slack, "C7", "U1AMARA", "who approved the policy?", TEAM, organisation="")
        slack.world.wait(lambda: slack.world.ephemerals)
        assert slack.world.posted("C7") == []
    with _running(slack, FakeDesk(), tmp_path / "whole", whole):
        asked = _mention(slack, "C7", "W9MIA", f"what did the {SECRET} settlement cost, and the policy?", TEAM)
        (answer,) = slack.world.wait(lambda: slack.world.posted("C7", asked["ts"]))
        assert "Board approved" in json.dumps(answer["blocks"]) and "40,000" not in json.dumps(answer["blocks"])


def test_an_answer_streams_to_the_workspace_of_whoever_asked(slack: SlackServer, tmp_path: Path) -> None:
    slack.world.channel("C7", "U1AMARA", "W9MIA", is_org_shared=True)
    go = threading.Event()
    desk = FakeDesk(before=lambda who, asked: bool(go.wait(30)) and None)  # type: ignore[func-returns-value]
    chosen = _home(slack, patience=0.02)
    _installed(slack, tmp_path, chosen, (ORG, ORG_TOKEN))
    with _running(slack, desk, tmp_path, chosen):
        said = slack.world.say("C7", "W9MIA", f"<@{BOT}> who approved the policy?", team=SECOND)
        inner = {**said, "type": "app_mention", "channel": "C7", "channel_type": "channel"}
        do.event(slack, inner, team=TEAM, organisation=ORG).taken()
        (call,) = slack.world.wait(lambda: slack.world.called("chat.startStream"))
        go.set()
        slack.world.wait(lambda: "Board approved" in json.dumps(slack.world.posted("C7", said["ts"])[0]["blocks"]))
    assert (call.args["recipient_user_id"], call.args["recipient_team_id"]) == ("W9MIA", SECOND)


def test_a_stranger_of_another_organisation_stays_one(slack: SlackServer, tmp_path: Path) -> None:
    foreign = {"team_id": "T8ELSE", "enterprise_user": {"enterprise_id": "E0OTHER", "teams": ["T8ELSE"]}}
    slack.world.person("W8SAM", "sam@other.example", "Sam Other", **foreign)
    slack.world.channel("C8", "U1AMARA", "W8SAM")
    desk, chosen = FakeDesk(), _home(slack)
    _installed(slack, tmp_path, chosen, (ORG, ORG_TOKEN))
    with _running(slack, desk, tmp_path, chosen):
        _mention(slack, "C8", "U1AMARA", "who approved the policy?", TEAM)
        slack.world.wait(lambda: len(slack.world.ephemerals) == 1)
        _mention(slack, "C8", "W8SAM", "who approved the policy?", TEAM)
        slack.world.wait(lambda: len(slack.world.ephemerals) == 2)
    assert desk.asked == [] and slack.world.posted("C8") == []


def test_removed_from_the_organisation_its_token_is_forgotten(slack: SlackServer, tmp_path: Path) -> None:
    chosen = _home(slack, workspaces=(ORG, TEAM))
    _installed(slack, tmp_path, chosen, (ORG, ORG_TOKEN), (TEAM, HOME_TOKEN))
    with _running(slack, FakeDesk(), tmp_path, chosen):
        do.event(slack, {"type": "tokens_revoked", "tokens": {"oauth": ["U1AMARA"]}}, team=TEAM).taken()
        do.event(slack, {"type": "app_uninstalled"}, team="", organisation=ORG).taken()
        asked = _mention(slack, "C1", "U1AMARA", "who approved the policy?", TEAM, organisation="")
        slack.world.wait(lambda: slack.world.posted("C1", asked["ts"]))
        assert {call.token for call in slack.world.called("chat.postMessage")} == {HOME_TOKEN}
    with Record(tmp_path) as record:
        assert record.settings.get(f"slack.installation.{ORG}") is None
        assert record.settings.get(f"slack.installation.{TEAM}") is not None, "a person's token is none of ours"


def test_a_new_installation_replaces_the_token_in_use(slack: SlackServer, tmp_path: Path) -> None:
    chosen = _home(slack)
    _installed(slack, tmp_path, chosen, (ORG, "xoxb-old"))
    with _running(slack, FakeDesk(), tmp_path, chosen):
        first = _mention(slack, "C1", "U1AMARA", "who approved the policy?", TEAM)
        slack.world.wait(lambda: slack.world.posted("C1", first["ts"]))
        assert install(slack, _for_all(slack)) == 200
        del slack.world.tokens["xoxb-old"]
        second = _mention(slack, "C1", "U2LEO", "who approved the policy?", TEAM)
        slack.world.wait(lambda: slack.world.posted("C1", second["ts"]))


def test_a_bot_token_of_an_organisation_serves_its_workspaces(slack: SlackServer, tmp_path: Path) -> None:
    slack.world.tokens[ORG_TOKEN] = {"team": ORG, "user": BOT, "bot": "B0", "scopes": SCOPES, "organisation": ORG}
    chosen = options(slack, bot_token=ORG_TOKEN, mode="http")
    with _running(slack, FakeDesk(), tmp_path, chosen) as part:
        asked = _mention(slack, "C2", "W9MIA", "who approved the policy?", SECOND)
        slack.world.wait(lambda: slack.world.posted("C2", asked["ts"]))
        assert list(part.workspaces.teams()) == [TEAM, SECOND]


# Digests ----------------------------------------------------------------------------------------

_DIGESTS: dict[str, Any] = {
    "digest_channels": {TEAM: "C1", SECOND: "C2"}, "digest_month_day": 15,
    "leaders": ("amara@home.example", "mia@home.example", "nobody@home.example"),
}  # fmt: skip


@pytest.mark.parametrize("whole", [True, False])
def test_digests_go_to_every_installed_workspace_and_to_a_leader_once(
    slack: SlackServer, tmp_path: Path, whole: bool
) -> None:
    """Amara is a member of both workspaces: she gets one summary. Over a restart nothing is sent again."""
    slack.world.users["U1AMARA"]["enterprise_user"]["teams"] = [TEAM, SECOND]
    kept = [(ORG, ORG_TOKEN)] if whole else [(TEAM, HOME_TOKEN), (SECOND, SECOND_TOKEN)]
    chosen = _home(slack, workspaces=tuple(where for where, _ in kept), **_DIGESTS)
    _installed(slack, tmp_path, chosen, *kept)
    for _ in range(2):
        with _running(slack, FakeDesk(), tmp_path, chosen, now=lambda: MONDAY) as part:
            slack.world.wait(lambda part=part: part.inbox.counts() == {"done": 8})
    for channel in ("C1", "C2"):
        (week,) = slack.world.posted(channel)
        assert "Evidence this week (2026-W25)" in json.dumps(week["blocks"])
        assert SECRET not in json.dumps(week["blocks"])
    (hers,) = slack.world.posted(slack.world.direct("U1AMARA"))
    (mias,) = slack.world.posted(slack.world.direct("W9MIA"))
    assert "May 2026" in json.dumps(hers["blocks"]) and SECRET in json.dumps(hers["blocks"])
    assert "May 2026" in json.dumps(mias["blocks"]) and SECRET not in json.dumps(mias["blocks"])
    assert len(slack.world.posted()) == 4


def test_a_leader_whom_one_workspace_cannot_write_to_is_written_to_in_another(
    slack: SlackServer, tmp_path: Path
) -> None:
    slack.world.users["U1AMARA"]["enterprise_user"]["teams"] = [TEAM, SECOND]
    chosen = _home(slack, workspaces=(TEAM, SECOND), leaders=("amara@home.example",), digest_month_day=15)
    _installed(slack, tmp_path, chosen, (TEAM, HOME_TOKEN), (SECOND, SECOND_TOKEN))
    slack.world.fail("conversations.open", error="messages_tab_disabled")
    with _running(slack, FakeDesk(), tmp_path, chosen, now=lambda: MONDAY) as part:
        slack.world.wait(lambda: part.inbox.counts() == {"done": 2})
    (summary,) = slack.world.posted(slack.world.direct("U1AMARA"))
    assert "May 2026" in json.dumps(summary["blocks"])


def test_one_organisation_out_of_reach_keeps_no_other_from_its_digest(slack: SlackServer, tmp_path: Path) -> None:
    chosen = _home(slack, workspaces=(ORG, TEAM), digest_channels={TEAM: "C1"})
    _installed(slack, tmp_path, chosen, (ORG, ORG_TOKEN), (TEAM, HOME_TOKEN))
    slack.world.fail("auth.teams.list", error="account_inactive", times=50)
    with _running(slack, FakeDesk(), tmp_path, chosen, now=lambda: MONDAY):
        slack.world.wait(lambda: slack.world.posted("C1"))


@pytest.mark.parametrize("workspaces", [(TEAM, SECOND), (ORG,)])
def test_a_digest_channel_of_no_workspace_is_refused(
    slack: SlackServer, tmp_path: Path, workspaces: tuple[str, ...]
) -> None:
    with pytest.raises(SettingsError, match="digest_channel does not say in which workspace"):
        SlackPart(_home(slack, workspaces=workspaces, digest_channel="C1"), FakeDesk(), tmp_path)


# Looking at it ----------------------------------------------------------------------------------


def _found(home: Path, chosen: Options) -> list[tuple[str, bool, str]]:
    with Record(home) as record:
        return [(each.what, each.ok, each.said) for each in check(chosen, record.settings)]


def test_check_looks_at_every_installation(slack: SlackServer, tmp_path: Path) -> None:
    slack.world.usergroups["SSECOND"] = {"id": "SSECOND", "handle": "risk", "users": ["W9MIA"], "team_id": SECOND}
    chosen = _home(
        slack, workspaces=(ORG, THIRD), groups={"legal": ("legal",), "risk": ("risk",), "none": ("x",)},
        leaders=("mia@home.example", "nobody@home.example"), digest_channels={TEAM: "C1", SECOND: "C404", THIRD: "C3"},
    )  # fmt: skip
    _installed(slack, tmp_path, chosen, (ORG, ORG_TOKEN))
    assert _found(tmp_path, chosen) == [
        ("workspaces", True, f"{ORG}, {THIRD}"),
        (f"installation {ORG}", True, f"organisation Home ({ORG}): {TEAM}, {SECOND}"),
        ("scopes", True, "all 17"),
        ("installation", False, f"{THIRD}: the app is not installed there"),
        ("user group", True, "legal (1 people) sees legal"),
        ("user group", True, "risk (1 people) sees risk"),
        ("user group", False, "none is not there"),
        ("person", True, "mia@home.example"),
        ("person", False, "nobody@home.example"),
        ("digest channel", True, "C1"),
        ("digest channel", False, "Slack refused conversations.info: channel_not_found"),
        ("digest channel", False, f"C3: {THIRD} is not served"),
        ("signing secret", True, "set"),
    ]


def test_check_says_what_has_become_of_a_token(slack: SlackServer, tmp_path: Path) -> None:
    chosen = _home(slack, workspaces=(TEAM, ORG))
    _installed(slack, tmp_path, chosen, (TEAM, HOME_TOKEN), (ORG, ORG_TOKEN))
    slack.world.reach[ORG] = []
    del slack.world.tokens[HOME_TOKEN]
    found = {what: (ok, said) for what, ok, said in _found(tmp_path, chosen)}
    assert found[f"installation {TEAM}"] == (False, "Slack refused auth.test: invalid_auth")
    assert found[f"installation {ORG}"] == (False, f"organisation Home ({ORG}): no workspace yet")


# Pure parts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "team"),
    [
        ({"team_id": "T1", "authorizations": [{"team_id": "T2"}]}, "T2"),
        ({"team_id": "T1", "authorizations": [{"team_id": None, "is_enterprise_install": True}]}, "T1"),
        ({"team_id": "T1", "authorizations": [{"team_id": "E1", "is_enterprise_install": True}]}, "T1"),
        ({"team": None, "user": {"team_id": "T3"}, "is_enterprise_install": True}, "T3"),
        ({"team": None, "user": {"team_id": "T3"}}, ""),
        ({"team": {"id": "T4"}, "view": {"app_installed_team_id": "T5"}}, "T5"),
        ({"team_id": "T6", "enterprise_id": "E1", "is_enterprise_install": "true"}, "T6"),
        ({"team": [], "authorizations": ["x"], "view": 3}, ""),
    ],
)
def test_which_workspace_a_request_is_about(body: dict[str, Any], team: str) -> None:
    assert incoming.team_of(body) == team


def test_a_state_is_good_once_for_ten_minutes_and_only_if_it_is_ours() -> None:
    now = [1_000.0]
    states = States("the client's secret", lambda: now[0])
    first, second = states.issue(), states.issue()
    assert states.consume(first) and not states.consume(first)
    assert not any(states.consume(each) for each in ("", "x", "a.9999999999.b", second + "0", States("other").issue()))
    head, end, signature = second.split(".")
    assert not states.consume(f"{head}.{int(end) + 600}.{signature}"), "its end cannot be put off"
    now[0] += 601
    assert not states.consume(second)
