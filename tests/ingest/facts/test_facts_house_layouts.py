"""Registers and reports laid out as a house likes it: documents of organisations made up here, each with near misses."""

from __future__ import annotations

from ingest.facts import (
    approvals,
    audits,
    communications,
    extract,
    objectives,
    resources,
    risks,
    signatures,
    systems,
    trials,
)
from tests.support.readings import found, of, parsed, sheet, table


def test_an_indicator_is_called_by_its_words_and_not_by_its_number() -> None:
    rows: list[list[object]] = [
        ["KPI", "What we count", "Serves", "Ought to be", "Q1 2031", "Q2 2031", "Who counts", "Reached?"],
        ["I-1", "Ferries on time", "G-2", "90 % or more", "88 %", "93 %", "Mira Holt", "yes"],
        ["I-2", "Oil spilt, litres", "G-3", "under 5", "", "7", "Jon Eik", "no"],
    ]
    told = of(sheet(objectives.facts, rows, "Indicators 2031"), "measurement")
    assert told == [
        {"kpi": "Ferries on time", "value": "88 %", "target": "90 % or more", "period": "2031-Q1", "objective": "G-2",
         "owner": "Mira Holt"},
        {"kpi": "Ferries on time", "value": "93 %", "target": "90 % or more", "period": "2031-Q2", "objective": "G-2",
         "owner": "Mira Holt", "status": "yes"},
        {"kpi": "Oil spilt, litres", "value": "7", "target": "under 5", "period": "2031-Q2", "objective": "G-3",
         "owner": "Jon Eik", "status": "no"},
    ]  # fmt: skip


def test_a_number_without_words_beside_it_stays_the_name() -> None:
    rows: list[list[object]] = [["KPI", "Goal", "Q1 2031", "Q2 2031"], ["I-1", "90 %", "88 %", "93 %"]]
    assert [each["kpi"] for each in of(sheet(objectives.facts, rows, "Indicators"), "measurement")] == ["I-1", "I-1"]


def test_initials_that_stand_for_names_further_down_sign_nothing() -> None:
    key = table(["Initials", "Name", "Post"], ["MH", "Mira Holt", "Harbour Master"], ["JE", "Jon Eik", "Clerk"])
    present = table(["Name", "Initials", "3 May"], ["Mira Holt", "MH", "present"], ["Jon Eik", "JE", "apologies"])
    signed = table(["Name", "Initials"], ["Mira Holt", "MH"], ["Jon Eik", "JE"])
    assert [len(found(signatures.facts, f"# Rules of the quay\n\n{page}")) for page in (key, present, signed)] == [
        0, 0, 2
    ]  # fmt: skip


def test_minutes_that_somebody_confirmed_and_signed() -> None:
    page = "# Minutes of the Harbour Board\n\nDate: 4 May 2031\n\nConfirmed and signed: M. Holt, 9 May 2031\n"
    told = of(found(signatures.facts, page), "signature")
    assert [(each["signer"], each["signed"]) for each in told] == [("M. Holt", "2031-05-09")]
    waiting = page.replace("M. Holt, 9 May 2031", "pending")
    assert not found(signatures.facts, waiting)


_FLEET = (
    ["", "Tern", "Puffin"],
    ["No.", "AI-1", "AI-2"],
    ["What for", "plans crossings", "counts heads on deck"],
    ["Comes from", "Skarv Data AS", "own work"],
    ["Person in charge", "Mira Holt", "Jon Eik"],
    ["Used since", "3 May 2030", "1 June 2031"],
    ["Impact assessed on", "2 April 2030", ""],
)


def test_a_register_whose_records_stand_side_by_side() -> None:
    rows = [["Name", *_FLEET[0][1:]], *_FLEET[1:]]
    told = of(sheet(systems.facts, rows, "AI systems in use"), "system")
    assert told == [
        {"number": "AI-1", "name": "Tern", "purpose": "plans crossings", "supplier": "Skarv Data AS",
         "owner": "Mira Holt", "since": "2030-05-03", "assessed": "2030-04-02"},
        {"number": "AI-2", "name": "Puffin", "purpose": "counts heads on deck", "supplier": "own work",
         "owner": "Jon Eik", "since": "2031-06-01"},
    ]  # fmt: skip
    page = table(["Name", *_FLEET[0][1:]], *_FLEET[1:], above="# AI systems in use")
    assert [each["name"] for each in of(found(systems.facts, page), "system")] == ["Tern", "Puffin"]


def test_a_risk_a_column() -> None:
    page = table(
        ["Risk no.", "R1", "R2"],
        ["What could happen", "The ferry runs aground", "The pump fails"],
        ["Likelihood", "2", "4"],
        ["Impact", "5", "2"],
        ["Owner", "Mira Holt", "Jon Eik"],
        above="# Risk register",
    )
    told = of(found(risks.facts, page), "risk")
    assert [(each["number"], each["likelihood"], each["impact"], each["owner"]) for each in told] == [
        ("R1", "2", "5", "Mira Holt"), ("R2", "4", "2", "Jon Eik")
    ]  # fmt: skip


def test_a_table_that_lies_already_is_not_laid_down() -> None:
    page = table(["Crossing", "Monday", "Tuesday"], ["Name", "Tern", "Puffin"], ["Owner", "Holt", "Eik"],
                 ["Since", "3 May 2030", "1 June 2031"], above="# Timetable")  # fmt: skip
    assert not found(systems.facts, page)


def test_a_system_that_is_gone() -> None:
    page = table(["No.", "Name", "Used from", "Switched off"], ["AI-0", "Auk", "1 May 2025", "2 June 2029"],
                 above="# AI systems, former")  # fmt: skip
    assert of(found(systems.facts, page), "system") == [
        {"number": "AI-0", "name": "Auk", "stage": "Switched off 2 June 2029", "since": "2025-05-01"}
    ]


_CARD = """# card of the crossing planner
system: Tern
inventory_number: AI-1
purpose: plans crossings
owner: Mira Holt
release: "4.1"
impact_assessment:
  reference: IA-9
  date: 2030-04-02
  outcome: acceptable
validation:
  version: "4.1"
  date: 2031-03-09
  by: Jon Eik
  verdict: fit for use in daylight
data:
  - name: tide tables
    source: the harbour office
  - name: logs
"""


def test_the_parts_of_a_card_in_a_data_file() -> None:
    told = extract(parsed(_CARD, "tern-card.yaml"), "tern-card.yaml")
    assert of(told, "system") == [
        {"number": "AI-1", "name": "Tern", "purpose": "plans crossings", "owner": "Mira Holt", "version": "4.1",
         "assessed": "2030-04-02"}
    ]  # fmt: skip
    assert of(told, "assessment") == [
        {"subject": "Tern", "type": "impact", "outcome": "acceptable", "assessed": "2030-04-02"}
    ]
    assert of(told, "validation") == [
        {"system": "Tern", "version": "4.1", "validator": "Jon Eik", "verdict": "fit for use in daylight",
         "validated": "2031-03-09"}
    ]  # fmt: skip


def test_the_parts_of_a_card_in_json_and_on_a_page() -> None:
    data = '{"system": "Tern", "purpose": "plans crossings", "validation": {"date": "2031-03-09", "by": "Jon Eik"}}'
    page = "# Model card Tern\n\nSystem: Tern\n\n## Validation\n\nDate: 9 March 2031\nBy: Jon Eik\nVerdict: fit\n"
    for text, name in ((data, "tern-card.json"), (page, "tern.md")):
        told = of(extract(parsed(text, name), name), "validation")
        assert [(each["system"], each["validator"], each["validated"]) for each in told] == [
            ("Tern", "Jon Eik", "2031-03-09")
        ]
    planned = _CARD.replace("fit for use in daylight", "not done yet").replace("acceptable", "pending")
    assert not [
        fact for fact in extract(parsed(planned, "t.yaml"), "t.yaml") if fact.kind in ("validation", "assessment")
    ]


def test_earlier_validations_in_a_list() -> None:
    page = "# Validation report: Tern\n\nSystem: Tern (AI-1)\nValidated by: Jon Eik\nDate: 9 March 2031\nVerdict: fit for use\n\n"
    page += table(["Release", "Day", "By", "Verdict"], ["3.9", "2 May 2029", "J. Eik", "fit for use"],
                  ["4.0", "none", "-", "never validated"], above="## Earlier validations")  # fmt: skip
    told = of(extract(parsed(page), "page.md"), "validation")
    assert [(each.get("version"), each["validated"]) for each in told] == [(None, "2031-03-09"), ("3.9", "2029-05-02")]


def test_a_sentence_that_tells_of_a_validation() -> None:
    page = "# Incident report I-4\n\nSystem: Tern (AI-1)\nReported on: 1 March 2031\n\nRelease 4.1 passed validation on 9 March 2031.\n"
    told = of(extract(parsed(page), "page.md"), "validation")
    assert told == [{"system": "Tern", "version": "4.1", "verdict": "passed", "validated": "2031-03-09"}]
    hoped = page.replace("Release 4.1 passed", "Once release 4.1 passed")
    assert not of(extract(parsed(hoped), "page.md"), "validation")


def test_an_assessment_that_is_due_to_be_read_again() -> None:
    page = "# Impact assessment: Tern\n\nAssessed by: Jon Eik\nFinished on: 2 April 2030\nTo be read again by: 2 April 2032\n"
    told = extract(parsed(page), "page.md")
    assert [(each["assessor"], each["assessed"]) for each in of(told, "assessment")] == [("Jon Eik", "2030-04-02")]
    assert of(told, "review") == [{"subject": "Tern", "due": "2032-04-02"}]


_LIGHTS = """# Fairness checks, first half of 2031

Made by Jon Eik, 3 July 2031.

## Tern, crossings of spring 2031 (40 trips)

| Compared | Measure | Result | Floor | Verdict |
|---|---|---|---|---|
| islanders : others | share taken along | 0.94 | at least 0.80 | pass |
| wheelchairs : others | share taken along | – | at least 0.80 | too few to tell |

## Puffin, deck camera

| Compared | Measure | Result | Floor | Verdict |
|---|---|---|---|---|
| night : day | heads missed | 2.1 % | at most 3 % | pass |
"""


def test_results_by_group_under_the_name_of_each_system() -> None:
    told = of(found(trials.facts, _LIGHTS), "test")
    assert [(each["system"], each["measure"], each.get("value"), each["limit"], each["verdict"]) for each in told] == [
        ("Tern", "islanders : others: share taken along", "0.94", "at least 0.80", "pass"),
        ("Tern", "wheelchairs : others: share taken along", None, "at least 0.80", "too few to tell"),
        ("Puffin", "night : day: heads missed", "2.1 %", "at most 3 %", "pass"),
    ]


def test_a_validation_sets_values_against_limits() -> None:
    page = "# Validation report\n\nSystem: Tern (AI-1)\nValidated by: Jon Eik\n\n"
    page += table(["Measure", "Value", "Limit", "Met"], ["Mean delay", "2.2 min", "at most 5", "yes"],
                  ["Trips planned twice the same", "99.8 %", "at least 99 %", "no"], above="## Results")  # fmt: skip
    told = of(found(trials.facts, page), "test")
    assert [(each["system"], each["measure"], each["value"], each["limit"], each["verdict"]) for each in told] == [
        ("Tern (AI-1)", "Mean delay", "2.2 min", "at most 5", "Met: yes"),
        ("Tern (AI-1)", "Trips planned twice the same", "99.8 %", "at least 99 %", "Met: no"),
    ]


def test_a_diary_of_checks_for_several_systems() -> None:
    rows = ["| 3 Feb 2031 | Tern | 0.08 | 0.20 | in order |", "| 3 Mar 2031 | Puffin | 0.24 | 0.20 | too high |"]
    page = "# Drift diary\n\n| Day | System | PSI | Limit | Remark |\n|---|---|---|---|---|\n" + "\n".join(rows)
    told = of(found(trials.facts, page), "test")
    assert [(each["system"], each["period"], each["value"], each["limit"]) for each in told] == [
        ("Tern", "2031-02-03", "0.08", "0.20"), ("Puffin", "2031-03-03", "0.24", "0.20")
    ]  # fmt: skip
    log = page.replace("Drift diary", "Drift log")
    assert len(found(trials.facts, log)) == 2
    assert not found(trials.facts, page.replace("Drift diary", "Visitors' log"))
    assert not found(trials.facts, page.replace("Drift diary", "Plan for drift checks"))


def test_a_list_of_accepted_risks_says_who_and_until_when() -> None:
    page = table(
        ["Risk", "Who accepted", "On", "Good until", "Why", "Proof"],
        ["T-3", "Harbour Board", "4 May 2031", "4 May 2032", "a second pier costs more", "minutes"],
        ["T-4", "", "", "", "to be seen", ""],
        above="# Risks of the ferries\n\n## Accepted",
    )
    assert of(found(risks.facts, page), "acceptance") == [
        {"risk": "T-3", "by": "Harbour Board", "reason": "a second pier costs more", "accepted": "2031-05-04",
         "until": "2032-05-04"}
    ]  # fmt: skip


def test_minutes_that_lead_with_the_risk() -> None:
    page = (
        "# Minutes of the Harbour Board, 4 May 2031\n\nOn R-6 (tides) the Board RESOLVED to accept the risk until "
        "30 April 2032, a second pier costing more. On R-7 (fog) the Board REFUSED to accept the risk.\n"
    )
    told = of(found(risks.facts, page), "acceptance")
    assert [(each["risk"], each["by"], each["until"]) for each in told] == [("R-6", "the Board", "2032-04-30")]


def test_a_mail_accepts_the_risk_of_its_subject() -> None:
    def mail(subject: str, words: str) -> list[dict[str, str]]:
        head = f"From: Mira Holt <m@holt.example>\nTo: Jon Eik <j@eik.example>\nDate: Tue, 6 May 2031 09:00:00 +0000\nSubject: {subject}\n"
        data = f"{head}Content-Type: text/plain; charset=utf-8\n\nJon,\n\n{words}\n\nMira Holt\n"
        return of(found(risks.facts, data, "a.eml"), "acceptance")

    told = mail("R-9: acceptance", "I accept it until 31 August 2031. The new pump comes in September.")
    assert [(each["risk"], each["by"], each["accepted"], each["until"]) for each in told] == [
        ("R-9", "Mira Holt", "2031-05-06", "2031-08-31")
    ]
    told = mail("acceptance of R-9", "I accept the risk you described until 31 August 2031.")
    assert [(each["risk"], each["until"]) for each in told] == [("R-9", "2031-08-31")]
    assert not mail("R-9: acceptance", "I will not accept it until the pump is there.")
    assert not mail("Your invitation", "I accept it until 31 August 2031.")


def test_accepting_is_no_treatment() -> None:
    header = ["Ref", "What could happen", "Owner", "L", "I", "What we do about it", "By"]
    page = table(header, ["R-1", "The pump fails", "Mira Holt", "2", "3", "accept until replaced", "3 May 2031"],
                 ["R-2", "Fog hides the pier", "Jon Eik", "4", "3", "buy a horn", "3 May 2031"], above="# Risk register")  # fmt: skip
    assert [each["risk"] for each in of(found(risks.facts, page), "treatment")] == ["R-2"]


_CERTIFICATES = """# Our certificates

## ISO 9001:2015

No. HC-9-311, issued by Nordlys Cert AS on 19 April 2029, valid until 18 April 2032. Scope: ferries and piers.

ISO 14001:2015

Certificate HC-14-7 from Nordlys Cert AS, runs out on 1 May 2031.

- ISO/IEC 27001: no certificate yet, hoped for on 3 May 2033

## Suppliers

| Supplier | Standard | Certificate | Lapses |
|---|---|---|---|
| Skarv Data AS | ISO/IEC 27001 | SD-5521 | 30.11.2032 |
"""


def test_certificates_under_the_names_of_their_standards() -> None:
    told = of(found(audits.facts, _CERTIFICATES), "certificate")
    assert sorted(told, key=lambda each: each["number"]) == [
        {"standard": "ISO 14001:2015", "number": "HC-14-7", "issuer": "Nordlys Cert AS", "until": "2031-05-01"},
        {"standard": "ISO 9001:2015", "number": "HC-9-311", "issuer": "Nordlys Cert AS", "scope": "ferries and piers",
         "issued": "2029-04-19", "until": "2032-04-18"},
        {"standard": "ISO/IEC 27001", "number": "SD-5521", "holder": "Skarv Data AS", "until": "2032-11-30"},
    ]  # fmt: skip


def test_standards_that_a_text_mentions_are_no_certificates() -> None:
    page = "# Certificates and what they need\n\nISO 9001 asks for objectives until 3 May 2031.\n\nISO 14001 asks for aspects.\n"
    assert not found(audits.facts, page)


def test_audits_that_a_page_tells_of() -> None:
    page = (
        "# Harbour news\n\n## Stage 1 audit for ISO 14001\n\nHeld on 23 and 24 June 2031 by Nordlys Cert AS, lead auditor "
        "Siri Vik. Result: ready for stage 2 with two concerns.\n\n## Next\n\n"
        "Stage 2 audit for ISO 14001: 10 November 2031, Nordlys Cert AS.\n\nInternal audit of the piers: not held.\n\n"
        "Stage 2 audit: hardly anybody looks forward to it.\n"
    )
    told = of(found(audits.facts, page), "audit")
    assert told == [
        {"title": "Stage 1 audit for ISO 14001", "type": "external", "standard": "ISO 14001",
         "auditor": "Nordlys Cert AS", "result": "ready for stage 2 with two concerns", "from": "2031-06-23",
         "to": "2031-06-24"},
        {"title": "Stage 2 audit for ISO 14001", "type": "external", "standard": "ISO 14001",
         "auditor": "Nordlys Cert AS", "planned": "2031-11-10"},
    ]  # fmt: skip


def test_a_sheet_about_a_contract() -> None:
    page = "# Contract sheet: Skarv Data AS\n\n" + table(
        ["", ""],
        ["Agreement no.", "C-30-11"],
        ["Other side", "Skarv Data AS, Bergen"],
        ["Signed for the Board", "Mira Holt, Harbour Master"],
        ["Signed on", "14 July 2030"],
        ["Runs from", "1 August 2030"],
        ["Runs to", "31 July 2033"],
        ["Notice", "three months to the end of a year"],
        ["Contract owner", "Jon Eik, Clerk"],
    )
    page += "\n4.2 Skarv may change its prices with 14 days' notice.\n"
    told = extract(parsed(page), "page.md")
    agreed = of(told, "agreement")
    assert [(each["supplier"], each["from"], each["until"], each["signatory"], each["notice"]) for each in agreed] == [
        ("Skarv Data AS", "2030-08-01", "2033-07-31", "Mira Holt", "three months to the end of a year")
    ]
    assert [(each["owner"], each["role"]) for each in of(told, "ownership")] == [("Jon Eik", "Clerk")]


_GRANTED = """MEMO TO: wardens          DATE: 17th April 2031

The Harbour Board met on Tuesday 14th April and granted the following. Sums are for the year.

  Line  For what                     Sum            Holder
  ----  ---------------------------  -------------  --------
  P1    New fenders, east pier       EUR  40,000    M. Holt
  P2    Radio licences               GBP   2,450    J. Eik

P1 is blocked until the tender is out. Not granted: a second boat (EUR 61,000).

Mira Holt
"""


def test_a_list_of_what_was_granted() -> None:
    told = of(found(resources.facts, _GRANTED, "memo.txt"), "resource")
    assert told == [
        {"amount": "40000", "currency": "EUR", "purpose": "New fenders, east pier", "body": "Harbour Board",
         "approved": "2031-04-14"},
        {"amount": "2450", "currency": "GBP", "purpose": "Radio licences", "body": "Harbour Board",
         "approved": "2031-04-14"},
    ]  # fmt: skip
    asked = _GRANTED.replace("and granted the following", "and asked us to grant the following")
    assert not found(resources.facts, asked, "memo.txt")


def test_a_log_of_decisions_says_what_a_grant_is_for_and_when() -> None:
    text = (
        "Ref;Meeting;Item;What was decided;Follow-up by\nHB-4;2031-03-02;Fenders;EUR 40,000 granted, of which 5,000 for "
        "paint;M. Holt\nHB-5;2031-04-14;Radio;GBP 2,450 set aside, not to be spent before May;J. Eik\n"
        "HB-6;2031-04-14;Boat;EUR 61,000 refused;J. Eik\n"
    )
    told = of(found(resources.facts, text, "board-decisions-log.csv"), "resource")
    assert [(each["amount"], each["purpose"], each["approved"]) for each in told] == [
        ("40000", "Fenders", "2031-03-02"), ("2450", "Radio", "2031-04-14")
    ]  # fmt: skip


def test_a_list_of_documents_with_names_of_its_own() -> None:
    page = table(
        ["Ref.", "Name", "Ed.", "Holder", "Signed off by", "on", "Look at again", "State"],
        ["FP-1", "Rules of the quay", "2.0", "Mira Holt", "Harbour Board", "3 May 2030", "3 May 2032", "in force"],
        above="# List of controlled documents",
    )
    told = extract(parsed(page), "page.md")
    assert [(each["subject"], each["owner"]) for each in of(told, "ownership")] == [("Rules of the quay", "Mira Holt")]
    assert [each["due"] for each in of(told, "review")] == ["2032-05-03"]
    assert of(told, "approval") == [
        {"subject": "Rules of the quay", "version": "2.0", "decision": "approved", "body": "Harbour Board",
         "approved": "2030-05-03"}
    ]  # fmt: skip
    boats = page.replace("List of controlled documents", "List of boats")
    assert not of(extract(parsed(boats), "page.md"), "approval")


def test_who_agreed_to_a_programme_a_report_and_a_register() -> None:
    programme = (
        "# Audit programme 2031\n\nDrawn up by Jon Eik, 4 May 2031. Agreed by the Harbour Board on 9 May 2031.\n"
    )
    report = "# Inspection report 7\n\nWritten by: Jon Eik\nAccepted by: Prof. Mira Holt, Harbour Master, 9 May 2031\n"
    rows: list[list[object]] = [
        ["Statement of applicability, version 1.2, 4 May 2031, owner J. Eik, approved by M. Holt on 9 May 2031"],
        ["Ref.", "Control", "Applies", "Why", "Who"],
        ["A.2.2", "AI policy", "yes", "law", "J. Eik"],
        ["A.2.3", "Other policies", "no", "none", "J. Eik"],
    ]
    for told in (found(approvals.facts, programme), found(approvals.facts, report), sheet(approvals.facts, rows)):
        assert [each["approved"] for each in of(told, "approval")] == ["2031-05-09"]
    told = of(found(approvals.facts, report), "approval")
    assert [each["approver"] for each in told] == ["Prof. Mira Holt"]
    told = of(sheet(approvals.facts, rows), "approval")
    assert [(each["subject"], each["version"], each["approver"]) for each in told] == [
        ("Statement of applicability", "1.2", "M. Holt")
    ]
    assert not found(
        approvals.facts, programme.replace("Agreed by the Harbour Board", "To be agreed by the Harbour Board")
    )


def test_who_was_told_on_which_day() -> None:
    page = (
        "# Incident report I-4\n\n| Field | Entry |\n|---|---|\n| Title | Tern sent two ferries to one pier |\n"
        "| Noticed | 10 May 2031 |\n| Status | closed |\n\n## Who was told\n\n"
        "- 11 May, 17:30 - Harbour Master, Clerk (by telephone)\n"
        "- 18 May - the 40 passengers concerned, by letter of the Harbour Master, with an apology\n"
        "- Coast guard: not notified; nobody was hurt (note of 13 May)\n"
    )
    told = of(found(communications.facts, page), "communication")
    assert [(each["audience"], each.get("channel"), each.get("sender"), each["sent"]) for each in told] == [
        ("Harbour Master, Clerk", "telephone", None, "2031-05-11"),
        ("the 40 passengers concerned", "letter", "Harbour Master", "2031-05-18"),
    ]


def test_the_head_of_a_memo_on_one_line() -> None:
    told = of(found(communications.facts, _GRANTED.replace("\n\nThe Harbour", "\nRE: Money for 2031\n\nThe Harbour", 1),
                    "memo.txt"), "communication")  # fmt: skip
    assert [(each["sender"], each["audience"], each["topic"], each["sent"]) for each in told] == [
        ("Mira Holt", "wardens", "Money for 2031", "2031-04-17")
    ]
