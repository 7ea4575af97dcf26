"""Browser sessions, kept in memory: leaving ends one at once, and a restart ends them all."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.service.identity import Identity

_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in browser: an identity as the provider told it, or the token that it signed in with."""

    until: float
    identity: Identity | None = None
    token: str = field(default="", repr=False)


class Sessions:
    """Sessions by a secret that only the browser's cookie holds; here lies its digest alone."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.time) -> None:
        self.seconds = seconds
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._held: OrderedDict[str, Session] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, identity: Identity | None = None, token: str = "") -> str:
        """A new session; its secret, for the cookie."""
        secret = secrets.token_urlsafe(32)
        with self._lock:
            self._sweep()
            self._held[_digest(secret)] = Session(self._clock() + self.seconds, identity, token)
        return secret

    def find(self, secret: str) -> Session | None:
        """The session of a cookie, while it lasts."""
        with self._lock:
            session = self._held.get(_digest(secret))
        return session if session and session.until > self._clock() else None

    def end(self, secret: str) -> None:
        """End a session; harmless when there is none."""
        with self._lock:
            self._held.pop(_digest(secret), None)

    def csrf(self, secret: str) -> str:
        """The word that a page of this session must send with every change."""
        return hmac.new(self._key, secret.encode(), hashlib.sha256).hexdigest()

    def _sweep(self) -> None:
        now = self._clock()
        for name in [name for name, session in self._held.items() if session.until <= now]:
            del self._held[name]
        while len(self._held) >= _MOST:
            self._held.popitem(last=False)


class Pending:
    """Sign-ins that have begun, by the secret of a short-lived cookie. Each is good once."""

    def __init__(self, seconds: float = 600, clock: Callable[[], float] = time.time) -> None:
        self.seconds = seconds
        self._clock = clock
        self._held: OrderedDict[str, tuple[float, dict[str, str]]] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, said: dict[str, str]) -> str:
        """Keep what is needed at the return; the cookie's secret."""
        secret = secrets.token_urlsafe(32)
        with self._lock:
            while len(self._held) >= _MOST:
                self._held.popitem(last=False)
            self._held[_digest(secret)] = (self._clock() + self.seconds, said)
        return secret

    def take(self, secret: str) -> dict[str, str] | None:
        """What was kept, once."""
        with self._lock:
            until, said = self._held.pop(_digest(secret), (0.0, {}))
        return said if until > self._clock() else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
