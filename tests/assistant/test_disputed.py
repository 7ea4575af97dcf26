"""Documents that give different values of what is asked, and those that only seem to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.disputed import disputed
from assistant.select import Candidate, candidates
from assistant.understand import understand
from evidence.model import Hit
from tests.support.passages import passage

DEADLINE = "What is the deadline for the new greenhouse boiler?"
BOARD = "The deadline for the new greenhouse boiler is 30 September 2031."
REGISTER = "New greenhouse boiler, deadline 31 May 2031."


def told(question: str, one: str, other: str, *names: str) -> tuple[str, ...] | None:
    """The two values that are told where two documents hold these words, each of which is held to answer."""
    first, second = names or ("board/minutes.txt", "registers/risks.txt")
    query = understand(question)
    hits = [
        Hit(passage(text, doc_id=name, document=rowid, context=name), 0.7, {"meaning": 0.7, "words": 0.6})
        for rowid, (text, name) in enumerate(((one, first), (other, second)), 1)
    ]
    found = candidates(query, hits, lambda _: 3, 400, lambda texts: [0.9] * len(texts), {}, crossed=_sure)
    best = next(each for each in found if each.statement.passage.doc_id == first)
    dispute = disputed(query, best, found)
    return tuple(reading.told for reading in dispute.readings) if dispute else None


def _sure(texts: Sequence[str]) -> list[float]:
    return [5.0] * len(texts)


@pytest.mark.parametrize(
    ("question", "one", "other", "values"),
    [
        (DEADLINE, BOARD, REGISTER, ("30 September 2031", "31 May 2031")),
        (DEADLINE, BOARD, "New greenhouse boiler; deadline: 31/05/31", ("30 September 2031", "31 May 2031")),
        (
            "How much was approved for the new greenhouse boiler?",
            "£164,000 was approved for the new greenhouse boiler.",
            "For the new greenhouse boiler £148,500 was approved.",
            ("£164,000", "£148,500"),
        ),
        (
            "Within how many hours must the greenhouse boiler be repaired?",
            "Repairs: the lift 4 hours; the greenhouse boiler must be repaired in 8 hours; the gate 3 days.",
            "The greenhouse boiler must be repaired within 24 hours.",
            ("8 hours", "24 hours"),
        ),
        (
            "At what time did the greenhouse meeting begin?",
            "The greenhouse meeting began at 13:00.",
            "Greenhouse meeting, 08:30 to 11:10, began late.",
            ("13:00", "08:30"),
        ),
    ],
)
def test_both_values_are_told(question: str, one: str, other: str, values: tuple[str, str]) -> None:
    assert told(question, one, other) == values


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BOARD, "The new greenhouse boiler has the deadline 30/09/2031."),
        (BOARD, "The deadline for the new greenhouse boiler was moved from 31 May 2031."),
        (BOARD, "The supplier proposed 31 May 2031 as the deadline for the new greenhouse boiler."),
        (BOARD, "New greenhouse boiler, deadline: completed on 31 May 2031."),
        (BOARD, "New greenhouse boiler, deadline May 2031."),
        (BOARD, "New greenhouse boiler, deadline 31 May 2031 or 30 June 2031."),
        (BOARD, "The deadline for the wages is 31 May 2031."),
    ],
    ids=["the same day", "a change", "a wish", "done", "a month", "two days", "something else"],
)
def test_no_disagreement_is_made_up(one: str, other: str) -> None:
    assert told(DEADLINE, one, other) is None


def test_one_length_in_two_units_is_no_disagreement() -> None:
    question = "How many days are the greenhouse tapes kept?"
    assert told(question, "The greenhouse tapes are kept 14 days.", "Greenhouse tapes are kept two weeks.") is None
    assert told(question, "The greenhouse tapes are kept 30 days.", "Greenhouse tapes are kept one month.") is None
    assert told(question, "The greenhouse tapes are kept at least 7 days.", "Greenhouse tapes are kept 9 days.") is None


def test_a_later_meeting_of_the_same_body_is_no_other_side() -> None:
    assert told(DEADLINE, BOARD, REGISTER, "board/2031-03-04.txt", "board/2031-06-02.txt") is None
    assert told(DEADLINE, BOARD, REGISTER, "plan v1.txt", "plan v2.txt") is None


def test_words_that_are_not_held_to_answer_are_no_side() -> None:
    query = understand(DEADLINE)
    hits = [
        Hit(passage(text, doc_id=name, document=rowid), 0.7, {"meaning": 0.7, "words": 0.6})
        for rowid, (text, name) in enumerate(((BOARD, "board.txt"), (REGISTER, "risks.txt")), 1)
    ]
    found: list[Candidate] = candidates(
        query, hits, lambda _: 3, 400, lambda texts: [0.9] * len(texts), {}, crossed=_sure
    )
    assert disputed(query, found[0], found) is not None
    doubtful = replace(found[1], features={**found[1].features, "cross": 0.1})
    assert disputed(query, found[0], [found[0], doubtful]) is None
    old = replace(found[1], features={**found[1].features, "stale": 1.0})
    assert disputed(query, found[0], [found[0], old]) is None
