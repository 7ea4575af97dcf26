"""Showing text without its markup."""

from hypothesis import given
from hypothesis import strategies as st

from evidence.clean import ENTITY, LINE_BREAK, clean
from evidence.model import Annotation, Mark


def test_markup_goes_and_everything_else_stays() -> None:
    text = "Approved by **Ann** &amp; Bo<br>today <!-- note -->"
    notes = [
        Annotation(12, 14, Mark.MARKUP),
        Annotation(17, 19, Mark.MARKUP),
        Annotation(20, 25, Mark.MARKUP, ENTITY),
        Annotation(28, 32, Mark.MARKUP, LINE_BREAK),
        Annotation(38, 42, Mark.MARKUP),
        Annotation(42, 48, Mark.COMMENT),
        Annotation(48, 51, Mark.MARKUP),
    ]
    assert clean(text, notes, 0, len(text)) == "Approved by Ann & Bo today note"
    assert clean(text, reversed(notes), 12, 19) == "Ann"
    assert clean(text, notes, 13, 18) == "Ann"
    assert clean(text, [], 0, 19) == "Approved by **Ann**"


def test_a_line_that_is_only_markup_leaves_no_empty_line() -> None:
    text = "| A | B |\n|---|---|\n| 1 | 2 |"
    notes = [Annotation(0, 2, Mark.MARKUP), Annotation(7, 9, Mark.MARKUP), Annotation(10, 19, Mark.MARKUP)]
    assert clean(text, notes, 0, len(text)) == "A | B\n| 1 | 2 |"


def test_indentation_is_kept_and_gaps_are_closed() -> None:
    text = "list\n  - item {{ x }} end\n\n\n\nlast"
    start = text.index("{{")
    assert clean(text, [Annotation(start, start + 7, Mark.MARKUP, "template tag")], 0, len(text)) == (
        "list\n  - item end\n\nlast"
    )


SPANS = st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(Mark), st.sampled_from(["", ENTITY]))


@given(st.text(alphabet="ab &;\n*", max_size=30), st.lists(SPANS, max_size=6), st.integers(0, 30), st.integers(0, 30))
def test_overlapping_spans_beyond_the_range_never_bring_characters_in(
    text: str, spans: list[tuple[int, int, Mark, str]], start: int, end: int
) -> None:
    notes = [Annotation(min(a, b), max(a, b), mark, detail) for a, b, mark, detail in spans]
    shown = clean(text, notes, start, end)
    plain = iter(text[start:end])
    assert all(character in plain for character in shown if character not in " \n")


@given(st.text(max_size=40))
def test_without_markup_only_the_ends_are_trimmed(text: str) -> None:
    notes = [Annotation(0, len(text), mark) for mark in Mark if mark is not Mark.MARKUP]
    assert clean(text, notes, 0, len(text)) == text.strip()
