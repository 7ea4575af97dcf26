"""ZIP containers with fixed dates, so that building twice gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

_SAVED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_DATE = (2026, 1, 1, 0, 0, 0)


def pack(members: Mapping[str, bytes | str], stored: tuple[str, ...] = ()) -> bytes:
    """A ZIP archive of ``members`` in their order; those in ``stored`` are not compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()


def repack(data: bytes) -> bytes:
    """The same archive with fixed dates, also where an office library wrote the time of saving."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    properties = "docProps/core.xml"
    if properties in members:
        members[properties] = _SAVED.sub(rb"\g<1>2026-01-05T09:00:00Z\g<2>", members[properties])
    return pack(members)
