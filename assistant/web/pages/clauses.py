"""Requirements and their evidence: the matrix with its empty cells, and a page for each requirement."""

from __future__ import annotations

from collections import Counter
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from assistant.clause_decisions import STATUSES, subject
from assistant.clauses import Evidence, passage_words, place_of
from assistant.reports.clauses import OTHER
from assistant.reports.report import Bar
from assistant.service import Identity
from assistant.service.deciding import requirement_of
from assistant.service.reading import decided, made_by
from assistant.web.choices import Chosen, address, back_to, chosen, framework_named, words
from assistant.web.mapping import HEADINGS, STATES, Line, Mapping
from assistant.web.navigation import Page
from assistant.web.site import Site
from assistant.web.working import working
from evidence.errors import QuestionError, UnknownDocument
from evidence.frameworks import Requirement
from evidence.record import Decision
from evidence.view import View

PAGE = Page("clauses", "Clauses", "/clauses", 30)

_ALL = (*HEADINGS, OTHER)
_LONGEST = 4_000
_SHOWN = ("gaps", "signed", "stale")


def routes(site: Site) -> APIRouter:
    """``/clauses``, ``/clauses/{framework}/{ref}``, and the forms of a requirement."""
    router = site.router()
    pages = _Pages(site)
    router.get("/clauses")(working(pages.matrix))
    router.get("/clauses/{framework}/{ref}")(working(pages.clause))
    router.post("/clauses/{framework}/{ref}/signoff", response_model=None)(pages.sign)
    router.post("/clauses/{framework}/{ref}/mapping", response_model=None)(pages.correct)
    return router


class _Pages:
    def __init__(self, site: Site) -> None:
        self._site = site
        self._service = site.service

    def matrix(self, request: Request) -> Response:
        """Requirement by kind of evidence."""
        who = self._site.who(request)
        about = chosen(self._site, request, who)
        lines = Mapping(about).lines()
        show = words(request, "show")
        kept = [each for each in lines if show not in _SHOWN or _passes(each, show)]
        counts = Counter(each.state for each in lines)
        bars = [Bar(said, counts[state], str(counts[state]), tone) for state, (tone, said) in STATES.items()]
        return self._site.render(
            request,
            "clauses.html",
            who=who,
            page="clauses",
            as_of=about.as_of,
            known_by=about.known_by,
            chosen=about,
            headings=HEADINGS,
            lines=kept,
            total=len(lines),
            bars=bars,
            show=show,
            signed=sum(each.signed is not None for each in lines),
            stale=sum(each.stale for each in lines),
            states=STATES,
            statuses=STATUSES,
            clause_path=clause_path,
        )

    def clause(self, request: Request, framework: str, ref: str) -> Response:
        """One requirement: its evidence, what is missing, and what people said of it."""
        who = self._site.who(request)
        framework_named(who, framework)
        _, requirement = requirement_of(who, framework, ref)
        about = chosen(self._site, request, who, framework)
        mapping = Mapping(about)
        mapped = mapping.clauses.of(requirement)
        order = about.framework.assessable
        at = order.index(requirement) if requirement in order else -1
        groups = mapping.grouped(mapped)
        return self._site.render(
            request,
            "clause.html",
            who=who,
            page="clauses",
            as_of=about.as_of,
            known_by=about.known_by,
            chosen=about,
            requirement=requirement,
            line=mapping.line(mapped),
            groups=[
                (_ALL.index(heading), heading, mapping.papers(pieces), len(pieces))
                for heading, pieces in _ordered(groups).items()
            ],
            spoken=mapping.spoken(requirement, self._service.embedder),
            absent=[heading for heading in HEADINGS if heading not in groups],
            expected=[(each.what, each.required, bool(mapped.of(each))) for each in requirement.expects],
            corrections=self._corrections(about, requirement),
            history=self._signoffs(about, requirement),
            documents=about.view.documents() if who.may("decide") else [],
            within=[each for each in about.framework.below(requirement.ref) if each is not requirement],
            before=order[at - 1] if at > 0 else None,
            after=order[at + 1] if 0 <= at < len(order) - 1 else None,
            states=STATES,
            statuses=STATUSES,
            clause_path=clause_path,
            can_pack=self._site.parts.packer is not None and who.may("export"),
        )

    async def sign(
        self,
        request: Request,
        framework: str,
        ref: str,
        status: Annotated[str, Form()],
        reason: Annotated[str, Form()] = "",
        owner: Annotated[str, Form()] = "",
        due: Annotated[str, Form()] = "",
        next: Annotated[str, Form()] = "",
    ) -> Response:
        """Sign the status of a requirement, as the reader sees its evidence."""
        who = self._site.who(request, "decide")
        self._known(who, framework, ref)
        said = reason.strip()[:_LONGEST], owner.strip()[:256], due.strip()
        await run_in_threadpool(self._service.sign_off, who, framework, ref, status, *said)
        return RedirectResponse(back_to(next, clause_path(framework, ref, "signed")), 303)

    async def correct(
        self,
        request: Request,
        framework: str,
        ref: str,
        document: Annotated[str, Form()],
        counts: Annotated[str, Form()],
        reason: Annotated[str, Form()] = "",
        words: Annotated[str, Form()] = "",
    ) -> Response:
        """Say that a document, or a passage of it, is or is not evidence for a requirement."""
        who = self._site.who(request, "decide")
        self._known(who, framework, ref)
        if counts not in ("yes", "no"):
            raise QuestionError("a document either counts or it does not")
        said = reason.strip()[:_LONGEST], words.strip()[:_LONGEST]
        await run_in_threadpool(
            self._service.correct_mapping, who, framework, ref, document.strip(), counts == "yes", *said
        )
        return RedirectResponse(clause_path(framework, ref, "corrections"), 303)

    @staticmethod
    def _known(who: Identity, framework: str, ref: str) -> None:
        framework_named(who, framework)
        requirement_of(who, framework, ref)

    def _signoffs(self, about: Chosen, requirement: Requirement) -> list[Decision]:
        """Every sign-off of a requirement, of those that were made by the day."""
        history = self._service.record.history("signoff", subject(about.framework.id, requirement.ref))
        return [each for each in history if made_by(each, about.known_by)]

    def _corrections(self, about: Chosen, requirement: Requirement) -> list[tuple[str, str, bool, Decision]]:
        """What people said of documents that the reader sees: document, words, whether they stand there, and what."""
        start = subject(about.framework.id, requirement.ref, "-")[:-1]
        found = []
        for key, decision in decided(self._service.record, "mapping", about.known_by).items():
            named = key.removeprefix(start)
            document = named.partition("|")[0]
            if key.startswith(start) and _shows(about.view, document):
                words = (passage_words(named) or ("", ""))[1]
                text = about.view.text(about.view.document(document).rowid) if words else ""
                found.append((document, words, not words or place_of(text, words) is not None, decision))
        return found


def clause_path(framework: str, ref: str, anchor: str = "", **query: object) -> str:
    """The page of a requirement."""
    path = address(f"/clauses/{quote(framework, safe='')}/{quote(ref, safe='')}", **query)
    return f"{path}#{anchor}" if anchor else path


def _passes(line: Line, show: str) -> bool:
    if show == "gaps":
        return line.state != "evidence"
    return line.stale if show == "stale" else line.signed is not None


def _ordered(groups: dict[str, list[Evidence]]) -> dict[str, list[Evidence]]:
    return {heading: groups[heading] for heading in _ALL if heading in groups}


def _shows(view: View, doc_id: str) -> bool:
    try:
        view.document(doc_id)
    except UnknownDocument:
        return False
    return True
