"""``vouch ask`` and ``vouch search``."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evidence.errors import QuestionError, SettingsError, VouchError
from vouch.cli.common import AsJson, AsOf, Groups, Home, command, parse_day, parse_groups, print_json

if TYPE_CHECKING:
    from datetime import date

    from assistant.batch import Row
    from evidence.archive import Archive
    from evidence.model import Hit
    from evidence.view import View
    from vouch.app import App

_Text = Annotated[str | None, typer.Argument(metavar="QUESTION", help="The question, in quotation marks.")]
_In = Annotated[Path | None, typer.Option("--questions", help="A JSON-lines file of questions: a batch.")]
_Out = Annotated[Path | None, typer.Option("--output", help="Where the batch's answers go (default: standard output).")]
_Mode = Annotated[str, typer.Option("--mode", help="auto, extractive (no language model) or llm (needs one set).")]


def ask(
    question: _Text = None,
    questions: _In = None,
    output: _Out = None,
    groups: Groups = None,
    as_of: AsOf = None,
    mode: _Mode = "auto",
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question, or a file of questions, with the exact words and where they stand."""
    with command(home) as app, app.archive() as archive:
        check_mode(app, mode)
        day, who = parse_day(as_of), parse_groups(groups)
        if questions:
            _one_or_the_other(question)
            _ask_batch(app, archive, questions, output, who, day, mode)
        else:
            _ask_one(app, archive, _given(question), who, day, mode, as_json)


def check_mode(app: App, mode: str) -> None:
    """Refuse a mode that is none, or that needs a language model where none is set."""
    if mode not in ("auto", "extractive", "llm"):
        raise SettingsError(f"mode {mode!r} is not available", remedy="Use auto, extractive or llm.")
    if mode == "llm" and not app.settings.llm.model:
        remedy = "Set llm.model to the name of a model in Ollama, or use --mode auto."
        raise SettingsError("no language model is set", remedy=remedy)


def search(
    question: _Text = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1_000, help="How many passages.")] = 10,
    questions: _In = None,
    output: _Out = None,
    groups: Groups = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Rank the passages nearest to a question; no answer is composed."""
    with command(home) as app, app.archive() as archive:
        who = parse_groups(groups)
        if questions:
            _one_or_the_other(question)
            _search_batch(app, archive, questions, output, who, k)
            return
        text = _given(question)
        view = archive.view(who if who is not None else app.default_groups())
        hits = _hits(app, view, text, k)
        if as_json:
            print_json(_search_result("q1", text, hits))
        else:
            _print_hits(hits)


def _given(question: str | None) -> str:
    if question is None:
        raise QuestionError("no question was given", remedy='Write it in quotation marks: vouch ask "Who …?"')
    return question


def _one_or_the_other(question: str | None) -> None:
    if question is not None:
        raise QuestionError("a question and a file of questions were given", remedy="Give one of the two.")


def _ask_one(
    app: App, archive: Archive, text: str, groups: tuple[str, ...] | None, day: date | None, mode: str, as_json: bool
) -> None:
    from assistant.ask import Question

    view = archive.view(groups if groups is not None else app.default_groups(), day)
    answer = app.assistant().ask(view, Question(text, as_of=day, mode=mode), app.today())
    if as_json:
        print_json(answer.as_json())
        return
    from rich.console import Console

    from vouch.cli.render import print_answer

    print_answer(Console(highlight=False, soft_wrap=False), answer)


def _ask_batch(
    app: App,
    archive: Archive,
    file: Path,
    output: Path | None,
    groups: tuple[str, ...] | None,
    day: date | None,
    mode: str,
) -> None:
    from assistant.batch import Row, ask_all, read_rows

    rows = list(read_rows(file))
    defaults = Row("", "", groups=groups, as_of=day)
    answers = ask_all(app.assistant(), _views(app, archive), rows, defaults, app.today(), mode)
    _write(answers, output, len(rows), "answers")


def _search_batch(
    app: App, archive: Archive, file: Path, output: Path | None, groups: tuple[str, ...] | None, k: int
) -> None:
    from assistant.batch import read_rows

    rows, view_of = list(read_rows(file)), _views(app, archive)

    def result(row: Row) -> dict[str, Any]:
        try:
            if row.error:
                raise QuestionError(row.error)
            view = view_of(row.groups if row.groups is not None else groups)
            return _search_result(row.id, row.question, _hits(app, view, row.question, k))
        except VouchError as error:
            return {"id": row.id, "question": row.question, "status": "error", "text": str(error), "hits": []}

    _write(map(result, rows), output, len(rows), "searches")


def _views(app: App, archive: Archive) -> Callable[[tuple[str, ...] | None], View]:
    """Views by groups, each made once a batch."""
    made: dict[tuple[str, ...], View] = {}

    def view_of(groups: tuple[str, ...] | None) -> View:
        key = tuple(sorted(groups if groups is not None else app.default_groups()))
        if key not in made:
            made[key] = archive.view(key)
        return made[key]

    return view_of


def _hits(app: App, view: View, question: str, k: int) -> list[Hit]:
    from assistant.retrieve import Retriever

    return Retriever().search(view, app.embedder, question, k)


def _search_result(identity: str, question: str, hits: Iterable[Hit]) -> dict[str, Any]:
    return {
        "id": identity,
        "question": question,
        "hits": [
            {
                "doc_id": hit.passage.doc_id,
                "passage_id": hit.passage.passage_id,
                "page": hit.passage.page,
                "start": hit.passage.start,
                "end": hit.passage.end,
                "score": round(hit.score, 6),
                "text": hit.passage.text,
            }
            for hit in hits
        ],
    }


def _print_hits(hits: list[Hit]) -> None:
    from rich.console import Console
    from rich.markup import escape

    from vouch.cli.render import shorten, visible

    console = Console(highlight=False)
    if not hits:
        console.print("No passages: nothing is ingested that this asker may see.")
    for number, hit in enumerate(hits, 1):
        passage = hit.passage
        where = [visible(passage.doc_id)] + ([f"page {passage.page}"] if passage.page else [])
        where += [visible(passage.section)] if passage.section else []
        console.print(f"[cyan]{number:>3}[/]  {hit.score:.3f}  [bold]{escape(' · '.join(where))}[/]")
        console.print(f"     {escape(shorten(passage.text))}")


def _write(results: Iterable[dict[str, Any]], output: Path | None, total: int, noun: str) -> None:
    """Write a batch's results a line each; the output file appears only when it is complete."""
    if output is None:
        for result in results:
            typer.echo(json.dumps(result, ensure_ascii=False))
        return
    from rich.console import Console
    from rich.progress import track

    console = Console(file=sys.stderr)
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=output.parent, delete=False, suffix=".part"
        ) as part:
            for result in track(results, description=noun, total=total, console=console, transient=True):
                part.write(json.dumps(result, ensure_ascii=False) + "\n")
        Path(part.name).replace(output)
    except OSError as error:
        raise SettingsError(f"{output} cannot be written: {error}", remedy="Choose a folder that exists.") from error
