"""Pages that take a processor: worked out in the bounded pool, so that many at once wait their turn."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from fastapi import Request

from assistant.api.context import work

_P = ParamSpec("_P")
_T = TypeVar("_T")


def working(page: Callable[_P, _T]) -> Callable[_P, Coroutine[Any, Any, _T]]:
    """``page`` (which takes the request) as a route's function that runs it in the pool of work."""

    @wraps(page)
    async def run(*args: _P.args, **named: _P.kwargs) -> _T:
        request = next(each for each in (*args, *named.values()) if isinstance(each, Request))
        return await work(request, partial(page, *args, **named))

    return run
