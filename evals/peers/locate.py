"""Where a peer's text stands in Vouch's canonical text.

Two readers of one file seldom agree on spaces, hyphens and marks, so only letters and digits are compared. A text
that is not found whole (tables, headers and columns are where readers differ) stands where most of its different words
stand close together: the shortest stretch, no longer than the text, that holds the most of them, if that is at least
half by letters. What cannot be found counts as its document only, and its number is reported: no span is guessed.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

How = Literal["whole", "part", "no"]

_SHORTEST = 8  # letters of a text that is found; fewer may stand anywhere
_ENOUGH = 0.5
_TAGS = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^<>]{1,2000}>", re.S | re.I)
_WORD = re.compile(r"[^\W_]{2,}")
_MARKUP = (".html", ".htm", ".xhtml", ".xml")


@dataclass(frozen=True, slots=True)
class Place:
    """``[start, end)`` in the text of ``doc_id``; -1 where only the document is known."""

    doc_id: str
    start: int
    end: int
    how: How


class _Text:
    """A text as it is compared."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def folded(self) -> tuple[str, list[int]]:
        """Its letters and digits, folded, and the offset that each came from."""
        letters: list[str] = []
        offsets: list[int] = []
        for offset, character in enumerate(self._text):
            if character.isascii():
                if character.isalnum():
                    letters.append(character.lower())
                    offsets.append(offset)
                continue
            for part in unicodedata.normalize("NFKD", character).casefold():
                if part.isalnum():
                    letters.append(part)
                    offsets.append(offset)
        return "".join(letters), offsets

    @cached_property
    def words(self) -> list[tuple[str, int, int]]:
        """Its words, folded, and where each stands."""
        return [(word[0].casefold(), word.start(), word.end()) for word in _WORD.finditer(self._text)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters that the letters ``[start, end)`` came from."""
        offsets = self.folded[1]
        return offsets[start], offsets[end - 1] + 1


class Locator:
    """Finds texts in the documents of an archive; ``texts`` maps doc_id to canonical text."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = {doc_id: _Text(text) for doc_id, text in texts.items()}
        self._known: dict[tuple[str, str], Place] = {}
        self._held: dict[str, list[str]] = {}
        for doc_id in texts:  # attachments and messages are documents of their own, named file#part
            for end in [place for place, character in enumerate(doc_id) if character == "#"]:
                self._held.setdefault(doc_id[:end], []).append(doc_id)

    def locate(self, source: str, text: str) -> Place:
        """The place of ``text`` in the document ``source`` or in one that the file holds."""
        key = (source, text)  # rankings show the same texts again and again
        if key not in self._known:
            self._known[key] = self._find(source, text)
        return self._known[key]

    def _find(self, source: str, text: str) -> Place:
        if source.lower().endswith(_MARKUP):
            text = html.unescape(_TAGS.sub(" ", text))
        candidates = [doc_id for doc_id in [source, *self._held.get(source, [])] if doc_id in self._texts]
        wanted = _Text(text)
        needle, _ = wanted.folded
        if len(needle) < _SHORTEST:
            return Place(source, -1, -1, "no")
        for doc_id in candidates:
            found = self._texts[doc_id].folded[0].find(needle)
            if found >= 0:
                return Place(doc_id, *self._texts[doc_id].span(found, found + len(needle)), "whole")
        words = {word for word, _, _ in wanted.words}
        stretches = [(*_densest(self._texts[doc_id], words, len(text)), doc_id) for doc_id in candidates]
        held, start, end, doc_id = max(stretches, default=(0, -1, -1, source), key=lambda stretch: stretch[0])
        if held < _ENOUGH * sum(map(len, words)) or not held:
            return Place(source, -1, -1, "no")
        return Place(doc_id, start, end, "part")


def _densest(text: _Text, words: Collection[str], longest: int) -> tuple[int, int, int]:
    """The stretch of at most ``longest`` characters with the most of ``words``: letters held, start, end."""
    found = [word for word in text.words if word[0] in words]
    counts: Counter[str] = Counter()
    held, first, best = 0, 0, (0, 0, 0, 0)
    for word, start, end in found:
        counts[word] += 1
        held += len(word) if counts[word] == 1 else 0
        while found[first][1] < start and (end - found[first][1] > longest or counts[found[first][0]] > 1):
            dropped = found[first][0]
            counts[dropped] -= 1
            held -= len(dropped) if not counts[dropped] else 0
            first += 1
        best = max(best, (held, found[first][1] - end, found[first][1], end))
    return best[0], best[2], best[3]
