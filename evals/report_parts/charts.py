"""Charts as inline SVG: drawn from numbers, coloured by the page's style sheet, readable without it by their titles.

Nothing here takes part in the layout of words beyond short labels; every chart carries a ``<title>`` that says in
words what it shows, and the figures behind it stand in a table of the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from evals.report_parts.excerpts import visible
from evals.report_parts.measures import Figure
from evals.report_parts.reading import VERDICTS

# The box of a square chart, in its own units, and where the axes stand in it.
_WIDTH, _HEIGHT = 360, 270
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 12, 12, 38


@dataclass(frozen=True, slots=True)
class Series:
    """A line: its label, its points as (x, y) between 0 and 1, and its number in the order of colours."""

    label: str
    points: tuple[tuple[float, float], ...]
    colour: int = 0
    dots: bool = True
    note: str = ""  # said of each dot: "k = 5"


def outcome_bar(counts: dict[str, int], title: str, height: int = 14) -> Markup:
    """One bar, cut by outcome in the order right, rightly silent, refused, wrong, error."""
    total = sum(counts.values())
    parts, position = [], 0.0
    for verdict in _bar_order():
        width = 1000 * counts.get(verdict, 0) / total if total else 0.0
        if width:
            rect = '<rect class="v-{}" x="{:.2f}" y="0" width="{:.2f}" height="{}"/>'
            parts.append(Markup(rect).format(verdict, position, width, height))
        position += width
    frame = '<svg class="bar" viewBox="0 0 1000 {}" preserveAspectRatio="none" role="img"><title>{}</title>{}</svg>'
    return Markup(frame).format(height, visible(title), Markup("").join(parts))


def whisker(figure: Figure, title: str) -> Markup:
    """A dot with its interval on a scale from 0 to 1."""
    low = figure.mean if figure.low is None else figure.low
    high = figure.mean if figure.high is None else figure.high
    x, start, end = (4 + 152 * min(max(value, 0.0), 1.0) for value in (figure.mean, low, high))
    return Markup(
        '<svg class="whisker" viewBox="0 0 160 18" role="img"><title>{}</title>'
        '<line class="scale" x1="4" x2="156" y1="9" y2="9"/><line class="tick" x1="80" x2="80" y1="6" y2="12"/>'
        '<line class="reach" x1="{:.1f}" x2="{:.1f}" y1="9" y2="9"/><circle cx="{:.1f}" cy="9" r="3.6"/></svg>'
    ).format(visible(title), start, end, x)


def share_bar(share: float, title: str) -> Markup:
    """A plain bar from the left: a share of the longest."""
    return Markup(
        '<svg class="bar" viewBox="0 0 1000 14" preserveAspectRatio="none" role="img"><title>{}</title>'
        '<rect class="plain" x="0" y="0" width="{:.2f}" height="14"/></svg>'
    ).format(visible(title), 1000 * min(max(share, 0.0), 1.0))


def lines(
    series: Sequence[Series], title: str, across: str, up: str, ticks: Sequence[tuple[float, str]], top: float = 1.0
) -> Markup:
    """Lines over a square. ``ticks`` label the x axis; the y axis runs from 0 to ``top``, a share."""
    body = [_axes(across, up, ticks, top)]
    for each in series:
        body.append(_line(each, top))
    return _frame(title, body)


def reliability(bins: Sequence[tuple[float, float, float, float, int]], title: str) -> Markup:
    """Bins as (confidence, right, low, high, count) against the diagonal of perfect calibration."""
    body = [_axes("confidence", "share right", _TENTHS, 1.0)]
    diagonal = '<line class="ideal" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>'
    body.append(Markup(diagonal).format(_x(0), _y(0, 1), _x(1), _y(1, 1)))
    for confidence, right, low, high, count in bins:
        dot = (
            '<line class="reach" x1="{0:.1f}" x2="{0:.1f}" y1="{1:.1f}" y2="{2:.1f}"/>'
            '<circle class="s-0" cx="{0:.1f}" cy="{3:.1f}" r="4.5"><title>{4}</title></circle>'
        )
        said = f"{count} answers, mean confidence {confidence:.2f}: {100 * right:.0f} % right"
        body.append(Markup(dot).format(_x(confidence), _y(low, 1), _y(high, 1), _y(right, 1), said))
    return _frame(title, body)


def _bar_order() -> tuple[str, ...]:
    good = ("right", "silent", "missed")
    return (*good, *(verdict for verdict in VERDICTS if verdict not in good))


_TENTHS: tuple[tuple[float, str], ...] = tuple((place / 5, f"{place / 5:.1f}") for place in range(6))
SHARES: tuple[tuple[float, str], ...] = tuple((place / 4, f"{25 * place} %") for place in range(5))


def _x(share: float) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * share


def _y(value: float, top: float) -> float:
    return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * min(max(value / top, 0.0), 1.0)


def _axes(across: str, up: str, ticks: Sequence[tuple[float, str]], top: float) -> Markup:
    parts = []
    for step in range(5):
        value = top * step / 4
        row = '<line class="grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/><text x="{}" y="{:.1f}" class="y">{}</text>'
        y = _y(value, top)
        parts.append(Markup(row).format(_LEFT, _WIDTH - _RIGHT, y, y, _LEFT - 6, y + 4, f"{100 * value:.3g} %"))
    for place, label in ticks:
        parts.append(Markup('<text x="{:.1f}" y="{}" class="x">{}</text>').format(_x(place), _HEIGHT - 22, label))
    names = '<text x="{:.1f}" y="{}" class="x name">{}</text><text x="{}" y="{}" class="name">{}</text>'
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    parts.append(Markup(names).format(middle, _HEIGHT - 5, across, _LEFT + 4, _TOP + 12, up))
    return Markup("").join(parts)


def _line(series: Series, top: float) -> Markup:
    places = [(_x(x), _y(y, top)) for x, y in series.points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    parts = [Markup('<polyline class="line s-{}" points="{}"/>').format(series.colour, path)]
    if series.dots:
        for (x, y), (_, value) in zip(places, series.points, strict=True):
            dot = '<circle class="s-{}" cx="{:.1f}" cy="{:.1f}" r="3.5"><title>{}</title></circle>'
            said = f"{series.label}: {100 * value:.1f} %"
            parts.append(Markup(dot).format(series.colour, x, y, visible(said)))
    return Markup("").join(parts)


def _frame(title: str, body: Sequence[Markup]) -> Markup:
    frame = '<svg class="chart" viewBox="0 0 {} {}" role="img"><title>{}</title>{}</svg>'
    return Markup(frame).format(_WIDTH, _HEIGHT, visible(title), Markup("").join(body))
