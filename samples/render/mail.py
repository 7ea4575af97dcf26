"""EML: plain or HTML bodies, threads, attachments of text or of other sources."""

from __future__ import annotations

import mimetypes
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from typing import Any

from samples.render import formats
from samples.render.source import Source, moment, read
from samples.render.web import fragment


def eml(source: Source) -> bytes:
    """The bytes of a message."""
    head = source.meta["mail"]
    message = EmailMessage()
    message["From"], message["To"] = head["from"], ", ".join(_many(head["to"]))
    if copies := _many(head.get("cc")):
        message["Cc"] = ", ".join(copies)
    message["Subject"] = head.get("subject", source.title)
    message["Date"] = format_datetime(_sent(head["date"]))
    message["Message-ID"] = f"<{head['message_id'].strip('<>')}>"
    if parent := head.get("in_reply_to"):
        message["In-Reply-To"] = message["References"] = f"<{parent.strip('<>')}>"
    message.set_content(source.body)
    if head.get("html"):
        message.add_alternative(f"<html><body>{fragment(source.body)}</body></html>", subtype="html")
    for attachment in head.get("attachments") or ():
        _attach(message, attachment, source)
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"part-{sha256(f'{source.file} {number}'.encode()).hexdigest()[:24]}")
    return bytes(message)


def _many(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _sent(value: Any) -> Any:
    return value if getattr(value, "tzinfo", None) else moment(value)


def _attach(message: EmailMessage, attachment: dict[str, str], source: Source) -> None:
    if "text" in attachment:
        message.add_attachment(attachment["text"], filename=attachment["name"])
        return
    inner = read(source.path.parents[1] / attachment["source"])
    made = Source(inner.path, attachment["name"], inner.body, inner.meta)
    kind = (mimetypes.guess_type(attachment["name"])[0] or "application/octet-stream").split("/")
    message.add_attachment(formats.render(made), maintype=kind[0], subtype=kind[1], filename=attachment["name"])
