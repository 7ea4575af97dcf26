"""Documents as blocks with the words cited marked: nothing lost, nothing moved, no markup."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.originals import Block, Piece, Reading, read
from evidence.model import DocumentKey, Metadata, ParsedDocument, Span, StoredDocument
from ingest.limits import Limits
from ingest.parse.html import parse_html
from ingest.parse.markdown import parse_markdown
from ingest.parse.pdf import parse_pdf
from tests.support.evidence_room import MARKDOWN, policy_pdf

LIMITS = Limits()


def opened(parsed: ParsedDocument, *spans: Span, around: int | None = None, window: int = 60_000) -> Reading:
    stored = StoredDocument("a.x", DocumentKey("docs", "a.x"), "A", "0" * 64, parsed.parser, len(parsed.text), 1,
                            Metadata(), ("all",), None, 1)  # fmt: skip
    return read(stored, parsed, spans, around=around, window=window)


def pieces(reading: Reading) -> Iterator[Piece]:
    for block in reading.blocks:
        yield from pieces_of(block)


def pieces_of(block: Block) -> Iterator[Piece]:
    yield from block.pieces
    if block.table:
        for cell in (*block.table.header, *(cell for row in block.table.rows for cell in row.cells)):
            yield from cell.pieces


def marked(reading: Reading) -> str:
    return "|".join(piece.text for piece in pieces(reading) if piece.marked)


def kinds(reading: Reading) -> list[str]:
    return [block.kind for block in reading.blocks]


@pytest.fixture(name="notes", scope="module")
def _notes() -> ParsedDocument:
    return parse_markdown(MARKDOWN.encode(), "scope.md", LIMITS)


def test_markdown_reads_as_blocks_without_its_markup(notes: ParsedDocument) -> None:
    found = opened(notes)
    assert kinds(found) == ["paragraph", "heading", "paragraph", "item", "item", "table", "paragraph"]
    front, heading, prose, first, _, grid, hidden = found.blocks
    assert (front.text, front.mark) == ("title: Scope", "front_matter")
    assert (heading.text, heading.level) == ("Scope of the management system", 1)
    assert prose.text == "The scope covers credit scoring & fraud detection, see the policy."
    assert (first.bullet, first.text) == ("•", "scoring of loans")
    assert grid.table is not None
    assert [piece.text for cell in grid.table.header for piece in cell.pieces] == ["System", "Owner"]
    assert ["".join(p.text for p in cell.pieces) for cell in grid.table.rows[0].cells] == [
        "ScoreWell",
        "Tomas Lindqvist",
    ]
    assert hidden.mark == "hidden" and "Hidden in the original" in hidden.label
    assert not any("<" in piece.text or "**" in piece.text or "alert" in piece.text for piece in pieces(found))


def test_a_quote_across_markup_is_marked_in_clean_words(notes: ParsedDocument) -> None:
    start = notes.text.index("**credit")
    end = notes.text.index("detection, see") + len("detection")
    found = opened(notes, Span(start, end))
    assert marked(found) == "credit scoring & fraud detection"
    assert [piece.anchor for piece in pieces(found) if piece.marked] == [True]


def test_a_quote_in_a_table_marks_cells_and_row(notes: ParsedDocument) -> None:
    start = notes.text.index("ScoreWell")
    found = opened(notes, Span(start, notes.text.index("**Lindqvist**") + len("**Lindqvist**")))
    assert marked(found) == "ScoreWell|Tomas Lindqvist"
    assert [row.marked for block in found.blocks if block.table for row in block.table.rows] == [True]


def test_pages_begin_with_a_block_and_tell_the_page_of_the_quote() -> None:
    parsed = parse_pdf(policy_pdf(), "policy.pdf", LIMITS)
    second = parsed.pages[1]
    start = parsed.text.index("approved", second.start)
    found = opened(parsed, Span(start, start + 8))
    assert [block.page for block in found.blocks if block.kind == "page"] == [1, 2]
    assert (found.page, found.pages, marked(found)) == (2, 2, "approved")


def test_an_html_page_is_shown_as_text_only() -> None:
    page = b"<h1>Hello &lt;b&gt;</h1><p>one <b>two</b></p><script>alert(1)</script><ul><li>three</li></ul>"
    found = opened(parse_html(page, "x.html", LIMITS))
    assert [block.text for block in found.blocks] == ["Hello <b>", "one two", "three"]


def test_code_keeps_its_lines() -> None:
    found = opened(parse_markdown(b"Text.\n\n```\na = 1\n\n  b = 2\n```\n\nEnd.\n", "a.md", LIMITS))
    assert [(block.kind, block.text) for block in found.blocks] == [
        ("paragraph", "Text."), ("code", "a = 1\n\n  b = 2"), ("paragraph", "End.")]  # fmt: skip


def test_a_long_document_is_cut_around_the_quote_and_can_be_read_on() -> None:
    text = "\n\n".join(f"Paragraph {number} of the long document." for number in range(5_000))
    parsed = ParsedDocument(text, "text/1")
    at = text.index("Paragraph 2500 ")
    found = opened(parsed, Span(at, at + 14), window=4_000)
    assert found.found and found.end - found.start < 9_000
    assert (
        found.before is not None and found.after is not None and found.before < found.start < found.end <= found.after
    )
    forwards, backwards = windows(parsed, 0), windows(parsed, len(text))
    assert forwards[0][0] == 0 and forwards[-1][1] == len(text) and len(forwards) > 10
    assert all(one[1] >= other[0] for one, other in pairwise(forwards)), "a gap on the way down"
    assert backwards[-1][0] == 0 and all(one[0] <= other[1] for one, other in pairwise(backwards)), (
        "a gap on the way up"
    )


def windows(parsed: ParsedDocument, around: int | None) -> list[tuple[int, int]]:
    """The windows that a reader meets who reads on from one end to the other."""
    found, down = [], around == 0
    while around is not None:
        window = opened(parsed, around=around, window=4_000)
        found.append((window.start, window.end))
        around = window.after if down else window.before
    return found


def test_a_window_of_a_long_table_says_how_many_rows_it_leaves_out() -> None:
    lines = "\n".join(f"| {number} | row {number} |" for number in range(4_000))
    parsed = parse_markdown(f"| No. | Text |\n|---|---|\n{lines}\n".encode(), "a.md", LIMITS)
    at = parsed.text.index("row 2000")
    found = opened(parsed, Span(at, at + 8), window=4_000)
    (grid,) = [block.table for block in found.blocks if block.table]
    assert marked(found) == "row 2000"
    assert grid.rows_before + len(grid.rows) + grid.rows_after == 4_000 and grid.rows_before and grid.rows_after


@given(
    st.text(alphabet="ab \n*_`#|-<>&;[]!1", max_size=120),
    st.lists(st.tuples(st.integers(0, 140), st.integers(0, 60)), max_size=3),
)
def test_every_word_is_shown_once_and_stands_where_it_says(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(start, start + length) for start, length in places]
    found = opened(ParsedDocument(text, "text/1"), *spans)
    shown = list(pieces(found))
    assert all(earlier.end <= later.start for earlier, later in pairwise(shown))
    for piece in shown:
        assert letters(piece.text) == letters(text[piece.start : piece.end])
    assert letters("".join(piece.text for piece in shown)) == letters(text)
    inside = "".join(each for at, each in enumerate(text) if any(span.start <= at < span.end for span in spans))
    assert letters(marked(found).replace("|", "")) == letters(inside)


def letters(text: str) -> str:
    return "".join(each for each in text if each.isalnum())
