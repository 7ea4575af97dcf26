"""What correlators share: words in common, numbers as written, regular series and their gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from statistics import median

from evidence.lexical import analyse

_COMMON = frozenset(
    analyse(
        "a an the of to in on at by for from with and or not no is are was were be been has have had it its this that "
        "than as all any each every per our we they will shall may can new more most other their which who when what "
        "how does do did number rate share level value target mean average total month year quarter staff system "
        "company management report percent per cent done open closed item point list plan"
    )
)
_NUMBER = re.compile(r"-?\d+(?:[ .,]\d{3})*(?:[.,]\d+)?")
_REGULAR = 0.35  # an interval this near to the median is a beat of the series
_MISSED = 1.75  # times the median: at least one beat is missing
_HOLIDAYS = 45  # days: a weekly meeting that rests for some weeks is no lapse


@lru_cache(maxsize=32_768)
def content(words: str) -> frozenset[str]:
    """The stems of words that carry meaning."""
    return frozenset(
        term for term in analyse(re.sub(r"\([^)]*\)", " ", words)) if term not in _COMMON and not term.isdigit()
    )


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the smaller set stands in the other, 0 to 1; 0 when one is empty."""
    small = min(len(one), len(other))
    return len(one & other) / small if small else 0.0


def number(words: str) -> float | None:
    """The one number of a value ("EUR 1,250", "0,07", "93 %"), None for none or several."""
    found = _NUMBER.findall(words)
    if len(found) != 1:
        return None
    digits = found[0].replace(" ", "")
    if re.fullmatch(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits) and digits.count(".") > 1:
        digits = digits.replace(".", "")
    return float(digits.replace(",", "."))


def gaps(days: Iterable[date], *, rest: int = _HOLIDAYS) -> list[tuple[date, date]]:
    """The intervals of a regular series in which a beat is missing; none for a series without a beat.

    ``rest`` are days that may pass without anything, whatever the beat. A series has a beat when it has at least three
    intervals (five when they are short), of which three fifths are near their median.
    """
    ordered = sorted(set(days))
    intervals = [(after - before).days for before, after in pairwise(ordered)]
    if len(intervals) < 3:
        return []
    beat = median(intervals)
    near = [each for each in intervals if abs(each - beat) <= _REGULAR * beat]
    enough = 3 if beat >= _HOLIDAYS else 5  # what meets often has to show its beat more often
    if beat < 5 or len(intervals) < enough or len(near) < 0.6 * len(intervals):
        return []
    pairs = zip(pairwise(ordered), intervals, strict=True)
    return [pair for pair, interval in pairs if interval > max(_MISSED * beat, rest)]


def beat_of(days: Sequence[date]) -> int:
    """The median interval of a series, in days."""
    ordered = sorted(set(days))
    return round(median((after - before).days for before, after in pairwise(ordered)))
