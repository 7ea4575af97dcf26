"""Who is to see to what, as quick notes mark it at the end of a line: "Roof leaks again → Piet", "[Ona: ask the landlord]".

The mark is an arrow or square brackets that hold somebody's name. What is to be done stands before the mark, in it, or
both. A name that nobody lists as present counts where the notes mark others of the room in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Span
from ingest.facts.days import PARTIAL
from ingest.facts.parties import is_role
from ingest.facts.reading import Reading
from ingest.facts.room import Room
from ingest.facts.tasks import DONE
from ingest.facts.terse import Note

_NAME = r"[^\W\d_a-zà-öø-ÿ][^\W\d_]+(?:['’-][^\W\d_]+)*(?:[ ][^\W\d_a-zà-öø-ÿ](?:[^\W\d_]+|\.|['’][^\W\d_]+)?){0,2}"
_WHO = rf"(?P<who>{_NAME}(?:(?:\s?[/&+]\s?|\sand\s){_NAME}){{0,2}})"
_ARROW = re.compile(rf"[ \t](?:→|=>|->|>>)[ \t]*{_WHO}(?P<rest>(?:[,;:]?[ \t]+[^\n→\[\]|]{{1,90}})?)[ \t.]*$", re.M)
_BRACKET = re.compile(rf"\[{_WHO}[ \t]*(?:[:,]|[ \t][–—-])[ \t]*(?P<rest>[^\[\]\n]{{3,140}})\][ \t.]*$", re.M)
_NAMES = re.compile(rf"{_NAME}(?:\s*(?:[,;/&]|and)\s*{_NAME})*")  # a list of people, not what one of them is to do
_ALSO = 2  # marks with people of the room, from which on a mark with another name tells of a task too
_LEAST = 2  # words of what was said before an arrow
_BY = re.compile(rf"\b(?:by|before|until)\s+(?:\w+day,?\s+)?(?:{PARTIAL.pattern})", re.I)
_FROM = re.compile(r"\W*(?:from|since|after|in)\b", re.I)
_DOES = re.compile(r"\W*(?:(?:to|will)\s+)?[a-z]{2,}", re.I)


def assigned(reading: Reading, room: Room) -> Iterator[tuple[Note, str]]:
    """Each task that a line ends with, and its status, "done" or ""."""
    marks = [
        (match, arrow)
        for pattern, arrow in ((_ARROW, True), (_BRACKET, False))
        for match in pattern.finditer(reading.text)
        if reading.visible(Span(match.start(), match.end()))
    ]
    known = [match for match, _ in marks if room.knows(match["who"], strict=True)]
    for match, arrow in sorted(marks, key=lambda each: each[0].start()):
        if match not in known and (len(known) < _ALSO or is_role(match["who"])):
            continue
        before, rest = _before(reading, match.start()), " ".join(match["rest"].split()).strip(" ,;:")
        if (arrow and len(before.split()) < _LEAST) or (not arrow and _NAMES.fullmatch(rest)):
            continue
        done = bool(DONE.search(rest))
        said = rest if rest and not done and (not arrow or _DOES.match(rest)) else ""
        text = " – ".join(filter(None, (before, said)))
        due = "" if done or _FROM.match(rest) else rest or _told_by(text)
        yield Note(text, match["who"], due, reading.line(match.start())), "done" if done else ""


def _told_by(text: str) -> str:
    """The words of a task from where it says by when itself: "Empty the shed by 30 June"."""
    match = _BY.search(text)
    return text[match.start() :] if match else ""


def _before(reading: Reading, offset: int) -> str:
    """The last statement of the line before ``offset``; with the one before where it is only a word or two."""
    start = reading.text.rfind("\n", 0, offset) + 1
    line = reading.text[start:offset].strip(" \t*_-•–")
    pieces = [piece for piece in re.split(r"(?<=[\w)][.!?])\s+(?=[^\W\d_])", line) if piece.strip()]
    if not pieces:
        return ""
    short = len(pieces) > 1 and len(pieces[-1].split()) <= _LEAST
    return " ".join(pieces[-2:] if short else pieces[-1:]).strip(" .!–-")
