"""Labels of controlled documents that have no colon: "Policy owner" alone on its line above the name, "Approved by   the Council"
in columns of blanks, "Approval date and body 3 May 2031, Senate" in one run, as pages of the web and of PDF files give them.

One such line may be a heading or a stray word: two labels near each other are a block. See ``bare_pairs``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Mark, ParsedDocument, Span
from ingest.facts.pairs import Pair, label_of

_NAMES = frozenset(
    {
        "owner",
        "author",
        "approver",
        "approved",
        "effective",
        "next_review",
        "last_review",
        "cadence",
        "version",
        "number",
    }
    | {"status", "supersedes"}
)
_DATED = frozenset({"approver", "approved", "effective", "next_review", "last_review"})
_HEAD, _FOOT = 2_500, 1_200  # characters at the ends of a document in which it describes itself
_FAR = 420  # characters between two labels of one block
_LONGEST, _MOST_LABEL = 110, 50  # characters of a value, and of a label
_LINE = re.compile(r"^[ \t>]*(?P<words>\S[^\n]*)", re.M)
_ALONE = re.compile(r"[*_]{0,3}(?P<label>[^\W\d_][\w ./()&’'-]{2,50}?)[ \t]*:?[*_]{0,3}:?")
_COLUMNS = re.compile(r"(?P<label>[^\W\d_][\w ./()&’'-]{2,50}?)(?:[ ]{2,}|[ ]?\t+)(?P<value>\S.*)")
_RUN = re.compile(r"(?P<label>[^\W\d_][\w/&-]+(?: [\w/&-]+){1,6}?) (?P<value>(?=[^\n]*\d)[^a-z\n].{3,70})")
_UNSEEN = (Mark.HIDDEN, Mark.INSTRUCTION, Mark.FRONT_MATTER, Mark.COMMENT)


def bare_pairs(document: ParsedDocument, coloned: tuple[Pair, ...]) -> Iterator[Pair]:
    """The labels without a colon and their values, in reading order, where two stand near each other or near one with a colon."""
    found = list(_found(document))
    others = [pair.span for pair in coloned if pair.name in _NAMES and pair.origin == "text"]
    for pair in found:
        around = [*others, *(each.span for each in found if each is not pair)]
        near = any(-_FAR <= span.start - pair.span.start <= _FAR for span in around)
        if near and not _twice(found, pair):
            yield pair


def _twice(found: list[Pair], pair: Pair) -> bool:
    """Whether a label stands there several times, as the columns of a list do."""
    return sum(each.label.lower() == pair.label.lower() for each in found) > 1


def _found(document: ParsedDocument) -> Iterator[Pair]:
    text, covered = document.text, _covered(document)
    lines = [
        match
        for start, end in _edges(len(text))
        for match in _LINE.finditer(text, start, end)
        if not any(first <= match.start("words") < last for first, last in covered)
    ]
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else None
        yield from _alone(text, line, below) or _beside(text, line)


def _edges(length: int) -> list[tuple[int, int]]:
    return [(0, length)] if length <= _HEAD + _FOOT else [(0, _HEAD), (length - _FOOT, length)]


def _covered(document: ParsedDocument) -> list[tuple[int, int]]:
    """What is in tables or not seen, near the ends of the document."""
    found = [(note.start, note.end) for note in document.annotations if note.mark in _UNSEEN]
    found += [(table.start, table.end) for table in document.tables]
    return [each for each in found if each[0] < _HEAD or each[1] > len(document.text) - _FOOT]


def _alone(text: str, line: re.Match[str], below: re.Match[str] | None) -> list[Pair]:
    """A label that has its line for itself, above its value."""
    match = _ALONE.fullmatch(line["words"].rstrip())
    name = label_of(match["label"]) if match else ""
    if match is None or below is None or name not in _NAMES:
        return []
    gap = text[line.end() : below.start("words")]
    value = below["words"].strip("*_ ")
    if gap.count("\n") > 2 or not _is_value(value):
        return []
    at = text.find(value, below.start("words"))
    return [_pair(name, match["label"], value, line.start("words"), at)]


def _beside(text: str, line: re.Match[str]) -> list[Pair]:
    """A label with its value on the same line, behind a run of blanks or, for a day, one blank."""
    for pattern, names in ((_COLUMNS, _NAMES), (_RUN, _DATED)):
        match = pattern.fullmatch(line["words"].rstrip())
        name = label_of(match["label"]) if match else ""
        if match and name in names and _is_value(match["value"]):
            at = line.start("words") + match.start("value")
            return [_pair(name, match["label"], match["value"], line.start("words"), at)]
    return []


def _is_value(words: str) -> bool:
    """Whether words may be a value: few, no label themselves, no heading and no sentence."""
    if not words or len(words) > _LONGEST or words[0] in "#|[<{-•" or label_of(words.rstrip(":")) in _NAMES:
        return False
    return not words.endswith((":", "?")) and not (words.endswith(".") and len(words.split()) > 6)


def _pair(name: str, label: str, value: str, start: int, at: int) -> Pair:
    return Pair(name, label, value, Span(start, at + len(value)), Span(at, at + len(value)), "text")
