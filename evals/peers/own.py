"""Vouch itself, measured the way its peers are: same process, same clock, same questions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from assistant.retrieve import Retriever
from evals.peers.material import Material
from evals.peers.protocol import Built, PeerHit
from evidence.archive import Archive
from evidence.embedders import Embedder
from evidence.model import Hit
from evidence.view import View
from ingest.sync import SyncOptions, synchronise


class Own:
    """``vouch ingest``, then ``vouch search`` as the operator, who may see what a peer without access labels sees."""

    name = "vouch"

    def __init__(self, embedder: Embedder) -> None:
        """``embedder`` of the archive."""
        self._embedder = embedder
        self._retriever = Retriever()
        self._archive: Archive | None = None
        self._view: View | None = None

    def build(self, material: Material, index: Path) -> Built:
        """Synchronise a new archive."""
        self._archive = Archive.open(index, self._embedder.id, self._embedder.dimensions)
        options = SyncOptions(home=index, access=material.access)
        synchronise(self._archive, self._embedder, [material.root], options)
        self._view = self._archive.view()
        failed = {state.path: state.reason for _, state in self._archive.failures()}
        rows = sum(document.passages > 0 for document in self._view.documents())  # as peers count them: with words
        files = rows if material.is_rows else len(material.files())
        return Built(files, self._view.counts.passages, failed)

    def search(self, question: str, k: int) -> list[PeerHit]:
        """The product's search."""
        assert self._view is not None
        hits = self._retriever.search(self._view, self._embedder, question, k)
        return [_hit(each) for each in hits]

    def describe(self) -> Mapping[str, str]:
        """Settings."""
        return {"embedder": self._embedder.id}

    def close(self) -> None:
        """Give the archive back, for the comparison reads the texts from it."""
        if self._archive is not None:
            self._archive.close()


def _hit(hit: Hit) -> PeerHit:
    passage = hit.passage
    return PeerHit(passage.doc_id, passage.text, hit.score, passage.doc_id, passage.start, passage.end)
