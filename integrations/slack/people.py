"""Slack users as people of the archive: by e-mail, with groups from user groups and settings, remembered a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.service import Identity
from integrations.slack.options import Options
from integrations.slack.ports import Clients, Json, SlackError

PAGE = 200


@dataclass(frozen=True, slots=True)
class Person:
    """A Slack user. ``problem`` says why they may ask nothing: ``guest``, ``stranger``, ``bot``, ``gone``, ``unknown``.

    ``groups`` are those of the settings; the groups that everybody has come on top.
    """

    user: str
    team: str
    email: str = ""
    name: str = ""
    groups: tuple[str, ...] = ()
    problem: str = ""

    def identity(self, everyone: tuple[str, ...]) -> Identity:
        """Who asks, where they alone read the answer."""
        return Identity(self.email, tuple(dict.fromkeys((*everyone, *self.groups))), "reader", "slack", self.name)


@dataclass
class _Team:
    roster: dict[str, Json] = field(default_factory=dict)
    whole: bool = False
    groups: dict[str, tuple[str, ...]] | None = None
    channels: dict[str, Json] = field(default_factory=dict)
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    until: float = 0.0


class Directory:
    """Who people are, what they may see, who is in a channel. Everything is asked anew after ``options.refresh``."""

    def __init__(self, clients: Clients, options: Options, clock: Callable[[], float] = time.monotonic) -> None:
        self._clients, self._options, self._clock = clients, options, clock
        self._lock = threading.RLock()
        self._teams: dict[str, _Team] = {}

    def forget(self, team: str) -> None:
        """Something has changed there: ask anew."""
        with self._lock:
            self._teams.pop(team, None)

    def person(self, team: str, user: str) -> Person:
        """A user by id. Raises ``SlackError`` or ``SlackLost`` when Slack cannot be asked."""
        held = self._team(team)
        if user not in held.roster:
            held.roster[user] = self._user(team, user)
        return self._known(team, user, held.roster[user])

    def people(self, team: str, users: tuple[str, ...]) -> list[Person]:
        """Many users: the whole workspace is listed once rather than each asked for."""
        held = self._team(team)
        if not held.whole and len([user for user in users if user not in held.roster]) > 3:
            for each in self._pages(team, "users.list", "members", limit=PAGE):
                held.roster.setdefault(str(each["id"]), each)
            held.whole = True
        return [self.person(team, user) for user in users]

    def channel(self, team: str, channel: str) -> Json:
        """Slack's description of a conversation."""
        held = self._team(team)
        if channel not in held.channels:
            found: Json = self._clients(team).call("conversations.info", channel=channel)["channel"]
            held.channels[channel] = found
        return held.channels[channel]

    def members(self, team: str, channel: str) -> tuple[str, ...]:
        """The users in a conversation, without ourselves."""
        held = self._team(team)
        if channel not in held.members:
            us = self._clients(team).workspace().bot_user
            found = self._pages(team, "conversations.members", "members", channel=channel, limit=PAGE)
            held.members[channel] = tuple(str(each) for each in found if each != us)
        return held.members[channel]

    def by_email(self, team: str, email: str) -> str | None:
        """The user with an e-mail address, if there is one."""
        try:
            return str(self._clients(team).call("users.lookupByEmail", email=email)["user"]["id"])
        except SlackError as error:
            if error.reason == "users_not_found":
                return None
            raise

    def by_name(self, team: str, name: str) -> str | None:
        """The one member of that full name, if there is exactly one who may be written to."""
        wanted = " ".join(name.casefold().split())
        users = self._pages(team, "users.list", "members", limit=PAGE)
        found = [each for each in users if str(_profile(each).get("real_name", "")).casefold().strip() == wanted]
        known = [self._known(team, str(each["id"]), each) for each in found]
        able = [person.user for person in known if not person.problem]
        return able[0] if len(able) == 1 else None

    def groups(self, team: str) -> Mapping[str, tuple[str, ...]]:
        """The members of each user group that the settings name, by the name used there."""
        held = self._team(team)
        if held.groups is None:
            held.groups = self._user_groups(team)
        return held.groups

    # ----------------------------------------------------------------------------------------------

    def _team(self, team: str) -> _Team:
        with self._lock:
            held = self._teams.get(team)
            if held is None or held.until < self._clock():
                held = self._teams[team] = _Team(until=self._clock() + self._options.refresh)
            return held

    def _user(self, team: str, user: str) -> Json:
        try:
            found: Json = self._clients(team).call("users.info", user=user)["user"]
            return found
        except SlackError as error:
            if error.reason in ("user_not_found", "user_not_visible", "users_not_found"):
                return {"id": user, "missing": True}
            raise

    def _known(self, team: str, user: str, found: Json) -> Person:
        email = str(_profile(found).get("email") or "").strip().lower()
        name = str(_profile(found).get("real_name") or found.get("real_name") or "").strip()
        organisation = self._clients(team).workspace().organisation
        problem = _problem(found, team, organisation, email, self._options)
        if problem:
            return Person(user, team, email, name, (), problem)
        return Person(user, team, email, name, self._groups_of(team, user, email))

    def _groups_of(self, team: str, user: str, email: str) -> tuple[str, ...]:
        own = list(self._options.people.get(email, ()))
        if self._options.groups:
            for name, users in self.groups(team).items():
                if user in users:
                    own += self._options.groups[name]
        return tuple(dict.fromkeys(own))

    def _user_groups(self, team: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for each in self._clients(team).call("usergroups.list", include_users=True)["usergroups"]:
            if each.get("date_delete"):
                continue
            handle, identity = str(each.get("handle", "")), str(each.get("id", ""))
            for name in (handle, identity, f"{team}:{handle}"):
                if name in self._options.groups:
                    found[name] = tuple(each.get("users") or ())
        return found

    def _pages(self, team: str, method: str, name: str, **arguments: Any) -> list[Any]:
        found: list[Any] = []
        cursor = ""
        while True:
            reply = self._clients(team).call(method, **arguments, **({"cursor": cursor} if cursor else {}))
            found += reply.get(name) or ()
            cursor = str((reply.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return found


def _profile(user: Json) -> Json:
    found = user.get("profile")
    return found if isinstance(found, dict) else {}


def _problem(user: Json, team: str, organisation: str, email: str, options: Options) -> str:
    """Why a user may ask nothing; "" for a full member with an e-mail address of ours.

    Where the app is installed for a whole ``organisation``, members of all its workspaces are its members.
    """
    there = user.get("enterprise_user") or {}
    ours = {str(user.get("team_id") or ""), *(there.get("teams") or ())}
    if organisation:
        ours |= {organisation} if there.get("enterprise_id") == organisation else set()
    domain = email.rpartition("@")[2]
    reasons = (
        ("unknown", bool(user.get("missing"))),
        ("gone", bool(user.get("deleted"))),
        ("bot", bool(user.get("is_bot") or user.get("is_workflow_bot") or user.get("id") == "USLACKBOT")),
        ("stranger", bool(user.get("is_stranger")) or not ours & {team, *filter(None, [organisation])}),
        ("guest", bool(user.get("is_restricted") or user.get("is_ultra_restricted") or user.get("is_invited_user"))),
        ("unknown", not email or user.get("is_email_confirmed") is False),
        ("unknown", bool(options.email_domains) and domain not in options.email_domains),
    )
    return next((reason for reason, holds in reasons if holds), "")
