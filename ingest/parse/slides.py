"""Presentations (PPTX, PPSX, POTX and their macro forms): a page a slide, in the order of the show.

On each page: the title as heading, then the shapes in their reading order, charts and diagrams as tables and lines,
then speaker notes (``NOTES``) and comments (``COMMENT``) as blocks of their own. A hidden slide is ``HIDDEN``
as a whole. The parts are read as XML: ``unstructured`` leaves out charts, diagrams and what lies outside of the
slide, and python-pptx refuses a slide show (``.ppsx``) for its content type.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from evidence.errors import Corrupt, TooLarge
from evidence.model import Mark, Metadata, ParsedDocument
from ingest.limits import Limits
from ingest.parse.assemble import BLOCK, TextBuilder
from ingest.parse.drawings import read_chart, read_diagram
from ingest.parse.grids import GridRow, add_grid_table
from ingest.parse.marked import add_marked_block
from ingest.parse.numbers import whole_number
from ingest.parse.package import Node, Package, local, words
from ingest.parse.properties import office_metadata
from ingest.parse.prose import comment_detail
from ingest.parse.slides_look import Box, Designs, Ground
from ingest.parse.slides_text import Look, has_header, read_paragraphs, read_rows

_VERSION = "pptx/1"
_UNITS = 12_700  # English metric units a point
_TITLES = frozenset({"title", "ctrTitle"})
_MARGINS = {"ftr": "slide footer", "hdr": "slide header", "dt": "slide date"}
_NUMBERS = frozenset({"sldNum", "sldImg"})
_UNTITLED = "PowerPoint Presentation"  # what the program writes when nobody gave a title


def parse_pptx(data: bytes, name: str, limits: Limits) -> ParsedDocument:
    """Parse a presentation; pages are slides, numbered from 1, hidden slides included."""
    package = Package(data, limits)
    main = next(iter(package.related("", "officeDocument")), "ppt/presentation.xml")
    root = package.xml(main)
    if root is None:
        raise Corrupt("it has no presentation part, which every PowerPoint file needs")
    slides = _slides(package, main, root)
    if len(slides) > limits.pages:
        raise TooLarge(f"{len(slides):,} slides; the limit is {limits.pages:,}")
    designs = Designs(package, _size(root))
    authors = _authors(package, main)
    builder = TextBuilder()
    for number, slide_name in enumerate(slides, 1):
        slide = package.xml(slide_name)
        if slide is not None:
            builder.page(number, width=designs.area.right / _UNITS, height=designs.area.bottom / _UNITS)
            ground = designs.ground(slide_name, slide)
            _Slide(package, slide_name, slide, builder, ground, limits).write(authors)
    return builder.build(_VERSION, _metadata(package))


def _slides(package: Package, main: str, root: Node) -> list[str]:
    """The slide parts in the order of the show."""
    targets = {link.id: link.target for link in package.relationships(main) if link.kind == "slide"}
    identifiers = (
        next((str(value) for key, value in node.attrib.items() if str(key).endswith("}id")), "")
        for node in root.iterfind("{*}sldIdLst/{*}sldId")
    )
    return [targets[identifier] for identifier in identifiers if identifier in targets]


def _size(root: Node) -> Box:
    node = next(root.iter("{*}sldSz"), None)
    width, height = (None if node is None else node.get(name) for name in ("cx", "cy"))
    return Box(0, 0, whole_number(width, 9_144_000), whole_number(height, 6_858_000))


def _metadata(package: Package) -> Metadata:
    found = office_metadata(package)
    return replace(found, title="") if found.title == _UNTITLED else found


class _Slide:
    """Writes one slide."""

    def __init__(
        self, package: Package, name: str, root: Node, builder: TextBuilder, ground: Ground, limits: Limits
    ) -> None:
        self._package = package
        self._name = name
        self._root = root
        self._builder = builder
        self._limits = limits
        self._ground = ground
        self._links = {link.id: link.target for link in package.relationships(name)}

    def write(self, authors: dict[str, str]) -> None:
        """Write title, shapes, notes and comments."""
        start = self._builder.position
        shapes = list(_shapes(self._root, self._ground))
        # The title comes first whatever its place in the file, which is that of its layer
        shapes.sort(key=lambda found: _placeholder(found[0]) not in _TITLES)
        for shape, hidden in shapes:
            self._shape(shape, hidden)
        self._notes()
        self._comments(authors)
        if self._root.get("show") in ("0", "false") and self._builder.position > start:
            start += len(BLOCK) if start else 0
            self._builder.annotate(start, self._builder.position, Mark.HIDDEN, "hidden slide")

    def _shape(self, shape: Node, hidden: str) -> None:
        if local(shape) == "graphicFrame":
            self._frame(shape, hidden)
            return
        kind = _placeholder(shape)
        look = Look(self._ground.under(shape), self._ground.colours, hidden)
        body = next((node for node in shape if local(node) == "txBody"), None)
        if body is None or kind in _NUMBERS:
            return
        if kind in _TITLES:
            parts = read_paragraphs(body, look, flat=True)
            visible = [part for part in parts if not part.marks]
            for part in parts:
                add_marked_block(self._builder, part, heading_level=1 if part in visible[:1] else None)
            return
        for part in read_paragraphs(body, look):
            span = add_marked_block(self._builder, part)
            if kind in _MARGINS and span.end > span.start:
                self._builder.annotate(span.start, span.end, Mark.HEADER, _MARGINS[kind])

    def _frame(self, shape: Node, hidden: str) -> None:
        """A table, a chart or a diagram."""
        for node in shape.iter("{*}tbl", "{*}chart", "{*}relIds"):
            if local(node) == "tbl":
                rows = read_rows(node, Look("", self._ground.colours, hidden))
                self._table(rows, {0} if has_header(node) else set())
                continue
            name = next(
                (self._links.get(str(v)) for k, v in node.attrib.items() if str(k).endswith(("}id", "}dm"))), None
            )
            root = None if name is None else self._package.xml(name)
            if root is None:
                continue
            start = self._builder.position
            if local(node) == "chart":
                chart = read_chart(root)
                self._builder.add_block(chart.title)
                self._builder.add_table(chart.header, chart.rows, caption=chart.title)
            else:
                for text in read_diagram(root):
                    self._builder.add_block(text)
            if hidden and self._builder.position > start:
                self._builder.annotate(
                    start + (len(BLOCK) if start else 0), self._builder.position, Mark.HIDDEN, hidden
                )

    def _table(self, rows: list[GridRow], declared: set[int]) -> None:
        if sum(len(row.cells) for row in rows) > self._limits.cells:
            raise TooLarge(f"more than {self._limits.cells:,} table cells")
        add_grid_table(self._builder, rows, declared=declared)

    def _notes(self) -> None:
        for name in self._package.related(self._name, "notesSlide"):
            root = self._package.xml(name)
            for shape in [] if root is None else root.iter("{*}sp"):
                if _placeholder(shape) in _NUMBERS or _placeholder(shape) in _MARGINS:
                    continue
                for body in (node for node in shape if local(node) == "txBody"):
                    for part in read_paragraphs(body, Look()):
                        self._builder.add_marked(part.text, Mark.NOTES, "speaker notes")

    def _comments(self, authors: dict[str, str]) -> None:
        for name in self._package.related(self._name, "comments"):
            root = self._package.xml(name)
            for node in [] if root is None else root.iter("{*}cm", "{*}reply"):
                body = next((child for child in node if local(child) in ("text", "txBody")), None)
                author = authors.get(str(node.get("authorId") or ""), "")
                moment = str(node.get("dt") or node.get("created") or "")
                self._builder.add_marked(words(body), Mark.COMMENT, comment_detail(author, moment))


def _shapes(root: Node, ground: Ground) -> Iterator[tuple[Node, str]]:
    """Every shape with why it cannot be seen, groups opened; in reading order, which is that of the file."""
    tree = next(root.iter("{*}spTree"), None)
    if tree is not None:
        yield from _opened(tree, ground, "", grouped=False)


def _opened(parent: Node, ground: Ground, hidden: str, *, grouped: bool) -> Iterator[tuple[Node, str]]:
    for node in parent:
        name = local(node)
        if name == "AlternateContent":
            yield from _opened(node[0] if len(node) else node, ground, hidden, grouped=grouped)
        elif name in ("sp", "graphicFrame", "cxnSp", "pic"):
            # Inside a group coordinates are the group's own: only the group itself has a place on the slide
            yield node, hidden or ("" if grouped else ground.unseen(node))
        elif name == "grpSp":
            yield from _opened(node, ground, hidden or ("" if grouped else ground.unseen(node)), grouped=True)


def _placeholder(shape: Node) -> str:
    """The kind of placeholder that a shape fills: "title", "body" …; "" for none."""
    node = next((child for child in shape.iter("{*}ph")), None)
    return "" if node is None else str(node.get("type") or "obj")


def _authors(package: Package, main: str) -> dict[str, str]:
    """The names of those who comment, by id, of both generations of comments."""
    found: dict[str, str] = {}
    for kind in ("commentAuthors", "authors"):
        for name in package.related(main, kind):
            root = package.xml(name)
            for node in [] if root is None else root:
                found[str(node.get("id") or "")] = str(node.get("name") or "")
    return found
