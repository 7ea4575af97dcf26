"""The blocks of a Word document in reading order: paragraphs, headings, tables, and what hangs on them.

Text boxes, notes, comments, charts and nested tables stand after the paragraph or table that carries them, each as
blocks of their own. A short paragraph that is bold from end to end counts as a heading below the last
real one, since half of all documents are written without styles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from evidence.errors import TooLarge
from evidence.model import Mark
from ingest.limits import Limits
from ingest.parse.assemble import BLOCK, TextBuilder
from ingest.parse.drawings import read_chart, read_diagram
from ingest.parse.grids import GridCell, GridRow, add_grid_table
from ingest.parse.marked import Piece, add_marked_block, marked
from ingest.parse.package import Node, Package, local, parse_xml
from ingest.parse.prose import Follower, Paragraph, Place, comment_detail
from ingest.parse.word_numbering import Label, Numbering
from ingest.parse.word_runs import read_paragraph
from ingest.parse.word_styles import Styles, W, value
from ingest.parse.word_tables import WordCell, is_layout, read_table

_SKIPPED = frozenset({"sectPr", "tblPr", "tcPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "customXmlPr"})


@dataclass(slots=True)
class Source:
    """The parts of the file that the body refers to; ``notes`` by kind and id, ``links`` by relationship."""

    package: Package
    styles: Styles
    numbering: Numbering
    limits: Limits
    notes: Mapping[str, Mapping[str, Node]] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


class BodyReader:
    """Writes the blocks of a container (body, cell, text box, note) to a builder."""

    def __init__(self, source: Source, builder: TextBuilder) -> None:
        self._source = source
        self._builder = builder
        self._level = 0  # of the last heading that has a style
        self._caption = ""
        self._cells = 0
        self._taken: set[tuple[str, str]] = set()
        self._follow: dict[str, Callable[[Follower, Place], None]] = {
            "footnote": self._note,
            "endnote": self._note,
            "comment": self._comment,
            "box": self._box,
            "table": lambda follower, place: self._table(follower.node, replace(place, fill=follower.fill)),
            "drawing": self._drawing,
            "signature_line": self._signature_line,
        }

    def read(self, container: Node, place: Place) -> None:
        """Write the blocks below ``container``."""
        for child in container:
            name = local(child)
            if name == "p":
                self._paragraph(child, place)
            elif name == "tbl":
                self._table(child, place)
            elif name == "altChunk":
                self._builder.warn("it includes another document as a part of its own, which was not read")
            elif name == "AlternateContent":
                self.read(child[0] if len(child) else child, place)
            elif name not in _SKIPPED:
                self.read(child, place)

    def _paragraph(self, node: Node, place: Place) -> None:
        properties = node.find(W + "pPr")
        paragraph = read_paragraph(node, self._source.styles, place.fill)
        label = self._label(properties, paragraph)
        level = self._heading_level(properties, paragraph, label, place)
        pieces = _labelled(paragraph, label)
        span = add_marked_block(self._builder, marked(pieces, flat=level is not None), heading_level=level)
        if place.mark is not None and span.end > span.start:
            self._builder.annotate(span.start, span.end, place.mark, place.detail)
        style = value(None if properties is None else properties.find(W + "pStyle"))
        if paragraph.filled:
            is_caption = self._source.styles.name(style) == "caption"
            self._caption = "".join(piece.text for piece in pieces) if is_caption else ""
        self._followers(paragraph.followers, place)

    def _label(self, properties: Node | None, paragraph: Paragraph) -> Label | None:
        """The label, counted unless a tracked change deletes the whole paragraph."""
        deleted = properties is not None and properties.find(f"{W}rPr/{W}del") is not None
        if deleted and not paragraph.filled:
            return None
        return self._source.numbering.label(properties)

    def _heading_level(
        self, properties: Node | None, paragraph: Paragraph, label: Label | None, place: Place
    ) -> int | None:
        if not place.headings or not paragraph.visible:
            return None
        level = self._source.styles.heading_level(properties)
        if level is not None:
            self._level = level
            return level
        if label is not None and not label.text:
            return None
        return self._level + 1 if paragraph.looks_like_heading(self._source.styles.points) else None

    def _followers(self, followers: list[Follower], place: Place) -> None:
        for follower in followers:
            self._follow[follower.kind](follower, place)

    def _table(self, node: Node, place: Place) -> None:
        rows = read_table(node, self._source.styles, place.fill)
        self._cells += sum(len(row.cells) for row in rows)
        if self._cells > self._source.limits.cells:
            raise TooLarge(f"more than {self._source.limits.cells:,} table cells")
        if is_layout(rows, self._source.styles):
            for cell in (cell for row in rows for cell in row.cells):
                self.read(cell.node, replace(place, fill=cell.fill))
            return
        followers: list[Follower] = []
        grid = [
            GridRow(tuple(filter(None, (self._cell(cell, followers) for cell in row.cells))), row.hidden)
            for row in rows
        ]
        declared = _leading(index for index, row in enumerate(rows) if row.header)
        start = self._builder.position
        add_grid_table(self._builder, grid, declared=declared, caption=" ".join(self._caption.split()))
        if place.mark is not None and self._builder.position > start:
            start += len(BLOCK) if start else 0
            self._builder.annotate(start, self._builder.position, place.mark, place.detail)
        self._followers(followers, place)

    def _cell(self, cell: WordCell, followers: list[Follower]) -> GridCell | None:
        """The characters of a cell; what hangs on them is left to ``followers``."""
        pieces: list[Piece] = []
        strong = [cell.coloured]
        for node in _cell_blocks(cell.node):
            if local(node) == "tbl":
                followers.append(Follower("table", node, fill=cell.fill))
                continue
            paragraph = read_paragraph(node, self._source.styles, cell.fill)
            label = self._label(node.find(W + "pPr"), paragraph)
            followers.extend(paragraph.followers)
            if paragraph.filled:
                pieces.extend([*_labelled(paragraph, label), Piece("\n")])
                strong.append(paragraph.emphasised)
        content = marked(pieces, flat=True)
        if not content.text:
            return None
        return GridCell(cell.column, content, strong[0] or all(strong[1:]), cell.across, cell.down)

    def _note(self, follower: Follower, place: Place) -> None:
        note = self._take(follower)
        if note is not None:
            self.read(note, Place(mark=place.mark, detail=place.detail, headings=False))

    def _comment(self, follower: Follower, place: Place) -> None:
        comment = self._take(follower)
        if comment is not None:
            self.read(comment, Place(mark=Mark.COMMENT, detail=_author(comment), headings=False))

    def _take(self, follower: Follower) -> Node | None:
        """A note or comment, the first time that it is referred to: one that refers to itself has no end."""
        key = (follower.kind, follower.id)
        if key in self._taken:
            return None
        self._taken.add(key)
        return self._source.notes.get(follower.kind, {}).get(follower.id)

    def _box(self, follower: Follower, place: Place) -> None:
        inside = replace(place, fill=follower.fill, headings=False)
        if follower.hidden:
            inside = replace(inside, mark=Mark.HIDDEN, detail="hidden text box")
        self.read(follower.node, inside)

    def _drawing(self, follower: Follower, place: Place) -> None:
        name = self._source.links.get(follower.id)
        data = None if name is None else self._source.package.read(name)
        if name is None or data is None:
            return
        root = parse_xml(data, name)
        if local(follower.node) == "relIds":
            for text in read_diagram(root):
                self._builder.add_block(text)
            return
        chart = read_chart(root)
        self._builder.add_block(chart.title)
        self._builder.add_table(chart.header, chart.rows, caption=chart.title)

    def _signature_line(self, follower: Follower, place: Place) -> None:
        """The signer that a signature line suggests; whether it is signed stands elsewhere, in a certificate."""
        suggested = {local_name(key): str(text) for key, text in follower.node.attrib.items()}
        signer = [suggested.get(name, "") for name in ("suggestedsigner", "suggestedsigner2", "suggestedsigneremail")]
        text = ", ".join(filter(None, signer))
        self._builder.add_marked(text or "(no signer named)", Mark.SIGNATURE, "signature line, state not known")


def local_name(key: object) -> str:
    """The name of an attribute without its namespace."""
    return str(key).rsplit("}", 1)[-1]


def _labelled(paragraph: Paragraph, label: Label | None) -> list[Piece]:
    if label is None or not label.text or not paragraph.filled:
        return paragraph.pieces
    return [Piece(f"{label.text} "), *paragraph.pieces]


def _cell_blocks(node: Node) -> list[Node]:
    """The paragraphs and tables of a cell, through content controls and tracked insertions."""
    found: list[Node] = []
    for child in node:
        if local(child) in ("p", "tbl"):
            found.append(child)
        elif local(child) not in _SKIPPED:
            found.extend(_cell_blocks(child))
    return found


def _leading(positions: Iterable[int]) -> frozenset[int]:
    """The positions that continue from the first row: a header row further down repeats nothing."""
    wanted = set(positions)
    count = 0
    while count in wanted:
        count += 1
    return frozenset(range(count))


def _author(comment: Node) -> str:
    return comment_detail(value(comment, "author") or "", value(comment, "date") or "")
