"""Since when a document is known: the day that it gives itself.

``--known-by`` answers from what was known by a day. A document counts by its own date, never by when it was
ingested: what people did not write yet could not be known, and an archive may be filled years later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from evidence.catalogue import DOCUMENT
from evidence.model import Metadata, Origin
from evidence.structure import load_metadata

_STATED = ("written", "issued", "approved")


def own_day(metadata: Metadata) -> date | None:
    """When a document was written, else issued, else approved; else its file's date; ``None`` where nothing tells.

    The file's date is the one in its path, else that of its creation in its properties. Of several dates of a kind
    the first counts; of a month its first day.
    """
    stated = [each for each in metadata.dates if each.origin is not Origin.PATH]
    for kind in _STATED:
        for each in stated:
            if each.kind == kind:
                return each.value
    placed = [each.value for each in metadata.dates if each.origin is Origin.PATH]
    if placed:
        return placed[0]
    return metadata.created.date() if metadata.created else None


@dataclass(frozen=True, slots=True)
class Dated:
    """The day of every document of one generation that has one, by rowid."""

    days: Mapping[int, date]

    def after(self, day: date) -> frozenset[int]:
        """The documents that were not known by ``day``."""
        return frozenset(rowid for rowid, own in self.days.items() if own > day)


def read(connection: sa.Connection) -> Dated:
    """The days of all documents. One without a date inside another has that of the one it came in."""
    columns = (DOCUMENT.c.id, DOCUMENT.c.source_id, DOCUMENT.c.path, DOCUMENT.c.parent, DOCUMENT.c.metadata)
    rows = connection.execute(sa.select(*columns)).all()
    places = {(row.source_id, row.path): row.id for row in rows}
    own = {row.id: own_day(load_metadata(row.metadata)) for row in rows}
    around = {row.id: places.get((row.source_id, row.parent)) for row in rows if row.parent is not None}
    found: dict[int, date] = {}
    for rowid in own:
        day = _day(rowid, own, around)
        if day is not None:
            found[rowid] = day
    return Dated(found)


def _day(rowid: int, own: Mapping[int, date | None], around: Mapping[int, int | None]) -> date | None:
    seen: set[int] = set()
    at: int | None = rowid
    while at is not None and at not in seen:
        day = own.get(at)
        if day is not None:
            return day
        seen.add(at)
        at = around.get(at)
    return None
