"""Results that a plain report sets in columns with blanks between them: a line of names, then a label and figures a line.

"                    model 2    model 3    limit" and below it "Missed lamps    3.1 %    2.8 %    3.0 %". Of several
versions of one system the newest is the one that the report is about; counts of a sample are no results.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence.model import Span
from ingest.facts.measured import Result
from ingest.facts.reading import Reading

_GAP = re.compile(r"[ ]{2,}|\t+")
_VALUE = re.compile(
    r"[<>≤≥~+−-]{0,2}\s?\d[\d.,]*(?:/\d+)?\s?(?:%|[^\W\d_]{1,12})?(?:\s[a-z]{1,8})?|(?:under|over|at (?:least|most)|below|above) \d[\d.,/]*\s?%?|"
    r"passed|failed|pass|fail|yes|no|ok|none|freeze|not (?:offered|tested|measured)",
    re.I,
)
_LIMIT = re.compile(
    r"(?:(?:agreed |upper |lower )?(?:limit|threshold|tolerance)s?|needed|wanted|required|target|minimum|maximum|allowed|set|bar|must be)",
    re.I,
)
_COUNT = re.compile(
    r"(?:n|no\.?|number|count|cases|calls|images|pictures|records|rows|documents|samples?|sample size|size|scored|tested|total|(?:\w+ )?tried)",
    re.I,
)
_VERSION = re.compile(
    r"(?:\b(?:version|model|release|rev\.?|v\.?|build)\s?|^v|(?<=\s))(?P<version>\d+(?:\.\d+)*)$", re.I
)
_LABEL = re.compile(r"[^\W\d_]{3}")
_LONGEST, _LEAST = 160, 2  # characters of a line, rows of a block
_APART = 1  # empty lines between a line of names and its rows


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[str, ...]
    span: Span


def aligned(reading: Reading) -> Iterator[Result]:
    """The results of every such block outside tables, one for each row and column of values."""
    names: tuple[str, ...] = ()
    rows: list[_Row] = []
    empty = 0
    for cells, span in _lines(reading):
        if not cells:
            empty += 1
            continue
        if names and len(cells) == len(names) + 1 and _is_row(cells) and empty <= _APART:
            rows.append(_Row(cells, span))
        elif names and rows and empty == 0 and len(cells) > 1 and _LABEL.search(cells[0]):
            pass  # a row in which a cell is missing
        else:
            yield from _results(names, rows)
            names, rows = _header(cells), []
        empty = 0
    yield from _results(names, rows)


def _lines(reading: Reading) -> Iterator[tuple[tuple[str, ...], Span]]:
    """The cells and the place of each line; no cells for an empty one or one of a table."""
    tabled = [(table.start, table.end) for table in reading.document.tables]
    for match in re.finditer(r"[^\n]*(?:\n|$)", reading.text[:40_000]):
        span = reading.trimmed(Span(match.start(), match.end()))
        words = reading.quote(span)
        if (
            any(start <= span.start < end for start, end in tabled)
            or len(words) > _LONGEST
            or not reading.visible(span)
        ):
            words = ""
        yield tuple(each.strip() for each in _GAP.split(words) if each.strip()), span


def _is_row(cells: Sequence[str]) -> bool:
    values = cells[1:]
    told = all(map(_VALUE.fullmatch, values)) and any(re.search(r"\d", each) for each in values)
    return told and _LABEL.search(cells[0]) is not None and not _VALUE.fullmatch(cells[0])


def _header(cells: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns of values, of a line that may begin with what the rows are called."""
    if not cells or all(_VALUE.fullmatch(each) and not _VERSION.search(each) for each in cells):
        return ()
    bare = len(cells) > 1 and not (
        _VERSION.search(cells[0]) or _COUNT.fullmatch(cells[0]) or _LIMIT.fullmatch(cells[0])
    )
    return tuple(cells[1:] if bare else cells)


def _results(names: Sequence[str], rows: Sequence[_Row]) -> Iterator[Result]:
    if len(rows) < _LEAST:
        return
    limit = next((at for at, name in enumerate(names) if _LIMIT.fullmatch(name)), -1)
    told = [at for at, name in enumerate(names) if at != limit and not _COUNT.fullmatch(name)]
    chosen = _newest(names, told)
    for row in rows:
        for at in chosen:
            measure = row.cells[0] if len(chosen) == 1 else f"{row.cells[0]}: {names[at]}"
            yield Result(measure, row.cells[at + 1], row.cells[limit + 1] if limit >= 0 else "", "", row.span)


def _newest(names: Sequence[str], told: Sequence[int]) -> list[int]:
    """Of columns for versions of a system those of the newest; else all that are told."""
    found = {at: match["version"] for at in told if (match := _VERSION.search(names[at]))}
    if len(set(found.values())) < _LEAST:
        return list(told)
    newest = max(found.values(), key=lambda words: tuple(map(int, words.split("."))))
    return [at for at in told if found.get(at) == newest]
