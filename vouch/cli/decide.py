"""``vouch decide``: a person's decision about a finding, kept in the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from evidence.errors import QuestionError
from vouch.cli.common import (
    AsJson,
    Groups,
    Home,
    Token,
    archive_or_server,
    command,
    parse_day,
    parse_groups,
    print_json,
)
from vouch.remote import Remote

if TYPE_CHECKING:
    from evidence.archive import Archive
    from evidence.record import Decision
    from vouch.app import App

_Finding = Annotated[str, typer.Argument(metavar="FINDING", help="Id of a finding, as `vouch report findings` shows.")]
_State = Annotated[str, typer.Option("--state", help="accepted, resolved, or open again.")]
_By = Annotated[str, typer.Option("--by", help="Who decides.")]
_Reason = Annotated[str, typer.Option("--reason", help="Why.")]
_Owner = Annotated[str, typer.Option("--owner", help="Who acts on it.")]
_Due = Annotated[str | None, typer.Option("--due", help="By when (YYYY-MM-DD).")]


def decide(
    finding: _Finding,
    state: _State,
    by: _By,
    reason: _Reason = "",
    owner: _Owner = "",
    due: _Due = None,
    groups: Groups = None,
    home: Home = None,
    token: Token = None,
    as_json: AsJson = False,
) -> None:
    """Accept or resolve a finding, or open it again; decisions are added, never changed."""
    from evidence.record import Decision

    with command(home) as app:
        day, who = parse_day(due), parse_groups(groups)
        until = day.isoformat() if day else ""
        with archive_or_server(app, token) as archive:
            if isinstance(archive, Remote):
                summary = archive.finding(who, finding)["summary"]
                body = {"state": state, "reason": reason, "owner": owner, "due": until or None}
                at = archive.decide(by, who, finding, body)["at"]
            else:
                wanted = Decision("finding", finding, state, by, "", reason, "", owner, until)
                summary, at = _decided(app, archive, who, wanted)
        if as_json:
            print_json({"id": finding, "state": state, "by": by, "at": at, "reason": reason})
        else:
            typer.echo(f"{finding}: {state} by {by}. {summary}")


def _decided(app: App, archive: Archive, who: tuple[str, ...] | None, decision: Decision) -> tuple[str, str]:
    """Keep a decision about a finding that ``who`` sees; the finding's summary, and when it was."""
    from assistant.reports.findings import found
    from assistant.service.deciding import as_json
    from evidence.citing import Citer

    groups = who if who is not None else app.default_groups()
    view = archive.view(groups)
    told = {each["id"]: each for each in found(view, app.today(), Citer(view), {})}
    if decision.subject not in told:
        raise QuestionError(f"there is no finding {decision.subject}", remedy="`vouch report findings` lists them.")
    seen = told[decision.subject]
    made = replace(decision, at=datetime.now(UTC).isoformat(timespec="seconds"), evidence=seen["digest"])
    with app.record() as record:
        record.decide(made)
        record.ledger.append("decision", decision.by, groups, as_json(made))
    return seen["summary"], made.at
