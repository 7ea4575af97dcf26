"""Objectives under headings of their own, of organisations made up here."""

from __future__ import annotations

import pytest

from ingest.facts.objectives import facts
from tests.support.readings import found, of

OWNED = "## Objective 1: Open on Sundays\nOwner: Runa Vik\n- KR1: raise staff from 4 to 6\n\n"


def test_numbered_objectives() -> None:
    page = f"# OKRs 2031\n\n{OWNED}## Objective 2: Answer every letter\nOwner: Leo Abt\nDeadline: 30 June 2031\n"
    assert of(found(facts, page, "okrs.md"), "objective") == [
        {"number": "1", "text": "Open on Sundays", "owner": "Runa Vik"},
        {"number": "2", "text": "Answer every letter", "owner": "Leo Abt", "due": "2031-06-30"},
    ]


def test_references_with_labels_below() -> None:
    page = (
        "# Security objectives 2031\n\n**SO-1: Keep keys safe**\n- Target: 100 % of keys counted\n- Owner: Head of Site\n"
        "- Measure: monthly count\n\n**SO-2: Lock up**\n- Target: to be decided\n- Owner: Mia Holt\n- Due: 31 May 2031\n"
    )
    assert of(found(facts, page, "so.md"), "objective") == [
        {"number": "SO-1", "text": "Keep keys safe", "target": "100 % of keys counted", "owner": "Head of Site",
         "kpi": "monthly count"},
        {"number": "SO-2", "text": "Lock up", "owner": "Mia Holt", "due": "2031-05-31"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (f"# OKR template\n\n{OWNED}", "okr.md"),
        (f"# Minutes of the board\n\nPresent: Runa Vik\n\n{OWNED}", "minutes.md"),
        ("# OKRs\n\n## Objective 1: Open on Sundays\n\nWe shall see.\n", "okrs.md"),
        ("# Cable\n\n**SO-1: Keep keys safe**\n- Target: 5\n- Owner: Head of Site\n", "cable.md"),
    ],
)
def test_what_sets_no_objective(page: str, name: str) -> None:
    assert not of(found(facts, page, name), "objective")
