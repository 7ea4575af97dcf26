"""Who sits where, in lists of a body's members and officers: "* Treasurer: Ana Roth", "- Ana Roth (Chair), appointed 3 May 2031",
"Incumbent: Ana Roth" under the heading of a post, and a table of names and days under such a heading.

Such a list stands under a heading, a title or a line that speaks of officers, members or a body; the labels of minutes, forms and
control tables look the same and are left to others. A vacant seat is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Span
from ingest.facts.pairs import Pair, label_of
from ingest.facts.parties import is_body, is_person, is_role
from ingest.facts.post_entries import Holding
from ingest.facts.reading import Reading

_LIST = re.compile(
    r"\b(?:officers?|office[- ]?bearers?|members?(?:hip)?|trustees|directors|governors|councillors|leadership|board|committee|council|panel|"
    r"executive|secretariat|steering group|working group|composition|who['’]s who|people|team|appointments)\b",
    re.I,
)
_NO_LIST = re.compile(
    r"\b(?:present|attend\w*|apolog\w+|approv\w+|sign\w*|review\w*|control|minutes|agenda|distribution|participants|meetings?|training|audit)\b",
    re.I,
)
_HOLDER = re.compile(
    r"(?:current )?(?:incumbent|(?:post|office|role|seat)[- ]?holder|holder)|held by|currently held by|filled by", re.I
)
_LINE = re.compile(
    r"^[ \t]*(?:[-*+•‣]|\d{1,2}[.)])[ \t]+(?P<name>[^\s(,:;|–—][^\n(,:;|–—]{3,60}?)[ \t]*(?:\((?P<note>[^)\n]{3,70})\)[ \t]*)?(?:(?:,|:|[ \t][–—-][ \t])[ \t]*(?P<rest>\S[^\n]{2,160}))?$",
    re.M,
)
_RUN = re.compile(
    r"\b(?:officers|office[- ]?bearers|appointments|trustees|directors|members|board|committee)\b[^:.;\n]{0,60}:\s+(?P<list>[^\n]{10,400})",
    re.I,
)
_PART = re.compile(r"(?:and\s+)?(?P<name>[^,;()]{4,50}?)(?:,\s+|\s+\(|\s+as\s+)(?P<role>[^;,()]{3,60}?)[).]*", re.I)
_BEGINS = re.compile(r"\b(?:appointed|elected|since|from|joined|started|in post|re-?appointed|re-?elected)\b[^\d;]{0,24}?(?=\d|[A-Z][a-z]+ \d)", re.I)  # fmt: skip
_ENDS = re.compile(r"\b(?:(?:term|appointment|office|mandate)\s+(?:of office\s+)?(?:ending|ends|expires|expiring|runs|until|to)|until|till|to|retir(?:es|ing)|ending)\b[^\d;]{0,16}?(?=\d|[A-Z][a-z]+ \d)", re.I)  # fmt: skip
_TERM = re.compile(r"(?:term|period)(?: of (?:office|appointment|membership))?|in office", re.I)
_HEADED = re.compile(
    r"^(?:current|present|past|former|previous|our)\s+|\s+(?:history|holders?|past and present)$", re.I
)
_NAMES = re.compile(r"(?:name|holder|who|person|incumbent|member)", re.I)
_SINCE = re.compile(r"(?:since|from|start(?: date)?|appointed(?: on)?|elected(?: on)?|term|period|term of office|in office)", re.I)  # fmt: skip
_UNTIL = re.compile(r"(?:until|to|end(?: date)?|term (?:ends|expires)|left(?: on)?)", re.I)
_LEAST = 2  # entries that make a list
_PAIR = 2


def members(reading: Reading) -> Iterator[Holding]:
    """The members and officers that lists of the document name, in reading order by the form of the list."""
    if reading.kind in ("minutes", "agenda", "mail", "register", "agreement", "certificate"):
        return
    begins, ends = _term(reading)
    for each in (*_labelled(reading), *_lines(reading), *_headed_tables(reading)):
        each.begins, each.ends = each.begins or begins, each.ends or ends
        yield each
    yield from _run_on(reading)


def _term(reading: Reading) -> tuple[str, str]:
    """The days of a term that holds for all members: "Term of office: 1 May 2031 to 30 April 2032"."""
    for pair in reading.pairs:
        days = reading.dates_in(pair.value_span) if _TERM.fullmatch(pair.label.strip(" *_")) else []
        if len(days) == _PAIR:
            return days[0].value.isoformat(), days[1].value.isoformat()
    return "", ""


def _labelled(reading: Reading) -> Iterator[Holding]:
    """Posts as labels of names, two at least under one heading, and the holder under the heading of a post."""
    found: dict[str, list[Holding]] = {}
    for pair in reading.pairs:
        if pair.origin != "text" or not reading.visible(pair.span):
            continue
        label, section = pair.label.strip(" *_"), reading.section(pair.span.start)
        if _HOLDER.fullmatch(label):
            role = _HEADED.sub("", section).strip()
            if is_role(role) and (held := _named(reading, pair.value, role, pair.span)):
                yield held
            continue
        known = label_of(label) in ("", "chair", "minutes_by") and is_role(label)
        if known and _about_people(reading, pair, section) and (held := _named(reading, pair.value, label, pair.span)):
            found.setdefault(section, []).append(held)
    for held_there in found.values():
        if len(held_there) >= _LEAST:
            yield from held_there


def _about_people(reading: Reading, pair: Pair, section: str) -> bool:
    """Whether a heading, the title or the line above a list says that it is one of officers or members."""
    before = reading.text[max(0, pair.span.start - 300) : pair.span.start].split("\n")
    above = next((line for line in reversed(before) if line.strip().endswith(":") and len(line) < 60), "")
    return any(_LIST.search(words) and not _NO_LIST.search(words) for words in (section, above, reading.title) if words)


def _named(reading: Reading, value: str, role: str, span: Span) -> Holding | None:
    """The person with whom a value begins, in a post, with the days that the value gives."""
    name = re.split(r"\s*(?:[,;(]|\s[–—-]\s|\b(?:since|from|until)\b)", value.strip(" *_"))[0].strip(" *_.")
    if not is_person(name):
        return None
    begins, ends = _days(reading, span)
    return Holding(name, role, span, begins, ends)


def _days(reading: Reading, span: Span) -> tuple[str, str]:
    """From when and until when, as the words of an entry say."""
    words = reading.quote(span)
    found = []
    for pattern in (_BEGINS, _ENDS):
        match = pattern.search(words)
        days = reading.dates_in(Span(span.start + match.start(), span.end)) if match else []
        near = match is not None and bool(days) and days[0].start - span.start - match.end() <= 1
        found.append(days[0].value.isoformat() if near else "")
    return found[0], found[1]


def _lines(reading: Reading) -> Iterator[Holding]:
    """Items of a list of members that begin with a name and go on with a post or a day: "- Ana Roth (Chair), appointed 3 May 2031"."""
    found: dict[str, list[Holding]] = {}
    for match in _LINE.finditer(reading.text):
        section = reading.section(match.start())
        span = reading.trimmed(Span(match.start("name"), match.end()))
        name = match["name"].strip(" *_")
        listed = bool(section) and bool(_LIST.search(section)) and not _NO_LIST.search(section)
        if not listed or not is_person(name) or not reading.visible(span):
            continue
        begins, ends = _days(reading, span)
        post = _post(match["note"] or "") or _post((match["rest"] or "").split(",")[0])
        if post:
            found.setdefault(section, []).append(Holding(name, post, span, begins, ends))
    for held_there in found.values():
        if len(held_there) >= _LEAST:
            yield from held_there


def _post(words: str) -> str:
    """A post, without what an entry says of its days; "" where the words are none."""
    words = re.split(r"\s*[;,(]|\s+(?:since|from|until|appointed|elected)\b", words.strip(" *_."))[0].strip()
    return words if words[:1].isupper() and is_role(words) and not is_person(words) and not is_body(words) else ""


def _headed_tables(reading: Reading) -> Iterator[Holding]:
    """Tables of names and days under the heading of a post: "Current chair" above "Name | Organisation | Since"."""
    for table, _ in reading.tables:
        names = [name.strip() for name in table.header]
        role = _HEADED.sub("", _HEADED.sub("", reading.section(table.start))).strip()
        at = next((column for column, name in enumerate(names) if _NAMES.fullmatch(name)), -1)
        dated = [column for column, name in enumerate(names) if _SINCE.fullmatch(name) or _UNTIL.fullmatch(name)]
        if (
            at < 0
            or not dated
            or not is_role(role)
            or any(re.fullmatch(r"(?i)role|position|post|office", n) for n in names)
        ):
            continue
        for record in reading.records(table):
            cells = {cell.column: Span(cell.start, cell.end) for cell in record.row.cells}
            person = reading.quote(cells[at]).strip() if at in cells else ""
            if not is_person(person) or not reading.visible(record.span):
                continue
            begins, ends = "", ""
            for column in dated:
                days = [day.value.isoformat() for day in reading.dates_in(cells[column])] if column in cells else []
                if _UNTIL.fullmatch(names[column]):
                    ends = days[0] if days else ends
                else:
                    begins, ends = (days[0] if days else begins), (days[1] if len(days) == _PAIR else ends)
            yield Holding(person, role[:1].upper() + role[1:], record.span, begins, ends)


def _run_on(reading: Reading) -> Iterator[Holding]:
    """Officers in one sentence, parted by semicolons: "The officers are: Ana Roth, Chair; Bo Lund, Treasurer."."""
    for span in reading.sentences:
        match = _RUN.search(reading.quote(span))
        parts = [_PART.fullmatch(part.strip()) for part in match["list"].split(";")] if match else []
        if len(parts) < _LEAST or not all(part and is_person(part["name"]) and is_role(part["role"]) for part in parts):
            continue
        for part in filter(None, parts):
            yield Holding(part["name"].strip(), part["role"].strip(), span)
