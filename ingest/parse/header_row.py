"""Which row of a block of cells names its columns; shared by sheets and delimited text.

A header is recognised by form alone, never by its words: text in most columns that the rows below
fill, distinct and short, over columns of dates and numbers, written bold or on a ground, not itself
repeated below. Title rows above it are sparser than it. Two rows make one header when the upper one
groups columns of the lower one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

_CANDIDATES = 30  # rows looked at
_BELOW = 20  # rows below a candidate that are compared with it
_WIDEST = 300  # cells of a row that are looked at; a header's further names are taken as they come
_ENOUGH = 4.0
_SHORT, _WORDS = 80, 12  # characters and words of a column name
_DECLARED = 5.0
_SAME_KIND = 0.8  # share of a column's values of one kind from which the column counts as typed

_NUMBER = re.compile(
    r"[-+(]?\s*(?:[A-Z]{3}\s|[$€£¥])?\s*[-+]?[\d][\d.,' \u00a0]*\s*(?:%|[$€£¥]|[A-Z]{3}|[kKmM])?\s*\)?\Z"
)
_DATE = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?:[T ]\d{1,2}:\d{2}.*)?"
    r"|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?: \d{1,2}:\d{2}.*)?"
    r"|\d{1,2}(?:st|nd|rd|th)?[ .-]+[^\W\d_]{3,9}\.?,?[ -]+(?:\d{4}|\d{2})"
    r"|[^\W\d_]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\d{1,2}:\d{2}(?::\d{2})?)\Z"
)
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_DATA = re.compile(r"\S+@\S+\.\S+\Z|https?://|[A-Za-z]{1,8}-\d+(?:[.-]\w+)*\Z")


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    LOGICAL = "logical"


class Probe(Protocol):
    """A filled cell as header detection sees it. ``strong``: bold or on a ground."""

    @property
    def column(self) -> int: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> Kind: ...  # noqa: D102
    @property
    def strong(self) -> bool: ...  # noqa: D102
    @property
    def across(self) -> int: ...  # noqa: D102
    @property
    def down(self) -> int: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Header:
    """Rows ``first`` to ``last`` (positions, both included) name the columns: ``names`` by column.

    ``sure``: more speaks for it than being the first row of texts.
    """

    first: int
    last: int
    names: dict[int, str]
    sure: bool


@dataclass(frozen=True, slots=True)
class _Score:
    points: float
    sure: bool
    accepted: bool


def kind_of(text: str) -> Kind:
    """The kind of a value that is only known by its characters."""
    if text.strip().lower() in ("true", "false"):
        return Kind.LOGICAL
    if len(text) > 40 or not any(character.isdigit() for character in text):
        return Kind.TEXT
    stripped = text.strip()
    if _DATE.match(stripped):
        return Kind.DATE
    return Kind.NUMBER if _NUMBER.match(stripped) else Kind.TEXT


def find_header(
    rows: Sequence[Sequence[Probe]], *, declared: Collection[int] = (), lenient: bool = False
) -> Header | None:
    """The header of the block ``rows`` (no blank rows; cells from left to right), or None.

    ``declared``: positions that the file itself says are headers. ``lenient``: a first row of texts is
    enough evidence whatever the width, as in delimited exports.
    """
    if not rows or (len(rows) == 1 and 0 not in declared):
        return None
    found = _best([row[:_WIDEST] for row in rows[: _CANDIDATES + _BELOW + 1]], declared, lenient)
    if found is None or max(len(row) for row in rows[found.first : found.last + 1]) <= _WIDEST:
        return found
    wide = [names for names, last in _candidates(rows, found.first) if last == found.last]
    return replace(found, names=wide[0]) if wide else found


def _best(rows: Sequence[Sequence[Probe]], declared: Collection[int], lenient: bool) -> Header | None:
    best: Header | None = None
    best_points = _ENOUGH
    densest = 0
    for position in range(min(len(rows), _CANDIDATES)):
        for names, last in _candidates(rows, position):
            under = _under(rows, last)
            cells = _joined(rows[position : last + 1], names)
            score = _score(cells, under, position in declared or last in declared, lenient)
            # What stands above a header is sparser than it; as dense, it is a record among records.
            points = score.points - 0.04 * position - (1.5 if densest >= len(names) else 0)
            points += 0.5 if last > position else 0
            refused = len(names) == 2 and densest >= 2 and not score.points >= _DECLARED + _ENOUGH
            if score.accepted and points > best_points and not refused:
                best, best_points = Header(position, last, names, score.sure), points
        densest = max(densest, len(rows[position]))
    return best


def _under(rows: Sequence[Sequence[Probe]], last: int) -> list[Sequence[Probe]]:
    """The rows below the one at ``last``, without repetitions of it (headers are printed again on each page)."""
    header = [(cell.column, cell.text) for cell in rows[last]]
    below = rows[last + 1 : last + 1 + _BELOW]
    return [row for row in below if [(cell.column, cell.text) for cell in row] != header] or list(below)


def _candidates(rows: Sequence[Sequence[Probe]], position: int) -> list[tuple[dict[int, str], int]]:
    """The row at ``position`` as a header, and with the next one as a header of two levels where that may be."""
    found = [({cell.column: _name(cell.text) for cell in rows[position]}, position)]
    if position + 2 < len(rows):
        joined = _two_levels(rows[position], rows[position + 1])
        if joined is not None:
            found.append((joined, position + 1))
    return found


def _two_levels(upper: Sequence[Probe], lower: Sequence[Probe]) -> dict[int, str] | None:
    """Names joined from a grouping row and the row below it; None when the two are not such a pair."""
    if any(_is_typed(cell) for cell in (*upper, *lower)) or not upper or len(lower) < 2:
        return None
    columns = {cell.column for cell in (*upper, *lower)}
    width = max(columns) - min(columns) + 1
    groups = _groups(upper, lower, width)
    if groups is None:
        return None
    names = {cell.column: _name(cell.text) for cell in upper}
    for cell in lower:
        above, below = groups.get(cell.column, ""), _name(cell.text)
        names[cell.column] = f"{above} / {below}" if above and above != below else below
    return names


def _groups(upper: Sequence[Probe], lower: Sequence[Probe], width: int) -> dict[int, str] | None:
    """The group over each column, by merged cells; without any, by repeated names that groups tell apart."""
    spans = [cell for cell in upper if 1 < cell.across < width]
    if spans or any(cell.down == 2 for cell in upper):
        covered = {cell.column + step: _name(cell.text) for cell in upper for step in range(min(cell.across, width))}
        below = {cell.column for cell in lower}
        doubled = any(cell.down > 1 and cell.column in below for cell in upper)
        return None if doubled or not below & covered.keys() else covered
    names = [_name(cell.text) for cell in lower]
    if len(upper) < 2 or len(upper) >= len(lower) or len(set(names)) == len(names):
        return None
    groups: dict[int, str] = {}
    starts = {cell.column: _name(cell.text) for cell in upper}
    current = ""
    for column in range(min(*starts, *(cell.column for cell in lower)), max(cell.column for cell in lower) + 1):
        current = starts.get(column, current)
        groups[column] = current
    pairs = [(groups.get(cell.column), _name(cell.text)) for cell in lower]
    return groups if len(set(pairs)) == len(pairs) else None


def _joined(rows: Sequence[Sequence[Probe]], names: dict[int, str]) -> list[Probe]:
    """One cell a named column: the lowest, which carries the kind and the emphasis."""
    lowest = {cell.column: cell for row in rows for cell in row}
    return [lowest[column] for column in sorted(names)]


def _score(cells: list[Probe], below: Sequence[Sequence[Probe]], declared: bool, lenient: bool) -> _Score:
    """How much speaks for ``cells`` being the names of the columns of the rows ``below``."""
    columns = _columns(below)
    width = max(len(columns), len(cells))
    if declared:
        return _Score(_ENOUGH + _DECLARED, True, True)
    frequent = {column for column, values in columns.items() if len(values) * 4 >= len(below)}
    if not frequent:
        return _Score(0.0, False, False)
    named = {cell.column for cell in cells}
    coverage = len(named & frequent) / len(frequent)
    count = len(cells)
    text = 1 - sum(0.5 if _YEAR.match(cell.text) else 1.0 for cell in cells if _is_typed(cell)) / count
    distinct = len({_name(cell.text).lower() for cell in cells}) / count
    short = sum(_is_short(cell.text) for cell in cells) / count
    periods = sum(_YEAR.match(cell.text) is not None for cell in cells) > 1
    contrast = sum(_contrasts(cell, columns.get(cell.column, []), periods) for cell in cells) / count
    emphasis = sum(cell.strong for cell in cells) / count - _strong_share(below)
    recurring = sum(_recurs(cell, columns.get(cell.column, [])) for cell in cells) / count
    data = sum(bool(_DATA.match(cell.text.strip())) for cell in cells) / count
    points = 2 * coverage + 1.5 * text + distinct + short + 1.5 * contrast + max(0.0, emphasis)
    points -= 2 * recurring + 1.5 * data
    sure = (contrast > 0 and (width > 2 or len(below) > 2)) or emphasis > 0.5
    plain = text == 1 and not recurring and not data and short == 1 and (width > 2 or lenient)
    labels = width == 2 and sum(row[0].text.rstrip().endswith(":") for row in below) * 2 > len(below)
    accepted = coverage >= 0.5 and text >= 0.5 and not labels and (sure or plain)
    if count == 1:
        accepted = width == 1 and text == 1 and contrast == 1 and len(below) > 1
    return _Score(points, sure, accepted)


def _columns(rows: Sequence[Sequence[Probe]]) -> dict[int, list[Probe]]:
    columns: dict[int, list[Probe]] = {}
    for row in rows:
        for cell in row:
            columns.setdefault(cell.column, []).append(cell)
    return columns


def _is_typed(cell: Probe) -> bool:
    return cell.kind is not Kind.TEXT


def _is_short(text: str) -> bool:
    return len(text) <= _SHORT and len(text.split()) <= _WORDS


def _contrasts(cell: Probe, below: Sequence[Probe], periods: bool) -> bool:
    """Whether a text (with ``periods``, a year) stands over a column of numbers, dates or truth values of one kind."""
    year = periods and _YEAR.match(cell.text) and not any(_YEAR.match(value.text) for value in below)
    if not below or (_is_typed(cell) and not year):
        return False
    kind, count = Counter(value.kind for value in below).most_common(1)[0]
    return kind is not Kind.TEXT and count >= _SAME_KIND * len(below)


def _recurs(cell: Probe, below: Sequence[Probe]) -> bool:
    name = _name(cell.text).lower()
    return any(_name(value.text).lower() == name for value in below)


def _strong_share(rows: Sequence[Sequence[Probe]]) -> float:
    cells = [cell.strong for row in rows for cell in row]
    return sum(cells) / len(cells) if cells else 0.0


def _name(text: str) -> str:
    return " ".join(text.split())
