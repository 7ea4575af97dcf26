"""Workers over the inbox: a bounded number, one question a person at a time, errands apart from questions."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from evidence.errors import VouchError
from integrations.slack.inbox import Inbox, Job
from integrations.slack.redact import warn

_ERRANDS = 2
_IDLE = 1.0  # seconds after which the inbox is looked at anyway
_GIVE_UP = 12  # attempts


class Pool:
    """Runs ``work`` on one job after the other. What raises with ``retry`` is tried again later.

    ``failed`` is told of a job that is given up; ``excuse`` of one that is still open when the time to stop is over.
    """

    def __init__(
        self,
        inbox: Inbox,
        work: Callable[[Job], None],
        failed: Callable[[Job, Exception], None],
        excuse: Callable[[Job], None],
        workers: int = 4,
    ) -> None:
        self._inbox, self._work, self._failed, self._excuse = inbox, work, failed, excuse
        self._changed = threading.Condition()
        self._running: dict[str, Job] = {}
        self._stopping = self._abandoned = False
        lanes = [True] * workers + [False] * _ERRANDS
        self._threads = [
            threading.Thread(target=self._run, args=(lane,), name=f"slack-{number}", daemon=True)
            for number, lane in enumerate(lanes)
        ]

    def start(self) -> None:
        """Begin working."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """There is something new in the inbox."""
        with self._changed:
            self._changed.notify_all()

    @property
    def running(self) -> int:
        """Jobs in hand."""
        return len(self._running)

    def stop(self, seconds: float) -> bool:
        """Take nothing more, wait for what is in hand, excuse the rest. ``True`` when everything was finished."""
        end = time.monotonic() + seconds
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
            while self._running and time.monotonic() < end:
                self._changed.wait(end - time.monotonic())
            left = list(self._running.values())
        self._abandoned = bool(left)
        for job in left:
            try:
                self._excuse(job)
            except VouchError as error:
                warn("an excuse could not be posted", error=error)
        if not left:
            for thread in self._threads:
                thread.join(max(0.1, end - time.monotonic()))
        return not left

    def _run(self, questions: bool) -> None:
        while (job := self._next(questions)) is not None:
            try:
                self._work(job)
            except Exception as error:
                self._after(job, error)
            finally:
                with self._changed:
                    del self._running[job.key]
                    self._changed.notify_all()

    def _next(self, questions: bool) -> Job | None:
        while True:
            with self._changed:
                if self._stopping:
                    return None
                busy = {each.person for each in self._running.values() if (each.kind == "question") == questions}
                job = self._inbox.take(questions, busy, self._running.keys())
                if job is not None:
                    self._running[job.key] = job
                    return job
                due = self._inbox.next_due()
                self._changed.wait(_IDLE if due is None else min(_IDLE, due + 0.01))

    def _after(self, job: Job, error: Exception) -> None:
        if self._abandoned:
            return  # it was excused, and is taken up again at the next start
        retry = isinstance(error, VouchError) and error.retry
        warn("work for Slack failed", kind=job.kind, error=f"{type(error).__name__}: {error}", attempt=job.attempts + 1)
        try:
            if retry and job.attempts + 1 < _GIVE_UP:
                self._inbox.postpone(job, min(300.0, 0.5 * 2**job.attempts))
                return
            self._failed(job, error)
            self._inbox.done(job, f"given up: {type(error).__name__}")
        except VouchError as worse:
            warn("a failure could not be told", error=worse)
            self._inbox.done(job, f"given up: {type(error).__name__}")
