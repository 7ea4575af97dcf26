"""slack-bolt: requests verified, kept in the inbox, and only then acknowledged; Socket Mode, HTTP, installation."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Mapping
from typing import Any, Protocol, cast

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from evidence.errors import ServiceError, VouchError
from integrations.slack.bolt.client import WebSlack
from integrations.slack.bolt.installing import Installations, Keep, States
from integrations.slack.options import Options
from integrations.slack.ports import SlackError, Workspace
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


class Workspaces:
    """The clients of the workspaces that the app is installed in: one by the settings' token, or many by OAuth."""

    def __init__(self, options: Options, keep: Keep) -> None:
        self._options = options
        self._lock = threading.Lock()
        self._clients: dict[str, WebSlack] = {}
        self.installations = (
            Installations(keep, options.client_secret, options.workspaces) if options.client_secret else None
        )
        self._single = WebSlack(options.bot_token, options.api_url) if options.bot_token else None
        if self._single is None and self.installations is None:
            raise SlackError("slack", "no_token", "set slack.bot_token, or slack.client_id and slack.client_secret")
        self.states = States(keep)

    def single(self) -> WebSlack | None:
        """The workspace of the settings' token."""
        return self._single

    def of(self, team: str) -> WebSlack:
        """The client of a workspace. Raises ``SlackError`` for one that is not installed."""
        if self._single is not None and self._single.workspace().team == team:
            return self._single
        with self._lock:
            held = self._clients.get(team)
        if held is not None:
            return held
        bot = self.installations.find_bot(enterprise_id=None, team_id=team) if self.installations else None
        if bot is None:
            raise SlackError("slack", "not_installed", team)
        known = Workspace(team, bot.bot_user_id or "", bot.bot_id or "", bot.team_name or "")
        made = WebSlack(bot.bot_token, self._options.api_url, known)
        with self._lock:
            return self._clients.setdefault(team, made)

    def forget(self, team: str) -> None:
        """The app was removed there."""
        with self._lock:
            self._clients.pop(team, None)
        if self.installations is not None:
            self.installations.delete_bot(enterprise_id=None, team_id=team)

    def authorize(self) -> Callable[..., AuthorizeResult]:
        """For bolt, which reads the names of a plain function's arguments: whose token a request is for."""

        def of_request(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
            return self._authorize(enterprise_id, team_id)

        return cast("Callable[..., AuthorizeResult]", of_request)

    def stop(self) -> None:
        """Wait for no rate limit any more."""
        for each in [*self._clients.values(), *([self._single] if self._single else [])]:
            each.stop()

    def _authorize(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        try:
            us = self.of(str(team_id)).workspace()
        except SlackError as error:
            warn("a request from a workspace that is not ours", team=team_id, reason=error.reason)
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id, team_id=team_id, bot_user_id=us.bot_user, bot_id=us.bot, bot_token="-"
        )


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
