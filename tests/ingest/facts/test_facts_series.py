"""Tables with periods: what stands before the period, spans of months, a target of the whole year, plain counts."""

from __future__ import annotations

from tests.support.made_up import same, told


def test_a_row_a_place_and_a_month_names_the_place_with_each_indicator() -> None:
    text = (
        "# Depot KPIs, autumn 2031\n\n| Depot | Month | Late starts % | Fuel |\n| --- | --- | --- | --- |\n"
        "| Arnby | October | 4.1 | 812 |\n| Arnby | November | 3.9 | 790 |\n"
        "| Kelm | October | 6.0 | 644 |\n| Kelm | November | 5.2 | 601 |\n"
    )
    wanted = [
        {"kpi": f"{kpi}, {depot}", "value": value, "period": period}
        for depot, period, late, fuel in (
            ("Arnby", "2031-10", "4.1", "812"),
            ("Arnby", "2031-11", "3.9", "790"),
            ("Kelm", "2031-10", "6.0", "644"),
            ("Kelm", "2031-11", "5.2", "601"),
        )
        for kpi, value in (("Late starts %", late), ("Fuel", fuel))
    ]
    same(text, "depots.md", "measurement", wanted)


def test_several_months_of_a_year_are_a_period_and_the_target_of_the_year_is_theirs() -> None:
    text = (
        "# Objectives 2031\n\n| No. | Objective | 2030 | Target 2031 | Jan-Sep 2031 | Light |\n"
        "| --- | --- | --- | --- | --- | --- |\n| Q1 | paint wasted, kg | 90 | 60 | 41 | green |\n"
        "| Q2 | late orders, % | 7 | 4 | 5 | amber |\n"
    )
    wanted = [
        {"kpi": "paint wasted, kg", "value": "90", "target": "", "period": "2030", "status": ""},
        {"kpi": "paint wasted, kg", "value": "41", "target": "60", "period": "Jan-Sep 2031", "status": "green"},
        {"kpi": "late orders, %", "value": "7", "target": "", "period": "2030", "status": ""},
        {"kpi": "late orders, %", "value": "5", "target": "4", "period": "Jan-Sep 2031", "status": "amber"},
    ]
    same(text, "objectives.md", "measurement", wanted)


_COUNTED = (
    "# One year of call sorting\n\nWe began in January.\n\n| Quarter 2031 | Calls sorted | Wrong desk |\n"
    "| --- | --- | --- |\n| Q1 | 5,210 | 61 |\n| Q2 | 6,480 | 77 |\n| Q3 (to 15 Aug) | 2,904 | 30 |\n"
)


def test_what_is_counted_by_quarter_is_measured_whatever_the_paper_is_called() -> None:
    wanted = [
        {"kpi": "Calls sorted", "value": "5,210", "period": "2031-Q1"},
        {"kpi": "Wrong desk", "value": "61", "period": "2031-Q1"},
        {"kpi": "Calls sorted", "value": "6,480", "period": "2031-Q2"},
        {"kpi": "Wrong desk", "value": "77", "period": "2031-Q2"},
        {"kpi": "Calls sorted", "value": "2,904", "period": "2031-Q3"},
        {"kpi": "Wrong desk", "value": "30", "period": "2031-Q3"},
    ]
    same(_COUNTED, "board/paper-12.md", "measurement", wanted)


def test_a_budget_and_a_plan_by_quarter_are_no_measurements() -> None:
    for title in ("# Budget of the call desk", "# Planned volumes", "# Invoices by quarter"):
        text = _COUNTED.replace("# One year of call sorting", title)
        assert told(text, "board/paper-12.md", "measurement") == []


def test_a_timetable_with_words_beside_its_months_is_no_measurement() -> None:
    text = (
        "# Courses\n\n| Month | Course | Seats |\n| --- | --- | --- |\n| May 2031 | Lifting | 12 |\n"
        "| June 2031 | First aid | 8 |\n| July 2031 | Driving | 9 |\n"
    )
    assert told(text, "courses.md", "measurement") == []


def test_a_sheet_of_goals_with_a_target_and_months_is_measured_and_its_file_need_not_say_so() -> None:
    rows = "Goal,Target,Owner,Mar 2031,Apr 2031\nLate parcels (%),max 4.0,Ida Moe,3.7,3.6\n"
    wanted = [
        {"kpi": "Late parcels (%)", "value": value, "target": "max 4.0", "period": period}
        for value, period in (("3.7", "2031-03"), ("3.6", "2031-04"))
    ]
    same(rows, "sheet-7.csv", "measurement", wanted)


def _of_two_years(months: str) -> str:
    ruled = "| --- " * (months.count("|") + 2)
    return f"# Aims and indicators 2031/32\n\n| KPI | {months} |\n{ruled}|\n| Calls lost | 5 | 6 | 7 | 8 |\n"


def test_months_from_january_past_march_lie_in_the_second_of_two_years() -> None:
    wanted = [
        {"kpi": "Calls lost", "value": value, "period": f"2032-0{at}"}
        for at, value in enumerate(("5", "6", "7", "8"), 1)
    ]
    same(_of_two_years("Jan | Feb | Mar | Apr"), "kpi.md", "measurement", wanted)


def test_months_that_may_lie_in_either_of_two_years_get_none() -> None:
    wanted = [
        {"kpi": "Calls lost", "value": value, "period": period}
        for value, period in (("5", "Apr"), ("6", "May"), ("7", "Jun"), ("8", "Jul"))
    ]
    same(_of_two_years("Apr | May | Jun | Jul"), "kpi.md", "measurement", wanted)
