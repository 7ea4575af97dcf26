"""Nothing lost, nothing twice: storms, retries, kills, rate limits, broken connections, slow questions, clean stops."""

from __future__ import annotations

import json
import random
import threading
import time
from pathlib import Path

import pytest

from tests.support import slack_server_people as do
from tests.support.fake_desk import FakeDesk
from tests.support.slack_app import slack_part
from tests.support.slack_server import SlackServer
from tests.support.slack_storm import Storm, answers, messages, weather

AMARA, LEO = "U1AMARA", "U2LEO"


def test_a_burst_is_answered_once_each(slack: SlackServer, tmp_path: Path) -> None:
    """All at once, 30 % of them repetitions, out of order."""
    desk, burst = FakeDesk(), Storm(events=150, share=0.3)
    with slack_part(slack, desk, tmp_path, workers=6) as part:
        asked, sent = messages(slack, burst, random.Random(burst.seed))
        for delivery in [slack.deliver("events_api", each) for each in sent]:
            delivery.taken(60)
        slack.world.wait(lambda: part.inbox.counts() == {"done": len(asked)}, 120)
    assert answers(slack) == {each["ts"]: 1 for each in asked}
    assert len(desk.asked) == len(asked)


def test_a_storm_across_a_kill_is_answered_once_each(slack: SlackServer, tmp_path: Path) -> None:
    """A short one; `python -m benchmarks.slack_storm` is the full one."""
    slack.retries = 10
    outcome = weather(slack, tmp_path, Storm(events=120, seconds=2.0, kills=(0.6,)))
    assert outcome.answers == {1: outcome.questions} and outcome.questions == 84
    assert outcome.open_at_kill[0] > 0, "something was in hand when it was killed"


@pytest.mark.parametrize("streaming", [True, False])
def test_a_post_whose_answer_is_lost_is_not_posted_twice(slack: SlackServer, tmp_path: Path, streaming: bool) -> None:
    slack.world.streaming = streaming
    slack.world.fail("chat.postMessage", drop=True, after=True)
    with slack_part(slack, FakeDesk(), tmp_path) as part:
        asked = do.mention(slack, "C1", AMARA, "who approved the policy?")
        slack.world.wait(lambda: part.inbox.counts() == {"done": 1})
    assert answers(slack) == {asked["ts"]: 1}


def test_a_post_that_never_arrived_is_tried_again(slack: SlackServer, tmp_path: Path) -> None:
    slack.world.fail("chat.postMessage", drop=True, times=2)
    slack.world.fail("chat.postMessage", status=503)
    desk = FakeDesk()
    with slack_part(slack, desk, tmp_path):
        asked = do.mention(slack, "C1", AMARA, "who approved the policy?")
        slack.world.wait(lambda: answers(slack) == {asked["ts"]: 1})
    assert len(desk.asked) == 1, "the answer is kept until it is shown"


def test_rate_limits_are_waited_for(slack: SlackServer, tmp_path: Path) -> None:
    slack.world.per_second["chat.postMessage"] = 5
    with slack_part(slack, FakeDesk(), tmp_path) as part:
        asked = [do.mention(slack, "C1", user, "who approved the policy?") for user in (AMARA, LEO) * 3]
        slack.world.wait(lambda: part.inbox.counts() == {"done": len(asked)}, 60)
    assert answers(slack) == {each["ts"]: 1 for each in asked}
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
            assert answers(slack)[asked["ts"]] == 1


def test_a_slow_question_holds_up_nobody_else(slack: SlackServer, tmp_path: Path) -> None:
    go = threading.Event()
    desk = FakeDesk(before=lambda who, asked: bool("slow" in asked.text and go.wait(30)) and None)  # type: ignore[func-returns-value]
    with slack_part(slack, desk, tmp_path, workers=2):
        slow = do.mention(slack, "C1", AMARA, "the slow policy question?")
        mine = [do.mention(slack, "C1", AMARA, f"policy {n}?") for n in range(5)]
        other = do.mention(slack, "C1", LEO, "who approved the policy?")
        slack.world.wait(lambda: slack.world.posted("C1", other["ts"]))
        assert set(answers(slack)) == {other["ts"]}, "one question a person at a time"
        go.set()
        slack.world.wait(lambda: set(answers(slack)) == {each["ts"] for each in (slow, other, *mine)})


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
    assert answers(slack) == {asked["ts"]: 1}


def test_a_full_inbox_makes_slack_try_later(slack: SlackServer, tmp_path: Path) -> None:
    go = threading.Event()
    desk = FakeDesk(before=lambda who, asked: bool(go.wait(30)) and None)  # type: ignore[func-returns-value]
    slack.ack_seconds = 0.3
    with slack_part(slack, desk, tmp_path, waiting=3, workers=1):
        asked = [do.tell(slack, AMARA, f"policy {number}?") for number in range(8)]
        slack.world.wait(lambda: any(delivery.attempts > 1 for delivery in slack.deliveries))
        go.set()
        slack.retries = 50
        slack.world.wait(lambda: len(answers(slack)) >= 4)
    assert set(answers(slack)) <= {each["ts"] for each in asked}
    assert set(answers(slack).values()) == {1}


def test_one_process_serves_a_home(slack: SlackServer, tmp_path: Path) -> None:
    from evidence.errors import ArchiveLocked

    with (
        slack_part(slack, FakeDesk(), tmp_path),
        pytest.raises(ArchiveLocked),
        slack_part(slack, FakeDesk(), tmp_path),
    ):
        raise AssertionError("two at once")
