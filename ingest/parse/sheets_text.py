"""The canonical text of a workbook as it is written, with the offsets of everything in it.

Separators: ``" | "`` between the filled cells of a row, a line feed between rows, a blank line between
tables and sheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evidence.errors import TooLarge
from evidence.model import Annotation, Cell, Heading, Mark, Row, Table
from ingest.limits import Limits
from ingest.parse.header_blocks import Block, Line
from ingest.parse.sheets_notes import Note
from ingest.parse.sheets_reader import SheetCell

_BETWEEN_CELLS = " | "


class TextWriter:
    """Collects text, headings, tables and annotations of a workbook, sheet by sheet."""

    def __init__(self, limits: Limits) -> None:
        self.headings: list[Heading] = []
        self.tables: list[Table] = []
        self.annotations: list[Annotation] = []
        self._pieces: list[str] = []
        self._length = 0
        self._written = 0  # where the last character that is no line feed ends
        self._limit = limits.characters
        self._sheet = ""
        self._hidden = False
        self._hidden_run = (0, 0)  # the annotation of the last hidden rows, and the number of the first of them

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._pieces).rstrip("\n")

    def sheet(self, name: str, state: str, blocks: Sequence[Block[SheetCell]], notes: Iterable[Note]) -> None:
        """Write one sheet: its name as a heading, its blocks, its comments and text boxes."""
        self._sheet, self._hidden = name, bool(state and state != "visible")
        start = self._length
        title = " ".join(name.split())
        self._write(title)
        self.headings.append(Heading(start, self._length, 1, title))
        self._write("\n")
        caption = title
        for block in blocks:
            caption = self._block(block, caption if caption != title else "") or title
            self._write("\n")
        for note in notes:
            self._note(note)
        if self._hidden:
            self.annotations.append(Annotation(start, self._written, Mark.HIDDEN, "hidden sheet"))
        self._write("\n")

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
        if text != "\n":
            self._written = self._length
        if self._length > self._limit:
            raise TooLarge(f"more than {self._limit:,} characters, which is the limit")

    def _block(self, block: Block[SheetCell], above: str) -> str:
        """Write a block; what it returns may be the title of the next one ("" after a table)."""
        for line in block.titles:
            self._line(line)
        columns = block.columns
        if block.names is None and len(columns) < 2:
            for line in block.body:
                self._line(line)
            return block.body[-1].cells[0].text if len(block.body) <= 2 else ""
        titles = [line.cells[0].text for line in block.titles if len(line.cells) == 1]
        self._table(block, columns, titles[-1] if titles else above)
        return ""

    def _table(self, block: Block[SheetCell], columns: range, caption: str) -> None:
        start = self._length
        for line in block.header:
            self._line(line)
        header_end = max(start, self._length - 1) if block.header else start
        rows = []
        for line in block.body:
            row = self._line(line, columns.start)
            if line.number not in block.repeats:
                rows.append(row)
        self.tables.append(
            Table(
                start=start,
                end=max(start, self._length - 1),
                header=tuple((block.names or {}).get(column, "") for column in columns),
                rows=tuple(rows),
                header_start=start,
                header_end=header_end,
                caption=" ".join(caption.split())[:200] or self._sheet,
                sheet=self._sheet,
                hidden=self._hidden,
            )
        )

    def _line(self, line: Line[SheetCell], first_column: int = 0) -> Row:
        start = self._length
        cells = []
        for position, cell in enumerate(line.cells):
            if position:
                self._write(_BETWEEN_CELLS)
            cells.append(self._cell(cell, first_column))
        end = self._length
        self._write("\n")
        if line.hidden and not self._hidden:
            self._hide_row(start, end, line.number)
        return Row(start, end, tuple(cells), line.hidden or self._hidden)

    def _hide_row(self, start: int, end: int, number: int) -> None:
        """Annotate a hidden row; rows that follow one another share an annotation."""
        position, first = self._hidden_run
        last = self.annotations[position] if first else None
        if last is not None and last.end == start - 1:
            self.annotations[position] = Annotation(last.start, end, Mark.HIDDEN, f"hidden rows {first}–{number}")
        else:
            self._hidden_run = (len(self.annotations), number)
            self.annotations.append(Annotation(start, end, Mark.HIDDEN, f"hidden row {number}"))

    def _cell(self, cell: SheetCell, first_column: int) -> Cell:
        start = self._length
        self._write(cell.text)
        if cell.hidden and not self._hidden:
            self.annotations.append(Annotation(start, self._length, Mark.HIDDEN, cell.hidden))
        column = cell.column - first_column
        return Cell(start, self._length, column, cell.ref, cell.stored, cell.formula, cell.cached)

    def _note(self, note: Note) -> None:
        if not note.ref:  # a text box: seen on the sheet as any cell is
            self._write(note.text)
            self._write("\n")
            return
        start = self._length
        author = f" ({note.author})" if note.author else ""
        self._write(f"Comment on {note.ref}{author}: ")
        self._write(note.text)
        self.annotations.append(Annotation(start, self._length, Mark.COMMENT, f"comment on {note.ref}"))
        self._write("\n")
