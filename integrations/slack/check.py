"""``vouch slack check``: tokens, scopes, connectivity and groups, each as a line that says what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evidence.errors import VouchError
from integrations.slack.bolt.client import WebSlack
from integrations.slack.bolt.door import SCOPES
from integrations.slack.bolt.installing import Keep, is_organisation
from integrations.slack.bolt.workspaces import Workspaces
from integrations.slack.options import Options
from integrations.slack.people import Directory

_TOKEN = "Copy the bot token (xoxb-…) from the app's installation page."
_SCOPES = "Update the app from integrations/slack/manifest.yaml and install it again."
Clients = Mapping[str, WebSlack]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing looked at: ``ok``, what was found, and what to do about it."""

    what: str
    ok: bool
    said: str
    remedy: str = ""


class _Nothing:
    """No installation."""

    def get(self, name: str) -> None:
        return None

    def put(self, name: str, value: str | None) -> None:
        """Kept nowhere: looking changes nothing."""


def check(options: Options, keep: Keep | None = None) -> Iterator[Found]:
    """Look at everything that Slack can tell; nothing is posted. ``keep`` holds installations by OAuth."""
    if not options.bot_token and not (options.client_id and options.client_secret):
        yield Found("installation", False, "no token and no client", "Set slack.bot_token.")
    else:
        clients: dict[str, WebSlack] = {}
        yield from _installed(options, Workspaces(options, keep or _Nothing()), clients)
        if clients:
            yield from _groups(options, clients)
            yield from _people(options, clients)
        yield from _digests(options, clients)
    yield from _way_in(options)


def _installed(options: Options, workspaces: Workspaces, clients: dict[str, WebSlack]) -> Iterator[Found]:
    """What is installed, and its scopes; ``clients`` gets the workspaces that can be asked."""
    single = workspaces.single()
    if single is not None:
        yield from _token("bot token", single, workspaces, clients, _TOKEN)
    if workspaces.installations is None:
        return
    if single is None:
        named = ", ".join(options.workspaces)
        yield Found("workspaces", bool(named), named or "none is named", "Name them in slack.workspaces.")
    for each in options.workspaces:
        whole = is_organisation(each)
        bot = workspaces.installations.find_bot(
            enterprise_id=each if whole else None, team_id=None if whole else each, is_enterprise_install=whole
        )
        if bot is None:
            remedy = f"An administrator of it opens {options.public_url.rstrip('/')}/slack/install."
            yield Found("installation", False, f"{each}: the app is not installed there", remedy)
        else:
            slack = WebSlack(bot.bot_token, options.api_url)
            yield from _token(f"installation {each}", slack, workspaces, clients, "Install the app again there.")


def _token(
    what: str, slack: WebSlack, workspaces: Workspaces, clients: dict[str, WebSlack], remedy: str
) -> Iterator[Found]:
    try:
        us = slack.workspace()
        if not us.organisation:
            clients[us.team] = slack
            yield Found(what, True, f"workspace {us.name} ({us.team})")
        else:
            reached = workspaces.reached(us.organisation)
            clients.update({team: workspaces.of(team) for team in reached})
            said = f"organisation {us.name} ({us.organisation}): {', '.join(reached) or 'no workspace yet'}"
            yield Found(what, bool(reached), said, "Grant the app to workspaces in the organisation's settings.")
    except VouchError as error:
        yield Found(what, False, str(error), remedy)
        return
    lacking = [scope for scope in SCOPES if slack.scopes and scope not in slack.scopes]
    said = f"lacking: {', '.join(lacking)}" if lacking else f"all {len(SCOPES)}"
    yield Found("scopes", not lacking, said, _SCOPES)


def _groups(options: Options, clients: Clients) -> Iterator[Found]:
    """User groups: each that the settings name has to be in one of the workspaces."""
    if not options.groups:
        return
    directory = Directory(clients.__getitem__, options)
    members: dict[str, int] = {}
    for team in clients:
        try:
            for name, users in directory.groups(team).items():
                members[name] = members.get(name, 0) + len(users)
        except VouchError as error:
            remedy = "User groups need a paid workspace; map people instead."
            yield Found("user groups", False, f"{team}: {error}", remedy)
            return
    for name, labels in options.groups.items():
        count = members.get(name)
        said = f"{name} is not there" if count is None else f"{name} ({count} people) sees {', '.join(labels)}"
        yield Found("user group", count is not None, said, "Correct the handle in slack.groups.")


def _people(options: Options, clients: Clients) -> Iterator[Found]:
    """People whom the settings name: each has to be a member of one of the workspaces."""
    directory = Directory(clients.__getitem__, options)
    for email in dict.fromkeys((*options.people, *options.leaders, *options.owners.values())):
        try:
            there = any(directory.by_email(team, email) for team in clients)
        except VouchError as error:
            yield Found("person", False, str(error))
            continue
        yield Found("person", there, email, "No member has that e-mail address.")


def _digests(options: Options, clients: Clients) -> Iterator[Found]:
    """The channels of the weekly digests, each in its workspace."""
    channels = dict(options.digest_channels)
    if options.digest_channel:
        channels.update({team: options.digest_channel for team in clients if team not in channels})
    for team, channel in channels.items():
        if team not in clients:
            yield Found("digest channel", False, f"{channel}: {team} is not served", "Correct slack.digest_channels.")
            continue
        try:
            described = clients[team].call("conversations.info", channel=channel)["channel"]
            there = bool(described.get("is_member", True))
            yield Found("digest channel", there, channel, "Invite the app there.")
        except VouchError as error:
            yield Found("digest channel", False, str(error), "Give a channel's id, and invite the app there.")


def _way_in(options: Options) -> Iterator[Found]:
    if options.mode == "http":
        yield Found("signing secret", bool(options.signing_secret), "set" if options.signing_secret else "not set",
                    "Copy it from the app's basic information.")  # fmt: skip
        return
    try:
        WebSlack(options.app_token, options.api_url).call("apps.connections.open")
        yield Found("Socket Mode", True, "a connection can be opened")
    except VouchError as error:
        yield Found("Socket Mode", False, str(error), "Make an app-level token (xapp-…) with connections:write.")
