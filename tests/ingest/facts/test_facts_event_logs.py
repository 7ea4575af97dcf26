"""How long logs are kept, said in prose, in lists and in the cells of minutes; and who looks after a set of data."""

from __future__ import annotations

import pytest

from tests.support.made_up import same, told

_PAGE = "# Rules of the harbour office\n\n{}\n"


@pytest.mark.parametrize(
    ("words", "system", "retention"),
    [
        ("8. Logs: kept 400 days from July (was 180).", "", "400 days"),
        ("Crews come in through the gate host. Sessions are recorded and kept for 6 months.", "sessions", "6 months"),
        ("Freeze logs and pictures; keep them 3 years.", "logs and pictures", "3 years"),
        ("Crane-log clean-up after 180 days, as agreed.", "Crane-log", "180 days"),
        ("The logs of Gullwing are wiped after 30 days.", "Gullwing", "30 days"),
    ],
)
def test_a_sentence_says_how_long_a_log_is_kept(words: str, system: str, retention: str) -> None:
    found = told(_PAGE.format(words), "page.md", "event_log")
    assert [row["retention"] for row in found] == [retention]
    assert system.lower() in found[0].get("system", "").lower()


@pytest.mark.parametrize(
    "words",
    [
        "Freeze logs and pictures; they may be asked for within 3 years.",
        "Sessions are held every 6 months.",
        "The log was read after 30 days.",
        "Logs are not wiped after 30 days.",
    ],
)
def test_other_times_are_none_of_keeping(words: str) -> None:
    assert told(_PAGE.format(words), "page.md", "event_log") == []


_HEAD = "# Yard group\n\nMinutes of the meeting of 3 May 2031\n\n| Item | Said | Outcome |\n| --- | --- | --- |\n"


def test_a_row_of_minutes_settles_how_long_a_log_is_kept() -> None:
    rows = (
        "| 4. Crane logs | Ana wants 90 days, Jo one year | Settled at 180 days |\n"
        "| Logs of the gate | Kept for 90 days, then deleted. Logs of the door are kept for 13 months | |\n"
        "| Paint | Jo wants a year | Settled at 180 days |\n"
    )
    wanted = [
        {"system": "Crane logs", "retention": "180 days"},
        {"system": "Logs of the gate", "retention": "90 days"},
        {"retention": "13 months"},
    ]
    same(_HEAD + rows, "minutes.md", "event_log", wanted)


_SETS = "# {}\n\n| Data set | Used by | Steward |\n| --- | --- | --- |\n| Crate counts | Heron | Ida Moe |\n"


def test_a_list_of_the_sets_of_data_says_who_looks_after_each() -> None:
    wanted = [{"dataset": "Crate counts", "owner": "Ida Moe"}]
    same(_SETS.format("Data for models: where it comes from"), "data.md", "provenance", wanted)


def test_a_list_of_something_else_says_nothing_of_where_data_come_from() -> None:
    assert told(_SETS.format("Reading room times"), "rooms.md", "provenance") == []
