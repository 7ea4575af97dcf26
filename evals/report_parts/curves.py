"""The charts of a run: what the search finds by cut-off, what caution buys, and whether confidence can be believed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from evals.report_parts import charts
from evals.report_parts.calibration import Calibration, calibrate, wilson
from evals.report_parts.measures import Figure, write
from evals.report_parts.peers import OWN, name_of
from evals.report_parts.reading import Sheet, retrieval

_COLOURS = 6


@dataclass(frozen=True, slots=True)
class Curve:
    """A chart with its heading, its key (label and colour number) and a sentence that reads it."""

    heading: str
    drawing: Markup
    key: tuple[tuple[str, int], ...]
    reading: str


def curves(sheet: Sheet) -> list[Curve]:
    """The charts for which the log has figures."""
    found = (_recall(sheet), _risk(sheet), _reliability(calibrate(sheet.entries)))
    return [each for each in found if each is not None]


def _recall(sheet: Sheet) -> Curve | None:
    drawn = list(_recalls(sheet))
    cuts = sorted({k for _, points, _ in drawn for k in points})
    if len(cuts) < 2:
        return None
    at = {k: place / (len(cuts) - 1) for place, k in enumerate(cuts)}
    series = [
        charts.Series(label, tuple((at[k], points[k].mean) for k in sorted(points)), colour)
        for label, points, colour in drawn
    ]
    first, last = (drawn[0][1].get(k) for k in (cuts[0], cuts[-1]))
    said = "Share of the labelled evidence among the first passages."
    if first and last:
        said = f"Of the labelled evidence, {write(first.mean)} is found at place {cuts[0]}, "
        said += f"{write(last.mean)} within {cuts[-1]}."
    ticks = [(place, str(k)) for k, place in at.items()]
    drawing = charts.lines(series, f"Recall by cut-off. {said}", "passages looked at", "found", ticks)
    return Curve("What the search finds", drawing, _key(series), said)


def _recalls(sheet: Sheet) -> Iterator[tuple[str, Mapping[int, Figure], int]]:
    """Label, recall by cut-off and colour: our own documents and words, then the documents of the peers."""
    own = (("document", "Vouch, documents"), ("span", "Vouch, words"))
    others = [peer for peer in sheet.peers if peer.get("name") != OWN]
    for colour, (level, label) in enumerate(own):
        if points := sheet.retrieval.get((level, "recall")):
            yield label, points, colour
    for number, peer in enumerate(others):
        if points := retrieval(peer.get("retrieval")).get(("document", "recall")):
            yield f"{name_of(peer)}, documents", points, 2 + number % (_COLOURS - 2)


def _key(series: Sequence[charts.Series]) -> tuple[tuple[str, int], ...]:
    return tuple((each.label, each.colour) for each in series)


def _risk(sheet: Sheet) -> Curve | None:
    points = sorted(sheet.risk)
    if len(points) < 2:
        return None
    top = next(limit for limit in (0.1, 0.2, 0.4, 0.6, 0.8, 1.0) if limit >= min(max(y for _, y in points), 1.0))
    line = charts.Series("Wrong among answered", tuple(points), 0, dots=len(points) <= 12)
    answered = [entry for entry in sheet.entries if entry.verdict in ("right", "wrong")]
    series, said = [line], "Answering only when surer moves along the line to the left."
    if answered:
        coverage = len(answered) / len(sheet.entries)
        risk = sum(entry.verdict == "wrong" for entry in answered) / len(answered)
        series.append(charts.Series("This run", ((coverage, min(risk, top)),), 1))
        said = f"This run answers {write(coverage)} of the questions; {write(risk)} of those answers are wrong."
    if sheet.risk_area is not None:
        best = "" if sheet.risk_best is None else f"; {sheet.risk_best:.3f} had confidence sorted them perfectly"
        said += f" Mean risk along the curve: {sheet.risk_area:.3f}{best}."
    drawing = charts.lines(series, f"Risk and coverage. {said}", "questions answered", "wrong", charts.SHARES, top)
    return Curve("What caution buys", drawing, _key(series), said)


def _reliability(found: Calibration | None) -> Curve | None:
    if found is None:
        return None
    bins = [(each.confidence, each.right, *wilson(round(each.right * each.n), each.n), each.n) for each in found.bins]
    said = (
        f"On average, confidence and the share right differ by {100 * found.error:.1f} points "
        f"({found.answers} answers; Brier score {found.brier:.3f}). Dots below the diagonal: too sure."
    )
    return Curve("Whether confidence can be believed", charts.reliability(bins, f"Calibration. {said}"), (), said)
