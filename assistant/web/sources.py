"""A document as the evidence page shows it: what is known of it, its words, and the picture of its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.document_state import state_of
from assistant.originals import (
    Originals,
    Picture,
    Pictures,
    Reading,
    document_page,
    has_pictures,
    read,
)
from evidence.errors import VouchError
from evidence.model import DocumentDate, Mark, ParsedDocument, Span, StoredDocument
from evidence.view import View

_ORIGINS = {
    "text": "in the text",
    "cell": "in a cell",
    "ocr": "read from a scan",
    "signature": "in a signature",
    "comment": "in a comment",
    "notes": "in the notes",
    "path": "in the file name",
    "header": "in the header",
}


@dataclass(frozen=True, slots=True)
class Stated:
    """A date that a document states of itself, as words: what for, the ISO day, and where it stands."""

    kind: str
    day: str
    origin: str
    url_span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document besides its words."""

    document: StoredDocument
    strength: str
    version: str
    author: str
    dates: tuple[Stated, ...]
    warnings: tuple[str, ...]
    hidden: int
    instructions: int


@dataclass(frozen=True, slots=True)
class Opened:
    """One document opened at some words. Either ``reading`` or ``picture`` is there; ``trouble`` says why no picture.

    ``changed``: the words were cited from another version than the one shown.
    """

    known: Known
    spans: tuple[Span, ...]
    reading: Reading | None
    picture: Picture | None
    page: int | None
    pages: int
    drawable: bool
    changed: bool
    trouble: str = ""


def opened(
    view: View,
    originals: Originals,
    pictures: Pictures,
    doc_id: str,
    spans: Sequence[Span] = (),
    *,
    sha256: str = "",
    show: str = "",
    page: int | None = None,
    around: int | None = None,
) -> Opened:
    """``doc_id`` of the view at ``spans``. ``show`` is ``page`` or ``text``; without it a page where one can be drawn.

    Raises ``UnknownDocument`` for what the view does not show.
    """
    document = view.document(doc_id)
    parsed = view.parsed(document.rowid)
    drawable = has_pictures(parsed)
    number = page or _page_of(parsed, spans) if drawable else None
    picture, trouble = None, ""
    if number and show != "text":
        try:
            picture = document_page(view, originals, pictures, document.doc_id, number, spans)
        except VouchError as error:
            trouble = f"{error}. {error.remedy}".strip()
    return Opened(
        known=known(document, parsed),
        spans=tuple(spans),
        reading=None if picture else read(document, parsed, spans, around=around),
        picture=picture,
        page=number,
        pages=len(parsed.pages),
        drawable=drawable,
        changed=bool(sha256) and sha256 != document.sha256,
        trouble=trouble,
    )


def known(document: StoredDocument, parsed: ParsedDocument) -> Known:
    """What is known of a document."""
    marks = [note.mark for note in parsed.annotations]
    metadata = document.metadata
    return Known(
        document=document,
        strength=state_of(document).value,
        version=metadata.version,
        author=metadata.author,
        dates=tuple(_stated(each) for each in metadata.dates),
        warnings=parsed.warnings,
        hidden=marks.count(Mark.HIDDEN),
        instructions=marks.count(Mark.INSTRUCTION),
    )


def _stated(date: DocumentDate) -> Stated:
    day = date.value.isoformat()
    kind = "dated" if date.kind == "unknown" else date.kind
    span = (date.start, date.end) if date.end > date.start else None
    return Stated(kind, day[:7] if date.precision == "month" else day, _ORIGINS.get(date.origin.value, ""), span)


def _page_of(parsed: ParsedDocument, spans: Sequence[Span]) -> int | None:
    start = spans[0].start if spans else 0
    return next((page.number for page in parsed.pages if page.start <= start < max(page.end, 1)), None)
