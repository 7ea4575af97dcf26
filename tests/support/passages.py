"""Passages and statements made by hand, without an archive."""

from __future__ import annotations

from assistant.statements import Statement, statements
from evidence.model import Origin, StoredPassage


def passage(
    text: str,
    body: str = "",
    *,
    doc_id: str = "d",
    document: int = 1,
    start: int = 0,
    context: str = "",
    section: str | None = None,
    origin: Origin | None = None,
) -> StoredPassage:
    """A passage that is all of its document; one with a ``body`` (its cells beside their columns) is of a table."""
    return StoredPassage(
        rowid=document,
        passage_id=doc_id,
        doc_id=doc_id,
        document=document,
        ordinal=0,
        start=start,
        end=start + len(text),
        text=text,
        context=context,
        body=body or text,
        page=None,
        section=section,
        sheet=None,
        origin=origin or (Origin.CELL if body else Origin.TEXT),
        hidden=False,
    )


def statement(text: str, body: str = "") -> Statement:
    """The first statement of such a passage."""
    return statements(passage(text, body))[0]
