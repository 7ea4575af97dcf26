"""Items below a line that resolves them: "The directors RESOLVE:", "It was agreed that:"."""

from __future__ import annotations

import re

from ingest.facts.reading import Reading

_INTRO = re.compile(
    r"\b(?:resolve[ds]?|decide[ds]?|agree[ds]?|hereby approve)\b(?:\s+(?:unanimously|today|that|to|as follows|(?:on )?the following(?: (?:resolutions?|decisions?))?)){0,3}\W*[:–—]\W*$",
    re.I,
)
_NOT_YET = re.compile(
    r"\b(?:if|whether|should|could|would|will|may|might|to be|asked? to|invited to|propos\w+|recommend\w*|not)\b", re.I
)
_ITEM = re.compile(r"[ \t>]*(?:[-*+•–][ \t]+|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)][ \t]+|THAT\b|[ \t]{2,})")
_LINES = 40


def introduced(reading: Reading, at: int) -> bool:
    """Whether the line at an offset is an item of a list whose introduction says that it is resolved."""
    line = reading.line(at)
    begin = reading.text.rfind("\n", 0, line.start) + 1
    if not _ITEM.match(reading.text, begin):
        return False
    for _ in range(_LINES):
        if begin == 0:
            return False
        end = begin - 1
        begin = reading.text.rfind("\n", 0, end) + 1
        words = reading.text[begin:end]
        if not words.strip() or _ITEM.match(words):
            continue
        return bool(_INTRO.search(words)) and not _NOT_YET.search(words)
    return False
