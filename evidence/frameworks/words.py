"""Whether a text says a phrase, whatever its endings: "risk assess" is said by "Risk assessments"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_BETWEEN = r"[\W_]{1,3}"
_WHOLE = 3  # letters: a shorter word stands for itself, "ai" is not "aim"


def says(text: str, phrases: Sequence[str]) -> str:
    """The first of ``phrases`` that ``text`` says, "" for none. A phrase's words may have other endings."""
    if not phrases or not text:
        return ""
    match = _pattern(tuple(phrases)).search(text)
    return match.group().strip() if match else ""


@lru_cache(maxsize=2_048)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<![^\W_]){_phrase(each)}" for each in phrases), re.IGNORECASE)


def _phrase(phrase: str) -> str:
    return _BETWEEN.join(_word(word) for word in re.findall(r"[^\W_]+", phrase)) or re.escape(phrase)


def _word(word: str) -> str:
    word = re.sub("(?<=organi)[sz]", "[sz]", re.escape(word))
    if len(word) <= _WHOLE:
        return rf"{word}s?(?![^\W_])"
    return (rf"{word[:-1]}(?:y|ies)" if word.endswith("y") else word) + r"[^\W\d_]{0,8}"
