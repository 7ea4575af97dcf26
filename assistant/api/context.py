"""What routes ask of a request: who asks, the page's own word, and work that takes a processor."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from starlette.requests import Request

from assistant.api.asking import Asking
from assistant.api.core import core, known
from assistant.api.steady import steady
from assistant.service import Identity

_T = TypeVar("_T")
_P = ParamSpec("_P")

__all__ = ["asking", "core", "csrf_token", "identity", "work"]


def identity(request: Request) -> Identity:
    """Who asks. Raises ``Unauthenticated`` for nobody."""
    return known(request).identity


def csrf_token(request: Request) -> str:
    """What a page of a signed-in browser must send with every change; "" where there is no session."""
    session = known(request).session
    return core(request).sessions.csrf(session) if session else ""


def asking(request: Request) -> Asking:
    """Questions on their way."""
    return core(request).asking


async def work(request: Request, function: Callable[_P, _T], *given: _P.args, **named: _P.kwargs) -> _T:
    """The result of work that takes a processor, done in the bounded pool. Raises ``Busy`` and ``TooLong``."""
    shared = core(request)
    seconds = shared.parts.limits.request_seconds
    return await shared.workers.run(lambda: steady(lambda: function(*given, **named)), seconds)
