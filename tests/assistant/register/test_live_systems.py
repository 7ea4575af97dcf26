"""Which systems are live, and which are in use, where one is only being piloted. A cheese dairy."""

from __future__ import annotations

from datetime import date

from evidence.view import View
from tests.support.asking import answered, view_of

TODAY = date(2031, 5, 20)
view = view_of(
    {
        "AI systems.csv": (
            "ID,AI system,Purpose,Owner,Status\n"
            "S-1,Rindwatch,Grades rinds,Ada Krone,Live\n"
            "S-2,Curdcast,Forecasts curd,Tor Lie,Pilot\n"
            "S-3,Milkmap,Plans tours,Mia Dahl,Suspended\n"
        )
    }
)


def test_a_pilot_is_not_live(view: View) -> None:
    said = answered(view, "Which AI systems are live?", TODAY)
    assert "Rindwatch" in said
    assert "Curdcast" not in said
    assert "Milkmap" not in said


def test_a_pilot_is_in_use(view: View) -> None:
    said = answered(view, "Which AI systems are in use?", TODAY)
    assert all(name in said for name in ("Rindwatch", "Curdcast"))
    assert "Milkmap" not in said
