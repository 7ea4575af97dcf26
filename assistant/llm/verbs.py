"""Verbs of a claim that its words do not tell: a deed that nobody noted, beside names that all stand there."""

from __future__ import annotations

import re

from assistant.irregular import past_forms
from assistant.llm.names import names
from assistant.llm.thesaurus import likeness
from assistant.llm.words import stem_of, tokens
from assistant.words import presence

_PAST = re.compile(r"[a-z]{2,}ed")
_LEAST = 0.5  # presence of a verb: a synonym is enough
_STEM, _ENDING = 5, 4  # letters of a stem that is told by a longer one, and of what is longer about it
_LIGHT = frozenset(
    "based related regarding concerned compared needed required used involved included contained intended expected"
    " supposed planned made had took taken gave given got gotten put went gone came come became did done held met"
    " said told found shown saw seen kept led left set began begun carried conducted performed occurred"
    " happened brought lacked".split()
)
"""Verbs that carry the noun beside them, tell of the source, or say what other comparisons look at."""


def longer(one: str, other: str) -> bool:
    """Whether one of two stems is the other with a noun's ending: deliver and delivery."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _STEM and long.startswith(short) and len(long) - len(short) <= _ENDING


def untold(claim: str, evidence: frozenset[str], words: str) -> list[str]:
    """The verbs in the past of ``claim``, as written, that ``evidence`` (stems of ``words``) has in no form or synonym.

    Only forms that can hardly be anything but a verb: in -ed, or irregular ones.
    """
    named = {token.stem for run in names(claim, words) for token in run}
    return [
        token.text
        for token in tokens(claim)
        if token.stem
        and token.stem not in named
        and token.low not in _LIGHT
        and not likeness(token.stem, evidence)
        and not any(longer(token.stem, word) for word in evidence)
        and (_PAST.fullmatch(token.low) or token.low in past_forms())
        and max(presence(token.stem, evidence), presence(stem_of(token.low), evidence)) < _LEAST
    ]
