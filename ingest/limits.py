"""Bounds on one file. Every document is hostile input: bounded in size, time and memory."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TypeAlias

from evidence.errors import Corrupt, TooLarge

_RATIO = 200  # office files compress 5 to 50 times; a bomb thousands of times
_Bytes: TypeAlias = bytes  # the class below has a field of that name
_FREE = 10_000_000  # bytes below which the ratio is not looked at


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file; sizes in bytes, times in seconds.

    ``memory`` is the address space a parser process may add to what it starts with. ``signature_roots`` are
    certificates (DER or PEM) of the authorities whose PDF signatures count as valid.
    """

    bytes: int = 100_000_000
    expanded_bytes: int = 500_000_000
    characters: int = 20_000_000
    pages: int = 5_000
    cells: int = 2_000_000
    seconds: float = 300.0
    memory: int = 2_000_000_000
    ocr_pages: int = 200
    ocr_dpi: int = 200
    ocr_languages: str = "eng"
    depth: int = 4
    signature_roots: tuple[_Bytes, ...] = ()


def open_zip(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """The ZIP archive in ``data``, once its declared sizes are known to be within ``limits``.

    Raises ``Corrupt`` when it is no archive and ``TooLarge`` for an archive that would expand
    beyond ``limits.expanded_bytes`` or like a bomb. ``zipfile`` itself refuses a member that is
    longer than declared, so the declared sizes can be relied on.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Corrupt(f"not a readable ZIP container: {error}") from error
    expanded = sum(member.file_size for member in archive.infolist())
    if expanded > limits.expanded_bytes:
        raise TooLarge(f"it expands to {expanded:,} bytes; the limit is {limits.expanded_bytes:,}")
    if expanded > _FREE and expanded > _RATIO * max(1, len(data)):
        raise TooLarge(f"it expands {expanded // max(1, len(data)):,} times, as a ZIP bomb does")
    return archive
