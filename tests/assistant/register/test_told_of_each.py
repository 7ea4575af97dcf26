"""Lists that tell of every record what is asked: owners, due dates, what stands nowhere. A rope works."""

from __future__ import annotations

from datetime import date

import pytest

from evidence.view import View
from tests.support.asking import answered, view_of

TODAY = date(2031, 5, 20)
view = view_of(
    {
        "AI systems.csv": (
            "ID,AI system,Purpose,Owner,Status\n"
            "S-1,Rindwatch,Grades hemp,Ada Krone,Live\n"
            "S-2,Curdcast,Forecasts hemp,,Live\n"
            "S-3,Milkmap,Plans tours,Mia Dahl,Pilot ended\n"
        ),
        "corrective actions.csv": (
            "No,Problem,Root cause,Action,Responsible,Due,Status\n"
            "CA-1,worn knots,old hemp,new hemp,Ada Krone,2031-03-01,open\n"
            "CA-2,lost tags,no glue,glue,Mia Dahl,2031-02-01,closed\n"
        ),
        "risk register.csv": "ID,Risk,Owner,Score,Treatment\nR-1,fire,Tor Lie,12,sprinklers\nR-2,rot,Mia Dahl,6,tar\n",
    }
)


@pytest.mark.parametrize(
    "question",
    ["Which AI systems are in use and who owns each?", "Which AI systems are in use, with their owners?"],
)
def test_each_with_its_owner_and_none_of_the_ended(view: View, question: str) -> None:
    said = answered(view, question, TODAY)
    assert "Rindwatch: stage Live, owner Ada Krone." in said
    assert "Curdcast: stage Live, no owner given." in said
    assert "Milkmap" not in said


def test_who_owns_each(view: View) -> None:
    said = answered(view, "Who owns each risk?", TODAY)
    assert "fire: owner Tor Lie." in said
    assert "rot: owner Mia Dahl." in said


def test_open_ones_and_when_they_are_due(view: View) -> None:
    said = answered(view, "Which corrective actions are open and when are they due?", TODAY)
    assert "not closed, due date 1 March 2031" in said
    assert "CA-2" not in said


def test_what_no_record_tells_is_said_once(view: View) -> None:
    said = answered(view, "List all risks with their owners and due dates", TODAY)
    assert "owner Tor Lie" in said
    assert said.count("These records do not tell: due dates.") == 1


def test_what_happens_when_a_system_fails_is_no_list_of_systems(view: View) -> None:
    assert "Rindwatch" not in answered(view, "What happens when an AI system fails?", TODAY)
