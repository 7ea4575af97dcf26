"""What the LlamaIndex peers share: its readers, its splitter, and Vouch's embedder as one of LlamaIndex's.

Imported only in a worker process. The settings are those of LlamaIndex's own documentation and defaults; where a
choice had to be made it favours LlamaIndex: the path below the root stands in the metadata that is embedded, a
file that raises costs only itself, though ``SimpleDirectoryReader`` would stop at some of them, and metadata that its
Chroma store refuses (lists, which its reader of slides makes) is left out rather than ending the ingestion.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from llama_index.core import Document, SimpleDirectoryReader
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import BaseNode, NodeWithScore
from pydantic import PrivateAttr

from evals.peers.material import Material
from evals.peers.protocol import Built, PeerHit
from evidence.embedders import Embedder

CHUNK_TOKENS = 1024  # LlamaIndex's default, with 200 tokens of overlap
_SOURCE = "file_path"
_PLAIN = (".md", ".txt", ".json", ".jsonl", ".yaml", ".yml", ".rst")  # text: nothing is lost by having no reader
_FLAT = (str, int, float, type(None))


class SameEmbedder(BaseEmbedding):
    """Vouch's embedder behind LlamaIndex's interface. A chunk beyond the model's window is cut there, as usual."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(model_name=embedder.id, embed_batch_size=64)
        self._embedder = embedder

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(value) for value in self._embedder.embed_query(query)]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._embedder.embed(texts).astype(float).tolist()
        return vectors


def nodes_of(material: Material) -> tuple[list[BaseNode], Built]:
    """The chunks of everything that LlamaIndex can read, and what it could not."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if material.is_rows:
        documents = [_row(*row) for row in material.rows()]
        nodes = _split(documents)
        return nodes, Built(len(documents), len(nodes))
    documents, unreadable, raw = _read(material)
    nodes = _split(documents)
    return nodes, Built(len(material.files()), len(nodes), unreadable, raw)


def hits_of(found: list[NodeWithScore]) -> list[PeerHit]:
    """LlamaIndex's results as the comparison wants them."""
    return [
        PeerHit(str(each.node.metadata[_SOURCE]), each.node.get_content(), float(each.score or 0.0)) for each in found
    ]


def versions(*packages: str) -> Mapping[str, str]:
    """Installed versions, for the log."""
    return {package: version(package) for package in ("llama-index-core", *packages)}


def _split(documents: list[Document]) -> list[BaseNode]:
    return SentenceSplitter(chunk_size=CHUNK_TOKENS).get_nodes_from_documents(documents)


def _row(identity: str, text: str) -> Document:
    return Document(text=text, metadata={_SOURCE: identity})


def _read(material: Material) -> tuple[list[Document], dict[str, str], tuple[str, ...]]:
    os.chdir(material.root)  # so that the paths in the metadata are those below the root, the same on any machine
    readers = SimpleDirectoryReader.supported_suffix_fn()
    documents: list[Document] = []
    unreadable: dict[str, str] = {}
    raw = []
    for path in material.files():
        if Path(path).suffix.lower() not in (*readers, *_PLAIN):
            raw.append(path)
        read = _read_one(path)
        if isinstance(read, str):
            unreadable[path] = read
        elif not any(document.text.strip() for document in read):
            unreadable[path] = "no text found in it"
        else:
            documents += read
    return documents, unreadable, tuple(raw)


def _read_one(path: str) -> list[Document] | str:
    """The documents of a file, or why there are none."""
    try:
        reader = SimpleDirectoryReader(input_files=[path], raise_on_error=True)
        documents = [document for document in reader.load_data() if document.text.strip()]
    except Exception as exc:
        cause: Any = exc.__cause__ or exc
        return f"{type(cause).__name__}: {cause}"[:200]
    for document in documents:
        document.metadata = {key: value for key, value in document.metadata.items() if isinstance(value, _FLAT)}
    return documents
