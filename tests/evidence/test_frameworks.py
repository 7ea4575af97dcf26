import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import SettingsError
from evidence.frameworks import bundled, load, normal_ref, topics
from evidence.frameworks.library import parse_library
from evidence.frameworks.words import says
from evidence.kinds import KINDS

LIBRARY = """
urn: urn:example:risk:library:harbour-1
ref_id: harbour-1
name: Harbour rules
objects:
  framework:
    ref_id: harbour-1
    name: Harbour rules
    requirement_nodes:
      - {urn: "urn:example:req_node:harbour-1:1", assessable: false, ref_id: "1", name: Governance}
      - urn: urn:example:req_node:harbour-1:1.1
        parent_urn: urn:example:req_node:harbour-1:1
        assessable: true
        depth: 2
        ref_id: "1.1"
        name: Internal audit of moorings
        description: Moorings are audited every year.
      - urn: urn:example:req_node:harbour-1:1.2
        parent_urn: urn:example:req_node:harbour-1:1
        assessable: true
        description: Buoys are lit.
"""


@pytest.mark.parametrize(
    ("said", "identity"),
    [("iso42001", "iso42001"), ("ISO/IEC 27001:2022", "iso27001"), ("9001", "iso9001"), ("ISO 14001:2015", "iso14001")],
)
def test_a_standard_is_known_by_what_people_call_it(said: str, identity: str) -> None:
    assert load(said).id == identity


@pytest.mark.parametrize("said", ["iso", "27002", "", "soc2", "missing.yaml"])
def test_an_unknown_standard_is_refused(said: str) -> None:
    with pytest.raises(SettingsError):
        load(said)


def test_every_assessable_requirement_is_explained_and_expects_something() -> None:
    for framework in bundled():
        refs = [requirement.ref for requirement in framework.requirements]
        assert len(set(refs)) == len(refs)
        for requirement in framework.assessable:
            assert requirement.explanation.endswith("."), requirement.ref
            assert requirement.topics or requirement.documents, requirement.ref


def test_expectations_name_kinds_and_fields_of_the_register() -> None:
    for topic in topics().values():
        assert topic.domain in ("strict", "shared", "own")
        for expectation in topic.expects:
            kind = KINDS[expectation.kind]
            for condition in expectation.where:
                assert condition.field in ("*", *kind.fields, *kind.dates), (topic.id, condition.field)


@pytest.mark.parametrize("said", ["A.5.2", "a5.2", "Annex A 5.2", "control A.5.2", " a.5.2. "])
def test_a_reference_is_understood_however_it_is_written(said: str) -> None:
    assert normal_ref(said) == "A.5.2"


def test_a_clause_stands_for_those_below_it() -> None:
    assert [each.ref for each in load("iso42001").below("9.3")] == ["9.3.1", "9.3.2", "9.3.3"]
    assert [each.ref for each in load("iso42001").below("9.3.2")] == ["9.3.2"]
    assert load("iso42001").get("99.9") is None


def test_a_library_is_read_with_its_tree() -> None:
    framework = parse_library(LIBRARY)
    assert (framework.id, framework.name) == ("harbour-1", "Harbour rules")
    assert [(each.ref, each.assessable, each.parent) for each in framework.requirements] == [
        ("1", False, ""),
        ("1.1", True, "1"),
        ("1.2", True, "1"),
    ]
    assert "audit" in {each.kind for each in framework.requirements[1].expects}
    assert framework.requirements[2].title == "Buoys are lit."


def test_a_library_is_read_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "harbour.yaml"
    file.write_text(LIBRARY, "utf-8")
    assert load(str(file)).name == "Harbour rules"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: [",
        "[]",
        "objects: 3",
        "objects: {framework: {name: x}}",
        "objects: {framework: {requirement_nodes: [3]}}",
        "!!python/object/apply:os.system ['true']",
        "objects: {threats: []}",
    ],
)
def test_what_is_no_library_is_refused(text: str) -> None:
    with pytest.raises(SettingsError):
        parse_library(text)


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("Risk_assessments of 2025", "risk assess", True),
        ("all our policies", "policy", True),
        ("the aim of this", "ai", False),
        ("use of AI.", "ai", True),
        ("organization chart", "organisation chart", True),
        ("reinternal audits", "internal audit", False),
    ],
)
def test_a_phrase_is_said_whatever_its_endings(text: str, phrase: str, found: bool) -> None:
    assert bool(says(text, (phrase,))) is found


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=4))
def test_saying_never_fails_and_finds_only_what_is_there(text: str, phrases: list[str]) -> None:
    assert says(text, tuple(phrases)) in text


@pytest.mark.parametrize("identity", ["iso42001", "iso27001", "iso9001", "iso14001"])
def test_explanations_are_good_english(identity: str) -> None:
    said = [requirement.explanation for requirement in load(identity).requirements]
    assert not [words for words in said if re.search(r"\b[Aa] (?:[aio]|AI\b|e(?!u))", words)]
