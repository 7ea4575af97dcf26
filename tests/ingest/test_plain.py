"""Plain text: headings and tables by their form alone, and rather none than a wrong one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import TooLarge
from ingest.limits import Limits
from ingest.parse.plain import parse_plain, parse_text

POLICY = """INFORMATION SECURITY POLICY

Version: 2.0
Owner: CISO

1. Purpose

This policy sets out rules.

2. Scope

2.1 People and places

All staff.

Roles
-----

Ann Lee
CEO

Annex A: Controls

== Records ==

*** END ***
"""


def test_headings_by_numbers_capitals_rules_and_names() -> None:
    document = parse_plain(POLICY)
    found = [(one.level, one.title) for one in document.headings]
    assert found == [
        (1, "INFORMATION SECURITY POLICY"),
        (1, "1. Purpose"),
        (1, "2. Scope"),
        (2, "2.1 People and places"),
        (2, "Roles"),
        (1, "Annex A: Controls"),
        (2, "Records"),
        (1, "END"),
    ]
    assert document.text == POLICY
    lines = {POLICY[one.start : one.end] for one in document.headings}
    assert "Roles\n-----" in lines
    assert "2.1 People and places" in lines


@pytest.mark.parametrize(
    "text",
    [
        "1. first item\n\n2. second item\n\n3. third item\n",
        "1. Approve the budget\n2. Appoint the owner\n",
        "THE BOARD APPROVED THIS ON 3 MAY.\n",
        "STATUS: DRAFT\n",
        "Name     Role\n-------------\nAnn      CEO\n",
        "2026-03-14 Something happened\n\nmore\n",
        "3 May 2026\n\nmore\n",
        "Some text\n----\nmore text\n\n-----------------------------------------------------\n",
        "a line\nanother\n===\n",
        "Section 5 applies to all staff\nand to contractors\n",
        "part of it\n\nmore\n",
        "4711\n====\n",
        "OK\n\nmore\n",
        "Regards,\n\nAnn\n",
    ],
)
def test_what_is_no_heading(text: str) -> None:
    assert [one.title for one in parse_plain(text).headings] in ([], ["Some text"])


def test_tables_of_pipes_in_both_drawings() -> None:
    text = "| Id | Name |\n|----|------|\n| 1  | Foo  |\n|    | Bar |\n\n"
    text += "+----+----+\n| A  | B  |\n+----+----+\n| 1  | 2  |\n+----+----+\n"
    document = parse_plain(text)
    found = [
        [[(cell.column, document.text[cell.start : cell.end]) for cell in row.cells] for row in table.rows]
        for table in document.tables
    ]
    assert [table.header for table in document.tables] == [("Id", "Name"), ("A", "B")]
    assert found == [[[(0, "1"), (1, "Foo")], [(1, "Bar")]], [[(0, "1"), (1, "2")]]]
    assert parse_plain("either | or\nthis | that\n").tables == ()


def test_files_in_any_encoding_within_limits() -> None:
    document = parse_text("ZIELE\r\n\r\nÜbersicht".encode("utf-16"), "a.txt", Limits())
    assert document.text == "ZIELE\n\nÜbersicht"
    assert [one.title for one in document.headings] == ["ZIELE"]
    assert parse_text("Größe".encode("latin-1"), "a.txt", Limits()).warnings
    with pytest.raises(TooLarge, match="characters"):
        parse_text(b"abcdef", "a.txt", Limits(characters=5))


LINES = "1. Title;2.1 Two;CAPITALS;words here;=====;-----;| a | b |;|---|---|;+--+;;;\t;Annex B;== x ==;\u2028;\x85"
PIECES = st.sampled_from(LINES.split(";"))


@given(st.lists(PIECES, max_size=25).map("\n".join))
def test_every_offset_is_exact(text: str) -> None:
    document = parse_plain(text)
    assert document.text == text
    position = 0
    for heading in document.headings:
        assert position <= heading.start < heading.end <= len(text)
        assert heading.title in text[heading.start : heading.end]
        position = heading.end
    for table in document.tables:
        assert len(table.header) > max(cell.column for row in table.rows for cell in row.cells)
        for row in table.rows:
            assert table.start <= row.start < row.end <= table.end
            for cell in row.cells:
                value = text[cell.start : cell.end]
                assert value == value.strip() != ""
