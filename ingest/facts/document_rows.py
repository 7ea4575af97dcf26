"""Registers of documents: which tables are one, and the title in each of their rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.facts.columns import Record
from ingest.facts.mentions import named
from ingest.facts.reading import Reading

_TITLE_COLUMN = re.compile(
    r"(?:document|policy|procedure|standard|title|controlled document|(?:document|policy|procedure)(?: or (?:document|policy|procedure))? ?(?:title|name)|name of (?:document|policy)|policy ?/ ?procedure|policies|documents)",
    re.I,
)
_OTHER_REGISTER = frozenset(
    {
        "likelihood",
        "impact",
        "score",
        "treatment",
        "due",
        "objective",
        "kpi",
        "person",
        "course",
        "supplier",
        "system",
        "cause",
    }
)


def register_rows(reading: Reading) -> Iterator[Record]:
    """The rows of registers of documents: a column of titles beside versions, approvals or reviews."""
    for table, columns in reading.tables:
        if _OTHER_REGISTER & set(columns) or not any(_TITLE_COLUMN.fullmatch(name.strip()) for name in table.header):
            continue
        if (
            len({"approver", "approved", "next_review", "version", "owner"} & set(columns)) < 2
            or columns.get("version") == 0
        ):
            continue
        if {"approver", "approved", "version", "next_review"} & set(columns):
            yield from (record for record in reading.records(table) if reading.visible(record.span))


def title_entry(record: Record) -> str:
    """The title in a row of a register of documents."""
    for entry in record.entries:
        if _TITLE_COLUMN.fullmatch(entry.name.strip()) and entry.text.strip():
            return named(entry.text)
    return ""
