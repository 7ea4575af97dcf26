"""Objectives and measurements of organisations made up here."""

from __future__ import annotations

import pytest

from ingest.facts.objectives import facts
from tests.support.readings import found, of, sheet, table


def test_a_register_with_gaps() -> None:
    page = table(
        ["No.", "Quality objective", "KPI", "Target value", "Accountable", "Status"],
        ["Z1", "Fewer late trains", "Share of trains over 5 min late", "< 4 %", "Femke Dijk", "on track"],
        ["Z2", "Clean stations", "tbd", "—", "", "open"],
        above="# Quality objectives 2030",
    )
    assert of(found(facts, page, "o.md"), "objective") == [
        {"number": "Z1", "text": "Fewer late trains", "owner": "Femke Dijk", "kpi": "Share of trains over 5 min late",
         "target": "< 4 %", "status": "on track"},
        {"number": "Z2", "text": "Clean stations", "status": "open"},
    ]  # fmt: skip


def test_references_in_the_column_of_objectives() -> None:
    rows: list[list[object]] = [
        ["Objective", "Description", "Owner", "Metric", "Goal"],
        ["E-1", "Less waste", "Ola Berg", "kg a month", "400"],
    ]
    assert of(sheet(facts, rows, "Environmental objectives"), "objective") == [
        {"number": "E-1", "text": "Less waste", "owner": "Ola Berg", "kpi": "kg a month", "target": "400"}
    ]


def test_months_as_columns() -> None:
    text = "indicator,responsible,target,unit,Jan 2031,Feb 2031,2031-03\nUptime,Kai Ito,99.5,%,99.1,,99.8\n"
    found_here = of(found(facts, text, "kpi.csv"), "measurement")
    assert [(each["period"], each["value"], each["target"], each["unit"], each["owner"]) for each in found_here] == [
        ("2031-01", "99.1", "99.5", "%", "Kai Ito"), ("2031-03", "99.8", "99.5", "%", "Kai Ito")
    ]  # fmt: skip


def test_months_as_rows_and_the_year_in_the_title() -> None:
    page = table(["", "Energy", "Limit"], ["Jan", "410", "400"], ["Feb", "395", "400"], above="# Energy dashboard 2033")
    assert of(found(facts, page, "d.md"), "measurement") == [
        {"kpi": "Energy", "value": "410", "target": "400", "period": "2033-01"},
        {"kpi": "Energy", "value": "395", "target": "400", "period": "2033-02"},
    ]


def test_a_month_without_a_year_stays_as_written() -> None:
    page = table(["Month", "Calls"], ["Jan", "41"], ["Feb", "39"], above="# KPI of the help desk")
    assert [each["period"] for each in of(found(facts, page, "d.md"), "measurement")] == ["Jan", "Feb"]


def test_a_monthly_report() -> None:
    rows: list[list[object]] = [
        ["KPI report, April 2032"], [],
        ["Indicator", "Objective", "Responsible", "Target", "Actual", "Light"],
        ["Complaints answered in time (%)", "K-2", "I. Sole", 95, 91, "amber"],
    ]  # fmt: skip
    assert of(sheet(facts, rows, "KPI"), "measurement") == [
        {"kpi": "Complaints answered in time (%)", "value": "91", "target": "95", "period": "2032-04", "objective": "K-2",
         "owner": "I. Sole", "status": "amber"}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "kpi", "value", "target"),
    [
        ("Beds in use: 81 % (target 85 %)", "Beds in use", "81 %", "85 %"),
        ("The share of repaired lamps was 72 % against a target of 90 %.", "share of repaired lamps", "72 %", "90 %"),
        ("Mean waiting time: 14 min, above the limit of 10 min", "Mean waiting time", "14 min", "10 min"),
        ("Ane Lund reported that the leak rate stood at 3.1 %, the target is 2 %.", "leak rate", "3.1 %", "2 %"),
    ],
)
def test_slides_and_sentences(line: str, kpi: str, value: str, target: str) -> None:
    measured = of(found(facts, f"# Dashboard, third quarter 2034\n\n- {line}\n", "deck.md"), "measurement")
    assert [(each["kpi"], each["value"], each["target"], each["period"]) for each in measured] == [
        (kpi, value, target, "2034-Q3")
    ]


@pytest.mark.parametrize(
    "page",
    [
        table(["Quarter", "Price"], ["2031 Q1", "40"], ["2031 Q2", "41"], above="# Offer"),
        table(["Measure", "Value", "Limit"], ["AUC", "0.8", "0.7"], above="# Model card of Zed"),
        "# Policy on speed\n\nThe limit is 30 km/h.\n",
        "# Dashboard\n\n- Meeting: 3 May 2031, target group: all staff\n",
        table(["Month", "Who"], ["Jan", "Al"], ["Feb", "Bo"], above="# KPI duty roster 2031"),
    ],
)
def test_what_is_no_measurement(page: str) -> None:
    assert of(found(facts, page, "page.md"), "measurement") == []


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (
            "| Measure | Goal | Q1 2026 | Q2 2026 |\n| --- | --- | --- | --- |\n"
            "| Nets checked | 85% | 80% | 86% |\n| Fish lost | under 5% | 4% | 6% |\n",
            {("Nets checked", "85%", ""), ("Fish lost", "under 5%", "")},
        ),
        (
            "| KPI | Objective | Actual | Period |\n| --- | --- | --- | --- |\n"
            "| Nets checked | 85% | 80% | Q1 2026 |\n| Fish lost | < 5% | 4% | Q1 2026 |\n",
            {("Nets checked", "85%", ""), ("Fish lost", "< 5%", "")},
        ),
        (
            "| Indicator | Aims | 2026-01 | 2026-02 |\n| --- | --- | --- | --- |\n"
            "| Nets checked | 85 | 80 | 86 |\n| Fish lost | 5 | 4 | 6 |\n",
            {("Nets checked", "85", ""), ("Fish lost", "5", "")},
        ),
        (
            "| Objective | Measure | Goal | Q1 2026 | Q2 2026 |\n| --- | --- | --- | --- | --- |\n"
            "| N-1 | Nets checked | 85% | 80% | 86% |\n| N-2 | Fish lost | under 5% | 4% | 6% |\n",
            {("Nets checked", "85%", "N-1"), ("Fish lost", "under 5%", "N-2")},
        ),
        (
            "| KPI | Goal | Target | Actual | Period |\n| --- | --- | --- | --- | --- |\n"
            "| Nets checked | Whole nets | 85% | 80% | Q1 2026 |\n| Fish lost | No escapes | 5% | 4% | Q1 2026 |\n",
            {("Nets checked", "85%", "Whole nets"), ("Fish lost", "5%", "No escapes")},
        ),
    ],
)
def test_a_goal_in_figures_is_a_target_and_one_in_words_an_objective(
    rows: str, wanted: set[tuple[str, str, str]]
) -> None:
    measured = of(found(facts, f"# KPI report of the fish farm\n\n{rows}", "kpi.md"), "measurement")
    assert {(each["kpi"], each.get("target", ""), each.get("objective", "")) for each in measured} == wanted


_AIMED = table(
    ["Measure", "Goal", "Owner", "Jan", "Feb"],
    ["Calls lost", "at most 6", "Ida Moe", "9", "7"],
    ["Crates broken", "2 %", "Ola Vik", "3", "2"],
    above="# {}\n",
)


def test_a_sheet_headed_as_one_of_objectives_lists_them_by_what_is_measured() -> None:
    assert of(found(facts, _AIMED.format("Quality objectives 2031, month by month")), "objective") == [
        {"text": "Calls lost", "target": "at most 6", "owner": "Ida Moe"},
        {"text": "Crates broken", "target": "2 %", "owner": "Ola Vik"},
    ]


@pytest.mark.parametrize("heading", ["KPI sheet 2031", "Service levels of the objectives budget 2031"])
def test_a_sheet_of_indicators_lists_no_objectives(heading: str) -> None:
    assert not of(found(facts, _AIMED.format(heading)), "objective")


def test_a_mark_that_is_needed_is_no_value() -> None:
    page = "# Training plan 2031\n\nThe effect is measured with a test; the pass mark is 8 of 10.\n"
    assert not of(found(facts, page), "measurement")
