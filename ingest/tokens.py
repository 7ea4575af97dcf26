"""Counting tokens offline, with tiktoken and the vocabulary that llama-index-core ships."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.errors import SettingsError

if TYPE_CHECKING:
    from tiktoken import Encoding

_ENCODING = "cl100k_base"
# tiktoken names a cached vocabulary by the SHA-1 of its address, and silently replaces one whose
# content is not what it expects by a download; both are checked here so that it never does.
_FILE = "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"
_SHA256 = "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"
_VARIABLE = "TIKTOKEN_CACHE_DIR"

LONGEST_TOKEN = 128  # bytes of the longest token of the vocabulary


def count_tokens(text: str) -> int:
    """The number of ``cl100k_base`` tokens in ``text``.

    Raises ``SettingsError`` when the vocabulary is not installed; nothing is ever downloaded.
    """
    return len(_encoding().encode_ordinary(text)) if text else 0


def fits(text: str, budget: int) -> bool:
    """Whether ``text`` has at most ``budget`` tokens.

    A token is at least a byte and at most ``LONGEST_TOKEN``, so very short and very long text is not encoded.
    """
    if len(text) > budget * LONGEST_TOKEN:
        return False
    if len(text) * 4 <= budget or len(text.encode("utf-8", "surrogatepass")) <= budget:
        return True
    return count_tokens(text) <= budget


@cache
def _encoding() -> Encoding:
    folder = _vocabulary_folder()
    if folder is None:
        raise SettingsError(
            f"the {_ENCODING} vocabulary that counts tokens is missing or altered",
            remedy="Install llama-index-core again; it holds the vocabulary.",
        )
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = str(folder)
    try:
        from tiktoken import get_encoding

        return get_encoding(_ENCODING)
    finally:
        if before is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = before


def _vocabulary_folder() -> Path | None:
    """Where the vocabulary lies, found without importing llama-index (which takes seconds)."""
    spec = find_spec("llama_index.core")
    for place in spec.submodule_search_locations or () if spec else ():
        folder = Path(place) / "_static" / "tiktoken_cache"
        try:
            if hashlib.sha256((folder / _FILE).read_bytes()).hexdigest() == _SHA256:
                return folder
        except OSError:
            continue
    return None
