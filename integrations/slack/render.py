"""Block Kit as HTML: what a message looks like, for the guide and for looking at it. Everything is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

Json = Mapping[str, Any]
_EMOJI = {
    "white_check_mark": ("✔", "#2e7d4f"), "large_orange_circle": ("●", "#c77700"), "warning": ("⚠", "#c77700"),
    "mag": ("⌕", "#555"), "red_circle": ("●", "#b3261e"), "white_circle": ("○", "#555"),
}  # fmt: skip
"""Signs that every font has, in the colour of Slack's pictures."""
_STYLE = """
:root{color-scheme:light}body{font:15px/1.46 Lato,'Helvetica Neue',Arial,sans-serif;color:#1d1c1d;background:#fff;
margin:24px;max-width:760px}h1{font-size:17px;margin:26px 0 8px;color:#555}.m{display:flex;gap:10px;padding:8px 12px;
border:1px solid #e4e4e4;border-radius:8px;margin:0 0 14px}.a{flex:0 0 36px;height:36px;border-radius:6px;
background:#2f5f98;color:#fff;font-weight:700;display:grid;place-items:center}.b{flex:1;min-width:0}.who{font-weight:800}
.app{font-size:10px;background:#e8e8e8;padding:1px 4px;border-radius:3px;margin-left:6px;color:#555}
.rt div{margin:2px 0}.rt blockquote{margin:3px 0 6px;padding-left:11px;border-left:4px solid #ddd;color:#333}
ul,ol{margin:3px 0;padding-left:24px}h2{font-size:18px;margin:8px 0}.ctx{font-size:13px;color:#616061;margin:5px 0}
.btn{display:inline-block;border:1px solid #bbb;border-radius:4px;padding:5px 12px;margin:4px 6px 4px 0;font-weight:700;
font-size:13px;background:#fff}.primary{background:#007a5a;border-color:#007a5a;color:#fff}a{color:#1264a3;
text-decoration:none}code{background:#f6f6f6;border:1px solid #ddd;border-radius:3px;padding:1px 3px;color:#c01343;
font-size:13px}table{border-collapse:collapse;margin:6px 0;font-size:13px;display:block;overflow-x:auto}td{border:1px
solid #ddd;padding:4px 8px;vertical-align:top}tr:first-child td{background:#f8f8f8}.modal{border:1px solid #ccc;
border-radius:10px;max-width:520px;padding:14px 18px;box-shadow:0 3px 14px #0002}.in{border:1px solid #999;
border-radius:5px;padding:7px;color:#888;margin:3px 0 10px}label{font-weight:700;font-size:14px}hr{border:0;border-top:
1px solid #e4e4e4}@media print{.m{break-inside:avoid}}
"""


def page(title: str, shown: Iterable[tuple[str, str]]) -> str:
    """A page of headings with what is below each (from ``message``, ``modal`` or ``home``)."""
    body = "".join(f"<section><h1>{escape(name)}</h1>{html}</section>" for name, html in shown)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body>{body}</body></html>\n"
    )


def message(blocks: Iterable[Json], who: str = "Vouch", *, only_you: bool = False) -> str:
    """A message of the app."""
    note = '<div class="ctx">Only visible to you</div>' if only_you else ""
    return (
        f'<div class="m"><div class="a">V</div><div class="b">{note}<span class="who">{escape(who)}</span>'
        f'<span class="app">APP</span>{_blocks(blocks)}</div></div>'
    )


def person(who: str, words: str) -> str:
    """A message of a person."""
    return (
        f'<div class="m"><div class="a" style="background:#8a5a9e">{escape(who[:1])}</div><div class="b">'
        f'<span class="who">{escape(who)}</span><div>{escape(words)}</div></div></div>'
    )


def modal(view: Json) -> str:
    """A modal."""
    buttons = "".join(
        f'<span class="btn {"primary" if name == "submit" else ""}">{escape(view[name]["text"])}</span>'
        for name in ("close", "submit")
        if name in view
    )
    return f'<div class="modal"><h2>{escape(view["title"]["text"])}</h2>{_blocks(view["blocks"])}{buttons}</div>'


def home(view: Json) -> str:
    """A home tab."""
    return f'<div class="modal" style="max-width:700px">{_blocks(view["blocks"])}</div>'


def _blocks(blocks: Iterable[Json]) -> str:
    return "".join(_block(block) for block in blocks)


def _block(block: Json) -> str:
    drawn = _DRAWN.get(block["type"])
    return drawn(block) if drawn else ""


def _rich_text(block: Json) -> str:
    return f'<div class="rt">{"".join(_rich(each) for each in block["elements"])}</div>'


def _context(block: Json) -> str:
    return f'<div class="ctx">{"".join(_marked(each["text"]) for each in block["elements"] if "text" in each)}</div>'


def _table(block: Json) -> str:
    rows = ("".join(f"<td>{_cell(cell)}</td>" for cell in row) for row in block["rows"])
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _actions(block: Json) -> str:
    return f"<div>{''.join(_button(each) for each in block['elements'])}</div>"


def _header(block: Json) -> str:
    return f"<h2>{escape(block['text']['text'])}</h2>"


def _input(block: Json) -> str:
    element = block["element"]
    shown = element.get("placeholder", {}).get("text") or element.get("initial_user") or "Choose …"
    return f'<label>{escape(block["label"]["text"])}</label><div class="in">{escape(shown)}</div>'


_DRAWN: dict[str, Callable[[Json], str]] = {
    "rich_text": _rich_text,
    "context": _context,
    "table": _table,
    "actions": _actions,
    "header": _header,
    "input": _input,
    "divider": lambda block: "<hr>",
}


def _rich(part: Json) -> str:
    kind = part["type"]
    if kind == "rich_text_list":
        tag = "ol" if part.get("style") == "ordered" else "ul"
        return f"<{tag}>{''.join(f'<li>{_inline(each)}</li>' for each in part['elements'])}</{tag}>"
    if kind == "rich_text_quote":
        return f"<blockquote>{_inline(part)}</blockquote>"
    return f"<div>{_inline(part)}</div>"


def _cell(cell: Json) -> str:
    if cell["type"] == "raw_text":
        return escape(cell["text"])
    return "".join(_inline(each) for each in cell["elements"])


def _inline(part: Json) -> str:
    return "".join(_element(each) for each in part["elements"])


def _element(element: Json) -> str:
    if element["type"] == "emoji":
        sign, colour = _EMOJI.get(element["name"], (f":{escape(element['name'])}:", "#555"))
        return f'<span style="color:{colour}">{sign}</span>'
    words = escape(element["text"]).replace("\n", "<br>")
    if element["type"] == "link":
        return f'<a href="{escape(element["url"])}">{words}</a>'
    style = element.get("style", {})
    for name, tag in (("code", "code"), ("italic", "em"), ("bold", "strong")):
        if style.get(name):
            words = f"<{tag}>{words}</{tag}>"
    return words


def _button(element: Json) -> str:
    return f'<span class="btn {escape(element.get("style", ""))}">{escape(element["text"]["text"])}</span>'


def _marked(words: str) -> str:
    """Small print is escaped ``mrkdwn``: its entities are those of HTML, its only signs are links."""
    return re.sub(
        r"&lt;(https?://[^|&]+)\|([^&]*)&gt;", r'<a href="\1">\2</a>', escape(words.replace("\u200d", ""))
    ).replace("&amp;", "&")
