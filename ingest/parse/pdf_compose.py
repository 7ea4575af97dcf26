"""Pages put together: one canonical text, and everything known by offset into it.

Order on a page: running headers, the body (text and tables in reading order, words read by OCR), rotated
lines, comments, text that no reader sees, running footers. Signature fields follow the last page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from evidence.errors import TooLarge
from evidence.model import Annotation, Mark, Page, Table
from ingest.limits import Limits
from ingest.parse.pdf_blocks import Block, Paragraph, make_blocks, make_paragraphs
from ingest.parse.pdf_forms import Note
from ingest.parse.pdf_grids import Grid
from ingest.parse.pdf_layout import Line, make_line, make_lines
from ingest.parse.pdf_structure import Written, mark_running, usual_size
from ingest.parse.pdf_tables import Columns, TableWriter
from ingest.parse.pdf_text import PAGE_BREAK, Hyphenation, TextBuilder

_CAPTION = re.compile(r"[^\W\d_]{3,12}\.?\s*[A-Z]?\d{1,3}(?:[-.]\d{1,3})*\b", re.I)
_LONGEST_CAPTION = 200  # characters


@dataclass(slots=True)
class PageLayout:
    """One page before it becomes text.

    ``margins`` are the lines near its upper and lower edge, in tables or not; those that recur are taken
    out of the body. ``ocr`` says what words read by OCR rest on, "" without any.
    """

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    scanned: list[Line] = field(default_factory=list)
    rotated: list[Line] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)
    margins: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    ocr: str = ""


@dataclass(frozen=True, slots=True)
class Composition:
    """What the pages became."""

    text: str
    pages: tuple[Page, ...]
    tables: tuple[Table, ...]
    annotations: tuple[Annotation, ...]
    paragraphs: tuple[Written, ...]


def compose(layouts: Sequence[PageLayout], closing: Sequence[Note], limits: Limits) -> Composition:
    """The canonical text of a document; ``closing`` are lines after its last page."""
    usual = usual_size(line for layout in layouts for line in (*layout.lines, *layout.scanned))
    mark_running([(layout.width, layout.height, [*layout.margins, *layout.scanned]) for layout in layouts], usual)
    for layout in layouts:
        _take_out_running(layout)
    composer = _Composer(layouts)
    for layout in layouts:
        composer.page(layout)
        if composer.builder.length > limits.characters:
            raise TooLarge(f"more than {limits.characters:,} characters up to page {layout.number}")
    composer.close(closing)
    return Composition(
        composer.builder.text(),
        tuple(composer.pages),
        tuple(composer.tables),
        tuple(sorted(composer.annotations, key=lambda annotation: (annotation.start, annotation.end))),
        tuple(composer.paragraphs),
    )


def _take_out_running(layout: PageLayout) -> None:
    """Leave the running lines to the margins: their words out of the lines and cells of the body."""
    running = {id(word) for line in layout.margins if line.running for word in line.words}
    if not running:
        return
    lines = [[word for word in line.words if id(word) not in running] for line in layout.lines]
    layout.lines = [
        line if len(words) == len(line.words) else make_line(words)
        for line, words in zip(layout.lines, lines, strict=True)
        if words
    ]
    for grid in layout.grids:
        for cell in grid.cells:
            if any(id(word) in running for word in cell.words):
                cell.words = [word for word in cell.words if id(word) not in running]
                cell.lines = make_lines(cell.words)


def _all_lines(layouts: Iterable[PageLayout]) -> Iterable[str]:
    for layout in layouts:
        for line in (*layout.lines, *layout.scanned):
            yield line.text
        for grid in layout.grids:
            for cell in grid.cells:
                yield from (line.text for line in cell.lines)


class _Composer:
    """Writes one page after the other. The text of a page ends where its last character does."""

    def __init__(self, layouts: Sequence[PageLayout]) -> None:
        self.builder = TextBuilder()
        self.pages: list[Page] = []
        self.tables: list[Table] = []
        self.annotations: list[Annotation] = []
        self.paragraphs: list[Written] = []
        self._hyphenation = Hyphenation(_all_lines(layouts))
        self._writer = TableWriter(self.builder, self._hyphenation)
        self._start = 0
        self._open: Columns | None = None  # the columns of the table that stood last in the body

    def page(self, layout: PageLayout) -> None:
        """Write one page."""
        if self.pages:
            self.builder.add(PAGE_BREAK)
        self._start = self.builder.length
        self._running(layout, "top")
        start = self._next()
        self._body(layout)
        if layout.ocr and not layout.scanned:
            self._annotate(start, Mark.OCR, layout.ocr)
        self._additions(layout)
        self._running(layout, "bottom")
        end = self.builder.length
        self.pages.append(Page(layout.number, self._start, end, layout.width, layout.height, bool(layout.ocr)))

    def close(self, notes: Sequence[Note]) -> None:
        """Write what follows the last page."""
        for note in notes:
            self._note(note)

    def _body(self, layout: PageLayout) -> None:
        blocks = make_blocks(layout.lines, layout.grids)
        caption = ""
        for index, block in enumerate(blocks):
            if block.table is not None:
                self._table(block.table, caption, first=index == 0)
                caption = ""
            else:
                caption = self._block(block, layout)
        if layout.scanned:
            start = self._next()
            for block in make_blocks([line for line in layout.scanned if not line.running], []):
                self._block(block, layout)
            self._annotate(start, Mark.OCR, layout.ocr)

    def _table(self, grid: Grid, caption: str, first: bool) -> None:
        self._separate(gap=True)
        table, columns = self._writer.write(grid, caption, self._open if first else None)
        self.tables.append(table)
        self._open = columns

    def _block(self, block: Block, layout: PageLayout) -> str:
        """Write a block's paragraphs; the last one's text when it reads like the title of a table."""
        text = ""
        for paragraph in make_paragraphs(block, layout.width):
            text = self._paragraph(paragraph, layout.number)
            self._open = None
        return text if len(text) <= _LONGEST_CAPTION and _CAPTION.match(text) else ""

    def _paragraph(self, paragraph: Paragraph, number: int) -> str:
        self._separate(paragraph.gap)
        text = paragraph.text(self._hyphenation)
        start = self.builder.add(text)
        first = paragraph.lines[0]
        mono = first.words[0].style.mono
        count = len(paragraph.lines)
        written = Written(start, start + len(text), number, text, first.style, count, mono, not paragraph.gap)
        self.paragraphs.append(written)
        return text

    def _running(self, layout: PageLayout, zone: str) -> None:
        lines = [line for line in (*layout.margins, *layout.scanned) if line.running == zone]
        for index, line in enumerate(sorted(lines, key=lambda line: (round(line.top / 4), line.x0))):
            self._marked(line.text, Mark.HEADER, "header" if zone == "top" else "footer", gap=index == 0)

    def _additions(self, layout: PageLayout) -> None:
        """What is on the page beside its text."""
        for index, line in enumerate(layout.rotated):
            self._separate(gap=index == 0)
            self.builder.add(line.text)
        for note in layout.notes:
            self._note(note)
        for text, reason in layout.hidden:
            self._marked(text, Mark.HIDDEN, reason, gap=True)

    def _note(self, note: Note) -> None:
        self._marked(note.text, note.mark, note.detail, gap=True)

    def _marked(self, text: str, mark: Mark, detail: str, gap: bool) -> None:
        self._separate(gap)
        start = self.builder.add(text)
        self.annotations.append(Annotation(start, start + len(text), mark, detail))

    def _annotate(self, start: int, mark: Mark, detail: str) -> None:
        """Mark what was written since ``start`` (where the next paragraph would have begun)."""
        if self.builder.length > start:
            self.annotations.append(Annotation(start, self.builder.length, mark, detail))

    def _next(self) -> int:
        """Where the next paragraph will begin if anything follows with an empty line before."""
        return self.builder.length + (2 if self.builder.length > self._start else 0)

    def _separate(self, gap: bool) -> None:
        if self.builder.length > self._start:
            self.builder.add("\n\n" if gap else "\n")
