"""Workbooks: what a cell displays, which row names the columns, what is hidden, and what is bounded."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.formula.translate import Translator
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table as SheetTable

from evidence.errors import Corrupt, Encrypted, TooLarge, Unsupported
from evidence.model import Cell, Mark, ParsedDocument, Table
from ingest.limits import Limits
from ingest.parse import parse
from ingest.parse.sheets import parse_xlsx
from ingest.parse.sheets_format import show_number, show_text
from ingest.parse.sheets_formula import SharedFormula, column_index, column_letters, constant
from tests.support.books import XmlSheet, cell_xml, row_xml, rows_book, saved, sheet_data, xml_book, zipped

REGISTER = [
    ["ID", "Risk", "Owner", "Score", "Accepted on"],
    ["R-1", "Model drift", "Jane Doe", 12, date(2026, 3, 14)],
    ["R-2", "Supplier failure", "John Roe", 8, date(2026, 4, 2)],
    ["R-3", "Biased training data", "Jane Doe", 15, date(2026, 5, 9)],
]


def read(data: bytes) -> ParsedDocument:
    document = parse_xlsx(data, "book.xlsx", Limits())
    check_offsets(document)
    return document


def check_offsets(document: ParsedDocument) -> None:
    text = document.text
    for heading in document.headings:
        assert text[heading.start : heading.end] == heading.title
    for table in document.tables:
        assert 0 <= table.start <= table.header_start <= table.header_end <= table.end <= len(text)
        previous = table.header_end
        for row in table.rows:
            assert previous <= row.start < row.end <= table.end
            previous = row.end
            assert text[row.start : row.end] == " | ".join(text[cell.start : cell.end] for cell in row.cells)
            assert all(0 <= cell.column < len(table.header) for cell in row.cells)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in document.annotations)


def shown(document: ParsedDocument, table: Table) -> list[dict[str, str]]:
    return [
        {table.header[cell.column]: document.text[cell.start : cell.end] for cell in row.cells} for row in table.rows
    ]


def cell_at(document: ParsedDocument, ref: str) -> tuple[str, Cell]:
    found = [cell for table in document.tables for row in table.rows for cell in row.cells if cell.ref == ref]
    assert len(found) == 1
    return document.text[found[0].start : found[0].end], found[0]


def marked(document: ParsedDocument, mark: Mark) -> list[tuple[str, str]]:
    return [(document.text[item.start : item.end], item.detail) for item in document.annotations if item.mark is mark]


# Tables and headers


def test_a_register_is_a_table_of_records_under_its_column_names() -> None:
    document = read(rows_book(REGISTER, "Risks"))
    (table,) = document.tables
    assert table.header == ("ID", "Risk", "Owner", "Score", "Accepted on")
    assert document.text[table.header_start : table.header_end] == "ID | Risk | Owner | Score | Accepted on"
    assert shown(document, table)[0] == {
        "ID": "R-1",
        "Risk": "Model drift",
        "Owner": "Jane Doe",
        "Score": "12",
        "Accepted on": "2026-03-14",
    }
    assert [cell.ref for cell in table.rows[1].cells] == ["A3", "B3", "C3", "D3", "E3"]
    assert (table.sheet, table.caption) == ("Risks", "Risks")
    assert document.text.startswith("Risks\n")
    assert document.headings[0].title == "Risks"


def test_the_header_is_found_below_merged_title_rows_and_labels() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for title in ("Northwind Ltd", "Register of risks", "As of March"):
        sheet.append([title])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=5)
    sheet.append(["Prepared by:", "Jane Doe"])
    for row in REGISTER:
        sheet.append(row)
    document = read(saved(book))
    (table,) = document.tables
    assert table.header == tuple(REGISTER[0])
    assert len(table.rows) == 3
    assert table.caption == "As of March"
    assert document.text[: table.start].count("Northwind Ltd") == 1
    assert "Prepared by: | Jane Doe" in document.text[: table.start]


def test_a_header_that_a_blank_row_parts_from_titles_and_records() -> None:
    rows = [["Register of risks"], [], REGISTER[0], [], *REGISTER[1:]]
    document = read(rows_book(rows))
    (table,) = document.tables
    assert table.header == tuple(REGISTER[0])
    assert len(table.rows) == 3
    assert table.caption == "Register of risks"


def test_blank_rows_between_groups_of_records_do_not_end_the_table() -> None:
    document = read(rows_book([*REGISTER[:2], [], REGISTER[2], [], REGISTER[3]]))
    (table,) = document.tables
    assert [record["ID"] for record in shown(document, table)] == ["R-1", "R-2", "R-3"]


def test_tables_below_one_another_have_their_own_headers() -> None:
    second = [["Control", "Owner", "Tested"], ["A.5.2", "John Roe", 3], ["A.6.1", "Jane Doe", 4]]
    document = read(rows_book([*REGISTER, [], *second]))
    assert [table.header for table in document.tables] == [tuple(REGISTER[0]), tuple(second[0])]
    assert [len(table.rows) for table in document.tables] == [3, 2]


def test_tables_side_by_side_are_read_one_after_the_other() -> None:
    left = [["ID", "Score"], ["R-1", 3], ["R-2", 4], ["R-3", 5], ["R-4", 6]]
    right = [["Objective", "Target"], ["O-1", 0.5], ["O-2", 0.75], ["O-3", 0.9]]
    rows: list[list[object]] = [[*row, None, *other] for row, other in zip(left, [*right, [None, None]], strict=True)]
    document = read(rows_book(rows))
    assert [table.header for table in document.tables] == [("ID", "Score"), ("Objective", "Target")]
    assert [len(table.rows) for table in document.tables] == [4, 3]
    assert document.tables[1].rows[0].cells[0].ref == "D2"


def test_a_spacer_column_does_not_part_the_records_of_one_table() -> None:
    rows = [[*row[:2], None, *row[2:]] for row in REGISTER]
    (table,) = read(rows_book(rows)).tables
    assert table.header == ("ID", "Risk", "", "Owner", "Score", "Accepted on")


def test_two_header_rows_are_joined_where_the_upper_one_groups_columns() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["ID", "Before", None, "After", None])
    sheet.append([None, "Likelihood", "Impact", "Likelihood", "Impact"])
    sheet.append(["R-1", 3, 4, 1, 2])
    sheet.append(["R-2", 2, 5, 1, 1])
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("D1:E1")
    (table,) = read(saved(book)).tables
    assert table.header == (
        "ID",
        "Before / Likelihood",
        "Before / Impact",
        "After / Likelihood",
        "After / Impact",
    )
    assert len(table.rows) == 2


def test_two_header_rows_without_merged_cells_are_joined_when_names_repeat() -> None:
    rows = [
        ["Item", "2025", None, "2026", None],
        [None, "Plan", "Actual", "Plan", "Actual"],
        ["Training", 10, 12, 14, 15],
        ["Audit", 20, 19, 22, 20],
    ]
    (table,) = read(rows_book(rows)).tables
    assert table.header == ("Item", "2025 / Plan", "2025 / Actual", "2026 / Plan", "2026 / Actual")


def test_years_may_name_columns() -> None:
    rows = [["Indicator", 2024, 2025, 2026], ["Incidents", 14, 9, 4], ["Audits", 2, 3, 3]]
    (table,) = read(rows_book(rows)).tables
    assert table.header == ("Indicator", "2024", "2025", "2026")


def test_labels_with_values_are_cells_without_a_header() -> None:
    rows = [["Title", "Register of risks"], ["Version", 2.1], ["Owner", "Jane Doe"], ["Approved", date(2026, 3, 14)]]
    document = read(rows_book(rows))
    (table,) = document.tables
    assert table.header == ("", "")
    assert cell_at(document, "B3")[0] == "Jane Doe"
    assert len(table.rows) == 4


def test_an_all_text_table_takes_its_first_row_as_header_and_its_emphasis_when_it_has_one() -> None:
    rows = [["Policy", "Owner", "State"], ["AI use", "Jane Doe", "Approved"], ["Suppliers", "John Roe", "Approved"]]
    assert read(rows_book(rows)).tables[0].header == ("Policy", "Owner", "State")
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in [["Policy", "Owner"], ["AI use", "Jane Doe"], ["Suppliers", "John Roe"]]:
        sheet.append(row)
    assert read(saved(book)).tables[0].header == ("", "")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    assert read(saved(book)).tables[0].header == ("Policy", "Owner")


def test_a_declared_table_names_its_header_whatever_it_looks_like() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in [["Q-1", "Q-2"], ["a", "b"], ["c", "d"]]:
        sheet.append(row)
    sheet.add_table(SheetTable(displayName="Answers", ref="A1:B3"))
    (table,) = read(saved(book)).tables
    assert table.header == ("Q-1", "Q-2")


def test_a_header_printed_again_is_no_record_and_equal_records_are_all_kept() -> None:
    document = read(rows_book([*REGISTER[:3], REGISTER[0], REGISTER[3], REGISTER[3]]))
    (table,) = document.tables
    assert [record["ID"] for record in shown(document, table)] == ["R-1", "R-2", "R-3", "R-3"]
    assert document.text.count("ID | Risk") == 2


def test_a_merged_value_stands_once_and_what_it_covers_is_marked() -> None:
    cells = sheet_data(row_xml(1, cell_xml("A1", "Scope"), cell_xml("B1", "Scope"), cell_xml("C1", "old note")))
    merged = '<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>'
    document = read(xml_book([XmlSheet("S", cells + merged)]))
    assert document.text == "S\nScope | old note"
    assert marked(document, Mark.HIDDEN) == [("old note", "covered by a merged cell")]


# Values as displayed


@pytest.mark.parametrize(
    ("value", "code", "text", "stored"),
    [
        ("1234567.891", "#,##0.00", "1,234,567.89", "1234567.891"),
        ("0.153", "0%", "15%", "0.153"),
        ("0.15", "0.0%", "15.0%", "0.15"),
        ("-1234.5", "#,##0.00;(#,##0.00)", "(1,234.50)", "-1234.5"),
        ("-1234.5", "#,##0.0", "-1,234.5", "-1234.5"),
        ("7", "0000", "0007", "7"),
        ("7", '"R-"00', "R-07", "7"),
        ("5551234567", "(000) 000-0000", "(555) 123-4567", "5551234567"),
        ("1500000", "#,##0,", "1,500", "1500000"),
        ("1500000", '0.0,,"M"', "1.5M", "1500000"),
        ("0", '#,##0;-#,##0;"-"', "-", "0"),
        ("1234.5", '_-* #,##0.00 [$€-407]_-;-* #,##0.00 [$€-407]_-;_-* "-"??_-', "1,234.50 €", "1234.5"),
        ("1234.5", "[$USD] #,##0", "USD 1,235", "1234.5"),
        ("1", '"Yes";"Yes";"No"', "Yes", "1"),
        ("0", '"Yes";"Yes";"No"', "No", "0"),
        ("5", '[>=10]"high";"low"', "low", "5"),
        ("12", '[Red][>=10]"high";"low"', "high", "12"),
        ("1.5", "# ?/?", "1 1/2", "1.5"),
        ("12345", "0.00E+00", "1.23E+04", "12345"),
        ("2.5", "0", "3", "2.5"),
        ("1.005", "0.00", "1.01", "1.005"),
        ("0.5", "#.##", ".5", "0.5"),
        ("0.30000000000000004", "General", "0.3", None),
        ("0.333333333333333", "General", "0.3333333333", "0.333333333333333"),
        ("123456789012", "General", "123456789012", None),
        ("-0", "General", "0", None),
        ("46095", "dd/mm/yyyy", "2026-03-14", None),
        ("46095", "[$-409]d\\-mmm\\-yyyy;@", "2026-03-14", None),
        ("46095.5", "yyyy-mm-dd hh:mm", "2026-03-14 12:00", None),
        ("46095.5", "dd.mm.yy", "2026-03-14", "2026-03-14 12:00:00"),
        ("46082", "mmm yy", "2026-03", "2026-03-01"),
        ("46095", "yyyy", "2026", "2026-03-14"),
        ("0.5", "h:mm AM/PM", "12:00", None),
        ("1.5", "[h]:mm", "36:00", "1.5"),
        ("1", "yyyy-mm-dd", "1900-01-01", None),
        ("9999999", "yyyy-mm-dd", "9999999", None),
        ("not a number", "0.00", "not a number", None),
    ],
)
def test_number_formats(value: str, code: str, text: str, stored: str | None) -> None:
    found = show_number(value, code)
    assert (found.text, found.stored) == (text, stored)


def test_dates_of_the_other_epoch() -> None:
    assert show_number("44633", "yyyy-mm-dd", epoch_1904=True).text == "2026-03-14"


def test_text_formats_and_formats_that_show_nothing() -> None:
    assert show_text("R-1", '0;0;0;"Risk "@').text == "Risk R-1"
    assert show_text("secret", ";;;") == replace(show_text("secret", "General"), hidden=True)
    assert show_number("3", ";;;").hidden


@given(
    st.decimals(allow_nan=True, allow_infinity=True) | st.floats(),
    st.text(alphabet='0#?.,%/Ee+-;"\\_*[]<>=@ GeneralymdhsAMP$€1', max_size=20),
)
def test_no_number_and_no_format_code_raises(value: Decimal | float, code: str) -> None:
    assert isinstance(show_number(str(value), code).text, str)


@given(st.integers(-(10**14), 10**14), st.integers(0, 4))
def test_grouped_digits_read_back(digits: int, places: int) -> None:
    value = Decimal(digits).scaleb(-places)
    code = "#,##0" + ("." + "0" * places if places else "")
    assert show_number(str(value), code).text == f"{value:,.{places}f}".replace("-0.0000", "-0.0000")


@given(st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31)))
def test_dates_agree_with_openpyxl(moment: datetime) -> None:
    from openpyxl.utils.datetime import to_excel

    moment = moment.replace(microsecond=0)
    assert show_number(repr(to_excel(moment)), "yyyy-mm-dd hh:mm:ss").text == str(moment)


def test_kinds_of_values_as_displayed() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Name", "Value", "Rate", "Flag", "Time"])
    sheet.append(["  Jane\nDoe ", 1234.5, 0.125, True, datetime(2026, 3, 14, 9, 30)])
    sheet["B2"].number_format = "#,##0.00 [$€-407]"
    sheet["C2"].number_format = "0.0%"
    document = read(saved(book))
    assert shown(document, document.tables[0]) == [
        {"Name": "Jane\nDoe", "Value": "1,234.50 €", "Rate": "12.5%", "Flag": "TRUE", "Time": "2026-03-14 09:30:00"}
    ]
    assert cell_at(document, "B2")[1].stored == "1234.5"
    assert cell_at(document, "A2")[1].stored is None


def test_rich_text_escapes_and_errors_as_displayed() -> None:
    strings = (
        "<r><t>Appro</t></r><r><t>ved</t></r><rPh><t>phonetic</t></rPh>",
        "<t>line_x000D_\nnext_x0041_</t>",
    )
    shared = [cell_xml("A1", 0, kind="s"), cell_xml("B1", 1, kind="s"), cell_xml("D1", 99, kind="s")]
    data = sheet_data(
        row_xml(1, *shared[:2], cell_xml("C1", "#REF!", kind="e"), shared[2], cell_xml("E1", 0, kind="b"))
    )
    document = read(xml_book([XmlSheet("S", data)], strings=strings))
    assert document.text == "S\nApproved | line\nnextA | #REF! | FALSE"


# Formulas


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1500000", Decimal(1500000)),
        ('="Approved"', "Approved"),
        ('="He said ""no"""', 'He said "no"'),
        ("=DATE(2026,3,14)", date(2026, 3, 14)),
        ('=HYPERLINK("http://example.org/p.pdf","AI policy")', "AI policy"),
        ("=1+2*3", Decimal(7)),
        ("=-2^2", Decimal(4)),
        ("=15%", Decimal("0.15")),
        ("=+(1500*12)", Decimal(18000)),
        ('="a"&"b"&1', "ab1"),
        ("=TRUE", True),
        ("=A1", None),
        ("=TODAY()", None),
        ("=SUM(1,2)", None),
        ("=1/0", None),
        ("=DATE(2026,13,1)", None),
        ("=" + "(" * 50 + "1" + ")" * 50, None),
        ("=" + "-" * 50 + "1", None),
        ("=2^1000", None),
        ("=", None),
    ],
)
def test_constant_formulas(formula: str, value: object) -> None:
    assert constant(formula) == value


@given(st.text(alphabet='=+-*/^&%()"12.eE,ADTRUHYPLINK', max_size=60))
def test_no_formula_raises(formula: str) -> None:
    constant(formula)


def test_a_constant_formula_is_its_constant_whatever_the_cache_says() -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="3"/></cellXfs>'
    cells = [
        cell_xml("A1", "Budget"),
        cell_xml("B1", 0, formula="1500000", style=1),
        cell_xml("C1", formula='"Approved"'),
        cell_xml("D1", 0, formula="DATE(2026,3,14)"),
        cell_xml("E1", 7, formula="2000"),
    ]
    document = read(xml_book([XmlSheet("S", sheet_data(row_xml(1, *cells)))], styles=styles))
    text, found = cell_at(document, "B1")
    assert (text, found.stored, found.formula, found.cached) == ("1,500,000", "1500000", "=1500000", "0")
    text, found = cell_at(document, "C1")
    assert (text, found.formula, found.cached) == ("Approved", '="Approved"', None)
    assert cell_at(document, "D1")[0] == "2026-03-14"
    text, found = cell_at(document, "E1")
    assert (text, found.cached) == ("2000", "7")


def test_a_formula_shows_its_cached_value_unless_that_is_absent_or_zero() -> None:
    cells = [
        cell_xml("A1", 3),
        cell_xml("B1", 6, formula="A1*2"),
        cell_xml("C1", formula="A1*3"),
        cell_xml("D1", "0.0", formula="A1*4"),
        cell_xml("E1", "high", formula='IF(A1>2,"high","low")', kind="str"),
        cell_xml("F1", "", formula='IF(A1>9,"high","")', kind="str"),
        cell_xml("G1", 0, formula="A1>9", kind="b"),
        cell_xml("H1", "#REF!", formula="Gone!A1", kind="e"),
    ]
    document = read(xml_book([XmlSheet("S", sheet_data(row_xml(1, *cells)))]))
    assert document.text == "S\n3 | 6 | =A1*3 | =A1*4 | high | FALSE | #REF!"
    assert [(found.formula, found.cached) for found in document.tables[0].rows[0].cells] == [
        (None, None),
        ("=A1*2", "6"),
        ("=A1*3", None),
        ("=A1*4", "0.0"),
        ('=IF(A1>2,"high","low")', "high"),
        ("=A1>9", "0"),
        ("=Gone!A1", "#REF!"),
    ]


def test_shared_formulas_are_moved_to_their_cells() -> None:
    master = '<c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$A$1</f></c>'
    rows = [
        row_xml(1, cell_xml("A1", 3), master),
        row_xml(2, cell_xml("A2", 4), '<c r="B2"><f t="shared" si="0"/></c>'),
        row_xml(3, cell_xml("A3", 4), '<c r="B3"><f t="shared" si="9"/><v>5</v></c>'),
    ]
    document = read(xml_book([XmlSheet("S", sheet_data(*rows))]))
    assert cell_at(document, "B2")[0] == "=A2*$A$1"
    text, found = cell_at(document, "B3")
    assert (text, found.formula) == ("5", None)


REFERENCES = st.builds(
    lambda lock_column, column, lock_row, row: f"{'$' * lock_column}{column}{'$' * lock_row}{row}",
    st.booleans(),
    st.sampled_from("A B Z AA CX".split()),
    st.booleans(),
    st.integers(60, 900),
)
OPERANDS = (
    REFERENCES
    | st.builds("{}:{}".format, REFERENCES, REFERENCES)
    | st.sampled_from(
        ['"A1"', "12", "LOG10(C70)", "Sheet1!B61", "'My A1 sheet'!B61", "$C:$C", "C:D", "61:62", "$61:$62"]
    )
)


@given(st.lists(OPERANDS, min_size=1, max_size=4).map("+".join), st.integers(-50, 50), st.integers(0, 50))
def test_shared_formulas_agree_with_openpyxl(body: str, down: int, right: int) -> None:
    formula = f"={body}"
    expected = Translator(formula, origin="A1000").translate_formula(f"{get_column_letter(1 + right)}{1000 + down}")
    assert SharedFormula(formula, 999, 0).at(999 + down, right) == expected


@given(st.integers(0, 16_383))
def test_column_letters_read_back(index: int) -> None:
    assert column_index(column_letters(index)) == index
    assert column_letters(index) == get_column_letter(index + 1)


# What a reader of the file does not see


def test_hidden_sheets_rows_columns_and_letters_are_kept_and_marked() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Seen"
    for row in REGISTER:
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["B2"].font = Font(color="FFFFFFFF")
    sheet["A1"].font = Font(color="FFFFFFFF")
    sheet["A1"].fill = PatternFill("solid", fgColor="FF000080")
    other = book.create_sheet("Old")
    for row in REGISTER:
        other.append(row)
    other.sheet_state = "veryHidden"
    document = read(saved(book))
    seen, old = document.tables
    assert [row.hidden for row in seen.rows] == [False, True, True]
    assert old.hidden
    assert all(row.hidden for row in old.rows)
    marks = marked(document, Mark.HIDDEN)
    assert ("Owner", "hidden column C") in marks
    assert ("Model drift", "white letters without a ground") in marks
    rows = [text for text, detail in marks if detail == "hidden rows 3–4"]
    assert len(rows) == 1
    assert rows[0].startswith("R-2") and rows[0].endswith("2026-05-09")
    hidden_sheets = [text for text, detail in marks if detail == "hidden sheet"]
    assert len(hidden_sheets) == 1
    assert hidden_sheets[0].startswith("Old\nID")
    assert not any(text == "ID" for text, _ in marks)


def test_comments_threads_and_text_boxes_stand_below_the_cells() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in REGISTER:
        sheet.append(row)
    sheet["B3"].comment = Comment("Jane Doe:\nAccepted by the board.", "Jane Doe")
    document = read(saved(book))
    assert document.text.endswith("Comment on B3 (Jane Doe): Accepted by the board.")
    assert marked(document, Mark.COMMENT) == [
        ("Comment on B3 (Jane Doe): Accepted by the board.", "comment on B3"),
    ]


def test_threaded_comments_replace_their_copies_and_shapes_are_read() -> None:
    comment = '<comment ref="A1" authorId="0"><text><t>[Threaded comment] copy</t></text></comment>'
    thread = '<threadedComment ref="A1" personId="p"><text>{}</text></threadedComment>'
    threads = thread.format("Please sign") + thread.format("Signed")
    words = "<a:r><a:t>Approved by </a:t></a:r><a:r><a:t>the board</a:t></a:r>"
    shape = f"<xdr:sp><xdr:txBody><a:p>{words}</a:p></xdr:txBody></xdr:sp>"
    related = {
        "comments": (
            "comments1.xml",
            f"<comments><authors><author>tc</author></authors><commentList>{comment}</commentList></comments>",
        ),
        "threadedComment": ("threadedComments/1.xml", f"<ThreadedComments>{threads}</ThreadedComments>"),
        "drawing": ("drawings/drawing1.xml", f'<xdr:wsDr xmlns:xdr="x" xmlns:a="a">{shape}</xdr:wsDr>'),
    }
    persons = {"xl/persons/person.xml": '<personList><person displayName="John Roe" id="p"/></personList>'}
    data = sheet_data(row_xml(1, cell_xml("A1", 1)))
    document = read(xml_book([XmlSheet("S", data, related=related)], extra=persons))
    assert document.text == (
        "S\n1\n\nApproved by the board\nComment on A1 (John Roe): Please sign\nComment on A1 (John Roe): Signed"
    )


def test_document_properties() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["x", 1])
    book.properties.title = "Risk register"
    book.properties.creator = "Jane Doe"
    book.properties.version = "2.1"
    book.properties.category = "ISO 27001"
    metadata = read(saved(book)).metadata
    assert (metadata.title, metadata.author, metadata.version) == ("Risk register", "Jane Doe", "2.1")
    assert metadata.properties["category"] == "ISO 27001"
    assert metadata.modified is not None


# Broken and hostile workbooks


def test_elements_with_a_prefix_and_absent_references_are_read() -> None:
    listing = '<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="S" r:id="rId1"/></x:sheets></x:workbook>'
    relation = '<Relationship Id="rId1" Type="a/worksheet" Target="/xl/worksheets/Sheet1.xml"/>'
    cells = "<x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c>"
    sheet = f'<x:worksheet xmlns:x="m"><x:sheetData><x:row>{cells}</x:row></x:sheetData></x:worksheet>'
    data = zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "xl/workbook.xml": listing.encode(),
            "xl/_rels/workbook.xml.rels": f"<Relationships>{relation}</Relationships>".encode(),
            "xl/worksheets/sheet1.xml": sheet.encode(),
        }
    )
    document = read(data)
    assert document.text == "S\n1 | 2"
    assert cell_at(document, "B1")[0] == "2"


def test_a_damaged_sheet_costs_a_warning_and_not_the_other_sheets() -> None:
    good = sheet_data(row_xml(1, cell_xml("A1", 1)))
    cut = f"<sheetData>{row_xml(1, cell_xml('A1', 2))}<row r='2'><c r='A2'><v>3</wrong>"
    document = read(xml_book([XmlSheet("Good", good), XmlSheet("Cut", cut), XmlSheet("Bad", "<a></b>")]))
    assert document.text == "Good\n1\n\n\nCut\n2"
    assert len(document.warnings) == 2
    assert "damaged after row 1" in document.warnings[0]
    assert "'Bad' was left out" in document.warnings[1]
    with pytest.raises(Corrupt):
        parse_xlsx(xml_book([XmlSheet("Bad", "<a></b>")]), "b.xlsx", Limits())


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"PK\x03\x04 no zip at all", Corrupt),
        (zipped({"[Content_Types].xml": b"<Types/>", "xl/styles.xml": b"<a/>"}), Corrupt),
        (zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"x"}), Unsupported),
        (zipped({"xl/workbook.xml": b'<!DOCTYPE w [<!ENTITY a "b">]><workbook/>'}), Corrupt),
        (rows_book(REGISTER)[:2000], Corrupt),
    ],
)
def test_what_is_no_workbook(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        parse_xlsx(data, "book.xlsx", Limits())


def test_parts_under_a_password() -> None:
    data = bytearray(rows_book(REGISTER))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = data.find(signature)
        while position >= 0:
            data[position + flags] |= 1
            position = data.find(signature, position + 4)
    with pytest.raises(Encrypted):
        parse_xlsx(bytes(data), "book.xlsx", Limits())


def test_a_workbook_without_values_has_no_text() -> None:
    assert parse_xlsx(saved(openpyxl.Workbook()), "book.xlsx", Limits()).text == ""


def test_limits_of_cells_and_characters() -> None:
    data = rows_book([["some words here", 1]] * 50)
    with pytest.raises(TooLarge):
        parse_xlsx(data, "book.xlsx", Limits(cells=99))
    with pytest.raises(TooLarge):
        parse_xlsx(data, "book.xlsx", Limits(characters=500))
    repeated = sheet_data(*(row_xml(number, cell_xml(f"A{number}", 0, kind="s")) for number in range(1, 50)))
    data = xml_book([XmlSheet("S", repeated)], strings=[f"<t>{'x' * 900}</t>"])
    with pytest.raises(TooLarge):
        parse_xlsx(data, "book.xlsx", Limits(characters=9_000))


def test_long_stretches_of_empty_formatted_rows_end_the_sheet() -> None:
    empty = (row_xml(number, cell_xml(f"A{number}", style=1)) for number in range(3, 21_000))
    rows = sheet_data(
        row_xml(1, cell_xml("A1", 1)),
        row_xml(2, cell_xml("A2", 2)),
        *empty,
        row_xml(1_048_576, cell_xml("A1048576", 3)),
    )
    document = read(xml_book([XmlSheet("S", f'<dimension ref="A1:XFD1048576"/>{rows}')]))
    assert document.text == "S\n1\n2"
    assert "only empty cells follow row 2" in document.warnings[0]


def test_a_row_of_endless_empty_cells_ends_the_sheet() -> None:
    cells = row_xml(2, "<c/>" * 500_100)
    document = read(
        xml_book([XmlSheet("S", sheet_data(row_xml(1, cell_xml("A1", 1)), cells, row_xml(3, cell_xml("A3", 1))))])
    )
    assert document.text == "S\n1"
    assert "only empty cells follow row 1" in document.warnings[0]


def test_a_gap_in_row_numbers_costs_nothing() -> None:
    rows = sheet_data(row_xml(1, cell_xml("A1", 1)), row_xml(1_048_576, cell_xml("XFD1048576", 3)))
    document = read(xml_book([XmlSheet("S", rows)]))
    assert document.text == "S\n1\n\n3"
    assert document.warnings == ()


def test_absurd_merged_ranges_and_columns_are_survived() -> None:
    merges = "".join(f'<mergeCell ref="A{n % 7 + 1}:XFD1048576"/>' for n in range(5_000))
    columns = '<cols><col min="1" max="999999999" hidden="1"/><col min="x" hidden="1"/></cols>'
    rows = sheet_data(*(row_xml(number, cell_xml(f"B{number}", number)) for number in range(1, 600)))
    document = read(xml_book([XmlSheet("S", f"{columns}{rows}<mergeCells>{merges}</mergeCells>")]))
    assert document.text.count("\n") == 599


def test_links_to_other_workbooks_are_not_followed() -> None:
    rows = sheet_data(row_xml(1, cell_xml("A1", 15, formula="[1]Budget!B2"), cell_xml("B1", formula="[1]Budget!B3")))
    related = {"externalLink": ("externalLinks/externalLink1.xml", "<externalLink/>")}
    assert read(xml_book([XmlSheet("S", rows, related=related)])).text == "S\n15 | =[1]Budget!B3"


CELLS = (
    st.none() | st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12) | st.integers(-999, 10**6)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=6), min_size=1, max_size=12))
def test_every_filled_cell_of_a_workbook_is_read_once(rows: list[list[object]]) -> None:
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                cell = book.worksheets[0].cell(number, column)
                cell.value = value
                cell.data_type = "n" if isinstance(value, int) else "s"
    data = saved(book)
    document = read(data)
    again = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    expected = [
        " | ".join(str(cell.value).strip() for cell in row if cell.value is not None and str(cell.value).strip())
        for row in again.iter_rows()
    ]
    assert [line for line in document.text.split("\n")[1:] if line] == [line for line in expected if line]


def test_the_registry_reads_a_workbook_by_its_content() -> None:
    assert parse(rows_book(REGISTER), "export.bin", Limits()).parser.startswith("xlsx")
