"""Vouch's search as a LlamaIndex retriever, for those who build their own pipeline on it.

    from integrations.llamaindex import VouchRetriever

    retriever = VouchRetriever(archive.view(groups), embedder, k=5)
    engine = RetrieverQueryEngine.from_args(retriever, llm=...)

A node's text is the passage, verbatim, and its metadata say where it stands: ``doc_id``, ``page`` (1-based, or None),
``start`` and ``end`` (characters of the document's canonical text), ``passage_id`` and ``sha256`` of the file version.
Rankings, and what may be seen at all, are those of the view: access labels hold here too. Answers that an LLM makes
of the nodes are not checked by Vouch.

Importing this module imports LlamaIndex.
"""

from __future__ import annotations

from collections.abc import Callable

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode

from assistant.retrieve import Retriever
from evidence.embedders import Embedder
from evidence.model import Hit
from evidence.view import View

_TOLD = ["doc_id", "page"]  # what an LLM is told of a node's metadata; offsets and hashes are for programs
_METADATA = [*_TOLD, "start", "end", "passage_id", "sha256"]


class VouchRetriever(BaseRetriever):
    """A ``BaseRetriever`` over a view."""

    def __init__(
        self,
        view: View | Callable[[], View],
        embedder: Embedder,
        k: int = 10,
        *,
        retriever: Retriever | None = None,
        hidden: bool = False,
    ) -> None:
        """``view``, or a function that opens the current one for each question.

        At most ``k`` nodes a question. Passages that a reader of the file does not see (white text, hidden rows)
        are left out unless ``hidden``, for a node's text goes to an LLM as it is.
        """
        super().__init__()
        self._open: Callable[[], View] = (lambda: view) if isinstance(view, View) else view
        self._embedder, self._k, self._hidden = embedder, k, hidden
        self._retriever = retriever or Retriever()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        """Nodes, best first. Raises ``QuestionError`` for a question without a word, ``ArchiveError`` as the view."""
        view = self._open()
        wanted = self._k
        while True:
            hits = self._retriever.search(view, self._embedder, query_bundle.query_str, wanted)
            shown = [hit for hit in hits if self._hidden or not hit.passage.hidden]
            if len(shown) >= self._k or len(hits) < wanted:
                return [_node(view, hit) for hit in shown[: self._k]]
            wanted *= 2  # hidden passages took places


def _node(view: View, hit: Hit) -> NodeWithScore:
    passage = hit.passage
    sha256 = view.document(passage.doc_id).sha256
    place = (passage.doc_id, passage.page, passage.start, passage.end, passage.passage_id, sha256)
    node = TextNode(
        id_=passage.passage_id,
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata=dict(zip(_METADATA, place, strict=True)),
        excluded_embed_metadata_keys=_METADATA,
        excluded_llm_metadata_keys=[key for key in _METADATA if key not in _TOLD],
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.doc_id, hash=sha256)},
    )
    return NodeWithScore(node=node, score=hit.score)
