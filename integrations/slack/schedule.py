"""When digests are due. Pure: a moment in, the jobs of that moment out; the inbox sees to it that each is done once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from integrations.slack.inbox import New
from integrations.slack.options import Options

_LATE = timedelta(hours=24)  # a digest is made up for after a stop of so long, not after a longer one


def due(options: Options, team: str, now: datetime) -> list[New]:
    """The digests of a workspace that are due at ``now`` (aware). The same digest has the same key whenever asked for.

    A leader may be a member of several workspaces: the jobs of all of them are for the same person, one after the
    other, and the first that finds them there is the one that writes.
    """
    local = now.astimezone(ZoneInfo(options.timezone))
    made: list[New] = []
    channel = options.digest_channels.get(team, options.digest_channel)
    if channel:
        monday = local.date() - timedelta(days=local.weekday())
        at = _at(options, datetime.combine(monday + timedelta(days=options.digest_weekday), datetime.min.time()))
        year, week, _ = at.isocalendar()
        if _is_due(local, at):
            payload = {"digest": "weekly", "channel": channel, "period": f"{year}-W{week:02d}"}
            made.append(New("digest", f"{team}/digest/{year}-W{week:02d}/{channel}", team, "digest",
                            payload=payload))  # fmt: skip
    month = _at(options, datetime(local.year, local.month, options.digest_month_day))
    if options.leaders and _is_due(local, month):
        last = month.date().replace(day=1) - timedelta(days=1)
        for email in options.leaders:
            payload = {"digest": "monthly", "email": email.lower(), "period": f"{last:%B %Y}"}
            made.append(New("digest", f"{team}/digest/{last:%Y-%m}/{email.lower()}", team, f"digest-{email.lower()}",
                            payload=payload))  # fmt: skip
    return made


def _at(options: Options, day: datetime) -> datetime:
    return day.replace(hour=options.digest_hour, tzinfo=ZoneInfo(options.timezone))


def _is_due(now: datetime, at: datetime) -> bool:
    return at.astimezone(UTC) <= now.astimezone(UTC) < at.astimezone(UTC) + _LATE
