"""Slack's Web API: rate limits waited for, refusals and lost answers told apart, no token in any message."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook import WebhookClient

from integrations.slack.ports import Json, SlackError, SlackLost, Workspace
from integrations.slack.redact import library_logger, note, redacted

_TIMEOUT = 30
_PATIENCE = 300.0  # seconds of rate limits and outages that one call waits through
_TRIES = 3
_FORM = frozenset(
    "auth.test auth.teams.list conversations.info conversations.members conversations.replies conversations.history "
    "users.info users.list users.lookupByEmail usergroups.list".split()
)  # methods that take no JSON
_BY_TEAM = frozenset({"users.list", "usergroups.list"})  # of an organisation's token, they ask which workspace
_AGAIN = frozenset({"ratelimited", "rate_limited"})
_OUTAGE = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
_SAFE = frozenset(
    "chat.update chat.delete views.publish auth.test assistant.threads.setStatus assistant.threads.setTitle "
    "assistant.threads.setSuggestedPrompts".split()
)  # done twice they have the effect of once
_IN_TURN = frozenset({"chat.postMessage"})  # about one a second in a channel: the next would be refused on its way


class WebSlack:
    """One workspace, by its bot token. Safe from several threads; a rate limit holds for all of them."""

    def __init__(self, token: str, api_url: str, known: Workspace | None = None) -> None:
        self._client = WebClient(
            token=token, base_url=api_url, timeout=_TIMEOUT, logger=library_logger(), retry_handlers=[]
        )
        self._known = known
        self._lock = threading.Lock()
        self._gates: dict[tuple[str, str], float] = {}
        self._turns: dict[tuple[str, str], threading.Lock] = {}
        self._stopped = threading.Event()
        self.scopes: tuple[str, ...] = ()

    def stop(self) -> None:
        """Wait for no rate limit any more."""
        self._stopped.set()

    def workspace(self) -> Workspace:
        """Who we are; asked once."""
        with self._lock:
            known = self._known
        if known is None:
            reply = self.call("auth.test")
            team, user, bot = (str(reply.get(name) or "") for name in ("team_id", "user_id", "bot_id"))
            whole = str(reply.get("enterprise_id") or "") if reply.get("is_enterprise_install") else ""
            known = self._known = Workspace(team, user, bot, str(reply.get("team") or ""), whole)
        return known

    def call(self, method: str, **arguments: Any) -> Json:
        """One call. Raises ``SlackError`` for a refusal, ``SlackLost`` when no answer came or limits last too long."""
        if method in _BY_TEAM and self._known is not None and self._known.organisation:
            arguments.setdefault("team_id", self._known.team)
        gate = (method, str(arguments.get("channel", "")))
        end = time.monotonic() + _PATIENCE
        for attempt in range(1, 1_000):
            with self._turn(gate):
                self._wait(gate, end, method)
                try:
                    return self._ask(method, arguments)
                except SlackApiError as error:
                    self._refused(error, method, gate)
                except (SlackClientError, URLError, OSError, http.client.HTTPException) as error:
                    self._lost(method, attempt, gate, error)
        raise SlackLost(f"Slack did not take {method}")

    def _turn(self, gate: tuple[str, str]) -> AbstractContextManager[object]:
        if gate[0] not in _IN_TURN:
            return nullcontext()
        with self._lock:
            return self._turns.setdefault(gate, threading.Lock())

    def _ask(self, method: str, arguments: Json) -> Json:
        given = {"params": arguments} if method in _FORM else {"json": arguments}
        response = self._client.api_call(method, **given)  # type: ignore[arg-type]
        self.scopes = _scopes(response.headers) or self.scopes
        data = response.data
        return data if isinstance(data, dict) else {}

    def _refused(self, error: SlackApiError, method: str, gate: tuple[str, str]) -> None:
        response: Any = error.response
        reason = str(response.get("error") or "unknown_error") if hasattr(response, "get") else "unknown_error"
        status = getattr(response, "status_code", 200)
        if status == 429 or reason in _AGAIN:
            seconds = _retry_after(getattr(response, "headers", {}))
            note("rate limit", method=method, seconds=seconds)
            self._close(gate, seconds)
            return
        if status >= 500 or reason in _OUTAGE:
            raise SlackLost(f"Slack answered {method} with {status}") from None
        raise SlackError(method, redacted(reason), redacted(str(response.get("needed") or ""))) from None

    def _lost(self, method: str, attempt: int, gate: tuple[str, str], error: Exception) -> None:
        reads = method in _FORM or method in _SAFE
        if not reads or attempt >= _TRIES or self._stopped.is_set():
            raise SlackLost(f"no answer from Slack to {method} ({type(error).__name__})") from None
        self._close(gate, 0.5 * attempt)

    def _close(self, gate: tuple[str, str], seconds: float) -> None:
        with self._lock:
            self._gates[gate] = max(self._gates.get(gate, 0.0), time.monotonic() + seconds)

    def _wait(self, gate: tuple[str, str], end: float, method: str) -> None:
        while True:
            with self._lock:
                until = self._gates.get(gate, 0.0)
            left = until - time.monotonic()
            if left <= 0:
                return
            if until > end or self._stopped.wait(min(left, 1.0)):
                raise SlackLost(f"Slack limits {method}")

    def upload(self, channel: str, thread: str, name: str, content: bytes, title: str, alt: str) -> None:
        """Put a file into a conversation."""
        try:
            self._client.files_upload_v2(
                channel=channel, thread_ts=thread or None, filename=name, content=content, title=title, alt_txt=alt,
                request_file_info=False,
            )  # fmt: skip
        except SlackApiError as error:
            self._refused(error, "files.upload", ("files.upload", channel))
            raise SlackLost("Slack limits files.upload") from None
        except (SlackClientError, URLError, OSError, http.client.HTTPException) as error:
            raise SlackLost(f"no answer from Slack to files.upload ({type(error).__name__})") from None

    def respond(self, url: str, message: Mapping[str, Any]) -> None:
        """Answer by a response URL; only Slack's own are used."""
        if not url.startswith(("https://hooks.slack.com/", self._root())):
            raise SlackError("response_url", "not_slack")
        try:
            reply = WebhookClient(url, timeout=_TIMEOUT, logger=library_logger()).send_dict(dict(message))
        except (SlackClientError, URLError, OSError, http.client.HTTPException) as error:
            raise SlackLost(f"no answer from Slack to a response ({type(error).__name__})") from None
        if reply.status_code == 429 or reply.status_code >= 500:
            raise SlackLost("Slack did not take a response")
        if reply.status_code != 200:
            raise SlackError("response_url", redacted(reply.body[:60]))

    def _root(self) -> str:
        return self._client.base_url.removesuffix("api/")


def _retry_after(headers: Mapping[str, Any]) -> float:
    named = {str(name).lower(): value for name, value in headers.items()}
    value = named.get("retry-after", "1")
    text = str(value[0] if isinstance(value, list) else value)
    return min(_PATIENCE, float(text)) if text.replace(".", "", 1).isdigit() else 1.0


def _scopes(headers: Mapping[str, Any]) -> tuple[str, ...]:
    named = {str(name).lower(): value for name, value in headers.items()}
    value = named.get("x-oauth-scopes", "")
    text = str(value[0] if isinstance(value, list) and value else value or "")
    return tuple(part.strip() for part in text.split(",") if part.strip())
