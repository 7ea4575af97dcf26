"""Audits in the letters of certification bodies, and audits that are to come; organisations made up here."""

from __future__ import annotations

from ingest.facts.audits import facts
from tests.support.readings import found, of

_LETTER = """NORTHMARK CERTIFICATION INC.
Port Ellen, 20 February 2031

Ms Ann Orme
Kelp Ferries Ltd

Certificate NM-27-0419, ISO/IEC 27001:2022 - result of the first surveillance audit

Dear Ms Orme,

The audit took place on 10 and 11 February 2031. The team was Ms Ottilie Brand (lead) and Mr Per Lund.
The second surveillance audit is set for 9 and 10 February 2032.
Our fee for the next audit report is due on 3 March 2031.

Sincerely,
Hella Boon
"""


def test_the_letter_of_a_certification_body() -> None:
    assert of(found(facts, _LETTER, "letter.txt"), "audit") == [
        {"title": "first surveillance audit", "type": "external", "auditor": "Ottilie Brand",
         "standard": "ISO/IEC 27001:2022", "from": "2031-02-10", "to": "2031-02-11"},
        {"title": "second surveillance audit", "type": "external", "planned": "2032-02-09"},
    ]  # fmt: skip


def test_days_without_a_year_and_a_lead_auditor_in_a_mail() -> None:
    mail = (
        "From: Ann Orme <a@northmark.example>\nTo: Per Lund <p@kelp.example>\nDate: Mon, 22 Sep 2031 10:12:44 +0000\n"
        "Subject: Certificate NM-14-2281 - ISO 14001:2015 renewal\n\nDear Per,\n\n"
        "The renewal audit of 25 to 28 August closed with two minor nonconformities. The lead auditor was Mr. Pim Verdal, "
        "and Ms. Ida Roan audited the quay.\nThe first surveillance visit will be in the week of 24 August 2032.\n"
    )
    assert of(found(facts, mail, "m.eml"), "audit") == [
        {"title": "renewal audit", "type": "external", "auditor": "Pim Verdal", "standard": "ISO 14001:2015",
         "from": "2031-08-25", "to": "2031-08-28"},
        {"title": "first surveillance visit", "type": "external", "planned": "2032-08-24"},
    ]  # fmt: skip


def test_a_report_that_states_auditor_and_days_in_a_line() -> None:
    text = (
        "# Internal Audit Report IA-31-02: Ticketing\n\nIssued 27 February 2031. Audit lead Berna Tjong; team member Per Lund. "
        "Fieldwork 19 January to 13 February 2031.\n\nA follow-up audit is planned for 22 September 2031.\n"
    )
    report, follow_up = of(found(facts, text, "ia.md"), "audit")
    assert (report["auditor"], report["from"], report["to"]) == ("Berna Tjong", "2031-01-19", "2031-02-13")
    assert follow_up == {"title": "follow-up audit", "planned": "2031-09-22"}
    numbered = "INTERNAL AUDIT IA-31-07   TRAINING RECORDS\nAuditor: Ann Orme        Dates: 4 and 5 November 2031\n"
    assert of(found(facts, numbered, "ia.txt"), "audit")[0]["from"] == "2031-11-04"


def test_stages_and_recertification_are_audits_only_beside_their_words() -> None:
    dates = "# ISO 42001 dates\n\nStage 1 with Northmark is booked for 5 and 6 October 2031, stage 2 for 23 to 26 November 2031.\n"
    assert [(each["title"], each["planned"]) for each in of(found(facts, dates, "d.md"), "audit")] == [
        ("Stage 1", "2031-10-05"), ("stage 2", "2031-11-23"),
    ]  # fmt: skip
    project = (
        "# New quay\n\nStage 1 is planned for 5 October 2031. Recertification of the crane is due on 3 May 2031.\n"
    )
    assert not of(found(facts, project, "p.md"), "audit")
    never = "# ISO 9001\n\nThe surveillance audit will not be held on 5 October 2031.\nThe internal audit programme is due on 3 May 2031.\n"
    assert not of(found(facts, never, "n.md"), "audit")


def test_a_letter_may_list_what_is_to_come_below_the_audit_it_reports() -> None:
    text = (
        "# Stage 1 audit, Kelp Ferries\n\nLead auditor: Ann Orme\n\nThe audit took place on 10 and 11 February 2031.\n\n"
        "Stage 2, Wick: 3 to 5 May 2031\nStage 2, Oban: 9 to 10 May 2031\n"
    )
    told = of(found(facts, text, "stage 1.md"), "audit")
    assert [each.get("from", each.get("planned")) for each in told] == ["2031-02-10", "2031-05-03", "2031-05-09"]
