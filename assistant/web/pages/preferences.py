"""How a reader likes the pages: light or dark."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from assistant.web.navigation import Page
from assistant.web.site import Site, is_part

PAGE: Page | None = None

_YEAR = 365 * 24 * 3600


def routes(site: Site) -> APIRouter:
    """``/theme``."""
    router = site.router()

    async def theme(
        request: Request, theme: Annotated[str, Form()] = "", next: Annotated[str, Form()] = "/"
    ) -> Response:
        """Remember light or dark in a cookie, and go back to the page."""
        response = Response(status_code=204) if is_part(request) else RedirectResponse(inside(next), 303)
        if theme in ("light", "dark"):
            secure = site.parts.auth.secure_cookies
            response.set_cookie("theme", theme, max_age=_YEAR, samesite="lax", httponly=True, secure=secure)
        else:
            response.delete_cookie("theme")
        return response

    router.post("/theme", response_model=None)(theme)
    return router


def inside(path: str) -> str:
    """``path`` where it is one of this site, else the start page: nobody is sent elsewhere."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and "\\" not in path
    return path if plain else "/"
