"""Whether a reader can see text: its colour against its background, and its size.

Colours are ``RRGGBB`` in hexadecimal, as office formats write them, or ``TRANSPARENT``; None and ``""`` are colours
that are not known, and what is not known is never called hidden: white words on a dark ground are there to be read.
"""

from __future__ import annotations

import re

WHITE = "FFFFFF"
BLACK = "000000"
TRANSPARENT = "transparent"
_CONTRAST = 1.25  # WCAG 2 contrast ratio; pale grey placeholders, meant to be read, reach 1.4
_TINY = 4.0  # points; nobody can read that


def parse_colour(written: str | None) -> str | None:
    """``RRGGBB`` in capitals for "#fff", "FFFFFF", "white"; None for "auto", names and anything else."""
    text = (written or "").strip().lstrip("#")
    if re.fullmatch("[0-9A-Fa-f]{3}", text):
        text = "".join(digit * 2 for digit in text)
    if re.fullmatch("[0-9A-Fa-f]{6}", text):
        return text.upper()
    return {"white": WHITE, "black": BLACK}.get(text.lower())


def unseen(colour: str | None, background: str | None, points: float | None = None) -> str:
    """Why text cannot be seen, in a few words, or "" when it can (or when that is not known)."""
    if points is not None and points < _TINY:
        return f"text of {points:g} points"
    if colour == TRANSPARENT:
        return "transparent text"
    if not colour or not background or _ratio(colour, background) >= _CONTRAST:
        return ""
    if colour == background == WHITE:
        return "white text on white"
    return "text in the colour of its background"


def _ratio(one: str, two: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of relative luminance)."""
    dark, light = sorted((_luminance(one), _luminance(two)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
