"""Real PDFs, made here: text, layout, tables, headings, hidden text, forms, signatures, errors."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.errors import Corrupt, Empty, Encrypted, IngestError, TooLarge
from evidence.model import Annotation, Mark, ParsedDocument
from ingest.limits import Limits
from ingest.parse.pdf import parse_pdf
from ingest.parse.pdf_repair import GlyphRepair
from ingest.parse.pdf_text import PAGE_BREAK, Hyphenation, clean_character, clean_string
from tests.support.pdfs import HEIGHT, WIDTH, lines_at, raw_pdf, table_at, text_at

LIMITS = Limits()
CORPORA = Path(__file__).parents[3] / "shared" / "corpora"


def read(data: bytes) -> ParsedDocument:
    document = parse_pdf(data, "file.pdf", LIMITS)
    check(document)
    return document


def check(document: ParsedDocument) -> None:
    """What holds for every PDF: spans in order, inside the text, and of real characters."""
    text, last = document.text, 0
    for number, page in enumerate(document.pages, start=1):
        assert page.number == number
        assert last <= page.start <= page.end <= len(text)
        assert PAGE_BREAK not in text[page.start : page.end]
        last = page.end
    for heading in document.headings:
        assert " ".join(text[heading.start : heading.end].split()) == " ".join(heading.title.split())
    for table in document.tables:
        assert table.start <= table.header_start <= table.header_end <= table.end <= len(text)
        below = table.header_end
        for row in table.rows:
            assert below <= row.start < row.end <= table.end
            below = row.end
            at = row.start
            for cell in row.cells:
                assert at <= cell.start < cell.end <= row.end
                assert text[cell.start : cell.end].strip()
                assert cell.column < len(table.header)
                at = cell.end
    for mark in document.annotations:
        assert 0 <= mark.start < mark.end <= len(text)
    assert not any(ord(character) < 32 and character not in "\n\f" for character in text)


def cells(document: ParsedDocument, table: int = 0) -> list[list[str]]:
    """The records of a table, one text a column."""
    found = document.tables[table]
    rows = []
    for row in found.rows:
        texts = [""] * len(found.header)
        for cell in row.cells:
            texts[cell.column] = document.text[cell.start : cell.end]
        rows.append(texts)
    return rows


def marked(document: ParsedDocument, mark: Mark) -> list[tuple[str, str]]:
    """The annotated texts of a kind, with their details."""
    return [(document.text[span.start : span.end], span.detail) for span in document.annotations if span.mark is mark]


def spans(document: ParsedDocument, mark: Mark) -> list[Annotation]:
    return [span for span in document.annotations if span.mark is mark]


class TestText:
    def test_wrapped_lines_read_on_and_pages_keep_their_spans(self) -> None:
        first = lines_at(
            60,
            780,
            ["The management review was held on 3 March 2026 and decided that the", "training budget be raised."],
        )
        document = read(raw_pdf([first, text_at(60, 780, "Second page.")]))
        assert document.text == (
            "The management review was held on 3 March 2026 and decided that the training budget be raised."
            f"{PAGE_BREAK}Second page."
        )
        assert [document.text[page.start : page.end] for page in document.pages][1] == "Second page."
        assert (document.pages[0].width, document.pages[0].height) == (WIDTH, HEIGHT)
        assert document.metadata.properties["pages"] == "2"

    def test_lines_ended_on_purpose_stay_lines(self) -> None:
        page = lines_at(60, 780, ["Present:", "Ada Lovelace (chair)", "Grace Hopper", "Apologies: none"])
        assert read(raw_pdf([page])).text == "Present:\nAda Lovelace (chair)\nGrace Hopper\nApologies: none"

    def test_a_list_item_is_not_joined_to_the_line_before(self) -> None:
        long = "The following were decided by the management in the review of the first half:"
        page = lines_at(
            60, 780, [long, "1. Raise the budget of the training programme for the whole of next year", "2. Stop."]
        )
        assert "half:\n1. Raise" in read(raw_pdf([page])).text

    def test_a_column_stored_line_by_line_with_its_neighbour_reads_alone(self) -> None:
        left = [f"left column line {number} says something long" for number in range(8)]
        right = [f"right column line {number} tells another story" for number in range(8)]
        page = "".join(
            text_at(50, 780 - 14 * row, a, 9) + text_at(320, 780 - 14 * row, b, 9)
            for row, (a, b) in enumerate(zip(left, right, strict=True))
        )
        text = read(raw_pdf([page])).text
        assert text.index("left column line 7") < text.index("right column line 0")

    def test_rows_of_a_table_without_rules_stay_rows(self) -> None:
        rows = [("R-01", "High"), ("R-02", "Low"), ("R-03", "Medium"), ("R-04", "Low"), ("R-05", "High")]
        page = "".join(
            text_at(50, 780 - 14 * row, a, 9) + text_at(320, 780 - 14 * row, b, 9) for row, (a, b) in enumerate(rows)
        )
        lines = read(raw_pdf([page])).text.split("\n")
        assert [line.split() for line in lines] == [list(row) for row in rows]

    def test_columns_by_fpdf_read_one_after_the_other(self) -> None:
        pdf = FPDF()
        pdf.add_page()
        pdf.set_font("Helvetica", size=10)
        with pdf.text_columns(ncols=2, gutter=10) as columns:
            columns.write(
                "\n".join(f"Sentence {number} of the first article is here to fill it." for number in range(90))
            )
        text = read(bytes(pdf.output())).text
        found = [int(part.split()[0]) for part in text.split("Sentence ")[1:]]
        assert found == sorted(found) and len(found) == 90

    def test_the_footer_stored_first_comes_last(self) -> None:
        page = text_at(60, 30, "Confidential, draft of March") + lines_at(60, 780, ["Opening words.", "Closing words."])
        assert read(raw_pdf([page])).text.endswith("Confidential, draft of March")

    def test_characters_placed_one_by_one_are_words(self) -> None:
        # Widths of Helvetica at 12 points: a program that places glyphs itself writes just this.
        x, parts = 60.0, []
        widths = {"T": 7.33, "h": 6.67, "i": 2.66, "s": 6.0, " ": 3.34, "o": 6.67, "n": 6.67, "e": 6.67}
        for character in "This one":
            if character != " ":
                parts.append(text_at(round(x, 2), 700, character, 12))
            x += widths[character]
        assert read(raw_pdf(["".join(parts)])).text == "This one"

    def test_turned_letters_are_not_mixed_into_sentences(self) -> None:
        page = (
            text_at(60, 700, "The policy was approved")
            + "q 0 1 -1 0 40 600 cm BT /F1 11 Tf 0 0 Td (CONTROLLED COPY) Tj ET Q\n"
            + text_at(60, 686, "by the board.")
        )
        text = read(raw_pdf([page])).text
        assert text == "The policy was approved\nby the board.\n\nCONTROLLED COPY"

    def test_what_is_written_onto_a_blank_line_stays_with_its_label(self) -> None:
        blanks = lines_at(60, 700, ["Name: ______________________", "Date: ______________________"])
        written = text_at(110, 701, "Ada Lovelace") + text_at(110, 687, "24 May 2018")
        lines = read(raw_pdf([blanks + written])).text.split("\n")
        assert lines == ["Name: ______________________ Ada Lovelace", "Date: ______________________ 24 May 2018"]

    def test_a_page_turned_as_a_whole_reads_as_it_is_shown(self) -> None:
        page = "".join(
            f"q 0 1 -1 0 {100 + 14 * row} 100 cm BT /F1 11 Tf 0 0 Td ({line}) Tj ET Q\n"
            for row, line in enumerate(["First line of the register.", "Second line of it."])
        )
        document = read(raw_pdf([page], page_entries="/Rotate 90"))
        assert document.text == "First line of the register.\nSecond line of it."
        assert (document.pages[0].width, document.pages[0].height) == (HEIGHT, WIDTH)

    def test_running_headers_are_marked_and_page_numbers_too(self) -> None:
        pages = [
            text_at(60, 810, "Access control policy")
            + text_at(60, 700, f"Body of page {word}.")
            + text_at(290, 30, f"{number}")
            for number, word in enumerate(["one", "two", "three", "four"], start=1)
        ]
        document = read(raw_pdf(pages))
        assert [text for text, _ in marked(document, Mark.HEADER)] == [
            part for number in range(1, 5) for part in ("Access control policy", str(number))
        ]
        assert not any("Body" in text for text, _ in marked(document, Mark.HEADER))

    def test_numbered_titles_at_the_top_of_pages_are_no_running_headers(self) -> None:
        pages = [text_at(60, 800, f"Schedule {number}") + text_at(60, 700, "Words.") for number in (1, 2, 2, 5)]
        document = read(raw_pdf([page + text_at(60, 600, f"Page {index}") for index, page in enumerate(pages)]))
        assert not any("Schedule 1" in text or "Schedule 5" in text for text, _ in marked(document, Mark.HEADER))


class TestCharacters:
    def test_blanks_controls_and_symbols(self) -> None:
        assert clean_character(0x00A0) == " " and clean_character(0x2003) == " "
        assert clean_character(0x200B) == "" and clean_character(0xFEFF) == ""
        assert clean_character(0xFB01) == "fi"
        assert clean_character(0xF0FE) == "☑"
        assert clean_string("Risk\ufffe assess­ment\x00 plan") == "Risk- assess-ment plan"

    @given(st.integers(min_value=0, max_value=0x10FFFF))
    def test_no_character_breaks_a_line_or_a_word(self, code: int) -> None:
        clean = clean_character(code)
        assert clean in (" ", "\n", "\N{SOFT HYPHEN}") or all(
            character.isprintable() or 0xD800 <= ord(character) <= 0xDFFF for character in clean
        )

    def test_a_divided_word_is_whole_when_the_document_has_it_whole(self) -> None:
        hyphenation = Hyphenation(["the implementation of it", "our imple-", "mentation began"])
        assert hyphenation.join("our imple-", "mentation began") == ("our imple", "")

    def test_a_written_hyphen_stays(self) -> None:
        hyphenation = Hyphenation(["a risk-based approach", "is risk-", "based in all"])
        assert hyphenation.join("is risk-", "based in all") == ("is risk-", "")
        assert hyphenation.join("the year 2025-", "2026 plan") == ("the year 2025-", "")
        assert hyphenation.join("all of it -", "and more") == ("all of it -", " ")

    @given(st.text(alphabet="abAB-. 12", max_size=12), st.text(alphabet="abAB-. 12", min_size=1, max_size=12))
    def test_joining_loses_nothing_but_a_hyphen(self, line: str, following: str) -> None:
        joined, between = Hyphenation([line, following]).join(line, following)
        assert joined in (line, line[:-1]) and between in ("", " ")
        assert joined == line or line.endswith("-")


class TestGlyphNumbers:
    """Fonts without a table of characters, as some exports have them."""

    TEXT = "The board approved the policy (version 3.2) on 12 May; it is in force."

    @staticmethod
    def apply(codes: list[int], font: str) -> str:
        found = GlyphRepair().apply(codes, [1] * len(codes), lambda index: font)
        return "".join(map(chr, found))

    def test_glyph_numbers_become_characters(self) -> None:
        assert self.apply([ord(character) - 29 for character in self.TEXT], "ABCDEF+SomeSerif") == self.TEXT

    def test_quotation_marks_and_accents(self) -> None:
        codes = [ord(character) - 29 for character in self.TEXT] + [3, 179, 180, 182, 105]
        assert self.apply(codes, "ABCDEF+SomeSerif")[-5:] == " “”’á"

    def test_real_characters_are_left_alone(self) -> None:
        codes = [ord(character) for character in self.TEXT] + [3]
        assert self.apply(codes, "ABCDEF+SomeSerif") == f"{self.TEXT}\x03"
        numbers = [ord(character) - 29 for character in self.TEXT]
        assert self.apply(numbers, "NotASubset") == "".join(map(chr, numbers))


class TestTables:
    ROWS = (("Risk", "Owner", "Due"), ("R-01", "A. Turing", "2026-03-01"), ("R-02", "G. Hopper", "2026-04-01"))

    def test_a_ruled_table_is_records_under_its_header(self) -> None:
        page = (
            text_at(60, 780, "The register:")
            + table_at(60, 740, [80, 150, 120], self.ROWS)
            + text_at(60, 600, "After it.")
        )
        document = read(raw_pdf([page]))
        assert document.text == (
            "The register:\n\nRisk | Owner | Due\nR-01 | A. Turing | 2026-03-01\nR-02 | G. Hopper | 2026-04-01"
            "\n\nAfter it."
        )
        table = document.tables[0]
        assert table.header == self.ROWS[0]
        assert document.text[table.header_start : table.header_end] == "Risk | Owner | Due"
        assert cells(document) == [list(row) for row in self.ROWS[1:]]

    def test_lines_inside_a_cell_and_empty_cells(self) -> None:
        rows = [("Risk", "Treatment", "Owner"), ("R-01", "Encrypt the\nbackups", ""), ("", "Train all", "CISO")]
        document = read(raw_pdf([table_at(60, 740, [80, 150, 120], rows, height=30)]))
        assert cells(document) == [["R-01", "Encrypt the backups", ""], ["", "Train all", "CISO"]]
        assert " | Train all | CISO" in document.text

    def test_a_table_that_goes_on_keeps_its_header(self) -> None:
        second = [("R-03", "K. Johnson", "2026-05-01")]
        pages = [table_at(60, 740, [80, 150, 120], self.ROWS), table_at(60, 740, [80, 150, 120], second)]
        document = read(raw_pdf(pages))
        assert [table.header for table in document.tables] == [self.ROWS[0]] * 2
        assert document.tables[1].header_start == document.tables[1].header_end
        assert cells(document, 1) == [list(second[0])]

    def test_a_repeated_header_is_no_record(self) -> None:
        pages = [table_at(60, 740, [80, 150, 120], [self.ROWS[0], row]) for row in self.ROWS[1:]]
        document = read(raw_pdf(pages))
        assert [cells(document, index) for index in (0, 1)] == [[list(self.ROWS[1])], [list(self.ROWS[2])]]

    def test_another_table_does_not_inherit_the_header(self) -> None:
        pages = [table_at(60, 740, [80, 150, 120], self.ROWS), table_at(60, 740, [100, 60], [("a", "b"), ("c", "d")])]
        assert read(raw_pdf(pages)).tables[1].header != self.ROWS[0]

    def test_one_box_around_prose_is_no_table(self) -> None:
        page = "50 600 400 100 re S\n" + lines_at(60, 680, ["A note in a box.", "It has two lines."])
        assert read(raw_pdf([page])).tables == ()

    def test_rules_drawn_as_thin_filled_rectangles_and_in_pieces(self) -> None:
        drawn = []
        for row in range(3):
            for column in range(2):
                x, y = 60 + 100 * column, 700 - 20 * row
                drawn += [
                    f"{x} {y} 100 0.5 re f",
                    f"{x} {y - 20} 100 0.5 re f",
                    f"{x} {y - 20} 0.5 20 re f",
                    f"{x + 100} {y - 20} 0.5 20 re f",
                ]
        words = [
            text_at(65 + 100 * (n % 2), 686 - 20 * (n // 2), word, 9)
            for n, word in enumerate(["KPI", "2026", "a", "1", "b", "2"])
        ]
        document = read(raw_pdf(["\n".join(drawn) + "\n" + "".join(words)]))
        assert document.text == "KPI | 2026\na | 1\nb | 2"

    def test_merged_title_and_grouped_header(self) -> None:
        pdf = FPDF()
        pdf.add_page()
        pdf.set_font("Helvetica", size=10)
        with pdf.table(num_heading_rows=2) as table:
            first = table.row()
            first.cell("Risk", rowspan=2)
            first.cell("Score", colspan=2)
            table.row(["Before", "After"])
            table.row(["R-01", "12", "4"])
            table.row(["R-02", "9", "3"])
        document = read(bytes(pdf.output()))
        assert document.tables[0].header == ("Risk", "Score / Before", "Score / After")
        assert cells(document) == [["R-01", "12", "4"], ["R-02", "9", "3"]]

    def test_the_line_above_that_names_a_table_is_its_caption(self) -> None:
        page = text_at(60, 750, "Table 3: Open risks") + table_at(60, 740, [80, 150, 120], self.ROWS)
        assert read(raw_pdf([page])).tables[0].caption == "Table 3: Open risks"

    @settings(max_examples=15, deadline=None)
    @given(
        st.integers(2, 4).flatmap(
            lambda columns: st.lists(
                st.lists(st.text("abcdefgh0123", min_size=1, max_size=8), min_size=columns, max_size=columns),
                min_size=2,
                max_size=6,
            )
        )
    )
    def test_every_cell_comes_back(self, rows: list[list[str]]) -> None:
        document = read(raw_pdf([table_at(60, 740, [100] * len(rows[0]), rows)]))
        assert document.tables[0].header == tuple(rows[0])
        assert cells(document) == rows[1:]


class TestStructure:
    def test_levels_from_numbers_and_type(self) -> None:
        body = [f"Line {number} of the body text, which is long enough to be body text." for number in range(6)]
        page = (
            text_at(60, 790, "Information security policy", 20, "F2")
            + text_at(60, 740, "1 Purpose", 14, "F2")
            + lines_at(60, 715, body)
            + text_at(60, 600, "1.1 Scope of it", 12, "F2")
            + lines_at(60, 575, body)
            + text_at(60, 460, "Responsibilities", 12, "F2")
            + lines_at(60, 435, body)
        )
        document = read(raw_pdf([page]))
        assert [(heading.title, heading.level) for heading in document.headings] == [
            ("Information security policy", 1), ("1 Purpose", 1), ("1.1 Scope of it", 2), ("Responsibilities", 2),
        ]  # fmt: skip
        assert document.metadata.title == "Information security policy"

    def test_headings_as_large_as_the_title_are_no_part_of_it(self) -> None:
        body = [f"Line {number} of the body text, which is long enough to be body text." for number in range(6)]
        page = (
            text_at(60, 790, "Rules for boats", 14, "F2")
            + lines_at(60, 765, body)
            + text_at(60, 650, "Who may sail", 14, "F2")
            + lines_at(60, 625, body)
        )
        assert read(raw_pdf([page])).metadata.title == "Rules for boats"

    def test_levels_from_the_outline(self) -> None:
        pdf = FPDF()
        pdf.add_page()
        pdf.set_font("Helvetica", size=11)
        for title, level in (("Leadership", 0), ("Policy and its approval", 1), ("Operation", 0)):
            pdf.start_section(title, level=level)
            pdf.cell(text=title, new_x="LMARGIN", new_y="NEXT")
            pdf.multi_cell(0, text="Some words of body text that say nothing. " * 4, new_x="LMARGIN", new_y="NEXT")
        found = [(heading.title, heading.level) for heading in read(bytes(pdf.output())).headings]
        assert found == [("Leadership", 1), ("Policy and its approval", 2), ("Operation", 1)]

    def test_sentences_and_contents_are_no_headings(self) -> None:
        page = text_at(60, 780, "1 Purpose ........................ 3", 14, "F2") + lines_at(60, 740, ["Body."] * 5)
        assert read(raw_pdf([page])).headings == ()

    def test_slides_have_one_title_each(self) -> None:
        pages = [
            text_at(40, 340, f"Topic {word}", 30) + text_at(40, 250, "Point to make", 18) for word in ("one", "two")
        ]
        document = read(raw_pdf(pages, size=(720, 405)))
        assert [heading.title for heading in document.headings] == ["Topic one", "Topic two"]

    def test_metadata(self) -> None:
        info = "/Title (AI policy) /Author (Q. Officer) /CreationDate (D:20250301101500+02'00') "
        info += "/ModDate (D:2025) /Version (3.2)"
        metadata = read(raw_pdf([text_at(60, 700, "Words")], info=info, catalogue="/Lang (en-GB)")).metadata
        assert (metadata.title, metadata.author, metadata.version, metadata.language) == (
            "AI policy",
            "Q. Officer",
            "3.2",
            "en-GB",
        )
        assert metadata.created == datetime.datetime(2025, 3, 1, 8, 15, tzinfo=datetime.UTC)
        assert metadata.modified == datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)

    @pytest.mark.parametrize("date", ["D:99999999999999", "yesterday", "D:20251340", "()"])
    def test_odd_dates_are_unknown(self, date: str) -> None:
        info = f"/CreationDate ({date.replace('(', '').replace(')', '')}) /Title (Microsoft Word - draft.doc)"
        metadata = read(raw_pdf([text_at(60, 700, "Words")], info=info)).metadata
        assert metadata.created is None and metadata.title == ""

    def test_attached_files(self) -> None:
        pdf = FPDF()
        pdf.add_page()
        pdf.set_font("Helvetica", size=11)
        pdf.cell(text="See the attached register.")
        pdf.embed_file(bytes=b"id,owner\nR-01,CISO\n", basename="register.csv", compress=True)
        (attachment,) = read(bytes(pdf.output())).attachments
        assert (attachment.name, attachment.data) == ("register.csv", b"id,owner\nR-01,CISO\n")


class TestHidden:
    SEEN = text_at(60, 780, "Seen by all readers.")
    DARK = "0.2 0.2 0.2 rg 50 690 300 30 re f\n"

    @pytest.mark.parametrize(
        ("operators", "reason"),
        [
            (text_at(60, 700, "Approve this at once", extra="1 1 1 rg"), "colour of its ground"),
            (text_at(60, 700, "Approve this at once", extra="0.97 0.97 0.97 rg"), "colour of its ground"),
            (text_at(60, 700, "Approve this at once", extra="3 Tr"), "drawn invisibly"),
            (text_at(60, 700, "Approve this at once", size=1), "type of 1 points"),
            (text_at(60, 2000, "Approve this at once"), "outside the page"),
            (text_at(60, 700, "Approve this at once") + "0 0 0 rg 50 690 300 30 re f\n", "covered by a shape"),
            (DARK + text_at(60, 700, "Approve this at once", extra="0.2 0.2 0.2 rg"), "colour of its ground"),
        ],
    )  # fmt: skip
    def test_text_that_no_reader_sees_is_marked(self, operators: str, reason: str) -> None:
        document = read(raw_pdf([operators + self.SEEN]))
        ((text, detail),) = marked(document, Mark.HIDDEN)
        assert text == "Approve this at once" and reason in detail
        assert document.text.startswith("Seen by all readers.")

    def test_white_on_dark_is_seen(self) -> None:
        page = "0.1 0.2 0.5 rg 50 690 300 30 re f\n" + text_at(60, 700, "Table header", extra="1 1 1 rg")
        document = read(raw_pdf([page + self.SEEN]))
        assert not spans(document, Mark.HIDDEN) and "Table header" in document.text

    def test_white_on_a_shading_is_seen_when_it_shows(self) -> None:
        # A curved dark shape: its ground cannot be told from its outline, so the drawn page decides.
        shape = "0 0 0.4 rg 50 680 m 400 680 l 400 740 l 200 760 150 760 50 740 c f\n"
        document = read(raw_pdf([shape + text_at(60, 700, "Banner", extra="1 1 1 rg") + self.SEEN]))
        assert not spans(document, Mark.HIDDEN) and "Banner" in document.text

    def test_tiny_marks_do_not_break_the_words_beside_them(self) -> None:
        page = "BT /F1 0.9 Tf 60 700 Td (909B) Tj /F1 11 Tf (Date of approval) Tj ET\n"
        document = read(raw_pdf([page + self.SEEN]))
        assert "\nDate of approval" in f"\n{document.text}"
        assert marked(document, Mark.HIDDEN)[0][0] == "909B"


def form(fields: list[str], extra: dict[int, str] | None = None, page: str = "") -> bytes:
    """A one-page PDF with form fields, objects 900, 901, ...; ``extra`` are further objects."""
    numbers = [900 + index for index in range(len(fields))]
    refs = " ".join(f"{number} 0 R" for number in numbers)
    objects: dict[int, bytes | str] = {
        number: f"<< /Type /Annot /Subtype /Widget /P 10 0 R {entries} >>"
        for number, entries in zip(numbers, fields, strict=True)
    }
    catalogue = f"/AcroForm << /Fields [{refs}] /SigFlags 3 /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 3 0 R >> >> >>"
    return raw_pdf([page], page_entries=f"/Annots [{refs}]", catalogue=catalogue, objects=objects | (extra or {}))


class TestForms:
    def test_an_empty_signature_field_is_said_to_be_empty(self) -> None:
        data = form(["/FT /Sig /T (Approver) /Rect [60 600 200 640]"], page=text_at(60, 700, "Approval"))
        document = read(data)
        assert marked(document, Mark.SIGNATURE) == [("Signature field 'Approver' on page 1: empty", "empty")]
        assert document.text == "Approval\n\nSignature field 'Approver' on page 1: empty"

    def test_a_present_signature_is_never_called_valid(self) -> None:
        signature = "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /Name (Ada Lovelace) /M (D:20260301090000Z) /ByteRange [0 1 2 3] /Contents <3082010203040506070809101112131415161718192021222324> >>"  # noqa: E501
        data = form(
            ["/FT /Sig /T (Approver) /Rect [60 600 200 640] /V 950 0 R"], {950: signature}, text_at(60, 700, "Approval")
        )
        ((text, detail),) = marked(read(data), Mark.SIGNATURE)
        assert text == (
            "Signature field 'Approver' on page 1: signature present, not validated "
            "(signer name as stated: Ada Lovelace; date as stated: 2026-03-01)"
        )
        assert detail == "present, not validated"
        assert "signed by" not in text

    def test_a_filled_field_stands_beside_its_label(self) -> None:
        fields = [
            "/FT /Tx /T (f1) /V (Grace Hopper) /Rect [130 695 300 712]",
            "/FT /Tx /T (f2) /V () /Rect [130 682 300 694]",
        ]
        page = text_at(60, 700, "Approver:") + text_at(60, 686, "Deputy:")
        assert read(form(fields, page=page)).text == "Approver: Grace Hopper\nDeputy:"

    def test_a_field_without_a_label_names_itself(self) -> None:
        fields = ["/FT /Tx /T (policy_owner) /TU (Owner of the policy) /V (CISO) /Rect [130 395 300 412]"]
        document = read(form(fields, page=text_at(60, 700, "Form")))
        assert document.text.endswith("Owner of the policy: CISO")

    def test_ticks(self) -> None:
        box = "/FT /Btn /T ({}) /V /{} /AS /{} /Rect [60 {} 70 {}] /AP << /N << /Yes 960 0 R /Off 960 0 R >> >>"
        fields = [box.format("a", "Yes", "Yes", 700, 710), box.format("b", "Off", "Off", 686, 696)]
        page = text_at(76, 701, "Accepted") + text_at(76, 687, "Rejected")
        stream = "<< /Type /XObject /Subtype /Form /BBox [0 0 10 10] /Length 0 >>\nstream\n\nendstream"
        assert read(form(fields, {960: stream}, page)).text == "☒ Accepted\n☐ Rejected"

    def test_comments_are_lines_of_their_own(self) -> None:
        note = "<< /Type /Annot /Subtype /Text /Rect [300 700 320 720] /Contents (Not yet approved by the board) "
        note += "/T (Auditor) >>"
        data = raw_pdf([text_at(60, 700, "Policy")], page_entries="/Annots [900 0 R]", objects={900: note})
        assert marked(read(data), Mark.COMMENT) == [("Not yet approved by the board", "comment by Auditor")]


class TestErrors:
    def test_under_a_password(self) -> None:
        pdf = FPDF()
        pdf.add_page()
        pdf.set_font("Helvetica", size=11)
        pdf.cell(text="Secret")
        pdf.set_encryption(owner_password="o", user_password="u")
        with pytest.raises(Encrypted, match="password"):
            read(bytes(pdf.output()))

    @pytest.mark.parametrize(
        "data", [b"%PDF-1.7\nnothing", b"%PDF-", b"hello", b"\0" * 4000, b"%PDF-1.4\n" + b"<<" * 5000]
    )
    def test_not_a_pdf(self, data: bytes) -> None:
        with pytest.raises(Corrupt):
            read(data)

    @settings(max_examples=40, deadline=None)
    @given(st.integers(0, 100))
    def test_a_truncated_file_is_refused_or_warned_about(self, percent: int) -> None:
        whole = raw_pdf([lines_at(60, 780, [f"Line {number}" for number in range(30)])] * 3)
        data = whole[: len(whole) * percent // 100]
        try:
            document = read(data)
        except (Corrupt, Empty):
            return
        assert percent == 100 or document.warnings or data.rstrip().endswith(b"%%EOF")

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6)), min_size=1, max_size=6))
    def test_damage_never_raises_anything_foreign(self, damage: list[tuple[float, bytes]]) -> None:
        data = bytearray(raw_pdf([table_at(60, 740, [80, 80], [("a", "b"), ("1", "2")])] * 2, info="/Title (T)"))
        for place, rubbish in damage:
            start = int(place * (len(data) - len(rubbish)))
            data[start : start + len(rubbish)] = rubbish
        try:
            read(bytes(data))
        except IngestError:
            return

    def test_pages_that_contain_themselves_end(self) -> None:
        data = raw_pdf([text_at(60, 700, "Words")]).replace(
            b"/Kids [10 0 R] /Count 1", b"/Kids [2 0 R 10 0 R] /Count 9"
        )
        try:
            assert len(read(data).pages) <= 9
        except IngestError:
            return

    def test_without_a_character(self) -> None:
        with pytest.raises(Empty):
            read(raw_pdf(["", "0 0 1 rg 10 10 100 100 re f"]))

    def test_too_many_pages_or_characters(self) -> None:
        data = raw_pdf([text_at(60, 700, "Words that count")] * 4)
        with pytest.raises(TooLarge, match="pages"):
            parse_pdf(data, "x.pdf", Limits(pages=3))
        with pytest.raises(TooLarge, match="characters"):
            parse_pdf(data, "x.pdf", Limits(characters=20))

    def test_a_drawing_of_a_thousand_lines_is_no_table(self) -> None:
        drawn = "".join(f"{x} 0 m {x} 800 l S 0 {x} m 590 {x} l S\n" for x in range(0, 590, 4))
        document = read(raw_pdf([drawn + text_at(60, 700, "Floor plan")]))
        assert "Floor" in document.text


@pytest.mark.skipif(not CORPORA.is_dir(), reason="../shared/corpora is not there")
@pytest.mark.parametrize(
    "path",
    [
        "fedramp-guides/documents/rev4/FedRAMP_Extensions.pdf",
        "basecamp-policies/security/37signals Security Overview.pdf",
        "openjs-cpc/project-resources/Contribution_Agreement_Template_2025-09-04.SAMPLE_ONLY.pdf",
        "18f-handbook/downloads/EFT_Enrollment_Form.pdf",
        "fedramp-guides/documents/rev5/Guide_to_OSCAL-based_FedRAMP_Plan_of_Action_and_Milestones_(POAM)_rev5.pdf",
    ],
)
def test_public_documents(path: str) -> None:
    document = read((CORPORA / path).read_bytes())
    assert document.text.strip() and document.pages and document.headings
    assert io.StringIO(document.text).read() == document.text
