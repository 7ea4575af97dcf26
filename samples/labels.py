"""Joins the labelled questions of the sample organisation: ``python -m samples.labels``.

The questions are written by hand, one file an author, under ``samples/questions``. A row belongs to ``dev`` or ``test``
by the fact it asks for, never by its phrasing: rows that share a fact, a gold quotation or a conversation stay together.
``vouch label samples/organisation --verify`` then proves every quotation in its document.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent
PARTS = _HERE / "questions"
TARGET = _HERE / "organisation" / "questions.jsonl"

Row = dict[str, Any]


def rows() -> list[Row]:
    """Every row of every author, with its split. Raises ``ValueError`` naming the line of a row that is no object."""
    read = [row for part in sorted(PARTS.glob("*.jsonl")) for row in _part(part)]
    group = _groups(read)
    return [{**row, "split": _split(group[row["id"]])} for row in read]


def _part(file: Path) -> Iterator[Row]:
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                raise ValueError(f"{file.name}, line {number}: {error}") from error


def _groups(read: list[Row]) -> dict[str, str]:
    """Question id -> the first id of all questions that ask, in the end, for the same."""
    parent = {row["id"]: row["id"] for row in read}

    def top(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    holder: dict[tuple[str, ...], str] = {}
    for row in read:
        for tie in _ties(row):
            first = holder.setdefault(tie, row["id"])
            one, other = sorted((top(first), top(row["id"])))
            parent[other] = one
    return {name: top(name) for name in parent}


def _ties(row: Row) -> Iterator[tuple[str, ...]]:
    yield ("question", row.get("follow_up_of") or row["id"])
    yield ("question", row["id"])
    if row.get("fact"):
        yield ("fact", row["fact"])
    for gold in row.get("gold", ()):
        if gold.get("quote"):
            yield ("quote", gold["doc_id"], " ".join(gold["quote"].split()))


def _split(group: str) -> str:
    return "dev" if hashlib.sha256(f"split {group}".encode()).digest()[0] % 2 else "test"


def main() -> int:
    """Write the joined file and say what it holds."""
    joined = rows()
    TARGET.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in joined), "utf-8")
    for split in ("dev", "test"):
        kinds = Counter(row["kind"] for row in joined if row["split"] == split)
        print(split, sum(kinds.values()), dict(sorted(kinds.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
