"""When a document is to be reviewed next where it names a month and no day, in its own words: ``coming``.

"Next review: March 2032" is no day, and none is made of it; who asks is told the month.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from evidence.model import Span
from ingest.facts.pairs import Pair
from ingest.facts.reading import Reading

_NEAR = 34  # characters between the words for the review and its month
_DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?\s*$")  # "31 June 2032" is a day that does not exist
_ANOTHER_MATTER = re.compile(r"[.;|]\s+\w|\b(?:approved|adopted|version|replaced|since|last)\b", re.I)


def coming(
    reading: Reading, pairs: Iterable[Pair], sentences: Iterable[Span], told: re.Pattern[str]
) -> tuple[str, Span] | None:
    """The month as written and where it stands: under a label of the next review, else behind words that are ``told``."""
    for pair in pairs:
        month = _month(reading, pair.value_span) if pair.name == "next_review" else None
        if month is not None:
            return reading.quote(month), pair.span
    for span in sentences:
        for match in told.finditer(reading.quote(span)):
            at = span.start + match.end()
            month = _month(reading, Span(at, span.end))
            near = month is not None and month.start - at <= _NEAR
            if month is not None and near and not _ANOTHER_MATTER.search(reading.text, at, month.start):
                return reading.quote(month), span
    return None


def _month(reading: Reading, span: Span) -> Span | None:
    """The first date inside ``span`` where it is a month of a year."""
    first = next(iter(reading.dates_in(span, precise=False)), None)
    if first is None or first.precision != "month":
        return None
    if _DAY_BEFORE.search(reading.text[max(0, first.start - 6) : first.start]):
        return None
    return Span(first.start, first.end)
