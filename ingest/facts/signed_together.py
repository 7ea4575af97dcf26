"""Several signatures in one line: under one label, for two parties, or as "Signed A. Roth; countersigned J. Day 3/5/31"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Span
from ingest.facts.context import last_lines
from ingest.facts.mentions import someone
from ingest.facts.parties import Party, is_person
from ingest.facts.reading import Reading

_LABEL = re.compile(
    r"(?:(?:digitally |electronically )?signed(?: by)?|signatures?|signatories|sign(?:ed)?[- ]?offs?)", re.I
)
_PARTS = re.compile(r"\s*;\s*|\s+[/|·]\s+")
_OF_PARTY = re.compile(
    r"(?<!\w)[Ff]or (?:and on behalf of )?(?:the )?(?P<party>[A-Z][\w&'’. ]{1,50}?):[ \t]+(?P<who>[^\n;|:]{4,80}?)(?=[ \t]{2,}|[.;]?[ \t]*$|[.;]?\s+(?:and )?[Ff]or )"
)
_CLAUSE = re.compile(
    r"(?P<verb>(?:counter)?signed(?: by)?)[: ]+(?P<who>[^\W\d_][^;:\n\d]{3,60}?)(?:,?\s+(?:on\s+)?(?P<day>\d[\w ./-]{4,18}))?",
    re.I,
)
_SEVERAL = 2
_LEAD = re.compile(r"(?:^\W*|[.;]\s+)(?:counter)?signed(?: by)?:?\s+", re.I)
_DAYED = re.compile(
    r"(?:,\s*(?:and\s+)?|\s+and\s+)?(?P<who>[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){1,3}),?\s+(?:on\s+)?\d[\w./-]*(?:\s+[A-Z][a-z]+\s+\d{4})?"
)


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed on which ISO day ("" unknown), for which party, and the words that say so."""

    who: Party
    day: str
    field: str
    span: Span


def signed_together(reading: Reading) -> Iterator[Signed]:
    """Every signature of a line that holds two or more, or that is a clause of its own with a day."""
    if reading.kind in ("agenda", "minutes"):
        return
    for pair in reading.pairs:
        if _LABEL.fullmatch(pair.label.strip(" *_")) and reading.visible(pair.span):
            found = list(_listed(reading, pair.value_span))
            yield from found if len(found) >= _SEVERAL else ()
    if reading.kind == "agreement":
        yield from _for_parties(reading)
    for span in reading.sentences:
        several = list(_in_turn(reading, span))
        yield from several or _clauses(reading, span)


def _in_turn(reading: Reading, span: Span) -> Iterator[Signed]:
    """ "Signed Ana Roth 3 May 2031, Jo Day 4 May 2031": names in turn, each with its own day; one alone is none."""
    words = reading.quote(span)
    lead = _LEAD.search(words)
    found = list(_DAYED.finditer(words, lead.end())) if lead else []
    if len(found) < _SEVERAL or lead is None or found[0].start() != lead.end():
        return
    for match in found:
        place = Span(span.start + match.start("who"), span.start + match.end())
        day = reading.day(place)
        if is_person(match["who"]) and day:
            yield Signed(Party(0, 0, person=match["who"]), day, "", place)


def _split(reading: Reading, span: Span) -> Iterator[Span]:
    words, at = reading.quote(span), 0
    for cut in (*_PARTS.finditer(words), None):
        end = cut.start() if cut else len(words)
        if words[at:end].strip():
            yield reading.trimmed(Span(span.start + at, span.start + end))
        at = cut.end() if cut else end


def _listed(reading: Reading, span: Span) -> Iterator[Signed]:
    """ "A. Roth 8 Jan 2031 / J. Day 7 Jan 2031"."""
    for part in _split(reading, span):
        days = reading.dates_in(part)
        name = reading.text[part.start : days[0].start] if days else ""
        who = someone(re.sub(r"\s*\bon\s*$", "", name.strip(" ,(")))
        if who is not None and who.person and len(name.split()) <= _MOST_WORDS:
            yield Signed(who, days[0].value.isoformat(), "", Span(part.start, days[0].end))


_MOST_WORDS = 8  # of a name and a post


def _for_parties(reading: Reading) -> Iterator[Signed]:
    """The last lines of an agreement: "For the Buyer: A. Roth     For the Seller: J. Day, director"."""
    found: list[Signed] = []
    for line in last_lines(reading):
        for match in _OF_PARTY.finditer(reading.quote(line)):
            span = Span(line.start + match.start(), line.start + match.end("who"))
            who = someone(match["who"])
            if who is not None and who.person:
                found.append(Signed(who, reading.day(span), match["party"], span))
    yield from found if len(found) >= _SEVERAL else ()


def _clauses(reading: Reading, span: Span) -> Iterator[Signed]:
    """ "Signed A. Roth; countersigned J. Day 3 May 2031": clauses without "was" that only name the signer and the day."""
    for part in _split(reading, span):
        words = reading.quote(part).strip(" .*_()")
        match = _CLAUSE.fullmatch(words)
        day = reading.day(part) if match else ""
        if match is None or not is_person(match["who"].strip()) or (match["day"] and not day):
            continue
        alone = part.start <= span.start and part.end >= span.end - 1
        who = someone(match["who"])
        if who is not None and not (alone and not day):
            yield Signed(who, day, "", part)
