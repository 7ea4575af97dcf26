"""The stretch to quote where one sentence is not enough: the section, paragraph or table that a statement stands in."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.statements import Statement, plain
from evidence.clean import clean
from evidence.model import Mark, ParsedDocument, Table

_PARAGRAPH = re.compile(r"\n\s*\n")
_EXAMPLE = re.compile(r"(?:^\W*|(?<=[.!?:;]) )(?:for (?:example|instance)\b|e\.g\.|examples?(?: [\dA-Z])?\s*:)", re.I)
_EXAMPLES = re.compile(r"(?:^\W*|(?<=[.!?:;]) )(?:for (?:example|instance)|e\.g\.|examples?(?: [\dA-Z])?)\s*:", re.I)
_SAMPLE = re.compile(r"\W*(?:worked |sample |illustrative )?examples?\b(?: \w+)?\W*$|sample text", re.I)
_FOLLOWS = re.compile(r"\W*(?:therefore|thus|hence|so|accordingly|in this (?:case|example)|this means)\b", re.I)
_ENDS = (".", "!", "?", ":", ";")
_LIST = 1_500  # characters of a list that is quoted with the line that announces it
_NEVER = (Mark.HIDDEN, Mark.INSTRUCTION)


def veiled(document: ParsedDocument, start: int, end: int) -> bool:
    """Whether any of ``[start, end)`` is hidden from a reader or addresses a machine: it may not answer."""
    return any(note.mark in _NEVER and note.start < end and start < note.end for note in document.annotations)


def around(statement: Statement, document: ParsedDocument, limit: int) -> Statement:
    """The section or table of ``statement`` in at most ``limit`` characters; else the paragraphs nearest to it.

    The statement itself is returned where nothing more can be quoted: what is hidden or instructs is never taken in.
    """
    table = next((t for t in document.tables if t.start <= statement.start < t.end and not t.hidden), None)
    start, end = _whole(table) if table else (0, limit + 1)
    if table and end - start <= limit:
        pass  # the table with its header
    elif statement.kind == "row":
        return statement
    else:
        start, end = _grown(statement, document, limit)
    return _quoted(statement, document, start, end)


def exemplary(statement: Statement) -> bool:
    """Whether a statement tells of an example, not of what is so: it says so itself, or what leads to it does."""
    passage = statement.passage
    heading = (passage.section or "").split(" > ")[-1]
    if _EXAMPLE.match(statement.plain) or _SAMPLE.match(heading):
        return True
    above = passage.text[: max(0, statement.start - passage.start)]
    paragraph = _PARAGRAPH.split(above)[-1]
    words = plain(paragraph)
    return bool(_EXAMPLES.search(words) or (_EXAMPLE.search(words) and _FOLLOWS.match(statement.plain)))


def worded(document: ParsedDocument, start: int, end: int) -> str:
    """The words without markup; a heading that opens them is parted from what it is the heading of."""
    opening = next((heading for heading in document.headings if heading.start == start and heading.end < end), None)
    if opening is None:
        return clean(document.text, document.annotations, start, end).strip()
    title = clean(document.text, document.annotations, start, opening.end).strip()
    rest = clean(document.text, document.annotations, opening.end, end).strip()
    return f"{title}{'' if title[-1:] in _ENDS else ':'}\n\n{rest}" if title and rest else title or rest


def _whole(table: Table) -> tuple[int, int]:
    return min(table.start, table.header_start or table.start), table.end


def _grown(statement: Statement, document: ParsedDocument, limit: int) -> tuple[int, int]:
    first, last = _section(statement, document)
    if last - first <= limit:
        return first, last
    paragraphs = _paragraphs(document.text, first, last)
    here = [place for place, (a, b) in enumerate(paragraphs) if a < statement.end and statement.start < b]
    if not here:
        return statement.start, statement.end
    low, high = here[0], here[-1]
    start, end = paragraphs[low][0], paragraphs[high][1]
    if end - start > limit:
        return statement.start, statement.end
    while True:
        if high + 1 < len(paragraphs) and paragraphs[high + 1][1] - start <= limit:
            high += 1
        elif low and end - paragraphs[low - 1][0] <= limit:
            low -= 1
        else:
            return start, _announced(document.text, paragraphs[high : high + 2])
        start, end = paragraphs[low][0], paragraphs[high][1]


def _announced(text: str, paragraphs: list[tuple[int, int]]) -> int:
    """The end of the first of ``paragraphs``; of the next where the first ends in a colon, that is, announces it."""
    start, end = paragraphs[-1]
    announces = text[slice(*paragraphs[0])].rstrip().endswith(":")
    return end if announces and end - start <= _LIST else paragraphs[0][1]


def _section(statement: Statement, document: ParsedDocument) -> tuple[int, int]:
    """From the heading above the statement, or the end of the front matter above it, to the next heading."""
    above = [heading for heading in document.headings if heading.start <= statement.start]
    below = [heading.start for heading in document.headings if heading.start >= statement.end]
    front = [note.end for note in document.annotations if note.mark is Mark.FRONT_MATTER]
    start = max((*(heading.start for heading in above), *(end for end in front if end <= statement.start)), default=0)
    return start, min(below, default=len(document.text))


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found, position = [], start
    for gap in _PARAGRAPH.finditer(text, start, end):
        if gap.start() > position:
            found.append((position, gap.start()))
        position = gap.end()
    return [*found, (position, end)] if position < end else found


def _quoted(statement: Statement, document: ParsedDocument, start: int, end: int) -> Statement:
    text = document.text
    while start < statement.start and text[start].isspace():
        start += 1
    while end > statement.end and text[end - 1].isspace():
        end -= 1
    if (start, end) == (statement.start, statement.end) or veiled(document, start, end):
        return statement
    words = plain(text[start:end])
    return replace(statement, start=start, end=end, kind="section", plain=words, reading=words)
