"""A bounded pool for work that takes a processor: so many at once, so many waiting, and an honest no beyond."""

from __future__ import annotations

import asyncio
import contextvars
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from assistant.api.errors import Busy, TooLong

_T = TypeVar("_T")
_FIRST_GUESS = 0.5  # seconds of one piece of work, until some were measured
_WEIGHT = 0.1  # of the newest measurement


class Workers:
    """``workers`` threads and a queue of at most ``queue``; what is beyond raises ``Busy``.

    A thread cannot be stopped: work whose asker has left before it began is skipped, begun work ends by itself and
    keeps its place until then, so that the bound holds.
    """

    def __init__(self, workers: int, queue: int) -> None:
        self.workers, self.queue = workers, queue
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="work")
        self._lock = threading.Lock()
        self._held = 0
        self._seconds = _FIRST_GUESS
        self._open = True

    @property
    def waiting(self) -> int:
        """How much waits in the queue."""
        return max(0, self._held - self.workers)

    @property
    def running(self) -> int:
        """How much is being worked on."""
        return min(self._held, self.workers)

    @property
    def seconds_to_wait(self) -> float:
        """How long the queue as it is will take, by what work took lately."""
        return self._held * self._seconds / self.workers

    def submit(self, function: Callable[[], _T]) -> Future[_T]:
        """Work begun as soon as a thread is free. Raises ``Busy``."""
        with self._lock:
            if not self._open:
                raise Busy("the server is shutting down", 5)
            if self._held >= self.workers + self.queue:
                raise Busy("too many questions are waiting", self.seconds_to_wait)
            self._held += 1
        context = contextvars.copy_context()
        try:
            future = self._pool.submit(self._timed, lambda: context.run(function))
        except RuntimeError as error:  # closed in between
            self._release()
            raise Busy("the server is shutting down", 5) from error
        future.add_done_callback(lambda done: self._release() if done.cancelled() else None)
        return future

    async def run(self, function: Callable[[], _T], seconds: float) -> _T:
        """The result of work. Raises ``Busy``, and ``TooLong`` when it is not there in time."""
        future = self.submit(function)
        try:
            async with asyncio.timeout(seconds):
                return await asyncio.wrap_future(future)
        except TimeoutError as error:
            if not future.done() or future.cancelled():
                raise TooLong(f"it took longer than {seconds:g} seconds") from error
            raise

    def close(self, seconds: float) -> bool:
        """Take no more; wait for what runs, at most so long. Whether all of it ended."""
        with self._lock:
            self._open = False
        self._pool.shutdown(wait=False, cancel_futures=True)
        until = time.monotonic() + seconds
        while self._held and time.monotonic() < until:
            time.sleep(0.02)
        return not self._held

    def _timed(self, function: Callable[[], _T]) -> _T:
        began = time.perf_counter()
        try:
            return function()
        finally:
            taken = time.perf_counter() - began
            with self._lock:
                self._seconds += _WEIGHT * (taken - self._seconds)
            self._release()

    def _release(self) -> None:
        with self._lock:
            self._held -= 1
