"""How what the resolver says of mentions is judged against a key."""

from __future__ import annotations

import pytest

from benchmarks.entities_key import Pair, judge, meaning, mentions
from tests.support.registers import HandRegister


def _pair(known: str, *said: str, group: str = "who") -> Pair:
    return group, meaning(known), frozenset(said)


@pytest.mark.parametrize("words", ["Ann Lund", "person Ann Lund", "ship: Ann", "person: "])
def test_a_meaning_has_its_kind(words: str) -> None:
    with pytest.raises(ValueError, match="not of the form"):
        meaning(words)


def test_spelling_counts_for_nothing_and_the_greater_part_of_a_torn_person_is_right() -> None:
    pairs = [_pair("person: Ann Lund", "a"), _pair("person: Ann Lund", "a"), _pair("person: Ann Lund", "lund ann")]
    assert judge(pairs) == ["right", "right", "wrong"]


def test_of_two_taken_for_one_the_smaller_is_wrong() -> None:
    pairs = [_pair("person: Ann Lund", "lund"), _pair("person: Ann Lund", "lund"), _pair("person: Bo Lund", "lund")]
    assert judge(pairs) == ["right", "right", "wrong"]


def test_a_post_and_who_holds_it_are_told_apart() -> None:
    pairs = [_pair("role: Chair", "chair", group="role"), _pair("role: Ann Lund", "ann"), _pair("person: Bo", "chair")]
    assert judge(pairs) == ["right", "right", "right"]


def test_nobody_and_ambiguity_are_answers_too() -> None:
    pairs = [
        _pair("body: nobody"),
        _pair("body: nobody", "staff"),
        _pair("person: ambiguous (Ann Lund | Bo Lund)", "?"),
        _pair("person: ambiguous (Ann Lund | Bo Lund)", "ann"),
        _pair("person: Ann Lund", "?"),
        _pair("person: Ann Lund"),
    ]
    assert judge(pairs) == ["right", "wrong", "right", "wrong", "ambiguous", "unresolved"]


def test_of_several_all_have_to_be_told() -> None:
    ones = [_pair("person: Ann Lund", "ann"), _pair("person: Bo Holm", "bo"), _pair("person: Cy Dahl", "cy")]
    both = "person: Ann Lund + Bo Holm"
    several = [_pair(both, "ann", "bo"), _pair(both, "ann"), _pair(both, "ann", "cy")]
    assert judge([*ones, *several])[3:] == ["right", "unresolved", "wrong"]


def test_a_mention_counts_once_a_document_and_a_list_is_its_members() -> None:
    register = HandRegister()
    register.add(
        "one.txt", "Ann; Bo",
        ("meeting", "Ann", {"attendees": "Ann; Bo", "body": "Board"}), ("action", "Ann", {"owner": "Ann"}),
        ("role", "Bo", {"person": "Bo", "role": "Chair; Treasurer"}),
    )  # fmt: skip
    register.add("two.txt", "Ann", ("action", "Ann", {"owner": "Ann", "text": "Ann calls"}))
    found = mentions(fact for facts in register.rows.values() for fact in facts)
    assert sorted((each.fact.doc_id, each.group, each.words) for each in found) == [
        ("one.txt", "role", "Chair"), ("one.txt", "role", "Treasurer"),
        ("one.txt", "who", "Ann"), ("one.txt", "who", "Bo"), ("one.txt", "who", "Board"), ("two.txt", "who", "Ann"),
    ]  # fmt: skip
