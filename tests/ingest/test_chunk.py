"""Passages: every word in exactly one, none where it does not belong, all of them readable by their context."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterable
from itertools import pairwise
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings

from evidence.model import Annotation, Cell, Mark, Origin, ParsedDocument, Passage, Row, Table
from ingest.chunk import ChunkOptions, chunk
from ingest.limits import Limits
from ingest.metadata import describe
from ingest.parse import parse
from ingest.sentences import cut
from ingest.tokens import count_tokens
from tests.support.books import rows_book
from tests.support.documents import as_corpus_row, documents
from tests.support.messages import eml_bytes
from tests.support.office import docx_by

SMALL = ChunkOptions(budget=40, small=10, context=30)
bounded = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def parsed(name: str, content: str | bytes) -> ParsedDocument:
    data = content.encode() if isinstance(content, str) else content
    return describe(parse(data, name, Limits()), name)


def check_cover(document: ParsedDocument, passages: Iterable[Passage]) -> None:
    covered = [0] * len(document.text)
    position = 0
    for passage in passages:
        assert document.text[passage.start : passage.end] == passage.text
        assert position <= passage.start < passage.end
        position = passage.end
        for offset in range(passage.start, passage.end):
            covered[offset] += 1
    wrong = [offset for offset, letter in enumerate(document.text) if letter.isalnum() and covered[offset] != 1]
    assert not wrong, [(offset, document.text[offset]) for offset in wrong[:20]]


@bounded
@given(documents())
def test_every_letter_lies_in_exactly_one_passage(document: ParsedDocument) -> None:
    check_cover(document, chunk(document, "a/b.md", SMALL))


@bounded
@given(documents())
def test_no_passage_crosses_a_page(document: ParsedDocument) -> None:
    for passage in chunk(document, "a/b.md", SMALL):
        held = [page for page in document.pages if page.start < passage.end and page.end > passage.start]
        assert [page.number for page in held] == ([passage.page] if document.pages else [])


@bounded
@given(documents())
def test_hidden_text_is_only_in_hidden_passages(document: ParsedDocument) -> None:
    passages = chunk(document, "a/b.md", SMALL)
    hidden = {
        offset
        for note in document.annotations
        if note.mark is Mark.HIDDEN
        for offset in range(note.start, note.end)
        if document.text[offset].isalnum()
    }
    for passage in passages:
        letters = {offset for offset in range(passage.start, passage.end) if document.text[offset].isalnum()}
        assert letters <= hidden if passage.hidden else not letters & hidden


@bounded
@given(documents())
def test_a_row_is_never_cut(document: ParsedDocument) -> None:
    passages = chunk(document, "a/b.md", SMALL)
    for table in document.tables:
        for row in table.rows:
            held = [passage for passage in passages if passage.start < row.end and passage.end > row.start]
            if not any(map(str.isalnum, document.text[row.start : row.end])):
                continue  # a row of an emoji says nothing that could be found
            assert len(held) == 1
            assert held[0].start <= row.start and row.end <= held[0].end


@bounded
@given(documents())
def test_prose_is_within_the_budget(document: ParsedDocument) -> None:
    for passage in chunk(document, "a/b.md", SMALL):
        if not any(table.start < passage.end and table.end > passage.start for table in document.tables):
            assert count_tokens(passage.text) <= SMALL.budget


@bounded
@given(documents())
def test_a_corpus_row_is_one_passage(document: ParsedDocument) -> None:
    document = as_corpus_row(document)
    passages = chunk(document, "r-1", SMALL)
    assert [passage.text for passage in passages] == ([document.text.strip()] if document.text.strip() else [])


@bounded
@given(documents())
def test_the_same_document_is_cut_the_same_way(document: ParsedDocument) -> None:
    assert chunk(document, "a/b.md", SMALL) == chunk(document, "a/b.md", SMALL)


def test_headings_give_section_and_context() -> None:
    document = parsed("policy.md", "# Policy\n\n## Scope\n\n### Models\n\n" + "All models are covered here. " * 8)
    passage = next(found for found in chunk(document, "policy.md") if "covered" in found.text)
    assert passage.section == "Scope > Models"
    assert passage.context.endswith("Scope > Models")


def test_rows_are_read_under_their_columns() -> None:
    document = parsed("risks.csv", "id,risk,owner\nR-1,Model drift,Ann\nR-2,Leak,Bob\n")
    (passage,) = chunk(document, "risks.csv")
    assert passage.body == "id: R-1; risk: Model drift; owner: Ann\nid: R-2; risk: Leak; owner: Bob"
    assert passage.origin is Origin.CELL


def test_many_rows_share_passages_within_the_budget() -> None:
    document = parsed("risks.csv", "id,risk\n" + "".join(f"R-{n},risk number {n} of many\n" for n in range(200)))
    passages = chunk(document, "risks.csv", SMALL)
    assert 20 < len(passages) < 200
    assert all(count_tokens(passage.body) <= SMALL.budget for passage in passages)


def test_a_header_above_hidden_rows_is_told_from_a_hidden_header() -> None:
    text = "Secret\nvalue one\n"
    table = Table(0, 16, ("Secret",), (Row(7, 16, (Cell(7, 16, 0),)),), 0, 6)
    hidden = Annotation(0, 6, Mark.HIDDEN, "hidden row")
    passages = chunk(ParsedDocument(text, "t/1", tables=(table,), annotations=(hidden,)), "t.csv")
    assert [(passage.text, passage.hidden) for passage in passages] == [("Secret", True), ("value one", False)]


def test_a_hidden_cell_of_a_visible_row_is_not_found_by_its_words() -> None:
    text = "Ann | salary"
    table = Table(0, 12, ("Name", "Pay"), (Row(0, 12, (Cell(0, 3, 0), Cell(6, 12, 1))),))
    hidden = Annotation(6, 12, Mark.HIDDEN, "hidden column")
    (passage,) = chunk(ParsedDocument(text, "t/1", tables=(table,), annotations=(hidden,)), "t.csv")
    assert (passage.text, passage.body) == (text, "Name: Ann")


def test_the_date_stands_in_the_context_in_both_forms() -> None:
    path = "minutes/2023-01-17 board.md"
    document = describe(parse(b"We met and decided this.", "x.md", Limits()), path)
    (passage,) = chunk(document, path)
    assert "2023-01-17 17 January 2023" in passage.context


def test_a_long_path_costs_neither_its_date_nor_the_file_name() -> None:
    path = "very long folder name of the organisation/" * 20 + "board 2023-01-17 decisions.md"
    document = describe(parse(b"We met and decided this.", "x.md", Limits()), path)
    (passage,) = chunk(document, path)
    assert "17 January 2023" in passage.context
    assert "decisions" in passage.context
    assert count_tokens(passage.context) <= 55


def test_markdown_is_clean_in_the_body_and_exact_in_the_text() -> None:
    source = "Some **bold** words and a [link](http://a.example/b).\n\n| A | B |\n| --- | --- |\n| **R-1** | `x` |\n"
    prose, rows = chunk(parsed("a.md", source), "a.md")
    assert prose.body == "Some bold words and a link."
    assert "**bold**" in prose.text
    assert rows.body == "A: R-1; B: x"


def test_too_many_passages_make_coarser_ones() -> None:
    text = "\n\n".join(f"Paragraph {n} says something about the risk of drift." for n in range(60))
    document = ParsedDocument(text, "t/1")
    fine = chunk(document, "a.txt", SMALL)
    coarse = chunk(document, "a.txt", ChunkOptions(budget=40, small=10, context=30, passages=6))
    assert len(coarse) <= 6 < len(fine)
    check_cover(document, coarse)


@pytest.mark.parametrize("text", ["", "   \n\n \t", "--- *** ___"])
def test_a_document_without_words_has_no_passages(text: str) -> None:
    assert chunk(ParsedDocument(text, "t/1"), "a.txt") == ()


def test_a_giant_heading_is_cut_and_its_context_bounded() -> None:
    document = parsed("a.md", "# Top\n\n## " + "word " * 5_000 + "\n\nText below.\n")
    passages = chunk(document, "a.md")
    check_cover(document, passages)
    assert all(count_tokens(passage.context) <= 80 for passage in passages)


def test_a_long_block_is_packed_by_llama_index_from_nupunkt_sentences() -> None:
    from llama_index.core.node_parser import SentenceSplitter

    import evidence.sentences

    text = " ".join(f"Sentence {n} by Dr. Smith ends here." for n in range(40))
    with (
        patch.object(SentenceSplitter, "split_text", autospec=True, side_effect=SentenceSplitter.split_text) as packed,
        patch.object(evidence.sentences, "_tokenizer", wraps=evidence.sentences._tokenizer) as found,
    ):
        spans = cut(text, 0, len(text), 40)
    assert packed.called and found.called
    assert len(spans) > 5
    assert all(text[span.end - 1] == "." and count_tokens(text[span.start : span.end]) <= 40 for span in spans)
    assert not any(text[before.start : before.end].endswith("Dr.") for before, _ in pairwise(spans))


def test_importing_the_chunker_loads_no_heavy_library() -> None:
    script = (
        "import sys, ingest.chunk\n"
        "heavy = {'llama_index', 'nupunkt', 'tiktoken', 'unstructured', 'chromadb', 'numpy', 'openpyxl', 'docx'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def _docx() -> bytes:
    def build(document: object) -> None:
        document.add_heading("Policy", 0)  # type: ignore[attr-defined]
        document.add_paragraph("Approved: 12 May 2024")  # type: ignore[attr-defined]
        document.add_heading("Scope", 1)  # type: ignore[attr-defined]
        document.add_paragraph("All models are covered. " * 60)  # type: ignore[attr-defined]
        table = document.add_table(rows=3, cols=2)  # type: ignore[attr-defined]
        for number, row in enumerate(table.rows):
            row.cells[0].text, row.cells[1].text = ("Risk", "Owner") if not number else (f"R-{number}", "Ann")

    return docx_by(build)


def _pdf() -> bytes:
    from fpdf import FPDF

    pdf = FPDF()
    for number in range(2):
        pdf.add_page()
        pdf.set_font("Helvetica", size=11)
        pdf.multi_cell(0, 6, f"Page {number + 1} of the policy. " + "All models are covered by it. " * 60)
    target = io.BytesIO()
    pdf.output(target)
    return target.getvalue()


LONG = "The policy covers all models. It is reviewed every year by the board. " * 30
FILES = {
    "a.md": lambda: (
        f"---\ntitle: P\n---\n# Policy\n\n{LONG}\n\n- one\n- two <!-- note -->\n\n| A | B |\n|---|---|\n| 1 | 2 |\n"
    ),
    "a.txt": lambda: f"POLICY\n\n1. Scope\n\n{LONG}\n",
    "a.html": lambda: f"<h1>Policy</h1><p>{LONG}</p><table><tr><th>A<th>B<tr><td>1<td>2</table><p hidden>secret</p>",
    "a.csv": lambda: "id,risk\n" + "".join(f"R-{n},drift {n}\n" for n in range(100)),
    "a.json": lambda: '{"policy": {"scope": "all models", "owners": ["Ann", "Bob"], "risks": [{"id": "R-1"}]}}',
    "a.docx": _docx,
    "a.xlsx": lambda: rows_book([["id", "risk"], *([f"R-{n}", f"drift {n}"] for n in range(60))]),
    "a.eml": lambda: eml_bytes("Policy", LONG),
    "a.pdf": _pdf,
}


@pytest.mark.parametrize("name", FILES)
def test_real_files_are_covered(name: str) -> None:
    document = parsed(name, FILES[name]())
    passages = chunk(document, name)
    assert passages
    check_cover(document, passages)
