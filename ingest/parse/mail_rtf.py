"""Compressed RTF, the form in which Outlook stores rich bodies (MS-OXRTFCP)."""

from __future__ import annotations

import struct

from evidence.errors import Corrupt, TooLarge

_COMPRESSED, _PLAIN = 0x75465A4C, 0x414C454D  # "LZFu" and "MELA"
_WINDOW = 4096
_PRESET = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor "
    rb"MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)


def decompress(data: bytes, limit: int) -> bytes:
    """The RTF in ``data``. Raises ``Corrupt`` for another format and ``TooLarge`` beyond ``limit`` bytes.

    What a truncated stream holds is returned.
    """
    if len(data) < 16:
        raise Corrupt("its rich text is shorter than its header")
    size, form = struct.unpack_from("<4xII", data)
    if form == _PLAIN:
        return data[16 : 16 + size]
    if form != _COMPRESSED:
        raise Corrupt("its rich text is compressed in an unknown way")
    out = bytearray(_PRESET)  # the window is the tail of what was written; references never reach further back
    position = 16
    while position < len(data):
        flags = data[position]
        position += 1
        for bit in range(8):
            if not flags >> bit & 1:
                out += data[position : position + 1]
                position += 1
                continue
            token = data[position : position + 2]
            position += 2
            if len(token) < 2 or not _copy(out, int.from_bytes(token, "big")):
                return bytes(out[len(_PRESET) :])
        if len(out) > limit:
            raise TooLarge(f"its rich text is longer than {limit:,} bytes")
    return bytes(out[len(_PRESET) :])


def _copy(out: bytearray, token: int) -> bool:
    """Append what ``token`` refers to; False at the end mark (a reference to the place being written)."""
    offset, length = token >> 4, (token & 15) + 2
    distance = (len(out) - offset) % _WINDOW
    if distance == 0:
        return False
    for _ in range(length):
        source = len(out) - distance
        out.append(out[source] if source >= 0 else 0x20)
    return True
