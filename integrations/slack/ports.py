"""What the Slack part asks of Slack, as plain values. ``bolt.client`` is the real one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from evidence.errors import ServiceError

Json = dict[str, Any]


class SlackError(ServiceError):
    """Slack refused a call; ``reason`` is its error code. Trying again does not help."""

    code = "slack"
    retry = False

    def __init__(self, method: str, reason: str, detail: str = "") -> None:
        super().__init__(f"Slack refused {method}: {reason}{f' ({detail})' if detail else ''}", retry=False)
        self.reason = reason


class SlackLost(ServiceError):
    """No answer came to a call: it may or may not have had its effect."""

    code = "slack_lost"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace that the app is installed in, and under which user the bot writes there.

    ``organisation`` is set where the installation is of a whole Enterprise Grid organisation (E…).
    """

    team: str
    bot_user: str
    bot: str
    name: str = ""
    organisation: str = ""


class Slack(Protocol):
    """One workspace's Web API. Rate limits are waited for; a refusal is a ``SlackError``, no answer ``SlackLost``."""

    def workspace(self) -> Workspace:
        """Who we are there."""

    def call(self, method: str, **arguments: Any) -> Json:
        """One call and Slack's answer."""

    def upload(self, channel: str, thread: str, name: str, content: bytes, title: str, alt: str) -> None:
        """Put a file into a conversation."""

    def respond(self, url: str, message: Mapping[str, Any]) -> None:
        """Answer a command or a button by its response URL."""


Clients = Callable[[str], Slack]
"""The client of a workspace by its team id. Raises ``SlackError`` for one that is not installed."""
