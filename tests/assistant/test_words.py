"""Words compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.synonyms import relates
from assistant.words import presence, share, slip, stems
from evidence.lexical import analyse

LETTERS = st.text("abcdefghijklmnop", min_size=4, max_size=9)


@pytest.mark.parametrize(
    ("term", "words", "least", "most"),
    [
        ("own", "He owns the boat", 1.0, 1.0),
        ("own", "Owner of the boat", 0.8, 0.8),
        ("approv", "The plan was adopted", 0.6, 0.6),
        ("boat", "The crane stands still", 0.0, 0.0),
    ],
)
def test_a_form_counts_less_than_the_word_and_a_synonym_less_still(
    term: str, words: str, least: float, most: float
) -> None:
    assert least <= presence(term, stems(words)) <= most


def test_a_slip_counts_only_for_a_word_that_no_document_holds() -> None:
    assert presence("treatmnt", stems("treatment of hulls"), unknown=False) == 0.0
    assert presence("harbor", stems("the harbour wall"), unknown=True) == 0.7
    assert presence("2024", stems("in 2025"), unknown=True) == 0.0


@given(LETTERS, st.integers(1, 8))
def test_one_letter_left_out_or_two_swapped_is_a_slip(word: str, place: int) -> None:
    place = min(place, len(word) - 1)
    shorter = word[:place] + word[place + 1 :]
    swapped = word[:place] + word[place : place + 2][::-1] + word[place + 2 :]
    assert slip(shorter, word)
    assert slip(swapped, word)


def test_a_share_is_weighted_by_rarity() -> None:
    assert share({"a": 1.0, "b": 0.0}, {"a": 3.0, "b": 1.0}) == 0.75
    assert share({}, {}) == 0.0


def test_verbs_relate_and_things_do_not() -> None:
    assert all(relates(analyse(word)[0]) for word in ("approved", "chaired", "expires", "signed"))
    assert not any(relates(analyse(word)[0]) for word in ("supplier", "incident", "crane"))
