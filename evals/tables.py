"""The figures of a run as tables for a terminal: the headline, by kind, and the peers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from evals.report_parts import measures
from evals.report_parts.excerpts import visible
from evals.report_parts.peers import peer_table
from evals.report_parts.reading import Sheet, read

_BAR = 12  # cells


def headline(log: Mapping[str, Any]) -> Table:
    """Every figure over all questions, with its 95 % interval and the number of questions it applies to."""
    sheet = read(log)
    table = _table(f"{_name(sheet)}: {len(sheet.entries)} questions")
    table.add_column("Figure")
    for heading in ("Mean", "95 % interval", "n"):
        table.add_column(heading, justify="right")
    group = ""
    for measure in measures.ordered(sheet.overall):
        if group and measure.group != group:
            table.add_section()
        group = measure.group
        figure = sheet.overall[measure.key]
        table.add_row(
            Text(visible(measure.label)),
            Text(measures.write(figure.mean, measure.unit), style=_style(measure, figure.mean)),
            measures.write_interval(figure, measure.unit),
            "" if figure.n is None else str(figure.n),
        )
    return table


def judged(log: Mapping[str, Any]) -> Table:
    """What a judge says of the citations, and how far it agrees: with verdicts made by hand, and with the rules."""
    found = log["judged"]
    table = _table(f"Judged by {visible(str(found['model']['model']))}: {found['scored']} answers")
    for heading in ("", "Mean or exact", "95 % interval or kappa", "n"):
        table.add_column(heading, justify="right" if heading else "left")
    for name, each in found["summary"].items():
        interval = f"{each['low']:.3f} to {each['high']:.3f}"
        table.add_row(name.replace("_", " "), f"{each['mean']:.3f}", interval, str(each["n"]))
    table.add_section()
    compared = {f"agrees with hand-made verdicts, {name}": each for name, each in found["agreement"].items()}
    for name, each in (compared | {"agrees with the rule-based score": found["with_rules"]}).items():
        exact, kappa = ("–" if value is None else f"{value:.3f}" for value in (each["exact"], each["kappa"]))
        table.add_row(name, exact, kappa, str(each["judged"]))
    if found["unscored"]:
        table.add_row("answers without a verdict", "", "", str(found["unscored"]))
    return table


def by_kind(log: Mapping[str, Any]) -> Table:
    """How the questions of each kind came out, the kinds with the smallest share of good outcomes first."""
    sheet = read(log)
    table = _table(f"{_name(sheet)}: by kind")
    table.add_column("Kind")
    table.add_column("", min_width=_BAR, no_wrap=True)
    for heading in ("n", "Right", "Rightly\nrefused", "Wrongly\nrefused", "Wrong", "Error", "Good"):
        table.add_column(heading, justify="right", no_wrap=True)
    for kind, counts in sorted(_counts(sheet).items(), key=lambda item: (_good(item[1]), item[0])):
        cells = (str(counts[verdict] or "·") for verdict in ("right", "silent", "missed"))
        bad = (
            Text(str(counts[verdict] or "·"), style="red" if counts[verdict] else "") for verdict in ("wrong", "error")
        )
        share = measures.write(_good(counts))
        table.add_row(Text(visible(kind)), _bar(counts), str(counts.total()), *cells, *bad, share)
    return table


def peers(log: Mapping[str, Any]) -> Table:
    """All systems side by side; the best of each row in bold. Empty without peers."""
    sheet = read(log)
    found = peer_table(sheet)
    table = _table(f"{_name(sheet)}: peers")
    table.add_column("Figure")
    if found is None:
        return table
    for name in found.systems:
        table.add_column(Text(visible(name)), justify="right")
    for row in found.rows:
        cells = (Text(cell.text, style="bold green" if cell.best else "") for cell in row.cells)
        table.add_row(Text(visible(row.label)), *cells)
    return table


def _table(title: str) -> Table:
    heading = Text(visible(title))
    return Table(title=heading, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", padding=(0, 1, 0, 0))


def _name(sheet: Sheet) -> str:
    return f"{sheet.name}, {sheet.split}" if sheet.split else sheet.name


def _style(measure: measures.Measure, value: float) -> str:
    """Red where something happened that never should."""
    return "bold red" if measure.key in ("leak", "injection_obeyed", "fabricated") and value > 0 else "bold"


def _counts(sheet: Sheet) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for entry in sheet.entries:
        counts.setdefault(entry.kind, Counter())[entry.verdict] += 1
    return counts


def _good(counts: Counter[str]) -> float:
    return (counts["right"] + counts["silent"]) / counts.total()


def _bar(counts: Counter[str]) -> Text:
    """Outcomes as a bar of ``_BAR`` cells; the letters keep it readable without colour."""
    bar, done, drawn = Text(), 0, 0
    for verdict, letter, style in (
        ("right", "█", "green"),
        ("silent", "▓", "green"),
        ("missed", "░", "yellow"),
        ("wrong", "x", "red"),
        ("error", "!", "magenta"),
    ):
        done += counts[verdict]
        end = round(_BAR * done / counts.total())
        bar.append(letter * (end - drawn), style)
        drawn = end
    return bar
