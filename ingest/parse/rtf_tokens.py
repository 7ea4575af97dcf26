"""RTF bytes as a tree: groups of control words, escaped bytes and plain characters.

Nothing is interpreted here but what the syntax itself needs: ``\\binN`` skips N bytes, line ends are no characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

from evidence.errors import TooLarge

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})?[ ]?"  # 1, 2: a control word and its number
    rb"|\\'([0-9A-Fa-f]{2})"  # 3: a byte
    rb"|\\([^A-Za-z])"  # 4: a control symbol
    rb"|([{}])"  # 5
    rb"|([^\\{}\r\n]+)"  # 6: plain characters
    rb"|[\r\n]+|\\",
    re.S,
)
_DEEPEST = 250  # nested groups; programs write some 20
_ESCAPED = {b"\\": b"\\", b"{": b"{", b"}": b"}"}
_BREAKS = {b"\n": "par", b"\r": "par", b"\t": "tab"}


@dataclass(frozen=True, slots=True)
class Word:
    """A control word or symbol (``"*"``, ``"~"``) with its number, None when it has none."""

    name: str
    number: int | None = None


@dataclass(slots=True)
class Group:
    """What stands between braces. ``bytes`` are characters in the code page then in force."""

    items: list[Item] = field(default_factory=list)

    def destination(self) -> str:
        """The control word that says what the group is for, ``"*"`` before it if it may be ignored; or ""."""
        first = next((item for item in self.items if not (isinstance(item, bytes) and not item.strip())), None)
        if not isinstance(first, Word):
            return ""
        if first.name != "*":
            return first.name
        second = self.items[self.items.index(first) + 1 :][:1]
        return f"*{second[0].name}" if second and isinstance(second[0], Word) else "*"


Item: TypeAlias = Word | bytes | Group


def read_groups(data: bytes) -> tuple[Group, int]:
    """The outermost group, and how many groups are left open at the end (a truncated file).

    Raises ``TooLarge`` for groups nested beyond any use.
    """
    root = Group()
    stack = [root]
    position, end = data.find(b"{"), len(data)
    while 0 <= position < end:
        match = _TOKEN.match(data, position)
        if match is None:
            break
        position = match.end()
        brace = match.group(5)
        if brace == b"{":
            if len(stack) > _DEEPEST:
                raise TooLarge("its groups are nested too deeply to read")
            stack.append(Group())
            stack[-2].items.append(stack[-1])
        elif brace == b"}":
            stack.pop()
            if len(stack) == 1:
                break  # what follows the outermost group is no part of the document
        elif (item := _item(match)) is not None:
            stack[-1].items.append(item)
            if isinstance(item, Word) and item.name == "bin":
                position += max(0, item.number or 0)
    return root, len(stack) - 1


def _item(match: re.Match[bytes]) -> Item | None:
    name, number, code, symbol, _, text = match.groups()
    if name is not None:
        return Word(name.decode("ascii"), None if number is None else int(number))
    if code is not None:
        return bytes([int(code, 16)])
    if symbol is None:
        return text
    return _ESCAPED.get(symbol) or Word(_BREAKS.get(symbol, symbol.decode("latin-1")))
