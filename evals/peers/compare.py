"""Vouch and its peers on one labelled set: the same files, embedder, questions, clock and measures.

Retrieval only, for a peer's answers would be those of an LLM that is not there. Nobody is asked a question without
gold, for it has no right ranking. Every system gets the question's own words (no history for a follow-up) and sees
every document, since no peer has access labels.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evals.errors import PeerError
from evals.labels import LabelledQuestion, LabelledSet
from evals.peers.locate import Locator
from evals.peers.material import Material
from evals.peers.measures import character_scores
from evals.peers.plain_bm25 import TEXTS
from evals.peers.process import peers_python, run_worker
from evals.peers.result import Interval, PeerResult
from evals.peers.worker import Job, packed
from evals.scoring import score_retrieval
from evals.spans import Labels, locate
from evals.summary import bootstrap
from evidence.archive import Archive
from evidence.embedders import Embedder
from evidence.view import View

DEPTH = 10
LIMIT_SECONDS = 3_600.0  # for one system, before it is given up
_GENERAL = "Its hits are placed in Vouch's canonical texts by their letters and digits; what is not found has no span."
_FED = "Given the texts that Vouch read: its ingestion is the index only."
_CUT = "A chunk of 1,024 tokens is embedded by its first 256 word pieces, as this embedder does with any long text."

SYSTEMS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "vouch": ("Vouch", ("As `vouch search` for the operator.",)),
    "bm25-passages": (
        "Plain BM25, Vouch's passages",
        (_FED,),
    ),
    "bm25-documents": (
        "Plain BM25, whole documents",
        (_FED,),
    ),
    "llamaindex-usual": ("LlamaIndex, usual pipeline", (_GENERAL, _CUT)),
    "llamaindex-fusion": ("LlamaIndex, fusion with BM25", (_GENERAL, _CUT)),
}
"""Title and notes of every system, in the order of the table."""

Progress = Callable[[str], None]


def compare_peers(
    labelled: LabelledSet,
    folder: Path,
    embedder_factory: Callable[[], Embedder],
    progress: Progress | None = None,
    *,
    systems: Sequence[str] = tuple(SYSTEMS),
    limit_seconds: float = LIMIT_SECONDS,
) -> list[PeerResult]:
    """Measure ``systems`` on the documents of ``folder`` (see ``Material.of``) and the questions of ``labelled``.

    ``embedder_factory`` is called in the workers and must be picklable. Vouch always comes first, for its archive
    holds the texts that labels and hits are placed in. ``progress`` is told a line a stage. A peer that fails, or
    whose packages are not installed, is a result that says so. Raises ``LabelError`` for labels that do not fit the
    documents and ``PeerError`` for an unknown system, or if Vouch itself cannot be measured.
    """
    if unknown := [name for name in systems if name not in SYSTEMS]:
        raise PeerError(f"there is no peer {unknown[0]}", remedy=f"Choose among {', '.join(SYSTEMS)}.")
    asked = [question for question in labelled.questions if question.answerable and question.gold]
    with tempfile.TemporaryDirectory(prefix="vouch-peers-") as place:
        comparison = _Comparison(asked, Material.of(folder), embedder_factory, Path(place), limit_seconds)
        tell = progress or (lambda line: None)
        tell("vouch: ingests and is asked")
        own = comparison.own(labelled)
        results = [own]
        for name in (each for each in SYSTEMS if each in systems and each != "vouch"):
            tell(f"{name}: ingests and is asked")
            results.append(_set_against(comparison.peer(name), own, comparison.clusters))
    return results


def measure_ingestion(
    folder: Path,
    embedder_factory: Callable[[], Embedder],
    progress: Progress | None = None,
    *,
    systems: Sequence[str] = ("vouch", "llamaindex-usual", "llamaindex-fusion"),
    limit_seconds: float = LIMIT_SECONDS,
) -> list[PeerResult]:
    """What it costs each of ``systems`` to take in ``folder``, which needs no questions: no quality, no latency.

    Plain BM25 has no reader, hence no ingestion of its own. Failures are results, as in ``compare_peers``.
    """
    with tempfile.TemporaryDirectory(prefix="vouch-peers-") as place:
        comparison = _Comparison([], Material.of(folder), embedder_factory, Path(place), limit_seconds)
        results = []
        for name in systems:
            (progress or (lambda line: None))(f"{name}: ingests")
            results.append(comparison.ingestion(name))
        return results


@dataclass(slots=True)
class _Comparison:
    """One comparison's material and, once Vouch has been measured, its texts and the places of the labels."""

    asked: list[LabelledQuestion]
    material: Material
    factory: Callable[[], Embedder]
    place: Path
    limit: float
    labels: Labels | None = None
    locator: Locator | None = None

    @property
    def clusters(self) -> dict[str, str]:
        """The fact that each question asks about, by id: its phrasings are one observation."""
        return {question.id: question.cluster for question in self.asked}

    def own(self, labelled: LabelledSet) -> PeerResult:
        """Measure Vouch, then read labels and texts from its archive."""
        found = self._run("vouch", Path(sys.executable))
        embedder = self.factory()
        with Archive.open(self.place / "vouch" / "index", embedder.id, embedder.dimensions) as archive:
            view = archive.view()
            self.labels = locate(replace(labelled, questions=tuple(self.asked)), view)
            texts = _texts(view, self.place / TEXTS)
        self.locator = Locator(texts)
        return self._result("vouch", found)

    def peer(self, name: str) -> PeerResult:
        """Measure a peer; what goes wrong is its result."""
        return self._attempt(name, self._result)

    def ingestion(self, name: str) -> PeerResult:
        """Measure what an ingestion costs; what goes wrong is the result."""
        return self._attempt(name, _cost)

    def _attempt(self, name: str, told: Callable[[str, Mapping[str, Any]], PeerResult]) -> PeerResult:
        title, notes = SYSTEMS[name]
        python = peers_python() if name.startswith("llamaindex-") else Path(sys.executable)
        if python is None:
            reason = "LlamaIndex's packages are not installed (requirements/peers.lock, in .venv-peers)"
            return PeerResult(name, title, "not_installed", reason, notes=notes)
        try:
            return told(name, self._run(name, python))
        except PeerError as exc:
            return PeerResult(name, title, "failed", str(exc), notes=notes)

    def _run(self, name: str, python: Path) -> Mapping[str, Any]:
        folder = self.place / name
        job = Job(
            system=name,
            root=str(self.material.root),
            access=str(self.material.access) if self.material.access else None,
            embedder=packed(self.factory),
            index=str(folder / "index"),
            texts=str(self.place / TEXTS),
            result=str(folder / "result.json"),
            questions=tuple(question.question for question in self.asked),
            k=DEPTH,
        )
        return run_worker(job, python, folder, self.limit)

    def _result(self, name: str, found: Mapping[str, Any]) -> PeerResult:
        assert self.labels is not None
        located: Counter[str] = Counter()
        scores: dict[str, dict[str, float]] = {}
        for question, shown in zip(self.asked, found["hits"], strict=True):
            hits = [self._placed(hit, located) for hit in shown]
            spans = character_scores(hits, self.labels.gold[question.id])
            scores[question.id] = {**score_retrieval(question, hits, self.labels), **spans}
        return replace(
            _cost(name, found),
            questions=len(self.asked),
            retrieval=_intervals(scores, self.clusters),
            located=dict(located),
            scores=scores,
        )

    def _placed(self, hit: Mapping[str, Any], located: Counter[str]) -> dict[str, Any]:
        """A hit in the terms of the search contract."""
        if hit["doc_id"]:
            located["whole"] += 1
            return dict(hit)
        assert self.locator is not None
        place = self.locator.locate(hit["source"], hit["text"])
        located[place.how] += 1
        return {**hit, "doc_id": place.doc_id, "start": place.start, "end": place.end}


def _cost(name: str, found: Mapping[str, Any]) -> PeerResult:
    """What a worker's result says of time, memory and files."""
    title, notes = SYSTEMS[name]
    return PeerResult(
        name,
        title,
        "measured",
        files=found["files"],
        units=found["units"],
        unreadable=found["unreadable"],
        raw=tuple(found["raw"]),
        ingest_seconds=found["ingest_seconds"],
        ingest_processor_seconds=found["ingest_processor_seconds"],
        query_p50_ms=_percentile(found["latencies_ms"], 0.50),
        query_p95_ms=_percentile(found["latencies_ms"], 0.95),
        peak_rss_bytes=found["peak_rss_bytes"],
        index_bytes=found["index_bytes"],
        settings=found["settings"],
        notes=notes,
    )


def _set_against(peer: PeerResult, own: PeerResult, clusters: Mapping[str, str]) -> PeerResult:
    """``peer`` with its paired differences from Vouch."""
    differences: dict[str, dict[str, float]] = {}
    for identity, scores in peer.scores.items():
        theirs = own.scores.get(identity, {})
        differences[identity] = {name: value - theirs[name] for name, value in scores.items() if name in theirs}
    return replace(peer, against_vouch=_intervals(differences, clusters))


def _intervals(scores: Mapping[str, Mapping[str, float]], clusters: Mapping[str, str]) -> dict[str, Interval]:
    """The mean of every metric with its interval, over the questions that it applies to."""
    values: dict[str, list[tuple[float, str]]] = {}
    for identity, row in scores.items():
        for name, value in row.items():
            values.setdefault(name, []).append((value, clusters[identity]))
    found: dict[str, Interval] = {}
    for name, pairs in values.items():
        interval = bootstrap([value for value, _ in pairs], clusters=[cluster for _, cluster in pairs])
        found[name] = {"mean": interval.mean, "low": interval.low, "high": interval.high, "n": interval.n}
    return found


def _texts(view: View, file: Path) -> dict[str, str]:
    """Every document's canonical text, also written with its passages for the peers that have no reader."""
    texts = {}
    with file.open("w", encoding="utf-8") as lines:
        for document in view.documents():
            text = view.text(document.rowid)
            texts[document.doc_id] = text
            passages = [[each.start, each.end] for each in view.passages(document.rowid) if each.text.strip()]
            row = {"doc_id": document.doc_id, "text": text, "passages": passages}
            lines.write(json.dumps(row) + "\n")  # ASCII: a lone surrogate survives it
    return texts


def _percentile(values: Sequence[float], share: float) -> float | None:
    """The smallest value that ``share`` of all do not exceed; None without values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None
