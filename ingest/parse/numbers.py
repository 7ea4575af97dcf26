"""Numbers as files write them, and as lists show them: 1, 01, a, A, i, I."""

from __future__ import annotations

import re

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def whole_number(text: str | None, otherwise: int = 0) -> int:
    """``text`` as a number of at most nine digits; ``otherwise`` for anything else that a file may hold there."""
    return int(text) if text is not None and re.fullmatch("[0-9]{1,9}", text) else otherwise


def written(value: int, form: str) -> str:
    """``value`` in a form: ``decimal``, ``zero`` (01), ``letter``, ``LETTER``, ``roman``, ``ROMAN``.

    Any other form, and a value that a form cannot write, is decimal.
    """
    if form == "zero":
        return f"{value:02d}"
    if form.lower() == "letter" and 0 < value <= 26 * 100:
        # After z come aa, bb, cc: office programs repeat the letter
        text = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
    elif form.lower() == "roman" and 0 < value < 4000:
        text = _roman(value)
    else:
        return str(value)
    return text.upper() if form.isupper() else text


def _roman(value: int) -> str:
    text = ""
    for worth, digits in _ROMAN:
        times, value = divmod(value, worth)
        text += digits * times
    return text
