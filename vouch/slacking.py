"""Slack put together: beside the server in its process, or on its own against the server's API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from evidence.errors import SettingsError
from integrations.slack.options import Options
from vouch.remote import ADDRESS_FILE, SECRET_FILE
from vouch.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.service import Service
    from evidence.record import Record
    from integrations.slack.api_desk import Api, ApiDesk
    from integrations.slack.check import Found
    from integrations.slack.part import SlackPart
    from vouch.app import App


def is_set(settings: Settings) -> bool:
    """Whether the settings name a Slack app."""
    slack = settings.slack
    return bool(slack.bot_token.get_secret_value() or (slack.client_id and slack.client_secret.get_secret_value()))


def options_of(settings: Settings, address: str = "") -> Options:
    """The Slack part's options, by the settings; ``address`` is where the server answers, if that is known."""
    slack = settings.slack
    return Options(
        bot_token=slack.bot_token.get_secret_value(),
        app_token=slack.app_token.get_secret_value(),
        signing_secret=slack.signing_secret.get_secret_value(),
        client_id=slack.client_id,
        client_secret=slack.client_secret.get_secret_value(),
        mode=slack.mode,
        public_url=settings.serve.public_url or address or f"http://{settings.serve.host}:{settings.serve.port}",
        api_url=slack.api_url,
        workspaces=slack.workspaces,
        groups=slack.groups,
        people={email.lower(): groups for email, groups in slack.people.items()},
        email_domains=tuple(domain.lower() for domain in slack.email_domains),
        channels=slack.channels,
        owners=slack.owners,
        leaders=slack.leaders,
        digest_channel=slack.digest_channel,
        digest_channels=slack.digest_channels,
        digest_weekday=slack.digest_weekday,
        digest_hour=slack.digest_hour,
        digest_month_day=slack.digest_month_day,
        timezone=slack.timezone,
        workers=slack.workers,
        keep_days=slack.keep_days,
    )


@contextmanager
def beside_service(app: App, service: Service, address: str = "") -> Iterator[SlackPart]:
    """The Slack part over a service of this process, running until the block ends."""
    from integrations.slack.part import SlackPart

    part = SlackPart(options_of(app.settings, address), service, app.settings.home, service.record.settings)
    part.start()
    try:
        yield part
    finally:
        part.stop()


@contextmanager
def on_its_own(app: App) -> Iterator[SlackPart]:
    """The Slack part over the API of the server that owns this home."""
    from integrations.slack.part import SlackPart

    desk = _desk(app)
    try:
        desk.check()
        part = SlackPart(options_of(app.settings), desk, app.settings.home)
        part.start()
        try:
            yield part
        finally:
            part.stop()
    finally:
        desk.close()


def looked_at(app: App) -> Iterator[Found]:
    """What ``vouch slack check`` says: Slack's side, and the server where Slack runs apart from it."""
    from evidence.errors import VouchError
    from evidence.record.schema import FILE as RECORD
    from integrations.slack.check import Found, check

    there = (app.settings.home / RECORD).exists()  # to look makes no record where there is none
    with app.record() if there else nullcontext() as record:
        yield from check(options_of(app.settings), _Installations(app.settings.home, record))
    if app.settings.slack.server:
        desk = _desk(app)
        try:
            desk.check()
            yield Found("server", True, f"{app.settings.slack.server} lets Slack ask for people")
        except VouchError as error:
            remedy = "Make slack.server_token there: `vouch token create Slack --person slack --role delegate`."
            yield Found("server", False, str(error), remedy)
        finally:
            desk.close()


class _Installations:
    """Installations wherever they are kept: in the record, or (Slack on its own) in ``slack.db``; only to look at."""

    def __init__(self, home: Path, record: Record | None) -> None:
        from integrations.slack.inbox import Kept

        self._record, self._own = record, Kept(home)

    def get(self, name: str) -> str | None:
        """An installation as it is kept."""
        kept = self._record.settings.get(name) if self._record is not None else None
        return self._own.get(name) if kept is None else str(kept)

    def put(self, name: str, value: str | None) -> None:
        """Nothing is changed by looking. Raises ``SettingsError``."""
        raise SettingsError("a look at the installations changes none")


def _desk(app: App) -> ApiDesk:
    """The desk over that API; after a restart of the server its secret is read anew."""
    from integrations.slack.api_desk import ApiDesk

    return ApiDesk(_api(app), renew=lambda: _api(app))


def _api(app: App) -> Api:
    """The API of the server that runs over this home, or of ``slack.server``."""
    from integrations.slack.api_desk import Api

    settings, home = app.settings, app.settings.home
    address, secret = settings.slack.server, settings.slack.server_token.get_secret_value()
    if not address:
        try:
            address = str(json.loads((home / ADDRESS_FILE).read_text("utf-8"))["address"])
            secret = secret or (home / SECRET_FILE).read_text("utf-8").strip()
        except (OSError, ValueError, KeyError) as error:
            raise SettingsError(
                f"no server runs over {home}",
                remedy="Start `vouch serve`, which can serve Slack itself; or set slack.server.",
            ) from error
    header = settings.serve.header
    if settings.slack.server and settings.serve.auth == "header" and not secret:
        return Api(address, "", header.person, header.groups)
    return Api(address, secret)
