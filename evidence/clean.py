"""Showing a stretch of canonical text without its markup.

Only for reading: a quote is always ``text[start:end]``, and what this returns is never searched for or compared.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from evidence.model import Annotation, Mark

# What stands in place of a markup span that is not simply left out, by its detail.
ENTITY = "entity"
LINE_BREAK = "line break"

_BLANKS = re.compile(r"[ \t]{2,}(?=\S)")
_TRAILING = re.compile(r"[ \t]+(?=\n|$)")
_EMPTY_LINES = re.compile(r"\n{3,}")


def clean(text: str, annotations: Iterable[Annotation], start: int, end: int) -> str:
    """``text[start:end]`` as a person reads it: spans marked ``MARKUP`` left out, character references resolved.

    Emptied lines and doubled blanks are closed up; the indentation of a line is kept. Spans need not be sorted
    and may overlap or reach beyond ``[start, end)``.
    """
    end = min(end, len(text))
    spans = sorted(
        (note.start, note.end, note.detail)
        for note in annotations
        if note.mark is Mark.MARKUP and note.start < end and note.end > start
    )
    if not spans:
        return text[start:end].strip()
    pieces: list[str] = []
    position = start
    for begin, stop, detail in spans:
        if stop <= position:
            continue
        pieces.append(text[position : max(position, begin)])
        pieces.append(_instead(text[max(begin, position) : min(stop, end)], detail))
        position = min(end, stop)
        if position < end and text[position] == "\n" and not detail and _begins_line(text, begin, start):
            position += 1  # a line that is only markup goes with its newline
    pieces.append(text[position:end])
    return _closed_up("".join(pieces))


def _begins_line(text: str, position: int, start: int) -> bool:
    return position <= start or text[position - 1] == "\n"


def _instead(markup: str, detail: str) -> str:
    if detail == ENTITY:
        return html.unescape(markup)
    return " " if detail == LINE_BREAK else ""


def _closed_up(text: str) -> str:
    lines = (_BLANKS.sub(_single, line) for line in _TRAILING.sub("", text).split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _single(blanks: re.Match[str]) -> str:
    return blanks.group() if blanks.start() == 0 else " "
