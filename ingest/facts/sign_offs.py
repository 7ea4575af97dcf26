"""Tables in which people sign off: a name, what each decided and when, of one document or a document a row.

Sign-off sheets, exports of approvals and the approvals of a ticket have this form in common. A row without a decision,
and one that is still pending, tells of nobody's approval.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Span, Table
from ingest.facts.columns import Entry, Record
from ingest.facts.labels import subject as about
from ingest.facts.mentions import NUMBER, named, someone
from ingest.facts.parties import Party, is_person, is_role
from ingest.facts.reading import Reading

_PERSON = re.compile(
    r"(?:approver|approver name|reviewer|user|(?:approved|decided|signed(?: off)?|authori[sz]ed|granted) by|name|full name|signatory|who|person|director|member)",
    re.I,
)
_ROLE = re.compile(r"(?:approver )?(?:role|position|function|job title|capacity|title|post)", re.I)
_VERDICT = re.compile(r"(?:approval |approver )?(?:decision|outcome|verdict|response|result|state|status)", re.I)
_PLAIN = re.compile(r"(?:approv(?:al|ed|e)|signed[- ]off|sign[- ]?off|agreed|authori[sz]ed)\??", re.I)
_DAY = re.compile(
    r"(?:date|day|on|when|timestamp|(?:submitted|reviewed|updated) at|(?:(?:approved|decided|signed(?: off)?|authori[sz]ed|responded)(?: on| at)|(?:date|time) (?:of (?:decision|approval|sign[- ]?off)|approved|decided|signed))|(?:decision|approval|sign[- ]?off) date)",
    re.I,
)
_SUBJECT = re.compile(
    r"(?:document|policy|procedure|standard|controlled document|(?:document|policy|procedure) (?:title|name)|subject|matter|title|summary|item)",
    re.I,
)
_VERSION = re.compile(r"(?:document )?(?:version|edition|issue|revision|rev\.?)", re.I)
_SHEET = r"(?:document |plan |policy )?(?:sign[- ]?offs?|approvals?|release|authori[sz]ation)(?: (?:sheet|form|page|record|log|list|export))?"
_CONTEXT = re.compile(r"\b(?:sign[- ]?offs?|approvals?|approvers?|authori[sz]ations?)\b", re.I)
_OTHER = re.compile(
    r"\b(?:invoices?|leave|holidays?|expenses?|purchases?|risks?|training|minutes|attendance|template)\b", re.I
)
_TOLD = re.compile(
    r"\"(?:summary|title|subject|document|document_title|name)\"\s*:\s*\"(?P<value>(?:[^\"\\]|\\.){4,200})\"", re.I
)
_KEPT = re.compile(
    r"(?:document |policy )?owner|(?:next |last )?review(?: (?:date|due|by))?|review(?:ed)? (?:on|by)|(?:effective|valid|in force)(?: (?:from|since|on|date))?|retention",
    re.I,
)
"""Columns of a register of documents in force: its states are no decisions."""
_OUTCOMES = (
    ("", re.compile(r"\b(?:pending|awaiting|awaited|open|requested|outstanding|tb[cd]|to be \w+|in review|under review|not yet|n/?a|waiting)\b", re.I)),
    ("rejected", re.compile(r"\b(?:reject\w*|declin\w*|refus\w*|not approved|turned down|disapproved|denied)\b", re.I)),
    ("deferred", re.compile(r"\b(?:defer\w*|postpon\w*|referred back|sent back|returned|held over)\b", re.I)),
    ("noted", re.compile(r"\bnoted\b", re.I)),
    ("approved", re.compile(r"\b(?:approv\w+|adopted|accepted|released|granted|agreed|ratified|endorsed|signed(?: off)?|yes|ok|y)\b|[✓✔☑]", re.I)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignOff:
    """One row: who decided what on which ISO day ("" unknown), of which document, and the row's characters."""

    who: Party
    decision: str
    day: str
    subject: str
    version: str
    spans: tuple[Span, ...]


def outcome(words: str) -> str:
    """What a cell or label says was decided: approved, rejected, deferred, noted; "" where that is open or unsaid."""
    return next((name for name, pattern in _OUTCOMES if pattern.search(words)), "")


def is_sign_off(reading: Reading, table: Table) -> bool:
    """Whether a table lists people with their decisions about documents."""
    names = [_plain(name) for name in table.header if name]
    around = f"{reading.title} {table.caption} {table.sheet or ''} {reading.section(table.start)} {reading.path}"
    if table.hidden or _OTHER.search(around) or not any(_PERSON.fullmatch(name) for name in names):
        return False
    if not any(_DAY.fullmatch(name) for name in names) or any(
        re.fullmatch(r"due.*|deadline|action.*|task.*", n, re.I) for n in names
    ):
        return False
    if any(_KEPT.fullmatch(name) for name in names):
        return False
    called = any(re.match(r"approver|approved by", name, re.I) for name in names)
    code = reading.document.parser.startswith("json") and table.caption == "reviews"  # of a change of text
    told = any(_VERDICT.fullmatch(name) for name in names) and (called or code or bool(_CONTEXT.search(around)))
    return told or (any(_PLAIN.fullmatch(name) for name in names) and bool(_CONTEXT.search(around)))


def sign_offs(reading: Reading) -> Iterator[SignOff]:
    """Every row of such tables that says what somebody decided."""
    if reading.kind in ("minutes", "agenda"):
        return
    for table in reading.document.tables:
        if is_sign_off(reading, table):
            for record in reading.records(table):
                if (row := _row(reading, record)) is not None and reading.visible(record.span):
                    yield row


def _row(reading: Reading, record: Record) -> SignOff | None:
    person, told = _cell(record, _PERSON), _cell(record, _PLAIN) or _cell(record, _VERDICT)
    if person is None or told is None:
        return None
    who, on = someone(person.text), _cell(record, _DAY)
    day = (reading.day(on.span) or reading.day_of(on.text) if on else "") or reading.day_of(told.text)
    decision = outcome(told.text) or (
        "approved" if reading.day_of(told.text) or _marked(told) or (day and _of_approval(on, told)) else ""
    )
    if who is None or not decision:
        return None
    role = _cell(record, _ROLE)
    if role is not None and is_role(role.text) and is_person(who.person):
        who = Party(who.start, who.end, who.person, role.text.strip(), who.body)
    matter, place = _matter(reading, record)
    version = _cell(record, _VERSION)
    number = NUMBER.search(matter) if version is None else None
    stated = version.text.strip() if version else (number["a"] or number["b"]) if number else ""
    spans = (record.span, *([place] if place else []))
    return SignOff(who, decision, day, named(matter), stated, spans) if matter else None


def _marked(told: Entry) -> bool:
    """A cross or tick under "Approved"."""
    return bool(_PLAIN.fullmatch(_plain(told.name))) and told.text.strip().lower() in ("x", "✓", "✔", "☑")


def _of_approval(on: Entry | None, told: Entry) -> bool:
    """Whether the day is one of approval ("approved_on"), beside a state of the matter that leaves nothing open."""
    named = on is not None and re.match(r"(?i)(?:date )?(?:approv|authori[sz]|sign(?:ed)?[- ]?off)", _plain(on.name))
    return bool(named) and not _OUTCOMES[0][1].search(told.text)


def _cell(record: Record, pattern: re.Pattern[str]) -> Entry | None:
    return next(
        (entry for entry in record.entries if entry.text.strip() and pattern.fullmatch(_plain(entry.name))), None
    )


def _plain(name: str) -> str:
    """The words of a column's name, without markup and underscores, and "approvedBy" parted."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.rpartition(".")[2])
    return " ".join(re.sub(r"[*_`:]+", " ", parted).split())


def _matter(reading: Reading, record: Record) -> tuple[str, Span | None]:
    """The document that a row, a data file or the title of the sheet names, and where, beside the row."""
    own = _cell(record, _SUBJECT)
    if own is not None:
        return own.text.strip(), None
    if reading.document.parser.startswith("json"):
        found = _TOLD.search(reading.text)
        return (found["value"], Span(found.start("value"), found.end("value"))) if found else ("", None)
    words = about(reading.title, _SHEET)
    at = reading.text.find(words) if words else -1
    return (words, Span(at, at + len(words))) if at >= 0 else ("", None)
