"""Small numbers written as words: one table for whoever reads or counts them."""

from __future__ import annotations

NUMBER_WORDS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen twenty".split()
    )
}
"""From zero to twenty, in their order."""
TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}


def number_in(word: str) -> int | None:
    """The value of a whole number in figures or, up to twenty, as a word; ``None`` for anything else.

    "2024¹", a year with the mark of a footnote, is none.
    """
    return int(word) if word.isdecimal() else NUMBER_WORDS.get(word.lower())
