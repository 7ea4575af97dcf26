"""Makers of office files for tests: real ones by python-docx and python-pptx, odd ones part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORD_NAMESPACES = (
    f'{_W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_NAMESPACES = " ".join(
    [
        *(f'xmlns:{name}="{_ODF}{name}:1.0"' for name in ("office", "text", "table", "style", "meta")),
        f'xmlns:fo="{_ODF}xsl-fo-compatible:1.0" xmlns:draw="{_ODF}drawing:1.0"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"',
    ]
)


def zip_of(parts: Mapping[str, str | bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    """A ZIP archive of ``parts``, those named in ``stored`` without compression."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def edited(data: bytes, changes: Mapping[str, Callable[[bytes], bytes] | bytes | str | None]) -> bytes:
    """An archive with some parts changed by a function, replaced or added, or (None) left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        if change is None:
            del parts[name]
        elif callable(change):
            before = parts[name]
            assert isinstance(before, bytes)
            parts[name] = change(before)
        else:
            parts[name] = change
    return zip_of(parts)


def docx_by(build: Callable[[Any], None]) -> bytes:
    """A Word file that python-docx writes after ``build`` has filled its ``Document``."""
    import docx

    document = docx.Document()
    build(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pptx_by(build: Callable[[Any], None]) -> bytes:
    """A presentation that python-pptx writes after ``build`` has filled its ``Presentation``."""
    import pptx

    presentation = pptx.Presentation()
    build(presentation)
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def word_file(body: str, **parts: str) -> bytes:
    """A Word file with the XML ``body`` and further parts: the content of the root of ``styles``, ``comments`` …

    A part may be named ``header1``, ``footer2``; its relationship has the id ``rel_header1``.
    """
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _links({"main": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f"<w:document {WORD_NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    roots = {"header": "hdr", "footer": "ftr"}
    links: dict[str, tuple[str, str]] = {}
    for name, content in parts.items():
        kind = name.rstrip("0123456789")
        root = f"w:{roots.get(kind, kind)}" if kind != "chart" else "c:chartSpace"
        files[f"word/{name}.xml"] = f"<{root} {WORD_NAMESPACES}>{content}</{root}>"
        links[f"rel_{name}"] = (kind, f"{name}.xml")
    files["word/_rels/document.xml.rels"] = _links(links)
    return zip_of(files)


def paragraph(text: str, *, style: str = "", run: str = "", properties: str = "") -> str:
    """A Word paragraph of one run with the XML of its run properties and paragraph properties."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f"<w:p><w:pPr>{named}{properties}</w:pPr>"
        f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def table(*rows: str) -> str:
    """A Word table of rows made by ``row``."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A Word table row; a cell is the text of its paragraph or, starting with ``<``, its XML."""
    made = (cell if cell.startswith("<") else f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(made)}</w:tr>"


def odt_file(body: str, *, styles: str = "", master: str = "", meta: str = "", **parts: str) -> bytes:
    """An OpenDocument text: XML of the text, of automatic styles, of the master page and of the metadata."""
    files: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {ODF_NAMESPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": f"<office:document-styles {ODF_NAMESPACES}><office:master-styles>"
        f"<style:master-page>{master}</style:master-page></office:master-styles></office:document-styles>",
        "meta.xml": f"<office:document-meta {ODF_NAMESPACES}><office:meta>{meta}</office:meta></office:document-meta>",
        "META-INF/manifest.xml": "<manifest/>",
    }
    return zip_of(files | parts, stored=("mimetype",))


def epub_file(pages: Mapping[str, str], *, metadata: str = "", **parts: str) -> bytes:
    """An EPUB with XHTML bodies by file name, in the order of the spine."""
    items = "".join(
        f'<item id="i{index}" href="{name}" media-type="application/xhtml+xml"/>' for index, name in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="i{index}"/>' for index in range(len(pages)))
    files: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{metadata}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>",
    }
    files |= {
        f"OEBPS/{name}": f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>'
        f"<body>{body}</body></html>"
        for name, body in pages.items()
    }
    return zip_of(files | parts, stored=("mimetype",))


def _links(targets: Mapping[str, tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="{identifier}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for identifier, (kind, target) in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )
