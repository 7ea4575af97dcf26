"""Spans of days named in questions, read on a fixed day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.periods import joined_periods, periods, stated_periods

TODAY = date(2024, 8, 20)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on 3 May 2024", date(2024, 5, 3), date(2024, 5, 3)),
        ("in February 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("what happened in june", date(2024, 6, 1), date(2024, 6, 30)),
        ("decided in october?", date(2023, 10, 1), date(2023, 10, 31)),
        ("the March review", date(2024, 3, 1), date(2024, 3, 31)),
        ("who was out in march 23", date(2023, 3, 1), date(2023, 3, 31)),
        ("on 17 march", date(2024, 3, 17), date(2024, 3, 17)),
        ("on 17 november", date(2023, 11, 17), date(2023, 11, 17)),
        ("Q2 2023", date(2023, 4, 1), date(2023, 6, 30)),
        ("in Q4", date(2023, 10, 1), date(2023, 12, 31)),
        ("Q1 this year", date(2024, 1, 1), date(2024, 3, 31)),
        ("in the third quarter of 2022", date(2022, 7, 1), date(2022, 9, 30)),
        ("in the first half of 2023", date(2023, 1, 1), date(2023, 6, 30)),
        ("last year", date(2023, 1, 1), date(2023, 12, 31)),
        ("this quarter", date(2024, 7, 1), date(2024, 9, 30)),
        ("last month", date(2024, 7, 1), date(2024, 7, 31)),
        ("last week", date(2024, 8, 12), date(2024, 8, 18)),
        ("last autumn", date(2023, 9, 1), date(2023, 11, 30)),
        ("last winter", date(2023, 12, 1), date(2024, 2, 29)),
        ("in spring 2021", date(2021, 3, 1), date(2021, 5, 31)),
        ("in the last 12 months", date(2023, 8, 21), date(2024, 8, 20)),
        ("since 2022", date(2022, 1, 1), date(2100, 12, 31)),
        ("before 1 May 2023", date(1900, 1, 1), date(2023, 4, 30)),
        ("before the end of 2023", date(1900, 1, 1), date(2023, 12, 31)),
        ("prior to 2023", date(1900, 1, 1), date(2022, 12, 31)),
        ("until 1 May 2023", date(1900, 1, 1), date(2023, 5, 1)),
        ("held in 2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("today", TODAY, TODAY),
    ],
)
def test_a_span_is_read(text: str, first: date, last: date) -> None:
    assert [(period.first, period.last) for period in periods(text, TODAY)] == [(first, last)]


@pytest.mark.parametrize(
    "text", ["who may approve it", "march on", "may I see it", "on 31 February", "version 3.2024", "the last review"]
)
def test_other_words_are_no_span(text: str) -> None:
    assert periods(text, TODAY) == ()


def test_what_is_written_out_needs_no_today() -> None:
    assert [p.text for p in stated_periods("3 May 2024, Q2 2023 and 2021, not last year or in june")] == [
        "3 May 2024",
        "Q2 2023",
        "2021",
    ]


@given(st.text(max_size=120), st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 1, 1)))
def test_any_text_gives_spans_that_run_forward(text: str, today: date) -> None:
    assert all(period.first <= period.last for period in periods(text, today))


def test_a_month_beside_a_year_alone_is_the_month_of_that_year() -> None:
    (april,) = joined_periods("the April board 2023", date(2026, 6, 1))
    assert (april.first, april.last) == (date(2023, 4, 1), date(2023, 4, 30))
    assert len(joined_periods("in April and May 2023", date(2026, 6, 1))) == 2
