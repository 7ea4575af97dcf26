"""Whether a row says that a target was met: its state does, and not the name of what is measured."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.understand import understand
from assistant.verdicts import verdict
from tests.support.passages import statement


@pytest.mark.parametrize(
    ("question", "state", "said"),
    [
        ("Did the false rejects of the sorter meet their target?", "green", "yes"),
        ("Did the false rejects of the sorter meet their target?", "red", "no"),
        ("Did the false rejects of the sorter meet their target?", "amber", None),
        ("Did the false rejects of the sorter miss their target?", "green", "no"),
        ("Were the false rejects of the sorter on target?", "missed", "no"),
    ],
)
def test_the_state_of_a_row_says_whether_a_target_was_met(question: str, state: str, said: str | None) -> None:
    cells = f"Measure: False rejects of the sorter; Actual: 2.4; Target: 3.0; State: {state}"
    plain = " | ".join(cell.partition(": ")[2] for cell in cells.split("; "))
    row = replace(statement("row"), kind="row", plain=plain, reading=cells)
    assert verdict(understand(question), row) == said


@pytest.mark.parametrize(("label", "said"), [("Automated", None), ("Target met", "yes")])
def test_a_yes_in_another_column_says_nothing_of_the_target(label: str, said: str | None) -> None:
    cells = f"Measure: False rejects of the sorter; Actual: 2.4; {label}: yes; State: amber"
    row = replace(statement("row"), kind="row", plain="False rejects of the sorter | 2.4 | yes | amber", reading=cells)
    assert verdict(understand("Did the false rejects of the sorter meet their target?"), row) == said
