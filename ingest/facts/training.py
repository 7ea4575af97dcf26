"""Training and competence: matrices of people and courses, attendance lists, certificates and sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from evidence.model import Fact, Row, Span, Table
from evidence.states import of_a_deed
from ingest.facts.cells import Value, plain
from ingest.facts.labels import subject, unmarked
from ingest.facts.pairs import Pair
from ingest.facts.parties import is_listed_name
from ingest.facts.parties import is_person as _is_person
from ingest.facts.reading import Reading
from ingest.facts.registers import Line, fitting, header, lines, rows, words_around
from ingest.facts.shapes import SHAPES

NAME = "training/1"

_LONGEST = 800  # characters of a sentence that names somebody and a course
_OPENING = 1_500  # characters in which a certificate says whom it is for
_CERTIFICATE = re.compile(r"\bcertificates?\b|\bcertif(?:y|ies)\b", re.I)

_PERSON = SHAPES["training"].fields["person"]
_ROLE = SHAPES["training"].fields["role"]
_HINT = SHAPES["training"].hint
_TICK = re.compile(r"✓|✔|☑|x|yes|y|done|ok|completed?|passed|attended|ja|oui|●|•", re.I)
_CROSS = re.compile(
    r"[✗✘☐]|(?:no|n|none|never|missing|missed|absent|not|open|due|overdue|expired|planned|booked|scheduled|invited|enrolled|registered|failed|cancelled|postponed|excused|pending|outstanding|in (?:training|progress)|under (?:training|supervision)|supervised|nein|non)(?!\w)",
    re.I,
)
_SIDE = re.compile(
    r"(?:e-?mail|comments?|remarks?|notes?|signature|signed|initials?|site|location|country|manager|start date|hired|score|total|no\.?|id|#|employee (?:id|no\.?)|line manager|entry date)",
    re.I,
)
_NAME_LIST = re.compile(r"(?:attendance|sign[- ]?in|participants?|attendees|participant list|teilnehm)", re.I)
_TALK = re.compile(r"\b(?:tool ?box|briefing|workshop|seminar|induction|drill|safety talk|webinar)", re.I)
_COURSE_LABEL = re.compile(
    r"(?:(?:name|title|subject|topic) of (?:the )?(?:course|training|talk|briefing|session|workshop|event)|"
    r"(?:course|training|subject|topic|module|session|talk|briefing|workshop|seminar|schulung|event)(?: (?:name|title|topic|subject))?)",
    re.I,
)
_WHOSE = re.compile(
    r"(?:(?:full |print(?:ed)? )?name(?: of (?:the )?(?:employee|staff member|trainee|new starter|participant))?|"
    r"(?:employee|trainee|learner|staff member|new starter|new (?:joiner|hire|employee)|member of staff|starter)(?:['’]s)?(?: (?:full )?name)?)",
    re.I,
)
_LISTS = re.compile(
    r"(?i)\b(?:attend\w*|participants?|names?|lists?|records?|completions?|results?|registers?|matrix|status|overview|summary|staff|employees|"
    r"team|department|quarter|q[1-4]|20\d\d|progress|planned|training|section|annex|appendix)\b"
)
_NAMES_BELOW = re.compile(
    r"(?im)^[ \t#*_]*(?:attendees|participants|attended(?: by)?|those present|trained|names?(?: of (?:attendees|participants))?)[*_]*[ \t]*:?[*_ \t]*$"
)
_QUOTED = re.compile(
    r"\b(?P<person>[^\W\d_a-zà-öø-ÿ][\w.'’-]*(?:[ ]+[\w.'’-]+){1,3})\s+(?:has\s+|have\s+)?(?:successfully\s+|also\s+)?"
    r"(?:completed|passed|finished|attended|took)\s+(?:the\s+|a\s+|an\s+)?(?:(?:course|training|workshop|session|webinar|seminar)\s+)?[\"“‘](?P<course>[^\"”’\n]{4,90})[\"”’]"
)
_SURNAME = re.compile(r"(?:sur|last |family )name", re.I)
_FORENAME = re.compile(r"(?:fore|first |given )names?", re.I)
_AHEAD = re.compile(r"\b(?:plan|planned|schedule|needs|template|proposal|request)\b", re.I)
_HIS_POST = re.compile(r"(?:job title|job role|position|post|role|designation)", re.I)
_ITEM = re.compile(
    r"(?:(?:induction |training |check ?list )?(?:item|topic|subject|activity|task|element)s?(?: covered)?|(?:sop|procedure|document)(?: (?:read|title|name))?)",
    re.I,
)
_CERTIFIES = re.compile(
    r"\b(?:certif(?:y|ies|ied) that|awarded to|is hereby granted to|presented to)\s+(?P<person>[^\n,]{3,60}?)\s+(?:has\s+|have\s+|for\s+|in recognition of\s+)?(?:successfully\s+|fully\s+|satisfactorily\s+)?"
    r"(?:complet(?:ed|ing)|pass(?:ed|ing)|attend(?:ed|ing)|finish(?:ed|ing)|(?:taken|taking) part in|participat(?:ed|ing) in|undergone|(?:attendance|participation) (?:at|in)|completion of)\s+(?:the\s+|a\s+|an\s+)?"
    r"(?:(?:(?:online|training|short|one-day|two-day) )*(?:course|workshop|programme|program|seminar|training)(?: (?:on|in|entitled|titled|called|of))?:? (?=[\"“‘']?[A-Z]))?"
    r"(?P<course>[^\n.]{3,120}?)(?=\s+(?:on|in|at|held|from|with|between|conducted|organi[sz]ed|delivered|(?-i:Dated?|Signed|Trainer|Certificate|Issued|Awarded|Valid|Duration|Expir\w+)\b:?)\b|[.\n,]|\s*$)",
    re.I,
)
_COMPLETED = re.compile(
    r"\b(?P<person>[^\W\d_a-zà-öø-ÿ][\w.'’-]*(?:[ ]+[\w.'’-]+){1,3})\s+(?:has\s+|have\s+)?(?:successfully\s+|also\s+|now\s+)?"
    r"(?:completed|passed|finished|attended|took|renewed|obtained|earned)\s+(?:the\s+|a\s+|an\s+|his\s+|her\s+|their\s+)?"
    r"(?P<course>[^\n.;:,]{2,90}?\b(?:course|training|certification|qualification|certificate|exam(?:ination)?|module|workshop|refresher|e-learning))\b"
)
_HOLDS = re.compile(
    r"\s*[(\[,;–-]\s*(?:valid (?:for )?|every |holds? |good for )?(?P<count>\d{1,3})\s*(?P<unit>months?|years?|mths?|yrs?)\s*[)\]]?\s*$",
    re.I,
)
_UNTIL = re.compile(
    r"\b(?:valid|expires?|good|renewal due|renew(?:ed)? by)\b[^.\n]{0,20}?(?:until|to|till|through|on|by)?\s+(?=\S*\d)",
    re.I,
)
_NOT = re.compile(
    r"\b(?:not|never|will|must|should|shall|may|can|has to|have to|to be|if|unless|before|who|whoever|everyone|nobody|plans?)\b",
    re.I,
)

_SIGN_OFF = re.compile(r"(?i)\b(?:sign(?:ed)?[- ]?off|competen(?:ce|cy)|induction|toolbox|briefing|qualification)\b")
_SHEET = r"sign[- ]?(?:off|in|up)|sheet|record|register|list|form|log|scan|training record|attendance"
_COLUMN_LINE = re.compile(
    r"(?im)^[^\S\n]*(?:no\.?\s+)?(?:full )?(?:names?|employees?|operators?|participants?|trainees?|person|staff(?: member)?|attendees?)\b"
    r"[^\n|]{0,60}\b(?:passed|completed|trained|attended|assessed|signed off|qualified|date|done|on)\b[^\n|]{0,60}$"
)
_FEWEST, _LINE = 2, 90  # lines of a sheet, characters of a line

_UNTIL_COLUMN = re.compile(
    r"(?<=\w)[ ,(–-]+(?:valid |good |runs? |in date )?(?:until|till|to|expir\w+(?: date| on)?|ends?|runs out|due)\)?$",
    re.I,
)


def is_person(words: str) -> bool:
    """A person's name in the usual order or, as lists have it, with the family name first."""
    return _is_person(words) or is_listed_name(words)


def facts(reading: Reading) -> Iterator[Fact]:
    """Kind ``training``: one a person and course."""
    taken: set[int] = set()
    for table in reading.document.tables:
        if not table.hidden and (matrix := list(_matrix(reading, table))):
            taken.add(table.start)
            yield from matrix
    for line in lines(reading, "training"):
        if line.table is not None and line.table.start not in taken:
            taken_here = _record(reading, line)
            if taken_here:
                yield taken_here
    yield from _attendance(reading, taken)
    yield from _of_one(reading, taken)
    yield from _certificate(reading)
    yield from _signed_off(reading)
    yield from _said(reading)


def _record(reading: Reading, line: Line) -> Fact | None:
    """A row that names a person and a course; what stands for a day and is none says how it went ("missing")."""
    person, course = _full_name(line), line.text("course")
    if not course and "course" not in line.columns and line.table is not None:
        course = _over(reading, line.table)
    if not person or not course or not _somebody(person):
        return None
    completed, until = line.text("completed"), line.text("until")
    result = line.text("result", "status")
    for words in (completed, until):
        if words and not result and not any(map(str.isdigit, words)):
            result = words
    if not result and not of_a_deed(completed):
        result = completed
    dates = {"completed": line.done("completed"), "until": line.day("until")}
    if not any(dates.values()) and not result and "completed" not in line.columns and "until" not in line.columns:
        return None
    fields = {"person": person, "role": line.text("role"), "course": course, "result": result}
    return reading.fact("training", fields, line.spans, extractor=NAME, dates=dates, origin="cell")


def _full_name(line: Line) -> str:
    """The name of a row; of two columns, the forename goes before the surname."""
    person, at = line.text("person"), line.columns.get("person", -1)
    if line.table is None or line.row is None or not 0 <= at < len(line.table.header):
        return person
    if not person or not _SURNAME.fullmatch(plain(line.table.header[at])):
        return person
    names = line.table.header
    for cell in line.row.cells:
        if cell.column < len(names) and _FORENAME.fullmatch(plain(names[cell.column])):
            return f"{line.reading.text[cell.start : cell.end].strip()} {person}".strip()
    return person


def _over(reading: Reading, table: Table) -> str:
    """The course that the heading over a list of names gives, where it is no name of the list or of the whole paper."""
    heading = reading.section(table.start)
    named = "" if heading.strip() == reading.title.strip() else heading.strip()
    return "" if not named or _LISTS.search(named) or reading.dates_of(named) else named


def _somebody(words: str) -> bool:
    """A name, also with an initial or a staff number; no group and no figure."""
    return is_person(words) or (
        any(map(str.isalpha, words))
        and len(words.split()) <= 5
        and not re.search(r"\b(?:all|staff|team|department|total|everyone|group|operations)\b", words, re.I)
    )


def _matrix(reading: Reading, table: Table) -> Iterator[Fact]:
    """People down, courses across (or the other way round), days or ticks in the cells."""
    names = header(reading, table)
    if len(names) < 3 or not (_HINT.search(words_around(reading, table)) or _HINT.search(reading.path)):
        return
    body = list(rows(reading, table))
    if _names_courses(reading, names, body):
        return
    first = [cells[0].text for _, cells in body if 0 in cells]
    people_down = sum(map(is_person, first)) * 2 > len(first) and len(first) > 0
    across = [at for at in range(1, len(names)) if names[at].strip() and not _described(names[at])]
    people_across = not people_down and sum(is_person(names[at]) for at in across) * 2 > len(across) > 0
    if not (people_down or people_across):
        return
    across = [at for at in across if _marks([cells[at].text for _, cells in body if at in cells], reading)]
    if not across or (people_down and len(across) < 2):
        return
    role = next((at for at in range(1, len(names)) if _ROLE.fullmatch(plain(names[at]))), -1)
    for row, cells in body:
        for at in across:
            if at in cells and 0 in cells:
                one, other = cells[0].text, names[at].strip()
                person, course = (one, other) if people_down else (other, one)
                if is_person(person):
                    held = cells[role].text if role in cells and people_down else ""
                    yield _cell(reading, (person, held, course), Span(row.start, row.end), cells[at])


def _names_courses(reading: Reading, names: tuple[str, ...], body: list[tuple[Row, dict[int, Value]]]) -> bool:
    """Whether a column after the first gives a course a row: a list of who took what, and no matrix."""
    for at in range(1, len(names)):
        held = [cells[at].text for _, cells in body if at in cells]
        if fitting(names[at], SHAPES["training"], "course") and held and not _marks(held, reading):
            return True
    return False


def _described(name: str) -> bool:
    """Whether a column describes the person or the row, and is no course."""
    words = plain(name)
    shape = SHAPES["training"]
    fields = ("role", "until", "completed", "result")
    return (
        bool(_SIDE.fullmatch(words))
        or words in ("course", "training")
        or any(shape.fields[each].fullmatch(words) for each in fields)
    )


def _marks(held: list[str], reading: Reading) -> bool:
    """Whether a column's cells say whether and when: days, ticks, crosses."""
    return bool(held) and all(
        _TICK.fullmatch(words) or _CROSS.match(words) or reading.dates_of(words) for words in held
    )


def _cell(reading: Reading, who: tuple[str, str, str], row: Span, cell: Value) -> Fact:
    person, role, course = who
    day = reading.day_of(cell.text)
    negative = _CROSS.match(cell.text) and not _TICK.fullmatch(cell.text)
    course, held_for = _validity(course)
    ends = _UNTIL_COLUMN.search(course)
    expires = bool(ends or re.search(r"\b(?:until|expires?|valid|expired)\b", cell.text, re.I))
    course = course[: ends.start()].strip(" -–,:") if ends else course
    result = cell.text if negative or not day or not (expires or of_a_deed(cell.text)) else ""
    dates = {"until": day} if expires else {"completed": day if not negative and of_a_deed(cell.text) else ""}
    if dates.get("completed") and held_for:
        dates["until"] = _later(dates["completed"], held_for)
    fields = {"person": person, "role": role, "course": course, "result": result}
    return reading.fact("training", fields, [row, cell.span], extractor=NAME, dates=dates, origin="cell")


def _validity(course: str) -> tuple[str, int]:
    """A course's name and for how many months it holds, where the column says so: "First aid (24 months)"."""
    match = _HOLDS.search(course)
    if match is None:
        return course, 0
    months = int(match["count"]) * (12 if match["unit"].lower().startswith("y") else 1)
    return course[: match.start()].strip(), months if 0 < months <= 120 else 0


def _later(day: str, months: int) -> str:
    """The day some months after an ISO day; the last of the month where that month is shorter."""
    start = date.fromisoformat(day)
    year, month = divmod(start.month - 1 + months, 12)
    month += 1
    year += start.year
    return date(year, month, min(start.day, monthrange(year, month)[1])).isoformat() if year < 9999 else ""


def _attendance(reading: Reading, taken: set[int]) -> Iterator[Fact]:
    """A list of names under a course: an attendance or sign-in sheet."""
    title = f"{reading.title} {reading.path}"
    taught = _HINT.search(title) or _TALK.search(title)
    if reading.kind in ("minutes", "agenda") or not (_NAME_LIST.search(title) and taught):
        return
    label = next((pair for pair in reading.pairs if _COURSE_LABEL.fullmatch(pair.label.strip())), None)
    if label is None:
        return
    on = reading.pair("held", "written")
    day = reading.day_of(on.value) if on else ""
    yield from _names_below(reading, label, on)
    for table, _ in reading.tables:
        names = header(reading, table)
        column = next((at for at, name in enumerate(names) if _PERSON.fullmatch(plain(name))), -1)
        for row, cells in rows(reading, table) if column >= 0 and table.start not in taken else ():
            if column in cells and is_person(cells[column].text):
                role = next(
                    (cells[at].text for at, name in enumerate(names) if at in cells and _ROLE.fullmatch(plain(name))),
                    "",
                )
                fields = {"person": cells[column].text, "role": role, "course": label.value}
                spans = [Span(row.start, row.end), label.span, *([on.span] if on and day else [])]
                yield reading.fact("training", fields, spans, extractor=NAME, dates={"completed": day}, origin="cell")


def _names_below(reading: Reading, course: Pair, on: Pair | None) -> Iterator[Fact]:
    """Names a line each below "Attendees:", as a plain text has a sign-in sheet."""
    for head in _NAMES_BELOW.finditer(reading.text):
        for match in re.compile(r"[^\n]+").finditer(reading.text, head.end()):
            span = reading.trimmed(Span(match.start(), match.end()))
            words = re.sub(r"^(?:[-*•–]|\d{1,3}[.)]?)\s+", "", reading.quote(span))
            name = re.split(r"\s+[-–—(|]|[,;:\t(]| {2,}", words)[0].strip(" *_.")
            if not words:
                continue
            if not is_person(name) or not reading.visible(span):
                break
            day = reading.day_of(on.value) if on else ""
            spans = [span, course.span, *([on.span] if on and day else [])]
            yield reading.fact(
                "training", {"person": name, "course": course.value}, spans, extractor=NAME, dates={"completed": day}
            )


def _of_one(reading: Reading, taken: set[int]) -> Iterator[Fact]:
    """The record of one person, named above it: "Employee: A. Berg", then what was learnt and when."""
    title = f"{reading.title} {reading.path}"
    taught = (_HINT.search(title) or _TALK.search(title)) and not _AHEAD.search(reading.title)
    if reading.kind in ("minutes", "agenda", "mail") or not taught:
        return
    whose = next((pair for pair in reading.pairs if _WHOSE.fullmatch(pair.label) and is_person(pair.value)), None)
    if whose is None:
        return
    post = next((pair.value for pair in reading.pairs if _HIS_POST.fullmatch(pair.label)), "")
    for table, _ in reading.tables:
        names = header(reading, table)
        columns = _columns(names)
        if table.start in taken or table.start < whose.span.end or not {"course", "completed"} <= columns.keys():
            continue
        for row, cells in rows(reading, table):
            held = {name: cells[at].text for name, at in columns.items() if at in cells}
            day = reading.day_of(held.get("completed", "")) if of_a_deed(held.get("completed", "")) else ""
            if "course" in held and day:
                fields = {
                    "person": whose.value,
                    "role": post,
                    "course": held["course"],
                    "result": held.get("result", ""),
                }
                dates = {"completed": day, "until": reading.day_of(held.get("until", ""))}
                spans = [Span(row.start, row.end), whose.span]
                yield reading.fact("training", fields, spans, extractor=NAME, dates=dates, origin="cell")


def _columns(names: tuple[str, ...]) -> dict[str, int]:
    """Field -> column, of a list of what one person learnt; empty where it names the persons itself."""
    shape = SHAPES["training"]
    if any(fitting(name, shape, "person") for name in names):
        return {}
    found: dict[str, int] = {}
    for field in ("course", "until", "completed", "result"):
        fits = [at for at, name in enumerate(names) if at not in found.values() and fitting(name, shape, field)]
        if field == "course" and not fits:
            fits = [at for at, name in enumerate(names) if _ITEM.fullmatch(plain(name))]
        if fits:
            found[field] = fits[0]
    return found


def _certificate(reading: Reading) -> Iterator[Fact]:
    """A certificate set out over several lines: "This is to certify that", the name, "attended", the course, the day."""
    if not _CERTIFICATE.search(f"{reading.title} {reading.text[:_OPENING]}") or _AHEAD.search(reading.title):
        return
    lines = [reading.line(match.start()) for match in re.compile(r"\S[^\n]*").finditer(reading.text, 0, _OPENING)]
    words, starts = "", []
    for span in lines:
        starts.append(len(words))
        words += f"{unmarked(reading.quote(span))} "
    match = _CERTIFIES.search(words)
    if match is None or _NOT.search(match[0]) or not is_person(person := match["person"].strip()):
        return
    first, last = (bisect_right(starts, at) - 1 for at in (match.start(), match.end("course") - 1))
    span = Span(lines[first].start, lines[last].end)
    if first == last or not reading.visible(span):  # on one line it is a sentence
        return
    until = _UNTIL.search(words, match.end())
    rest = words[match.end("course") : until.start() if until else len(words)]
    dates = {
        "completed": reading.day_of(rest) or _bare(reading, match),
        "until": reading.day_of(words[until.end() :]) if until else "",
    }
    fields = {"person": person, "course": match["course"].strip(" “”\"'‘’")}
    yield reading.fact("training", fields, [span], extractor=NAME, dates=dates)


def _signed_off(reading: Reading) -> Iterator[Fact]:
    """Lines "A Berg 3 May 2026 OK" under a line of column names, as a scan or a plain text has a sheet for signing."""
    named = f"{reading.title} {reading.path}"
    if reading.kind in ("minutes", "agenda", "mail") or not (_SIGN_OFF.search(named) or _HINT.search(named)):
        return
    course = next((pair.value for pair in reading.pairs if _COURSE_LABEL.fullmatch(pair.label.strip())), "")
    course = course or subject(reading.title, _SHEET) or reading.title
    for head in _COLUMN_LINE.finditer(reading.text):
        heading = reading.trimmed(Span(head.start(), head.end()))
        sheet = [line for line in _below(reading, head.end()) if line[2]]
        if len(sheet) >= _FEWEST and reading.visible(heading):
            for span, who, day in sheet:
                fields = {"person": who, "course": course}
                yield reading.fact("training", fields, [span, heading], extractor=NAME, dates={"completed": day})


def _below(reading: Reading, start: int) -> Iterator[tuple[Span, str, str]]:
    """The lines below an offset that begin with a name, each with the day after it ("" for none), up to another text."""
    for match in re.compile(r"[^\n]+").finditer(reading.text, start):
        span = reading.trimmed(Span(match.start(), match.end()))
        words = reading.quote(span)
        if not words:
            continue
        days = reading.dates_in(span)
        name = words[: days[0].start - span.start] if days else words
        name = re.sub(r"^\d{1,3}[.)]?\s+", "", name).strip(" \t.:–-")
        if "|" in words or len(words) > _LINE or not is_person(name) or not reading.visible(span):
            return
        yield span, name, days[0].value.isoformat() if len(days) == 1 else ""


def _said(reading: Reading) -> Iterator[Fact]:
    """Certificates ("This is to certify that ... has completed ...") and sentences."""
    taught = _HINT.search(f"{reading.title} {reading.path}")
    for span in reading.sentences:
        if span.end - span.start > _LONGEST:
            continue
        words = " ".join(reading.quote(span).split())
        match = _CERTIFIES.search(words) or _COMPLETED.search(words) or (_QUOTED.search(words) if taught else None)
        if match is None or _NOT.search(words[: match.end()]):
            continue
        person = match["person"].strip(" ,")
        tokens = person.split(" ")
        person = next((name for start in range(len(tokens)) if is_person(name := " ".join(tokens[start:]))), "")
        if not person:
            continue
        rest = words[match.end() :]
        until = _UNTIL.search(rest)
        dates = {
            "completed": reading.day_of(rest[: until.start()] if until else rest) or _bare(reading, match),
            "until": reading.day_of(rest[until.end() : until.end() + 40]) if until else "",
        }
        fields = {"person": person, "course": re.sub(r"^(?:the|a|an)\s+", "", match["course"].strip(), flags=re.I)}
        yield reading.fact("training", fields, [span], extractor=NAME, dates=dates)


def _bare(reading: Reading, match: re.Match[str]) -> str:
    """The day that a certificate bears when its sentence gives none."""
    if match.re is not _CERTIFIES:
        return ""
    days = [each for each in reading.dates if each.precision == "day"]
    return days[0].value.isoformat() if len(days) == 1 else ""
