"""Whether what was measured misses its target: which way is better, what was to be reached, and when a period ends."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from evidence.correlators.words import number
from evidence.families import as_day
from evidence.model import StoredFact

_AT_MOST = re.compile(
    r"(?i)<|≤|\b(?:below|under|(?<!no )(?<!not )less than|at most|not? more than|max(?:imum)?|up to|"
    r"or (?:less|fewer|under|below))\b"
)
_AT_LEAST = re.compile(
    r"(?i)>|≥|\b(?:above|over|(?<!no )(?<!not )more than|at least|not? less than|min(?:imum)?|or more)\b"
)
_GOOD = re.compile(r"(?i)^\W*(?:green|met|achieved|on target|yes|ok|reached|fulfilled)\b")
_BAD = re.compile(r"(?i)^\W*(?:red|missed|not met|not achieved|below target|no|failed|off target)\b")
_PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})|[- ]?Q(?P<quarter>[1-4])|[- ]?H(?P<half>[12]))?$")
_BY = re.compile(r"(?i)\b(?:by|until|before|end of)\b")
_HIGH_PERCENT = 50.0  # a target share above this is a floor: nobody aims at "at most 95 %"


def end_of(period: str) -> date | None:
    """The last day of a period such as 2026-04, 2026-Q1, 2026; a day stays that day."""
    if day := as_day(period):
        return day
    match = _PERIOD.match(period.strip())
    if match is None:
        return None
    month = int(match["month"] or 0) or 3 * int(match["quarter"] or 0) or 6 * int(match["half"] or 0) or 12
    year = int(match["year"])
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 and year > 1 else None


def direction(facts: Sequence[StoredFact], objective: Sequence[StoredFact] = ()) -> int:
    """1 when more is better, -1 when less is, 0 when nothing tells."""
    targets = [fact.get("target") for fact in (*objective, *facts) if fact.get("target")]
    for pattern, sign in ((_AT_MOST, -1), (_AT_LEAST, 1)):
        if any(pattern.search(target) for target in targets):
            return sign
    for fact in facts:
        value, target = number(fact.get("value")), number(fact.get("target"))
        if value is not None and target is not None and value != target:
            if _GOOD.match(fact.get("status")):
                return 1 if value > target else -1
            if _BAD.match(fact.get("status")):
                return -1 if value > target else 1
    percent = any("%" in f"{fact.get('target')}{fact.get('unit')}{fact.get('kpi')}" for fact in (*objective, *facts))
    wanted = number(next((fact.get("target") for fact in facts if number(fact.get("target"))), ""))
    return 1 if percent and wanted is not None and wanted >= _HIGH_PERCENT else 0


def target_of(fact: StoredFact, objective: Sequence[StoredFact]) -> float | None:
    """The figure that a value is to reach, by its own words or those of its objective, on the scale of the value."""
    for each in (fact, *reversed(objective)):
        words = _BY.split(each.get("target"))[0]
        if words.strip() and (value := number(words)) is not None:
            return _scaled(value, number(fact.get("value")) or 0.0)
    return None


def _scaled(target: float, value: float) -> float:
    """A share and a percentage on one scale."""
    return target * 100 if target <= 1 < value and value > 2 else target


def misses(fact: StoredFact, objective: Sequence[StoredFact], sign: int) -> bool:
    """Whether a value misses its target, where more (``sign`` 1) or less (-1) is better."""
    value, target = number(fact.get("value")), target_of(fact, objective)
    return value is not None and target is not None and sign * value < sign * target
