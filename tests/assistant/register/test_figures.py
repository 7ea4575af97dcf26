"""Figures as records write them, and on which side of a target they lie."""

from __future__ import annotations

import pytest

from assistant.register.figures import compared, figure, good, met


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,000", 1000.0, ""),
        ("1 000 l", 1000.0, "l"),
        ("0.85", 0.85, ""),
        ("0,85", 0.85, ""),
        ("12.500.000", 12500000.0, ""),
        ("93.4 %", 93.4, "%"),
        ("93 per cent", 93.0, "%"),
        ("at least 1,000", 1000.0, ""),
        ("≤ 5 ppm", 5.0, "ppm"),
    ],
)
def test_one_figure_and_its_unit(text: str, value: float, unit: str) -> None:
    found = figure(text)
    assert found is not None
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize("text", ["", "none", "between 380 and 410", "3 of 4", "5–7"])
def test_none_or_two_figures_are_none(text: str) -> None:
    assert figure(text) is None


@pytest.mark.parametrize(
    ("value", "target", "wanted"),
    [
        ("998", "at least 1,000", False),
        ("1,000", "at least 1,000", True),
        ("30 minutes", "at most 1 hour", True),
        ("90 minutes", "at most 1 hour", False),
        ("5 %", "below 5 %", False),
        ("4 %", "5 %", None),  # nothing says which side is good
        ("500 l", "between 380 and 410 l", None),
        ("3 kg", "at most 5 ppm", None),
        ("3.0 %", "max 3.0", True),
    ],
)
def test_whether_a_value_is_on_the_good_side(value: str, target: str, wanted: bool | None) -> None:
    assert good(figure(value), target) is wanted


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        ("met", True), ("Met (94 %)", True), ("yes", True), ("Green: no open point", True), ("not met", False),
        ("missed in March", False), ("red", False), ("not started", None), ("no data yet", None), ("partly met", None),
        ("unlikely to be met", None), ("not audited", None), ("no change", None),
    ],
)  # fmt: skip
def test_a_status_says_it_in_so_many_words_or_not_at_all(status: str, wanted: bool | None) -> None:
    assert met(status, None, "") is wanted


def test_units_of_time_are_compared_and_others_only_alike() -> None:
    assert compared(figure("2 days"), figure("48 hours")) == 0
    assert compared(figure("2 kg"), figure("3 l")) is None
    assert compared(figure("2"), figure("3 l")) == -1
