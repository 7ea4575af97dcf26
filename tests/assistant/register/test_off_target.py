"""Which indicators missed or met their target: told from what was measured, or said to be undecided. A rope works."""

from __future__ import annotations

from datetime import date

import pytest

from evidence.view import View
from tests.support.asking import answered, view_of

TODAY = date(2031, 6, 20)
view = view_of(
    {
        "KPI report April 2031.md": (
            "# KPI report April 2031\n\n| KPI | Target | Value |\n|---|---|---|\n"
            "| Strand breaks per km | at most 2.0 | 2.6 |\n"
            "| Orders sent in time | at least 95 % | 97 % |\n| Hemp spoilt | under 4 % | 3.1 % |\n"
            "| Twists a metre | 12 | 14 |\n"
        ),
        "KPI report May 2031.md": (
            "# KPI report May 2031\n\n| KPI | Target | Value |\n|---|---|---|\n"
            "| Strand breaks per km | at most 2.0 | 1.7 |\n"
            "| Orders sent in time | at least 95 % | 91 % |\n| Hemp spoilt | under 4 % | 3.3 % |\n"
            "| Twists a metre | 12 | 13 |\n"
        ),
    }
)
sure_view = view_of(
    {
        "KPI report May 2031.md": (
            "# KPI report May 2031\n\n| KPI | Target | Value |\n|---|---|---|\n"
            "| Strand breaks per km | at most 2.0 | 1.7 |\n"
            "| Orders sent in time | at least 95 % | 96 % |\n"
            "| Staff trained | at least 90 % by December 2031 | 71 % |\n"
        ),
    },
    "sure_view",
)


@pytest.mark.parametrize(
    "question",
    [
        "Which KPIs missed their target?",
        "Which targets were missed?",
        "Which indicators are not on target?",
        "What KPIs are below target?",
        "Which of our targets did we fail to meet?",
        "Which KPIs didn't meet their targets in May 2031?",
    ],
)
def test_the_newest_value_decides(view: View, question: str) -> None:
    said = answered(view, question, TODAY)
    assert "Orders sent in time in May 2031: 91 %" in said
    assert "Strand breaks" not in said and "Hemp spoilt" not in said
    assert "do not say whether the target was met: Twists a metre" in said


def test_of_a_period_every_miss_is_told(view: View) -> None:
    said = answered(view, "Which targets were missed in Q2 2031?", TODAY)
    assert "Strand breaks per km in April 2031: 2.6" in said
    assert "Orders sent in time in May 2031: 91 %" in said


def test_those_that_were_met(view: View) -> None:
    said = answered(view, "Which KPIs met their target in April 2031?", TODAY)
    assert "Orders sent in time in April 2031: 97 %" in said and "Hemp spoilt" in said
    assert "Strand breaks" not in said


def test_none_is_only_said_where_every_value_is_sure(sure_view: View, view: View) -> None:
    assert "None missed" not in answered(sure_view, "Which KPIs missed their target?", TODAY)  # one is due in December
    assert "Staff trained" in answered(sure_view, "Which KPIs met their target?", TODAY)
    assert "None missed" not in answered(view, "Which KPIs missed their target in March 2031?", TODAY)


def test_a_topic_narrows_what_is_told(view: View) -> None:
    said = answered(view, "Which hemp KPIs met their target?", TODAY)
    assert "Hemp spoilt" in said and "Orders" not in said
