"""``vouch report``: a report by name, on the terminal or as a file."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from evidence.errors import QuestionError, SettingsError
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
)
from vouch.cli.render import visible
from vouch.remote import Remote

if TYPE_CHECKING:
    from datetime import date

    from assistant.query import Period
    from assistant.reports import Report
    from assistant.reports.forms.sources import Sources
    from assistant.reports.report import Section
    from assistant.service import Identity
    from evidence.record import Record
    from evidence.view import View
    from vouch.app import App

_Name = Annotated[str | None, typer.Argument(metavar="NAME", help="The report; without it, the list of reports.")]
_Format = Annotated[str, typer.Option("--format", help="table, json, csv, md, html, xlsx, docx or pdf.")]
_Out = Annotated[Path | None, typer.Option("--output", help="File to write (its ending decides the format).")]
_Framework = Annotated[
    list[str] | None,
    typer.Option(
        "--framework", help="iso42001, iso27001, iso9001, iso14001, or a CISO Assistant YAML file; repeatable."
    ),
]
_Period = Annotated[
    str | None, typer.Option("--period", help="Such as 2026, Q1 2026, March 2026 or 2026-01-01..2026-03-31.")
]
_Audience = Annotated[
    str, typer.Option("--audience", help="For whom an executive summary is: board, management, auditor or staff.")
]
_Reword = Annotated[
    bool,
    typer.Option("--reword", help="Have the language model reword an executive summary where every word still stands."),
]
_BINARY = frozenset({"xlsx", "docx", "pdf"})
_TONES = {"good": "green", "warn": "yellow", "bad": "red"}
_BAR = 40


def report(
    name: _Name = None,
    format_: _Format = "table",
    output: _Out = None,
    framework: _Framework = None,
    period: _Period = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    audience: _Audience = "",
    reword: _Reword = False,
    groups: Groups = None,
    home: Home = None,
    token: Token = None,
    as_json: AsJson = False,
) -> None:
    """Make a report from the register: by clause, on gaps, risks, indicators, leadership and more."""
    with command(home) as app:
        if name is None:
            _list_reports()
            return
        form = _form(format_, output, as_json)
        day = parse_day(as_of) or app.today()
        span = _period(period, day)
        who, known = parse_groups(groups), parse_day(known_by)
        summary = _Summary(name.lower().replace("_", "-"), audience, reword)
        with archive_or_server(app, token) as archive:
            if isinstance(archive, Remote):
                asked = "md" if form == "table" else form  # on a terminal, as text
                drawn = archive.report(
                    who, name, asked, framework or (), period, parse_day(as_of), known, summary.query
                )
                _write(drawn, asked, output)
                return
            seen = who if who is not None else app.default_groups()
            view = archive.view(seen, parse_day(as_of), known)
            with app.record() as record:
                made = _made(app, record, view, summary, _Chosen(day, tuple(framework or ()), span, seen))
                if summary.named and form not in ("table", "json"):
                    _note(record, made, form, seen)
        _show(made, form, output)


@dataclass(frozen=True)
class _Summary:
    """What is asked of an executive summary besides; nothing of any other report."""

    name: str
    audience: str
    reword: bool

    @property
    def named(self) -> bool:
        """Whether it is an executive summary. Raises ``QuestionError`` for its flags on another report."""
        if self.name != "executive" and (self.audience or self.reword):
            raise QuestionError(
                f"{self.name} has no audience", remedy="`--audience` and `--reword` are for `executive`."
            )
        return self.name == "executive"

    @property
    def query(self) -> list[tuple[str, str]]:
        """As the API takes it."""
        audience = [("audience", self.audience)] if self.audience else []
        return audience + ([("reword", "true")] if self.reword else [])


@dataclass(frozen=True)
class _Chosen:
    """The day, the frameworks by name or file, the period, and the groups that a report is made for."""

    day: date
    frameworks: tuple[str, ...]
    period: Period | None
    groups: tuple[str, ...]


def _made(app: App, record: Record, view: View, summary: _Summary, chosen: _Chosen) -> Report:
    from assistant.clause_decisions import signed
    from assistant.reports import Request, make
    from assistant.service.reading import corrections_of, decided, last_summary
    from evidence.frameworks import load

    known = view.known_by
    request = Request(
        view,
        chosen.day,
        tuple(load(each) for each in chosen.frameworks),
        chosen.period,
        corrections_of(record, known),
        signed(decided(record, "signoff", known)),
        decisions=decided(record, "finding", known),
        audience=summary.audience,
        embed=lambda: app.embedder,
    )
    if summary.named:
        audience = summary.audience or "board"
        request.last = last_summary(record, _operator(chosen.groups), audience, request.framework.id)
    made = make(summary.name, request)
    composer = app.composer() if summary.reword else None
    if summary.reword and composer is None:
        raise SettingsError("no language model is set", remedy="Set llm.model to the name of a model in Ollama.")
    if composer is None:
        return made
    from assistant.reports.rewording import reworded

    return reworded(made, composer)


def _operator(groups: tuple[str, ...]) -> Identity:
    from assistant.service import OPERATOR, Identity

    return Identity(OPERATOR.person, groups, OPERATOR.role, "cli", OPERATOR.name)


def _note(record: Record, made: Report, form: str, groups: tuple[str, ...]) -> None:
    """Enter in the ledger that a summary was taken away: the next one says what is new since."""
    from assistant.service.reading import noted

    who = _operator(groups)
    said = {"report": made.name, "form": form, "period": made.period or None, "as_of": made.as_of.isoformat()}
    record.ledger.append("export", who.person, who.groups, {**said, **noted(made)})


def _list_reports() -> None:
    from assistant.reports import REPORTS

    console = Console(highlight=False)
    for name, entry in REPORTS.items():
        console.print(f"[bold]{name:<20}[/] {entry.about}")


def _form(format_: str, output: Path | None, as_json: bool) -> str:
    from assistant.reports.forms import form_named

    if as_json:
        return "json"
    if format_ != "table":
        return form_named(format_)
    return form_named(output.suffix) if output and output.suffix else "table"


def _period(text: str | None, today: date) -> Period | None:
    """A period as people write it. Raises ``QuestionError`` for what is none."""
    if text is None:
        return None
    from assistant.query import Period

    first, dots, last = text.partition("..")
    if dots:
        begin, end = parse_day(first.strip()), parse_day(last.strip())
        if begin and end and begin <= end:
            return Period(begin, end, text)
    else:
        from assistant.periods import periods

        found = periods(text, today)
        if found:
            return found[0]
    raise QuestionError(
        f"{text!r} is not a period", remedy="Write 2026, Q1 2026, March 2026 or 2026-01-01..2026-03-31."
    )


def _show(made: Report, form: str, output: Path | None) -> None:
    from assistant.reports.forms import draw

    if form == "table":
        print_report(Console(highlight=False), made)
        return
    _write(draw(made, form), form, output)


def _write(drawn: bytes, form: str, output: Path | None) -> None:
    if output is not None:
        try:
            output.write_bytes(drawn)
        except OSError as error:
            raise SettingsError(f"{output} cannot be written: {error.strerror}", remedy="Name another file.") from error
        Console(file=sys.stderr, highlight=False).print(f"Wrote {visible(str(output))}.", markup=False)
    elif form in _BINARY:
        raise SettingsError(f"{form} is no text", remedy=f"Name a file: --output report.{form}.")
    else:
        sys.stdout.buffer.write(drawn)
        sys.stdout.flush()


def print_report(console: Console, made: Report) -> None:
    """A report as a person reads it on a terminal."""
    from assistant.reports.forms.sources import Sources, place, subtitle

    console.print(visible(made.title), style="bold", markup=False)
    console.print(visible(subtitle(made)), style="dim", markup=False)
    sources = Sources()
    for section in made.sections:
        _print_section(console, section, sources)
    for note in made.notes:
        console.print(visible(note), style="dim", markup=False)
    if sources.words:
        console.print("\nSources", style="bold")
        for number, words in enumerate(sources.words, 1):
            console.print(f"[{number}] {visible(place(words))}", style="dim", markup=False)


def _print_section(console: Console, section: Section, sources: Sources) -> None:
    from rich.table import Table
    from rich.text import Text

    if section.title:
        console.print(f"\n{visible(section.title)}", style="bold cyan", markup=False)
    for sentence in section.sentences:
        told = f"{visible(sentence.text)} {sources.marks(sentence.citations)}"
        console.print(f"  - {told}", markup=False)
    most = max((bar.value for bar in section.bars), default=0) or 1
    for bar in section.bars:
        drawn = "█" * round(_BAR * max(bar.value, 0) / most)
        console.print(
            Text(f"  {visible(bar.label):<36.36} ")
            + Text(drawn, style=_TONES.get(bar.tone, "blue"))
            + Text(f" {bar.note}")
        )
    if section.columns:
        table = Table(*map(visible, section.columns), "", show_lines=False)
        for row in section.rows:
            cells = [Text(visible(cell)) for cell in row.cells]
            marks = Text(sources.marks(row.citations), style="dim")
            table.add_row(*cells, marks, style=_TONES.get(row.tone, ""))
        console.print(table)
