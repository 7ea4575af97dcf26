"""What the entailment reader is given of a claim's words: what they are filed under, then each with its columns."""

from __future__ import annotations

import csv
from collections.abc import Sequence

_FILED = 140  # characters of what words are filed under, its beginning
_SAID = 900  # characters of the words


def premise(words: Sequence[str], labels: str, context: str) -> str:
    """``words`` as one text to be read beside a claim: ``context`` (title, section, day), then each statement.

    A row's cells stand behind their column's name where there are as many of these (``labels``, parted by "; ").
    """
    columns = [each.strip() for each in labels.split(";")] if labels else []
    said = " ".join(_read(" ".join(each.split()), columns) for each in words)
    filed = " ".join(dict.fromkeys(context.split()))
    return f"{filed[:_FILED]} | {said[:_SAID]}"


def _read(words: str, columns: Sequence[str]) -> str:
    cells = _cells(words)
    if not columns or len(cells) != len(columns):
        return words
    return "; ".join(f"{name}: {cell.strip()}" for name, cell in zip(columns, cells, strict=True) if cell.strip())


def _cells(words: str) -> list[str]:
    if " | " in words:
        return words.split(" | ")
    try:
        return next(csv.reader([words]))
    except (csv.Error, StopIteration):
        return [words]
