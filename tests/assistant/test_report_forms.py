import csv
import io
import json
from datetime import date

import pytest

from assistant.reports.forms import FORMS, draw
from assistant.reports.report import Bar, Report, Row, Section, Sentence
from evidence.citing import Words
from evidence.errors import SettingsError

NASTY = '<script>alert("1")</script> | =1+1 \x07 \u202eevil'
WORDS = Words("a/<b>.md", "A <title>", 3, "4 | x", None, None, "text", 1, 9, "said\n=words", "0" * 64, "signed", "p1")
REPORT = Report(
    "example",
    "An example & more",
    date(2026, 6, 30),
    (
        Section(
            "First",
            ("Ref", "What"),
            (Row(("9.3", NASTY), (WORDS,), "bad"), Row(("=cmd()", "-5"), (WORDS,))),
            bars=(Bar("open", 3, "3", "bad"), Bar("closed", 0, "0")),
        ),
        Section("First", sentences=(Sentence("Something was done.", (WORDS,)), Sentence("2 more.", rule="count"))),
    ),
    ("A note.",),
    framework="ISO 9001:2015",
)
EMPTY_REPORT = Report("none", "Nothing", date(2026, 6, 30), (Section("", ("A",)), Section("B")))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_draws_an_empty_report(form: str) -> None:
    assert draw(EMPTY_REPORT, form)


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(SettingsError):
        draw(REPORT, "odt")


def test_json_has_every_citation() -> None:
    whole = json.loads(draw(REPORT, "json"))
    assert whole["sections"][0]["rows"][0]["cells"] == {"Ref": "9.3", "What": NASTY}
    assert whole["sections"][0]["rows"][0]["citations"][0]["quote"] == "said\n=words"
    assert (whole["as_of"], whole["framework"], whole["period"]) == ("2026-06-30", "ISO 9001:2015", None)


def test_a_plain_value_replaces_the_usual_json() -> None:
    report = Report("x", "X", date(2026, 1, 1), (), plain=[{"id": "1"}])
    assert json.loads(draw(report, "json")) == [{"id": "1"}]


def test_csv_never_computes() -> None:
    rows = list(csv.reader(io.StringIO(draw(REPORT, "csv").decode("utf-8-sig"))))
    formula = next(row for row in rows if row and row[0].endswith("cmd()"))
    assert formula[:2] == ["'=cmd()", "-5"]
    assert [row[0] for row in rows if row and row[0].startswith("9.3")] == ["9.3"]


def test_html_escapes_and_links_its_sources() -> None:
    page = draw(REPORT, "html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert 'href="#s1"' in page
    assert page.count('id="s1"') == 1
    assert "\u202e" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_markdown_cannot_break_its_table() -> None:
    text = draw(REPORT, "md").decode()
    table = [line for line in text.splitlines() if line.startswith("| 9.3")]
    assert len(table) == 1
    assert table[0].replace(r"\|", "").count("|") == 4
    assert "1. a/\\<b\\>.md" in text


def test_a_workbook_holds_text_and_no_formulas() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(draw(REPORT, "xlsx")))
    assert book.sheetnames == ["First", "First 2", "Sources"]
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert "=cmd()" in {cell.value for cell in cells}


def test_a_word_document_holds_every_section() -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document(io.BytesIO(draw(REPORT, "docx")))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Something was done. [1]" in said
    assert document.tables[-1].rows[1].cells[0].text == "9.3"


def test_a_pdf_holds_every_section_and_is_the_same_each_time() -> None:
    drawn = draw(REPORT, "pdf")
    text = _pdf_text(drawn)
    for section in REPORT.sections:
        assert " ".join(section.title.split()) in text
    assert draw(REPORT, "pdf") == drawn


def test_a_pdf_takes_hostile_and_endless_words() -> None:
    cells = ("<b>x</b>&amp;" * 400, "w" * 5_000, "日本 \u202e ř \x00")
    report = Report("r", "<i>T</i>", date(2026, 1, 1), (Section("S", ("a", "b", "c"), (Row(cells),)),))
    text = _pdf_text(draw(report, "pdf"))
    assert "<i>T</i>" in text and "<b>x</b>&amp;" in text.replace("\n", "").replace("\r", "")
    assert "?? r" in text


def _pdf_text(drawn: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(drawn)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()
