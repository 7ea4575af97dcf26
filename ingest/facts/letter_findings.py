"""Nonconformities that the letter of a certification body tells of in a sentence.

"One minor nonconformity was raised: 12 tablets were not in the asset list (control A.5.9)", "One minor nonconformity
(no restore test) is to be answered by 27 March", "two minor nonconformities. The first concerned ..., the second ...".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span
from ingest.facts.days import nearest
from ingest.facts.reading import Reading

NAME = "findings/1"

_CERTIFIER = re.compile(
    r"\b(?:surveillance|re-?certification|certification|renewal|stage [12]) (?:audit|visit)\b|\bre-?certification\b",
    re.I,
)
_STAGE = re.compile(r"\bstage (?:[12]|one|two)\b", re.I)
_CONCERN = re.compile(r"\bareas? of concern\b", re.I)  # what certification bodies call findings of a first stage
_COUNT = r"(?:[Oo]ne|[Aa]n?|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|\d)"
_KIND = r"(?:(?P<grade>[Mm]inor|[Mm]ajor|[Cc]ritical) )?(?:non-?conformit(?:y|ies)|non-?conformances?)"
_RAISED = re.compile(
    rf"\b{_COUNT} {_KIND} (?:was|were|has been|have been) (?:raised|found|recorded|issued|noted|identified)\s*:\s*(?P<text>[^.\n]{{10,300}}(?:\.\d[^.\n]*)*)"
)
_BRACKETED = re.compile(rf"\b{_COUNT} {_KIND} \((?P<text>[^()]{{10,200}})\)")
_CONCERNS = re.compile(
    rf"\b{_COUNT} {_KIND} (?:concerned|concerns?|is about|relates? to|related to) (?P<text>[^.\n]{{10,300}})"
)
_ORDINAL = re.compile(
    r"\b(?:the )?(?:first|second|third|other|one)\b(?: (?:one|of them))? (?:concerned|concerns?|is about|relates? to|related to)?\s*(?P<text>[^,;.]{10,200})",
    re.I,
)
_FIRST = re.compile(r"\bThe first (?:one )?(?:concerned|concerns?|is about|relates? to|related to)\b")
_GRADED = re.compile(rf"\b{_COUNT} (?:(?:major|minor) )?(?:and \w+ )?(?P<grade>minor|major) non-?conformit", re.I)
_CLAUSE = re.compile(r"\s*\((?:[^()]*\b)?(?:clause|control|cl\.)\s*(?P<clause>(?:A\.)?\d[\d.]*\d)\)")
_BY = re.compile(r"\b(?:answered|closed|corrected|put right|resolved) by (?P<day>[^.;\n]{5,30})")
_TWO = re.compile(r",? and (?:an?|the|that) |;\s+")
_REACH = 3  # characters between a sentence that counts and the one that goes on from it


def of_certifier(reading: Reading) -> bool:
    """Whether a document is a letter or mail about a certification body's audit, by its first lines."""
    if reading.kind in ("minutes", "register", "policy", "agenda", "agreement"):
        return False
    staged = _STAGE.search(reading.text, 0, 1_200) and _CONCERN.search(reading.text)
    return bool(staged or _CERTIFIER.search(reading.text, 0, 1_200))


def told_in_letter(reading: Reading) -> Iterator[Fact]:
    """The nonconformities that sentences count and tell."""
    before: Span | None = None
    for span in reading.sentences:
        words = " ".join(reading.quote(span).split())
        match = _RAISED.search(words) or _BRACKETED.search(words) or _CONCERNS.search(words)
        if match is not None:
            several = match.re is _RAISED and not re.match(r"(?i)(?:one|an?|1) ", match[0])
            for text in _TWO.split(match["text"]) if several else [match["text"]]:
                yield _fact(reading, [span], text, match["grade"] or "", words)
        elif before is not None and _FIRST.search(words) and span.start - before.end <= _REACH:
            graded = _GRADED.search(" ".join(reading.quote(before).split()))
            for each in _ORDINAL.finditer(words) if graded else ():
                yield _fact(reading, [span, before], each["text"], graded["grade"] if graded else "", words)
        before = span


def _fact(reading: Reading, spans: list[Span], text: str, grade: str, words: str) -> Fact:
    clause, due = _CLAUSE.search(text), _BY.search(words)
    fields = {
        "text": (text[: clause.start()] if clause else text).strip(" ,"),
        "grade": grade.lower(),
        "clause": clause["clause"] if clause else "",
    }
    return reading.fact(
        "finding", fields, spans, extractor=NAME, dates={"due": _day(reading, due["day"]) if due else ""}
    )


def _day(reading: Reading, words: str) -> str:
    """A day, or one without a year that follows the letter's own."""
    return reading.day_of(words) or nearest(words, reading.written, ahead=True)
