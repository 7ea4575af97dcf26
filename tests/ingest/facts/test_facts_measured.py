"""Results of tests and of monitoring, however a report lays them out."""

from __future__ import annotations

from tests.support.made_up import same, told

_TEST = """# RPT-9

## Acceptance test of SortWell 2.4

Written by Ana Roth, Principal Tester. Read and agreed by Jo Day, Consultant, 14 April 2031.

| Finding | Found | Passed over | Limit set |
| --- | --- | --- | --- |
| Cracks | 94.6% | 91.2% | 92% found |
| Dents | 96.0% | 93.5% | 90% found |

| Group | Found |
| --- | --- |
| Day shift | 94.0% |
| Night shift | 88.3% |

| Setting | Value |
| --- | --- |
| Threshold, red | 0.62 |
| Threshold, amber | 0.28 |

The test is passed.
"""


def test_an_acceptance_test_gives_each_share_by_finding_and_group_with_the_limit_of_its_column() -> None:
    wanted = [
        {"measure": "Cracks: Found", "value": "94.6%", "limit": "92% found"},
        {"measure": "Cracks: Passed over", "value": "91.2%", "limit": ""},
        {"measure": "Dents: Found", "value": "96.0%", "limit": "90% found"},
        {"measure": "Dents: Passed over", "value": "93.5%", "limit": ""},
        {"measure": "Day shift: Found", "value": "94.0%", "limit": ""},
        {"measure": "Night shift: Found", "value": "88.3%", "limit": ""},
    ]
    same(_TEST, "reports/RPT-9.md", "test", wanted)


def test_who_read_and_agreed_a_report_approved_it() -> None:
    same(_TEST, "reports/RPT-9.md", "approval", [{"approver": "Jo Day", "approved": "2031-04-14"}])


def test_every_share_of_a_monthly_watch_is_a_result_and_counts_are_none() -> None:
    text = "month;pieces;red_pct;green_pct;checked_by\n2031-05;1894;4.9;90.1;A. Roth\n2031-06;2977;5.4;;A. Roth\n"
    wanted = [
        {"measure": "red pct", "value": "4.9", "period": "2031-05"},
        {"measure": "green pct", "value": "90.1", "period": "2031-05"},
        {"measure": "red pct", "value": "5.4", "period": "2031-06"},
    ]
    same(text, "watch/sorter_monthly_watch.csv", "test", wanted)


def test_tiles_of_a_watch_give_figure_measure_and_month_and_the_one_limit() -> None:
    text = (
        "# Sorter watch\n\n6.9\n\nJanuary, mean error (pieces)\n\n8.4\n\nFebruary, mean error (pieces)\n\n8.0\n\n"
        "trigger\n\n12\n\npeople on shift\n"
    )
    wanted = [
        {"measure": "mean error (pieces)", "value": "6.9", "period": "January", "limit": "8.0"},
        {"measure": "mean error (pieces)", "value": "8.4", "period": "February", "limit": "8.0"},
    ]
    same(text, "watch/sorter.md", "test", wanted)


def test_figures_of_a_plan_are_no_results() -> None:
    text = "# Monitoring plan\n\n6.9\n\nmean error\n\n| Group | Found |\n| --- | --- |\n| A shift | 9% |\n| B shift | 8% |\n"
    assert told(text, "plans/monitoring.md", "test") == []


def test_what_a_sample_is_made_up_of_is_no_result() -> None:
    text = (
        "# Validation report of SortWell 2.4\n\n| Group | Share |\n| --- | --- |\n| Day shift | 78% |\n| Night shift | 22% |\n\n"
        "| Group | Found |\n| --- | --- |\n| Day shift | 94.0% |\n| Night shift | 88.3% |\n"
    )
    found = told(text, "reports/validation.md", "test")
    assert [row["value"] for row in found] == ["94.0%", "88.3%"]


def test_an_acceptance_test_is_a_validation_of_what_its_heading_names() -> None:
    same(_TEST, "reports/RPT-9.md", "validation", [{"system": "SortWell", "version": "2.4", "validator": "Ana Roth"}])


def test_a_model_card_that_gives_its_performance_at_validation_keeps_its_name() -> None:
    text = "# Model card: SortWell 4.2\n\nPerformance at validation\n\nValidated on 22 September 2031 by Dr Ana Roth.\n"
    same(text, "ai/card.md", "validation", [{"system": "SortWell", "version": "4.2", "validator": "Dr Ana Roth"}])


def _results(table: str) -> str:
    return f"# Sorty 3.1 – validation report\n\nAuthor: Ana Roth. Date: 10 November 2031.\n\n{table}\n"


def test_a_pass_mark_is_a_limit_and_the_title_names_the_system_first() -> None:
    text = _results(
        "| Measure | Result | Pass mark |\n| --- | --- | --- |\n| Hits | 86% | 75% |\n| Days ahead | 34 | 21 |"
    )
    wanted = [
        {"system": "Sorty 3.1", "measure": "Hits", "value": "86%", "limit": "75%"},
        {"system": "Sorty 3.1", "measure": "Days ahead", "value": "34", "limit": "21"},
    ]
    same(text, "v.md", "test", wanted)


def test_a_share_of_what_was_found_is_a_result_and_one_of_the_sample_is_none() -> None:
    head = "| Group | Homes | {} |\n| --- | --- | --- |\n| Old flats | 310 | 79% |\n| New flats | 222 | 77% |"
    wanted = [
        {"measure": "Old flats: Share of leaks found", "value": "79%"},
        {"measure": "New flats: Share of leaks found"},
    ]
    same(_results(head.format("Share of leaks found")), "v.md", "test", wanted)
    assert told(_results(head.format("Share of all homes")), "v.md", "test") == []


def test_a_limit_belongs_to_the_column_that_its_name_names() -> None:
    text = _results(
        "| Clause | Read | Recall | Precision | Accept if recall at least |\n| --- | --- | --- | --- | --- |\n"
        "| Notice | 70 | 91% | 78% | 90% |\n| Rent | 50 | 88% | 71% | none set |"
    )
    wanted = [
        {"measure": "Notice: Recall", "value": "91%", "limit": "90%"},
        {"measure": "Notice: Precision", "value": "78%", "limit": ""},
        {"measure": "Rent: Recall", "value": "88%", "limit": ""},
        {"measure": "Rent: Precision", "value": "71%", "limit": ""},
    ]
    same(text, "v.md", "test", wanted)


def test_figures_of_two_versions_stand_against_one_limit() -> None:
    text = _results(
        "| What | Cases | Version 3.0 | Version 3.1 | Limit |\n| --- | --- | --- | --- | --- |\n"
        "| Hit rate | 40 | 0.91 | 0.95 | 0.92 |\n| Seconds | 40 | 1.4 | 2.2 | 5 |"
    )
    wanted = [
        {"measure": "Hit rate: Version 3.0", "value": "0.91", "limit": "0.92"},
        {"measure": "Hit rate: Version 3.1", "value": "0.95", "limit": "0.92"},
        {"measure": "Seconds: Version 3.0", "value": "1.4", "limit": "5"},
        {"measure": "Seconds: Version 3.1", "value": "2.2", "limit": "5"},
    ]
    same(text, "v.md", "test", wanted)
