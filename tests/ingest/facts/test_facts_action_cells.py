"""Tasks in one cell of minutes, tasks told twice, and when a task was raised; of organisations made up here."""

from __future__ import annotations

import pytest

from tests.support.made_up import same, told

_MINUTES = """# Minutes of the Rowing Committee

| Held | 12 May 2031 |
|---|---|
| Present | Ada Holm (chair), K. Rust, Tom Birk |
| Apologies | Ulla Reim |

| No | Topic | What was said | {column} |
|---|---|---|---|
| 1 | Boathouse | The roof leaks again over the eights and the sculls. | {cell} |
| 2 | Oars | Four blades are cracked, the others are still good. | - |
"""


@pytest.mark.parametrize("column", ["Action", "To do", "Follow-up", "Action / owner / date", "Who does what"])
@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("KR to ring the roofer by 30/05/2031", {"owner": "KR", "text": "Boathouse: ring the roofer by 30/05/2031", "due": "2031-05-30"}),
        ("KR letter to the parish council, 26/06/2031", {"owner": "KR", "text": "letter to the parish council", "due": "2031-06-26"}),
        ("Tom: get two prices (by 3 June)", {"owner": "Tom", "text": "Boathouse: get two prices", "due": "2031-06-03"}),
        ("Ask the insurer about the eights – Ada Holm", {"owner": "Ada Holm", "text": "Ask the insurer about the eights", "due": ""}),
        ("TB to ask by 1 June 2031", {"owner": "TB", "text": "Boathouse: ask by 1 June 2031", "due": "2031-06-01"}),
        ("Order a tarpaulin for the winter", {"owner": "", "text": "Order a tarpaulin for the winter", "due": ""}),
    ],
)  # fmt: skip
def test_a_cell_says_who_does_what_by_when(column: str, cell: str, wanted: dict[str, str]) -> None:
    text = _MINUTES.format(column=column, cell=cell)
    same(text, "minutes/rowing.md", "action", [wanted | {"raised": "2031-05-12"}])


@pytest.mark.parametrize("cell", ["None", "done", "Approved by all", "KR", "–"])
def test_a_cell_without_a_task(cell: str) -> None:
    assert told(_MINUTES.format(column="Action", cell=cell), "minutes/rowing.md", "action") == []


def test_two_tasks_in_one_cell() -> None:
    text = _MINUTES.format(column="Action", cell="KR to ring the roofer; TB to clear the loft by 1 June 2031")
    wanted = [{"owner": "KR", "due": ""}, {"owner": "TB", "due": "2031-06-01"}]
    same(text, "minutes/rowing.md", "action", wanted)


_TWICE = """# Minutes of the Kite Club, 3 March 2031

Present: Ada Holm (chair), Kai Rust, Tom Birk
Apologies: Ulla Reim

## Field

Agreed: Kai Rust to ask the farmer about the field before Easter.
{more}

{heading}

{rows}
"""
_NEW = "- Kai – ask the farmer about the field – by 4 April 2031\n- Tom – mend the winch – by 1 June 2031"


def test_what_the_list_repeats_is_one_task() -> None:
    text = _TWICE.format(more="Tom Birk will also look for a second winch.", heading="## To do", rows=_NEW)
    wanted = [{"owner": "Tom Birk"}, {"owner": "Kai", "due": "2031-04-04"}, {"owner": "Tom", "due": "2031-06-01"}]
    rows = told(text, "minutes/kites.md", "action")
    assert sorted(row["owner"] for row in rows) == sorted(row["owner"] for row in wanted)


def test_without_a_list_the_decision_gives_the_task() -> None:
    text = _TWICE.format(more="", heading="", rows="")
    same(text, "minutes/kites.md", "action", [{"owner": "Kai Rust", "raised": "2031-03-03"}])


_ROWS = "| No | Action | Owner | Due | Status |\n|---|---|---|---|---|\n| K-1 | Mend the winch | TB | {due} | {status} |\n| K-2 | Find a field | KR | 1 June 2031 | |\n"


@pytest.mark.parametrize(
    ("heading", "due", "status", "raised"),
    [
        ("## Actions", "1 May 2031", "", "2031-03-03"),
        ("## Actions", "1 May 2031", "done", ""),
        ("## Actions", "1 February 2031", "open", ""),
        ("## Actions of the last meeting", "1 May 2031", "", ""),
    ],
)
def test_a_task_is_raised_at_the_meeting_that_gives_it(heading: str, due: str, status: str, raised: str) -> None:
    text = _TWICE.format(more="", heading=heading, rows=_ROWS.format(due=due, status=status))
    rows = {row.get("number"): row for row in told(text, "minutes/kites.md", "action")}
    assert rows["K-1"].get("raised", "") == raised
