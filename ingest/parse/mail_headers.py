"""Mail headers as people wrote and broke them: unfolded, decoded, never an exception.

The standard library's structured headers are not used: they raise on some malformed ones and take quadratic
time on others.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from evidence.errors import Corrupt
from ingest.parse.decode import decode, tidy

_ENCODED = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?\r\n]*)\?=")
_BETWEEN = re.compile(r"(\?=)\s+(=\?)")
_ESCAPED = re.compile(rb"=([0-9A-Fa-f]{2})")
_ID = re.compile(r"<([^<>\s]{1,500})>")
_LONGEST = 100_000  # characters of one header that are looked at
_ALIASES = {"utf8mb4": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "x-sjis": "cp932"}
_VAGUE = frozenset({"us-ascii", "ascii", "iso-8859-1", "latin-1", "latin1", "utf-8", "utf8"})


def decode_header(raw: object) -> str:
    """The readable value of a header: one line, encoded words and 8-bit characters decoded."""
    value = str(raw)[:_LONGEST]
    if not value.isascii():
        value = _from_bytes(value.encode("utf-8", "surrogateescape"))
    value = _encoded_words(" ".join(value.split()))
    return " ".join(tidy(value).split())


def decode_charset(data: bytes, charset: str | None) -> str:
    """``data`` in the charset that a header names, else in the one that its bytes show; newlines normalised.

    Raises ``Corrupt`` for bytes that are no text.
    """
    name = (charset or "").strip("\"' ").lower()
    name = _ALIASES.get(name, name)
    if name and name not in _VAGUE:
        # before statistics: ISO-2022 and UTF-7 text is valid UTF-8, too
        try:
            text = data.decode(name)
        except (LookupError, UnicodeError, ValueError):
            pass
        else:
            return tidy(text.replace("\r\n", "\n").replace("\r", "\n"))
    return decode(data, name or None).text


def moment(value: str) -> datetime | None:
    """The moment that a Date header tells, in the sender's own offset or else UTC; None when it tells none."""
    try:
        found = parsedate_to_datetime(value.strip()[:200])
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None


def message_ids(value: str) -> tuple[str, ...]:
    """The message ids in a header, without their angle brackets; a single bare word counts, too."""
    found = tuple(_ID.findall(value[:_LONGEST]))
    bare = value.strip(" <>")
    return found or ((bare[:500],) if bare and not re.search(r"\s", bare) else ())


def first(headers: Iterable[tuple[str, str]], name: str) -> str:
    """The first header called ``name`` that is not empty, whatever its case; "" when there is none."""
    return next((value for key, value in headers if key.lower() == name and value), "")


def _from_bytes(data: bytes) -> str:
    try:
        return decode(data).text
    except Corrupt:
        return data.decode("latin-1")


def _encoded_words(value: str) -> str:
    """RFC 2047 words decoded. Neighbours in one charset are joined first: some programs cut inside a character."""
    if "=?" not in value:
        return value
    value = _BETWEEN.sub(r"\1\2", value)
    pieces: list[str] = []
    pending, charset = b"", ""
    position = 0
    for match in _ENCODED.finditer(value):
        between = value[position : match.start()]
        name = match[1].partition("*")[0].lower()
        if pending and (between or name != charset):
            pieces.append(_decoded_word(pending, charset))
            pending = b""
        pieces.append(between)
        pending, charset = pending + _word_bytes(match[2], match[3]), name
        position = match.end()
    pieces += [_decoded_word(pending, charset), value[position:]]
    return "".join(pieces)


def _word_bytes(encoding: str, body: str) -> bytes:
    data = body.encode("utf-8", "surrogateescape")
    if encoding in "qQ":
        return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), data.replace(b"_", b" "))
    try:
        return binascii.a2b_base64(data + b"=" * (-len(data) % 4))
    except binascii.Error:
        return data


def _decoded_word(data: bytes, charset: str) -> str:
    try:
        return decode_charset(data, charset) if data else ""
    except Corrupt:
        return data.decode("latin-1")
