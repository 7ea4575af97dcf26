"""Registers written as text, an entry under each heading or number, of organisations made up here."""

from __future__ import annotations

import pytest

from ingest.facts import suppliers, systems
from tests.support.readings import found, of, table


def test_processors_under_headings() -> None:
    page = (
        "# Sub-processors we use\n\n_Last updated: 3 February 2031_\n\n### Kestrel Pay Ltd\n- **Purpose**: Card payments\n"
        "- **Location**: Ireland\n\n### Alder Metrics AS\n- **Purpose**: Usage figures\n- **Location**: Norway\n"
    )
    assert of(found(suppliers.facts, page, "legal/page.md"), "supplier") == [
        {"name": "Kestrel Pay Ltd", "service": "Card payments"},
        {"name": "Alder Metrics AS", "service": "Usage figures"},
    ]


def test_suppliers_by_number() -> None:
    page = "# Supplier register\n\n1. Kestrel\n- Service: freight\n- Owner: Ida Moe\n\n2. Brook\n- Service: lamps\n- Owner: Ivo Prat\n"
    assert of(found(suppliers.facts, page, "page.md"), "supplier") == [
        {"name": "Kestrel", "service": "freight", "owner": "Ida Moe"},
        {"name": "Brook", "service": "lamps", "owner": "Ivo Prat"},
    ]


def test_systems_under_headings() -> None:
    page = "# AI inventory\n\n## Pickwise\n\nOwner: Ida Moe\nPurpose: Picks\nStatus: live\n\n## Crate Eye\n\nOwner: Ivo Prat\nPurpose: Counts\nStatus: pilot\n"
    assert [(fact["name"], fact["owner"]) for fact in of(found(systems.facts, page, "page.md"), "system")] == [
        ("Pickwise", "Ida Moe"),
        ("Crate Eye", "Ivo Prat"),
    ]


@pytest.mark.parametrize(
    "page",
    [
        # sections of one document are no entries
        "# Supplier overview\n\n## Purpose\n- Service: all\n- Owner: Ida Moe\n\n## Document control\n- Service: all\n- Owner: Ida Moe\n",
        # one heading above one form is any section
        "# Supplier care\n\n## Kestrel\n- Service: freight\n- Owner: Ida Moe\n",
        # placeholders
        "# Sub-processors\n\n### [Payments]\n- **Purpose**: Card payments\n\n### [Mail]\n- **Purpose**: Mail\n",
        # a document about something else
        "# Customers\n\n### Kestrel\n- **Service**: freight\n\n### Brook\n- **Service**: lamps\n",
    ],
)
def test_what_names_no_supplier(page: str) -> None:
    assert of(found(suppliers.facts, page, "page.md"), "supplier") == []


def test_a_page_of_processors_in_a_table() -> None:
    page = table(
        ["Company", "Location", "Processing Purpose"], ["**Kestrel Pay, Inc.**", "USA", "Card payments"],
        above="# Subprocessors",
    )  # fmt: skip
    assert of(found(suppliers.facts, page, "page.md"), "supplier") == [
        {"name": "Kestrel Pay, Inc.", "service": "Card payments"}
    ]
