"""What a paper lists under one of its headings, told item by item in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from assistant.answer import Claim, Value
from assistant.periods import joined_periods
from assistant.readable import on_a_line
from assistant.register.cite import span_citation
from assistant.register.headed import Headed, under
from assistant.register.match import Shelf, iso
from assistant.register.result import Found
from assistant.sections import veiled, worded
from evidence.model import StoredDocument

_HEAD = 600  # characters in which a paper says when it was held
_OTHER_DAY = re.compile(
    r"\b(?:previous|former|last|before|next|year|prior|earlier|signed|issued|approved|prepared|version|review date)\b[^.\n]{0,50}$",
    re.I,
)
_FILED = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])(?:[-_.]?([0-3]\d))?(?!\d)")
_MARK = re.compile(r"^(?:[-*•+–]|\(?\d{1,2}[.)]|\(?[a-z][.)])[ \t]+")


def headed(shelf: Shelf, document: StoredDocument, *headings: re.Pattern[str]) -> list[Headed]:
    """The lists under the first of ``headings`` that a document has; nothing where a part of one is hidden."""
    parsed = shelf.view.parsed(document.rowid)
    for heading in headings:
        found = under(parsed, heading)
        if found:
            whole = all(not veiled(parsed, *item) for each in found for item in each.items)
            return found if whole else []
    return []


def told(shelf: Shelf, document: StoredDocument, items: Iterable[tuple[int, int]]) -> Found:
    """Each of the items as a quotation."""
    parsed = shelf.view.parsed(document.rowid)
    claims, names = [], []
    for start, end in items:
        words = _MARK.sub("", on_a_line(worded(parsed, start, end), document.doc_id))
        claims.append(Claim(text=words, citations=(span_citation(shelf.view, document.doc_id, start, end),)))
        names.append(words.rstrip(" .;"))
    return Found(tuple(claims), Value(type="list", value="; ".join(names)), "", 0.85)


def held_on(shelf: Shelf, document: StoredDocument, as_of: date) -> date | None:
    """The day of what a paper records: of its meeting, the first day that its head names, or that of its file's name."""
    known = [fact for fact in shelf.facts("meeting") if fact.document == document.rowid and fact.get("state") == "held"]
    days = {day for fact in known if (day := iso(fact.get("held")))}
    if len(days) == 1:
        return days.pop()
    head = shelf.view.text(document.rowid)[:_HEAD]
    for period in joined_periods(head, as_of):
        place = head.find(period.text)
        if period.first == period.last and not _OTHER_DAY.search(head[:place]):
            return period.first
    filed = _FILED.search(document.key.path)
    return date(int(filed[1]), int(filed[2]), int(filed[3] or 1)) if filed else None


def of_the_last(days: Sequence[tuple[date, StoredDocument]]) -> StoredDocument | None:
    """The paper of the newest day, where there is one alone."""
    newest = max((day for day, _ in days), default=None)
    last = [document for day, document in days if day == newest]
    return last[0] if len(last) == 1 else None
