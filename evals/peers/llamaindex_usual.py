"""LlamaIndex as its documentation starts: reader, splitter, vector index on Chroma, top-k."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import chromadb
from chromadb.config import Settings
from llama_index.core import StorageContext, VectorStoreIndex
from llama_index.core.schema import BaseNode
from llama_index.vector_stores.chroma import ChromaVectorStore  # type: ignore[import-not-found,import-untyped,unused-ignore]

from evals.peers.llamaindex_common import CHUNK_TOKENS, SameEmbedder, hits_of, nodes_of, versions
from evals.peers.material import Material
from evals.peers.protocol import Built, PeerHit
from evidence.embedders import Embedder


class Usual:
    """SimpleDirectoryReader → SentenceSplitter(1024) → VectorStoreIndex on Chroma."""

    name = "llamaindex-usual"

    def __init__(self, embedder: Embedder) -> None:
        """The same ``embedder`` as Vouch's."""
        self._embedder = SameEmbedder(embedder)
        self._index: VectorStoreIndex | None = None

    def build(self, material: Material, index: Path) -> Built:
        """Read, split, embed, store."""
        nodes, built = nodes_of(material)
        self._index = vector_index(nodes, self._embedder, index / "chroma")
        return built

    def search(self, question: str, k: int) -> list[PeerHit]:
        """Top-k by cosine."""
        assert self._index is not None
        return hits_of(self._index.as_retriever(similarity_top_k=k).retrieve(question))

    def describe(self) -> Mapping[str, str]:
        """Settings and versions."""
        return {
            "splitter": f"SentenceSplitter({CHUNK_TOKENS})",
            "embedder": self._embedder.model_name,
            **versions("llama-index-vector-stores-chroma", "llama-index-readers-file", "chromadb"),
        }

    def close(self) -> None:
        """Chroma writes as it goes."""


def vector_index(nodes: list[BaseNode], embedder: SameEmbedder, folder: Path) -> VectorStoreIndex:
    """A ``VectorStoreIndex`` of ``nodes`` on a Chroma folder."""
    settings = Settings(anonymized_telemetry=False)
    client = chromadb.PersistentClient(path=str(folder), settings=settings)
    # Cosine, for the vectors have unit length and LlamaIndex turns the distance into a score that falls with it.
    collection = client.create_collection("peers", embedding_function=None, metadata={"hnsw:space": "cosine"})
    storage = StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection))
    return VectorStoreIndex(nodes, storage_context=storage, embed_model=embedder, show_progress=False)
