"""What a peer is: something that takes in files and ranks stretches of them for a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from evals.peers.material import Material


@dataclass(frozen=True, slots=True)
class PeerHit:
    """A ranked stretch of text as a peer gives it.

    ``source`` is the file's path below the ingested folder, or the id of a ``corpus.jsonl`` row. A system that
    knows Vouch's own documents and offsets gives ``doc_id``, ``start`` and ``end``; for the others they are found
    afterwards (``locate``), and until then ``start == end == -1``.
    """

    source: str
    text: str
    score: float
    doc_id: str = ""
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Built:
    """What an ingestion took in.

    ``unreadable`` maps a file to the reason why its text is not searched (an error, or no text in it). ``raw`` lists
    files in a format that the peer has no reader for: their bytes, markup and all, were taken as plain text.
    ``units`` are what is ranked.
    """

    files: int
    units: int
    unreadable: Mapping[str, str] = field(default_factory=dict)
    raw: tuple[str, ...] = ()


class Peer(Protocol):
    """One system. ``build`` is called once, then ``search`` for every question."""

    name: str

    def build(self, material: Material, index: Path) -> Built:
        """Ingest ``material`` and keep the index in the empty folder ``index``."""
        ...

    def search(self, question: str, k: int) -> list[PeerHit]:
        """The ``k`` best stretches of text, best first."""
        ...

    def describe(self) -> Mapping[str, str]:
        """Settings and versions, for the log."""
        ...

    def close(self) -> None:
        """Write what is not written yet and let go of the index."""
        ...
