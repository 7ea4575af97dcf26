"""Word documents (DOCX, DOCM, DOTX): text with headings, tables, notes, comments and what is hidden.

The canonical text is the characters of the body as Word would show them with all tracked changes accepted, with
computed list labels and the separators of ``assemble``. Page headers and footers follow at the end. The
parts are read as XML: ``unstructured`` and python-docx leave out or join what has to be told apart here
(hidden runs, comments, text boxes, content controls, numbering of headings), and take longer.
"""

from __future__ import annotations

import posixpath

from evidence.errors import Corrupt
from evidence.model import Mark, ParsedDocument
from ingest.limits import Limits
from ingest.parse.assemble import TextBuilder
from ingest.parse.package import Node, Package, local
from ingest.parse.properties import office_metadata
from ingest.parse.prose import Place
from ingest.parse.word_body import BodyReader, Source
from ingest.parse.word_numbering import Numbering
from ingest.parse.word_styles import Styles, W, value

_VERSION = "docx/1"
_MARGINS = {"header": "page header", "footer": "page footer"}


def parse_docx(data: bytes, name: str, limits: Limits) -> ParsedDocument:
    """Parse a Word document; macros are never looked at."""
    package = Package(data, limits)
    main = next(iter(package.related("", "officeDocument")), "word/document.xml")
    root = package.xml(main)
    body = None if root is None else root.find(W + "body")
    if root is None or body is None:
        raise Corrupt("it has no document part, which every Word file needs")
    source = _source(package, main, limits)
    builder = TextBuilder()
    BodyReader(source, builder).read(body, Place())
    _add_margins(source, builder, main)
    _warn(builder, package, root)
    return builder.build(_VERSION, office_metadata(package))


def _source(package: Package, main: str, limits: Limits) -> Source:
    links = package.relationships(main)
    parts = {link.kind: link.target for link in links if link.target in package}

    def part(kind: str) -> Node | None:
        return package.xml(parts[kind]) if kind in parts else None

    styles = Styles(part("styles"))
    notes = {
        "footnote": _by_id(part("footnotes")),
        "endnote": _by_id(part("endnotes")),
        "comment": _by_id(part("comments")),
    }
    targets = {link.id: link.target for link in links}
    return Source(package, styles, Numbering(part("numbering"), styles), limits, notes, targets)


def _by_id(root: Node | None) -> dict[str, Node]:
    """Notes or comments by id, without the lines that separate footnotes from the page."""
    nodes = [] if root is None else [node for node in root if not (value(node, "type") or "").endswith("eparator")]
    return {value(node, "id") or "": node for node in nodes}


def _add_margins(source: Source, builder: TextBuilder, main: str) -> None:
    """Page headers and footers, each wording once: sections repeat them."""
    seen: set[str] = set()
    for link in source.package.relationships(main):
        if link.kind not in _MARGINS or link.target not in source.package:
            continue
        root = source.package.xml(link.target)
        if root is None:
            continue
        wording = "".join(node.text or "" for node in root.iter(W + "t"))
        if wording in seen or not wording.strip():
            continue
        seen.add(wording)
        place = Place(mark=Mark.HEADER, detail=_MARGINS[link.kind], headings=False)
        links = {other.id: other.target for other in source.package.relationships(link.target)}
        part = Source(source.package, source.styles, source.numbering, source.limits, source.notes, links)
        BodyReader(part, builder).read(root, place)


def _warn(builder: TextBuilder, package: Package, root: Node) -> None:
    changes = [local(node) for node in root.iter(W + "ins", W + "del", W + "moveFrom", W + "moveTo")]
    if changes:
        deleted = sum(name in ("del", "moveFrom") for name in changes)
        builder.warn(
            f"it holds tracked changes that nobody has accepted ({len(changes) - deleted} insertions, "
            f"{deleted} deletions); read as if all were accepted"
        )
    signatures = [n for n in package.names() if posixpath.dirname(n).endswith("_xmlsignatures") and n.endswith(".xml")]
    if signatures:
        builder.warn(f"it carries {len(signatures)} digital signature(s), which were not checked")
