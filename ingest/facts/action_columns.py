"""Actions that plain text sets in columns under a heading: "AB   new rope for the bell      31 October 2031".

The columns stand in any order: a cell that is somebody, or initials, is the owner, one that is a day says by when, one
that is a number counts, and what is left is the task. A heading names actions, or a line of names has an owner's column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span
from ingest.facts.days import PARTIAL
from ingest.facts.parties import is_person
from ingest.facts.reading import Reading
from ingest.facts.room import Room
from ingest.facts.tasks import NOTHING, task

_HEADING = re.compile(
    r"[\s*_#=-]*(?:\d{1,2}[.)]\s+|[A-Z][.)]\s+)?(?:new |agreed |open |summary of )?(?:actions?(?: items?| points?| list| log| agreed| arising)?|to[- ]?dos?|tasks?|jobs|next steps|follow-?ups?|who does what)[\s*_:=-]*",
    re.I,
)
_NAMES = re.compile(
    r"(?:no\.?|nr\.?|#|ref\.?|item|number|subject|topic|action|task|what|description|details|discussion|text|matter|who|owner|by whom|action by|responsible|resp\.?|lead|for|by|by when|when|due|due date|date|deadline|target|status|state)",
    re.I,
)
_OWNING = re.compile(r"(?:who|owner|by whom|action by|responsible|resp\.?|lead)", re.I)
_LEAST_NAMES = 3  # cells of a line that names columns
_GAP = re.compile(r"[ ]{2,}|[ ]*\t[ \t]*")
_NUMBER = re.compile(r"(?:[A-Z]{0,4}[-/.]?)?\d{1,4}(?:[-/.]\w{1,4}){0,2}[.)]?")
_NUMBER_FIRST = re.compile(r"(?P<number>(?:[A-Z]{0,4}[-/.]?)?\d{1,4}(?:[-/.]\w{1,4}){0,2}[.)]?) (?P<rest>\S.*)")
_INITIALS = re.compile(r"[^\W\d_a-zà-öø-ÿ]{2,4}(?:\s?[/&+,]\s?[^\W\d_a-zà-öø-ÿ]{2,4})*")
_STATE = re.compile(
    r"(?:open|closed|done|completed?|ongoing|in progress|overdue|new|carried (?:over|forward)|asap|pending)", re.I
)
_WHEN = re.compile(
    rf"(?:by |before |until |end (?:of )?|mid[- ])?(?:\w+day,? )?(?:(?:{PARTIAL.pattern}).{{0,12}}|\d{{1,4}}[./-]\d{{1,2}}(?:[./-]\d{{2,4}})?|(?:next|each|every|the) [\w ]{{3,25}}|(?:[A-Z][a-z]{{2,8}}) (?:\d{{4}}|[A-Za-z]{{2,10}}))",
    re.I,
)
_LEAST_ROWS = 2
_LEAST_CELLS = 2  # a task and its owner
_LEAST_TEXT = 3  # characters of a task


def columned(reading: Reading, room: Room) -> Iterator[tuple[Span, Fact]]:
    """Each task of such columns with the line that it stands on."""
    covered = [(table.start, table.end) for table in reading.document.tables]
    for head, headed in _heads(reading):
        if any(start <= head.start < end for start, end in covered):
            continue
        rows = list(_rows(reading, head, room, headed=headed))
        if len(rows) >= _LEAST_ROWS or (headed and rows):
            yield from rows


def _heads(reading: Reading) -> Iterator[tuple[Span, bool]]:
    """The lines above columns of tasks, each with whether it is a heading of actions (and no line of names)."""
    for match in re.finditer(r"[^\n]+", reading.text):
        words = match[0]
        if _HEADING.fullmatch(words):
            yield Span(match.start(), match.end()), True
            continue
        cells = [cell for cell in _GAP.split(words.strip()) if cell]
        if (
            len(cells) >= _LEAST_NAMES
            and all(_NAMES.fullmatch(cell) for cell in cells)
            and any(map(_OWNING.fullmatch, cells))
        ):
            yield Span(match.start(), match.end()), False


def _rows(reading: Reading, head: Span, room: Room, *, headed: bool) -> Iterator[tuple[Span, Fact]]:
    """The rows below a head, up to a line that is none."""
    at, begun, blanks = head.end + 1, False, 0
    while at < len(reading.text):
        end = reading.text.find("\n", at)
        end = len(reading.text) if end < 0 else end
        line = reading.trimmed(Span(at, end))
        at = end + 1
        if line.start == line.end:
            blanks += 1
            if begun or blanks > 1:
                return
            continue
        if not headed and not begun and _ruled(reading.quote(line)):
            continue
        row = _row(reading, line, room, headed=headed)
        if row is None:
            return
        begun = True
        if row:
            yield line, row[0]


def _ruled(words: str) -> bool:
    return not any(map(str.isalnum, words))


def _row(reading: Reading, line: Span, room: Room, *, headed: bool) -> list[Fact] | None:
    """The task of a row, [] for a row without one, and None for a line that is no row."""
    cells = [cell.strip() for cell in _GAP.split(reading.quote(line)) if cell.strip()]
    number = ""
    if cells and _NUMBER.fullmatch(cells[0]):
        number, cells = cells[0].rstrip(".)"), cells[1:]
    elif cells and (led := _NUMBER_FIRST.fullmatch(cells[0])) and (len(cells) > 1):
        number, cells = led["number"].rstrip(".)"), [led["rest"], *cells[1:]]
    if len(cells) < _LEAST_CELLS or not reading.visible(line):
        return None
    text = max(cells, key=len)
    others = [cell for cell in cells if cell is not text]
    owner = next((cell for cell in others if _somebody(cell, room)), "")
    due = next((cell for cell in others if cell is not owner and _WHEN.fullmatch(cell)), "")
    status = next((cell for cell in others if _STATE.fullmatch(cell)), "")
    if any(NOTHING.fullmatch(cell) for cell in others if cell is not owner):
        return []
    if not owner or len(text) < _LEAST_TEXT or (not headed and not due and not status):
        return None if headed else []
    return [task(reading, text, number, owner, status, [line], due=f"by {due}" if due else "")]


def _somebody(cell: str, room: Room) -> bool:
    """Whether a cell of its own is who does it: a name, somebody of the room, or initials."""
    return bool(_INITIALS.fullmatch(cell)) or is_person(cell) or (cell[:1].isupper() and room.knows(cell))
