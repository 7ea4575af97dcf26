"""Labels from elsewhere (readers' feedback) into a set's file: only those that the documents bear out."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.errors import EvaluationError, LabelError
from evals.label_file import LabelFile, Row
from evals.labels import QUESTIONS_FILE, load_set
from evals.spans import locate
from evidence.view import View


@dataclass(slots=True)
class Imported:
    """What became of each row, by id: added, kept as it stood in the file, refused and why, or without a label."""

    added: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    unlabelled: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "added": self.added,
            "known": self.known,
            "refused": [{"id": name, "reason": why} for name, why in self.refused.items()],
            "unlabelled": [{"id": name, "question": text} for name, text in self.unlabelled.items()],
        }


def read_import(file: Path) -> list[Row]:
    """The rows of a JSON-lines file. Raises ``EvaluationError`` naming the line that is no row with an id."""
    try:
        lines = file.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{file} cannot be read: {error}", remedy="Give what was exported.") from error
    rows: list[Row] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise EvaluationError(f"{file}, line {number}: not JSON") from error
        if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not isinstance(row.get("question"), str):
            raise EvaluationError(f"{file}, line {number}: no object with an id and a question")
        rows.append(row)
    return rows


def merge(rows: Iterable[Mapping[str, Any]], labels: LabelFile, view: View) -> Imported:
    """Add rows to ``labels``, each checked by itself: the contract's form, and its words in the documents of ``view``.

    A row that stands there already stays as it is, whatever was said since: a person may have completed it.
    """
    done = Imported()
    for row in rows:
        name, question = str(row["id"]), " ".join(str(row["question"]).split())
        if labels.row(name) is not None:
            done.known.append(name)
        elif not isinstance(row.get("answerable"), bool):
            done.unlabelled[name] = question
        elif wrong := _wrong(row, view):
            done.refused[name] = wrong
        else:
            labels.save(row)
            done.added.append(name)
    return done


def _wrong(row: Mapping[str, Any], view: View) -> str:
    """What is wrong with a row by itself, or ""."""
    with tempfile.TemporaryDirectory(prefix="vouch-import-") as folder:
        text = json.dumps(dict(row), ensure_ascii=False) + "\n"
        (Path(folder) / QUESTIONS_FILE).write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            locate(load_set(Path(folder)), view)
        except LabelError as error:
            return "; ".join(problem.reason for problem in error.problems) or str(error)
    return ""
