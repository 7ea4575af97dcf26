"""Plain words in which quick notes say that something was decided, and near misses."""

from __future__ import annotations

import pytest

from tests.support.made_up import told

_HEAD = "# Quay committee, 3 May 2031\n\nPresent: Ona Lund (chair), Piet Voss, Berta Rust. Apologies: Kees Holm.\n\n"


def _decided(words: str) -> list[str]:
    return [row["outcome"] for row in told(_HEAD + words, "quay/committee-2031-05-03.md", "decision")]


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Rope list for the slip. Six new ropes were nodded through from the winter fund.", "approved"),
        ("The bell rules, edition 2, went through without a word.", "approved"),
        ("The committee gave the new crane its go-ahead from June.", "approved"),
        ("The committee lets the trial run on to August.", "approved"),
        ("The yard rules were passed at first reading.", "approved"),
        ("The minutes of the March meeting (5 March 2031) were confirmed.", "approved"),
        ("A proposal for a second bell was not carried.", "rejected"),
        ("Piet's idea of a toll for small boats found no support.", "rejected"),
        ("The proposal to show the waiting times on a wall was dropped after protest.", "rejected"),
        ("The committee sent it back; Piet to bring more samples.", "deferred"),
        ("By four votes to one, the crane may run at night.", "decided"),
        ("The committee designated Berta Rust as keeper of the bell.", "decided"),
        ("The committee took the view that a berth holder may moor at night.", "decided"),
        ("Piet needs two more hands for the winter. Done deal.", "approved"),
        ("Photos of the quay: Ona Lund decided that they are confidential.", "decided"),
        ("The yard asked for the old winch. Ona granted it until June.", "approved"),
        ("Ona Lund signed the statement of berths in the meeting.", "approved"),
    ],
)
def test_what_plain_words_decide(words: str, outcome: str) -> None:
    assert _decided(words) == [outcome]


@pytest.mark.parametrize(
    "words",
    [
        "Piet asked whether the crane could be waved through.",
        "The boats that went through the lock in March were counted.",
        "If the trial goes well the committee would give the crane its blessing.",
        "The broken winches were sent to the yard.",
        "The dredger put off from the north pier at nine.",
        "The visitors let Piet have the plans.",
        "Kees Holm signed the visitors' book.",
        "A fisherman said yes to the photo.",
        "Piet hopes that the rules will be passed at first reading.",
    ],
)
def test_what_plain_words_do_not_decide(words: str) -> None:
    assert _decided(words) == []


def test_outcomes_beside_what_was_said_are_decisions() -> None:
    table = (
        "| Item | What was said | Outcome | Who / by when |\n|---|---|---|---|\n"
        "| 1. Toll | Berta: too high in March | Refunds of EUR 200 to be paid | Berta, 30 June 2031 |\n"
        "| 2. Ropes | Piet: limit of 0.25 is too late | New limit of 0.15 adopted | Piet, 1 July 2031 |\n"
        "| 3. Bell | Nobody had tried it | Put off until October 2031 | Ona |\n"
        "| 4. Weather | Dry | Noted | – |\n"
        "| 5. Lock | Stiff | Panel to see it in June | – |\n"
    )
    found = told(_HEAD + table, "quay/committee-2031-05-03.md", "decision")
    assert [row["outcome"] for row in found] == ["decided", "approved", "deferred", "noted"][: len(found)]
    assert len(found) in (3, 4)
    tasks = told(_HEAD + table, "quay/committee-2031-05-03.md", "action")
    assert [(row["owner"], row.get("due", "")) for row in tasks] == [
        ("Berta", "2031-06-30"),
        ("Piet", "2031-07-01"),
        ("Ona", ""),
    ]
    assert tasks[0]["text"] == "Refunds of EUR 200 to be paid"


def test_dispositions_of_changes_are_decisions_and_no_tasks() -> None:
    table = (
        "| No. | Change | Raised by | Disposition | Effective |\n|---|---|---|---|---|\n"
        "| CH-1 | New rope on the slip | Piet Voss | Released | 1 June 2031 |\n"
        "| CH-2 | Bell without a keeper | Berta Rust | Refused | - |\n"
    )
    path = "quay/committee-2031-05-03.md"
    assert [row["outcome"] for row in told(_HEAD + table, path, "decision")] == ["approved", "rejected"]
    assert told(_HEAD + table, path, "action") == []
