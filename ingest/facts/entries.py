"""Registers written as text: a heading or a numbered line names each entry, and labelled lines below tell about it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Span
from ingest.facts.blocks import Block, blocks
from ingest.facts.cells import Value, filled
from ingest.facts.labels import unmarked
from ingest.facts.reading import Reading
from ingest.facts.registers import Line, fitting
from ingest.facts.shapes import SHAPES
from ingest.metadata import path_words

_FEWEST = 2  # entries of a register: one heading above one block is any section
_LONGEST = 70  # characters of a name
_ENTRY = re.compile(r"\s*(?:#{1,6}\s|\d{1,3}[.)]\s|\*\*[^*\n]+\*\*\s*$|[-*•]\s+\*\*[^*\n]+\*\*\s*$)")
_NUMBERED = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3}){0,2}[.)]?|[a-z][.)])\s+")
_SECTION = re.compile(
    r"(?i)\b(?:documents?|control|overview|details?|purpose|scope|contacts?|summary|history|notes?|roles?|responsibilit\w+|introduction|"
    r"background|general|information|approvals?|review|sign\w*|section|annex|appendix|status|steps?|phase|part|tables?|about|"
    r"fields?|example\w*|templates?|category|categories|process(?:es)?|procedures?|polic(?:y|ies)|requirements?|how|what|why|when|who)\b"
)


def entries(reading: Reading, subject: str) -> Iterator[Line]:
    """The entries of a document that calls itself a register of ``subject`` and lists them under names of their own."""
    shape = SHAPES[subject]
    title = f"{reading.title}\n{path_words(reading.path)}"
    if not shape.hint.search(title) or (shape.elsewhere and shape.elsewhere.search(title)):
        return
    named = (entry for block in blocks(reading) for entry in _named(reading, block))
    found = [line for name, block in named if (line := _entry(reading, subject, name, block)) is not None]
    if len(found) >= _FEWEST:
        yield from found


def _named(reading: Reading, block: Block) -> Iterator[tuple[Value, Block]]:
    """The parts of a block of labels that a name stands above: "Last updated: ..." above the first name is no part of it."""
    named = [(at, name) for at, (_, value) in enumerate(block) if (name := _above(reading, value.span.start))]
    ends = [*(at for at, _ in named), len(block)][1:]
    for (at, name), end in zip(named, ends, strict=True):
        yield name, block[at:end]


def _entry(reading: Reading, subject: str, name: Value, block: Block) -> Line | None:
    shape = SHAPES[subject]
    values: dict[str, Value] = {}
    for label, value in block:
        if shape.never and shape.never.fullmatch(label.strip(" *_:").casefold()):
            return None
        field = next((field for field in shape.fields if fitting(label, shape, field)), "")
        if field and filled(value.text):
            values.setdefault(field, value)
    if "name" in values or not any(need <= values.keys() | {"name"} for need in shape.needs):
        return None
    values["name"] = name
    spans = sorted((value.span for value in values.values()), key=lambda span: span.start)
    return Line(reading, subject, values, tuple(spans))


def _above(reading: Reading, at: int) -> Value | None:
    """The name in the heading or numbered line right above the line that holds ``at``."""
    start = reading.line(at).start
    before = reading.text[:start].rstrip()
    line = reading.line(len(before)) if before else Span(0, 0)
    words = reading.quote(line)
    name = _NUMBERED.sub("", unmarked(words)).strip(" .")
    fits = _ENTRY.match(words) and name and len(name) <= _LONGEST and name[0].isupper()
    if not fits or ":" in name or _SECTION.search(name) or not filled(name) or not reading.visible(line):
        return None
    place = reading.text.find(name, line.start, line.end)
    return Value(name, Span(place, place + len(name))) if place >= 0 else None
