"""Minutes in a table with a column of tasks, where one cell says who does what by when: "KR to mend it by 3 May"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span, Table
from ingest.facts.columns import Entry, Record
from ingest.facts.deciding import SETTLED, terse
from ingest.facts.reading import Reading
from ingest.facts.room import Room
from ingest.facts.tasks import DONE, NOTHING, task

_COLUMN = re.compile(
    r"(?:agreed |new |further )?(?:actions?|tasks?|follow-?ups?|next steps?|to[- ]?do'?s?)(?: items?| points?| agreed| required)?(?:(?: ?[/&+,] ?| and | with )(?:owner|who|whom|by|date|when|deadline|due|name|initials).{0,20})?"
    r"|who (?:does|will do|is to do) what(?:,? by when)?|what follows|what happens (?:next|now)",
    re.I,
)
_TOPIC = re.compile(
    r"(?:(?:agenda )?items?|subjects?|topics?|matters?|titles?|business|points?|about|issues?|what)", re.I
)
_PARTED = re.compile(r"\s*[;\n•]\s*|(?<=[^\W\d_]{3}\.)\s+(?=[^\W\d_a-zà-öø-ÿ])")
_TAIL = re.compile(r"\s*(?:[(\[]|,\s|\s[–—-]\s)\s*(?P<tail>[^()\[\],;]{2,60}?)[)\]]?\.?$")
_BY = re.compile(r"\b(?:by|before|until|due|no later than)\s+\S[^,;]*$", re.I)
_NAMED = re.compile(
    r"@?[^\W\d_a-zà-öø-ÿ]\S*(?:\s+(?:[^\W\d_a-zà-öø-ÿ]\S*|of|the|and|or|with|&|[/+]|van|von|de|der|den))*"
)
_TO_DO = re.compile(r"\b(?:to|will|shall|should|must|needs?|required)\b", re.I)
_SHORT = 3  # words up to which a task needs its topic to be understood
_MOST_NAMES = 6  # words in which a cell may begin with who acts
_LEAST = 3  # words of a task that nobody is named for


def cell_tasks(reading: Reading, table: Table, room: Room) -> Iterator[Fact]:
    """The tasks in the column of tasks of a table of minutes."""
    names = [name.strip() for name in table.header if name.strip()]
    column = next((name for name in names if _COLUMN.fullmatch(name)), "")
    topic = next((name for name in names if name != column and _TOPIC.fullmatch(name)), "")
    if not column or len(names) < 2:
        return
    for record in reading.records(table):
        entry = record.named(re.escape(column))
        if entry is not None and reading.visible(record.span):
            named = record.named(re.escape(topic)) if topic else None
            about = " ".join(named.text.split()) if named else ""
            who = entry.text.strip(" .*_\n")
            if _NAMED.fullmatch(who) and room.knows(who, strict=True):
                yield from _named_only(reading, record, entry, who)
                continue
            for words in filter(None, _PARTED.split(entry.text.strip())):
                yield from _task(reading, " ".join(words.split()), about, room, [record.span, entry.span])


def _named_only(reading: Reading, record: Record, entry: Entry, who: str) -> Iterator[Fact]:
    """A cell that holds nothing but who acts: what is to be done is told by the last sentence of the row."""
    others = [" ".join(each.text.split()) for each in record.entries if each.span != entry.span]
    said = max(others, key=len, default="")
    words = re.split(r"(?<=[^\W\d_]{2}[.!])\s+(?=[^\W\d_a-z])", said)[-1]
    if len(words.split()) > _LEAST and _TO_DO.search(words):
        yield task(reading, words, record.text("number"), who, "", [record.span, entry.span], due=words)


def _task(reading: Reading, words: str, about: str, room: Room, spans: list[Span]) -> Iterator[Fact]:
    if NOTHING.fullmatch(words) or DONE.fullmatch(words.strip(" .")):
        return
    owner, begins = _leading(words, room)
    rest, due, named = _tails(reading, words[begins:], room)
    owner, rest = owner or named, re.sub(r"^(?:to|will|shall)\s+", "", rest)
    bare = _BY.sub("", rest).strip(" .,:–—-")
    if not bare or (not owner and (len(bare.split()) < _LEAST or terse(bare) or SETTLED.search(bare))):
        return
    text = f"{about}: {rest}" if about and len(bare.split()) <= _SHORT else rest
    yield task(reading, text, "", owner, "", spans, due=due or words, origin="cell" if due else "text")


def _leading(words: str, room: Room) -> tuple[str, int]:
    """Who stands first, and where the task begins: the longest run of words that is somebody of the room."""
    ends = [match.end() for match in re.finditer(r"\S+", words)][:_MOST_NAMES]
    for end in reversed(ends):
        who = words[:end].rstrip(" ,:–—-")
        if end < len(words) and _NAMED.fullmatch(who) and room.knows(who, strict=True):
            rest = words[end:]
            return who, end + len(rest) - len(rest.lstrip(" ,:–—-"))
    return "", 0


def _tails(reading: Reading, words: str, room: Room) -> tuple[str, str, str]:
    """The task without the day and the name that may stand behind it, set off: "(A. Roth, 3 May)", ", 26/08/2031"."""
    due = owner = ""
    for _ in range(2):
        match = _TAIL.search(words)
        if match is None:
            break
        tail = match["tail"].strip()
        if not due and (reading.day_of(tail) or _BY.match(tail)):
            due = tail
        elif not owner and room.knows(tail, strict=True):
            owner = tail
        else:
            break
        opened = words[match.start() :].lstrip()[:1] in "(["
        words = words[: match.start()] if not opened or words.rstrip(" .").endswith((")", "]")) else words
    return words.strip(), due, owner
