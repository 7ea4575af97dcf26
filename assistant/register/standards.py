"""Where a fact stands: its sheet, table, heading, or document; and the standard that it belongs to by that."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import StoredFact
from evidence.view import View

_NUMBER = re.compile(r"(?<!\d)(42001|27001|9001|14001)(?!\d)")
_MEANT = (
    ("27001", r"information[ -]security|isms|cyber ?security"),
    ("42001", r"ai(?:[ -]management)?(?: system)?|aims|artificial intelligence"),
    ("14001", r"environmental(?: management)?|ems"),
    ("9001", r"quality(?: management)?|qms"),
)
_NAMED = re.compile(
    r"(?:\bof |\bfrom |\bunder )?\b(?:iso(?:/iec)?[ -]?)?(?P<number>42001|27001|9001|14001)(?::\d{4})?\b", re.I
)


def named(text: str) -> tuple[str, str]:
    """The number of the standard that ``text`` names, and the words that do; both "" where it names none or several."""
    found = list(_NAMED.finditer(text))
    if len({match["number"] for match in found}) == 1:
        return found[0]["number"], found[0][0]
    meant = [(number, match[0]) for number, words in _MEANT if (match := re.search(rf"\b(?:{words})\b", text, re.I))]
    return meant[0] if len(meant) == 1 and not found else ("", "")


def unnumbered(text: str) -> str:
    """``text`` with the numbers of standards blanked: the year of an edition is no time that is asked about."""
    return _NAMED.sub(lambda match: " " * len(match[0]), text)


def standard_of(view: View, fact: StoredFact) -> str:
    """The number of the one standard that a fact's surroundings name, the nearest first; "" where none does."""
    for words in _around(view, fact):
        numbers = set(_NUMBER.findall(words))
        if numbers:
            return numbers.pop() if len(numbers) == 1 else ""
    return ""


def sheet_of(view: View, fact: StoredFact) -> str:
    """The sheet and caption of the table that a fact stands in, "" where it stands in none."""
    start = _start(fact)
    tables = (table for table in view.parsed(fact.document).tables if table.start <= start < table.end)
    return next((f"{table.sheet or ''} {table.caption}".strip() for table in tables), "")


def _start(fact: StoredFact) -> int:
    return fact.fact.spans[0].start if fact.fact.spans else 0


def _around(view: View, fact: StoredFact) -> Iterator[str]:
    document, start = view.parsed(fact.document), _start(fact)
    yield next((table.sheet or "" for table in document.tables if table.start <= start < table.end), "")
    yield sheet_of(view, fact)
    yield from (document.text[h.start : h.end] for h in reversed(document.headings) if h.start <= start)
    yield f"{document.metadata.title} {fact.doc_id}"
