"""Registers of documents: which tables are one, and the title in each of their rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Table
from ingest.facts.columns import Record, roles
from ingest.facts.mentions import named
from ingest.facts.reading import Reading

_TITLE_COLUMN = re.compile(
    r"(?:document|policy|procedure|standard|title|controlled document|(?:document|policy|procedure)(?: or (?:document|policy|procedure))? ?(?:title|name)|name of (?:document|policy)|policy ?/ ?procedure|policies|documents|procedures|title ?/ ?(?:doc(?:ument)?[- ]?)?(?:id|no\.?|number|ref\.?)|(?:sop|document|policy|procedure)(?: name| title)?(?: ?/ ?| and )(?:ref(?:erence)?|no\.?|number|id))",
    re.I,
)
_NAME_COLUMN = re.compile(r"(?:name|what it is called|called)", re.I)
_DOCUMENTS = re.compile(
    r"\b(?:controlled documents?|documents?|polic(?:y|ies)|procedures?|documented information)\b", re.I
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
        titled = any(_TITLE_COLUMN.fullmatch(name.strip()) for name in table.header)
        if _OTHER_REGISTER & set(columns) or not (titled or _named(reading, table)):
            continue
        if (
            len({"approver", "approved", "next_review", "version", "owner"} & set(columns)) < 2
            or columns.get("version") == 0
        ):
            continue
        if {"approver", "approved", "version", "next_review"} & set(columns):
            yield from (record for record in reading.records(table) if reading.visible(record.span))


def _named(reading: Reading, table: Table) -> bool:
    """Whether a table with a column of names and one of versions is, by the words around it, one of documents."""
    words = "\n".join((table.caption, table.sheet or "", reading.section(table.start), reading.title))
    held = any(_NAME_COLUMN.fullmatch(name.strip()) for name in table.header)
    return held and "version" in roles(table.header) and bool(_DOCUMENTS.search(words))


def title_entry(record: Record) -> str:
    """The title in a row of a register of documents."""
    for entry in record.entries:
        if _TITLE_COLUMN.fullmatch(entry.name.strip()) and entry.text.strip():
            return named(entry.text)
    for entry in record.entries:
        if _NAME_COLUMN.fullmatch(entry.name.strip()) and entry.text.strip():
            return named(entry.text)
    return ""
