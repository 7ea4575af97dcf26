# ruff: noqa: E501 - vocabularies: one meaning a line
"""A question about what held on a day in the past, put without its day: "what was the limit in June 2025?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.periods import joined_periods
from assistant.query import Period, Query
from assistant.understand import understand

_LONGEST = 400  # characters of a question that is read so
_EDGE = r"(?:(?:very )?(?P<edge>end|close|start|beginning|middle|turn) of |(?P<part>early|late|mid)[- ]?(?:in )?)?"
_BEFORE = (
    r",?\s*(?:\b(?:as things stood|back)\s+)?(?:\b(?:on|in|at|as of|as at|during|by|for|from|of|through(?:out)?)\s+)?"
)
_HAD_TO = r"(?:had|need(?:ed)?|have|has|oblig\w+|supposed|bound|required|meant|expected) to\b"
_RULE = re.compile(
    rf"\b(?:had|needed)\b(?: [\w'’-]+){{0,6}} to\b|\bdid\b[^?]{{1,80}}?\b(?:{_HAD_TO}|need\b)"
    r"|\b(?:was|were)\b[^?]{1,60}?\b(?:oblig\w+|supposed|bound|meant|expected|allowed|permitted|forbidden|banned|required|needed) ?"
    r"|\bcould\b|\bmust\b|\bmay (?=\w+ \w)"
    r"|\bdid (?:our|the|we|its?|this|that|any)\b[^?]{0,60}?\b(?:promise|require|say|allow|ask|demand|permit|forbid|prescribe|provide|"
    r"call|set|expect|oblige|commit|grant)\b",
    re.I,
)
"""What was to be done, or was allowed: told by the rules that were in force."""
_STATE = re.compile(
    r"(?:and |so |but )?(?:(?:what|who|which|how|whose|whom|in|within|by|at|above|below|after|from|for|up|to)\b[^?]{0,60}?\b(?:was|were|did|kept|owned|had)\b"
    r"|(?:was|were)\b)",
    re.I,
)
_EVENT = re.compile(
    r"\b(?:approv\w+|sign(?:ed|s|ing)?|chair(?:ed)?|led|happen\w*|occur\w*|decid\w+|found|finds?|record\w*|report(?:ed)? (?:by|in)|incidents?"
    r"|agreed?|validated|audited|caus\w+|attend\w*|complain(?:ed|ts? (?:came|arrived|received))|spent|sold|paid|raised|logged|said|why|actual(?:ly)?|"
    r"result\w*|scored|(?:version|edition|issue|revision|release)s?|rates?|accura\w+|how many (?:times|people|incidents|complaints)|average|progress|meet|met)\b",
    re.I,
)
"""What happened, or was measured, at the time: told by records and not by rules."""


@dataclass(frozen=True, slots=True)
class Then:
    """``query`` is the question without its time; ``first`` and ``last`` the days of that time.

    ``rule`` says that it is after what was to be done, which only rules can tell.
    """

    query: Query
    first: date
    last: date
    rule: bool


def asked_then(query: Query, earlier: Sequence[str], today: date) -> Then | None:
    """The question as one of a time that is over, or ``None`` where it is of the present, of an event or of two times.

    >>> from assistant.understand import understand
    >>> found = asked_then(understand("How long was a log kept in June 2025?"), (), date(2026, 5, 1))
    >>> found.query.text, found.first.isoformat(), found.rule
    ('How long was a log kept?', '2025-06-01', False)
    """
    if len(query.text) > _LONGEST or query.kind in ("when", "count", "list", "clause", "summary"):
        return None
    text = _MID.sub("mid ", query.text)
    spans = joined_periods(text, today)
    if len(spans) != 1 or spans[0].first.year < _FIRST_YEAR or spans[0].first > today:
        return None
    stated, period = _without(text, spans[0])
    rule = bool(_RULE.search(stated))
    if not stated or not (rule or (_STATE.match(stated) and not _EVENT.search(stated))) or period.last >= today:
        return None
    put = replace(understand(stated, earlier), periods=(), then=period.last)
    return Then(put, period.first, period.last, rule)


_MID = re.compile(r"\bmid-(?=(?:19|20)\d\d)", re.I)
_FIRST_YEAR = 1990  # an open span ("until May") begins long before


def _without(text: str, period: Period) -> tuple[str, Period]:
    """``text`` without the words that tell the time, and that time; "" where they are not found."""
    match = re.search(rf"{_BEFORE}(?:the\s+)?{_EDGE}(?:the\s+)?{re.escape(_bare(period.text))},?", text, re.I)
    if match is None:
        return "", period
    left = " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())
    left = re.sub(r"\s+([?.!,])", r"\1", left).strip(" ,")
    edge = (match["edge"] or match["part"] or "").lower()
    if edge in ("end", "close", "turn"):
        period = Period(period.last, period.last, period.text)
    elif edge in ("start", "beginning"):
        period = Period(period.first, period.first, period.text)
    return left[:1].upper() + left[1:], period


def _bare(text: str) -> str:
    """The words of a time without those that ``_BEFORE`` takes."""
    return re.sub(r"^(?:in|on|of|for|by|during|from|at)\s+(?:the\s+)?", "", text.strip(), flags=re.I)
