"""The workspaces that the app is installed in: by the settings' token, one by one by OAuth, or a whole organisation.

An installation of a whole organisation (Enterprise Grid) has one token for many workspaces. Which ones they are is
asked of Slack (``auth.teams.list``) and never taken from a request: a request only says where it comes from.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import cast

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.oauth.installation_store import Bot

from evidence.errors import VouchError
from integrations.slack.bolt.client import WebSlack
from integrations.slack.bolt.installing import Installations, Keep, States, is_organisation
from integrations.slack.options import Options
from integrations.slack.ports import SlackError, Workspace
from integrations.slack.redact import warn

_AGAIN = 10.0  # seconds after which a workspace that is not known is asked for anew
_PAGE = 200


class Organisation:
    """An installation for a whole organisation: its client, and one for each workspace that it reaches."""

    def __init__(self, slack: WebSlack, bot_token: str, options: Options) -> None:
        self._slack, self._token, self._options = slack, bot_token, options
        self._lock = threading.Lock()
        self._clients: dict[str, WebSlack] = {}
        self._teams: tuple[str, ...] = ()
        self._asked = -float("inf")

    def teams(self, older: float) -> tuple[str, ...]:
        """The workspaces that Slack says the token reaches; asked anew when that is ``older`` seconds ago."""
        with self._lock:
            if time.monotonic() - self._asked < older:
                return self._teams
            found: list[str] = []
            cursor = ""
            while True:
                reply = self._slack.call("auth.teams.list", limit=_PAGE, **({"cursor": cursor} if cursor else {}))
                found += [str(each["id"]) for each in reply.get("teams") or ()]
                cursor = str((reply.get("response_metadata") or {}).get("next_cursor") or "")
                if not cursor:
                    break
            self._teams, self._asked = tuple(found), time.monotonic()
            self._clients = {team: client for team, client in self._clients.items() if team in found}
            return self._teams

    def of(self, team: str) -> WebSlack | None:
        """The client for one of its workspaces; ``None`` for a workspace that the installation does not reach."""
        if team not in self.teams(self._options.refresh) and team not in self.teams(_AGAIN):
            return None
        us = self.us()
        known = Workspace(team, us.bot_user, us.bot, us.name, us.organisation)
        with self._lock:
            return self._clients.setdefault(team, WebSlack(self._token, self._options.api_url, known))

    def us(self) -> Workspace:
        """Who we are there."""
        return self._slack.workspace()

    def renew(self) -> None:
        """The workspaces that it reaches have changed."""
        with self._lock:
            self._asked = -float("inf")

    def stop(self) -> None:
        """Wait for no rate limit any more."""
        for each in [*self._clients.values(), self._slack]:
            each.stop()


class Workspaces:
    """The clients of all of them. Safe from several threads."""

    def __init__(self, options: Options, keep: Keep) -> None:
        self._options = options
        self._lock = threading.RLock()
        self._clients: dict[str, WebSlack] = {}
        self._organisations: dict[str, Organisation] = {}
        self.installations = (
            Installations(keep, options.client_secret, options.workspaces, self._dropped)
            if options.client_secret
            else None
        )
        self._single = WebSlack(options.bot_token, options.api_url) if options.bot_token else None
        if self._single is None and self.installations is None:
            raise SlackError("slack", "no_token", "set slack.bot_token, or slack.client_id and slack.client_secret")
        self.states = States(options.client_secret)

    def single(self) -> WebSlack | None:
        """The client of the settings' token."""
        return self._single

    def of(self, team: str) -> WebSlack:
        """The client of a workspace. Raises ``SlackError`` for one that the app is not installed in."""
        made = self._of_team(team)
        if made is not None:
            return made
        for each in self._installed_organisations():
            found = each.of(team)
            if found is not None:
                return found
        raise SlackError("slack", "not_installed", team)

    def reached(self, organisation: str) -> tuple[str, ...]:
        """The workspaces that an organisation's installation reaches; none where it is not installed."""
        held = self._organisation(organisation)
        return held.teams(self._options.refresh) if held is not None else ()

    def teams(self) -> Iterator[str]:
        """Every workspace that is served now, each once. One organisation that cannot be asked is left out."""
        seen: set[str] = set()
        if self._single is not None and not self._single.workspace().organisation:
            seen.add(self._single.workspace().team)
        seen.update(team for team in self._options.workspaces if not is_organisation(team) and self._of_team(team))
        for each in self._installed_organisations():
            try:
                seen.update(each.teams(self._options.refresh))
            except VouchError as error:
                warn("an organisation's workspaces could not be asked for", error=error)
        yield from sorted(seen)

    def forget(self, team: str, organisation: str = "") -> None:
        """The app was removed from a workspace, or (``organisation``) from all of an organisation."""
        self._dropped(organisation or team)
        if self.installations is not None:
            self.installations.delete_bot(enterprise_id=organisation or None, team_id=None if organisation else team)

    def renew(self, organisation: str) -> None:
        """An organisation's installation reaches other workspaces now."""
        with self._lock:
            held = self._organisations.get(organisation)
        if held is not None:
            held.renew()

    def authorize(self) -> Callable[..., AuthorizeResult]:
        """For bolt, which reads the names of a plain function's arguments: whose token a request is for."""

        def of_request(
            enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None
        ) -> AuthorizeResult | None:
            return self._authorize(enterprise_id, team_id, bool(is_enterprise_install))

        return cast("Callable[..., AuthorizeResult]", of_request)

    def stop(self) -> None:
        """Wait for no rate limit any more."""
        with self._lock:
            organisations = list(self._organisations.values())
            clients = [*self._clients.values(), *([self._single] if self._single else [])]
        for organisation in organisations:
            organisation.stop()
        for client in clients:
            client.stop()

    # ----------------------------------------------------------------------------------------------

    def _dropped(self, identity: str) -> None:
        """What is kept of a workspace or an organisation has changed: its token is read anew."""
        with self._lock:
            self._clients.pop(identity, None)
            self._organisations.pop(identity, None)

    def _of_team(self, team: str) -> WebSlack | None:
        """The client of a workspace with an installation of its own; Slack is not asked."""
        if self._single is not None:
            us = self._single.workspace()
            if us.team == team and not us.organisation:
                return self._single
        with self._lock:
            held = self._clients.get(team)
        bot = None if held or is_organisation(team) else self._bot(None, team)
        if bot is None:
            return held
        known = Workspace(team, bot.bot_user_id or "", bot.bot_id or "", bot.team_name or "")
        made = WebSlack(bot.bot_token, self._options.api_url, known)
        with self._lock:
            return self._clients.setdefault(team, made)

    def _organisation(self, identity: str) -> Organisation | None:
        """The installation of an organisation; Slack is not asked."""
        if not identity:
            return None
        if self._single is not None and self._single.workspace().organisation == identity:
            with self._lock:
                return self._organisations.setdefault(
                    identity, Organisation(self._single, self._options.bot_token, self._options)
                )
        with self._lock:
            held = self._organisations.get(identity)
        bot = None if held else self._bot(identity, None)
        if bot is None:
            return held
        known = Workspace("", bot.bot_user_id or "", bot.bot_id or "", bot.enterprise_name or "", identity)
        made = Organisation(WebSlack(bot.bot_token, self._options.api_url, known), bot.bot_token, self._options)
        with self._lock:
            return self._organisations.setdefault(identity, made)

    def _installed_organisations(self) -> list[Organisation]:
        named = [each for each in self._options.workspaces if is_organisation(each)]
        if self._single is not None:
            named.append(self._single.workspace().organisation)
        found = [self._organisation(each) for each in dict.fromkeys(named)]
        return [each for each in found if each is not None]

    def _bot(self, enterprise: str | None, team: str | None) -> Bot | None:
        if self.installations is None:
            return None
        return self.installations.find_bot(
            enterprise_id=enterprise, team_id=team, is_enterprise_install=enterprise is not None
        )

    def _authorize(self, enterprise: str | None, team: str | None, for_all: bool) -> AuthorizeResult | None:
        """By what is installed here alone, so that a request is acknowledged in time whatever Slack's API does."""
        known: Workspace | None = None
        if for_all or not team or is_organisation(team):
            held = self._organisation(enterprise or "")
            known = held.us() if held is not None else None
        else:
            client = self._of_team(team)
            known = client.workspace() if client is not None else None
        if known is None:
            warn("a request from where the app is not installed", team=team, organisation=enterprise)
            return None
        return AuthorizeResult(
            enterprise_id=enterprise, team_id=team, bot_user_id=known.bot_user, bot_id=known.bot, bot_token="-"
        )
