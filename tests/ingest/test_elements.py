"""The builder of canonical text, and unstructured's elements poured into it."""

import io
import os
import subprocess
import sys
from pathlib import Path

import docx
import pptx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import Corrupt
from evidence.model import Mark, ParsedDocument
from ingest.parse.assemble import CellText, TextBuilder
from ingest.parse.elements import (
    Kind,
    add_elements,
    docx_elements,
    has_header,
    html_elements,
    pptx_elements,
    read_elements,
    read_grid,
)

ROOT = Path(__file__).resolve().parents[2]


def cells(document: ParsedDocument) -> list[list[list[tuple[int, str]]]]:
    return [
        [[(cell.column, document.text[cell.start : cell.end]) for cell in row.cells] for row in table.rows]
        for table in document.tables
    ]


def test_blocks_headings_and_separators() -> None:
    builder = TextBuilder()
    builder.add_block("  Policy\non AI ", heading_level=1)
    builder.add_block("First.\r\nSecond line.")
    builder.add_block("   ")
    span = builder.add_marked("speak slowly", Mark.NOTES, "speaker notes")
    document = builder.build("test/1")
    assert document.text == "Policy on AI\n\nFirst.\nSecond line.\n\nspeak slowly"
    assert [(one.level, one.title, document.text[one.start : one.end]) for one in document.headings] == [
        (1, "Policy on AI", "Policy on AI")
    ]
    assert document.text[span.start : span.end] == "speak slowly"
    assert [(one.mark, one.detail) for one in document.annotations] == [(Mark.NOTES, "speaker notes")]


def test_a_table_keeps_places_and_what_stands_behind_a_cell() -> None:
    builder = TextBuilder()
    builder.add_block("before")
    rows = [
        ["R-1", "", CellText("7%", ref="C2", stored="0.07", formula="=A1/B1", cached="0.0")],
        ["", ""],
        ["R-2", "a\nb"],
    ]
    table = builder.add_table(["Risk", "Owner", "Share"], rows, caption="Risks", hidden_rows=frozenset({2}))
    document = builder.build("test/1")
    assert table is not None and document.tables == (table,)
    assert document.text[table.start : table.end] == "Risk | Owner | Share\nR-1 |  | 7%\nR-2 | a b"
    assert document.text[table.header_start : table.header_end] == "Risk | Owner | Share"
    assert cells(document) == [[[(0, "R-1"), (2, "7%")], [(0, "R-2"), (1, "a b")]]]
    cell = table.rows[0].cells[1]
    assert (cell.ref, cell.stored, cell.formula, cell.cached) == ("C2", "0.07", "=A1/B1", "0.0")
    assert [row.hidden for row in table.rows] == [False, True]


def test_an_empty_table_is_none_and_a_table_may_lack_a_header() -> None:
    builder = TextBuilder()
    assert builder.add_table(["", ""], [["", " "]]) is None
    table = builder.add_table([], [["a", "b"]])
    assert table is not None
    assert (table.header, table.header_start, table.header_end) == ((), 0, 0)
    assert builder.build("test/1").text == "a | b"


def test_pages_leave_out_the_separators_between_them() -> None:
    builder = TextBuilder()
    builder.page(1, width=595.0, height=842.0)
    builder.add_block("one")
    builder.page(2)
    builder.page(3, ocr=True)
    builder.add_block("three")
    document = builder.build("test/1")
    found = [(page.number, document.text[page.start : page.end], page.ocr) for page in document.pages]
    assert found == [(1, "one", False), (2, "", False), (3, "three", True)]
    assert document.pages[0].width == 595.0


TEXTS = st.text(alphabet=st.sampled_from("ab |\n\r\t\0\x0c\ud800é"), max_size=12)


@given(st.lists(st.one_of(TEXTS, st.lists(st.lists(TEXTS, max_size=3), max_size=3)), max_size=6))
def test_every_offset_is_exact_whatever_is_added(blocks: list[str | list[list[str]]]) -> None:
    builder = TextBuilder()
    for number, block in enumerate(blocks):
        builder.page(number + 1)
        if isinstance(block, str):
            builder.add_block(block, heading_level=number % 3 or None)
        else:
            builder.add_table(block[0] if block else [], block[1:])
    document = builder.build("test/1")
    text = document.text
    assert len(text) == builder.position
    for heading in document.headings:
        assert text[heading.start : heading.end] == heading.title
    for table in document.tables:
        for row in table.rows:
            assert row.cells
            assert table.start <= row.start <= row.end <= table.end
            for cell in row.cells:
                value = text[cell.start : cell.end]
                assert value and value == value.strip() and "\n" not in value
                assert row.start <= cell.start < cell.end <= row.end
    for page, following in zip(document.pages, document.pages[1:], strict=False):
        assert page.end <= following.start <= following.end <= len(text)


def test_html_elements_become_headings_tables_and_blocks() -> None:
    html = (
        "<h1>Policy</h1><h3>Scope</h3><p>All <b>staff</b>.</p><ul><li>one</li></ul>"
        "<table><caption>Risks</caption><tr><th>Id</th><th>Owner</th></tr><tr><td>R-1</td><td>Ann</td></tr></table>"
    )
    builder = TextBuilder()
    add_elements(builder, html_elements(html))
    document = builder.build("test/1")
    assert [(one.level, one.title) for one in document.headings] == [(1, "Policy"), (3, "Scope")]
    assert document.text.startswith("Policy\n\nScope\n\nAll staff.\n\none\n\nRisks")
    assert document.tables[0].header == ("Id", "Owner")
    assert document.tables[0].caption == "Risks"
    assert cells(document) == [[[(0, "R-1"), (1, "Ann")]]]


def test_a_docx_file_gives_titles_lists_and_tables() -> None:
    file = docx.Document()
    file.add_heading("Risk treatment", level=1)
    file.add_heading("Owners", level=2)
    file.add_paragraph("Every risk must have an owner.")
    file.add_paragraph("first", style="List Bullet")
    table = file.add_table(rows=2, cols=2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ("Risk", "Owner", "R-1", "Ann"), strict=True):
        cell.text = text
    data = io.BytesIO()
    file.save(data)
    found = docx_elements(data.getvalue())
    assert [(one.kind, one.text, one.depth) for one in found[:4]] == [
        (Kind.TITLE, "Risk treatment", 0),
        (Kind.TITLE, "Owners", 1),
        (Kind.TEXT, "Every risk must have an owner.", 0),
        (Kind.LIST_ITEM, "first", 0),
    ]
    assert read_grid(found[4].table_html or "").rows[-1] == ("R-1", "Ann")


def test_a_pptx_file_gives_slides_with_their_notes() -> None:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "Objectives 2026"
    slide.placeholders[1].text = "Train all owners"
    slide.notes_slide.notes_text_frame.text = "Mention the budget."
    data = io.BytesIO()
    show.save(data)
    found = pptx_elements(data.getvalue())
    assert {one.text for one in found} >= {"Objectives 2026", "Train all owners", "Mention the budget."}
    assert {one.page for one in found} == {1}
    assert "Mention the budget." not in {one.text for one in pptx_elements(data.getvalue(), notes=False)}


def test_what_unstructured_raises_becomes_corrupt() -> None:
    with pytest.raises(Corrupt, match="DOCX structure cannot be read"):
        docx_elements(b"PK\x03\x04 not a package")
    with pytest.raises(Corrupt):
        read_elements("no_such_format", text="x")


def test_spans_leave_blanks_and_rows_are_padded() -> None:
    grid = read_grid(
        "<table><thead><tr><th colspan='2'>Who</th><th>When</th></tr></thead>"
        "<tr><td rowspan='2'>Board</td><td>Ann<br>Bo</td><td>May</td></tr><tr><td>Cy</td></tr></table>"
    )
    assert grid.header == ("Who", "", "When")
    assert grid.rows == (("Board", "Ann Bo", "May"), ("", "Cy", ""))
    assert read_grid("<table></table>").rows == ()
    hostile = read_grid(
        "<table><tr><td colspan='99999' rowspan='99999'>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    )
    assert max(map(len, hostile.rows)) <= 1000


def test_a_header_without_marked_cells_is_known_by_its_form() -> None:
    assert has_header([["Risk", "Score", "Due"], ["R-1", "12", "2026-05-01"], ["R-2", "9", "2026-06-01"]])
    assert not has_header([["2024", "12"], ["2025", "9"]])
    assert not has_header([["only", "one row"]])


def test_unstructured_is_imported_late_and_stays_off_the_network(tmp_path: Path) -> None:
    """Connections are refused at the socket, and nothing may be fetched or said."""
    code = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise SystemExit('connection')\n"
        "socket.socket.connect = refuse; socket.create_connection = refuse\n"
        "import ingest.parse.html\n"
        "assert 'unstructured' not in sys.modules\n"
        "from ingest.parse.elements import html_elements\n"
        "assert html_elements('<p>Offline words here.</p>')[0].text == 'Offline words here.'\n"
        "assert 'unstructured' in sys.modules\n"
    )
    environment = {
        name: value for name, value in os.environ.items() if name not in ("SCARF_NO_ANALYTICS", "DO_NOT_TRACK")
    }
    environment |= {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
