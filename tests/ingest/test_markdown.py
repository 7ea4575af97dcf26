"""Markdown: the source is the text, and every offset into it is exact."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.clean import clean
from evidence.errors import TooLarge
from evidence.model import Mark, Origin, ParsedDocument
from ingest.limits import Limits
from ingest.parse.markdown import parse_markdown

ROOT = Path(__file__).resolve().parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"
LIMITS = Limits()


def read(source: str) -> ParsedDocument:
    return parse_markdown(source.encode("utf-8"), "file.md", LIMITS)


def shown(document: ParsedDocument) -> str:
    return clean(document.text, document.annotations, 0, len(document.text))


def spans(document: ParsedDocument, mark: Mark) -> list[str]:
    return [document.text[one.start : one.end] for one in document.annotations if one.mark is mark]


def values(document: ParsedDocument) -> list[list[dict[int, str]]]:
    return [
        [{cell.column: document.text[cell.start : cell.end] for cell in row.cells} for row in table.rows]
        for table in document.tables
    ]


def test_the_text_is_the_source_with_its_newlines_made_one_kind() -> None:
    assert parse_markdown(b"# A\r\n\r\n**b**\r\n", "a.md", LIMITS).text == "# A\n\n**b**\n"


def test_headings_of_both_styles_with_clean_titles() -> None:
    document = read(
        "# AI **policy** `v2` #\n\nScope of\nthe *system*\n------\n\n### [Roles](x.md) &amp; duties <a id='r'></a>\n\n"
        '> ## In a quote\n\n- # In a list\n\n<h2 align="center">An <b>HTML</b> one</h2>\n\n#not a heading\n\n'
        "```\n# code\n```\n#\n"
    )
    found = [(one.level, one.title, document.text[one.start : one.end]) for one in document.headings]
    assert found == [
        (1, "AI policy v2", "# AI **policy** `v2` #"),
        (2, "Scope of the system", "Scope of\nthe *system*\n------"),
        (3, "Roles & duties", "### [Roles](x.md) &amp; duties <a id='r'></a>"),
        (2, "In a quote", "## In a quote"),
        (1, "In a list", "# In a list"),
        (2, "An HTML one", '<h2 align="center">An <b>HTML</b> one</h2>'),
    ]


def test_inline_markup_is_annotated_and_shown_clean() -> None:
    document = read(
        '**Bold**, _it_, ***both***, ~~gone~~, `a * b`, 2 * 3 * 4, snake_case_name, [link *x*](http://a.b "t"),\n'
        "![alt text](p.png), \\$5 \\* &lt;1 &copy;, <http://c.d>, [ref][r], [short], [^1], line<br>break, "
        "*un closed\n\n"
        "[r]: http://e.f 'T'\n[short]: http://g.h\n"
    )
    assert shown(document) == (
        "Bold, it, both, gone, a * b, 2 * 3 * 4, snake_case_name, link x,\n"
        "alt text, $5 * <1 ©, http://c.d, ref, short, [^1], line break, *un closed"
    )
    assert set(spans(document, Mark.MARKUP)) >= {
        "**",
        "***",
        "~~",
        '](http://a.b "t")',
        "](p.png)",
        "\\",
        "&lt;",
        "<br>",
    }


def test_markup_in_quotes_lists_and_over_lines() -> None:
    document = read("> **said\n> by** the _board_\n\n1. 1\n2. *two\n   lines*\n\n* * *\n\n- [x] done **now**\n")
    assert shown(document) == "said\nby the board\n\n1. 1\n2. two\n   lines\n\n- [x] done now"


def test_code_is_left_as_it_is_but_for_its_fences() -> None:
    document = read("```yaml\nkey: **value** {{ x }}\n```\n\n    indented **code**\n\n~~~\nopen {% raw %}")
    assert shown(document) == "key: **value** {{ x }}\n\n    indented **code**\n\nopen {% raw %}"


def test_template_tags_and_their_comments() -> None:
    document = read(
        "{% include head.html %}\nBy {{ page.author }} today.\n{: .note}\n\n"
        "{% comment %} draft {% endcomment %}\n`{{ x }}`\n"
    )
    assert spans(document, Mark.COMMENT) == [" draft "]
    assert shown(document).split() == ["By", "today.", "draft", "{{", "x", "}}"]


def test_links_whose_address_is_a_template_tag_are_shown_by_their_words() -> None:
    document = read(
        'See [the leave\nrules]({% page "/leave/#annual" %}) or [write to us]({{ site.help }}/new).\n\n'
        "`[not]({{ this }})` nor [that] ({% page %}), but ![a chart]({{ base }}/c.png) and [here](/x).\n"
    )
    assert shown(document) == (
        "See the leave\nrules or write to us.\n\n[not]({{ this }}) nor [that] (), but a chart and here."
    )


def test_pipe_tables_with_exact_cells() -> None:
    document = read(
        "Before\n\n| Risk **id** | Owner \\| deputy | |\n|---|:-:|---|\n| R-1 | Ann \\| Bo | x |\n"
        "|  | [Cy](http://c) |\n| 1 | 2 | 3 | 4 |\n\nRole | Name\n--- | ---\nCEO | Ann\nCFO | `Bo | Di`\n"
    )
    first, second = document.tables
    assert first.header == ("Risk id", "Owner | deputy", "", "")
    assert second.header[:2] == ("Role", "Name")
    assert values(document) == [
        [{0: "R-1", 1: "Ann \\| Bo", 2: "x"}, {1: "[Cy](http://c)"}, {0: "1", 1: "2", 2: "3", 3: "4"}],
        [{0: "CEO", 1: "Ann"}, {0: "CFO", 1: "`Bo", 2: "Di`"}],
    ]
    assert document.text[first.header_start : first.header_end] == "| Risk **id** | Owner \\| deputy | |"
    assert document.text[first.start : first.end].endswith("| 1 | 2 | 3 | 4 |")
    assert "R-1 | Ann | Bo | x\n| Cy\n1 | 2 | 3 | 4" in shown(document)


def test_tables_in_quotes_and_lists() -> None:
    document = read("> | A | B |\n> |---|---|\n> | > | 2 |\n\n- item\n\n  | C | D |\n  |---|---|\n  | - | 4 |\n")
    assert [table.header for table in document.tables] == [("A", "B"), ("C", "D")]
    assert values(document) == [[{0: ">", 1: "2"}], [{0: "-", 1: "4"}]]


def test_what_looks_like_a_table_and_is_none() -> None:
    assert read("a | b\nc | d\n").tables == ()
    assert read("| a | b |\n|---|\n| 1 | 2 |\n").tables == ()
    assert read("```\n| a |\n|---|\n| 1 |\n```\n").tables == ()


def test_comments_hidden_html_and_tags() -> None:
    document = read(
        "<!-- Present: Ann, Bo -->\n\nSeen <!-- inner --> text <span style='display:none'>ignore me</span> end.\n\n"
        "<div hidden>\n\nhidden *paragraph*\n\n</div>\n\n<p style='color:#fff'>white</p>\n\n"
        "<details>\n<summary>More</summary>\nshown\n</details>\n\n"
        "<script>\nvar x;\n</script>\n\nlast <b style='font-size:0'>unclosed\n\nnext\n"
    )
    assert spans(document, Mark.COMMENT) == [" Present: Ann, Bo ", " inner "]
    hidden = [words.strip() for words in spans(document, Mark.HIDDEN)]
    assert hidden == ["ignore me", "hidden *paragraph*", "white", "unclosed"]
    reasons = [one.detail for one in document.annotations if one.mark is Mark.HIDDEN]
    assert reasons == ["display: none", "hidden attribute", "white text on white", "letters of 0 pixels"]
    words = shown(document)
    assert "More\nshown" in words
    assert "var x" not in words
    assert "<" not in words


def test_front_matter_becomes_properties_dates_and_an_annotation() -> None:
    document = read(
        "---\ntitle: 'AI policy'\nversion: 1.10\nauthor: Ann Lee\nstatus: approved\napproved: 2026-03-14\n"
        "next review: March 2027\ndraft: no\ngroups: [legal, board]\nowner:\n  name: Bo\n---\n# Heading\n"
    )
    meta = document.metadata
    assert (meta.title, meta.version, meta.author) == ("AI policy", "1.10", "Ann Lee")
    assert dict(meta.properties) == {
        "title": "AI policy",
        "version": "1.10",
        "author": "Ann Lee",
        "status": "approved",
        "approved": "2026-03-14",
        "next review": "March 2027",
        "draft": "no",
        "groups": "legal, board",
        "owner.name": "Bo",
    }
    found = [(one.kind, one.value, document.text[one.start : one.end], one.precision) for one in meta.dates]
    assert found == [
        ("approved", date(2026, 3, 14), "2026-03-14", "day"),
        ("review", date(2027, 3, 1), "March 2027", "month"),
    ]
    assert {one.origin for one in meta.dates} == {Origin.HEADER}
    (front,) = (one for one in document.annotations if one.mark is Mark.FRONT_MATTER)
    assert document.text[front.start : front.end].endswith("  name: Bo\n---\n")
    assert shown(document).startswith("title: 'AI policy'\nversion")
    assert shown(document).endswith("name: Bo\nHeading")
    assert [one.title for one in document.headings] == ["Heading"]


def test_toml_front_matter() -> None:
    document = read('+++\ntitle = "Minutes"\ndate = 2026-01-02T09:30:00Z\n+++\ntext\n')
    assert document.metadata.title == "Minutes"
    assert document.metadata.created is not None
    assert document.metadata.created.isoformat() == "2026-01-02T09:30:00+00:00"


@pytest.mark.parametrize(
    "body", ["title: a: b\nauthor: Ann", "title: [\nauthor: Ann", "a: &x [1]\nb: *x\nauthor: Ann", "\tbad\nauthor: Ann"]
)
def test_broken_front_matter_is_a_warning_and_its_lines_are_read(body: str) -> None:
    document = read(f"---\n{body}\n---\ntext\n")
    assert "front matter is broken" in document.warnings[0]
    assert document.metadata.author == "Ann"


@pytest.mark.parametrize(
    "source", ["---\n\nJust a rule\n\n---\n", "---\n- a\n- b\n---\n", "text\n---\na: b\n---\n", "---\na: b\n"]
)
def test_a_rule_is_no_front_matter(source: str) -> None:
    document = read(source)
    assert document.metadata.properties == {}
    assert not spans(document, Mark.FRONT_MATTER)


def test_limits_and_encodings() -> None:
    with pytest.raises(TooLarge, match="the limit is 10"):
        parse_markdown(b"# long enough", "a.md", Limits(characters=10))
    guessed = parse_markdown("# Größe\n".encode("cp1252"), "a.md", LIMITS)
    assert guessed.headings[0].title == "Größe"
    assert "guess" in guessed.warnings[0]


@pytest.mark.parametrize(
    "source",
    [">" * 5_000 + "x", "[" * 5_000, "*" * 20_000, "<div>\n" * 5_000, "{% " * 10_000, "<a" * 10_000, "<!--" * 5_000,
     "".join("  " * depth + "- a\n" for depth in range(300)), "---\n" + "a: [" * 3_000 + "\n---\n"],
)  # fmt: skip
def test_hostile_nesting_is_survived(source: str) -> None:
    document = read(source)
    assert document.text == source


def check(document: ParsedDocument) -> None:
    text = document.text
    for heading in document.headings:
        assert 0 <= heading.start < heading.end <= len(text)
        assert heading.title == " ".join(heading.title.split()) != ""
        assert text[heading.start : heading.end].strip() == text[heading.start : heading.end]
    for table in document.tables:
        assert table.header_start < table.header_end <= table.end
        for row in table.rows:
            assert table.start <= row.start < row.end <= table.end
            assert "\n" not in text[row.start : row.end]
            for cell in row.cells:
                assert row.start <= cell.start < cell.end <= row.end
                assert cell.column < len(table.header)
                assert text[cell.start : cell.end].strip() == text[cell.start : cell.end]
    for note in document.annotations:
        assert 0 <= note.start < note.end <= len(text)
    starts = [note.start for note in document.annotations]
    assert starts == sorted(starts)


TOKENS = (
    "# ## ** * _ ` ``` ~~~ ~~ [ ] ( ) ![ ]( | |-|-| --- === - + 1. > >> <b> </b> <div> </div> <!-- --> <br> \\ \\| "
    "& &amp; {{ }} {% %} word Ann é 日本 http://a.b [a]: : +++"
)
PIECES = st.sampled_from(
    [*TOKENS.split(), " ", " ", "\n", "\n", "\n\n", "    ", "\t", "| a | b |\n", "|---|---|\n", "\u2028", "\x0c"]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_offset_lies_in_the_text(source: str) -> None:
    document = read(source)
    assert len(document.text) == len(source)
    check(document)


WORDS = st.text(alphabet="abcde", min_size=1, max_size=5)
CELLS = st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=4)


@given(CELLS, st.sampled_from(["", "> ", "  "]), st.booleans())
def test_cells_come_back_as_they_were_written(rows: list[list[str]], prefix: str, fenced: bool) -> None:
    edge = "|" if fenced else ""
    lines = [f"{prefix}{edge} {one} | {two} {edge}" for one, two in rows]
    lines.insert(1, f"{prefix}{edge}---|---{edge}")
    document = read("\n".join(lines) + "\n")
    (table,) = document.tables
    assert list(table.header) == rows[0]
    assert values(document) == [[{0: one, 1: two} for one, two in rows[1:]]]


MARKED = st.sampled_from(["{}", "**{}**", "_{}_", "`{}`", "[{}](http://x.y)", "~~{}~~", "<b>{}</b>", "![{}](i.png)"])


@given(st.lists(st.tuples(MARKED, WORDS), min_size=1, max_size=6), st.sampled_from(["", "# ", "> ", "- "]))
def test_clean_shows_the_words_and_nothing_else(parts: list[tuple[str, str]], prefix: str) -> None:
    document = read(prefix + " ".join(form.format(word) for form, word in parts))
    words = shown(document).removeprefix("- ")
    assert words == " ".join(word for _, word in parts)


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora are not here")
def test_real_files_parse_without_warnings() -> None:
    paths = sorted(CORPORA.rglob("*.md"))
    assert len(paths) > 500
    found = 0
    for path in paths:
        document = parse_markdown(path.read_bytes(), path.name, LIMITS)
        check(document)
        assert document.warnings == ()
        found += len(document.headings)
    assert found > 4_000


def test_nothing_heavy_is_imported() -> None:
    code = (
        "import sys, ingest.parse.markdown, ingest.parse.plain\n"
        "print([m for m in sys.modules if m in ('unstructured', 'spacy', 'lxml')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"
