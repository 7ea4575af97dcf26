"""Text with marked stretches that does not have its place in a document yet.

A paragraph may be visible but for three words, or carry a comment in one table cell. ``Marked`` holds such a
paragraph in exactly the form in which ``TextBuilder`` will store it, so that a mark set on a stretch of it is still
on the same characters afterwards.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from evidence.model import Annotation, Mark, Span, Table
from ingest.parse.assemble import CELL, TextBuilder
from ingest.parse.decode import tidy

_BREAKS = re.compile(r"\s*[\n\r\v\f\u2028\u2029\x85]\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of characters with one look: marked for the reason ``detail``, or not at all."""

    text: str
    mark: Mark | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A finished stretch of text; the offsets of ``marks`` count from its first character."""

    text: str
    marks: tuple[Annotation, ...] = ()


def marked(pieces: Sequence[Piece], *, flat: bool = False) -> Marked:
    """Join ``pieces``, without the white space around them; ``flat`` makes every line break one blank."""
    texts = [tidy(piece.text.replace("\r\n", "\n").replace("\r", "\n")) for piece in pieces]
    whole = "".join(texts)
    kept = _kept(whole, flat)
    marks: list[Annotation] = []
    end = 0
    for piece, text in zip(pieces, texts, strict=True):
        start, end = end, end + len(text)
        if piece.mark is None:
            continue
        left, right = _moved(kept, start), _moved(kept, end)
        if right > left:
            _append(marks, Annotation(left, right, piece.mark, piece.detail))
    return Marked("".join(text for _, _, text in kept), tuple(marks))


def _append(marks: list[Annotation], mark: Annotation) -> None:
    """Add a mark, joined to the one before when nothing stands between: runs are split at random."""
    last = marks[-1] if marks else None
    if last and (last.end, last.mark, last.detail) == (mark.start, mark.mark, mark.detail):
        marks[-1] = Annotation(last.start, mark.end, mark.mark, mark.detail)
    else:
        marks.append(mark)


def _kept(whole: str, flat: bool) -> list[tuple[int, int, str]]:
    """What remains of ``whole``: ``(start in whole, start in the result, characters)``, in order."""
    begin = len(whole) - len(whole.lstrip())
    end = max(begin, len(whole.rstrip()))
    kept: list[tuple[int, int, str]] = []
    length = 0
    cuts = [match.span() for match in _BREAKS.finditer(whole, begin, end)] if flat else []
    for (_, start), (stop, _) in pairwise([(begin, begin), *cuts, (end, end)]):
        kept.append((start, length, whole[start:stop] + (" " if stop < end else "")))
        length += len(kept[-1][2])
    return kept


def _moved(kept: Sequence[tuple[int, int, str]], offset: int) -> int:
    """Where the character at ``offset`` of the whole stands in the result."""
    index = bisect_right(kept, offset, key=lambda part: part[0]) - 1
    if index < 0:
        return 0
    start, target, text = kept[index]
    return target + min(offset - start, len(text))


def add_marked_block(builder: TextBuilder, content: Marked, *, heading_level: int | None = None) -> Span:
    """Add a block with its marks. A heading must be ``flat``."""
    span = builder.add_block(content.text, heading_level=heading_level)
    if span.end > span.start:
        _annotate(builder, content, span.start)
    return span


def add_marked_table(
    builder: TextBuilder,
    header: Sequence[Marked],
    rows: Sequence[Sequence[Marked]],
    *,
    caption: str = "",
    hidden_rows: frozenset[int] = frozenset(),
) -> Table | None:
    """Add a table whose cells (all ``flat``) carry marks; a hidden row is annotated as a whole."""
    table = builder.add_table(
        [cell.text for cell in header],
        [[cell.text for cell in row] for row in rows],
        caption=caption,
        hidden_rows=hidden_rows,
    )
    if table is None:
        return None
    place = table.header_start
    for name in header if table.header_end > table.header_start else ():
        _annotate(builder, name, place)
        place += len(name.text) + len(CELL)
    filled = [row for row in rows if any(cell.text for cell in row)]
    for row, written in zip(filled, table.rows, strict=True):
        for cell in written.cells:
            _annotate(builder, row[cell.column], cell.start)
        if written.hidden:
            builder.annotate(written.start, written.end, Mark.HIDDEN, "hidden table row")
    return table


def _annotate(builder: TextBuilder, content: Marked, place: int) -> None:
    for mark in content.marks:
        builder.annotate(place + mark.start, place + mark.end, mark.mark, mark.detail)
