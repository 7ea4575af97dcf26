"""Tables of minutes: rows of several kinds, columns that only name who acts, colours beside states, what is not decided yet."""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, hold

_HEAD = (
    "# Minutes of the site meeting of 10 September 2031\n\nPresent: Ada Roth (AR), Ben Sommer (BS), Cleo Danz (CD)\n\n"
)
_NO: list[Row] = []


@pytest.mark.parametrize(
    ("kinds", "header"), [(("I", "A", "D"), "Type"), (("Info", "Action", "Decision"), "Category"), ("IAD", "A/D/I")]
)
def test_rows_that_say_their_kind_are_read_as_that(kinds: tuple[str, str, str], header: str) -> None:
    info, action, decision = kinds
    table = (
        f"| No. | {header} | Content | Who | Until |\n|---|---|---|---|---|\n"
        f"| 12.1 | {info} | The crane arrives in October | – | – |\n"
        f"| 12.2 | {action} | Order the rails | BS | 2031-09-24 |\n"
        f"| 12.3 | {decision} | The gate is painted grey | all | – |\n"
    )
    wanted: dict[str, list[Row]] = {
        "action": [{"number": "12.2", "text": "Order the rails", "owner": "BS", "due": "2031-09-24"}],
        "decision": [{"number": "12.3", "text": "The gate is painted grey", "outcome": "decided"}],
    }
    hold(_HEAD + table, "site/minutes.md", wanted)


def test_kinds_that_are_others_than_these_tell_no_tasks() -> None:
    table = (
        "| No. | Type | Content | Who | Until |\n|---|---|---|---|---|\n| 1 | Crane | Hired from Orbis | BS | 2031-09-24 |\n"
        "| 2 | Lift | Hired from Tarn | AR | 2031-10-24 |\n"
    )
    hold(_HEAD + table, "site/minutes.md", {"decision": _NO})


def test_a_column_of_names_gives_them_what_the_row_says_last() -> None:
    table = (
        "| Ref | Minute | Action |\n|---|---|---|\n"
        "| 7.1 | The scaffold was looked at. It will be inspected each week. | BS |\n"
        "| 7.2 | Drawings to be reissued by 26 September 2031. | AR/CD |\n"
        "| 7.3 | The weather was poor in July. | Note |\n"
        "| 7.4 | Tenders were opened. | None |\n"
    )
    wanted: list[Row] = [
        {"number": "7.1", "owner": "BS", "text": "It will be inspected each week", "due": ""},
        {"number": "7.2", "owner": "AR/CD", "text": "~reissued", "due": "2031-09-26"},
    ]
    hold(_HEAD + table, "site/minutes.md", {"action": wanted})


def test_a_colour_is_no_state_where_another_column_tells_it() -> None:
    rows = (
        "Ref,Date raised,Action,Lead officer,Target completion date,RAG,Update\n"
        "A1,03/02/2031,Renew the fire certificate,P. Hale,28/02/2031,Green,Complete\n"
        "A2,17/03/2031,Replace the battery,T. Quinn,17/04/2031,Red,Supplier is late\n"
    )
    wanted: list[Row] = [
        {"number": "A1", "owner": "P. Hale", "due": "2031-02-28", "status": "Complete"},
        {"number": "A2", "owner": "T. Quinn", "due": "2031-04-17", "status": "Supplier is late"},
    ]
    hold(rows, "logs/action-log.csv", {"action": wanted})


def test_a_log_lists_what_is_not_decided_yet_as_no_decision() -> None:
    log = (
        "# Decision log\n\n| ID | Date | Decision | Decided by | Status |\n|---|---|---|---|---|\n"
        "| D-1 | 2031-01-14 | Lease the hall | Steering Committee | Approved |\n"
        "| D-2 | 2031-03-04 | Automate picking | Steering Committee | Pending |\n"
        "| D-3 | 2031-03-05 | Sell the lift | Steering Committee | Proposed |\n"
        "| D-4 | 2031-03-11 | Buy used forklifts | Steering Committee | Rejected |\n"
    )
    wanted: list[Row] = [{"number": "D-1", "outcome": "approved"}, {"number": "D-4", "outcome": "rejected"}]
    hold(log, "project/decisions.md", {"decision": wanted})
