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
