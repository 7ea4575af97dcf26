"""What is planned, due, missed or pending is not told as done; a brewery's lists, with a system yet to come."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.register.records import worth
from evidence.view import View
from tests.support.asking import answered, view_of

TODAY = date(2031, 11, 3)
FILES = {
    "staff/Training matrix.csv": (
        "Person,Cellar safety,Pump licence,First aid\n"
        "Olga Hops,2031-02-11,2030-05-04,2029-05-05\n"
        "Tim Malt,missed 2031-02-11,-,planned 2032-01-10\n"
        "Eva Rye,2031-02-12,2030-06-01 (next 2032-06-01),-\n"
    ),
    "systems/Inventory.csv": (
        "System,Version,Provider,Owner,Purpose,Go-live,Assessment\n"
        "Foamcount,2.1,in-house,Olga Hops,counts bottles,2030-05-01,2030-04-02\n"
        "Yeastwatch,1.0,Vatline Ltd,Eva Rye,watches the vats,2031-12-01,2031-10-05\n"
    ),
    "incidents/Burst tank.md": (
        "# Incident report: Burst tank\n\n"
        "Occurred: 3 August 2031\n"
        "Detected: 4 August 2031\n"
        "Severity: high\n"
        "Cause: worn seam\n"
    ),
    "assessments/Risk assessment Yeastwatch.md": (
        "# Risk assessment of Yeastwatch\n\n"
        "| System | Yeastwatch |\n| --- | --- |\n| Assessed on | 5 October 2031 |\n| Assessed by | Eva Rye |\n"
        "| Approved by | pending |\n"
    ),
}
view = view_of(FILES)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When did Olga Hops do the cellar safety training?", "11 February 2031"),
        ("When did Eva Rye do the pump licence training?", "1 June 2030"),
        ("When did Foamcount go live?", "1 May 2030"),
        ("When was the burst tank detected?", "4 August 2031"),
    ],
)
def test_what_was_done_is_told(view: View, question: str, told: str) -> None:
    assert answered(view, question, TODAY).startswith(told)


@pytest.mark.parametrize(
    "question",
    [
        "When did Tim Malt do the cellar safety training?",
        "When did Tim Malt do the first aid training?",
        "When did Yeastwatch go live?",
        "When was the burst tank reported to the authority?",
        "When was the burst tank reported?",
        "Who approved the risk assessment of Yeastwatch?",
    ],
)
def test_what_is_planned_missed_or_only_noticed_is_not_told_as_done(view: View, question: str) -> None:
    assert answered(view, question, TODAY) == ""


def test_what_is_pending_is_not_approved(view: View) -> None:
    assert not answered(view, "Has the risk assessment of Yeastwatch been approved?", TODAY).startswith("Yes")


@pytest.mark.parametrize("value", ["P. Vane (planned)", "pending", "(proposed)", "P. Vane - requested"])
def test_somebody_still_to_come_is_unsettled(value: str) -> None:
    assert worth.unsettled(value)


@pytest.mark.parametrize("value", ["P. Vane", "Will Vane", "P. Vane, 3 May 2031", "Planned Homes Ltd"])
def test_a_name_is_settled(value: str) -> None:
    assert not worth.unsettled(value)


@pytest.mark.parametrize("value", ["never", "not yet", "not done"])
def test_what_was_never_done_is_said_so(value: str) -> None:
    assert worth.never(value)
    assert not worth.never("3 May 2031")
    assert worth.nothing("(to be filled)")
