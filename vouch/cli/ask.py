"""``vouch ask``."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evidence.errors import QuestionError, SettingsError
from vouch.cli.batches import In, Out, Text, given, one_or_the_other, views, write
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

    from assistant.answer import Answer
    from assistant.ask import Question
    from evidence.archive import Archive
    from evidence.frameworks import Framework
    from vouch.app import App

_INTERRUPTED = 130
_NEW = "new"
_Mode = Annotated[str, typer.Option("--mode", help="auto, extractive (no language model) or llm (needs one set).")]
_Meant = Annotated[
    str | None,
    typer.Option("--framework", help="Whose clauses are meant where the question names none, such as iso27001."),
]
_Conversation = Annotated[
    str | None, typer.Option("--conversation", metavar="ID", help="Conversation to continue; `new` begins one.")
]
_Everything = Annotated[bool, typer.Option("--all", help="Show every sentence and source of a long answer.")]


@dataclass(frozen=True, slots=True)
class _Flags:
    """What holds for a question, or for the rows of a batch that do not say otherwise."""

    groups: tuple[str, ...] | None
    as_of: date | None
    known_by: date | None
    mode: str
    framework: Framework | None


@dataclass(frozen=True, slots=True)
class _Shown:
    """How an answer is shown: as JSON, or as text with everything that a long one holds."""

    as_json: bool
    everything: bool


def ask(
    question: Text = None,
    questions: In = None,
    output: Out = None,
    groups: Groups = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    mode: _Mode = "auto",
    framework: _Meant = None,
    conversation: _Conversation = None,
    everything: _Everything = False,
    home: Home = None,
    token: Token = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question, or a file of questions, with the exact words and where they stand."""
    with command(home) as app, archive_or_server(app, token) as archive:
        check_mode(app, mode)
        flags = _Flags(parse_groups(groups), parse_day(as_of), parse_day(known_by), mode, _framework(framework))
        if questions:
            one_or_the_other(question)
            if conversation is not None:
                raise QuestionError("a batch is no conversation", remedy="Use `follow_up_of` in its rows.")
            _ask_batch(app, archive, questions, output, flags)
        else:
            shown = _Shown(as_json, everything)
            _ask_one(app, archive, given(question), flags, conversation, shown)


def check_mode(app: App, mode: str) -> None:
    """Refuse a mode that is none, or that needs a language model where none is set."""
    if mode not in ("auto", "extractive", "llm"):
        raise SettingsError(f"mode {mode!r} is not available", remedy="Use auto, extractive or llm.")
    if mode == "llm" and not app.settings.llm.model:
        remedy = "Set llm.model to the name of a model in Ollama, or use --mode auto."
        raise SettingsError("no language model is set", remedy=remedy)


def _framework(ref: str | None) -> Framework | None:
    if ref is None:
        return None
    from evidence.frameworks import load

    return load(ref)


def _ask_one(
    app: App, archive: Archive | Remote, text: str, flags: _Flags, conversation: str | None, shown: _Shown
) -> None:
    from rich.console import Console

    from vouch.cli.render import print_answer

    console = Console(highlight=False, soft_wrap=False)
    live = None if shown.as_json else console
    if isinstance(archive, Remote):
        answer, kept = _through(archive, text, flags, conversation, live)
    else:
        answer, kept = _told(app, archive, text, flags, conversation, live)
    if shown.as_json:
        print_json({**answer.as_json(), **(kept if conversation is not None else {})})
        return
    print_answer(console, answer, everything=shown.everything)
    if conversation is not None:
        console.print(f"\n[dim]Conversation {kept['conversation']}[/]")


def _through(
    server: Remote, text: str, flags: _Flags, conversation: str | None, console: Any
) -> tuple[Answer, dict[str, Any]]:
    """The answer of a running server, its claims shown as they come."""
    from vouch.cli.live import Live

    continued = "" if conversation == _NEW else conversation
    live = Live(console) if console is not None and console.is_terminal else None
    try:
        with live or nullcontext():
            return server.told(flags.groups, _question(text, flags), flags.known_by, continued, live)
    except KeyboardInterrupt:
        typer.echo("Interrupted. The server answers to the end; its ledger holds the answer.", err=True)
        raise typer.Exit(_INTERRUPTED) from None


def _question(text: str, flags: _Flags) -> Question:
    from assistant.ask import Question

    return Question(text, as_of=flags.as_of, mode=flags.mode, framework=flags.framework)


def _told(
    app: App, archive: Archive, text: str, flags: _Flags, conversation: str | None, console: Any
) -> tuple[Answer, dict[str, Any]]:
    """The answer, entered in the ledger, and where it is kept; a model's sentences are shown as they come."""
    from assistant.service import OPERATOR, Asked, Identity, Service
    from vouch.cli.live import Live

    groups = flags.groups if flags.groups is not None else app.default_groups()
    who = Identity(OPERATOR.person, groups, OPERATOR.role, "cli", OPERATOR.name)
    asked = Asked(
        text,
        flags.as_of,
        flags.mode,
        conversation=None if conversation == _NEW else conversation,
        keep=conversation is not None,
        known_by=flags.known_by,
        framework=flags.framework or "",
    )
    composes = bool(app.settings.llm.model) and flags.mode != "extractive"
    with app.record() as record:
        service = Service(archive, app.assistant(), app.embedder, record, app.today, app.default_groups)
        live = Live(console) if composes and console is not None and console.is_terminal else None
        try:
            with live or nullcontext():
                told = service.ask(who, asked, live)
        except KeyboardInterrupt:
            typer.echo("Interrupted." + (" The ledger holds what was shown." if live else ""), err=True)
            raise typer.Exit(_INTERRUPTED) from None
    return told.answer, {"ledger": told.sequence, "conversation": told.conversation}


class _Through:
    """A server in the place of the assistant: its views are the groups and the day."""

    def __init__(self, server: Remote) -> None:
        self._server = server

    def ask(self, view: tuple[tuple[str, ...] | None, date | None], question: Question, today: date) -> Answer:
        return self._server.ask(view[0], question, view[1])


def _ask_batch(app: App, archive: Archive | Remote, file: Path, output: Path | None, flags: _Flags) -> None:
    from assistant.batch import Row, ask_all, read_rows

    rows = list(read_rows(file))
    defaults = Row("", "", groups=flags.groups, as_of=flags.as_of, known_by=flags.known_by, framework=flags.framework)
    assistant: Any = _Through(archive) if isinstance(archive, Remote) else app.assistant()
    view_of: Any = (lambda *key: key) if isinstance(archive, Remote) else views(app, archive)
    write(ask_all(assistant, view_of, rows, defaults, app.today(), flags.mode), output, len(rows), "answers")
