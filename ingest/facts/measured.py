"""Results that reports of tests and monitoring lay out: tables of shares by group, and figures above their names.

``tables``: "Group | Found" with a percentage in each row. ``tiles``: a figure alone on its line and what it is below it,
as pages with indicators have it ("6.9", then "January, mean error"); a tile that names a limit gives that of the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from evidence.model import Span, Table
from ingest.facts.reading import Reading

_MOST_ROWS = 60  # a longer table is raw data
_NEARLY_ALL = 0.8
_LEAST = 2  # rows of a table of results
_GROUP = 3  # letters that a name of a group has at least
_SHARE = re.compile(r"[<>≤≥~]?\s?\d{1,3}(?:[.,]\d{1,3})?\s?(?:%|per ?cent)", re.I)
_ANY_FIGURE = re.compile(r"[<>≤≥~]?\s?\d[\d.,]*\s?(?:%|[^\W\d_]{1,12})?")
_NO_LIMIT = re.compile(r"(?:none|no|not)\b.*|n/?a|\W*", re.I)
_VERSIONED = re.compile(
    r"\b(?:(?:version|release|model|rev\.?|v\.?|old|new|previous|current) ?)v?\d+(?:\.\d+)*\b|\b\d+\.\d+(?:\.\d+)?\b",
    re.I,
)  # the figures of one version of a system, beside those of another
_FIGURE = re.compile(r"\d{1,6}(?:[.,]\d{1,4})?\s?%?")
_LIMITS = re.compile(
    r"\b(?:limit|threshold|minimum|maximum|target|required|tolerance|trigger|bound)s?\b|\bacceptance (?:criterion|limit)|\bpass(?:ing)? (?:mark|level)\b|"
    r"\b(?:accept\w*|pass(?:es|ed)?) if\b|\bat (?:least|most)$",
    re.I,
)
_MADE_UP = re.compile(
    r"(?:share|proportion|part|percentage|per ?cent|%)(?: of (?!.*\b(?:found|caught|detected|missed|passed|failed|recogni[sz]ed|answered|(?:in)?correct(?:ly)?|right|wrong)\b).*)?",
    re.I,
)  # what a sample is made up of
_MEASURE = re.compile(
    r"\b(?:error|rate|ratio|accuracy|precision|recall|sensitivity|specificity|share|index|score|deviation|drift)s?\b",
    re.I,
)
_NUMBERED = re.compile(r"\bv?(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)\b")
_RATED = re.compile(
    r"%|\b(?:per ?cent|rate|accuracy|precision|recall|sensitivity|specificity|f1|auc)\b", re.I
)  # a column whose name says that its bare figures are shares
_MONTH = re.compile(
    r"\b(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: 20\d\d)?|"
    r"Q[1-4](?:[ /-]?20\d\d)?|20\d\d-(?:0[1-9]|1[0-2]))\b",
    re.I,
)
_LONGEST = 60  # characters of a tile's name


@dataclass(frozen=True, slots=True)
class Result:
    """One figure: what was measured, its value, its limit and its period as written (or ""), and where both stand."""

    measure: str
    value: str
    limit: str
    period: str
    span: Span


def tables(reading: Reading) -> Iterator[Result]:
    """The rows of tables that give shares by finding or group, one result for each column of shares."""
    for table, _ in reading.tables:
        if _LEAST <= len(table.rows) <= _MOST_ROWS and len(table.header) > 1:
            yield from _of_table(reading, table)


def made_up(table: Table) -> bool:
    """Whether a table says what a sample is made up of ("Group | Share"), and no result."""
    return bool(table.header) and all(_MADE_UP.fullmatch(name.strip()) for name in table.header[1:])


def _of_table(reading: Reading, table: Table) -> Iterator[Result]:
    names = [" ".join(name.split()) for name in table.header]
    rows = [
        (Span(row.start, row.end), {cell.column: reading.text[cell.start : cell.end].strip() for cell in row.cells})
        for row in table.rows
        if not row.hidden and reading.visible(Span(row.start, row.end))
    ]
    limit = next((at for at, name in enumerate(names) if at and _LIMITS.search(name)), -1)
    told = [at for at in range(1, len(names)) if at != limit and not _MADE_UP.fullmatch(names[at])]
    told = [at for at in told if limit >= 0 or not _of_another(names[at], reading.title)]
    of_version = {at for at in told if limit >= 0 and _VERSIONED.search(names[at])}
    rates = {at for at in told if _RATED.search(names[at])}
    shares = [at for at in told if _shares([cells.get(at, "") for _, cells in rows], plain=at in of_version | rates)]
    for span, cells in rows:
        group = cells.get(0, "")
        if len(re.findall(r"[^\W_]", group)) < _GROUP:
            continue
        for at in shares:
            if words := cells.get(at, ""):
                stated = cells.get(limit, "") if not _NO_LIMIT.fullmatch(cells.get(limit, "")) else ""
                fits = len(shares) == 1 or at in of_version or _named(names[at], f"{names[limit]} {stated}")
                yield Result(f"{group}: {names[at]}", words, stated if fits else "", "", span)


def _of_another(column: str, title: str) -> bool:
    """Whether a column gives the figures of a version that the report, which names its own, does not name."""
    own, named = set(_NUMBERED.findall(title)), set(_NUMBERED.findall(column))
    return bool(own and named) and not own & named


def _shares(held: list[str], *, plain: bool) -> bool:
    """Whether a column holds shares; with ``plain``, or figures of any kind."""
    said = [words for words in held if words]
    pattern = _ANY_FIGURE if plain else _SHARE
    return len(said) >= _LEAST and sum(bool(pattern.fullmatch(words)) for words in said) >= _NEARLY_ALL * len(said)


def _named(column: str, limit: str) -> bool:
    """Whether a limit says which column it is of ("92% found" is one of "Found (sensitivity)")."""
    said = {word.casefold() for word in re.findall(r"[^\W\d_]{4,}", limit)}
    return any(word.casefold() in said for word in re.findall(r"[^\W\d_]{4,}", column))


def tiles(reading: Reading) -> Iterator[Result]:
    """Figures that stand alone on a line above what they are."""
    found: list[tuple[str, str, Span]] = []
    lines = [each for each in _lines(reading) if reading.visible(each)]
    covered = [(table.start, table.end) for table in reading.document.tables]
    for above, below in pairwise(lines):
        figure, name = reading.quote(above), " ".join(reading.quote(below).split())
        tabled = any(start <= above.start < end for start, end in covered)
        if _FIGURE.fullmatch(figure) and 0 < len(name) <= _LONGEST and not tabled and not _FIGURE.fullmatch(name):
            found.append((figure, name, Span(above.start, below.end)))
    limits = [figure for figure, name, _ in found if _LIMITS.search(name) and not _MONTH.search(name)]
    limit = limits[0] if len(limits) == 1 else ""
    for figure, name, span in found:
        if _MEASURE.search(name) and not _LIMITS.search(name):
            when = _MONTH.search(name)
            measure = _MONTH.sub("", name).strip(" ,:–—-") if when else name
            yield Result(measure, figure, limit, when[0] if when else "", span)


def _lines(reading: Reading) -> Iterator[Span]:
    for match in re.finditer(r"[^\n]+", reading.text[:20_000]):
        if match[0].strip():
            yield reading.trimmed(Span(match.start(), match.end()))
