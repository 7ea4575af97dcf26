"""A figure or name of a claim belongs to what its words bind it to, and to nothing else."""

from __future__ import annotations

import pytest

from assistant.llm.bound import exchanged, misplaced, substituted, undue

LABELS = "Ref; Owner; Supplier; Due; Closed"
ROW = "NC-7 | Ottoline Brask | Skerry Lamps | 2026-05-30 | 2026-04-02"


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("The list was agreed by e-mail on 3 May 2026.", "List sent out 3 May 2026, agreed by e-mail 10 May 2026."),
        ("64 lamps were lit within the agreed hour.", "64 lamps, of which 51 were lit within the agreed hour."),
        ("In the May drill 1,880 people clicked.", "May drill: 9.4 % clicked (n=1,880)."),
        (
            "Ropes are checked every month by the owner.",
            "The owner checks ropes every year; lamps are checked every month.",
        ),
        ("Access is asked for by the owner.", "Access is asked for by the manager and approved by the owner."),
        ("Idris Fenn presided.", "Presiding: Ottoline Brask (Idris Fenn was abroad)."),
    ],
)
def test_what_stands_elsewhere_is_misplaced(claim: str, words: str) -> None:
    assert misplaced(claim, [words], "")


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("The minutes were agreed on 10 May 2026.", "Minutes circulated 3 May 2026, agreed 10 May 2026."),
        ("Ottoline Brask attended.", "Ottoline Brask and Idris Fenn attended."),
        ("The model scored 0.81 on the test set.", "The model scored 0.87 on the trial set and 0.81 on the test set."),
        ("The backup copied 2.4 TB.", "The backup finished in 3 h 40 min and copied 2.4 TB."),
    ],
)
def test_what_stands_there_is_not(claim: str, words: str) -> None:
    assert misplaced(claim, [words], "") == []


def test_a_cell_is_read_with_its_column() -> None:
    assert misplaced("NC-7 was closed on 30 May 2026.", [ROW], LABELS)
    assert not misplaced("NC-7 was closed on 2 April 2026.", [ROW], LABELS)


@pytest.mark.parametrize(
    ("claim", "words", "labels"),
    [
        ("NC-7 was closed on 30 May 2026.", ROW, LABELS),
        ("The gate was fitted on 31 March 2026 by Idris Fenn.", "Gate: open, due 31 March 2026 (Idris Fenn).", ""),
    ],
)
def test_nothing_was_done_on_a_day_by_which_it_is_due(claim: str, words: str, labels: str) -> None:
    assert undue(claim, [words], labels)
    assert not undue(claim.replace("on 3", "by 3"), [words], labels)


def test_a_day_told_as_done_may_be_said_as_done() -> None:
    assert not undue("NC-7 was closed on 2 April 2026.", [ROW], LABELS)


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("It is checked yearly instead of monthly.", "It is checked monthly instead of yearly."),
        ("431 of 402 keepers were trained.", "Keepers: 402, 431"),
        ("Three of the five lamps are lit.", "Two of the five lamps are lit, and three in part."),
    ],
)
def test_what_changes_places_is_exchanged(claim: str, words: str) -> None:
    assert exchanged(claim, [words])
    assert not exchanged(words, [words])


def test_one_word_put_for_another_is_substituted_and_a_like_one_is_not() -> None:
    words = ["The horn on the tower was set to weekday levels only."]
    assert substituted("The horn on the tower was set to weekend levels only.", words)
    assert not substituted("The horn on the tower was put to weekday levels only.", words)
    assert not substituted("Weekend levels were set.", words)
