"""Tasks that stand one a line below a heading of actions, or one behind the other after such a word, each led by who does it.

"Actions / Ona: new rope, 3 May / PV - paint the shed - 9 June", "Actions: (a) Ona letter to the yard, 3 May. (b) ...". A
list of a web page has no marks, so that its lines are told by the names they begin with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Fact, Span
from ingest.facts.days import PARTIAL
from ingest.facts.parties import is_person, is_role
from ingest.facts.reading import Reading
from ingest.facts.room import Room
from ingest.facts.tasks import NOTHING, task

_CALLED = r"(?:new |agreed |open |summary of |list of )?(?:actions?(?: items?| points?| list| log| agreed| arising)?|acts|to[- ]?dos?|todo|tasks?|jobs(?: to do)?|next steps|follow[- ]?ups?|who does what|what (?:is|was|remains) left to do|homework|open)"
_HEADING = re.compile(rf"[\s*_#=-]*(?:\d{{1,2}}[.)]\s+|[A-Z][.)]\s+)?{_CALLED}[\s*_:=-]*", re.I)
_LABEL = re.compile(rf"[ \t>*_#-]*{_CALLED}[*_]{{0,3}}(?:[ \t]*:[*_]{{0,3}}[ \t]*|[ \t]{{2,}})(?P<rest>\S[^\n]*)", re.I)
_MARK = re.compile(
    r"\s*(?:[-*+•‣▪·–—][ \t]+|\(?(?:\d{1,2}|[a-z])[.)][ \t]+|[A-Z]{1,2}\d{0,2}[-.]?\d{1,3}[:.)]?[ \t]+)?"
)
_WORD = r"[^\W\d_a-zà-öø-ÿ][\w’'-]*\.?"
_WHO = re.compile(rf"(?:{_WORD}(?:[ ]?[/&+][ ]?|[ ]and[ ]|[ ])){{0,3}}{_WORD}")
_GAP = re.compile(
    r"(?P<set>[*_]{0,3}(?:[ \t]*[:;][*_]{0,3}[ \t]+|[ \t]+[–—-]{1,2}[ \t]+|[ \t]{2,}|\t))|[*_]{0,3},?[ \t]+(?:to[ ](?=[a-z]))?"
)
_TAIL = re.compile(
    rf"(?:\s*[,;(]\s*|\s[–—-]\s*|\s+(?=(?:by|before|until|due)\b))(?P<due>(?:(?:due|by|before|until|not later than)\s+)*(?:\w+day,?\s+)?(?:the )?(?:end (?:of )?)?(?i:{PARTIAL.pattern}|\d{{1,2}}[./-]\d|\d{{4}}-\d\d)[^,;()]{{0,14}})[)\s.]*$"
)
_PARTED = re.compile(r"\s*\((?:[a-z]|\d)\)\s+")
_SENTENCES = re.compile(r"(?<=\))\.\s+(?=[^\W\d_a-z])")
_BEHIND = re.compile(r"(?P<text>[^()]{3,120}?)\s*\((?P<who>[^(),]{2,40}),\s*(?P<due>[^()]{3,30})\)\W*")
_INITIALS = re.compile(r"[^\W\d_a-zà-öø-ÿ]{2,4}(?:\s?[/&+]\s?[^\W\d_a-zà-öø-ÿ]{2,4})*")
_MOST_LINES = 40
_MOST_HEADS = 60
_LEAST_TEXT = 3  # characters of a task


@dataclass(frozen=True, slots=True)
class _Task:
    who: str
    text: str
    due: str


def led(reading: Reading, room: Room) -> Iterator[tuple[Span, Fact]]:
    """Each task of such lines, with the words that it rests on."""
    covered = [(table.start, table.end) for table in reading.document.tables]
    lines = [
        span
        for match in re.finditer(r"[^\n]+", reading.text)
        if (span := reading.trimmed(Span(match.start(), match.end()))).end > span.start
        and not any(start <= span.start < end for start, end in covered)
    ]
    heads = [at for at, line in enumerate(lines) if _HEADING.fullmatch(reading.quote(line))][:_MOST_HEADS]
    for at in heads:
        yield from _below(reading, room, lines[at + 1 : at + 1 + _MOST_LINES])
    for line in lines:
        label = _LABEL.match(reading.text, line.start, line.end)
        if label and reading.visible(line):
            for found in _behind(label["rest"], room):
                yield line, _fact(reading, found, line)


def _below(reading: Reading, room: Room, lines: list[Span]) -> Iterator[tuple[Span, Fact]]:
    """The tasks of the lines below a heading, up to the first line that is led by nobody."""
    for line in lines:
        words = reading.quote(line)
        mark = _MARK.match(words)
        found = _led(words, room) if not (mark and mark.end()) else None  # lists with marks are read elsewhere
        if found is None:
            return
        if reading.visible(line) and not NOTHING.fullmatch(found.text):
            yield line, _fact(reading, found, line)


def _behind(rest: str, room: Room) -> list[_Task]:
    """The tasks that stand one behind the other after a label, where each of several is led by somebody."""
    for parted, one in ((_PARTED, _led), (_SENTENCES, _bracketed)):
        pieces = [piece for piece in parted.split(rest) if piece.strip(" .")]
        tasks = [found for piece in pieces if (found := one(piece, room))]
        if 1 < len(pieces) == len(tasks):
            return tasks
    return []


def _led(words: str, room: Room) -> _Task | None:
    """Who a line begins with, what follows and by when; None where it begins with nobody."""
    words = " ".join(words.split("\n")).strip(" *_")
    longest = _WHO.match(words)
    if longest is None:
        return None
    ends = [match.end() for match in re.finditer(r"\S+", longest[0])]
    for end in reversed(ends):
        who, gap = words[:end].rstrip(":,;*_"), _GAP.match(words, len(words[:end].rstrip(":,;*_")))
        if gap is None or not _somebody(who, room, apart=bool(gap["set"])):
            continue
        text = words[gap.end() :].strip(" *_")
        tail = _TAIL.search(text)
        due = tail["due"].strip() if tail else ""
        text = text[: tail.start()] if tail and tail.start() >= _LEAST_TEXT else text
        return _Task(who, text.strip(" .,;–-"), due or text) if len(text) >= _LEAST_TEXT and text[0].isalnum() else None
    return None


def _bracketed(words: str, room: Room) -> _Task | None:
    """A task with its name and day behind it: "key list (PV, 20 June)"."""
    match = _BEHIND.fullmatch(words.strip())
    known = match is not None and _somebody(match["who"], room, apart=True)
    return _Task(match["who"], match["text"], match["due"]) if match and known else None


def _somebody(who: str, room: Room, *, apart: bool) -> bool:
    """Whether words are who does it: somebody of the room; where a mark sets them apart also a name, post or initials."""
    if room.knows(who, strict=True):
        return True
    return apart and bool(is_person(who) or is_role(who) or _INITIALS.fullmatch(who))


def _fact(reading: Reading, found: _Task, line: Span) -> Fact:
    due = found.due if found.due == found.text else f"by {found.due}"
    return task(reading, found.text, "", found.who, "", [line], due=due)
