"""Questions being answered: each asked once, however often its reader comes back for the answer."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from assistant.api.errors import BadRequest, TooLong
from assistant.api.problems import problem_of
from assistant.api.workers import Workers
from assistant.service import Asked, Identity, Told
from evidence.errors import VouchError
from evidence.record import Conflict, Missing

_MOST = 500  # answers kept at most; the oldest that is done goes first
_EVENT_ID = re.compile(r"(?P<run>[A-Za-z0-9_-]{22}):(?P<number>[0-9]{1,6})")

Ask = Callable[[Identity, Asked, Callable[[str, Mapping[str, Any]], None]], Told]
Keep = Callable[["Run", Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Event:
    """One event of an answer: its place (from 0), its name, and its JSON data as text."""

    number: int
    name: str
    data: str


class Run:
    """One question on its way. ``id`` names it to its asker; ``events`` may be read by several, from any place."""

    def __init__(self, who: Identity, print_: str, key: str | None, loop: asyncio.AbstractEventLoop) -> None:
        self.id = secrets.token_urlsafe(16)
        self.who = who
        self.print = print_
        self.key = key
        self.ended: float | None = None
        self.told: dict[str, Any] | None = None
        self.error: Exception | None = None
        self._loop = loop
        self._events: list[Event] = []
        self._changed = asyncio.Event()

    @property
    def done(self) -> bool:
        """Whether nothing more will come."""
        return self.ended is not None

    async def events(self, after: int = -1) -> AsyncIterator[Event]:
        """Every event after a place, until the last (``answer`` or ``error``)."""
        at = after + 1
        while True:
            changed = self._changed
            for event in self._events[at:]:
                yield event
                at += 1
            if self.done and at >= len(self._events):
                return
            if changed is self._changed:
                await changed.wait()

    async def result(self, seconds: float) -> dict[str, Any]:
        """The answer's JSON. Raises what stopped it, and ``TooLong``."""
        try:
            async with asyncio.timeout(seconds):
                async for _ in self.events():
                    pass
        except TimeoutError as error:
            raise TooLong(f"the answer took longer than {seconds:g} seconds") from error
        if self.error is not None:
            raise self.error
        return self.told or {}

    def tell(self, name: str, data: Mapping[str, Any]) -> None:
        """Add an event; from any thread."""
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        self._loop.call_soon_threadsafe(self._add, name, text, None)

    def finish(self, told: Mapping[str, Any] | None, error: Exception | None, problem: Mapping[str, Any]) -> None:
        """Add the last event; from any thread."""
        name, data = ("answer", told) if told is not None else ("error", problem)
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        self._loop.call_soon_threadsafe(self._add, name, text, (dict(told) if told is not None else None, error))

    def _add(self, name: str, text: str, last: tuple[dict[str, Any] | None, Exception | None] | None) -> None:
        self._events.append(Event(len(self._events), name, text))
        if last is not None:
            self.told, self.error = last
            self.ended = time.monotonic()
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()


class Asking:
    """Runs of the last minutes, by asker: found again by id, or by the asker's idempotency key."""

    def __init__(self, workers: Workers, ask: Ask, keep_seconds: float, keep: Keep) -> None:
        """``keep`` is given every answer with a key, before it is told: a restart must not ask again."""
        self._workers, self._ask, self._seconds, self._keep = workers, ask, keep_seconds, keep
        self._runs: OrderedDict[str, Run] = OrderedDict()
        self._keys: dict[tuple[str, str], str] = {}
        self._lock = threading.Lock()

    def begin(self, who: Identity, asked: Asked, key: str | None = None) -> Run:
        """Ask, or find what was asked with the same key before.

        Raises ``Busy``, and ``Conflict`` where the key was used for another question.
        """
        print_ = fingerprint(who, asked)
        run = Run(who, print_, key, asyncio.get_running_loop())
        with self._lock:
            self._sweep()
            known = self._runs.get(self._keys.get((who.person, key), "")) if key else None
            if known is not None and not _failed(known):
                if known.print != print_:
                    raise Conflict("the idempotency key was used for another question", remedy="Use a new key.")
                return known
            future = self._workers.submit(lambda: self._answer(run, asked))
            self._runs[run.id] = run
            if key:
                self._keys[who.person, key] = run.id
        future.add_done_callback(lambda ended: _given_up(run, ended))
        return run

    def find(self, who: Identity, identity: str) -> Run:
        """The asker's own run of that id, while it is kept. Raises ``Missing``."""
        with self._lock:
            self._sweep()
            run = self._runs.get(identity)
        if run is None or run.who.person != who.person or run.who.groups != who.groups:
            raise Missing("there is no such answer any more", remedy="Ask again.")
        return run

    def forget(self) -> None:
        """Drop every answer that is done."""
        with self._lock:
            for name in [name for name, run in self._runs.items() if run.done]:
                del self._runs[name]
            self._keys = {key: name for key, name in self._keys.items() if name in self._runs}

    def _answer(self, run: Run, asked: Asked) -> None:
        try:
            told = self._ask(run.who, asked, run.tell).as_json()
            if run.key:
                self._keep(run, told)
        except Exception as error:
            run.finish(None, error, _problem(error))
        else:
            run.finish(told, None, {})

    def _sweep(self) -> None:
        old = time.monotonic() - self._seconds
        gone = [name for name, run in self._runs.items() if run.ended is not None and run.ended < old]
        over = len(self._runs) - len(gone) - _MOST
        gone += [name for name, run in self._runs.items() if run.done and name not in gone][: max(0, over)]
        for name in gone:
            del self._runs[name]
        if gone:
            self._keys = {key: name for key, name in self._keys.items() if name in self._runs}


def parse_event_id(text: str) -> tuple[str, int]:
    """Run and place of a ``Last-Event-ID``. Raises ``BadRequest`` for what is none of ours."""
    found = _EVENT_ID.fullmatch(text.strip())
    if found is None:
        raise BadRequest("Last-Event-ID is not one that this server gave", remedy="Ask again without it.")
    return found["run"], int(found["number"])


def fingerprint(who: Identity, asked: Asked) -> str:
    """A digest of a question with all that was said with it, and of what its asker may see."""
    said = [
        None if who.groups is None else sorted(who.groups),
        asked.text,
        str(asked.as_of),
        asked.mode,
        asked.conversation,
        asked.keep,
        asked.id,
        str(asked.known_by),
        asked.framework if isinstance(asked.framework, str) else asked.framework.id,
        *asked.earlier,
    ]
    return hashlib.sha256(json.dumps(said, default=str, sort_keys=True).encode()).hexdigest()


def _failed(run: Run) -> bool:
    """Whether asking again may end better: what went wrong is not kept under a key."""
    return run.done and run.error is not None


def _given_up(run: Run, ended: Future[None]) -> None:
    if ended.cancelled():
        error = VouchError("the server stopped before it came to the question", remedy="Ask again.", retry=True)
        run.finish(None, error, _problem(error))


def _problem(error: Exception) -> dict[str, Any]:
    return problem_of(error, "/api/v1/ask", "").model_dump(exclude_none=True)
