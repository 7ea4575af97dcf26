"""Certificates on a page that lists several: a standard as a heading or at the head of a line, its details after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Fact, Span
from ingest.facts.labels import unmarked
from ingest.facts.letterheads import letterhead
from ingest.facts.reading import Reading

NAME = "audits/1"

STANDARD = re.compile(
    r"\b(?:(?:DIN |EN |BS |UNE |NF )*ISO(?:/IEC)?(?:/TS)?[ -]?\d{4,5}(?:-\d+)?(?::\d{4})?|IEC \d{4,5}(?:-\d+)*|SOC ?[123](?: type (?:II|I|2|1))?|PCI[ -]DSS(?: v?\d(?:\.\d)*)?|TISAX|HITRUST|FedRAMP|Cyber Essentials(?: Plus)?|EN \d{4,5}|IATF 16949|AS9100\w?|C5|HDS)(?!\w)",
    re.I,
)
"""A standard that certificates are issued for."""
_NUMBER = re.compile(
    r"\b(?i:certificate|registration|reg\.?|no\.?|nr\.?|number|ref\.?)(?:\s+(?i:no\.?|nr\.?|number|ref\.?|is))?\s*:?\s*(?P<number>(?:[A-Z]{2,4} (?=\d))?(?=[A-Z0-9./-]*\d)[A-Z0-9]{1,8}(?:[-/.][A-Z0-9]{1,12}){0,4})(?![\w])"
)
_UNTIL = re.compile(
    r"(?i)\b(?:valid (?:until|to|till|through|thru)|expir(?:es|y|ed|ation)(?: date)?(?: on)?|r[ua]ns? (?:out|until|to)(?: on)?|in force until|good until|lapse[sd]?(?: on)?|ends?(?: on)?|until|till)\s*:?\s*(?:the\s+)?"
)
_ISSUED = re.compile(
    r"(?i)\b(?:(?:issued|granted|awarded|certified)(?: first| again)?(?: by [^.;:\n]{3,60}?)?(?: on|,)|issue date|date of issue|certified since|valid from|since)\s*:?\s*(?:the\s+)?"
)
_ISSUER = re.compile(
    r"\b(?i:issued by|certified by|granted by|awarded by|certification body:?|issuer:?|from)\s+(?:the )?(?P<issuer>[A-Z][\w&.-]*(?: (?:[A-Z&][\w&./-]*|of|and))*)"
)
_SCOPE = re.compile(r"(?i)\b(?:scope|covers|covering|for)\s*:?\s+(?P<scope>[^.\n]{5,200})")
_UNTIL_DAY = r"\b(?:until|to|till|through|expires(?: on)?|runs out(?: on)?)\s+(?:the\s+)?"
_SAID = re.compile(
    rf"(?:(?P<holder>[A-Z][\w&.-]+(?: [A-Z][\w&.-]+){{0,3}})['’]s? )?(?P<standard>(?i:{STANDARD.pattern})|\b(?:9001|14001|20000|22301|27001|42001|45001)(?!\d))"
    rf" certificate\b[^.;\n]{{0,40}}?(?i:{_UNTIL_DAY})"
)  # "Its ISO 27001 certificate runs until 11 November 2031"
_SEEN = re.compile(rf"\b[Cc]ertificate (?P<standard>(?i:{STANDARD.pattern}))[^.;\n]{{0,30}}?(?i:{_UNTIL_DAY})")
_BRACKETED = re.compile(
    rf"\b(?P<number>(?=[^\s]*\d)[A-Z]{{1,5}}[-/ ]?[A-Z0-9][A-Z0-9./-]{{2,15}}) \((?P<standard>(?i:{STANDARD.pattern}))\)[^.;\n()]{{0,30}}?(?i:{_UNTIL_DAY})"
)  # "Certificates Q-40771 (ISO 9001) is valid until ... and E-40772 (ISO 14001) until ..."
_VALID = re.compile(
    rf"(?P<standard>(?i:{STANDARD.pattern})) \((?i:(?:valid|good|in force) (?:to|until|till|through))\s+(?:the\s+)?"
)
_REVIEWED = re.compile(
    r"\b(?:supplier|vendor|provider)s? (?:review|assessment|evaluation|due diligence)\W+(?P<name>(?-i:[A-Z])[\w&.-]*(?: (?-i:[A-Z])[\w&.-]*){0,4})",
    re.I,
)
_LINE = re.compile(r"[^\n]+")
_AFTER, _GAP = 45, 6  # characters: the day after its words, and what may stand between
_LONGEST = 900  # characters of what stands under a standard
_LEAST = 2  # certificates on such a page
_LEAD = 40  # characters before the standard of a line that tells of a certificate
_NONE_YET = re.compile(
    r"(?i)\b(?:no certificate|not (?:yet )?certified|planned|expected|hoped|wanted|aim(?:ed)?|in preparation|applied for)\b"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A standard and the characters that tell of its certificate."""

    standard: str
    at: Span
    told: Span


def certificates(reading: Reading) -> Iterator[Fact]:
    """The certificates of a page that speaks of several; nothing where it tells of one or none."""
    if not re.search(r"(?i)certificat|certified", f"{reading.title}\n{reading.text[:2_000]}"):
        return
    found = [fact for place in _places(reading) if (fact := _certificate(reading, place))]
    if len(found) >= _LEAST:
        yield from found


def in_sentences(reading: Reading) -> Iterator[Fact]:
    """Certificates that a sentence each, or one of several, tells of: a supplier's in a review, an auditor's in a letter."""
    if reading.kind in ("policy", "agenda", "agreement", "minutes", "register"):
        return
    for span in reading.sentences:
        words = reading.quote(span)
        if _NONE_YET.search(words):
            continue
        for match in (
            *_SAID.finditer(words),
            *_SEEN.finditer(words),
            *_BRACKETED.finditer(words),
            *_VALID.finditer(words),
        ):
            found = reading.dates_in(Span(span.start + match.end(), min(span.end, span.start + match.end() + _AFTER)))
            if not found or found[0].start - span.start - match.end() > _GAP:
                continue
            given = match.groupdict()
            standard = given["standard"] if STANDARD.match(given["standard"]) else f"ISO {given['standard']}"
            fields = {
                "standard": standard,
                "number": given.get("number") or "",
                "holder": given.get("holder") or ("" if match.re in (_BRACKETED, _VALID) else _supplier(reading)),
            }
            head = letterhead(reading) if not fields["holder"] else None
            fields["issuer"], places = (head[0], [span, head[1]]) if head else ("", [span])
            until = found[0].value.isoformat()
            yield reading.fact("certificate", fields, places, extractor=NAME, dates={"until": until})


def _supplier(reading: Reading) -> str:
    """The supplier that a review's title names."""
    match = _REVIEWED.search(reading.title)
    return match["name"].strip() if match else ""


def _places(reading: Reading) -> Iterator[_Place]:
    tabled = [(table.start, table.end) for table in reading.document.tables]
    headings = reading.document.headings
    taken: list[Span] = []
    for at, heading in enumerate(headings):
        match = STANDARD.search(heading.title)
        if match and len(heading.title) - len(match[0]) <= _LEAD and not re.search(r"(?i)\baudit", heading.title):
            end = headings[at + 1].start if at + 1 < len(headings) else len(reading.text)
            end = min(end, heading.end + _LONGEST)
            others = (each.start() for each in _LINE.finditer(reading.text, heading.end + 1, end) if _leads(each[0]))
            told = Span(heading.end, next(others, end))
            taken.append(told)
            yield _Place(match[0], Span(heading.start, heading.end), told)
    for line in _LINE.finditer(reading.text):
        match = _leads(line[0])
        inside = any(start <= line.start() < end for start, end in tabled)
        if match is None or inside or any(t.start <= line.start() < t.end for t in taken):
            continue
        if re.search(r"(?i)\baudits?\b", line[0]) or line.start() in {heading.start for heading in headings}:
            continue
        told = Span(line.start() + match.end(), line.end())
        if not re.search(r"[^\W_]{2}", reading.quote(told)):
            told = _paragraph(reading, line.end())
        yield _Place(match[0], Span(line.start(), line.end()), told)


def _leads(line: str) -> re.Match[str] | None:
    """The standard that a line begins with, a few words before it aside."""
    match = STANDARD.search(line)
    return match if match and match.start() <= _LEAD else None


def _paragraph(reading: Reading, offset: int) -> Span:
    """The paragraph that follows ``offset``, up to the next empty line."""
    start = offset + len(reading.text[offset:]) - len(reading.text[offset:].lstrip())
    end = reading.text.find("\n\n", start)
    return Span(start, min(end if end >= 0 else len(reading.text), start + _LONGEST))


def _certificate(reading: Reading, place: _Place) -> Fact | None:
    words = reading.quote(place.told)
    if not reading.visible(place.told) or _NONE_YET.search(words):
        return None
    until, until_at = _day(reading, _UNTIL, place.told)
    issued, issued_at = _day(reading, _ISSUED, place.told)
    number, issuer, scope = _NUMBER.search(words), _ISSUER.search(words), _SCOPE.search(words)
    if not until or not (number or issuer):
        return None
    fields = {
        "standard": place.standard,
        "number": number["number"].rstrip(".") if number else "",
        "issuer": issuer["issuer"].rstrip(". ") if issuer else "",
        "scope": unmarked(scope["scope"]) if scope else "",
    }
    head = letterhead(reading) if not issuer else None
    if head:
        fields["issuer"] = head[0]
    spans = [reading.trimmed(place.at), *until_at, *issued_at, *([head[1]] if head else [])]
    return reading.fact(
        "certificate", fields, list(dict.fromkeys(spans)), extractor=NAME, dates={"issued": issued, "until": until}
    )


def _day(reading: Reading, pattern: re.Pattern[str], told: Span) -> tuple[str, list[Span]]:
    """The day right after the words, with their line."""
    for match in pattern.finditer(reading.text, told.start, told.end):
        found = reading.dates_in(Span(match.end(), min(told.end, match.end() + _AFTER)))
        if found and found[0].start - match.end() <= _GAP:
            return found[0].value.isoformat(), [reading.line(match.start())]
    return "", []
