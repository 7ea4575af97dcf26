"""HTML: a page of the intranet, or a plain export."""

from __future__ import annotations

from html import escape

from samples.render.blocks import Block, Run, blocks
from samples.render.source import Source

_LISTS = {"bullet": "ul", "number": "ol"}
_MENU = "<nav><a href='/'>Home</a> | <a href='/policies'>Policies</a> | <a href='/people'>People</a> | <a href='/canteen'>Canteen</a></nav>"


def html(source: Source) -> bytes:
    """The bytes of a page, UTF-8. ``raw_html`` in the front matter is put in front of the body as it is."""
    intranet = source.layout == "intranet"
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="en"><head><meta charset="utf-8"><title>{escape(source.title)}</title>',
        f'<meta name="author" content="{escape(source.author)}"><meta name="date" content="{source.written:%Y-%m-%d}">',
        "<style>body{font-family:sans-serif}table{border-collapse:collapse}td,th{border:1px solid #999}</style></head><body>",
        _MENU if intranet else "",
        str(source.meta.get("raw_html", "")),
        fragment(source.body),
        "<footer>Brightwater intranet. Internal use only.</footer>" if intranet else "",
        "</body></html>",
    ]
    return "\n".join(part for part in parts if part).encode("utf-8") + b"\n"


def fragment(markdown: str) -> str:
    """The blocks of ``markdown`` as HTML."""
    out: list[str] = []
    opened: str | None = None
    for block in blocks(markdown):
        wanted = _LISTS.get(block.kind)
        if opened != wanted:
            out.append((f"</{opened}>" if opened else "") + (f"<{wanted}>" if wanted else ""))
            opened = wanted
        out.append(_element(block))
    return "\n".join([*out, f"</{opened}>" if opened else ""]).strip()


def _element(block: Block) -> str:
    inner = _runs(block.runs)
    if block.kind == "table":
        return _table(block)
    if block.kind == "hidden":
        return f'<p style="color:#ffffff;background:#ffffff;font-size:1px">{inner}</p>'
    tag = {"heading": f"h{block.level}", "bullet": "li", "number": "li", "quote": "blockquote", "code": "pre"}
    return "<hr>" if block.kind == "break" else f"<{tag.get(block.kind, 'p')}>{inner}</{tag.get(block.kind, 'p')}>"


def _table(block: Block) -> str:
    rows = []
    for number, row in enumerate(block.rows):
        cells = [_runs(runs) for runs in row]
        if number == 0 and not any(cells):
            continue
        tag = "td" if number else "th"
        rows.append("<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>")
    return "<table>" + "\n".join(rows) + "</table>"


def _runs(runs: tuple[Run, ...]) -> str:
    return "".join(
        f"<strong>{escape(run.text)}</strong>" if run.bold else escape(run.text).replace("\n", "<br>") for run in runs
    )
