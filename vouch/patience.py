"""uvicorn with an end to waiting: clients that do not finish a request's head are let go, and stopping is orderly."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 15.0
"""Within which the first and every later request's head must be complete, once it has begun."""


_CONNECTIONS = 1_000
_HEAD_BYTES = 32_768
_KEEP_ALIVE = 15  # seconds that a connection may be idle between requests
BACKLOG = 256


class Patient(H11Protocol):
    """uvicorn's protocol, with a time limit on request heads. Bodies have theirs in the application."""

    _hurry: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Wait for the rest of a head that has begun; no longer for one that is complete."""
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """The next head may have begun while the last request was being answered."""
        super().on_response_complete()
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for any more."""
        self._settle()
        super().connection_lost(exc)

    def _look(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._settle()
        elif self.conn.trailing_data[0]:
            self._wait()

    def _wait(self) -> None:
        if self._hurry is None:
            self._hurry = self.loop.call_later(HEAD_SECONDS, self._let_go)

    def _settle(self) -> None:
        if self._hurry is not None:
            self._hurry.cancel()
            self._hurry = None

    def _let_go(self) -> None:
        self._hurry = None
        if not self.transport.is_closing():
            self.transport.abort()


def configured(application: Any, stop_seconds: float) -> uvicorn.Config:
    """How an application is served: bounded in everything that a client can draw out."""
    return uvicorn.Config(
        application,
        http=Patient,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        backlog=BACKLOG,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=max(1, int(stop_seconds)),
        h11_max_incomplete_event_size=_HEAD_BYTES,
    )


class Orderly(uvicorn.Server):
    """uvicorn's server, which after a signal returns to its caller: the archive is yet to be closed."""

    def __init__(self, config: uvicorn.Config, stopping: Callable[[], None]) -> None:
        super().__init__(config)
        self._stopping = stopping

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Take SIGINT and SIGTERM while serving; uvicorn's own would raise them again afterwards."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take no more; what waits for events is told."""
        self._stopping()
        super().handle_exit(sig, frame)
