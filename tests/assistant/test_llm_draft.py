"""Replies as models give them: whole, in pieces, fenced, cut short, or rubbish."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.draft import ClaimReader, DraftClaim, Drafted, Malformed, schema

ONE = {"text": 'The plan {was} "approved".', "keys": ["bcdf"], "quotes": ["approved the plan"]}
TWO = {"text": "It was signed.", "keys": "bcdf", "quotes": "signed"}
GOOD = json.dumps({"claims": [ONE, TWO]})


def read(text: str, size: int = 1_000_000) -> list[Drafted]:
    reader = ClaimReader()
    found = [each for start in range(0, len(text), size) for each in reader.feed(text[start : start + size])]
    return found + reader.finish()


def claims(found: list[Drafted]) -> list[str]:
    return [each.text for each in found if isinstance(each, DraftClaim)]


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"```json\n{GOOD}\n```",
        f"Here is the answer:\n{GOOD}\nI hope it helps.",
        f'<think>Perhaps {{"text": "no", "keys": ["x"], "quotes": ["y"]}} …</think>{GOOD}',
        json.dumps([ONE, TWO]),
        f"{json.dumps(ONE)}\n{json.dumps(TWO)}",
        json.dumps({"claims": [ONE, TWO]}, indent=2).replace("\n", "\r\n"),
    ],
)
def test_claims_are_found_in_any_wrapping(text: str) -> None:
    found = claims(read(text))
    assert found[-2:] == ['The plan {was} "approved".', "It was signed."]


def test_a_claim_is_handed_on_when_its_brace_closes() -> None:
    reader = ClaimReader()
    cut = GOOD.index(json.dumps(TWO))
    assert claims(reader.feed(GOOD[:cut])) == ['The plan {was} "approved".']
    assert claims(reader.feed(GOOD[cut:])) == ["It was signed."]


@given(st.integers(1, 40))
def test_the_size_of_the_pieces_does_not_matter(size: int) -> None:
    assert read(GOOD, size) == read(GOOD)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no JSON"),
        ("I cannot answer that.", "no JSON"),
        ('{"claims": [{"text": "The plan', "cut short"),
        ('{"claims": [{"text": 5, "keys": ["a"], "quotes": ["b"]}]}', "a claim without text"),
        ('{"claims": [{"text": "So it is.", "keys": [], "quotes": ["b"]}]}', "a claim without keys or quotes"),
        ('{"claims": [{"text": "So it is.", "keys": ["a"]}]}', "a claim without keys or quotes"),
        ('{"claims": [{"text": so it is}]}', "not JSON"),
        ('{"answer": "yes"}', "a claim without text"),
        (json.dumps({"claims": [{**ONE, "text": "word " * 300}]}), "longer than a sentence"),
        ('{"claims": "none"}', "no claims in it"),
    ],
)
def test_what_is_no_claim_is_named(text: str, reason: str) -> None:
    found = read(text)
    assert claims(found) == []
    assert reason in [each.reason for each in found if isinstance(each, Malformed)]


def test_no_claims_is_an_answer() -> None:
    reader = ClaimReader()
    assert reader.feed('{"claims": []}') == []
    assert reader.finish() == []
    assert reader.silent


def test_endless_replies_are_bounded() -> None:
    found = read(json.dumps({"claims": [{**TWO, "text": f"It was signed {n}."} for n in range(50)]}))
    assert len(claims(found)) == 12
    assert [each.reason for each in found if isinstance(each, Malformed)] == ["too many claims"]
    assert len(read("{" * 500_000)) == 1


@given(st.text(max_size=300), st.integers(1, 50))
def test_rubbish_never_raises(text: str, size: int) -> None:
    for each in read(text, size):
        assert isinstance(each, DraftClaim | Malformed)


FIELDS = st.sampled_from(["claims", "text", "keys", "quotes", "x"])
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
ANY = st.recursive(LEAVES, lambda of: st.lists(of, max_size=3) | st.dictionaries(FIELDS, of), max_leaves=12)


@given(ANY)
def test_any_json_is_read(value: object) -> None:
    for each in read(json.dumps(value)):
        assert isinstance(each, DraftClaim | Malformed)


def test_the_schema_holds_a_model_to_the_keys() -> None:
    found = schema(["bcdf", "ghjk"])
    claim = found["properties"]["claims"]["items"]
    assert claim["properties"]["keys"]["items"]["enum"] == ["bcdf", "ghjk"]
    assert set(claim["required"]) == {"text", "keys", "quotes"}
