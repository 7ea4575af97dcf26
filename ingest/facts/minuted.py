"""Minutes laid out in a table: a column of what was said, beside the number of the minute and perhaps who acts.

Sentences of tables are no prose elsewhere, because registers have none; here a cell is a minute, and its sentences count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Span, Table
from evidence.sentences import sentence_spans
from ingest.facts.columns import Record
from ingest.facts.reading import Reading

_WORDS = 6  # words of a cell from which on it is prose
_PROSE = 0.6  # share of a column's cells that are
_NUMBER = re.compile(r"(?:[A-Z]{0,5}[-/ ]?)?\d{1,4}(?:[-/.]\d{1,4}){0,2}[.)]?")
_OTHER = re.compile(
    r"(?:actions?|tasks?|decisions?|resolutions?|risks?|controls?|objectives?|findings?|names?|members?|apologies|attendees|present|kpi|course|supplier|system)\b.*",
    re.I,
)
_SAID = re.compile(
    r"(?:meeting |main )?(?:notes|minutes?|discussion|business|points? (?:made|discussed)|(?:what )?(?:was |we )?(?:said|discussed)|record|remarks|summary(?: of (?:the )?discussion)?)",
    re.I,
)
_CUT = re.compile(r"(?<=[.!?])\s+(?=[A-Z(£€$\d])")


@dataclass(frozen=True, slots=True)
class Minute:
    """One cell of what was said: its number (or ""), topic (or ""), words and row, and its sentences' spans."""

    number: str
    topic: str
    span: Span
    row: Span
    sentences: tuple[Span, ...]


def minuted(reading: Reading) -> Iterator[Minute]:
    """The minutes that stand in tables, in order, where the document is minutes."""
    if reading.kind != "minutes":
        return
    for table, _ in reading.tables:
        records = list(reading.records(table))
        column = _prose(table, records)
        if column:
            yield from (minute for record in records if (minute := _minute(reading, record, column)))


def _prose(table: Table, records: list[Record]) -> str:
    """The first column whose cells are prose and whose name tells of nothing else."""
    for name in table.header:
        held = [entry.text for record in records if name and (entry := record.named(re.escape(name.strip())))]
        long = [words for words in held if len(words.split()) >= _WORDS]
        if held and len(long) >= _PROSE * len(held) and not _OTHER.fullmatch(name.strip()):
            return name
    for name in table.header:
        if _SAID.fullmatch(name.strip()):  # short minutes, under a name that tells what they are
            return name
    return ""


def _minute(reading: Reading, record: Record, column: str) -> Minute | None:
    said = record.named(re.escape(column.strip()))
    if said is None or not reading.visible(record.span):
        return None
    number = topic = ""
    for entry in record.entries:
        words = entry.text.strip()
        if entry.span.start >= said.span.start:
            break
        if _NUMBER.fullmatch(words):
            number = words.rstrip(".)")
        elif words:
            topic = words
    return Minute(number, topic, said.span, record.span, tuple(_sentences(reading, said.span)))


def _sentences(reading: Reading, span: Span) -> Iterator[Span]:
    words = reading.quote(span)
    if "\n" in words:
        for each in sentence_spans(words):
            yield Span(span.start + each.start, span.start + each.end)
        return
    at = 0
    for cut in (*_CUT.finditer(words), None):
        end = cut.start() if cut else len(words)
        if not (cut and re.search(r"\b(?:Mr|Mrs|Ms|Dr|St|No|approx|c)\.$", words[at:end])):
            yield reading.trimmed(Span(span.start + at, span.start + end))
            at = cut.end() if cut else end
