"""Server-sent events whose data are parts of a page."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator
from typing import Any, TypeVar

_T = TypeVar("_T")
_LINE_END = re.compile(r"\r\n|\r|\n")
_HEARTBEAT = 15.0  # seconds of silence after which proxies may close a connection

WAITING = ": waiting\n\n"
"""A comment, sent so that the connection stays open."""


def event(name: str, html: str) -> str:
    """One event. Its data may have several lines, of which none can begin another event."""
    lines = "".join(f"data: {line}\n" for line in _LINE_END.split(html))
    return f"event: {name}\n{lines}\n"


def of_json(text: str) -> dict[str, Any]:
    """An event's JSON object."""
    data = json.loads(text)
    return data if isinstance(data, dict) else {}


async def patiently(
    events: AsyncIterator[_T], seconds: float, heartbeat: float = _HEARTBEAT
) -> AsyncIterator[_T | None]:
    """Every event, and ``None`` whenever none came for ``heartbeat`` seconds; ends after ``seconds`` at the latest."""
    until = time.monotonic() + seconds
    waiting: asyncio.Task[_T] | None = None
    try:
        while True:
            waiting = waiting or asyncio.ensure_future(_next(events))
            done, _ = await asyncio.wait({waiting}, timeout=heartbeat)
            if not done:
                if time.monotonic() > until:
                    return
                yield None
                continue
            try:
                found = waiting.result()
            except StopAsyncIteration:
                return
            waiting = None
            yield found
    finally:
        if waiting is not None:
            waiting.cancel()


async def _next(events: AsyncIterator[_T]) -> _T:
    return await anext(events)
