"""Passages in, statements out: the stretches a reader would quote, each with exact offsets.

A statement is a sentence, a table row, or a run of list items under one heading. What it is
*scored by* (``reading``) names its section and, for a row, its columns; what is *quoted* is only
ever ``document.text[start:end]``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from evidence.model import Origin, ParsedDocument, StoredPassage
from evidence.sentences import sentence_spans

_MAX_BLOCK = 1_500  # characters of a list quoted whole
_TITLE_WORDS = 10
_PLACE = 220  # characters of what a passage is found by, its end: the nearest headings
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_MARKS = re.compile(r"(\*\*|__|`|~~|^#{1,6}\s+|^\s*>\s?)", re.M)
_ITEM = re.compile(r"\s*(?:[-*+•▪◦–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+")
_WORDS = re.compile(r"\w")
_PRONOUN = re.compile(r"\W*(?:it|its|they|their|these|he|she|his|her|both|this|such (?:an? )?\w+)\b", re.I)
_LEAD = 300  # characters of a sentence that is read with the one after it
_ASKS = re.compile(r"\?\W*(?:\([^()?]*\)\W*)?$")  # with nothing behind it but what may be filled in


@dataclass(frozen=True, slots=True)
class Statement:
    """A quotable stretch of one passage. Offsets are into the document's canonical text.

    ``kind`` is ``sentence``, ``title``, ``row`` or ``list`` (``section`` for a longer stretch around one of them);
    ``plain`` the words without light markup. ``before`` is the statement right before it in the passage, if it is no
    row: "Declined." says of what only with it; ``before_start`` is where that begins.
    """

    passage: StoredPassage
    start: int
    end: int
    kind: str
    plain: str
    reading: str
    before: str = ""
    before_start: int = -1


def statements(passage: StoredPassage, parsed: Callable[[], ParsedDocument] | None = None) -> list[Statement]:
    """The statements of a passage, in reading order; lists come after the items they hold.

    ``parsed`` gives the passage's document where the rows of a table cannot be told from its lines (JSON,
    quoted line breaks); without it such rows are read as lines.
    """
    if passage.origin is Origin.CELL:
        return _rows(passage, parsed)
    spans = [(span.start, span.end) for span in sentence_spans(passage.text, 0, len(passage.text))]
    found = [
        _statement(passage, start, end, "title" if _is_title(passage.text, start, end) else "sentence")
        for start, end in spans
        if _worth(passage.text[start:end])
    ]
    found = [
        _after(last, each) if last is not None else each for last, each in zip([None, *found], found, strict=False)
    ]
    found.extend(_statement(passage, start, end, "list") for start, end in _lists(passage.text, spans))
    return found


def _after(last: Statement, statement: Statement) -> Statement:
    """``statement`` with the one right before it, and read together with it where it begins with a pronoun for what
    that one names: "It meets monthly" says of which body only so."""
    told = replace(statement, before=last.plain, before_start=last.start)
    if statement.kind != "sentence" or last.kind != "sentence" or not _PRONOUN.match(statement.plain):
        return told
    return replace(told, reading=f"{last.reading} {statement.plain}") if len(last.plain) <= _LEAD else told


_JOINED = re.compile(r"(?<=[^\W_])_(?=[^\W_])")


def in_place(statement: Statement) -> str:
    """The statement as a cross-encoder reads it: behind what its passage is found by (path, title, day, headings).

    Words that a key joins (``live_since``) are read as words.
    """
    told = " ".join(statement.passage.context.split())[-_PLACE:]
    return f"{told} | {_JOINED.sub(' ', statement.reading)}"


def plain(text: str) -> str:
    """``text`` without light markup, on one line: for scoring and matching, never for quoting."""
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", text)).split())


def _is_title(text: str, start: int, end: int) -> bool:
    """Whether a statement names or asks, and says nothing: a question, or a line of a few words without a full stop."""
    if _ASKS.search(text[start:end]):
        return True
    line = text.rfind("\n", 0, start) + 1
    words = text[start:end]
    alone = not text[line:start].strip("# \t") and text[end : end + 1] in ("", "\n")
    return alone and len(words.split()) <= _TITLE_WORDS and not re.search(r"[.!?:;|,]|\d{4,}$", words.rstrip())


def _worth(text: str) -> bool:
    return bool(_WORDS.search(text))


def _statement(passage: StoredPassage, start: int, end: int, kind: str, row: str = "") -> Statement:
    words = row or plain(passage.text[start:end])
    heading = (passage.section or "").split(" > ")[-1]
    reading = words if not heading or heading.lower() in words.lower() else f"{heading}: {words}"
    return Statement(passage, passage.start + start, passage.start + end, kind, words, reading)


def _rows(passage: StoredPassage, parsed: Callable[[], ParsedDocument] | None) -> list[Statement]:
    """One statement a row; its reading is the body's line, where columns are named."""
    lines, bodies = passage.text.split("\n"), passage.body.split("\n")
    if len(lines) != len(bodies):
        spans = _table_rows(parsed(), passage) if parsed else []
        tail = bodies[len(bodies) - len(spans) :]
        if spans and len(tail) == len(spans):
            return [_statement(passage, *span, "row", body) for span, body in zip(spans, tail, strict=True)]
        bodies = [""] * len(lines)
    found, offset = [], 0
    for line, body in zip(lines, bodies, strict=True):
        start = offset + len(line) - len(line.lstrip())
        end = offset + len(line.rstrip())
        header = offset == 0 and len(lines) > 1 and body == " ".join(line.split())
        if _worth(line) and not header:
            found.append(_statement(passage, start, end, "row", body.strip()))
        offset += len(line) + 1
    return found


def _table_rows(document: ParsedDocument, passage: StoredPassage) -> list[tuple[int, int]]:
    """The spans of the table rows inside a passage, relative to it."""
    rows = [row for table in document.tables for row in table.rows]
    inside = (row for row in rows if passage.start <= row.start and row.end <= passage.end)
    return [(row.start - passage.start, row.end - passage.start) for row in sorted(inside, key=lambda row: row.start)]


def _lists(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of two or more list items, with the line that introduces them when it ends in a colon."""
    runs: list[tuple[int, int]] = []
    index = 0
    while index < len(spans):
        last = index
        while last < len(spans) and _is_item(text, spans[last][0]):
            last += 1
        if last - index >= 2 and spans[last - 1][1] - spans[index][0] <= _MAX_BLOCK:
            first = (
                index - 1 if index and text[spans[index - 1][0] : spans[index - 1][1]].rstrip().endswith(":") else index
            )
            runs.append((spans[first][0], spans[last - 1][1]))
        index = max(last, index + 1)
    return runs


def _is_item(text: str, start: int) -> bool:
    """Whether a statement begins a list item: the marker may lie inside or just before the span."""
    line = text.rfind("\n", 0, start) + 1
    match = _ITEM.match(text, line)
    return bool(match) and match.end() >= start >= line if match else False
