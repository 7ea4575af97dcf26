"""Charts as numbers: where each thing stands in a picture that the templates draw. Every one has a table as well."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH = 960.0
_LEFT, _RIGHT = 264.0, 20.0
_LANE = 44.0
_TOP = 12.0
_STEP = 9.0  # between dots of days that would cover each other
_TICKS = 14
_NUMBER = re.compile(r"-?\d[\d,\s]*(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Dot:
    """One event in its lane."""

    x: float
    y: float
    title: str


@dataclass(frozen=True, slots=True)
class Lane:
    """Events of one kind; ``y`` is the middle."""

    title: str
    y: float
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the scale."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes over a span of days."""

    width: float
    height: float
    left: float
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    now: float | None


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a line."""

    x: float
    y: float
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """Values over time, in a box of 240 by 80; ``target`` is the height of the target's line."""

    points: tuple[Point, ...]
    target: float | None

    @property
    def path(self) -> str:
        """The line for ``polyline``."""
        return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in self.points)


def timeline(lanes: Sequence[tuple[str, Sequence[tuple[date, str]]]], first: date, last: date, today: date) -> Timeline:
    """Events (day and words) by lane, between two days."""
    days = max(1, (last - first).days)

    def place(day: date) -> float:
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * (day - first).days / days, 1)

    drawn = []
    for at, (title, events) in enumerate(lanes):
        middle = _TOP + _LANE * (at + 0.5)
        drawn.append(Lane(title, middle, _dots([(place(day), words) for day, words in events], middle)))
    now = place(today) if first <= today <= last else None
    return Timeline(WIDTH, _TOP + _LANE * len(lanes) + 26, _LEFT, tuple(drawn), _ticks(first, last, place), now)


def _dots(events: Sequence[tuple[float, str]], middle: float) -> tuple[Dot, ...]:
    """Dots side by side in height where they would cover each other."""
    found: list[Dot] = []
    for x, words in sorted(events, key=lambda each: each[0]):
        near = sum(abs(x - other.x) < _STEP for other in found[-4:])
        shift = (0.0, -_STEP, _STEP, -1.8 * _STEP, 1.8 * _STEP)[near]
        found.append(Dot(x, round(middle + shift, 1), words))
    return tuple(found)


def _ticks(first: date, last: date, place: Callable[[date], float]) -> tuple[Tick, ...]:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next(each for each in (1, 2, 3, 6, 12, 24, 60, 1200) if months / each <= _TICKS)
    found: list[Tick] = []
    for number in range(months):
        year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
        if (month % step if step < 12 else month or year % (step // 12)) != 0:
            continue
        day = date(year, month + 1, 1)
        if first <= day <= last:
            name = calendar.month_abbr[month + 1]
            found.append(Tick(place(day), f"{name} {year}" if month == 0 or not found else name))
    return tuple(found)


def line(values: Sequence[tuple[str, str]], target: str = "") -> Line | None:
    """Values as written, by label, in order; ``None`` where fewer than two are numbers."""
    read = [(label, text, number) for label, text in values if (number := amount(text)) is not None]
    if len(read) < 2:
        return None
    aim = amount(target)
    numbers = [each[2] for each in read] + ([aim] if aim is not None else [])
    low, high = min(numbers), max(numbers)
    span = (high - low) or 1.0

    def height(number: float) -> float:
        return round(68 - 56 * (number - low) / span, 1)

    step = 224 / (len(read) - 1)
    points = tuple(
        Point(round(8 + step * at, 1), height(number), label, text) for at, (label, text, number) in enumerate(read)
    )
    return Line(points, height(aim) if aim is not None else None)


def amount(text: str) -> float | None:
    """The number that words begin with or hold: 1,204.5 of "1,204.5 hours"."""
    match = _NUMBER.search(text)
    if match is None:
        return None
    digits = re.sub(r"\s|,(?=\d{3}(?:\D|$))", "", match[0]).replace(",", ".")
    try:
        return float(digits)
    except ValueError:
        return None
