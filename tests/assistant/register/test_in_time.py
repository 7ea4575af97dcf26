"""Done in time is more than done: the day of closing and the day it was due decide it. The lists of a ferry yard."""

from __future__ import annotations

from datetime import date

import pytest

from evidence.view import View
from tests.support.asking import answered, view_of

TODAY = date(2031, 11, 3)
FILES = {
    "yard/Corrective actions.csv": (
        "CA no.,Nonconformity,Root cause,Action,Owner,Due,Done,Status\n"
        "CA-1,Hull scratched,No fender,Hang fenders,Ada Keel,2031-03-31,2031-05-02,closed\n"
        "CA-2,Rope frayed,Old rope,Buy rope,Rolf Mast,2031-06-30,2031-06-30,closed\n"
        "CA-3,Pump leaks,Seal,New seal,Rolf Mast,2031-06-30,2031-06-20,reopened\n"
        "CA-4,Lamp out,Bulb,New bulb,Rolf Mast,,2031-06-20,closed\n"
    ),
    "yard/Findings.csv": (
        "ID,Audit,Finding,Class,Responsible,Deadline,Status,Closed\n"
        "1,IA-1,Ladder not tagged,minor,Ada Keel,2031-03-31,closed,2031-03-20\n"
        "2,IA-2,Crane log missing,major,Rolf Mast,2031-07-31,closed,2031-08-15\n"
    ),
}
view = view_of(FILES)


@pytest.mark.parametrize(
    ("question", "word", "days"),
    [
        ("Was CA-1 done in time?", "No.", ("2 May 2031", "31 March 2031")),
        ("Was CA-1 completed late?", "Yes.", ("2 May 2031", "31 March 2031")),
        ("Was CA-1 closed before it was due?", "No.", ("2 May 2031",)),
        ("Was CA-2 done on time?", "Yes.", ("30 June 2031",)),
        ("Was finding 1 closed in time?", "Yes.", ("20 March 2031", "31 March 2031")),
        ("Was finding 2 closed by its deadline?", "No.", ("15 August 2031", "31 July 2031")),
        ("Was finding 2 closed late?", "Yes.", ("15 August 2031",)),
    ],
)
def test_both_days_decide(view: View, question: str, word: str, days: tuple[str, ...]) -> None:
    text = answered(view, question, TODAY)
    assert text.startswith(word)
    assert all(day in text for day in days)


@pytest.mark.parametrize("question", ["Was CA-3 done in time?", "Was CA-4 done in time?", "Was CA-9 done in time?"])
def test_without_both_days_nothing_is_said(view: View, question: str) -> None:
    assert answered(view, question, TODAY) == ""


def test_whether_it_was_done_is_answered_as_before(view: View) -> None:
    assert answered(view, "Was CA-4 done?", TODAY).startswith("Yes.")
