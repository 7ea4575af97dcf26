"""The AI committee is not any committee, where a body has AI in its name. A rope works."""

from __future__ import annotations

from datetime import date

from evidence.view import View
from tests.support.asking import answered, view_of

TODAY = date(2031, 5, 20)
_HELD = "Chair: {who}\nPresent: Bo Dahl, Kim Roe, Per Lund\n\n1. Ropes. The committee agreed to buy ten.\n"
view = view_of(
    {
        "audit.md": "# Audit and Risk Committee, 3 March 2031\n\n" + _HELD.format(who="Ada Krone"),
        "ai.md": "# AI Working Group, 4 March 2031\n\n" + _HELD.format(who="Tor Lie").replace("committee", "group"),
    }
)


def test_another_committee_is_not_the_one_that_is_named(view: View) -> None:
    assert "Ada Krone" not in answered(view, "Who chairs the AI committee?", TODAY)
    assert "Ada Krone" in answered(view, "Who chairs the audit and risk committee?", TODAY)
    assert "Tor Lie" in answered(view, "Who chairs the AI working group?", TODAY)
