"""What one system did, as it goes into the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

_NAMED = 50  # files named a result; the count says how many there are

Interval = Mapping[str, float]
"""``mean``, ``low`` and ``high`` (95 %, bootstrap over questions) and ``n``."""


@dataclass(frozen=True, slots=True)
class PeerResult:
    """Quality and cost of one system on one set.

    ``retrieval`` holds the metrics of ``evals.scoring.score_retrieval`` and ``evals.peers.measures``;
    ``against_vouch`` the paired difference of each (this system less Vouch) on the same questions. ``located``
    counts the shown texts that were found in Vouch's canonical text ``whole``, in ``part``, or ``no``t; the last
    count as their document only. Memory is the peak of the process and its children, the index what lies on disk.
    Processor time is that of the same processes; unlike wall time, other work on the machine does not disturb it.
    """

    name: str
    title: str
    status: Literal["measured", "failed", "not_installed"]
    reason: str = ""
    questions: int = 0
    retrieval: Mapping[str, Interval] = field(default_factory=dict)
    against_vouch: Mapping[str, Interval] = field(default_factory=dict)
    files: int = 0
    units: int = 0
    unreadable: Mapping[str, str] = field(default_factory=dict)
    raw: tuple[str, ...] = ()
    located: Mapping[str, int] = field(default_factory=dict)
    ingest_seconds: float | None = None
    ingest_processor_seconds: float | None = None
    query_p50_ms: float | None = None
    query_p95_ms: float | None = None
    peak_rss_bytes: int | None = None
    index_bytes: int | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    scores: Mapping[str, Mapping[str, float]] = field(default_factory=dict, repr=False)
    """Metrics by question id; not in the log."""

    def as_json(self) -> dict[str, Any]:
        """The entry of ``log["peers"]``: JSON types only."""
        return {
            "name": self.name,
            "title": self.title,
            "status": self.status,
            "reason": self.reason,
            "questions": self.questions,
            "retrieval": {name: dict(interval) for name, interval in self.retrieval.items()},
            "against_vouch": {name: dict(interval) for name, interval in self.against_vouch.items()},
            "files": self.files,
            "units": self.units,
            "unreadable": len(self.unreadable),
            "unreadable_files": dict(sorted(self.unreadable.items())[:_NAMED]),
            "raw": len(self.raw),
            "raw_files": sorted(self.raw)[:_NAMED],
            "located": dict(self.located),
            "ingest_seconds": self.ingest_seconds,
            "ingest_processor_seconds": self.ingest_processor_seconds,
            "query_p50_ms": self.query_p50_ms,
            "query_p95_ms": self.query_p95_ms,
            "peak_rss_bytes": self.peak_rss_bytes,
            "index_bytes": self.index_bytes,
            "settings": dict(self.settings),
            "notes": list(self.notes),
        }
