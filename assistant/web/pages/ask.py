"""Asking, and the conversations that questions belong to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse
from starlette.concurrency import run_in_threadpool

from assistant.api.asking import Run
from assistant.api.context import asking, core
from assistant.api.errors import TooLong
from assistant.nearest import words_of
from assistant.service import Asked, Identity
from assistant.web.answers import Shown, claim, shown
from assistant.web.errors import trouble_of
from assistant.web.navigation import Action, Page
from assistant.web.site import Site, is_part, parse_day
from assistant.web.streaming import WAITING, event, of_json, patiently
from assistant.web.suggest import suggestions
from evidence.errors import QuestionError
from evidence.record import Conversation
from evidence.view import View

PAGE = Page("ask", "Ask", "/", 10)

_HISTORY = 40
_MODES = ("auto", "extractive", "llm")


def routes(site: Site) -> APIRouter:
    """``/``, ``/ask`` and ``/conversations``."""
    router = site.router()
    pages = _Pages(site)
    router.get("/")(pages.start)
    router.post("/ask", response_model=None)(pages.ask)
    router.get("/conversations")(pages.conversations)
    router.get("/conversations/{identity}")(pages.conversation)
    router.post("/conversations/{identity}/rename", response_model=None)(pages.rename)
    router.post("/conversations/{identity}/delete", response_model=None)(pages.delete)
    return router


class _Pages:
    """The routes' functions."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._service = site.service

    def start(self, request: Request) -> Response:
        """A box for a question, and questions to begin with."""
        who = self._site.who(request)
        return self._page(request, who, None, question=request.query_params.get("q", ""))

    def conversation(self, request: Request, identity: str) -> Response:
        """One conversation of the asker's with all its turns, and a box to ask on."""
        who = self._site.who(request)
        return self._page(request, who, self._service.conversation(who, identity))

    def conversations(self, request: Request) -> Response:
        """The asker's conversations: a page, or the list alone for the side of one."""
        who = self._site.who(request)
        before = request.query_params.get("before")
        found = self._service.conversations(who, _HISTORY, before)
        if is_part(request):
            current = request.query_params.get("current", "")
            return HTMLResponse(self._site.fragment(request, "history.html", "list", found, current))
        more = found[-1].id if len(found) == _HISTORY else ""
        return self._site.render(
            request, "conversations.html", who=who, page="ask", conversations=found, more=more, earlier=bool(before)
        )

    async def ask(
        self,
        request: Request,
        question: Annotated[str, Form()] = "",
        conversation: Annotated[str, Form()] = "",
        as_of: Annotated[str, Form()] = "",
        known_by: Annotated[str, Form()] = "",
        mode: Annotated[str, Form()] = "auto",
    ) -> Response:
        """Answer: streamed to a page that is open, else kept and shown on the conversation's page."""
        who = self._site.who(request)
        chosen = mode if mode in _MODES else "auto"
        asked = Asked(
            self._checked(question),
            parse_day(as_of),
            chosen,
            conversation or None,
            known_by=parse_day(known_by),
        )
        run = asking(request).begin(who, asked)
        if "text/event-stream" in request.headers.get("accept", ""):
            headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
            return StreamingResponse(self._events(request, who, run), headers=headers, media_type="text/event-stream")
        told = await run.result(core(request).parts.limits.request_seconds)
        return RedirectResponse(f"/conversations/{told['conversation']}#answer-{told['ledger']}", 303)

    async def rename(self, request: Request, identity: str, title: Annotated[str, Form()] = "") -> Response:
        """Give a conversation another title."""
        who = self._site.who(request)
        if not title.strip():
            raise QuestionError("a conversation needs a title")
        await run_in_threadpool(self._service.record.conversations.rename, identity, who.person, title)
        return RedirectResponse(f"/conversations/{identity}", 303)

    async def delete(self, request: Request, identity: str) -> Response:
        """Take a conversation out of the asker's list."""
        who = self._site.who(request)
        await run_in_threadpool(self._service.record.conversations.delete, identity, who.person)
        return RedirectResponse("/conversations", 303)

    def _page(self, request: Request, who: Identity, conversation: Conversation | None, question: str = "") -> Response:
        view = self._service.view(who)
        turns = [(each, self._actions(who, each)) for each in _turns(view, conversation)]
        return self._site.render(
            request,
            "ask.html",
            who=who,
            page="ask",
            conversation=conversation,
            turns=turns,
            history=self._service.conversations(who, _HISTORY),
            question=question,
            suggested=[] if conversation else suggestions(view, self._service.today()),
            counts=view.counts,
            mode="",
            longest=self._site.parts.limits.question_characters,
        )

    async def _events(self, request: Request, who: Identity, run: Run) -> AsyncIterator[str]:
        """The answer's events as parts of a page."""
        async for each in patiently(run.events(), core(request).parts.limits.request_seconds):
            if each is None:
                yield WAITING
                continue
            data = of_json(each.data)
            if each.name == "understood":
                yield event("understood", self._understood(request, data))
            elif each.name == "claim":
                drawn = claim(data, int(data["number"]))
                yield event("claim", self._site.fragment(request, "answer.html", "claim", drawn))
            elif each.name == "answer":
                told = await run_in_threadpool(self._worded, who, data)
                yield event("answer", self._article(request, who, shown(told)))
            elif run.error is not None:
                yield event("trouble", self._trouble(request, run.error))
        if not run.done:
            yield event("trouble", self._trouble(request, TooLong("the answer takes longer than a page may wait")))

    def _worded(self, who: Identity, data: Mapping[str, Any]) -> Mapping[str, Any]:
        return with_words(self._service.view(who), data)

    def _trouble(self, request: Request, error: Exception) -> str:
        return bytes(self._site.error(request, trouble_of(error)).body).decode()

    def _understood(self, request: Request, data: dict[str, Any]) -> str:
        return self._site.fragment(request, "answer.html", "understood", shown({"interpretation": data}))

    def _article(self, request: Request, who: Identity, answer: Shown) -> str:
        actions = self._actions(who, answer)
        return self._site.fragment(request, "answer.html", "article", answer, actions, who.may("feedback"))

    def _actions(self, who: Identity, answer: Shown) -> list[Action]:
        return [] if answer.sequence is None else self._site.actions(who, answer.sequence)

    def _checked(self, question: str) -> str:
        most = self._site.parts.limits.question_characters
        if not question.strip():
            raise QuestionError("there is no question", remedy="Write one and ask again.")
        if len(question) > most:
            raise QuestionError(f"the question has {len(question):,} characters; the limit is {most:,}")
        return question.strip()


def with_words(view: View, answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """An answer's JSON, with the words of the near misses where ``view`` has them."""
    near = [{**each, "quote": words_of(view, each)} for each in answer.get("nearest") or ()]
    return {**answer, "nearest": near}


def _turns(view: View, conversation: Conversation | None) -> list[Shown]:
    if conversation is None:
        return []
    return [
        shown(with_words(view, turn.answer), turn.sequence, conversation.id)
        if turn.answer is not None
        else _erased(turn.sequence)
        for turn in conversation.turns
    ]


def _erased(sequence: int) -> Shown:
    """What stands where a turn was redacted."""
    return shown(
        {"question": "Redacted", "status": "error", "text": "This question and its answer were redacted."}, sequence
    )
