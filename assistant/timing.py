"""The next and the last of what recurs: which days can be meant, seen from the day whose state is asked about."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date

from evidence.dates import FoundDate, find_dates

_NEXT = re.compile(r"\b(?:next|upcoming|coming|forthcoming)\b", re.I)
_LAST = re.compile(r"\b(?:(?:is|was|the|our|its|their) (?:last|latest)|most recent(?:ly)?|lately)\b", re.I)


def in_time(question: str, day: date, as_of: date) -> bool:
    """Whether ``day`` may be the next, or the last, where ``question`` asks for such a one; so where it does not."""
    return not ((day < as_of and _NEXT.search(question)) or (day > as_of and _LAST.search(question)))


def untimely(question: str, words: str, as_of: date) -> bool:
    """Whether ``words`` give days, and none that may be the next, or the last, that ``question`` asks for.

    A month is taken at the end that speaks for it. Words without a day that can be read are never untimely.
    """
    if not (_NEXT.search(question) or _LAST.search(question)):
        return False
    days = find_dates(words)
    return bool(days) and not any(in_time(question, day, as_of) for found in days for day in _ends(found))


def _ends(found: FoundDate) -> Iterable[date]:
    if found.precision == "day":
        return (found.value,)
    last = calendar.monthrange(found.value.year, found.value.month)[1]
    return found.value, found.value.replace(day=last)
