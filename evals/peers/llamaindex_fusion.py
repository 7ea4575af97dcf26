"""LlamaIndex's hybrid: ``QueryFusionRetriever`` over its BM25 and the vector index, without an LLM."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from llama_index.core import VectorStoreIndex
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
from llama_index.core.schema import BaseNode
from llama_index.retrievers.bm25 import BM25Retriever  # type: ignore[import-not-found,import-untyped,unused-ignore]

from evals.peers.llamaindex_common import CHUNK_TOKENS, SameEmbedder, hits_of, nodes_of, versions
from evals.peers.llamaindex_usual import vector_index
from evals.peers.material import Material
from evals.peers.protocol import Built, PeerHit
from evidence.embedders import Embedder


class Fusion:
    """Reciprocal rank fusion of BM25 and cosine over the same chunks; ``num_queries=1``, so no LLM rewrites."""

    name = "llamaindex-fusion"

    def __init__(self, embedder: Embedder) -> None:
        """The same ``embedder`` as Vouch's."""
        self._embedder = SameEmbedder(embedder)
        self._nodes: list[BaseNode] = []
        self._index: VectorStoreIndex | None = None
        self._words: BM25Retriever | None = None

    def build(self, material: Material, index: Path) -> Built:
        """Read, split, embed, store, and index the words."""
        self._nodes, built = nodes_of(material)
        self._index = vector_index(self._nodes, self._embedder, index / "chroma")
        self._words = BM25Retriever.from_defaults(nodes=self._nodes)
        self._words.persist(str(index / "bm25"))
        return built

    def search(self, question: str, k: int) -> list[PeerHit]:
        """Each retriever gives its ``k`` best; the fused ranking its first ``k``."""
        assert self._index is not None
        assert self._words is not None
        self._words.similarity_top_k = min(k, len(self._nodes))
        fused = QueryFusionRetriever(
            [self._index.as_retriever(similarity_top_k=k), self._words],
            llm=MockLLM(),  # never called with one query; without it LlamaIndex would look for OpenAI's
            similarity_top_k=k,
            num_queries=1,
            mode=FUSION_MODES.RECIPROCAL_RANK,
            use_async=False,
        )
        return hits_of(fused.retrieve(question))

    def describe(self) -> Mapping[str, str]:
        """Settings and versions."""
        return {
            "splitter": f"SentenceSplitter({CHUNK_TOKENS})",
            "embedder": self._embedder.model_name,
            "mode": FUSION_MODES.RECIPROCAL_RANK.value,
            **versions("llama-index-retrievers-bm25", "llama-index-readers-file", "bm25s", "chromadb"),
        }

    def close(self) -> None:
        """Both indexes are written."""
