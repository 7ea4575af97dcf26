"""The site: templates, static files, navigation, and what every page needs to be drawn for its reader."""

from __future__ import annotations

import hashlib
import json
import mimetypes
from collections.abc import Callable
from contextvars import ContextVar
from datetime import date
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from assistant.api.parts import Parts
from assistant.service import Identity, Service
from assistant.web import text
from assistant.web.errors import Trouble, sentence, trouble_of, wants_page
from assistant.web.navigation import Action, Navigation, PageModule
from assistant.web.route import protect, route_of
from evidence.errors import QuestionError

_THEMES = ("light", "dark")
_CSRF: ContextVar[str] = ContextVar("csrf", default="")
_LASTING = "public, max-age=31536000, immutable"


class Site:
    """Draws pages. One for the program; safe from several threads."""

    def __init__(self, parts: Parts, identify: Callable[[Request], Identity], csrf: Callable[[Request], str]) -> None:
        self.parts = parts
        self.service: Service = parts.service
        self.navigation = Navigation([])
        self._offers: list[Callable[[Site, Identity, int], list[Action]]] = []
        self._identify, self._csrf = identify, csrf
        self._static = _static()
        self._digest = _digest(self._static)
        self.templates = _environment(self._asset)

    def close(self) -> None:
        """End what pages keep open; nothing so far."""

    # Who asks ----------------------------------------------------------------------------------

    def who(self, request: Request, act: str = "read") -> Identity:
        """The asker, who must be permitted ``act``. Raises ``Refused``."""
        who = self._identify(request)
        who.require(act)
        return who

    def as_of(self, request: Request) -> date | None:
        """The day in the address (``?as_of=2026-03-31``); ``None`` is today. Raises ``QuestionError``."""
        return parse_day(request.query_params.get("as_of", ""))

    def known_by(self, request: Request) -> date | None:
        """The day in the address by which things were known (``?known_by=``); ``None`` is all. ``QuestionError``."""
        return parse_day(request.query_params.get("known_by", ""))

    # Drawing -----------------------------------------------------------------------------------

    def render(self, request: Request, template: str, status: int = 200, /, **context: Any) -> HTMLResponse:
        """A page for its reader.

        What the page does not give is that of a page of today; ``page`` names the navigation's entry.
        """
        who = context["who"] if "who" in context else self.who(request)
        given = {
            "site": self,
            "request": request,
            "who": who,
            "navigation": self.navigation.of(who) if who else [],
            "today": self.service.today(),
            "as_of": None,
            "known_by": None,
            "page": "",
            "theme": self.theme(request),
            "part": is_part(request),
            "csrf": self._csrf(request) if who else "",
            **context,
        }
        held = _CSRF.set(given["csrf"])
        try:
            return HTMLResponse(self.templates.get_template(template).render(given), status)
        finally:
            _CSRF.reset(held)

    def fragment(self, request: Request, template: str, macro: str, *values: Any, **named: Any) -> str:
        """What one macro of a template writes: part of a page, for a page that is already open."""
        held = _CSRF.set(self._csrf(request))
        try:
            return str(getattr(self.templates.get_template(template).module, macro)(*values, **named))
        finally:
            _CSRF.reset(held)

    def page_of(self, request: Request, error: Exception) -> Response | None:
        """The page of an error that no page's route met; ``None`` for a client that does not show pages."""
        if not (wants_page(request) or is_part(request)) or request.url.path.startswith("/api/"):
            return None
        return protect(self.error(request, trouble_of(error)))

    def error(self, request: Request, found: Trouble) -> HTMLResponse:
        """The page of an error; a few words of it for a page that asked for a part."""
        try:
            who: Identity | None = self._identify(request)
        except Exception:  # whoever it is, the error is shown, without the navigation
            who = None
        response = self.render(request, "error.html", found.status, who=who, trouble=found)
        for name, value in found.headers:
            response.headers[name] = value
        return response

    @staticmethod
    def theme(request: Request) -> str:
        """``light``, ``dark``, or "" for what the reader's system prefers."""
        chosen = request.cookies.get("theme", "")
        return chosen if chosen in _THEMES else ""

    def actions(self, who: Identity, sequence: int) -> list[Action]:
        """What pages offer beside the answer with that number in the ledger."""
        return [action for offer in self._offers for action in offer(self, who, sequence)]

    # Routes ------------------------------------------------------------------------------------

    def router(self) -> APIRouter:
        """A router for a page's routes: protected, with errors as pages, outside the API's description."""
        return APIRouter(route_class=route_of(self), include_in_schema=False)

    def add(self, router: APIRouter, pages: list[PageModule]) -> None:
        """Add pages to the navigation and their routes to ``router``."""
        self.navigation = Navigation([page.PAGE for page in pages if page.PAGE])
        self._offers = [offer for page in pages if (offer := getattr(page, "on_answer", None))]
        for page in pages:
            router.include_router(page.routes(self))

    def static(self, digest: str, name: str) -> Response:
        """A static file of the site. Its address holds a digest of all of them, so it may be kept for ever."""
        if digest != self._digest or name not in self._static:
            return protect(Response(status_code=404))
        kind = "text/javascript" if name.endswith(".js") else mimetypes.guess_type(name)[0] or "text/plain"
        return protect(Response(self._static[name], media_type=kind, headers={"Cache-Control": _LASTING}))

    def _asset(self, name: str) -> str:
        if name not in self._static:
            raise KeyError(f"there is no static file {name}")
        return f"/static/{self._digest}/{name}"

    @cached_property
    def htmx(self) -> str:
        """The settings of htmx: nothing evaluated, nothing from elsewhere, nothing of a page kept in the browser."""
        return json.dumps(
            {
                "allowEval": False,
                "allowScriptTags": False,
                "selfRequestsOnly": True,
                "includeIndicatorStyles": False,
                "historyCacheSize": 0,
                "refreshOnHistoryMiss": True,
                "responseHandling": [
                    {"code": "204", "swap": False},
                    {"code": "[23]..", "swap": True},
                    {"code": "[45]..", "swap": True, "error": True},
                ],
            }
        )


def is_part(request: Request) -> bool:
    """Whether a page that is open asks for a part to put into itself."""
    return "hx-request" in request.headers or request.headers.get("x-part") == "1"


def parse_day(words: str) -> date | None:
    """An ISO day of a form, ``None`` for an empty field. Raises ``QuestionError``."""
    if not words.strip():
        return None
    try:
        return date.fromisoformat(words.strip())
    except ValueError as error:
        raise QuestionError(f"{words!r} is not a date", remedy="Write it as YYYY-MM-DD.") from error


def _environment(asset: Callable[[str], str]) -> Environment:
    environment = Environment(
        loader=PackageLoader("assistant.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=text.finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        day=text.day,
        moment=text.moment,
        plural=text.plural,
        counted=text.counted,
        where=text.where,
        sentence=sentence,
        last_number=text.last_number,
    )
    environment.globals.update(
        asset=asset,
        csrf_field=_csrf_field,
        evidence_url=text.evidence_url,
        document_path=text.document_path,
        STRENGTHS=text.STRENGTHS,
        STATUSES=text.STATUSES,
        BASES=text.BASES,
    )
    return environment


def _csrf_field() -> Markup:
    """A hidden field for every form that changes something: ``{{ csrf_field() }}``."""
    token = _CSRF.get()
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(token) if token else Markup("")


def _static() -> dict[str, bytes]:
    found: dict[str, bytes] = {}

    def read(folder: Traversable, prefix: str) -> None:
        for each in folder.iterdir():
            if each.is_dir():
                read(each, f"{prefix}{each.name}/")
            else:
                found[prefix + each.name] = each.read_bytes()

    read(files("assistant.web") / "static", "")
    return found


def _digest(contents: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, data in sorted(contents.items()):
        digest.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    return digest.hexdigest()[:16]
