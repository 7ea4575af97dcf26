"""Signing in and out, for browsers."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from assistant.api.auth.knowing import COOKIE, LOGIN_COOKIE, best_role
from assistant.api.core import Core, core
from assistant.api.errors import NoRoute, SignInFailed, Unauthenticated
from assistant.api.parts import Oidc
from assistant.service import Identity

router = APIRouter(include_in_schema=False)
_LONGEST = 2_000


@router.get("/login")
def login(request: Request, next: str = "/") -> Response:
    """A plain page to sign in on."""
    return _page(core(request), _local(next))


@router.post("/auth/token")
async def by_token(request: Request) -> Response:
    """Sign in with a token, typed into a form."""
    shared = core(request)
    fields = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=10)
    secret, back = fields.get("token", [""])[0].strip(), _local(fields.get("next", ["/"])[0])
    try:
        await run_in_threadpool(shared.knowing.by_token, secret)
    except Unauthenticated:
        return _page(shared, back, "That token is not valid.", 401)
    return _signed_in(shared, request, RedirectResponse(back, 303), None, secret)


@router.get("/auth/login")
async def by_provider(request: Request, next: str = "/") -> Response:
    """Begin a sign-in at the provider."""
    shared = core(request)
    if shared.provider is None:
        return RedirectResponse(f"/login?next={quote(_local(next), safe='')}", 303)
    where, said = await run_in_threadpool(shared.provider.begin, _callback(shared, request))
    secret = shared.pending.put({**said, "next": _local(next)})
    response = RedirectResponse(where, 303)
    _set(shared, response, LOGIN_COOKIE, secret, int(shared.pending.seconds))
    return response


@router.get("/auth/callback")
async def callback(request: Request, code: str = "", state: str = "", error: str = "") -> Response:
    """The browser's return from the provider."""
    shared = core(request)
    if shared.provider is None:
        raise NoRoute("there is nothing at this address")
    said = shared.pending.take(request.cookies.get(shared.knowing.cookie(LOGIN_COOKIE), ""))
    if said is None or not hmac.compare_digest(said["state"].encode(), state.encode("utf-8", "replace")):
        raise SignInFailed("this sign-in was not begun here, or too long ago")
    if error or not code:
        raise SignInFailed("the provider did not sign you in")
    claims = await run_in_threadpool(shared.provider.finish, code, said)
    who = identity_of(claims, shared.provider.settings, shared)
    # A page of ours sends the browser on: a cookie that is set on a redirect from elsewhere is not sent with it.
    response = HTMLResponse(
        f'<!doctype html><html lang="en"><meta http-equiv="refresh" content="0;url={escape(said["next"])}">'
        f'<title>Signed in</title><p><a href="{escape(said["next"])}">Continue</a></p></html>'
    )
    _clear(shared, response, LOGIN_COOKIE)
    return _signed_in(shared, request, response, who, "")


@router.post("/auth/logout")
def logout(request: Request) -> Response:
    """End the session."""
    shared = core(request)
    shared.sessions.end(request.cookies.get(shared.knowing.cookie(), ""))
    response = RedirectResponse("/login", 303)
    _clear(shared, response, COOKIE)
    return response


def identity_of(claims: Mapping[str, Any], oidc: Oidc, shared: Core) -> Identity:
    """The person that a provider's claims tell of. Raises ``SignInFailed`` where they name nobody."""
    person = _word(claims.get(oidc.person_claim))
    if not person:
        raise SignInFailed(f"the provider does not tell the claim {oidc.person_claim}")
    return Identity(
        person=person,
        groups=shared.knowing.groups(_words(claims.get(oidc.groups_claim)), add_default=True),
        role=best_role(_words(claims.get(oidc.role_claim)), oidc.roles),
        via="oidc",
        name=_word(claims.get(oidc.name_claim)),
        frameworks=tuple(_words(claims.get(oidc.frameworks_claim))) if oidc.frameworks_claim else (),
    )


def _signed_in(shared: Core, request: Request, response: Response, who: Identity | None, token: str) -> Response:
    shared.sessions.end(request.cookies.get(shared.knowing.cookie(), ""))
    _set(shared, response, COOKIE, shared.sessions.begin(who, token), int(shared.sessions.seconds))
    return response


def _set(shared: Core, response: Response, name: str, value: str, seconds: int) -> None:
    response.set_cookie(
        shared.knowing.cookie(name),
        value,
        max_age=seconds,
        path="/",
        secure=shared.parts.auth.secure_cookies,
        httponly=True,
        samesite="lax",
    )


def _clear(shared: Core, response: Response, name: str) -> None:
    response.delete_cookie(
        shared.knowing.cookie(name), path="/", secure=shared.parts.auth.secure_cookies, httponly=True, samesite="lax"
    )


def _callback(shared: Core, request: Request) -> str:
    base = shared.parts.public_url or str(request.base_url)
    return f"{base.rstrip('/')}/auth/callback"


def _local(path: str) -> str:
    """A path of this server to go back to; the start page for anything else."""
    plain = path.isprintable() and path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if plain and len(path) <= _LONGEST else "/"


def _words(claim: Any) -> list[str]:
    """A claim's words: a list, or one string of them separated by spaces or commas."""
    if isinstance(claim, str):
        return claim.replace(",", " ").split()
    if isinstance(claim, Iterable):
        return [each for each in claim if isinstance(each, str)]
    return []


def _word(claim: Any) -> str:
    word = str(claim).strip() if isinstance(claim, str | int) else ""
    return word if word.isprintable() and len(word) <= 256 else ""


def _page(shared: Core, back: str, trouble: str = "", status: int = 200) -> HTMLResponse:
    title = escape(shared.parts.title)
    provider = shared.provider.settings.name if shared.provider else ""
    link = f'<p><a href="/auth/login?next={quote(back, safe="")}">{escape(provider)}</a></p>' if provider else ""
    said = f'<p role="alert">{escape(trouble)}</p>' if trouble else ""
    return HTMLResponse(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sign in - {title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        f"<body><main><h1>{title}</h1>{said}{link}"
        '<form method="post" action="/auth/token"><p><label for="token">Access token</label> '
        f'<input id="token" name="token" type="password" autocomplete="off" required autofocus></p>'
        f'<input type="hidden" name="next" value="{escape(back)}">'
        "<p><button>Sign in</button></p></form></main></body></html>",
        status,
    )
