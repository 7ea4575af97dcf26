"""What the Slack part is told by the settings. Inert; the program fills it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that can be set. Secrets are left out of ``repr``.

    ``groups`` maps Slack user groups (handle, id, or ``TEAM:handle``) to the archive's groups, ``people`` e-mail
    addresses to groups, ``channels`` channel ids to the groups whose evidence may be shown there (else the default
    groups), ``owners`` clauses to the e-mail of who answers for them, ``digest_channels`` workspaces (T…) to the
    channel of their weekly digest. ``workspaces`` names workspaces (T…) and whole organisations (E…).
    """

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    mode: Literal["socket", "http"] = "socket"
    public_url: str = "http://127.0.0.1:8000"
    api_url: str = "https://slack.com/api/"
    workspaces: tuple[str, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    email_domains: tuple[str, ...] = ()
    channels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    leaders: tuple[str, ...] = ()
    digest_channel: str = ""
    digest_channels: Mapping[str, str] = field(default_factory=dict)
    digest_weekday: int = 0
    digest_hour: int = 8
    digest_month_day: int = 1
    timezone: str = "UTC"
    workers: int = 4
    waiting: int = 5_000
    patience: float = 1.5
    refresh: float = 300.0
    keep_days: int = 90
    stop_seconds: float = 10.0
