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


_MEETS = re.compile(r"\b(?:meets?|met|sits?|convenes?|meetings?|quorum|quorate)\b", re.I)


def of_another_body(question: str, words: str, filed: str = "") -> bool:
    """Whether ``words`` begin with what a body does and name no body of the kind that ``question`` names.

    So do words without a body about meetings, where what they are ``filed`` under (path, title, headings) names only
    bodies of another kind. Never where the question names bodies of several kinds, or none.
    """
    asked = {each.lower() for each in _BODY.findall(question)}
    if len(asked) != 1 or not asked.isdisjoint(each.lower() for each in _BODY.findall(words)):
        return False
    if _SUBJECT.match(words):
        return True
    over = {each.lower() for each in _BODY.findall(filed)}
    return bool(_MEETS.search(question) and over and asked.isdisjoint(over) and not _BODY.search(words))
