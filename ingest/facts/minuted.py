"""Minutes laid out in a table: a column of what was said, or of how each item ended, beside its number and topic.

Sentences of tables are no prose elsewhere, because registers have none; here a cell is a minute, and its sentences count.
``minuted`` reads a column of prose, ``outcomes`` one of outcomes ("Second lift | much was said | Refused.").
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
_OUTCOME = re.compile(
    r"(?:outcomes?|results?|conclusions?|what (?:was|we) (?:decided|agreed|concluded)|how it ended|upshot)", re.I
)
_TOPIC = re.compile(
    r"(?:subjects?|topics?|items?|matters?|agenda items?|business|points?|what(?: about)?|title|text)", re.I
)
_TALK = re.compile(
    r"(?:talk|talked about|(?:what )?(?:we|they) (?:said|talked about|discussed)|what was said|debate|comments?)", re.I
)
_NUMBER_COLUMN = re.compile(r"(?:#|no\.?|nr\.?|number|item(?: no\.?)?|ref\.?)", re.I)
_CUT = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zà-öø-ÿ]|[(£€$\d])")
_NO_END = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|St|No|approx|c|[^\W\d_a-zà-öø-ÿ])\.$"
)  # "Mr.", and an initial: "Agreed. O. Holm ..."


@dataclass(frozen=True, slots=True)
class Minute:
    """One cell of what was said or decided: the item's number and topic (or ""), words and row, and its sentences."""

    number: str
    topic: str
    span: Span
    row: Span
    sentences: tuple[Span, ...]
    talked: bool = False  # another cell tells what was said, so that this one tells what came of it


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


def outcomes(reading: Reading) -> Iterator[Minute]:
    """The rows of the tables that have a column of outcomes beside one of topics, in order."""
    for table, _ in reading.tables:
        names = [name.strip() for name in table.header]
        said = next((name for name in names if _OUTCOME.fullmatch(name)), "")
        topic = _topic(reading, table, [name for name in names if name != said])
        assigned = any(re.search(r"\b(?:who|owner|by when|due)\b", name, re.I) for name in names)
        talked = assigned and any(_TALK.fullmatch(name) for name in names if name not in (said, topic))
        number = next((name for name in names if _NUMBER_COLUMN.fullmatch(name) and name not in (said, topic)), "")
        if not said or not topic:
            continue
        for record in reading.records(table):
            entry = record.named(re.escape(said))
            if entry is not None and reading.visible(record.span):
                sentences = tuple(_sentences(reading, entry.span))
                yield Minute(_words(record, number), _words(record, topic), entry.span, record.span, sentences, talked)


def _topic(reading: Reading, table: Table, names: list[str]) -> str:
    """The column that says what each row is about: the first of that name whose cells are no mere numbers."""
    for name in names:
        if _TOPIC.fullmatch(name):
            cells = [_words(record, name) for record in reading.records(table)]
            if not all(_NUMBER.fullmatch(words) for words in cells if words):
                return name
    return ""


def _words(record: Record, name: str) -> str:
    entry = record.named(re.escape(name)) if name else None
    return " ".join(entry.text.split()) if entry else ""


def _sentences(reading: Reading, span: Span) -> Iterator[Span]:
    words = reading.quote(span)
    if "\n" in words:
        for each in sentence_spans(words):
            yield Span(span.start + each.start, span.start + each.end)
        return
    at = 0
    for cut in (*_CUT.finditer(words), None):
        end = cut.start() if cut else len(words)
        if not (cut and _NO_END.search(words[at:end])):
            yield reading.trimmed(Span(span.start + at, span.start + end))
            at = cut.end() if cut else end
