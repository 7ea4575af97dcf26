"""Whether a document is in force, and which of several editions is the newest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from evidence.dates import MONTH_NUMBERS, find_dates
from evidence.lexical import analyse
from evidence.model import ParsedDocument

_HEAD = 400  # characters in which a document says that it is a draft or superseded
_STATUS = re.compile(
    r"\b(?:superseded|withdrawn|obsolete|retired|expired|archived?|draft|replaced|cancelled|proposal)\b", re.I
)
_FOLDER = re.compile(
    r"(?:^|[/ _-])(?:archived?|superseded|withdrawn|obsolete|old|drafts?|history|retired|former|previous)(?=[/ _.-])",
    re.I,
)
_PAST = "draft|superseded|withdrawn|obsolete|archived"
_SAYS_SO = re.compile(
    rf"(?i:\A\W*(?:{_PAST})\b|\bstatus\W{{1,3}}(?:a )?(?:{_PAST}|replaced)\b"
    r"|\b(?:superseded|replaced) by (?:version|edition|v?\d)"
    rf"|\bthis (?:document|version|edition|policy|page) (?:is|was|has been) (?:a )?(?:{_PAST}|replaced)\b)|\bDRAFT\b"
)
_CALLED_SO = re.compile(
    r"\b(?:SUPERSEDED|WITHDRAWN|OBSOLETE|ARCHIVED)\b|[(\[,;:–—-] ?(?:superseded|withdrawn|obsolete|archived)\b"
)
"""In a title: not the policy on archived or withdrawn things."""
_NOT_YET = re.compile(
    r"(?i:\bnot yet (?:effective|in force|approved|valid|applicable)\b"
    r"|\bversion\W{1,3}[\d.]+\W{1,3}(?:draft|proposal)\b|\bdraft (?:version |edition )?[\d.]* ?(?:of|from|dated)\s+\d"
    r"|\bstatus\W{1,3}(?:a )?(?:draft|proposed|proposal)\b)|\bDRAFT\b"
)
_DRAFT = re.compile(r"\bdrafts?\b", re.I)
_FROM = re.compile(r"\b(?:in force|effective|valid|applies|applicable)(?: date| from| as of| on)*\W{1,4}(?=\d)", re.I)
_BESIDE = 30  # characters
_HISTORY = re.compile(
    r"\b(?:draft|superseded|withdrawn|archived?|old|older|previous|previously|former|formerly|earlier"
    r"|history|original|originally|first"
    r"|past|before|used to|back then|at (?:the|that) time|v(?:ersion)? ?\d)",
    re.I,
)
_NOW = re.compile(
    r"\b(?:latest|last|newest|current|currently|now|today|most recent|at present|still|next|in force|right now)\b", re.I
)
_DATES = ("effective", "approved", "issued", "written", "unknown", "modified")
_TIME_WORDS = frozenset({*MONTH_NUMBERS, "v", "version", "final", "signed", "draft", "copy", "rev", "edition"})


def called_past(title: str) -> bool:
    """Whether a title says that its document is no longer in force.

    >>> called_past("Key policy (edition 1), superseded"), called_past("Policy on archived records")
    (True, False)
    """
    return bool(_CALLED_SO.search(title))


def stale(doc_id: str, document: ParsedDocument | None) -> bool:
    """Whether the document calls itself, or is filed as, a draft, superseded, withdrawn or archived."""
    if _FOLDER.search(doc_id):
        return True
    if document is None:
        return False
    status = str(document.metadata.properties.get("status", ""))
    said = _STATUS.search(status) or _SAYS_SO.search(document.text[:_HEAD])
    return bool(said) or called_past(document.metadata.title)


def pending(doc_id: str, document: ParsedDocument | None, day: date) -> bool:
    """Whether a document is called a draft or calls itself one, or is not yet in force on ``day``.

    Its rules do not hold then.
    """
    if _DRAFT.search(doc_id.replace("_", " ")):
        return True
    if document is None:
        return False
    said = f"{document.metadata.properties.get('status', '')}\n{document.text[:_HEAD]}"
    if _NOT_YET.search(said):
        return True
    days = [found.value for found in document.metadata.dates if found.kind == "effective"]
    days += [found for match in _FROM.finditer(said) for found in _opening_day(said[match.end() :])]
    return bool(days) and min(days) > day


def _opening_day(words: str) -> list[date]:
    return [value for start, _, value, precision in find_dates(words[:_BESIDE])[:1] if precision == "day" and start < 4]


def asks_history(text: str) -> bool:
    """Whether a question is after what was, so that old editions answer."""
    return bool(_HISTORY.search(text))


def asks_now(text: str) -> bool:
    """Whether a question is after the state of today or the newest of several."""
    return bool(_NOW.search(text))


def day_of(document: ParsedDocument) -> date | None:
    """The day a document is of: the latest of the most telling kind of date that it states."""
    for kind in _DATES:
        days = [found.value for found in document.metadata.dates if found.kind == kind]
        if days:
            return max(days) if kind != "written" else days[0]
    return None


def family_of(title: str) -> str:
    """What editions of one work have in common: the title's words without numbers, months and versions."""
    words = [word for word in re.findall(r"[^\W\d_]+", title.lower()) if word not in _TIME_WORDS]
    return " ".join(analyse(" ".join(words)))


def outdated(documents: Mapping[int, ParsedDocument], titles: Mapping[int, str]) -> frozenset[int]:
    """Those of ``documents`` (by rowid) of which a newer edition is among them."""
    families: dict[str, list[tuple[date, int]]] = {}
    for rowid, document in documents.items():
        day, family = day_of(document), family_of(titles.get(rowid) or document.metadata.title)
        if day and family:
            families.setdefault(family, []).append((day, rowid))
    return frozenset(_but_the_newest(families.values()))


def _but_the_newest(families: Iterable[list[tuple[date, int]]]) -> Iterable[int]:
    for members in families:
        newest = max(day for day, _ in members)
        yield from (rowid for day, rowid in members if day < newest)
