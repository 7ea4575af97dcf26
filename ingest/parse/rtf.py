"""RTF documents: headings, tables, footnotes, comments, hidden and deleted text, page headers and footers.

Read from the control words themselves: converters drop hidden text, comments and headers. The canonical
text is the text as a word processor shows it with tracked changes accepted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field, replace

from evidence.errors import Corrupt
from evidence.model import Mark, Metadata, ParsedDocument
from ingest.limits import Limits
from ingest.parse.assemble import BLOCK, TextBuilder
from ingest.parse.marked import add_marked_block, marked
from ingest.parse.prose import Look, Paragraph, Place, comment_detail, symbol
from ingest.parse.rtf_header import (
    SYMBOL_CHARSET,
    RtfHeader,
    decoded,
    plain_text,
    read_header,
    unicode_character,
    whole,
)
from ingest.parse.rtf_state import BODY_POINTS, State, format_by_word
from ingest.parse.rtf_tables import CellShape, RtfCell, RtfRow, add_rtf_table, is_layout_table
from ingest.parse.rtf_tokens import Group, Word, read_groups
from ingest.parse.stated import Statement, metadata

_VERSION = "rtf/1"
_FIELDS = ("title", "author")
_LABELS = {"doccomm": "description", "operator": "last modified by"}
_SKIPPED = frozenset(
    "fonttbl colortbl stylesheet info pict object filetbl revtbl xe tc rxe nonshppict shprslt nonesttables "
    "pntxta pntxtb private template".split()
)
_MARGINS = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "page header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "page footer"),
}
_CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "~": "\u00a0", "_": "-", "emspace": "\u2003",
    "enspace": "\u2002", "qmspace": "\u2005", "nestcell": "\t", "nestrow": "\n",
}  # fmt: skip


@dataclass(slots=True)
class _Open:
    """What is begun and not yet written: a paragraph, a cell, a row, a table, and what will follow them."""

    paragraph: Paragraph = field(default_factory=Paragraph)
    bulleted: bool = False
    cell: list[Paragraph] = field(default_factory=list)
    row: RtfRow = field(default_factory=RtfRow)
    shape: CellShape = field(default_factory=lambda: CellShape(0))
    rows: list[RtfRow] = field(default_factory=list)
    in_row: bool = False
    later: list[tuple[Group, Place]] = field(default_factory=list)


def parse_rtf(data: bytes, name: str, limits: Limits) -> ParsedDocument:
    """Parse an RTF document; embedded objects and pictures are left out."""
    root, unclosed = read_groups(data)
    if not root.items or not isinstance(root.items[0], Group):
        raise Corrupt("it has no RTF group, which every RTF file is")
    document = root.items[0]
    header = read_header(document)
    builder = TextBuilder()
    reader = _Reader(header, builder)
    reader.read(document)
    if unclosed:
        builder.warn("it ends in the middle of a group and may be truncated")
    if reader.deletions:
        builder.warn("it holds tracked changes that nobody has accepted; read as if all were accepted")
    return builder.build(_VERSION, _metadata(header))


def _metadata(header: RtfHeader) -> Metadata:
    info = header.info
    properties = {_LABELS.get(name, name): text for name, text in info.items() if text and name not in _FIELDS}
    stated = metadata([Statement(name, text) for name, text in header.custom.items()], properties | header.custom)
    return replace(
        stated,
        title=info.get("title") or stated.title,
        author=info.get("author") or stated.author,
        created=header.times.get("created") or stated.created,
        modified=header.times.get("modified") or stated.modified,
    )


class _Reader:
    """Interprets groups and writes blocks."""

    def __init__(self, header: RtfHeader, builder: TextBuilder) -> None:
        self.deletions = 0
        self._header = header
        self._builder = builder
        self._place = Place()
        self._level = 0
        self._author = ""
        self._margins: list[tuple[Group, str]] = []
        self._worded: set[str] = set()  # what page headers and footers say, each once
        self._raw = bytearray()
        self._skip = 0
        self._open = _Open()
        self._groups: dict[str, Callable[[Group, State], None]] = {
            "footnote": lambda group, state: self._open.later.append((group, self._place)),
            "*annotation": self._comment,
            "*atnauthor": self._comment_author,
            "field": self._field,
            "listtext": self._label,
            "pntext": self._label,
            "upr": self._unicode_form,
            "*shpinst": self._drawing,
            "*do": self._drawing,
            "*shppict": lambda group, state: None,
            **dict.fromkeys(_MARGINS, self._margin),
        }

    def read(self, document: Group) -> None:
        """Write the whole document, page headers and footers last, each wording once."""
        self._walk(document, State())
        self._finish()
        for group, detail in self._margins:  # one within another is added at the end meanwhile
            self._container(group, Place(mark=Mark.HEADER, detail=detail, headings=False))

    def _walk(self, group: Group, state: State) -> None:
        for item in group.items:
            if isinstance(item, bytes):
                self._bytes(item, state)
                continue
            self._flush(state)
            if isinstance(item, Word):
                self._word(item, state)
                continue
            name = item.destination()
            if name in self._groups:
                self._groups[name](item, state)
            elif name not in _SKIPPED and not name.startswith("*"):
                self._walk(item, copy(state))
            self._skip = 0
        self._flush(state)

    def _bytes(self, data: bytes, state: State) -> None:
        kept = data[self._skip :]
        self._skip = max(0, self._skip - len(data))
        self._raw += kept

    def _flush(self, state: State) -> None:
        """Add the bytes collected so far, which may be several to a character."""
        if self._raw:
            font = state.font if state.font is not None else self._header.default_font
            raw = bytes(self._raw)
            self._raw.clear()
            name, charset = self._header.fonts.get(font, ("", None))
            if charset == SYMBOL_CHARSET:
                self._add("".join(symbol(name, code) for code in raw), state)
            else:
                self._add(decoded(raw, self._header.font_code_page(font)), state)

    def _add(self, text: str, state: State) -> None:
        if state.deleted:
            self.deletions += 1
            return
        place_fill = self._open.row.shapes[len(self._open.row.cells)].fill if self._in_cell() else None
        background = next((f for f in (state.paragraph_fill, place_fill) if f is not None), self._place.fill)
        colour = self._header.colour(state.colour)
        look = Look(state.hidden, state.bold, colour, state.fill, state.points)
        pieces = self._open.paragraph.pieces
        if pieces and "\ud800" <= pieces[-1].text[-1:] <= "\udbff" and "\udc00" <= text[:1] <= "\udfff":
            text = whole(pieces.pop().text + text)
        self._open.paragraph.add(text, look, background)

    def _in_cell(self) -> bool:
        return self._open.in_row and len(self._open.row.cells) < len(self._open.row.shapes)

    def _word(self, word: Word, state: State) -> None:
        name, number = word.name, word.number
        if name in _CHARACTERS:
            self._add(_CHARACTERS[name], state)
        elif name == "u" and number is not None:
            self._add(unicode_character(number), state)
            self._skip = state.skip
        elif name in ("par", "sect", "page"):
            self._end_paragraph(state)
        elif name.startswith(("cl", "tr", "cell")) or name == "row":
            self._table_word(name, number, state)
        else:
            format_by_word(name, number, state, self._header)

    def _table_word(self, name: str, number: int | None, state: State) -> None:
        if name == "trowd":
            self._open.in_row = True
            self._open.row.shapes = []
            self._open.row.header = False
        elif name == "trhdr":
            self._open.row.header = True
        elif name == "clcbpat":
            self._open.shape = replace(self._open.shape, fill=self._header.colour(number))
        elif name == "cellx":
            self._open.row.shapes.append(replace(self._open.shape, edge=number or 0))
            self._open.shape = CellShape(0)
        elif name == "cell":
            self._end_cell()
        elif name == "row":
            self._end_row()

    def _end_paragraph(self, state: State) -> None:
        if state.in_table or self._open.in_row:
            self._open.cell.append(self._open.paragraph)
            self._open.paragraph = Paragraph()
            return
        self._end_table()
        level = self._heading_level(state)
        span = add_marked_block(
            self._builder, marked(self._open.paragraph.pieces, flat=level is not None), heading_level=level
        )
        if self._place.mark is not None and span.end > span.start:
            self._builder.annotate(span.start, span.end, self._place.mark, self._place.detail)
        self._open.paragraph, self._open.bulleted = Paragraph(), False
        self._write_later()

    def _heading_level(self, state: State) -> int | None:
        if not self._place.headings or not self._open.paragraph.visible:
            return None
        level = state.outline if state.outline is not None else self._header.levels.get(state.style)
        if level is not None:
            self._level = level
            return level
        looks = not self._open.bulleted and self._open.paragraph.looks_like_heading(BODY_POINTS)
        return self._level + 1 if looks else None

    def _end_cell(self) -> None:
        paragraphs = (paragraph for paragraph in (*self._open.cell, self._open.paragraph) if paragraph.filled)
        self._open.row.cells.append(RtfCell(tuple(paragraphs)))
        self._open.cell, self._open.paragraph, self._open.bulleted = [], Paragraph(), False

    def _end_row(self) -> None:
        if self._open.paragraph.filled or any(paragraph.filled for paragraph in self._open.cell):
            self._end_cell()
        if self._open.row.cells:
            self._open.rows.append(self._open.row)
        # A row without a definition of its own has that of the row above
        self._open.row = RtfRow(shapes=list(self._open.row.shapes))
        self._open.in_row = False

    def _end_table(self) -> None:
        rows, self._open.rows = self._open.rows, []
        start = self._builder.position
        if rows and is_layout_table(rows):
            for paragraph in (paragraph for row in rows for cell in row.cells for paragraph in cell.paragraphs):
                add_marked_block(self._builder, marked(paragraph.pieces))
        elif rows:
            add_rtf_table(self._builder, rows)
        if self._place.mark is not None and self._builder.position > start:
            start += len(BLOCK) if start else 0
            self._builder.annotate(start, self._builder.position, self._place.mark, self._place.detail)
        if rows:
            self._write_later()

    def _finish(self) -> None:
        """End whatever is open: a file may be cut anywhere."""
        if self._open.in_row or self._open.row.cells or self._open.cell:
            self._end_row()
        self._end_paragraph(State())

    def _write_later(self) -> None:
        later, self._open.later = self._open.later, []
        for group, place in later:
            self._container(group, place)

    def _container(self, group: Group, place: Place) -> None:
        """Write the blocks of a note, box or header, apart from what is being read."""
        outer, self._open = self._open, _Open()
        outer_place, self._place = self._place, place
        self._walk(group, State())
        self._finish()
        self._open, self._place = outer, outer_place

    def _comment(self, group: Group, state: State) -> None:
        moment = next((_moment(item, self._header) for item in group.items if _is(item, "*atndate")), "")
        place = Place(mark=Mark.COMMENT, detail=comment_detail(self._author, moment), headings=False)
        self._open.later.append((group, place))

    def _comment_author(self, group: Group, state: State) -> None:
        self._author = _words_of(group, self._header)

    def _margin(self, group: Group, state: State) -> None:
        wording = plain_text(group, self._header.code_page)
        if wording and wording not in self._worded:
            self._worded.add(wording)
            self._margins.append((group, _MARGINS[group.destination()]))

    def _label(self, group: Group, state: State) -> None:
        """The label of a list item; a bullet is no text."""
        label = plain_text(group, self._header.code_page)
        if any(map(str.isalnum, label)) and not state.deleted:
            self._add(f"{label} ", state)
        else:
            self._open.bulleted = True

    def _field(self, group: Group, state: State) -> None:
        """A field is its result; a check box has none, but a state."""
        for form in _find(group, "*formfield"):
            numbers = {word.name: word.number for word in _all_words(form)}
            if numbers.get("fftype") == 1:
                chosen = numbers.get("ffres")
                checked = numbers.get("ffdefres") if chosen in (None, 25) else chosen
                self._add("☒" if checked else "☐", state)
        self._walk(group, copy(state))

    def _unicode_form(self, group: Group, state: State) -> None:
        """Of a text in two forms the Unicode one."""
        for form in _find(group, "*ud"):
            self._walk(form, copy(state))

    def _drawing(self, group: Group, state: State) -> None:
        """A drawing: only its text box holds words of the document."""
        for name in ("shptxt", "dptxbxtext"):
            for box in _find(group, name):
                self._open.later.append((box, replace(self._place, fill="", headings=False)))


def _find(group: Group, name: str) -> Iterator[Group]:
    """The outermost groups below ``group`` that are for ``name``."""
    for item in group.items:
        if isinstance(item, Group):
            if item.destination() == name:
                yield item
            else:
                yield from _find(item, name)


def _all_words(group: Group) -> Iterator[Word]:
    for item in group.items:
        if isinstance(item, Word):
            yield item
        elif isinstance(item, Group):
            yield from _all_words(item)


def _is(item: object, name: str) -> bool:
    return isinstance(item, Group) and item.destination() == name


def _words_of(group: object, header: RtfHeader) -> str:
    return plain_text(group, header.code_page) if isinstance(group, Group) else ""


def _moment(group: object, header: RtfHeader) -> str:
    """The day of a comment, which RTF packs into the bits of one number (DTTM); "" when it is none."""
    text = _words_of(group, header)
    packed = int(text) & 0xFFFFFFFF if re.fullmatch("-?[0-9]{1,11}", text) else 0
    year, month, day = 1900 + (packed >> 20 & 0x1FF), packed >> 16 & 0xF, packed >> 11 & 0x1F
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else ""
