"""Hypothesis strategies for parsed documents: prose, headings, tables, pages and every mark that matters to chunking.

A document is built from blocks as a parser would: canonical text and offsets grow together, so they always agree.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

from hypothesis import strategies as st

from evidence.model import Annotation, Cell, Heading, Mark, Metadata, Page, ParsedDocument, Row, Table

_WORDS = (
    "risk owner policy approved model drift the of and shall not R-14 3.2 Größe naïve données 数据 вода "
    "e.g. No. 12 March 2024 §4 ISO/IEC 42001 supplier incident https://example.org/a_b ﬁnal 🙂 x"
).split()
_MARKS = (Mark.HIDDEN, Mark.COMMENT, Mark.NOTES, Mark.OCR, Mark.SIGNATURE, Mark.HEADER, Mark.INSTRUCTION, Mark.MARKUP)

words = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=25).map(" ".join)
sentences = st.lists(words.map(lambda text: text[0].upper() + text[1:] + "."), min_size=1, max_size=8)
odd_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
long_word = st.integers(200, 2_500).map(lambda length: ("abc9" * length)[:length])
paragraphs = st.one_of(
    sentences.map(" ".join), sentences.map("\n".join), words, words.map(lambda text: f"- {text}"), odd_text, long_word
)


@dataclass
class _Draft:
    text: str = ""
    headings: list[Heading] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)

    def add(self, words: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += words
        return start, len(self.text)


def _add_table(draw: st.DrawFn, draft: _Draft) -> None:
    columns = draw(st.integers(1, 3))
    hidden = draw(st.integers(0, 7)) == 0
    start = len(draft.text)
    header = tuple(f"Column{number}" for number in range(columns)) if draw(st.booleans()) else ("",) * columns
    header_start = header_end = start
    if header[0]:
        header_start, header_end = draft.add(" | ".join(header))
        draft.add("\n")
    rows = []
    for _ in range(draw(st.integers(1, 6))):
        row_start = len(draft.text)
        cells = []
        for column in range(columns):
            value = draw(words)
            cells.append(Cell(*draft.add(value), column))
            if column < columns - 1:
                draft.add(" | ")
        row = Row(row_start, len(draft.text), tuple(cells), hidden=draw(st.integers(0, 5)) == 0)
        if row.hidden or hidden:
            draft.annotations.append(Annotation(row.start, row.end, Mark.HIDDEN, "hidden row"))
        rows.append(row)
        draft.add("\n")
    end = len(draft.text) - 1
    if hidden:
        draft.annotations.append(Annotation(start, end, Mark.HIDDEN, "hidden sheet"))
    draft.tables.append(Table(start, end, header, tuple(rows), header_start, header_end, "Register", "Sheet1", hidden))


def _add_paragraph(draw: st.DrawFn, draft: _Draft) -> None:
    start, end = draft.add(draw(paragraphs))
    if end > start and draw(st.integers(0, 3)) == 0:
        first = draw(st.integers(start, end))
        last = draw(st.integers(first, end))
        whole = draw(st.booleans())
        mark = draw(st.sampled_from(_MARKS))
        draft.annotations.append(Annotation(start if whole else first, end if whole else last, mark, "drawn"))


@st.composite
def documents(draw: st.DrawFn, blocks: int = 12) -> ParsedDocument:
    """A parsed document of up to so many blocks; every offset in it is right."""
    draft = _Draft()
    for _ in range(draw(st.integers(0, blocks))):
        kind = draw(st.sampled_from(("paragraph", "paragraph", "paragraph", "heading", "table", "page")))
        if kind == "heading":
            level, title = draw(st.integers(1, 4)), draw(words)
            mark, _ = draft.add("#" * level + " ")
            start, end = mark, draft.add(title)[1]
            draft.annotations.append(Annotation(mark, mark + level + 1, Mark.MARKUP))
            draft.headings.append(Heading(start, end, level, title))
        elif kind == "table":
            _add_table(draw, draft)
        elif kind == "page":
            draft.breaks.append(len(draft.text))
        else:
            _add_paragraph(draw, draft)
        draft.add(draw(st.sampled_from(("\n\n", "\n", "\n\n\n", "\n \t\n"))))
    return ParsedDocument(
        draft.text,
        "drawn/1",
        Metadata(title=draw(st.sampled_from(("", "Risk policy")))),
        pages=_pages(draw, draft),
        headings=tuple(draft.headings),
        tables=tuple(draft.tables),
        annotations=tuple(draft.annotations),
    )


def _pages(draw: st.DrawFn, draft: _Draft) -> tuple[Page, ...]:
    if not draft.breaks:
        return ()
    bounds = sorted({0, *draft.breaks, len(draft.text)})
    pairs = pairwise(bounds)
    return tuple(Page(n, start, end, ocr=draw(st.booleans())) for n, (start, end) in enumerate(pairs, 1))


def as_corpus_row(document: ParsedDocument) -> ParsedDocument:
    """The same document as if it were a row of ``corpus.jsonl``."""
    return replace(document, metadata=replace(document.metadata, properties={"row": "true", "document": "Rulebook"}))
