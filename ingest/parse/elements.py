"""Prose formats as typed elements: the one file that knows ``unstructured``.

Its types and exceptions do not leave this file. It is imported on first use (3 s), never asked to
detect languages (slow, and random on short text), and kept off the network: analytics are switched off before
the import, and the spaCy model that it would download is replaced by rules. Only its heuristics for kinds of
paragraph use that model; the characters do not depend on it.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from evidence.errors import Corrupt
from ingest.loading import load
from ingest.parse.assemble import TextBuilder
from ingest.parse.header_row import Kind as CellKind
from ingest.parse.header_row import find_header, kind_of


class Kind(StrEnum):
    """What an element is. ``TITLE`` is a guess for DOCX and PPTX paragraphs without a heading style."""

    TITLE = "title"
    TEXT = "text"
    LIST_ITEM = "list_item"
    TABLE = "table"
    CODE = "code"
    IMAGE = "image"
    HEADER = "header"
    FOOTER = "footer"
    PAGE_BREAK = "page_break"


_KINDS = {
    "Title": Kind.TITLE,
    "ListItem": Kind.LIST_ITEM,
    "Table": Kind.TABLE,
    "CodeSnippet": Kind.CODE,
    "Image": Kind.IMAGE,
    "Header": Kind.HEADER,
    "Footer": Kind.FOOTER,
    "PageBreak": Kind.PAGE_BREAK,
}


@dataclass(frozen=True, slots=True)
class Element:
    """One block in reading order.

    ``depth`` is 0-based: the heading level of a title less one, the nesting of a list item.
    ``parent`` is the ``id`` of the heading or item above it. ``table_html`` holds the rows of a
    table; ``emphasised`` pairs of words and tags ("b", "i", "bi"); ``links`` pairs of words and address.
    """

    kind: Kind
    text: str
    depth: int | None = None
    id: str = ""
    parent: str | None = None
    table_html: str | None = None
    page: int | None = None
    emphasised: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TableGrid:
    """A table as a grid: ``header`` (one name a column, or empty), ``rows`` of equal width, ``caption``."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


def html_elements(html: str) -> list[Element]:
    """The elements of an HTML page. Nested deeper than some 200 levels it must be flattened before."""
    return _partition("html", text=html) if html.strip() else []


def docx_elements(data: bytes) -> list[Element]:
    """The elements of a DOCX file, headers and footers included, page breaks where the file records them."""
    return _partition("docx", file=io.BytesIO(data))


def pptx_elements(data: bytes, *, notes: bool = True) -> list[Element]:
    """The elements of a PPTX file; ``page`` is the slide. Notes come first on their slide, as text."""
    return _partition("pptx", file=io.BytesIO(data), include_slide_notes=notes)


def read_elements(kind: str, *, data: bytes | None = None, text: str | None = None, **options: Any) -> list[Element]:
    """The elements of any other format that ``unstructured.partition.<kind>`` reads, from bytes or text."""
    source: dict[str, Any] = {"file": io.BytesIO(data)} if data is not None else {"text": text}
    return _partition(kind, **source, **options)


def _partition(kind: str, **options: Any) -> list[Element]:
    """Call ``partition_<kind>``; what it raises becomes ``Corrupt``."""
    _prepare()
    try:
        module = load(f"unstructured.partition.{kind}")
        found = getattr(module, f"partition_{kind}")(languages=[""], **options)
        return [_element(item) for item in found]
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # its readers raise whatever python-docx, lxml and zipfile raise
        raise Corrupt(f"its {kind.upper()} structure cannot be read: {type(error).__name__}: {error}"[:300]) from error


@lru_cache(maxsize=1)
def _prepare() -> None:
    """Import ``unstructured`` with its analytics, its notice and its model download switched off."""
    os.environ["SCARF_NO_ANALYTICS"] = "1"
    os.environ["DO_NOT_TRACK"] = "1"
    os.environ["UNSTRUCTURED_DISABLE_NOTICE"] = "1"
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    tokenize: Any = load("unstructured.nlp.tokenize")
    tokenize._load_spacy_model = _Tagger
    tokenize._get_nlp.cache_clear()


class _Tagger:
    """What stands for the spaCy model: words and sentences by rule, in time linear in the text.

    A blank spaCy model would do but for texts without blanks, on which its tokenizer takes minutes. The tag
    "VB" goes to words that make a line a sentence rather than a title: auxiliaries, which are a closed class.
    """

    max_length = 10**9

    def __call__(self, text: str) -> _Tagged:
        return _Tagged(text)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    tag_: str = ""


@dataclass(frozen=True, slots=True)
class _Tagged:
    """A text as its words (iterate) and sentences (``sents``)."""

    text: str

    def __iter__(self) -> Iterator[_Word]:
        for match in _WORDS.finditer(self.text):
            word = match.group()
            yield _Word(word, "VB" if word.lower() in _AUXILIARIES else "")

    @property
    def sents(self) -> Iterator[_Word]:
        position = 0
        for match in _STOPS.finditer(self.text):
            yield _Word(self.text[position : match.end()].strip())
            position = match.end()
        if self.text[position:].strip():
            yield _Word(self.text[position:].strip())


_WORDS = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]+")
_STOPS = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s)")
_AUXILIARIES = frozenset(
    "is are was were be been being am has have had do does did must shall should will would may might can could "
    "cannot isn't aren't wasn't weren't won't don't doesn't didn't".split()
)


def _element(item: Any) -> Element:
    meta = item.metadata
    return Element(
        kind=_KINDS.get(item.category, Kind.TEXT),
        text=str(item.text or ""),
        depth=meta.category_depth,
        id=str(item.id),
        parent=meta.parent_id,
        table_html=meta.text_as_html,
        page=meta.page_number,
        emphasised=_pairs(meta.emphasized_text_contents, meta.emphasized_text_tags),
        links=_pairs(meta.link_texts, meta.link_urls),
    )


def _pairs(first: Sequence[str] | None, second: Sequence[str] | None) -> tuple[tuple[str, str], ...]:
    return tuple((str(one), str(two)) for one, two in zip(first or (), second or (), strict=False))


def add_elements(builder: TextBuilder, elements: Iterable[Element]) -> None:
    """Add ``elements`` to ``builder``: titles as headings by depth, tables with header and cells, the rest as blocks.

    Page breaks and images without words are left out; a list item is a block of its own.
    """
    for element in elements:
        if element.kind is Kind.PAGE_BREAK:
            continue
        if element.kind is Kind.TITLE:
            builder.add_block(element.text, heading_level=(element.depth or 0) + 1)
        elif element.kind is Kind.TABLE and element.table_html:
            add_grid(builder, read_grid(element.table_html), element.text)
        else:
            builder.add_block(element.text)


def add_grid(builder: TextBuilder, grid: TableGrid, otherwise: str = "") -> None:
    """Add a table and, before it, its caption; ``otherwise`` is added when the grid holds nothing."""
    builder.add_block(grid.caption)
    if builder.add_table(grid.header, grid.rows, caption=grid.caption) is None:
        builder.add_block(otherwise)


_MAX_COLUMNS = 1_000


def read_grid(html: str) -> TableGrid:
    """The grid of one HTML table. A cell that spans columns or rows stands in its first place only.

    The header is the first row of a ``<thead>``, or a first row of ``<th>`` cells, or a first
    row that looks like one (see ``has_header``).
    """
    etree: Any = load("lxml.html")
    table = etree.fragment_fromstring(html, create_parent="div")
    caption = " ".join(" ".join(node.itertext()) for node in table.iter("caption"))
    rows = [node for node in table.iter("tr")]
    grid = _fill(rows)
    if not grid:
        return TableGrid((), (), " ".join(caption.split()))
    cells = list(rows[0].iterchildren("th", "td"))
    marked = rows[0].getparent().tag == "thead" or (bool(cells) and all(cell.tag == "th" for cell in cells))
    first = 1 if marked or has_header(grid) else 0
    return TableGrid(grid[0] if first else (), tuple(grid[first:]), " ".join(caption.split()))


def _fill(rows: Sequence[Any]) -> list[tuple[str, ...]]:
    """Lay the cells out, leaving blank what a span covers, and pad all rows to one width."""
    lines: list[list[str]] = []
    pending: dict[int, int] = {}  # column -> rows still covered by a cell above
    for row in rows:
        line: list[str] = []
        covered = dict(pending)
        pending = {column: left - 1 for column, left in pending.items() if left > 1}
        for cell in row.iterchildren("th", "td"):
            while covered.get(len(line), 0) and len(line) < _MAX_COLUMNS:
                line.append("")
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            column = len(line)
            line.extend([_words(cell)] + [""] * (across - 1))
            if down > 1:
                pending |= dict.fromkeys(range(column, column + across), down - 1)
        lines.append(line[:_MAX_COLUMNS])
    width = max((len(line) for line in lines), default=0)
    return [tuple(line + [""] * (width - len(line))) for line in lines]


def _span(cell: Any, attribute: str) -> int:
    value = str(cell.get(attribute) or "1").strip()
    return min(max(1, int(value)), _MAX_COLUMNS) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _words(cell: Any) -> str:
    for node in cell.iter("br"):
        node.tail = f" {node.tail or ''}"
    return " ".join("".join(cell.itertext()).split())


@dataclass(frozen=True, slots=True)
class _Probe:
    """A filled cell of a table without marked header cells, for ``find_header``."""

    column: int
    text: str
    kind: CellKind
    strong: bool = False
    across: int = 1
    down: int = 1


def has_header(grid: Sequence[Sequence[str]]) -> bool:
    """Whether the first row of a table without marked header cells names its columns, by the form of its cells."""
    rows = [
        [_Probe(column, text, kind_of(text)) for column, text in enumerate(row) if text.strip()] for row in grid[:40]
    ]
    header = find_header(rows) if rows and all(rows[:2]) else None
    return header is not None and header.first == header.last == 0
