"""Outlook messages (MSG): the same document as mail makes, read from the file's MAPI properties (MS-OXMSG).

The only file that imports ``oxmsg``, and only for the tree of storages: its property classes raise on unknown code
pages and broken strings, which real files have.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email import encoders
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import HeaderParser
from email.utils import format_datetime
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

from evidence.errors import Corrupt, IngestError
from evidence.model import Attachment, ParsedDocument, content_sha256
from ingest.limits import Limits
from ingest.parse.mail_body import is_decoration, is_stub
from ingest.parse.mail_headers import decode_charset, decode_header, first, message_ids, moment
from ingest.parse.mail_letter import SHOWN, Letter, compose
from ingest.parse.mail_names import UniqueNames, safe_name, with_extension
from ingest.parse.mail_rtf import decompress

if TYPE_CHECKING:
    from oxmsg.storage import Storage

_PARSER = "msg/1"
_ROOT_HEADER, _INNER_HEADER, _PART_HEADER = 32, 24, 8  # bytes before the properties of each kind of storage
_SUBJECT, _BODY, _HTML, _RTF = 0x0037, 0x1000, 0x1013, 0x1009
_TRANSPORT_HEADERS, _MESSAGE_ID, _REFERENCES, _IN_REPLY_TO = 0x007D, 0x1035, 0x1039, 0x1042
_SUBMITTED, _DELIVERED, _CREATED = 0x0039, 0x0E06, 0x3007
_SENDER = (0x0C1A, 0x5D01, 0x0C1F)  # name, SMTP address, address
_REPRESENTED = (0x0042, 0x5D02, 0x0065)
_RECIPIENT = (0x3001, 0x39FE, 0x3003)
_RECIPIENT_TYPE, _DISPLAY_TO, _DISPLAY_CC = 0x0C15, 0x0E04, 0x0E03
_CODE_PAGE, _INTERNET_CODE_PAGE = 0x3FFD, 0x3FDE
_ATTACH_DATA, _ATTACH_METHOD, _ATTACH_TYPE, _ATTACH_ID = 0x3701, 0x3705, 0x370E, 0x3712
_ATTACH_NAMES = (0x3707, 0x3704, 0x3001)
_CLASS = 0x001A


def parse_msg(data: bytes, name: str, limits: Limits) -> ParsedDocument:
    """One Outlook item: headers and body as text, attachments beside it, as ``mail.parse_eml`` gives them.

    Raises ``Corrupt`` when the container or its list of properties cannot be read.
    """
    return compose(_letter(_Item(_open(data), _ROOT_HEADER), limits, 0), _PARSER)


def _open(data: bytes) -> Storage:
    from olefile import OleFileIO  # type: ignore[import-untyped]
    from oxmsg.storage import Storage

    try:
        with OleFileIO(BytesIO(data)) as container:
            storage = Storage.from_ole(container)
    except RecursionError:
        raise
    except Exception as error:  # olefile raises whatever its arithmetic meets in damaged sectors
        raise Corrupt(f"damaged or truncated OLE2 file: {error}") from error
    if not any(stream.name == "__properties_version1.0" for stream in storage.streams):
        raise Corrupt("an OLE2 file that holds no message")
    return storage


class _Item:
    """The properties of a message, recipient or attachment, by their MAPI number."""

    def __init__(self, storage: Storage, header: int, code_page: int = 0) -> None:
        self.storage = storage
        self._streams = {stream.name.upper(): stream.bytes_ for stream in storage.streams}
        self._fixed = _fixed_properties(self._streams.get("__PROPERTIES_VERSION1.0", b"")[header:])
        self.code_page = self.number(_CODE_PAGE) or code_page

    def number(self, tag: int) -> int:
        """A 32-bit property; 0 when there is none."""
        return int(struct.unpack_from("<I", self._fixed.get(tag, bytes(8)))[0])

    def moment(self, tag: int) -> datetime | None:
        """A time property."""
        ticks = int(struct.unpack_from("<Q", self._fixed.get(tag, bytes(8)))[0])
        try:
            return datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None

    def binary(self, tag: int) -> bytes:
        """A binary property; empty when there is none."""
        return self._streams.get(f"__SUBSTG1.0_{tag:04X}0102", b"")

    def string(self, tag: int) -> str:
        """A string property, whichever of the two types it has; "" when there is none."""
        wide = self._streams.get(f"__SUBSTG1.0_{tag:04X}001F")
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self._streams.get(f"__SUBSTG1.0_{tag:04X}001E", b"").rstrip(b"\0")
        page = (self.number(_INTERNET_CODE_PAGE) if tag == _BODY else 0) or self.code_page
        return self.decoded(narrow, page)

    def decoded(self, data: bytes, page: int) -> str:
        """``data`` in the Windows code page ``page``, else in the one that its bytes show."""
        try:
            return decode_charset(data, _charset(page))
        except Corrupt:
            return ""

    def line(self, tag: int) -> str:
        """A string property as one line."""
        return decode_header(self.string(tag))

    def inner(self, prefix: str) -> list[Storage]:
        """The storages directly inside whose names begin with ``prefix``."""
        return [storage for storage in self.storage.storages if storage.name.lower().startswith(prefix)]

    @cached_property
    def transport_headers(self) -> tuple[tuple[str, str], ...]:
        """The headers that the message travelled with; none for one that was never sent."""
        message = HeaderParser().parsestr(self.string(_TRANSPORT_HEADERS))
        return tuple((key, decode_header(value)) for key, value in message.raw_items())


def _fixed_properties(table: bytes) -> Mapping[int, bytes]:
    """The values of the properties of fixed size: 16 bytes each, the value in the latter eight."""
    entries = (table[offset : offset + 16] for offset in range(0, len(table) - 15, 16))
    return {int.from_bytes(entry[2:4], "little"): entry[8:] for entry in entries}


def _charset(page: int) -> str | None:
    from oxmsg.domain.encodings import encoding_from_codepage

    try:
        return encoding_from_codepage(page) if page else None
    except Exception:  # two unrelated exceptions for code pages that are unknown or without a codec
        return None


def _letter(item: _Item, limits: Limits, depth: int) -> Letter:
    warnings: list[str] = []
    transport = item.transport_headers
    sent = moment(first(transport, "date")) or item.moment(_SUBMITTED) or item.moment(_DELIVERED)
    shown = _shown_headers(item, sent)
    replies = message_ids(first(transport, "in-reply-to") or item.line(_IN_REPLY_TO))
    ids = message_ids(first(transport, "message-id") or item.line(_MESSAGE_ID))
    kind = item.line(_CLASS)
    return Letter(
        headers=tuple(shown.items()),
        bodies=_bodies(item, limits, warnings),
        attachments=tuple(_attachments(item, limits, depth, warnings)),
        message_id=ids[0] if ids else "",
        in_reply_to=replies[0] if replies else "",
        references=message_ids(first(transport, "references") or item.line(_REFERENCES)),
        sent=sent or item.moment(_CREATED),
        properties=(("item", kind),) if kind and kind != "IPM.Note" else (),
        warnings=tuple(warnings),
    )


def _shown_headers(item: _Item, sent: datetime | None) -> dict[str, str]:
    """The headers of the text: as the message travelled, else made from the item's properties."""
    own = {
        "From": _address(item, _SENDER) or _address(item, _REPRESENTED),
        "To": _recipients(item, 1) or item.line(_DISPLAY_TO),
        "Cc": _recipients(item, 2) or item.line(_DISPLAY_CC),
        "Date": format_datetime(sent) if sent else "",
        "Subject": item.line(_SUBJECT),
    }
    found = {name: first(item.transport_headers, name.lower()) or own[name] for name in SHOWN}
    return {name: value for name, value in found.items() if value}


def _address(item: _Item, tags: tuple[int, int, int]) -> str:
    """``Name <address>``; an Exchange directory path is no address."""
    name, smtp, other = (item.line(tag) for tag in tags)
    address = smtp or (other if "@" in other else "")
    if name and address and name != address:
        return f"{name} <{address}>"
    return name or address


def _recipients(item: _Item, kind: int) -> str:
    people = (_Item(storage, _PART_HEADER, item.code_page) for storage in item.inner("__recip_version1.0_"))
    return ", ".join(filter(None, (_address(one, _RECIPIENT) for one in people if one.number(_RECIPIENT_TYPE) == kind)))


def _bodies(item: _Item, limits: Limits, warnings: list[str]) -> tuple[ParsedDocument, ...]:
    """The plain body, the HTML one where the plain one is missing or a stub, else the rich one."""
    plain = item.string(_BODY).replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    html = item.decoded(item.binary(_HTML), item.number(_INTERNET_CODE_PAGE)) or item.string(_HTML)
    if html.strip():
        from ingest.parse.html import parse_html_text

        page = parse_html_text(html, limits)
        if not plain.strip() or is_stub(len(plain.strip()), len(page.text)):
            return (page,)
    if plain.strip():
        return (ParsedDocument(plain, "text"),)
    return _rich_body(item.binary(_RTF), limits, warnings)


def _rich_body(data: bytes, limits: Limits, warnings: list[str]) -> tuple[ParsedDocument, ...]:
    if not data:
        return ()
    from ingest.parse.converted import parse_rtf

    try:
        return (parse_rtf(decompress(data, limits.expanded_bytes), "body.rtf", limits),)
    except IngestError as error:
        warnings.append(f"its body, in rich text, could not be read: {error}")
        return ()


def _attachments(item: _Item, limits: Limits, depth: int, warnings: list[str]) -> list[Attachment]:
    found: list[Attachment] = []
    names = UniqueNames()
    for storage in item.inner("__attach_version1.0_"):
        part = _Item(storage, _PART_HEADER, item.code_page)
        name = next((name for tag in _ATTACH_NAMES if (name := safe_name(part.line(tag)))), "")
        messages = part.inner(f"__substg1.0_{_ATTACH_DATA:04x}000d")
        data, kind = part.binary(_ATTACH_DATA), part.line(_ATTACH_TYPE)
        if not data and messages:
            inner = _Item(messages[0], _INNER_HEADER, item.code_page)
            if depth >= limits.depth:
                warnings.append(f"messages attached more than {limits.depth} deep were left out")
                continue
            data, kind = _as_mail(inner, limits, depth + 1), "message/rfc822"
            name = f"{safe_name(inner.line(_SUBJECT)) or name or 'message'}.eml"
        if data and not is_decoration(kind, data, bool(part.line(_ATTACH_ID))):
            name = with_extension(name or f"attachment-{len(found) + 1}", kind)
            found.append(Attachment(names.take(name), data, kind))
        elif not data:
            warnings.append(f"the attachment {name!r} is only linked or embedded as an object; left out")
    return found


def _as_mail(item: _Item, limits: Limits, depth: int) -> bytes:
    """A message inside a message as a file of its own, in the format of mail."""
    letter = _letter(item, limits, depth)
    text = "\n\n".join(body.text for body in letter.bodies)
    # a boundary of its own making, so that the same message always gives the same bytes
    seed = repr((letter.headers, text, [(one.name, content_sha256(one.data)) for one in letter.attachments]))
    mail = MIMEMultipart(boundary=f"vouch-{content_sha256(seed.encode())[:32]}")
    for name, value in letter.headers:
        mail[name] = value if value.isascii() else Header(value, "utf-8").encode(maxlinelen=10_000)
    for name, value in (("Message-ID", letter.message_id), ("In-Reply-To", letter.in_reply_to)):
        if value:
            mail[name] = f"<{decode_header(value)}>"
    mail.attach(MIMEText(text, "plain", "utf-8"))
    for attachment in letter.attachments:
        part = MIMEBase("application", "octet-stream")
        part.set_payload(attachment.data)
        encoders.encode_base64(part)
        part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", attachment.name))
        mail.attach(part)
    return mail.as_bytes()
