"""Document control: what controlled documents are, who owns them, when they are reviewed. See ``facts``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span
from ingest.facts.columns import Record
from ingest.facts.controlled import Controlled, controlled
from ingest.facts.document_rows import register_rows, title_entry
from ingest.facts.keepers import keeper, lists_kept
from ingest.facts.mentions import document_in, someone
from ingest.facts.owning import owners
from ingest.facts.parties import Party
from ingest.facts.raci import accountable
from ingest.facts.reading import Reading

NAME = "control/2"

_LONGEST = 600  # characters of a sentence that is read
_REVIEWED = re.compile(r"\b(?:was|were|has been|have been)\s+(?:last\s+)?(?:reviewed|revised)\b", re.I)
_PLACES = tuple(
    "owner version review status effective number supersedes author reviewed issued withdrawn approved".split()
)
_STEADY = {
    "approved": "approved",
    "reviewed": "reviewed",
    "review": "review",
    "effective": "effective",
    "issued": "issued",
    "withdrawn": "withdrawn",
}
_ROW_FIELDS = {"number": "number", "version": "version", "status": "status"}
_ROW_DAYS = {
    "approved": ("approved",),
    "effective": ("effective", r"effective(?: (?:from|date|since))?|in force(?: (?:since|from))?|valid from"),
    "issued": ("issued", r"(?:date )?(?:issued|published)(?: on)?|issue date|date of issue"),
    "review": ("next_review",),
    "reviewed": ("last_review",),
    "withdrawn": ("withdrawn", r"(?:date )?(?:withdrawn|retired)(?: on)?"),
}
_ROW_NUMBER = re.compile(r"\b(?!ISO|IEC)[A-Z]{1,6}(?:[-/][A-Z]{1,5})?[-/]\d{1,4}\b")


def facts(reading: Reading) -> Iterator[Fact]:
    """The document as a controlled one; owners and reviews, its own, of registers, and told in prose."""
    own = controlled(reading)
    if own is not None:
        yield from _document(reading, own)
    else:
        yield from _kept(reading)
    for record in register_rows(reading):
        yield from _row(reading, record)
    for subject, who, span in accountable(reading):
        yield reading.fact("ownership", {"subject": subject} | _owner(who), [span], extractor=NAME, origin="cell")
    if reading.kind != "agenda":
        for span in reading.prose:
            yield from _told(reading, span, own)


def _document(reading: Reading, own: Controlled) -> Iterator[Fact]:
    approval = own.approval if own.approval is not None and own.approval.decision == "approved" else None
    approver = "" if approval is None or approval.who is None else approval.who.name
    dates = {name: own.days.get(name, "") for name in _STEADY} | {"approved": approval.day if approval else ""}
    fields = {
        "title": own.title,
        "number": own.number,
        "version": own.version,
        "status": own.status,
        "owner": own.owner.name if own.owner else "",
        "approver": approver,
        "author": own.author,
        "supersedes": own.supersedes,
    }
    spans = [approval.span, *own.approval_spans] if approval else []
    spans += [own.spans[name] for name in _PLACES if name in own.spans]
    spans = list(dict.fromkeys([*spans, *_title_span(reading, own)]))
    yield reading.fact(
        "document", fields, spans or [reading.line(0)], extractor=NAME, dates=dates, strength=own.strength
    )
    if own.owner is not None:
        owner = {"subject": own.title} | _owner(own.owner)
        yield reading.fact("ownership", owner, [own.spans["owner"]], extractor=NAME, strength=own.strength)
    due, last = own.days.get("review", ""), own.days.get("reviewed", "")
    if due or last or own.cadence or own.coming:
        review = {"subject": own.title, "cadence": own.cadence, "next": own.coming}
        review["owner"] = own.owner.name if own.owner else ""
        places = [own.spans[name] for name in ("review", "coming", "reviewed", "cadence") if name in own.spans]
        days = {"due": due, "last": last}
        spans = list(dict.fromkeys(places))
        yield reading.fact("review", review, spans, extractor=NAME, dates=days, strength=own.strength)


def _kept(reading: Reading) -> Iterator[Fact]:
    """The keeper of a register and its last review, from the lines above it."""
    kept = keeper(reading)
    if kept is None:
        return
    if kept.who is not None and kept.where is not None:
        yield reading.fact("ownership", {"subject": kept.title} | _owner(kept.who), [kept.where], extractor=NAME)
    if kept.last and kept.place is not None:
        yield reading.fact("review", {"subject": kept.title}, [kept.place], extractor=NAME, dates={"last": kept.last})


def _title_span(reading: Reading, own: Controlled) -> list[Span]:
    at = reading.text.find(own.title)
    span = Span(at, at + len(own.title)) if at >= 0 else None
    return [span] if span is not None and reading.visible(span) else []


def _owner(who: Party) -> dict[str, str]:
    return {"owner": who.person or who.body or who.role, "role": who.role if who.person else ""}


def _row(reading: Reading, record: Record) -> Iterator[Fact]:
    title = title_entry(record)
    if not title:
        return
    owner = someone(record.text("owner"))
    yield from _listed(reading, record, title)
    if owner is not None:
        yield reading.fact(
            "ownership", {"subject": title} | _owner(owner), [record.span], extractor=NAME, origin="cell"
        )
    days = {}
    for name, role in (("due", "next_review"), ("last", "last_review")):
        entry = record.get(role)
        days[name] = (reading.day(entry.span) or reading.day_of(entry.text)) if entry else ""
    if any(days.values()):
        fields = {"subject": title, "owner": owner.name if owner else ""}
        yield reading.fact("review", fields, [record.span], extractor=NAME, dates=days, origin="cell")


def _listed(reading: Reading, record: Record, title: str) -> Iterator[Fact]:
    """The document that a row of a register describes: one with a number or a version, and an owner, approver or day."""
    days = {name: _day(reading, record, *roles) for name, roles in _ROW_DAYS.items()}
    fields = {name: record.text(role) for name, role in _ROW_FIELDS.items()}
    fields["number"] = next((word for word in (fields["number"], _lead_number(record)) if word), "")
    approver, owner = someone(record.text("approver")), someone(record.text("owner"))
    fields |= {"title": title, "owner": owner.name if owner else "", "approver": approver.name if approver else ""}
    known = [fields["owner"], fields["approver"], *days.values()]
    if (fields["version"] or fields["number"]) and any(known):
        yield reading.fact("document", fields, [record.span], extractor=NAME, dates=days, origin="cell")


def _day(reading: Reading, record: Record, *names: str) -> str:
    """The day in the first column that is known by its role or, after those, by its name."""
    entry = record.get(names[0]) or next((each for name in names[1:] if (each := record.named(name))), None)
    return (reading.day(entry.span) or reading.day_of(entry.text)) if entry else ""


def _lead_number(record: Record) -> str:
    """The number in a column of documents, before or behind the title: "POL-3 Travel Policy"."""
    return next((match[0] for entry in record.entries if (match := _ROW_NUMBER.search(entry.text))), "")


def _told(reading: Reading, span: Span, own: Controlled | None) -> Iterator[Fact]:
    words = reading.quote(span)
    if len(words) > _LONGEST:
        return
    for owned in owners(reading, span, own):
        fields = {"subject": owned.subject} | _owner(owned.who)
        dates = {"from": owned.begins, "until": owned.ends}
        yield reading.fact("ownership", fields, [span], extractor=NAME, dates=dates)
    for subject, keeps in lists_kept(reading, span):
        yield reading.fact("ownership", {"subject": subject} | _owner(keeps), [span], extractor=NAME)
    if (match := _REVIEWED.search(words)) and (day := reading.day(Span(span.start + match.end(), span.end))):
        mention = document_in(reading.text, span.start, span.start + match.start())
        if mention is not None:
            yield reading.fact("review", {"subject": mention.subject}, [span], extractor=NAME, dates={"last": day})
