"""The controlled document that a question names by what it is on: "the quality policy" is no other policy."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.register.words import stems as initialled
from assistant.words import presence, stems
from evidence.lexical import analyse

_PASSED_OVER = (
    r"the|an?|our|their|its|this|that|these|of|in|on|to|for|and|or|by|with|under|at|is|are|was|were|be|been|has|have|had|"
    r"do|does|did|which|what|who|when|any|every|each|all|new|newest|current|latest|last|first|next|present|old|older|"
    r"previous|draft|signed|unsigned|approved|revised|own|owns|same|whole|written|right|such|company|internal"
)
_SORTED = re.compile(
    r"\b(?P<which>[a-z]{3,}) (?P<what>register|registry|log|matrix|inventory|programme|review|audit)s?\b", re.I
)
_ANY = frozenset(
    "named current other regular full next planned yearly annual quarterly monthly weekly scheduled overdue"
    " policy procedure document periodic formal".split()
)
"""Words before a review or the like that do not say which one."""
_LISTS = ("register", "registry", "log", "matrix", "inventory")
_A_LIST = r"(?:regist|log(?:s|book)?\b|matri|invento|list(?:s|ing)?\b)"
"""A risk log is the risk register; a review is no audit."""
_STEM = 6  # letters of a word that tell it in any form
_NAMED = re.compile(
    rf"\b(?P<on>(?:(?!(?:{_PASSED_OVER})\b)[\w&'’-]+\s+){{1,3}})(?:policy|procedure|standard|guideline|charter)\b", re.I
)


def named_by(text: str) -> tuple[str, ...]:
    """The analysed words by which ``text`` tells one policy or the like from others; none where it does not."""
    match = _NAMED.search(text)
    return tuple(analyse(match["on"])) if match else ()


def speaks_of(named: Sequence[str], words: str) -> bool:
    """Whether ``words`` hold any of those by which a document is named, in any form; so where it is named by none."""
    apart = re.sub(r"[/_.-]+", " ", words)
    held = stems(apart) | stems(words) | initialled(apart) if named else frozenset()
    return not named or any(presence(term, held) for term in named)


def is_named(text: str, told: str) -> bool:
    """Whether ``told`` names each register, review or audit that ``text`` names by a word before it.

    "The management review" is no review of a document, "the risk register" no register of documents; "register of
    risks" is.
    """
    for match in _SORTED.finditer(text):
        which, what = match["which"].lower(), match["what"].lower()
        if re.fullmatch(_PASSED_OVER, which) or which in _ANY:
            continue
        one, other = re.escape(which[:_STEM]), _A_LIST if what in _LISTS else re.escape(what[:_STEM])
        forward = rf"\b{one}\w*\W+(?:\w+\W+)?{other}"
        if not re.search(rf"{forward}|\b{other}\w*\W+(?:of|on|for)\W+(?:\w+\W+)?{one}", told, re.I):
            return False
    return True
