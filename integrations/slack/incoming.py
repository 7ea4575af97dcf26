"""Slack's requests in, jobs out: pure functions of a payload. What is not for us gives nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from integrations.slack.inbox import Gone, New

Json = Mapping[str, Any]
_WORDS = ("", "file_share", "thread_broadcast", "me_message", "assistant_app_thread")
_REFRESH = frozenset(
    "subteam_created subteam_updated subteam_members_changed user_change team_join member_joined_channel "
    "member_left_channel channel_shared channel_unshared channel_left group_left".split()
)
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|([^>]*))?>")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^|>]+)(?:\|([^>]*))?>")
_CHANNEL = re.compile(r"<#([A-Z0-9]+)(?:\|([^>]*))?>")
_SPECIAL = re.compile(r"<!(?:subteam\^)?([^|>]+)(?:\|([^>]*))?>")
_FENCE = re.compile(r"```|`")


@dataclass(frozen=True, slots=True)
class Refresh:
    """People, groups or members of a channel have changed: what is remembered of them no longer counts."""

    team: str
    about: str


@dataclass(frozen=True, slots=True)
class Uninstalled:
    """The app was taken out of a workspace, or (``organisation``) out of all of an organisation."""

    team: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """An organisation's installation reaches other workspaces than before."""

    organisation: str
    teams: tuple[str, ...]


Incoming = New | Gone | Refresh | Uninstalled | Reach


def from_event(body: Json, bot_user: str) -> list[Incoming]:
    """The Events API. ``bot_user`` is the user that mentions mean."""
    event, team = _mapping(body.get("event")), team_of(body)
    kind = str(event.get("type", ""))
    if kind in ("app_mention", "message"):
        return _message(event, team, bot_user)
    if kind == "app_home_opened" and event.get("tab") == "home":
        return [_home(team, str(event.get("user", "")), str(body.get("event_time", 0)), str(body.get("event_id", "")))]
    if kind == "assistant_thread_started":
        thread = _mapping(event.get("assistant_thread"))
        user, channel, ts = (str(thread.get(name, "")) for name in ("user_id", "channel_id", "thread_ts"))
        where = {"channel": channel, "thread": ts}
        return [New("greeting", f"{team}/{channel}/{ts}/greeting", team, user, payload=where)] if user and ts else []
    if kind in ("team_access_granted", "team_access_revoked"):
        return [Reach(organisation_of(body), tuple(str(each) for each in event.get("team_ids") or ()))]
    if kind == "app_uninstalled" or (kind == "tokens_revoked" and _mapping(event.get("tokens")).get("bot")):
        whole = _for_whole(body) or not team
        return [Uninstalled(team, organisation_of(body) if whole else "")]
    return [Refresh(team, kind)] if kind in _REFRESH else []


def _home(team: str, user: str, moment: str, event: str) -> New:
    return New("home", f"{team}/home/{user}", team, user, version=f"{moment}.{_digits(event)}", again=True)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text) or "0"


def _message(event: Json, team: str, bot_user: str) -> list[Incoming]:
    subtype = str(event.get("subtype") or "")
    if subtype == "message_changed":
        return _changed(event, team, bot_user)
    if subtype == "message_deleted":
        previous = _mapping(event.get("previous_message"))
        asks = _is_direct(event) or _names(previous, bot_user) or not previous
        return [Gone(_key(team, event, str(event.get("deleted_ts", ""))), team)] if asks else []
    if subtype not in (*_WORDS, "bot_message"):
        return []
    if not (event["type"] == "app_mention" or _is_direct(event) or _names(event, bot_user)):
        return []
    return _question(event, event, team, bot_user)


def _changed(event: Json, team: str, bot_user: str) -> list[Incoming]:
    now, before = _mapping(event.get("message")), _mapping(event.get("previous_message"))
    key = _key(team, event, str(now.get("ts", "")))
    if now.get("subtype") == "tombstone":
        return [Gone(key, team)]
    if not now.get("edited") or now.get("text") == before.get("text") or now.get("bot_id"):
        return []  # Slack itself changes messages too, as when it shows a link
    if _is_direct(event) or _names(now, bot_user):
        return _question(now, event, team, bot_user)
    return [Gone(key, team)] if _names(before, bot_user) else []


def _question(message: Json, event: Json, team: str, bot_user: str) -> list[Incoming]:
    user = str(message.get("user") or message.get("bot_id") or "")
    channel, ts = str(event.get("channel", "")), str(message.get("ts", ""))
    if not user or not channel or not ts or user == bot_user:
        return []
    payload = {
        "place": "direct" if _is_direct(event) else "channel",
        "channel": channel,
        "ts": ts,
        "thread": str(message.get("thread_ts") or ts),
        "text": str(message.get("text") or ""),
        "files": len(message.get("files") or ()),
        "bot": bool(message.get("bot_id")) or message.get("subtype") == "bot_message",
        "author_team": str(message.get("user_team") or message.get("source_team") or message.get("team") or team),
    }
    version = str(_mapping(message.get("edited")).get("ts") or ts)
    return [New("question", _key(team, event, ts), team, user, version, payload, again=True)]


def _key(team: str, event: Json, ts: str) -> str:
    return f"{team}/{event.get('channel', '')}/{ts}"


def _is_direct(event: Json) -> bool:
    return event.get("channel_type") == "im" or str(event.get("channel", "")).startswith("D")


def _names(message: Json, bot_user: str) -> bool:
    return any(match[1] == bot_user for match in _MENTION.finditer(str(message.get("text") or "")))


def from_command(body: Json) -> New:
    """``/vouch …``; answered by its response URL."""
    names = ("channel_id", "text", "response_url")
    channel, text, url = (str(body.get(name) or "") for name in names)
    team, user = str(body.get("team_id", "")), str(body.get("user_id", ""))
    verb, _, rest = text.strip().partition(" ")
    known = verb.lower() if verb.lower() in ("ask", "status", "overdue", "summary", "help") else "ask"
    wanted = rest.strip() if verb.lower() == known else text.strip()
    payload = {"place": "command", "channel": channel, "verb": known if text.strip() else "help", "text": wanted,
               "respond": url, "thread": "", "ts": ""}  # fmt: skip
    kind = "question" if payload["verb"] == "ask" and wanted else "command"
    return New(kind, f"{team}/command/{body.get('trigger_id') or url}", team, user, payload=payload)


def from_shortcut(body: Json) -> New | None:
    """ "Find evidence for this" on a message; answered in private, whatever the channel."""
    team, user = team_of(body), str(_mapping(body.get("user")).get("id", ""))
    message = _mapping(body.get("message"))
    text = str(message.get("text") or "")
    key = f"{team}/shortcut/{body.get('action_ts') or body.get('trigger_id')}"
    payload = {"place": "shortcut", "channel": str(_mapping(body.get("channel")).get("id", "")), "text": text,
               "thread": "", "ts": "", "respond": str(body.get("response_url") or "")}  # fmt: skip
    return New("question", key, team, user, payload=payload) if user else None


def from_action(body: Json) -> list[New]:
    """Pressed buttons, one job each."""
    team, user = team_of(body), str(_mapping(body.get("user")).get("id", ""))
    made = []
    for action in body.get("actions") or ():
        payload = {
            "action": str(action.get("action_id", "")),
            "value": str(action.get("value") or ""),
            "channel": str(_mapping(body.get("channel")).get("id", "")),
            "ts": str(_mapping(body.get("container")).get("message_ts") or ""),
            "thread": str(_mapping(body.get("message")).get("thread_ts") or ""),
            "respond": str(body.get("response_url") or ""),
        }
        key = f"{team}/{user}/{payload['action']}/{action.get('action_ts') or body.get('trigger_id')}"
        made.append(New("press", key, team, user, payload=payload))
    return made


def from_view(body: Json) -> New:
    """A submitted modal: its callback id, private words, and values by action id."""
    view = _mapping(body.get("view"))
    team, user = team_of(body), str(_mapping(body.get("user")).get("id", ""))
    values: dict[str, Any] = {}
    for block in _mapping(_mapping(view.get("state")).get("values")).values():
        for action, given in block.items():
            option = _mapping(given.get("selected_option"))
            values[action] = given.get("value") or given.get("selected_user") or option.get("value") or ""
    payload = {
        "callback": str(view.get("callback_id", "")),
        "private": str(view.get("private_metadata") or ""),
        "values": values,
    }
    return New("form", f"{team}/view/{view.get('id')}/{user}", team, user, payload=payload)


def team_of(body: Json) -> str:
    """The workspace that the app is installed in, also for what comes from a shared channel; "" where none is named.

    An installation of a whole organisation is named by the organisation (E…) or not at all in some payloads: then the
    workspace is the one that the event happened in, or that the person who acted belongs to.
    """
    team, view = body.get("team"), _mapping(body.get("view"))
    named = [
        view.get("app_installed_team_id"),
        _authorization(body).get("team_id"),
        body.get("team_id"),
        team.get("id") if isinstance(team, Mapping) else team,
    ]
    if _for_whole(body):
        named += [_mapping(body.get("user")).get("team_id"), view.get("team_id")]
    return next((str(each) for each in named if each and not str(each).startswith("E")), "")


def organisation_of(body: Json) -> str:
    """The Enterprise Grid organisation that a request is from; "" for none."""
    named = body.get("enterprise")
    own = named.get("id") if isinstance(named, Mapping) else named
    return str(own or _authorization(body).get("enterprise_id") or body.get("enterprise_id") or "")


def _authorization(body: Json) -> Json:
    """The installation that an event is sent to."""
    return next((each for each in body.get("authorizations") or () if isinstance(each, Mapping)), {})


def _for_whole(body: Json) -> bool:
    """Whether a request is for the installation of a whole organisation. Forms say it in letters."""
    authorization = _authorization(body)
    said = (authorization if "is_enterprise_install" in authorization else body).get("is_enterprise_install")
    return said is True or said == "true"


def plain_question(text: str, bot_user: str) -> str:
    """A message as the words of a question: without the mention, links by their label, quoted code as its text."""
    text = _MENTION.sub(lambda match: "" if match[1] == bot_user else f"@{match[2] or match[1]}", text)
    text = _LINK.sub(lambda match: match[2] or match[1].removeprefix("mailto:"), text)
    text = _CHANNEL.sub(lambda match: f"#{match[2] or match[1]}", text)
    text = _SPECIAL.sub(lambda match: match[2] or f"@{match[1]}", text)
    text = _FENCE.sub(" ", text)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return " ".join(text.split())


def _mapping(value: Any) -> Json:
    return value if isinstance(value, Mapping) else {}
