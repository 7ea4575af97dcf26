"""Evidence packs to take away: of an answer, a conversation, a requirement or a report."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from assistant.api.context import work
from assistant.packs import AnswerOf, ClauseOf, ConversationOf, ReportOf, Wanted
from assistant.service import Identity
from assistant.web.navigation import Action, Page
from assistant.web.pages.evidence import number
from assistant.web.site import Site, parse_day
from evidence.errors import QuestionError
from evidence.record import Missing

PAGE: Page | None = None


def routes(site: Site) -> APIRouter:
    """``/packs``: a form with ``kind`` and what belongs to it; ``parts.html`` has a button for each (``pack``)."""
    router = site.router()

    async def pack(
        request: Request,
        kind: Annotated[str, Form()],
        sequence: Annotated[str, Form()] = "",
        conversation: Annotated[str, Form()] = "",
        framework: Annotated[str, Form()] = "",
        ref: Annotated[str, Form()] = "",
        name: Annotated[str, Form()] = "",
        period: Annotated[str, Form()] = "",
        as_of: Annotated[str, Form()] = "",
        known_by: Annotated[str, Form()] = "",
    ) -> Response:
        """The pack as a file. The ledger notes that it was made."""
        who = site.who(request, "export")
        packer = site.parts.packer
        if packer is None:
            raise Missing("no packs are made here", remedy="Use `vouch pack` on the machine that holds the archive.")
        wanted: Wanted
        if kind == "answer":
            wanted = AnswerOf(number(sequence) or 0)
        elif kind == "conversation":
            wanted = ConversationOf(conversation)
        elif kind == "clause":
            wanted = ClauseOf(framework, ref, parse_day(as_of), parse_day(known_by))
        elif kind == "report":
            days = parse_day(as_of), parse_day(known_by)
            wanted = ReportOf(name, (framework,) if framework else (), period or None, *days)
        else:
            raise QuestionError(f"{kind!r} is nothing to make a pack of")
        made = await work(request, packer.export, who, wanted)
        headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
        return Response(made.data, media_type="application/zip", headers=headers)

    router.post("/packs", response_model=None)(pack)
    return router


def on_answer(site: Site, who: Identity, sequence: int) -> list[Action]:
    """A button beside an answer, where packs are made and the reader may take them away."""
    if site.parts.packer is None or not who.may("export"):
        return []
    return [Action("Evidence pack", "/packs", (("kind", "answer"), ("sequence", str(sequence))))]
