"""Audits and certificates in letters and reports of other houses, and what an assessment is of; all made up here."""

from __future__ import annotations

from ingest.facts import assessments, audits
from tests.support.readings import found, of


def _audits(text: str, name: str = "letter.txt") -> list[dict[str, str]]:
    return of(found(audits.facts, text, name), "audit")


def test_a_letter_that_lists_stages_in_columns() -> None:
    text = (
        "NORTHMARK CERTIFICATION LTD\n\n28 July 2031\n\nDear Ms Orme\n\nISO/IEC 42001:2023: audit plan\n\nWe confirm:\n\n"
        "  Stage 1      14 September 2031, one day, lead auditor Ms Eva Stein, remote\n"
        "  Stage 2      19 to 22 October 2031, on site\n  Fee          900 before tax\n\n"
        "Your certificates ISO 9001 (valid to 11 March 2033) and ISO/IEC 27001 (valid to 2 June 2032) are not touched.\n"
    )
    assert [(each["title"], each["planned"], each.get("auditor", "")) for each in _audits(text)] == [
        ("Stage 1", "2031-09-14", "Eva Stein"),
        ("Stage 2", "2031-10-19", ""),
    ]
    kept = of(found(audits.facts, text, "letter.txt"), "certificate")
    assert [(each["standard"], each["until"]) for each in kept] == [
        ("ISO 9001", "2033-03-11"),
        ("ISO/IEC 27001", "2032-06-02"),
    ]
    project = "New harbour road\n\n1 May 2031\n\n  Stage 1      14 September 2031\n  Stage 2      19 October 2031\n"
    assert _audits(project, "road.txt") == []


def test_who_visited_whom_and_when() -> None:
    text = (
        "NORTHMARK ASSURANCE LIMITED\nCertification of management systems\n\n8 July 2031\n\nDear Ms Orme,\n\nStage 1 audit, ISO/IEC 42001\n\n"
        "Eva Stein and Kim Ode visited you on 29 and 30 June 2031. We thank you.\n"
    )
    (visit,) = _audits(text)
    assert (visit["auditor"], visit["from"], visit["to"]) == ("Eva Stein", "2031-06-29", "2031-06-30")


def test_a_report_whose_days_stand_under_its_title() -> None:
    alone = "INTERNAL AUDIT 2031/2 - THE BERTHS\nLead auditor: Ann Orme\n18-21 May 2031. Report 29 May 2031.\n\nWe spoke to 23 people.\n"
    (one,) = _audits(alone, "internal-audit.txt")
    assert (one["auditor"], one["from"], one["to"]) == ("Ann Orme", "2031-05-18", "2031-05-21")
    by = "# Internal audit: the berths\nby Ann Orme (freelance), 26–28 January 2031, written up 30 January 2031\n\nI talked to eleven people.\n"
    (one,) = _audits(by, "internal-audit.md")
    assert (one["auditor"], one["from"], one["to"]) == ("Ann Orme", "2031-01-26", "2031-01-28")
    named = "# Internal audit IA-31-3: berths\n\nAudit dates 15-19 June 2031. Lead auditor Ann Orme; second auditor Per Lund.\n"
    assert _audits(named, "a.md")[0]["from"] == "2031-06-15"
    ahead = "# Internal audit IA-31-4: berths\nAuditor: Ann Orme\nNext audit 3-5 May 2032.\n"
    assert "from" not in _audits(ahead, "a.md")[0]


def test_a_certificate_in_capitals_and_its_surveillance() -> None:
    text = (
        "                 NORTHMARK CERTIFICATION LTD\n                      CERTIFICATE\n                 No. NC-ISMS-20417\n\n"
        "We certify that the information security management system of\n\n     WICK FERRIES PLC, Quay House\n\n"
        "conforms to ISO/IEC 27001:2022.\n\nFirst issued:        15 July 2028\nRe-issued:           15 July 2031\n"
        "Valid until:         14 July 2034\n\nSurveillance 1 held 9-12 June 2032: 1 minor nonconformity.\n"
    )
    (one,) = of(found(audits.facts, text, "certificate-27001.txt"), "certificate")
    assert (one["number"], one["issuer"], one["issued"], one["until"]) == (
        "NC-ISMS-20417", "NORTHMARK CERTIFICATION LTD", "2031-07-15", "2034-07-14",
    )  # fmt: skip
    (visit,) = _audits(text, "certificate-27001.txt")
    assert (visit["title"], visit["from"], visit["to"]) == ("Surveillance 1", "2032-06-09", "2032-06-12")


def test_who_runs_the_system_holds_the_certificate() -> None:
    text = (
        "NORTHMARK CERTIFICATION INC.\n\nCERTIFICATE OF REGISTRATION No. BC-27-811\n\nWick Games Inc., 5 Quay Street\n"
        "operates an information security management system that meets\nISO/IEC 27001:2022\n\n"
        "Issued: 16 December 2030          Valid until: 15 December 2033\n"
    )
    (one,) = of(found(audits.facts, text, "certificate.txt"), "certificate")
    assert (one["holder"].rstrip("."), one["number"]) == ("Wick Games Inc", "BC-27-811")


def test_the_number_of_an_assessment_and_its_form_are_not_what_it_is_of() -> None:
    text = "## IA-04 Impact assessment: Tern\nFilled in by Ann Orme with Per Lund, 13 October 2031.\n"
    assert of(found(assessments.facts, text, "impact.md"), "assessment")[0]["subject"] == "Tern"
    numbered = "### Impact assessment IA-01: Tern berths\nWritten by Ann Orme. Second version, 12 September 2031.\n"
    assert of(found(assessments.facts, numbered, "impact.md"), "assessment")[0]["subject"] == "Tern berths"
    short = (
        "IMPACT ASSESSMENT, SHORT FORM (26 questions) - TERN\nFilled in by: Ann Orme          Date: 22 August 2031\n"
    )
    assert of(found(assessments.facts, short, "impact.txt"), "assessment")[0]["subject"] == "TERN"
