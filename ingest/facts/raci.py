"""Tables of who is responsible, accountable, consulted and informed: ``accountable``.

Two layouts: a column for each of the four ("Task | Does it | Answers for it | Asked | Told"), or a column for each
post, with the letters R, A, C and I in the cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Span, Table
from ingest.facts.mentions import someone
from ingest.facts.parties import Party
from ingest.facts.reading import Reading

_ANSWERS = re.compile(r"a|accountable(?: \(a\))?|answerable|(?:who )?answers(?: for it)?|accountability|approves", re.I)
_DOES = re.compile(r"r|responsible(?: \(r\))?|(?:who )?does(?: it)?|doer|does the work|carries (?:it )?out", re.I)
_HEARS = re.compile(r"[ci]|consulted(?: \(c\))?|informed(?: \(i\))?|(?:is )?(?:asked|told)|keep informed", re.I)
_LETTERS = re.compile(r"[RACIS](?:[/, ]{0,2}[RACIS]){0,3}", re.I)
_LEAST_ROWS = 2


def accountable(reading: Reading) -> Iterator[tuple[str, Party, Span]]:
    """What each row is about, who answers for it, and the row's characters."""
    for table, _ in reading.tables:
        names = [name.strip(" *_:") for name in table.header]
        if any(_DOES.fullmatch(name) for name in names[1:]) and any(_HEARS.fullmatch(name) for name in names[1:]):
            at = next((column for column, name in enumerate(names) if column and _ANSWERS.fullmatch(name)), None)
            yield from _by_column(reading, table, at) if at is not None else ()
        elif _is_matrix(reading, table):
            yield from _by_letter(reading, table, names)


def _cells(reading: Reading, table: Table) -> Iterator[tuple[dict[int, str], Span]]:
    for row in table.rows:
        span = Span(row.start, row.end)
        if not row.hidden and reading.visible(span):
            yield {cell.column: reading.text[cell.start : cell.end].strip(" *_") for cell in row.cells}, span


def _by_column(reading: Reading, table: Table, at: int) -> Iterator[tuple[str, Party, Span]]:
    for cells, span in _cells(reading, table):
        who = someone(cells.get(at, ""))
        if cells.get(0) and who is not None:
            yield cells[0], who, span


def _is_matrix(reading: Reading, table: Table) -> bool:
    """Whether every cell after the first of a row holds letters, and each row has one who is accountable."""
    rows = [
        [words for column, words in cells.items() if column and words.strip(" -–")]
        for cells, _ in _cells(reading, table)
    ]
    filled = [row for row in rows if row]
    letters = all(_LETTERS.fullmatch(words) for row in filled for words in row)
    told = ["".join(row).upper() for row in filled]
    return letters and len(told) >= _LEAST_ROWS and all("A" in row for row in told) and any("R" in row for row in told)


def _by_letter(reading: Reading, table: Table, names: list[str]) -> Iterator[tuple[str, Party, Span]]:
    for cells, span in _cells(reading, table):
        for column, words in cells.items():
            who = someone(names[column]) if column and "A" in words.upper() and column < len(names) else None
            if cells.get(0) and who is not None:
                yield cells[0], who, span
