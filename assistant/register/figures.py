"""Figures as records write them, and whether a value is on the good side of its target. Pure.

What is not plain is unknown: a range, two figures, different units, a limit that does not say which side is good.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = re.compile(
    r"(?<![\w.,])[-–−+]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0'’]\d{3})+(?:[.,]\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d+(?:[.,]\d+)?)"
)
_UNITS = {
    "%": "%", "percent": "%", "per cent": "%", "pct": "%", "percentage points": "pp", "h": "hour", "hr": "hour", "hrs": "hour", "hours": "hour",
    "min": "minute", "mins": "minute", "minutes": "minute", "s": "second", "sec": "second", "secs": "second", "seconds": "second",
    "d": "day", "days": "day", "weeks": "week", "months": "month", "years": "year", "€": "eur", "£": "gbp", "$": "usd",
}  # fmt: skip
_SECONDS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800}
_AT_LEAST = re.compile(
    r"≥|>=|=>|>|\b(?:at least|not (?:less|lower) than|no(?:t)? (?:less|fewer) than|or (?:more|higher|above|better)|minimum|min\.?(?= ?\d)|above|over|more than|from)\b",
    re.I,
)
_AT_MOST = re.compile(
    r"≤|<=|=<|<|\b(?:at most|not (?:more|higher) than|no more than|or (?:less|fewer|lower|below)|maximum|max\.?|below|under|less than|fewer than|up to)\b",
    re.I,
)
_STRICT = re.compile(r"(?<![=≥≤])[<>](?!=)|\b(?:above|over|below|under|more than|less than|fewer than)\b", re.I)
_LOOSE = re.compile(
    r"[≥≤]|[<>]=|=[<>]|\b(?:at least|at most|or \w+|not \w+ than|no \w+ than|min\w*|max\w*|up to|from)\b", re.I
)
_END = r"(?=\s*(?:$|[,;:(.–—]|-\s|\b(?:in|on|by|since|at|with|early|ahead|as of)\b))"
MET = rf"^\W*(?:fully |already |target |objective )?(?:yes|ok(?:ay)?|met|reached|achieved|attained|fulfilled|green|done|completed?){_END}"
"""A status that says that a target was met: the whole of it, or what stands before a comma or bracket."""
MISSED = rf"^\W*(?:target |objective )?(?:no|not (?:met|reached|achieved|attained|fulfilled)|missed|red|failed|below target|off target){_END}"
"""A status that says that a target was missed; what is late, partly done or not yet rated is neither."""
ON_TRACK = rf"^\W*(?:on (?:track|target|schedule)){_END}|{MET}"
OFF_TRACK = rf"^\W*(?:off (?:track|target)|behind(?: schedule)?|late){_END}|{MISSED}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and its unit in lower case, "" where none is written."""

    value: float
    unit: str


def figure(text: str, unit: str = "") -> Figure | None:
    """The one figure of ``text``, whose unit may be kept apart; ``None`` for none, for two and for ranges."""
    found = list(_NUMBER.finditer(text))
    if len(found) != 1:
        return None
    (match,) = found
    before, after = text[: match.start()], text[match.end() :]
    return Figure(_value(match[0]), _unit(f"{before} {after}") or _unit(unit))


def compared(one: Figure | None, other: Figure | None) -> int | None:
    """-1, 0 or 1 as ``one`` is less than, equal to or more than ``other``; ``None`` where they cannot be compared."""
    if one is None or other is None:
        return None
    first, second = one.value, other.value
    if one.unit in _SECONDS and other.unit in _SECONDS:
        first, second = first * _SECONDS[one.unit], second * _SECONDS[other.unit]
    elif one.unit and other.unit and one.unit != other.unit:
        return None
    return (first > second) - (first < second)


def good_above(limit: str) -> bool | None:
    """Whether what lies above a limit is good, as the limit says ("at least 90 %", "≤ 5"); ``None`` where it does not."""
    least, most = bool(_AT_LEAST.search(limit)), bool(_AT_MOST.search(limit))
    return least if least != most else None


def good(value: Figure | None, target: str, unit: str = "") -> bool | None:
    """Whether a value is on the good side of a target that says which one that is."""
    above, order = good_above(target), compared(value, figure(target, unit))
    if above is None or order is None:
        return None
    if order == 0:
        return True if _LOOSE.search(target) else False if _STRICT.search(target) else None
    return (order > 0) == above


def met(status: str, value: Figure | None, target: str, unit: str = "") -> bool | None:
    """Whether a target was met: as the status says in so many words, else as value and target say."""
    if re.search(MET, status, re.I) or re.search(MISSED, status, re.I):
        return bool(re.search(MET, status, re.I))
    return good(value, target, unit)


def _value(number: str) -> float:
    plain = re.sub(r"[ \u00a0'’]", "", number).replace("–", "-").replace("−", "-")
    if re.fullmatch(r"[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", plain):
        return float(plain.replace(",", ""))
    if plain.count(".") > 1:
        return float(plain.replace(".", ""))
    return float(plain.replace(",", "."))


def _unit(text: str) -> str:
    """What is left of a figure's text without comparisons: "%", "hour", "ppm"."""
    words = _AT_MOST.sub(" ", _AT_LEAST.sub(" ", text.lower()))
    words = " ".join(
        re.sub(r"[^\w%€£$/ ]|\b(?:target|limit|the|of|a|per day|about|approx\w*|ca)\b", " ", words).split()
    )
    return _UNITS.get(words, words.removesuffix("s") if len(words) > 3 else words)
