"""Whole numbers as words and figures."""

from __future__ import annotations

import pytest

from evidence.numerals import NUMBER_WORDS, TENS, number_in


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("14", 14),
        ("Twelve", 12),
        ("zero", 0),
        ("twenty", 20),
        ("2024¹", None),
        ("m²", None),
        ("½", None),
        ("dozen", None),
    ],
)
def test_a_number_is_read_from_figures_or_a_small_word(word: str, number: int | None) -> None:
    assert number_in(word) == number


def test_the_words_stand_in_their_order() -> None:
    assert list(NUMBER_WORDS.values()) == list(range(21))
    assert list(TENS.values()) == list(range(20, 100, 10))
