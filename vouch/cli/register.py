"""``vouch register``: the facts of one kind, complete, each with the words it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vouch.cli.common import (
    AsJson,
    AsOf,
    Groups,
    Home,
    KnownBy,
    Token,
    archive_or_server,
    command,
    parse_day,
    parse_groups,
    print_json,
)
from vouch.remote import Remote

if TYPE_CHECKING:
    from datetime import date

    from evidence.model import StoredFact
    from evidence.view import View

_Kind = Annotated[str | None, typer.Argument(metavar="KIND", help="Such as approval or risk; without it, the kinds.")]
_Filters = Annotated[
    list[str] | None,
    typer.Option("--filter", help="field=value; also != ~ (has these words) !~ < <= > >=. Several must all hold."),
]
_COLUMNS = 6  # fields that a terminal has room for


def register(
    kind: _Kind = None,
    filters: _Filters = None,
    groups: Groups = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    home: Home = None,
    token: Token = None,
    as_json: AsJson = False,
) -> None:
    """List every fact of one kind that the documents state, with the exact words."""
    from assistant.contract import fact_json
    from evidence.citing import Citer
    from evidence.register import kind_named, parse_filter, rows

    with command(home) as app:
        day, known, who = parse_day(as_of), parse_day(known_by), parse_groups(groups)
        wanted = kind_named(kind) if kind is not None else None
        tests = [parse_filter(text, wanted) for text in filters or ()] if wanted else []
        with archive_or_server(app, token) as archive:
            if isinstance(archive, Remote):
                _through(archive, who, wanted.name if wanted else None, filters or (), (day, known), as_json)
                return
            view = archive.view(who if who is not None else app.default_groups(), day, known)
            if wanted is None:
                _print_kinds(_kinds(view), as_json)
                return
            found = rows(view, wanted, tests, day)
            citer = Citer(view)
            if as_json:
                print_json([fact_json(fact, citer) for fact in found])
            else:
                _print(wanted.name, found, lambda fact: citer.fact(fact).page)


def _through(
    server: Remote,
    groups: tuple[str, ...] | None,
    kind: str | None,
    filters: Sequence[str],
    days: tuple[date | None, date | None],
    as_json: bool,
) -> None:
    """The same through the server that owns the archive; ``days`` are as of, and known by."""
    if kind is None:
        _print_kinds(server.kinds(groups, days[1]), as_json)
        return
    found = server.register(groups, kind, filters, *days)
    found = [{name: value for name, value in each.items() if name != "extractor" or value} for each in found]
    if as_json:
        print_json(found)
    else:
        pages = {each["id"]: each["page"] for each in found}
        _print(kind, [_fact(each) for each in found], lambda fact: pages[fact.id])


def _fact(row: dict[str, Any]) -> StoredFact:
    from evidence.model import Fact, Span, StoredFact, Strength

    spans = (Span(row["start"], row["end"]),)
    maker = row.get("extractor") or ""
    fact = Fact(row["kind"], row["fields"], spans, Strength(row["strength"]), row["dates"], row["date_origin"], maker)
    return StoredFact(row["id"], row["doc_id"], 0, 0, fact)


def _kinds(view: View) -> list[dict[str, Any]]:
    from evidence.kinds import KINDS

    counts = view.fact_kinds()
    return [{"kind": name, "meaning": kind.meaning, "facts": counts.get(name, 0)} for name, kind in KINDS.items()]


def _print_kinds(kinds: list[dict[str, Any]], as_json: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    if as_json:
        print_json(kinds)
        return
    table = Table("kind", "facts", "what it states", box=None, header_style="bold")
    for each in kinds:
        table.add_row(each["kind"], str(each["facts"]), each["meaning"])
    Console(highlight=False).print(table)


def _print(kind: str, found: list[StoredFact], page_of: Callable[[StoredFact], int | None]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from vouch.cli.render import shorten, visible

    console = Console(highlight=False)
    if not found:
        console.print(f"No {kind.replace('_', ' ')}: no document that this asker may see states one that fits.")
        return
    names = _names(found)
    table = Table(*names, "where", box=None, header_style="bold", padding=(0, 2, 0, 0))
    for fact in found:
        cells = [escape(shorten(fact.get(name), fact.doc_id)) for name in names]
        page = page_of(fact)
        where = visible(fact.doc_id) + (f", page {page}" if page else "") + ", by a model" * fact.fact.by_model
        table.add_row(*cells, escape(where))
    console.print(table)
    console.print(f"{len(found)} row(s). The exact words: --json.")


def _names(found: list[StoredFact]) -> list[str]:
    """The fields and dates that are filled most often, in the order of the contract."""
    from evidence.kinds import KINDS

    kind = KINDS[found[0].kind]
    filled = {name: sum(bool(fact.get(name)) for fact in found) for name in (*kind.fields, *kind.dates)}
    often = sorted((name for name in filled if filled[name]), key=lambda name: -filled[name])[:_COLUMNS]
    return [name for name in filled if name in often]
