"""Documents: what they are, their passages, words, pages and files. What may not be seen does not exist."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import Field

from assistant.api.context import core, identity, work
from assistant.api.errors import BadRequest
from assistant.api.fields import Shown
from assistant.api.models import Page
from assistant.api.paging import Cursor, Limit, page_of
from assistant.api.problems import declared
from assistant.api.steady import steady
from assistant.originals import document_page, reading
from evidence.lexical import analyse
from evidence.model import Span, StoredDocument, StoredPassage
from evidence.view import View

router = APIRouter(tags=["documents"])
_MOST_CHARACTERS = 200_000
_MOST_SPANS = 50

Start = Annotated[int | None, Query(ge=0, le=2**53, description="First character (from 0) of the canonical text.")]
End = Annotated[int | None, Query(ge=0, le=2**53, description="The character after the last.")]
Spans = Annotated[
    list[str] | None,
    Query(alias="span", description="What to highlight, as `start-end`; repeatable.", max_length=_MOST_SPANS),
]


class DateShown(Shown):
    """A date that the document states of itself."""

    kind: str
    value: str


class DocumentShown(Shown):
    """A document."""

    doc_id: str
    title: str
    sha256: str = Field(description="SHA-256 of the bytes that were ingested.")
    parser: str
    characters: int
    passages: int
    parent: str | None = Field(description="The document that holds it, for attachments and messages.")
    source: str
    version: str
    author: str
    language: str
    dates: list[DateShown]


class PassageShown(Shown):
    """A stretch of a document that search finds."""

    passage_id: str
    ordinal: int
    start: int
    end: int
    text: str
    page: int | None
    section: str | None
    sheet: str | None
    origin: str
    hidden: bool


class TextShown(Shown):
    """Canonical text, to which all offsets refer."""

    doc_id: str
    sha256: str
    start: int
    end: int
    characters: int = Field(description="Length of the whole.")
    text: str


class ReadingShown(Shown):
    """A document, or a window of it, as blocks with the words asked for marked."""

    doc_id: str
    title: str
    sha256: str
    parser: str
    characters: int
    start: int
    end: int
    before: int | None
    after: int | None
    blocks: list[dict[str, Any]]
    outline: list[dict[str, Any]]
    page: int | None
    pages: int
    found: bool


_PNG: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The page with the words highlighted. `X-Note` says what could not be marked.",
        "content": {"image/png": {"schema": {"type": "string", "format": "binary"}}},
    }
}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file as it was ingested, always as a download.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get("/documents", response_model=Page[DocumentShown])
def documents(
    request: Request,
    q: Annotated[str | None, Query(max_length=200, description="Words of title or path.")] = None,
    doc_id: Annotated[str | None, Query(max_length=2_000, description="This one alone.")] = None,
    source: Annotated[str | None, Query(max_length=256)] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Any:
    """The documents that you may see, by source and path."""
    found = _view(request).documents()
    words = set(analyse(q)) if q else set()
    kept = [
        each
        for each in found
        if (source is None or each.key.source == source)
        and (doc_id is None or each.doc_id == doc_id)
        and (not words or words <= set(analyse(f"{each.title} {each.key.path}")))
    ]
    return page_of(kept, lambda each: each.doc_id, cursor, limit, shown)


@router.get("/documents/{doc_id:path}/passages", response_model=Page[PassageShown])
def passages(request: Request, doc_id: str, cursor: Cursor = None, limit: Limit = 50) -> Any:
    """The passages of a document, in reading order."""

    def found() -> list[StoredPassage]:
        view = _view(request)
        return view.passages(view.document(doc_id).rowid)

    return page_of(
        steady(found),
        lambda each: str(each.ordinal),
        cursor,
        limit,
        lambda each: {
            "passage_id": each.passage_id,
            "ordinal": each.ordinal,
            "start": each.start,
            "end": each.end,
            "text": each.text,
            "page": each.page,
            "section": each.section,
            "sheet": each.sheet,
            "origin": each.origin.value,
            "hidden": each.hidden,
        },
    )


@router.get("/documents/{doc_id:path}/text", response_model=TextShown)
def text(request: Request, doc_id: str, start: Start = None, end: End = None) -> Any:
    """A range of the canonical text; of a long document the first 200,000 characters of the range."""

    def found() -> tuple[StoredDocument, str]:
        view = _view(request)
        one = view.document(doc_id)
        return one, view.text(one.rowid)

    document, whole = steady(found)
    first = min(start or 0, len(whole))
    last = min(len(whole) if end is None else end, len(whole), first + _MOST_CHARACTERS)
    if last < first:
        raise BadRequest("`end` is before `start`")
    return {
        "doc_id": document.doc_id,
        "sha256": document.sha256,
        "start": first,
        "end": last,
        "characters": len(whole),
        "text": whole[first:last],
    }


@router.get("/documents/{doc_id:path}/reading", response_model=ReadingShown)
async def read(request: Request, doc_id: str, span: Spans = None, around: Start = None) -> Any:
    """A document to be read, the words asked for marked: around them, where it is long."""
    wanted = spans_of(span)
    made = await work(request, lambda: reading(_view(request), doc_id, wanted, around=around).as_json())
    return made


@router.get(
    "/documents/{doc_id:path}/pages/{page}.png",
    response_class=Response,
    responses={**_PNG, **declared(410, 502)},
)
async def page_image(
    request: Request,
    doc_id: str,
    page: int,
    span: Spans = None,
    scale: Annotated[float, Query(ge=0.5, le=4.0, description="Pixels a point.")] = 1.6,
) -> Response:
    """A page of a PDF or a picture, the words of the spans highlighted."""
    parts, wanted = core(request).parts, spans_of(span)
    made = await work(
        request,
        lambda: document_page(
            _view(request), parts.originals, parts.pictures, doc_id, page, wanted, scale=round(scale, 1)
        ),
    )
    return Response(made.png, media_type="image/png", headers={"X-Note": made.note.encode("ascii", "replace").decode()})


@router.get("/documents/{doc_id:path}/original", response_class=Response, responses={**_FILE, **declared(410)})
async def original(request: Request, doc_id: str) -> Response:
    """The file as it was ingested; refused when it has changed since."""
    parts, who = core(request).parts, identity(request)
    found = await work(request, lambda: parts.originals.original(parts.service.view(who), doc_id))
    disposition = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
    headers = {
        "Content-Disposition": disposition,
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Media-Type": found.media_type,
        "X-SHA256": found.sha256,
    }
    return Response(found.data, media_type="application/octet-stream", headers=headers)


@router.get("/documents/{doc_id:path}", response_model=DocumentShown)
def document(request: Request, doc_id: str) -> Any:
    """One document."""
    return shown(_view(request).document(doc_id))


def shown(document: StoredDocument) -> dict[str, Any]:
    """A document as the API shows it; its access labels are nobody's business."""
    about = document.metadata
    return {
        "doc_id": document.doc_id,
        "title": document.title,
        "sha256": document.sha256,
        "parser": document.parser,
        "characters": document.characters,
        "passages": document.passages,
        "parent": document.parent,
        "source": document.key.source,
        "version": about.version,
        "author": about.author,
        "language": about.language,
        "dates": [{"kind": str(each.kind), "value": each.value.isoformat()} for each in about.dates],
    }


def spans_of(given: list[str] | None) -> tuple[Span, ...]:
    """Spans as ``start-end``. Raises ``BadRequest`` for another form."""
    found = []
    for each in given or ():
        start, dash, end = each.partition("-")
        numbers = start.isascii() and start.isdigit() and end.isascii() and end.isdigit()
        if not dash or not numbers or len(each) > 40 or int(start) > int(end):
            raise BadRequest(f"{each[:40]!r} is not a span", remedy="Write it as start-end, such as 120-164.")
        found.append(Span(int(start), int(end)))
    return tuple(found)


def _view(request: Request) -> View:
    return core(request).parts.service.view(identity(request))
