"""Tasks of which minutes give only the name, behind what was said: "Action: Clerk", "Clerk to action", "(Action JB)"."""

from __future__ import annotations

import re

from evidence.model import Span
from ingest.facts.reading import Reading
from ingest.facts.room import Room
from ingest.facts.statements import Statement
from ingest.facts.tasks import NOTHING
from ingest.facts.terse import Note

_LABEL = re.compile(
    r"(?:^|[\s(\[*_])actions?(?:\s+(?:by|for|on|with))?[*_]{0,3}\s*[:–—-]\s*[*_]{0,3}(?P<who>[^:;\n()\[\]]{2,60}?)"
    r"(?P<due>,?\s+(?:by|before|due)\s[^:;\n()\[\]]{3,30}?)?[*_)\].\s]*$",
    re.I,
)
_TO_ACTION = re.compile(
    r"(?:^|[.;,–—(\[-]\s*)[*_]{0,3}(?P<who>[^\W\d_a-z][^:;.\n()\[\]]{1,40}?)\s+(?:to|will)\s+(?:action|progress|follow\s+up|take\s+forward)"
    r"(?:\s+(?:this|it|accordingly))?(?P<due>,?\s+(?:by|before)\s[^:;.\n()\[\]]{3,30}?)?[*_)\].\s]*$"
)
_BARE = re.compile(r"(?:^|[\s(\[*_])ACTIONS?\s+(?P<who>[A-Z]{2,4}(?:\s?[/&+,]\s?[A-Z]{2,4}){0,3})(?P<due>)[*_)\].\s]*$")
_LABELLED = re.compile(r"\W*\w+\s*:")
_DECIDED = re.compile(r"\W*(?:resolved|agreed|decided|decision|resolution|approved|outcome)\b", re.I)
_LEAST = 3  # words of what was said before the name
_STOP = re.compile(r"(?<=[\w)][.!])\s+(?=[^\W\d_a-z])")


def marked(reading: Reading, one: Statement, room: Room) -> Note | None:
    """The task that a statement ends with as a name alone; its text is the sentence before the name."""
    words = reading.quote(one.span)
    match = _LABEL.search(words) or _BARE.search(words) or _TO_ACTION.search(words)
    if match is None or one.heading or NOTHING.fullmatch(match["who"]):
        return None
    who = match["who"].strip(" *_.,")
    if not room.knows(who, strict=True) or not who[:1].isupper() or re.search(r"\b(?:to|will|shall)\b", who):
        return None
    said = _STOP.split(" ".join(words[: match.start()].split()).strip(" *_–—-(["))[-1]
    due = (match["due"] or "").strip(" ,")
    if len(said.split()) >= _LEAST:
        return Note(said, who, due, one.span)
    before = None if said else _above(reading, one)
    return Note(reading.quote(before), who, due, Span(before.start, one.span.end)) if before else None


def _above(reading: Reading, one: Statement) -> Span | None:
    """The sentence above, at most one blank line away, if it is of some words and itself no label."""
    above = reading.sentence_before(one.span.start)
    if above is None or reading.text.count("\n", above.end, one.span.start) > 2:
        return None
    words = reading.quote(above)
    titled = any(head.start <= above.start < head.end for head in reading.document.headings)
    plain = (
        not _LABEL.search(words)
        and (not _LABELLED.match(words) or _DECIDED.match(words))
        and words.rstrip(" *_")[-1:] in '.;)”"'
    )
    return above if plain and not titled and len(words.split()) > _LEAST else None
