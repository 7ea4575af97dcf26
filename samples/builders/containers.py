"""ZIP containers with fixed dates, so that building twice gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime

_SAVED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_COMMENTED = re.compile(rb'(w:date=")[^"]*')
_DATE = (2026, 1, 1, 0, 0, 0)
_SAVED_AT = datetime(2026, 1, 5, 9, 0)


def pack(members: Mapping[str, bytes | str], stored: tuple[str, ...] = ()) -> bytes:
    """A ZIP archive of ``members`` in their order; those in ``stored`` are not compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The members of a ZIP archive, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def repack(data: bytes, saved: datetime = _SAVED_AT) -> bytes:
    """The same archive with fixed dates, also where an office library wrote the time of saving."""
    members = unpack(data)
    properties = "docProps/core.xml"
    if properties in members:
        moment = f"{saved:%Y-%m-%dT%H:%M:%SZ}".encode()
        members[properties] = _SAVED.sub(rb"\g<1>" + moment + rb"\g<3>", members[properties])
    comments = "word/comments.xml"
    if comments in members:
        members[comments] = _COMMENTED.sub(rb"\g<1>" + f"{saved:%Y-%m-%dT%H:%M:%SZ}".encode(), members[comments])
    return pack(members)
