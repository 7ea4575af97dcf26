"""Which documents are overdue for review: from the day or month that each in force gives. A bell foundry."""

from __future__ import annotations

from datetime import date

import pytest

from evidence.view import View
from tests.support.asking import answered, view_of

TODAY = date(2031, 6, 20)


def _paper(title: str, owner: str, approved: str, due: str) -> str:
    return (
        f"# {title}\n\n| Owner | {owner} |\n|---|---|\n| Approved by | Board |\n| Approved | {approved} |\n"
        f"| Version | 2 |\n| Next review | {due} |\n\n1. Purpose. Bells are cast and tuned as they should be.\n"
    )


view = view_of(
    {
        "tuning policy.md": _paper("Tuning policy", "Wanda Oyelowo", "3 May 2029", "May 2031"),
        "casting policy.md": _paper("Casting policy", "Ivo Brandl", "3 May 2030", "June 2031"),
        "rope procedure.md": _paper("Rope procedure", "Ivo Brandl", "4 May 2030", "1 March 2031"),
    }
)
none_view = view_of(
    {"tuning policy.md": _paper("Tuning policy", "Wanda Oyelowo", "3 May 2029", "May 2032")}, "none_view"
)
silent_view = view_of({"tuning policy.md": "# Tuning policy\n\nBells are tuned.\n"}, "silent_view")


@pytest.mark.parametrize(
    "question",
    [
        "Which documents are overdue for review?",
        "What documents are past due for their review?",
        "How many documents are past their review date?",
        "Are any documents overdue for a review?",
    ],
)
def test_a_month_is_over_with_its_last_day(view: View, question: str) -> None:
    told = answered(view, question, TODAY)
    assert "Tuning policy" in told
    assert "Rope procedure" in told
    assert "Casting policy" not in told


def test_only_the_sort_that_is_asked_for_is_told(view: View) -> None:
    told = answered(view, "Which policies are overdue for review?", TODAY)
    assert "Tuning policy" in told
    assert "Rope" not in told


def test_where_none_is_overdue_the_next_reviews_are_told(none_view: View) -> None:
    told = answered(none_view, "Which documents are overdue for review?", TODAY)
    assert told.startswith("None.")
    assert "May 2032" in told


@pytest.mark.parametrize("question", ["Which documents are due for review?", "Which bells are overdue for review?"])
def test_another_question_is_left_to_others(none_view: View, question: str) -> None:
    assert not answered(none_view, question, TODAY).startswith("None.")


def test_where_no_document_tells_its_next_review_nothing_is_said(silent_view: View) -> None:
    assert not answered(silent_view, "Which documents are overdue for review?", TODAY)
