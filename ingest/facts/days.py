"""Days that a document gives without their year, read by a day that it gives in full."""

from __future__ import annotations

import re
from datetime import date, timedelta

from evidence.dates import MONTH_NUMBERS, calendar_date

_NEAR_DAYS = 183  # a day without a year is the one within half a year, or it stays unknown
_MONTH = "(?:" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + r")(?![^\W\d_])"
PARTIAL = re.compile(
    rf"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?P<month>{_MONTH})\.?|\b(?P<month2>{_MONTH})\.?\s+(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\b(?![:.]\d)",
    re.I,
)
"""A day and a month in words: "31 Mar", "June 3rd"."""


def nearest(words: str, reference: str, *, ahead: bool) -> str:
    """A day without a year ("31 Mar") as ISO: the one within half a year after (or before) ``reference``; else ""."""
    if not reference:
        return ""
    base = date.fromisoformat(reference)
    for match in PARTIAL.finditer(words):
        month = MONTH_NUMBERS[(match["month"] or match["month2"]).casefold()]
        days = [calendar_date(base.year + shift, month, int(match["day"] or match["day2"])) for shift in (-1, 0, 1)]
        wanted = [
            day
            for day in days
            if day
            and (base <= day <= base + timedelta(_NEAR_DAYS) if ahead else base - timedelta(_NEAR_DAYS) <= day <= base)
        ]
        return wanted[0].isoformat() if len(wanted) == 1 else ""
    return ""
