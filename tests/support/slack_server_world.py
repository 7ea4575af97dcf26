"""What a local Slack server knows: workspaces, people, channels, messages, and what it was asked for."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

TEAM, BOT, APP = "T0HOME", "U0VOUCH", "A0VOUCH"
TOKEN, APP_TOKEN, SIGNING_SECRET = "xoxb-test-home-secret", "xapp-test-app-secret", "signing-secret-of-the-test"
SCOPES = (
    "app_mentions:read,assistant:write,channels:history,channels:read,chat:write,commands,files:write,"
    "groups:history,groups:read,im:history,im:read,im:write,mpim:history,mpim:read,team:read,usergroups:read,"
    "users:read,users:read.email"
)


@dataclass
class Call:
    """One call of the Web API: what was asked, and what was said."""

    method: str
    args: dict[str, Any]
    token: str
    at: float
    reply: dict[str, Any] = field(default_factory=dict)


@dataclass
class Fault:
    """What happens to the next ``times`` calls of a method: an error, a rate limit, or a lost connection.

    ``after`` lets the call take effect before the answer is lost.
    """

    error: str = ""
    retry_after: int = 0
    drop: bool = False
    status: int = 0
    after: bool = False
    times: int = 1


class World:
    """The state. Every change is made under ``changed``, so that a test can wait for it."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.users: dict[str, dict[str, Any]] = {}
        self.usergroups: dict[str, dict[str, Any]] = {}
        self.channels: dict[str, dict[str, Any]] = {}
        self.members: dict[str, list[str]] = {}
        self.messages: dict[tuple[str, str], dict[str, Any]] = {}
        self.ephemerals: list[dict[str, Any]] = []
        self.deleted: list[dict[str, Any]] = []
        self.statuses: list[dict[str, Any]] = []
        self.titles: list[dict[str, Any]] = []
        self.prompts: list[dict[str, Any]] = []
        self.views: list[dict[str, Any]] = []
        self.homes: dict[str, dict[str, Any]] = {}
        self.files: dict[str, dict[str, Any]] = {}
        self.responses: dict[str, dict[str, Any]] = {}
        self.triggers: dict[str, float] = {}
        self.calls: list[Call] = []
        self.faults: dict[str, list[Fault]] = {}
        self.tokens = {TOKEN: {"team": TEAM, "user": BOT, "bot": "B0VOUCH", "scopes": SCOPES}}
        self.reach: dict[str, list[str]] = {}
        """The workspaces that an organisation's installation reaches, by the organisation."""
        self.codes: dict[str, dict[str, Any]] = {}
        self.streaming = True
        self.per_second: dict[str, float] = {}
        """Calls a second and channel that a method takes before it says 429."""
        self._taken: dict[tuple[str, str], float] = {}
        self._serial = itertools.count(1)
        self._clock = 1_780_000_000
        self.person(BOT, "vouch@bots.example", "Vouch", is_bot=True)

    # Making the world ---------------------------------------------------------------------------

    def person(self, identity: str, email: str, name: str, **more: Any) -> str:
        """A member of the workspace; ``more`` are fields of Slack's user object."""
        profile = {"email": email, "real_name": name, "display_name": name.split(maxsplit=1)[0]}
        made = {"id": identity, "team_id": TEAM, "name": name.lower(), "deleted": False, "is_bot": False}
        self.users[identity] = {
            **made,
            "real_name": name,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "is_email_confirmed": True,
            "profile": {key: value for key, value in profile.items() if value},
            **more,
        }
        return identity

    def group(self, handle: str, *users: str) -> None:
        """A user group."""
        identity = f"S{handle.upper()}"
        self.usergroups[identity] = {"id": identity, "handle": handle, "users": list(users), "date_delete": 0}

    def channel(self, identity: str, *members: str, **more: Any) -> str:
        """A channel with the bot in it."""
        self.channels[identity] = {
            "id": identity, "name": identity.lower(), "is_channel": True, "is_im": False, "is_mpim": False,
            "is_private": False, "is_ext_shared": False, "is_org_shared": False, "is_pending_ext_shared": False,
            "context_team_id": TEAM, **more,
        }  # fmt: skip
        self.members[identity] = [BOT, *members]
        return identity

    def direct(self, user: str) -> str:
        """The direct message channel with a person."""
        identity = f"D{user[1:]}"
        if identity not in self.channels:
            self.channel(identity, user, is_channel=False, is_im=True, user=user)
        return identity

    def ts(self) -> str:
        """The next time stamp."""
        with self.changed:
            serial = next(self._serial)
        return f"{self._clock + serial}.{serial % 1_000_000:06d}"

    def say(self, channel: str, user: str, text: str, thread: str = "", **more: Any) -> dict[str, Any]:
        """A message of a person, as Slack keeps it."""
        ts = self.ts()
        message = {"type": "message", "user": user, "text": text, "ts": ts, "team": TEAM, **more}
        if thread:
            message["thread_ts"] = thread
        with self.changed:
            self.messages[channel, ts] = message
        return message

    def trigger(self) -> str:
        """A trigger id, good for three seconds."""
        identity = f"trigger.{self.ts()}"
        self.triggers[identity] = time.monotonic() + 3
        return identity

    def response_url_id(self, user: str, channel: str) -> str:
        """A new response URL's last part: five messages within half an hour."""
        identity = f"r{next(self._serial)}"
        self.responses[identity] = {"user": user, "channel": channel, "left": 5, "until": time.monotonic() + 1_800}
        return identity

    # Looking at it ------------------------------------------------------------------------------

    def fail(self, method: str, **fault: Any) -> None:
        """Spoil the next calls of a method (see ``Fault``)."""
        with self.changed:
            self.faults.setdefault(method, []).append(Fault(**fault))

    def called(self, method: str) -> list[Call]:
        """The calls of a method, in order."""
        with self.changed:
            return [call for call in self.calls if call.method == method]

    def posted(self, channel: str = "", thread: str = "") -> list[dict[str, Any]]:
        """What the bot has posted and not deleted (in a channel, in a thread), in order."""
        with self.changed:
            return [
                {"channel": where, **message}
                for (where, _), message in sorted(self.messages.items(), key=lambda item: item[0][1])
                if message.get("user") == BOT and channel in ("", where) and thread in ("", message.get("thread_ts"))
            ]

    def wait(self, ready: Callable[[], Any], seconds: float = 20.0) -> Any:
        """Wait until ``ready()`` is true and return it; ``AssertionError`` when it does not come about."""
        end = time.monotonic() + seconds
        with self.changed:
            while not (found := ready()):
                left = end - time.monotonic()
                assert left > 0, "it did not come about"
                self.changed.wait(min(left, 0.2))
            return found

    def spoil(self, method: str) -> Fault | None:
        """The fault that hits this call, if any."""
        waiting = self.faults.get(method) or []
        if not waiting:
            return None
        fault = waiting[0]
        fault.times -= 1
        if fault.times <= 0:
            waiting.pop(0)
        return fault

    def too_fast(self, method: str, channel: str) -> bool:
        """Whether a call comes sooner than ``per_second`` allows."""
        rate = self.per_second.get(method)
        if not rate:
            return False
        now = time.monotonic()
        if now < self._taken.get((method, channel), 0.0):
            return True
        self._taken[method, channel] = now + 1 / rate
        return False
