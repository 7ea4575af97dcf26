"""What a question wants told of every record of a set."""

from __future__ import annotations

import pytest

from assistant.columns import columns, fields_of
from assistant.understand import questions


@pytest.mark.parametrize(
    ("question", "rest", "names"),
    [
        ("Which risks do we have and who owns them?", "Which risks do we have", ("owner",)),
        ("What risks are there, and who is responsible for each of them?", "What risks are there", ("owner",)),
        ("List the risks with their owners and due dates", "List the risks", ("owner", "due")),
        ("Which risks were accepted and by whom?", "Which risks were accepted", ("by",)),
        ("Which actions are open and when are they due?", "Which actions are open", ("due",)),
        ("List all suppliers and when they were last reviewed.", "List all suppliers", ("last",)),
        ("Which systems do we use, and what is their risk class?", "Which systems do we use", ("level",)),
        ("Which systems run with their status, and who owns each?", "Which systems run", ("status", "owner")),
        ("Who owns each AI system?", "list all AI system", ("owner",)),
        ("Who owns the AI system?", "Who owns the AI system?", ()),
        ("Who approved the plan and when was it signed?", "Who approved the plan and when was it signed?", ()),
        ("Which risks came up with their lawyers?", "Which risks came up with their lawyers?", ()),
        ("Who owns the risks and when are they due?", "Who owns the risks and when are they due?", ()),
        ("Who owns R-3 and what is the status of R-4?", "Who owns R-3 and what is the status of R-4?", ()),
    ],
)  # fmt: skip
def test_what_is_to_be_told_of_each(question: str, rest: str, names: tuple[str, ...]) -> None:
    assert columns(question) == (rest, names)


def test_what_is_to_be_told_of_each_is_no_question_of_its_own() -> None:
    assert questions("Which risks do we have, and who owns each?") == ("Which risks do we have, and who owns each?",)
    assert len(questions("Who owns R-3, and when is it due?")) == 2


def test_what_no_field_of_such_records_tells_is_said() -> None:
    assert fields_of("risk", ("owner", "due")) == (("owner",), ("due dates",))
    assert fields_of("system", ("status", "last", "next")) == (("stage", "assessed", "next_assessment"), ())


@pytest.mark.parametrize("words", ["and who owns each " * 300, "with their owners, " * 300, "and when are they " * 300])
def test_long_words_are_read_at_once(words: str) -> None:
    columns(f"List the risks {words}")
