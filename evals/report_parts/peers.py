"""Peers side by side: what people would use instead, run over the same documents and questions.

A peer is an object of the log's ``peers`` list; its figures are found by the form of their names (``recall@10``,
``ingest_seconds``, ``query_p95_ms``, ``peak_rss_bytes``), so that a peer may report more than is known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.report_parts.measures import Figure, write, write_difference, write_interval
from evals.report_parts.reading import RANKING_NAMES, Sheet, figure, figures, series

OWN = "vouch"
_LOWER = ("_seconds", "_ms", "_bytes", "unreadable", "raw")
_UNITS: tuple[tuple[str, float, str], ...] = (("_ms", 1, "ms"), ("_seconds", 1, "s"), ("_bytes", 1e-6, "MB"))
_LABELS = {
    "files": "Files read",
    "units": "Chunks",
    "unreadable": "Files its reader cannot read",
    "raw": "Files taken as raw bytes",
    "located/whole": "Texts shown, found whole in the document",
    "located/part": "Texts shown, found in part",
    "located/no": "Texts shown, not found",
    "ingest_seconds": "Ingestion",
    "query_p50_ms": "Query, median",
    "query_p95_ms": "Query, 95th percentile",
    "peak_rss_bytes": "Memory, peak",
    "index_bytes": "Index on disk",
}
_APART = frozenset({"retrieval", "against_vouch", "settings", "questions"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one system. ``against`` is its difference to Vouch where the log has one, and which way it is."""

    text: str = "–"
    interval: str = ""
    against: str = ""
    verdict: str = ""
    best: bool = False


@dataclass(frozen=True, slots=True)
class PeerRow:
    """One measure over all systems."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class PeerTable:
    """Systems across, measures down. ``notes`` are what the peers said of themselves."""

    systems: tuple[str, ...]
    rows: tuple[PeerRow, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    figures: Mapping[str, Figure]
    against: Mapping[str, Figure]


def name_of(peer: Mapping[str, Any]) -> str:
    """What a peer is called."""
    return str(peer.get("title") or peer.get("name") or "unnamed")


def peer_table(sheet: Sheet) -> PeerTable | None:
    """The table, with our own retrieval figures first unless a peer entry is our own; ``None`` without peers."""
    if not sheet.peers:
        return None
    columns = [_Column(name_of(peer), _figures(peer), figures(peer.get("against_vouch"))) for peer in sheet.peers]
    if not any(peer.get("name") == OWN for peer in sheet.peers):
        columns.insert(0, _Column("Vouch", sheet.search, {}))
    keys = dict.fromkeys(key for column in columns for key in column.figures)
    rows = tuple(_row(key, columns) for key in sorted(keys, key=_order))
    return PeerTable(tuple(column.name for column in columns), rows, tuple(_notes(sheet.peers)))


def _figures(peer: Mapping[str, Any]) -> dict[str, Figure]:
    """Retrieval figures, then every other number."""
    return figures(peer.get("retrieval")) | dict(_numbers({k: v for k, v in peer.items() if k not in _APART}))


def _numbers(value: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Figure]]:
    for key, each in value.items():
        shown = figure(each)
        if shown is not None:
            yield f"{prefix}{key}", shown
        elif isinstance(each, Mapping):
            yield from _numbers(each, f"{prefix}{key}/")


def _order(key: str) -> tuple[int, str, int]:
    """Rankings of documents, of words, other shares at a cut-off, then costs in the order they are known."""
    found = series(key)
    if found:
        level, name, cut = found
        return int(level == "span"), f"{list(RANKING_NAMES).index(name)}", cut
    if "@" in key:
        return 2, key, 0
    return 3, "", list(_LABELS).index(key) if key in _LABELS else len(_LABELS)


def _row(key: str, columns: Sequence[_Column]) -> PeerRow:
    found = [column.figures.get(key) for column in columns]
    lower = key.endswith(_LOWER)
    values = {each.mean for each in found if each is not None}
    best = (min if lower else max)(values) if len(values) > 1 and (lower or _is_share(key)) else None
    return PeerRow(
        _label(key),
        tuple(_cell(key, each, column.against.get(key), best) for each, column in zip(found, columns, strict=True)),
    )


def _cell(key: str, found: Figure | None, against: Figure | None, best: float | None) -> Cell:
    if found is None:
        return Cell()
    share = _is_share(key)
    interval = write_interval(found) if share and found.low is not None else ""
    said, verdict = _against(against) if share and against else ("", "")
    return Cell(_write(key, found.mean), interval, said, verdict, found.mean == best)


def _against(found: Figure) -> tuple[str, str]:
    low, high = found.low or 0.0, found.high or 0.0
    verdict = "" if low <= 0 <= high else "better" if low > 0 else "worse"
    return write_difference(found), verdict


def _is_share(key: str) -> bool:
    return "@" in key and not key.startswith("characters_shown")


def _label(key: str) -> str:
    found = series(key)
    if found:
        level, name, cut = found
        return f"{RANKING_NAMES[name]}@{cut}, {'words' if level == 'span' else 'documents'}"
    return _LABELS.get(key) or key.replace("/", ", ").replace("_", " ").capitalize()


def _write(key: str, value: float) -> str:
    if _is_share(key):
        return write(value)
    for suffix, factor, unit in _UNITS:
        if key.endswith(suffix):
            scaled = value * factor
            return f"{scaled:,.0f} {unit}" if scaled >= 100 else f"{scaled:.3g} {unit}"
    return write(value, "number")


def _notes(peers: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for peer in peers:
        notes = peer.get("notes")
        for each in (peer.get("reason"), *(notes if isinstance(notes, list | tuple) else [notes])):
            if isinstance(each, str) and each:
                yield f"{name_of(peer)}: {each}"
