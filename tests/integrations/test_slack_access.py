"""Nothing restricted is posted where others read, whoever asks and however; who may not ask is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from integrations.slack.bolt.client import WebSlack
from integrations.slack.part import SlackPart
from integrations.slack.people import Directory
from tests.support import slack_server_people as do
from tests.support.fake_desk import SECRET, FakeDesk
from tests.support.slack_app import options, slack_part
from tests.support.slack_server import SlackServer
from tests.support.slack_server_world import TEAM

AMARA, LEO = "U1AMARA", "U2LEO"
QUESTION = "what did the settlement cost, and who approved the policy?"


def _settled(slack: SlackServer, part: SlackPart) -> None:
    slack.world.wait(lambda: all(d.acked.is_set() for d in slack.deliveries) and set(part.inbox.counts()) <= {"done"})


def _public_words(slack: SlackServer) -> str:
    """All that was ever shown in a conversation that is not a direct message with Amara, edits and streams included."""
    calls = [call for call in slack.world.calls if call.method.startswith(("chat.", "conversations.", "views."))]
    mine = slack.world.direct(AMARA)
    shown = [call.args for call in calls if call.args.get("channel") != mine]
    return json.dumps(shown)


def test_in_a_channel_only_what_everyone_may_see(slack: SlackServer, desk: FakeDesk, part: SlackPart) -> None:
    asked = do.mention(slack, "C1", AMARA, QUESTION)
    (posted,) = slack.world.wait(lambda: slack.world.posted("C1", asked["ts"]))
    _settled(slack, part)
    assert "Board approved" in json.dumps(posted["blocks"])
    assert SECRET not in _public_words(slack)
    assert desk.asked[0][0].groups == ("staff",)


def test_the_private_offer_depends_on_the_asker_alone(slack: SlackServer, part: SlackPart) -> None:
    for question in (QUESTION, "something that nobody has written about"):
        do.mention(slack, "C1", AMARA, question)
        do.mention(slack, "C1", LEO, question)
    slack.world.wait(lambda: len(slack.world.posted("C1")) == 4)
    _settled(slack, part)
    offers = [(each["user"], json.dumps(each["blocks"])) for each in slack.world.ephemerals]
    assert [user for user, _ in offers] == [AMARA, AMARA], "Leo has no groups besides"
    keys = [do.button(each, "ask_privately")["value"] for each in slack.world.ephemerals]
    same = {words.replace(key, "") for (_, words), key in zip(offers, keys, strict=True)}
    assert len(same) == 1, "the offer says nothing about the question"


def test_asked_privately_the_answer_comes_in_a_direct_message(
    slack: SlackServer, desk: FakeDesk, part: SlackPart
) -> None:
    do.mention(slack, "C1", AMARA, QUESTION)
    (offer,) = slack.world.wait(lambda: slack.world.ephemerals)
    do.press(slack, AMARA, offer, "ask_privately").taken()
    (answer,) = slack.world.wait(lambda: slack.world.posted(slack.world.direct(AMARA)))
    _settled(slack, part)
    assert SECRET in json.dumps(answer["blocks"])
    assert SECRET not in _public_words(slack)
    follow = do.tell(slack, AMARA, "and when?", thread=answer["ts"])
    slack.world.wait(lambda: slack.world.posted(follow["channel"], answer["ts"]))
    assert desk.asked[-1][1].conversation == "c2", "the direct thread goes on from there"


def test_another_person_pressing_the_offer_gets_what_they_may_see(slack: SlackServer, part: SlackPart) -> None:
    do.mention(slack, "C1", AMARA, QUESTION)
    (offer,) = slack.world.wait(lambda: slack.world.ephemerals)
    do.press(slack, LEO, offer, "ask_privately").taken()
    slack.world.wait(lambda: slack.world.posted(slack.world.direct(LEO)))
    _settled(slack, part)
    assert SECRET not in _public_words(slack)


@pytest.mark.parametrize("user", ["U3GUEST", "U4STRANGE", "U7NOMAIL", "U6BOT", "U8NOBODY"])
def test_who_may_not_ask_is_refused_in_channels_and_directly(
    slack: SlackServer, desk: FakeDesk, part: SlackPart, user: str
) -> None:
    slack.world.channel("C2", user)
    do.mention(slack, "C2", user, QUESTION)
    do.tell(slack, user, QUESTION)
    do.command(slack, user, "C2", f"ask {QUESTION}")
    do.command(slack, user, "C2", "summary")
    do.shortcut(slack, user, "C2", slack.world.say("C2", user, QUESTION))
    do.open_home(slack, user)
    do.open_pane(slack, user)
    _settled(slack, part)
    assert desk.asked == []
    shown = json.dumps([slack.world.ephemerals, slack.world.posted(), slack.world.homes])
    assert SECRET not in shown and "Board approved" not in shown and "AI Ethics Policy" not in shown
    assert slack.world.prompts == []
    refusals = [each["text"] for each in (*slack.world.ephemerals, *slack.world.posted(slack.world.direct(user)))]
    assert refusals and all("I answer" in text or "cannot tell who you are" in text for text in refusals)


def test_a_deactivated_account_is_not_answered(slack: SlackServer, desk: FakeDesk, part: SlackPart) -> None:
    do.tell(slack, "U5GONE", QUESTION)
    _settled(slack, part)
    assert desk.asked == [] and slack.world.posted() == []


def test_apps_that_mention_us_are_refused_once_and_no_loop_begins(
    slack: SlackServer, desk: FakeDesk, part: SlackPart
) -> None:
    for _ in range(3):
        do.mention(slack, "C1", "U6BOT", QUESTION, bot_id="B6ROBO", subtype="bot_message")
    _settled(slack, part)
    assert desk.asked == []
    assert [each["text"] for each in slack.world.posted("C1")] == ["I answer people, not apps."]


@pytest.mark.parametrize(
    ("more", "member"),
    [({"is_ext_shared": True}, ""), ({"is_pending_ext_shared": True}, ""), ({}, "U3GUEST"), ({}, "U4STRANGE")],
)
def test_where_a_guest_or_another_organisation_reads_nothing_is_shown(
    slack: SlackServer, desk: FakeDesk, part: SlackPart, more: dict[str, Any], member: str
) -> None:
    slack.world.channel("C3", AMARA, *([member] if member else []), **more)
    do.mention(slack, "C3", AMARA, QUESTION)
    (offer,) = slack.world.wait(lambda: slack.world.ephemerals)
    _settled(slack, part)
    assert slack.world.posted("C3") == [] and desk.asked == []
    do.press(slack, AMARA, offer, "ask_privately").taken()
    slack.world.wait(lambda: slack.world.posted(slack.world.direct(AMARA)))
    assert slack.world.posted("C3") == []


def test_a_label_of_the_settings_counts_as_far_as_everyone_has_it(slack: SlackServer, tmp_path: Path) -> None:
    slack.world.channel("C4", AMARA)
    slack.world.channel("C5", AMARA, LEO)
    labels = {"C4": ("staff", "legal"), "C5": ("staff", "legal")}
    with slack_part(slack, FakeDesk(), tmp_path, channels=labels) as part:
        alone = do.mention(slack, "C4", AMARA, QUESTION)
        together = do.mention(slack, "C5", AMARA, QUESTION)
        (one,) = slack.world.wait(lambda: slack.world.posted("C4", alone["ts"]))
        (other,) = slack.world.wait(lambda: slack.world.posted("C5", together["ts"]))
        assert SECRET in json.dumps(one["blocks"]) and SECRET not in json.dumps(other["blocks"])
        slack.world.members["C4"].append(LEO)
        do.event(slack, {"type": "member_joined_channel", "channel": "C4", "user": LEO}).taken()
        later = do.mention(slack, "C4", AMARA, QUESTION)
        (third,) = slack.world.wait(lambda: slack.world.posted("C4", later["ts"]))
        _settled(slack, part)
        assert SECRET not in json.dumps(third["blocks"])


def test_an_edit_in_a_channel_shows_no_more_than_the_question_did(slack: SlackServer, part: SlackPart) -> None:
    asked = do.mention(slack, "C1", AMARA, "who approved the policy?")
    slack.world.wait(lambda: slack.world.posted("C1", asked["ts"]))
    _settled(slack, part)
    do.edit(slack, "C1", asked, f"<@U0VOUCH> {QUESTION} {SECRET}?").taken()
    slack.world.wait(lambda: slack.world.posted("C1", asked["ts"])[0].get("history"))
    _settled(slack, part)
    assert "40,000" not in _public_words(slack)


def test_a_shortcut_answers_in_private_only(slack: SlackServer, part: SlackPart) -> None:
    message = slack.world.say("C1", LEO, QUESTION)
    do.shortcut(slack, AMARA, "C1", message).taken()
    (answer,) = slack.world.wait(lambda: slack.world.posted(slack.world.direct(AMARA)))
    _settled(slack, part)
    assert SECRET in json.dumps(answer["blocks"])
    assert SECRET not in _public_words(slack) and slack.world.posted("C1") == []


def test_links_are_never_unfurled(slack: SlackServer, part: SlackPart) -> None:
    link = {"type": "link_shared", "channel": "C1", "user": AMARA, "message_ts": slack.world.ts(),
            "links": [{"domain": "vouch.example", "url": "https://vouch.example/evidence/legal/x.docx"}]}  # fmt: skip
    do.event(slack, link).taken()
    do.tell(slack, AMARA, QUESTION)
    slack.world.wait(slack.world.posted)
    _settled(slack, part)
    assert slack.world.called("chat.unfurl") == []
    for call in slack.world.called("chat.postMessage"):
        assert call.args["unfurl_links"] is False and call.args["unfurl_media"] is False
        assert "settlement" not in str(call.args["text"]).replace(f"The {SECRET} settlement cost", "")


def test_who_leaves_a_group_loses_what_it_opened(slack: SlackServer, part: SlackPart) -> None:
    first = do.tell(slack, AMARA, QUESTION)
    slack.world.wait(lambda: slack.world.posted(first["channel"], first["ts"]))
    slack.world.usergroups["SLEGAL"]["users"] = []
    do.event(slack, {"type": "subteam_members_changed", "subteam_id": "SLEGAL"}).taken()
    second = do.tell(slack, AMARA, QUESTION)
    (answer,) = slack.world.wait(lambda: slack.world.posted(second["channel"], second["ts"]))
    assert SECRET not in json.dumps(answer["blocks"])


def test_what_is_known_of_people_is_asked_anew_after_a_while(slack: SlackServer) -> None:
    """Without any event: Slack reports no change of a group to an app that cannot hear it."""
    now = [0.0]
    chosen = options(slack, refresh=300.0)
    client = WebSlack(chosen.bot_token, chosen.api_url)
    directory = Directory(lambda _: client, chosen, lambda: now[0])
    assert directory.person(TEAM, AMARA).groups == ("legal",)
    slack.world.usergroups["SLEGAL"]["users"] = []
    slack.world.users[LEO]["is_restricted"] = True
    now[0] = 299.0
    assert directory.person(TEAM, AMARA).groups == ("legal",)
    assert len(slack.world.called("usergroups.list")) == 1, "remembered meanwhile"
    now[0] = 301.0
    assert directory.person(TEAM, AMARA).groups == ()
    assert directory.person(TEAM, LEO).problem == "guest"


def test_what_cannot_be_found_out_shows_nothing(slack: SlackServer, desk: FakeDesk, part: SlackPart) -> None:
    slack.world.fail("conversations.members", error="missing_scope")
    do.mention(slack, "C1", AMARA, QUESTION)
    slack.world.wait(lambda: slack.world.ephemerals)
    _settled(slack, part)
    assert slack.world.posted("C1") == [] and desk.asked == []


def test_another_workspace_is_not_served(slack: SlackServer, desk: FakeDesk, part: SlackPart) -> None:
    message = slack.world.say("C1", AMARA, f"<@U0VOUCH> {QUESTION}")
    do.event(slack, {**message, "type": "app_mention", "channel": "C1"}, team="T8FOREIGN").taken()
    assert desk.asked == [] and part.inbox.counts() == {}
