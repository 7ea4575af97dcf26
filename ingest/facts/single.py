"""Papers about one matter each: a corrective action or 8D report, the report of one nonconformity.

Its number stands in a label or the title, what went wrong and what was done under headings or labels of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span
from ingest.facts.carded import Card, record, whole
from ingest.facts.cells import Value, references
from ingest.facts.reading import Reading

NAME = "findings/1"

_ACTION = re.compile(r"\b(?:CAPA|8D|SCAR|CPAR|corrective (?:and preventive )?action)\b", re.I)
_FAULT = re.compile(r"\bnon-?conform(?:ance|ity)\b|\bNCR\b|\bdeviation\b", re.I)
_ONE = re.compile(r"\b(?:report|form|record|request|notice|sheet|8D)\b|(?=[^\s]*\d)[A-Z]{1,6}[-–/]?\d", re.I)
_MANY = re.compile(
    r"\b(?:log|register|list|plan|procedure|policy|template|tracker|programme|overview|summary|guide|how to|review|audit|minutes|effectiveness|closure)\b",
    re.I,
)
_NUMBER = re.compile(
    r"(?:(?:8d|capa|car|scar|ncr|nc|report|form|record|request|corrective action|non-?conform(?:ance|ity)|deviation)(?: report| request)? ?)?(?:no\.?|nr\.?|number|id|ref\.?|reference|#)",
    re.I,
)
_OWN = re.compile(r"(?=[^\s]*\d)[A-Z0-9][A-Z0-9]{0,7}[-–/]?\d{1,6}(?:[-–/.]\d{1,6}){0,3}(?!\w)")
_SECTION = re.compile(
    r"\b(?:clause|section|§)\s*(?P<clause>\d{1,2}(?:\.\d{1,2}){1,3})\b|(?<![\w.-])(?P<control>A\.\d{1,2}(?:\.\d{1,2}){1,2})\b",
    re.I,
)
_RAISED = re.compile(r"(?i)\b(?:raised|issued|opened|reported)\b(?: on)?:?\s+")
_WHAT = re.compile(r"(?:what was )?found|defects?|fault|(?:the )?non-?conform(?:ity|ance)", re.I)
_DONE = re.compile(
    r"disposition|(?:corrective )?action(?:s)?(?: taken)?|correction|remedy|repair|(?:agreed |corrective )measures?",
    re.I,
)
_LEAST = 6  # words of a sentence that says what is wrong


def facts(reading: Reading) -> Iterator[Fact]:
    """The corrective action or the finding that the document is about, where its title says that it is about one."""
    title = reading.title
    if (
        reading.kind in ("policy", "agenda", "agreement", "minutes", "mail")
        or _MANY.search(title)
        or not _ONE.search(title)
    ):
        return
    if _ACTION.search(title):
        yield from _action(reading)
    elif _FAULT.search(title):
        yield from _fault(reading)


def _number(reading: Reading, values: tuple[tuple[str, str], ...]) -> str:
    """The number of the paper: a label's, else the one in its title."""
    labelled = (words for label, words in values if _NUMBER.fullmatch(label.strip(" *_")))
    own = next((match[0] for words in labelled if (match := _OWN.match(words.strip("`*_ ")))), "")
    return own or next(iter(references(reading.title)), "")


def _action(reading: Reading) -> Iterator[Fact]:
    card = whole(reading)
    told = record(reading, card, "corrective_action")
    number = _number(reading, tuple((label, value.text) for label, value in card.values))
    text = told.text("text")
    if not number or not (text or told.text("cause")):
        return
    origin = (
        told.text("for")
        or told.text("origin")
        or next((v.text for k, v in card.values if k.casefold() == "source"), "")
    )
    fields = {
        "number": number,
        "for": next((each for each in references(origin) if each != number), ""),
        "text": text,
        "cause": told.text("cause"),
        "owner": told.text("owner"),
        "status": told.standing(),
        "effectiveness": told.text("effectiveness"),
    }
    dates = {"due": told.day("due"), "closed": told.closed("closed"), "checked": told.day("effectiveness")}
    yield reading.fact("corrective_action", fields, told.spans, extractor=NAME, dates=dates)


def _fault(reading: Reading) -> Iterator[Fact]:
    card = whole(reading)
    told = record(reading, card, "finding")
    number = _number(reading, tuple((label, value.text) for label, value in card.values))
    labelled = told.values.get("text") or _under(card, _WHAT)
    what = labelled.span if labelled is not None else _said(reading)
    if not number or what is None:
        return
    clause, raised = _SECTION.search(reading.text), _RAISED.search(reading.text)
    fields = {
        "number": number,
        "text": reading.quote(what),
        "grade": told.text("grade"),
        "clause": (clause["clause"] or clause["control"]) if clause else "",
        "owner": told.text("owner"),
        "status": told.text("status"),
    }
    begun = reading.day_of(reading.text[raised.end() : raised.end() + 24]) if raised else ""
    dates = {"raised": told.day("raised") or begun, "due": told.day("due"), "closed": told.closed("closed")}
    yield reading.fact("finding", fields, [card.head, what, *told.spans[1:]], extractor=NAME, dates=dates)
    if (done := _under(card, _DONE)) is not None:
        answer = {"for": number, "text": done.text, "cause": told.text("cause"), "owner": told.text("owner")}
        yield reading.fact("corrective_action", answer, [card.head, done.span], extractor=NAME)


def _under(card: Card, pattern: re.Pattern[str]) -> Value | None:
    """What stands under the first label that ``pattern`` knows."""
    return next((value for label, value in card.values if pattern.fullmatch(label.strip(" *_"))), None)


def _said(reading: Reading) -> Span | None:
    """The first sentence that says what is wrong: neither a title nor a label, a place or a day."""
    for span in reading.sentences[1:12]:
        words = reading.quote(span)
        logged = _RAISED.search(words) is not None and bool(reading.dates_in(span))
        if len(words.split()) >= _LEAST and words.rstrip().endswith(".") and not logged and ":" not in words:
            return span
    return None
