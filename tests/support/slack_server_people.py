"""What people do in the local Slack, each as the request that Slack sends for it."""

from __future__ import annotations

import itertools
from typing import Any

from tests.support.slack_server import Delivery, SlackServer
from tests.support.slack_server_world import APP, BOT, TEAM

_serial = itertools.count(1)


def event(
    slack: SlackServer, inner: dict[str, Any], *, team: str = TEAM, identity: str = "", organisation: str = ""
) -> Delivery:
    """An Events API request around ``inner``."""
    return slack.deliver("events_api", envelope(inner, team=team, identity=identity, organisation=organisation))


def envelope(inner: dict[str, Any], *, team: str = TEAM, identity: str = "", organisation: str = "") -> dict[str, Any]:
    """The body of an Events API request; with ``organisation`` for the installation of all of it."""
    if organisation:
        whole = {"enterprise_id": organisation, "team_id": None, "user_id": BOT, "is_bot": True}
        return {
            "type": "event_callback", "team_id": team or None, "enterprise_id": organisation, "api_app_id": APP,
            "event": inner, "event_id": identity or f"Ev{next(_serial):08d}", "event_time": 1_780_000_000,
            "authorizations": [{**whole, "is_enterprise_install": True}],
        }  # fmt: skip
    return {
        "type": "event_callback", "team_id": team, "api_app_id": APP, "event": inner,
        "event_id": identity or f"Ev{next(_serial):08d}", "event_time": 1_780_000_000,
        "authorizations": [{"team_id": team, "user_id": BOT, "is_bot": True, "enterprise_id": None}],
    }  # fmt: skip


def mention(slack: SlackServer, channel: str, user: str, text: str, thread: str = "", **more: Any) -> dict[str, Any]:
    """Mention the bot in a channel: both events that Slack sends. Returns the message."""
    message = slack.world.say(channel, user, f"<@{BOT}> {text}", thread, **more)
    for kind in ("app_mention", "message"):
        event(slack, {**message, "type": kind, "channel": channel, "channel_type": "channel"})
    return message


def tell(slack: SlackServer, user: str, text: str, thread: str = "", **more: Any) -> dict[str, Any]:
    """Write to the bot directly. Returns the message."""
    channel = slack.world.direct(user)
    message = slack.world.say(channel, user, text, thread, **more)
    event(slack, {**message, "channel": channel, "channel_type": "im"})
    return {**message, "channel": channel}


def edit(slack: SlackServer, channel: str, message: dict[str, Any], text: str) -> Delivery:
    """Edit a message."""
    before = dict(message)
    message["text"] = text
    message["edited"] = {"user": message["user"], "ts": slack.world.ts()}
    return event(
        slack,
        {
            "type": "message", "subtype": "message_changed", "channel": channel, "hidden": True,
            "channel_type": "im" if channel.startswith("D") else "channel",
            "message": dict(message), "previous_message": before, "ts": slack.world.ts(),
        },
    )  # fmt: skip


def delete(slack: SlackServer, channel: str, message: dict[str, Any]) -> Delivery:
    """Delete a message."""
    with slack.world.changed:
        slack.world.messages.pop((channel, message["ts"]), None)
    return event(
        slack,
        {
            "type": "message", "subtype": "message_deleted", "channel": channel, "hidden": True,
            "channel_type": "im" if channel.startswith("D") else "channel",
            "deleted_ts": message["ts"], "previous_message": dict(message), "ts": slack.world.ts(),
        },
    )  # fmt: skip


def button(message: dict[str, Any], action: str) -> dict[str, Any]:
    """The element with an action id (or one that begins so) in a message or view."""
    for block in message["blocks"]:
        for element in [*block.get("elements", ()), block.get("accessory", {})]:
            if str(element.get("action_id", "")).startswith(action):
                return {**element, "block_id": block.get("block_id", "b")}
    raise AssertionError(f"there is no {action} in {message['blocks']}")


def press(slack: SlackServer, user: str, message: dict[str, Any], action: str) -> Delivery:
    """Press a button of a message (of the bot's, or an ephemeral one)."""
    pressed = button(message, action)
    body = {
        "type": "block_actions", "user": {"id": user, "team_id": TEAM}, "team": {"id": TEAM, "domain": "home"},
        "api_app_id": APP, "trigger_id": slack.world.trigger(), "channel": {"id": message["channel"]},
        "actions": [{**pressed, "action_ts": slack.world.ts()}],
        "response_url": f"{slack.url}/response/{slack.world.response_url_id(user, message['channel'])}",
    }  # fmt: skip
    if "ts" in message:
        body["message"] = message
        body["container"] = {"type": "message", "message_ts": message["ts"], "channel_id": message["channel"]}
    return slack.deliver("interactive", body)


def press_home(slack: SlackServer, user: str, action: str) -> Delivery:
    """Press a button of the app home."""
    view = slack.world.homes[user]
    body = {
        "type": "block_actions", "user": {"id": user, "team_id": TEAM}, "team": {"id": TEAM}, "api_app_id": APP,
        "trigger_id": slack.world.trigger(), "view": view, "container": {"type": "view"},
        "actions": [{**button(view, action), "action_ts": slack.world.ts()}],
    }  # fmt: skip
    return slack.deliver("interactive", body)


def submit(slack: SlackServer, user: str, view: dict[str, Any], values: dict[str, Any]) -> Delivery:
    """Submit a modal: ``values`` are by action id."""
    state: dict[str, Any] = {}
    for block in view["blocks"]:
        element = block.get("element", {})
        if element.get("action_id") in values:
            state[block["block_id"]] = {element["action_id"]: {"type": element["type"], **values[element["action_id"]]}}
    body = {
        "type": "view_submission", "team": {"id": TEAM}, "user": {"id": user, "team_id": TEAM}, "api_app_id": APP,
        "view": {**view, "state": {"values": state}},
    }  # fmt: skip
    return slack.deliver("interactive", body)


def command(slack: SlackServer, user: str, channel: str, text: str) -> Delivery:
    """``/vouch TEXT``."""
    return slack.deliver(
        "slash_commands",
        {
            "command": "/vouch", "text": text, "team_id": TEAM, "user_id": user, "channel_id": channel,
            "channel_name": "x", "api_app_id": APP, "trigger_id": slack.world.trigger(),
            "response_url": f"{slack.url}/response/{slack.world.response_url_id(user, channel)}",
        },
    )  # fmt: skip


def shortcut(slack: SlackServer, user: str, channel: str, message: dict[str, Any]) -> Delivery:
    """ "Find evidence for this" on a message."""
    return slack.deliver(
        "interactive",
        {
            "type": "message_action", "callback_id": "find_evidence", "trigger_id": slack.world.trigger(),
            "team": {"id": TEAM}, "user": {"id": user, "team_id": TEAM}, "channel": {"id": channel}, "message": message,
            "message_ts": message["ts"], "action_ts": slack.world.ts(), "api_app_id": APP,
            "response_url": f"{slack.url}/response/{slack.world.response_url_id(user, channel)}",
        },
    )  # fmt: skip


def open_home(slack: SlackServer, user: str) -> Delivery:
    """Open the app's home tab."""
    return event(slack, {"type": "app_home_opened", "user": user, "tab": "home", "channel": slack.world.direct(user)})


def open_pane(slack: SlackServer, user: str) -> tuple[str, str]:
    """Open the assistant pane: the channel and the thread that it lives in."""
    channel, thread = slack.world.direct(user), slack.world.ts()
    event(
        slack,
        {
            "type": "assistant_thread_started", "event_ts": thread,
            "assistant_thread": {"user_id": user, "context": {}, "channel_id": channel, "thread_ts": thread},
        },
    )  # fmt: skip
    return channel, thread
