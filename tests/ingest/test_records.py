"""JSON, JSON Lines and corpus.jsonl: offsets of raw values, tables by key, damage named by line."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import Corrupt, TooLarge
from evidence.model import ParsedDocument
from ingest.limits import Limits
from ingest.parse import parse
from ingest.parse.records import parse_corpus, parse_json
from ingest.parse.records_json import Node, Syntax, scan, skip_blanks

LABELLED = Path(__file__).parents[3] / "shared" / "benchmarks" / "obliqa-dev" / "corpus.jsonl"


def read(text: str) -> ParsedDocument:
    document = parse_json(text.encode(), "data.json", Limits())
    for table in document.tables:
        assert table.header_start == table.header_end == table.start
        for row in table.rows:
            assert table.start <= row.start < row.end <= table.end <= len(document.text)
            assert all(row.start <= cell.start < cell.end <= row.end for cell in row.cells)
            assert all(0 <= cell.column < len(table.header) for cell in row.cells)
    return document


def shown(document: ParsedDocument, table: int = 0) -> list[dict[str, str]]:
    found = document.tables[table]
    return [
        {found.header[cell.column]: document.text[cell.start : cell.end] for cell in row.cells} for row in found.rows
    ]


# JSON


def test_an_array_of_objects_is_a_table_and_its_cells_are_spans_of_the_source() -> None:
    document = read('{"title": "Risks", "risks": [{"id": "R-1", "score": 12}, {"id": "R-2", "owner": "Jane"}]}')
    (table,) = document.tables
    assert (table.header, table.caption) == (("id", "score", "owner"), "risks")
    assert shown(document) == [{"id": "R-1", "score": "12"}, {"id": "R-2", "owner": "Jane"}]
    assert document.metadata.title == "Risks"


def test_nested_objects_have_dotted_names_and_arrays_stay_whole() -> None:
    document = read('[{"owner": {"name": "Jane", "unit": {"code": 7}}, "tags": ["a", "b"], "none": null, "empty": ""}]')
    assert shown(document) == [{"owner.name": "Jane", "owner.unit.code": "7", "tags": '["a", "b"]'}]


def test_escapes_stay_in_the_text_and_the_value_is_stored() -> None:
    document = read('[{"name": "J\\u00e4ne \\"Doe\\"", "flag": true}, {"name": "half \\ud800"}]')
    first, second = (row.cells[0] for row in document.tables[0].rows)
    assert document.text[first.start : first.end] == 'J\\u00e4ne \\"Doe\\"'
    assert first.stored == 'Jäne "Doe"'
    assert second.stored == "half \ufffd"


def test_an_object_on_its_own_is_one_record() -> None:
    document = read('{"policy": "AI use", "approved": "2026-03-14", "owner": {"name": "Jane"}}')
    assert shown(document) == [{"policy": "AI use", "approved": "2026-03-14", "owner.name": "Jane"}]


def test_tables_within_tables_do_not_overlap() -> None:
    document = read('{"a": {"list": [{"x": 1}, {"x": 2}]}, "meta": {"v": 1}, "b": [{"y": [{"z": 1}]}, {"y": 2}]}')
    assert [table.caption for table in document.tables] == ["list", "meta", "b"]
    ends = [(table.start, table.end) for table in document.tables]
    assert all(one[1] <= other[0] for one, other in pairwise(ends))


def test_json_lines_are_one_table_and_a_damaged_line_costs_a_warning() -> None:
    document = read('{"id": 1}\n{"id": 2, "name": "b"}\n{broken\n{"id": 3}\n')
    assert [record["id"] for record in shown(document)] == ["1", "2", "3"]
    assert document.warnings == ("line 3 was left out: a key in double quotes is missing",)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('{"a": 1,}', "line 1, column 9"),
        ('{\n  "a": 1\n  "b": 2\n}', "line 3, column 3"),
        ("[1, 2", "line 1, column 6"),
        ('{"a" 1}', "line 1, column 6"),
        ("[1] x", "line 1, column 5"),
        ("plain words", "line 1, column 1"),
        ('["\\q"]', "line 1, column 2"),
    ],
)
def test_what_is_no_json_is_named_by_line_and_column(text: str, where: str) -> None:
    with pytest.raises(Corrupt, match=where):
        parse_json(text.encode(), "data.json", Limits())


def test_depth_is_survived() -> None:
    deep = 100_000
    assert read("[" * deep + "]" * deep).text.startswith("[[")
    document = read('{"a":' * deep + '"x"' + "}" * deep)
    assert len(document.tables) == 1
    assert document.tables[0].header[0].startswith("a.a")


def test_limits() -> None:
    with pytest.raises(TooLarge):
        parse_json(b"[1,2,3,4]", "a.json", Limits(cells=4))
    with pytest.raises(TooLarge):
        parse_json(b'{"a":1}\n{"a":1}\n', "a.jsonl", Limits(cells=3))
    with pytest.raises(TooLarge):
        parse_json(b"[1,2,3,4]", "a.json", Limits(characters=8))
    assert parse(b'{"a": 1}', "a.json", Limits()).parser.startswith("json")


WORDS = st.text(st.characters(exclude_categories=["C"]), max_size=8)  # control characters are replaced in names
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


def rebuilt(node: Node, text: str) -> object:
    if node.kind == "{":
        return {key: rebuilt(item, text) for key, item in node.content or ()}
    if node.kind == "[":
        return [rebuilt(item, text) for item in node.children()]
    return json.loads(text[node.start : node.end])


@given(VALUES, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_every_json_value_is_read_back_from_its_offsets(
    value: object, indent: int | str | None, ascii_only: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    node, end = scan(text, 0, 10_000)
    assert end == len(text)
    assert repr(rebuilt(node, text)) == repr(value)  # by repr: NaN is not equal to itself


TOKENS = st.sampled_from(
    [
        *'{}[],: \n-1"',
        '"a"',
        "-0.5e3",
        "01",
        "1.",
        "true",
        "null",
        "NaN",
        "-Infinity",
        '"\\u12"',
        '"\\n"',
        '"x\ny"',
        '"\\',
        "tru",
    ]
)


@given(st.lists(TOKENS, max_size=9).map("".join))
def test_the_scanner_accepts_what_json_accepts(text: str) -> None:
    try:
        json.loads(text, strict=False)
        expected = True
    except ValueError:
        expected = False
    try:
        _, end = scan(text, 0, 10_000)
        accepted = skip_blanks(text, end) == len(text)
    except Syntax:
        accepted = False
    assert accepted == expected


@given(VALUES)
def test_tables_of_any_value_keep_within_their_bounds(value: object) -> None:
    read(json.dumps(value))


# corpus.jsonl


def corpus(*rows: object) -> bytes:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows).encode()


def test_every_row_of_a_corpus_is_a_document() -> None:
    document = parse_corpus(
        corpus(
            {"doc_id": "a", "text": "First\r\nrow", "title": "T", "document": "work.txt", "unknown": 1},
            {"doc_id": 7, "text": ""},
            "",
        ),
        "corpus.jsonl",
        Limits(),
    )
    assert document.text == ""
    (first_id, first), (second_id, second) = document.parts
    assert (first_id, first.text, first.metadata.title) == ("a", "First\nrow", "T")
    assert dict(first.metadata.properties) == {"row": "true", "document": "work.txt"}
    assert (second_id, second.text) == ("7", "")
    assert document.warnings == ()


def test_malformed_and_repeated_rows_are_named_by_line() -> None:
    document = parse_corpus(
        corpus(
            {"doc_id": "a", "text": "kept"},
            "{broken",
            ["a"],
            {"doc_id": "b"},
            {"text": "no id"},
            {"doc_id": True, "text": "x"},
            {"doc_id": "a", "text": "again"},
            "[" * 100_000,
        ),
        "corpus.jsonl",
        Limits(),
    )
    assert [name for name, _ in document.parts] == ["a"]
    assert document.parts[0][1].text == "kept"
    assert [warning.split(":")[0] for warning in document.warnings] == [
        f"line {number} was left out" for number in range(2, 9)
    ]
    assert "'a' stands on an earlier line" in document.warnings[5]


def test_many_malformed_rows_are_counted_and_none_good_is_an_error() -> None:
    document = parse_corpus(corpus({"doc_id": "a", "text": "x"}, *["nope"] * 100), "corpus.jsonl", Limits())
    assert len(document.warnings) == 21
    assert document.warnings[-1] == "80 further lines were left out"
    with pytest.raises(Corrupt, match="line 1"):
        parse_corpus(b"nope\n", "corpus.jsonl", Limits())


def test_the_limit_of_characters_counts_all_rows() -> None:
    rows = [{"doc_id": str(number), "text": "x" * 10} for number in range(10)]
    with pytest.raises(TooLarge):
        parse_corpus(corpus(*rows), "corpus.jsonl", Limits(characters=99))
    assert len(parse(corpus(*rows), "corpus.jsonl", Limits()).parts) == 10


@pytest.mark.skipif(not LABELLED.exists(), reason="the labelled evidence set is not at hand")
def test_a_real_labelled_set_is_read_whole() -> None:
    data = LABELLED.read_bytes()
    document = parse_corpus(data, "corpus.jsonl", Limits())
    rows = [json.loads(line) for line in data.decode().split("\n") if line]
    assert [(name, part.text) for name, part in document.parts] == [(row["doc_id"], row["text"]) for row in rows]
    assert document.warnings == ()
