"""Answers in, scored records out, and the log of the whole run."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from evals import log as logs
from evals.abstention import risk_coverage
from evals.checkout import Checkout
from evals.run import Asked, Run
from evals.scoring import QuestionScore, score_answer, score_retrieval
from evals.summary import bootstrap, compare, summarise
from evals.system import System

if TYPE_CHECKING:
    from evals.labels import LabelledQuestion, LabelledSet
    from evals.spans import Labels
    from evals.summary import Interval
    from evals.withhold import Withheld
    from evals.workspace import Workspace
    from ingest.sync import SyncReport

TextOf = Callable[[str], str | None]
Groups = tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Scoring:
    """What answers are held against.

    Labels, the documents' texts, which documents an asker of some groups may see, and what was withheld.
    """

    labels: Labels
    text_of: TextOf
    visible_to: Callable[[Groups], frozenset[str]]
    withheld: Withheld | None = None

    def score(self, question: LabelledQuestion, answer: Mapping[str, Any]) -> QuestionScore:
        """What ``answer`` is worth."""
        visible = self.visible_to(question.groups)
        return score_answer(question, answer, self.labels, self.text_of, visible.__contains__)


@dataclass(frozen=True, slots=True)
class Records:
    """The scored questions of a run, as values and as rows of its log."""

    scores: tuple[QuestionScore, ...]
    rows: tuple[dict[str, Any], ...] = field(repr=False)


def score_run(run: Run, labelled: LabelledSet, scoring: Scoring) -> Records:
    """Score every question of ``labelled``; the run has an answer to each, an error included."""
    questions = {question.id: question for question in labelled.questions}
    without = set(scoring.withheld.made_unanswerable) if scoring.withheld else set()
    scores, rows = [], []
    for asked in run.asked:
        question = questions[asked.id]
        score = scoring.score(question, asked.answer)
        scores.append(score)
        rows.append(_row(question, asked, score, scoring) | {"withheld": asked.id in without})
    return Records(tuple(scores), tuple(rows))


def build(
    system: System,
    run: Run,
    labelled: LabelledSet,
    scoring: Scoring,
    code: Checkout,
    about: Mapping[str, Any],
) -> tuple[dict[str, Any], Records]:
    """The log of a run (see ``evals.log`` for its keys), and its scores; ``about`` is added to its ``set``."""
    records = score_run(run, labelled, scoring)
    summary, described = summarise(records.scores), system.describe()
    log: dict[str, Any] = {
        "version": logs.VERSION,
        "set": {
            "name": labelled.name,
            "folder": str(labelled.folder),
            "digest": labelled.digest,
            "questions": len(labelled.questions),
            **about,
        },
        "commit": code.commit,
        "dirty": code.dirty,
        "code": code.code,
        "system": system.name,
        "settings": dict(described.get("settings", {})),
        "models": list(described.get("models", [])),
        "started": run.started,
        "withheld": scoring.withheld.as_json() if scoring.withheld else None,
        "records": list(records.rows),
        "summary": {
            "overall": _intervals(summary.overall),
            "by_kind": {kind: _intervals(metrics) for kind, metrics in summary.by_kind.items()},
        },
        "retrieval": _retrieval(records.rows),
        "risk_curve": _risk_curve(records),
        "peers": [],
        "comparison": None,
        "gate": None,
        "timings": {"wall_s": round(run.wall_s, 2), "resumed": run.resumed, "latency_ms": _latencies(run.asked)},
    }
    log["deterministic_digest"] = logs.digest(log["records"])
    return log, records


def about_documents(workspace: Workspace, split: str | None, limit: int | None) -> dict[str, Any]:
    """What the log's ``set`` says of the documents and of the questions chosen."""
    counts = workspace.archive.view().counts
    failures = workspace.archive.failures()
    return {
        "split": split,
        "limit": limit,
        "documents": counts.documents,
        "passages": counts.passages,
        "failed": [{"path": file.path, "code": file.code, "reason": file.reason} for _, file in failures],
    }


def ingestion(report: SyncReport) -> dict[str, Any]:
    """What bringing the documents up to date took; goes to ``timings``."""
    return {"ingest_s": round(report.seconds, 2), "ingested_passages": report.passages}


def scores_of(log: Mapping[str, Any]) -> tuple[QuestionScore, ...]:
    """The scores that a log holds, for comparing runs."""
    return tuple(
        QuestionScore(
            id=str(row["id"]),
            kind=str(row["question"].get("kind", "")),
            answerable=bool(row["question"]["answerable"]),
            outcome=row["score"]["outcome"],
            metrics=dict(row["score"]["metrics"]),
            why=tuple(row["why"]),
            cluster=str(row["score"].get("cluster", "")),
        )
        for row in log["records"]
    )


def interval_json(interval: Interval) -> dict[str, Any]:
    """An interval as the log writes it."""
    return {"mean": _plain(interval.mean), "low": _plain(interval.low), "high": _plain(interval.high), "n": interval.n}


def _row(question: LabelledQuestion, asked: Asked, score: QuestionScore, scoring: Scoring) -> dict[str, Any]:
    forced = scoring.score(question, asked.forced).outcome if asked.forced else None
    return {
        "id": asked.id,
        "question": question.as_json(),
        "answer": dict(asked.answer),
        "hits": [dict(hit) for hit in asked.hits],
        "confidence": asked.confidence,
        "forced": forced,
        "latency_ms": asked.latency_ms,
        "score": {
            "outcome": score.outcome,
            "metrics": {key: _plain(each) for key, each in score.metrics.items()},
            "cluster": score.cluster,
        },
        "retrieval": {key: _plain(each) for key, each in score_retrieval(question, asked.hits, scoring.labels).items()},
        "why": list(score.why),
    }


def _retrieval(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Means over all questions that have something to find; one for which nothing was found counts as zero."""
    found: dict[str, Any] = {}
    for name in sorted({name for row in rows for name in row["retrieval"]}):
        held = [row for row in rows if name in row["retrieval"]]
        clusters = [row["score"]["cluster"] or row["id"] for row in held]
        found[name] = interval_json(bootstrap([row["retrieval"][name] for row in held], clusters=clusters))
    return found


def _risk_curve(records: Records) -> dict[str, Any]:
    """Wrong answers against coverage: what is refused counts with what would have been said instead."""
    confidences = [row["confidence"] for row in records.rows]
    if all(confidence is None for confidence in confidences):
        return {"points": [], "area": None, "best": None}
    right = ["right" in (score.outcome, row["forced"]) for row, score in zip(records.rows, records.scores, strict=True)]
    curve = risk_coverage(confidences, right)
    points = [
        {name: _plain(getattr(point, name)) for name in ("threshold", "coverage", "risk", "refused")}
        for point in curve.points
    ]
    return {"points": points, "area": _plain(curve.area), "best": _plain(curve.best)}


def comparison(earlier: Mapping[str, Any], log: Mapping[str, Any]) -> dict[str, Any]:
    """The paired comparison of a log with an earlier one, for its ``comparison``. Differences are now less then."""
    found = compare(scores_of(earlier), scores_of(log))
    return {
        "with": {key: earlier.get(key) for key in ("started", "commit", "dirty", "deterministic_digest")},
        "common": found.common,
        "differences": _intervals(found.differences),
        "better": [asdict(change) for change in found.better],
        "worse": [asdict(change) for change in found.worse],
        "only_then": list(found.only_first),
        "only_now": list(found.only_second),
    }


def _latencies(asked: Sequence[Asked]) -> dict[str, float]:
    values = sorted(each.latency_ms for each in asked)
    if not values:
        return {}

    def at(share: float) -> float:
        return values[min(len(values) - 1, math.ceil(share * len(values)) - 1)]

    return {"p50": at(0.50), "p95": at(0.95), "mean": round(math.fsum(values) / len(values), 2)}


def _intervals(metrics: Mapping[str, Interval]) -> dict[str, Any]:
    return {name: interval_json(interval) for name, interval in metrics.items()}


def _plain(value: float) -> float | None:
    """A number that JSON can hold: no NaN, no infinity."""
    number = float(value)
    return number if math.isfinite(number) else None
