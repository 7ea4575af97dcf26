"""What every page's route does besides its page: headers of safety, and errors as pages.

Who asks, and whether a change comes from one of our own pages, was found out before (``assistant.api.front``).
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

import structlog
from fastapi import Request, Response
from fastapi.routing import APIRoute

from assistant.web.errors import trouble_of

if TYPE_CHECKING:
    from assistant.web.site import Site

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""On every page. None has a script, style or handler in its own text, so none is permitted.

The referrer goes to ourselves alone: without it browsers hide the origin of forms, by which changes are judged.
"""

_LOG = structlog.get_logger("web")


def route_of(site: Site) -> type[APIRoute]:
    """A class of routes that protects them and shows their errors with the site's pages."""

    class PageRoute(APIRoute):
        """One route of the site."""

        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            """The route's handler with what all routes share around it."""
            handler = super().get_route_handler()

            async def handle(request: Request) -> Response:
                try:
                    response = await handler(request)
                except Exception as error:
                    found = trouble_of(error)
                    if found.status >= 500:
                        _LOG.error("page failed", path=request.url.path, exc_info=error)
                    response = site.error(request, found)
                return protect(response)

            return handle

    return PageRoute


def protect(response: Response) -> Response:
    """Add the headers of safety; pages are kept by nobody, since what a reader may see can change."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    return response
