"""How often something is done: words that give an interval or several days, and of the thing that is asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.query import Query
from assistant.statements import Statement
from assistant.synonyms import relates
from assistant.words import presence, stems
from evidence.dates import MONTH_NAMES
from evidence.numerals import NUMBER_WORDS

_ASKED = re.compile(r"^(?:and |so )?how (?:often|frequently|regularly)\b", re.I)
_OFTEN = re.compile(r"often|frequen|regular", re.I)
_ITEM = re.compile(r"\n|(?:^|(?<=\s))(?:[-*•]|\(?(?:\d{1,2}|[a-z])[.)])\s")
_DAYS = 3  # on which something was held tell how often it is
_DAY = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTH_NAMES})\b|\b(?:{MONTH_NAMES}) \d{{1,2}}\b", re.I)
_LABELLED = re.compile(r"[^:]{0,30}\b(?:frequency|interval|cadence|cycle|how often|every|when)\b[^:]{0,20}: ", re.I)
_NUMBER = rf"(?:\d+|{'|'.join(NUMBER_WORDS)})"
_UNIT = r"(?:hours?|days?|weeks?|months?|quarters?|years?)"
_FREQUENCY = re.compile(
    rf"\b(?:each|every|per(?! cent)|once (?:an?|in|per)|twice|(?:{_NUMBER}|several|many) times)\b"
    r"|\b(?:(?:bi|semi|half)-?)?(?:hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|termly|annual(?:ly)?"
    r"|yearly|biennial(?:ly)?)\b"
    r"|\bon (?:\w+ ){0,2}(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:before|after|at|with|upon|on) any\b"
    rf"|\b{_NUMBER}[ -]{_UNIT}(?:ly)? (?:cycle|interval|basis|period|apart)|\bintervals? of\b"
    r"|\b(?:continuous(?:ly)?|constantly|regularly|never|ad hoc|on demand|whenever)\b"
    r"|\bas (?:and when )?(?:needed|required|necessary)\b",
    re.I,
)


def how_often(query: Query) -> bool:
    """Whether it is asked at what interval something recurs."""
    return bool(_ASKED.search(query.text))


def recurs(query: Query, statement: Statement, words: str) -> bool:
    """Whether the words say how often: at what interval, or on which several days.

    In a row only the cell tells that says it of what is asked, by itself or by its label: that a failover is tested
    twice a year says nothing of reviews, wherever it is listed. Of a list in which an item names the thing only that
    item tells: how often another body meets says nothing of this one.
    """
    asked = [term for term in query.terms if not _OFTEN.search(term)]
    subject = [term for term in asked if not relates(term)]
    terms = [term for term in asked if relates(term)] or asked
    if statement.kind == "list":
        return any(_says_how(item, terms) for item in _about(subject, _ITEM.split(words)))
    if statement.kind != "row":
        return bool(_FREQUENCY.search(words)) or len(_DAY.findall(words)) >= _DAYS
    return _heard(subject, statement) and any(_says_how(cell, terms) for cell in words.split("; "))


def _says_how(part: str, terms: Sequence[str]) -> bool:
    """Whether a cell or an item says how often by its label or with a word of what is asked."""
    if not _FREQUENCY.search(part):
        return False
    return bool(_LABELLED.match(part)) or any(presence(term, stems(part)) for term in terms)


def _about(subject: Sequence[str], items: Sequence[str]) -> list[str]:
    """The items that name the most of the subject, where any does; else all."""
    named = [sum(bool(presence(term, stems(item))) for term in subject) for item in items]
    return [item for item, count in zip(items, named, strict=True) if count == max(named)]


def _heard(subject: Sequence[str], statement: Statement) -> bool:
    """Whether a row or what it is filed under names anything of the subject; so where nothing is asked about."""
    passage = statement.passage
    said = stems(f"{statement.reading} {statement.plain} {passage.context} {passage.section or ''}")
    return not subject or any(presence(term, said) for term in subject)
