"""The controlled document that a question names by what it is on: "the quality policy" is no other policy."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.words import presence, stems
from evidence.lexical import analyse

_PASSED_OVER = (
    r"the|an?|our|their|its|this|that|these|of|in|on|to|for|and|or|by|with|under|at|is|are|was|were|be|been|has|have|had|"
    r"do|does|did|which|what|who|when|any|every|each|all|new|newest|current|latest|last|first|next|present|old|older|"
    r"previous|draft|signed|unsigned|approved|revised|own|owns|same|whole|written|right|such|company|internal"
)
_NAMED = re.compile(
    rf"\b(?P<on>(?:(?!(?:{_PASSED_OVER})\b)[\w&'’-]+\s+){{1,3}})(?:policy|procedure|standard|guideline|charter)\b", re.I
)


def named_by(text: str) -> tuple[str, ...]:
    """The analysed words by which ``text`` tells one policy or the like from others; none where it does not."""
    match = _NAMED.search(text)
    return tuple(analyse(match["on"])) if match else ()


def speaks_of(named: Sequence[str], words: str) -> bool:
    """Whether ``words`` hold any of those by which a document is named, in any form; so where it is named by none."""
    held = stems(re.sub(r"[/_.-]+", " ", words)) | stems(words) if named else frozenset()
    return not named or any(presence(term, held) for term in named)
