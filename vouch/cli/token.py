"""``vouch token``: access for people and programs. Works while a server runs; it knows of changes at once."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evidence.errors import SettingsError
from vouch.cli.common import AsJson, Groups, Home, command, parse_groups, print_json

if TYPE_CHECKING:
    from evidence.record import Token

token = typer.Typer(help="Access tokens of people and programs.", no_args_is_help=True)

_OPERATOR = "operator"  # whoever may run commands on the home is its operator
_Name = Annotated[str, typer.Argument(metavar="NAME", help="What the token is for.")]
_Person = Annotated[str, typer.Option("--person", help="Who uses it: their name in the ledger.")]
_Role = Annotated[str, typer.Option("--role", help="reader, auditor, editor or admin; delegate: asks for others.")]
_Expires = Annotated[
    str | None, typer.Option("--expires", help="Last day (YYYY-MM-DD, UTC), or a moment in ISO 8601 that it ends at.")
]
_Frameworks = Annotated[
    list[str] | None, typer.Option("--framework", help="Limits an auditor to this framework; may be repeated.")
]


@token.command()
def create(
    name: _Name,
    person: _Person,
    role: _Role = "reader",
    groups: Groups = None,
    expires: _Expires = None,
    framework: _Frameworks = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Make a token and print its secret, shown this once. Without --groups an admin's token sees everything."""
    with command(home) as app:
        from evidence.frameworks import load

        end = _end(expires)
        named = [load(each).id for each in framework or ()]
        with app.record() as record:
            made, secret = record.tokens.create(name, person, parse_groups(groups), role, named, end, by=_OPERATOR)
        if as_json:
            print_json({**token_json(made), "secret": secret})
        else:
            typer.echo(f"Token {made.id} for {made.person}. Its secret is shown only now:", err=True)
            typer.echo(secret)


@token.command("list")
def list_tokens(home: Home = None, as_json: AsJson = False) -> None:
    """List all tokens, also those that no longer hold; secrets are not kept."""
    with command(home) as app:
        with app.record() as record:
            found = record.tokens.list()
        if as_json:
            print_json([token_json(each) for each in found])
        else:
            _print(found)


@token.command()
def revoke(
    identity: Annotated[str, typer.Argument(metavar="ID", help="A token's id, as `vouch token list` shows.")],
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """End a token now."""
    with command(home) as app:
        with app.record() as record:
            ended = record.tokens.revoke(identity, by=_OPERATOR)
        if as_json:
            print_json(token_json(ended))
        else:
            typer.echo(f"Token {ended.id} of {ended.person} no longer holds.")


def token_json(held: Token) -> dict[str, Any]:
    """A token without its secret, as JSON."""
    return {
        "id": held.id,
        "prefix": held.prefix,
        "name": held.name,
        "person": held.person,
        "role": held.role,
        "groups": None if held.groups is None else list(held.groups),
        "frameworks": list(held.frameworks),
        "state": held.state(datetime.now(UTC)),
        "created": held.created,
        "expires": held.expires,
        "revoked": held.revoked,
        "last_used": held.last_used,
    }


def _end(text: str | None) -> datetime | None:
    """The moment a token ends; raises ``SettingsError`` for none, or one that is past."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise SettingsError(f"{text!r} is not a date", remedy="Write it as YYYY-MM-DD.") from error
    if len(text) == len("2026-12-31"):  # a day: to its end
        moment = datetime.combine(moment.date() + timedelta(days=1), time())
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if moment <= datetime.now(UTC):
        raise SettingsError(f"{text} is past", remedy="Give a later --expires.")
    return moment


def _print(found: list[Token]) -> None:
    """Three lines a token rather than a table: ids and moments must not be cut off in a narrow terminal."""
    from vouch.cli.render import visible

    for each in found:
        told = token_json(each)
        groups = "everything" if each.groups is None else ",".join(each.groups) or "default groups"
        limits = f"; frameworks {','.join(each.frameworks)}" if each.frameworks else ""
        typer.echo(f"{each.id}  {told['state']:<7}  {each.role:<7}  {visible(each.person)}: {visible(each.name)}")
        typer.echo(f"    vouch_{each.prefix}…  sees {visible(groups)}{visible(limits)}")
        typer.echo(f"    expires {each.expires or 'never'}; last used {each.last_used or 'never'}")
    if not found:
        typer.echo("No tokens.")
