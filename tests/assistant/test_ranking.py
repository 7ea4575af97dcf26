"""The parts of the score on small cases worked out by hand, and the properties they must have."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ranking import DEFAULT, Agreement, PassageTerms, Weights, agreement, distinct, fuse, rarity

PLAIN = Weights(word_saturation=1e-9, phrase_saturation=1e-9)  # a mention counts 1, however often it is repeated
EVEN = {"risk": 1.0, "owner": 1.0, "policy": 1.0, "the": 1.0}

TERMS = st.lists(st.sampled_from(["risk", "owner", "policy", "the", "other"]), max_size=12)


def compare(question: str, *bodies: str, weights: Weights = PLAIN, context: str = "") -> Agreement:
    passages = [PassageTerms(context.split(), body.split()) for body in bodies]
    return agreement(question.split(), EVEN, passages, np.zeros(len(bodies)), weights)


def test_words_are_the_share_of_the_question_that_is_said() -> None:
    parts = compare("the risk owner", "risk", "owner of the risk", "policy", "")
    assert parts.words.tolist() == pytest.approx([1 / 3, 1, 0, 0])


def test_rare_words_weigh_more() -> None:
    passages = [PassageTerms((), ("risk",)), PassageTerms((), ("the",))]
    parts = agreement(["the", "risk"], {"the": 1.0, "risk": 3.0}, passages, np.zeros(2), PLAIN)
    assert parts.words.tolist() == pytest.approx([0.75, 0.25])


def test_phrases_are_neighbours_in_the_order_asked() -> None:
    parts = compare("risk owner policy", "risk owner", "owner risk", "risk the owner", "risk owner policy")
    assert parts.phrases.tolist() == pytest.approx([1 / 3, 0, 0, 2 / 3])


def test_a_word_that_was_not_asked_parts_a_phrase() -> None:
    assert compare("risk owner", "risk other owner").phrases.tolist() == [0]


def test_a_mention_in_the_context_counts_less() -> None:
    weights = replace(DEFAULT, context=0.25)
    inside, above = compare("risk", "risk", weights=weights), compare("risk", "other", context="risk", weights=weights)
    assert 0 < above.words[0] < inside.words[0]


def test_repetition_helps_less_each_time() -> None:
    counts = [" ".join(["risk"] * count + ["other"] * (10 - count)) for count in (1, 2, 3)]
    once, twice, thrice = compare("risk", *counts, weights=DEFAULT).words
    assert 0 < thrice - twice < twice - once


def test_a_long_passage_needs_more_mentions() -> None:
    short, long = compare("risk", "risk", "risk " + "other " * 300, weights=DEFAULT).words
    assert short > 1.2 * long


def test_a_full_match_of_usual_length_is_one() -> None:
    body = "risk owner " + "other " * (int(DEFAULT.usual_length) - 2)
    assert compare("risk owner", body, weights=DEFAULT).words[0] == pytest.approx(1)


def test_a_word_asked_twice_weighs_twice() -> None:
    assert compare("risk risk owner", "risk", "owner").words.tolist() == pytest.approx([2 / 3, 1 / 3])


def test_meaning_is_never_negative() -> None:
    passages = [PassageTerms((), ("risk",))] * 2
    parts = agreement(["risk"], EVEN, passages, np.array([-0.2, 0.4]))
    assert parts.meaning.tolist() == [0, 0.4]


def test_the_score_is_the_weighted_mean() -> None:
    weights = Weights(meaning=2.0, words=1.0, phrases=1.0)
    parts = Agreement(np.array([0.8, 0.0]), np.array([0.4, 1.0]), np.array([0.0, 1.0]))
    assert fuse(parts, weights).tolist() == pytest.approx([0.5, 0.5])


def test_rarity_falls_and_is_never_negative() -> None:
    values = [rarity(100, holding) for holding in (0, 1, 10, 100)]
    assert values == sorted(values, reverse=True)
    assert values[-1] > 0
    assert values[1] == pytest.approx(math.log(1 + 99.5 / 1.5))


def test_no_passages() -> None:
    parts = agreement(["risk"], EVEN, [], np.zeros(0))
    assert fuse(parts).shape == (0,)


def test_a_question_without_terms_goes_by_meaning() -> None:
    parts = agreement([], {}, [PassageTerms((), ("risk",))], np.array([0.3]))
    assert (parts.words[0], parts.phrases[0]) == (0, 0)
    assert fuse(parts)[0] > 0


@given(TERMS.filter(bool), st.lists(st.tuples(TERMS, TERMS), min_size=1, max_size=6))
def test_agreement_is_absolute(question: list[str], passages: list[tuple[list[str], list[str]]]) -> None:
    """A passage's score does not depend on which others are scored with it."""
    rarities = {"risk": 2.0, "owner": 1.5, "policy": 1.0, "the": 0.1, "other": 0.5}
    terms = [PassageTerms(*passage) for passage in passages]
    meaning = np.linspace(0, 1, len(terms))
    together = fuse(agreement(question, rarities, terms, meaning))
    alone = [fuse(agreement(question, rarities, [one], meaning[i : i + 1]))[0] for i, one in enumerate(terms)]
    assert together.tolist() == pytest.approx(alone)
    assert np.isfinite(together).all()


@given(TERMS.filter(bool), TERMS, st.sampled_from(["risk", "owner", "policy", "the", "other"]))
def test_saying_more_of_the_question_never_costs(question: list[str], body: list[str], term: str) -> None:
    """Instead of a word that was not asked about."""
    rarities = dict.fromkeys(["risk", "owner", "policy", "the", "other"], 1.0)
    passages = [PassageTerms((), [*body, "unasked"]), PassageTerms((), [*body, term])]
    without, with_term = fuse(agreement(question, rarities, passages, np.zeros(2)))
    assert with_term >= without - 1e-12


def test_copies_are_found_by_their_words() -> None:
    long = [f"word{number}" for number in range(30)]
    other = [*long[:-1], "different"]
    assert distinct([long, ["approved"], other, list(long), ["approved"], list(long)], 20) == [
        None,
        None,
        None,
        0,
        None,
        0,
    ]
