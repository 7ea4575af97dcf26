"""``vouch slack check``: tokens, scopes, connectivity and groups, each as a line that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evidence.errors import VouchError
from integrations.slack.bolt.client import WebSlack
from integrations.slack.bolt.door import SCOPES
from integrations.slack.options import Options
from integrations.slack.people import Directory
from integrations.slack.ports import SlackError


@dataclass(frozen=True, slots=True)
class Found:
    """One thing looked at: ``ok``, what was found, and what to do about it."""

    what: str
    ok: bool
    said: str
    remedy: str = ""


def check(options: Options) -> Iterator[Found]:
    """Look at everything that Slack can tell; nothing is posted."""
    if options.bot_token:
        yield from _workspace(options)
    else:
        known = bool(options.client_id and options.client_secret)
        yield Found("installation", known, "by OAuth" if known else "no token and no client", "Set slack.bot_token.")
        named = ", ".join(options.workspaces)
        yield Found("workspaces", bool(named), named or "none is named", "Name them in slack.workspaces.")
    yield from _way_in(options)


def _workspace(options: Options) -> Iterator[Found]:
    slack = WebSlack(options.bot_token, options.api_url)
    try:
        us = slack.workspace()
    except VouchError as error:
        yield Found("bot token", False, str(error), "Copy the bot token (xoxb-…) from the app's installation page.")
        return
    yield Found("bot token", True, f"workspace {us.name} ({us.team})")
    lacking = [scope for scope in SCOPES if slack.scopes and scope not in slack.scopes]
    yield Found(
        "scopes", not lacking, f"lacking: {', '.join(lacking)}" if lacking else f"all {len(SCOPES)}",
        "Update the app from integrations/slack/manifest.yaml and install it again.",
    )  # fmt: skip
    yield from _groups(options, slack, us.team)
    if options.digest_channel:
        try:
            slack.call("conversations.info", channel=options.digest_channel)
            yield Found("digest channel", True, options.digest_channel)
        except VouchError as error:
            yield Found("digest channel", False, str(error), "Give a channel's id, and invite the app there.")


def _groups(options: Options, slack: WebSlack, team: str) -> Iterator[Found]:
    directory = Directory(lambda _: slack, options)
    try:
        found = directory.groups(team) if options.groups else {}
    except SlackError as error:
        yield Found("user groups", False, str(error), "User groups need a paid workspace; map people instead.")
        return
    for name, labels in options.groups.items():
        users = found.get(name)
        said = f"{name} ({len(users)} people) sees {', '.join(labels)}" if users is not None else f"{name} is not there"
        yield Found("user group", users is not None, said, "Correct the handle in slack.groups.")
    for email in (*options.people, *options.leaders, *options.owners.values()):
        try:
            user = directory.by_email(team, email)
        except VouchError as error:
            yield Found("person", False, str(error))
            continue
        yield Found("person", user is not None, email, "No member has that e-mail address.")


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
