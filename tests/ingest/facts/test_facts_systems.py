"""AI systems in inventories and on cards of organisations made up here."""

from __future__ import annotations

import json

import pytest

from ingest.facts.systems import facts
from tests.support.readings import found, of, sheet, table


def test_a_sheet() -> None:
    rows: list[list[object]] = [
        ["System ID", "System name", "Intended use", "Our role", "System owner", "Vendor", "Life cycle stage", "Live since", "Impact assessment"],
        ["M-1", "Gullwing", "counts birds", "deployer", "Tor Eide", "Avisoft", "in operation", "2030-04-01", "2030-02-11"],
        ["M-2", "Reed", "mows", "developer", "tbd", None, "retired", None, "none"],
    ]  # fmt: skip
    assert of(sheet(facts, rows, "Inventory"), "system") == [
        {"number": "M-1", "name": "Gullwing", "purpose": "counts birds", "role": "deployer", "owner": "Tor Eide", "supplier": "Avisoft",
         "stage": "in operation", "since": "2030-04-01", "assessed": "2030-02-11"},
        {"number": "M-2", "name": "Reed", "purpose": "mows", "role": "developer", "stage": "retired"},
    ]  # fmt: skip


def test_json_and_a_page() -> None:
    entries = [
        {
            "id": "A1",
            "name": "Pike",
            "purpose": "sorts mail",
            "owner": "Eva Lind",
            "stage": "pilot",
            "impact_assessment": None,
        }
    ]
    listed = [dict(entries[0], id=f"A{number}") for number in (1, 2)]
    assert [each["number"] for each in of(found(facts, json.dumps(listed, indent=1), "inventory.json"), "system")] == [
        "A1",
        "A2",
    ]
    page = "<h1>AI systems in use</h1><table><tr><th>AI system</th><th>Purpose</th><th>Responsible</th></tr><tr><td>Pike (A1)</td><td>sorts mail</td><td>Eva Lind</td></tr></table>"
    assert of(found(facts, page, "p.html"), "system") == [
        {"number": "A1", "name": "Pike", "purpose": "sorts mail", "owner": "Eva Lind"}
    ]


def test_a_card() -> None:
    card = "---\nmodel: Otter\nversion: 2.1\ncard_owner: Kim Roe\nin_production_from: 2031-07-01\nstatus: in use\n---\n\n# Otter\n\nFinds leaks.\n"
    assert of(found(facts, card, "otter.md"), "system") == [
        {"name": "Otter", "version": "2.1", "stage": "in use", "since": "2031-07-01"}
    ]


@pytest.mark.parametrize(
    "page",
    [
        table(["asset", "type", "location", "owner"], ["pump", "machine", "yard", "Bo Dahl"], above="# Assets"),
        table(
            ["Process", "Owner", "Where described"], ["Baking", "Bo Dahl", "manual"], above="# AI systems and processes"
        ),
        table(["account", "system", "right", "result"], ["bo", "Pike", "admin", "kept"], above="# Access review"),
    ],
)
def test_what_is_no_inventory(page: str) -> None:
    assert found(facts, page, "p.md") == []


def test_a_public_record_of_an_algorithm() -> None:
    page = (
        "# Algorithmic Transparency Record: Kerb Eye\n\n**Name:** Kerb Eye\n**Description:** Ranks photographs of kerbs.\n\n"
        "### Responsibility\n\n**Team:** Highways\n**Senior responsible owner:** Head of Highways\n**External supplier:** Alder Sight Ltd\n**Phase:** Production\n"
    )
    (fact,) = of(found(facts, page, "record.md"), "system")
    assert (fact["name"], fact["owner"], fact["supplier"], fact["stage"]) == (
        "Kerb Eye",
        "Head of Highways",
        "Alder Sight Ltd",
        "Production",
    )


def test_a_portfolio_of_applications() -> None:
    text = (
        "App ID,Application,Business Owner,Technical Owner,Vendor,Lifecycle Status,Go-live date\n"
        "APP-1,Stockwise,Ida Moe,Ivo Prat,Alder BV,Production,13/10/2031\n"
    )
    assert of(found(facts, text, "application-register.csv"), "system") == [
        {"number": "APP-1", "name": "Stockwise", "owner": "Ida Moe", "supplier": "Alder BV", "stage": "Production", "since": "2031-10-13"}
    ]  # fmt: skip


def test_job_applications_are_no_systems() -> None:
    text = "App ID,Applicant,Owner,Status,Date\nA-1,Ida Moe,Ivo Prat,Invited,13/10/2031\n"
    assert of(found(facts, text, "applications-list.csv"), "system") == []


def test_columns_that_say_which_assessment_and_by_which_name_a_system_goes() -> None:
    rows: list[list[object]] = [
        ["ID", "Nickname", "Purpose", "Owner", "Supplier or in-house", "Last review", "Last impact assessment", "Next impact assessment", "Status"],
        ["S-1", "Heron", "counts crates", "Ida Moe", "Quayware", "2031-05-02", "2031-02-11", "2032-02-11", "live"],
        ["S-2", "Plover", "plans shifts", "Ola Vik", "in-house", "2031-05-03", None, None, "pilot"],
    ]  # fmt: skip
    assert of(sheet(facts, rows, "AI systems"), "system") == [
        {"number": "S-1", "name": "Heron", "purpose": "counts crates", "owner": "Ida Moe", "supplier": "Quayware", "stage": "live", "assessed": "2031-02-11",
         "next_assessment": "2032-02-11"},
        {"number": "S-2", "name": "Plover", "purpose": "plans shifts", "owner": "Ola Vik", "supplier": "in-house", "stage": "pilot"},
    ]  # fmt: skip


def test_a_nickname_gives_way_to_a_name_and_a_signed_assessment_is_one() -> None:
    rows: list[list[object]] = [
        ["ID", "Nickname", "System", "Purpose", "Owner", "Assessment signed"],
        ["S-1", "the bird", "Heron 2", "counts crates", "Ida Moe", "2031-02-11"],
    ]
    assert of(sheet(facts, rows, "AI systems"), "system") == [
        {"number": "S-1", "name": "Heron 2", "purpose": "counts crates", "owner": "Ida Moe", "assessed": "2031-02-11"}
    ]


def test_the_class_of_a_system_and_what_is_next() -> None:
    rows: list[list[object]] = [
        ["id", "name", "purpose", "tier", "owner", "go_live", "last_validation", "next_check"],
        ["A-1", "Dunlin", "counts crates", "High", "Ida Moe", "2030-11-10", "2030-10-24", "2031-10-24"],
        ["A-2", "Sanderling", "plans shifts", "Low", "Ola Vik", "2030-12-01", "planned 2031-05-01", None],
    ]
    assert of(sheet(facts, rows, "AI systems"), "system") == [
        {"number": "A-1", "name": "Dunlin", "purpose": "counts crates", "owner": "Ida Moe", "level": "High", "since": "2030-11-10",
         "validated": "2030-10-24", "review": "2031-10-24"},
        {"number": "A-2", "name": "Sanderling", "purpose": "plans shifts", "owner": "Ola Vik", "level": "Low", "since": "2030-12-01"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "fields"),
    [
        ("AIA-07", {"assessment": "AIA-07"}),
        ("not required", {"assessment": "not required"}),
        ("none (screened)", {"assessment": "none (screened)"}),
        ("none", {}),
        ("outstanding", {}),
        ("2031-02-03", {"assessed": "2031-02-03"}),
    ],
)
def test_a_column_for_the_assessment_may_name_a_paper_or_say_why_there_is_none(
    cell: str, fields: dict[str, str]
) -> None:
    page = table(["System", "Owner", "Purpose", "Impact assessment"], ["Teal", "Bo Dahl", "sorts mail", cell],
                 above="# AI inventory")  # fmt: skip
    (told,) = of(found(facts, page, "inventory.md"), "system")
    assert {name: told[name] for name in ("assessment", "assessed") if name in told} == fields


def test_a_day_of_retirement_is_not_since_when_a_system_is_used() -> None:
    page = table(["System", "Owner", "Purpose", "In use since"], ["Teal", "Bo Dahl", "sorts mail", "retired 2031-01-31"],
                 above="# AI inventory")  # fmt: skip
    (told,) = of(found(facts, page, "inventory.md"), "system")
    assert told["stage"] == "retired 2031-01-31"
    assert "since" not in told


@pytest.mark.parametrize("header", ["Rating", "Criticality", "Risk class", "Tier"])
def test_how_grave_a_system_is(header: str) -> None:
    page = table(
        ["System", "Owner", "Purpose", header], ["Teal", "Bo Dahl", "sorts mail", "High"], above="# AI inventory"
    )
    (told,) = of(found(facts, page, "inventory.md"), "system")
    assert told["level"] == "High"
