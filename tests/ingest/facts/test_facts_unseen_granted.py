"""A second set of made-up approvals, grants and acceptances of risk, written after the first had been learnt from.

The facts were listed before the readers met these documents.
"""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, hold

_SIGNED_MEMO = """Dunmore Harbour Trust

To: All heads of section
From: The Chief Executive, Orla Deane
Date: 2 May 2031

Approval of the Oil Spill Plan, issue 6

I have today approved issue 6 of the Oil Spill Plan. It replaces issue 5 at once.

Orla Deane
"""
_REGISTER_NOTE = """Register of decisions taken by the Chair between meetings

Date: 17 June 2031
Matter: Hiring policy, version 1.4
Decision: approved
Taken by: Sunniva Berg, Chair
To be ratified: board of 2 September 2031
"""
_NOT_APPROVED_DOC = """Cyber incident plan

Version: 2.0
Owner: Max Orr
Approved by: (to be approved by the Risk Board in June)
Approval date:
Next review: June 2032
"""
_STATUS_HISTORY = """Document: Cleaning of tanks, WI-207
Current edition: C

Edition A, 4 May 2029, new, approved by K. Moe
Edition B, 1 June 2030, step 4 changed, approved by K. Moe
Edition C, 12 June 2031, step 2 removed, approved by the Plant Board
"""
_TICKET_TRAIL = """Change CHG-0931: Backup standard 3.1
State: Implemented

2031-08-01 09:12  Submitted by Yana Petrova
2031-08-03 11:40  Approved by Henrik Falk (Head of Operations)
2031-08-04 16:05  Published
"""
_FORWARD = """From: Yusuf Demir <y.demir@dunmore.example>
To: office@dunmore.example
Subject: FW: Guest access rules v1.1 - please approve
Date: Mon, 9 Jun 2031 09:00:00 +0100
Content-Type: text/plain; charset=utf-8

For the file.

From: Clara Voss <c.voss@dunmore.example>
Sent: 6 June 2031 17:12
To: Yusuf Demir
Subject: Re: Guest access rules v1.1 - please approve

Approved. Clara
"""
_ACCEPT_BOARD = """Minutes of the Risk Board, 21 October 2031

Present: Dr Helle Krag (chair), Jon Aas, Mina Solberg

4.1 RB-12 Flooding of the archive
The Board considered the options and agreed to accept the risk until 31 October 2032. Mina Solberg to report in April.

4.2 RB-15 Ageing lifts
The Board did not accept the risk and asked Jon Aas for a plan by 30 November 2031.

4.3 RB-19 Phishing
It was proposed to accept the risk. The decision was deferred.
"""
_ACCEPT_LETTER = """Lindmark Foundry
14 February 2031

Re: Risk K-7, noise at the north gate

Dear Anders,

Having read your assessment, I accept the remaining risk. This acceptance holds until 14 February 2032.

Yours sincerely,
Greta Lindmark
Managing Director
"""
_ACCEPT_TABLE = """# Risk acceptances 2031

| Ref | Risk | Accepted by | Date | Until |
| --- | --- | --- | --- | --- |
| RA-01 | RX-3 Old boiler | Greta Lindmark | 4 March 2031 | 31 March 2032 |
| RA-02 | RX-8 Shared keys | not accepted | 4 March 2031 | |
| RA-03 | RX-9 One welder | | | |
"""
_ACCEPT_NOT = """Risk review notes, 8 April 2031

RX-4: Anders is ready to accept the risk once the fence stands.
RX-5: who accepts this one?
RX-6 was accepted in 2027 by the former director; that acceptance lapsed in 2028.
RX-7 - tolerable for now, says the insurer.
"""
_GRANT_LETTER = """The Fenwick Foundation

12 May 2031

Dear Ms Adair,

We are pleased to inform you that the trustees have awarded a grant of £18,000 to Seaview Museum for the repair of the boats.

Yours sincerely,
Ralph Fenwick
"""
_BUDGET_MINUTES = """Minutes, Finance Committee, 6 March 2032

Present: Lena Orth (chair), Bo Dahl, Uma Rao

7. The committee released EUR 30,000 for the new pump. EUR 12,000 had been asked for a second one; this was refused.
8. The treasurer reported that EUR 4,500 was spent on paint.
9. Approved: two further welders from 1 May 2032.
"""
_ROUND = """Consultation by e-mail, Ethics Board, 3 to 7 November 2031

Question: adopt the Animal Handling Code, version 4?
Answers: Dr Nair yes, Prof. Holt yes, Ms Aguilar no.
Result: adopted on 7 November 2031.
"""

_CASES: list[tuple[str, str, str, dict[str, list[Row]]]] = [
    (
        "memo",
        "memos/oil spill.txt",
        _SIGNED_MEMO,
        {
            "approval": [
                {"subject": "~Oil Spill Plan", "version": "6", "approver": "Orla Deane", "approved": "2031-05-02"}
            ]
        },
    ),
    (
        "between-meetings",
        "board/chair decisions.txt",
        _REGISTER_NOTE,
        {"approval": [{"subject": "~Hiring policy", "approver": "Sunniva Berg", "approved": "2031-06-17"}]},
    ),
    ("not-approved-yet", "plans/cyber.txt", _NOT_APPROVED_DOC, {"approval": []}),
    (
        "editions",
        "wi/WI-207.txt",
        _STATUS_HISTORY,
        {
            "approval": [
                {"version": "A", "approver": "K. Moe", "approved": "2029-05-04"},
                {"version": "B", "approver": "K. Moe", "approved": "2030-06-01"},
                {"version": "C", "body": "~Plant Board", "approved": "2031-06-12"},
            ]
        },
    ),
    (
        "ticket-trail",
        "tickets/CHG-0931.txt",
        _TICKET_TRAIL,
        {
            "approval": [
                {"subject": "~Backup standard", "approver": "Henrik Falk", "approved": "2031-08-03"},
            ]
        },
    ),
    (
        "forwarded",
        "mail/guest access.eml",
        _FORWARD,
        {"approval": [{"subject": "~Guest access rules", "approver": "Clara Voss", "approved": "2031-06-06"}]},
    ),
    (
        "risk-board",
        "risk/board october.txt",
        _ACCEPT_BOARD,
        {
            "acceptance": [{"risk": "RB-12", "by": "~Board", "accepted": "2031-10-21", "until": "2032-10-31"}],
            "action": [{"owner": "Mina Solberg"}, {"owner": "Jon Aas", "due": "2031-11-30"}],
        },
    ),
    (
        "risk-letter",
        "risk/letter K-7.txt",
        _ACCEPT_LETTER,
        {"acceptance": [{"risk": "K-7", "by": "Greta Lindmark", "accepted": "2031-02-14", "until": "2032-02-14"}]},
    ),
    (
        "risk-table",
        "risk/acceptances.md",
        _ACCEPT_TABLE,
        {"acceptance": [{"risk": "RX-3", "by": "Greta Lindmark", "accepted": "2031-03-04", "until": "2032-03-31"}]},
    ),
    ("risk-not", "risk/review notes.txt", _ACCEPT_NOT, {"acceptance": [], "decision": []}),
    (
        "grant-letter",
        "grants/fenwick.txt",
        _GRANT_LETTER,
        {"resource": [{"amount": "18000", "currency": "GBP", "body": "~trustees"}]},
    ),
    (
        "finance-committee",
        "finance/march.txt",
        _BUDGET_MINUTES,
        {
            "resource": [{"amount": "30000", "currency": "EUR", "approved": "2032-03-06"}],
            "meeting": [{"held": "2032-03-06", "chair": "Lena Orth"}],
        },
    ),
    (
        "round",
        "ethics/round.txt",
        _ROUND,
        {"approval": [{"subject": "~Animal Handling Code", "body": "~Ethics Board", "approved": "2031-11-07"}]},
    ),
]


@pytest.mark.parametrize(("path", "text", "wanted"), [pytest.param(*case[1:], id=case[0]) for case in _CASES])
def test_approvals_of_a_second_set(path: str, text: str, wanted: dict[str, list[Row]]) -> None:
    hold(text, path, wanted)
