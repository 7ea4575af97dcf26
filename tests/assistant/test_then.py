"""Questions about what held on a day in the past: the question without its day, and whether rules tell it."""

from datetime import date

import pytest

from assistant.then import Then, asked_then
from assistant.understand import understand

_TODAY = date(2026, 9, 30)


def then(text: str) -> Then | None:
    return asked_then(understand(text), (), _TODAY)


@pytest.mark.parametrize(
    ("asked", "left", "last"),
    [
        (
            "How quickly had staff to report a leak in June 2025?",
            "How quickly had staff to report a leak?",
            "2025-06-30",
        ),
        (
            "In June 2025, within how many days did our policy promise to answer a letter?",
            "Within how many days did our policy promise to answer a letter?",
            "2025-06-30",
        ),
        ("Were visitors allowed on the quay on 3 May 2025?", "Were visitors allowed on the quay?", "2025-05-03"),
        ("How long did keys have to be kept back in 2024?", "How long did keys have to be kept?", "2024-12-31"),
    ],
)
def test_a_rule_of_the_past_is_asked_for_without_its_day(asked: str, left: str, last: str) -> None:
    found = then(asked)
    assert found is not None and found.rule
    assert (found.query.text, found.last.isoformat(), found.query.periods) == (left, last, ())


def test_an_end_or_start_of_a_span_is_one_day() -> None:
    found = then("What was the berth fee at the end of 2025?")
    assert found is not None and not found.rule
    assert (found.first, found.last) == (date(2025, 12, 31), date(2025, 12, 31))
    begun = then("What was the berth fee at the start of 2025?")
    assert begun is not None and begun.last == date(2025, 1, 1)


@pytest.mark.parametrize(
    "asked",
    [
        "Who approved the quay rules on 3 May 2025?",  # an event
        "What did the board decide in May 2026?",
        "How many incidents were there in 2025?",
        "What was the error rate in May 2026?",  # measured, not ruled
        "What is the berth fee now?",
        "When did the berth fee have to be paid in 2025?",
        "What did keys have to be in November 2026?",  # to come
        "Which edition of the quay rules was in force on 3 May 2025?",  # the register's
        "What changed between May 2025 and May 2026?",
    ],
)
def test_events_measurements_and_the_present_are_left_as_they_are(asked: str) -> None:
    assert then(asked) is None
