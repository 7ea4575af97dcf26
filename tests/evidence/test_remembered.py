"""An embedder that remembers gives the vectors that the embedder gives."""

import threading

import numpy as np
import pytest

from evidence.embedders import Remembered
from tests.support.embedders import FakeEmbedder

TEXTS = [f"the owner of risk {n} reports to the board" for n in range(40)]


def test_a_text_is_embedded_once_and_its_vector_is_the_same_bit_for_bit() -> None:
    fake = FakeEmbedder()
    remembered = Remembered(fake)
    first = remembered.embed([*TEXTS[:5], TEXTS[0]])
    again = remembered.embed(TEXTS[4:8])
    assert fake.embedded == TEXTS[:8]
    plain = FakeEmbedder().embed(TEXTS)
    assert np.array_equal(first, plain[[0, 1, 2, 3, 4, 0]])
    assert np.array_equal(again, plain[4:8])


def test_it_is_the_embedder_otherwise() -> None:
    fake = FakeEmbedder(window_characters=10)
    remembered = Remembered(fake)
    assert (remembered.id, remembered.dimensions) == (fake.id, fake.dimensions)
    assert remembered.windows(TEXTS[0]) == fake.windows(TEXTS[0])
    assert remembered.embed([]).shape == (0, fake.dimensions)
    assert np.array_equal(remembered.embed_query(TEXTS[0]), fake.embed_query(TEXTS[0]))


def test_questions_are_not_kept() -> None:
    remembered = Remembered(FakeEmbedder())
    remembered.embed_query("who owns it?")
    assert remembered.held == 0
    assert remembered.missing(["who owns it?"]) == ["who owns it?"]


def test_a_caller_who_changes_a_vector_changes_his_own() -> None:
    remembered = Remembered(FakeEmbedder())
    remembered.embed(TEXTS[:2])[:] = 0
    assert np.array_equal(remembered.embed(TEXTS[:2]), FakeEmbedder().embed(TEXTS[:2]))


def test_what_is_kept_is_bounded() -> None:
    remembered = Remembered(FakeEmbedder(), limit=4_000)
    assert not remembered.full
    for text in TEXTS:
        remembered.embed([text])
    assert remembered.held <= 4_000
    assert remembered.full
    kept = len(TEXTS) - len(remembered.missing(TEXTS))
    assert 0 < kept < len(TEXTS)
    assert np.array_equal(remembered.embed(TEXTS), FakeEmbedder().embed(TEXTS))  # more at once than is kept


@pytest.mark.parametrize("text", ["a lone \ud800 surrogate", ""])
def test_odd_texts_are_remembered_too(text: str) -> None:
    remembered = Remembered(FakeEmbedder())
    assert np.array_equal(remembered.embed([text]), remembered.embed([text]))
    assert remembered.missing([text]) == []


def test_eight_threads_get_the_same_vectors() -> None:
    remembered = Remembered(FakeEmbedder(), limit=20_000)
    plain = FakeEmbedder().embed(TEXTS)
    wrong: list[int] = []

    def work(first: int) -> None:
        for turn in range(60):
            places = [(first + turn * step) % len(TEXTS) for step in (1, 3, 7)]
            if not np.array_equal(remembered.embed([TEXTS[place] for place in places]), plain[places]):
                wrong.append(turn)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert remembered.held <= 20_000
