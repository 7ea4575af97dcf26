"""Building a canonical text from typed blocks, so that every offset is exact by construction.

The separators, and nothing else, are added to the characters given:

- ``"\\n\\n"`` between blocks (paragraphs, headings, list items, tables, marked spans);
- ``"\\n"`` between the rows of a table, its header line first;
- ``" | "`` between the cells of a row. Empty cells keep their place ("a |  | c"), those at the end of a row go.

White space around a block or a cell is removed; a run of white space that holds a line break inside a cell
becomes one space. Characters that cannot be stored are replaced one for one (``decode.tidy``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evidence.model import (
    Annotation,
    Attachment,
    Cell,
    Heading,
    Mark,
    Metadata,
    Page,
    ParsedDocument,
    Row,
    Span,
    Table,
)
from ingest.parse.decode import tidy

BLOCK = "\n\n"
LINE = "\n"
CELL = " | "
_BREAKS = re.compile(r"\s*[\n\r\v\f\u2028\u2029\x85]\s*")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell as displayed, with what stands behind it; see ``evidence.model.Cell``."""

    text: str
    ref: str | None = None
    stored: str | None = None
    formula: str | None = None
    cached: str | None = None


class TextBuilder:
    """Collects the blocks of one document in reading order and makes a ``ParsedDocument``."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._headings: list[Heading] = []
        self._tables: list[Table] = []
        self._annotations: list[Annotation] = []
        self._pages: list[Page] = []
        self._open_page: Page | None = None
        self._attachments: list[Attachment] = []
        self._warnings: list[str] = []

    @property
    def position(self) -> int:
        """The number of characters written so far."""
        return self._length

    def add_block(self, text: str, *, heading_level: int | None = None) -> Span:
        """Add a paragraph, list item or (with a 1-based ``heading_level``) a heading.

        Returns its span, which is empty when the text is only white space. A heading is one line:
        its line breaks become spaces.
        """
        words = _trim(text)
        if heading_level is not None:
            words = _BREAKS.sub(" ", words)
        if not words:
            return Span(self._length, self._length)
        span = self._write(words)
        if heading_level is not None:
            level = min(max(1, heading_level), _LEVELS)
            self._headings.append(Heading(span.start, span.end, level, words))
        return span

    def add_marked(self, text: str, mark: Mark, detail: str = "", *, heading_level: int | None = None) -> Span:
        """Add a block that is annotated as a whole: notes, a comment, hidden text, a signature's state."""
        span = self.add_block(text, heading_level=heading_level)
        if span.end > span.start:
            self.annotate(span.start, span.end, mark, detail)
        return span

    def annotate(self, start: int, end: int, mark: Mark, detail: str = "") -> None:
        """Annotate characters that were already added."""
        self._annotations.append(Annotation(start, end, mark, detail))

    def add_table(
        self,
        header: Sequence[str | CellText],
        rows: Sequence[Sequence[str | CellText]],
        *,
        caption: str = "",
        sheet: str | None = None,
        hidden: bool = False,
        hidden_rows: frozenset[int] = frozenset(),
    ) -> Table | None:
        """Add a table; ``None`` (and nothing added) when no cell holds a character.

        ``header`` has one name a column, or is empty when the table has none. ``caption`` names
        the table and is not written: add it as a block when it stands in the document.
        ``hidden_rows`` are 0-based indices into ``rows``.
        """
        names = [_flat(_display(cell)) for cell in header]
        bodies = [(index, row) for index, row in enumerate(rows) if any(_flat(_display(cell)) for cell in row)]
        if not any(names) and not bodies:
            return None
        self._separate()
        start = self._length
        header_end = self._write_row(header).end if any(names) else start
        made: list[Row] = []
        for index, row in bodies:
            if self._length > start:
                self._append(LINE)
            written = self._write_row(row)
            made.append(Row(written.start, written.end, written.cells, hidden or index in hidden_rows))
        table = Table(
            start=start,
            end=self._length,
            header=tuple(names) if any(names) else (),
            rows=tuple(made),
            header_start=start,
            header_end=header_end,
            caption=_flat(tidy(caption)),
            sheet=sheet,
            hidden=hidden,
        )
        self._tables.append(table)
        return table

    def page(self, number: int, *, width: float = 0.0, height: float = 0.0, ocr: bool = False) -> None:
        """Begin page ``number`` (1-based); what is added from now on stands on it."""
        self.end_page()
        self._open_page = Page(number, self._length, self._length, width, height, ocr)

    def end_page(self) -> None:
        """End the page in hand, if any; its span leaves out the separators around it."""
        page = self._open_page
        if page is None:
            return
        self._open_page = None
        start = page.start
        if self._length > start > 0:
            start += len(BLOCK)
        self._pages.append(Page(page.number, start, self._length, page.width, page.height, page.ocr))

    def attach(self, attachment: Attachment) -> None:
        """Add a file that this document carries."""
        self._attachments.append(attachment)

    def warn(self, message: str) -> None:
        """Add a warning for the operator, once."""
        if message not in self._warnings:
            self._warnings.append(message)

    def build(
        self,
        parser: str,
        metadata: Metadata | None = None,
        *,
        parts: Sequence[tuple[str, ParsedDocument]] = (),
        warnings: Sequence[str] = (),
    ) -> ParsedDocument:
        """The document; ``parser`` names what read it and its version ("html/1")."""
        self.end_page()
        for message in warnings:
            self.warn(message)
        return ParsedDocument(
            text="".join(self._parts),
            parser=parser,
            metadata=metadata if metadata is not None else Metadata(),
            pages=tuple(self._pages),
            headings=tuple(self._headings),
            tables=tuple(self._tables),
            annotations=tuple(sorted(self._annotations, key=lambda note: (note.start, note.end))),
            attachments=tuple(self._attachments),
            parts=tuple(parts),
            warnings=tuple(self._warnings),
        )

    def _separate(self) -> None:
        if self._length:
            self._append(BLOCK)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _write(self, words: str) -> Span:
        self._separate()
        start = self._length
        self._append(words)
        return Span(start, self._length)

    def _write_row(self, row: Sequence[str | CellText]) -> Row:
        start = self._length
        texts = [_flat(_display(cell)) for cell in row]
        last = max((column for column, text in enumerate(texts) if text), default=-1)
        cells: list[Cell] = []
        for column, text in enumerate(texts[: last + 1]):
            if column:
                self._append(CELL)
            begin = self._length
            self._append(text)
            if text:
                cells.append(Cell(begin, self._length, column, **_behind(row[column])))
        return Row(start, self._length, tuple(cells))


def _trim(text: str) -> str:
    return tidy(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _flat(text: str) -> str:
    return _BREAKS.sub(" ", _trim(text))


def _display(cell: str | CellText) -> str:
    return cell if isinstance(cell, str) else cell.text


def _behind(cell: str | CellText) -> Mapping[str, str | None]:
    if isinstance(cell, str):
        return {}
    return {"ref": cell.ref, "stored": cell.stored, "formula": cell.formula, "cached": cell.cached}
