"""The ledger: what was asked, answered and decided, and whether nothing of it was changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from assistant.api.routes.ledger import may_see
from assistant.service import Identity
from assistant.web.choices import address, words
from assistant.web.navigation import Page
from assistant.web.pages.evidence import number
from assistant.web.site import Site
from assistant.web.working import working
from evidence.record import Entry

PAGE = Page("ledger", "Ledger", "/ledger", 85, act="audit")

KINDS = ("answer", "feedback", "decision", "export", "access", "redaction", "retention")
_ON_A_PAGE = 50
_READ = 500
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """An entry with what it says in one line, and all of it."""

    entry: Entry
    says: str
    content: str


def routes(site: Site) -> APIRouter:
    """``/ledger``; ``?verify=1`` checks it."""
    router = site.router()
    router.get("/ledger")(working(_Pages(site).ledger))
    return router


class _Pages:
    def __init__(self, site: Site) -> None:
        self._site = site

    def ledger(self, request: Request) -> Response:
        """The newest entries that the reader may see, and the check when it was asked for."""
        who = self._site.who(request, "audit")
        ledger = self._site.service.record.ledger
        sequence, chain = ledger.head()
        kind, asker = words(request, "kind"), words(request, "asker")
        before = number(words(request, "before")) or sequence + 1
        found, more = self._entries(who, before, kind if kind in KINDS else "", asker)
        return self._site.render(
            request,
            "ledger.html",
            who=who,
            page="ledger",
            lines=[Line(each, _says(each), _content(each.content)) for each in found],
            older=address("/ledger", kind=kind, asker=asker, before=found[-1].sequence) if more else "",
            head=(sequence, chain),
            kinds=[(name, name.capitalize()) for name in KINDS],
            kind=kind,
            asker=asker,
            verified=ledger.verify() if words(request, "verify") else None,
            checkpoints=ledger.checkpoints()[-5:],
        )

    def _entries(self, who: Identity, before: int, kind: str, asker: str) -> tuple[list[Entry], bool]:
        """Entries before a number, newest first, and whether there are more."""
        ledger = self._site.service.record.ledger
        found: list[Entry] = []
        while before > 1 and len(found) <= _ON_A_PAGE:
            after = max(0, before - 1 - _READ)
            read = ledger.entries(after, _READ, kind or None, asker or None)
            found += [each for each in reversed(read) if each.sequence < before and may_see(who, each)]
            before = after + 1
        return found[:_ON_A_PAGE], len(found) > _ON_A_PAGE


def _says(entry: Entry) -> str:
    content: Mapping[str, Any] = entry.content or {}
    if entry.content is None:
        return "redacted"
    if entry.kind == "answer":
        return str(content.get("question", ""))
    if entry.kind == "decision":
        subject = str(content.get("subject", "")).replace("|", " ")
        return f"{content.get('kind', '')} {subject}: {content.get('verdict', '')}"
    if entry.kind == "feedback":
        return f"{content.get('verdict', '')}: {content.get('note') or content.get('question') or ''}"
    if content.get("pack"):
        return f"evidence pack: {content.get('title', '')}"
    named = ("act", "report", "register", "name", "form", "reason")
    return ", ".join(str(content[name]) for name in named if content.get(name))


def _content(content: Mapping[str, Any] | None) -> str:
    if content is None:
        return ""
    text = json.dumps(content, ensure_ascii=False, indent=1, default=str)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}\n… ({len(text):,} characters)"
