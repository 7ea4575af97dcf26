"""A JSON reader that keeps the offsets of every value. It accepts what ``json.loads(strict=False)`` accepts,
and its depth is bounded by memory only: nothing in it recurses."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from evidence.errors import TooLarge
from ingest.parse.decode import tidy

_BLANKS = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"[^"\\]*+(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\]*+)*+"')
_SCALAR = re.compile(r"-?(?:0|[1-9]\d*+)(?:\.\d+)?(?:[eE][-+]?\d+)?|-?Infinity|NaN|true|false|null", re.A)
_KINDS = {"t": "b", "f": "b", "n": "n"}  # true, false, null; everything else is a number


class Syntax(Exception):
    """The text is not JSON from ``position`` on."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position

    def told(self, text: str) -> str:
        """The problem with its 1-based line and column."""
        line = text.count("\n", 0, self.position) + 1
        column = self.position - text.rfind("\n", 0, self.position)
        return f"{self.message} (line {line}, column {column})"


@dataclass(slots=True)
class Node:
    """A value: ``text[start:end]`` is its source.

    ``kind``: ``{`` object, ``[`` array, ``"`` string, ``0`` number, ``b`` truth value, ``n`` null.
    ``content``: what is directly inside, by key ("" in arrays); None for scalars. ``values`` counts the
    values in a root, itself included.
    """

    kind: str
    start: int
    end: int = 0
    content: list[tuple[str, Node]] | None = None
    values: int = 0

    @property
    def span(self) -> tuple[int, int]:
        """The source of the value; for a string without its quotes."""
        return (self.start + 1, self.end - 1) if self.kind == '"' else (self.start, self.end)

    def string(self, text: str) -> str:
        """The value of a string, escapes resolved; characters that cannot be stored are replaced."""
        return _unquoted(text, self.start, self.end)

    def children(self) -> list[Node]:
        """The values directly inside."""
        return [item for _, item in self.content or ()]


def scan(text: str, start: int, limit: int) -> tuple[Node, int]:
    """The JSON value at ``start`` (blanks before it are skipped), and the offset where it ends.

    Raises ``Syntax`` when there is none, and ``TooLarge`` beyond ``limit`` values.
    """
    root: Node | None = None
    around: list[Node] = []  # the objects and arrays that are open, outermost first
    key, position, values = "", start, 0
    while True:
        node = _value(text, skip_blanks(text, position))
        values += 1
        if values > limit:
            raise TooLarge(f"more than {limit:,} values, which is the limit")
        root = root or node
        if around and (content := around[-1].content) is not None:
            content.append((key, node))
        if node.content is not None:
            around.append(node)
        position = _close(text, node.end, around, empty=node.content is not None)
        if not around:
            root.values = values
            return root, position
        key, position = _key(text, position) if around[-1].kind == "{" else ("", position)


def _close(text: str, position: int, around: list[Node], empty: bool) -> int:
    """Close what ends at ``position``; where something stays open, the offset after the comma.

    ``empty``: the innermost one was opened just now, so that no comma stands before its first value.
    """
    while around:
        position = skip_blanks(text, position)
        if text.startswith("}" if around[-1].kind == "{" else "]", position):
            position += 1
            around.pop().end = position
            empty = False
        elif empty:
            return position
        elif text.startswith(",", position):
            return position + 1
        else:
            raise Syntax("a comma or the end of the values is missing", position)
    return position


def _key(text: str, position: int) -> tuple[str, int]:
    """The key of a member, and the offset after its colon."""
    position = skip_blanks(text, position)
    match = _STRING.match(text, position)
    if match is None:
        raise Syntax("a key in double quotes is missing", position)
    colon = skip_blanks(text, match.end())
    if not text.startswith(":", colon):
        raise Syntax("a colon is missing", colon)
    return _unquoted(text, position, match.end()), colon + 1


def _value(text: str, position: int) -> Node:
    """The scalar at ``position``, or the object or array that opens there (without its content)."""
    sign = text[position : position + 1]
    if sign in ("{", "["):
        return Node(sign, position, position + 1, [])
    match = (_STRING if sign == '"' else _SCALAR).match(text, position)
    if match is None:
        raise Syntax("a value is missing or malformed" if sign else "the text ends too early", position)
    return Node('"' if sign == '"' else _KINDS.get(sign, "0"), position, match.end())


def skip_blanks(text: str, position: int) -> int:
    """The offset of the first character from ``position`` on that is no blank."""
    match = _BLANKS.match(text, position)
    return match.end() if match else position


def _unquoted(text: str, start: int, end: int) -> str:
    raw = text[start:end]
    return tidy(str(json.loads(raw, strict=False)) if "\\" in raw else raw[1:-1])
