"""RTF, OpenDocument text and EPUB: text, structure and what is hidden, noted or said in the margins."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.errors import Corrupt, Encrypted, IngestError, TooLarge
from evidence.model import Mark, ParsedDocument
from ingest.limits import Limits
from ingest.parse import parse
from ingest.parse.converted import parse_epub, parse_odt, parse_rtf
from tests.support.office import epub_file, odt_file

LIMITS = Limits()


def rtf(body: str, *, head: str = "") -> ParsedDocument:
    return check(parse_rtf(("{\\rtf1\\ansi" + head + " " + body + "}").encode("latin-1"), "a.rtf", LIMITS))


def odt(body: str, **parts: str) -> ParsedDocument:
    return check(parse_odt(odt_file(body, **parts), "a.odt", LIMITS))


def check(document: ParsedDocument) -> ParsedDocument:
    text = document.text
    for heading in document.headings:
        assert text[heading.start : heading.end] == heading.title
    for found in document.annotations:
        assert text[found.start : found.end].strip()
    for table in document.tables:
        for row in table.rows:
            assert table.start <= row.start <= row.end <= table.end
            assert all(text[cell.start : cell.end].strip() for cell in row.cells)
    return document


def marked(document: ParsedDocument, mark: Mark) -> list[tuple[str, str]]:
    return [(document.text[a.start : a.end].strip(), a.detail) for a in document.annotations if a.mark is mark]


def blocks(document: ParsedDocument) -> list[str]:
    return document.text.split("\n\n")


def grid(document: ParsedDocument) -> list[list[tuple[int, str]]]:
    return [[(c.column, document.text[c.start : c.end]) for c in row.cells] for row in document.tables[0].rows]


CONTROLS = [
    *r"{ } \par \cell \row \trowd \cellx100 \intbl \pard \v \v0 \b {\*\x {\footnote {\header {\field \u233?".split(),
    "word ",
    "\\'e9",
]
BOOK = {
    "b.xhtml": "<h1>Everyday use</h1><p>Never paste customer data.</p>",
    "a.xhtml": "<h1>In doubt</h1><table><tr><th>Role</th><th>Name</th></tr><tr><td>Owner</td><td>Jane</td></tr>"
    '</table><p style="display:none">Ignore this.</p>',
}


class TestRtf:
    def test_characters_in_every_way_of_writing_them(self) -> None:
        fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Cyr;}{\f2\fcharset128 J;}{\f3\fcharset2 Wingdings;}}"
        body = (
            r"\{a\\b\} Gr\'f6\'dfe \emdash  \ldblquote x\rdblquote\~y \u8364?\u-10179?\u-8704? "
            r"{\f1 \'cf\'ee} {\f2 \'93\'fa} {\f3 \'a8}No{\f3\'fe}Yes \uc2\u228 aeZ\par tab\tab line\line end"
        )
        document = rtf(body, head=r"\ansicpg1252\deff0" + fonts)
        assert blocks(document) == ["{a\\b} Größe — “x”\u00a0y €\U0001f600 По 日 ☐No☑Yes äZ", "tab\tline\nend"]

    def test_line_ends_are_no_characters_and_unknown_groups_are_left_out(self) -> None:
        body = "one\r\n two{\\*\\unknown never}{\\pict 00ff}{\\object{\\*\\objdata 00}{\\result shown}}\\bin3 \\}}three"
        assert rtf(body).text == "one twothree"

    def test_headings_by_style_outline_level_and_look(self) -> None:
        head = r"{\stylesheet{\s0 Normal;}{\s1\b heading 1;}{\s7\outlinelevel2 Eigene;}{\*\cs9 heading 2;}}"
        body = (
            r"\pard\s1 Scope\par\pard\s7 Deep\par\pard\outlinelevel1 Direct\par\pard\b Looks like one\b0\par"
            r"\pard\plain Body\par\pard\b Owner: Jane\b0\par"
        )
        document = rtf(body, head=head)
        assert [(h.level, h.title) for h in document.headings] == [
            (1, "Scope"),
            (3, "Deep"),
            (2, "Direct"),
            (3, "Looks like one"),
        ]

    def test_hidden_white_tiny_and_deleted_text(self) -> None:
        head = r"{\colortbl;\red255\green255\blue255;\red0\green0\blue128;}"
        body = (
            r"seen {\v secret}{\cf1 white}{\cf1\chcbpat2 reversed}{\fs2 tiny}{\deleted gone}{\v0 back}\par"
            r"\pard\cbpat2 {\cf1 on blue}\par"
        )
        document = rtf(body, head=head)
        assert marked(document, Mark.HIDDEN) == [
            ("secret", "hidden text"),
            ("white", "white text on white"),
            ("tiny", "text of 1 points"),
        ]
        assert blocks(document) == ["seen secretwhitereversedtinyback", "on blue"]
        assert any("tracked changes" in warning for warning in document.warnings)

    def test_tables(self) -> None:
        def line(*cells: str, edges: tuple[int, ...] = (2000, 4000, 6000), more: str = "") -> str:
            shape = "".join(f"\\cellx{edge}" for edge in edges)
            return f"\\trowd{more}{shape}" + "".join(f"\\pard\\intbl {cell}\\cell" for cell in cells) + "\\row"

        body = (
            "Before\\par"
            + line("Risk", "Owner", "Due", more="\\trhdr")
            + line("R-1", "Jane\\par Doe", "May")
            + line("both", "June", edges=(4010, 5990))
            + "\\pard After\\par"
        )
        document = rtf(body)
        assert document.text == "Before\n\nRisk | Owner | Due\nR-1 | Jane Doe | May\nboth |  | June\n\nAfter"
        assert document.tables[0].header == ("Risk", "Owner", "Due")
        assert grid(document) == [[(0, "R-1"), (1, "Jane Doe"), (2, "May")], [(0, "both"), (2, "June")]]
        framed = rtf(line("A frame.\\par Its second part.", edges=(6000,)))
        assert (blocks(framed), framed.tables) == (["A frame.", "Its second part."], ())
        white = rtf(
            r"\trowd\clcbpat2\cellx1\cellx2\pard\intbl\cf1 Owner\cell Sly\cell\row",
            head=r"{\colortbl;\red255\green255\blue255;\red0\green0\blue128;}",
        )
        assert marked(white, Mark.HIDDEN) == [("Sly", "white text on white")]

    def test_notes_comments_fields_lists_boxes_and_margins(self) -> None:
        packed = (125 << 20) | (3 << 16) | (4 << 11)  # 4 March 2025
        body = (
            r"{\header Policy 7\par}{\headerf Policy 7\par}{\footer Confidential}"
            r"Approved{\footnote\pard\plain {\chftn} As amended.} today"
            r"{\*\atnid JD}{\*\atnauthor Jane Doe}{\*\annotation{\*\atndate " + str(packed) + r"}By whom?}.\par"
            r"{\listtext\tab 1.\tab}First\par{\listtext\f3\'b7\tab}\b Second\b0\par"
            r"{\field{\*\fldinst HYPERLINK x}{\fldrslt a link}} "
            r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres25\ffdefres1}}}{\fldrslt }}yes\par"
            r" Box{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt Boxed\par}}{\shprslt Boxed again}}\par"
        )
        document = rtf(body)
        assert blocks(document) == [
            "Approved today.",
            "As amended.",
            "By whom?",
            "1. First",
            "Second",
            "a link ☒yes",
            "Box",
            "Boxed",
            "Policy 7",
            "Confidential",
        ]
        assert marked(document, Mark.COMMENT) == [("By whom?", "comment by Jane Doe on 2025-03-04")]
        assert marked(document, Mark.HEADER) == [("Policy 7", "page header"), ("Confidential", "page footer")]
        assert document.headings == ()

    def test_metadata(self) -> None:
        head = (
            r"{\info{\title R\'fcckblick}{\author Jane \u8364?}{\company ACME}{\creatim\yr2025\mo3\dy4\hr5\min6}"
            r"{\revtim\yr2025\mo13\dy4}}{\*\userprops{\propname Approved}\proptype30{\staticval 2025-03-12}}"
        )
        found = rtf("x", head=head).metadata
        assert (found.title, found.author, found.properties["company"]) == ("Rückblick", "Jane €", "ACME")
        assert (found.created, found.modified) == (datetime(2025, 3, 4, 5, 6), None)
        assert [(d.kind, d.value) for d in found.dates] == [("approved", date(2025, 3, 12))]

    def test_a_truncated_file_gives_what_it_has_and_says_so(self) -> None:
        document = parse_rtf(rb"{\rtf1\ansi Half a sente", "a.rtf", LIMITS)
        assert document.text == "Half a sente"
        assert "truncated" in document.warnings[0]

    def test_hostile_files(self) -> None:
        with pytest.raises(TooLarge):
            parse_rtf(b"{\\rtf1" + b"{" * 100_000, "a.rtf", LIMITS)
        with pytest.raises(Corrupt):
            parse_rtf(b"no group at all", "a.rtf", LIMITS)
        huge = b"{\\rtf1\\ansi\\u99999999999 \\bin99999999999 \\'zz \\cellx-5 \\fs-3 \\ansicpg0 x}"
        assert parse(huge, "a.rtf", LIMITS).text

    def test_a_header_within_a_header_is_read_once_and_last(self) -> None:
        document = parse_rtf(rb"{\rtf1 {\header Above {\footer Below}} Body\par}", "a.rtf", LIMITS)
        assert document.text.index("Body") < document.text.index("Above")
        assert document.text.count("Below") == 1

    @settings(max_examples=150, deadline=None)
    @given(
        st.lists(
            st.sampled_from(CONTROLS),
            max_size=40,
        )
    )
    def test_any_order_of_control_words_is_read_or_refused(self, parts: list[str]) -> None:
        try:
            document = parse_rtf(("{\\rtf1 " + "".join(parts)).encode(), "a.rtf", LIMITS)
        except IngestError:
            return
        check(document)


def odt_style(name: str, properties: str, family: str = "text") -> str:
    return f'<style:style style:name="{name}" style:family="{family}">{properties}</style:style>'


class TestOdt:
    def test_headings_paragraphs_and_white_space(self) -> None:
        styles = odt_style("Title", "", "paragraph") + (
            '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_3"/>'
            '<style:style style:name="Heading_20_3" style:family="paragraph"/>'
        )
        body = (
            '<text:p text:style-name="Title">Policy</text:p><text:h text:outline-level="2">Scope</text:h>'
            '<text:p text:style-name="P1">Deep</text:p>'
            '<text:p>\n   a\n  b<text:s text:c="2"/>c<text:tab/>d<text:line-break/>e <text:span> f</text:span></text:p>'
        )
        document = odt(body, styles=styles)
        assert [(h.level, h.title) for h in document.headings] == [(1, "Policy"), (2, "Scope"), (3, "Deep")]
        assert blocks(document)[-1] == "a b  c\td\ne f"

    def test_hidden_text_of_every_kind(self) -> None:
        styles = (
            odt_style("none", '<style:text-properties text:display="none"/>')
            + odt_style("white", '<style:text-properties fo:color="#ffffff"/>')
            + odt_style("dark", '<style:paragraph-properties fo:background-color="#000080"/>', "paragraph")
            + odt_style("gone", '<style:section-properties text:display="none"/>', "section")
        )
        body = (
            '<text:p>seen <text:span text:style-name="none">secret</text:span> '
            '<text:span text:style-name="white">white</text:span></text:p>'
            '<text:p text:style-name="dark"><text:span text:style-name="white">reversed</text:span></text:p>'
            '<text:p><text:hidden-text text:string-value="conditional"/></text:p>'
            "<text:p><text:hidden-paragraph/>whole</text:p>"
            '<text:section text:display="none"><text:h>Hidden title</text:h></text:section>'
            '<text:section text:style-name="gone"><text:p>by style</text:p></text:section>'
        )
        document = odt(body, styles=styles)
        assert marked(document, Mark.HIDDEN) == [
            ("secret", "hidden text"),
            ("white", "white text on white"),
            ("conditional", "hidden text"),
            ("whole", "hidden text"),
            ("Hidden title", "hidden section"),
            ("by style", "hidden section"),
        ]
        assert document.headings == ()

    def test_comments_notes_boxes_and_margins(self) -> None:
        body = (
            "<text:p>Approved<office:annotation><dc:creator>Jane Doe</dc:creator><dc:date>2025-03-04T10:00:00.123456789"
            "</dc:date><text:p>By whom?</text:p></office:annotation> today<text:note text:note-class='footnote'>"
            "<text:note-citation>1</text:note-citation><text:note-body><text:p>As amended.</text:p></text:note-body>"
            "</text:note>.</text:p>"
            "<text:p>Box<draw:frame><draw:text-box><text:p>Boxed</text:p></draw:text-box></draw:frame>"
            "<draw:custom-shape><text:p>Drawn</text:p></draw:custom-shape></text:p>"
        )
        master = (
            "<style:header><text:p>Policy 7</text:p></style:header><style:footer><text:p>Secret</text:p></style:footer>"
        )
        document = odt(body, master=master)
        assert blocks(document) == [
            "Approved today.",
            "By whom?",
            "As amended.",
            "Box",
            "Boxed",
            "Drawn",
            "Policy 7",
            "Secret",
        ]
        assert marked(document, Mark.COMMENT) == [("By whom?", "comment by Jane Doe on 2025-03-04")]
        assert marked(document, Mark.HEADER) == [("Policy 7", "page header"), ("Secret", "page footer")]

    def test_deleted_text_is_left_out(self) -> None:
        body = (
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes><text:p>kept</text:p>"
        )
        document = odt(body)
        assert document.text == "kept"
        assert "1 tracked changes" in document.warnings[0]

    def test_lists_are_numbered(self) -> None:
        level = '<text:list-level-style-number text:level="{}" style:num-format="{}" style:num-suffix="."{}/>'
        both = ' text:display-levels="2"'
        levels = level.format(1, "1", "") + level.format(2, "a", both)
        styles = f'<text:list-style style:name="L">{levels}</text:list-style>'

        def item(text: str, inside: str = "") -> str:
            return f"<text:list-item><text:p>{text}</text:p>{inside}</text:list-item>"

        inner = f"<text:list>{item('b')}{item('c')}</text:list>"
        first = f'<text:list text:style-name="L">{item("a", inner)}{item("d", "<text:p>more</text:p>")}</text:list>'
        second = f'<text:list text:style-name="L" text:continue-numbering="true">{item("e")}</text:list>'
        third = f'<text:list text:style-name="L">{item("f")}</text:list>'
        document = odt(first + second + third, styles=styles)
        assert blocks(document) == ["1. a", "1.a. b", "1.b. c", "2. d", "more", "3. e", "1. f"]

    def test_tables(self) -> None:
        def cell(text: str, attributes: str = "") -> str:
            return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"

        def line(*cells: str, attributes: str = "") -> str:
            return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"

        head = f"<table:table-header-rows>{line(cell('Risk'), cell('Owner'), cell('Due'))}</table:table-header-rows>"
        wide = cell("both", 'table:number-columns-spanned="2"')
        empty = '<table:table-cell table:number-columns-repeated="2"/>'
        rows = (
            line(cell("R-1"), cell("Jane"), cell("May"))
            + line(wide, "<table:covered-table-cell/>", cell("June"))
            + line(empty, cell("July"), attributes='table:visibility="collapse"')
        )
        document = odt(f"<table:table>{head}{rows}</table:table>")
        assert document.tables[0].header == ("Risk", "Owner", "Due")
        assert grid(document) == [[(0, "R-1"), (1, "Jane"), (2, "May")], [(0, "both"), (2, "June")], [(2, "July")]]
        assert document.tables[0].rows[2].hidden
        assert marked(document, Mark.HIDDEN) == [("|  | July", "hidden table row")]

    def test_an_embedded_chart_is_a_table(self) -> None:
        body = "<text:p><draw:frame><draw:object xlink:href='./Object 1'/></draw:frame></text:p>"
        space = 'xmlns:chart="c" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        space += 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        cells = "".join(
            "<table:table-row>"
            + "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in row)
            + "</table:table-row>"
            for row in (("", "2025"), ("Q1", "4"), ("Q2", "7"))
        )
        chart = (
            f"<x {space}><chart:chart><chart:title><text:p>Incidents</text:p></chart:title>"
            f"<table:table>{cells}</table:table></chart:chart></x>"
        )
        document = odt(body, **{"Object 1/content.xml": chart})
        assert "Incidents" in document.text and "Q2 | 7" in document.text

    def test_metadata(self) -> None:
        meta = (
            "<dc:title>Policy</dc:title><meta:initial-creator>Jane</meta:initial-creator><dc:language>de-DE</dc:language>"
            "<meta:creation-date>2025-03-04T05:06:07</meta:creation-date><dc:date>2025-05-06T07:08:09Z</dc:date>"
            '<meta:user-defined meta:name="Approved">2025-03-12</meta:user-defined>'
        )
        found = odt("<text:p>x</text:p>", meta=meta).metadata
        assert (found.title, found.author, found.language) == ("Policy", "Jane", "de-DE")
        assert (found.created, found.modified) == (
            datetime(2025, 3, 4, 5, 6, 7),
            datetime(2025, 5, 6, 7, 8, 9, tzinfo=UTC),
        )
        assert [(d.kind, d.value) for d in found.dates] == [("approved", date(2025, 3, 12))]

    def test_encrypted_and_broken_files(self) -> None:
        locked = {"META-INF/manifest.xml": "<m><f><manifest:encryption-data/></f></m>"}
        with pytest.raises(Encrypted):
            parse(odt_file("<text:p>x</text:p>", **locked), "a.odt", LIMITS)
        for broken in ("<open", "<x/>"):
            with pytest.raises(Corrupt):
                parse(odt_file("", **{"content.xml": broken}), "a.odt", LIMITS)
        cells = "<table:table-cell/><table:table-cell/>"
        many = f'<table:table-row table:number-rows-repeated="1000000">{cells}</table:table-row>'
        assert odt(f"<text:p>x</text:p><table:table>{many}</table:table>").text == "x"


class TestEpub:
    def test_pages_follow_the_spine_and_offsets_hold(self) -> None:
        document = check(parse_epub(epub_file(BOOK), "a.epub", LIMITS))
        assert document.text.startswith("Everyday use\n\nNever paste customer data.\n\nIn doubt\n\nRole | Name")
        assert [(h.level, h.title) for h in document.headings] == [(1, "Everyday use"), (1, "In doubt")]
        assert document.tables[0].header == ("Role", "Name")
        assert grid(document) == [[(0, "Owner"), (1, "Jane")]]
        assert [words for words, _ in marked(document, Mark.HIDDEN)] == ["Ignore this."]

    def test_metadata(self) -> None:
        metadata = (
            "<dc:title>Handbook</dc:title><dc:creator>Jane</dc:creator><dc:creator>Tom</dc:creator>"
            '<dc:language>en</dc:language><dc:date>2025-03-04</dc:date><meta property="dcterms:modified">'
            "2025-05-06T07:08:09Z</meta><dc:publisher>ACME</dc:publisher>"
        )
        found = parse_epub(epub_file(BOOK, metadata=metadata), "a.epub", LIMITS).metadata
        assert (found.title, found.author, found.language) == ("Handbook", "Jane, Tom", "en")
        assert found.properties["publisher"] == "ACME"
        assert {d.kind: d.value for d in found.dates} == {"written": date(2025, 3, 4), "modified": date(2025, 5, 6)}

    def test_protected_incomplete_and_broken_books(self) -> None:
        cipher = '<e><CipherReference URI="OEBPS/a.xhtml"/></e>'
        with pytest.raises(Encrypted):
            parse_epub(epub_file(BOOK, **{"META-INF/encryption.xml": cipher}), "a.epub", LIMITS)
        font = cipher.replace("a.xhtml", "font.otf")
        assert parse_epub(epub_file(BOOK, **{"META-INF/encryption.xml": font}), "a.epub", LIMITS).text
        with pytest.raises(Corrupt):
            parse(epub_file(BOOK, **{"OEBPS/book.opf": "<broken"}), "a.epub", LIMITS)
        with pytest.raises(TooLarge):
            parse_epub(epub_file(BOOK), "a.epub", Limits(characters=20))
        missing = epub_file(BOOK).replace(b"OEBPS/a.xhtml", b"OEBPS/z.xhtml")
        assert parse_epub(missing, "a.epub", LIMITS).warnings == ("1 of its 2 pages are missing",)
