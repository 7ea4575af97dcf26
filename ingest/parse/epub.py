"""EPUB books: the pages of the spine, in their order, as one document."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from evidence.errors import Corrupt, Encrypted, TooLarge
from evidence.model import Annotation, Cell, Heading, Metadata, ParsedDocument, Row, Table
from ingest.limits import Limits
from ingest.parse.assemble import BLOCK
from ingest.parse.html import parse_html
from ingest.parse.package import Node, Package, local, words
from ingest.parse.stated import Statement, metadata

_VERSION = "epub/1"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_PROPERTIES = frozenset({"identifier", "publisher", "subject", "description", "rights"})


def parse_epub(data: bytes, name: str, limits: Limits) -> ParsedDocument:
    """Parse an EPUB book; each page of its spine is read as a web page."""
    package = Package(data, limits)
    main = _main(package)
    root = package.xml(main)
    if root is None:
        raise Corrupt("it has no package document, which every EPUB needs")
    pages = _spine(root, posixpath.dirname(main))
    if set(pages) & _encrypted(package):
        raise Encrypted("the book is protected by its publisher (DRM)")
    documents: list[ParsedDocument] = []
    missing = 0
    for page in pages:
        content = package.read(page)
        if content is None:
            missing += 1
        elif content.strip():
            documents.append(parse_html(content, page, limits))
        if sum(len(document.text) for document in documents) > limits.characters:
            raise TooLarge(f"more than {limits.characters:,} characters")
    joined = _join(documents)
    warnings = [f"{missing} of its {len(pages)} pages are missing"] if missing else []
    return replace(joined, parser=_VERSION, metadata=_metadata(root), warnings=(*warnings, *joined.warnings))


def _main(package: Package) -> str:
    """The name of the package document."""
    container = package.xml("META-INF/container.xml")
    node = None if container is None else next(container.iter("{*}rootfile"), None)
    named = "" if node is None else str(node.get("full-path") or "")
    return named or next((name for name in package.names() if name.endswith(".opf")), "content.opf")


def _spine(root: Node, folder: str) -> list[str]:
    """The parts that hold the pages, in reading order."""
    items = {
        str(node.get("id")): posixpath.normpath(posixpath.join(folder, str(node.get("href") or "").split("#")[0]))
        for node in root.iterfind("{*}manifest/{*}item")
        if str(node.get("media-type")) in _PAGES
    }
    order = [str(node.get("idref")) for node in root.iterfind("{*}spine/{*}itemref")]
    return [items[identifier] for identifier in dict.fromkeys(order) if identifier in items]


def _encrypted(package: Package) -> set[str]:
    """The encrypted parts; fonts often are, to protect the font."""
    root = package.xml("META-INF/encryption.xml")
    references = [] if root is None else root.iter("{*}CipherReference")
    return {posixpath.normpath(str(node.get("URI") or "")) for node in references}


def _join(documents: Sequence[ParsedDocument]) -> ParsedDocument:
    """One document of several, all offsets moved to where their characters stand."""
    filled = [document for document in documents if document.text]
    parts: list[ParsedDocument] = []
    offset = 0
    for document in filled:
        parts.append(_moved(document, offset))
        offset += len(document.text) + len(BLOCK)
    return ParsedDocument(
        text=BLOCK.join(document.text for document in filled),
        parser=_VERSION,
        headings=tuple(heading for part in parts for heading in part.headings),
        tables=tuple(table for part in parts for table in part.tables),
        annotations=tuple(annotation for part in parts for annotation in part.annotations),
        warnings=tuple(dict.fromkeys(warning for part in parts for warning in part.warnings)),
    )


def _moved(document: ParsedDocument, by: int) -> ParsedDocument:
    return replace(
        document,
        headings=tuple(replace(heading, **_place(heading, by)) for heading in document.headings),
        annotations=tuple(replace(annotation, **_place(annotation, by)) for annotation in document.annotations),
        tables=tuple(_moved_table(table, by) for table in document.tables),
    )


def _moved_table(table: Table, by: int) -> Table:
    header: dict[str, Any] = {"header_start": table.header_start + by, "header_end": table.header_end + by}
    return replace(table, **_place(table, by), **header, rows=tuple(_moved_row(row, by) for row in table.rows))


def _moved_row(row: Row, by: int) -> Row:
    return replace(row, **_place(row, by), cells=tuple(replace(cell, **_place(cell, by)) for cell in row.cells))


def _place(found: Heading | Annotation | Table | Row | Cell, by: int) -> dict[str, Any]:
    return {"start": found.start + by, "end": found.end + by}


def _metadata(root: Node) -> Metadata:
    holder = next(root.iterfind("{*}metadata"), None)
    fields: dict[str, list[str]] = {}
    for node in [] if holder is None else holder.iter():
        name = str(node.get("property") or "").removeprefix("dcterms:") if local(node) == "meta" else local(node)
        text = words(node)[:500]
        if name and text:
            fields.setdefault(name, []).append(text)
    statements = [Statement(name, ", ".join(texts)) for name, texts in fields.items() if name in ("title", "version")]
    statements += [Statement("author", ", ".join(fields.get("creator", [])))] if "creator" in fields else []
    statements += [Statement(name, fields[name][0]) for name in ("date", "modified", "language") if name in fields]
    return metadata(statements, {name: ", ".join(fields[name]) for name in sorted(_PROPERTIES & fields.keys())})
