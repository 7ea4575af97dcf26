"""``vouch label``: a person labels questions on their own documents, for ``vouch eval``."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evidence.errors import SettingsError
from vouch.cli.common import AsJson, Home, command, print_json

if TYPE_CHECKING:
    from rich.console import Console

    from evals.label_file import LabelFile
    from evals.label_screens import Screen
    from evals.labelling import Labelling
    from evals.workspace import Workspace
    from vouch.app import App

_INTERRUPTED = 130
_SHOWN = 10  # files that could not be read
_STYLES = {"": "", "title": "bold cyan", "note": "yellow", "error": "red", "marked": "green", "dim": "dim"}

_Folder = Annotated[Path, typer.Argument(help="A labelled set (with docs/ or corpus.jsonl), or a folder of documents.")]
_Out = Annotated[
    Path | None, typer.Option("--output", help="The file of labels (default: FOLDER/questions.jsonl of a set).")
]
_Verify = Annotated[bool, typer.Option("--verify", help="Only check the labels against the documents; 1 if any fails.")]
_Import = Annotated[
    Path | None, typer.Option("--import", help="Take labels from this file (`vouch feedback export`); 1 if any fails.")
]


def label(
    folder: _Folder,
    output: _Out = None,
    verify: _Verify = False,
    import_: _Import = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Label questions with the words that answer them (docs/labelling.md), or check such labels."""
    with command(home) as app:
        from evals.label_file import LabelFile

        documents, file = _set_of(folder, output)
        if verify:
            _check(app, documents, file, as_json)
            return
        labels = LabelFile(file)  # before anything is ingested: a faulty file is said at once
        if import_ is not None:
            _take(app, documents, labels, import_, as_json)
            return
        with _workspace(app, documents) as room:
            _converse(app, room, labels)


def _set_of(folder: Path, output: Path | None) -> tuple[Path, Path]:
    """The set's folder and its file of labels. A plain folder of documents becomes the ``docs`` of a new set."""
    if (folder / "docs").is_dir() or (folder / "corpus.jsonl").is_file():
        return folder, output or folder / "questions.jsonl"
    if not folder.is_dir():
        raise SettingsError(f"{folder} is no folder", remedy="Give a labelled set or a folder of documents.")
    if output is None:
        remedy = "Say where its labels go: --output NAME/questions.jsonl makes NAME a labelled set of these documents."
        raise SettingsError(f"{folder} holds neither docs/ nor corpus.jsonl", remedy=remedy)
    _link(folder.resolve(), output.resolve().parent)
    return output.parent, output


def _link(documents: Path, made: Path) -> None:
    """Make ``made/docs`` a link to ``documents``, unless it is one."""
    if made == documents or documents in made.parents:
        raise SettingsError("the labels would lie among the documents", remedy="Choose an --output beside them.")
    link = made / "docs"
    if link.is_symlink() and link.resolve() == documents:
        return
    try:
        made.mkdir(parents=True, exist_ok=True)
        link.symlink_to(documents, target_is_directory=True)
    except OSError as error:
        remedy = f"Copy the documents to {link}, then `vouch label {made}`."
        raise SettingsError(f"{link} cannot be made a link to {documents}: {error.strerror}", remedy=remedy) from error


@contextmanager
def _workspace(app: App, folder: Path) -> Iterator[Workspace]:
    """The set's documents, ingested where ``vouch eval`` keeps them too."""
    from rich.console import Console

    from evals.workspace import workspace
    from vouch.cli.bar import progress
    from vouch.cli.ingest import interruptible, sync_options
    from vouch.cli.render import visible

    stop = threading.Event()
    options, limit = sync_options(app, stop=stop), app.settings.search.exact_limit
    with ExitStack() as stack:
        with interruptible(stop), progress(Console(file=sys.stderr)) as bar:
            place = workspace(folder, app.settings.home, app.embedder, options, bar, exact_limit=limit)
            room = stack.enter_context(place)
        if room.report.interrupted:
            raise typer.Exit(_INTERRUPTED)
        failures = room.archive.failures()
        for _, file in failures[:_SHOWN]:
            typer.echo(f"not readable: {visible(file.path)}: {visible(file.reason)}", err=True)
        if len(failures) > _SHOWN:
            typer.echo(f"and {len(failures) - _SHOWN} more", err=True)
        yield room


def _check(app: App, folder: Path, file: Path, as_json: bool) -> None:
    """Read the labels strictly, then find every quote in the documents; exit code 1 when anything is wrong."""
    from evals.errors import LabelError, Problem
    from evals.label_file import LabelFile
    from evals.spans import locate

    count, problems = 0, list[Problem]()
    try:
        labelled = LabelFile(file).checked()
        count = len(labelled.questions)
        with _workspace(app, folder) as room:
            locate(labelled, room.archive.view())
    except LabelError as error:
        if not error.problems:
            raise
        problems = list(error.problems)
    _print_check(file, count, problems, as_json)
    if problems:
        raise typer.Exit(1)


def _take(app: App, folder: Path, labels: LabelFile, file: Path, as_json: bool) -> None:
    """Merge the labels of another file; what does not fit, and what has no label, is listed."""
    from evals.importing import merge, read_import
    from vouch.cli.render import shorten, visible

    rows = read_import(file)
    with _workspace(app, folder) as room:
        done = merge(rows, labels, room.archive.view())
    if as_json:
        print_json({"file": str(labels.path), **done.as_json()})
    else:
        for name, why in done.refused.items():
            typer.echo(f"not taken: {visible(name)}: {visible(why)}")
        for name, question in done.unlabelled.items():
            typer.echo(f"no label: {visible(name)}: {shorten(question)}")
        typer.echo(
            f"{len(done.added)} added to {labels.path}, {len(done.known)} stand there already,"
            f" {len(done.refused)} not taken, {len(done.unlabelled)} without a label."
        )
    if done.refused:
        raise typer.Exit(1)


def _print_check(file: Path, count: int, problems: list[Any], as_json: bool) -> None:
    from vouch.cli.render import visible

    if as_json:
        rows = [{"line": problem.line, "reason": problem.reason} for problem in problems]
        print_json({"file": str(file), "questions": count, "problems": rows})
        return
    for problem in problems:
        typer.echo(visible(str(problem)))
    typer.echo(f"{len(problems)} problem(s) in {file}." if problems else f"{count} questions in {file}: no problem.")


def _converse(app: App, room: Workspace, labels: LabelFile) -> None:
    """Screens out, lines in, until the person leaves; Ctrl-C gives the question in hand up, Ctrl-D ends."""
    from rich.console import Console

    from evals.label_desk import ArchiveDesk
    from evals.labelling import Labelling

    with suppress(ImportError):  # line editing and history for input()
        import readline  # noqa: F401
    console = Console(highlight=False)
    session = Labelling(labels, ArchiveDesk(room.archive.view(), app.embedder))
    screen = session.start()
    while True:
        _show(console, screen)
        if screen.done:
            return
        screen = _answered(session, screen)


def _answered(session: Labelling, screen: Screen) -> Screen:
    try:
        return session.enter(input(f"{screen.ask}: "))
    except EOFError:
        return session.leave()
    except KeyboardInterrupt:
        return session.enter("cancel")


def _show(console: Console, screen: Screen) -> None:
    from rich.text import Text

    from vouch.cli.render import visible

    console.print()
    for line in screen.lines:
        console.print(Text(visible(line.text), style=_STYLES[line.style]), soft_wrap=True)
