"""Block Kit as Slack checks it: ``problem(blocks)`` names the first limit that is broken, or is ``""``.

Limits are those of Slack's published reference (blocks, elements, composition objects).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Json = Mapping[str, Any]
_SURFACES = {"message": 50, "modal": 100, "home": 100}
_ALLOWED = {
    "message": {
        "section", "header", "divider", "context", "actions", "image", "rich_text", "table", "markdown",
        "context_actions", "file", "video",
    },
    "modal": {"section", "header", "divider", "context", "actions", "image", "rich_text", "input"},
    "home": {"section", "header", "divider", "context", "actions", "image", "rich_text", "input"},
}  # fmt: skip
_PLAIN, _EITHER = ("plain_text",), ("plain_text", "mrkdwn")


class _Bad(Exception):
    """A limit is broken."""


def problem(blocks: Any, surface: str = "message") -> str:
    """The first thing that Slack would refuse, in words; nothing when it would take them."""
    try:
        _blocks(blocks, surface)
    except _Bad as bad:
        return str(bad)
    except (KeyError, TypeError, AttributeError) as error:
        return f"malformed: {type(error).__name__} {error}"
    return ""


def view_problem(view: Any) -> str:
    """As ``problem``, for a modal or a home tab."""
    try:
        if view["type"] not in ("modal", "home"):
            return f"no such view {view['type']}"
        if view["type"] == "modal":
            _text(view["title"], 24, "title", _PLAIN)
            for part in ("submit", "close"):
                if part in view:
                    _text(view[part], 24, part, _PLAIN)
            if any(block["type"] == "input" for block in view["blocks"]) and "submit" not in view:
                return "a modal with inputs needs a submit"
        _most(len(view.get("private_metadata", "")), 3_000, "private_metadata")
        _most(len(view.get("callback_id", "")), 255, "callback_id")
        _blocks(view["blocks"], view["type"])
    except _Bad as bad:
        return str(bad)
    except (KeyError, TypeError, AttributeError) as error:
        return f"malformed: {type(error).__name__} {error}"
    return ""


def _most(count: int, limit: int, what: str) -> None:
    if count > limit:
        raise _Bad(f"{what}: {count} > {limit}")


def _text(text: Json, limit: int, what: str, kinds: Iterable[str] = _EITHER) -> None:
    if text["type"] not in kinds:
        raise _Bad(f"{what}: {text['type']} is not allowed")
    if not text["text"]:
        raise _Bad(f"{what}: empty text")
    _most(len(text["text"]), limit, what)


def _blocks(blocks: Any, surface: str) -> None:
    if not isinstance(blocks, list):
        raise _Bad("blocks are no list")
    _most(len(blocks), _SURFACES[surface], "blocks")
    seen: set[str] = set()
    tables = 0
    for block in blocks:
        kind = block["type"]
        if kind not in _ALLOWED[surface]:
            raise _Bad(f"a {kind} block is not allowed in a {surface}")
        identity = block.get("block_id", "")
        _most(len(identity), 255, "block_id")
        if identity and identity in seen:
            raise _Bad(f"block_id {identity} twice")
        seen.add(identity)
        tables += kind == "table"
        _KINDS[kind](block)
    if tables > 1:
        raise _Bad("only one table allowed")
    _most(sum(len(block["text"]) for block in blocks if block["type"] == "markdown"), 12_000, "markdown")
    for block in blocks:
        own = [each["action_id"] for each in _elements(block) if "action_id" in each]
        if len(own) != len(set(own)):
            raise _Bad("an action_id twice in one block")


def _elements(block: Json) -> list[Json]:
    found = list(block.get("elements", ())) if block["type"] in ("actions", "context_actions") else []
    return [*found, *([block["accessory"]] if "accessory" in block else [])]


def _section(block: Json) -> None:
    if "text" not in block and not block.get("fields"):
        raise _Bad("a section without text and fields")
    if "text" in block:
        _text(block["text"], 3_000, "section text")
    _most(len(block.get("fields", ())), 10, "fields")
    for field in block.get("fields", ()):
        _text(field, 2_000, "field")
    if "accessory" in block:
        _element(block["accessory"])


def _header(block: Json) -> None:
    _text(block["text"], 150, "header", _PLAIN)


def _context(block: Json) -> None:
    if not 1 <= len(block["elements"]) <= 10:
        raise _Bad(f"context has {len(block['elements'])} elements")
    for each in block["elements"]:
        if each["type"] == "image":
            _most(len(each["alt_text"]), 2_000, "alt_text")
        else:
            _text(each, 3_000, "context text")


def _actions(block: Json) -> None:
    if not 1 <= len(block["elements"]) <= 25:
        raise _Bad(f"actions has {len(block['elements'])} elements")
    for each in block["elements"]:
        _element(each)


def _image(block: Json) -> None:
    if ("image_url" in block) == ("slack_file" in block):
        raise _Bad("an image needs one of image_url and slack_file")
    _most(len(block.get("image_url", "")), 3_000, "image_url")
    _most(len(block["alt_text"]), 2_000, "alt_text")
    if "title" in block:
        _text(block["title"], 2_000, "image title", _PLAIN)


def _input(block: Json) -> None:
    _text(block["label"], 2_000, "label", _PLAIN)
    if "hint" in block:
        _text(block["hint"], 2_000, "hint", _PLAIN)
    _element(block["element"])


def _table(block: Json) -> None:
    if not 1 <= len(block["rows"]) <= 100:
        raise _Bad(f"table has {len(block['rows'])} rows")
    total = 0
    for row in block["rows"]:
        if not 1 <= len(row) <= 20:
            raise _Bad(f"table row has {len(row)} cells")
        for cell in row:
            if cell["type"] not in ("raw_text", "rich_text"):
                raise _Bad(f"a {cell['type']} cell")
            if cell["type"] == "raw_text":
                if not cell["text"]:
                    raise _Bad("an empty cell")
                total += len(cell["text"])
    _most(total, 10_000, "table characters")
    _most(len(block.get("column_settings", ())), 20, "column_settings")


def _element(element: Json) -> None:
    _most(len(element.get("action_id", "")), 255, "action_id")
    kind = element["type"]
    if kind == "button":
        _text(element["text"], 75, "button text", _PLAIN)
        _most(len(element.get("value", "")), 2_000, "button value")
        _most(len(element.get("url", "")), 3_000, "button url")
        if element.get("style", "primary") not in ("primary", "danger"):
            raise _Bad("button style")
    elif kind in ("static_select", "radio_buttons", "overflow", "checkboxes", "multi_static_select"):
        most = {"overflow": 5, "radio_buttons": 10, "checkboxes": 10}.get(kind, 100)
        if not 1 <= len(element["options"]) <= most:
            raise _Bad(f"{kind} has {len(element['options'])} options")
        for option in element["options"]:
            _text(option["text"], 75, "option text")
            _most(len(option["value"]), 150, "option value")
    elif kind == "plain_text_input":
        _most(element.get("max_length", 1), 3_000, "max_length")
        _most(len(element.get("initial_value", "")), 3_000, "initial_value")
    elif kind not in ("users_select", "conversations_select", "datepicker", "feedback_buttons", "icon_button"):
        raise _Bad(f"no such element {kind}")
    if "placeholder" in element:
        _text(element["placeholder"], 150, "placeholder", _PLAIN)


def _free(block: Json) -> None:
    """Nothing is limited."""


_KINDS = {
    "section": _section,
    "header": _header,
    "divider": _free,
    "context": _context,
    "actions": _actions,
    "context_actions": _actions,
    "image": _image,
    "rich_text": _free,
    "table": _table,
    "markdown": _free,
    "input": _input,
    "file": _free,
    "video": _free,
}
