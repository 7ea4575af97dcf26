"""Writes with an idempotency key: done once, and answered the same to every repetition."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request

from assistant.api.errors import BadRequest, InProgress
from assistant.service import Identity
from evidence.record import Record

HEADER = "idempotency-key"
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


class Once:
    """Remembers what was answered, in the record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._working: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    def do(
        self, key: str | None, who: Identity, said: Any, function: Callable[[], Mapping[str, Any]]
    ) -> Mapping[str, Any]:
        """The result of ``function``, or what it gave for the same key before.

        ``said`` is the request as plain data. Raises ``Conflict`` where the key was used for another request, and
        ``InProgress`` while the first is being worked on.
        """
        if key is None:
            return function()
        fingerprint = print_of(said)
        with self._lock:
            if (who.person, key) in self._working:
                raise InProgress("a request with this idempotency key is being worked on")
            self._working.add((who.person, key))
        try:
            held: Mapping[str, Any] | None = self._record.remembered.get(who.person, key, fingerprint)
            if held is not None:
                return held
            done = function()
            self._record.remembered.put(who.person, key, fingerprint, dict(done))
            return done
        finally:
            with self._lock:
                self._working.discard((who.person, key))


def key_of(request: Request) -> str | None:
    """The request's idempotency key. Raises ``BadRequest`` for what is none."""
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if not _KEY.fullmatch(key):
        raise BadRequest("Idempotency-Key must be 1 to 200 printable ASCII characters without spaces")
    return key


def print_of(said: Any) -> str:
    """A digest of a request."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()
