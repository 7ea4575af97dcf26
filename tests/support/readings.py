"""Facts of a document made in a test: from Markdown or CSV words, or from the rows of a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from evidence.model import Fact, ParsedDocument
from ingest.facts.reading import Reading, read
from ingest.limits import Limits
from ingest.metadata import describe
from ingest.parse import parse
from ingest.parse.instructions import find_instructions
from tests.support.books import rows_book

Family = Callable[[Reading], Iterator[Fact]]


def parsed(data: str | bytes, name: str = "page.md") -> ParsedDocument:
    """``data`` parsed, described and searched for instructions to machines, as a file called ``name``."""
    raw = data.encode() if isinstance(data, str) else data
    document = describe(parse(raw, name, Limits()), name)
    return replace(document, annotations=(*document.annotations, *find_instructions(document.text)))


def found(family: Family, data: str | bytes, name: str = "page.md") -> list[Fact]:
    """What ``family`` finds, every span checked to lie inside the text and to hold words."""
    return found_in(family, parsed(data, name), name)


def found_in(family: Family, document: ParsedDocument, name: str = "page.md") -> list[Fact]:
    """As ``found``, of a parsed document."""
    facts = list(family(read(document, name)))
    for fact in facts:
        assert fact.spans and all(0 <= span.start < span.end <= len(document.text) for span in fact.spans), fact
        assert all(value.strip() for value in fact.fields.values()), fact
        assert all(fact.dates.values()), fact
    return facts


def sheet(family: Family, rows: Iterable[Sequence[object]], title: str = "Sheet1", name: str = "b.xlsx") -> list[Fact]:
    """As ``found``, of a workbook of one sheet."""
    return found(family, rows_book(rows, title), name)


def table(header: Sequence[str], *rows: Sequence[str], above: str = "") -> str:
    """A Markdown table with words above it."""
    lines = [above, "", *("| " + " | ".join(row) + " |" for row in (header, ["---"] * len(header), *rows))]
    return "\n".join(lines) + "\n"


def of(facts: Iterable[Fact], kind: str) -> list[dict[str, str]]:
    """The fields and dates (but ``written``) of the facts of one kind."""
    return [
        {**fact.fields, **{name: day for name, day in fact.dates.items() if name != "written"}}
        for fact in facts
        if fact.kind == kind
    ]
