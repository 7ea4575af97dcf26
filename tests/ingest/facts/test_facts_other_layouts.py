"""Facts of registers, letters, memos and cards laid out in ways that no other test has; organisations made up here."""

from __future__ import annotations

from tests.support.made_up import same, told

_LOG = """No.,What could go wrong,Minded by,L,I,Score,What we are doing,Call made,Look again by
H-1,Crane fails,Ana Roth,3,4,12,Spare motor; weekly check,Fix it,2031-09-30
H-2,Fog on the quay,Jo Dahl,2,4,8,Radar,Watch,2031-08-31
H-3,Ice on the steps,Nils Aas,2,2,4,,Live with it,2031-11-30
"""


def test_what_is_done_about_a_risk_is_a_treatment_beside_the_choice_made() -> None:
    wanted = [{"risk": "H-1", "text": "Spare motor; weekly check"}, {"risk": "H-2", "text": "Radar"}]
    same(_LOG, "risk/hazard log.csv", "treatment", wanted)


def test_corrective_actions_are_told_by_their_numbers() -> None:
    text = (
        "# Incident report INC-2031-04\n\nCrane: no brake, night of 22 August 2031\n\n| | |\n"
        "| --- | --- |\n| Began – ended | 22/08/2031 02:10 – 05:50 |\n| Class | Serious |\n| Report by | Ana Roth |\n\n## What we are doing\n\n"
        "| No. | Action | Who | By | Done |\n| --- | --- | --- | --- | --- |\n"
        "| CA-31-12 | Watch the brake | Jo Dahl | 15/09/2031 | 12/09/2031 |\n| CA-31-13 | Mend the crane | Ana Roth | 30/09/2031 | |\n\n"
        "## Who was told\n\nThe regulator: 1 September 2031, as an accident.\n\nThe Board: by phone, ticket 88213.\n"
    )
    path = "incidents/INC-2031-04.md"
    wanted = [
        {"number": "CA-31-12", "owner": "Jo Dahl", "due": "2031-09-15", "closed": "2031-09-12"},
        {"number": "CA-31-13", "owner": "Ana Roth", "due": "2031-09-30", "closed": ""},
    ]
    same(text, path, "corrective_action", wanted)
    same(text, path, "communication", [{"audience": "The regulator", "sent": "2031-09-01"}])
    same(text, path, "incident", [{"title": "Crane: no brake, night of 22 August 2031", "occurred": "2031-08-22"}])


def test_holders_of_seats_have_roles_where_the_first_row_names_the_columns() -> None:
    text = "<html><body><h1>Rules of the panel</h1><table><tr><td>Seat</td><td>Holder when agreed</td></tr><tr><td>Staff side</td><td>Ana Roth</td></tr><tr><td>Finance</td><td>Jo Dahl</td></tr></table></body></html>"
    wanted = [{"person": "Ana Roth", "role": "Staff side"}, {"person": "Jo Dahl", "role": "Finance"}]
    same(text, "panel/rules.html", "role", wanted)


_MEMO = """# Memo

| Date | 6 November 2031 |
| --- | --- |
| To | Ana Roth, Works Director |
| Cc | Nils Aas |
| Re | Crane budget 2032 |

Ana,

I can stand over this.

| Line | What for | € |
| --- | --- | --- |
| 1 | Brake tests | 42,000 |
| 2 | Spare motor | 38,500 |
|  | Total | 80,500 |

{said}

Jo Dahl

Director of Finance
"""


def test_a_memo_that_says_approved_grants_what_it_lists_and_is_from_who_signed_it() -> None:
    text = _MEMO.format(said="Approved.")
    wanted = [
        {
            "amount": "42000",
            "currency": "EUR",
            "purpose": "Brake tests",
            "approver": "Jo Dahl",
            "approved": "2031-11-06",
        },
        {
            "amount": "38500",
            "currency": "EUR",
            "purpose": "Spare motor",
            "approver": "Jo Dahl",
            "approved": "2031-11-06",
        },
    ]
    same(text, "finance/memo.md", "resource", wanted)
    same(
        text,
        "finance/memo.md",
        "communication",
        [{"sender": "Jo Dahl", "audience": "Ana Roth, Works Director", "sent": "2031-11-06"}],
    )


def test_a_memo_that_asks_grants_nothing() -> None:
    assert told(_MEMO.format(said="May I have this?"), "finance/memo.md", "resource") == []


_LETTER = """Kestrel Certification Ltd

4 Quay Court, Harl

30 April 2031

Ms Ana Roth

Manager, Harl Works

Dear Ana,

I write with the outcome of our stage 1 visit of 21 and 22 April 2031 against ISO/IEC 27001:2022.

I have put down two areas of concern that would become nonconformities:

- 1. The yard policy is not signed by anybody.
- 2. Nobody minds the crane at night.

I also remark, without raising it, that one risk has no name against it.

The next visit will be on 14 September 2031.

Yours sincerely,

Karl Imhof

Lead auditor
"""


def test_an_auditors_letter_tells_of_the_visit_and_of_what_was_found() -> None:
    path = "audit/stage 1 letter.txt"
    same(
        _LETTER,
        path,
        "audit",
        [{"title": "stage 1 visit", "auditor": "Karl Imhof", "from": "2031-04-21", "to": "2031-04-22"}],
    )
    wanted = [
        {"text": "The yard policy is not signed by anybody.", "grade": "area of concern"},
        {"text": "Nobody minds the crane at night.", "grade": "area of concern"},
        {"text": "one risk has no name against it", "grade": "remark"},
    ]
    same(_LETTER, path, "finding", wanted)
    same(_LETTER, path, "communication", [{"sender": "Karl Imhof", "audience": "Ms Ana Roth", "sent": "2031-04-30"}])


def test_findings_headed_by_number_and_grade() -> None:
    text = (
        "# Internal audit report IA-31-7\n\nFieldwork: 13 October to 14 November 2031\n\nAuditors: Karl Imhof\n\n"
        "| NC-1 (major) | ISO/IEC 42001 clause 8.4 |\n| --- | --- |\n| What we saw | The planner ran without an assessment |\n"
        "| Owner agreed | Ana Roth |\n| Answer by | 31 March 2032 |\n"
    )
    wanted = [{"number": "NC-1", "grade": "major", "clause": "8.4", "owner": "Ana Roth", "due": "2032-03-31"}]
    same(text, "audit/IA-31-7.md", "finding", wanted)
    same(text, "audit/IA-31-7.md", "audit", [{"from": "2031-10-13", "to": "2031-11-14", "auditor": "Karl Imhof"}])


def test_a_second_sheet_of_controls_beside_a_statement_of_applicability_gives_how_far_they_are() -> None:
    text = (
        "# Statement of applicability\n\n| Control | Title | Applicable | Why | Owner |\n| --- | --- | --- | --- | --- |\n"
        "| A.5.1 | Policies | Yes | risk | Ana Roth |\n| A.5.2 | Roles | No | alone | |\n\n## Second standard\n\n"
        "| Control | Heading | State | Who |\n| --- | --- | --- | --- |\n| A.2.2 | AI policy | Done | Jo Dahl |\n| A.7.5 | Provenance | Partly | Nils Aas |\n"
    )
    found = told(text, "soa.md", "applicability")
    assert [(row["control"], row.get("applicable", ""), row.get("status", "")) for row in found] == [
        ("A.5.1", "yes", ""),
        ("A.5.2", "no", ""),
        ("A.2.2", "", "Done"),
        ("A.7.5", "", "Partly"),
    ]


def test_an_agreement_that_runs_for_months_ends_on_the_day_before() -> None:
    text = (
        '# Services Agreement\n\nbetween Harl Works ("the Customer") and Kestrel Cranes Ltd ("the Supplier").\n\n'
        "3.1 The agreement begins on 1 March 2031 and runs for 36 months.\n"
    )
    same(text, "suppliers/agreement.md", "agreement", [{"from": "2031-03-01", "until": "2034-02-28"}])


def test_a_model_card_is_an_entry_of_an_inventory() -> None:
    text = (
        "# Ebb: model card\n\n| | |\n|---|---|\n| Version | 2.3 |\n| Written by | Ana Roth |\n| Person answerable | Jo Dahl |\n"
        "| In use since | 9 September 2031 |\n\n## What it does\n\nIt forecasts the tide.\n"
    )
    same(
        text,
        "ai/MODEL_CARD.md",
        "system",
        [{"name": "Ebb", "owner": "Jo Dahl", "since": "2031-09-09", "version": "2.3"}],
    )


def test_notices_to_staff_are_communications_where_one_was_found() -> None:
    text = (
        "# Management review\n\n| Policy | Approved | Notice to staff |\n| --- | --- | --- |\n"
        "| Yard Policy 3.0 | November 2031 | 10/11/2031, all-staff mail from the CEO |\n| Crane Policy 1.0 | 30/06/2031 | none found |\n"
    )
    wanted = [
        {
            "topic": "Yard Policy 3.0",
            "sent": "2031-11-10",
            "sender": "CEO",
            "channel": "all-staff mail",
            "audience": "staff",
        }
    ]
    same(text, "minutes/review.md", "communication", wanted)


def test_who_was_notified_on_a_day() -> None:
    text = "# Outcome of case 7\n\nThe Harbour Commission was notified on 9 February 2031. The owner will be written to on 11 March 2031.\n"
    same(text, "cases/7.md", "communication", [{"audience": "The Harbour Commission", "sent": "2031-02-09"}])


def test_what_an_assessment_asks_for_is_an_action_and_what_a_policy_lays_down_is_none() -> None:
    table = (
        "| No. | Measure | Who | State at 2 May 2031 |\n| --- | --- | --- | --- |\n"
        "| M1 | Steps for a silent crane | Ana Roth | in draft |\n| M2 | Poster and sheet | Jo Dahl | done |\n"
    )
    path = "ai/crane impact assessment.md"
    text = f"# Crane planner: impact assessment\n\nAssessed by Ana Roth on 1 May 2031.\n\n## What we ask for\n\n{table}"
    wanted = [
        {"owner": "Ana Roth", "text": "Steps for a silent crane", "status": "in draft"},
        {"owner": "Jo Dahl", "text": "Poster and sheet", "status": "done"},
    ]
    same(text, path, "action", wanted)
    assert told(f"# Crane Policy\n\nVersion 1.0\n\n{table}", "policies/crane policy.md", "action") == []
