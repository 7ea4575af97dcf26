"""``vouch search``: ranked passages, and nothing composed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from evidence.errors import QuestionError, VouchError
from vouch.cli.batches import In, Out, Text, given, one_or_the_other, views, write
from vouch.cli.common import (
    AsJson,
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

    from assistant.batch import Row
    from evidence.archive import Archive
    from evidence.model import Hit
    from evidence.view import View
    from vouch.app import App


def search(
    question: Text = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1_000, help="How many passages.")] = 10,
    questions: In = None,
    output: Out = None,
    groups: Groups = None,
    known_by: KnownBy = None,
    home: Home = None,
    token: Token = None,
    as_json: AsJson = False,
) -> None:
    """Rank the passages nearest to a question; no answer is composed."""
    with command(home) as app, archive_or_server(app, token) as archive:
        who, known = parse_groups(groups), parse_day(known_by)
        if questions:
            one_or_the_other(question)
            _search_batch(app, archive, questions, output, k, (who, known))
            return
        text = given(question)
        if isinstance(archive, Remote):
            found = archive.search(who, "q1", text, k, known)
            shown = [_Shown(hit["doc_id"], hit["page"], None, hit["score"], hit["text"]) for hit in found["hits"]]
        else:
            view = archive.view(who if who is not None else app.default_groups(), known_by=known)
            hits = _hits(app, view, text, k)
            found, shown = _search_result("q1", text, hits), [_shown(hit) for hit in hits]
        if as_json:
            print_json(found)
        else:
            _print_hits(shown)


def _search_batch(
    app: App,
    archive: Archive | Remote,
    file: Path,
    output: Path | None,
    k: int,
    flags: tuple[tuple[str, ...] | None, date | None],
) -> None:
    """Search for a file of questions; ``flags`` are groups and day for rows that set none."""
    from assistant.batch import read_rows

    rows, find, (groups, known) = list(read_rows(file)), _searching(app, archive), flags

    def result(row: Row) -> dict[str, Any]:
        try:
            if row.error:
                raise QuestionError(row.error)
            who = row.groups if row.groups is not None else groups
            return find(who, row.id, row.question, k, row.known_by or known)
        except VouchError as error:
            return {"id": row.id, "question": row.question, "status": "error", "text": str(error), "hits": []}

    write(map(result, rows), output, len(rows), "searches")


def _searching(
    app: App, archive: Archive | Remote
) -> Callable[[tuple[str, ...] | None, str, str, int, date | None], dict[str, Any]]:
    """Searches by groups, id, question, number of passages and day: here, or through the archive's server."""
    if isinstance(archive, Remote):
        return archive.search
    view_of = views(app, archive)

    def find(
        groups: tuple[str, ...] | None, identity: str, question: str, k: int, known: date | None
    ) -> dict[str, Any]:
        return _search_result(identity, question, _hits(app, view_of(groups, known), question, k))

    return find


def _hits(app: App, view: View, question: str, k: int) -> list[Hit]:
    from assistant.retrieve import Retriever

    return Retriever().search(view, app.embedder, question, k)


def _search_result(identity: str, question: str, hits: Iterable[Hit]) -> dict[str, Any]:
    from assistant.contract import hit_json

    return {"id": identity, "question": question, "hits": [hit_json(hit) for hit in hits]}


class _Shown(NamedTuple):
    doc_id: str
    page: int | None
    section: str | None
    score: float
    text: str


def _shown(hit: Hit) -> _Shown:
    passage = hit.passage
    return _Shown(passage.doc_id, passage.page, passage.section, hit.score, passage.text)


def _print_hits(hits: list[_Shown]) -> None:
    from rich.console import Console
    from rich.markup import escape

    from vouch.cli.render import shorten, visible

    console = Console(highlight=False)
    if not hits:
        console.print("No passages: nothing is ingested that this asker may see.")
    for number, hit in enumerate(hits, 1):
        where = [visible(hit.doc_id)] + ([f"page {hit.page}"] if hit.page else [])
        where += [visible(hit.section)] if hit.section else []
        console.print(f"[cyan]{number:>3}[/]  {hit.score:.3f}  [bold]{escape(' · '.join(where))}[/]")
        console.print(f"     {escape(shorten(hit.text, hit.doc_id))}")
