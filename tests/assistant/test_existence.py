"""That there is no such thing does not follow from a statement about something else."""

import pytest

from assistant.echoes import only_names
from assistant.read_verdicts import with_verdicts
from assistant.standing import called_past
from assistant.understand import understand
from tests.assistant.test_accept import page, ranked, read_with


@pytest.mark.parametrize(
    ("question", "odds", "said"),
    [
        ("Is there a rule on lanterns?", (-3.0, 4.0), ""),
        ("Is there a rule on lanterns?", (4.0, -3.0), "yes"),
        ("Do we have lanterns on the quay?", (-3.0, 4.0), ""),
        ("Were the lanterns lit on the quay?", (-3.0, 4.0), "no"),
    ],
)
def test_one_statement_does_not_say_that_there_is_none(question: str, odds: tuple[float, float], said: str) -> None:
    found = ranked(question, page("No lantern on the quay may be lit at noon."), crossed=read_with(question))
    (read,) = with_verdicts(understand(question), found, lambda _: odds)
    assert read.verdict == said
    assert (read.features["borne"] == -1.0) is not bool(said)


@pytest.mark.parametrize(
    ("words", "only"),
    [
        ("26-35. Risk appetite.", True),
        ("4.2 Our risk appetite", True),
        ("4.2 Risk appetite: low in all that floats.", False),
        ("4.2 Risk appetite is low.", False),
        ("Risk appetite 12", False),
    ],
)
def test_a_numbered_heading_answers_nothing(words: str, only: bool) -> None:
    assert only_names(understand("What is our risk appetite?"), words) is only


@pytest.mark.parametrize(
    ("title", "past"),
    [
        ("Key rules (edition 1) — SUPERSEDED, kept for the file", True),
        ("Key rules, withdrawn", True),
        ("Rules on archived keys", False),
        ("Handling of withdrawn products", False),
    ],
)
def test_a_title_says_that_a_document_is_over(title: str, past: bool) -> None:
    assert called_past(title) is past
