"""Plain reports and cards whose lines set a label and a figure apart by blanks or dots."""

from __future__ import annotations

import pytest

from tests.support.made_up import hold, same, told

_SHEET = """HELP DESK - MONTH IN REVIEW                    May 2031
To: Ana Roth    From: Desk figures (Jo Day)

Calls taken            10,087
Solved at once         49 %      (goal 55 %)
Rating                 3.9 / 5   (goal 3.8)
Average wait at night  6 min 15 s
Languages              English, Finnish

What happened: two people were ill.
"""


def test_a_sheet_of_a_month_gives_each_figure_with_its_goal() -> None:
    wanted = [
        {"kpi": "Solved at once", "value": "49 %", "target": "55 %", "period": "2031-05"},
        {"kpi": "Rating", "value": "3.9 / 5", "target": "3.8", "period": "2031-05"},
        {"kpi": "Calls taken", "value": "10,087", "target": "", "period": "2031-05"},
        {"kpi": "Average wait at night", "value": "6 min 15 s", "target": "", "period": "2031-05"},
    ]
    hold(_SHEET, "reports/desk-2031-05.txt", {"measurement": wanted})


def test_dots_lead_to_the_figures_and_a_limit_may_be_an_alarm() -> None:
    text = (
        "SORTY - MONTHLY SHEET - May 2031\nPrepared by Ana Roth\n\nParcels .......... 2,316\n"
        "Changed by hand .. 7.5 %\nDrift index ...... 0.08 (alarm above 0.20)\nMedian days ...... 2.1 (day shift only)\n"
    )
    wanted = [
        {"kpi": "Parcels"},
        {"kpi": "Changed by hand", "value": "7.5 %"},
        {"kpi": "Drift index", "value": "0.08", "target": "0.20"},
        {"kpi": "Median days"},
    ]
    hold(text, "reports/sorty.txt", {"measurement": wanted})


@pytest.mark.parametrize(
    "text",
    [
        _SHEET.replace("MONTH IN REVIEW", "BUDGET"),
        _SHEET.replace("May 2031", ""),
        "HOUSE FIGURES May 2031\n\nRoom          12\n\nCalls      9\n\nCakes       7\n",
        "DESK FIGURES May 2031\n\nNorth    10   12   14\nSouth    11   13   15\nWest     12   14   16\n",
    ],
)
def test_a_budget_a_sheet_of_no_month_loose_lines_and_columns_are_no_measurements(text: str) -> None:
    found = [row for row in told(text, "desk.txt", "measurement") if "target" not in row]
    assert found == []


_CARD = """MODEL CARD                      Sorty 2.5
Purpose ............. rank parcels
Features ............ 19, among them weight
Threshold ........... 0.80
Precision ........... 0.66 letters, 0.41 parcels (our measurement)
Recall .............. about 0.5, the maker's estimate
Error, city ......... 47 s mean
Known weakness ...... wet labels
"""


def test_a_card_tells_how_good_its_model_is() -> None:
    wanted = [
        {"system": "Sorty 2.5", "measure": "Precision: letters", "value": "0.66"},
        {"system": "Sorty 2.5", "measure": "Precision: parcels", "value": "0.41"},
        {"system": "Sorty 2.5", "measure": "Recall", "value": "0.5"},
        {"system": "Sorty 2.5", "measure": "Error, city", "value": "47 s"},
    ]
    same(_CARD, "models/sorty.txt", "test", wanted)


def test_such_lines_of_another_paper_are_no_tests() -> None:
    assert told(_CARD.replace("MODEL CARD", "ORDER FORM"), "papers/sorty.txt", "test") == []
