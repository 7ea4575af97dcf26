"""Counting tokens without a network, and saying so when the vocabulary is not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.errors import SettingsError
from ingest import tokens
from ingest.tokens import LONGEST_TOKEN, count_tokens, fits


def test_known_counts() -> None:
    assert [count_tokens(text) for text in ("", "hello world", "<|endoftext|>")] == [0, 2, 7]


def test_no_token_is_longer_than_said() -> None:
    assert max(map(len, tokens._encoding().token_byte_values())) == LONGEST_TOKEN


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300) | st.integers(0, 600).map(lambda n: " " * n), st.integers(0, 40))
def test_fits_agrees_with_counting(text: str, budget: int) -> None:
    assert fits(text, budget) == (count_tokens(text) <= budget)


def test_a_missing_vocabulary_is_a_settings_error_and_no_download(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tokens, "_FILE", "not-there")
    monkeypatch.setattr("tiktoken.get_encoding", lambda name: pytest.fail("tiktoken would download it"))
    tokens._encoding.cache_clear()
    try:
        with pytest.raises(SettingsError, match="cl100k_base"):
            count_tokens("words")
    finally:
        tokens._encoding.cache_clear()


def test_the_environment_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "elsewhere")
    tokens._encoding.cache_clear()
    assert count_tokens("words") == 1
    assert os.environ["TIKTOKEN_CACHE_DIR"] == "elsewhere"
