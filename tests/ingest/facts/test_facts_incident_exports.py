"""Incidents as exports, registers of breaches and post-mortems tell them; organisations made up here."""

from __future__ import annotations

from ingest.facts.incidents import facts
from tests.support.readings import found, of, table


def test_an_export_with_underscores() -> None:
    text = (
        "Incident_ID,Date_Time_Detected,Reported_By,Description,Severity,Status,Root_Cause,Resolution_Date\n"
        "INC-31-2,2031-08-04 14:22,Night porter,Gate stood open,Medium,Closed,Lock not greased,2031-08-05\n"
        "INC-31-3,2031-09-01 09:15,Alarm,Water in the vault,High,Open,n/a,\n"
    )
    assert of(found(facts, text, "incident-log.csv"), "incident") == [
        {"number": "INC-31-2", "title": "Gate stood open", "severity": "Medium", "status": "Closed",
         "reporter": "Night porter", "cause": "Lock not greased", "detected": "2031-08-04", "closed": "2031-08-05"},
        {"number": "INC-31-3", "title": "Water in the vault", "severity": "High", "status": "Open",
         "reporter": "Alarm", "detected": "2031-09-01"},
    ]  # fmt: skip


def test_a_register_of_breaches() -> None:
    page = table(
        ["Ref", "Date of breach", "Date discovered", "Nature of breach", "Risk level", "Date closed"],
        ["B-4", "3 March 2031", "5 March 2031", "Parcel left with a neighbour", "Low", "9 March 2031"],
        above="# Register of personal data breaches",
    )
    assert of(found(facts, page, "breaches.md"), "incident") == [
        {"number": "B-4", "title": "Parcel left with a neighbour", "severity": "Low", "occurred": "2031-03-03",
         "detected": "2031-03-05", "closed": "2031-03-09"},
    ]  # fmt: skip


def test_an_outage_that_a_certificate_caused_is_an_incident() -> None:
    text = (
        "# INC-2031-11 – Ferry timetable gone due to an expired certificate\n\n"
        "**Severity:** SEV2 | **Status:** Resolved\n"
        "**Opened:** 2031-02-03 00:04 UTC | **Resolved:** 2031-02-04 01:12 UTC\n"
        "**Services affected:** timetable\n\n## Root cause\n\nNobody owned the renewal.\n"
    )
    assert of(found(facts, text, "inc-2031-11.md"), "incident") == [
        {"number": "INC-2031-11", "title": "Ferry timetable gone due to an expired certificate", "severity": "SEV2",
         "status": "Resolved", "system": "timetable", "cause": "Nobody owned the renewal.",
         "reported": "2031-02-03", "closed": "2031-02-04"},
    ]  # fmt: skip


def test_the_root_cause_goes_before_the_immediate_one() -> None:
    text = (
        "Accident report\n\nReport no: HS-31-9\nDate of accident: 6 February 2031\nImmediate cause: Wet step\n"
        "Root cause: Gutter leaks onto the stair\nReported by: Leo Marche\nStatus: closed\n"
    )
    (incident,) = of(found(facts, text, "accident-report.txt"), "incident")
    assert incident["cause"] == "Gutter leaks onto the stair"
    assert incident["occurred"] == "2031-02-06"


def test_a_certificate_and_a_key_to_severities_are_none() -> None:
    certificate = "Certificate of registration\n\nReported on: 3 May 2031\nStatus: valid\nNumber: 12\n"
    assert not found(facts, certificate, "certificate.txt")
    key = table(
        ["Severity level", "Incident description", "Response time"],
        ["SEV1", "Everything is down", "15 minutes"],
        above="# Incident severities",
    )
    assert not found(facts, key, "severities.md")


def test_a_reference_of_a_house_of_its_own() -> None:
    text = (
        "MAJOR INCIDENT REPORT\n\nIncident reference: MI-2031-06\nPriority: P1\nIncident start: 14 May 2031 06:30\n"
        "Incident end: 15 May 2031 09:05\nService affected: Ticket desk\nRoot cause: The key had expired.\n"
    )
    (incident,) = of(found(facts, text, "major-incident-report.txt"), "incident")
    assert (incident["number"], incident["occurred"], incident["closed"]) == ("MI-2031-06", "2031-05-14", "2031-05-15")
