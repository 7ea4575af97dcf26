"""What the evidence view shows: blocks of a document, cut into pieces at the borders of what is highlighted.

Every value can be written as JSON (``as_json``). Nothing here holds markup: ``text`` is plain text, and whoever writes
a page escapes it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Kind = Literal["heading", "paragraph", "item", "code", "table", "page"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one block: ``text`` is how ``[start, end)`` of the canonical text reads.

    ``marked``: part of the words asked for; ``anchor``: the first such piece of the reading. ``mark`` is the value of
    ``evidence.model.Mark`` that makes it special (hidden, comment, notes, ocr, signature, header, front_matter,
    instruction) or "", ``label`` says so in words.
    """

    text: str
    start: int
    end: int
    marked: bool = False
    anchor: bool = False
    mark: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell; ``name`` is its reference in the sheet (``B7``) or "", ``column`` 0-based. Empty cells have no pieces."""

    column: int
    pieces: tuple[Piece, ...] = ()
    name: str = ""
    formula: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row, one cell a column; ``hidden`` when a reader of the file does not see it."""

    start: int
    end: int
    cells: tuple[TableCell, ...]
    hidden: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as shown. ``rows_before`` and ``rows_after`` are outside the window and not listed."""

    header: tuple[TableCell, ...]
    rows: tuple[TableRow, ...]
    caption: str = ""
    sheet: str = ""
    hidden: bool = False
    rows_before: int = 0
    rows_after: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """One block of ``[start, end)``. ``level``: of a heading (1-9), or how deep a list item is set in (from 0).

    ``bullet`` is a list item's own sign ("•", "2."). A ``page`` block stands where page ``page`` begins and has no
    pieces. ``mark`` and ``label`` are set when they hold for the whole block.
    """

    kind: Kind
    start: int
    end: int
    pieces: tuple[Piece, ...] = ()
    level: int = 0
    bullet: str = ""
    page: int | None = None
    table: Grid | None = None
    mark: str = ""
    label: str = ""

    @property
    def text(self) -> str:
        """Its words, without those of a table."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Outline:
    """A heading to jump to: ``around=start`` opens the document there."""

    start: int
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, or a window of it, to be read.

    ``start`` and ``end`` are those of the window, ``characters`` the length of the whole. ``before`` and ``after`` are
    the offsets to ask for (``around``) to read on in either direction, ``None`` at the ends. ``page`` is the page of
    the first highlight, ``pages`` how many pages the document has (0: no pages), ``found`` whether a highlight shows.
    """

    doc_id: str
    title: str
    sha256: str
    parser: str
    characters: int
    start: int
    end: int
    before: int | None
    after: int | None
    blocks: tuple[Block, ...]
    outline: tuple[Outline, ...] = ()
    page: int | None = None
    pages: int = 0
    found: bool = False

    def as_json(self) -> dict[str, Any]:
        """Plain data, field by field."""
        return asdict(self)
