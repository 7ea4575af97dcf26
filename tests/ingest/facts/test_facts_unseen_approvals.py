"""Approvals, acceptances of risk and grants in the layouts of many offices, and what only looks like one.

The documents were made up, and their facts listed, before the readers were changed for them.
"""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, hold


def _mail(sender: str, subject: str, date: str, body: str) -> str:
    lines = [f"From: {sender}", "To: office@dunmore.example", f"Subject: {subject}", f"Date: {date}"]
    return "\n".join([*lines, "Content-Type: text/plain; charset=utf-8", "", body, ""])


_I_APPROVE = _mail(
    "Ingrid Solheim <i.solheim@dunmore.example>",
    "Re: Retention schedule v2.1 for approval",
    "Tue, 10 Feb 2032 11:20:00 +0000",
    "Hello Max,\n\nI approve. Please put it on the intranet from 1 March.\n\nIngrid Solheim\nDirector of Records",
)
_FROM_MY_SIDE = _mail(
    "Rhys Bevan <r.bevan@dunmore.example>",
    "RE: Lone working procedure, issue 4",
    "Mon, 6 Oct 2031 08:41:00 +0100",
    "Approved from my side, thanks for the tidy work.\n\nRhys\nHead of Safety",
)
_PROCEED = _mail(
    "Amal Nasser <a.nasser@dunmore.example>",
    "Re: Please approve: Visitor policy 1.3",
    "Wed, 3 Sep 2031 16:00:00 +0100",
    "Happy with this, please proceed.\n\nAmal",
)
_PLUS_ONE = _mail(
    "Dag Moen <d.moen@dunmore.example>",
    "Re: Visitor policy 1.3",
    "Thu, 4 Sep 2031 09:00:00 +0100",
    "+1, nice piece of work. Looks good to me.\n\nDag",
)
_NOT_YET = _mail(
    "Amal Nasser <a.nasser@dunmore.example>",
    "Re: Please approve: Fleet policy 0.9",
    "Thu, 4 Sep 2031 10:00:00 +0100",
    "I can't approve this yet. Section 3 is still empty.\n\nAmal",
)
_PLEASE = _mail(
    "Max Holt <m.holt@dunmore.example>",
    "Fleet policy 0.9 for your approval",
    "Mon, 1 Sep 2031 10:00:00 +0100",
    "Could you approve the fleet policy by Friday? Rhys says he would approve it if section 3 were shorter.\n\nMax",
)
_BUDGET_MAIL = _mail(
    "Vera Lindt <v.lindt@dunmore.example>",
    "Re: Request: EUR 12,500 for penetration tests",
    "Fri, 7 Nov 2031 14:00:00 +0100",
    "Approved. You may spend EUR 12,500 on the penetration tests, out of this year's budget.\n\n"
    "Vera Lindt\nFinance Director",
)
_BUDGET_ASKED = _mail(
    "Max Holt <m.holt@dunmore.example>",
    "Request: EUR 9,000 for new doors",
    "Fri, 7 Nov 2031 12:00:00 +0100",
    "May I ask for EUR 9,000 for new doors? The quote of EUR 8,700 is attached and I would be glad of your approval.\n\nMax",
)
_TICKET_JSON = """{
  "key": "CHG-2207",
  "summary": "Firewall standard 2.0",
  "status": "Approved",
  "approvals": [
    {"approver": "Lotte Meyer", "role": "CISO", "decision": "approved", "date": "2031-06-18"},
    {"approver": "Ed Pratt", "role": "Head of Networks", "decision": "pending", "date": null},
    {"approver": "Sunil Rao", "role": "CTO", "decision": "rejected", "date": "2031-06-19"}
  ]
}
"""
_CSV = """document,version,approver,role,decision,decided on
Clear desk rule,1.2,Hanne Bo,Office Manager,Approved,2031-03-04
Travel policy,3.0,Ken Ito,Finance Director,Rejected,2031-03-05
Gift register rules,0.4,Hanne Bo,Office Manager,Pending,
"""
_SHEET = """# Sign-off sheet: Business continuity plan, version 5.0

| Name | Position | Signed off | Date |
| --- | --- | --- | --- |
| Nell Carver | Chief Executive | yes | 14 May 2031 |
| Tomas Roy | Head of IT | yes | 16 May 2031 |
| Iris Fenn | Head of Estates | | |
"""
_HISTORY = """# Data sharing standard

| Version | Date | Change | By |
| --- | --- | --- | --- |
| 0.1 | 3 Jan 2031 | First draft | P. Lamb |
| 1.0 | 20 Feb 2031 | Approved by the Information Governance Board | P. Lamb |
| 1.1 | 6 Oct 2031 | Typing errors | P. Lamb |
"""
_ENDORSED = """# Research integrity code

Version 2.0. Endorsed by the Academic Board on 12 March 2031. In force from 1 April 2031.

Staff, students and visitors follow this code. It will be looked at again in three years.
"""
_ADOPTED = """SAFEGUARDING POLICY
St Bride's Housing Trust

This policy was adopted by the Board of Trustees on 8 July 2031 and comes into effect on 1 September 2031.

Adopted children are treated like others.
"""
_RATIFIED = """Complaints procedure, third edition

Drawn up by: Jo Penn, Complaints Officer
Ratified by: Quality Committee
Date ratified: 19 November 2031
Review date: November 2034
"""
_CONDITIONS = """Research Ethics Panel

Minutes, 5 February 2032

Present: Dr Yara Haddad (chair), Dr Leo Brandt, Ms Pia Aho

4. Study 32-018, sleep diaries. Approved subject to a shorter consent form.
5. Study 32-019, wearables in the ward. Not approved; the applicants may come back.
6. Study 32-020. The panel would approve it if a statistician were named.
"""
_TICKET_TEXT = """SUP-881  Remote access standard 1.4
Type: Document approval
Requested by: Finn Oakes
Requested on: 2031-04-02
Approver: Marta Silva (Head of Security)
Decision: Approved
Decided on: 2031-04-07
Comment: fine, but spell out VPN
"""
_TICKET_OPEN = """SUP-902  Printing rules 0.2
Type: Document approval
Requested by: Finn Oakes
Requested on: 2031-05-02
Approver: Marta Silva (Head of Security)
Decision: awaiting
Decided on:
"""
_RESOLUTION = """DUNMORE COMMUNITY ENERGY LIMITED
Written resolution of the directors

The undersigned, being all the directors, RESOLVE:
1. THAT the Investment Policy, version 2, be approved.
2. THAT £15,000 be granted for the solar roof of the school.

Signed: Una Kerr, director, 3 June 2031
Signed: Milo Ashe, director, 4 June 2031
"""
_CIRCULATION = """Decision by circulation, Grants Committee

On 9 May 2031 the committee approved by e-mail the Hardship Fund Rules, version 1.1. All five members replied.
The fund receives NOK 200,000 for 2031.
"""
_MEMO = """MEMO

To: Risk file
From: Birgit Aune, Chief Operating Officer
Date: 12 January 2032
Subject: Acceptance of risk R-31, single supplier of bandages

I accept the residual risk R-31 until 31 December 2032. A second supplier would cost more than the loss we expect.

Birgit Aune
"""
_FORM = """# Risk acceptance form

| Field | Entry |
| --- | --- |
| Risk | RSK-17 Old lift controller |
| Accepted by | Owen Tull, Estates Director |
| Date of acceptance | 3 March 2031 |
| Valid until | 30 September 2031 |
| Reason | the lift is replaced in the autumn |
"""
_FORM_EMPTY = """# Risk acceptance form

| Field | Entry |
| --- | --- |
| Risk | RSK-18 Unsupported scanner |
| Accepted by | |
| Date of acceptance | |
| Valid until | |
"""
_ACCEPT_MAIL = _mail(
    "Karin Wolff <k.wolff@dunmore.example>",
    "Re: R-12 shared laptops",
    "Tue, 2 Dec 2031 10:10:00 +0000",
    "Ben,\n\nas risk owner I accept R-12 until the end of March 2032, on condition that the laptops stay in the building."
    "\n\nKarin Wolff\nHead of Learning",
)
_ACCEPT_MINUTES = """Safety Committee, minutes of 14 August 2031

Present: Dr Elin Moss (chair), P. Grady, T. Lowe

3. Risks
The committee accepts the residual risk R-07 until 30 June 2032, as the new pump arrives in May.
R-09 was discussed at length; we can live with it for a while, P. Grady thought.
The risk R-10 is not acceptable and has to be treated.
It was recommended that the director accept R-11.
"""
_LIVE_WITH = _mail(
    "Ben Tate <b.tate@dunmore.example>",
    "Re: R-12 shared laptops",
    "Mon, 1 Dec 2031 10:10:00 +0000",
    "I think we can live with R-12. Karin, would you accept it until March? I propose that we accept R-13 too.\n\nBen",
)
_GUIDE = """# How to ask for approval

Write "for approval" in the subject. The owner approves a policy; the board approves a strategy. A reply "I approve" is
enough. Risks above twelve are accepted by the director in writing, until a date, for instance: "I accept R-99 until 1 May".
Approved by: [name], on [date].
"""
_PAST_BUDGET = """Treasurer's report, 6 May 2031

In 2029 the council granted £3,000 for the roof. We spent £2,800. The estimate for the windows is £4,100.
The council is asked to grant £4,100 for the windows. If it is refused we shall ask the foundation for £2,000.
"""

_CASES: list[tuple[str, str, str, dict[str, list[Row]]]] = [
    (
        "i-approve",
        "mail/retention ok.eml",
        _I_APPROVE,
        {
            "approval": [
                {
                    "subject": "~Retention schedule",
                    "version": "2.1",
                    "approver": "Ingrid Solheim",
                    "decision": "approved",
                    "approved": "2032-02-10",
                }
            ]
        },
    ),
    (
        "from-my-side",
        "mail/lone working.eml",
        _FROM_MY_SIDE,
        {"approval": [{"subject": "~Lone working procedure", "approver": "Rhys Bevan", "approved": "2031-10-06"}]},
    ),
    (
        "please-proceed",
        "mail/visitor.eml",
        _PROCEED,
        {"approval": [{"subject": "~Visitor policy", "approver": "Amal Nasser", "approved": "2031-09-03"}]},
    ),
    ("plus-one", "mail/plus one.eml", _PLUS_ONE, {"approval": [], "decision": []}),
    ("not-yet", "mail/not yet.eml", _NOT_YET, {"approval": []}),
    ("please-approve", "mail/please.eml", _PLEASE, {"approval": []}),
    (
        "budget-mail",
        "mail/budget.eml",
        _BUDGET_MAIL,
        {"resource": [{"amount": "12500", "currency": "EUR", "approver": "Vera Lindt", "approved": "2031-11-07"}]},
    ),
    ("budget-asked", "mail/doors.eml", _BUDGET_ASKED, {"resource": [], "approval": []}),
    (
        "ticket-json",
        "tickets/CHG-2207.json",
        _TICKET_JSON,
        {
            "approval": [
                {"approver": "Lotte Meyer", "role": "CISO", "decision": "approved", "approved": "2031-06-18"},
                {"approver": "Sunil Rao", "role": "CTO", "decision": "rejected"},
            ]
        },
    ),
    (
        "csv",
        "exports/approvals.csv",
        _CSV,
        {
            "approval": [
                {"subject": "Clear desk rule", "version": "1.2", "approver": "Hanne Bo", "approved": "2031-03-04"},
                {"subject": "Travel policy", "version": "3.0", "approver": "Ken Ito", "decision": "rejected"},
            ]
        },
    ),
    (
        "sign-off-sheet",
        "plans/sign-off.md",
        _SHEET,
        {
            "approval": [
                {"subject": "~Business continuity plan", "approver": "Nell Carver", "approved": "2031-05-14"},
                {"subject": "~Business continuity plan", "approver": "Tomas Roy", "approved": "2031-05-16"},
            ]
        },
    ),
    (
        "revision-history",
        "standards/data sharing.md",
        _HISTORY,
        {"approval": [{"version": "1.0", "body": "~Information Governance Board", "approved": "2031-02-20"}]},
    ),
    (
        "endorsed",
        "codes/integrity.md",
        _ENDORSED,
        {"approval": [{"body": "~Academic Board", "approved": "2031-03-12", "decision": "approved|endorsed"}]},
    ),
    (
        "adopted",
        "policies/safeguarding.txt",
        _ADOPTED,
        {"approval": [{"body": "~Board of Trustees", "approved": "2031-07-08", "effective": "2031-09-01"}]},
    ),
    (
        "ratified",
        "policies/complaints.txt",
        _RATIFIED,
        {"approval": [{"body": "Quality Committee", "approved": "2031-11-19"}]},
    ),
    (
        "conditions",
        "ethics/2032-02.txt",
        _CONDITIONS,
        {
            "decision": [
                {"outcome": "approved", "text": "~subject to a shorter consent form"},
                {"outcome": "rejected"},
            ]
        },
    ),
    (
        "ticket-text",
        "tickets/SUP-881.txt",
        _TICKET_TEXT,
        {
            "approval": [
                {
                    "subject": "~Remote access standard",
                    "approver": "Marta Silva",
                    "role": "Head of Security",
                    "decision": "approved",
                    "approved": "2031-04-07",
                }
            ]
        },
    ),
    ("ticket-open", "tickets/SUP-902.txt", _TICKET_OPEN, {"approval": [], "decision": []}),
    (
        "written-resolution",
        "board/written resolution.txt",
        _RESOLUTION,
        {
            "decision": [{"text": "~Investment Policy", "outcome": "approved"}, {"text": "~solar roof"}],
            "approval": [{"subject": "~Investment Policy", "version": "2"}],
            "resource": [{"amount": "15000", "currency": "GBP"}],
        },
    ),
    (
        "by-circulation",
        "grants/by circulation.txt",
        _CIRCULATION,
        {
            "approval": [
                {"subject": "~Hardship Fund Rules", "version": "1.1", "body": "~ommittee", "approved": "2031-05-09"}
            ]
        },
    ),
    (
        "acceptance-memo",
        "risk/memo R-31.txt",
        _MEMO,
        {
            "acceptance": [
                {"risk": "R-31", "by": "Birgit Aune", "accepted": "2032-01-12", "until": "2032-12-31"},
            ]
        },
    ),
    (
        "acceptance-form",
        "risk/RSK-17.md",
        _FORM,
        {
            "acceptance": [
                {"risk": "RSK-17", "by": "~Owen Tull", "accepted": "2031-03-03", "until": "2031-09-30"},
            ]
        },
    ),
    ("acceptance-form-empty", "risk/RSK-18.md", _FORM_EMPTY, {"acceptance": []}),
    (
        "acceptance-mail",
        "mail/R-12.eml",
        _ACCEPT_MAIL,
        {"acceptance": [{"risk": "R-12", "by": "Karin Wolff", "accepted": "2031-12-02", "until": "2032-03-31"}]},
    ),
    (
        "acceptance-minutes",
        "safety/2031-08-14.txt",
        _ACCEPT_MINUTES,
        {"acceptance": [{"risk": "R-07", "by": "~ommittee", "accepted": "2031-08-14", "until": "2032-06-30"}]},
    ),
    ("live-with", "mail/live with.eml", _LIVE_WITH, {"acceptance": [], "approval": []}),
    ("guide", "guides/approval.md", _GUIDE, {"approval": [], "acceptance": []}),
    ("past-budget", "finance/treasurer.txt", _PAST_BUDGET, {"approval": [], "decision": []}),
]


@pytest.mark.parametrize(("path", "text", "wanted"), [pytest.param(*case[1:], id=case[0]) for case in _CASES])
def test_approvals_of_an_office_not_met_before(path: str, text: str, wanted: dict[str, list[Row]]) -> None:
    hold(text, path, wanted)
