"""Lists a page at a time: a cursor names the last item seen, so that nothing is skipped or shown twice."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from fastapi import Query

from assistant.api.errors import BadRequest

_T = TypeVar("_T")
_AGAIN = "Begin again without a cursor."

Cursor = Annotated[
    str | None,
    Query(max_length=2_000, description="`next` of the page before; not given: the first page."),
]
Limit = Annotated[int, Query(ge=1, le=200, description="Most items of one page.")]


def encode(last: str) -> str:
    """A cursor after the item of that name."""
    return base64.urlsafe_b64encode(last.encode("utf-8", "surrogatepass")).decode().rstrip("=")


def decode(cursor: str) -> str:
    """The name in a cursor. Raises ``BadRequest`` for what is none."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except (ValueError, binascii.Error) as error:
        raise BadRequest("the cursor is none of ours", remedy=_AGAIN) from error


def number_of(cursor: str | None) -> int:
    """The number in a cursor; 0 without one. Raises ``BadRequest``."""
    if cursor is None:
        return 0
    text = decode(cursor)
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise BadRequest("the cursor is none of ours", remedy=_AGAIN)
    return int(text)


def page_of(
    items: Sequence[_T], name: Callable[[_T], str], cursor: str | None, limit: int, show: Callable[[_T], Any]
) -> dict[str, Any]:
    """A page of ``items`` as plain data. Raises ``BadRequest`` for a cursor whose item is there no longer."""
    start = 0
    if cursor is not None:
        last = decode(cursor)
        start = next((place for place, item in enumerate(items, 1) if name(item) == last), -1)
        if start < 0:
            raise BadRequest("the list has changed since", remedy=_AGAIN)
    shown = items[start : start + limit]
    more = start + limit < len(items)
    return {
        "items": [show(item) for item in shown],
        "next": encode(name(shown[-1])) if more and shown else None,
        "total": len(items),
    }
