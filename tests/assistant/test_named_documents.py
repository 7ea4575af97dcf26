"""Which policy is named, and whether words speak of it or of another one."""

from __future__ import annotations

import pytest

from assistant.named_documents import named_by, speaks_of


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who approved the quality policy?", ("qualiti",)),
        ("Is our mobile device policy signed?", ("mobil", "devic")),
        ("When was the new hiring procedure approved?", ("hire",)),
        ("Who signed the policy?", ()),
        ("Which standard do we follow?", ()),
        ("Who owns R-14?", ()),
    ],
)
def test_a_document_is_named_by_what_it_is_on(question: str, words: tuple[str, ...]) -> None:
    assert named_by(question) == words


@pytest.mark.parametrize(
    ("words", "speaks"),
    [
        ("policies/quality-policy.md Approved by Ana Sol", True),
        ("Supplier Security Policy – approver: Ana Sol", False),
        ("The policy on the quality of service was approved", True),
    ],
)
def test_words_speak_of_the_one_that_is_named(words: str, speaks: bool) -> None:
    assert speaks_of(named_by("Who approved the quality policy?"), words) is speaks


def test_without_a_name_any_document_may_be_meant() -> None:
    assert speaks_of(named_by("Who approved the policy?"), "anything at all")
