"""Lists of documents: pages and registers that give several works a row each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from evidence.families import Edition, Family
from evidence.findings import Context
from evidence.model import Span
from evidence.titles import numbers_in

GONE_WORDS = re.compile(
    r"(?i)\b(?:withdrawn|superseded|obsolete|repealed|archived|retired|replaced|merged|no longer)\b"
)
"""What a row says of a document that is no longer in force."""
_LONGEST_ROW = 300
_TELLING = re.compile(r"(?i)\b(?:notices?|announce\w*|communicat\w*|made known|told to|published to|sent to)\b")
_NOTHING = re.compile(
    r"(?i)^\W*(?:none|no(?: \w+)?|not? (?:\w+ )?(?:found|sent|made|announced)|never|nothing|not yet)"
    r"\W*(?:found|sent)?\W*$"
)
_REGISTERS = ("approval", "ownership", "review")  # a page with these is kept for those who control documents


def listed_for_staff(context: Context, family: Family, edition: Edition) -> bool:
    """Whether a page that is no register of document control lists the edition since its approval."""
    if edition.approved is None:
        return False
    control = {fact.document for kind in _REGISTERS for fact in context.facts(kind)}
    return any(page not in control for page, _ in rows_listing(context, family, edition, edition.approved))


def rows_listing(context: Context, family: Family, edition: Edition, ended: date) -> Iterator[tuple[int, Span]]:
    """The rows in which documents written after a day list an edition beside several other works."""
    title = re.sub(r"\s+", " ", family.title).casefold()
    for document in context.documents:
        written = context.written(document)
        if document in edition.documents or written is None or not ended < written <= context.today:
            continue
        text = context.text(document)
        if title not in text.casefold() and not (family.number and family.number in text):
            continue
        lines = list(_short_lines(text))
        hits = [span for span in lines if _is_row(family, edition, title, text[span.start : span.end])]
        if hits and _lists_several(context, family, [text[span.start : span.end] for span in lines]):
            yield document, hits[0]


def _short_lines(text: str) -> Iterator[Span]:
    for match in re.finditer(r"[^\n]+", text):
        if match.end() - match.start() <= _LONGEST_ROW:
            yield Span(match.start(), match.end())


def _is_row(family: Family, edition: Edition, title: str, line: str) -> bool:
    named = title in line.casefold() or bool(family.number and family.number in numbers_in(line))
    only = len(family.editions) == 1
    version = bool(edition.version) and re.search(rf"(?<![\d.]){re.escape(edition.version)}(?![\d.])", line)
    return named and bool(version or only) and not GONE_WORDS.search(line) and not line.rstrip().endswith(".")


def _lists_several(context: Context, family: Family, lines: list[str]) -> bool:
    """Whether other works stand in rows of their own: at least three, as in a list of documents."""
    found: set[str] = set()
    for line in lines:
        named = context.entities.families.named_in(line) - {family.key}
        if len(named) == 1 and not line.rstrip().endswith("."):
            found |= named
    return len(found) >= 3


def untold_rows(context: Context) -> Iterator[tuple[int, str, Span]]:
    """Rows of tables with a column for announcements whose cell says that there is none: document, first cell, row."""
    for document in context.documents:
        written = context.written(document)
        text = context.text(document)
        if (written is not None and written > context.today) or not _TELLING.search(text):
            continue
        yield from ((document, *row) for row in _untold(text))


def _untold(text: str) -> Iterator[tuple[str, Span]]:
    header: list[str] = []
    start = 0
    for kept in text.splitlines(keepends=True):
        line, begin = kept.rstrip("\r\n"), start
        start += len(kept)
        cells = line.split(" | ")
        if len(cells) < 2 or not header:
            header = cells if len(cells) > 1 else []
            continue
        at = next((place for place, name in enumerate(header) if place and _TELLING.search(name)), None)
        if at is not None and len(cells) == len(header) and _NOTHING.match(cells[at]):
            yield cells[0], Span(begin, begin + len(line))
