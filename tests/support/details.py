"""The details of a sentence that its words do not hold, compared by ``evals.values`` and not by the verifier."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.values import Token, mentions, tokens

_NAMED = re.compile(r"(?<![.!?:]\s)(?<![\"“‘'(])(?<!^)\b(?=\w*[A-Z\d])[\w'’-]+(?:[./]\w+)*")
_VALUES = ("day", "month", "amount", "percent", "number", "version")


def foreign(text: str, words: str) -> list[str]:
    """Each figure, day, amount or version of ``text``, compared by value, and each word of it with a capital letter or
    a digit, as it is written, that ``words`` do not mention. The first word of a sentence or quotation is no name."""
    return [each for each in dict.fromkeys(_details(text)) if not mentions(words, each) and each not in words]


def _details(text: str) -> Iterator[str]:
    values = [token for token in tokens(text) if token.kind in _VALUES]
    yield from map(_written, values)
    for match in _NAMED.finditer(text):
        if not any(token.start < match.end() and match.start() < token.end for token in values):
            yield match[0]


def _written(token: Token) -> str:
    """A value as a phrase that reads back to it."""
    if token.kind == "amount":
        return f"{token.unit} {token.value}"
    return f"{token.value} %" if token.kind == "percent" else token.value
