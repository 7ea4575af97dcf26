"""Periods in the names of columns, values beside their targets in words and on cards, of organisations made up here."""

from __future__ import annotations

import pytest

from ingest.facts.objectives import facts
from ingest.facts.periods import only_year, period_of, periods_in
from tests.support.made_up import same, told
from tests.support.readings import found, of, sheet, table


def measured(text: str, name: str = "page.md") -> list[tuple[str, ...]]:
    """Indicator, value, target and period of what is measured in ``text``."""
    return [
        tuple(each.get(part, "") for part in ("kpi", "value", "target", "period"))
        for each in of(found(facts, text, name), "measurement")
    ]


@pytest.mark.parametrize(
    ("words", "year", "period"),
    [
        ("Jan-31", "", "2031-01"),
        ("1Q31", "", "2031-Q1"),
        ("Quarter 2", "2031", "2031-Q2"),
        ("Q2", "2030/31", "Q2 2030/31"),
        ("Q3 FY31", "", "Q3 FY31"),
        ("2030/31", "", "2030/31"),
        ("2031/03", "", "2031-03"),
        ("May", "2030/31", "May"),
        ("wk 7", "2031", "2031-W07"),
        ("YTD", "2031", "2031"),
        ("YTD", "", "YTD"),
        ("Comment", "2031", ""),
    ],
)
def test_a_period(words: str, year: str, period: str) -> None:
    assert period_of(words, year) == period


def test_a_reference_with_a_year_is_no_financial_year() -> None:
    assert only_year("RPT-2031-17") == "2031"
    assert periods_in("Board report, quarter 3 2030/31") == {"quarter 3 2030/31"}
    assert periods_in("Scorecard, week 9 2031") == {"2031-W09"}


def test_a_target_and_an_actual_column_for_each_quarter() -> None:
    rows: list[list[object]] = [
        ["Yard scorecard 2031"],
        ["Indicator", "Q1", None, "Q2", None],
        [None, "Target", "Actual", "Target", "Actual"],
        ["Cranes out of use", 1, 2, 0, 1],
    ]
    facts_found = of(sheet(facts, rows, "Scorecard"), "measurement")
    assert [(each["value"], each["target"], each["period"]) for each in facts_found] in (
        [("2", "1", "2031-Q1"), ("1", "0", "2031-Q2")],
        [("2", "1", "2031-Q1")],  # where the rows of names are not known to be two
    )


def test_columns_that_name_what_they_give_and_its_year() -> None:
    page = table(
        ["Measure", "Baseline 2029/30", "Target 2030/31", "Outturn 2030/31"],
        ["Bridges inspected", "80%", "95%", "91%"],
        above="# Performance of the roads service",
    )
    assert measured(page) == [("Bridges inspected", "91%", "95%", "2030/31")]


def test_a_status_column_beside_each_month() -> None:
    page = table(
        ["Measure", "Goal", "Apr", "RAG", "May", "RAG"],
        ["Sick days", "4.0", "4.4", "R", "3.9", "G"],
        above="# People dashboard 2031",
    )
    facts_found = of(found(facts, page, "d.md"), "measurement")
    assert [(each["period"], each["status"]) for each in facts_found] == [("2031-04", "R"), ("2031-05", "G")]


def test_signs_of_judgement_are_no_part_of_a_value() -> None:
    page = table(
        ["Service level", "Commitment", "Achieved"],
        ["**Answers within an hour**", "≥ 95 %", "✅ 97 %"],
        ["Nights without failure", "28", "26 nights ❌"],
        above="# Service report, May 2031",
    )
    assert measured(page) == [
        ("Answers within an hour", "97 %", "≥ 95 %", "2031-05"),
        ("Nights without failure", "26 nights", "28", "2031-05"),
    ]


def test_the_target_in_a_columns_name_or_in_a_row_of_its_own() -> None:
    page = table(
        ["Quarter", "Hands washed (target 95%)", "Falls (limit 3)"],
        ["Q1 2031", "93%", "2"],
        ["Q2 2031", "96%", "4"],
        above="# Ward indicators",
    )
    assert measured(page)[:2] == [("Hands washed", "93%", "95%", "2031-Q1"), ("Falls", "2", "3", "2031-Q1")]
    page = table(
        ["Month", "Late trams"], ["Target", "12"], ["Jan 2031", "14"], ["Feb 2031", "9"], above="# Tram statistics"
    )
    assert measured(page) == [("Late trams", "14", "12", "2031-01"), ("Late trams", "9", "12", "2031-02")]


def test_units_in_the_names_of_the_columns_tell_a_table_of_measurements() -> None:
    text = "Month,Diesel (l),Steam (MWh)\nJan 2031,410,88\nFeb 2031,395,80\n"
    assert [each[:2] for each in measured(text, "site.csv")] == [
        ("Diesel (l)", "410"), ("Steam (MWh)", "88"), ("Diesel (l)", "395"), ("Steam (MWh)", "80")
    ]  # fmt: skip
    assert not measured("Month,Post,Rent\nJan 2031,410,88\nFeb 2031,395,80\n", "ledger.csv")


@pytest.mark.parametrize(
    ("line", "kpi", "value", "target"),
    [
        ("**Beds in use** 81 % (budget 85 %)", "Beds in use", "81 %", "85 %"),
        ("Refresher courses 89 %; target 90 %", "Refresher courses", "89 %", "90 %"),
        ("Complaints fell from 14 to 9 against a target of 10.", "Complaints", "9", "10"),
        ("Rejects stood at 1.2 %, within the 1.5 % limit.", "Rejects", "1.2 %", "1.5 %"),
        ("Letters: 18 in the year; the target was no more than 20.", "Letters", "18", "no more than 20"),
        ("1,240 growers visited (target: 1,200)", "growers visited", "1,240", "1,200"),
        ("Mean repair time: 3.2 h (goal: under 4 h)", "Mean repair time", "3.2 h", "under 4 h"),
    ],
)
def test_a_value_and_its_target_in_one_line(line: str, kpi: str, value: str, target: str) -> None:
    assert measured(f"# Report, third quarter 2034\n\n- {line}\n") == [(kpi, value, target, "2034-Q3")]


def test_several_values_in_one_sentence() -> None:
    line = "April in short: dispatch on time was 96.4% (target 97%), returns 1.9% (target 2%) and all went well."
    assert [each[:3] for each in measured(f"# Notes\n\n{line}\n")] == [
        ("dispatch on time", "96.4%", "97%"), ("returns", "1.9%", "2%")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "Uptime should be 99 % against a target of 99.5 %.",
        "We want returns at 2 % (target 1 %).",
        "The target of 90 % was missed.",
        "Page 1/1",
        "Visits 8, plan 2031",
        "Backlog at the dock: 1,900 crates. Threshold 0.82 is too tight",
        "200 crates a week, limit 0.5 %",
    ],
)
def test_what_is_wanted_or_of_another_measure_is_no_value(line: str) -> None:
    assert not measured(f"# Report 2034\n\n- {line}\n")


def test_a_card_with_labels() -> None:
    text = (
        "# Indicators: depot\n\n**Reporting period:** April 2031\n\n#### KPI 1: Vans on the road\n- **Current value:** 62 %\n"
        "- **Target value:** 65 %\n- **Status:** amber\n\n#### KPI 2: Vans in repair\n- Actual: 5\n- Target: 4\n"
    )
    assert measured(text) == [("Vans on the road", "62 %", "65 %", "2031-04"), ("Vans in repair", "5", "4", "2031-04")]


def test_a_card_with_its_figure_alone() -> None:
    page = "<h1>Members, Q2 2031</h1><h3>Calls answered</h3><p>92.4%</p><p>Target 90%</p><h3>Visits</h3><p>48</p>"
    assert measured(page, "board.html") == [("Calls answered", "92.4%", "90%", "2031-Q2")]


def test_target_and_actual_on_the_line_below() -> None:
    assert measured("Delivery, May 2031\n\nGoals met\n  Target: 80% | Actual: 76%\n", "goals.txt")[0][:3] == (
        "Goals met", "76%", "80%"
    )  # fmt: skip


def test_templates_and_plans_measure_nothing() -> None:
    rows = (["KPI", "Target", "Actual"], ["Uptime", "99 %", "97 %"])
    assert measured(table(*rows, above="# KPI report"))
    assert not measured(table(*rows, above="# KPI report template"))
    assert not measured(table(rows[0], ["Uptime", "99 %", "XX %"], ["e.g. Calls", "5", "4"], above="# KPI report"))
    ahead = (["Stream", "Q1 2031", "Q2 2031"], ["Search", "10 %", "50 %"])
    assert not measured(table(*ahead, above="# Roadmap and targets"))
    assert measured(table(*ahead, above="# Performance"))


def test_a_row_for_each_indicator_and_period() -> None:
    text = "month,kpi_name,value,target\n2031-01,Late trams,14,12\n2031-01,Fares paid,98,97\n2031-02,Late trams,9,12\n"
    assert measured(text, "kpi_export.csv") == [
        ("Late trams", "14", "12", "2031-01"), ("Fares paid", "98", "97", "2031-01"), ("Late trams", "9", "12", "2031-02")
    ]  # fmt: skip
    page = table(
        ["Quarter", "Service", "What is counted", "Actual"],
        ["Q1 2031", "Trams", "Late trams", "14"],
        ["Q2 2031", "Trams", "Late trams", "9"],
        above="# Key figures",
    )
    assert all(each[0] != "Actual" for each in measured(page))


def test_a_column_for_each_indicator() -> None:
    lines = (["Target", "95%", "0"], ["Actual", "92%", "2"], ["RAG", "Amber", "Red"])
    page = table(["", "Letters answered", "Audits overdue"], *lines, above="# Performance Q1 2031")
    assert measured(page) == [("Letters answered", "92%", "95%", "2031-Q1"), ("Audits overdue", "2", "0", "2031-Q1")]
    assert not measured(table(["", "Letters answered", "Audits overdue"], lines[0], above="# Performance Q1 2031"))
    assert not measured(table(["", "Rent", "Pay"], ["Plan", "9", "4"], ["Actual", "8", "4"], above="# Budget 2031"))


@pytest.mark.parametrize(
    ("line", "kpi", "value", "target"),
    [
        ("Availability 99.2% against 99.5% agreed; the longest outage was in May.", "Availability", "99.2%", "99.5%"),
        ("Uptime was 99.93 % instead of 99.95 % in the contract.", "Uptime", "99.93 %", "99.95 %"),
        ("Average wait: 48 seconds (agreed: 30)", "Average wait", "48 seconds", "30"),
    ],
)
def test_what_was_agreed_is_a_target(line: str, kpi: str, value: str, target: str) -> None:
    same(
        f"# Service of Kelp Foods\n\n* {line}\n",
        "kelp.md",
        "measurement",
        [{"kpi": kpi, "value": value, "target": target}],
    )


def test_a_price_set_against_one_agreed_earlier_is_no_measurement() -> None:
    assert told("# Kelp Foods\n\nThey voted 9 against 3, as agreed.\n", "kelp.md", "measurement") == []
