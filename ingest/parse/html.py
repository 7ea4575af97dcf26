"""Web pages: what is visible as text with headings and tables; what is not, apart and annotated.

The canonical text is the visible characters in reading order, with the separators of ``assemble`` and a line
break for ``<br>``. After them come, each as a block of its own, hidden text (``HIDDEN`` with the reason),
descriptions of images and comments (``COMMENT``). Scripts, style sheets and addresses of links are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from evidence.errors import TooLarge
from evidence.model import Mark, Metadata, ParsedDocument
from ingest.limits import Limits
from ingest.parse.assemble import TextBuilder
from ingest.parse.decode import decode
from ingest.parse.elements import Element, Kind, add_elements, html_elements
from ingest.parse.page import Block, Page, TableCell, read_page
from ingest.parse.stated import Statement, metadata

_VERSION = "1"
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,30})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,30})",
    re.I,
)
_MAX_COLUMNS = 1_000


def parse_html(data: bytes, name: str, limits: Limits) -> ParsedDocument:
    """Parse an HTML file; the encoding is that of its bytes, else the one that it declares."""
    match = _DECLARED.search(data[:4096])
    declared = (match[1] or match[2]).decode("ascii") if match else None
    decoded = decode(data, declared)
    document = parse_html_text(decoded.text, limits)
    return replace(document, warnings=(decoded.warning, *document.warnings)) if decoded.warning else document


def parse_html_text(html: str, limits: Limits, parser: str = "html") -> ParsedDocument:
    """Parse a page or fragment; also for mail bodies and for formats converted to HTML.

    ``parser`` names the format that it came from. Raises ``TooLarge`` for more table cells than ``limits.cells``.
    """
    page = read_page(html)
    cells = sum(_width(row) for block in page.blocks for row in block.rows)
    if cells > limits.cells:
        raise TooLarge(f"{cells:,} table cells; the limit is {limits.cells:,}")
    builder = TextBuilder()
    add_elements(builder, _structured(page.blocks))
    _add_unseen(builder, page)
    if page.flattened:
        builder.warn("it is nested too deeply; the structure of its deepest parts was left out, their text kept")
    return builder.build(f"{parser}/{_VERSION}", _metadata(page))


def _metadata(page: Page) -> Metadata:
    """What the page states of itself: its title, language and ``meta`` tags."""
    statements = [Statement("title", page.title)] if page.title else []
    statements += [Statement(key, value) for key, value in page.meta.items()]
    return metadata(statements, page.meta, page.language)


def _add_unseen(builder: TextBuilder, page: Page) -> None:
    for words, reason in page.hidden:
        builder.add_marked(words, Mark.HIDDEN, reason)
    for words in page.images:
        builder.add_marked(words, Mark.COMMENT, "description of an image")
    for words in page.comments:
        builder.add_marked(words, Mark.COMMENT, "comment in the page's source")
    if page.hidden:
        count = len(page.hidden)
        builder.warn(
            f"{count} hidden {'passage' if count == 1 else 'passages'} of text; kept apart from what is visible"
        )


def _structured(blocks: Sequence[Block]) -> Iterator[Element]:
    """The elements that ``unstructured`` makes of the blocks, with the characters of the blocks.

    It leaves out or rewrites some (bullets, single letters, line breaks), so every block is looked for among the
    next elements, and one that is missing stands for itself.
    """
    elements = html_elements("".join(map(_markup, blocks)))
    position = 0
    for block in blocks:
        wanted = _compact(_block_words(block))
        ahead = next(
            (at for at in range(position, min(position + 3, len(elements))) if _same(elements[at], wanted)), None
        )
        if ahead is None:
            yield _own(block)
            continue
        element = elements[ahead]
        position = ahead + 1
        yield element if block.tag == "table" else replace(element, text=block.text)


def _same(element: Element, wanted: str) -> bool:
    found = _compact(element.text)
    lost = wanted.removesuffix(found)
    return found == wanted or (bool(found) and len(lost) < len(wanted) and not any(map(str.isalnum, lost)))


def _compact(text: str) -> str:
    return "".join(text.split())


def _block_words(block: Block) -> str:
    return block.text + "".join(cell.text for row in block.rows for cell in row)


def _own(block: Block) -> Element:
    if block.tag == "table":
        return Element(Kind.TABLE, _block_words(block), table_html=_markup(block))
    if block.tag.startswith("h"):
        return Element(Kind.TITLE, block.text, depth=int(block.tag[1]) - 1)
    return Element(Kind.TEXT, block.text)


def _markup(block: Block) -> str:
    """A block as plain HTML: no attributes, no nesting."""
    if block.tag != "table":
        inner = f"<{block.tag}>{escape(block.text, quote=False)}</{block.tag}>"
        return f"<ul>{inner}</ul>" if block.tag == "li" else inner
    rows = [f"<tr>{''.join(line)}</tr>" for line in _laid_out(block.rows)]
    head, body = "".join(rows[: block.header_rows]), "".join(rows[block.header_rows :])
    caption = f"<caption>{escape(block.text, quote=False)}</caption>" if block.text else ""
    return f"<table>{caption}{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>"


def _width(row: Sequence[TableCell]) -> int:
    return sum(cell.across for cell in row)


def _laid_out(rows: Sequence[Sequence[TableCell]]) -> Iterator[list[str]]:
    """The cells' tags with blank cells where a cell spans several columns or rows."""
    pending: dict[int, int] = {}
    for row in rows:
        line: list[str] = []
        covered, pending = pending, {column: left - 1 for column, left in pending.items() if left > 1}
        for cell in row:
            while covered.get(len(line), 0) and len(line) < _MAX_COLUMNS:
                line.append("<td></td>")
            if cell.down > 1:
                pending |= dict.fromkeys(range(len(line), len(line) + cell.across), cell.down - 1)
            tag = "th" if cell.heading else "td"
            line.append(f"<{tag}>{escape(cell.text, quote=False)}</{tag}>")
            line.extend([f"<{tag}></{tag}>"] * (cell.across - 1))
        yield line[:_MAX_COLUMNS]
