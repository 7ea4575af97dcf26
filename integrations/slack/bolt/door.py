"""slack-bolt: requests verified, kept in the inbox, and only then acknowledged; Socket Mode, HTTP, installation."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from evidence.errors import ServiceError, VouchError
from integrations.slack.bolt.workspaces import Workspaces
from integrations.slack.options import Options
from integrations.slack.redact import library_logger, redacted, warn

SCOPES = (
    "app_mentions:read assistant:write channels:history channels:read chat:write commands files:write groups:history "
    "groups:read im:history im:read im:write mpim:history mpim:read usergroups:read users:read users:read.email"
).split()
"""What the bot token must be allowed, as the manifest asks for it."""
_ANY = re.compile(".*", re.S)
_LONGEST = 1_000_000  # bytes of a request


class Receiver(Protocol):
    """Takes what comes in. Durable when a method returns; what it raises makes Slack send it again."""

    def event(self, body: Mapping[str, Any], bot_user: str) -> None:
        """An event."""

    def command(self, body: Mapping[str, Any]) -> str:
        """A command: what is said at once."""

    def shortcut(self, body: Mapping[str, Any]) -> None:
        """A message shortcut."""

    def action(self, body: Mapping[str, Any]) -> None:
        """A pressed button."""

    def view(self, body: Mapping[str, Any]) -> Mapping[str, str]:
        """A submitted modal: errors by block, none when it is taken."""


class Door:
    """The ways in. ``http`` answers one request; ``connect`` keeps a Socket Mode connection until ``close``."""

    def __init__(self, options: Options, workspaces: Workspaces, receiver: Receiver) -> None:
        self._options, self._workspaces = options, workspaces
        self._handler: SocketModeHandler | None = None
        self.app = App(
            signing_secret=options.signing_secret or "unset",
            authorize=workspaces.authorize(),
            request_verification_enabled=True,
            logger=library_logger(),
            process_before_response=True,  # acknowledged when the inbox has it, not before
            attaching_conversation_kwargs_enabled=False,
            token_verification_enabled=False,
        )
        _listen(self.app, receiver)
        self._flow = _flow(options, workspaces) if workspaces.installations else None

    def connect(self) -> None:
        """Open the Socket Mode connection; it is kept open by itself. Raises ``ServiceError`` when Slack refuses."""
        client = WebClient(base_url=self._options.api_url, logger=library_logger())
        self._handler = SocketModeHandler(
            self.app, self._options.app_token, logger=library_logger(), web_client=client, concurrency=8,
            ping_interval=2,
        )  # fmt: skip
        try:
            self._handler.connect()  # type: ignore[no-untyped-call]
        except (SlackApiError, SlackClientError, OSError) as error:
            self.close()
            reason = error.response.get("error") if isinstance(error, SlackApiError) else type(error).__name__
            raise ServiceError(
                f"Socket Mode cannot be opened: {redacted(str(reason))}",
                remedy="`vouch slack check` says what is wrong.",
            ) from None

    def connected(self) -> bool:
        """Whether Socket Mode is connected."""
        return self._handler is not None and self._handler.client.is_connected()

    def close(self) -> None:
        """Take in nothing more."""
        if self._handler is not None:
            self._handler.close()  # type: ignore[no-untyped-call]
            self._handler = None

    def http(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """One HTTP request: events, interactivity and commands by POST, installation by GET."""
        if len(body) > _LONGEST:
            return Reply(413, {}, "too large")
        if method == "POST" and not self._options.signing_secret:
            return Reply(401, {}, "no signing secret is set")
        try:
            asked = BoltRequest(body=body.decode("utf-8"), query=query, headers=dict(headers))
            made = self.app.dispatch(asked) if method == "POST" else self._installing(path, asked)
            return _reply(made) if made is not None else Reply(404, {}, "not found")
        except (ValueError, TypeError, AttributeError, KeyError):
            return Reply(400, {}, "malformed")
        except VouchError as error:
            warn("a request could not be kept", error=error)
            return Reply(503, {"retry-after": "5"}, "try again")

    def _installing(self, path: str, asked: BoltRequest) -> BoltResponse | None:
        """The two pages of the OAuth flow; ``None`` for any other."""
        if self._flow is not None and path.endswith("/install"):
            return self._flow.handle_installation(asked)
        if self._flow is not None and path.endswith("/oauth_redirect"):
            return self._flow.handle_callback(asked)
        return None


class Reply:
    """An HTTP response as plain values."""

    def __init__(self, status: int, headers: Mapping[str, str], body: str) -> None:
        self.status, self.headers, self.body = status, dict(headers), body


def _reply(made: BoltResponse) -> Reply:
    headers = {name: values[0] for name, values in made.headers.items() if name != "set-cookie" and values}
    cookies = made.headers.get("set-cookie") or []
    if cookies:
        headers["set-cookie"] = str(cookies[0])
    return Reply(made.status, headers, made.body or "")


def _listen(app: App, receiver: Receiver) -> None:
    """Every request goes to the receiver; what it raises is answered with an error, so that Slack tries again."""

    def on_event(body: dict[str, Any], context: Any) -> None:
        receiver.event(body, str(context.bot_user_id or ""))

    def on_command(body: dict[str, Any], ack: Callable[..., Any]) -> None:
        said = receiver.command(body)
        ack(text=said, response_type="ephemeral") if said else ack()

    def on_shortcut(body: dict[str, Any], ack: Callable[..., Any]) -> None:
        receiver.shortcut(body)
        ack()

    def on_action(body: dict[str, Any], ack: Callable[..., Any]) -> None:
        receiver.action(body)
        ack()

    def on_view(body: dict[str, Any], ack: Callable[..., Any]) -> None:
        errors = receiver.view(body)
        ack(response_action="errors", errors=dict(errors)) if errors else ack()

    def on_error(error: Exception) -> BoltResponse:
        warn("a request could not be kept", error=f"{type(error).__name__}: {error}")
        return BoltResponse(status=503, body="try again")

    app.event(_ANY)(on_event)
    app.command(_ANY)(on_command)
    app.shortcut(_ANY)(on_shortcut)
    app.action(_ANY)(on_action)
    app.view(_ANY)(on_view)
    app.error(on_error)


def _flow(options: Options, workspaces: Workspaces) -> OAuthFlow:
    settings = OAuthSettings(
        client_id=options.client_id,
        client_secret=options.client_secret,
        scopes=SCOPES,
        install_path="/slack/install",
        redirect_uri_path="/slack/oauth_redirect",
        redirect_uri=f"{options.public_url.rstrip('/')}/slack/oauth_redirect",
        installation_store=workspaces.installations,
        state_store=workspaces.states,
        install_page_rendering_enabled=False,
    )
    client = WebClient(base_url=options.api_url, logger=library_logger())
    return OAuthFlow(client=client, settings=settings, logger=library_logger())


def manifest_scopes(text: str) -> list[str]:
    """The bot scopes that a manifest (YAML or JSON) asks for."""
    import yaml

    read = json.loads(text) if text.lstrip().startswith("{") else yaml.safe_load(text)
    return list(read["oauth_config"]["scopes"]["bot"])
