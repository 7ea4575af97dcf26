"""What each figure is called, what it means, which way is better, and how it is written.

The report and the terminal tables share these, so that a figure reads the same wherever it stands. They are listed in
``data/report.measures.toml``, in the order of reading; a metric that is not is still shown, last, under its own name:
no figure is dropped for want of a description.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Better = Literal["high", "low", "neither"]
Unit = Literal["share", "milliseconds", "number"]

_FILE = Path(__file__).parents[1] / "data" / "report.measures.toml"
_GROUPS = ("Answers", "Silence", "Citations", "Safety", "Search", "Cost", "Other")


@dataclass(frozen=True, slots=True)
class Measure:
    """One metric. ``key`` is its name in the log."""

    key: str
    label: str
    meaning: str
    group: str
    better: Better = "high"
    unit: Unit = "share"


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean with its 95 % interval over ``n`` questions; without an interval ``low`` and ``high`` are ``None``."""

    mean: float
    low: float | None = None
    high: float | None = None
    n: int | None = None


def _known() -> dict[str, Measure]:
    rows = tomllib.loads(_FILE.read_text("utf-8"))
    return {key: Measure(key, **row) for key, row in rows.items()}


KNOWN: dict[str, Measure] = _known()

# Per question what ``abstention_recall`` is over all: once is enough.
_SAID_TWICE = frozenset({"abstained_rightly"})

# Those that say most, in this order: the tiles at the top of the report.
LEADING = ("right_on_answerable", "wrong_rate", "abstention_recall", "document_f1", "span_f1", "quote_verbatim")


def describe(key: str) -> Measure:
    """The measure of that name; for an unknown one its name in words, and no claim about which way is better."""
    known = KNOWN.get(key)
    return known or Measure(key, key.replace("_", " ").capitalize(), "", "Other", "neither", _guess_unit(key))


def ordered(keys: Iterable[str]) -> list[Measure]:
    """Measures in the order of reading: known ones by group, then the unknown by name."""
    place = {key: number for number, key in enumerate(KNOWN)}
    found = [describe(key) for key in set(keys) - _SAID_TWICE]
    return sorted(found, key=lambda each: (_GROUPS.index(each.group), place.get(each.key, len(place)), each.key))


def write(value: float | None, unit: Unit = "share") -> str:
    """A value as a person reads it: ``93.4 %``, ``1,240 ms``; an en dash when there is none."""
    if value is None:
        return "–"
    if unit == "milliseconds":
        text = f"{value:,.0f} ms" if abs(value) >= 10 else f"{value:.1f} ms"
    elif unit == "number":
        text = f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:,.2f}"
    else:
        text = f"{100 * value:.1f} %"
    return text.replace("-", "−")


def write_interval(figure: Figure, unit: Unit = "share") -> str:
    """The interval, the unit once: ``90.1–96.0 %``.

    Where all of ``n`` outcomes were 0, or all 1, a bootstrap sees no spread. That is no certainty, so the exact
    one-sided 95 % bound stands there instead: 0 of 20 is ``up to 13.9 %``.
    """
    if figure.low is None or figure.high is None:
        return "–"
    if unit == "share" and figure.n and figure.low == figure.high and figure.mean in (0.0, 1.0):
        bound = 1 - 0.05 ** (1 / figure.n)
        return f"up to {write(bound)}" if figure.mean == 0 else f"from {write(1 - bound)}"
    return _range(write(figure.low, unit), write(figure.high, unit))


def write_difference(figure: Figure, unit: Unit = "share") -> str:
    """A difference with its sign: ``+1.2 points``, ``−30 ms``."""
    return _points(write(figure.mean, unit) if figure.mean < 0 else f"+{write(figure.mean, unit)}")


def write_difference_interval(figure: Figure, unit: Unit = "share") -> str:
    """The interval of a difference: ``−3.0 to 2.0 points``; an en dash when there is none."""
    if figure.low is None or figure.high is None:
        return "–"
    return _points(_range(write(figure.low, unit), write(figure.high, unit)))


def _range(low: str, high: str) -> str:
    """Two ends as one, the unit once; a dash beside a minus sign would mislead."""
    number, _, _ = low.partition(" ")
    return f"{number} to {high}" if "−" in low + high else f"{number}–{high}"


def _points(text: str) -> str:
    """Differences of percentages are points, not percent."""
    return text.replace(" %", " points")


def _guess_unit(key: str) -> Unit:
    if key.endswith("_ms"):
        return "milliseconds"
    return "number" if key.endswith(("_tokens", "_count", "_number")) else "share"
