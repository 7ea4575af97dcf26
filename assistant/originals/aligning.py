"""Finding a quote among the characters of a PDF page, and the boxes that it covers.

The canonical text is not the character stream of the page: line ends became blanks, hyphens at line ends went,
ligatures were resolved, cells were joined by bars. So both sides are folded to what they have in common - letters and
digits, compatibility forms resolved, case ignored - and every folded character remembers where it came from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from evidence.model import ParsedDocument, Span

_PARTS = re.compile(r"\s*(?:\n+|\|)\s*")
_WORDS = re.compile(r"\S+")
_LEAST = 3  # folded characters: less is found anywhere
_MOST_PLACES = 400  # occurrences of one stretch that are looked at
_FAR = 0.25  # of the page: a part of a quote farther from the rest is another one

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom, as shares (0 to 1) of the page as displayed, from its upper left corner."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A quote to find on a page: the words, and how often the same words stand before them on it."""

    text: str
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Character:
    """A character of a page: what it reads as, its box, and whether it is set upright or sideways."""

    text: str
    box: Box
    sideways: bool = False


@dataclass(frozen=True, slots=True)
class Located:
    """A quote's boxes, one a line. ``whole``: all of its words were found."""

    boxes: tuple[Box, ...]
    whole: bool


def sought(parsed: ParsedDocument, number: int, spans: Iterable[Span]) -> tuple[Sought, ...]:
    """What of ``spans`` stands on page ``number`` (1-based), to be looked for in its picture."""
    page = next((page for page in parsed.pages if page.number == number), None)
    if page is None:
        return ()
    found = []
    for span in spans:
        low, high = max(span.start, page.start), min(span.end, page.end)
        words = parsed.text[low:high]
        if high > low and words.strip():
            found.append(Sought(words, fold(parsed.text[page.start : low]).count(fold(words)) if fold(words) else 0))
    return tuple(found)


def fold(text: str) -> str:
    """``text`` as it is compared."""
    return "".join(_folded(text))


def _folded(text: str) -> Iterator[str]:
    for character in unicodedata.normalize("NFKD", text):
        if character.isalnum():
            yield from character.casefold()


class Stream:
    """The characters of one page, folded once, to be searched for quotes."""

    def __init__(self, characters: Sequence[Character]) -> None:
        self._characters = characters
        folded: list[str] = []
        self._from: list[int] = []
        for index, character in enumerate(characters):
            for each in _folded(character.text):
                folded.append(each)
                self._from.append(index)
        self._text = "".join(folded)

    def find(self, quote: Sought) -> Located:
        """Where ``quote`` stands: in one piece where it can be found so, else part by part near each other."""
        wanted = fold(quote.text)
        if not wanted:
            return Located((), False)
        places = self._places(wanted)
        if places:
            place = places[min(quote.nth, len(places) - 1)]
            return Located(self._boxes(place, len(wanted), _edges(quote.text)), True)
        return self._in_parts(quote.text)

    def _places(self, wanted: str) -> list[int]:
        found: list[int] = []
        at = self._text.find(wanted)
        while at >= 0 and len(found) < _MOST_PLACES:
            found.append(at)
            at = self._text.find(wanted, at + 1)
        return found

    def _in_parts(self, text: str) -> Located:
        """The parts (cells, lines, then words) of a quote that the page holds in another order."""
        parts = [folded for part in _PARTS.split(text) if len(folded := fold(part)) >= _LEAST]
        found = {part: self._places(part) for part in parts}
        if not any(found.values()):
            parts = [folded for word in _WORDS.findall(text) if len(folded := fold(word)) >= _LEAST]
            found = {part: self._places(part) for part in parts}
        rare = sorted((part for part in parts if found[part]), key=lambda part: (len(found[part]), -len(part)))
        if not rare or len(found[rare[0]]) > 2:
            return Located((), False)
        centre = _centre(self._boxes(found[rare[0]][0], len(rare[0])))
        boxes: list[Box] = []
        whole = True
        for part in parts:
            near = self._nearest(found[part], len(part), centre)
            boxes.extend(near)
            whole = whole and bool(near)
        return Located(tuple(dict.fromkeys(boxes)), whole)

    def _nearest(self, places: Sequence[int], length: int, centre: tuple[float, float]) -> tuple[Box, ...]:
        candidates = [self._boxes(place, length) for place in places]
        best = min(candidates, key=lambda boxes: _distance(_centre(boxes), centre), default=())
        return best if best and abs(_centre(best)[1] - centre[1]) <= _FAR else ()

    def _boxes(self, place: int, length: int, edges: tuple[str, str] = ("", "")) -> tuple[Box, ...]:
        """A box a line for a stretch of the folded text, with the signs before and after it (``edges``)."""
        first, last = self._from[place], self._from[place + length - 1]
        first -= self._alike(range(first - 1, -1, -1), edges[0][::-1])
        last += self._alike(range(last + 1, len(self._characters)), edges[1])
        lines: list[tuple[Box, bool]] = []
        for character in self._characters[first : last + 1]:
            x0, top, x1, bottom = character.box
            if x1 <= x0 or bottom <= top or not character.text.strip():
                continue
            if lines and lines[-1][1] == character.sideways and _same_line(*lines[-1], character.box):
                lines[-1] = (_around(lines[-1][0], character.box), character.sideways)
            else:
                lines.append((character.box, character.sideways))
        return tuple(box for box, _ in lines)

    def _alike(self, places: Iterable[int], signs: str) -> int:
        """How many of the characters at ``places`` are those of ``signs``, which are no letters."""
        count = 0
        for place, sign in zip(places, (sign for sign in signs if not sign.isspace()), strict=False):
            if self._characters[place].text != sign:
                break
            count += 1
        return count


def _edges(text: str) -> tuple[str, str]:
    """What stands before the first and after the last letter or digit."""
    letters = [place for place, character in enumerate(text) if fold(character)]
    return (text[: letters[0]], text[letters[-1] + 1 :]) if letters else ("", "")


def _same_line(line: Box, sideways: bool, box: Box) -> bool:
    """Whether a character at ``box`` goes on with the line: level with it, and no far jump to another column."""
    along, across = ((1, 3), (0, 2)) if sideways else ((0, 2), (1, 3))
    size = box[across[1]] - box[across[0]]
    overlap = min(line[across[1]], box[across[1]]) - max(line[across[0]], box[across[0]])
    gap = max(box[along[0]] - line[along[1]], line[along[0]] - box[along[1]])
    return overlap > 0.5 * min(size, line[across[1]] - line[across[0]]) and gap < 4 * size


def _around(box: Box, other: Box) -> Box:
    return min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])


def _centre(boxes: Sequence[Box]) -> tuple[float, float]:
    if not boxes:
        return 2.0, 2.0  # off the page
    x0, top, x1, bottom = boxes[0]
    for box in boxes[1:]:
        x0, top, x1, bottom = _around((x0, top, x1, bottom), box)
    return (x0 + x1) / 2, (top + bottom) / 2


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return abs(one[0] - other[0]) / 4 + abs(one[1] - other[1])  # the same row before the same column
