"""What a passage is found by beside its words: path, title, date and headings. None of it is ever quoted."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from evidence.clean import clean
from evidence.model import Annotation, Mark, ParsedDocument, Row, Table
from ingest.metadata import main_date, path_words
from ingest.outline import HeadingPath
from ingest.tokens import LONGEST_TOKEN, count_tokens, fits

_WORD = re.compile(r"\w+")
_LEAST_PATH = 8  # tokens of the path that stay whatever else there is


def about(document: ParsedDocument, path: str, budget: int) -> str:
    """The words that every passage of a document shares: path, main date, title where it adds something.

    In a short budget the date is kept whole, the title may take a third, and of the path the end stays: the name of
    the file says more than the folders above it.
    """
    if document.metadata.properties.get("row") == "true":
        work = document.metadata.properties.get("document", "")
        return " ".join(part for part in (work, document.metadata.title) if part)
    place, day, title = path_words(path), main_date(document.metadata), document.metadata.title
    dated = f"{day.isoformat()} {_spoken(day)}" if day else ""
    title = "" if _words(title) <= _words(place) else _within(title, budget // 3)
    left = budget - count_tokens(f"\n{dated}\n{title}")
    return "\n".join(part for part in (_within(place, max(left, _LEAST_PATH), last=True), dated, title) if part)


def context_of(shared: str, path: HeadingPath, caption: str, budget: int) -> str:
    """``shared`` and the headings above a passage, innermost kept when the budget is short."""
    titles = [*path, caption] if caption and caption not in path else list(path)
    while len(titles) > 1 and not fits(" > ".join(titles), budget):
        titles.pop(0)
    return "\n".join(part for part in (shared, _within(" > ".join(titles), budget)) if part)


class Reader:
    """The words of a document without its markup, stretch by stretch."""

    def __init__(self, document: ParsedDocument) -> None:
        self._text = document.text
        self._markup = _Lookup([note for note in document.annotations if note.mark is Mark.MARKUP])
        self._hidden = _Lookup([note for note in document.annotations if note.mark is Mark.HIDDEN])

    def prose(self, start: int, end: int) -> str:
        """``text[start:end]`` without markup; the text itself where nothing else is there."""
        return clean(self._text, self._markup.touching(start, end), start, end) or self._text[start:end]

    def rows(self, table: Table, rows: Sequence[Row]) -> str:
        """One line a row: ``Column: value; Column: value``. Hidden cells of rows that are not hidden are left out."""
        return "\n".join(self._row(table, row) for row in rows)

    def header(self, start: int, end: int, body: str) -> str:
        """The words that stand above the rows in ``text[start:end]``; "" when ``body`` says them all."""
        lines = (line.replace("|", " ").split() for line in self.prose(start, end).split("\n") if _WORD.search(line))
        header = " ".join(word for line in lines for word in line)
        return "" if _words(header) <= _words(body) else header

    def _row(self, table: Table, row: Row) -> str:
        unseen = row.hidden or table.hidden or self._hides(row.start, row.end)
        parts = []
        for cell in row.cells:
            if not unseen and self._hides(cell.start, cell.end):
                continue
            value = " ".join(self.prose(cell.start, cell.end).split())
            name = table.header[cell.column].strip() if cell.column < len(table.header) else ""
            parts.append(f"{name}: {value}" if name else value)
        return "; ".join(parts) or " ".join(self.prose(row.start, row.end).split())

    def _hides(self, start: int, end: int) -> bool:
        return any(note.start <= start and end <= note.end for note in self._hidden.touching(start, end))


class _Lookup:
    """Annotations by place, so that each passage need not look at those of the whole document."""

    def __init__(self, notes: Sequence[Annotation]) -> None:
        self._notes = sorted(notes, key=lambda note: note.start)
        self._starts = [note.start for note in self._notes]
        self._reach = list(accumulate((note.end for note in self._notes), max))

    def touching(self, start: int, end: int) -> list[Annotation]:
        """Those that share a character with ``[start, end)``, and perhaps some that do not."""
        return self._notes[bisect_right(self._reach, start) : bisect_left(self._starts, end)]


def _spoken(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _within(text: str, budget: int, *, last: bool = False) -> str:
    """The first (or last) words of ``text`` that fit ``budget`` tokens."""
    if fits(text, budget):
        return text
    reach = budget * LONGEST_TOKEN
    words = text[-reach:].split()[-budget:] if last else text[:reach].split()[:budget]

    def some(number: int) -> str:
        return " ".join(words[len(words) - number :] if last else words[:number])

    kept = bisect_left(range(1, len(words) + 1), True, key=lambda number: not fits(some(number), budget))
    return some(kept) or text[: budget // 4]  # no character has more than four tokens
