"""Incidents as other houses list, mail and number them; organisations made up here."""

from __future__ import annotations

from ingest.facts import findings
from ingest.facts.incidents import facts
from tests.support.readings import found, of, table


def test_a_log_of_cases_and_one_of_tools() -> None:
    cases = table(
        ["case", "date", "what happened", "system", "grade", "closed"],
        ["I-31-04", "2031-03-02", "Tide table was a day old", "Tern", "1", "2031-03-05"],
        ["I-31-09", "2031-06-11", "Laptop left on the quay", "laptop", "2", "open"],
        above="## Log of incidents",
    )
    assert [(each["number"], each["occurred"], each["severity"]) for each in of(found(facts, cases), "incident")] == [
        ("I-31-04", "2031-03-02", "1"),
        ("I-31-09", "2031-06-11", "2"),
    ]
    tools = "No,Date,Tool,What happened,Seriousness,Closed\nI-1,2031-03-05,Tern,Lamp out,low,2031-03-07\n"
    assert of(found(facts, tools, "incidents.csv"), "incident") == [
        {"number": "I-1", "title": "Lamp out", "severity": "low", "system": "Tern", "occurred": "2031-03-05",
         "closed": "2031-03-07"},
    ]  # fmt: skip


def test_entries_whose_parts_a_dot_sets_apart() -> None:
    text = (
        "## Incident log, newest on top\n\n**INC-31-06** · 11 Aug 2031 · S4 · A buoy showed the wrong light. Seen by the pilot. "
        "Closed 14 Aug.\n\n**INC-31-05** · 2 Jun 2031 · S2 · Two boats on one berth. See CAPA-31-4.\n"
    )
    assert of(found(facts, text), "incident") == [
        {"number": "INC-31-06", "title": "A buoy showed the wrong light", "severity": "S4", "occurred": "2031-08-11",
         "closed": "2031-08-14"},
        {"number": "INC-31-05", "title": "Two boats on one berth", "severity": "S2", "occurred": "2031-06-02"},
    ]  # fmt: skip


def test_a_list_of_incidents_with_their_causes_is_none_of_corrective_actions() -> None:
    text = (
        "No,Date,Level,What happened,Lead,Closed,Boats hit,Cause\n"
        "INC-41,2031-02-03,P3,Laptop left on the quay,Ann Orme,2031-02-05,0,Left on a seat\n"
        "INC-44,2031-05-22,P2,Lights out for an hour,Per Lund,2031-05-23,41,Old cable\n"
    )
    assert of(found(findings.facts, text, "incidents.csv"), "corrective_action") == []
    assert len(of(found(facts, text, "incidents.csv"), "incident")) == 2
    done = "CA no,From,What happened,Cause,Action,Owner,Due\nCA-1,INC-41,Laptop left,Left on a seat,A strap,Ann Orme,2031-03-01\n"
    assert [each["text"] for each in of(found(findings.facts, done, "ca.csv"), "corrective_action")] == ["A strap"]


def test_a_report_in_a_mail_and_its_day_without_a_year() -> None:
    mail = (
        "From: Per Lund <p@wick.example>\nTo: Ann Orme <a@wick.example>\nDate: Thu, 12 Feb 2031 14:22:10 +0100\n"
        "Subject: Crane 11 - what went wrong (I-31-01)\n\nHi Ann,\n\nas promised, the story.\n\n"
        "On Monday 27 January at 03.40 the gearbox of crane 11 seized. Nobody was near.\n"
    )
    (report,) = of(found(facts, mail, "reports/incident-report-I-31-01.eml"), "incident")
    assert (report["number"], report["occurred"]) == ("I-31-01", "2031-01-27")
    assert of(found(facts, mail, "mail/crane.eml"), "incident") == []
    page = (
        "# What happened on 16 January (I-31-02)\n\nWritten by Per Lund, 6 February 2031.\n\n"
        "The lamp fell silent at 08:05.\n\n**Why.** A fuse had blown.\n"
    )
    (report,) = of(found(facts, page, "reports/incident-lamp.md"), "incident")
    assert (report["number"], report["occurred"]) == ("I-31-02", "2031-01-16")


def test_numbers_without_letters_and_grades_in_brackets() -> None:
    text = "INCIDENT 2031-17   POUNDS READ AS KILOS\nWritten by Ann Orme, final 16 December 2031\n\nOn 20 November 2031 a form had changed.\n"
    (report,) = of(found(facts, text, "incident-2031-17.txt"), "incident")
    assert (report["number"], report["occurred"]) == ("2031-17", "2031-11-20")
    graded = "# INC-31-11: prices in the storm (class A)\n\nAuthor Per Lund, 28 November 2031.\n\n*Why.* One person held the key.\n"
    (report,) = of(found(facts, graded, "inc-31-11.md"), "incident")
    assert report["severity"] == "A"
