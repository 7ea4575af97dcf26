"""Administration: ingestion, sources and failures, access tokens, and what readers said."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from assistant.service import Identity, Refused
from assistant.service.identity import ROLES
from assistant.web.choices import frameworks_of, words
from assistant.web.navigation import Page
from assistant.web.site import Site, parse_day
from assistant.web.working import working
from evidence.errors import QuestionError
from evidence.record import Feedback, Missing, Token

PAGE = Page("admin", "Admin", "/admin", 90, act="administer")

_FAILURES = 200
_SAID = 200
_LONGEST = 200


def routes(site: Site) -> APIRouter:
    """``/admin`` and below."""
    router = site.router()
    pages = _Pages(site)
    router.get("/admin")(working(pages.status))
    router.get("/admin/ingest")(pages.progress)
    router.post("/admin/ingest", response_model=None)(pages.ingest)
    router.post("/admin/ingest/cancel", response_model=None)(pages.cancel)
    router.get("/admin/tokens")(pages.tokens)
    router.post("/admin/tokens", response_model=None)(pages.create)
    router.post("/admin/tokens/{identity}/revoke", response_model=None)(pages.revoke)
    router.get("/admin/feedback")(working(pages.feedback))
    return router


class _Pages:
    def __init__(self, site: Site) -> None:
        self._site = site
        self._service = site.service

    # Ingestion ---------------------------------------------------------------------------------

    def status(self, request: Request) -> Response:
        """What is taken in, what is not and why, and the ingestion that runs."""
        admin = self._site.parts.admin
        folder = words(request, "folder")
        who = self._site.who(request, "administer")
        status = admin.status()
        return self._site.render(
            request,
            "admin.html",
            who=who,
            page="admin",
            tab="status",
            status=status,
            failures=status.get("failures", [])[:_FAILURES],
            failed=len(status.get("failures", [])),
            warnings=status.get("warnings", [])[:_FAILURES],
            sources=admin.sources(),
            state=admin.progress(),
            folder=folder,
            folders=admin.folders(folder or None),
        )

    def progress(self, request: Request) -> Response:
        """How far the ingestion is: the part of the page that asks for itself again."""
        who = self._site.who(request, "administer")
        state = self._site.parts.admin.progress()
        return self._site.render(request, "admin_progress.html", who=who, page="admin", tab="status", state=state)

    async def ingest(
        self,
        request: Request,
        path: Annotated[str, Form()] = "",
        prune: Annotated[str, Form()] = "",
    ) -> Response:
        """Begin an ingestion, of all sources where no folder is named."""
        who = self._site.who(request, "administer")
        paths = [path.strip()] if path.strip() else []
        await run_in_threadpool(self._site.parts.admin.ingest, paths, prune == "yes", who.person)
        return RedirectResponse("/admin#ingestion", 303)

    def cancel(self, request: Request) -> Response:
        """Stop the ingestion after the document in hand."""
        self._site.who(request, "administer")
        self._site.parts.admin.cancel()
        return RedirectResponse("/admin#ingestion", 303)

    # Tokens ------------------------------------------------------------------------------------

    def tokens(self, request: Request) -> Response:
        """All tokens, and a form to make one."""
        return self._tokens(request, self._site.who(request, "administer"), None, "")

    async def create(
        self,
        request: Request,
        name: Annotated[str, Form()],
        person: Annotated[str, Form()],
        role: Annotated[str, Form()] = "reader",
        groups: Annotated[str, Form()] = "",
        everything: Annotated[str, Form()] = "",
        framework: Annotated[list[str] | None, Form()] = None,
        expires: Annotated[str, Form()] = "",
    ) -> Response:
        """Make a token; the page that answers is the only one that ever shows its secret."""
        who = self._site.who(request, "administer")
        if not name.strip() or not person.strip():
            raise QuestionError("a token needs a name and a person")
        if role not in ROLES:
            raise QuestionError(f"there is no role {role!r}", remedy=f"One of: {', '.join(ROLES)}.")
        wanted = None if everything == "yes" else _groups(groups)
        if who.groups is not None and (wanted is None or not set(wanted) <= set(who.groups)):
            raise Refused("a token cannot see more than you", remedy="Ask an administrator who sees those documents.")
        known = {each.id for each in frameworks_of(who)}
        limited = [each for each in framework or () if each in known]
        day = parse_day(expires)
        until = datetime.combine(day, time(23, 59, 59), UTC) if day else None
        made = self._service.record.tokens.create
        token, secret = await run_in_threadpool(
            lambda: made(
                name.strip()[:_LONGEST], person.strip()[:_LONGEST], wanted, role, limited, until, by=who.person
            )
        )
        return self._tokens(request, who, token, secret)

    def revoke(self, request: Request, identity: str) -> Response:
        """End a token now."""
        who = self._site.who(request, "administer")
        tokens = self._service.record.tokens
        if not any(each.id == identity for each in tokens.list()):
            raise Missing("there is no such token")
        tokens.revoke(identity, by=who.person)
        return RedirectResponse(f"/admin/tokens#t-{identity}", 303)

    def _tokens(self, request: Request, who: Identity, made: Token | None, secret: str) -> Response:
        now = datetime.now(UTC)
        listed = [(each, each.state(now)) for each in reversed(self._service.record.tokens.list())]
        return self._site.render(
            request,
            "admin_tokens.html",
            who=who,
            page="admin",
            tab="tokens",
            tokens=listed,
            made=made,
            secret=secret,
            roles=ROLES,
            frameworks=frameworks_of(who),
            usual=", ".join(self._site.parts.default_groups()),
        )

    # Feedback ----------------------------------------------------------------------------------

    def feedback(self, request: Request) -> Response:
        """What readers said of answers, newest first."""
        who = self._site.who(request, "administer")
        verdict = words(request, "verdict")
        said = [each for each in self._all_feedback() if verdict in ("", each.verdict)]
        return self._site.render(
            request,
            "admin_feedback.html",
            who=who,
            page="admin",
            tab="feedback",
            said=said[:_SAID],
            more=max(0, len(said) - _SAID),
            verdict=verdict,
            tones={"helpful": "good", "wrong": "bad", "missing": "warn"},
        )

    def _all_feedback(self) -> list[Feedback]:
        found: list[Feedback] = []
        after = 0
        while read := self._service.record.feedback.list(after=after, limit=500):
            found += read
            after = read[-1].id
        return found[::-1]


def _groups(text: str) -> list[str]:
    """Names of groups as written, by commas."""
    found: list[Any] = [each.strip()[:_LONGEST] for each in text.split(",")]
    return [each for each in dict.fromkeys(found) if each]
