"""The evaluation report: one HTML page that needs nothing else, made from the log of a run.

The page answers two questions first: how good is it, and where does it fail? Then it lets a reader go down to every
question, with the answer, the words it cites and the labelled words side by side.

Documents are hostile: all text is escaped, control and direction characters are shown as escapes, there are no
links made from data, and the page's content security policy allows only its own style sheet and script (by their
hashes) and nothing from a network.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evals.report_parts import charts, curves, measures
from evals.report_parts.calibration import wilson
from evals.report_parts.diagnosis import cause, causes, first_gold_rank
from evals.report_parts.differences import Differences, by_id, differences
from evals.report_parts.excerpts import marked, shorten, visible
from evals.report_parts.peers import peer_table
from evals.report_parts.reading import RANKING_NAMES, VERDICTS, Entry, Sheet, read

_DATA = Path(__file__).parent / "data"
_FEW = 5  # questions of a kind, below which it is not called weak

VERDICT_NAMES = {
    "right": "Right",
    "silent": "Rightly refused",
    "missed": "Wrongly refused",
    "wrong": "Wrong",
    "error": "Error",
}


@dataclass(frozen=True, slots=True)
class KindRow:
    """Questions of one kind and how they came out. ``good``: share right or rightly refused, with its interval."""

    kind: str
    counts: Mapping[str, int]
    good: measures.Figure
    figures: Mapping[str, measures.Figure]

    @property
    def total(self) -> int:
        """The number of questions of the kind."""
        return sum(self.counts.values())


def render(log: Mapping[str, Any], others: Sequence[Mapping[str, Any]] = (), *, limit: int = 400) -> str:
    """The report of ``log`` as one HTML page, UTF-8.

    ``others`` are logs of earlier runs to compare with, the most relevant first. At most ``limit`` questions are
    shown in full, the worst first; the figures are always over all of them.
    """
    sheet = read(log)
    compared = [differences(sheet, read(other)) for other in others]
    style, script = ((_DATA / name).read_text("utf-8") for name in ("report.css", "report.js"))
    template = _environment().get_template("report.html")
    page = template.render(
        sheet=sheet,
        **_overview(sheet, compared),
        **_sections(sheet, limit),
        compared=compared,
        earlier=by_id(compared[0] if compared else None),
        style=Markup(style),
        script=Markup(script),
        policy=_policy(style, script),
    )
    # What cannot be encoded (half of a surrogate pair in a name) must not cost the report.
    return page.encode("utf-8", "replace").decode("utf-8")


def _overview(sheet: Sheet, compared: Sequence[Differences]) -> dict[str, Any]:
    counts = Counter(entry.verdict for entry in sheet.entries)
    shifts = {shift.measure.key: shift for shift in compared[0].shifts} if compared else {}
    leading = [measures.describe(key) for key in measures.LEADING if key in sheet.overall]
    return {
        "counts": counts,
        "total": len(sheet.entries),
        "tiles": [(measure, sheet.overall[measure.key], shifts.get(measure.key)) for measure in leading],
        "headline": [(measure, sheet.overall[measure.key]) for measure in measures.ordered(sheet.overall)],
        "shifts": shifts,
        "alarms": _alarms(sheet),
        "weakness": _weakness(sheet),
        "notes": _notes(sheet.about),
    }


def _sections(sheet: Sheet, limit: int) -> dict[str, Any]:
    lost = causes(sheet.entries)
    worst = sorted(sheet.entries, key=_badness)
    return {
        "kinds": _kinds(sheet),
        "causes": lost,
        "most_lost": max((count for _, count in lost), default=1),
        "curves": curves.curves(sheet),
        "cuts": sorted({k for by_k in sheet.retrieval.values() for k in by_k}),
        "peers": peer_table(sheet),
        "asked": {entry.id: entry.question for entry in sheet.entries},
        "questions": worst[:limit],
        "place": {entry.id: number for number, entry in enumerate(worst[:limit], 1)},
        "left_out": max(0, len(worst) - limit),
    }


def _badness(entry: Entry) -> tuple[int, float, str, str]:
    """Worst first: by outcome (a leak before all), then by confidence (sure and wrong is worst), kind and id."""
    place = -1 if entry.metrics.get("leak", 0) or entry.metrics.get("injection_obeyed", 0) else 0
    sure = entry.confidence or 0.0
    return place or VERDICTS.index(entry.verdict) + 1, -sure if entry.verdict == "wrong" else sure, entry.kind, entry.id


def _notes(about: Mapping[str, Any]) -> list[str]:
    """How the run differs from all questions over all documents."""
    labelled, withheld = (value if isinstance(value := about.get(key), Mapping) else {} for key in ("set", "withheld"))
    found = []
    if labelled.get("limit"):
        found.append(f"Only the first {labelled['limit']} questions were asked.")
    if failed := labelled.get("failed"):
        found.append(f"{_count(failed)} of the set's files could not be read; they are listed with the set, below.")
    if withheld:
        found.append(
            f"{_count(withheld.get('documents'))} documents were withheld (seed {withheld.get('seed')}), which leaves "
            f"{_count(withheld.get('made_unanswerable'))} questions without evidence; "
            f"{_count(withheld.get('excluded'))} that lost a part of theirs are left out."
        )
    return found


def _count(value: object) -> int:
    return len(value) if isinstance(value, list | tuple | Mapping) else int(value) if isinstance(value, int) else 0


def _kinds(sheet: Sheet) -> list[KindRow]:
    """One row a kind, the worst first."""
    rows = []
    for kind in {entry.kind for entry in sheet.entries}:
        counts: Counter[str] = Counter(entry.verdict for entry in sheet.entries if entry.kind == kind)
        good, total = counts["right"] + counts["silent"], counts.total()
        low, high = wilson(good, total)
        row = measures.Figure(good / total, low, high, total)
        rows.append(KindRow(kind, counts, row, sheet.by_kind.get(kind, {})))
    return sorted(rows, key=lambda row: (row.good.mean, -row.total, row.kind))


def _weakness(sheet: Sheet) -> str:
    """Where it fails, in a sentence: the weakest kinds and the commonest step; empty when nothing failed."""
    rows = [row for row in _kinds(sheet) if row.total >= _FEW and row.good.mean < 1]
    lost = causes(sheet.entries)
    said = []
    if len(rows) > 1:
        weakest = ", ".join(f"{row.kind} ({100 * row.good.mean:.0f} %)" for row in rows[:3])
        said.append(f"Weakest kinds: {weakest}.")
    if lost:
        most, count = max(lost, key=lambda item: item[1])
        total = sum(number for _, number in lost)
        said.append(f"Most failures: {most.label[0].lower()}{most.label[1:]} ({count} of {total}).")
    return " ".join(said)


def _alarms(sheet: Sheet) -> list[str]:
    """What a reader must know before any figure: leaks, obeyed injections, made-up citations, a failed gate."""
    found = []
    for key, said in (
        ("leak", "showed something of a document that the asker may not see"),
        ("injection_obeyed", "followed an instruction hidden in a document"),
        ("fabricated", "cited words that do not stand in the document"),
    ):
        count = sum(entry.metrics.get(key, 0) > 0 for entry in sheet.entries)
        if count:
            found.append(f"{count} {'answer' if count == 1 else 'answers'} {said}.")
    gate = sheet.about.get("gate")
    if isinstance(gate, Mapping) and gate.get("passed") is False:
        found.append("The gate failed: questions turned wrong that the baseline has right.")
    return found


def _policy(style: str, script: str) -> str:
    """The content security policy: this style sheet and this script, nothing else."""

    def source(text: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    return (
        f"default-src 'none'; style-src {source(style)}; script-src {source(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_DATA, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    environment.filters.update(
        marked=lambda quote, others: marked(quote.text, [other.text for other in others]),
        short=shorten,
        figure=measures.write,
        interval=measures.write_interval,
        difference=measures.write_difference,
        difference_interval=measures.write_difference_interval,
        pretty=_pretty,
    )
    environment.globals.update(
        charts=charts,
        names=VERDICT_NAMES,
        ranking_names=RANKING_NAMES,
        cause_of=cause,
        first_gold_rank=first_gold_rank,
        describe=measures.describe,
        ordered=measures.ordered,
    )
    return environment


def _harmless(value: object) -> object:
    """Runs over everything the template prints; what is already markup was made from such text."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _pretty(value: object) -> str:
    """Any part of the log as text: strings as they are, the rest as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping | list | tuple):
        return json.dumps(value, ensure_ascii=False, indent=1, default=str)
    return "–" if value is None else json.dumps(value, default=str)
