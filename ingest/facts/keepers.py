"""Who keeps a register, and when it was last gone through, as the lines above it say: ``keeper``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evidence.model import Span
from ingest.facts.head_clauses import head_clauses
from ingest.facts.mentions import holder, named
from ingest.facts.parties import Party
from ingest.facts.reading import Reading

_LIST = re.compile(
    r"\b(?:register|list|log|inventory|catalogue|index|schedule|matrix|records?|registry|directory)\b", re.I
)
_KEEPS = re.compile(
    r"(?:(?:register|list|log|inventory|document) )?(?:owner|keeper|custodian|maintainer)|(?:kept|maintained|looked after) by",
    re.I,
)
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_KEPT_IN_TITLE = re.compile(r"\s[–—-]\s[^\n]*\b(?:kept|maintained) by\b.*$", re.I)
_GONE_THROUGH = re.compile(
    r"\blast (?:(?:full|complete|formal|general|annual|yearly) )?(?:review(?:ed)?|revision|gone through)(?: on)?:?\s*",
    re.I,
)
_BULLET = re.compile(r"[-*•+]\s")  # of an entry's own list
_LINES = 3  # the title and the two lines below it


@dataclass(frozen=True, slots=True)
class Kept:
    """A register, who keeps it, and the ISO day on which it was last reviewed; None and "" where that is not said."""

    title: str
    who: Party | None
    where: Span | None
    last: str
    place: Span | None


def keeper(reading: Reading) -> Kept | None:
    """What a register says of its keeping; None for other documents and where it says nothing."""
    title = _KEPT_IN_TITLE.sub("", _BRACKET.sub("", reading.title))
    if reading.kind not in ("register", "other", "report") or not _LIST.search(title):
        return None
    end = _head(reading)
    who, where = _who(reading, end)
    last, place = _last(reading, end)
    return Kept(named(title), who, where, last, place) if who is not None or last else None


def _head(reading: Reading) -> int:
    """Where the lines above the register end: at its first table, or after the first lines."""
    lines = [match.end() for match in re.finditer(r"[^\n]*\S[^\n]*", reading.text[:1_000])][:_LINES]
    tables = [table.start for table in reading.document.tables]
    return min([*lines[-1:], *tables], default=0)


def _who(reading: Reading, end: int) -> tuple[Party | None, Span | None]:
    head = [span for span in reading.sentences if span.end <= end]
    told = [pair for pair in reading.pairs if pair.span.start < end and _KEEPS.fullmatch(pair.label.strip(" *_"))]
    said = [pair for pair in head_clauses(reading, head) if pair.name == "owner"]
    for pair in (*told, *said):
        who = holder(pair.value) if reading.visible(pair.span) else None
        if who is not None and not _BULLET.match(reading.quote(reading.line(pair.span.start))):
            return who, pair.span
    return None, None


def _last(reading: Reading, end: int) -> tuple[str, Span | None]:
    for match in _GONE_THROUGH.finditer(reading.text, 0, end):
        near = Span(match.end(), min(match.end() + 24, len(reading.text)))
        found = [day for day in reading.dates_in(near) if day.start - match.end() <= 2]
        if found and reading.visible(Span(match.start(), match.end())):
            return found[0].value.isoformat(), Span(match.start(), found[0].end)
    return "", None
