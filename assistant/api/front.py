"""What stands before every route: request ids, names and origins, who asks, how much, bodies, safe headers, figures.

Everything but a short list of addresses needs somebody to be known; it is refused here, before any route is looked
for, so that no route can forget to ask.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Callable
from traceback import extract_tb
from urllib.parse import quote

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api import bodies, origins, problems
from assistant.api.auth.knowing import Known
from assistant.api.core import Core
from assistant.api.errors import Busy, Unauthenticated
from assistant.service.identity import Refused
from evidence.errors import VouchError

PUBLIC = frozenset({"/healthz", "/readyz", "/metrics", "/login", "/auth/login", "/auth/callback", "/auth/token"})
"""Addresses that answer to anybody. ``/metrics`` tells strangers nothing: it asks for itself."""
PUBLIC_BELOW = ("/static/",)

_API = "/api/v1"
_FREE = frozenset({"/healthz", "/readyz"})
_WORK = re.compile(r"/api/v1/(ask|search|reports/|packs)")
_DELEGABLE = re.compile(
    r"POST /(ask(/stream)?|search|feedback)|GET /(me|findings|ask/streams/[^/]+|register(/[^/]+)?|reports/[^/]+)"
)
_SMALL = 0.1  # of what a question takes out of a person's bucket: reading a list or a page
_IN_FLIGHT = 256
_SEND_SECONDS = 60.0  # for a client to take one piece of an answer
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cache-Control": "no-store",
}
"""Set where a response does not say otherwise."""

_log = structlog.get_logger("access")
ErrorPage = Callable[[Request, Exception], Response | None]


class Front:
    """ASGI middleware; the outermost."""

    def __init__(self, app: ASGIApp, core: Core, page: ErrorPage) -> None:
        self._app, self._core, self._page = app, core, page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})
        elif scope["type"] == "http":
            await self._http(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        state = scope.setdefault("state", {})
        state["request_id"] = given if _ID.fullmatch(given) else secrets.token_hex(8)
        reply = _Reply(send, state["request_id"])
        began = time.perf_counter()
        self._core.in_flight += 1
        try:
            await self._through(scope, headers, receive, reply)
        except bodies.Gone:
            reply.status = 499
        except Exception as error:
            await self._failed(Request(scope), error, reply)
        finally:
            self._core.in_flight -= 1
            self._account(scope, reply.status, time.perf_counter() - began)

    async def _through(self, scope: Scope, headers: Headers, receive: Receive, reply: _Reply) -> None:
        parts, method, path = self._core.parts, scope["method"], scope["path"]
        origins.check_host(headers, parts.hosts)
        origins.check_origin(method, headers, parts.public_url)
        if path in _FREE:
            await self._app(scope, receive, reply)
            return
        if self._core.in_flight > _IN_FLIGHT:
            raise Busy("too many requests at once", 1)
        known = await self._known(scope, headers, path)
        self._take(known, scope, path)
        body = await bodies.read(headers, receive, parts.limits.body_bytes, parts.limits.body_seconds)
        origins.check_token(method, headers, body, known.session if known else "", self._core.sessions)
        await self._app(scope, bodies.again(body, receive), reply)

    async def _known(self, scope: Scope, headers: Headers, path: str) -> Known | None:
        client = scope["client"][0] if scope.get("client") else ""
        try:
            if "authorization" in headers or "cookie" in headers:  # may ask the record
                known = await run_in_threadpool(self._core.knowing.who, headers, client)
            else:
                known = self._core.knowing.who(headers, client)
        except Unauthenticated:
            if not is_public(path):
                self._core.rates.take(f"address {client}", _SMALL)  # guessing costs
                raise
            known = None
        if known is None and not is_public(path):
            self._core.rates.take(f"address {client}", _SMALL)
            raise Unauthenticated("nobody is signed in")
        if known is not None and known.delegated and not is_delegable(str(scope["method"]), path):
            raise Refused("this is not done for others", remedy="The person does it themselves, signed in.")
        scope["state"]["known"] = known
        return known

    def _take(self, known: Known | None, scope: Scope, path: str) -> None:
        """Take the request out of the asker's bucket. The operator at the machine has none."""
        if known is not None and known.identity.via in ("none", "cli"):
            return
        client = scope["client"][0] if scope.get("client") else ""
        person = f"person {known.identity.person}" if known else f"address {client}"
        self._core.rates.take(person, 1.0 if _WORK.match(path) else _SMALL)

    async def _failed(self, request: Request, error: Exception, reply: _Reply) -> None:
        if not isinstance(error, VouchError):
            where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(error.__traceback__)]
            # Neither message nor values: they may hold words of a question or a document.
            _log.error("failed", request_id=reply.request_id, error=type(error).__name__, where=where)
        if isinstance(error, VouchError):
            self._core.metrics.refused.labels(error.code).inc()
        if reply.status:
            return  # too late to say it: the connection ends early, which tells the client
        response = sign_in(request, error) or self._page(request, error) or problems.respond(request, error)
        await response(request.scope, request.receive, reply)

    def _account(self, scope: Scope, status: int, seconds: float) -> None:
        route = str(getattr(scope.get("route"), "path", "")) or "unmatched"
        if scope["path"].startswith(_API) and route != "unmatched":
            route = f"{_API}{route}"  # the route itself knows its path below the router alone
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._core.metrics.request(method, route, status, seconds)
        known: Known | None = scope["state"].get("known")
        _log.info(
            "request",
            request_id=scope["state"]["request_id"],
            method=method,
            route=route,
            status=status,
            ms=round(1000 * seconds, 1),
            person=known.identity.person if known else None,
            via=known.identity.via if known else None,
            **({"by": known.identity.by} if known and known.identity.by else {}),
        )


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class _Reply:
    """A response on its way out: safe headers added, and clients that do not take it given up."""

    def __init__(self, send: Send, request_id: str) -> None:
        self.status = 0
        self.request_id = request_id
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = int(message["status"])
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self.request_id
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            # A page's forms need the origin told to ourselves: with no-referrer browsers hide it.
            html = headers.get("content-type", "").startswith("text/html")
            headers.setdefault("Referrer-Policy", "same-origin" if html else "no-referrer")
        async with asyncio.timeout(_SEND_SECONDS):
            await self._send(message)


def is_public(path: str) -> bool:
    """Whether anybody may ask for a path."""
    return path in PUBLIC or path.startswith(PUBLIC_BELOW)


def is_delegable(method: str, path: str) -> bool:
    """Whether a program with a delegate's token may ask for it in a person's name.

    Questions, lists and feedback are; what a person keeps (conversations), decides, exports or administers is not.
    """
    return bool(_DELEGABLE.fullmatch(f"{method} {path.removeprefix(_API)}")) and path.startswith(_API)


def wants_page(request: Request) -> bool:
    """Whether a browser asks for a page, rather than a program for data."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")


def sign_in(request: Request, error: Exception) -> Response | None:
    """Where a browser that nobody is known by is sent: to sign in, then back."""
    if not isinstance(error, Unauthenticated) or not wants_page(request) or request.method != "GET":
        return None
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?next={quote(back, safe='')}", 303)


def plain(_request: Request, _error: Exception) -> Response | None:
    """No page of its own: errors are problems."""
    return None
