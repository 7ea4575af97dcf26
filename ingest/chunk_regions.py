"""The regions of a document: stretches that no passage may leave.

A region has one page, one origin and is hidden or not. Table rows form regions of their own
with the header that stands above them; everything else is cut where a page, a comment, a
signature, speaker notes or hidden text begins or ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from evidence.model import Annotation, Mark, Origin, Page, ParsedDocument, Row, Span, Table

_WORD = re.compile(r"[^\W_]")
_ORIGINS = (  # the first that applies wins
    (Mark.SIGNATURE, Origin.SIGNATURE),
    (Mark.COMMENT, Origin.COMMENT),
    (Mark.NOTES, Origin.NOTES),
    (Mark.HEADER, Origin.HEADER),
    (Mark.FRONT_MATTER, Origin.HEADER),
    (Mark.OCR, Origin.OCR),
)
_MARKS = frozenset(mark for mark, _ in _ORIGINS) | {Mark.HIDDEN}


@dataclass(frozen=True, slots=True)
class Region:
    """``text[start:end]``, without white space at its ends; ``rows`` are those of ``table``, in order."""

    start: int
    end: int
    page: int | None = None
    origin: Origin = Origin.TEXT
    hidden: bool = False
    table: Table | None = None
    rows: tuple[Row, ...] = ()


def has_words(text: str, start: int, end: int) -> bool:
    """Whether there is a letter or a digit in ``text[start:end]``."""
    return _WORD.search(text, start, end) is not None


def inline_comments(document: ParsedDocument) -> tuple[Annotation, ...]:
    """Comments inside a line or a table row: passages of their own that do not cut what they stand in."""
    text = document.text
    rows = _Cover(Span(row.start, row.end) for table in document.tables for row in table.rows)
    return tuple(
        note
        for note in _readable(document)
        if note.mark is Mark.COMMENT and (rows.holds(note.start, note.end) or _inside_line(text, note))
    )


def regions(document: ParsedDocument) -> list[Region]:
    """The regions of ``document`` that hold a letter or a digit, in order and without overlap.

    Inline comments (``inline_comments``) are left in the region around them.
    """
    inline = set(inline_comments(document))
    notes = [note for note in _readable(document) if note not in inline]
    runs = _row_runs(document, _Cover(Span(note.start, note.end) for note in notes if note.mark is Mark.HIDDEN))
    painted = _paint(document, notes, runs)
    return sorted([*runs, *painted], key=lambda region: region.start)


def _readable(document: ParsedDocument) -> Iterator[Annotation]:
    for note in document.annotations:
        if note.mark in _MARKS and note.end <= len(document.text) and has_words(document.text, note.start, note.end):
            yield note


def _inside_line(text: str, note: Annotation) -> bool:
    begin = text.rfind("\n", 0, note.start) + 1
    stop = text.find("\n", note.end)
    return has_words(text, begin, note.start) or has_words(text, note.end, len(text) if stop < 0 else stop)


class _Cover:
    """Which stretches lie within one of some spans (touching ones are joined)."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans, key=lambda item: item.start):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def holds(self, start: int, end: int) -> bool:
        found = bisect_right(self._starts, start) - 1
        return found >= 0 and end <= self._ends[found]


class _Pages:
    """The page that holds a stretch wholly."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._pages = sorted(pages, key=lambda page: page.start)
        self._starts = [page.start for page in self._pages]

    def holding(self, start: int, end: int) -> Page | None:
        found = bisect_right(self._starts, start) - 1
        return self._pages[found] if found >= 0 and end <= self._pages[found].end else None


def _row_runs(document: ParsedDocument, hidden: _Cover) -> list[Region]:
    pages = _Pages(document.pages)
    found = [run for table in document.tables for run in _runs(document, table, hidden, pages)]
    kept: list[Region] = []
    for run in sorted(found, key=lambda region: (region.start, region.end)):
        if not kept or run.start >= kept[-1].end:
            kept.append(run)
    return kept


def _runs(document: ParsedDocument, table: Table, hidden: _Cover, pages: _Pages) -> Iterator[Region]:
    """Rows that follow each other with no words between them, on one page, all hidden or all not.

    A row that lies on two pages is left out here and so becomes text, which pages cut.
    """
    text = document.text
    run = Region(table.start, table.start, table=table)
    rows: list[Row] = []
    for row in sorted(table.rows, key=lambda item: item.start):
        page = pages.holding(row.start, row.end)
        lost = bool(document.pages) and page is None
        if lost or row.end > len(text) or (rows and row.start < rows[-1].end):
            continue
        if not has_words(text, row.start, row.end):
            continue
        unseen = row.hidden or table.hidden or hidden.holds(row.start, row.end)
        origin = Origin.OCR if page and page.ocr else Origin.CELL
        following = replace(run, page=page.number if page else None, origin=origin, hidden=unseen)
        if rows and (following != run or has_words(text, rows[-1].end, row.start)):
            yield _closed(document, run, rows, pages, hidden)
            rows = []
        run = following
        rows.append(row)
    if rows:
        yield _closed(document, run, rows, pages, hidden)


def _closed(document: ParsedDocument, run: Region, rows: list[Row], pages: _Pages, hidden: _Cover) -> Region:
    """The run over ``rows``, begun at the table's header where that stands right above them."""
    start, table = rows[0].start, run.table
    assert table is not None
    if table.header_start < table.header_end <= start and run.hidden == (
        table.hidden or hidden.holds(table.header_start, table.header_end)
    ):
        page = pages.holding(table.header_start, start)
        beside = not has_words(document.text, table.header_end, start)
        if beside and (page.number if page else None) == run.page:
            start = table.header_start
    return replace(run, start=start, end=rows[-1].end, rows=tuple(rows))


@dataclass(frozen=True, slots=True)
class _Change:
    """Something begins (+1) or ends (-1) at ``at``: a page, a mark, or a run of rows."""

    at: int
    step: int
    what: Page | Mark | None


def _paint(document: ParsedDocument, notes: Iterable[Annotation], runs: Iterable[Region]) -> list[Region]:
    """What lies outside ``runs``, cut where its page, origin or visibility changes."""
    active: Counter[Page | Mark | None] = Counter()
    painted: list[Region] = []
    before, crossed = 0, False
    for change in _changes(document, notes, runs):
        if change.at > before:
            if active[None]:
                crossed = True
            elif has_words(document.text, before, change.at):
                region = _region(active, before, change.at)
                if (
                    painted
                    and not crossed
                    and replace(region, start=painted[-1].start) == replace(painted[-1], end=region.end)
                ):
                    painted[-1] = replace(painted[-1], end=region.end)
                else:
                    painted.append(region)
                crossed = False
            before = change.at
        active[change.what] += change.step
        if not active[change.what]:
            del active[change.what]
    return [_stripped(document.text, region) for region in painted]


def _changes(document: ParsedDocument, notes: Iterable[Annotation], runs: Iterable[Region]) -> list[_Change]:
    length = len(document.text)
    spans: list[tuple[int, int, Page | Mark | None]] = [(page.start, page.end, page) for page in document.pages]
    spans += [(note.start, note.end, note.mark) for note in notes]
    spans += [(run.start, run.end, None) for run in runs]
    changes = [_Change(min(start, length), 1, what) for start, _, what in spans]
    changes += [_Change(min(end, length), -1, what) for _, end, what in spans]
    return sorted([*changes, _Change(length, 0, None)], key=lambda change: (change.at, change.step))


def _region(active: Counter[Page | Mark | None], start: int, end: int) -> Region:
    pages = [what for what in active if isinstance(what, Page)]
    page = max(pages, key=lambda item: item.start, default=None)
    plain = Origin.OCR if page and page.ocr else Origin.TEXT
    origin = next((origin for mark, origin in _ORIGINS if active[mark]), plain)
    return Region(start, end, page.number if page else None, origin, bool(active[Mark.HIDDEN]))


def _stripped(text: str, region: Region) -> Region:
    words = text[region.start : region.end]
    start = region.start + len(words) - len(words.lstrip())
    return replace(region, start=start, end=start + len(words.strip()))
