"""Several meetings in one file: each has its day, its people and its decisions."""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, hold, told

_QUARTER = """# Crane Control Group, notes first quarter 2031

Chair: Ona Lund. Secretary: Piet Voss.

## Wed 15 January
- CR-31-001 crane upgrade to 8.2: approved, in use from 21 February.
- CR-31-002 new rope for the slip: refused, since the yard has one.

## Wed 12 February
- CR-31-005 new bell: approved, subject to a test. AR to test it by 1 March 2031.

## Wed 12 March
- CR-31-001 has been in use since 7 March.
"""
_LISTED = """# Quay meetings 2031

## 2031-03-04
Present: Ona Lund, Piet Voss
The group agreed to paint the shed.

## 2031-04-08
Present: Ona Lund, Berta Rust
The group agreed to mend the gate.
"""
_DIARY = """# Crane diary 2031

## Wed 15 January
Nothing was agreed. The crane is back.

## Thu 16 January
The rope was approved by the yard.
"""
_ONE = """# Quay group, minutes of 4 March 2031

Present: Ona Lund, Piet Voss

## Actions
- Piet: paint the shed

## Decisions
- The gate stays shut.
"""


def test_the_notes_of_a_quarter_are_a_meeting_for_each_day() -> None:
    days = ["2031-01-15", "2031-02-12", "2031-03-12"]
    wanted: dict[str, list[Row]] = {
        "meeting": [{"held": day, "state": "held", "chair": "Ona Lund", "body": "Crane Control Group"} for day in days],
        "decision": [
            {"text": "~CR-31-001|~crane upgrade", "outcome": "approved", "held": "2031-01-15"},
            {"text": "~CR-31-002|~new rope", "outcome": "rejected", "held": "2031-01-15"},
            {"text": "~CR-31-005|~new bell", "outcome": "approved", "held": "2031-02-12"},
        ],
    }
    hold(_QUARTER, "crane/notes_2031-Q1.md", wanted)


def test_each_day_has_its_own_people() -> None:
    wanted: dict[str, list[Row]] = {
        "meeting": [{"held": "2031-03-04"}, {"held": "2031-04-08"}],
        "attendance": [
            {"person": "Ona Lund", "held": "2031-03-04"},
            {"person": "Piet Voss", "held": "2031-03-04"},
            {"person": "Ona Lund", "held": "2031-04-08"},
            {"person": "Berta Rust", "held": "2031-04-08"},
        ],
        "decision": [
            {"text": "~paint the shed", "held": "2031-03-04"},
            {"text": "~mend the gate", "held": "2031-04-08"},
        ],
    }
    hold(_LISTED, "quay/meetings.md", wanted)


@pytest.mark.parametrize(("text", "held"), [(_DIARY, []), (_ONE, ["2031-03-04"])], ids=["diary", "one"])
def test_a_diary_and_the_headings_of_one_meeting_are_not_several(text: str, held: list[str]) -> None:
    assert [row["held"] for row in told(text, "quay/notes.md", "meeting")] == held
