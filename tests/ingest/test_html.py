"""Web pages: nothing visible is lost, nothing invisible passes for visible."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.errors import TooLarge
from evidence.model import Mark, Origin, ParsedDocument
from ingest.limits import Limits
from ingest.parse.html import parse_html, parse_html_text
from ingest.parse.visibility import Look, declarations, judge, parse_colour, read_sheet

LIMITS = Limits()


def read(html: str) -> ParsedDocument:
    return parse_html_text(html, LIMITS)


def marked(document: ParsedDocument, mark: Mark) -> list[tuple[str, str]]:
    return [(document.text[one.start : one.end], one.detail) for one in document.annotations if one.mark is mark]


def visible(document: ParsedDocument) -> str:
    starts = [one.start for one in document.annotations]
    return document.text[: min(starts, default=len(document.text))].strip()


def table_cells(document: ParsedDocument) -> list[list[dict[int, str]]]:
    return [
        [{cell.column: document.text[cell.start : cell.end] for cell in row.cells} for row in table.rows]
        for table in document.tables
    ]


def test_a_page_in_reading_order() -> None:
    document = read(
        "<!doctype html><html><body><nav>Home</nav><h1>AI <em>Policy</em></h1><p>Approved by the <b>board</b>."
        "<br>Owner: Ann</p><main><h2>Scope</h2><ul><li>All staff<ul><li>Contractors</li></ul></li></ul></main>"
        "<details><summary>More</summary>Detail</details><form><label>Name</label> <input value='Bo'>"
        "<input type=hidden value=token><button>Save</button></form><figure><figcaption>Chart</figcaption></figure>"
        "<pre>\n  x = 1\n    y = 2\n</pre><footer>Version 2</footer></body></html>"
    )
    assert document.text.split("\n\n") == [
        "Home",
        "AI Policy",
        "Approved by the board.\nOwner: Ann",
        "Scope",
        "All staff",
        "Contractors",
        "More",
        "Detail",
        "Name Bo Save",
        "Chart",
        "x = 1\n    y = 2",
        "Version 2",
    ]
    assert [(one.level, one.title) for one in document.headings] == [(1, "AI Policy"), (2, "Scope")]
    assert document.parser.startswith("html/")


def test_metadata_of_the_head() -> None:
    document = read(
        "<html lang='en-GB'><head><title> AI\nPolicy </title><meta name='author' content='Ann Lee'>"
        "<meta property='article:published_time' content='2026-03-14T10:20:00Z'>"
        "<meta name='dcterms.modified' content='2026-04-02'><meta name='description' content='Rules'></head><p>x y</p>"
    )
    meta = document.metadata
    assert (meta.title, meta.author, meta.language) == ("AI Policy", "Ann Lee", "en-GB")
    assert {(one.kind, one.value.isoformat(), one.origin) for one in meta.dates} == {
        ("issued", "2026-03-14", Origin.HEADER),
        ("modified", "2026-04-02", Origin.HEADER),
    }
    assert meta.modified is not None and meta.modified.date().isoformat() == "2026-04-02"
    assert meta.properties["description"] == "Rules"
    assert document.text == "x y"


HIDDEN = [
    ("display:none", "display: none"),
    ("DISPLAY : NONE !important", "display: none"),
    ("visibility:hidden", "visibility: hidden"),
    ("opacity:0.0", "opacity: 0"),
    ("font-size:0", "letters of 0 pixels"),
    ("font-size:1px", "letters of 1 pixels"),
    ("font:0/0 a", "letters of 0 pixels"),
    ("color:#fff", "white text on white"),
    ("color:rgb(254, 255, 253)", "white text on white"),
    ("color:navy;background:#000080", "text in the colour of its background"),
    ("color:transparent", "transparent letters"),
    ("color:rgba(0,0,0,0)", "transparent letters"),
    ("position:absolute;left:-9999px", "moved out of sight (left: -9999px)"),
    ("text-indent:-100em", "moved out of sight (text-indent: -100em)"),
    ("position:absolute;clip:rect(0 0 0 0)", "clipped to nothing"),
    ("clip-path:inset(100%)", "clipped to nothing"),
    ("transform:scale(0)", "scaled to nothing"),
    ("height:0;overflow:hidden", "height of nothing"),
]


@pytest.mark.parametrize(("style", "reason"), HIDDEN)
def test_styles_that_hide(style: str, reason: str) -> None:
    document = read(f"<p>Before <span style='{style}'>hidden words</span> after.</p>")
    assert visible(document) == "Before after."
    assert marked(document, Mark.HIDDEN) == [("hidden words", reason)]
    assert any("hidden" in warning for warning in document.warnings)


@pytest.mark.parametrize(
    "style",
    [
        "display:block",
        "color:white;background-color:#003366",
        "color:#fff;background:url(night.png)",
        "font-size:9px",
        "opacity:.6",
        "margin-left:-20px",
        "position:absolute;left:20px",
        "color:#777",
        "overflow:hidden;height:200px",
        "color:var(--text)",
    ],
)
def test_styles_that_do_not_hide(style: str) -> None:
    document = read(f"<p>Before <span style='{style}'>seen</span> after.</p>")
    assert document.text == "Before seen after."
    assert document.annotations == ()


def test_other_ways_to_hide() -> None:
    document = read(
        "<p hidden>one</p><template><p>two</p></template><noscript>three</noscript><dialog>four</dialog>"
        "<dialog open>open</dialog><iframe>five</iframe><font color=white>six</font><p aria-hidden=true>shown</p>"
        "<table><tr><th>A</th><th>B</th></tr><tr style='display:none'><td>x</td><td>y</td></tr>"
        "<tr><td>1</td><td>2</td></tr></table>"
        "<script>var secret=1</script><style>p{margin:0}</style>"
    )
    assert visible(document) == "open\n\nshown\n\nA | B\n1 | 2"
    assert [words for words, _ in marked(document, Mark.HIDDEN)] == [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "x y",
    ]
    assert "secret" not in document.text


def test_a_child_may_be_legible_again() -> None:
    document = read("<td style='font-size:0'>gone<p style='font-size:14px'>shown</p>gone too</td>")
    assert visible(document) == "shown"
    assert [words for words, _ in marked(document, Mark.HIDDEN)] == ["gone", "gone too"]


def test_rules_of_style_elements() -> None:
    document = read(
        "<style>/* .no{display:none} */ .x, p.y {display:none} #z{color:white} .dark{background:#000}"
        "@media print {.p{display:none}} .menu .w{color:white;background:black} .q:hover{display:none}</style>"
        "<p class='a x'>one</p><p class=y>two</p><div class=y>three</div><p id=z>four</p><p class=p>five</p>"
        "<div class=dark><p id=z>six</p></div><p class=w style='color:#fff'>seven</p><p class=q>eight</p>"
        "<p class=no>nine</p>"
    )
    assert visible(document).split("\n\n") == ["three", "five", "six", "seven", "eight", "nine"]
    assert [words for words, _ in marked(document, Mark.HIDDEN)] == ["one", "two", "four"]


def test_a_sheet_that_is_not_loaded_leaves_colours_in_doubt() -> None:
    sheet = "<link rel=stylesheet href=style.css>"
    assert read(f"{sheet}<p class=banner style='color:white'>seen</p>").annotations == ()
    assert marked(read(f"{sheet}<p style='color:white'>unseen</p>"), Mark.HIDDEN)


def test_comments_and_images_come_last_and_annotated() -> None:
    document = read(
        "<!-- reviewed by Ann --><p>Text<!-- inner --> here</p><!--[if mso]><![endif]--><img src=a alt='A chart'>"
    )
    assert document.text.startswith("Text here\n\n")
    assert [words for words, _ in marked(document, Mark.COMMENT)] == ["A chart", "reviewed by Ann", "inner"]


def test_tables_with_spans_captions_and_markup_in_cells() -> None:
    document = read(
        "<table><caption>Risks</caption><thead><tr><th>Id</th><th colspan=2>Owner <small>and date</small></th></tr>"
        "</thead><tbody><tr><td rowspan=2>R<sub>1</sub></td><td>A<b>nn</b></td><td>May<br>2026</td></tr>"
        "<tr><td><p>Bo</p><p>Cy</p></td></tr></tbody><tfoot><tr><td>end</td></tr></tfoot></table>"
    )
    (table,) = document.tables
    assert document.text == "Risks\n\nId | Owner and date\nR1 | Ann | May 2026\n | Bo Cy\nend"
    assert table.header == ("Id", "Owner and date", "")
    assert table.caption == "Risks"
    assert table_cells(document) == [[{0: "R1", 1: "Ann", 2: "May 2026"}, {1: "Bo Cy"}, {0: "end"}]]


def test_tables_that_only_place_things_are_text() -> None:
    document = read(
        "<table><tr><td><table><tr><th>K</th><th>V</th></tr><tr><td>a</td><td>1</td></tr></table></td></tr>"
        "<tr><td><h2>Head</h2><p>Words</p></td></tr></table>"
        "<table role=presentation><tr><td>x1</td><td>y1</td></tr></table>"
    )
    assert document.text == "K | V\na | 1\n\nHead\n\nWords\n\nx1\n\ny1"
    assert len(document.tables) == 1
    assert [one.title for one in document.headings] == ["Head"]


def test_what_unstructured_drops_or_rewrites_is_kept() -> None:
    document = read(
        "<p>x</p><p>• bullet</p><del>deleted clause</del><svg><title>no</title><text>Axis</text></svg>"
        "<select><option>Approved</option></select><textarea>typed text</textarea><button>Go</button><p>7</p>"
        "<object>fallback</object><dl><dt>Owner</dt><dd>Ann</dd></dl><custom-tag>custom</custom-tag>"
    )
    words = visible(document)
    for expected in (
        "x",
        "• bullet",
        "deleted clause",
        "Axis",
        "Approved",
        "typed text",
        "Go",
        "7",
        "Owner",
        "Ann",
        "custom",
    ):
        assert re.search(rf"(?m)(?:^|\s){re.escape(expected)}(?:$|\s)", words), expected
    assert marked(document, Mark.HIDDEN) == [("fallback", "<object>, not displayed")]


@pytest.mark.parametrize("levels", [300, 2_500, 10_000])
def test_deep_nesting_loses_no_text_and_hides_no_better(levels: int) -> None:
    document = read(
        "<p>first</p>"
        + "<div>" * levels
        + "deep <b style='display:none'>secret</b>"
        + "</div>" * levels
        + "<p>after</p>"
    )
    assert visible(document).split() == ["first", "deep", "after"]
    assert marked(document, Mark.HIDDEN) == [("secret", "display: none")]


def test_unclosed_depth_and_hidden_ancestors() -> None:
    document = read("<p>seen</p><div style='display:none'>" + "<span>" * 10_000 + "buried")
    assert visible(document) == "seen"
    assert [words for words, _ in marked(document, Mark.HIDDEN)] == ["buried"]


def test_the_declared_encoding_and_the_parser_name() -> None:
    data = "<html><head><meta charset='iso-8859-2'></head><p>Łódź zażółć</p>".encode("iso-8859-2")
    assert parse_html(data, "a.html", LIMITS).text == "Łódź zażółć"
    declared = "<?xml version='1.0' encoding='UTF-8'?><html><body><p>Überblick</p></body></html>"
    assert parse_html(declared.encode(), "a.xhtml", LIMITS).text == "Überblick"
    assert parse_html_text("<p>a b</p>", LIMITS, parser="rtf").parser == "rtf/1"
    assert "guess" in parse_html("<p>caf\xe9</p>".encode("latin-1"), "a.html", LIMITS).warnings[0]


@pytest.mark.parametrize("html", ["", "   ", "<!-- -->", "<html></html>", "<p hidden></p>", "<table></table>"])
def test_pages_without_words(html: str) -> None:
    assert read(html).text == ""


@pytest.mark.parametrize("character", ["\x01", "\x0b", "\x1f", "\ufffe", "\x00"])
@pytest.mark.parametrize("taken_out", ["<script>x</script>", "<b hidden></b>", "<!-- note -->"])
def test_a_control_character_behind_what_is_taken_out_costs_no_page(character: str, taken_out: str) -> None:
    text = read(f"<p>before{taken_out}{character}behind</p>").text
    assert text.startswith("before")
    assert "behind" in text


def test_too_many_cells_are_refused() -> None:
    with pytest.raises(TooLarge, match="table cells"):
        parse_html_text("<table>" + "<tr><td colspan=1000>x<td>y" * 60 + "</table>", Limits(cells=50_000))


TOKENS = (
    "<p> </p> <div> </div> <b> </b> <td> <tr> <table> </table> <th> <li> <ul> <br> <h2> </h2> </span> <!-- --> <pre> "
    "</pre> <svg> </svg> <main> beta • &amp; &#0; < > é"
)
PIECES = st.sampled_from([*TOKENS.split(), "<span style='display:none'>", "<a href=x>", "alpha ", " 7 ", "\n", "\x0b"])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_markup_gives_exact_offsets(html: str) -> None:
    document = read(html)
    text = document.text
    for heading in document.headings:
        assert text[heading.start : heading.end] == heading.title
    for table in document.tables:
        for row in table.rows:
            assert table.start <= row.start <= row.end <= table.end
            for cell in row.cells:
                assert text[cell.start : cell.end].strip() == text[cell.start : cell.end] != ""
    for note in document.annotations:
        assert 0 <= note.start < note.end <= len(text)


WORDS = st.text(alphabet="abcdefgh", min_size=1, max_size=6)
TAGS = st.sampled_from(
    ["p", "div", "nav", "section", "form", "details", "figure", "main", "aside", "del", "label", "h3", "li", "b", "x-y"]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(TAGS, WORDS, WORDS), min_size=1, max_size=8))
def test_every_visible_word_is_in_the_text_in_order(parts: list[tuple[str, str, str]]) -> None:
    html = "".join(f"<{tag}>{one}</{tag}> {two} " for tag, one, two in parts)
    words = [word for _, one, two in parts for word in (one, two)]
    assert "".join(read(html).text.split()) == "".join(words)


def test_colours_declarations_and_sheets() -> None:
    assert parse_colour("#FfF") == parse_colour("white") == parse_colour("rgb(255,255,255)") == (255, 255, 255)
    assert parse_colour("inherit") is None
    assert declarations("Color : RED !important; width:;broken") == {"color": "red", "width": ""}
    assert read_sheet("@import 'x'; @font-face{a:b} p{margin:0}").exact == {}
    assert judge("p", {"class": "x"}, Look(), read_sheet("p.x{display:none"))[0] == "display: none"
    assert judge("p", {"class": "x y"}, Look(), read_sheet("p.x.z{display:none}"))[0] == ""


def test_a_list_of_labels_is_read_as_a_table_and_terms_explained_are_not() -> None:
    labels = "<dl><dt>Owner</dt><dd>Ana Roth</dd><dt>Next review</dt><dd>4 June 2031</dd></dl>"
    document = read(labels)
    assert document.text.strip() == "Owner | Ana Roth\nNext review | 4 June 2031"
    assert len(document.tables) == 1
    terms = f"<dl><dt>Gate</dt><dd>{'What shuts off the water of the upper pond. ' * 3}</dd></dl>"
    assert read(terms).tables == ()
    assert read("<dl><dt>Owner</dt><dd>Ana</dd><dd>Jo</dd></dl>").tables == ()
