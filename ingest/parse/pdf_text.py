"""Characters of a PDF made readable, and the canonical text put together.

Separators of the canonical text, all others being characters of the page: one blank between words and
where a line was wrapped inside a paragraph; a line end after a line that was ended on purpose; an empty
line between paragraphs; " | " between the cells of a table's row and a line end between its rows; an
empty line with a form feed on it between pages (``PAGE_BREAK``). A hyphen that only divides a word at a line
end is left out, and the word is whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

SPACE, BREAK = " ", "\n"
HYPHEN = "\N{SOFT HYPHEN}"  # a hyphen at which pdfium saw a line end
UNKNOWN = "\N{REPLACEMENT CHARACTER}"  # a character that the font does not translate to Unicode
PAGE_BREAK = "\n\f\n"
CELL_BREAK = " | "

# Characters of Symbol and Wingdings, which word processors store in the private use area. The boxes are
# evidence: they tell which option of a form was ticked.
_SYMBOLS = {
    0xF06F: "☐", 0xF0A8: "☐", 0xF071: "☐", 0xF072: "☐", 0xF0FE: "☑", 0xF052: "☑", 0xF0FD: "☒", 0xF054: "☒", 0xF078: "☒",
    0xF0FC: "✓", 0xF0FB: "✗", 0xF0B7: "•", 0xF0A7: "▪", 0xF06E: "▪", 0xF076: "❖", 0xF0D8: "➢", 0xF0E0: "→",
    0xF0DE: "⇒", 0xF0AE: "→", 0xF0B3: "≥", 0xF0A3: "≤", 0xF0B1: "±", 0xF0B0: "°", 0xF02D: "-", 0xF0BE: "—",
}  # fmt: skip
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "ft", 0xFB06: "st"}
_KNOWN = {
    **_SYMBOLS,
    **_LIGATURES,
    **dict.fromkeys((0x02, 0xAD, 0xFFFE), HYPHEN),  # how pdfium reports a hyphen at a line end
    **dict.fromkeys((0x0A, 0x0B, 0x0C, 0x0D, 0x2028, 0x2029), BREAK),
    0x09: SPACE,
}
_BY_CATEGORY = {"Zs": SPACE, "Cf": "", "Cc": UNKNOWN, "Cn": UNKNOWN, "Co": UNKNOWN}


def clean_character(code: int) -> str:
    """What one character of a PDF reads as: itself, its replacement, ``SPACE``, ``BREAK``, ``HYPHEN`` or "".

    Blanks of every width become a plain one, characters without width "" (they are dropped). NULs,
    controls and symbols of the private use area that are not known read as ``UNKNOWN``.
    """
    known = _CACHE.get(code)
    if known is None:
        known = _CACHE[code] = _clean(code)
    return known


_CACHE: dict[int, str] = {}


def _clean(code: int) -> str:
    if code in _KNOWN:
        return _KNOWN[code]
    if code > 0x10FFFF:
        return UNKNOWN
    character = chr(code)
    category = unicodedata.category(character)
    if category == "Cs":
        return character  # half of a pair, joined by the caller
    return _BY_CATEGORY.get(category, character)


class TextBuilder:
    """The canonical text as it grows; ``length`` is the offset at which the next characters will stand."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0

    def add(self, text: str) -> int:
        """Append ``text``; the offset at which it starts."""
        start = self.length
        self._parts.append(text)
        self.length += len(text)
        return start

    def text(self) -> str:
        """All of it."""
        return "".join(self._parts)


_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BEFORE = re.compile(r"([^\W\d_]+)-$")
_AFTER = re.compile(r"[^\W\d_]+")
_OPEN = re.compile(r"\w-$")


class Hyphenation:
    """Whether a hyphen at a line end belongs to the word, by the words of the same document.

    "imple-" + "mentation" loses its hyphen when the document writes "implementation" elsewhere, and
    "risk-" + "based" keeps it when it writes "risk-based". Where neither occurs, the document's own
    habit decides: a text set with hyphenation drops it, a word processor's without keeps it.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: Counter[str] = Counter()
        breaks: list[tuple[str, str]] = []
        previous = ""
        for line in lines:
            found = _WORDS.findall(line.lower())
            left, right = _BEFORE.search(previous.lower()), _AFTER.match(line.lower())
            if left and right:
                breaks.append((left.group(1), right.group(0)))
                found = found[1:]
            self._words.update(found[:-1] if line.endswith("-") else found)
            previous = line
        votes = [self._known(left, right) for left, right in breaks]
        self._habit = votes.count(False) > votes.count(True)

    def _known(self, left: str, right: str) -> bool | None:
        """True to keep, False to drop, None when the document does not tell."""
        kept, dropped = self._words[f"{left}-{right}"], self._words[left + right]
        return None if kept == dropped else kept > dropped

    def join(self, line: str, following: str) -> tuple[str, str]:
        """How ``line`` reads before ``following`` in one paragraph: the line, and what stands between."""
        if not _OPEN.search(line) or not following[:1].isalnum():
            return line, SPACE
        left, right = _BEFORE.search(line), _AFTER.match(following)
        if not left or not right or not following[:1].islower() or not left.group(1)[-1:].islower():
            return line, ""
        keep = self._known(left.group(1).lower(), right.group(0).lower())
        if keep is None:
            keep = not self._habit
        return (line, "") if keep else (line[:-1], "")


def clean_string(text: str) -> str:
    """A string of the document's structure (title, field value, comment) as one readable line."""
    characters = ["-" if (clean := clean_character(ord(character))) == HYPHEN else clean for character in text]
    return " ".join("".join(characters).replace(UNKNOWN, "").encode("utf-8", "replace").decode("utf-8").split())
