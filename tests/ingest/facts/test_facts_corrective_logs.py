"""Logs and forms of corrective actions and nonconformities in the layouts of other houses."""

from __future__ import annotations

from ingest.facts import audits, findings
from tests.support.readings import found, of, table


def test_a_log_of_numbered_actions_may_give_problem_and_cause_and_no_action() -> None:
    text = (
        "CA No,Source,Problem,Root cause,Responsible,Opened,Due,State,Effect checked by\n"
        "CA-31-01,Harbour meeting 6,Two boats at one berth,Type change not read,Ann Orme,2031-01-12,2031-02-13,Closed 2031-05-08,Per Lund\n"
        "CA-31-02,ENV-2030-17,Blocked drain,Loose chock,Per Lund,2031-01-07,2031-03-31,Open,\n"
    )
    assert of(found(findings.facts, text, "corrective-actions.csv"), "corrective_action") == [
        {"number": "CA-31-01", "for": "Harbour meeting 6", "cause": "Type change not read", "owner": "Ann Orme",
         "status": "Closed 2031-05-08", "due": "2031-02-13", "closed": "2031-05-08"},
        {"number": "CA-31-02", "for": "ENV-2030-17", "cause": "Loose chock", "owner": "Per Lund", "status": "Open",
         "due": "2031-03-31"},
    ]  # fmt: skip


def test_a_log_of_incidents_is_none_of_corrective_actions() -> None:
    text = (
        "no,date,what,class,reported by,cause,closed\n"
        "I-31-01,4 Jan 2031,deckhand slipped,minor,Ann Orme,blocked drain,9 Jan 2031\n"
        "I-31-02,22 Jan 2031,forklift hit rack,minor,Per Lund,wet tyre,30 Jan 2031\n"
    )
    assert not of(found(findings.facts, text, "incidents-2031.csv"), "corrective_action")


def test_a_log_of_findings_with_cause_day_and_state_follows_the_action_too() -> None:
    header = ["No.", "Raised", "Finding", "Grade", "Root cause", "Action", "Owner", "Due", "State"]
    row = ["NC-31-02", "11 Mar 2031", "Asset list lacks buoys", "Minor", "nobody tasked", "Tagging rule", "Ann Orme",
           "30 Jun 2031", "Closed 17 Jun 2031"]  # fmt: skip
    text = table(header, row, above="# Corrective action register")
    assert of(found(findings.facts, text, "nc.md"), "corrective_action") == [
        {"for": "NC-31-02", "text": "Tagging rule", "cause": "nobody tasked", "owner": "Ann Orme",
         "status": "Closed 17 Jun 2031", "due": "2031-06-30", "closed": "2031-06-17"}
    ]  # fmt: skip


def test_actions_of_a_form_are_for_the_matter_that_its_title_names() -> None:
    rows = [["1", "Clear the shelf", "Ann Orme", "28 May 2031"], ["2", "Lock the shelf", "Per Lund", "19 June 2031"]]
    text = table(["No", "Action", "Who", "Due"], *rows, above="# CAPA form CAPA-31-022\n\n**Corrective actions**")
    assert [each["for"] for each in of(found(findings.facts, text, "capa.md"), "corrective_action")] == [
        "CAPA-31-022"
    ] * 2


def test_the_sheet_of_one_nonconformance() -> None:
    text = (
        "NONCONFORMANCE REPORT                                   Form 30 Rev 7\n"
        "NCR No.:        NCR-2214-031\nRaised by:      Ann Orme, Engineer\nDate found:     9 October 2031\nGrade:          3\n"
        "Found:          Cover of 34 mm at 27 of 60 points scanned\n\n"
        "Root cause: Blocks were spaced too far apart.\nDisposition: Remove and rebuild with mortar.\n"
        "Closed by: Per Lund, 8 December 2031\n"
    )
    facts = found(findings.facts, text, "NCR-2214-031.txt")
    assert of(facts, "finding") == [
        {"number": "NCR-2214-031", "text": "Cover of 34 mm at 27 of 60 points scanned", "grade": "3",
         "raised": "2031-10-09", "closed": "2031-12-08"}
    ]  # fmt: skip
    assert of(facts, "corrective_action") == [
        {"for": "NCR-2214-031", "text": "Remove and rebuild with mortar.", "cause": "Blocks were spaced too far apart."}
    ]


def test_a_list_of_gaps_is_one_of_findings_and_no_programme_of_audits() -> None:
    text = (
        "Gap,Clause,Subject,Seriousness,What is missing,Who,By\n"
        "G01,6.2,Objectives,serious,none set,Ann Orme,30 June 2031\n"
        "G02,8.4,Impact assessment,minor,Pilot tool not assessed,Per Lund,30 May 2031\n"
    )
    facts = found(findings.facts, text, "Audits/gap-analysis.csv")
    assert of(facts, "finding")[1] == {
        "number": "G02", "text": "Pilot tool not assessed", "clause": "8.4", "grade": "minor", "owner": "Per Lund",
        "due": "2031-05-30",
    }  # fmt: skip
    assert not of(found(audits.facts, text, "Audits/gap-analysis.csv"), "audit")
