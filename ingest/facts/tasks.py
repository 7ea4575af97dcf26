"""An action as a fact: its day of completion read from words, one without a year being the next after the meeting."""

from __future__ import annotations

import re

from evidence.model import Fact, Span
from evidence.states import of_a_deed, state
from ingest.facts.days import day_month, month_end, nearest
from ingest.facts.reading import Reading
from ingest.facts.sittings import sitting_at
from ingest.facts.statements import tidy

NAME = "actions/2"
_WHEN = re.compile(r"\b(?:by|before|until|due|end|latest)\b", re.I)
_REACH = 24  # characters after "by" in which a day stands
_MONTH_YEAR = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d\d$")  # "Jan 26", of a document that writes days first
_DUE_WORD = re.compile(
    r"\b(?:by|before|until|due|no later than|not later than|deadline:?|target:?|bis|for)\s*[:(]?\s*(?:the )?(?:end of )?",
    re.I,
)
DONE = re.compile(r"\b(?:done|closed|complete[d]?|finished|implemented|erledigt|✓|✔)\b", re.I)
"""Words that say that a task is done."""
NOTHING = re.compile(
    r"\W*(?:none|no (?:new )?actions?|nothing|n/a|nil|tbd|tbc|to (?:be )?noted?|noted?|for (?:information|info|noting)|info(?:rmation)?|(?:as|see) above|-|)\W*",
    re.I,
)
"""Words that stand where there is no action."""

OLD = re.compile(
    r"\b(?:old|previous|earlier|open|outstanding|last)\b.{0,20}\bactions?\b|\bactions? (?:of|from) (?:the )?(?:last|previous|earlier|review|meeting|[A-Z]\w+|\d)|\bmatters arising\b|\bactions? from\b|\breview of actions\b",
    re.I,
)
"""Headings of tasks that an earlier meeting gave."""


def task(
    reading: Reading,
    text: str,
    number: str,
    owner: str,
    status: str,
    spans: list[Span],
    *,
    due: str = "",
    raised: str = "",
    closed: str = "",
    origin: str = "text",
    new: bool = True,
    told: str = "",
) -> Fact:
    """A fact ``action``; ``due``, ``raised`` and ``closed`` are words that may hold a day.

    What minutes give somebody to do was raised at the meeting, unless it is not ``new`` or its own days are earlier. ``told`` is the ISO day on which it was said, where that is no meeting's.
    """
    sitting = sitting_at(reading, spans[0].start) if spans and not told else None
    held = told or (sitting.held if sitting else reading.meeting.held if reading.meeting else "") or reading.written
    limit = _DUE_WORD.search(due)
    when = (
        due
        if origin == "cell" or reading.day_of(due) == reading.day_of(due[limit.start() :] if limit else "")
        else due[limit.end() :]
        if limit
        else due
    )
    if origin == "cell" and not of_a_deed(closed):
        status, closed = status or closed, ""
    done = state(status) == "done"
    days = {
        "due": _due(reading, when, held, told=origin == "cell" or bool(limit) or due != text),
        "raised": reading.day_of(raised),
        "closed": reading.day_of(closed) or (_closed(reading, status, held) if done else ""),
    }
    if origin == "cell" and done and not days["closed"]:
        new = False  # nobody can tell whether it was done since, or before
    if (
        new
        and not raised
        and (met := sitting.held if sitting else _met(reading))
        and not any(day and day < met for day in days.values())
    ):
        days["raised"] = met
    owner = owner.strip(" *_\t\n").removeprefix("@") if any(map(str.isalnum, owner)) else ""
    fields = {"number": number, "text": tidy(text), "owner": owner, "status": status}
    return reading.fact("action", fields, spans, extractor=NAME, dates=days, origin=origin)


def _met(reading: Reading) -> str:
    """The day of the meeting whose minutes the document is, or ""."""
    return reading.meeting.held if reading.meeting and reading.meeting.state == "held" else ""


def _due(reading: Reading, words: str, held: str, *, told: bool) -> str:
    """The day in ``words``; one without a year is the next after the meeting."""
    if not words or not told:
        return ""
    known = reading.day_of(words) or nearest(words, held, ahead=True)
    if not (reading.meeting and reading.meeting.held) and not reading.document.metadata.dates:
        return known  # nothing but the file's own date says when it was written
    if known and not (_MONTH_YEAR.search(words) and reading.order == "dmy"):
        return known
    for stretch in (*(words[match.start() :][:_REACH] for match in _WHEN.finditer(words)), words):
        if day := day_month(stretch, held, reading.order) or month_end(stretch, held, day_first=reading.order != "mdy"):
            return day
    return known


def _closed(reading: Reading, words: str, held: str) -> str:
    return reading.day_of(words) or nearest(words, held, ahead=False)
