"""The source of a statement, opened at its words: as text, and as the page's picture where there is one."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from assistant.web.errors import trouble
from assistant.web.navigation import Page
from assistant.web.site import Site
from assistant.web.sources import Opened, opened
from assistant.web.text import document_path
from evidence.errors import QuestionError, UnknownDocument
from evidence.model import Span
from evidence.view import View

PAGE: Page | None = None

_MOST_SPANS = 50


def routes(site: Site) -> APIRouter:
    """``/evidence/{doc_id}``: the contract's link to words."""
    router = site.router()
    router.get("/evidence/{doc_id:path}")(_Pages(site).evidence)
    return router


class _Pages:
    def __init__(self, site: Site) -> None:
        self._site = site

    def evidence(self, request: Request, doc_id: str) -> Response:
        """The document, scrolled to the words: a page of its own, or the part that stands beside an answer."""
        who = self._site.who(request)
        view = self._site.service.view(who)
        given = request.query_params
        try:
            found = opened(
                view,
                self._site.parts.originals,
                self._site.parts.pictures,
                doc_id,
                spans_of(request),
                sha256=given.get("sha", ""),
                show=given.get("show", ""),
                page=number(given.get("page")),
                around=number(given.get("around")),
            )
        except UnknownDocument:
            return self._gone(request, view, doc_id)
        return self._site.render(
            request, "evidence.html", who=who, page="documents", opened=found, link=Link(found, request)
        )

    def _gone(self, request: Request, view: View, doc_id: str) -> Response:
        state = view.resolve(doc_id, request.query_params.get("sha") or None)
        if state in ("superseded", "withdrawn"):
            words = "The version that was cited is no longer in the archive: its file was removed or replaced."
            return self._site.error(request, trouble(410, words, "Ask again to see what the documents say now."))
        return self._site.error(request, trouble(404))


class Link:
    """Addresses of the document that is open: other pages of it, the other way of showing it, its original."""

    def __init__(self, found: Opened, request: Request) -> None:
        self._path = document_path(found.known.document.doc_id)
        self._sha = request.query_params.get("sha", "")
        self._spans = [(name, str(value)) for span in found.spans for name, value in _named(span)]
        self._cited = found

    def show(self, way: str, page: int | None = None) -> str:
        """As ``text`` or ``page``, at the same words, or at another page of it."""
        chosen = [("page", str(page))] if page else []
        return f"/evidence/{self._path}?{urlencode([*self._spans, ('show', way), *chosen])}#mark"

    def around(self, offset: int) -> str:
        """Another stretch of a long document."""
        query = urlencode([*self._spans, ("show", "text"), ("around", str(offset))])
        return f"/evidence/{self._path}?{query}#at-{offset}"

    def at(self, start: int, end: int) -> str:
        """The document at other words."""
        return f"/evidence/{self._path}?{urlencode([('start', start), ('end', end)])}#mark"

    @property
    def here(self) -> str:
        """The document's page of evidence, without words."""
        return f"/evidence/{self._path}"

    @property
    def whole(self) -> str:
        """This very page, to be opened by itself or sent to somebody."""
        query = [*self._spans, *([("sha", self._sha)] if self._sha else [])]
        return f"/evidence/{self._path}?{urlencode(query)}#mark" if query else f"/evidence/{self._path}"

    @property
    def picture(self) -> str:
        """The picture of the page that is shown."""
        spans = urlencode([("span", f"{span.start}-{span.end}") for span in self._cited.spans])
        return f"/api/v1/documents/{self._path}/pages/{self._cited.page}.png?{spans}"

    @property
    def original(self) -> str:
        """The file as it was ingested."""
        return f"/api/v1/documents/{self._path}/original"

    @property
    def about(self) -> str:
        """What is known of the document."""
        return f"/documents/{self._path}"


def spans_of(request: Request) -> tuple[Span, ...]:
    """The words that an address names: pairs of ``start`` and ``end``. Raises ``QuestionError``."""
    starts, ends = (request.query_params.getlist(name) for name in ("start", "end"))
    if len(starts) != len(ends):
        raise QuestionError("the address does not say where the words begin and end")
    try:
        return tuple(Span(int(start), int(end)) for start, end in zip(starts, ends, strict=True))[:_MOST_SPANS]
    except ValueError as error:
        raise QuestionError("the address does not name a stretch of text") from error


def number(words: str | None) -> int | None:
    """A number of an address, ``None`` where there is none."""
    return int(words) if words and words.isascii() and words.isdigit() and len(words) < 12 else None


def _named(span: Span) -> tuple[tuple[str, int], tuple[str, int]]:
    return ("start", span.start), ("end", span.end)
