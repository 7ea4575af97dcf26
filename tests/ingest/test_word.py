"""Word documents: every character is there, in order, and what is hidden, said aside or deleted is told apart."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from evidence.errors import Corrupt, TooLarge
from evidence.model import Annotation, Mark, ParsedDocument
from ingest.limits import Limits
from ingest.parse import parse
from ingest.parse.assemble import TextBuilder
from ingest.parse.marked import Piece, add_marked_block
from ingest.parse.marked import marked as marked_text
from ingest.parse.numbers import written
from ingest.parse.word import parse_docx
from tests.support.office import docx_by, edited, paragraph, row, table, word_file, zip_of

LIMITS = Limits()
CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(data: bytes) -> ParsedDocument:
    document = parse_docx(data, "file.docx", LIMITS)
    check_offsets(document)
    return document


def check_offsets(document: ParsedDocument) -> None:
    text = document.text
    for heading in document.headings:
        assert text[heading.start : heading.end] == heading.title
    for found in document.annotations:
        assert text[found.start : found.end].strip()
    for one in document.tables:
        header = text[one.header_start : one.header_end]
        assert header == " | ".join(one.header).rstrip(" |") or not one.header
        for line in one.rows:
            assert one.start <= line.start <= line.end <= one.end
            for cell in line.cells:
                assert text[cell.start : cell.end].strip() and "|" not in text[cell.start : cell.end]


def marked(document: ParsedDocument, mark: Mark) -> list[tuple[str, str]]:
    return [(document.text[a.start : a.end], a.detail) for a in document.annotations if a.mark is mark]


def blocks(document: ParsedDocument) -> list[str]:
    return document.text.split("\n\n")


def style(identifier: str, name: str, inside: str = "", based: str = "", kind: str = "paragraph") -> str:
    link = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}" w:styleId="{identifier}"><w:name w:val="{name}"/>{link}{inside}</w:style>'


def test_headings_by_style_outline_level_and_look() -> None:
    styles = (
        style("berschrift1", "heading 1")
        + style("Own", "Kapitel", based="berschrift1")
        + style("Deep", "Vertieft", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
        + style("TocHead", "TOC Heading", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', based="berschrift1")
        + style("T", "Title")
    )
    document = read(
        word_file(
            paragraph("Policy", style="T")
            + paragraph("Contents", style="TocHead")
            + paragraph("Scope", style="berschrift1")
            + paragraph("Own", style="Own")
            + paragraph("Third", style="Deep")
            + paragraph("Direct", properties='<w:outlineLvl w:val="1"/>')
            + paragraph("Looks like one", run="<w:b/>")
            + paragraph("Approved by: the board", run="<w:b/>")
            + paragraph("A whole sentence in bold is emphasis.", run="<w:b/>")
            + paragraph("Body"),
            styles=styles,
        )
    )
    assert [(h.level, h.title) for h in document.headings] == [
        (1, "Policy"),
        (1, "Scope"),
        (1, "Own"),
        (3, "Third"),
        (2, "Direct"),
        (3, "Looks like one"),
    ]


def test_styles_based_on_each_other_in_a_circle_end() -> None:
    circle = style("A", "a", based="B") + style("B", "b", based="A")
    assert read(word_file(paragraph("x", style="A"), styles=circle)).text == "x"


def test_list_labels_are_counted_by_level_and_restart() -> None:
    def level(index: int, form: str, text: str) -> str:
        return (
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        )

    levels = level(0, "decimal", "%1.") + level(1, "lowerLetter", "%1.%2)") + level(2, "bullet", "")
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )

    def item(text: str, index: int, number: int = 1) -> str:
        place = f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{number}"/></w:numPr>'
        return paragraph(text, properties=place)

    body = item("a", 0) + item("b", 1) + item("c", 1) + item("d", 2) + item("e", 0) + item("f", 1) + item("g", 0, 2)
    document = read(word_file(body, numbering=numbering))
    assert blocks(document) == ["1. a", "1.a) b", "1.b) c", "d", "2. e", "2.a) f", "5. g"]


def test_numbered_headings_carry_their_number() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:pStyle w:val="H1"/><w:lvlText w:val="%1"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:pStyle w:val="H2"/><w:lvlText w:val="%1.%2"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = style("H1", "heading 1", listed) + style("H2", "heading 2", listed)
    body = paragraph("Scope", style="H1") + paragraph("People", style="H2") + paragraph("Sites", style="H2")
    document = read(word_file(body, styles=styles, numbering=numbering))
    assert [h.title for h in document.headings] == ["1 Scope", "1.1 People", "1.2 Sites"]


@pytest.mark.parametrize(
    ("run", "detail"),
    [
        ("<w:vanish/>", "hidden text"),
        ('<w:color w:val="FFFFFF"/>', "white text on white"),
        ('<w:color w:val="FEFEFC"/>', "text in the colour of its background"),
        ('<w:color w:val="1F3864"/><w:shd w:val="clear" w:fill="1F3864"/>', "text in the colour of its background"),
        ('<w:sz w:val="2"/>', "text of 1 points"),
        ("<w14:textFill><w14:noFill/></w14:textFill>", "transparent text"),
    ],
)
def test_runs_that_nobody_sees_are_annotated_in_place(run: str, detail: str) -> None:
    hidden = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve"> and secretly</w:t></w:r>'
    body = paragraph("Openly").removesuffix("</w:p>") + hidden + "<w:r><w:t> done.</w:t></w:r></w:p>"
    document = read(word_file(body))
    assert document.text == "Openly and secretly done."
    assert [(words.strip(), why) for words, why in marked(document, Mark.HIDDEN)] == [("and secretly", detail)]


@pytest.mark.parametrize(
    "run",
    [
        '<w:vanish w:val="0"/>',
        '<w:color w:val="auto"/>',
        '<w:color w:val="BFBFBF"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>',
        '<w:sz w:val="16"/>',
    ],
)
def test_runs_that_can_be_seen_are_not(run: str) -> None:
    assert marked(read(word_file(paragraph("visible", run=run))), Mark.HIDDEN) == []


def test_white_text_on_coloured_cells_and_in_coloured_table_styles_is_visible() -> None:
    white = '<w:color w:val="FFFFFF"/>'
    dark = f'<w:tc><w:tcPr><w:shd w:val="clear" w:fill="002060"/></w:tcPr>{paragraph("Owner", run=white)}</w:tc>'
    plain = f"<w:tc>{paragraph('Sly', run=white)}</w:tc>"
    document = read(word_file(table(row(dark, dark.replace("Owner", "Due")), row("Jane", plain))))
    assert marked(document, Mark.HIDDEN) == [("Sly", "white text on white")]
    styled = '<w:tbl><w:tblPr><w:tblStyle w:val="Blue"/></w:tblPr>' + row(plain, plain) + row("a", "b") + "</w:tbl>"
    shading = '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:fill="4472C4"/></w:tcPr></w:tblStylePr>'
    document = read(word_file(styled, styles=style("Blue", "Blue", shading, kind="table")))
    assert marked(document, Mark.HIDDEN) == []


def test_a_style_can_hide_and_a_run_can_show_again() -> None:
    styles = style("Ghost", "Ghost", "<w:rPr><w:vanish/></w:rPr>", kind="character")
    ghost = '<w:rStyle w:val="Ghost"/>'
    body = paragraph("gone", run=ghost) + paragraph("back", run=ghost + '<w:vanish w:val="false"/>')
    assert marked(read(word_file(body, styles=styles)), Mark.HIDDEN) == [("gone", "hidden text")]


def test_a_hidden_heading_names_no_section() -> None:
    body = paragraph("Ignore all rules", run="<w:vanish/>", properties='<w:outlineLvl w:val="0"/>') + paragraph("x")
    assert read(word_file(body)).headings == ()


def test_comments_follow_their_paragraph_with_author_and_date() -> None:
    comment = (
        '<w:comment w:id="3" w:author="Jane Doe" w:date="2025-03-04T10:00:00Z"><w:p><w:r><w:annotationRef/></w:r>'
        "<w:r><w:t>Who approved this?</w:t></w:r></w:p><w:p><w:r><w:t>Ask Tom.</w:t></w:r></w:p></w:comment>"
    )
    reference = '<w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r></w:p>'
    body = paragraph("Approved.").removesuffix("</w:p>") + reference + paragraph("Next.")
    document = read(word_file(body, comments=comment))
    detail = "comment by Jane Doe on 2025-03-04"
    assert blocks(document) == ["Approved.", "Who approved this?", "Ask Tom.", "Next."]
    assert marked(document, Mark.COMMENT) == [("Who approved this?", detail), ("Ask Tom.", detail)]


def test_notes_stand_after_their_paragraph_and_end_when_they_refer_to_themselves() -> None:
    again = '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2">{paragraph("As amended in 2024.").removesuffix("</w:p>")}{again}</w:footnote>'
    )
    body = paragraph("The policy").removesuffix("</w:p>") + again + paragraph("Next.")
    assert blocks(read(word_file(body, footnotes=notes))) == ["The policy", "As amended in 2024.", "Next."]


def test_tracked_changes_are_read_as_accepted_and_reported() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Approved by </w:t></w:r>'
        "<w:del><w:r><w:delText>Tom</w:delText></w:r></w:del><w:ins><w:r><w:t>Jane</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>moved away</w:t></w:r></w:moveFrom></w:p>"
        + table(row("a", "b"), row("c", "d", properties="<w:del/>"))
    )
    document = read(word_file(body))
    assert "Approved by Jane" in document.text
    for gone in ("Tom", "moved away", "c | d"):
        assert gone not in document.text
    assert any("1 insertions, 3 deletions" in warning for warning in document.warnings)


def test_headers_and_footers_come_last_and_once() -> None:
    header = table(row("ISMS-POL-01", "Version 2.1"))
    document = read(word_file(paragraph("Body"), header1=header, header2=header, footer1=paragraph("Confidential")))
    assert blocks(document) == ["Body", "ISMS-POL-01 | Version 2.1", "Confidential"]
    assert marked(document, Mark.HEADER) == [
        ("ISMS-POL-01 | Version 2.1", "page header"),
        ("Confidential", "page footer"),
    ]


def test_a_table_has_cells_under_its_header() -> None:
    head = row("Risk", "Owner", "Due", properties="<w:tblHeader/>")
    document = read(
        word_file(
            paragraph("Risks", style="Caption") + table(head, row("R-1", "Jane", "2025-01-02"), row("R-2", "", "open")),
            styles=style("Caption", "caption"),
        )
    )
    found = document.tables[0]
    assert found.header == ("Risk", "Owner", "Due")
    assert found.caption == "Risks"
    cells = [[(cell.column, document.text[cell.start : cell.end]) for cell in line.cells] for line in found.rows]
    assert cells == [[(0, "R-1"), (1, "Jane"), (2, "2025-01-02")], [(0, "R-2"), (2, "open")]]


def test_names_with_their_values_are_no_header() -> None:
    body = table(row("Document owner", "Jane Doe"), row("Approved by", "The board"), row("Status", "Final"))
    found = read(word_file(body)).tables[0]
    assert (found.header, len(found.rows)) == ((), 3)


def test_merged_cells_stand_once_and_a_title_row_is_no_record() -> None:
    def cell(text: str, properties: str) -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    title = row(cell("Register of assets", '<w:gridSpan w:val="3"/>'))
    head = row("Site", "Asset", "Owner", properties="<w:tblHeader/>")
    first = row(cell("Berlin", '<w:vMerge w:val="restart"/>'), "Server", "Jane")
    second = row(cell("", "<w:vMerge/>"), "Switch", "Tom")
    last = row(cell("all sites", '<w:gridSpan w:val="2"/>'), "Ann")
    document = read(word_file(table(title, head, first, second, last)))
    found = document.tables[0]
    assert document.text.startswith("Register of assets\n\nSite | Asset | Owner\n")
    assert found.caption == "Register of assets"
    columns = [[(cell.column, document.text[cell.start : cell.end]) for cell in line.cells] for line in found.rows]
    assert columns == [
        [(0, "Berlin"), (1, "Server"), (2, "Jane")],
        [(1, "Switch"), (2, "Tom")],
        [(0, "all sites"), (2, "Ann")],
    ]


def test_a_nested_table_follows_the_one_that_holds_it() -> None:
    inner = table(row("Name", "Role"), row("Jane", "CISO"), row("Tom", "CEO"))
    outer = table(row("Topic", f"<w:tc>{paragraph('Attendance')}{inner}<w:p/></w:tc>"), row("Decision", "Approved"))
    document = read(word_file(outer))
    assert document.text == "Topic | Attendance\nDecision | Approved\n\nName | Role\nJane | CISO\nTom | CEO"
    assert len(document.tables) == 2


def test_layout_tables_are_prose() -> None:
    styles = style("H", "heading 2")
    heading = paragraph("Purpose", style="H")
    framed = table(row(f"<w:tc>{heading}{paragraph('Why we do it.')}</w:tc>", f"<w:tc>{paragraph('Aside')}</w:tc>"))
    document = read(word_file(framed + table(row("A note in a frame."), row("Its second part.")), styles=styles))
    assert blocks(document) == ["Purpose", "Why we do it.", "Aside", "A note in a frame.", "Its second part."]
    assert document.tables == ()
    assert [h.title for h in document.headings] == ["Purpose"]


def test_hidden_table_rows_are_annotated() -> None:
    rows = table(row("Risk", "Owner", properties="<w:tblHeader/>"), row("R-1", "Jane", properties="<w:hidden/>"))
    document = read(word_file(rows))
    assert document.tables[0].rows[0].hidden
    assert marked(document, Mark.HIDDEN) == [("R-1 | Jane", "hidden table row")]


TEXT_BOX = (
    "<w:p><w:r><w:t>Before</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:inline>"
    '<wp:docPr id="1" name="x"/><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:solidFill>'
    '<a:srgbClr val="000080"/></a:solidFill></wps:spPr><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx>'
    "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
    "<v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)


def test_a_text_box_stands_once_after_its_paragraph() -> None:
    inside = paragraph("Boxed", run='<w:color w:val="FFFFFF"/>')
    document = read(word_file(TEXT_BOX.format(inside=inside) + paragraph("After")))
    assert blocks(document) == ["Before", "Boxed", "After"]
    assert document.annotations == ()
    hidden = TEXT_BOX.replace('name="x"', 'name="x" hidden="1"').format(inside=inside)
    assert marked(read(word_file(hidden)), Mark.HIDDEN) == [("Boxed", "hidden text box")]


def test_content_controls_check_boxes_fields_and_symbols() -> None:
    body = (
        "<w:sdt><w:sdtPr><w:alias w:val='Status'/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Approved</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
        "<w:p><w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:r><w:t xml:space="preserve"> Yes </w:t><w:sym w:font="Wingdings" w:char="F0A8"/><w:t> No</w:t></w:r></w:p>'
        '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>'
        "</w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:t>Signed</w:t></w:r></w:p>"
        '<w:p><w:r><w:fldChar><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Draft"/>'
        '<w:listEntry w:val="Final"/></w:ddList></w:ffData></w:fldChar></w:r></w:p>'
        "<w:p><m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath></w:p>"
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>"
    )
    assert blocks(read(word_file(body))) == ["Approved", "☒ Yes ☐ No", "☒Signed", "Final", "x=2", "a\tb\nc-d"]


def test_a_signature_line_names_its_signer_and_claims_nothing() -> None:
    line = (
        '<w:p><w:r><w:pict><v:shape><o:signatureline issignatureline="t" o:suggestedsigner="Jane Doe" '
        'o:suggestedsigner2="Chief Executive"/></v:shape></w:pict></w:r></w:p>'
    )
    document = read(word_file(paragraph("Approved") + line + paragraph("Signed: ____________  Date: ______")))
    assert marked(document, Mark.SIGNATURE) == [("Jane Doe, Chief Executive", "signature line, state not known")]
    assert blocks(document)[-1] == "Signed: ____________  Date: ______"


def test_a_chart_is_a_table() -> None:
    points = '<c:pt idx="0"><c:v>{0}</c:v></c:pt><c:pt idx="1"><c:v>{1}</c:v></c:pt>'
    chart = (
        "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Incidents</a:t></a:r></a:p></c:rich></c:tx></c:title>"
        "<c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>2025</c:v></c:pt></c:strCache>"
        f"</c:strRef></c:tx><c:cat><c:strRef><c:strCache>{points.format('Q1', 'Q2')}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:numCache>{points.format('4', '7')}</c:numCache></c:numRef></c:val></c:ser></c:barChart>"
        "<c:catAx><c:title><c:tx><c:rich><a:p><a:r><a:t>Axis</a:t></a:r></a:p></c:rich></c:tx></c:title></c:catAx>"
        "</c:plotArea></c:chart>"
    )
    body = '<w:p><w:r><w:drawing><c:chart r:id="rel_chart1"/></w:drawing></w:r></w:p>'
    document = read(word_file(body, chart1=chart))
    assert blocks(document) == ["Incidents", " | 2025\nQ1 | 4\nQ2 | 7"]
    assert document.tables[0].header == ("", "2025")


def test_metadata_of_core_and_custom_properties() -> None:
    def build(document: Any) -> None:
        document.add_paragraph("x")
        core = document.core_properties
        core.title, core.author, core.version, core.category = "AI policy", "Jane Doe", "2.1", "Policy"
        core.content_status, core.revision = "Final", 7
        core.created = core.modified = datetime(2025, 3, 4, 5, 6, tzinfo=UTC)

    custom = (
        '<Properties><property name="Approval date"><v>12 March 2025</v></property>'
        '<property name="_internal"><v>x</v></property></Properties>'
    )
    found = read(edited(docx_by(build), {"docProps/custom.xml": custom})).metadata
    assert (found.title, found.author, found.version) == ("AI policy", "Jane Doe", "2.1")
    assert found.created == found.modified == datetime(2025, 3, 4, 5, 6, tzinfo=UTC)
    assert (found.properties["status"], found.properties["revision"]) == ("Final", "7")
    assert [(d.kind, d.value) for d in found.dates] == [("approved", date(2025, 3, 12))]
    assert "_internal" not in found.properties


def test_macro_and_template_forms_and_the_strict_form_are_read() -> None:
    plain = docx_by(lambda document: document.add_paragraph("Hello"))
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    changed = edited(
        plain, {"[Content_Types].xml": lambda types: types.replace(main, macro), "word/vbaProject.bin": b"x"}
    )
    assert parse(changed, "a.DOCM", LIMITS).text == "Hello"
    transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    changed = edited(plain, {"word/document.xml": lambda part: part.replace(transitional, strict)})
    assert parse(changed, "a.docx", LIMITS).text == "Hello"


def test_broken_files_are_corrupt_and_bombs_too_large() -> None:
    good = docx_by(lambda document: document.add_paragraph("Hello"))
    entity = '<!DOCTYPE x [<!ENTITY a "ha">]><w:document/>'
    bombs = [
        good[: len(good) // 2],
        edited(good, {"word/document.xml": entity}),
        edited(good, {"word/document.xml": "<w"}),
    ]
    for data in (*bombs, edited(good, {"word/document.xml": None})):
        with pytest.raises(Corrupt):
            parse(data, "a.docx", LIMITS)
    nested = "<w:p>" * 300 + "</w:p>" * 300
    for data in (word_file(nested), edited(good, {"word/media/x.bin": bytes(60_000_000)})):
        with pytest.raises(TooLarge):
            parse(data, "a.docx", LIMITS)
    cells = Limits(cells=10)
    with pytest.raises(TooLarge, match="10 table cells"):
        parse_docx(word_file(table(*[row("a", "b")] * 6)), "a.docx", cells)


def test_a_damaged_optional_part_of_properties_does_not_cost_the_text() -> None:
    good = docx_by(lambda document: document.add_paragraph("Hello"))
    assert read(edited(good, {"docProps/core.xml": "<broken"})).text == "Hello"


def test_a_part_beyond_its_declared_size_or_with_a_wrong_checksum_is_corrupt() -> None:
    stored = zip_of({"word/document.xml": "<a>text</a>", "[Content_Types].xml": "<x/>"}, stored=("word/document.xml",))
    with pytest.raises(Corrupt):
        parse(stored.replace(b"<a>text</a>", b"<a>TEXT</a>", 1), "a.docx", LIMITS)


VISIBLE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=30)
RUNS = st.sampled_from(["", "<w:b/>", "<w:vanish/>", '<w:color w:val="FFFFFF"/>'])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.tuples(VISIBLE, RUNS), max_size=4), min_size=1, max_size=5), st.booleans())
def test_every_character_is_kept_and_exactly_the_unseen_ones_are_marked(
    paragraphs: list[list[tuple[str, str]]], in_cells: bool
) -> None:
    made = [
        "<w:p>"
        + "".join(
            f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' for text, run in runs
        )
        + "</w:p>"
        for runs in paragraphs
    ]
    body = table(*(row(f"<w:tc>{one}</w:tc>", "fixed") for one in made)) if in_cells else "".join(made)
    document = parse_docx(word_file(body), "a.docx", LIMITS)
    squeezed = without_blanks(document.text.replace(" | ", "").replace("fixed", ""))
    said = "".join(text for runs in paragraphs for text, _ in runs).replace("\ufeff", "\u200b")
    expected = without_blanks(said.replace(" | ", ""))
    assert squeezed.replace("fixed", "") == expected.replace("fixed", "")
    hidden = "".join(document.text[a.start : a.end] for a in document.annotations)
    unseen = "".join(text for runs in paragraphs for text, run in runs if "vanish" in run or "color" in run)
    assert without_blanks(hidden) == without_blanks(unseen.replace("\ufeff", "\u200b"))


def without_blanks(text: str) -> str:
    return "".join(text.split())


def rich_document(document: Any) -> None:
    document.add_heading("Information security policy", 0)
    document.add_heading("Scope", 1)
    document.add_paragraph("All staff and all sites.")
    document.add_paragraph("First", style="List Number")
    document.add_paragraph("Second", style="List Bullet")
    grid = document.add_table(rows=3, cols=3)
    for line, values in zip(
        grid.rows, [("Risk", "Owner", "Due"), ("R-1", "Jane", "May"), ("R-2", "Tom", "")], strict=True
    ):
        for cell, value in zip(line.cells, values, strict=True):
            cell.text = value
    document.add_heading("Review", 2)
    document.add_paragraph("Reviewed every year by the ").add_run("management review").bold = True
    document.sections[0].header.paragraphs[0].text = "ISMS-POL-01"


def test_nothing_that_unstructured_finds_is_missing() -> None:
    from ingest.parse.elements import Kind, docx_elements

    data = docx_by(rich_document)
    document = read(data)
    elements = docx_elements(data)
    ours = set(re.findall(r"\w+", document.text))
    theirs = {word for element in elements for word in re.findall(r"\w+", element.text)}
    assert theirs and theirs <= ours
    titles = [(element.text, (element.depth or 0) + 1) for element in elements if element.kind is Kind.TITLE]
    assert titles == [(heading.title, heading.level) for heading in document.headings]


@pytest.mark.skipif(not CORPORA.exists(), reason="the shared corpora are not here")
def test_all_text_of_real_documents_is_there() -> None:
    paths = sorted(CORPORA.rglob("*.docx"))
    assert paths
    for path in paths:
        data = path.read_bytes()
        document = parse(data, path.name, LIMITS)
        check_offsets(document)
        kept = without_blanks(document.text)
        for words in body_text(data):
            assert without_blanks(words) in kept


def body_text(data: bytes) -> list[str]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return [str(node.text) for node in root.iter(W + "t") if node.text]


def test_the_same_bytes_give_the_same_document() -> None:
    data = docx_by(rich_document)
    first, second = read(data), read(data)
    assert (first.text, first.annotations, first.headings) == (second.text, second.annotations, second.headings)
    assert all(isinstance(found, Annotation) for found in first.annotations)


PIECES = st.lists(st.builds(Piece, st.text(" a\n\t\r\vb\u2028", max_size=6), st.sampled_from([None, Mark.HIDDEN])))


@given(PIECES, st.booleans())
def test_marks_stay_on_their_characters_when_white_space_goes(pieces: list[Piece], flat: bool) -> None:
    content = marked_text(pieces, flat=flat)
    assert content.text == content.text.strip()
    assert not flat or len(content.text.splitlines()) <= 1
    assert without_blanks(content.text) == without_blanks("".join(piece.text for piece in pieces))
    hidden = "".join(content.text[mark.start : mark.end] for mark in content.marks)
    assert without_blanks(hidden) == without_blanks("".join(piece.text for piece in pieces if piece.mark))
    builder = TextBuilder()
    builder.add_block("before")
    add_marked_block(builder, content)
    document = builder.build("test/1")
    assert document.text.removeprefix("before").removeprefix("\n\n") == content.text
    assert len(document.annotations) == len(content.marks)


def test_numbers_as_lists_write_them() -> None:
    asked = [(27, "letter"), (2, "LETTER"), (1994, "ROMAN"), (4, "roman"), (7, "zero"), (3, "decimal")]
    assert [written(*one) for one in asked] == ["aa", "B", "MCMXCIV", "iv", "07", "3"]
    beyond = [(0, "roman"), (5000, "ROMAN"), (0, "letter"), (3, "other")]
    assert [written(*one) for one in beyond] == ["0", "5000", "0", "3"]
