"""What the requests of one application share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request

from assistant.api.asking import Asking, Run
from assistant.api.auth.knowing import Knowing, Known
from assistant.api.auth.oidc import Provider
from assistant.api.auth.sessions import Pending, Sessions
from assistant.api.errors import Unauthenticated
from assistant.api.metrics import Metrics
from assistant.api.once import Once
from assistant.api.parts import Parts
from assistant.api.rates import Rates
from assistant.api.traces import Traces
from assistant.api.workers import Workers
from assistant.service import Asked, Identity, Told


class Core:
    """Pools, sessions and counters, made once from ``Parts``."""

    def __init__(self, parts: Parts) -> None:
        limits, service = parts.limits, parts.service
        self.parts = parts
        self.workers = Workers(limits.workers, limits.queue)
        self.rates = Rates(limits.rate_per_minute, limits.rate_burst)
        self.sessions = Sessions(parts.auth.session_seconds)
        self.pending = Pending()
        self.knowing = Knowing(parts.auth, self.sessions, service.record, parts.default_groups)
        self.provider = Provider(parts.auth.oidc) if parts.auth.oidc else None
        self.metrics = Metrics(parts, self.workers)
        self.traces = Traces()
        self.once = Once(service.record)
        self.asking = Asking(self.workers, self._ask, limits.keep_answers_seconds, self._keep)
        self.closing: list[Callable[[], None]] = [parts.pictures.close]
        self.in_flight = 0
        self.stopping = False

    def stop(self) -> None:
        """Say that the server is about to stop: streams that never end by themselves end."""
        self.stopping = True

    def close(self, seconds: float) -> bool:
        """Take no more work and let what runs end, for so long at most; whether it did."""
        self.stop()
        ended = self.workers.close(seconds)
        for close in self.closing:
            close()
        return ended

    def _keep(self, run: Run, told: Mapping[str, Any]) -> None:
        """Remember an answer under its key."""
        self.parts.service.record.remembered.put(run.who.person, run.key or "", run.print, told)

    def _ask(self, who: Identity, asked: Asked, listener: Any) -> Told:
        with self.traces.question() as span:
            told = self.parts.service.ask(who, asked, listener)
            self.traces.stages(span, told)
        self.metrics.answered(told.answer)
        return told


def core(request: Request) -> Core:
    """The application's shared parts."""
    found: Core = request.app.state.core
    return found


def known(request: Request) -> Known:
    """Who asks, as the application found out before the route. Raises ``Unauthenticated`` for nobody."""
    found: Known | None = request.scope.get("state", {}).get("known")
    if found is None:
        raise Unauthenticated("nobody is signed in")
    return found
