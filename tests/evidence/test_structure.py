import dataclasses
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.errors import ArchiveError, ArchiveMismatch
from evidence.model import (
    Annotation,
    Cell,
    DocumentDate,
    Heading,
    Mark,
    Metadata,
    Origin,
    Page,
    ParsedDocument,
    Row,
    Table,
)
from evidence.structure import dump_metadata, dump_structure, load_metadata, load_structure

_words = st.text(st.characters(codec=None), max_size=8)
_place = st.integers(0, 10**7)
_maybe = st.none() | _words
_dates = st.builds(DocumentDate, _words, st.dates(), st.sampled_from(Origin), _place, _place, _words)
_metadata = st.builds(
    Metadata,
    *[_words] * 4,
    *[st.none() | st.datetimes()] * 2,
    st.lists(_dates, max_size=3).map(tuple),
    st.dictionaries(_words, _words, max_size=3),
)
_cells = st.builds(Cell, _place, _place, _place, _maybe, _maybe, _maybe, _maybe)
_rows = st.builds(Row, _place, _place, st.lists(_cells, max_size=3).map(tuple), st.booleans())
_tables = st.builds(
    Table,
    *[_place] * 2,
    st.lists(_words, max_size=3).map(tuple),
    st.lists(_rows, max_size=3).map(tuple),
    *[_place] * 2,
    _words,
    _maybe,
    st.booleans(),
)
_sizes = st.floats(0, 5_000)
_documents = st.builds(
    ParsedDocument,
    _words,
    _words,
    _metadata,
    st.lists(st.builds(Page, _place, _place, _place, _sizes, _sizes, st.booleans()), max_size=3).map(tuple),
    st.lists(st.builds(Heading, _place, _place, _place, _words), max_size=3).map(tuple),
    st.lists(_tables, max_size=2).map(tuple),
    st.lists(st.builds(Annotation, _place, _place, st.sampled_from(Mark), _words), max_size=3).map(tuple),
    warnings=st.lists(_words, max_size=3).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(_documents)
def test_structure_and_metadata_are_read_back_as_written(document: ParsedDocument) -> None:
    metadata = load_metadata(dump_metadata(document.metadata))
    assert load_structure(dump_structure(document), document.text, document.parser, metadata) == document


def test_every_field_of_the_model_is_drawn_above() -> None:
    drawn = {
        Metadata: 8,
        Cell: 7,
        Row: 4,
        Table: 9,
        Page: 6,
        Heading: 4,
        Annotation: 4,
        DocumentDate: 6,
        ParsedDocument: 10,
    }
    assert {kind: len(dataclasses.fields(kind)) for kind in drawn} == drawn


def test_a_large_sheet_takes_little_room() -> None:
    rows = tuple(
        Row(
            n * 40,
            n * 40 + 39,
            tuple(Cell(n * 40 + c * 8, n * 40 + c * 8 + 7, c, f"{'ABCDE'[c]}{n}") for c in range(5)),
        )
        for n in range(5_000)
    )
    document = ParsedDocument("", "x", tables=(Table(0, 200_000, ("a", "b", "c", "d", "e"), rows),))
    assert len(dump_structure(document)) < 12 * 25_000


def test_damage_and_newer_forms_are_told_apart() -> None:
    for damaged in (b"junk", zlib.compress(b"{"), dump_structure(ParsedDocument("", ""))[:-3]):
        with pytest.raises(ArchiveError, match="damaged"):
            load_structure(damaged, "", "", Metadata())
    with pytest.raises(ArchiveMismatch, match="form 99"):
        load_structure(zlib.compress(b"[99, [], [], [], [], []]"), "", "", Metadata())
