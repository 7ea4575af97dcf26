"""Tables of minutes whose rows say of which kind they are: "12.2 | A | Order the rails | BS | 24 Sep" beside I and D rows.

The kind stands in a column of its own, as a letter or a word; only rows of the kind asked for are given.
"""

from __future__ import annotations

import re

from evidence.model import Table
from ingest.facts.columns import Record
from ingest.facts.reading import Reading

_COLUMN = re.compile(
    r"(?:type|kind|category|class|typ|art|kat(?:egorie)?\.?|a/?d/?i|i/?a/?d|d/?a/?i|a ?/ ?i ?/ ?d|t|k)", re.I
)
_ACTION = re.compile(r"(?:a|act(?:ion)?|t|task|to-?do|aufgabe)\.?", re.I)
_DECISION = re.compile(r"(?:d|dec(?:ision)?|b|beschluss|e|entscheid(?:ung)?|agreement|resolution)\.?", re.I)
_OTHER = re.compile(
    r"(?:i|info(?:rmation)?|n|note|f|fact|feststellung|r|risk|q|question|discussion|status|p|point)\.?", re.I
)
_TEXT = re.compile(
    r"(?:content|contents|inhalt|text|description|subject|topic|item|what|note|notes|minute|discussion|thema|matter|details?|action|decision)s?",
    re.I,
)


def typed(reading: Reading, table: Table, kind: str) -> tuple[str, list[Record]] | None:
    """The column of words and the rows that are of ``kind`` (action or decision); None if rows have no kinds."""
    names = [name.strip() for name in table.header]
    column = next((name for name in names if _COLUMN.fullmatch(name)), "")
    text = next((name for name in names if name != column and _TEXT.fullmatch(name)), "")
    if not column or not text:
        return None
    rows = [(record, _said(record, column)) for record in reading.records(table)]
    kinds = [words for _, words in rows if words]
    every = (_ACTION, _DECISION, _OTHER)
    if not kinds or any(not any(pattern.fullmatch(words) for pattern in every) for words in kinds):
        return None
    if len({words.lower() for words in kinds}) < 2:  # one kind alone tells nothing apart
        return None
    wanted = _ACTION if kind == "action" else _DECISION
    return text, [record for record, words in rows if wanted.fullmatch(words) and reading.visible(record.span)]


def _said(record: Record, column: str) -> str:
    entry = record.named(re.escape(column))
    return entry.text.strip() if entry else ""
