"""The dense index: one Chroma collection a label set, rows under content ids. The only file that imports chromadb.

Rows hold nothing but an id and a vector: identical texts under the same labels share a row, and a
view asks the collections it may see instead of filtering (a metadata filter costs 15 times the query).
Chroma proposes candidates only; scores and truth are the catalogue's.
"""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from evidence.errors import ArchiveError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

BATCH = 5_000  # rows a call; Chroma refuses more than 5,461
_PAGE = 50_000  # ids a listing call
_REMEDY = "Run `vouch reindex`: it rebuilds the dense index from the catalogue."

Labels = tuple[str, ...]


class Vectors:
    """The collections in one folder. Nothing is imported or opened before the first use.

    Safe to use from several threads: one call at a time.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._client: ClientAPI | None = None
        self._collections: dict[str, Collection] = {}
        self._lock = threading.RLock()

    def upsert(self, labels: Labels, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Write rows, in batches. What was there under an id is replaced."""
        with self._using() as client:
            collection = self._collection(client, name_of(labels), create=True)
            for start in range(0, len(ids), BATCH):
                part = slice(start, start + BATCH)
                assert collection is not None
                collection.upsert(ids=list(ids[part]), embeddings=vectors[part])

    def delete(self, labels: Labels, ids: Sequence[str]) -> None:
        """Delete rows; ids that are not there are no error."""
        with self._using() as client:
            collection = self._collection(client, name_of(labels))
            for start in range(0, len(ids) if collection else 0, BATCH):
                assert collection is not None
                collection.delete(ids=list(ids[start : start + BATCH]))

    def ids(self, labels: Labels) -> set[str]:
        """Every id in the collection of a label set."""
        found: set[str] = set()
        with self._using() as client:
            collection = self._collection(client, name_of(labels))
            while collection is not None:
                page = collection.get(include=[], limit=_PAGE, offset=len(found))["ids"]
                found.update(page)
                if len(page) < _PAGE:
                    break
        return found

    def nearest(self, labels: Labels, vector: NDArray[np.float32], count: int) -> list[str]:
        """Ids of about the ``count`` rows nearest to ``vector``, best first; fewer when there are fewer."""
        with self._using() as client:
            collection = self._collection(client, name_of(labels))
            if collection is None:
                return []
            found = collection.query(query_embeddings=vector[np.newaxis], n_results=count, include=[])
            return list(found["ids"][0])

    def keep_only(self, label_sets: Iterable[Labels]) -> None:
        """Delete the collections of all other label sets."""
        kept = {name_of(labels) for labels in label_sets}
        with self._using() as client:
            for collection in client.list_collections():
                if collection.name not in kept:
                    client.delete_collection(collection.name)
                    self._collections.pop(collection.name, None)

    def move_to(self, folder: Path) -> None:
        """Serve from another folder from now on, and remove the old one."""
        with self._lock:
            self.close()
            old, self.folder = self.folder, folder
        shutil.rmtree(old, ignore_errors=True)

    def close(self) -> None:
        """Let go of the folder; the next use opens it again."""
        with self._lock:
            client, self._client = self._client, None
            self._collections.clear()
            if client is not None:
                with suppress(Exception):
                    client.close()  # type: ignore[attr-defined]

    def _collection(self, client: ClientAPI, name: str, *, create: bool = False) -> Collection | None:
        if name not in self._collections:
            from chromadb.errors import NotFoundError

            try:
                found = client.get_collection(name, embedding_function=None)
            except NotFoundError:
                if not create:
                    return None
                found = client.create_collection(
                    name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
                )
            self._collections[name] = found
        return self._collections[name]

    @contextmanager
    def _using(self) -> Iterator[ClientAPI]:
        with self._lock:
            try:
                if self._client is None:
                    self._client = _open(self.folder)
                yield self._client
            except ArchiveError:
                raise
            except Exception as error:  # chromadb's Rust core raises many kinds
                raise ArchiveError(f"the dense index in {self.folder} failed: {error}", remedy=_REMEDY) from error


def name_of(labels: Labels) -> str:
    """The collection's name of a label set, the same for every order of its labels."""
    return "labels-" + hashlib.sha256("\0".join(sorted(labels)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def as_matrix(vectors: Sequence[bytes], dimensions: int) -> NDArray[np.float32]:
    """Stored vectors as one array, a row each."""
    data = np.frombuffer(b"".join(vectors), dtype="<f4").astype(np.float32, copy=False)
    return data.reshape(len(vectors), dimensions)


def _open(folder: Path) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(_env_file=None, anonymized_telemetry=False)
    return chromadb.PersistentClient(str(folder), settings=settings)
