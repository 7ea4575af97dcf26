"""Slack's requests over HTTP as an ASGI application, alone or in front of another."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from integrations.slack.part import SlackPart

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

PREFIX = "/slack/"
_LONGEST = 1_000_000
_SECONDS = 10.0


def beside(part: SlackPart, otherwise: Application | None = None) -> Application:
    """Requests below ``/slack/`` go to the part, which verifies them itself; all others to ``otherwise``."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and str(scope["path"]).startswith(PREFIX):
            await _answer(part, scope, receive, send)
        elif otherwise is not None:
            await otherwise(scope, receive, send)
        elif scope["type"] == "lifespan":
            await _lifespan(receive, send)
        else:
            await _send(send, 404, {}, "not found")

    return application


async def _answer(part: SlackPart, scope: Scope, receive: Receive, send: Send) -> None:
    try:
        async with asyncio.timeout(_SECONDS):
            body = await _body(receive)
    except TimeoutError:
        body = None
    if body is None:
        await _send(send, 413, {}, "too large or too slow")
        return
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    query = scope.get("query_string", b"").decode("latin-1")
    reply = await asyncio.to_thread(part.http, scope["method"], scope["path"], query, headers, body)
    await _send(send, reply.status, reply.headers, reply.body)


async def _body(receive: Receive) -> bytes | None:
    """The whole body; ``None`` for one that is too long or whose sender has left."""
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        parts.append(message.get("body", b""))
        if sum(map(len, parts)) > _LONGEST:
            return None
        if not message.get("more_body"):
            return b"".join(parts)


async def _send(send: Send, status: int, headers: dict[str, str], body: str) -> None:
    listed = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    listed.append((b"x-content-type-options", b"nosniff"))
    await send({"type": "http.response.start", "status": status, "headers": listed})
    await send({"type": "http.response.body", "body": body.encode()})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
