"""Which policy is named, and whether words speak of it or of another one."""

from __future__ import annotations

import pytest

from assistant.named_documents import is_named, named_by, speaks_of


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


@pytest.mark.parametrize(
    ("question", "told", "named"),
    [
        ("When is the next management review?", "Next review: 3 May 2027", False),
        ("When is the next management review?", "Management review of 3 May 2027", True),
        ("When was the risk register last updated?", "Document register, last update 3 June", False),
        ("When was the risk register last updated?", "Register of all risks, last update 3 June", True),
        ("Who leads the internal audit?", "internal/second audit.md: lead Ana Sol", True),
        ("When is the next review?", "Next: 3 May 2027", True),
        ("When is the next policy review?", "Cryptography policy. Next review: 3 May 2027", True),
        ("Who keeps the risk log?", "The risk register is kept by Ana Sol", True),
        ("Who keeps the risk log?", "The asset register is kept by Ana Sol", False),
        ("Who keeps the risk log?", "Risk logistics are with Ana Sol", False),
        ("Who keeps the training matrix?", "List of training: kept by Ana Sol", True),
        ("Who keeps the register?", "kept by Ana Sol", True),
    ],
)
def test_a_review_or_register_by_what_it_is_of(question: str, told: str, named: bool) -> None:
    assert is_named(question, told) is named
