"""What a report is: sections of sentences, tables and charts, each row with the words it rests on. Forms draw it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.clauses import Clauses, Correction
from assistant.document_state import state_of
from assistant.query import Period
from evidence.citing import Citer, Words
from evidence.dates import find_dates
from evidence.embedders import Embedder
from evidence.frameworks import Framework, load
from evidence.model import StoredDocument, StoredFact, Strength
from evidence.record import Decision
from evidence.view import View

if TYPE_CHECKING:
    from assistant.reports.since import Last, Shown

_TELLING = frozenset({"written", "issued", "effective", "approved", "unknown"})
EMPTY = "—"
"""What an empty cell shows, so that it is seen to be empty."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a cell a column, the words it rests on, and a ``tone``: ``good``, ``warn``, ``bad`` or ""."""

    cells: tuple[str, ...]
    citations: tuple[Words, ...] = ()
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of prose with the words it rests on; ``rule`` says how it was computed, "" for a fact as it stands.

    ``plain`` is what the rules said where a language model's words stand in ``text``.
    """

    text: str
    citations: tuple[Words, ...] = ()
    rule: str = ""
    plain: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart; ``note`` is written at its end."""

    label: str
    value: float
    note: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: prose, then a chart, then a table; any may be empty."""

    title: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report as a value. ``plain``, where given, is its JSON form, a contract of its own, in place of the usual.

    ``shown`` is what the next executive summary is compared with.
    """

    name: str
    title: str
    as_of: date
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()
    framework: str = ""
    period: str = ""
    plain: Any = None
    shown: Shown | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the first section that has a table."""
        return next((section.columns for section in self.sections if section.columns), ())

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all sections."""
        return tuple(row for section in self.sections for row in section.rows)

    def as_json(self) -> Any:
        """Plain data: ``name``, ``title``, ``as_of``, ``framework``, ``period``, ``notes``, ``sections``."""
        if self.plain is not None:
            return self.plain
        return {
            "name": self.name,
            "title": self.title,
            "as_of": self.as_of.isoformat(),
            "framework": self.framework or None,
            "period": self.period or None,
            "notes": list(self.notes),
            "sections": [_section_json(section) for section in self.sections],
        }


def _section_json(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "sentences": [
            {
                "text": each.text,
                "rule": each.rule or None,
                "citations": [words.as_json() for words in each.citations],
                **({"plain": each.plain} if each.plain else {}),
            }
            for each in section.sentences
        ],
        "columns": list(section.columns),
        "rows": [
            {
                "cells": dict(zip(section.columns, row.cells, strict=False)),
                "tone": row.tone or None,
                "citations": [words.as_json() for words in row.citations],
            }
            for row in section.rows
        ],
        "chart": [{"label": bar.label, "value": bar.value, "note": bar.note} for bar in section.bars],
    }


@dataclass
class Request:
    """What a report is made of: a view, a day, and optionally frameworks, a period and people's corrections.

    ``signed`` are people's verdicts by (framework, ref): what was decided, by whom and on which day; ``decisions``
    those about findings, by id. ``audience`` and ``last`` (the summary before) are for executive summaries. ``embed``
    gives the model by which passages are mapped to requirements; without it they are left out.
    """

    view: View
    today: date
    frameworks: Sequence[Framework] = ()
    period: Period | None = None
    corrections: Sequence[Correction] = ()
    signed: Mapping[tuple[str, str], Decision] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    audience: str = ""
    last: Last | None = None
    embed: Callable[[], Embedder] | None = None
    _citer: Citer | None = None
    _documents: dict[int, StoredDocument] | None = None

    @property
    def citer(self) -> Citer:
        """Cites facts; one a request, so that each document is read once."""
        if self._citer is None:
            self._citer = Citer(self.view)
        return self._citer

    @property
    def documents(self) -> dict[int, StoredDocument]:
        """The view's documents by rowid."""
        if self._documents is None:
            self._documents = {document.rowid: document for document in self.view.documents()}
        return self._documents

    @property
    def framework(self) -> Framework:
        """The framework asked for, else the one that the documents name most (ISO/IEC 42001 when none is named)."""
        if self.frameworks:
            return self.frameworks[0]
        from assistant.clauses import in_use

        counts = in_use(self.view)
        return load(max(counts, key=lambda identity: counts[identity]))

    def clauses(self, framework: Framework) -> Clauses:
        """The mapping to a framework."""
        return Clauses(self.view, framework, self.today, self.corrections)

    def cite(self, *facts: StoredFact) -> tuple[Words, ...]:
        """The words of facts."""
        return tuple(self.citer.fact(fact) for fact in facts)

    def title(self, fact: StoredFact) -> str:
        """The title of a fact's document."""
        return self.documents[fact.document].title

    def facts(self, kind: str) -> tuple[StoredFact, ...]:
        """Every fact of a kind."""
        return self.view.facts(kind)

    def document_day(self, document: int) -> date:
        """The day a document is of: stated by it, else in its name, else the earliest day there is."""
        stored = self.documents[document]
        stated = [each.value for each in stored.metadata.dates if each.kind in _TELLING]
        if not stated:
            stated = [found[2] for found in find_dates(stored.key.path)]
        return max(stated, default=date.min)

    def newest(self, facts: Iterable[StoredFact], key: Callable[[StoredFact], object]) -> list[StoredFact]:
        """Of facts with the same key, that of the newest document; in the order of their first appearance."""
        best: dict[object, StoredFact] = {}
        for fact in facts:
            held = best.get(key(fact))
            if held is None or self._age(fact) > self._age(held):
                best[key(fact)] = fact
        return list(best.values())

    def _age(self, fact: StoredFact) -> tuple[bool, date, int]:
        current = state_of(self.documents[fact.document]) not in (Strength.SUPERSEDED, Strength.WITHDRAWN)
        return current, self.document_day(fact.document), len(fact.fact.fields)

    def within(self, day: date | None) -> bool:
        """Whether a day is in the period asked for, and not after today; without a period every past day is."""
        if day is None:
            return self.period is None
        if self.period is not None:
            return self.period.first <= day <= min(self.period.last, self.today)
        return day <= self.today


def day(text: str) -> date | None:
    """A fact's ISO day, ``None`` for none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
