"""Fonts that hold glyph numbers where characters should be, read all the same.

Some programs embed a part of a TrueType font and leave out the table that says which character each glyph
shows. pdfium then gives glyph numbers as characters: "This" comes out as "7KLV", a blank as U+0003. The
widespread fonts of one foundry number their glyphs in the order of Mac OS Roman, beginning with the blank
at 3; where a font's numbers fit that order, it tells the characters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

_SUBSET = re.compile(r"[A-Z]{6}\+")
_BLANK = 3
_LEAST = 30  # characters before a font is judged
_BLANKS = (0.04, 0.4)  # share of blanks in running text
_BEYOND_ROMAN = 232


def _character(glyph: int) -> int:
    if not _BLANK <= glyph < _BEYOND_ROMAN:
        return glyph
    if glyph < 98:
        return glyph + 29
    # These fonts have no glyph for the no-break space, which Mac OS Roman has at 0xCA.
    byte = glyph + 30 + (glyph >= 172)
    return ord(bytes([byte]).decode("mac_roman")) if byte < 256 else glyph


class GlyphRepair:
    """Repairs the characters of one document; what a page shows of a font is remembered for those after it."""

    def __init__(self) -> None:
        self._fonts: set[str] = set()

    def apply(self, codes: list[int], objects: Sequence[int | None], font_of: Callable[[int], str]) -> list[int]:
        """The characters of a page: as given, or read as glyph numbers where their font holds those.

        ``objects`` are the text objects that characters belong to (None for those that pdfium made up),
        ``font_of`` gives the font's name for the character at an index.
        """
        if not any(code < 32 and address for code, address in zip(codes, objects, strict=True)):
            return codes
        names: dict[int, str] = {}
        for index, address in enumerate(objects):
            if address and address not in names:
                names[address] = font_of(index)
        fonts = [names[address] if address else "" for address in objects]
        self._judge(codes, fonts)
        return [_character(code) if font in self._fonts else code for code, font in zip(codes, fonts, strict=True)]

    def _judge(self, codes: Sequence[int], fonts: Sequence[str]) -> None:
        shown: dict[str, Counter[int]] = {}
        for code, font in zip(codes, fonts, strict=True):
            if _SUBSET.match(font):
                shown.setdefault(font, Counter())[code] += 1
        for font, counts in shown.items():
            total = counts.total()
            plausible = _BLANKS[0] <= counts[_BLANK] / total <= _BLANKS[1]
            if total >= _LEAST and plausible and not counts[ord(" ")] and max(counts) < _BEYOND_ROMAN:
                self._fonts.add(font)
