"""Presentations: a page a slide, with its title, tables, charts, notes and comments, and what nobody sees of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches, Pt

from evidence.errors import Corrupt, TooLarge
from evidence.model import Mark, ParsedDocument
from ingest.limits import Limits
from ingest.parse import parse
from ingest.parse.slides import parse_pptx
from tests.support.office import edited, pptx_by, zip_of

LIMITS = Limits()
BLANK, TITLE_AND_BODY = 6, 1
WHITE = RGBColor(255, 255, 255)


def read(build: Callable[[Any], None]) -> ParsedDocument:
    return check(parse_pptx(pptx_by(build), "file.pptx", LIMITS))


def check(document: ParsedDocument) -> ParsedDocument:
    for heading in document.headings:
        assert document.text[heading.start : heading.end] == heading.title
    for found in document.annotations:
        assert document.text[found.start : found.end].strip()
    return document


def marked(document: ParsedDocument, mark: Mark) -> list[tuple[str, str]]:
    return [(document.text[a.start : a.end], a.detail) for a in document.annotations if a.mark is mark]


def pages(document: ParsedDocument) -> list[str]:
    return [document.text[page.start : page.end] for page in document.pages]


def add_slide(deck: Any, layout: int = BLANK) -> Any:
    return deck.slides.add_slide(deck.slide_layouts[layout])


def add_text(slide: Any, text: str, left: float = 1, top: float = 1) -> Any:
    box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(3), Inches(1))
    box.text_frame.text = text
    return box


def test_slides_are_pages_with_their_title_as_heading() -> None:
    def build(deck: Any) -> None:
        first = add_slide(deck, TITLE_AND_BODY)
        first.shapes.title.text = "Management review"
        first.placeholders[1].text = "Inputs\nDecisions"
        add_slide(deck)
        last = add_slide(deck, TITLE_AND_BODY)
        last.shapes.title.text = "Next steps"

    document = read(build)
    assert pages(document) == ["Management review\n\nInputs\n\nDecisions", "", "Next steps"]
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert (document.pages[0].width, document.pages[0].height) == (720.0, 540.0)
    assert [(h.level, h.title) for h in document.headings] == [(1, "Management review"), (1, "Next steps")]


def test_the_title_comes_first_whatever_its_layer() -> None:
    def build(deck: Any) -> None:
        slide = add_slide(deck, TITLE_AND_BODY)
        slide.shapes.title.text = "Title"
        slide.placeholders[1].text = "Body"
        tree = slide.shapes._spTree
        tree.append(slide.shapes.title._element)

    assert pages(read(build)) == ["Title\n\nBody"]


def test_notes_are_apart_on_the_same_page() -> None:
    def build(deck: Any) -> None:
        slide = add_slide(deck, TITLE_AND_BODY)
        slide.shapes.title.text = "Objectives"
        slide.notes_slide.notes_text_frame.text = "The board asked for a forecast.\nSend it in June."
        add_slide(deck)

    document = read(build)
    assert pages(document)[0].endswith("The board asked for a forecast.\n\nSend it in June.")
    assert [words for words, _ in marked(document, Mark.NOTES)] == [
        "The board asked for a forecast.",
        "Send it in June.",
    ]


def test_tables_have_the_header_that_they_show() -> None:
    def build(deck: Any) -> None:
        slide = add_slide(deck)
        grid = slide.shapes.add_table(3, 2, Inches(1), Inches(1), Inches(6), Inches(2)).table
        for index, text in enumerate(["Risk", "Owner", "R-1", "Jane", "R-2", "Tom"]):
            grid.cell(index // 2, index % 2).text = text
        grid.cell(1, 0).merge(grid.cell(2, 0))

    document = read(build)
    table = document.tables[0]
    assert table.header == ("Risk", "Owner")
    cells = [[(cell.column, document.text[cell.start : cell.end]) for cell in row.cells] for row in table.rows]
    assert cells == [[(0, "R-1 R-2"), (1, "Jane")], [(1, "Tom")]]


def test_charts_are_tables_of_their_values() -> None:
    def build(deck: Any) -> None:
        data = CategoryChartData()
        data.categories = ["Q1", "Q2"]
        data.add_series("2025", (4, 7.5))
        data.add_series("2026", (2, 3))
        place = (Inches(1), Inches(1), Inches(6), Inches(4))
        chart = add_slide(deck).shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data).chart
        chart.has_title = True
        chart.chart_title.text_frame.text = "Incidents"

    document = read(build)
    assert document.text == "Incidents\n\n | 2025 | 2026\nQ1 | 4 | 2\nQ2 | 7.5 | 3"
    assert (document.tables[0].header, document.tables[0].caption) == (("", "2025", "2026"), "Incidents")


def test_a_diagram_is_its_words() -> None:
    def build(deck: Any) -> None:
        slide = add_slide(deck)
        frame = slide.shapes.add_table(1, 1, 0, 0, Inches(1), Inches(1))
        data = frame._element.graphic.graphicData
        for child in list(data):
            data.remove(child)
        namespace = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        data.append(data.makeelement(f"{{{namespace}}}relIds", {f"{{{relation}}}dm": "rIdD"}))

    points = "".join(f"<pt><t><p><r><t>{text}</t></r></p></t></pt>" for text in ("Plan", "Do", "Check"))
    link = '<Relationship Id="rIdD" Type="x/diagramData" Target="../diagrams/data1.xml"/></Relationships>'
    data = edited(
        pptx_by(build),
        {
            "ppt/diagrams/data1.xml": f"<dataModel><ptLst>{points}</ptLst></dataModel>",
            "ppt/slides/_rels/slide1.xml.rels": lambda part: part.replace(b"</Relationships>", link.encode()),
        },
    )
    assert parse_pptx(data, "a.pptx", LIMITS).text == "Plan\n\nDo\n\nCheck"


def test_a_hidden_slide_is_hidden_as_a_whole() -> None:
    def build(deck: Any) -> None:
        add_text(add_slide(deck), "Shown")
        hidden = add_slide(deck)
        add_text(hidden, "Not shown")
        hidden.notes_slide.notes_text_frame.text = "Nor this"
        hidden._element.set("show", "0")

    document = read(build)
    assert marked(document, Mark.HIDDEN) == [("Not shown\n\nNor this", "hidden slide")]
    assert len(document.pages) == 2


def test_groups_are_opened() -> None:
    def build(deck: Any) -> None:
        slide = add_slide(deck)
        outer = slide.shapes.add_group_shape()
        inner = outer.shapes.add_group_shape()
        inner.shapes.add_textbox(Inches(1), Inches(1), Inches(1), Inches(1)).text_frame.text = "Inside"
        outer.shapes.add_textbox(Inches(2), Inches(2), Inches(1), Inches(1)).text_frame.text = "Beside"

    assert pages(read(build)) == ["Inside\n\nBeside"]


def test_what_nobody_sees_is_annotated() -> None:
    def build(deck: Any) -> None:
        slide = add_slide(deck)
        add_text(slide, "outside", left=-9)
        white = add_text(slide, "white")
        white.text_frame.paragraphs[0].runs[0].font.color.rgb = WHITE
        tiny = add_text(slide, "tiny", top=3)
        tiny.text_frame.paragraphs[0].runs[0].font.size = Pt(1)
        gone = add_text(slide, "gone", top=5)
        gone._element.nvSpPr.cNvPr.set("hidden", "1")

    assert marked(read(build), Mark.HIDDEN) == [
        ("outside", "outside of the slide"),
        ("white", "white text on white"),
        ("tiny", "text of 1 points"),
        ("gone", "hidden shape"),
    ]


def test_white_text_on_a_dark_ground_is_visible() -> None:
    def build(deck: Any) -> None:
        slide = add_slide(deck)
        ground = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(1), Inches(1), Inches(5), Inches(2))
        ground.fill.solid()
        ground.fill.fore_color.rgb = RGBColor(0, 0, 128)
        ground.text_frame.text = "in the shape"
        ground.text_frame.paragraphs[0].runs[0].font.color.rgb = WHITE
        over = add_text(slide, "over the shape")
        over.text_frame.paragraphs[0].runs[0].font.color.rgb = WHITE
        dark = add_slide(deck)
        dark.background.fill.solid()
        dark.background.fill.fore_color.rgb = RGBColor(0, 0, 128)
        text = add_text(dark, "on a dark slide")
        text.text_frame.paragraphs[0].runs[0].font.color.rgb = WHITE

    assert marked(read(build), Mark.HIDDEN) == []


def test_numbered_paragraphs_carry_their_number() -> None:
    def build(deck: Any) -> None:
        box = add_text(add_slide(deck), "one\ntwo\nsub\nthree\nplain\nagain")
        kinds = {0: "arabicPeriod", 1: "arabicPeriod", 2: "alphaLcParenR", 3: "arabicPeriod", 5: "romanUcParenBoth"}
        for index, paragraph in enumerate(box.text_frame.paragraphs):
            paragraph.level = 1 if index == 2 else 0
            if index in kinds:
                properties = paragraph._p.get_or_add_pPr()
                space = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
                properties.append(properties.makeelement(space + "buAutoNum", {"type": kinds[index]}))

    assert read(build).text.split("\n\n") == ["1. one", "2. two", "a) sub", "3. three", "plain", "(I) again"]


def test_footers_are_headers_and_slide_numbers_are_left_out() -> None:
    def build(deck: Any) -> None:
        slide = add_slide(deck)
        for kind, text in (("ftr", "Confidential, version 1.2"), ("sldNum", "7")):
            box = add_text(slide, text)
            space = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
            properties = box._element.find(f"{space}nvSpPr/{space}nvPr")
            properties.append(properties.makeelement(space + "ph", {"type": kind}))

    document = read(build)
    assert marked(document, Mark.HEADER) == [("Confidential, version 1.2", "slide footer")]
    assert document.text == "Confidential, version 1.2"


@pytest.mark.parametrize(
    ("comment", "authors_kind", "authors"),
    [
        (
            '<cmLst><cm authorId="0" dt="2025-05-06T07:08:09"><text>Is this approved?</text></cm></cmLst>',
            "commentAuthors",
            '<l><cmAuthor id="0" name="Jane Doe"/></l>',
        ),
        (
            '<cmLst><cm authorId="{A}" created="2025-05-06T07:08:09"><txBody><p><r><t>Is this approved?</t></r></p>'
            "</txBody></cm></cmLst>",
            "authors",
            '<l><author id="{A}" name="Jane Doe"/></l>',
        ),
    ],
)
def test_comments_of_both_generations(comment: str, authors_kind: str, authors: str) -> None:
    def link(kind: str, target: str) -> Callable[[bytes], bytes]:
        entry = f'<Relationship Id="rIdC" Type="x/{kind}" Target="{target}"/></Relationships>'
        return lambda part: part.replace(b"</Relationships>", entry.encode())

    data = edited(
        pptx_by(lambda deck: add_text(add_slide(deck), "Slide")),
        {
            "ppt/comments/c1.xml": comment,
            "ppt/authors.xml": authors,
            "ppt/slides/_rels/slide1.xml.rels": link("comments", "../comments/c1.xml"),
            "ppt/_rels/presentation.xml.rels": link(authors_kind, "authors.xml"),
        },
    )
    document = check(parse_pptx(data, "a.pptx", LIMITS))
    assert marked(document, Mark.COMMENT) == [("Is this approved?", "comment by Jane Doe on 2025-05-06")]


def replacing(before: bytes, after: bytes) -> Callable[[bytes], bytes]:
    def change(part: bytes) -> bytes:
        assert before in part
        return part.replace(before, after)

    return change


def test_slide_shows_and_templates_are_read() -> None:
    plain = pptx_by(lambda deck: add_text(add_slide(deck), "Show"))
    office, family = b"openxmlformats-officedocument.presentationml.presentation", b"application/vnd."
    show = b"openxmlformats-officedocument.presentationml.slideshow"
    for kind, name in ((show, "a.PPSX"), (b"ms-powerpoint.template.macroEnabled", "b.potm")):
        before, after = family + office + b".main+xml", family + kind + b".main+xml"
        types = {"[Content_Types].xml": replacing(before, after)}
        assert parse(edited(plain, types), name, LIMITS).text == "Show"


def test_metadata_without_the_title_that_nobody_gave() -> None:
    def build(deck: Any) -> None:
        add_text(add_slide(deck), "x")
        core = deck.core_properties
        core.title, core.author, core.created = "PowerPoint Presentation", "Jane", datetime(2025, 1, 2, tzinfo=UTC)

    found = read(build).metadata
    assert (found.title, found.author, found.created) == ("", "Jane", datetime(2025, 1, 2, tzinfo=UTC))


def test_order_is_that_of_the_show_and_not_of_the_file_names() -> None:
    def build(deck: Any) -> None:
        for text in ("first", "second"):
            add_text(add_slide(deck), text)
        identifiers = deck.slides._sldIdLst
        identifiers.append(identifiers[0])

    assert pages(read(build)) == ["second", "first"]


def test_broken_and_excessive_files() -> None:
    good = pptx_by(lambda deck: add_text(add_slide(deck), "x"))
    broken = [
        good[:-200],
        edited(good, {"ppt/slides/slide1.xml": "<p:sld"}),
        edited(good, {"ppt/presentation.xml": None}),
    ]
    for data in broken:
        with pytest.raises(Corrupt):
            parse(data, "a.pptx", LIMITS)
    with pytest.raises(Corrupt):
        parse_pptx(zip_of({"a": "b"}), "a.pptx", LIMITS)
    many = pptx_by(lambda deck: [add_slide(deck) for _ in range(3)])
    with pytest.raises(TooLarge, match="3 slides"):
        parse_pptx(many, "a.pptx", Limits(pages=2))


def test_nothing_that_unstructured_finds_is_missing() -> None:
    from ingest.parse.elements import pptx_elements

    def build(deck: Any) -> None:
        slide = add_slide(deck, TITLE_AND_BODY)
        slide.shapes.title.text = "Management review"
        slide.placeholders[1].text = "Inputs\nDecisions"
        slide.notes_slide.notes_text_frame.text = "Said aloud"
        grid = slide.shapes.add_table(2, 2, Inches(1), Inches(1), Inches(6), Inches(2)).table
        for index, text in enumerate(["Risk", "Owner", "R-1", "Jane"]):
            grid.cell(index // 2, index % 2).text = text

    data = pptx_by(build)
    theirs = {word for element in pptx_elements(data) for word in re.findall(r"\w+", element.text)}
    assert theirs and theirs <= set(re.findall(r"\w+", parse_pptx(data, "a.pptx", LIMITS).text))
