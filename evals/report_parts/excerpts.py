"""Words of documents made fit for showing: harmless, of bounded length, and marked where two quotes agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+")
_RUN = 3  # words in a row; fewer agree by chance ("of the")
_WORDS = 250  # compared at most: the comparison is quadratic

_WIDTHLESS = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")

Pieces = tuple[tuple[str, bool], ...]


def visible(text: str) -> str:
    """``text`` with what cannot be seen shown as escapes: control, direction and unpaired surrogate characters.

    Soft hyphens and marks without a width, which texts of PDF files are full of, are left out.
    """
    return text if text.isprintable() else "".join(map(_shown, text))


def shorten(text: str, limit: int) -> str:
    """At most about ``limit`` characters, cut at a blank, with an ellipsis where something is left out."""
    if len(text) <= limit:
        return text
    cut = text.rfind(" ", limit // 2, limit)
    return text[: cut if cut > 0 else limit].rstrip() + " …"


def marked(text: str, others: Iterable[str], limit: int = 900) -> Pieces:
    """``text`` in pieces, each with whether one of ``others`` says the same words (three or more in a row)."""
    text = shorten(text, limit)
    words = list(_WORD.finditer(text))[:_WORDS]
    keys = [word.group().casefold() for word in words]
    shared: set[int] = set()
    for other in others:
        shared.update(_agreement(keys, [word.casefold() for word in _WORD.findall(other)[:_WORDS]]))
    stretches = _stretches(sorted(shared))
    return _pieces(text, [(words[first].start(), words[last].end()) for first, last in stretches])


def _agreement(first: Sequence[str], second: Sequence[str]) -> Iterable[int]:
    """Places in ``first`` that stand in a common run of words; a shorter text must agree as a whole."""
    least = min(_RUN, len(first), len(second))
    if not least:
        return
    for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
        if block.size >= least:
            yield from range(block.a, block.a + block.size)


def _stretches(places: Sequence[int]) -> list[tuple[int, int]]:
    stretches: list[tuple[int, int]] = []
    for place in places:
        if stretches and place == stretches[-1][1] + 1:
            stretches[-1] = (stretches[-1][0], place)
        else:
            stretches.append((place, place))
    return stretches


def _pieces(text: str, spans: Iterable[tuple[int, int]]) -> Pieces:
    pieces: list[tuple[str, bool]] = []
    position = 0
    for start, end in spans:
        pieces += [(text[position:start], False), (text[start:end], True)]
        position = end
    pieces.append((text[position:], False))
    return tuple(piece for piece in pieces if piece[0])


def _shown(character: str) -> str:
    if character.isprintable() or character in "\n\t":
        return character
    if character in _WIDTHLESS:
        return ""
    if character.isspace():
        return " "
    return character.encode("unicode_escape").decode("ascii")
