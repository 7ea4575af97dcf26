"""Which language a text is written in, by its commonest words; "" when that is not clear."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 6_000
_LEAST = 12  # words that must be recognised
_MARGIN = 1.5
_COMMON = {
    "en": "the of and to in is that for it with as are be by this or an not from which have was at on will",
    "de": "der die das und ist nicht ein eine zu den von mit sich des auf für im dem werden auch wird oder als bei",
    "fr": "le la les des et est une dans que pour qui sur pas par au avec sont ce il du ne plus ou cette aux",
    "es": "el la los las de que y en un una por con para es se del al lo como más su sobre este o no ha",
    "it": "il la di che e un una per non con del della sono è dei da si al le gli nel alla come più o anche",
    "nl": "de het een en van is dat die in te zijn op voor met niet aan er door ook als bij wordt of naar",
    "pt": "o a os as de que e do da em um uma para com não por mais dos das se na no ao pelo são como",
}
_SETS = {code: frozenset(words.split()) for code, words in _COMMON.items()}


def language_of(text: str) -> str:
    """An ISO 639-1 code of ``en de fr es it nl pt``, or ""."""
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    counts = sorted(((sum(word in common for word in words), code) for code, common in _SETS.items()), reverse=True)
    (best, code), (second, _) = counts[0], counts[1]
    return code if best >= _LEAST and best >= _MARGIN * second else ""
