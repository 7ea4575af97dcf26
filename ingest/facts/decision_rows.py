"""Tables of decisions: those of one meeting's minutes, and logs that list the decisions of many meetings.

In a log each row has a day of its own, and perhaps the body that met: "BD-31-04 | 3 May 2031 | New lift | Refused | 4:2".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from evidence.model import Span, Table
from ingest.facts.columns import Record, role_of
from ingest.facts.deciding import SETTLED, VOTE, by_words, outcome_of
from ingest.facts.parties import is_body, is_role
from ingest.facts.reading import Reading
from ingest.facts.statements import numbered
from ingest.facts.typed_rows import typed

_COLUMN = re.compile(
    r"(?:decisions?|resolutions?|(?:decision|resolution)s? (?:taken|made|adopted|passed)|beschluss|decision ?/ ?action|decision or action)(?: text)?|"
    r"disposition|verdict|ruling|what (?:was|we|they) (?:decided|agreed|resolved)|(?:text|wording) of (?:the )?(?:decision|resolution)",
    re.I,
)
_OUTCOME_COLUMN = re.compile(r"(?:outcome|result|status|vote result|decision|disposition|verdict|ruling)", re.I)
_VOTE_COLUMN = re.compile(
    r"(?:votes?|voting|for ?/ ?against(?: ?/ ?abst\w*)?|majority|how(?: (?:it was )?(?:decided|carried|voted|agreed))?)",
    re.I,
)
_SUBJECT_COLUMN = re.compile(
    r"(?:(?:agenda )?items?|subjects?|topics?|matters?|titles?|business|about|issues?|concern(?:s|ing)|what(?: about)?|re)",
    re.I,
)
_BY_VERDICT = re.compile(r"disposition|verdict|ruling", re.I)
_CHANGE_COLUMN = re.compile(r"(?:change|request|proposal|title|description|application|subject|topic)s?", re.I)
_DAY_COLUMN = re.compile(
    r"(?:dates?|day|when|held|(?:date of (?:the )?)?(?:meeting|session|sitting|decision|resolution)(?: (?:date|day|of|on))?|(?:decided|agreed|resolved|adopted|passed|taken|made)(?: on)?)",
    re.I,
)
_BODY_COLUMN = re.compile(
    r"(?:body|committee|board|forum|group|meeting|session|decided by|taken by|made by|by(?: whom)?)", re.I
)
_LOG = re.compile(
    r"\b(?:decisions?|resolutions?)\b[\s_-]*(?:log|register|list|book|record|table|tracker)?(?:\W|\d)*$|\b(?:decisions?|resolutions?)[\s_-]+(?:log|register|list|book|record|table|tracker)\b|"
    r"\b(?:log|register|list|book|record|table|tracker) of (?:\w+ ){0,2}(?:decisions|resolutions)\b",
    re.I,
)
_OF_BODY = re.compile(
    r"^(?P<body>[^\W\d_][\w&.' -]{1,60}?)[\s:–—-]+(?:decisions?|resolutions?)\b|\b(?:decisions|resolutions) (?:of|by|taken by) (?:the )?(?P<of>[^,:;(\n]{2,60})",
    re.I,
)
_UNDECIDED = re.compile(
    r"\W*(?:pending|proposed|proposal|draft|open|to be (?:decided|confirmed|agreed)|under (?:review|discussion|consideration)|in (?:discussion|review|preparation)|not (?:yet )?decided|awaiting\b.*|tbd|tbc|requested|submitted)\W*",
    re.I,
)  # an outcome that is none yet
_NUMBER_AND_TEXT = 2  # columns of a list whose header looks like a row of labels and values
_MOST = 0.7  # share of a column's cells that hold what its name says
_SHORT = 4  # words up to which a decision needs its subject to be understood


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision of a table; ``held`` is the ISO day and ``body`` the body that its own row gives, or ""."""

    text: str
    number: str
    outcome: str
    vote: str
    span: Span
    subject: str = ""
    held: str = ""
    body: str = ""


def decision_rows(reading: Reading, table: Table, *, minuted: bool) -> Iterator[DecisionRow]:
    """The rows of a table of decisions; unless the document is ``minuted`` only those of a log, which dates its rows."""
    if minuted and (kinds := typed(reading, table, "decision")):
        yield from _kinds(*kinds)
        return
    table = _headed(reading, table)
    names = [name.strip() for name in table.header]
    column = next((name for name in names if _COLUMN.fullmatch(_spaced(name))), "")
    if not column:
        return
    days = _dated(reading, table, [name for name in names if name != column])
    if days and (minuted or _is_log(reading, table, column, names)):
        yield from _logged(reading, table, column, days)
    elif minuted:
        yield from _listed(reading, table, column)


def _kinds(text: str, rows: list[Record]) -> Iterator[DecisionRow]:
    """The rows that a table of minutes calls decisions."""
    for record in rows:
        if entry := record.named(re.escape(text)):
            words = " ".join(entry.text.split())
            yield DecisionRow(words, record.text("number"), outcome_of(words), voted(words), record.span)


def _headed(reading: Reading, table: Table) -> Table:
    """A table of numbers and decisions with its first row as header, where the parser saw none in two columns."""
    first = table.rows[0] if table.rows and not any(table.header) else None
    if first is None or len(first.cells) != _NUMBER_AND_TEXT or len(table.rows) < _NUMBER_AND_TEXT or first.hidden:
        return table
    names = tuple(reading.text[cell.start : cell.end].strip() for cell in first.cells)
    if role_of(names[0]) != "number" or not _COLUMN.fullmatch(names[1]):
        return table
    return replace(table, header=names, rows=table.rows[1:], header_start=first.start, header_end=first.end)


def _dated(reading: Reading, table: Table, names: list[str]) -> str:
    """The column that says on which day each decision was taken; a day after the meeting is one by which to act."""
    last = reading.meeting.held if reading.meeting else ""
    for name in names:
        if _DAY_COLUMN.fullmatch(_spaced(name)):
            held = [entry.text for record in reading.records(table) if (entry := record.named(re.escape(name)))]
            days = [day for words in held if (day := reading.day_of(words))]
            if held and len(days) >= _MOST * len(held) and not any(last and day > last for day in days):
                return name
    return ""


def _is_log(reading: Reading, table: Table, column: str, names: list[str]) -> bool:
    """Whether what stands around a table, or its columns, say that it lists decisions of bodies."""
    around = (reading.title, table.caption, table.sheet or "", reading.section(table.start))
    if any(_LOG.search(words.strip()) for words in around):
        return True
    subject = any(_SUBJECT_COLUMN.fullmatch(name) for name in names)
    voted = any(re.match(r"vot|for ?/|majority", name, re.I) for name in names)
    return bool(re.match(r"resolution|what ", column, re.I)) and subject and voted


def _logged(reading: Reading, table: Table, column: str, days: str) -> Iterator[DecisionRow]:
    for record in reading.records(table):
        entry = record.named(re.escape(column))
        day = record.named(re.escape(days))
        if entry is None or day is None or not reading.visible(record.span) or len(entry.text.strip()) < 3:
            continue
        held = reading.day_of(day.text)
        words = " ".join(entry.text.split())
        number, begins = numbered(words)
        subject = next((e.text for e in record.entries if e.text.strip() and _about(e.name, column, days)), "")
        subject = " ".join(subject.split())
        outcome, vote = _result(record, column), _votes(record, words)
        if _UNDECIDED.fullmatch(outcome):
            continue
        text = words[begins:]
        if subject and len(text.split()) <= _SHORT:
            text = f"{subject}: {text}"
        number = number or record.text("number")
        yield DecisionRow(
            text, number, outcome_of(outcome or words), vote, record.span, subject, held, _by(record, column)
        )


def _about(name: str, *taken: str) -> bool:
    return name.strip() not in taken and bool(_SUBJECT_COLUMN.fullmatch(name.strip()))


def _result(record: Record, column: str) -> str:
    """The words of a column of outcomes beside that of decisions."""
    told = [e for e in record.entries if e.name.strip() != column and _OUTCOME_COLUMN.fullmatch(_spaced(e.name))]
    return next((entry.text for entry in told if entry.text.strip()), "")


def _spaced(name: str) -> str:
    """A column's name as words: "decided_by" in a file of data is "decided by"."""
    return " ".join(name.replace("_", " ").split())


def _votes(record: Record, words: str) -> str:
    entry = record.named(_VOTE_COLUMN.pattern)
    return " ".join(entry.text.split()) if entry else voted(words)


def _by(record: Record, column: str) -> str:
    """The body that a row names, in a column of bodies or beside the day of the meeting ("Board, 3 May 2031")."""
    for entry in record.entries:
        if entry.name.strip() == column or not _BODY_COLUMN.fullmatch(_spaced(entry.name)):
            continue
        words = re.split(r"[,(]|\s(?=\d)|\s[-–—]\s", entry.text.strip(), maxsplit=1)[0].strip()
        if not is_role(words) and (is_body(words) or re.fullmatch(r"[A-Z][A-Z&]{1,5}", words)):
            return words
    return ""


def body_of_log(title: str) -> str:
    """The body whose decisions a title says are listed: "Harbour Board decisions 2031", "Resolutions of the Council"."""
    match = _OF_BODY.search(title.strip())
    words = (match["body"] or match["of"]).strip() if match else ""
    return words if words and (is_body(words) or re.fullmatch(r"[A-Z][A-Z&]{1,5}", words)) else ""


def _listed(reading: Reading, table: Table, column: str) -> Iterator[DecisionRow]:
    """Rows under a column of decisions of one meeting; a column of outcomes or votes beside it is read too."""
    for record in reading.records(table):
        entry = record.named(re.escape(column))
        if entry is None or not reading.visible(record.span) or len(entry.text.strip()) < 3:
            continue
        words = entry.text.strip()
        number, begins = numbered(words)
        if re.search(r"action", column, re.I) and _is_task(record, words):
            continue
        about = record.text("text") or _subject(record, column)
        if _OUTCOME_COLUMN.fullmatch(column) and about and (len(words.split()) <= 3 or _BY_VERDICT.fullmatch(column)):
            vote = record.named(_VOTE_COLUMN.pattern)
            told = vote.text if vote else ""
            about = about if len(words.split()) <= 1 else f"{about}: {words}"
            yield DecisionRow(about, record.text("number"), outcome_of(words), told, record.span)
        else:
            result = _result(record, column)
            if not _UNDECIDED.fullmatch(result):
                number = number or record.text("number")
                outcome = outcome_of(result or words)
                yield DecisionRow(words[begins:], number, outcome, _votes(record, words), record.span)


def _subject(record: Record, column: str) -> str:
    """What a row of changes or requests is about."""
    return next((e.text for e in record.entries if e.text.strip() and _CHANGE_COLUMN.fullmatch(e.name.strip())), "")


def voted(words: str) -> str:
    """How a vote went, as the words say it, or ""."""
    match = VOTE.search(words)
    return match[0] if match else ""


def _is_task(record: Record, words: str) -> bool:
    """In a table of decisions and actions together, a row with an owner and no verb of deciding is an action."""
    return bool(record.text("owner")) and by_words(words) is None and not SETTLED.search(words)
