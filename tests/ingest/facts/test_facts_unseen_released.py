"""Approvals in releases, forms and minutes of houses made up here: several who approve, no day, a matter in bold."""

from __future__ import annotations

import pytest

from ingest.facts.approvals import facts
from tests.support.readings import found, of

_MINUTES = "# Board of Trustees: minutes of the meeting of 7 May 2031\n\nPresent: Ida Falk (chair), Per Holm\n\n"


def _who(text: str, name: str = "page.md") -> list[tuple[str, str]]:
    return [(each.get("approver", ""), each.get("approved", "")) for each in of(found(facts, text, name), "approval")]


def test_a_form_of_release_signed_by_two() -> None:
    text = (
        "RELEASE APPROVAL  F-3          No. 2031-07\nSystem: Sluice Planner           To version: 4.2\n"
        "Requested by: Oda Rask on 16 March 2031\n"
        "Approved: Ida Falk   20.03.2031      Approved: Per Holm   21.03.2031\n"
    )
    told = of(found(facts, text, "release.txt"), "approval")
    assert {(each["approver"], each["approved"]) for each in told} == {
        ("Ida Falk", "2031-03-20"),
        ("Per Holm", "2031-03-21"),
    }
    assert {each["subject"] for each in told} == {"Sluice Planner"}


@pytest.mark.parametrize(
    ("last", "people"),
    [
        ("Gate: passed. Approved: Ida Falk.", ["Ida Falk"]),
        ("Gate: passed. Approved: Ida Falk and Per Holm.", ["Ida Falk", "Per Holm"]),
        ("Gate: passed. Approved: pending.", []),
        ("Gate: passed. Approved: see ticket 44.", []),
        ("Gate: passed. Approved: 12 of 14 tests.", []),
    ],
)
def test_the_last_line_of_a_release(last: str, people: list[str]) -> None:
    text = f"# Release 2031.04 (25 Feb 2031)\nCaptain: Oda Rask\n\n- Gates close faster\n- Fewer alarms\n\n{last}\n"
    assert _who(text) == [(person, "") for person in people]


def test_a_name_amid_a_page_without_a_day_approves_nothing() -> None:
    text = "# Notes on gates\n\nApproved: Ida Falk\n\n" + "Gates are oiled.\n\n" * 6 + "Oil is bought in May.\n"
    assert _who(text) == []


def test_approved_on_behalf_of_a_department() -> None:
    text = "# Position description: Lock Keeper\n\nKeeps the lock.\n\nApproved by Ida Falk for People and Culture, 10 February 2031.\n"
    assert _who(text) == [("Ida Falk", "2031-02-10")]


@pytest.mark.parametrize(
    ("item", "subject"),
    [
        (
            "4. **Towing policy.** Per Holm presented version 2.0. Somebody asked about fog. The policy was approved unanimously.",
            "Towing policy",
        ),
        ("(d) Towing Policy v2.0 was approved, effective 1 June 2031. It now forbids fog.", "Towing Policy"),
    ],
)
def test_minutes_name_the_matter_at_the_head_of_the_item(item: str, subject: str) -> None:
    (approval,) = of(found(facts, f"{_MINUTES}{item}\n", "2031-05-07_board.md"), "approval")
    assert (approval["subject"], approval["version"], approval["approved"]) == (subject, "2.0", "2031-05-07")


def test_a_bold_head_that_names_no_document() -> None:
    text = f"{_MINUTES}1. **Minutes** of 18 March 2031 were approved without change.\n"
    assert not of(found(facts, text, "2031-05-07_board.md"), "approval")
