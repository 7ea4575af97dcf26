"""Who acts in another's place: asked for, it is not answered with who holds the post."""

from __future__ import annotations

import re

_DEPUTY = re.compile(
    r"\b(?:deput\w+|alternates?|substitut\w+|understud\w+|stand-?ins?|locums?"
    r"|(?:stand|stands|standing|stood) in|(?:step|steps|stepping|stepped|fill|fills|filling|filled) in(?= for\b)"
    r"|cover(?:s|ed|ing)? for|(?:in|during) the absence of|in \w+(?:'s|\u2019s) (?:absence|place|stead)"
    r"|acting (?:for|as|on behalf)|acts? for|(?:on|in) behalf of)\b",
    re.I,
)


def of_a_deputy(words: str) -> bool:
    """Whether ``words`` speak of somebody in another's place.

    >>> of_a_deputy("Who is standing in for the harbour master?"), of_a_deputy("Post: harbour master")
    (True, False)
    """
    return bool(_DEPUTY.search(words))
