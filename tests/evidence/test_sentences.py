"""Statements: what a reader would quote, one at a time, exactly where it stands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.sentences import sentence_spans

pieces = st.sampled_from(
    [
        "The owner is Ann. ",
        "See Art. 5. ",
        "\n",
        "\n\n",
        "- item one\n",
        "# Heading\n",
        "| a | b |\n",
        "1.2 Scope\n",
        "x ",
        "…",
    ]
)


def statements(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The owner is Ann. The risk is low.", ["The owner is Ann.", "The risk is low."]),
        ("Dr. Smith signed it. It holds.", ["Dr. Smith signed it.", "It holds."]),
        ("- first item\n- second item", ["first item", "second item"]),
        ("# Scope\nAll models are covered.", ["Scope", "All models are covered."]),
        ("| R-1 | Ann |\n| --- | --- |\n| R-2 | Bob |", ["R-1 | Ann", "R-2 | Bob"]),
        ("", []),
        ("---\n\n***", []),
    ],
)
def test_examples(text: str, expected: list[str]) -> None:
    assert statements(text) == expected


def test_wrapped_lines_are_one_sentence() -> None:
    text = (
        "The committee reviewed every model that the organisation has in\n"
        "production and found that none had drifted beyond its limits."
    )
    assert statements(text) == [text]


def test_a_range_gives_offsets_of_the_whole_text() -> None:
    text = "The owner is Ann.\n\nThe risk is low.\n\nIt is so."
    (span,) = sentence_spans(text, 19, 35)
    assert text[span.start : span.end] == "The risk is low."


@settings(max_examples=80, deadline=None)
@given(st.lists(pieces, max_size=20).map("".join) | st.text(max_size=80))
def test_spans_ascend_are_stripped_and_cross_no_blank_line(text: str) -> None:
    spans = sentence_spans(text)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    for span in spans:
        words = text[span.start : span.end]
        assert words and words == words.strip()
        assert "\n\n" not in words
