"""The ZIP file of a pack: written byte by byte, so that the same files give the same bytes on every machine.

Files are stored, not compressed (what is large in a pack is compressed already, and compressors differ), in the order
of their names, with one date. So whoever holds the files can write the whole ZIP again: a changed byte anywhere, in a
header too, shows as a difference.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from datetime import date

from evidence.errors import TooLarge

MOST_FILES = 60_000
MOST_BYTES = 2_000_000_000
_MODE = 0o100644 << 16  # a plain file, readable by all
_VERSION, _SYSTEM = 20, 3  # plain ZIP, attributes as Unix has them


def write_zip(files: Mapping[str, bytes], day: date) -> bytes:
    """``files`` by path (ASCII, ``/`` between folders) as a ZIP. Raises ``TooLarge`` beyond what plain ZIP holds."""
    if len(files) > MOST_FILES or sum(map(len, files.values())) > MOST_BYTES:
        raise TooLarge("the pack is too large for a ZIP file", remedy="Ask for less: one clause, or one period.")
    stamp = (max(min(day.year, 2107), 1980) - 1980) << 9 | day.month << 5 | day.day
    body, index = bytearray(), bytearray()
    for path in sorted(files):
        name, data = path.encode("ascii"), files[path]
        common = struct.pack("<HHHHLLLHH", 0, 0, 0, stamp, zlib.crc32(data), len(data), len(data), len(name), 0)
        index += b"PK\x01\x02" + struct.pack("<BBH", _VERSION, _SYSTEM, _VERSION) + common
        index += struct.pack("<HHHLL", 0, 0, 0, _MODE, len(body)) + name
        body += b"PK\x03\x04" + struct.pack("<H", _VERSION) + common + name + data
    end = struct.pack("<HHHHLLH", 0, 0, len(files), len(files), len(index), len(body), 0)
    return bytes(body) + bytes(index) + b"PK\x05\x06" + end
