"""Grants that a sentence announces and a list gives: "The Board met on 3 May and granted the following:", then the lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span
from ingest.facts.amounts import amounts
from ingest.facts.context import body, held, writer
from ingest.facts.nearby import nearby_day
from ingest.facts.parties import is_body, party
from ingest.facts.reading import Reading

_ANNOUNCED = re.compile(
    r"(?P<verb>\b(?:granted|approved|released|allocated|authori[sz]ed|awarded|agreed to|set aside|grant|approve|release)\b)\s+"
    r"(?:the following|these|this|what follows|as follows|(?:the )?(?:sums?|amounts?|items?|lines?|budgets?|money)[^.;:]{0,30}\b(?:below|listed|as follows|here))\b",
    re.I,
)
_NOT = re.compile(
    r"(?i)\b(?:not|never|nobody|will|shall|would|should|could|may|might|must|can|whether|if|unless|until|pending|propos\w+|ask\w*|request\w*|seek\w*|recommend\w*|hop\w+|to)\b[^.;]{0,40}$"
)
_WHO = re.compile(
    r"^\W*(?:(?:On|In|At) [^,]{3,60}, )?(?:[Tt]he |[Oo]ur )?(?P<who>[A-Z][\w&.'’-]*(?: (?:(?:of|and|for|&|the) )*[A-Z][\w&.'’-]*){0,5})\s+(?:met|has|have|had|sat|decided|agreed|then|also|granted|approved|released|allocated|awarded|set|authori[sz]ed|at)\b"
)
_ACRONYM = re.compile(r"[A-Z][A-Z&]{1,6}")
_CODE = re.compile(r"^(?:[-*•–]|\(?[a-z\d]{1,2}[.)])?\s*(?:[A-Z]{1,3}[-–.]?\d{1,4}\b|\d{1,3}\b)?[\s:.)]*")
_ITEM = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.)]|\|)|\S(?: {2,}|\t|\|)")
_RULED = re.compile(r"[\s|:=+_-]+")
_LEAD, _MOST = 8, 60  # lines before the first of a list, and lines of one


def listed(reading: Reading, extractor: str) -> Iterator[Fact]:
    """The grants of each list that such a sentence announces."""
    for span in reading.sentences:
        words = reading.quote(span)
        match = _ANNOUNCED.search(words)
        if match and not _NOT.search(words[: match.start()]):
            yield from _below(reading, span, words, extractor)


def _below(reading: Reading, span: Span, words: str, extractor: str) -> Iterator[Fact]:
    who, spans = _granter(reading, span, words)
    day = nearby_day(reading, span) or held(reading)
    started = False
    for number, line in enumerate(_lines(reading, span.end)):
        text = re.sub(r"(?<=\b[A-Z]{3}) {2,}(?=\d)", " ", reading.quote(line))  # "EUR   6,350", set flush right
        found = [each for each in amounts(text) if each.currency and not each.rate]
        if len(found) == 1 and _ITEM.search(text) and reading.visible(line):
            purpose = _purpose(text, found[0].start, found[0].end)
            started = True
            if purpose:
                fields = {"amount": found[0].value, "currency": found[0].currency, "purpose": purpose, **who}
                yield reading.fact(
                    "resource", fields, [line, span, *spans], extractor=extractor, dates={"approved": day}
                )
        elif (started and not _RULED.fullmatch(text)) or (not started and number >= _LEAD):
            return


def _lines(reading: Reading, offset: int) -> Iterator[Span]:
    """The lines with words after an offset."""
    found = re.compile(r"[^\n]+").finditer(reading.text, offset)
    for _, match in zip(range(_MOST), (each for each in found if each[0].strip()), strict=False):
        yield reading.trimmed(Span(match.start(), match.end()))


def _granter(reading: Reading, span: Span, words: str) -> tuple[dict[str, str], list[Span]]:
    if re.search(r"\b(?:I|[Ww]e)\s+(?:have\s+|hereby\s+)?(?:grant|approve|release|set aside|allocate)", words):
        signs = writer(reading, span.start)
        return ({"approver": signs.person}, [signs.span]) if signs else ({}, [])
    match = _WHO.match(words)
    if match and (is_body(match["who"]) or _ACRONYM.fullmatch(match["who"])):
        return {"body": match["who"]}, []
    found = party(match["who"]) if match else None
    if found and (found.person or found.role):
        return {"approver": found.person or found.role}, []
    return ({"body": body(reading)} if reading.kind == "minutes" else {}), []


def _purpose(text: str, start: int, end: int) -> str:
    """What a line grants its amount for: the longest piece before it, else what "for" leads in after it."""
    pieces = [_CODE.sub("", piece.strip()).strip(" .:–—-|") for piece in re.split(r" {2,}|\t|\|", text[:start])]
    worded = [piece for piece in pieces if re.search(r"[^\W\d_]{3}", piece)]
    if worded:
        return max(worded, key=len)
    after = re.split(r" {2,}|\t|\||[.;]", re.sub(r"^[\s:|–—-]*(?:for|to|towards)?\s+", "", text[end:], flags=re.I))[
        0
    ].strip()
    return after if re.search(r"[^\W\d_]{3}", after) else ""
