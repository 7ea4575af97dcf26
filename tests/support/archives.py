"""Small documents ready to be written, and archives to write them to."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evidence.archive import Archive
from evidence.model import (
    Embedded,
    FileState,
    IndexedDocument,
    IndexedPassage,
    Metadata,
    ParsedDocument,
    Passage,
    content_sha256,
    vector_id,
)
from evidence.view import View
from tests.support.embedders import FakeEmbedder

EMBEDDER = FakeEmbedder()
EVERYONE = ("everyone",)


def open_archive(home: Path, *, exact_limit: int = 5_000, adopt: bool = False) -> Archive:
    """An archive of the fake embedder's vectors."""
    return Archive.open(home, EMBEDDER.id, EMBEDDER.dimensions, exact_limit=exact_limit, adopt=adopt)


def embedded(text: str) -> Embedded:
    """The fake vector of a text under its content id."""
    return Embedded(vector_id(EMBEDDER.id, text), EMBEDDER.embed_query(text).astype("<f4").tobytes())


def document(
    path: str,
    *paragraphs: str,
    labels: Sequence[str] = EVERYONE,
    title: str = "",
    context: str = "",
    parent: str | None = None,
) -> IndexedDocument:
    """A document with a passage a paragraph, empty ones without a vector; its bytes are its text."""
    text = "\n\n".join(paragraphs)
    passages, start = [], 0
    for paragraph in paragraphs:
        passage = Passage(start, start + len(paragraph), paragraph, context, paragraph)
        vectors = (embedded(f"{context}\n{paragraph}"),) if paragraph else ()
        passages.append(IndexedPassage(passage, vectors))
        start += len(paragraph) + 2
    parsed = ParsedDocument(text, "text/1", metadata=Metadata(title=title or path))
    sha256 = content_sha256(text.encode("utf-8", "surrogatepass"))
    return IndexedDocument(path, sha256, parsed, tuple(passages), tuple(labels), parent)


def state(path: str, documents: Iterable[IndexedDocument] = (), /, **changes: object) -> FileState:
    """The state of a file that holds ``documents``."""
    held = list(documents)
    values: dict[str, object] = {
        "path": path,
        "size": sum(len(each.parsed.text) for each in held),
        "mtime_ns": 1,
        "sha256": content_sha256("".join(each.sha256 for each in held).encode()),
        "fingerprint": "f1",
        "state": "ok",
        "documents": len(held),
        "passages": sum(len(each.passages) for each in held),
    }
    return FileState(**{**values, **changes})  # type: ignore[arg-type]


def put(archive: Archive, source: str, *documents: IndexedDocument) -> None:
    """Write each document as the only one of a file of its path."""
    for each in documents:
        archive.replace(source, state(each.path, [each]), [each])


def put_together(archive: Archive, source: str, documents: Sequence[IndexedDocument], path: str = "all.jsonl") -> None:
    """Write documents as those of one file, in one transaction."""
    archive.replace(source, state(path, documents), documents)


def corpus(seed: int, size: int, labels: Sequence[Sequence[str]] = (EVERYONE,)) -> list[IndexedDocument]:
    """Documents of random words, the same for a seed; some paragraphs stand in several documents."""
    chance = random.Random(seed)
    vocabulary = [f"{a}{b}{c}" for a in "bdfklmnprst" for b in "aeiou" for c in "bdgklmnprst"]
    shared = [" ".join(chance.choices(vocabulary, k=12)) for _ in range(5)]
    made = []
    for n in range(size):
        own = [" ".join(chance.choices(vocabulary, k=chance.randint(3, 30))) for _ in range(chance.randint(1, 4))]
        paragraphs = own + chance.sample(shared, chance.randint(0, 2))
        made.append(document(f"{n:04d}.txt", *paragraphs, labels=chance.choice(labels), context=f"folder {n % 7}"))
    return made


def query_vector(seed: int) -> NDArray[np.float32]:
    """A unit vector of the fake embedder's size."""
    vector = np.random.default_rng(seed).random(EMBEDDER.dimensions, np.float32)
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


def ranked(view: View, terms: Mapping[str, float]) -> list[tuple[str, float]]:
    """Passage ids and BM25 scores as ``View.lexical`` gives them."""
    rowids, scores = view.lexical(terms)
    ids = [passage.passage_id for passage in view.load(rowids.tolist())]
    return list(zip(ids, scores.tolist(), strict=True))


def nearest(view: View, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
    """Passage ids and cosines as ``View.dense`` gives them."""
    rowids, scores = view.dense(vector, k)
    ids = [passage.passage_id for passage in view.load(rowids.tolist())]
    return list(zip(ids, scores.tolist(), strict=True))
