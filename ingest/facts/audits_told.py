"""Audits that a page or a slide tells of among other things: a heading with the days below it, a line with its days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from evidence.model import Fact, Span
from ingest.facts.certified import STANDARD
from ingest.facts.labels import unmarked
from ingest.facts.reading import Reading

NAME = "audits/1"

_KIND = (
    r"(?:(?:first|second|third|next|last|external|internal|supplier|certification|re-?certification|follow-?up|surveillance|stage [12]|IMS|ISMS|QMS|EMS|AIMS) )*"
    r"(?:audit|stage [12]|surveillance visit|re-?certification)"
)
_TITLE = re.compile(
    rf"(?i)\W*(?:\d[\d.]*\s+)?(?P<title>{_KIND}(?:\s+(?:for|of|against|to|\(|on|in)\s*[^:\n|]{{2,80}})?)"
)
_LINE = re.compile(
    rf"(?im)^[\W_]*(?:\d[\d.]*\s+)?(?P<title>{_KIND}(?: (?:for|of|against|to|in) [^:\n|]{{2,70}}?)?)\s*(?::|,|\s[–—-])\s*(?P<rest>[^\n|]{{6,160}})$"
)
_HELD = re.compile(
    r"(?i)\b(?:held|took place|carried out|performed|done|conducted|was)\b[^.\n]{0,20}?\b(?:on|from|between)?\s*(?=\d|the \d)"
)
_AHEAD = re.compile(
    r"(?i)\b(?:planned|scheduled|due|expected|agreed for|will|next|to come|coming|upcoming|ahead|foreseen|booked|comes?)\b"
)
_BY = re.compile(
    r"\b(?:[Bb]y|(?:[Ll]ead )?[Aa]uditors?:?|[Aa]ssessor:?)\s+(?:the )?(?P<who>[A-Z][\w&.'’-]*(?: [A-Z&][\w&.'’-]*){0,5})"
)
_BODY_AFTER = re.compile(r"\d{4},?\s+(?:(?:by|with)\s+)?(?P<who>[A-Z][\w&.'’-]*(?: [A-Z&][\w&.'’-]*){0,5})\W*$")
_SORT = (
    r"(?:(?:first|second|third|annual|yearly|planned|unannounced|internal|external|supplier|certification|re-?certification|follow-?up|surveillance|"
    r"(?:stage|phase) (?:1|2|one|two)|IMS|ISMS|QMS|EMS|AIMS) )+(?:audit|visit|assessment)|re-?certification audit"
)
_MADE = r"(?:carried out|conducted|performed|completed|undertook|held)"
_ACTIVELY = re.compile(
    rf"(?P<who>[A-Z][\w&.'’-]*(?: (?:[A-Z&][\w&.'’-]*|of|and))*) (?:has |have )?{_MADE} (?:our|the|its|their|an?|this year['’]s) (?P<title>(?i:{_SORT}))\b"
)
_PASSIVELY = re.compile(
    rf"(?i:\b(?:our|the|its|their|an?|this year['’]s) (?P<title>{_SORT})\b[^.;]{{0,80}}? (?:was|has been) {_MADE})\b"
)  # "Our first surveillance audit was carried out by ... on ..."
_MEANT = re.compile(
    r"(?i)\b(?:not|never|if|unless|before|until|should|would|(?-i:may)|might|could|must|shall|to be|requires?d?)\b|\?"
)
_RESULT = re.compile(
    r"(?i)\b(?:result|outcome|conclusion|verdict|recommendation)\s*(?::|was|is)\s+(?P<result>[^.\n]{4,200})"
)
_NOT_HELD = re.compile(r"(?i)\b(?:not (?:yet )?held|cancelled|postponed|put off|did not take place|not take place)\b")
_NO_TITLE = re.compile(
    r"(?i)\b(?:programme|program|plan|schedule|procedure|policy|findings?|report|committee|trail|log|charter|checklist)\b"
)
_BEFORE = 12  # characters before a day in which the first of two may stand
_LONGEST = 700  # characters under a heading
_NEAR = 45  # characters from the beginning of the rest of a line to its day
_SPREAD = 14  # characters between two days of one audit


def told(reading: Reading) -> Iterator[Fact]:
    """The audits that ``reading`` tells of with a day each; nothing from words without one."""
    headings = reading.document.headings
    covered: list[Span] = []
    for at, heading in enumerate(headings):
        match = _TITLE.fullmatch(unmarked(heading.title))
        end = headings[at + 1].start if at + 1 < len(headings) else len(reading.text)
        below = Span(heading.end, min(end, heading.end + _LONGEST))
        if (
            match
            and at
            and not _NO_TITLE.search(match["title"])
            and (fact := _below(reading, match["title"], heading.start, below))
        ):
            covered.append(Span(heading.start, below.end))
            yield fact
    for line in _LINE.finditer(reading.text):
        span = Span(line.start("title"), line.end())
        if not any(each.start <= span.start < each.end for each in covered) and reading.visible(span):
            fact = _of_line(reading, line["title"].strip(), span, Span(line.start("rest"), line.end("rest")))
            if fact is not None:
                covered.append(span)
                yield fact
    if not covered:
        yield from _in_sentences(reading)


def _in_sentences(reading: Reading) -> Iterator[Fact]:
    """ "Between 3 and 5 June 2031 Northmark Assurance carried out our first surveillance audit against ISO 9001"."""
    for span in reading.sentences:
        words = reading.quote(span)
        match = _ACTIVELY.search(words) or _PASSIVELY.search(words)
        found = reading.dates_in(span) if match else []
        if match is None or not found or _MEANT.search(words) or _AHEAD.search(words):
            continue
        days = _days(reading, Span(max(span.start, found[0].start - _BEFORE), span.end))
        whom = match.groupdict().get("who") or ""
        told = words if not whom else f"by {whom}"
        fact = _audit(reading, match["title"], told, days, False, [span], "") if days else None
        if fact is not None:
            standard = STANDARD.search(words)
            yield replace(fact, fields={**({"standard": standard[0]} if standard else {}), **fact.fields})


def _below(reading: Reading, title: str, start: int, below: Span) -> Fact | None:
    """An audit under a heading of its own that says when it was held."""
    words = reading.quote(below)
    held = _HELD.search(words)
    if held is None or _NOT_HELD.search(words) or not reading.visible(below):
        return None
    dates = _days(reading, Span(below.start + held.end(), below.end))
    if not dates:
        return None
    result = _RESULT.search(words)
    ahead = bool(_AHEAD.search(words, max(0, held.start() - 30), held.end()))
    spans = [reading.line(start), reading.line(below.start + held.start())]
    return _audit(reading, title, words, dates, ahead, spans, result["result"].strip() if result else "")


def _of_line(reading: Reading, title: str, span: Span, rest: Span) -> Fact | None:
    """ "Stage 2 audit: 3 to 5 May 2031, Alder Cert Ltd"."""
    words = reading.quote(rest)
    if _NO_TITLE.search(title) or _NOT_HELD.search(words):
        return None
    dates = _days(reading, rest)
    if not dates:
        return None
    ahead = bool(_AHEAD.search(f"{words} {reading.section(span.start)}")) or (
        bool(reading.written) and min(dates) > reading.written
    )
    return _audit(reading, title, words, dates, ahead, [span], "")


def _days(reading: Reading, span: Span) -> list[str]:
    """The day, or the first and the last, that ``span`` begins with."""
    found = reading.dates_in(Span(span.start, min(span.end, span.start + 2 * _NEAR)))
    if not found or found[0].start - span.start > _NEAR:
        return []
    days = [found[0].value.isoformat()]
    days += [each.value.isoformat() for each in found[1:2] if each.start - found[0].end <= _SPREAD]
    lead = re.search(
        r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s*(?:and|to|–|—|-|&)\s*$", reading.text[span.start : found[0].start]
    )
    if lead and 0 < int(lead[1]) < int(days[0][8:]):
        days.append(days[0][:8] + lead[1].zfill(2))  # "23 and 24 June 2031"
    return sorted(days)


def _audit(
    reading: Reading, title: str, words: str, days: list[str], ahead: bool, spans: list[Span], result: str
) -> Fact:
    standards = list(dict.fromkeys(match[0] for match in STANDARD.finditer(title)))
    who = _BY.search(words) or _BODY_AFTER.search(words)
    internal = re.search(r"(?i)\binternal\b", title)
    outside = re.search(r"(?i)\b(?:stage|surveillance|certification|external|re-?certification)\b", title)
    fields = {
        "title": title,
        "type": "internal"
        if internal
        else "supplier"
        if re.search(r"(?i)supplier", title)
        else "external"
        if outside
        else "",
        "standard": ", ".join(standards),
        "auditor": who["who"].rstrip(".") if who else "",
        "result": result,
    }
    dates = {"planned": days[0]} if ahead else {"from": days[0], "to": days[-1]}
    return reading.fact("audit", fields, spans, extractor=NAME, dates=dates)
