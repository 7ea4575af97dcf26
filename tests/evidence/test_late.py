import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from evidence.embedders import MiniLM, Remembered, question_of
from evidence.errors import ServiceError
from evidence.late import WIDTH, agreement, packed, projected
from tests.support.embedders import FakeEmbedder


@pytest.fixture(name="minilm", scope="module")
def _minilm() -> MiniLM:
    return MiniLM(threads=1)


def _states(seed: int, count: int) -> NDArray[np.float32]:
    return np.random.default_rng(seed).normal(size=(count, 384)).astype(np.float32)


@given(st.integers(0, 1_000), st.integers(1, 30))
def test_a_text_agrees_wholly_with_itself_and_never_more(seed: int, count: int) -> None:
    states = _states(seed, count)
    question, weights = projected(states), np.ones(count)
    assert agreement(question, weights, packed(states)) == pytest.approx(1.0, abs=0.02)
    assert agreement(question, weights, packed(_states(seed + 1, 7))) < 0.9


def test_only_weighted_pieces_count() -> None:
    states = _states(1, 2)
    kept, weights = packed(states[:1]), np.array([1.0, 0.0])
    assert agreement(projected(states), weights, kept) == pytest.approx(1.0, abs=0.02)
    assert agreement(projected(states), weights[::-1].copy(), kept) < 0.5


def test_nothing_to_compare_is_no_agreement() -> None:
    question = projected(_states(2, 3))
    assert agreement(question, np.zeros(3), packed(_states(3, 4))) == 0.0
    assert agreement(question, np.ones(3), b"") == 0.0


def test_pieces_come_with_the_same_vector(minilm: MiniLM) -> None:
    texts = ["The Board approved the policy.", "Minutes", "The Board approved the policy."]
    made = minilm.embed_pieces(texts)
    assert np.array_equal(np.stack([vector for vector, _ in made]), minilm.embed(texts))
    assert all(len(pieces) % WIDTH == 0 and pieces for _, pieces in made)
    assert made[0][1] == made[2][1]


def test_a_question_has_a_piece_for_each_of_its_words(minilm: MiniLM) -> None:
    text = "Who approved it?"
    asked = minilm.embed_question(text)
    assert np.array_equal(asked.vector, minilm.embed_query(text))
    assert len(asked.spans) == len(asked.pieces)
    assert [text[start:end] for start, end in asked.spans if end > start] == ["Who", "approved", "it", "?"]


def test_a_question_beyond_the_model_is_cut(minilm: MiniLM) -> None:
    asked = minilm.embed_question("policy " * 400)
    assert len(asked.spans) == len(asked.pieces) == 256


def test_an_embedder_without_pieces_has_none() -> None:
    assert question_of(FakeEmbedder(), "Who?") is None
    assert Remembered(FakeEmbedder()).embed_question("Who?") is None


def test_a_passage_that_means_it_agrees_more(minilm: MiniLM) -> None:
    asked = minilm.embed_question("When did the manager leave the company?")
    weights = np.array([float(end > start) for start, end in asked.spans])
    texts = ["Her last day as head of quality is Friday 30 January.", "The canteen serves soup on Fridays."]
    told, beside = (agreement(asked.pieces, weights, pieces) for _, pieces in minilm.embed_pieces(texts))
    assert told > beside


def test_an_altered_projection_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from evidence import late

    late._projection.cache_clear()
    monkeypatch.setattr(late, "_SHA256", "0" * 64)
    with pytest.raises(ServiceError, match=r"pieces\.npy"):
        late._projection()
    late._projection.cache_clear()
