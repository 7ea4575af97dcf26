"""How a task stands by the words of its record, and whether a day beside other words is that of a deed."""

from __future__ import annotations

import pytest

from evidence.states import ahead, of_a_deed, reopened, standing, state


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("closed", "done"),
        ("Completed on 03/05/2031", "done"),
        ("100 % - done 2031-06-10", "done"),
        ("closed late", "done"),
        ("all open points closed", "done"),
        ("closed; effectiveness check planned", "done"),
        ("re-opened in May, closed again 5 June 2031", "done"),
        ("5/5 done", "done"),
        ("shut", "done"),
        ("two closed, one moved to 2031-08-31", "open"),
        ("moved to the archive, closed", "done"),
        ("in place since May", "done"),
        ("not in place", "open"),
        ("not yet shut", "open"),
        ("none needed", "ended"),
        ("no further action required", "ended"),
        ("✓", "done"),
        ("x", "done"),
        ("nearly done", "open"),
        ("not yet fully implemented", "open"),
        ("hasn't been closed", "open"),
        ("95 %", "open"),
        ("2 of 5 done", "open"),
        ("to be closed in May", "open"),
        ("closed 3 May 2031, reopened 5 June 2031", "open"),
        ("done, waiting for verification", "open"),
        ("closed - not effective", "open"),
        ("closure requested", "open"),
        ("rejected", "open"),
        ("overdue", "open"),
        ("☐", "open"),
        ("not relevant any more", "ended"),
        ("no longer needed, was in progress", "ended"),
        ("closed (cancelled)", "ended"),
        ("n/a", "ended"),
        ("not cancelled, in progress", "open"),
        ("planned for May", "open"),
        ("✓ May 2031", "done"),
        ("with the contractor", ""),
        ("done?", ""),
        ("", ""),
    ],
)
def test_the_words_of_a_status_tell_how_a_task_stands(words: str, told: str) -> None:
    assert state(words) == told


def test_the_status_beats_the_day_of_closing_and_the_day_beats_words_that_tell_nothing() -> None:
    assert standing("re-opened", closed=True) == "open"
    assert standing("see remark", closed=True) == "done"
    assert standing("see remark", closed=False) == "open"
    assert standing("", closed=False) == ""
    assert standing("Effective since March", closed=False) == "done"
    assert standing("not effective", closed=True) == "open"


def test_what_is_closed_again_is_not_open_again() -> None:
    assert reopened("reopened 5 June 2031")
    assert not reopened("reopened 5 June 2031, closed 9 June 2031")
    assert not reopened("open")


@pytest.mark.parametrize(
    "words",
    [
        "2031-05-02",
        "done 2 May 2031",
        "2 May 2031, A. Roth",
        "done 3 May, due 1 May",
        "3 May 2031, next due 3 May 2032",
    ],
)
def test_a_day_by_itself_or_beside_a_deed_is_that_of_the_deed(words: str) -> None:
    assert of_a_deed(words)


@pytest.mark.parametrize(
    "words",
    [
        "rejected 2031-05-02",
        "planned 2 May 2031",
        "missed 2031-02-11",
        "2031-06-30 (partly)",
        "due 2 May 2031",
        "2031-05-02?",
    ],
)
def test_a_day_beside_a_plan_or_a_refusal_is_not_that_of_a_deed(words: str) -> None:
    assert not of_a_deed(words)


def test_what_is_planned_lies_ahead() -> None:
    assert ahead("P. Vane (planned)")
    assert ahead("Next: 3 May 2031")
    assert not ahead("3 May 2031, P. Vane")


def test_a_cell_that_is_as_long_as_a_sheet_allows_is_read() -> None:
    assert state("done " * 6_500) == "done"
    assert state("cancelled " * 3_200) == "ended"
