"""Statements of applicability of organisations made up here."""

from __future__ import annotations

import pytest

from ingest.facts.applicability import facts
from tests.support.readings import found, of, sheet, table


def test_a_sheet() -> None:
    rows: list[list[object]] = [
        ["Control", "Title", "Applicable?", "Justification", "Control owner", "Implementation status"],
        ["A.5.1", "Policies", "Yes", "law", "Ida Moe", "implemented"],
        ["A.7.4", "Cameras", "No", None, None, None],
        ["Organisational controls", None, None, None, None, None],
    ]
    assert of(sheet(facts, rows, "SoA"), "applicability") == [
        {"control": "A.5.1", "title": "Policies", "applicable": "yes", "justification": "law", "owner": "Ida Moe", "status": "implemented"},
        {"control": "A.7.4", "title": "Cameras", "applicable": "no"},
    ]  # fmt: skip


def test_other_words_for_it() -> None:
    page = table(
        ["Annex A ref.", "Control title", "Excluded", "Rationale"],
        ["8.30", "Outsourced development", "yes", "We buy nothing"],
        ["8.31", "Separation", "no", ""],
        above="# Statement of applicability",
    )
    assert [(each["control"], each["applicable"]) for each in of(found(facts, page, "s.md"), "applicability")] == [
        ("8.30", "no"), ("8.31", "yes")
    ]  # fmt: skip
    left_out = table(
        ["Control", "Reason for exclusion"], ["A.8.30 Outsourced development", "none bought"], above="# Exclusions"
    )
    assert of(found(facts, left_out, "e.md"), "applicability") == [
        {"control": "A.8.30", "title": "Outsourced development", "applicable": "no", "justification": "none bought"}
    ]


def test_sentences() -> None:
    page = "# Statement of applicability\n\nA.10.4 Customers: not applicable, because we sell nothing.\n\nA.10.3 Suppliers: applicable\n"
    assert of(found(facts, page, "s.md"), "applicability") == [
        {"control": "A.10.4", "title": "Customers", "applicable": "no", "justification": "we sell nothing"},
        {"control": "A.10.3", "title": "Suppliers", "applicable": "yes"},
    ]


@pytest.mark.parametrize(
    "page",
    [
        table(
            ["Requirement", "Applies to", "Responsible"], ["Fire law", "bakery", "Ida Moe"], above="# Legal register"
        ),
        table(["Clause", "Light", "Note"], ["4 Context", "green", "fine"], above="# Pre-assessment"),
        "# Scope\n\nThis procedure is applicable to all staff.\n",
    ],
)
def test_what_is_no_statement(page: str) -> None:
    assert found(facts, page, "p.md") == []


def test_a_list_that_says_how_far_each_control_is_and_of_some_that_they_do_not_apply() -> None:
    text = (
        "# Statement of applicability\n\n"
        "- **A.5.1 Policies for information security** - Implemented. They are kept in the wiki.\n"
        "- **A.7.4 Physical security monitoring** - Not applicable. All staff work from home.\n"
    )
    assert of(found(facts, text, "soa.md"), "applicability") == [
        {"control": "A.5.1", "title": "Policies for information security", "status": "Implemented"},
        {"control": "A.7.4", "title": "Physical security monitoring", "applicable": "no",
         "justification": "All staff work from home"},
    ]  # fmt: skip


def test_a_column_of_states_leaves_controls_out() -> None:
    page = table(
        ["Control", "Title", "Status", "Justification"],
        ["A.5.3", "Segregation of duties", "Partially implemented", "Few people"],
        ["A.7.8", "Equipment siting", "Not applicable", "No hardware"],
        above="# Statement of Applicability",
    )
    assert of(found(facts, page, "soa.md"), "applicability") == [
        {"control": "A.5.3", "title": "Segregation of duties", "status": "Partially implemented",
         "justification": "Few people"},
        {"control": "A.7.8", "title": "Equipment siting", "status": "Not applicable", "applicable": "no",
         "justification": "No hardware"},
    ]  # fmt: skip


def test_a_plan_for_controls_is_no_statement() -> None:
    page = table(
        ["Control", "Title", "Status"],
        ["A.5.3", "Segregation of duties", "Planned"],
        ["A.7.8", "Equipment siting", "Planned"],
        above="# Project plan",
    )
    assert not found(facts, page, "plan.md")


def test_coloured_ticks_and_the_state_beside_how_it_is_done() -> None:
    page = table(
        ["Control", "Name", "Included?", "Implementation", "Status"],
        ["A.2.2", "AI policy", "✅", "Read by all", "Implemented"],
        ["A.10.4", "Customers", "❌", "", ""],
        above="# Statement of Applicability",
    )
    assert of(found(facts, page, "soa.md"), "applicability") == [
        {"control": "A.2.2", "title": "AI policy", "applicable": "yes", "status": "Implemented"},
        {"control": "A.10.4", "title": "Customers", "applicable": "no"},
    ]
