"""``vouch decide``: a person's decision about a finding, kept in the record."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from evidence.errors import QuestionError
from vouch.cli.common import AsJson, Groups, Home, command, parse_day, parse_groups, print_json

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
    as_json: AsJson = False,
) -> None:
    """Accept or resolve a finding, or open it again; decisions are added, never changed."""
    from assistant.reports.findings import found
    from evidence.citing import Citer
    from evidence.record import Decision

    with command(home) as app:
        day, who = parse_day(due), parse_groups(groups)
        with app.archive() as archive, app.record() as record:
            view = archive.view(who if who is not None else app.default_groups())
            told = {each["id"]: each for each in found(view, app.today(), Citer(view), {})}
            if finding not in told:
                raise QuestionError(f"there is no finding {finding}", remedy="`vouch report findings` lists them.")
            at = datetime.now(UTC).isoformat(timespec="seconds")
            decision = Decision(
                "finding",
                finding,
                state,
                by,
                at,
                reason,
                told[finding]["digest"],
                owner,
                day.isoformat() if day else "",
            )
            record.decide(decision)
        if as_json:
            print_json({"id": finding, "state": state, "by": by, "at": at, "reason": reason})
        else:
            typer.echo(f"{finding}: {state} by {by}. {told[finding]['summary']}")
