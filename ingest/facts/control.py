"""Document control: what controlled documents are, who owns them, when they are reviewed. See ``facts``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span
from ingest.facts.columns import Record
from ingest.facts.controlled import Controlled, controlled
from ingest.facts.document_rows import register_rows, title_entry
from ingest.facts.mentions import document_in, someone
from ingest.facts.parties import Party
from ingest.facts.reading import Reading

NAME = "control/1"

_DOC = r"(?:policy|procedure|standard|document|charter|framework|plan|code|guideline|schedule|handbook|manual)"
_OWNS = re.compile(
    r"(?P<who>[^.;|\n]{2,80}?),?\s+(?:(?:now |also |still )?owns|is (?:now )?(?:the )?(?:\w+ )?owner of|has (?:taken over|ownership of))\s+(?P<what>[^.;|\n]{3,90})", re.I
)  # fmt: skip
_OWNED = re.compile(r"(?P<what>[^.;|\n]{3,90}?)\s+(?:is|are)\s+(?:now )?owned by\s+(?P<who>[^.;|\n]{2,80})", re.I)
_OWNER_IS = re.compile(r"\bowner of\s+(?P<what>[^.;:|\n]{3,70}?)(?:\s+is|:)\s+(?P<who>[^.;|\n]{2,80})", re.I)
_REVIEWED = re.compile(r"\b(?:was|were|has been|have been)\s+(?:last\s+)?(?:reviewed|revised)\b", re.I)
_NOT = re.compile(
    r"\b(?:if|unless|no one|nobody|who|whoever|each|every|any|will|shall|should|must|not|no longer|was|were|until|once)\b",
    re.I,
)
_PROPER = re.compile(r"(?:the\s+)?(?:[A-Z][\w&/'’-]*)(?:\s+(?:of|for|and|on|the|[A-Z\d][\w&/'’-]*))*")
_STEADY = {
    "approved": "approved",
    "reviewed": "reviewed",
    "review": "review",
    "effective": "effective",
    "issued": "issued",
    "withdrawn": "withdrawn",
}


def facts(reading: Reading) -> Iterator[Fact]:
    """The document as a controlled one; owners and reviews, its own, of registers, and told in prose."""
    own = controlled(reading)
    if own is not None:
        yield from _document(reading, own)
    for record in register_rows(reading):
        yield from _row(reading, record)
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
    spans = [approval.span] if approval else []
    spans += [
        own.spans[name]
        for name in ("owner", "version", "review", "status", "effective", "number", "supersedes", "author", "reviewed")
        if name in own.spans
    ]
    spans = list(dict.fromkeys([*spans, *_title_span(reading, own)]))
    yield reading.fact(
        "document", fields, spans or [reading.line(0)], extractor=NAME, dates=dates, strength=own.strength
    )
    if own.owner is not None:
        owner = {"subject": own.title} | _owner(own.owner)
        yield reading.fact("ownership", owner, [own.spans["owner"]], extractor=NAME, strength=own.strength)
    due, last = own.days.get("review", ""), own.days.get("reviewed", "")
    if due or last or own.cadence:
        review = {"subject": own.title, "cadence": own.cadence, "owner": own.owner.name if own.owner else ""}
        places = [own.spans[name] for name in ("review", "reviewed", "cadence") if name in own.spans]
        days = {"due": due, "last": last}
        spans = list(dict.fromkeys(places))
        yield reading.fact("review", review, spans, extractor=NAME, dates=days, strength=own.strength)


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


def _told(reading: Reading, span: Span, own: Controlled | None) -> Iterator[Fact]:
    words = reading.quote(span)
    lower = words.lower()
    if len(words) > 600 or not any(key in lower for key in ("own", "taken over", "review", "revis")):
        return
    for pattern in (_OWNER_IS, _OWNED, _OWNS):
        match = pattern.search(words)
        if match is None or _NOT.search(words[: match.end("who" if pattern is _OWNS else "what")]):
            continue
        subject = _subject(reading, span, match.start("what"), match.end("what"), own)
        who = someone(_cut(match["who"]))
        if subject and who is not None and who.name != subject:
            yield reading.fact("ownership", {"subject": subject} | _owner(who), [span], extractor=NAME)
            break
    if (match := _REVIEWED.search(words)) and (day := reading.day(Span(span.start + match.end(), span.end))):
        mention = document_in(reading.text, span.start, span.start + match.start())
        if mention is not None:
            yield reading.fact("review", {"subject": mention.subject}, [span], extractor=NAME, dates={"last": day})


def _cut(words: str) -> str:
    words = re.split(r",?\s+(?:and|who|which|since|from|on|as|because|until)\s", words)[0]
    return re.sub(r"^\W*(?:today|now|currently|at present|meanwhile)\W+", "", words.strip(" *_"), flags=re.I)


def _subject(reading: Reading, span: Span, start: int, end: int, own: Controlled | None) -> str:
    """What is owned: a document named, this document, or a thing with a name of its own."""
    lead = re.match(r"(?:for|in|at|within|today|now|currently)\b[^,]*,\s*", reading.quote(span)[start:end], re.I)
    start += lead.end() if lead else 0
    words = reading.quote(span)[start:end].strip(" *_,")
    if re.match(rf"this\s+(?:\w+\s+)?{_DOC}\b", words, re.I):
        return own.title if own is not None else ""
    mention = document_in(reading.text, span.start + start, span.start + end)
    if mention is not None:
        return mention.subject
    name = _PROPER.match(words)
    proper = name is not None and len(name[0]) > 3 and name[0].lower() not in ("the", "this")
    return (
        re.sub(r"^the\s+", "", name[0].strip(), flags=re.I)
        if proper and name and not re.match(r"(?:it|each|every|the\s*$)", words, re.I)
        else ""
    )
