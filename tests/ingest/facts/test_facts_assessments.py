"""Assessments, validations, tests, provenance and event logs of organisations made up here."""

from __future__ import annotations

import pytest

from ingest.facts import provenance, trials
from ingest.facts.assessments import facts
from tests.support.readings import found, of, sheet, table


def assessed(data: str, name: str = "page.md") -> list[dict[str, str]]:
    return of(found(facts, data, name), "assessment")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            (
                "# AI impact assessment: Sorter\n\n"
                "Assessed on 22 January 2025 by Ida Moe; reviewed by Bo Lind on 29 January 2025.\n"
            ),
            ("Sorter", "impact", "Ida Moe", "2025-01-22"),
        ),
        (
            "# DPIA - Visitor cameras\n\nAssessment of 3 March 2025. Prepared by Bo Lind, for the site.\n",
            ("Visitor cameras", "dpia", "Bo Lind", "2025-03-03"),
        ),
        (
            table(
                ["Item", "Entry"],
                ["Supplier", "Kelp Foods Ltd"],
                ["Assessed by", "Ida Moe, Bo Lind"],
                ["Date of assessment", "4 May 2025"],
                ["Overall rating", "B"],
                above="# Supplier assessment",
            ),
            ("Kelp Foods Ltd", "supplier", "Ida Moe; Bo Lind", "2025-05-04"),
        ),
        (
            (
                "# Fire risk assessment of the depot\n\nAssessor: Bo Lind\n\n"
                "Date of assessment: 2025-06-07\n\nStatus: final\n"
            ),
            ("depot", "risk", "Bo Lind", "2025-06-07"),
        ),
    ],
)
def test_assessments(page: str, expected: tuple[str, str, str, str]) -> None:
    (fact,) = assessed(page)
    assert (fact["subject"], fact["type"], fact["assessor"], fact["assessed"]) == expected


def test_a_draft_has_no_day_and_a_template_is_none() -> None:
    draft = table(
        ["", ""],
        ["System", "Sorter"],
        ["Status", "DRAFT 0.1 – started 4 May 2025"],
        ["Assessed on", ""],
        ["Assessed by", ""],
        above="# AI impact assessment",
    )
    (fact,) = assessed(draft)
    assert "assessed" not in fact and "assessor" not in fact and fact["status"].startswith("DRAFT")
    assert assessed("# Impact assessment template\n\nAssessed by: Ida Moe\n\nDate: 3 May 2025\n") == []
    assert assessed("# Risk assessment procedure\n\nAssessed by: Ida Moe\n\nDate: 3 May 2025\n") == []
    assert assessed("# Impact assessment: Sorter\n\nIt will be assessed on 3 May 2026 by Ida Moe.\n") == []


def test_validations() -> None:
    report = (
        "# Independent validation of Sorter 2.1\n\n"
        "Client: Alder plc Date: 3 May 2025 Lead validator: Eva Stein. Review: Bo Lind.\n\n"
        "Our opinion is: fit for purpose, with two conditions.\n"
    )
    assert of(found(facts, report), "validation") == [
        {
            "system": "Sorter",
            "version": "2.1",
            "validator": "Eva Stein",
            "verdict": "fit for purpose, with two conditions",
            "validated": "2025-05-03",
        }
    ]
    card = "# Model card: Sorter 2.0\n\nValidated on 2 February 2025 by Dr Eva Stein, Head of Model Risk.\n"
    assert of(found(facts, card), "validation") == [
        {"system": "Sorter", "version": "2.0", "validator": "Dr Eva Stein", "validated": "2025-02-02"}
    ]
    assert found(facts, "# Model card: Sorter 2.0\n\nIt has not been validated for freight.\n") == []
    assert found(facts, "# Model validation procedure\n\nValidator: Eva Stein\n") == []


def test_results_of_tests() -> None:
    bias = table(
        ["Measure", "Ratio", "Limit"],
        ["Age", "0.86", "0.80"],
        ["Sex", "0.95", "0.80"],
        above="# Bias test of Sorter, second quarter 2025",
    )
    assert of(found(trials.facts, bias), "test") == [
        {
            "system": "Sorter",
            "type": "bias",
            "measure": name,
            "value": value,
            "limit": "0.80",
            "period": "second quarter 2025",
        }
        for name, value in (("Age", "0.86"), ("Sex", "0.95"))
    ]
    drift = (
        "SORTER - DRIFT REPORT JANUARY 2025\n\nPSI of the score, weekly runs\n"
        "  05 Jan   0.10\n  12 Jan   0.12   <- reported\nalert limit 0.20\n"
    )
    assert [
        (each["value"], each["limit"], each["period"]) for each in of(found(trials.facts, drift, "d.txt"), "test")
    ] == [("0.10", "0.20", "JANUARY 2025"), ("0.12", "0.20", "JANUARY 2025")]
    said = (
        "# Drift report for Sorter, May 2025\n\n"
        "The stability index was 0.27 (limit 0.20). In April the ratio was 0.1 a month "
        "before.\n"
    )
    (fact,) = of(found(trials.facts, said), "test")
    assert (fact["measure"], fact["value"], fact["limit"]) == ("stability index", "0.27", "0.20")


def test_what_is_no_result() -> None:
    assert (
        found(
            trials.facts, table(["What", "Value", "Limit"], ["PSI", "0.1", "0.2"], above="# Drift monitoring procedure")
        )
        == []
    )
    assert found(trials.facts, table(["KPI", "Value", "Target"], ["PSI", "0.1", "0.2"], above="# KPI dashboard")) == []
    assert found(trials.facts, "# Bias test plan\n\nThe ratio should be 0.8.\n") == []


def test_provenance() -> None:
    rows: list[list[object]] = [
        ["Data set", "Source", "Collection period", "Licence", "Responsible"],
        ["Tide levels", "Port office", "2019-2024", "CC BY 4.0", "Ida Moe"],
        ["Ghost", None, None, None, None],
    ]
    assert of(sheet(provenance.facts, rows, "Data sheet"), "provenance") == [
        {
            "dataset": "Tide levels",
            "source": "Port office",
            "licence": "CC BY 4.0",
            "owner": "Ida Moe",
            "period": "2019-2024",
        }
    ]
    card = (
        "# Model card: Tide\n\n"
        "A tree model trained on 41,000 readings from 2019 to 2024. It was not trained "
        "on 3 photographs.\n"
    )
    assert of(found(provenance.facts, card), "provenance") == [{"dataset": "41,000 readings", "period": "2019 to 2024"}]


def test_event_logs() -> None:
    said = (
        "# Monitoring\n\n"
        "Audit logs of Sorter are kept in the central archive for at least 24 months. "
        "Logs are not kept for 3 days.\n"
    )
    assert of(found(provenance.facts, said), "event_log") == [
        {"system": "Sorter", "retention": "24 months", "place": "central archive"}
    ]
    schedule = table(
        ["Record", "Kept for", "Where"],
        ["Access logs", "12 months", "vault"],
        ["Contracts", "10 years", "cabinet"],
        above="# Retention schedule",
    )
    assert of(found(provenance.facts, schedule), "event_log") == [
        {"system": "Access logs", "retention": "12 months", "place": "vault"}
    ]
    rows = "time,event,detail\n" + "".join(f"2025-05-0{day}T06:00:00,scored,ok\n" for day in range(1, 6))
    assert [each["system"] for each in of(found(provenance.facts, rows, "sorter-events.csv"), "event_log")] == [
        "sorter"
    ]
    assert (
        found(
            provenance.facts,
            table(["When", "Action"], ["3 May", "a"], ["4 May", "b"], ["5 May", "c"], above="# Actions"),
        )
        == []
    )
