"""Several minutes one behind the other in a file, each with its head, its people and its decisions."""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, hold, told

_BOOK = """QUAY HUDDLE   Thu 6 Mar 2031   10:00   Sail loft

OL = Ona Lund (harbour master)   PV = Piet Voss (yard)   BR = Berta Rust (cranes)
Regrets: KH

The group agreed to paint the shed.


QUAY HUDDLE   Thu 3 Apr 2031   10:00   Sail loft (stove cold, short meeting)
OL, PV, BR.   Regrets: none.   Guest: Kees Holm

The group agreed to mend the gate.
"""
_TABLE = """# Harbour Table — first meeting, Wed 5 March 2031

Around the table: Ona Lund, Piet Voss, Berta Rust

We agreed on a new bell.

# Harbour Table, 9 April 2031

Here: Ona Lund, Piet Voss
Away: Berta Rust

We agreed on a second rope.
"""


def test_each_of_several_minutes_is_a_meeting_of_its_own() -> None:
    wanted: dict[str, list[Row]] = {
        "meeting": [
            {"held": "2031-03-06", "state": "held", "body": "QUAY HUDDLE"},
            {"held": "2031-04-03", "state": "held", "body": "QUAY HUDDLE"},
        ],
        "attendance": [
            {"person": "Ona Lund", "held": "2031-03-06"},
            {"person": "Piet Voss", "held": "2031-03-06"},
            {"person": "Berta Rust", "held": "2031-03-06"},
            {"person": "KH", "part": "apologies", "held": "2031-03-06"},
            {"person": "OL", "held": "2031-04-03"},
            {"person": "PV", "held": "2031-04-03"},
            {"person": "BR", "held": "2031-04-03"},
            {"person": "Kees Holm", "part": "in attendance", "held": "2031-04-03"},
        ],
        "decision": [
            {"text": "~paint the shed", "held": "2031-03-06"},
            {"text": "~mend the gate", "held": "2031-04-03"},
        ],
    }
    hold(_BOOK, "quay/huddle-book.txt", wanted)


def test_a_head_comes_again_though_the_first_says_more() -> None:
    wanted: dict[str, list[Row]] = {
        "meeting": [
            {"held": "2031-03-05", "body": "Harbour Table", "attendees": "Ona Lund; Piet Voss; Berta Rust"},
            {"held": "2031-04-09", "body": "Harbour Table", "apologies": "Berta Rust"},
        ],
        "decision": [{"text": "~new bell", "held": "2031-03-05"}, {"text": "~second rope", "held": "2031-04-09"}],
    }
    hold(_TABLE, "harbour/notes-2031.md", wanted)


def test_the_words_of_a_later_meeting_are_found_where_they_stand() -> None:
    from ingest.facts import extract
    from ingest.limits import Limits
    from ingest.metadata import describe
    from ingest.parse import parse

    document = describe(parse(_TABLE.encode(), "notes-2031.md", Limits()), "harbour/notes-2031.md")
    facts = [fact for fact in extract(document, "harbour/notes-2031.md") if fact.dates.get("held") == "2031-04-09"]
    decided = next(fact for fact in facts if fact.kind == "decision")
    quoted = " ".join(document.text[span.start : span.end] for span in decided.spans)
    assert "second rope" in quoted


@pytest.mark.parametrize(
    "text",
    [
        _TABLE.replace("9 April", "5 March"),  # a running head with the same day
        _TABLE.replace(
            "Here: Ona Lund, Piet Voss\nAway: Berta Rust", "A rope was bought."
        ),  # nobody came to the second
    ],
)
def test_a_head_alone_makes_no_second_meeting(text: str) -> None:
    assert len([row for row in told(text, "harbour/notes-2031.md", "meeting") if row["state"] == "held"]) <= 1
