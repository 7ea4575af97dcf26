"""Suppliers in registers of organisations made up here."""

from __future__ import annotations

import pytest

from ingest.facts import agreements
from ingest.facts.suppliers import facts
from tests.support.made_up import told
from tests.support.readings import found, of, sheet, table


def test_a_sheet() -> None:
    rows: list[list[object]] = [
        [
            "Supplier",
            "Service",
            "Contract from",
            "Contract to",
            "Business owner",
            "Last assessment",
            "Next assessment",
            "Critical",
        ],
        ["Brook & Sons", "Hosting", "2030-01-01", "2032-12-31", "Ivo Prat", "2030-05-06", "2031-05-06", "Y"],
        ["Lumen GmbH", "Lamps", None, None, None, "never", None, "no"],
    ]
    assert of(sheet(facts, rows), "supplier") == [
        {"name": "Brook & Sons", "service": "Hosting", "owner": "Ivo Prat", "critical": "yes", "from": "2030-01-01", "until": "2032-12-31",
         "assessed": "2030-05-06", "next_assessment": "2031-05-06"},
        {"name": "Lumen GmbH", "service": "Lamps", "critical": "no"},
    ]  # fmt: skip


def test_another_vocabulary() -> None:
    page = table(
        ["Name", "What they deliver", "Tier", "Due diligence done", "Review by"],
        ["Kestrel Ltd.", "Call centre", "1", "4 May 2030", "4 May 2032"],
        above="# Third parties",
    )
    assert of(found(facts, page, "v.md"), "supplier") == [
        {
            "name": "Kestrel Ltd.",
            "service": "Call centre",
            "critical": "1",
            "assessed": "2030-05-04",
            "next_assessment": "2032-05-04",
        }
    ]


@pytest.mark.parametrize(
    "page",
    [
        table(["Supplier", "Invoice no.", "Amount"], ["Lumen", "44", "9.00"], above="# Invoices of suppliers"),
        table(["Question", "Answer of the supplier"], ["Where is it?", "Here"], ["Why?", "So"], above="# Supplier questionnaire"),
        table(["Name", "Extension"], ["Ivo Prat", "44"], above="# Telephones"),
    ],
)  # fmt: skip
def test_what_is_no_register(page: str) -> None:
    assert found(facts, page, "p.md") == []


def test_in_everyday_words() -> None:
    page = table(
        ["Firm", "What we rely on them for", "Contact at our end", "Contract runs to", "Last looked at"],
        ["Ostmark Freight", "Linehaul", "Piotr Lis", "30 June 2032", "14 January 2031"],
        above="# Critical suppliers",
    )
    assert of(found(facts, page, "s.md"), "supplier") == [
        {"name": "Ostmark Freight", "service": "Linehaul", "until": "2032-06-30", "assessed": "2031-01-14"}
    ]  # fmt: skip


def test_who_looks_after_suppliers_among_other_processes_is_no_supplier() -> None:
    rows = [
        ["Risks", "Nils Dahl", "risk rules"],
        ["Suppliers", "Pia Novak", "supplier policy"],
        ["Audit", "Odd Ek", "plan"],
    ]
    assert (
        of(found(facts, table(["Process", "Lead", "Rule"], *rows, above="# Processes"), "scope.md"), "supplier") == []
    )


def test_what_a_supplier_is_for_is_its_service() -> None:
    text = "# Register of suppliers\n\n| Supplier | What for | Tier |\n| --- | --- | --- |\n| Kelp Foods Ltd | canteen | 2 |\n"
    assert [fact["service"] for fact in told(text, "suppliers.md", "supplier")] == ["canteen"]


@pytest.mark.parametrize(
    ("cell", "fields"),
    [
        ("1 July 2031", {"until": "2031-07-01"}),
        ("1 July 2031, rolling", {}),
        ("ended 31 Aug 2031", {"until": "2031-08-31", "status": "ended 31 Aug 2031"}),
    ],
)
def test_the_end_of_a_contract_that_goes_on_or_is_over(cell: str, fields: dict[str, str]) -> None:
    rows = [["Supplier", "Service", "Owner", "Contract to"], ["Brook Oil", "oil", "Ivo Prat", cell]]
    (row,) = of(sheet(facts, rows, "Suppliers"), "supplier")
    assert {name: row[name] for name in ("until", "status") if name in row} == fields
    (agreement,) = of(sheet(agreements.facts, rows, "Suppliers"), "agreement") or [{}]
    assert agreement.get("until") == fields.get("until")
