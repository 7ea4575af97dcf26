"""Reports as pages: sections with prose, charts and tables, each line with the sources that it opens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.reports import Report
from assistant.reports.report import Bar, Section
from assistant.web.answers import Source, source
from evidence.citing import Citer, Words
from evidence.model import StoredFact

MOST_ROWS = 200
"""Rows of a table that are shown at once; the rest is asked for, or in the files."""
MOST_AT_ALL = 5_000
_MOST_SOURCES = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a sentence with its sources."""

    cells: tuple[str, ...]
    sources: tuple[Source, ...]
    tone: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A section as the page shows it. ``more`` rows are left out."""

    title: str
    sentences: tuple[Line, ...]
    bars: tuple[Bar, ...]
    columns: tuple[str, ...]
    rows: tuple[Line, ...]
    more: int
    wide: frozenset[int]
    """Columns that hold long text."""

    @property
    def cited(self) -> bool:
        """Whether any row has a source."""
        return any(row.sources for row in self.rows)


_LONG = 28


def parts_of(report: Report, most: int = MOST_ROWS) -> list[Part]:
    """The sections of a report, each with at most so many rows."""
    return [part_of(each, most) for each in report.sections]


def part_of(section: Section, most: int = MOST_ROWS) -> Part:
    """One section."""
    kept = section.rows[:most]
    longest = [max((len(row.cells[at]) for row in kept if at < len(row.cells)), default=0) for at in _places(section)]
    said = [at for at in _places(section) if longest[at] or not kept]  # columns that no row fills are left out here
    return Part(
        section.title,
        tuple(Line((each.text,), sources_of(each.citations), rule=each.rule) for each in section.sentences),
        section.bars,
        tuple(section.columns[at] for at in said),
        tuple(Line(_cells(row.cells, said), sources_of(row.citations), row.tone) for row in kept),
        len(section.rows) - len(kept),
        frozenset(place for place, at in enumerate(said) if longest[at] > _LONG),
    )


def _cells(cells: tuple[str, ...], said: list[int]) -> tuple[str, ...]:
    return tuple(cells[at] if at < len(cells) else "" for at in said)


def _places(section: Section) -> range:
    return range(len(section.columns))


def sources_of(citations: Iterable[Words]) -> tuple[Source, ...]:
    """Citations as sources, numbered; the same words once."""
    unique = dict.fromkeys(citations)
    return tuple(source(each.as_json(), str(at)) for at, each in enumerate(unique, 1) if at <= _MOST_SOURCES)


def source_of(citer: Citer, fact: StoredFact, label: str = "") -> Source:
    """The words that a fact rests on, all of them highlighted."""
    first, *rest = (citer.fact(fact, at) for at in range(len(fact.fact.spans)))
    return source(first.as_json(), label, [each.as_json() for each in rest])


def facts_of(citer: Citer, facts: Sequence[StoredFact]) -> tuple[Source, ...]:
    """Facts as numbered sources."""
    return tuple(source_of(citer, each, str(at)) for at, each in enumerate(facts[:_MOST_SOURCES], 1))


def exported(service: Any, who: Any, said: dict[str, Any]) -> None:
    """Note in the ledger that something was taken away."""
    service.record.ledger.append("export", who.person, who.groups, said)
