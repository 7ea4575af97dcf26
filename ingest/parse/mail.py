"""Mail: single messages (EML) and mailboxes (mbox), read with the standard library's parser.

A mailbox is a file of parts, a message each, named by its Message-ID.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from email import policy
from email.message import Message
from email.parser import BytesParser

from evidence.errors import Corrupt, TooLarge
from evidence.model import ParsedDocument
from ingest.limits import Limits
from ingest.parse.mail_body import read_content
from ingest.parse.mail_headers import decode_header, first, message_ids, moment
from ingest.parse.mail_letter import Letter, compose
from ingest.parse.mail_names import UniqueNames, safe_name

_EML, _MBOX = "eml/1", "mbox/1"
# A message begins at "From " and a sender with a date, after a blank line, before a header.
_SEPARATOR = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From [^\n]*\d[^\n]*\n(?=>?[!-9;-~]+:|>?From )")
_ESCAPED = re.compile(rb"^>(>*From )", re.M)
_WARNINGS = 50


def parse_eml(data: bytes, name: str, limits: Limits) -> ParsedDocument:
    """One message: its headers and body as text, its attachments beside it (see ``mail_letter.compose``)."""
    if data.startswith(b"From "):  # saved from a mailbox, envelope and all
        data = data.partition(b"\n")[2]
    return compose(_letter(data.lstrip(b"\r\n"), limits), _EML)


def parse_mbox(data: bytes, name: str, limits: Limits) -> ParsedDocument:
    """A mailbox: every message a part, named by its Message-ID, or by its hash when it has none.

    A message that cannot be read costs a warning. Raises ``Corrupt`` when none can, and ``TooLarge`` beyond
    ``limits.characters`` in all.
    """
    names = UniqueNames()
    parts: list[tuple[str, ParsedDocument]] = []
    problems: list[str] = []
    failed = characters = 0
    for number, source in enumerate(_messages(data), 1):
        try:
            document = compose(_letter(source, limits), _MBOX)
        except Exception as error:  # whatever one message does to a parser must not cost the others
            failed += 1
            problems.append(f"message {number} was left out: {error or type(error).__name__}"[:300])
            continue
        characters += len(document.text)
        if characters > limits.characters:
            raise TooLarge(f"more than {limits.characters:,} characters, which is the limit")
        fragment = safe_name(document.metadata.properties.get("message_id", "").replace("/", "_"))
        fragment = names.take(fragment or hashlib.sha256(source).hexdigest()[:16], extension=False)
        problems += [f"message {fragment}: {warning}" for warning in document.warnings]
        parts.append((fragment, document))
    if not parts:
        raise Corrupt(problems[0] if problems else "no message begins in it")
    more = len(problems) - _WARNINGS
    warnings = (*problems[:_WARNINGS], *([f"{more:,} further warnings"] if more > 0 else []))
    return ParsedDocument("", _MBOX, parts=tuple(parts), warnings=warnings)


def _messages(data: bytes) -> Iterator[bytes]:
    """The sources of the messages of a mailbox, their envelope lines dropped and their escaped lines restored."""
    starts = [(match.start(), match.end()) for match in _SEPARATOR.finditer(data)]
    if not starts or data[: starts[0][0]].strip():
        starts.insert(0, (0, 0))
    ends = [start for start, _ in starts[1:]] + [len(data)]
    for (_, begin), end in zip(starts, ends, strict=True):
        source = data[begin:end].strip(b"\r\n")
        if source:
            yield _ESCAPED.sub(rb"\1", source)


def _letter(data: bytes, limits: Limits) -> Letter:
    message: Message = BytesParser(policy=policy.compat32).parsebytes(data)
    headers = tuple((key, decode_header(value)) for key, value in message.raw_items())
    content = read_content(message, limits)
    references = message_ids(first(headers, "references"))
    replies = message_ids(first(headers, "in-reply-to"))
    received = [value.rpartition(";")[2] for key, value in headers if key.lower() == "received"]
    return Letter(
        headers=headers,
        bodies=tuple(content.bodies),
        attachments=tuple(content.attachments),
        message_id=next(iter(message_ids(first(headers, "message-id"))), ""),
        in_reply_to=replies[0] if replies else "",
        references=references,
        # the last Received line is the first stop of the message: the nearest to a missing date
        sent=moment(first(headers, "date")) or (moment(received[-1]) if received else None),
        properties=tuple(content.properties.items()),
        warnings=tuple(content.warnings),
    )
