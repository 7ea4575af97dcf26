"""Dates are read in one way or not at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.dates import calendar_date, date_order, find_dates, without_dates

DAY = date(2024, 3, 14)


@pytest.mark.parametrize(
    "text",
    ["2024-03-14", "14 March 2024", "14th of March, 2024", "March 14, 2024", "14.03.2024", "14/03/2024", "3/14/2024",
     "14. März 2024", "14 mars 2024", "14 de marzo de 2024", "14 maart 2024", "14-Mar-24", "2024 March 14"],
)  # fmt: skip
def test_forms_of_one_day(text: str) -> None:
    (found,) = find_dates(f"On {text} it was so")
    assert (found.value, found.precision) == (DAY, "day")
    assert f"On {text} it was so"[found.start : found.end] == text


@pytest.mark.parametrize(
    "text",
    ["03/04/2025", "31 February 2024", "2024-13-01", "12 May 3026", "14.03.24", "1.2.3", "20240314", "v1.2.2024.5"],
)
def test_no_dates(text: str) -> None:
    assert find_dates(text) == []


def test_other_dates_of_the_text_show_the_order() -> None:
    assert [found.value for found in find_dates("03/04/2025 and 25/04/2025")] == [date(2025, 4, 3), date(2025, 4, 25)]
    assert date_order("25/04/2025 and 04/25/2025") is None


def test_months_ranges_and_compact_days() -> None:
    assert [(found.value, found.precision) for found in find_dates("in March 2024")] == [(date(2024, 3, 1), "month")]
    assert [found.value for found in find_dates("12–14 March 2024")] == [date(2024, 3, 12), DAY]
    assert [found.value for found in find_dates("20240314", compact=True)] == [DAY]


@settings(max_examples=60, deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.text("ab .,\n", max_size=10))
def test_every_day_is_found_where_it_stands(day: date, around: str) -> None:
    for written in (day.isoformat(), f"{day.day} {day:%B} {day.year}"):
        text = f"{around} ({written}) {around}"
        assert [(text[found.start : found.end], found.value) for found in find_dates(text)] == [(written, day)]


@settings(max_examples=60, deadline=None)
@given(st.text("0123456789 -/.March\n", max_size=60))
def test_spans_are_in_order_and_inside(text: str) -> None:
    found = find_dates(text)
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    assert [item.start for item in found] == sorted(item.start for item in found)


def test_absurd_years_are_no_dates() -> None:
    assert calendar_date(1899, 1, 1) is None
    assert calendar_date(2024, 2, 29) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "instead", "left"),
    [
        ("Retreat 3-4 May 2026 at the lake", "", "Retreat  at the lake"),
        ("Retreat 3-4 May 2026 at the lake", " ", "Retreat   at the lake"),
        ("Held 2026-05-03, told 5 June 2026.", None, "Held           , told            ."),
        ("No day at all", "", "No day at all"),
    ],
)
def test_a_text_without_its_dates_keeps_every_other_character(text: str, instead: str | None, left: str) -> None:
    assert without_dates(text, instead) == left
