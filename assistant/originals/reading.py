"""A document as blocks to be read, with the words asked for highlighted."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.originals.blocks import Block, Grid, Outline, Piece, Reading, TableCell, TableRow
from assistant.originals.pieces import Layer
from evidence.model import Cell, Mark, ParsedDocument, Row, Span, StoredDocument, Table
from evidence.view import View

WINDOW = 60_000
"""Characters shown at once; a document up to a quarter longer is shown whole."""

_SNAP = 4_000  # characters that a window is moved by, at most, to begin and end between two blocks
_HEADINGS = 400
_BLANK_LINE = re.compile(r"\n[ \t\r\f]*\n")
_BULLET = re.compile(r"[ \t]*(?P<sign>[-*+•▪–◦‣·●○■]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])[ \t]+(?=\S)")
_SIGNS = frozenset("-*+•▪–◦‣·●○■")
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")


def reading(
    view: View, doc_id: str, spans: Sequence[Span] = (), *, around: int | None = None, window: int = WINDOW
) -> Reading:
    """The document as ``view`` shows it, ``spans`` of its canonical text highlighted.

    A long document is cut to about ``window`` characters around the offset ``around`` (default: the first span).
    Spans beyond the text are cut to it. Raises ``UnknownDocument`` for what the view does not hold.
    """
    document = view.document(doc_id)
    return read(document, view.parsed(document.rowid), spans, around=around, window=window)


def read(
    document: StoredDocument,
    parsed: ParsedDocument,
    spans: Sequence[Span] = (),
    *,
    around: int | None = None,
    window: int = WINDOW,
) -> Reading:
    """As ``reading``, for a document that is at hand already."""
    length = len(parsed.text)
    wanted = sorted(
        (Span(span.start, min(span.end, length)) for span in spans if span.start < min(span.end, length)),
        key=lambda span: span.start,
    )
    at = around if around is not None else wanted[0].start if wanted else 0
    size = max(window, 1_000)
    start, end = _window(parsed, min(max(at, 0), length), size)
    blocks = _anchored(list(_Blocks(parsed, wanted, start, end).all()))
    first = next((page for page in parsed.pages if wanted and page.start <= wanted[0].start < page.end), None)
    return Reading(
        doc_id=document.doc_id,
        title=document.title,
        sha256=document.sha256,
        parser=parsed.parser,
        characters=length,
        start=start,
        end=end,
        before=max(start - size + size // 3, 0) if start else None,
        after=min(end + size // 3, length) if end < length else None,
        blocks=tuple(blocks),
        outline=tuple(Outline(each.start, each.level, each.title) for each in parsed.headings[:_HEADINGS]),
        page=first.number if first else None,
        pages=len(parsed.pages),
        found=any(piece.anchor for block in blocks for piece in _all_pieces(block)),
    )


def _window(parsed: ParsedDocument, at: int, size: int) -> tuple[int, int]:
    """The offsets of what is shown, moved to the nearest borders of blocks or rows."""
    length = len(parsed.text)
    if length <= size * 5 // 4:
        return 0, length
    low = min(max(at - size // 3, 0), length - size)
    return _border(parsed, low, forward=False), _border(parsed, low + size, forward=True)


def _border(parsed: ParsedDocument, at: int, *, forward: bool) -> int:
    text, length = parsed.text, len(parsed.text)
    if at <= 0 or at >= length:
        return min(max(at, 0), length)
    index = bisect_right(parsed.tables, at, key=lambda table: table.start) - 1
    if index >= 0 and at < parsed.tables[index].end:
        rows = parsed.tables[index].rows
        row = bisect_right(rows, at, key=lambda row: row.start) - 1
        if row < 0:
            return parsed.tables[index].start if not forward else rows[0].start if rows else parsed.tables[index].end
        edge = rows[row].end if forward else rows[row].start
        return edge if abs(edge - at) <= _SNAP else at
    for mark in ("\n\n", "\n", " "):
        found = text.find(mark, at, at + _SNAP) if forward else text.rfind(mark, max(at - _SNAP, 0), at)
        if found >= 0:
            return found + len(mark)
    return at


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the document with a form of its own: a table, a heading, code; or the beginning of a page."""

    start: int
    end: int
    what: Literal["page", "front", "table", "heading", "code"]
    number: int


class _Blocks:
    """The blocks of one window."""

    def __init__(self, parsed: ParsedDocument, spans: Sequence[Span], start: int, end: int) -> None:
        self._parsed = parsed
        self._text = parsed.text
        self._spans = spans
        self._start, self._end = start, end
        self._soft = parsed.parser.startswith("markdown")
        self._punctuated = parsed.parser.startswith("json")  # brackets between records are no words
        self._layer = Layer(self._text, parsed.annotations, spans, start, end)

    def all(self) -> Iterator[Block]:
        """In the order of the text."""
        at = self._start
        for part in self._parts():
            if part.start < at and part.what != "page":
                continue  # a heading inside a table is shown there
            if part.start > at:
                yield from self._prose(at, part.start)
            yield from self._special(part)
            at = max(at, part.end)
        yield from self._prose(at, self._end)

    def _parts(self) -> list[_Part]:
        inside = [
            _Part(page.start, page.start, "page", page.number)
            for page in self._parsed.pages
            if self._start <= page.start < max(self._end, 1)
        ]
        for number, table in enumerate(self._parsed.tables):
            if table.start < self._end and table.end > self._start:
                inside.append(_Part(max(table.start, self._start), min(table.end, self._end), "table", number))
        for number, heading in enumerate(self._parsed.headings):
            if self._start <= heading.start < self._end:
                inside.append(_Part(heading.start, min(heading.end, self._end), "heading", number))
        inside += [
            _Part(max(note.start, self._start), min(note.end, self._end), "front", 0)
            for note in self._parsed.annotations
            if note.mark is Mark.FRONT_MATTER and note.start < self._end and note.end > self._start
        ]
        if self._soft:
            inside += self._fenced()
        order = {"page": 0, "front": 1, "table": 2, "code": 3, "heading": 4}
        return sorted(inside, key=lambda part: (part.start, order[part.what]))

    def _fenced(self) -> Iterator[_Part]:
        open_at: int | None = None
        for note in self._parsed.annotations:
            if note.mark is not Mark.MARKUP or not _FENCE.match(self._text, note.start, note.end):
                continue
            if open_at is None:
                open_at = note.start
            else:
                if note.end > self._start and open_at < self._end:
                    yield _Part(max(open_at, self._start), min(note.end, self._end), "code", 0)
                open_at = None

    def _special(self, part: _Part) -> Iterator[Block]:
        if part.what == "page":
            yield Block("page", part.start, part.start, page=part.number)
        elif part.what == "table":
            table = self._parsed.tables[part.number]
            yield Block("table", part.start, part.end, table=self._grid(table))
        elif part.what == "heading":
            level = self._parsed.headings[part.number].level
            yield from self._block("heading", part.start, part.end, level=level, soft=True)
        elif part.what == "front":
            yield from self._block("paragraph", part.start, part.end)
        else:
            yield from self._block("code", part.start, part.end, exact=True)

    def _prose(self, start: int, end: int) -> Iterator[Block]:
        at = start
        for gap in (*_BLANK_LINE.finditer(self._text, start, end), None):
            stop = gap.start() if gap else end
            yield from self._lines(at, stop)
            at = gap.end() if gap else end

    def _lines(self, start: int, end: int) -> Iterator[Block]:
        """A paragraph, or the list items that its lines are."""
        begin, bullet = start, _BULLET.match(self._text, start, end)
        at = self._text.find("\n", start, end)
        while at >= 0:
            following = _BULLET.match(self._text, at + 1, end)
            if following:
                yield from self._item(begin, at, bullet)
                begin, bullet = at + 1, following
            at = self._text.find("\n", at + 1, end)
        yield from self._item(begin, end, bullet)

    def _item(self, start: int, end: int, bullet: re.Match[str] | None) -> Iterator[Block]:
        if bullet is None:
            yield from self._block("paragraph", start, end, soft=self._soft)
            return
        sign = bullet["sign"]
        depth = len(bullet.group().expandtabs(4)) - len(bullet.group().expandtabs(4).lstrip())
        shown = "•" if sign in _SIGNS else sign
        yield from self._block("item", bullet.end(), end, level=min(depth // 2, 6), bullet=shown, soft=self._soft)

    def _block(
        self,
        kind: Literal["heading", "paragraph", "item", "code"],
        start: int,
        end: int,
        *,
        level: int = 0,
        bullet: str = "",
        soft: bool = False,
        exact: bool = False,
    ) -> Iterator[Block]:
        pieces = self._layer.pieces(start, end, soft=soft, exact=exact)
        if not pieces or (self._punctuated and not any(map(str.isalnum, "".join(piece.text for piece in pieces)))):
            return
        looks = {(piece.mark, piece.label) for piece in pieces if piece.text.strip()}
        mark, label = looks.pop() if len(looks) == 1 else ("", "")
        yield Block(kind, start, end, pieces, level, bullet, mark=mark, label=label)

    def _grid(self, table: Table) -> Grid:
        first = bisect_left(table.rows, self._start, key=lambda row: row.end)
        last = bisect_left(table.rows, self._end, key=lambda row: row.start)
        rows = table.rows[first:last]
        columns = max([len(table.header), *(cell.column + 1 for row in rows for cell in row.cells)], default=0)
        return Grid(
            header=self._header(table, columns),
            rows=tuple(self._row(row, columns) for row in rows),
            caption=table.caption,
            sheet=table.sheet or "",
            hidden=table.hidden,
            rows_before=first,
            rows_after=len(table.rows) - last,
        )

    def _header(self, table: Table, columns: int) -> tuple[TableCell, ...]:
        if not any(table.header):
            return ()
        at = table.header_start
        cells = []
        for column in range(columns):
            name = table.header[column] if column < len(table.header) else ""
            found = self._text.find(name, at, table.header_end) if name else -1
            if found >= 0 and self._start <= found < self._end:
                cells.append(TableCell(column, self._layer.pieces(found, found + len(name), soft=True)))
                at = found + len(name)
            else:
                cells.append(TableCell(column, (Piece(name, at, at),) if name else ()))
        return tuple(cells)

    def _row(self, row: Row, columns: int) -> TableRow:
        cells = [TableCell(column) for column in range(columns)]
        for cell in row.cells:
            cells[cell.column] = self._cell(cell)
        marked = any(span.start < row.end and span.end > row.start for span in self._spans)
        return TableRow(row.start, row.end, tuple(cells), row.hidden, marked)

    def _cell(self, cell: Cell) -> TableCell:
        pieces = self._layer.pieces(cell.start, cell.end)
        return TableCell(cell.column, pieces, cell.ref or "", cell.formula or "")


def _all_pieces(block: Block) -> Iterator[Piece]:
    yield from block.pieces
    if block.table:
        for cell in (*block.table.header, *(cell for row in block.table.rows for cell in row.cells)):
            yield from cell.pieces


def _anchored(blocks: list[Block]) -> list[Block]:
    """The blocks with the first highlighted piece made the anchor."""
    for index, block in enumerate(blocks):
        if not any(piece.marked for piece in _all_pieces(block)):
            continue
        todo = [True]

        def anchor(pieces: tuple[Piece, ...], todo: list[bool] = todo) -> tuple[Piece, ...]:
            return tuple(
                replace(piece, anchor=True) if piece.marked and todo and todo.pop() else piece for piece in pieces
            )

        pieces, grid = anchor(block.pieces), block.table
        if grid:
            header = tuple(replace(cell, pieces=anchor(cell.pieces)) for cell in grid.header)
            rows = tuple(
                replace(row, cells=tuple(replace(cell, pieces=anchor(cell.pieces)) for cell in row.cells))
                for row in grid.rows
            )
            grid = replace(grid, header=header, rows=rows)
        blocks[index] = replace(block, pieces=pieces, table=grid)
        break
    return blocks
