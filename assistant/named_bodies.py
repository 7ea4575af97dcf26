"""Words about another body than the one asked about: "the committee meets monthly" says nothing of the board."""

from __future__ import annotations

import re

_HEAD = r"(?:board|committee|council|panel|forum|group|commission|assembly)"
_BODY = re.compile(rf"\b({_HEAD})s?\b", re.I)
_SUBJECT = re.compile(
    rf"^\W*(?:the|our|this|an?) (?:[\w'’&-]+ ){{0,4}}?(?P<body>{_HEAD})\b"
    r"(?! (?:members?|papers?|minutes|meetings?|secretary|chair\w*|approval)\b)",
    re.I,
)


def of_another_body(question: str, words: str) -> bool:
    """Whether ``words`` begin with what a body does and name no body of the kind that ``question`` names.

    Never where the question names bodies of several kinds, or none.
    """
    asked = {each.lower() for each in _BODY.findall(question)}
    subject = _SUBJECT.match(words)
    if len(asked) != 1 or subject is None:
        return False
    return asked.isdisjoint(each.lower() for each in _BODY.findall(words))
