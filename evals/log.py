"""The log of a run: one JSON object that holds every answer with its scores and why.

::

    version                1
    set                    name, folder, digest (of the question file's rows), split, questions (their number), limit,
                           documents, passages, failed (files that could not be ingested: path, code, reason)
    commit, dirty, code    the commit of the checkout ("" outside one), whether it was changed, a digest of the code
    system, settings       the system's name, and everything it runs with
    models                 [{"name", "role", "digest"}]
    started                ISO time with offset
    withheld               null, or {"share", "seed", "documents": [ids], "made_unanswerable": [ids], "excluded": [ids]}
    records                [{"id",
                             "question": the labelled row, as it is scored,
                             "answer": the contract's JSON (docs/contracts.md),
                             "hits": [{"doc_id", "passage_id", "page", "start", "end", "score", "text"}],
                             "confidence": 0 to 1, or null where the system has none,
                             "forced": the outcome had the best candidate been shown, "right" or "wrong", or null,
                             "latency_ms": milliseconds the answer took,
                             "score": {"outcome": "right | wrong | refused | error", "metrics": {name: value},
                                       "cluster": the same for questions about the same evidence},
                             "retrieval": {name: value},
                             "withheld": whether the question's evidence was removed,
                             "why": [sentences]}]
    summary                {"overall": {metric: interval}, "by_kind": {kind: {metric: interval}}}
    retrieval              {metric: interval}
    risk_curve             {"points": [{"threshold", "coverage", "risk", "refused"}], "area", "best"}
    peers                  [] or one object a peer (evals/peers)
    comparison             null, or {"with": the earlier run, "common": questions, "differences": {metric: interval},
                           "better", "worse": [{"id", "before", "after"}], "only_then", "only_now": [ids]}
    gate                   null, or the verdict of evals/gate.py
    judged                 where a judge was asked for: {"model": what it is, ...} as evals/judging.py tells
    timings                {"wall_s", "ingest_s", "latency_ms": {"p50", "p95", "mean"}}
    deterministic_digest   SHA-256 over all that does not depend on time: equal for equal runs

An interval is ``{"mean", "low", "high", "n"}``: the mean and its 95 % bootstrap interval.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals.errors import RunError

VERSION = 1
TIMED = frozenset({"latency_ms", "timings_ms", "wall_ms"})
"""Keys of figures that differ from run to run."""

_DIGESTED = ("id", "forced", "score", "retrieval", "withheld", "why")
_ANSWERED = ("status", "text", "value", "claims", "withheld", "conflicts", "searched", "nearest")
_REQUIRED = ("version", "set", "records", "summary", "deterministic_digest")


def save(log: Mapping[str, Any], file: Path) -> None:
    """Write ``log`` to ``file``, whole or not at all. Raises ``RunError`` where it cannot be written."""
    text = json.dumps(log, ensure_ascii=False, indent=1, allow_nan=False)
    write_whole(file, text + "\n")


def write_whole(file: Path, text: str) -> None:
    """Write ``text`` beside ``file`` and rename it, so that nobody ever sees half of it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False, suffix=".part") as part:
            part.write(text)
            part.flush()
            os.fsync(part.fileno())
        Path(part.name).chmod(0o644)
        Path(part.name).replace(file)
    except OSError as error:
        raise RunError(f"{file} cannot be written: {error}", remedy="Choose another folder with --output.") from error


def load(file: Path) -> dict[str, Any]:
    """The log in ``file``. Raises ``RunError`` for anything that is not one, naming what is wrong."""
    try:
        log = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise RunError(f"{file} cannot be read as a log: {error}") from error
    if not isinstance(log, dict):
        raise RunError(f"{file} is no log: not an object")
    missing = [key for key in _REQUIRED if key not in log]
    if missing:
        raise RunError(f"{file} is no log: without {', '.join(missing)}")
    if log["version"] != VERSION:
        raise RunError(f"{file} is a log of version {log['version']}, not {VERSION}", remedy="Run it again.")
    return log


def digest(records: list[Mapping[str, Any]]) -> str:
    """SHA-256 over answers, hits and scores, without times and without the clock's date."""
    told = [
        {
            **{key: record.get(key) for key in _DIGESTED},
            "answer": {key: record["answer"].get(key) for key in _ANSWERED},
            "hits": [[hit.get(key) for key in ("doc_id", "start", "end")] for hit in record["hits"]],
        }
        for record in records
    ]
    plain = json.dumps(untimed(told), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def untimed(value: Any) -> Any:
    """``value`` without the entries that hold times, at any depth."""
    if isinstance(value, Mapping):
        return {key: untimed(each) for key, each in value.items() if key not in TIMED}
    if isinstance(value, list | tuple):
        return [untimed(each) for each in value]
    return value
