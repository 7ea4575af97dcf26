"""How records stand: a status of a later stage beats a day of closing, and what is nearly done is not done.

A theatre that keeps its lists by hand.
"""

from __future__ import annotations

from datetime import date

import pytest

from evidence.view import View
from tests.support.asking import answered, view_of

TODAY = date(2031, 11, 3)
FILES = {
    "stage/Audit findings.csv": (
        "No.,Audit,Finding,Grade,Owner,Due,Closed,Status\n"
        "1,Inspection 2,Ladders without tags,minor,Ada Quill,2031-03-31,2031-03-20,closed\n"
        "2,Inspection 3,Curtain not fireproof,major,Ada Quill,2031-05-31,2031-04-02,re-opened 11 August 2031\n"
        "3,Inspection 2,Exit sign dark,major,Rufus Penn,2031-10-15,,almost completed\n"
        "4,Inspection 3,Props store locked,minor,Rufus Penn,2031-06-30,,no longer relevant\n"
    ),
    "stage/Corrective actions.csv": (
        "CA no.,Nonconformity,Root cause,Action,Owner,Due,Done,Effectiveness checked,Status\n"
        "CA-1,Wrong cue,One lamp,Second lamp,Ada Quill,2031-03-31,2031-03-12,2031-08-01: effective,closed\n"
        "CA-2,Wet floor,Leak,Mop the floor,Rufus Penn,2031-04-30,2031-04-20,2031-07-01: not effective,reopened\n"
        "CA-3,Late opening,No bell,Buy a bell,Ada Quill,2031-06-30,2031-06-28,,awaiting verification\n"
        "CA-4,Noise,Old fan,Replace the fan,Rufus Penn,2031-09-30,rejected 2031-09-29,,\n"
    ),
    "office/Actions.csv": (
        "ID,Action,Responsible,Deadline,Done\n"
        "7,Order the programme,Ada Quill,2031-05-31,✔\n"
        "8,Repair the seats,Rufus Penn,2031-10-31,nearly done\n"
        "9,Invite the mayor,Ada Quill,2031-09-01,cancelled\n"
        "10,Paint the foyer,Rufus Penn,2031-08-31,95 %\n"
    ),
    "office/Risks 2031.md": (
        "# Risk register, state of 30 June 2031\n"
        "\n"
        "| No. | Risk | Owner | Likelihood | Impact | Score | Status |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        "| 1 | Fire on stage | Ada Quill | 2 | 5 | 10 | open |\n"
        "| 2 | Strike | Rufus Penn | 2 | 2 | 4 | closed |\n"
        "| 3 | Flood in the cellar | Rufus Penn | 2 | 3 | 6 | closed, reopened in May |\n"
    ),
}
view = view_of(FILES)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Is finding 1 closed?", "Yes. Finding 1"),
        ("Is finding 2 closed?", "No. Finding 2"),
        ("Is finding 3 closed?", "No. Finding 3"),
        ("Is finding 4 still open?", "No. Finding 4"),
        ("Is CA-1 closed?", "Yes. Corrective action CA-1"),
        ("Is CA-2 closed?", "No. Corrective action CA-2"),
        ("Is CA-3 closed?", "No. Corrective action CA-3"),
        ("Is CA-4 closed?", "No. Corrective action CA-4"),
        ("Is action 7 done?", "Yes. Action 7"),
        ("Is action 8 done?", "No. Action 8"),
        ("Is action 9 done?", "No. Action 9"),
        ("Is action 10 done?", "No. Action 10"),
        ("How many corrective actions are closed?", "1 corrective action counted"),
    ],
)
def test_a_record_stands_as_its_status_says(view: View, question: str, told: str) -> None:
    assert answered(view, question, TODAY).startswith(told)


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Which findings are open?", ("Finding 2", "Finding 3"), ("Finding 1", "Finding 4")),
        ("Which findings are closed?", ("Finding 1",), ("Finding 2", "Finding 3", "Finding 4")),
        ("Which findings are overdue?", ("Finding 2", "Finding 3"), ("Finding 1", "Finding 4")),
        ("Which corrective actions are closed?", ("CA-1",), ("CA-2", "CA-3", "CA-4")),
        ("Which actions are overdue?", ("Action 8", "Action 10"), ("Action 7", "Action 9")),
        ("Which actions are done?", ("Action 7",), ("Action 8", "Action 9", "Action 10")),
        ("Which risks are closed?", ("Strike",), ("Fire", "Flood")),
    ],
)
def test_a_set_holds_those_that_stand_so(
    view: View, question: str, told: tuple[str, ...], untold: tuple[str, ...]
) -> None:
    text = answered(view, question, TODAY)
    assert all(each in text for each in told)
    assert not any(each in text for each in untold)


@pytest.mark.parametrize(("question"), ["Is action 9 closed?", "When was CA-4 closed?"])
def test_what_ended_otherwise_is_neither_closed_nor_open(view: View, question: str) -> None:
    assert answered(view, question, TODAY) == ""


def test_what_is_closed_later_is_not_closed_yet(view: View) -> None:
    assert answered(view, "Is CA-1 closed?", date(2031, 3, 1)).startswith("No.")
    assert "Finding 1" in answered(view, "Which findings are open?", date(2031, 3, 1))
    assert "CA-1" not in answered(view, "Which corrective actions are closed?", date(2031, 3, 1))
