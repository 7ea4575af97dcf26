"""Plain BM25 (bm25s) over Vouch's own passages, or over whole documents: what ranking by words alone is worth.

It has no reader of its own: it gets the texts that Vouch read, so its ingestion time is that of its index only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from evals.peers.material import Material
from evals.peers.protocol import Built, PeerHit

TEXTS = "texts.jsonl"  # written by `compare`: a document a line


class PlainBM25:
    """BM25 with Snowball English stems and English stop words (as LlamaIndex's retriever sets bm25s)."""

    def __init__(self, texts: Path, *, whole: bool) -> None:
        """``texts`` holds ``{"doc_id", "text", "passages": [[start, end], …]}`` a line; ``whole`` ranks documents."""
        import Stemmer  # type: ignore[import-not-found,unused-ignore]

        self.name = "bm25-documents" if whole else "bm25-passages"
        self._texts, self._whole = texts, whole
        self._stemmer = Stemmer.Stemmer("english")
        self._units: list[PeerHit] = []
        self._index: Any = None

    def build(self, material: Material, index: Path) -> Built:
        """Index the units and save the index."""
        import bm25s  # type: ignore[import-untyped,import-not-found,unused-ignore]

        with self._texts.open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        self._units = [unit for row in rows for unit in self._cut(row) if unit.text.strip()]
        self._index = bm25s.BM25()
        self._index.index(self._tokens([unit.text for unit in self._units]), show_progress=False)
        self._index.save(str(index / "bm25"))
        return Built(len(rows), len(self._units))

    def search(self, question: str, k: int) -> list[PeerHit]:
        """The ``k`` best units that share a word with the question."""
        found, scores = self._index.retrieve(
            self._tokens([question]), k=min(k, len(self._units)), show_progress=False, n_threads=0
        )
        pairs = zip(found[0].tolist(), scores[0].tolist(), strict=True)
        hits = [(self._units[place], score) for place, score in pairs if score > 0]
        return [PeerHit(unit.source, unit.text, score, unit.doc_id, unit.start, unit.end) for unit, score in hits]

    def describe(self) -> Mapping[str, str]:
        """Settings and versions."""
        return {"units": "documents" if self._whole else "Vouch's passages", "bm25s": version("bm25s")}

    def close(self) -> None:
        """Nothing is open."""

    def _cut(self, row: Mapping[str, Any]) -> list[PeerHit]:
        doc_id, text = str(row["doc_id"]), str(row["text"])
        places = [(0, len(text))] if self._whole else [(int(start), int(end)) for start, end in row["passages"]]
        return [PeerHit(doc_id, text[start:end], 0.0, doc_id, start, end) for start, end in places]

    def _tokens(self, texts: list[str]) -> Any:
        import bm25s

        return bm25s.tokenize(texts, stopwords="en", stemmer=self._stemmer, show_progress=False)
