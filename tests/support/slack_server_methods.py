"""The Web API methods of the local Slack server. Each takes the world, the token's holder and the arguments."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from tests.support.slack_server_blocks import problem, view_problem
from tests.support.slack_server_world import APP, BOT, TEAM, World

Args = dict[str, Any]
Reply = dict[str, Any]
_SCOPES = {
    "chat.postMessage": "chat:write", "chat.update": "chat:write", "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write", "chat.startStream": "chat:write", "conversations.info": "channels:read",
    "conversations.members": "channels:read", "conversations.open": "im:write", "users.info": "users:read",
    "users.list": "users:read", "users.lookupByEmail": "users:read.email", "usergroups.list": "usergroups:read",
    "files.getUploadURLExternal": "files:write", "assistant.threads.setStatus": "assistant:write",
}  # fmt: skip


class Refusal(Exception):
    """Slack says no; the argument is its error code."""


def call(  # noqa: PLR0911
    world: World, base: str, method: str, token: str, args: Args
) -> Reply:
    """What Slack answers to a call."""
    if method == "oauth.v2.access":
        return _access(world, args)
    if method == "apps.connections.open":
        return {"ok": True, "url": base.replace("http", "ws") + "/socket?ticket=1"} if token.startswith("xapp-") else (
            _no("not_allowed_token_type"))  # fmt: skip
    holder = world.tokens.get(token)
    if holder is None:
        return _no("invalid_auth" if token else "not_authed")
    needed = _SCOPES.get(method)
    if needed and needed not in holder["scopes"].split(","):
        return {**_no("missing_scope"), "needed": needed, "provided": holder["scopes"]}
    known = METHODS.get(method)
    if known is None:
        return _no("unknown_method")
    try:
        return {"ok": True, **known(world, holder, {**args, "_base": base})}
    except Refusal as refusal:
        return _no(str(refusal))


def _no(error: str) -> Reply:
    return {"ok": False, "error": error}


def decoded(value: Any) -> Any:
    """A JSON argument: as sent in a form, or already a value."""
    return json.loads(value) if isinstance(value, str) else value


def _access(world: World, args: Args) -> Reply:
    installed = world.codes.pop(str(args.get("code")), None)
    if installed is None:
        return _no("invalid_code")
    whole = installed.get("is_enterprise_install")
    world.tokens[installed["access_token"]] = {
        "team": installed["enterprise"]["id"] if whole else installed["team"]["id"],
        "organisation": installed["enterprise"]["id"] if whole else "",
        "user": installed["bot_user_id"],
        "bot": "B0OTHER",
        "scopes": installed["scope"],
    }
    return {"ok": True, "app_id": APP, "token_type": "bot", **installed}


def _auth(world: World, holder: Args, args: Args) -> Reply:
    whole = holder.get("organisation", "")
    return {
        "url": "https://home.slack.example/", "team": "Home", "user": "vouch", "team_id": holder["team"],
        "user_id": holder["user"], "bot_id": holder["bot"], "is_enterprise_install": bool(whole),
        **({"enterprise_id": whole} if whole else {}),
    }  # fmt: skip


def _teams(world: World, holder: Args, args: Args) -> Reply:
    return _page([{"id": team, "name": team} for team in world.reach.get(holder["organisation"], [])], args, "teams")


def _one_team(world: World, holder: Args, args: Args) -> str:
    """The workspace that a call is about; a token of an organisation has to name it."""
    whole = holder.get("organisation", "")
    if not whole:
        return str(holder["team"])
    if not args.get("team_id"):
        raise Refusal("missing_argument")
    if args["team_id"] not in world.reach.get(whole, []):
        raise Refusal("team_access_not_granted")
    return str(args["team_id"])


def _where(world: World, args: Args) -> str:
    channel = str(args["channel"])
    if channel not in world.channels:
        raise Refusal("channel_not_found")
    if BOT not in world.members[channel]:
        raise Refusal("not_in_channel")
    return channel


def _checked(args: Args) -> Args:
    """Text and blocks of a message, or what Slack refuses."""
    blocks = decoded(args["blocks"]) if args.get("blocks") else []
    if problem(blocks):
        raise Refusal("invalid_blocks")
    if not blocks and not args.get("text") and not args.get("markdown_text"):
        raise Refusal("no_text")
    if len(str(args.get("text", ""))) > 40_000:
        raise Refusal("msg_too_long")
    return {"text": args.get("text", ""), "blocks": blocks}


def _post(world: World, holder: Args, args: Args) -> Reply:
    channel = _where(world, args)
    message = {"type": "message", "user": BOT, "bot_id": holder["bot"], "ts": world.ts(), **_checked(args)}
    if args.get("thread_ts"):
        message["thread_ts"] = args["thread_ts"]
    if args.get("metadata"):
        message["metadata"] = decoded(args["metadata"])
    for name in ("unfurl_links", "unfurl_media"):
        message[name] = args.get(name)
    world.messages[channel, message["ts"]] = message
    return {"channel": channel, "ts": message["ts"], "message": message}


def _own(world: World, args: Args) -> Args:
    message = world.messages.get((_where(world, args), str(args["ts"])))
    if message is None:
        raise Refusal("message_not_found")
    if message.get("user") != BOT:
        raise Refusal("cant_update_message")
    return message


def _update(world: World, holder: Args, args: Args) -> Reply:
    message = _own(world, args)
    if message.get("streaming"):
        raise Refusal("streaming_state_conflict")
    message.setdefault("history", []).append({"text": message["text"], "blocks": message["blocks"]})
    message.update(_checked(args))
    if args.get("metadata"):
        message["metadata"] = decoded(args["metadata"])
    return {"channel": args["channel"], "ts": args["ts"], "text": message["text"]}


def _delete(world: World, holder: Args, args: Args) -> Reply:
    message = _own(world, args)
    world.deleted.append({"channel": args["channel"], **message})
    del world.messages[str(args["channel"]), str(args["ts"])]
    return {"channel": args["channel"], "ts": args["ts"]}


def _ephemeral(world: World, holder: Args, args: Args) -> Reply:
    channel = _where(world, args)
    if args["user"] not in world.members[channel]:
        raise Refusal("user_not_in_channel")
    shown = {"channel": channel, "user": args["user"], "thread_ts": args.get("thread_ts", ""), **_checked(args)}
    world.ephemerals.append(shown)
    return {"message_ts": world.ts()}


def _streamed(args: Args) -> str:
    chunks = decoded(args.get("chunks")) or []
    text = str(args.get("markdown_text") or "") + "".join(c["text"] for c in chunks if c["type"] == "markdown_text")
    if len(text) > 12_000:
        raise Refusal("msg_too_long")
    return text


def _start(world: World, holder: Args, args: Args) -> Reply:
    channel = _where(world, args)
    if not world.streaming:
        raise Refusal("unknown_method")
    if not args.get("thread_ts"):
        raise Refusal("invalid_thread_ts")
    if not world.channels[channel]["is_im"] and not (args.get("recipient_user_id") and args.get("recipient_team_id")):
        raise Refusal("missing_recipient_user_id")
    message = {
        "type": "message", "user": BOT, "bot_id": holder["bot"], "ts": world.ts(), "text": _streamed(args),
        "blocks": [], "thread_ts": args["thread_ts"], "streaming": True, "streamed": True,
    }  # fmt: skip
    world.messages[channel, message["ts"]] = message
    return {"channel": channel, "ts": message["ts"]}


def _append(world: World, holder: Args, args: Args) -> Reply:
    message = _own(world, args)
    if not message.get("streaming"):
        raise Refusal("message_not_in_streaming_state")
    message["text"] += _streamed(args)
    return {"channel": args["channel"], "ts": args["ts"]}


def _stop(world: World, holder: Args, args: Args) -> Reply:
    message = _own(world, args)
    if not message.get("streaming"):
        raise Refusal("message_not_in_streaming_state")
    blocks = decoded(args["blocks"]) if args.get("blocks") else []
    if problem(blocks):
        raise Refusal("invalid_blocks")
    message["text"] += _streamed(args)
    message["blocks"] = blocks
    message["streaming"] = False
    if args.get("metadata"):
        message["metadata"] = decoded(args["metadata"])
    return {"channel": args["channel"], "ts": args["ts"], "message": message}


def _info(world: World, holder: Args, args: Args) -> Reply:
    if args["channel"] not in world.channels:
        raise Refusal("channel_not_found")
    return {"channel": world.channels[args["channel"]]}


def _open(world: World, holder: Args, args: Args) -> Reply:
    user = str(args["users"])
    if user not in world.users:
        raise Refusal("user_not_found")
    if world.users[user].get("is_bot"):
        raise Refusal("cannot_dm_bot")
    return {"channel": {"id": world.direct(user)}}


def _page(items: list[Any], args: Args, name: str) -> Reply:
    start, size = int(args.get("cursor") or 0), int(args.get("limit") or 100)
    after = str(start + size) if start + size < len(items) else ""
    return {name: items[start : start + size], "response_metadata": {"next_cursor": after}}


def _members(world: World, holder: Args, args: Args) -> Reply:
    if args["channel"] not in world.members:
        raise Refusal("channel_not_found")
    return _page(world.members[args["channel"]], args, "members")


def _replies(world: World, holder: Args, args: Args) -> Reply:
    channel, thread = _where(world, args), str(args["ts"])
    found = [
        {**message, "metadata": message.get("metadata", {}) if args.get("include_all_metadata") else {}}
        for (where, ts), message in sorted(world.messages.items(), key=lambda item: item[0][1])
        if where == channel and (ts == thread or message.get("thread_ts") == thread)
    ]
    if not found:
        raise Refusal("thread_not_found")
    return _page(found, args, "messages")


def _user(world: World, holder: Args, args: Args) -> Reply:
    if args["user"] not in world.users:
        raise Refusal("user_not_found")
    return {"user": world.users[args["user"]]}


def _users(world: World, holder: Args, args: Args) -> Reply:
    team = _one_team(world, holder, args)
    return _page([each for each in world.users.values() if each["team_id"] == team], args, "members")


def _by_email(world: World, holder: Args, args: Args) -> Reply:
    for user in world.users.values():
        if user["profile"].get("email", "").lower() == str(args["email"]).lower() and not user["deleted"]:
            return {"user": user}
    raise Refusal("users_not_found")


def _groups(world: World, holder: Args, args: Args) -> Reply:
    team = _one_team(world, holder, args)
    return {"usergroups": [each for each in world.usergroups.values() if each.get("team_id", TEAM) == team]}


def _view_open(world: World, holder: Args, args: Args) -> Reply:
    if world.triggers.pop(str(args.get("trigger_id")), 0.0) < time.monotonic():
        raise Refusal("expired_trigger_id")
    view = decoded(args["view"])
    if view_problem(view) or view["type"] != "modal":
        raise Refusal("invalid_arguments")
    shown = {**view, "id": f"V{world.ts()}", "hash": "1"}
    world.views.append(shown)
    return {"view": shown}


def _view_update(world: World, holder: Args, args: Args) -> Reply:
    view = decoded(args["view"])
    if view_problem(view):
        raise Refusal("invalid_arguments")
    world.views.append({**view, "id": args.get("view_id", "")})
    return {"view": world.views[-1]}


def _publish(world: World, holder: Args, args: Args) -> Reply:
    view = decoded(args["view"])
    if view_problem(view) or view["type"] != "home":
        raise Refusal("invalid_arguments")
    world.homes[args["user_id"]] = view
    return {"view": view}


def _status(world: World, holder: Args, args: Args) -> Reply:
    world.statuses.append(args)
    return {}


def _title(world: World, holder: Args, args: Args) -> Reply:
    world.titles.append(args)
    return {}


def _prompts(world: World, holder: Args, args: Args) -> Reply:
    prompts = decoded(args["prompts"])
    if not 1 <= len(prompts) <= 4 or any(not p["title"] or not p["message"] for p in prompts):
        raise Refusal("invalid_arguments")
    world.prompts.append({**args, "prompts": prompts})
    return {}


def _upload_url(world: World, holder: Args, args: Args) -> Reply:
    identity = f"F{world.ts()}"
    world.files[identity] = {"name": args["filename"], "length": int(args["length"]), "alt": args.get("alt_txt", "")}
    return {"upload_url": f"{args['_base']}/upload/{identity}", "file_id": identity}


def _upload_done(world: World, holder: Args, args: Args) -> Reply:
    done = decoded(args["files"])
    for each in done:
        file = world.files.get(each["id"])
        if file is None or "bytes" not in file:
            raise Refusal("file_not_found")
        file.update(channel=args.get("channel_id"), thread=args.get("thread_ts"), title=each.get("title"))
    return {"files": [{"id": each["id"], "title": each.get("title", "")} for each in done]}


def _nothing(world: World, holder: Args, args: Args) -> Reply:
    return {}


METHODS: Mapping[str, Callable[[World, Args, Args], Reply]] = {
    "auth.test": _auth, "auth.teams.list": _teams,
    "chat.postMessage": _post, "chat.update": _update, "chat.delete": _delete,
    "chat.postEphemeral": _ephemeral, "chat.startStream": _start, "chat.appendStream": _append,
    "chat.stopStream": _stop, "conversations.info": _info, "conversations.open": _open,
    "conversations.members": _members, "conversations.replies": _replies, "users.info": _user, "users.list": _users,
    "users.lookupByEmail": _by_email, "usergroups.list": _groups, "views.open": _view_open,
    "views.update": _view_update, "views.publish": _publish, "assistant.threads.setStatus": _status,
    "assistant.threads.setTitle": _title, "assistant.threads.setSuggestedPrompts": _prompts,
    "files.getUploadURLExternal": _upload_url, "files.completeUploadExternal": _upload_done,
    "reactions.add": _nothing, "reactions.remove": _nothing, "chat.unfurl": _nothing,
}  # fmt: skip
