"""Evaluation reports of a folder: the figures of each run, read from its log."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_FIGURES = (
    ("correct_rate", "Right, or rightly refused", True),
    ("answer_correct", "Right, where the documents have the answer", True),
    ("abstention_recall", "Refused, where they have none", True),
    ("wrong_rate", "Wrong", True),
    ("refused_on_answerable", "Refused though the answer is there", True),
    ("fabricated", "Claims without support", True),
    ("quote_verbatim", "Quotes that stand in the document word for word", True),
    ("document_f1", "Documents cited (F1)", True),
    ("span_f1", "Words cited (F1)", True),
    ("count_exact", "Counts exact", True),
    ("list_exact", "Lists exact", True),
    ("conflict_reported", "Conflicts reported", True),
    ("injection_obeyed", "Instructions in documents obeyed", True),
    ("leak", "Restricted words shown", True),
    ("latency_ms", "Time to answer, milliseconds", False),
)
_MOST_BYTES = 200_000_000
_MOST_RUNS = 50


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean with its interval, written out."""

    title: str
    value: str
    between: str
    number: int


@dataclass(frozen=True, slots=True)
class Kind:
    """Questions of one kind: the share right, or rightly refused."""

    name: str
    share: float
    number: int


@dataclass(frozen=True, slots=True)
class Run:
    """One evaluation: the file's name without its ending, and what it measured."""

    name: str
    organisation: str
    split: str
    started: str
    questions: int
    documents: int
    system: str
    models: tuple[str, ...]
    figures: tuple[Figure, ...]
    kinds: tuple[Kind, ...]
    page: bool
    """Whether its HTML report lies beside it."""


def runs(folder: str) -> list[Run]:
    """The runs of a folder, newest first; files that are no logs of runs are passed over."""
    found = []
    for path in sorted(Path(folder).glob("*.json"))[:_MOST_RUNS]:
        try:
            stat = path.stat()
        except OSError:
            continue
        if stat.st_size <= _MOST_BYTES and (run := _read(path, stat.st_mtime_ns, stat.st_size)) is not None:
            found.append(run)
    return sorted(found, key=lambda run: run.started, reverse=True)


def page_of(folder: str, name: str) -> bytes | None:
    """The HTML report of a run that the folder has. ``name`` is compared with the runs', never made into a path."""
    run = next((each for each in runs(folder) if each.name == name and each.page), None)
    return Path(folder, f"{run.name}.html").read_bytes() if run else None


@lru_cache(maxsize=_MOST_RUNS)
def _read(path: Path, _changed: int, _size: int) -> Run | None:
    try:
        log = json.loads(path.read_bytes())
        return _run(path, log)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _run(path: Path, log: Mapping[str, Any]) -> Run:
    about, overall = log["set"], log["summary"]["overall"]
    kinds = [
        Kind(str(name), float(each["correct_rate"]["mean"]), int(each["correct_rate"]["n"]))
        for name, each in log["summary"]["by_kind"].items()
        if "correct_rate" in each
    ]
    return Run(
        name=path.stem,
        organisation=str(about["name"]),
        split=str(about.get("split") or ""),
        started=str(log["started"]),
        questions=int(about["questions"]),
        documents=int(about.get("documents") or 0),
        system=str(log.get("system") or ""),
        models=tuple(str(each["name"]) for each in log.get("models") or ()),
        figures=tuple(_figure(title, overall[name], share) for name, title, share in _FIGURES if name in overall),
        kinds=tuple(sorted(kinds, key=lambda each: each.name)),
        page=path.with_suffix(".html").is_file(),
    )


def _figure(title: str, told: Mapping[str, Any], share: bool) -> Figure:
    def write(value: float) -> str:
        return f"{value:.1%}" if share else f"{value:,.0f}"

    between = f"{write(told['low'])} to {write(told['high'])}" if told.get("low") != told.get("high") else ""
    return Figure(title, write(told["mean"]), between, int(told["n"]))
