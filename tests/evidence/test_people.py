from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.people import People, fold, is_name

STAFF = [
    "Dr Ewa Kowalska",
    "Ewa Nowak",
    "Björn Ødegård",
    "Ada Lovelace-King",
    "Tom van der Berg",
    "Ada Lovelace",
    "Sam Obi",
]


@pytest.fixture(name="people")
def _people() -> People:
    return People(STAFF)


@pytest.mark.parametrize(
    ("mention", "name", "reason"),
    [
        ("E. Kowalska", "Dr Ewa Kowalska", "initial and surname"),
        ("Ms Nowak", "Ewa Nowak", "the surname"),
        ("Bjorn Odegard", "Björn Ødegård", "the full name"),
        ("Ada Lovelace", "Ada Lovelace-King", "a former or other surname"),
        ("Kowalska, Ewa", "Dr Ewa Kowalska", "surname first"),
        ("sam.obi@example.org", "Sam Obi", "the full name"),
        ("Björn", "Björn Ødegård", "the given name"),
        ("van der Berg", "Tom van der Berg", "the surname"),
    ],
)
def test_a_mention_is_the_one_person_it_fits(people: People, mention: str, name: str, reason: str) -> None:
    resolved = people.resolve(mention)
    assert resolved.person is not None and resolved.person.name == name
    assert resolved.reason == reason


def test_what_fits_two_stays_ambiguous_and_names_both(people: People) -> None:
    resolved = people.resolve("Ewa")
    assert resolved.person is None
    assert [each.name for each in resolved.candidates] == ["Dr Ewa Kowalska", "Ewa Nowak"]


@pytest.mark.parametrize(
    "mention", ["P. Kowalska", "Zoë Unknown", "the Board", "Head of Quality", "", "42", "Finance team"]
)
def test_others_are_nobody(people: People, mention: str) -> None:
    assert people.resolve(mention).person is None


def test_a_list_of_people_is_no_person() -> None:
    people = People([*STAFF, "Ewa Nowak, Sam Obi", "Mr Sam Obi"])
    assert people.all() == People(STAFF).all()
    assert people.resolve("Ewa Nowak, Sam Obi").person is None


def test_two_people_of_one_surname_are_not_merged() -> None:
    people = People(["Lena Lind", "Tomas Lind", "Lars Lind"])
    assert len(people.all()) == 3
    assert people.resolve("L. Lind").person is None
    assert people.resolve("T. Lind").person is not None


def test_a_rename_that_a_document_states_joins_two_names() -> None:
    people = People(["Mia Berg", "Mia Sand"], {"Mia Berg": "Mia Sand"})
    assert people.resolve("Mia Berg").person == people.resolve("Mia Sand").person


@given(st.permutations(STAFF))
def test_the_order_of_mentions_does_not_matter(mentions: list[str]) -> None:
    assert People(mentions).all() == People(STAFF).all()


@given(st.text(max_size=40))
def test_any_words_fold_and_are_judged(words: str) -> None:
    assert isinstance(fold(words), str)
    assert is_name(words) in (True, False)
    People([words]).resolve(words)


@pytest.mark.parametrize("words", ["February I'm", "We've Ann", "That's Lund", "I’ll"])
def test_a_pronoun_with_its_verb_is_part_of_no_name(words: str) -> None:
    assert not is_name(words)


@pytest.mark.parametrize("words", ["Ann O'Hare", "I. D'Souza", "Shelley Winter"])
def test_names_with_an_apostrophe_or_like_a_pronoun_stay_names(words: str) -> None:
    assert is_name(words)


def test_surname_first_is_the_same_person() -> None:
    people = People(["Kowalska, Ewa", "Dr Ewa Kowalska", "Ní Dhomhnaill, Aoife", "Ní Dhomhnaill", "Berg, Nils"])
    assert [person.name for person in people.all()] == ["Aoife Ní Dhomhnaill", "Dr Ewa Kowalska", "Nils Berg"]
    assert people.resolve("Kowalska, Ewa").person == people.resolve("E. Kowalska").person
    assert people.resolve("Ní Dhomhnaill, Aoife").person == people.resolve("Ms Ní Dhomhnaill").person is not None


def test_two_surnames_or_two_given_names_with_a_comma_are_no_person() -> None:
    people = People(["Ewa Kowalska", "Ada Nowak", "Kowalska, Nowak", "Ewa, Ada"])
    assert [person.name for person in people.all()] == ["Ada Nowak", "Ewa Kowalska"]
    assert people.resolve("Kowalska, Nowak").person is None


def test_who_is_called_like_the_beginning_of_a_surname_is_a_person() -> None:
    people = People(["Al Moore", "Van Dam", "O Purdy", "van der Berg"])
    assert [person.name for person in people.all()] == ["Al Moore", "O Purdy", "Van Dam"]
