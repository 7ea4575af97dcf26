"""What is to be assessed again, and what a sheet's columns do not say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from evidence.findings import findings
from tests.support.registers import HandRegister

TODAY = date(2031, 9, 1)
_RULE = (
    "Class A suppliers are assessed before a contract is signed, and again every 12 months. Class B every 24 months."
)


def _told(register: HandRegister, *types: str) -> list[tuple[str, tuple[str, ...]]]:
    return sorted((each.type, each.subject) for each in findings(register, TODAY) if each.type in types)


@pytest.mark.parametrize(
    ("rule", "late"),
    [
        (_RULE, ["brook oil"]),
        ("Class A suppliers are assessed every 24 months.", []),
        ("Class A suppliers need not be assessed every 12 months.", []),
        ("Class A suppliers are paid every 12 months.", []),
        ("Class A suppliers are audited yearly; the rest every two years.", ["brook oil"]),
    ],
)
def test_a_rule_says_when_a_supplier_of_a_class_is_assessed_again(rule: str, late: list[str]) -> None:
    register = HandRegister()
    register.add("procedure.txt", f"Supplier approval\n{rule}", written="2030-01-01", title="Supplier approval")
    rows: list[tuple[str, str, Mapping[str, str]]] = [
        ("supplier", "Brook Oil", {"name": "Brook Oil", "critical": "A", "assessed": "2030-07-01"}),
        ("supplier", "Hill Rope", {"name": "Hill Rope", "critical": "A", "assessed": "2031-02-01"}),
        ("supplier", "Moor Wax", {"name": "Moor Wax", "critical": "B", "assessed": "2030-07-01"}),
    ]
    register.add("suppliers.csv", "Brook Oil\nHill Rope\nMoor Wax", *rows, written="2031-08-01")
    assert [subject[0] for _, subject in _told(register, "supplier_not_assessed")] == late


@pytest.mark.parametrize(("assessed", "told"), [("2031-01-20", True), ("2031-05-20", False)])
def test_a_rule_says_when_a_system_of_a_risk_is_assessed_again(assessed: str, told: bool) -> None:
    register = HandRegister()
    words = "High-risk systems are reviewed every 6 months, all others every 12 months."
    register.add("policy.txt", f"Use of AI\n{words}", written="2030-01-01", title="Use of AI")
    register.add(
        "inventory.csv", "Teal\nWren",
        ("system", "Teal", {"name": "Teal", "stage": "live", "level": "High", "assessed": assessed}),
        ("system", "Wren", {"name": "Wren", "stage": "live", "level": "Low", "assessed": assessed}),
        written="2031-08-01",
    )  # fmt: skip
    assert [subject for _, subject in _told(register, "assessment_overdue")] == ([("teal",)] if told else [])


def test_the_day_of_the_last_of_several_assessments_is_not_that_of_the_first() -> None:
    for header, told in (("System,Live since,Last assessment", False), ("System,Live since,Impact assessment", True)):
        register = HandRegister()
        row = {"name": "Teal", "stage": "live", "since": "2030-01-01", "assessed": "2030-06-01"}
        register.add("inventory.csv", f"{header}\nTeal", ("system", "Teal", row), written="2031-08-01")
        assert bool(_told(register, "assessment_after_use")) is told


def test_a_paper_that_the_inventory_names_is_an_assessment() -> None:
    for paper, told in (("AIA-7", False), ("not required", False), ("", True)):
        register = HandRegister()
        rows: list[tuple[str, str, Mapping[str, str]]] = [
            ("system", "Teal", {"name": "Teal", "stage": "live", "assessment": paper}),
            ("system", "Wren", {"name": "Wren", "stage": "live", "assessed": "2031-01-01"}),
        ]
        register.add("inventory.csv", "Teal\nWren", *rows, written="2031-08-01")
        assert bool(_told(register, "missing_assessment")) is told


def test_where_no_inventory_speaks_of_assessments_many_systems_without_one_are_no_findings() -> None:
    register = HandRegister()
    names = ["Teal", "Wren", "Rook", "Lark", "Kite"]
    rows = [("system", name, {"name": name, "stage": "live"}) for name in names]
    register.add("inventory.csv", "\n".join(names), *rows, written="2031-08-01")
    made = {"subject": "Teal", "type": "impact", "assessed": "2031-01-01"}
    register.add("teal.txt", "assessed", ("assessment", "assessed", made))
    assert not _told(register, "missing_assessment")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("R-5 | accepted for a year, as a second line costs too much", False),
        ("R-5 was discussed and not accepted", True),
        ("R-6 is accepted for a year", True),
    ],
)
def test_a_line_of_minutes_that_accepts_a_risk_by_its_number_is_a_decision(said: str, told: bool) -> None:
    register = HandRegister()
    risk = {"number": "R-5", "text": "one line only", "treatment": "Accepted", "owner": "Ida Berg"}
    register.add("risks.csv", "R-5 one line only", ("risk", "R-5 one line only", risk), written="2031-08-01")
    held = {"body": "Harbour Table", "held": "2031-03-01", "state": "held"}
    register.add("minutes.txt", f"Harbour Table\n{said}", ("meeting", "Harbour Table", held), written="2031-03-01")
    assert bool(_told(register, "acceptance_without_decision")) is told


def test_a_course_that_somebody_does_not_need_is_not_missing() -> None:
    register = HandRegister()
    rows: list[tuple[str, str, Mapping[str, str]]] = [
        ("training", "Ida Berg", {"person": "Ida Berg", "course": "Ladders", "completed": "2031-01-01"}),
        ("training", "Tor Eide", {"person": "Tor Eide", "course": "Ladders", "result": "not needed"}),
        ("training", "Max Holm", {"person": "Max Holm", "course": "Ladders", "result": "not done"}),
    ]
    register.add("matrix.csv", "Ida Berg\nTor Eide\nMax Holm", *rows, written="2031-08-01")
    assert _told(register, "competence_missing") == [("competence_missing", ("max holm", "ladders"))]


def test_a_supplier_whose_row_says_that_it_is_none_any_more_is_not_still_listed() -> None:
    for status, told in (("ended 31 Aug 2030", False), ("", True)):
        register = HandRegister()
        row = {"name": "Brook Oil", "until": "2030-08-31", "status": status, "written": "2031-08-01"}
        register.add("suppliers.csv", "Brook Oil", ("supplier", "Brook Oil", row), written="2031-08-01")
        assert bool(_told(register, "agreement_lapsed")) is told
