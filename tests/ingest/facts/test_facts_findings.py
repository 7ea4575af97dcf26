"""Findings and corrective actions of organisations made up here."""

from __future__ import annotations

import pytest

from ingest.facts.findings import facts
from tests.support.readings import found, of, sheet, table


def test_a_table_in_a_report() -> None:
    page = table(
        ["No.", "Finding", "Clause", "Grading", "Responsible", "Deadline"],
        ["F-1", "Scales are not calibrated", "7.1.5", "major", "Ewa Nowak", "3 May 2030"],
        ["F-2", "Labels fade", "8.5.2", "observation", "", "none"],
        above="# Internal audit report, bakery",
    )
    assert of(found(facts, page, "a.md"), "finding") == [
        {"number": "F-1", "text": "Scales are not calibrated", "clause": "7.1.5", "grade": "major", "owner": "Ewa Nowak", "due": "2030-05-03"},
        {"number": "F-2", "text": "Labels fade", "clause": "8.5.2", "grade": "observation"},
    ]  # fmt: skip


def test_a_log_with_answers_beside_it() -> None:
    rows: list[list[object]] = [
        ["NCR no.", "Nonconformity", "Source", "Owner", "Date closed", "Status", "Corrective action"],
        ["NCR-7", "No list of ladders", "customer audit", "Bo Dahl", "2031-02-01", "closed", "CAR-3"],
        ["NCR-8", "Gate open", "walk", "Bo Dahl", None, "open", "lock fitted"],
    ]
    facts_found = sheet(facts, rows, "NC log")
    assert [each.get("closed", "") for each in of(facts_found, "finding")] == ["2031-02-01", ""]
    assert of(facts_found, "corrective_action") == [
        {"number": "CAR-3", "for": "NCR-7"}, {"for": "NCR-8", "text": "lock fitted"}
    ]  # fmt: skip


def test_corrective_actions() -> None:
    page = table(
        ["CAPA no.", "Finding", "Root cause", "Action", "Who", "Due", "Status", "Effective?"],
        [
            "C-4",
            "NC-2",
            "Nobody was told",
            "Brief the night shift",
            "Zoe Hart",
            "1 June 2030",
            "closed 28 May 2030",
            "yes, 1 Sept 2030",
        ],
        above="# CAPA list",
    )
    assert of(found(facts, page, "c.md"), "corrective_action") == [
        {"number": "C-4", "for": "NC-2", "cause": "Nobody was told", "text": "Brief the night shift", "owner": "Zoe Hart", "due": "2030-06-01",
         "status": "closed 28 May 2030", "closed": "2030-05-28", "effectiveness": "yes, 1 Sept 2030", "checked": "2030-09-01"}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Minor nonconformity NC-3 (clause 8.4): no assessment was made", {"number": "NC-3", "grade": "Minor", "clause": "8.4", "text": "no assessment was made"}),
        ("Observation 2: The archive is damp", {"number": "2", "grade": "observation", "text": "The archive is damp"}),
        ("OBS-4: Two forms are out of date", {"number": "OBS-4", "text": "Two forms are out of date"}),
        ("NC-3 is closed as of 4 May 2031.", {"number": "NC-3", "status": "closed", "closed": "2031-05-04"}),
    ],
)  # fmt: skip
def test_lines_of_a_report(line: str, expected: dict[str, str]) -> None:
    assert of(found(facts, f"# Audit report\n\nWe visited the yard.\n\n{line}\n", "a.md"), "finding") == [expected]


def test_a_corrective_action_in_words_and_its_check() -> None:
    note = "# Closure of NC-9\n\nCorrective action CA-5: draw a map of the drains. Owner: Ilse Voss.\n"
    assert of(found(facts, note, "n.md"), "corrective_action") == [
        {"number": "CA-5", "for": "NC-9", "text": "draw a map of the drains", "owner": "Ilse Voss"}
    ]
    check = "# CA-5: check of effectiveness\n\nThe action is not effective. Seen on 3 May 2031.\n"
    (effect,) = of(found(facts, check, "k.md"), "corrective_action")
    assert (effect["number"], effect["effectiveness"], effect["checked"]) == ("CA-5", "not effective", "2031-05-03")


@pytest.mark.parametrize(
    "page",
    [
        table(["Action", "Owner", "Due"], ["Order paint", "Bo Dahl", "3 May 2031"], above="# Minutes"),
        table(["Area", "Question", "Finding", "Points"], ["Fire", "Exit free?", "yes", "3"], above="# Checklist"),
        "# Audit report\n\nFindings: none\n\nNC-3 will be closed when the list is there.\n",
        "# Procedure\n\nA finding is closed when the auditor agrees.\n",
    ],
)
def test_what_is_no_finding(page: str) -> None:
    assert found(facts, page, "p.md") == []


@pytest.mark.parametrize(("title", "actions"), [("Incident log", 0), ("Corrective actions after incidents", 1)])
def test_a_list_of_incidents_with_their_causes_lists_no_corrective_actions(title: str, actions: int) -> None:
    page = table(["no", "when", "what", "cause", "led by", "shut"],
                 ["31-02", "2031-03-19", "gate stood open", "lock not greased", "Bo Dahl", "2031-04-04"],
                 above=f"# {title}")  # fmt: skip
    assert len(of(found(facts, page, "log.md"), "corrective_action")) == actions
