"""Signing in: with a token, or at the organisation's own provider."""

from __future__ import annotations

from urllib.parse import parse_qs, quote

from fastapi import APIRouter, Request, Response

from assistant.api.auth.routes import by_token
from assistant.web.navigation import Page
from assistant.web.pages.preferences import inside
from assistant.web.site import Site

PAGE: Page | None = None


def routes(site: Site) -> APIRouter:
    """``/login``. The session itself is the API's work."""
    router = site.router()

    def page(request: Request, back: str, status: int = 200) -> Response:
        oidc = site.parts.auth.oidc
        provider = (oidc.name, f"/auth/login?next={quote(back, safe='')}") if oidc else None
        return site.render(request, "login.html", status, who=None, back=back, provider=provider, failed=status != 200)

    def login(request: Request) -> Response:
        """The form."""
        return page(request, inside(request.query_params.get("next", "/")))

    async def sign_in(request: Request) -> Response:
        """Sign in with the form's token; the form again where it is not valid."""
        response = await by_token(request)
        if response.status_code != 401:
            return response
        fields = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=10)
        return page(request, inside(fields.get("next", ["/"])[0]), 401)

    router.get("/login")(login)
    router.post("/login", response_model=None)(sign_in)
    return router
