"""Approvals in the version history of a document, as a table or as lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span
from ingest.facts.approval_fields import NAME, PLAIN_DAY, SUBJECT_LABEL, party_fields
from ingest.facts.columns import Record
from ingest.facts.controlled import Controlled
from ingest.facts.head_clauses import RELEASED_BY
from ingest.facts.mentions import named, someone
from ingest.facts.reading import Reading

_HISTORY = re.compile(r"(?:version|edition|issue|rev(?:ision)?\.?|ver\.?)(?: no\.?| number)?", re.I)
_CHANGE = re.compile(
    r"(?:what|change(?:s|d)?|description(?: of changes?)?|comments?|remarks?|reason(?: for change)?|note(?:s)?|status|action|summary(?: of changes?)?|event|nature of (?:change|amendment)|amendments?|details?|state)",
    re.I,
)
_WHO = re.compile(
    r"(?:who(?: wrote(?: it)?)?|by|author|name|person|editor|changed by|approved by|approver|responsible|owner|prepared by|released by|reviewer)",
    re.I,
)
_APPROVER = re.compile(rf"(?:approver|approval|approval \(.*\)|{RELEASED_BY})", re.I)
_HISTORY_LINE = re.compile(
    r"^[ \t>*•-]*(?:version|edition|issue|rev(?:ision)?\.?|v\.?)[ \t]*(?P<version>[A-Z](?![\w])|\d[\d.]*\d|\d)[^\n|]*?\b(?P<verb>approved|adopted|ratified|endorsed|released|signed off) by (?P<who>[^\n|;]{3,80})$",
    re.I | re.M,
)
_YES = re.compile(r"\b(?:approved|adopted|ratified|endorsed|released|authori[sz]ed|signed off|passed)\b", re.I)
_NO = re.compile(
    r"\b(?:not|to be|will be|awaiting|pending|for|before|until|subject to|draft|propos\w+|submitted|if|once)\b[^.;]{0,25}$",
    re.I,
)


def histories(reading: Reading, own: Controlled | None) -> Iterator[Fact]:
    """The rows of version histories that say that a version was approved, and by whom."""
    if own is None and reading.kind not in ("report", "other"):
        return
    for table, _ in reading.tables:
        first = next((name for name in table.header if name), "")
        if not _HISTORY.fullmatch(first.strip()) or any(SUBJECT_LABEL.fullmatch(name.strip()) for name in table.header):
            continue
        for record in reading.records(table):
            if own is None and (record.named(_APPROVER.pattern) is None or not reading.title):
                continue
            if own is not None and own.approval is not None and own.approval.span == record.span:
                continue  # told already, as the document's own
            yield from _history_row(reading, own, record)


def _history_row(reading: Reading, own: Controlled | None, record: Record) -> Iterator[Fact]:
    version = record.named(_HISTORY.pattern)
    change, approver, person = (record.named(pattern.pattern) for pattern in (_CHANGE, _APPROVER, _WHO))
    if version is None or not reading.visible(record.span):
        return
    said = _YES.search(change.text) if change else None
    if said and change and _NO.search(change.text[: said.start()]):
        return
    who = someone(approver.text) if approver else None
    if who is None and said and change:
        by = re.search(r"\bby\s+(?P<who>[^.;,]+(?:,[^.;,]+)?)", change.text)
        if by and (who := someone(re.split(r"\s+(?:on|at|in)\s+", by["who"])[0])) is None:
            return
        who = who or (someone(person.text) if person else None)
    if who is None and not said:
        return
    day = next((day for entry in record.entries if (day := reading.day(entry.span))), "")
    title = named(reading.title) if own is None else own.title
    fields = {"subject": title, "version": _plain_version(version.text), "decision": "approved"} | party_fields(who)
    yield reading.fact("approval", fields, [record.span], extractor=NAME, dates={"approved": day}, origin="cell")


def history_lines(reading: Reading, own: Controlled | None) -> Iterator[Fact]:
    """A version history in lines: "Edition B, 1 June 2030, step 4 changed, approved by K. Moe"; one line alone is none."""
    found = [
        match for match in _HISTORY_LINE.finditer(reading.text) if reading.visible(Span(match.start(), match.end()))
    ]
    for match in found if len(found) > 1 else ():
        span = reading.trimmed(Span(match.start(), match.end()))
        days = reading.dates_in(span)
        who = someone(PLAIN_DAY.sub("", match["who"]).strip(" ,;."))
        told = own is not None and own.approval is not None and own.version in ("", match["version"])
        if who is None or len(days) != 1 or told or _NO.search(reading.text[match.start() : match.start("verb")]):
            continue
        fields = {"subject": named(reading.title), "version": match["version"], "decision": "approved"} | party_fields(
            who
        )
        yield reading.fact("approval", fields, [span], extractor=NAME, dates={"approved": days[0].value.isoformat()})


def _plain_version(words: str) -> str:
    if re.fullmatch(r"[A-UW-Z]\d{1,2}", words.strip()):
        return words.strip()  # "P02" of a drawing
    match = re.search(r"\d+(?:\.\d+)*[a-z]?", words)
    return match[0] if match else words.strip()
