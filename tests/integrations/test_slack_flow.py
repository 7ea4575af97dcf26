"""From a message in Slack to the blocks posted: mentions, direct messages, threads, edits, deletions."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from integrations.slack.part import SlackPart
from tests.support import slack_server_people as do
from tests.support.fake_desk import SECRET, FakeDesk
from tests.support.slack_app import PUBLIC, slack_part
from tests.support.slack_server import SlackServer

AMARA, LEO = "U1AMARA", "U2LEO"


@pytest.fixture(name="part", params=["socket", "http"])
def _part(slack: SlackServer, desk: FakeDesk, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SlackPart]:
    with slack_part(slack, desk, tmp_path / "home", mode=request.param) as part:
        yield part


def _links(message: dict[str, Any]) -> list[str]:
    found: list[str] = []

    def look(value: Any) -> None:
        if isinstance(value, dict):
            if value.get("type") == "link":
                found.append(value["url"])
            for each in value.values():
                look(each)
        elif isinstance(value, list):
            for each in value:
                look(each)

    look(message["blocks"])
    return found


def _done(slack: SlackServer, part: SlackPart, jobs: int = 1) -> None:
    slack.world.wait(lambda: part.inbox.counts().get("done", 0) >= jobs and part.inbox.counts().keys() == {"done"})


def test_a_mention_is_answered_in_its_thread(slack: SlackServer, desk: FakeDesk, part: SlackPart) -> None:
    asked = do.mention(slack, "C1", AMARA, "who approved the policy?")
    (posted,) = slack.world.wait(lambda: slack.world.posted("C1", asked["ts"]))
    _done(slack, part)
    assert len(desk.asked) == 1, "app_mention and message are one question"
    assert desk.asked[0][1].text == "who approved the policy?"
    assert "The Board approved the AI policy" in json.dumps(posted["blocks"])
    assert _links(posted)[0].startswith(f"{PUBLIC}/evidence/policies/ai-policy.docx?start=0&end=")
    assert _links(posted)[0].endswith("#mark")
    assert posted["unfurl_links"] is False and posted["unfurl_media"] is False


def test_a_direct_message_is_answered_with_what_the_asker_may_see(
    slack: SlackServer, desk: FakeDesk, part: SlackPart
) -> None:
    asked = do.tell(slack, AMARA, "what did the settlement cost?")
    (posted,) = slack.world.wait(lambda: slack.world.posted(asked["channel"], asked["ts"]))
    assert SECRET in json.dumps(posted["blocks"])
    who = desk.asked[0][0]
    assert (who.person, set(who.groups or ()), who.via) == ("amara@home.example", {"staff", "legal"}, "slack")


def test_a_follow_up_in_the_thread_keeps_the_conversation(slack: SlackServer, desk: FakeDesk, part: SlackPart) -> None:
    first = do.mention(slack, "C1", AMARA, "who approved the policy?")
    slack.world.wait(lambda: slack.world.posted("C1", first["ts"]))
    _done(slack, part)
    do.mention(slack, "C1", AMARA, "and when?", thread=first["ts"])
    _, second = slack.world.wait(lambda: len(found := slack.world.posted("C1", first["ts"])) == 2 and found)
    assert [asked.conversation for _, asked in desk.asked] == [None, "c1"]
    assert "3 March 2026" in json.dumps(second["blocks"])


def test_an_edited_question_is_answered_anew_in_place(slack: SlackServer, desk: FakeDesk, part: SlackPart) -> None:
    asked = do.mention(slack, "C1", AMARA, "who approved the policy?")
    (first,) = slack.world.wait(lambda: slack.world.posted("C1", asked["ts"]))
    _done(slack, part)
    do.edit(slack, "C1", asked, "<@U0VOUCH> which risk is accepted?")
    slack.world.wait(lambda: "R-12" in json.dumps(slack.world.posted("C1")[0]["blocks"]))
    (second,) = slack.world.posted("C1", asked["ts"])
    assert second["ts"] == first["ts"]
    assert "Board approved" not in json.dumps(second["blocks"])


def test_a_deleted_question_takes_its_answer_with_it(slack: SlackServer, part: SlackPart) -> None:
    asked = do.mention(slack, "C1", AMARA, "who approved the policy?")
    slack.world.wait(lambda: slack.world.posted("C1", asked["ts"]))
    _done(slack, part)
    do.delete(slack, "C1", asked)
    slack.world.wait(lambda: not slack.world.posted("C1"))


def test_a_question_deleted_while_it_is_worked_on_is_not_answered(
    slack: SlackServer, desk: FakeDesk, part: SlackPart
) -> None:
    begun, go = threading.Event(), threading.Event()

    def slow(who: object, asked: object) -> None:
        begun.set()
        go.wait(10)

    desk.before = slow
    asked = do.mention(slack, "C1", AMARA, "who approved the policy?")
    assert begun.wait(10)
    do.delete(slack, "C1", asked).taken()
    go.set()
    _done(slack, part)
    assert slack.world.posted("C1") == []


def test_a_deletion_that_comes_before_its_question_counts(slack: SlackServer, desk: FakeDesk, part: SlackPart) -> None:
    asked = slack.world.say("C1", AMARA, "<@U0VOUCH> who approved the policy?")
    do.delete(slack, "C1", dict(asked)).taken()
    do.event(slack, {**asked, "type": "app_mention", "channel": "C1"}).taken()
    later = do.mention(slack, "C1", LEO, "which risk is accepted?")
    slack.world.wait(lambda: slack.world.posted("C1", later["ts"]))
    assert [asked.text for _, asked in desk.asked] == ["which risk is accepted?"]


def test_an_edit_that_comes_before_its_question_counts(slack: SlackServer, desk: FakeDesk, part: SlackPart) -> None:
    asked = slack.world.say("C1", AMARA, "<@U0VOUCH> who approved the policy?")
    original = dict(asked)
    do.edit(slack, "C1", asked, "<@U0VOUCH> which risk is accepted?").taken()
    do.event(slack, {**original, "type": "app_mention", "channel": "C1"}).taken()
    slack.world.wait(lambda: slack.world.posted("C1", asked["ts"]))
    _done(slack, part)
    assert [asked.text for _, asked in desk.asked] == ["which risk is accepted?"]


def test_other_messages_are_none_of_our_business(slack: SlackServer, desk: FakeDesk, part: SlackPart) -> None:
    chat = slack.world.say("C1", AMARA, "who approved the policy?")
    do.event(slack, {**chat, "channel": "C1", "channel_type": "channel"}).taken()
    do.event(slack, {"type": "channel_rename", "channel": {"id": "C1", "name": "x"}}).taken()
    assert part.inbox.counts() == {}


def test_events_are_acknowledged_while_the_work_goes_on(slack: SlackServer, desk: FakeDesk, part: SlackPart) -> None:
    go = threading.Event()
    desk.before = lambda who, asked: bool(go.wait(20)) and None  # type: ignore[func-returns-value]
    do.mention(slack, "C1", AMARA, "who approved the policy?")
    for delivery in slack.deliveries:
        delivery.taken(3)
    assert slack.world.posted("C1") == []
    go.set()
    slack.world.wait(lambda: slack.world.posted("C1"))
    assert all(delivery.attempts == 1 for delivery in slack.deliveries)
