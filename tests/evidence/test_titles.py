from __future__ import annotations

import pytest

from evidence.titles import Bodies, closest, numbers_in, role_key, same_version, title_words, version_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fire Safety Policy v2.1", "The Fire Safety Policy"),
        ("new Supplier Policies, edition 3", "Supplier Policy"),
        ("DOC-12 Access Standard 1.0.docx", "Access standard"),
    ],
)
def test_titles_of_one_work_have_the_same_words(one: str, other: str) -> None:
    assert title_words(one) == title_words(other)


def test_a_mention_names_one_work_or_none() -> None:
    known = {
        name: title_words(name)
        for name in ("Information Security Policy", "Supplier Policy", "Supplier Security Policy")
    }
    assert closest(title_words("our information security policy"), known) == "Information Security Policy"
    assert closest(title_words("Supplier policy"), known) == "Supplier Policy"
    assert closest(title_words("policy"), known) == ""
    assert closest(title_words("travel rules"), known) == ""


@pytest.mark.parametrize(
    ("words", "version"),
    [
        ("issue 3.0 of 12 May", "3.0"),
        ("Policy v2", "2"),
        ("revision 4", "4"),
        ("version 1.10.2", "1.10.2"),
        ("May 2025", ""),
    ],
)
def test_a_version_is_read_from_words(words: str, version: str) -> None:
    assert version_in(words) == version


def test_numbers_are_one_form() -> None:
    assert numbers_in("POL-07 and QP 12, not May 2025") == ("POL-07", "QP-12")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CEO", "Chief Executive Officer"),
        ("the CISO", "Chief Information Security Officer"),
        ("Board Chair", "Chair of the Board"),
    ],
)
def test_roles_in_two_words_are_one(one: str, other: str) -> None:
    assert role_key(one) == role_key(other)


def test_a_deputy_is_not_the_role() -> None:
    assert role_key("Deputy CFO") != role_key("CFO")


def test_abbreviations_are_bodies_only_when_one_fits() -> None:
    bodies = Bodies(["Quality Steering Group", "QSG", "the Board", "Board of Directors", "ExCo"])
    assert bodies.key("QSG") == bodies.key("Quality Steering Group")
    assert bodies.key("the Board") == bodies.key("Board of Directors")
    assert bodies.key("ExCo") == bodies.key("Executive Committee")
    assert Bodies(["Risk Committee", "Remuneration Committee"]).key("RC") == "rc"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("5", "5.0", True), ("v5", "5.0.0", True), ("3.1", "3.10", False), ("2", "20", False), ("", "1", False)],
)
def test_a_version_may_be_written_with_or_without_its_noughts(one: str, other: str, same: bool) -> None:
    assert same_version(one, other) is same_version(other, one) is same
