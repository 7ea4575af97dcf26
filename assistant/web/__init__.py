"""The web page: server-rendered, with a little JavaScript that it also works without.

``build(parts)`` gives the site and its router. A page is one module of ``assistant.web.pages`` and one template; see
``assistant.web.navigation``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import APIRouter, Request

    from assistant.api.parts import Parts
    from assistant.service import Identity
    from assistant.web.site import Site

__all__ = ["build", "router"]


def router(parts: Parts) -> APIRouter:
    """Every page, to be included at ``/``."""
    return build(parts)[1]


def build(
    parts: Parts,
    identify: Callable[[Request], Identity] | None = None,
    csrf: Callable[[Request], str] | None = None,
) -> tuple[Site, APIRouter]:
    """The site and its router. ``site.page_of`` draws an error for requests that no page answers.

    ``identify`` says who asks and ``csrf`` what a page must send with every change; usually the API's own.
    """
    from fastapi import APIRouter

    from assistant.api import auth
    from assistant.web.navigation import modules
    from assistant.web.site import Site

    site = Site(parts, identify or auth.identity, csrf or auth.csrf_token)
    routes = APIRouter(include_in_schema=False)
    site.add(routes, list(modules()))
    routes.add_api_route("/static/{digest}/{name:path}", site.static, response_model=None)
    return site, routes
