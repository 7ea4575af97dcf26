"""The parts of a MIME message: what is read as its body, what is attached, what is left out and why."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass, field
from email import policy
from email.generator import BytesGenerator
from email.message import Message
from io import BytesIO

from evidence.errors import Corrupt
from evidence.model import Attachment, ParsedDocument
from ingest.limits import Limits
from ingest.parse.mail_headers import decode_charset, decode_header
from ingest.parse.mail_names import UniqueNames, safe_name, with_extension

_DECORATION = 64_000  # bytes up to which an image inside the body is a logo, not a document
_MOST_PARTS = 5_000
_STUB = 4  # a plain text this many times shorter than the page beside it only says that there is a page
_STUB_LENGTH = 300
_OUTLOOK = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_TEXT_BODIES = frozenset({"text/plain", "text/html"})


@dataclass(slots=True)
class Content:
    """What was found in a message, in its order."""

    bodies: list[ParsedDocument] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)


def read_content(message: Message, limits: Limits) -> Content:
    """The bodies and attachments of ``message``; parts nested too deeply are left out with a warning."""
    walker = _Walker(limits)
    walker.walk(message, 0)
    return walker.content


def is_decoration(kind: str, data: bytes, inside: bool) -> bool:
    """Whether an attachment is a small image ``inside`` the body: a logo, not a document."""
    return inside and kind.startswith("image/") and len(data) < _DECORATION


def is_stub(plain: int, page: int) -> bool:
    """Whether a plain text of ``plain`` characters only stands in for a page of ``page`` characters."""
    return plain < _STUB_LENGTH and plain * _STUB < page


class _Walker:
    def __init__(self, limits: Limits) -> None:
        self.content = Content()
        self._limits = limits
        self._deepest = 4 * limits.depth  # signed, forwarded and list mail nests six deep with nothing wrong
        self._names = UniqueNames()
        self._parts = 0

    def walk(self, part: Message, depth: int) -> None:
        self._parts += 1
        if depth > self._deepest or self._parts > _MOST_PARTS:
            self._warn(f"parts nested more than {self._deepest} deep, or beyond {_MOST_PARTS:,}, were left out")
            return
        kind = part.get_content_type()
        parts = part.get_payload()
        if kind == "message/rfc822":
            self._forwarded(part)
        elif kind == "multipart/alternative" and isinstance(parts, list):
            self._alternative([item for item in parts if isinstance(item, Message)], depth)
        elif kind == "multipart/encrypted":
            self._warn("its content is encrypted and was not read; decrypt it and add the message again")
        elif isinstance(parts, list):
            for item in parts:
                if isinstance(item, Message):
                    self.walk(item, depth + 1)
        else:
            self._leaf(part, kind)

    def _warn(self, warning: str) -> None:
        if warning not in self.content.warnings:
            self.content.warnings.append(warning)

    def _alternative(self, parts: list[Message], depth: int) -> None:
        """Of one content in several forms, the plain text, unless it is empty or a stub; what is no body is kept."""
        forms: list[list[ParsedDocument]] = []
        for part in parts:
            before = len(self.content.bodies)
            self.walk(part, depth + 1)
            forms.append(self.content.bodies[before:])
            del self.content.bodies[before:]
        filled = [bodies for bodies in forms if _length(bodies)]
        if not filled:
            return
        plain, longest = filled[0], max(filled, key=_length)
        self.content.bodies += longest if is_stub(_length(plain), _length(longest)) else plain

    def _leaf(self, part: Message, kind: str) -> None:
        name = _file_name(part)
        disposition = str(part.get("content-disposition", "")).strip().lower()
        if kind in _OUTLOOK or name.lower() == "winmail.dat":
            self._warn("winmail.dat (Outlook's own format) was not read; have it sent again as plain text or HTML")
        elif kind in _SIGNATURES:
            self.content.properties["signature"] = "attached, not verified"
        elif kind in _SEALED and not name.lower().endswith((".p7c", ".p7s")):
            self._warn("its content is sealed by S/MIME and was not read; save it unsealed and add it again")
        elif kind.startswith("multipart/"):  # without a boundary, so that its parts cannot be told
            self._body(part, "text/plain")
        elif kind in _TEXT_BODIES and not disposition.startswith("attachment") and not _is_file(name):
            self._body(part, kind)
        else:
            self._attach(part, kind, name, inside=disposition.startswith("inline") or "content-id" in part)

    def _body(self, part: Message, kind: str) -> None:
        try:
            text = decode_charset(_payload(part), part.get_content_charset())
        except (Corrupt, LookupError, ValueError, UnicodeError):
            self._warn("a part of its body is no text and was left out")
            return
        if kind == "text/html":
            from ingest.parse.html import parse_html_text

            self.content.bodies.append(parse_html_text(text, self._limits))
        else:
            self.content.bodies.append(ParsedDocument(text.strip("\n"), "text"))

    def _attach(self, part: Message, kind: str, name: str, inside: bool) -> None:
        data = _payload(part)
        if not data or is_decoration(kind, data, inside):
            return
        name = with_extension(name or f"attachment-{len(self.content.attachments) + 1}", kind)
        self.content.attachments.append(Attachment(self._names.take(name), data, kind))

    def _forwarded(self, part: Message) -> None:
        """A message in the message, as a file of its own named by its subject."""
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else None
        if not isinstance(inner, Message):
            return
        data = _message_bytes(inner, str(part.get("content-transfer-encoding", "")))
        subject = next((decode_header(value) for key, value in inner.raw_items() if key.lower() == "subject"), "")
        name = _file_name(part) or safe_name(subject) or "message"
        name = name if name.lower().endswith(".eml") else f"{name}.eml"
        if data:
            self.content.attachments.append(Attachment(self._names.take(name), data, "message/rfc822"))


def _length(bodies: list[ParsedDocument]) -> int:
    return sum(len(body.text.strip()) for body in bodies)


def _is_file(name: str) -> bool:
    """Whether a text part carries the name of a file that is more than a body."""
    return bool(name) and not name.lower().endswith((".txt", ".text", ".htm", ".html"))


def _file_name(part: Message) -> str:
    try:
        raw = part.get_filename()
    except (LookupError, ValueError, TypeError, UnicodeError):
        raw = None
    return safe_name(decode_header(raw)) if raw else ""


def _payload(part: Message) -> bytes:
    """The decoded bytes of a part; as they stand when their transfer encoding is broken."""
    try:
        data = part.get_payload(decode=True)
    except (binascii.Error, ValueError, LookupError, AssertionError):
        data = None
    if isinstance(data, bytes):
        return data
    raw = part.get_payload()
    return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""


def _message_bytes(message: Message, encoding: str) -> bytes:
    """The source of a message in a message; some programs wrap it in base64, which the standard forbids."""
    body = message.get_payload()
    if encoding.strip().lower() == "base64" and isinstance(body, str) and not message.keys():
        compact = re.sub(r"\s", "", body)
        try:
            return binascii.a2b_base64(compact.encode("ascii", "replace"))
        except binascii.Error:
            return b""
    target = BytesIO()
    try:
        BytesGenerator(target, mangle_from_=False, policy=policy.compat32.clone(max_line_length=None)).flatten(message)
        return target.getvalue()
    except Exception:  # the generator raises whatever a malformed header or charset leads it to
        return str(message).encode("utf-8", "replace")
