"""Text formats: Markdown and plain text as written, RTF, and ODT."""

from __future__ import annotations

from xml.sax.saxutils import escape

from samples.builders.containers import pack
from samples.render.blocks import Block, blocks
from samples.render.source import Source

_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def text(source: Source) -> bytes:
    """Markdown or plain text as it stands; ``raw_front_matter`` is printed as the file's own front matter."""
    front = source.meta.get("raw_front_matter")
    head = f"---\n{str(front).strip()}\n---\n\n" if front else ""
    return (head + source.body).encode(str(source.meta.get("encoding", "utf-8")))


def rtf(source: Source) -> bytes:
    """Rich text with title, author and date, headings by size, tables as lines with tabs."""
    info = rf"{{\info{{\title {_rtf(source.title)}}}{{\author {_rtf(source.author)}}}"
    info += rf"{{\creatim\yr{source.written.year}\mo{source.written.month}\dy{source.written.day}}}}}"
    lines = [r"{\rtf1\ansi\deff0{\fonttbl{\f0 Calibri;}}", info]
    lines += [line for block in blocks(source.body) for line in _rtf_lines(block)]
    return ("\n".join(lines) + "\n}").encode("ascii")


def _rtf_lines(block: Block) -> list[str]:
    if block.kind == "table":
        return [r"{\pard " + r"\tab ".join(_rtf(_joined(cell)) for cell in row) + r"\par}" for row in block.rows]
    if block.kind == "break":
        return [r"\page"]
    if block.kind == "heading":
        return [rf"{{\pard\fs{40 - 4 * block.level}\b {_rtf(block.text)}\par}}"]
    lead = {"bullet": "- ", "number": "- "}.get(block.kind, "")
    return [rf"{{\pard {lead}{_rtf(block.text)}\par}}"]


def _rtf(words: str) -> str:
    safe = words.replace("\\", r"\\").replace("{", r"\{").replace("}", r"\}").replace("\n", r"\line ")
    return "".join(char if char < "\x80" else rf"\u{ord(char)}?" for char in safe)


def odt(source: Source) -> bytes:
    """An OpenDocument text."""
    names = f'xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" xmlns:table="{_ODF}:table:1.0"'
    body = "\n".join(_odt_block(block, number) for number, block in enumerate(blocks(source.body)))
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {names} office:version="1.2">'
    content += f"<office:body><office:text>\n{body}\n</office:text></office:body></office:document-content>"
    meta = f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office="{_ODF}:office:1.0" '
    meta += 'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"><office:meta>'
    meta += f"<dc:title>{escape(source.title)}</dc:title><dc:creator>{escape(source.author)}</dc:creator>"
    meta += f"<dc:date>{source.written:%Y-%m-%dT%H:%M:%S}</dc:date></office:meta></office:document-meta>"
    kind = "application/vnd.oasis.opendocument.text"
    entries = [("/", kind), ("content.xml", "text/xml"), ("meta.xml", "text/xml")]
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{media}"/>' for name, media in entries
    )
    manifest = f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0" '
    manifest += f'manifest:version="1.2">{listed}</manifest:manifest>'
    members = {"mimetype": kind, "content.xml": content, "meta.xml": meta, "META-INF/manifest.xml": manifest}
    return pack(members, stored=("mimetype",))


def _odt_block(block: Block, number: int) -> str:
    words = escape(block.text).replace("\n", "<text:line-break/>")
    if block.kind == "heading":
        return f'<text:h text:outline-level="{block.level}">{words}</text:h>'
    if block.kind == "table":
        rows = "".join(
            "<table:table-row>" + "".join(_odt_cell(_joined(cell)) for cell in row) + "</table:table-row>"
            for row in block.rows
        )
        return f'<table:table table:name="T{number}">{rows}</table:table>'
    if block.kind in ("bullet", "number"):
        return f"<text:list><text:list-item><text:p>{words}</text:p></text:list-item></text:list>"
    return "" if block.kind == "break" else f"<text:p>{words}</text:p>"


def _odt_cell(words: str) -> str:
    return f"<table:table-cell><text:p>{escape(words)}</text:p></table:table-cell>"


def _joined(runs: tuple[object, ...]) -> str:
    return "".join(str(getattr(run, "text", "")) for run in runs)
