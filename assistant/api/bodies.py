"""Request bodies: read whole before any route begins, bounded in size and time, so that a slow one holds nothing."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.types import Message, Receive

from assistant.api.errors import BadRequest, BodyTooLarge, BodyTooSlow


class Gone(Exception):
    """The client has left."""


async def read(headers: Headers, receive: Receive, most: int, seconds: float) -> bytes:
    """The whole body. Raises ``BodyTooLarge`` without reading on, ``BodyTooSlow``, and ``Gone``."""
    stated = headers.get("content-length")
    if stated is not None:
        if not stated.isascii() or not stated.isdigit():
            raise BadRequest("Content-Length is no number")
        if int(stated[:20]) > most:
            raise BodyTooLarge(f"the body has {stated[:20]} bytes; the limit is {most:,}")
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(seconds):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Gone
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > most:
                    raise BodyTooLarge(f"the body is longer than {most:,} bytes")
                if not message.get("more_body"):
                    return b"".join(parts)
    except TimeoutError as error:
        raise BodyTooSlow(f"the body did not arrive within {seconds:g} seconds") from error


def again(body: bytes, receive: Receive) -> Receive:
    """What a route receives: the body at once, then whatever comes (that the client leaves)."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
