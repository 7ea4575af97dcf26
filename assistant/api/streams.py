"""Server-sent events: an answer as it comes, and again from where a reader lost it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from typing import Any

from fastapi.responses import StreamingResponse

from assistant.api.asking import Event, Run
from assistant.api.errors import TooLong
from assistant.api.problems import problem_of

MEDIA_TYPE = "text/event-stream"
CONTENT = {
    MEDIA_TYPE: {
        "schema": {
            "type": "object",
            "description": "One event; `data` is JSON.",
            "required": ["event", "data"],
            "properties": {"id": {"type": "string"}, "event": {"type": "string"}, "data": {"type": "string"}},
        }
    }
}
"""What OpenAPI says of a stream."""

_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_HEARTBEAT = 15.0  # seconds of silence after which a comment keeps proxies from closing the connection


def stream(run: Run, after: int, seconds: float) -> StreamingResponse:
    """The events of ``run`` after a place, as a response."""
    return StreamingResponse(_lines(run, after, seconds), media_type=MEDIA_TYPE, headers=_HEADERS)


def again(told: Mapping[str, Any]) -> StreamingResponse:
    """An answer that was given before, as a stream of its last event."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return StreamingResponse(iter([event("answer", text)]), media_type=MEDIA_TYPE, headers=_HEADERS)


def event(name: str, data: str, id_: str = "") -> str:
    """One event as it is sent; ``data`` is one line of JSON."""
    return (f"id: {id_}\n" if id_ else "") + f"event: {name}\ndata: {data}\n\n"


async def _lines(run: Run, after: int, seconds: float) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    until = time.monotonic() + seconds
    events = run.events(after)
    waiting: asyncio.Task[Event] | None = None
    try:
        while True:
            waiting = waiting or asyncio.ensure_future(anext(events))
            done, _ = await asyncio.wait({waiting}, timeout=_HEARTBEAT)
            if not done:
                if time.monotonic() > until:
                    problem = problem_of(TooLong(f"the answer took longer than {seconds:g} seconds"), "", "")
                    yield event("error", problem.model_dump_json(exclude_none=True))
                    return
                yield ": waiting\n\n"
                continue
            try:
                found = waiting.result()
            except StopAsyncIteration:
                return
            waiting = None
            yield event(found.name, found.data, f"{run.id}:{found.number}")
    finally:
        if waiting is not None:
            waiting.cancel()
