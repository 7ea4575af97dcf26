"""Answers' parts worked out ahead, while nobody asks: at the start of a server, and after every ingestion."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

import structlog

from evidence.errors import VouchError

if TYPE_CHECKING:
    from assistant.service import Service

_TRIES = 5  # while documents change underneath; the ingestion's end begins anew anyway
_PAUSE = 0.05  # seconds between looks whether questions are still being answered
_log = structlog.get_logger("warming")


class Warming:
    """A thread that warms the assistant for what everybody may see. Answers are the same without it."""

    def __init__(self, service: Service, busy: Callable[[], bool] = lambda: False) -> None:
        """``busy`` says whether questions are being answered: the processor is theirs meanwhile."""
        self._service, self._busy = service, busy
        self._stopping = threading.Event()
        self._wanted = threading.Event()
        self._thread = threading.Thread(target=self._run, name="warming", daemon=True)

    def __enter__(self) -> Warming:
        self._wanted.set()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._wanted.set()
        self._thread.join()

    def again(self) -> None:
        """What can be asked has changed; from any thread."""
        self._wanted.set()

    def _run(self) -> None:
        while True:
            self._wanted.wait()
            if self._stopping.is_set():
                return
            self._wanted.clear()
            try:
                self._warm()
            except Exception as error:  # never needed, so never a reason to stop
                _log.warning("could not be warmed", error=type(error).__name__)

    def _warm(self) -> None:
        for _ in range(_TRIES):
            try:
                self._service.warm(self._must_stop)
                return
            except VouchError as error:
                if not error.retry:
                    raise

    def _must_stop(self) -> bool:
        """Whether to end here; waits while questions are being answered."""
        while self._busy() and not self._stopping.wait(_PAUSE):
            pass
        return self._stopping.is_set() or self._wanted.is_set()
