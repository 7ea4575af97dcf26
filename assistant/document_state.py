"""Where a document stands in its life, by its own status, title and folder: the strength of evidence by title."""

from __future__ import annotations

import re

from evidence.dates import find_dates
from evidence.model import Span, StoredDocument, Strength

_SAYS = (
    (re.compile(r"\b(?:superseded|obsolete|replaced|outdated|archived)\b", re.I), Strength.SUPERSEDED),
    (re.compile(r"\b(?:withdrawn|retired|repealed|cancelled)\b", re.I), Strength.WITHDRAWN),
    (re.compile(r"\bdrafts?\b|\bconsultation\b|\bproposed\b|\bwork in progress\b", re.I), Strength.DRAFT),
    (re.compile(r"\btemplates?\b|\bblank form\b", re.I), Strength.PLAN),
    (re.compile(r"\b(?:approved|in force|effective)\b", re.I), Strength.APPROVED),
    (re.compile(r"\b(?:published|final|issued|current)\b", re.I), Strength.PUBLISHED),
)
_OF_TITLES = _SAYS[:4]
_WORD = re.compile(r"\w+")
_OLD_PLACE = re.compile(r"(?:^|/)(?:[^/]*[\W_])?(?:archives?|old|previous|history)(?:[\W_][^/]*)?/", re.I)


def state_of(document: StoredDocument) -> Strength:
    """``unknown`` where status, title and folder say nothing. The status outweighs the title."""
    status = str(document.metadata.properties.get("status", ""))
    words = re.sub(r"[_/-]", " ", f"{document.title} {document.key.path}")
    for patterns, said in ((_SAYS, status), (_OF_TITLES, words)):
        for pattern, strength in patterns:
            if pattern.search(said):
                return strength
    return Strength.SUPERSEDED if _OLD_PLACE.search(document.key.path) else Strength.UNKNOWN


def title_span(text: str, title: str) -> Span | None:
    """Where a document says its title, else its first line with words; ``None`` in a document without words."""
    words = _WORD.findall(title)
    if words:
        match = re.search(r"\W{1,4}".join(map(re.escape, words)), text[:5_000], re.I)
        if match:
            return Span(*match.span())
    line = re.search(r"[^\n]*\w{2}[^\n]{0,200}", text[:5_000])
    return Span(*line.span()) if line else None


def dated_line(text: str, after: int, *, within: int = 600, longest: int = 200) -> Span | None:
    """The first short line with a day below a title: when it was held or written. ``None`` where there is none."""
    for match in re.finditer(r"[^\n]*\w[^\n]*", text[after : after + within]):
        line = match.group()
        if len(line) <= longest and any(True for _ in find_dates(line, order="dmy")):
            start = text.rfind("\n", 0, after + match.start()) + 1 if match.start() == 0 else after + match.start()
            return Span(start, after + match.end())
    return None
