"""The formatting that is in force at one place of an RTF file."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.parse.rtf_header import RtfHeader

BODY_POINTS = 12.0  # the size where none is given


@dataclass(slots=True)
class State:
    """Formatting in force; a group starts with a copy of that around it."""

    hidden: bool = False
    bold: bool = False
    colour: int = 0
    fill: str | None = None
    points: float = BODY_POINTS
    font: int | None = None
    skip: int = 1  # characters after \u that stand for readers without Unicode
    deleted: bool = False
    in_table: bool = False
    style: int = 0
    outline: int | None = None
    paragraph_fill: str | None = None


def format_by_word(name: str, number: int | None, state: State, header: RtfHeader) -> None:
    """Apply a control word that formats characters or paragraphs to ``state``; any other has no effect."""
    switched = number is None or number != 0
    if name == "b":
        state.bold = switched
    elif name == "v":
        state.hidden = switched
    elif name == "deleted":
        state.deleted = switched
    elif name == "cf":
        state.colour = number or 0
    elif name in ("chcbpat", "highlight", "cb"):
        state.fill = header.colour(number) if number else None
    elif name == "fs":
        state.points = (number or 24) / 2
    elif name == "f":
        state.font = number
    elif name == "uc":
        state.skip = max(0, number or 0)
    else:
        _reset(name, number, state, header)


def _reset(name: str, number: int | None, state: State, header: RtfHeader) -> None:
    if name == "plain":
        state.hidden = state.bold = state.deleted = False
        state.colour, state.fill, state.points, state.font = 0, None, BODY_POINTS, None
    elif name == "pard":
        state.in_table, state.style, state.outline, state.paragraph_fill = False, 0, None, None
    elif name == "intbl":
        state.in_table = True
    elif name == "s":
        state.style = number or 0
    elif name == "outlinelevel":
        state.outline = number + 1 if number is not None and 0 <= number < 9 else None
    elif name == "cbpat":
        state.paragraph_fill = header.colour(number) if number else None
