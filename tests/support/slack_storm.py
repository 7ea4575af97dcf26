"""A storm of questions on the Slack part in a process of its own, which is killed in the middle and comes back."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support import slack_server_people as do
from tests.support.slack_app import begun, killable
from tests.support.slack_server import Delivery, SlackServer

_PEOPLE, _CHANNELS = 20, 8


@dataclass(frozen=True, slots=True)
class Storm:
    """``events`` over ``seconds``, of which ``share`` repeat another; killed when each of ``kills`` of them is sent.

    ``kills`` are shares of the events, in order. ``work`` is how long an answer takes, in seconds.
    """

    events: int = 500
    share: float = 0.3
    seconds: float = 10.0
    kills: tuple[float, ...] = (0.5,)
    work: float = 0.15
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a storm: questions by how often each was answered, and how it went on the way.

    ``open_at_kill`` are the questions that were acknowledged and not answered when the process was killed, one number
    a kill; ``acknowledged`` the seconds until each event was taken (those of its last attempt), sorted.
    """

    questions: int
    answers: Counter[int]
    open_at_kill: tuple[int, ...]
    again: int
    acknowledged: tuple[float, ...]

    @property
    def lost(self) -> int:
        """Questions without an answer."""
        return self.answers[0]

    @property
    def twice(self) -> int:
        """Questions with more than one."""
        return sum(count for times, count in self.answers.items() if times > 1)


def messages(slack: SlackServer, storm: Storm, rng: random.Random) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The questions that are asked, and the bodies of the events in the order in which they are sent.

    A repetition is a retry (the event id of the first) or the second event of one mention (another id).
    """
    users = [slack.world.person(f"U9P{n:02d}", f"p{n}@home.example", f"Person {n}") for n in range(_PEOPLE)]
    channels = [slack.world.channel(f"C9{n}", *users) for n in range(_CHANNELS)]
    asked: list[dict[str, Any]] = []
    for number in range(round(storm.events * (1 - storm.share))):
        channel = rng.choice(channels)
        said = slack.world.say(channel, rng.choice(users), f"<@U0VOUCH> who approved policy number {number}?")
        asked.append({**said, "type": "app_mention", "channel": channel, "channel_type": "channel"})
    sent = [do.envelope(each, identity=f"EvS{each['ts']}") for each in asked]
    for each in rng.choices(asked, k=storm.events - len(asked)):
        second = {**each, "type": "message"}
        sent.append(do.envelope(each, identity=f"EvS{each['ts']}") if rng.random() < 0.5 else do.envelope(second))
    rng.shuffle(sent)
    return asked, sent


def weather(slack: SlackServer, home: Path, storm: Storm, patience: float = 180.0) -> Outcome:
    """Let the storm pass; ``AssertionError`` when after ``patience`` seconds more something is still open.

    Slack sends again what is not acknowledged; what is acknowledged is the part's own to remember.
    """
    rng = random.Random(storm.seed)
    asked, sent = messages(slack, storm, rng)
    kills = [round(share * len(sent)) for share in storm.kills]
    process = killable(slack, home, storm.work)
    deliveries: list[Delivery] = []
    open_at_kill: list[int] = []
    began = time.monotonic()
    try:
        for number, body in enumerate(sent):
            time.sleep(max(0.0, began + storm.seconds * number / len(sent) - time.monotonic()))
            if number in kills:
                process.kill()
                process.wait(20)
                open_at_kill.append(_open(slack))
                process = begun(slack, home, storm.work)  # it storms on meanwhile
            deliveries.append(slack.deliver("events_api", body))
        slack.world.wait(lambda: all(each.acked.is_set() for each in deliveries), patience)
        wanted = {str(each["ts"]) for each in asked}
        slack.world.wait(lambda: wanted <= set(answers(slack)), patience)
    finally:
        process.kill()
        process.wait(20)
    counted = answers(slack)
    return Outcome(
        len(asked),
        Counter(counted[str(each["ts"])] for each in asked),
        tuple(open_at_kill),
        sum(each.attempts - 1 for each in deliveries),
        tuple(sorted(each.seconds or 0.0 for each in deliveries)),
    )


def answers(slack: SlackServer) -> Counter[str]:
    """How many messages stand in each thread."""
    return Counter(str(each["thread_ts"]) for each in slack.world.posted())


def _open(slack: SlackServer) -> int:
    taken = {str(each.payload["event"]["ts"]) for each in slack.deliveries if each.acked.is_set()}
    return len(taken - set(answers(slack)))
