"""What a model is sent for a question, beside LlamaIndex's CitationQueryEngine with its defaults: tokens, and recall.

    python -m benchmarks.prompts SET --home HOME [--tokens 240 360 700]

Both get the texts that Vouch read and the same embedder; LlamaIndex cuts them with its ``SentenceSplitter`` and sends
what its engine sends to a model that keeps the prompt. Counted are the tokens of the whole prompt (``tiktoken``), and
the answerable questions for which the evidence in it holds every fact of the label and is of a document that may be
cited. Every question is counted here; in use those that the register answers are sent to no model.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.llms import MockLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.query_engine import CitationQueryEngine

from assistant.ask import Assistant
from assistant.llm.evidence import gather
from assistant.llm.stretches import of_places
from assistant.retrieve import Retriever
from assistant.understand import understand
from evals.labels import LabelledQuestion, load_set
from evals.peers.llamaindex_common import CHUNK_TOKENS, SameEmbedder
from evals.spans import Labels, locate
from evals.values import states
from evals.workspace import place
from evidence.archive import Archive
from evidence.embedders import MiniLM
from evidence.view import View
from ingest.tokens import count_tokens
from prompts import load

_POOL = 20  # passages read, as when asking
Sent = tuple[str, str, set[str]]
"""A prompt, the evidence in it, and the documents that it is of."""


class _Keeping(MockLLM):
    """LlamaIndex's model that replies with its prompt."""

    def kept(self, engine: CitationQueryEngine, question: str) -> str:
        return str(engine.query(question))


def theirs(view: View, embedder: MiniLM) -> Callable[[LabelledQuestion], Sent]:
    """What LlamaIndex sends."""
    documents = [Document(text=view.text(d.rowid), metadata={"file_path": d.doc_id}) for d in view.documents()]
    nodes = SentenceSplitter(chunk_size=CHUNK_TOKENS).get_nodes_from_documents(documents)
    index = VectorStoreIndex(nodes, embed_model=SameEmbedder(embedder))
    model = _Keeping(max_tokens=None)
    engine = CitationQueryEngine.from_args(index, llm=model)

    def sent(question: LabelledQuestion) -> Sent:
        found = index.as_retriever().retrieve(question.question)
        words = "\n".join(each.node.get_content() for each in found)
        return model.kept(engine, question.question), words, {str(each.node.metadata["file_path"]) for each in found}

    return sent


def ours(view: View, embedder: MiniLM, tokens: int) -> Callable[[LabelledQuestion], Sent]:
    """What Vouch sends with ``llm.reads = "nearest"`` where no statement is sure."""
    retriever = Retriever()
    assistant = Assistant(embedder, retriever)

    def sent(question: LabelledQuestion) -> Sent:
        query = understand(question.question, question.history)
        hits = retriever.search(view, embedder, query.search_text, _POOL)
        places = of_places(view, assistant.rank(view, query, hits), hits)
        evidence = gather(places, view, count_tokens, tokens)
        words = "\n".join(f"{item.about} {item.labels} {item.shown}" for item in evidence.items)
        prompt = load("compose").render(evidence=evidence.render(), question=question.question, day="2026-01-01")
        return prompt, words, {item.passage.doc_id for item in evidence.items}

    return sent


def measured(questions: Sequence[LabelledQuestion], labels: Labels, sent: Callable[[LabelledQuestion], Sent]) -> str:
    """Mean tokens, and how many questions' evidence holds what the label demands."""
    rows = list(_each(questions, labels, sent))
    held, tokens = sum(good for good, _ in rows), sum(count for _, count in rows)
    return f"{tokens / len(rows):6.0f} tokens a prompt, evidence holds the answer for {held} of {len(rows)}"


def _each(
    questions: Sequence[LabelledQuestion], labels: Labels, sent: Callable[[LabelledQuestion], Sent]
) -> Iterator[tuple[bool, int]]:
    for question in questions:
        prompt, words, cited = sent(question)
        near = bool(cited & labels.allowed(question.id))
        yield near and all(states(words, entry) for entry in question.facts), count_tokens(prompt)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("set", type=Path)
    parser.add_argument("--split", help="only the questions of this split")
    parser.add_argument("--home", type=Path, required=True, help="where the set is ingested")
    parser.add_argument("--tokens", type=int, nargs="+", default=[360], help="budgets of the evidence")
    options: Any = parser.parse_args()
    embedder = MiniLM()
    with Archive.open(place(options.set, options.home), embedder.id, embedder.dimensions) as archive:
        view, labelled = archive.view(), load_set(options.set, options.split)
        labels = locate(labelled, view)
        questions = [each for each in labelled.questions if each.answerable]
        print(f"CitationQueryEngine {measured(questions, labels, theirs(view, embedder))}", flush=True)
        for tokens in options.tokens:
            print(f"Vouch, {tokens:4} tokens {measured(questions, labels, ours(view, embedder, tokens))}", flush=True)


if __name__ == "__main__":
    main()
