"""``vouch register``: the facts of one kind, complete, each with the words it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vouch.cli.common import AsJson, AsOf, Groups, Home, command, parse_day, parse_groups, print_json

if TYPE_CHECKING:
    from evidence.citing import Citer
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
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """List every fact of one kind that the documents state, with the exact words."""
    from evidence.citing import Citer
    from evidence.register import kind_named, parse_filter, rows

    with command(home) as app:
        day, who = parse_day(as_of), parse_groups(groups)
        wanted = kind_named(kind) if kind is not None else None
        tests = [parse_filter(text, wanted) for text in filters or ()] if wanted else []
        with app.archive() as archive:
            view = archive.view(who if who is not None else app.default_groups())
            if wanted is None:
                _kinds(view, as_json)
                return
            found = rows(view, wanted, tests, day)
            citer = Citer(view)
            if as_json:
                print_json([row_json(fact, citer) for fact in found])
            else:
                _print(wanted.name, found, citer)


def row_json(fact: StoredFact, citer: Citer) -> dict[str, Any]:
    """A row as docs/contracts.md has it."""
    words = citer.fact(fact)
    return {
        "id": fact.id,
        "kind": fact.kind,
        "doc_id": fact.doc_id,
        "start": words.start,
        "end": words.end,
        "quote": words.quote,
        "page": words.page,
        "fields": dict(fact.fact.fields),
        "strength": fact.fact.strength.value,
        "dates": dict(fact.fact.dates),
        "date_origin": fact.fact.date_origin,
    }


def _kinds(view: View, as_json: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    from evidence.kinds import KINDS

    counts = view.fact_kinds()
    if as_json:
        print_json(
            [{"kind": name, "meaning": kind.meaning, "facts": counts.get(name, 0)} for name, kind in KINDS.items()]
        )
        return
    table = Table("kind", "facts", "what it states", box=None, header_style="bold")
    for name, kind in KINDS.items():
        table.add_row(name, str(counts.get(name, 0)), kind.meaning)
    Console(highlight=False).print(table)


def _print(kind: str, found: list[StoredFact], citer: Citer) -> None:
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
        cells = [escape(shorten(fact.get(name))) for name in names]
        words = citer.fact(fact)
        table.add_row(*cells, escape(visible(fact.doc_id) + (f", page {words.page}" if words.page else "")))
    console.print(table)
    console.print(f"{len(found)} row(s). The exact words: --json.")


def _names(found: list[StoredFact]) -> list[str]:
    """The fields and dates that are filled most often, in the order of the contract."""
    from evidence.kinds import KINDS

    kind = KINDS[found[0].kind]
    filled = {name: sum(bool(fact.get(name)) for fact in found) for name in (*kind.fields, *kind.dates)}
    often = sorted((name for name in filled if filled[name]), key=lambda name: -filled[name])[:_COLUMNS]
    return [name for name in filled if name in often]
