"""Nothing lost, nothing twice: storms, retries, kills, rate limits, broken connections, slow questions, clean stops."""

from __future__ import annotations

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import slack_server_people as do
from tests.support.fake_desk import FakeDesk
from tests.support.slack_app import killable, local_slack, slack_part
from tests.support.slack_server import SlackServer

AMARA, LEO = "U1AMARA", "U2LEO"


@pytest.fixture(name="slack")
def _slack() -> Iterator[SlackServer]:
    with local_slack() as slack:
        yield slack


def _storm(slack: SlackServer, events: int, share: float, seed: int) -> list[dict[str, Any]]:
    """Questions of many people in several channels; ``share`` of the events repeat one, all out of order."""
    rng = random.Random(seed)
    users = [slack.world.person(f"U9P{n:02d}", f"p{n}@home.example", f"Person {n}") for n in range(20)]
    channels = [slack.world.channel(f"C9{n}", *users) for n in range(8)]
    fresh = round(events * (1 - share))
    asked = []
    for number in range(fresh):
        channel = rng.choice(channels)
        message = slack.world.say(channel, rng.choice(users), f"<@U0VOUCH> who approved policy number {number}?")
        asked.append({**message, "type": "app_mention", "channel": channel, "channel_type": "channel"})
    again = [rng.choice(asked) for _ in range(events - fresh)]
    sent = [*asked, *again]
    rng.shuffle(sent)
    for number, each in enumerate(sent):
        identity = f"EvS{each['ts']}" if number % 2 else ""  # a retry has the same event id, a second event another
        slack.deliver("events_api", do.envelope(each, identity=identity), retry=0)
    return asked


def _answers(slack: SlackServer) -> Counter[str]:
    return Counter(str(each["thread_ts"]) for each in slack.world.posted())


def test_a_storm_is_answered_once_each(slack: SlackServer, tmp_path: Path) -> None:
    desk = FakeDesk()
    with slack_part(slack, desk, tmp_path, workers=6) as part:
        began = time.monotonic()
        asked = _storm(slack, 500, 0.3, 7)
        for delivery in slack.deliveries:
            delivery.taken(60)
        assert time.monotonic() - began < 60
        slack.world.wait(lambda: len(_answers(slack)) == len(asked), 120)
        slack.world.wait(lambda: part.inbox.counts() == {"done": len(asked)}, 60)
    assert _answers(slack) == {each["ts"]: 1 for each in asked}
    assert len(desk.asked) == len(asked)
    assert max(delivery.seconds or 0 for delivery in slack.deliveries) < 3, "Slack's own limit, not a timing of ours"


def test_what_was_acknowledged_is_answered_after_a_kill(slack: SlackServer, tmp_path: Path) -> None:
    process = killable(slack, tmp_path, 0.05)
    try:
        asked = _storm(slack, 120, 0.3, 11)
        slack.world.wait(lambda: 5 < len(_answers(slack)) < len(asked) - 20, 60)
    finally:
        process.kill()
        process.wait(10)
    between = len(_answers(slack))
    assert between < len(asked)
    process = killable(slack, tmp_path, 0.0)
    try:
        slack.world.wait(lambda: len(_answers(slack)) == len(asked), 120)
    finally:
        process.kill()
        process.wait(10)
    assert _answers(slack) == {each["ts"]: 1 for each in asked}


@pytest.mark.parametrize("streaming", [True, False])
def test_a_post_whose_answer_is_lost_is_not_posted_twice(slack: SlackServer, tmp_path: Path, streaming: bool) -> None:
    slack.world.streaming = streaming
    slack.world.fail("chat.postMessage", drop=True, after=True)
    with slack_part(slack, FakeDesk(), tmp_path) as part:
        asked = do.mention(slack, "C1", AMARA, "who approved the policy?")
        slack.world.wait(lambda: part.inbox.counts() == {"done": 1})
    assert _answers(slack) == {asked["ts"]: 1}


def test_a_post_that_never_arrived_is_tried_again(slack: SlackServer, tmp_path: Path) -> None:
    slack.world.fail("chat.postMessage", drop=True, times=2)
    slack.world.fail("chat.postMessage", status=503)
    desk = FakeDesk()
    with slack_part(slack, desk, tmp_path):
        asked = do.mention(slack, "C1", AMARA, "who approved the policy?")
        slack.world.wait(lambda: _answers(slack) == {asked["ts"]: 1})
    assert len(desk.asked) == 1, "the answer is kept until it is shown"


def test_rate_limits_are_waited_for(slack: SlackServer, tmp_path: Path) -> None:
    slack.world.per_second["chat.postMessage"] = 5
    with slack_part(slack, FakeDesk(), tmp_path) as part:
        asked = [do.mention(slack, "C1", user, "who approved the policy?") for user in (AMARA, LEO) * 3]
        slack.world.wait(lambda: part.inbox.counts() == {"done": len(asked)}, 60)
    assert _answers(slack) == {each["ts"]: 1 for each in asked}
    refused = [call for call in slack.world.called("chat.postMessage") if not call.reply]
    assert refused, "the limit was met"
    after = [call.at for call in slack.world.called("chat.postMessage") if call.at > refused[0].at]
    assert min(after) - refused[0].at >= 0.95, "Retry-After is kept to"


def test_connections_that_break_or_are_refreshed_are_opened_again(slack: SlackServer, tmp_path: Path) -> None:
    with slack_part(slack, FakeDesk(), tmp_path):
        for breaking in (slack.refresh, slack.cut):
            before = slack.connections
            breaking()
            slack.world.wait(lambda before=before: slack.connections > before and slack.connected, 40)
            asked = do.mention(slack, "C1", AMARA, "who approved the policy?")
            slack.world.wait(lambda ts=asked["ts"]: slack.world.posted("C1", ts), 40)
            assert _answers(slack)[asked["ts"]] == 1


def test_a_slow_question_holds_up_nobody_else(slack: SlackServer, tmp_path: Path) -> None:
    go = threading.Event()
    desk = FakeDesk(before=lambda who, asked: bool("slow" in asked.text and go.wait(30)) and None)  # type: ignore[func-returns-value]
    with slack_part(slack, desk, tmp_path, workers=2):
        slow = do.mention(slack, "C1", AMARA, "the slow policy question?")
        mine = [do.mention(slack, "C1", AMARA, f"policy {n}?") for n in range(5)]
        other = do.mention(slack, "C1", LEO, "who approved the policy?")
        slack.world.wait(lambda: slack.world.posted("C1", other["ts"]))
        assert set(_answers(slack)) == {other["ts"]}, "one question a person at a time"
        go.set()
        slack.world.wait(lambda: set(_answers(slack)) == {each["ts"] for each in (slow, other, *mine)})


def test_a_long_question_shows_that_it_is_worked_on_and_grows(slack: SlackServer, tmp_path: Path) -> None:
    shown, go = threading.Event(), threading.Event()

    def before(who: object, asked: object) -> None:
        shown.wait(10)
        go.wait(10)

    for streaming in (True, False):
        slack.world.streaming = streaming
        shown.clear()
        go.clear()
        with slack_part(slack, FakeDesk(before=before), tmp_path / str(streaming), patience=0.05):
            asked = do.mention(slack, "C1", AMARA, "who approved the policy?")
            (waiting,) = slack.world.wait(lambda ts=asked["ts"]: slack.world.posted("C1", ts))
            assert "Looking through" in waiting["text"]
            assert waiting.get("streamed", False) == streaming
            shown.set()
            go.set()
            slack.world.wait(
                lambda ts=asked["ts"]: "Board approved" in json.dumps(slack.world.posted("C1", ts)[0]["blocks"])
            )
            slack.world.wait(lambda ts=asked["ts"]: not slack.world.posted("C1", ts)[0].get("streaming"))
            (answer,) = slack.world.posted("C1", asked["ts"])
            assert answer["ts"] == waiting["ts"]
        if streaming:
            assert any("Board approved" in str(call.args) for call in slack.world.called("chat.appendStream"))


def test_a_stop_excuses_what_is_open_and_the_next_start_answers_it(slack: SlackServer, tmp_path: Path) -> None:
    begun, go = threading.Event(), threading.Event()

    def before(who: object, asked: object) -> None:
        begun.set()
        go.wait(30)

    with slack_part(slack, FakeDesk(before=before), tmp_path, stop_seconds=0.1):
        asked = do.mention(slack, "C1", AMARA, "who approved the policy?")
        assert begun.wait(10)
    (excuse,) = slack.world.posted("C1", asked["ts"])
    assert "restarted" in excuse["text"]
    go.set()
    time.sleep(0.2)  # the thread that was left behind finds its inbox closed
    with slack_part(slack, FakeDesk(), tmp_path):
        slack.world.wait(lambda: "Board approved" in json.dumps(slack.world.posted("C1", asked["ts"])[0]["blocks"]))
    assert _answers(slack) == {asked["ts"]: 1}


def test_a_full_inbox_makes_slack_try_later(slack: SlackServer, tmp_path: Path) -> None:
    go = threading.Event()
    desk = FakeDesk(before=lambda who, asked: bool(go.wait(30)) and None)  # type: ignore[func-returns-value]
    slack.ack_seconds = 0.3
    with slack_part(slack, desk, tmp_path, waiting=3, workers=1):
        asked = [do.tell(slack, AMARA, f"policy {number}?") for number in range(8)]
        slack.world.wait(lambda: any(delivery.attempts > 1 for delivery in slack.deliveries))
        go.set()
        slack.retries = 50
        slack.world.wait(lambda: len(_answers(slack)) >= 4)
    assert set(_answers(slack)) <= {each["ts"] for each in asked}
    assert set(_answers(slack).values()) == {1}


def test_one_process_serves_a_home(slack: SlackServer, tmp_path: Path) -> None:
    from evidence.errors import ArchiveLocked

    with (
        slack_part(slack, FakeDesk(), tmp_path),
        pytest.raises(ArchiveLocked),
        slack_part(slack, FakeDesk(), tmp_path),
    ):
        raise AssertionError("two at once")
