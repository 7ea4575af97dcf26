"""Tasks written as a line of their own with labels below or behind it: "Mend the gate / Owner: A. Roth / Due: 3 May 2031"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span
from ingest.facts.reading import Reading
from ingest.facts.statements import numbered
from ingest.facts.tasks import NOTHING, task

_OWNER = r"(?:action )?owner|who|responsible|assigned to|assignee|lead|by whom"
_DUE = r"due(?: date| by| on)?|by when|when|deadline|target(?: date)?|complete by|by"
_STATUS = r"status|state|progress"
_ANY = rf"(?i:{_OWNER}|{_DUE}|{_STATUS})[*_]{{0,2}}[ \t]*:"
_CARD = re.compile(
    rf"^[ \t>]*(?:#{{1,6}}[ \t]+|(?:[-*+•–]|\d{{1,2}}[.)])[ \t]+)?(?P<text>(?!{_ANY})[^\n|:]{{8,200}}?)[.;,]?"
    rf"(?P<labels>(?:[ \t]*\n[ \t>]*(?:[-*+•–][ \t]+)?|[ \t]+)[*_]{{0,2}}{_ANY}[^\n|]*(?:\n[ \t>]*(?:[-*+•–][ \t]+)?[*_]{{0,2}}{_ANY}[^\n|]*)*)",
    re.M,
)
_PART = re.compile(
    rf"(?:^|[\s,;.(*_-])(?:(?P<owner>(?i:{_OWNER}))|(?P<due>(?i:{_DUE}))|(?P<status>(?i:{_STATUS})))[*_]{{0,2}}[ \t]*:[*_ \t]*"
    rf"(?P<value>[^\n]*?)[ \t.;,)]*(?=\n|$|[\s,;.(]+[*_]{{0,2}}{_ANY})"
)
_TICK = re.compile(r"\[(?P<done>[ xX✓])\]\s*")
_TASKS = re.compile(r"\b(?:actions?|tasks?|follow-?ups?|to-?dos?|next steps?)\b", re.I)
_OTHER = re.compile(
    r"\b(?:corrective|preventive|nonconformit\w+|risks?|treatments?|audits?|capa|findings?|objectives?|template)\b",
    re.I,
)


def cards(reading: Reading, held: bool) -> Iterator[tuple[Span, Fact]]:
    """Such tasks with the span of each, in minutes (``held``) and in notes that call themselves a list of tasks."""
    if _OTHER.search(reading.title) or not (held or _TASKS.search(reading.title)):
        return
    covered = [(table.start, table.end) for table in reading.document.tables]
    for match in _CARD.finditer(reading.text):
        span = reading.trimmed(Span(match.start(), match.end()))
        said: dict[str, str] = {}
        for part in _PART.finditer(match["labels"]):
            name = next(each for each in ("owner", "due", "status") if part[each])
            said.setdefault(name, part["value"].strip(" *_–—-"))
        owner, words = said.get("owner", ""), match["text"].strip(" *_#–—-")
        if tick := _TICK.match(words):
            said.setdefault("status", "done" if tick["done"].strip() else "open")
            words = words[tick.end() :]
        if len(said) < 2 or not _filled(owner) or _OTHER.search(reading.section(span.start)):
            continue
        if any(start <= span.start < end for start, end in covered) or not reading.visible(span):
            continue
        number, begins = numbered(words)
        yield (
            span,
            task(reading, words[begins:], number, owner, said.get("status", ""), [span], due=said.get("due", "")),
        )


def _filled(owner: str) -> bool:
    return not NOTHING.fullmatch(owner) and not re.match(r"[\[<_]", owner)
