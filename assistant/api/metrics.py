"""Counters and gauges in Prometheus' text form. None carries a name, a question or a document."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from assistant.answer import Answer
from assistant.api.parts import Parts
from assistant.api.workers import Workers

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """The figures of one application, in a registry of its own."""

    def __init__(self, parts: Parts, workers: Workers) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "vouch_requests", "Requests answered.", ["method", "route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "vouch_request_seconds",
            "Time to the last byte.",
            ["route"],
            registry=self.registry,
            buckets=_BUCKETS,
        )
        self.answers = Counter("vouch_answers", "Questions answered.", ["status", "mode"], registry=self.registry)
        self.answer_seconds = Histogram(
            "vouch_answer_seconds", "Time to an answer, without waiting.", registry=self.registry, buckets=_BUCKETS
        )
        self.refused = Counter("vouch_refused", "Requests turned away.", ["code"], registry=self.registry)
        self.registry.register(_State(parts, workers))

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self.requests.labels(method, route, str(status)).inc()
        self.seconds.labels(route).observe(seconds)

    def answered(self, answer: Answer) -> None:
        """Count an answer."""
        self.answers.labels(answer.status, answer.mode).inc()
        self.answer_seconds.observe(sum(answer.timings_ms.values()) / 1000)

    def text(self) -> bytes:
        """What Prometheus reads."""
        return generate_latest(self.registry)


class _State(Collector):
    """How things stand at the moment of reading."""

    def __init__(self, parts: Parts, workers: Workers) -> None:
        self._parts, self._workers = parts, workers

    def collect(self) -> Iterator[Metric]:
        """One reading."""
        counts = self._parts.service.archive.view().counts
        ingest = self._parts.admin.progress()
        for name, about, value in (
            ("vouch_queue_depth", "Questions that wait.", self._workers.waiting),
            ("vouch_working", "Questions being worked on.", self._workers.running),
            ("vouch_documents", "Documents in the archive.", counts.documents),
            ("vouch_passages", "Passages in the archive.", counts.passages),
            ("vouch_facts", "Facts in the archive.", counts.facts),
            ("vouch_generation", "Changes of the archive so far.", self._parts.service.archive.generation),
            ("vouch_ingest_running", "1 while an ingestion goes on.", int(ingest.running)),
            ("vouch_ingest_files", "Files done by the running or last ingestion.", ingest.files),
            ("vouch_ingest_files_planned", "Files that it has to do.", ingest.total),
        ):
            yield GaugeMetricFamily(name, about, value)
