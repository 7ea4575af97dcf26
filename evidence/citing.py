"""Citations of spans: the words, and where they stand. Documents are read once a ``Citer``."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import asdict, dataclass
from typing import Any

from evidence.model import Mark, Origin, ParsedDocument, Row, Span, StoredDocument, StoredFact, StoredPassage, Strength
from evidence.view import View

_ORIGINS = {
    Mark.OCR: Origin.OCR,
    Mark.SIGNATURE: Origin.SIGNATURE,
    Mark.COMMENT: Origin.COMMENT,
    Mark.NOTES: Origin.NOTES,
    Mark.HEADER: Origin.HEADER,
}


@dataclass(frozen=True, slots=True)
class Words:
    """A citation with the keys of the contract; always ``quote == text[start:end]`` of the version ``sha256``."""

    doc_id: str
    title: str
    page: int | None
    section: str | None
    sheet: str | None
    cell: str | None
    origin: str
    start: int
    end: int
    quote: str
    sha256: str
    strength: str
    passage_id: str

    def as_json(self) -> dict[str, Any]:
        """The contract's object."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Read:
    document: StoredDocument
    parsed: ParsedDocument
    passages: tuple[StoredPassage, ...]
    starts: tuple[int, ...]


class Citer:
    """Cites spans of a view's documents."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._documents: dict[int, StoredDocument] | None = None
        self._read: dict[int, _Read] = {}

    def fact(self, fact: StoredFact, which: int = 0) -> Words:
        """The words that a fact rests on; ``which`` of its spans."""
        return self.span(fact.document, fact.fact.spans[which], fact.fact.strength)

    def span(self, document: int, span: Span, strength: Strength = Strength.UNKNOWN) -> Words:
        """The words of a span of a document, by rowid."""
        read = self._reading(document)
        passage = self._passage(read, span)
        return Words(
            doc_id=read.document.doc_id,
            title=read.document.title,
            page=_page(read.parsed, span.start),
            section=passage.section if passage else None,
            sheet=passage.sheet if passage else None,
            cell=_cells(read.parsed, span),
            origin=_origin(read.parsed, span, passage),
            start=span.start,
            end=span.end,
            quote=read.parsed.text[span.start : span.end],
            sha256=read.document.sha256,
            strength=strength.value,
            passage_id=passage.passage_id if passage else "",
        )

    def _reading(self, document: int) -> _Read:
        if document not in self._read:
            if self._documents is None:
                self._documents = {each.rowid: each for each in self._view.documents()}
            passages = tuple(self._view.passages(document))
            starts = tuple(passage.start for passage in passages)
            self._read[document] = _Read(self._documents[document], self._view.parsed(document), passages, starts)
        return self._read[document]

    def _passage(self, read: _Read, span: Span) -> StoredPassage | None:
        at = bisect_right(read.starts, span.start) - 1
        if at >= 0:
            return read.passages[at]
        return read.passages[0] if read.passages else None


def _page(document: ParsedDocument, offset: int) -> int | None:
    return next((page.number for page in document.pages if page.start <= offset < page.end), None)


def _cells(document: ParsedDocument, span: Span) -> str | None:
    for table in document.tables:
        if table.start <= span.start < table.end:
            refs = [cell.ref for row in table.rows if _touches(row, span) for cell in row.cells
                    if cell.ref and cell.start < span.end and span.start < cell.end]  # fmt: skip
            return None if not refs else refs[0] if len(refs) == 1 else f"{refs[0]}:{refs[-1]}"
    return None


def _touches(row: Row, span: Span) -> bool:
    return row.start < span.end and span.start < row.end


def _origin(document: ParsedDocument, span: Span, passage: StoredPassage | None) -> str:
    for note in document.annotations:
        if note.mark in _ORIGINS and note.start <= span.start and span.end <= note.end:
            return _ORIGINS[note.mark].value
    if any(table.start <= span.start < table.end for table in document.tables):
        return Origin.CELL.value
    return passage.origin.value if passage else Origin.TEXT.value
