"""Batches of questions: one JSON row in, one JSON row out, same order, ids carried over."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from assistant.ask import Assistant, Question, failed
from evidence.errors import ArchiveError, QuestionError, VouchError
from evidence.frameworks import Framework, load
from evidence.view import View

ViewOf = Callable[[tuple[str, ...] | None, date | None], View]
"""The view of some groups, as known by a day; asked again after a change it gives a new one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a question file. ``error`` says why it cannot be processed, else it is empty."""

    id: str
    question: str
    groups: tuple[str, ...] | None = None
    as_of: date | None = None
    follow_up_of: str | None = None
    error: str = ""
    known_by: date | None = None
    framework: Framework | None = None


def read_rows(file: Path) -> Iterator[Row]:
    """The rows of a JSON-lines file; a row that cannot be read becomes a row with its error.

    Raises ``QuestionError`` when the file itself cannot be read.
    """
    try:
        text = file.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise QuestionError(
            f"there is no file {file}", remedy="Check its name; a relative one counts from here."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(f"{file} cannot be read: {error}", remedy="Give a JSON-lines file in UTF-8.") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _row(line, number)


def _row(line: str, number: int) -> Row:
    fallback = f"line-{number}"
    try:
        value = json.loads(line)
        if not isinstance(value, dict):
            return Row(fallback, "", error=f"line {number}: not an object")
        identity = str(value.get("id", fallback))
        question = value.get("question")
        if not isinstance(question, str):
            return Row(identity, "", error=f"line {number}: no text under `question`")
        groups = value.get("groups")
        if groups is not None and not (isinstance(groups, list) and all(isinstance(g, str) for g in groups)):
            return Row(identity, question, error=f"line {number}: `groups` is not a list of names")
        as_of, known_by = (date.fromisoformat(value[k]) if value.get(k) else None for k in ("as_of", "known_by"))
        meant = load(str(value["framework"])) if value.get("framework") else None
        named, above = None if groups is None else tuple(groups), value.get("follow_up_of")
        return Row(identity, question, named, as_of, above, known_by=known_by, framework=meant)
    except (ValueError, TypeError, RecursionError, VouchError) as error:
        return Row(fallback, "", error=f"line {number}: {error}")


def ask_all(
    assistant: Assistant, view_of: ViewOf, rows: Iterable[Row], defaults: Row, today: date, mode: str = "auto"
) -> Iterator[dict[str, Any]]:
    """One answer a row, in order. What ``defaults`` say holds for rows that set none."""
    seen: dict[str, Row] = {}
    for row in rows:
        full = _inherit(row, seen, defaults)
        seen[row.id] = full
        question = Question(row.question, row.id, full.as_of, _history(row, seen), mode, full.framework)
        try:
            if row.error:
                raise QuestionError(row.error)
            yield _answered(assistant, view_of, full, question, today).as_json()
        except VouchError as error:
            yield failed(question, error, today).as_json()


def _answered(assistant: Assistant, view_of: ViewOf, row: Row, question: Question, today: date) -> Answer:
    """The answer; asked once more where a document vanished meanwhile."""
    try:
        return assistant.ask(view_of(row.groups, row.known_by), question, today)
    except ArchiveError as error:
        if not error.retry:
            raise
    return assistant.ask(view_of(row.groups, row.known_by), question, today)


def _inherit(row: Row, seen: Mapping[str, Row], defaults: Row) -> Row:
    parent = seen.get(row.follow_up_of or "", defaults)
    groups = row.groups if row.groups is not None else parent.groups if parent.groups is not None else defaults.groups
    return replace(
        row,
        groups=groups,
        as_of=row.as_of or parent.as_of or defaults.as_of,
        known_by=row.known_by or parent.known_by or defaults.known_by,
        framework=row.framework or parent.framework or defaults.framework,
    )


def _history(row: Row, seen: Mapping[str, Row]) -> tuple[str, ...]:
    """The questions that ``row`` follows up, oldest first."""
    history: list[str] = []
    visited = {row.id}
    parent = row.follow_up_of
    while parent is not None and parent in seen and parent not in visited:
        visited.add(parent)
        history.insert(0, seen[parent].question)
        parent = seen[parent].follow_up_of
    return tuple(history)
