"""The documents that the asker may see: a list to filter, and what is known of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from assistant.document_state import state_of
from assistant.web.answers import Source, source
from assistant.web.navigation import Page
from assistant.web.pages.evidence import number
from assistant.web.site import Site, parse_day
from assistant.web.sources import known
from assistant.web.text import STRENGTHS, day
from evidence.citing import Citer
from evidence.lexical import analyse
from evidence.model import StoredDocument
from evidence.view import View

PAGE = Page("documents", "Documents", "/documents", 70)

_ON_A_PAGE = 100
_MOST_FACTS = 300
_TELLING = frozenset({"written", "issued", "effective", "approved", "unknown"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in the list."""

    document: StoredDocument
    folder: str
    kind: str
    strength: str
    day: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is narrowed to; "" or ``None`` is everything."""

    words: str = ""
    folder: str = ""
    kind: str = ""
    strength: str = ""
    since: date | None = None
    until: date | None = None

    def admits(self, each: Listed) -> bool:
        """Whether a document passes."""
        chosen = ((self.folder, each.folder), (self.kind, each.kind), (self.strength, each.strength))
        if any(wanted and wanted != found for wanted, found in chosen):
            return False
        first, last = (self.since or date.min).isoformat(), (self.until or date.max).isoformat()
        if (self.since or self.until) and not (each.day and first <= each.day <= last):
            return False
        said = f"{each.document.title} {each.document.doc_id}"
        return not self.words or set(analyse(self.words)) <= set(analyse(said))


def routes(site: Site) -> APIRouter:
    """``/documents`` and ``/documents/{doc_id}``."""
    router = site.router()
    pages = _Pages(site)
    router.get("/documents")(pages.list)
    router.get("/documents/{doc_id:path}")(pages.document)
    return router


class _Pages:
    def __init__(self, site: Site) -> None:
        self._site = site

    def list(self, request: Request) -> Response:
        """Every document that the asker may see, narrowed as the address says."""
        who = self._site.who(request)
        given = request.query_params
        chosen = Filter(
            given.get("q", "").strip()[:200],
            given.get("folder", ""),
            given.get("kind", ""),
            given.get("strength", ""),
            parse_day(given.get("since", "")),
            parse_day(given.get("until", "")),
        )
        known_by = self._site.known_by(request)
        everything = [listed(each) for each in self._site.service.view(who, known_by=known_by).documents()]
        found = [each for each in everything if chosen.admits(each)]
        pages = max(1, -(-len(found) // _ON_A_PAGE))
        page = min(max(number(given.get("page")) or 1, 1), pages)
        return self._site.render(
            request,
            "documents.html",
            who=who,
            page="documents",
            known_by=known_by,
            documents=found[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE],
            found=len(found),
            total=len(everything),
            chosen=chosen,
            choices=_choices(everything),
            at=page,
            pages=pages,
            url=lambda other: _url(given, other),
            failures=self._failures() if who.may("administer") else [],
        )

    def document(self, request: Request, doc_id: str) -> Response:
        """What is known of one document: dates, strength, and every fact that was read from it."""
        who = self._site.who(request)
        view = self._site.service.view(who)
        document = view.document(doc_id)
        parsed = view.parsed(document.rowid)
        facts, more = _facts(view, document)
        return self._site.render(
            request,
            "document.html",
            who=who,
            page="documents",
            about=known(document, parsed),
            listed=listed(document),
            facts=facts,
            more=more,
            held=[each for each in view.documents() if each.parent == document.key.path],
        )

    def _failures(self) -> Any:
        return self._site.parts.admin.status().get("failures", [])


def listed(document: StoredDocument) -> Listed:
    """A document as the list shows it."""
    path = document.doc_id.partition("#")[0]
    days = [each.value.isoformat() for each in document.metadata.dates if each.kind in _TELLING]
    return Listed(
        document,
        folder=path.rpartition("/")[0].split("/")[0] if "/" in path else "",
        kind=document.parser.partition("/")[0],
        strength=state_of(document).value,
        day=max(days, default=""),
    )


def _choices(everything: list[Listed]) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen in each filter, with how many documents it has."""
    folders = Counter(each.folder for each in everything if each.folder)
    kinds = Counter(each.kind for each in everything)
    strengths = Counter(each.strength for each in everything if STRENGTHS.get(each.strength))
    return {
        "folder": [(name, f"{name} ({count})") for name, count in sorted(folders.items())],
        "kind": [(name, f"{name} ({count})") for name, count in sorted(kinds.items())],
        "strength": [(name, f"{STRENGTHS[name]} ({strengths[name]})") for name in STRENGTHS if strengths.get(name)],
    }


def _facts(view: View, document: StoredDocument) -> tuple[list[tuple[str, list[tuple[str, str]], Source]], int]:
    """Kind, named values and source of the facts that were read from a document; and how many more there are."""
    citer = Citer(view)
    found = [fact for kind in view.fact_kinds() for fact in view.facts(kind) if fact.document == document.rowid]
    found.sort(key=lambda fact: (fact.fact.spans[0].start, fact.kind))
    shown = []
    for fact in found[:_MOST_FACTS]:
        said = [(name.replace("_", " "), value) for name, value in fact.fact.fields.items() if value]
        said += [(name, day(value)) for name, value in fact.fact.dates.items() if value and name != "written"]
        shown.append((fact.kind.replace("_", " "), said, source(citer.fact(fact).as_json(), "")))
    return shown, max(0, len(found) - _MOST_FACTS)


def _url(given: Any, page: int) -> str:
    return "/documents?" + urlencode([*((k, v) for k, v in given.multi_items() if k != "page"), ("page", page)])
