"""Registers made by hand: facts that rest on real words of small texts, as a view would show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from evidence.model import (
    DocumentDate,
    DocumentKey,
    Fact,
    Metadata,
    Origin,
    Span,
    StoredDocument,
    StoredFact,
    Strength,
    fact_id,
)


@dataclass
class HandRegister:
    """Documents and facts in memory; ``add`` writes one document with its facts, each citing words of its text."""

    held: list[StoredDocument] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    rows: dict[str, list[StoredFact]] = field(default_factory=dict)

    def add(
        self, path: str, text: str, *facts: tuple[str, str, Mapping[str, str]], written: str = "",
        strength: Strength = Strength.RECORD, title: str = "",
    ) -> None:  # fmt: skip
        """One document; a fact is (kind, words of the text, fields and dates): ISO days are dates, the rest fields."""
        number, key = len(self.held), DocumentKey("hand", path)
        stated = (DocumentDate("written", date.fromisoformat(written), Origin.TEXT),) if written else ()
        metadata = Metadata(title=title or path, dates=stated)
        self.held.append(
            StoredDocument(path, key, title or path, "0" * 64, "text/1", len(text), 1, metadata, ("all",), None, number)
        )
        self.texts.append(text)
        for ordinal, (kind, words, values) in enumerate(facts):
            at = text.index(words)
            dates = {name: value for name, value in values.items() if _is_day(value)}
            fields = {name: value for name, value in values.items() if name not in dates}
            if written:
                dates.setdefault("written", written)
            fact = Fact(kind, fields, (Span(at, at + len(words)),), strength, dates, "text", "hand/1")
            self.rows.setdefault(kind, []).append(StoredFact(fact_id(key, fact), path, number, ordinal, fact))

    def facts(self, kind: str) -> tuple[StoredFact, ...]:
        """Every fact of one kind."""
        return tuple(self.rows.get(kind, ()))

    def documents(self) -> list[StoredDocument]:
        """Every document."""
        return list(self.held)

    def text(self, document: int) -> str:
        """A document's text."""
        return self.texts[document]


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
