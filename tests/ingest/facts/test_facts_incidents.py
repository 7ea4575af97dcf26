"""Incidents of organisations made up here."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.facts.incidents import facts
from tests.support.readings import found, of, sheet, table


def told(data: str, name: str = "page.md") -> list[dict[str, str]]:
    return of(found(facts, data, name), "incident")


def test_a_report_with_a_table() -> None:
    head = table(
        ["", ""],
        ["Reported", "2025-03-09"],
        ["Reported by", "Ida Moe"],
        ["System", "Valve 3"],
        ["Severity", "High"],
        ["Status", "closed on 2025-03-27"],
        above="# Incident INC-2025-007: steam leak",
    )
    assert told(head + "\n## Root cause\n\nA gasket had aged. More text.\n") == [
        {
            "number": "INC-2025-007",
            "title": "steam leak",
            "severity": "High",
            "status": "closed",
            "system": "Valve 3",
            "reporter": "Ida Moe",
            "cause": "A gasket had aged.",
            "reported": "2025-03-09",
            "closed": "2025-03-27",
        }
    ]


def test_a_report_in_prose_and_one_with_front_matter() -> None:
    prose = (
        "# SIR-14 – laptop stolen on a train\n\n"
        "Opened 12 Aug 2024 by the service desk (Bo Lind) – closed 30 Aug 2024 by Ida Moe\n\n"
        "Severity: medium.\n"
    )
    assert told(prose, "note.md") == [
        {
            "number": "SIR-14",
            "title": "laptop stolen on a train",
            "severity": "medium",
            "reporter": "service desk",
            "reported": "2024-08-12",
            "closed": "2024-08-30",
        }
    ]
    front = "---\nincident: INC-9\nopened: 2025-02-18\nseverity: low\n---\n\n# Power cut, hall two\n\nIt was dark.\n"
    (fact,) = told(front)
    assert (fact["number"], fact["title"], fact["severity"], fact["reported"]) == (
        "INC-9",
        "Power cut, hall two",
        "low",
        "2025-02-18",
    )
    noticed = (
        "# Data breach report: wrong attachment\n\n"
        "On 3 May 2025 a clerk noticed that a file had gone to the wrong person.\n"
    )
    assert told(noticed)[0]["reported"] == "2025-05-03"


def test_a_register() -> None:
    rows: list[list[object]] = [
        ["ID", "Date", "What happened", "System", "Severity", "Status", "Closed on", "Root cause"],
        ["17", "2025-01-04", "Server room too hot", "cooling", "2", "closed", "2025-01-06", "fan"],
        ["18", "soon", "Door left open", None, "4", "open", None, None],
    ]
    assert of(sheet(facts, rows, "Incident log"), "incident") == [
        {
            "number": "17",
            "title": "Server room too hot",
            "severity": "2",
            "status": "closed",
            "system": "cooling",
            "cause": "fan",
            "occurred": "2025-01-04",
            "closed": "2025-01-06",
        },
        {"number": "18", "title": "Door left open", "severity": "4", "status": "open"},
    ]


def test_what_is_no_incident() -> None:
    assert told("# Incident response procedure\n\nSeverity: high means a call. Status: open.\n") == []
    assert told(table(["Field", "Entry"], ["Severity", ""], ["Status", ""], above="# Incident report template")) == []
    assert (
        told(
            "# Minutes of the Board\n\nPresent: Ida Moe\n\nINC-3 was closed on 3 May 2025. Severity: high\n",
            "minutes.md",
        )
        == []
    )
    assert told("# CA-4: check of effectiveness\n\nIncident INC-3. Status: closed 3 May 2025\n") == []


def test_absurd_dates_are_left_out() -> None:
    head = table(
        ["", ""],
        ["Reported", "2025-02-31"],
        ["Closed", "03/04/2025"],
        ["Severity", "9"],
        above="# Incident INC-1: noise",
    )
    (fact,) = told(head)
    assert "reported" not in fact and "closed" not in fact and fact["severity"] == "9"


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="INC-0123 :\n|Severityopenclosed/.", max_size=200))
def test_any_text_is_survived(words: str) -> None:
    assert all(fact.kind == "incident" for fact in found(facts, "# Incident INC-1\n\n" + words))
