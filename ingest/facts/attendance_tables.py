"""Tables of attendance: names beside marks that say who came, and groups beside the names of those who did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from evidence.model import Span
from ingest.facts.attendance_labels import FIRST, part_of
from ingest.facts.attendees import APOLOGY, CHAIR, CHAIR_NOT, CUT, SECRETARY, Attendee, name_of, people
from ingest.facts.columns import Entry, Record
from ingest.facts.days import PARTIAL, nearest
from ingest.facts.parties import is_person
from ingest.facts.reading import Reading

_NAME_COLUMN = re.compile(r"(?:full )?names?|members?|attendees?|participants?|persons?|who|delegates?|director", re.I)
_HERE_COLUMN = re.compile(r"attend(?:ance|ed|ing)?\??|present\??|status|presence|here\??|apologies", re.I)
_HERE_WORDS = re.compile(
    r"\b(?:present|presence|attend\w*|here|there|came|apolog\w*|absen\w+|excused|regrets|at the (?:meeting|session))\b|^p/a$|^y/n$",
    re.I,
)
_CHAIR_ELSE = re.compile(r"\b[Cc]hair\w*(?:,| of)\s+(?:the )?[^\W\d_a-zà-öø-ÿ]")
_ROLE_COLUMN = re.compile(
    r"(?:role|position|function|post)(?: on the \w+)?|title|capacity|job title|organi[sz]ation|representing", re.I
)
_YES = re.compile(
    r"(?:yes|y|p|x|✓|✔|☑|present|attended|in person|remote(?:ly)?|online|by (?:video|phone)|here|1)", re.I
)
_NO = re.compile(r"(?:no|n|a|ap|apol\.?|apolog(?:ies|y)(?: (?:received|sent))?|absent|excused|-|–|✗|✘|☒|0)", re.I)
_SPELT = re.compile(
    r"(?:present|attended|apolog(?:y|ies)|apols?|absent|excused|regrets|(?:in )?attendance|by (?:video|phone)|online|chair)\b",
    re.I,
)  # marks that say who came, whatever their column is called
_DAY_COLUMN = re.compile(rf"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,?\s+)?(?:{PARTIAL.pattern})", re.I)
_NAMED_DAY = 400  # characters in which minutes name their day
_MARKED = 0.8  # share of a column's cells that say who came
_GUEST = re.compile(
    r"\b(?:observer|observing|guest|invit(?:ed|ee|ation)|in attendance|(?:without|no) (?:a )?vot(?:e|ing)|non-voting)\b",
    re.I,
)
_MOST_COLUMNS = 6
_MARK = 8  # characters of a mark that says no more than who came
_NOT_PEOPLE = re.compile(
    r"(?:copy|copies|cc|distribution|circulation|to|from|next meeting|prepared by|approved by|author|owner|place|venue|date|time)",
    re.I,
)


def tabled(reading: Reading) -> Iterator[Attendee]:
    """Tables with a column of names: whose marks say who came, that stand under a label, or whose columns are lists."""
    for table, _ in reading.tables:
        names = [name.strip() for name in table.header]
        body = list(reading.records(table))
        if not 1 <= len(names) <= _MOST_COLUMNS or not body:
            continue
        here = [name for name in names if name and len(names) > 1 and _tells(reading, name, body)]
        called = next((name for name in names if _NAME_COLUMN.fullmatch(name)), "") or _called(names, here, body)
        under = _under(reading, table.start) if called and not here else ""
        if here and called:
            found = [who for record in body if (who := _row(record, called, here))]
        elif under:
            found = [who for record in body if (who := _listed(record, called, under))]
        else:
            found = [who for record in body for who in _beside(reading, record)]
        yield from (who for who in found if reading.visible(who.span))


def _under(reading: Reading, start: int) -> str:
    """The part that a label or heading right above a table gives to all of its rows, or ""."""
    above = reading.text[:start].rstrip()
    begin = above.rfind("\n") + 1
    match = FIRST.match(reading.text, begin, len(above))
    part = part_of(match) if match and not above[match.end() :].strip(" *_:") else ""
    return part if part in ("present", "in attendance", "apologies") else ""


def _listed(record: Record, called: str, part: str) -> Attendee | None:
    """Who stands in a row of a table that lists only those who came, or only those who did not."""
    name = record.named(re.escape(called))
    if name is None or not (person := name_of(CUT.split(name.text, maxsplit=1)[0])):
        return None
    role = record.named(_ROLE_COLUMN.pattern)
    words = role.text.strip() if role else ""
    chairs = CHAIR.search(f"{words} {name.text}") and not CHAIR_NOT.search(words) and not _CHAIR_ELSE.search(words)
    return Attendee(person, words, "chair" if chairs and part != "apologies" else part, record.span)


def _beside(reading: Reading, record: Record) -> Iterator[Attendee]:
    """Who stands in a row under columns that are lists: "Present | Apologies"."""
    labels = [(entry, FIRST.fullmatch(entry.name.strip())) for entry in record.entries]
    parts = [(entry, part_of(match)) for entry, match in labels if match]
    if "present" in [part for _, part in parts]:
        for entry, part in parts:
            if part != "secretary":
                yield from _of_entry(reading, record, entry, part)


def _of_entry(reading: Reading, record: Record, entry: Entry, part: str) -> Iterator[Attendee]:
    """The people of a cell; who stands there alone has the post that the row gives beside it."""
    found = list(people(reading, entry.span, part, strict=True))
    role = record.named(_ROLE_COLUMN.pattern)
    words = role.text.strip() if role else ""
    if len(found) != 1 or not words or part == "apologies":
        yield from found
        return
    chairs = CHAIR.match(words) and not CHAIR_NOT.search(words) and not _CHAIR_ELSE.search(words)
    yield replace(found[0], role=found[0].role or words, part="chair" if chairs else found[0].part)


def _tells(reading: Reading, column: str, body: list[Record]) -> bool:
    """Whether a column says who came: by its name or that of the meeting's day, or by words that say nothing else."""
    if _HERE_COLUMN.fullmatch(column):
        return True
    held = [entry.text.strip() for record in body if (entry := record.named(re.escape(column)))]
    marks = [words for words in held if _mark(words, column)]
    if not marks or len(marks) < _MARKED * len(held):
        return False
    spelt = [words for words in held if _SPELT.match(words)]
    return (
        bool(_HERE_WORDS.search(column))
        or _of_this_day(reading, column)
        or (len(spelt) > 1 and len(spelt) == len(held) and not reading.dates_of(column) and not PARTIAL.search(column))
    )


def _of_this_day(reading: Reading, column: str) -> bool:
    """Whether a column is named by a day that the document names first of all: "25 Aug" in the minutes of 25 August."""
    begun = Span(0, min(len(reading.text), _NAMED_DAY))
    told = [found.value for found in (*reading.dates_in(begun), *reading.dates_of(reading.title))]
    if found := reading.dates_of(column):
        return found[0].precision == "day" and found[0].value in told[:2]
    match = PARTIAL.fullmatch(column.strip()) or _DAY_COLUMN.fullmatch(column.strip())
    return bool(match) and any(nearest(column, day.isoformat(), ahead=True) == day.isoformat() for day in told[:2])


def _called(names: list[str], here: list[str], body: list[Record]) -> str:
    """The column most of whose cells are names, where its own name says nothing."""
    for column in names:
        held = [e.text for record in body if column and column not in here and (e := record.named(re.escape(column)))]
        if len(held) > 1 and sum(bool(is_person(words.strip())) for words in held) >= 0.8 * len(held):
            return column
    return ""


def _mark(came: str, column: str) -> str:
    """What one mark under a column says: "Yes, chair", "A (illness)", a tick under "Apologies"."""
    word = re.split(r"\s*[,;(:]|\s[-–—]\s|\s(?=from\b|until\b|by\b)", came, maxsplit=1)[0].strip()
    rest = came[len(word) :]
    part = "present" if _YES.fullmatch(word) else "apologies" if _NO.fullmatch(word) else ""
    if part and re.search(r"\b(?:apolog\w+|absen\w+|excused|regrets)\b", column, re.I):
        return "apologies" if part == "present" and not _NO.fullmatch(word) else ""
    if part == "present" and CHAIR.search(rest):
        return "chair"
    if part == "present" and _GUEST.search(rest):
        return "in attendance"
    return part


def grouped(reading: Reading) -> Iterator[Attendee]:
    """Further groups ("Management | …") in a table of two columns that lists attendance."""
    text = reading.text
    for table in reading.document.tables:
        rows = [row.cells for row in table.rows if len(row.cells) == 2 and not row.hidden and not table.hidden]
        known = [FIRST.match(text[first.start : first.end].strip()) for first, _ in rows]
        parts = [part_of(match) if match else "" for match in known]
        if "present" not in parts or len([part for part in parts if part]) < 2:
            continue
        for (first, second), part in zip(rows, parts, strict=True):
            words = text[first.start : first.end].strip(" *_:")
            if not part and words[:1].isupper() and len(words.split()) <= 3 and not _NOT_PEOPLE.fullmatch(words):
                yield from people(reading, Span(second.start, second.end), "in attendance", strict=True)


def _row(record: Record, called: str, columns: list[str]) -> Attendee | None:
    name = record.named(re.escape(called))
    if name is None or not (person := name_of(CUT.split(name.text, maxsplit=1)[0])):
        return None
    told = [(entry.text.strip(), column) for column in columns if (entry := record.named(re.escape(column)))]
    parts = [part for words, column in told if (part := _mark(words, column))]
    part = next((each for each in parts if each != "apologies"), parts[0] if parts else "")
    came = told[0][0] if told else ""
    if not part and CHAIR.fullmatch(came):
        part = "chair"
    elif not part and re.fullmatch(r"(?i)in attendance|observer|guest|by invitation", came):
        part = "in attendance"
    role = record.named(_ROLE_COLUMN.pattern)
    words = role.text.strip() if role else ""
    if part == "present" and CHAIR.search(words) and not CHAIR_NOT.search(words) and not _CHAIR_ELSE.search(words):
        part = "chair"
    elif part == "present" and _GUEST.search(words):
        part = "in attendance"
    noted = len(came) > _MARK or re.fullmatch(r"(?i)absent|excused", came)
    told_of = came if part == "apologies" and noted and not APOLOGY.search(came) else ""
    return Attendee(person, words, part, record.span, bool(SECRETARY.search(came)), told_of) if part else None
