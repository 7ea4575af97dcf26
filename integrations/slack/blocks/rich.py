"""Rich text, which shows words exactly as they stand: nothing in a document can become a mention or a link.

Messages are packed well below Slack's limits: 50 blocks, 3,000 characters a text, about 13,000 characters a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
MOST_BLOCKS = 45
MOST_CHARACTERS = 9_000
_PIECE = 2_500  # characters of one element
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Message:
    """One message: what notifications and screen readers are given, and the blocks."""

    text: str
    blocks: tuple[Json, ...]


def clean(words: str) -> str:
    """Words without control characters and direction overrides, which could make them read differently."""
    return _CONTROL.sub(" ", words)


def text(words: str, *, bold: bool = False, italic: bool = False, code: bool = False) -> Json:
    """Plain words, styled as a whole."""
    style = {name: True for name, wanted in (("bold", bold), ("italic", italic), ("code", code)) if wanted}
    made: Json = {"type": "text", "text": clean(words)}
    return {**made, "style": style} if style else made


def link(url: str, words: str) -> Json:
    """Words that lead somewhere."""
    return {"type": "link", "url": url, "text": clean(words)}


def emoji(name: str) -> Json:
    """An emoji by its name."""
    return {"type": "emoji", "name": name}


def line(*elements: Json) -> Json:
    """A stretch of text."""
    return {"type": "rich_text_section", "elements": [each for each in elements if each.get("text", "x")]}


def quoted(*elements: Json) -> Json:
    """A quotation."""
    return {"type": "rich_text_quote", "elements": [each for each in elements if each.get("text", "x")]}


def bullets(lines: Sequence[Json], style: str = "bullet") -> Json:
    """A list of ``line``s."""
    return {"type": "rich_text_list", "style": style, "elements": list(lines)}


def rich(*parts: Json) -> list[Json]:
    """Blocks of these parts, as many as it takes to stay within the limits."""
    blocks: list[Json] = []
    held: list[Json] = []
    size = 0
    for part in (piece for whole in parts for piece in _pieces(whole)):
        length = size_of(part)
        if held and size + length > _PIECE:
            blocks.append({"type": "rich_text", "elements": held})
            held, size = [], 0
        held.append(part)
        size += length
    return [*blocks, {"type": "rich_text", "elements": held}] if held else blocks


def size_of(value: Any) -> int:
    """Characters of text in a block or element."""
    if isinstance(value, list | tuple):
        return sum(size_of(each) for each in value)
    if not isinstance(value, dict):
        return 0
    own = value.get("text")
    inner = sum(size_of(each) for name, each in value.items() if name != "text")
    return inner + (len(own) if isinstance(own, str) else size_of(own)) + len(value.get("url", ""))


def _pieces(part: Json) -> Iterable[Json]:
    """A part cut so that each piece fits into a block."""
    if size_of(part) <= _PIECE:
        yield part
        return
    held: list[Json] = []
    size = 0
    for element in (piece for each in part["elements"] for piece in _cut(each)):
        if held and size + size_of(element) > _PIECE:
            yield {**part, "elements": held}
            held, size = [], 0
        held.append(element)
        size += size_of(element)
    if held:
        yield {**part, "elements": held}


def _cut(element: Json) -> Iterable[Json]:
    words = element.get("text")
    if isinstance(words, str) and len(words) > _PIECE:
        for piece in split(words, _PIECE):
            yield {**element, "text": piece}
    elif "elements" in element and size_of(element) > _PIECE:
        yield from _pieces(element)
    else:
        yield element


def split(words: str, most: int) -> list[str]:
    """Words in pieces of at most ``most`` characters, cut after a sentence or else between words; none is lost."""
    pieces = []
    while len(words) > most:
        head = words[:most]
        at = max(head.rfind(". ") + 2, head.rfind("\n") + 1)
        if at < most // 2:
            at = max(head.rfind(" ") + 1, 0)
        at = at if at > most // 4 else most
        pieces.append(words[:at])
        words = words[at:]
    return [*pieces, words] if words else pieces


def short(words: str, most: int) -> str:
    """At most ``most`` characters, with an ellipsis where something was left out."""
    words = " ".join(clean(words).split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def pack(blocks: Sequence[Json], fallback: str) -> list[Message]:
    """Blocks as messages, each within the limits and with one table at most."""
    messages: list[list[Json]] = [[]]
    size = 0
    for block in blocks:
        length = size_of(block)
        held = messages[-1]
        second_table = block["type"] == "table" and any(each["type"] == "table" for each in held)
        if held and (len(held) >= MOST_BLOCKS or size + length > MOST_CHARACTERS or second_table):
            messages.append([])
            size = 0
        messages[-1].append(block)
        size += length
    words = short(fallback, 3_000)
    return [
        Message(words if number == 0 else f"(continued, {number + 1} of {len(messages)})", tuple(each))
        for number, each in enumerate(messages)
    ]


def header(words: str) -> Json:
    """A heading."""
    return {"type": "header", "text": {"type": "plain_text", "text": short(words, 150) or "—", "emoji": False}}


def context(*elements: Json) -> list[Json]:
    """Small print: rich text in italics would be as large as the rest, so it is escaped ``mrkdwn``."""
    words = "".join(_marked(each) for each in elements)
    return [
        {"type": "context", "elements": [{"type": "mrkdwn", "text": piece, "verbatim": True}]}
        for piece in split(words, 2_900)
    ]


def _marked(element: Json) -> str:
    if element["type"] == "link":
        return f"<{element['url']}|{escaped(element['text']).replace('|', '¦')}>"
    if element["type"] == "emoji":
        return f":{element['name']}:"
    return escaped(element["text"])


def escaped(words: str) -> str:
    """Words for ``mrkdwn``: no mention, no link, no formatting comes about. A zero-width joiner parts the signs."""
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        words = words.replace(sign, entity)
    return re.sub(r"([*_~`]|:(?=[\w+-]+:))", "\u200d\\1\u200d", words)


def button(words: str, action: str, value: str, style: str = "", url: str = "") -> Json:
    """A button."""
    made: Json = {
        "type": "button", "text": {"type": "plain_text", "text": short(words, 75), "emoji": True},
        "action_id": action[:255], "value": value[:2_000],
    }  # fmt: skip
    return made | ({"style": style} if style else {}) | ({"url": url[:3_000]} if url else {})


def actions(*buttons: Json) -> Json:
    """A row of buttons."""
    return {"type": "actions", "elements": list(buttons)[:25]}


def table(columns: Sequence[Sequence[Json]], rows: Sequence[Sequence[Sequence[Json]]]) -> list[Json]:
    """Tables of rich cells: at most 20 columns, 90 rows and 8,000 characters each, the head row repeated."""
    head = [_cell(each) for each in columns[:20]]
    made: list[Json] = []
    held: list[list[Json]] = []
    size = size_of(head)
    for row in rows:
        cells = [_cell(each) for each in row[:20]]
        length = size_of(cells)
        if held and (len(held) >= 90 or size + length > 8_000):
            made.append(_table(head, held))
            held, size = [], size_of(head)
        held.append(cells)
        size += length
    return [*made, _table(head, held)] if held else made


def _table(head: list[Json], rows: list[list[Json]]) -> Json:
    settings = [{"is_wrapped": True} for _ in head]
    return {"type": "table", "rows": [head, *rows], "column_settings": settings}


def _cell(elements: Sequence[Json]) -> Json:
    kept = [each for each in elements if each.get("text", "x")] or [text("—")]
    return {"type": "rich_text", "elements": [line(*kept)]}
