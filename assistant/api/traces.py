"""OpenTelemetry spans of a question: ask, and under it the stages. Without an exporter they cost nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry import trace

from assistant.service import Told

_STAGES = {"register": "retrieve", "records": "retrieve", "select": "retrieve", "llm": "compose"}
"""Measured stages that are part of another: understand, retrieve, compose and verify are those that are told."""


class Traces:
    """Spans by the provider that the program has set, if any."""

    def __init__(self, provider: trace.TracerProvider | None = None) -> None:
        self._tracer = (provider or trace.get_tracer_provider()).get_tracer("vouch")

    @contextmanager
    def question(self) -> Iterator[trace.Span]:
        """The span of one question; its stages are added when it is answered."""
        with self._tracer.start_as_current_span("ask") as span:
            yield span

    def stages(self, span: trace.Span, told: Told) -> None:
        """The stages of an answer, one after the other, ending now; never a word of question or answer."""
        if not span.is_recording():
            return
        answer = told.answer
        for name, value in (("status", answer.status), ("mode", answer.mode), ("claims", len(answer.claims))):
            span.set_attribute(f"vouch.{name}", value)
        laps = [(name, int(taken * 1e6)) for name, taken in answer.timings_ms.items()]
        at = time.time_ns() - sum(taken for _, taken in laps)
        for name, taken in laps:
            stage = self._tracer.start_span(_STAGES.get(name, name), start_time=at)
            stage.set_attribute("vouch.stage", name)
            at += taken
            stage.end(at)
