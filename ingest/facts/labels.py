"""Looking a label up by its own words, and the system that a title or a label names.

``Reading.pair`` knows the labels that every document shares; reports of one kind have labels of their own
("Assessed by", "Lead validator", "Measures affected").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from evidence.model import Span
from ingest.facts.pairs import Pair
from ingest.facts.parties import Party, listed, party
from ingest.facts.reading import Reading
from ingest.metadata import path_words

_BELOW = 60  # characters between a value and the label of its date
_INLINE = 1_500
_OPENING, _FIRST_LINES, _LONGEST_NAME = 600, 6, 120  # where a document calls itself something
_BLANK = re.compile(
    r"(?i)[\W_]*(?:n/?a|tbd|tbc|none|unknown|open|to be (?:completed|confirmed|defined|determined)|please fill in|\.{2,}|_+|\?+)?[\W_]*"
)


def labelled(reading: Reading, pattern: str) -> Pair | None:
    """The first visible pair whose label matches ``pattern`` as a whole, ignoring case, and whose value says something."""
    compiled = re.compile(pattern, re.I)
    for pair in reading.pairs:
        label = " ".join(pair.label.strip(" *_").split())
        if compiled.fullmatch(label) and not _BLANK.fullmatch(pair.value) and reading.visible(pair.span):
            return pair
    return _inline(reading, pattern)


def in_rows(reading: Reading, pattern: str) -> Pair | None:
    """A label with a colon that begins a row of three cells or more: "Measures approved by: | A. Roth, 3 May 2031 | notes"."""
    compiled = re.compile(pattern, re.I)
    for table, _ in reading.tables:
        for row in table.rows:
            if row.hidden or len(row.cells) < 2 or len(table.header) < 3:
                continue
            label, cell = (Span(each.start, each.end) for each in row.cells[:2])
            words = unmarked(reading.quote(label))
            said = reading.quote(cell).strip()
            fits = reading.quote(label).rstrip(" *_").endswith(":") and compiled.fullmatch(words)
            if fits and not _BLANK.fullmatch(said) and reading.visible(Span(row.start, row.end)):
                return Pair("", words, said, Span(label.start, cell.end), cell, "cell")
    return None


def called(reading: Reading) -> Iterator[str]:
    """What a document calls itself: its title, its first headings and lines, its file's name."""
    yield reading.title
    yield from (heading.title for heading in reading.document.headings[:3] if heading.start < _OPENING)
    lines = (line.strip() for line in reading.text[:_OPENING].split("\n")[:_FIRST_LINES])
    yield from (line for line in lines if len(line) <= _LONGEST_NAME)
    yield path_words(reading.path).rpartition("/")[2]


def dated_below(reading: Reading, pair: Pair | None) -> Pair | None:
    """The date under a label of its own right after ``pair`` ("Approved | A. Roth", then "Date | 3 May 2026")."""
    if pair is None:
        return None
    for each in reading.pairs:
        if 0 <= each.span.start - pair.span.end <= _BELOW and re.fullmatch(
            r"(?i)date(?:d)?|on|day", each.label.strip(" *_:")
        ):
            return each
    return None


def _inline(reading: Reading, pattern: str) -> Pair | None:
    """A label amid others on one line of the opening: "Client: Alder plc Date: 3 May 2026 Lead validator: Ana Roth."."""
    known = re.compile(
        rf"(?<=[\s.(])(?P<label>(?=[A-Z])(?i:{pattern})):[ \t]+(?P<value>[^:\n|]{{2,80}}?)(?=\s+[A-Z][a-z]+(?: [a-z]+){{0,2}}:|[.;)]\s|[.;)]?\n|[.;)]?$)"
    )
    match = known.search(reading.text, 0, _INLINE)
    if match is None or _BLANK.fullmatch(match["value"]) or not reading.visible(Span(match.start(), match.end())):
        return None
    place = Span(match.start("value"), match.end("value"))
    return Pair(
        "", match["label"], match["value"].strip(), Span(match.start("label"), match.end("value")), place, "text"
    )


def value(pair: Pair | None) -> str:
    """The words of a pair, or ""."""
    return pair.value if pair else ""


def who(pair: Pair | None) -> str:
    """Whom a pair names: a person, body or role as written; its first words where its form is not known; or ""."""
    if pair is None:
        return ""
    several = [each.person for each in listed(pair.value) if each.person]
    if len(several) > 1:
        return "; ".join(several)
    found = party(pair.value)
    if found is not None:
        return found.name
    words = re.split(r"\s*(?:[,;(]|\s[-–—]\s|(?<=[^\W\d_]{3})\.\s)\s*", pair.value)[0].strip()
    return words if words and len(words.split()) <= 6 and not re.match(r"\d", words) else ""


def name_of(found: Party | None) -> str:
    """The person, body or role of a party, or ""."""
    return found.name if found else ""


def day(reading: Reading, pair: Pair | None) -> str:
    """The first day of a pair's value, or ""."""
    return reading.day_of(pair.value) if pair else ""


def spans(*pairs: Pair | None) -> list[Span]:
    """The spans of those pairs that exist."""
    return [pair.span for pair in pairs if pair is not None]


def unmarked(words: str) -> str:
    """Words without the markup of a line ("## **Root cause**" -> "Root cause")."""
    return re.sub(r"[*_`#]+", "", words).strip(" \t|>:-–—")


def first_sentence(reading: Reading, start: int, end: int) -> Span | None:
    """The first visible sentence of ``[start, end)`` that is no heading."""
    for span in reading.sentences:
        if span.start >= end:
            break
        if span.start >= start and any(character.isalpha() for character in reading.quote(span)):
            return span
    return None


def under(reading: Reading, pattern: str) -> Span | None:
    """The first sentence below the heading (or short line that stands alone) that matches ``pattern`` as a whole."""
    compiled = re.compile(rf"(?:\d+(?:\.\d+)*[.)]?\s*)?(?:{pattern})\s*[:.?]?", re.I)
    lines: Iterable[tuple[int, int, str]] = [(each.start, each.end, each.title) for each in reading.document.headings]
    for _, end, title in lines:
        if compiled.fullmatch(unmarked(title)):
            following = next((each.start for each in reading.document.headings if each.start >= end), len(reading.text))
            return first_sentence(reading, end, max(following, end))
    return None


def subject(title: str, pattern: str) -> str:
    """What a title is about once the kind of document is taken out ("Model card: Alpha 2.1" -> "Alpha 2.1"), or ""."""
    words = re.sub(r"\.\w{2,4}$", "", " ".join(title.split()))
    rest = re.sub(rf"(?i)\b(?:{pattern})\b(?:[- ]\d[\d.-]*(?=[\s:]))?", "\x00", words)
    parts = [part.strip(" :–—-|,.") for part in re.split(r"\x00|\s[-–—|]\s|:\s", rest)]
    parts = [
        re.sub(
            r"(?i)^(?:of|for|on|the|to|report|an?|about)\s+(?:the\s+)?|\s+(?:report|draft|final|review(?: [A-Z]\w+ \d{4})?|v?\d{4}-\d\d(?:-\d\d)?)$",
            "",
            part,
        ).strip(" :–—-|,.")
        for part in parts
    ]
    parts = [part for part in parts if re.search(r"[^\W\d_]{2,}", part) and not _PERIOD.fullmatch(part)]
    parts = [part for part in parts if not _HALF.search(part)] or parts  # "Equality and (impact assessment)"
    parts = [part for part in parts if not _NO_SUBJECT.fullmatch(part)] or parts
    return parts[0] if parts and not _GENERIC.fullmatch(parts[0]) else ""


_NO_SUBJECT = re.compile(
    r"(?-i:[A-Z]{1,6}(?:-[A-Z]{1,4})?[-/ ]?\d{1,4}(?:[-/.]\d{1,4}){0,2})|(?:short|long|full) (?:form|version)\b.*|"
    r"(?:first|second|third|fourth|new|revised|updated) (?:round|edition|version|issue)|\(.*\)",
    re.I,
)  # "IA-04 Impact assessment: Tern", "Impact assessment, short form (26 questions) - Tern"
_PERIOD = re.compile(
    r"(?i)(?:draft|final|report|ai|summary|alert|version \S+|(?:the )?(?:first|second|third|fourth) quarter(?: of)? \d{4}|q[1-4][ /-]?\d{4}|\d{4}[ /-]?q[1-4]|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: \d{4})?|\d{1,2} \w+ \d{4})"
)


def act(reading: Reading, verb: str, *, reach: int = 4_000) -> tuple[str, str, Span] | None:
    """Who did a verb and when, from a statement such as "Assessed on 3 May 2026 by Ana Roth" or "validated by ... on ...".

    Negated and planned acts are none. Either may be ""; the first statement within ``reach`` that gives one of them counts.
    """
    pattern = re.compile(rf"(?i)\b(?:{verb})\b(?=[^.\n]{{0,60}}?\b(?:by|on)\b|\s*[:,]?\s*\d)")
    for span in reading.sentences:
        if span.start > reach:
            return None
        words = reading.quote(span)
        match = pattern.search(words)
        if match is None or len(words) > 700 or _NOT_DONE.search(words, max(0, match.start() - 30), match.end()):
            continue
        tail = re.split(
            r";|\.\s(?=[A-Z][a-z])|\b(?:reviewed|approved|checked|valid|next)\b", words[match.end() : match.end() + 200]
        )[0]
        by = re.search(r"(?i)\bby (?:the )?", tail)
        person = (
            party(
                re.split(r"(?i)\s+(?:on|in|at|with|and|for|as|from|under|between|[-–—·|])\s|[.(]", tail[by.end() :])[0]
            )
            if by
            else None
        )
        on = re.search(r"(?i)(?:\bon|\bof|\bdated|^\s*[:,]?|,)\s*(?:the\s+)?(?=\d|\w+ \d)", tail)
        date = reading.day_of(tail[on.start() :]) if on else ""
        if person is not None or date:
            return name_of(person), date, span
    return None


_NOT_DONE = re.compile(
    r"(?i)\b(?:not|never|no|will|shall|to be|should|must|(?-i:may)|would|could|can|planned|is|are|before|until|next)\b|n['’]t\b"
)
_HALF = re.compile(r"(?i)\s(?:and|&|or)$")
_GENERIC = re.compile(
    r"(?i)(?:the )?(?:ai )?(?:assessment|review|form|sheet\d*|evaluation|test|results?|document|overview|system|model|supplier|agreement|contract|audit|certificate)"
)
