"""Asking a whole set: every answer kept as it comes, so that an interrupted run goes on where it stood."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from evals.errors import RunError
from evals.system import Confident, System, Turn

if TYPE_CHECKING:
    from evals.labels import LabelledQuestion, LabelledSet

DEPTH = 10
"""How many passages are ranked for the retrieval metrics."""

Ticker = Callable[[int, int], None]
"""Told how many questions are done, of how many."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the system said to one question. ``forced`` is what it would have said instead of a refusal."""

    id: str
    answer: Mapping[str, Any]
    hits: Sequence[Mapping[str, Any]]
    confidence: float | None = None
    forced: Mapping[str, Any] | None = None
    latency_ms: float = 0.0


@dataclass(slots=True)
class Run:
    """The answers to a set, in its order. ``resumed`` of them are an interrupted run's; ``wall_s`` is this one's."""

    started: str
    resumed: int = 0
    wall_s: float = 0.0
    asked: list[Asked] = field(default_factory=list)


class Runner:
    """Asks ``system``; answers are appended to ``file``. Remove it once the log is written: the next run asks anew.

    ``identity`` is all that answers depend on beside the system's own description (commit, code, documents): answers
    that were given under another identity, or to other questions, are not used.
    """

    def __init__(self, system: System, file: Path, identity: Mapping[str, Any], depth: int = DEPTH) -> None:
        self._system, self._file, self._depth = system, file, depth
        self._identity = dict(identity)

    def run(self, labelled: LabelledSet, progress: Ticker | None = None) -> Run:
        """Ask every question that has no answer yet, in order. Raises ``RunError`` where nothing can be written."""
        key = self._key(labelled)
        wanted = [question.id for question in labelled.questions]
        started, kept = _interrupted(self._file, key, set(wanted))
        run = Run(started or _now(), resumed=len(kept))
        began = time.perf_counter()
        tell = progress or _nobody
        try:
            with self._journal(run.started, key, list(kept.values())) as journal:
                tell(len(kept), len(wanted))
                for question in labelled.questions:
                    if question.id not in kept:
                        kept[question.id] = self._ask(question, _history(question, labelled, kept))
                        _append(journal, _row(kept[question.id]))
                        tell(len(kept), len(wanted))
            run.asked = [kept[identity] for identity in wanted]
            run.wall_s = time.perf_counter() - began
        except OSError as error:
            raise RunError(f"{self._file} cannot be written: {error}", remedy="Choose another --output.") from error
        return run

    def _ask(self, question: LabelledQuestion, history: Sequence[Turn]) -> Asked:
        system, confidence = self._system, None
        began = time.perf_counter()
        if isinstance(system, Confident):
            answer, confidence = system.ask_scored(question, history)
        else:
            answer = system.ask(question, history)
        latency = round(1000 * (time.perf_counter() - began), 2)
        hits = list(system.search(question, history, self._depth))
        forced = None
        if isinstance(system, Confident) and question.answerable and answer["status"] == "not_found":
            forced = system.force(question, history)
        confidence = None if confidence is None else round(confidence, 6)
        return Asked(question.id, answer, hits, confidence, forced, latency)

    def _key(self, labelled: LabelledSet) -> str:
        told = {
            "identity": self._identity,
            "system": self._system.name,
            "described": self._system.describe(),
            "depth": self._depth,
            "digest": labelled.digest,
            "questions": [[question.id, question.answerable] for question in labelled.questions],
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()

    def _journal(self, started: str, key: str, kept: Sequence[Asked]) -> TextIO:
        """The file with what is kept of an interrupted run, whole lines only, open for more."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        part = self._file.with_name(f"{self._file.name}.part")
        with part.open("w", encoding="utf-8") as stream:
            for row in ({"key": key, "started": started}, *map(_row, kept)):
                _append(stream, row)
        part.replace(self._file)
        return self._file.open("a", encoding="utf-8")


def _history(question: LabelledQuestion, labelled: LabelledSet, asked: Mapping[str, Asked]) -> tuple[Turn, ...]:
    """The questions that this one follows up, oldest first, with the answers that this run gave them."""
    parents = {each.id: each.follow_up_of for each in labelled.questions}
    chain: list[str | None] = []
    parent = question.follow_up_of
    for _ in question.history:
        chain.insert(0, parent)
        parent = parents.get(parent or "")
    answers = [asked[name].answer if name is not None and name in asked else None for name in chain]
    return tuple(Turn(text, answer) for text, answer in zip(question.history, answers, strict=True))


def _interrupted(file: Path, key: str, wanted: set[str]) -> tuple[str, dict[str, Asked]]:
    """When the interrupted run in ``file`` was started, and its answers; nothing of a run with another key."""
    rows = _whole_rows(file)
    head = next(rows, {})
    if head.get("key") != key:
        return "", {}
    return str(head.get("started", "")), {row["id"]: Asked(**row) for row in rows if row.get("id") in wanted}


def _whole_rows(file: Path) -> Iterator[dict[str, Any]]:
    """The rows up to the first that was cut off."""
    try:
        lines = file.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return
    for line in lines[:-1]:
        try:
            row = json.loads(line)
        except ValueError:
            return
        if not isinstance(row, dict):
            return
        yield row


def _row(asked: Asked) -> dict[str, Any]:
    return {**asdict(asked), "answer": dict(asked.answer), "hits": [dict(hit) for hit in asked.hits]}


def _append(stream: TextIO, row: Mapping[str, Any]) -> None:
    stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    stream.flush()
    os.fsync(stream.fileno())


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _nobody(done: int, total: int) -> None:
    """Tell nobody."""
