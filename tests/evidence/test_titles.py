from __future__ import annotations

import pytest

from evidence.titles import (
    Bodies,
    Roles,
    closest,
    is_deputy,
    numbers_in,
    other_forms,
    role_key,
    same_version,
    title_words,
    version_in,
)


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
        ("Quality Manager (acting)", "Acting Quality Manager until a new one is named"),
        ("Quality Manager, minutes", "Quality Manager"),
    ],
)
def test_roles_in_two_words_are_one(one: str, other: str) -> None:
    assert role_key(one) == role_key(other)


def test_a_deputy_is_not_the_role() -> None:
    assert role_key("Deputy CFO") != role_key("CFO")
    assert is_deputy("Deputy CFO") and is_deputy("Acting CFO") and not is_deputy("CFO")


def test_an_abbreviation_of_a_role_is_the_one_that_is_named_in_full() -> None:
    assert Roles(["Chief Digital Officer", "CDO"]).key("the CDO") == "chief digital officer"
    assert Roles(["Chief Digital Officer", "Chief Data Officer"]).key("CDO") == role_key("CDO")
    assert Roles(["CDO"]).key("CDO") == "chief data officer"


def test_abbreviations_are_bodies_only_when_one_fits() -> None:
    bodies = Bodies(["Quality Steering Group", "QSG", "the Board", "Board of Directors", "ExCo"])
    assert bodies.key("QSG") == bodies.key("Quality Steering Group")
    assert bodies.key("the Board") == bodies.key("Board of Directors")
    assert bodies.key("ExCo") == bodies.key("Executive Committee")
    assert Bodies(["Risk Committee", "Remuneration Committee"]).key("RC") == "rc"


def test_a_body_is_known_with_its_organisation_before_it_and_a_company_without_its_form() -> None:
    bodies = Bodies(["Board of Directors", "HILL MILL LTD – BOARD OF DIRECTORS", "Sand Supply Ltd", "Risk – Forum"])
    assert bodies.key("Hill Mill Ltd – Board of Directors") == bodies.key("the Board")
    assert bodies.key("Sand Supply") == bodies.key("Sand Supply Ltd")
    assert bodies.key("Risk – Forum") == "risk – forum"  # nobody says "the Forum"


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("Service Desk", True),
        ("Board", True),
        ("Chair of the Board", False),
        ("Team Leader", False),
        ("staff", False),
        ("Managers' Forum", True),
        ("Duty Officer, IT department", False),
    ],
)
def test_a_body_is_told_from_a_post(words: str, body: bool) -> None:
    assert Bodies([]).is_body(words) is body


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("5", "5.0", True), ("v5", "5.0.0", True), ("3.1", "3.10", False), ("2", "20", False), ("", "1", False)],
)
def test_a_version_may_be_written_with_or_without_its_noughts(one: str, other: str, same: bool) -> None:
    assert same_version(one, other) is same_version(other, one) is same


@pytest.mark.parametrize(
    ("title", "called", "same"),
    [
        ("Access Standard – intranet pages", "access standard", True),
        ("Artificial Intelligence Policy", "AI policy", True),
        ("Business Continuity Plan v2", "BC plan", True),
        ("Policy – travel", "policy", False),
        ("Travel Policy", "TP", False),
    ],
)
def test_a_title_has_a_short_form(title: str, called: str, same: bool) -> None:
    assert (title_words(called) in other_forms(title)) is same
