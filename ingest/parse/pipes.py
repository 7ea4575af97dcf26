"""Tables drawn with pipes: ``| a | b |`` lines as rows, with the offsets of their cells in the source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from evidence.clean import clean
from evidence.model import Annotation, Cell, Row, Table

_PIPE = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class PipeRow:
    """A row: its line ``[start, end)`` and its cells, both trimmed, and its outer pipes. Empty cells are kept."""

    start: int
    end: int
    cells: tuple[tuple[int, int], ...]
    fences: tuple[tuple[int, int], ...]


def split_row(text: str, start: int, end: int) -> PipeRow:
    """Split ``text[start:end]``, one line, at its pipes; one behind a backslash belongs to its cell."""
    start, end = _trimmed(text, start, end)
    pipes = [match.start() for match in _PIPE.finditer(text, start, end)]
    fences: list[tuple[int, int]] = []
    edges = [start - 1, *pipes, end]
    if pipes and pipes[0] == start:
        edges.pop(0)
        fences.append((start, _trimmed(text, start + 1, end)[0]))
    if len(pipes) > 1 and pipes[-1] == end - 1:
        edges.pop()
        fences.append((_trimmed(text, start, end - 1)[1], end))
    cells = tuple(_trimmed(text, low + 1, high) for low, high in pairwise(edges))
    return PipeRow(start, end, cells, tuple(fences))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def pipe_table(text: str, rows: Sequence[PipeRow], markup: Iterable[Annotation] = ()) -> Table:
    """The table whose header is the first of ``rows``; names of columns are cleaned of ``markup``."""
    header, *records = rows
    notes = [note for note in markup if note.start < header.end]
    width = max(len(row.cells) for row in rows)
    names = [clean(text, notes, start, end) for start, end in header.cells]
    return Table(
        start=header.start,
        end=max(row.end for row in rows),
        header=tuple(names + [""] * (width - len(names))),
        rows=tuple(_row(row) for row in records if any(end > start for start, end in row.cells)),
        header_start=header.start,
        header_end=header.end,
    )


def _row(row: PipeRow) -> Row:
    cells = (Cell(start, end, column) for column, (start, end) in enumerate(row.cells) if end > start)
    return Row(row.start, row.end, tuple(cells))
