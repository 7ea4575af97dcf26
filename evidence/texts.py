"""Canonical texts in blocks: to quote a line of a long file, only the block around it is read."""

from __future__ import annotations

import json
import threading
import zlib
from collections import OrderedDict
from collections.abc import Sequence

import sqlalchemy as sa

from evidence.catalogue import BLOCK
from evidence.errors import ArchiveError

_BLOCK = 32_768  # characters; some 0.2 ms to unpack
_WORTH = 200  # bytes below which zlib saves nothing
_CACHED = 256  # blocks kept unpacked: 8 million characters

Slice = tuple[int, int, int]  # content rowid, start, end


def cut(text: str) -> list[bytes]:
    """The stored blocks of a text, in order; an empty text has one."""
    return [_pack(text[start : start + _BLOCK]) for start in range(0, len(text), _BLOCK)] or [_pack("")]


class Texts:
    """Reads stored texts, and keeps the blocks read last; content rowids are never used twice, so none goes stale."""

    def __init__(self) -> None:
        self._blocks: OrderedDict[tuple[int, int], str] = OrderedDict()
        self._lock = threading.Lock()

    def whole(self, connection: sa.Connection, content: int) -> str:
        """The whole text of a content row."""
        query = sa.select(BLOCK.c.data).where(BLOCK.c.content_id == content).order_by(BLOCK.c.ordinal)
        return "".join(_unpack(data) for data in connection.scalars(query))

    def slices(self, connection: sa.Connection, wanted: Sequence[Slice]) -> list[str]:
        """``text[start:end]`` of each content row asked for, in the order asked."""
        keys = {(content, n) for content, start, end in wanted for n in _spanned(start, end)}
        blocks = self._known(keys)
        missing = sorted(keys - blocks.keys())
        if missing:
            read = self._read(connection, missing)
            self._keep(read)
            blocks |= read
        return [self._slice(blocks, *each) for each in wanted]

    @staticmethod
    def _slice(blocks: dict[tuple[int, int], str], content: int, start: int, end: int) -> str:
        spanned = _spanned(start, end)
        try:
            joined = "".join(blocks[content, n] for n in spanned)
        except KeyError as error:
            raise ArchiveError("a stored text is incomplete", remedy="Ingest its file again.") from error
        offset = spanned.start * _BLOCK
        return joined[start - offset : end - offset]

    def _known(self, keys: set[tuple[int, int]]) -> dict[tuple[int, int], str]:
        with self._lock:
            known = {key: self._blocks[key] for key in keys if key in self._blocks}
            for key in known:
                self._blocks.move_to_end(key)
        return known

    def _keep(self, read: dict[tuple[int, int], str]) -> None:
        with self._lock:
            self._blocks.update(read)
            while len(self._blocks) > _CACHED:
                self._blocks.popitem(last=False)

    @staticmethod
    def _read(connection: sa.Connection, keys: list[tuple[int, int]]) -> dict[tuple[int, int], str]:
        rows = connection.exec_driver_sql(
            "SELECT b.content_id, b.ordinal, b.data FROM json_each(?) AS k JOIN block AS b"
            " ON b.content_id = json_extract(k.value, '$[0]') AND b.ordinal = json_extract(k.value, '$[1]')",
            (json.dumps(keys),),
        )
        return {(content, ordinal): _unpack(data) for content, ordinal, data in rows}


def _spanned(start: int, end: int) -> range:
    return range(start // _BLOCK, max(end - 1, start) // _BLOCK + 1) if end > start else range(0)


def _pack(text: str) -> bytes:
    data = text.encode("utf-8", "surrogatepass")
    return b"z" + zlib.compress(data) if len(data) > _WORTH else b"r" + data


def _unpack(stored: bytes) -> str:
    try:
        data = zlib.decompress(stored[1:]) if stored[:1] == b"z" else stored[1:]
        return data.decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError) as error:
        raise ArchiveError("a stored text is damaged", remedy="Ingest its file again.") from error
