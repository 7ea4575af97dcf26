"""A message, whatever format it came in, as a document: its headers, then its body, with offsets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import getaddresses

from evidence.model import (
    Annotation,
    Attachment,
    DocumentDate,
    Heading,
    Mark,
    Metadata,
    Origin,
    ParsedDocument,
    Table,
)
from ingest.parse.mail_quotes import find_quotes

SHOWN = ("From", "To", "Cc", "Date", "Subject")


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message says. ``headers`` are decoded (name, value) pairs; ``bodies`` its visible parts in order."""

    headers: tuple[tuple[str, str], ...]
    bodies: tuple[ParsedDocument, ...]
    attachments: tuple[Attachment, ...] = ()
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    sent: datetime | None = None
    properties: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class _Draft:
    """The document as it is written."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    annotations: list[Annotation] = field(default_factory=list)
    values: dict[str, tuple[int, int]] = field(default_factory=dict)

    def write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


def compose(letter: Letter, parser: str) -> ParsedDocument:
    """The document of a message.

    Text: one line a header ("Subject: ..."), a blank line, then the bodies with a blank line between
    them. Properties: ``message_id``, ``in_reply_to``, ``references``, ``thread`` (the id of the first message),
    ``from``, ``to``, ``cc`` and ``quoted`` (spans "12-80,95-120" of the text that repeat earlier messages).
    """
    draft = _Draft()
    values = _shown_headers(letter.headers)
    for name, value in values.items():
        _write_header(draft, name, value)
    headings: list[Heading] = []
    tables: list[Table] = []
    quoted: list[tuple[int, int]] = []
    for body in letter.bodies:
        if not body.text.strip():
            continue
        draft.write("\n\n" if draft.length else "")
        offset = draft.length
        draft.write(body.text)
        headings += [replace(item, start=item.start + offset, end=item.end + offset) for item in body.headings]
        tables += [shift_table(table, offset) for table in body.tables]
        draft.annotations += [
            replace(item, start=item.start + offset, end=item.end + offset) for item in body.annotations
        ]
        quoted += [(start + offset, end + offset) for start, end in find_quotes(body.text)]
    return ParsedDocument(
        text="".join(draft.pieces),
        parser=parser,
        metadata=_metadata(letter, values, draft, quoted),
        headings=tuple(headings),
        tables=tuple(tables),
        annotations=tuple(draft.annotations),
        attachments=letter.attachments,
        warnings=letter.warnings + tuple(warning for body in letter.bodies for warning in body.warnings),
    )


def shift_table(table: Table, by: int) -> Table:
    """``table`` with all its offsets moved by ``by``."""
    rows = tuple(
        replace(
            row,
            start=row.start + by,
            end=row.end + by,
            cells=tuple(replace(cell, start=cell.start + by, end=cell.end + by) for cell in row.cells),
        )
        for row in table.rows
    )
    return replace(
        table,
        start=table.start + by,
        end=table.end + by,
        header_start=table.header_start + by,
        header_end=table.header_end + by,
        rows=rows,
    )


def _shown_headers(headers: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The headers that are part of the text, in their order; repeated To and Cc lines are joined."""
    found: dict[str, str] = {}
    for name in SHOWN:
        values = [value for key, value in headers if key.lower() == name.lower() and value]
        if values:
            found[name] = ", ".join(values) if name in ("To", "Cc") else values[0]
    return found


def _write_header(draft: _Draft, name: str, value: str) -> None:
    if draft.length:
        draft.write("\n")
    start = draft.length
    draft.write(f"{name}: ")
    draft.values[name] = (draft.length, draft.length + len(value))
    draft.write(value)
    draft.annotations.append(Annotation(start, draft.length, Mark.HEADER, name.lower()))


def _metadata(letter: Letter, values: dict[str, str], draft: _Draft, quoted: list[tuple[int, int]]) -> Metadata:
    dates: tuple[DocumentDate, ...] = ()
    if letter.sent is not None and "Date" in draft.values:
        dates = (DocumentDate("written", letter.sent.date(), Origin.HEADER, *draft.values["Date"]),)
    thread = next((name for name in (*letter.references, letter.in_reply_to, letter.message_id) if name), "")
    properties = {
        "message_id": letter.message_id,
        "in_reply_to": letter.in_reply_to,
        "references": " ".join(letter.references),
        "thread": thread,
        "from": values.get("From", ""),
        "to": values.get("To", ""),
        "cc": values.get("Cc", ""),
        "quoted": ",".join(f"{start}-{end}" for start, end in quoted),
        **dict(letter.properties),
    }
    return Metadata(
        title=values.get("Subject", ""),
        author=_author(values.get("From", "")),
        created=letter.sent,
        dates=dates,
        properties={name: value for name, value in properties.items() if value},
    )


def _author(sender: str) -> str:
    """The name of the sender, or the address of one without a name."""
    pairs = getaddresses([sender[:1000]])
    name, address = pairs[0] if pairs else ("", "")
    return name.strip() or address or sender
