"""OpenDocument texts (ODT, OTT): headings, lists, tables, notes, comments, hidden text.

Read from the XML parts: converters drop hidden text and comments, which is what has to be told apart here. The
canonical text is the text as the program shows it with tracked changes accepted; page headers and
footers follow at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from evidence.errors import Corrupt, Encrypted, TooLarge
from evidence.model import Mark, Metadata, ParsedDocument
from ingest.limits import Limits
from ingest.parse.assemble import BLOCK, TextBuilder
from ingest.parse.grids import GridCell, GridRow, add_grid_table
from ingest.parse.marked import Piece, add_marked_block, marked
from ingest.parse.odt_styles import MOST_LEVELS, OFFICE, STYLE, TABLE, TEXT, ListRun, OdtStyles, count_of, value
from ingest.parse.odt_text import read_odt_paragraph
from ingest.parse.package import Node, Package, local, moment, words
from ingest.parse.prose import Follower, Paragraph, Place, comment_detail
from ingest.parse.stated import Statement, metadata

_VERSION = "odt/1"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_HREF = "{http://www.w3.org/1999/xlink}href"
_MARGINS = {
    "header": "page header",
    "header-left": "page header",
    "header-first": "page header",
    "footer": "page footer",
    "footer-left": "page footer",
    "footer-first": "page footer",
}
_SKIPPED = frozenset({"tracked-changes", "forms", "sequence-decls", "variable-decls", "user-field-decls", "image"})
_WIDEST, _MOST_REPEATS = 1_000, 1_000
_META = {"subject": "subject", "description": "description", "editing-cycles": "revision", "keyword": "keywords"}


def parse_odt(data: bytes, name: str, limits: Limits) -> ParsedDocument:
    """Parse an OpenDocument text."""
    package = Package(data, limits)
    manifest = package.read("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise Encrypted("the document is protected by a password")
    content, styles_root = package.xml("content.xml"), package.xml("styles.xml")
    body = None if content is None else content.find(f"{OFFICE}body/{OFFICE}text")
    if content is None or body is None:
        raise Corrupt("it has no text part, which every OpenDocument text needs")
    styles = OdtStyles(styles_root, content)
    builder = TextBuilder()
    reader = _Reader(package, styles, builder, limits)
    reader.read(body, Place())
    for master in [] if styles_root is None else styles_root.iter(STYLE + "master-page"):
        reader.margins(master)
    changes = sum(1 for _ in content.iter(TEXT + "changed-region"))
    if changes:
        builder.warn(f"it holds {changes} tracked changes that nobody has accepted; read as if all were accepted")
    return builder.build(_VERSION, _metadata(package))


class _Reader:
    """Writes the blocks of a container (body, section, cell, box, note) to a builder."""

    def __init__(self, package: Package, styles: OdtStyles, builder: TextBuilder, limits: Limits) -> None:
        self._package = package
        self._styles = styles
        self._builder = builder
        self._limits = limits
        self._level = 0
        self._cells = 0
        self._caption = ""
        self._margins: set[str] = set()
        self._outline = ListRun(styles.outline)
        self._runs: dict[str, ListRun] = {}  # the last list of a style, and every list that has an id
        self._blocks: dict[str, Callable[[Node, Place], None]] = {
            "p": lambda node, place: self._paragraph(node, place, ""),
            "h": lambda node, place: self._paragraph(node, place, ""),
            "list": lambda node, place: self._list(node, place, None, 1),
            "table": self._table,
            "section": self._section,
            "text-box": lambda node, place: self.read(node, replace(place, fill="", headings=False)),
            "annotation": lambda node, place: self._follow(Follower("comment", node), place),
            "object": lambda node, place: self._follow(Follower("drawing", node), place),
        }

    def read(self, container: Node, place: Place) -> None:
        """Write the blocks below ``container``."""
        for child in container:
            name = local(child)
            if name in self._blocks:
                self._blocks[name](child, place)
            elif name not in _SKIPPED:
                self.read(child, place)

    def margins(self, master: Node) -> None:
        """Write the headers and footers of a page style, each wording once."""
        for node in master:
            wording = words(node)
            if local(node) in _MARGINS and value(node, STYLE + "display") != "false" and wording not in self._margins:
                self._margins.add(wording)
                self.read(node, Place(mark=Mark.HEADER, detail=_MARGINS[local(node)], headings=False))

    def _paragraph(self, node: Node, place: Place, label: str) -> None:
        paragraph = read_odt_paragraph(node, self._styles, place.fill)
        level = self._heading_level(node, paragraph, place, bool(label))
        if local(node) == "h":
            label = label or self._outline_label(node)
        pieces = [Piece(f"{label} "), *paragraph.pieces] if label and paragraph.filled else paragraph.pieces
        span = add_marked_block(self._builder, marked(pieces, flat=level is not None), heading_level=level)
        if place.mark is not None and span.end > span.start:
            self._builder.annotate(span.start, span.end, place.mark, place.detail)
        if paragraph.filled:
            caption = self._styles.is_caption(value(node, TEXT + "style-name"))
            self._caption = " ".join(paragraph.text.split()) if caption else ""
        for follower in paragraph.followers:
            self._follow(follower, place)

    def _heading_level(self, node: Node, paragraph: Paragraph, place: Place, numbered: bool) -> int | None:
        if not place.headings or not paragraph.visible:
            return None
        level = self._styles.heading_level(value(node, TEXT + "style-name"))
        if local(node) == "h":
            level = count_of(node, TEXT + "outline-level", MOST_LEVELS)
        if level is not None:
            self._level = level
            return level
        parent = node.getparent()
        if parent is not None and local(parent) == "list-item" and not numbered:
            return None
        return self._level + 1 if paragraph.looks_like_heading(self._styles.points) else None

    def _outline_label(self, node: Node) -> str:
        given = node.find(TEXT + "number")
        if given is not None:
            return words(given)
        if value(node, TEXT + "is-list-header") == "true":
            return ""
        return self._outline.label(count_of(node, TEXT + "outline-level", MOST_LEVELS))

    def _list(self, node: Node, place: Place, outer: ListRun | None, level: int) -> None:
        run = self._list_run(node, outer)
        for item in node:
            if local(item) not in ("list-item", "list-header"):
                continue
            label = run.label(level, value(item, TEXT + "start-value")) if local(item) == "list-item" else ""
            given = item.find(TEXT + "number")
            label = label if given is None else words(given)
            for child in item:
                if local(child) == "list":
                    self._list(child, place, run, min(level + 1, MOST_LEVELS))
                elif local(child) in ("p", "h"):
                    self._paragraph(child, place, label)
                    label = ""  # only the first paragraph of an item shows it
                elif local(child) in self._blocks:
                    self._blocks[local(child)](child, place)

    def _list_run(self, node: Node, outer: ListRun | None) -> ListRun:
        style = value(node, TEXT + "style-name")
        if outer is not None:
            return outer if not style else ListRun(self._styles.lists.get(style, outer.levels), outer.counters)
        continued = value(node, TEXT + "continue-list")
        if not continued and value(node, TEXT + "continue-numbering") == "true":
            continued = f"style {style}"
        run = self._runs.get(continued) if continued else None
        run = run or ListRun(self._styles.lists.get(style, {}))
        self._runs[f"style {style}"] = run
        if value(node, _XML_ID):
            self._runs[value(node, _XML_ID)] = run
        return run

    def _section(self, node: Node, place: Place) -> None:
        display = value(node, TEXT + "display")
        if display == "none" or self._styles.hides_section(value(node, TEXT + "style-name")):
            place = replace(place, mark=Mark.HIDDEN, detail="hidden section", headings=False)
        self.read(node, place)

    def _table(self, node: Node, place: Place) -> None:
        fill = self._styles.fill("table", value(node, TABLE + "style-name"))
        place = replace(place, fill=place.fill if fill is None else fill)
        rows = [(row, declared) for row, declared in _rows(node, False)]
        cells = [cell for row, _ in rows for cell in row if local(cell) == "table-cell"]
        self._cells += len(cells)
        if self._cells > self._limits.cells:
            raise TooLarge(f"more than {self._limits.cells:,} table cells")
        columns = max((sum(1 for cell in row if local(cell) == "table-cell") for row, _ in rows), default=0)
        if columns <= 1 or any(_has_sections(cell) for cell in cells):
            for cell in cells:
                self.read(cell, replace(place, fill=self._cell_fill(cell, place)))
            return
        followers: list[Follower] = []
        grid = [self._row(row, place, followers) for row, _ in rows]
        declared = [index for index, (_, marked_row) in enumerate(rows) if marked_row]
        start = self._builder.position
        add_grid_table(self._builder, grid, declared=declared, caption=self._caption)
        if place.mark is not None and self._builder.position > start:
            start += len(BLOCK) if start else 0
            self._builder.annotate(start, self._builder.position, place.mark, place.detail)
        for follower in followers:
            self._follow(follower, place)

    def _row(self, row: Node, place: Place, followers: list[Follower]) -> GridRow:
        found: list[GridCell] = []
        column = 0
        for cell in row:
            if local(cell) == "table-cell" and column < _WIDEST:
                made = self._cell(cell, column, place, followers)
                found.extend([made] if made else [])
            if local(cell) in ("table-cell", "covered-table-cell"):
                column += count_of(cell, TABLE + "number-columns-repeated", _MOST_REPEATS)
        return GridRow(tuple(found), value(row, TABLE + "visibility") in ("collapse", "filter"))

    def _cell(self, cell: Node, column: int, place: Place, followers: list[Follower]) -> GridCell | None:
        fill = self._cell_fill(cell, place)
        pieces: list[Piece] = []
        strong: list[bool] = []
        for node in _cell_paragraphs(cell):
            if local(node) == "table":
                followers.append(Follower("table", node, fill=fill))
                continue
            paragraph = read_odt_paragraph(node, self._styles, fill)
            followers.extend(paragraph.followers)
            if paragraph.filled:
                pieces.extend([*paragraph.pieces, Piece("\n")])
                strong.append(paragraph.emphasised)
        content = marked(pieces, flat=True)
        if not content.text:
            return None
        across = count_of(cell, TABLE + "number-columns-spanned", _WIDEST)
        down = count_of(cell, TABLE + "number-rows-spanned", _WIDEST)
        coloured = fill != place.fill
        return GridCell(column, content, coloured or all(strong), across, down)

    def _cell_fill(self, cell: Node, place: Place) -> str | None:
        fill = self._styles.fill("table-cell", value(cell, TABLE + "style-name"))
        return place.fill if fill is None else fill

    def _follow(self, follower: Follower, place: Place) -> None:
        node = follower.node
        if follower.kind == "comment":
            author, day = (words(next(node.iter("{*}" + name), None)) for name in ("creator", "date"))
            place = Place(mark=Mark.COMMENT, detail=comment_detail(author, day), headings=False)
        elif follower.kind == "box":
            place = replace(place, fill=follower.fill, headings=False)
            if follower.hidden:
                place = replace(place, mark=Mark.HIDDEN, detail="hidden text box")
        elif follower.kind == "table":
            self._table(node, replace(place, fill=follower.fill))
            return
        elif follower.kind == "drawing":
            self._chart(node, place)
            return
        self.read(node, replace(place, headings=False))

    def _chart(self, node: Node, place: Place) -> None:
        """The title and the data table of an embedded chart; other embedded objects are not read."""
        folder = value(node, _HREF).removeprefix("./").strip("/")
        root = self._package.xml(f"{folder}/content.xml") if folder else None
        chart = None if root is None else next(root.iter("{*}chart"), None)
        for child in [] if chart is None else chart:
            if local(child) in ("title", "subtitle", "table"):
                (self._table if local(child) == "table" else self.read)(child, replace(place, headings=False))


def _rows(node: Node, declared: bool) -> Iterable[tuple[Node, bool]]:
    """The rows of a table with whether they are marked as header; a repeated row once."""
    for child in node:
        name = local(child)
        if name == "table-row":
            yield child, declared
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(child, declared or name == "table-header-rows")


def _cell_paragraphs(node: Node) -> Iterable[Node]:
    """The paragraphs and tables of a cell, through lists and sections."""
    for child in node:
        if local(child) in ("p", "h", "table"):
            yield child
        elif local(child) not in _SKIPPED:
            yield from _cell_paragraphs(child)


def _has_sections(cell: Node) -> bool:
    """Whether a cell holds a heading among other paragraphs: then its table only places text."""
    filled = [node for node in _cell_paragraphs(cell) if words(node)]
    return len(filled) > 1 and any(local(node) == "h" for node in filled)


def _metadata(package: Package) -> Metadata:
    try:
        root = package.xml("meta.xml")
    except Corrupt:  # a damaged part of properties must not cost the document
        root = None
    holder = None if root is None else next(root.iter(OFFICE + "meta"), None)
    fields: dict[str, str] = {}
    custom: dict[str, str] = {}
    for node in [] if holder is None else holder:
        if local(node) == "user-defined":
            custom[next((str(v) for k, v in node.attrib.items() if str(k).endswith("}name")), "")] = words(node)[:500]
        else:
            fields.setdefault(local(node), words(node)[:500])
    properties = {label: fields[name] for name, label in _META.items() if fields.get(name)}
    properties |= {name: text for name, text in custom.items() if name and text}
    stated = metadata([Statement(name, text) for name, text in custom.items()], properties)
    return replace(
        stated,
        title=fields.get("title") or stated.title,
        author=fields.get("initial-creator") or fields.get("creator") or stated.author,
        language=fields.get("language") or stated.language,
        created=moment(fields.get("creation-date")) or stated.created,
        modified=moment(fields.get("date")) or stated.modified,
    )
