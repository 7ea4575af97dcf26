"""A fake embedder: fast, deterministic, and enough of a model that like texts get like vectors."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"\w+")


class FakeEmbedder:
    """Hashed bags of words: no model, no meaning, but equal vectors for equal texts.

    ``window_characters`` bounds a window, so that tests can have several; ``embedded`` records
    every text that was embedded, in order.
    """

    def __init__(self, dimensions: int = 32, *, window_characters: int = 2_000, id: str = "fake/1") -> None:
        """``id`` and ``dimensions`` as in the Embedder protocol."""
        self.id = id
        self.dimensions = dimensions
        self.embedded: list[str] = []
        self._window_characters = window_characters

    def windows(self, text: str) -> list[str]:
        """``text`` cut every ``window_characters``."""
        size = self._window_characters
        return [text[start : start + size] for start in range(0, len(text), size)] or [text]

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit vector a text: its words' hashes, counted."""
        self.embedded.extend(texts)
        return np.stack([self._vector(text) for text in texts]) if texts else np.zeros((0, self.dimensions), np.float32)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """As ``embed``, without recording."""
        return self._vector(text)

    def _vector(self, text: str) -> NDArray[np.float32]:
        vector = np.full(self.dimensions, 1e-3, np.float32)
        for word in _WORD.findall(text.lower()):
            vector[zlib.crc32(word.encode("utf-8", "surrogatepass")) % self.dimensions] += 1
        return np.asarray(vector / np.linalg.norm(vector), np.float32)
